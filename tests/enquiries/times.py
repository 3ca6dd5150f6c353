"""The date reader against two public test suites of time expressions, which are not part of this project.

    git clone --depth 1 https://github.com/facebook/duckling A
    git clone --depth 1 https://github.com/microsoft/Recognizers-Text B
    python -m tests.enquiries.times --duckling A --recognizers B [--show]

Counted are expressions whose answer names days that a tradesperson's diary could hold: from a month before the message to 300
days after it, at most five weeks long, no holiday of another country, no month before the day in figures, no bare year and no
bare time of day (which the reader gives without a day). Not counted is “upcoming two weeks”, of which one suite means the
second week alone. An expression that a suite lists twice with two answers may be either.

Right is the same first and last day, where
- an open end is left open, and may count its own day or not;
- a stretch that ends a week may end on its Friday, Saturday or Sunday;
- of a stretch that has begun, the days that are gone may be left out, and it may begin today or tomorrow;
- an hour's limit (“Thursday before 5”) leaves the day;
- a range named by its two ends holds its last day.
Of the expressions without any time, right is to read no day.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from handlet.drafting.engine.tests.test_reading import read

Days = tuple[date | None, date | None]
FRIDAY = 4
BACK, AHEAD, LONGEST = timedelta(days=31), timedelta(days=300), timedelta(days=35)
DUCKLING_AT = datetime(2013, 2, 12, 6, 30, tzinfo=UTC)
_FOREIGN = re.compile(
    r"thanksgiving|independence|memorial day|labou?r day|presidents|veterans|columbus|halloween|diwali|hanukk?ah|ramadan|"
    r"martin luther|mlk|super ?bowl|black friday|father'?s|mother'?s|valentine|st\.? patrick|earth (?:day|hour)|fiscal|"
    r"quarter|qtr|q[1-4]|chinese|lunar|tax day|boss's|administrative|secretaries|naturalist|\bnew year",
    re.IGNORECASE,
)
_SECOND_ONLY = re.compile(r"\bupcoming (?:two|2)\b|\b(?:two|2) upcoming\b", re.IGNORECASE)
_AMERICAN = re.compile(r"^(?:on )?\d{1,2} ?[/-] ?(?:1[3-9]|2\d|3[01])\b")
_BARE_YEAR = re.compile(r"^\D*(?:19|20)\d\d\D*$")
_BOTH_ENDS = re.compile(r"\bfrom\b.* to\b|\bbetween\b.* and\b", re.IGNORECASE)
_MONTH_BEFORE_DAY = re.compile(r"\d\s*[/.-]\s*\d")
_NAMES_A_DAY = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may(?!be)|jun|jul|aug|sep|oct|nov|dec|to(?:day|morrow|night)|tonite|week|"
    r"month|(?<!mid )day|fortnight|christmas|easter|\d+(?:st|nd|rd|th))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Example:
    """An expression, when it was written, and the days that it may mean: none at all where it names no time."""

    suite: str
    text: str
    at: datetime
    meant: tuple[Days, ...]


def duckling(folder: Path) -> Iterator[Example]:
    """Examples of the English corpus and of its British part."""
    for path in ("Duckling/Time/EN/Corpus.hs", "Duckling/Time/EN/GB/Corpus.hs"):
        text = (folder / path).read_text(encoding="utf-8")
        # Latent readings ("the 24" without more) are not asked of a reader that keeps silent where it is unsure.
        latent = re.search(r"^latentCorpus = .*?(?=^\w+ ::)", text, re.DOTALL | re.MULTILINE)
        text = text.replace(latent.group(), "") if latent else text
        negative = re.search(r"^negativeCorpus = .*?(?=^\w+ ::)", text, re.DOTALL | re.MULTILINE)
        if negative is not None:
            for words in _strings(negative.group().partition("examples =")[2]):
                yield Example("duckling, no time", words, DUCKLING_AT, ())
            text = text.replace(negative.group(), "")
        for block in re.split(r"\bexamples \(", text)[1:]:
            head, _, rest = block.partition("\n")
            if "Holiday" in head or (days := _duckling_days(head)) is None:
                continue
            listed = rest.partition("]\n")[0]
            for words in _strings(listed):
                yield Example("duckling", words, DUCKLING_AT, (days,))


def _strings(text: str) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", found) for found in re.findall(r'"((?:[^"\\]|\\.)*)"', text)]


def _duckling_days(head: str) -> Days | None:
    moments = [
        datetime(int(year), int(month), int(day), int(hour), int(minute), int(second))
        for year, month, day, hour, minute, second in re.findall(_MOMENT, head)
    ]
    grain = re.search(r"\b(Second|Minute|Hour|Day|Week|Month|Quarter|Year)\b", head)
    if not moments or grain is None or grain.group() in {"Quarter", "Year"}:
        return None
    if "datetimeOpenInterval" in head:
        return (moments[0].date(), None) if "After" in head else (None, moments[0].date())
    if "datetimeInterval" in head:
        start, end = moments
        if start == datetime(2013, 2, 12, 4, 30):
            # From the moment of writing: a deadline.
            return None, (end - timedelta(seconds=1)).date()
        if (start.hour, end.hour, start.weekday(), end.weekday()) == (18, 0, 4, 0):
            start += timedelta(days=1)
        return start.date(), (end - timedelta(seconds=1)).date()
    start = moments[0]
    if grain.group() == "Week":
        return start.date(), start.date() + timedelta(days=6)
    if grain.group() == "Month":
        return start.date(), (start.replace(day=1) + timedelta(days=32)).replace(day=1).date() - timedelta(days=1)
    return start.date(), start.date()


_MOMENT = r"\((\d{4}), (\d+), (\d+), (\d+), (\d+), (\d+)\)"


def recognizers(folder: Path) -> Iterator[Example]:
    """Sentences of the English model that hold one expression, and those that hold none."""
    for name in ("English", "EnglishOthers"):
        path = folder / "Specs" / "DateTime" / name / "DateTimeModel.json"
        for row in json.loads(path.read_text(encoding="utf-8-sig")):
            given = row.get("Context", {}).get("ReferenceDateTime")
            results = row["Results"]
            if given is None or len(results) > 1 or (name == "English" and _MONTH_BEFORE_DAY.search(row["Input"])):
                continue
            at = datetime.fromisoformat(given).replace(tzinfo=UTC)
            if not results:
                yield Example("recognizers, no time", row["Input"], at, ())
                continue
            values = (results[0].get("Resolution") or {}).get("values") or []
            meant = tuple(days for value in values if (days := _recognizers_days(value)) is not None)
            if meant and len(meant) == len(values):
                yield Example("recognizers", row["Input"], at, (*meant, *_also(row["Input"], values, meant)))


def _also(text: str, values: list[dict[str, str]], meant: tuple[Days, ...]) -> Iterator[Days]:
    """The other way to say the same days: an hour's limit leaves its day, and a range by both ends holds its last."""
    for value, (start, end) in zip(values, meant, strict=True):
        day = start or end
        if value["type"] == "datetimerange" and (start is None or end is None):
            yield day, day
        if value["type"] == "daterange" and start and end and _BOTH_ENDS.search(text):
            yield start, end + timedelta(days=1)


