"""The words of a text as the rules see them, a reading of some of them, and the small words that several rules know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from handlet.drafting.engine.reading.calendar import month_end
from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.timewords import AFTER, BEFORE, FROM, MONTHS, UNTIL, WEEKDAYS
from handlet.drafting.engine.reading.tokens import Token
from handlet.kit.london import LONDON

# "do" is until in Polish, "o" from in Welsh: words of other languages count only where the message is in one.
_ENGLISH_BEFORE = {"before", "b4"}
_ENGLISH_UNTIL = {"until", "till", "til", "untill"}
_ENGLISH_AFTER = {"after"}
_ENGLISH_FROM = {"from", "starting"}
_DEEPEST = 3
"""“two days after the day before …”: nobody goes further, and a message that does must not cost time."""
MOVES = set(
    "move moved moving change changed changing swap swapped swapping reschedule rescheduling rearrange push pushed pushing "
    "bring postpone switch shift shifting put delay knock skip".split()
)
ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
SUFFIX = {"st", "nd", "rd", "th"}
JOIN = {"or", "and", "&", "/", ",", "lub", "albo", "sau", "o", "ou", "oder", "neu", "i"}
WHICH = {
    "this": 0, "current": 0, "present": 0, "next": 1, "nxt": 1, "following": 1, "coming": 1, "upcoming": 1, "forthcoming": 1,
    "last": -1, "past": -1, "previous": -1,
}  # fmt: skip
"""How many weeks or months ahead the word before one puts it."""
_SPELLINGS = {
    "wkend": "weekend",
    "wknd": "weekend",
    "wkends": "weekends",
    "w'end": "weekend",
    "begining": "beginning",
    "–": "-",
    "—": "-",
}
# “Friday's clean” is the clean on Friday.
_SPELLINGS |= {f"{day}'s": day for day in WEEKDAYS if day.endswith("day")}
TO = {"to", "-", "until", "till", "til", "through", "thru"}
AFTER_THE_DATE = set(
    (
        "between through thru we're i'm they're were im it's its he's she's we'll i'll we've i've when where who not onward maybe "
        "ideal ideally perfect great be sounds sometime only also too first all latest may might work suit "
        "them he she they keys move moving time of at in if or and to please pls plz would is but for around "
        "after before onwards as we i it though preferably until till am pm morning afternoon evening then so "
        "works suits ok okay thanks ta was will can could instead any because cos with by from on should that "
        "you still does has which since x just good fine best earliest are do have there my our back forward instead"
    ).split()
)


@dataclass(frozen=True, slots=True)
class When:
    """A reading of tokens [i, j). grain: day, days, week, month, season, open, each (every such day)."""

    start: date | None
    end: date | None
    i: int
    j: int
    grain: str = "day"
    part: str | None = None
    kind: str = ""
    past: bool = False
    weekday: int | None = None
    counts_from: int | None = None
    """Where a length comes first (“3 weeks from Monday”), the token after it: the length itself stays an amount."""


Rule = Callable[["Words", int], When | None]


class Words:
    """The tokens of one text, and what has been read of them so far. `today` is the London day it was written."""

    def __init__(
        self, source: Source, tokens: list[Token], language: str, nation: str = "england", rules: Sequence[Rule] = ()
    ) -> None:
        local = source.at.astimezone(LONDON)
        self.source, self.tokens, self.language, self.nation, self.rules = source, tokens, language, nation, rules
        self.today, self.hour = local.date(), local.hour
        self.words = [_SPELLINGS.get(t.lower, t.lower) for t in tokens]
        self._at = dict(enumerate(self.words))
        self.last: When | None = None
        """The day named last."""
        self.carried = False
        """Whether a “next” before the weekday read last holds for those joined to it."""
        self.counts: dict[int, tuple[tuple[int, int] | None, int]] = {}
        """What `distances.counted` has made of each token; several rules ask."""
        self.least = 0
        """The lower end of a count given as a range (“two to three weeks”); 0 where there was none."""
        self.depth = 0
        """How many days told by other days we are in."""

        english = language == "en"
        self.before_words = _ENGLISH_BEFORE if english else BEFORE
        self.until_words = _ENGLISH_UNTIL if english else UNTIL
        self.after_words = _ENGLISH_AFTER if english else AFTER
        self.from_words = _ENGLISH_FROM if english else FROM

    def base(self, i: int) -> When | None:
        """What the first rule that knows the words at token `i` makes of them."""
        if self.depth >= _DEEPEST:
            return None
        self.depth += 1
        try:
            return next((when for rule in self.rules if (when := rule(self, i)) is not None), None)
        finally:
            self.depth -= 1

    def w(self, at: int) -> str:
        """The word at token `at`, in small letters; empty beyond the ends."""
        return self._at.get(at, "")

    def seq(self, at: int, *words: str | set[str]) -> bool:
        """Whether these words, or one of each set, follow each other from token `at` on."""
        # Asked some hundred times a word: no generator, no call.
        get = self._at.get
        for word in words:
            found = get(at, "")
            if found != word if type(word) is str else found not in word:
                return False
            at += 1
        return True

    def glued(self, at: int) -> bool:
        """Token `at` follows the one before it without a blank."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def number(self, at: int) -> int | None:
        """The whole number at token `at`."""
        if (
            0 <= at < len(self.tokens)
            and self.tokens[at].kind == "number"
            and self.tokens[at].text.isdigit()
            and len(self.tokens[at].text) < 9
        ):
            return int(self.tokens[at].text)
        return None

    def no_break(self, a: int, b: int) -> bool:
        """No sentence ends between two tokens."""
        return all(self.w(n) not in ("\n", ".", "?", "!") for n in range(a, min(b + 1, len(self.words))))

    def clause(self, when: When, after: int = 0) -> list[str]:
        """The words of the sentence before the phrase, and `after` ones behind it, up to its end."""
        begin = when.i
        while begin > 0 and self.w(begin - 1) not in ("\n", "?", "!", ";") and when.i - begin < 18:
            if self.w(begin - 1) == "." and self.w(begin - 2) not in WEEKDAYS:
                break
            begin -= 1
        words = self.words[begin : when.i]
        for n in range(when.j, min(when.j + after, len(self.words))):
            if self.w(n) in ("\n", "?", "!", ";", "."):
                break
            words.append(self.w(n))
        return words


