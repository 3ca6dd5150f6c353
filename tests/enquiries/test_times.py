"""The command that counts the date reader against public suites reads their shapes, and counts a wrong day as wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.enquiries import times

# The shape of the one suite; every expression is ours.
CORPUS = """
negativeCorpus :: NegativeCorpus
negativeCorpus = (testContext, testOptions, examples)
  where
    examples =
      [ "the boiler is \\"dead\\""
      , "thirteen radiators"
      ]

latentCorpus :: Corpus
latentCorpus = (testContext, testOptions, xs)
  where
    xs = concat
      [ examples (datetime (2013, 2, 22, 0, 0, 0) Day)
                 [ "the 22"
                 ]
      ]

diffCorpus :: Corpus
diffCorpus = (testContext, testOptions, allExamples)

allExamples :: [Example]
allExamples = concat
  [ examples (datetime (2013, 2, 20, 0, 0, 0) Day)
             [ "a week on Wednesday"
             ]
  , examples (datetimeInterval ((2013, 2, 18, 0, 0, 0), (2013, 2, 21, 0, 0, 0)) Day)
             [ "18 to 20 February"
             ]
  , examples (datetimeOpenInterval After (2013, 2, 18, 0, 0, 0) Day)
             [ "from the 18th on"
             ]
  , examples (datetimeHoliday (2013, 2, 14, 0, 0, 0) Day "A Day")
             [ "a day"
             ]
  , examples (datetime (2013, 2, 18, 0, 0, 0) Week)
             [ "the week after this"
             ]
  , examples (datetime (2013, 4, 1, 0, 0, 0) Quarter)
             [ "the second quarter"
             ]
  ]