def _recognizers_days(value: dict[str, str]) -> Days | None:
    if value.get("type") in {"date", "datetime"} and "value" in value:
        day = _day(value["value"])
        return (day, day) if day else None
    if value.get("type") not in {"daterange", "datetimerange"} or value.get("Mod") in {"approx", "ref_undef"}:
        return None
    start, end = _day(value.get("start", "")), _day(value.get("end", ""))
    if start is None and end is None:
        return None
    # A range of days ends before its last day, one of hours on it.
    if end is not None and value["type"] == "daterange" and start is not None:
        end -= timedelta(days=1)
    return start, end


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def in_scope(example: Example) -> bool:
    """Whether a tradesperson's diary could hold what the expression names."""
    if not example.meant:
        return True
    if _FOREIGN.search(example.text) or not (_NAMES_A_DAY.search(example.text) or re.search(r"\d", example.text)):
        return False
    if _SECOND_ONLY.search(example.text) or _AMERICAN.search(example.text):
        return False
    if _BARE_YEAR.search(example.text) and not _NAMES_A_DAY.search(example.text):
        return False
    today = example.at.date()
    for start, end in example.meant:
        ends = [day for day in (start, end) if day is not None]
        if any(not today - BACK <= day <= today + AHEAD for day in ends) or (start and end and end - start > LONGEST):
            return False
    bare_time = all({start, end} <= {None, today, today + timedelta(days=1)} for start, end in example.meant)
    return not bare_time or _NAMES_A_DAY.search(example.text) is not None


def read_days(text: str, at: datetime) -> list[Days]:
    """First and last day of each expression that the engine finds in a message; empty where it finds none."""
    return [(fact.start, fact.end) for fact in read(text, at=at).dates]


def agree(found: Days, meant: Days, today: date) -> bool:
    """The same days, by the rules in the head of this file."""
    one_day = timedelta(days=1)
    (start, end), (first, last) = found, meant
    if None in meant:
        return all(
            (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= one_day)
            for a, b in zip(found, meant, strict=True)
        )
    if start is None or end is None or first is None or last is None:
        return False
    if first == last:
        return found == meant
    begun = first < today <= last
    same_start = start == first or (begun and start == today) or {start, first} <= {today, today + one_day}
    same_end = end == last or (
        end - timedelta(days=end.weekday()) == last - timedelta(days=last.weekday())
        and end.weekday() >= FRIDAY <= last.weekday()
    )
    return same_start and same_end


def main() -> None:
    """Print the table; with --show the expressions that are read otherwise, or not at all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--duckling", type=Path)
    parser.add_argument("--recognizers", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    examples: list[Example] = []
    examples += duckling(given.duckling) if given.duckling else ()
    examples += recognizers(given.recognizers) if given.recognizers else ()
    answers: dict[tuple[str, str, datetime], tuple[Days, ...]] = {}
    for example in examples:
        key = example.suite, example.text, example.at
        answers[key] = (*answers.get(key, ()), *example.meant)
    counts: dict[str, list[int]] = {}
    for suite, text, at in answers:
        example = Example(suite, text, at, answers[suite, text, at])
        if not in_scope(example):
            continue
        found = read_days(example.text, example.at)
        right = (
            not found
            if not example.meant
            else any(agree(days, meant, at.date()) for days in found for meant in example.meant)
        )
        outcome = 0 if right else 2 if not found else 1
        counts.setdefault(example.suite, [0, 0, 0])[outcome] += 1
        if given.show and not right:
            said = "silent" if not found else _shown(found)
            print(f"{example.suite} | {example.text!r} | {said} | {_shown(example.meant)}")
    print(f"{'':24}{'expressions':>12}{'right':>8}{'other day':>11}{'silent':>8}")
    for suite, (agreed, other, silent) in counts.items():
        total = agreed + other + silent
        print(f"{suite:24}{total:12}{agreed / total:8.1%}{other / total:11.1%}{silent / total:8.1%}")


def _shown(days: object) -> str:
    return " ".join(f"{start or ''}–{end or ''}" for start, end in days)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
