"""What a text says that somebody could hold us to: sums, days, times, numbers, links, names, credentials, promises.

Both sides use it: a draft's claims are found here, and what a source backs is found here, so the two cannot drift apart.
English only; a draft in another language is our own fixed phrases (see `guard.check`), and its digits are read here too.
"""

from handlet.drafting.engine.guard.saying.credentials import CREDENTIALS, credentials
from handlet.drafting.engine.guard.saying.days import MONTHS, WEEKDAYS, day_values, month_number, weekday_name
from handlet.drafting.engine.guard.saying.literal import literal
from handlet.drafting.engine.guard.saying.money import VAT_SHOWN
from handlet.drafting.engine.guard.saying.numbers import WORDS, figure, sum_of
from handlet.drafting.engine.guard.saying.people import people
from handlet.drafting.engine.guard.saying.promises import arrivals, forbidden, promises
from handlet.drafting.engine.guard.saying.reach import BANK, link_value, phone_value
from handlet.drafting.engine.guard.saying.said import READ, Said
from handlet.drafting.engine.guard.saying.sentences import gives_thanks, is_question, is_undone, sentence_span

__all__ = [
    "BANK",
    "CREDENTIALS",
    "MONTHS",
    "READ",
    "VAT_SHOWN",
    "WEEKDAYS",
    "WORDS",
    "Said",
    "arrivals",
    "credentials",
    "day_values",
    "figure",
    "forbidden",
    "gives_thanks",
    "is_question",
    "is_undone",
    "link_value",
    "literal",
    "month_number",
    "people",
    "phone_value",
    "promises",
    "sentence_span",
    "sum_of",
    "weekday_name",
]