"""
AT = "2026-11-24T10:00:00"  # a Tuesday


def row(text: str, *values: dict[str, str]) -> dict[str, object]:
    results = [{"Text": text, "Resolution": {"values": list(values)}}] if values else []
    return {"Input": text, "Context": {"ReferenceDateTime": AT}, "Results": results}


def day(value: str) -> dict[str, str]:
    return {"type": "date", "value": value}


@pytest.fixture
def duckling(tmp_path: Path) -> Path:
    for folder in ("EN", "EN/GB"):
        path = tmp_path / "Duckling" / "Time" / folder
        path.mkdir(parents=True, exist_ok=True)
        (path / "Corpus.hs").write_text(CORPUS if folder == "EN" else "", encoding="utf-8")
    return tmp_path


def recognizers(folder: Path, *rows: dict[str, object]) -> Path:
    for name in ("English", "EnglishOthers"):
        path = folder / "Specs" / "DateTime" / name
        path.mkdir(parents=True, exist_ok=True)
        (path / "DateTimeModel.json").write_text(json.dumps(rows if name == "English" else []), encoding="utf-8-sig")
    return folder


def test_the_first_suite_is_read_with_its_days_without_holidays_quarters_and_latent_readings(duckling: Path) -> None:
    found = [(example.suite, example.text, example.meant) for example in times.duckling(duckling)]
    assert found == [
        ("duckling, no time", 'the boiler is "dead"', ()),
        ("duckling, no time", "thirteen radiators", ()),
        ("duckling", "a week on Wednesday", ((date(2013, 2, 20), date(2013, 2, 20)),)),
        ("duckling", "18 to 20 February", ((date(2013, 2, 18), date(2013, 2, 20)),)),
        ("duckling", "from the 18th on", ((date(2013, 2, 18), None),)),
        ("duckling", "the week after this", ((date(2013, 2, 18), date(2013, 2, 24)),)),
    ]


def test_the_second_suite_is_read_with_all_days_it_allows(tmp_path: Path) -> None:
    folder = recognizers(
        tmp_path,
        row("Can you come Friday?", day("2026-11-20"), day("2026-11-27")),
        row("We are in all of it.", {"type": "daterange", "start": "2026-11-30", "end": "2026-12-07"}),
        row("Thursday before 4", {"type": "datetimerange", "end": "2026-11-26 16:00:00", "Mod": "before"}),
        row("every Friday", {"type": "set", "value": "not resolved"}),
        row("12/3 please", day("2026-12-03")),
        row("No time at all."),
    )
    found = {example.text: example.meant for example in times.recognizers(folder)}
    assert found == {
        "Can you come Friday?": ((date(2026, 11, 20),) * 2, (date(2026, 11, 27),) * 2),
        "We are in all of it.": ((date(2026, 11, 30), date(2026, 12, 6)),),
        "Thursday before 4": ((None, date(2026, 11, 26)), (date(2026, 11, 26),) * 2),
        "No time at all.": (),
    }


def test_what_no_diary_holds_is_not_counted() -> None:
    at = datetime(2026, 11, 24, 10, tzinfo=UTC)

    def counted(text: str, first: date, last: date | None) -> bool:
        return times.in_scope(times.Example("one", text, at, ((first, last),)))

    assert counted("the 3rd", date(2026, 12, 3), date(2026, 12, 3))
    assert not counted("the 3rd", date(2028, 12, 3), date(2028, 12, 3))
    assert not counted("all of 2027", date(2027, 1, 1), date(2027, 12, 31))
    assert not counted("after 2026", date(2027, 1, 1), None)
    assert not counted("at half 4", date(2026, 11, 24), date(2026, 11, 24))
    assert not counted("upcoming two weeks", date(2026, 12, 7), date(2026, 12, 13))
    assert not counted("11/30", date(2026, 11, 30), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("found", "meant", "same"),
    [
        (("2026-12-03", "2026-12-03"), ("2026-12-03", "2026-12-03"), True),
        (("2026-12-03", "2026-12-03"), ("2026-12-04", "2026-12-04"), False),
        (("2026-12-03", "2026-12-04"), ("2026-12-03", "2026-12-03"), False),
        (("2026-11-30", "2026-12-04"), ("2026-11-30", "2026-12-06"), True),
        (("2026-11-30", "2026-12-03"), ("2026-11-30", "2026-12-06"), False),
        (("2026-11-24", "2026-11-27"), ("2026-11-23", "2026-11-29"), True),
        (("2026-11-24", "2026-11-27"), ("2026-11-25", "2026-11-27"), True),
        (("2026-12-01", "2026-12-04"), ("2026-11-30", "2026-12-06"), False),
        ((None, "2026-12-03"), (None, "2026-12-04"), True),
        ((None, "2026-12-03"), (None, "2026-12-06"), False),
        ((None, "2026-12-03"), ("2026-12-03", None), False),
        (("2026-12-03", "2026-12-03"), ("2026-12-03", None), False),
    ],
)
def test_days_agree_only_where_a_tradesperson_would_come_on_the_same_ones(
    found: tuple[str | None, str | None], meant: tuple[str | None, str | None], same: bool
) -> None:
    assert times.agree(_days(found), _days(meant), date(2026, 11, 24)) is same


def _days(pair: tuple[str | None, str | None]) -> times.Days:
    start, end = (date.fromisoformat(each) if each else None for each in pair)
    return start, end


def test_a_wrong_day_and_silence_are_told_apart_and_neither_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = recognizers(
        tmp_path,
        row("Can you come this Friday?", day("2026-11-27")),
        row("Can you come tomorrow?", day("2026-11-26")),
        row("Can you come on the dayest of days?", day("2026-11-27")),
        row("I might fix it myself."),
        row("I fixed it yesterday."),
    )
    monkeypatch.setattr("sys.argv", ["times", "--recognizers", str(folder), "--show"])
    times.main()
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == [
        "recognizers | 'Can you come tomorrow?' | 2026-11-25–2026-11-25 | 2026-11-26–2026-11-26",
        "recognizers | 'Can you come on the dayest of days?' | silent | 2026-11-27–2026-11-27",
        "recognizers, no time | 'I fixed it yesterday.' | 2026-11-23–2026-11-23 | ",
    ]
    assert said[-2].split() == ["recognizers", "3", "33.3%", "33.3%", "33.3%"]
    assert said[-1].split() == ["recognizers,", "no", "time", "2", "50.0%", "50.0%", "0.0%"]