def weekend_at(said: Words, k: int) -> int:
    """The token after a “weekend”, “week-end” or “week end” at token `k`; 0 where there is none."""
    if said.w(k) == "weekend":
        return k + 1
    if said.w(k) not in ("week", "wk"):
        return 0
    if said.seq(k + 1, "-", "end"):
        return k + 3
    if said.w(k + 1) == "end" and (said.w(k + 2) != "of" or said.w(k + 3) in MONTHS):
        return k + 2
    return 0


def ordinal_at(said: Words, k: int) -> tuple[int, int] | None:
    """A third, 3rd or twenty-third at token `k`, and the token after it."""
    number = said.number(k)
    if number is not None:
        suffixed = said.w(k + 1) in SUFFIX and (said.glued(k + 1) or said.w(k + 1) == "th")
        return (number, k + 2) if suffixed else None
    if said.w(k) in ORDINAL_WORDS:
        return ORDINAL_WORDS[said.w(k)], k + 1
    if said.w(k) in ("twenty", "thirty"):
        at = k + 1 + (said.w(k + 1) == "-")
        if said.w(at) in ORDINAL_WORDS and ORDINAL_WORDS[said.w(at)] < 10:
            return (20 if said.w(k) == "twenty" else 30) + ORDINAL_WORDS[said.w(at)], at + 1
    return None


def one_day(day: date, i: int, j: int) -> When:
    """A single day, read from tokens [i, j)."""
    return When(day, day, i, j)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """That day, where there is one; years that nobody means are none."""
    if not 1900 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_on(day: date, count: int) -> date:
    """The same day `count` months later (earlier, where negative), or the last of that month."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))
