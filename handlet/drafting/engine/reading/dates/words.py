"""The words of a text as the rules see them, a reading of some of them, and the small words that several rules know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from handlet.drafting.engine.reading.calendar import month_end
from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.timewords import AFTER, BEFORE, FROM, UNTIL, WEEKDAYS
from handlet.drafting.engine.reading.tokens import Token
from handlet.kit.london import LONDON

# "do" is until in Polish, "o" from in Welsh: words of other languages count only where the message is in one.
_ENGLISH_BEFORE = {"before", "b4"}
_ENGLISH_UNTIL = {"until", "till", "til", "untill"}
_ENGLISH_AFTER = {"after"}
_ENGLISH_FROM = {"from", "starting"}
MOVES = set(
    "move moved change changed swap swapped reschedule rearrange push pushed bring postpone switch shift put".split()
)
ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
JOIN = {"or", "and", "&", "/", ",", "lub", "albo", "sau", "o", "ou", "oder", "neu", "i"}
TO = {"to", "-", "until", "till", "til", "through", "thru"}
AFTER_THE_DATE = set(
    (
        "we're i'm they're were im it's its he's she's we'll i'll we've i've when where who not onward maybe "
        "ideal ideally perfect great be sounds sometime only also too first all latest may might work suit "
        "them he she they keys move moving time of at in if or and to please pls plz would is but for around "
        "after before onwards as we i it though preferably until till am pm morning afternoon evening then so "
        "works suits ok okay thanks ta was will can could instead any because cos with by from on should that "
        "you still does has which since x just good fine best earliest are do have there my our"
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


Rule = Callable[["Words", int], When | None]


class Words:
    """The tokens of one text, and what has been read of them so far. `today` is the London day it was written."""

    def __init__(
        self, source: Source, tokens: list[Token], language: str, nation: str = "england", rules: Sequence[Rule] = ()
    ) -> None:
        local = source.at.astimezone(LONDON)
        self.source, self.tokens, self.language, self.nation, self.rules = source, tokens, language, nation, rules
        self.today, self.hour = local.date(), local.hour
        self.words = [t.lower for t in tokens]
        self.last: When | None = None
        """The day named last."""
        self.carried = False
        """Whether a “next” before the weekday read last holds for those joined to it."""
        self.least = 0
        """The lower end of a count given as a range (“two to three weeks”); 0 where there was none."""

        english = language == "en"
        self.before_words = _ENGLISH_BEFORE if english else BEFORE
        self.until_words = _ENGLISH_UNTIL if english else UNTIL
        self.after_words = _ENGLISH_AFTER if english else AFTER
        self.from_words = _ENGLISH_FROM if english else FROM

    def base(self, i: int) -> When | None:
        """What the first rule that knows the words at token `i` makes of them."""
        for rule in self.rules:
            when = rule(self, i)
            if when is not None:
                return when
        return None

    def w(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def seq(self, at: int, *words: str | set[str]) -> bool:
        return all(
            self.w(at + n) in word if isinstance(word, set) else self.w(at + n) == word for n, word in enumerate(words)
        )

    def glued(self, at: int) -> bool:
        """Token `at` follows the one before it without a blank."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def number(self, at: int) -> int | None:
        if (
            0 <= at < len(self.tokens)
            and self.tokens[at].kind == "number"
            and self.tokens[at].text.isdigit()
            and len(self.tokens[at].text) < 9
        ):
            return int(self.tokens[at].text)
        return None

    def no_break(self, a: int, b: int) -> bool:
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


def one_day(day: date, i: int, j: int) -> When:
    return When(day, day, i, j)


def day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_on(day: date, count: int) -> date:
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))
