"""Lines that are wanted in words which are easily passed over: under the subject, before our question, by what goes with the van."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlet.drafting.engine.matching import match
from handlet.drafting.engine.proposing import read
from handlet.drafting.port import Line
from handlet.drafting.tests.making import NOW, enquiry, firm, sent

BATHS = """
A1|Supply and fit bath|Standard white|each|400
A2|Fit customer's own bath|Bath supplied by customer|each|250
A3|Remove and dispose of old bath||each|40
R1|Swap radiator like for like|Radiator supplied by customer|each|110
R2|Supply and fit double radiator|Up to 1200 mm wide|each|240
"""
TAKEN_AWAY = ("Taking the old bath away is A3 and is added only if the customer asks for it.",)
PLASTER = """
P1|Skim ceiling|Over sound plaster or plasterboard|m2|16.50
P2|Overboard ceiling and skim|9 mm board|m2|32
P3|Pull down lath and plaster ceiling|Bagged|m2|18
P4|Asbestos sample|Per room|each|55
P5|Dot and dab board and skim walls|Block walls|m2|30
"""
SAMPLED = ("Any textured (Artex) ceiling in a house built before 2000 needs P4, one sample per room, before work.",)
CLEANS = """
C1|Regular clean|Weekly or fortnightly, our products|hour|18|2
C2|Office clean|Mon-Fri, before 9 or after 5|hour|20|2
C3|Oven clean||each|55
C4|Holiday let changeover|Restock|visit|70
C5|Laundered linen set|Per bed|each|14
C6|Shop floor polish||m2|4
"""
ENTRIES = """
N1|Emergency entry daytime|Mon-Sat 08:00-18:00, attendance included|visit|85
N2|Emergency entry evening|18:00-24:00, and all day Sunday and bank holidays, attendance included|visit|115
N3|Emergency entry night|00:00-08:00 any day, attendance included|visit|145
"""


def lines_of(
    listed: str,
    *said: str,
    rules: Sequence[str] = (),
    thread: Sequence[Line] = (),
    subject: str = "",
    at: datetime = NOW,
) -> dict[str, str]:
    asked = enquiry(*said, business=firm(listed, rules), thread=thread, subject=subject)
    asked = replace(asked, received_at=at, now=at)
    matches, _ = match(*read(asked))
    return {one.item.code: f"{one.quantity.normalize():f}" for one in matches if not one.missing}


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("A new bath please, you supply it. And take the old one with you. LS6 2AB", {"A1": "1", "A3": "1"}),
        ("A bath to be fitted, you would need to get the new one. LS6 2AB", {"A1": "1"}),
        ("We want three radiators changing. You'd have to bring the new ones, doubles please. LS6 2AB", {"R2": "3"}),
        ("We want three radiators changing. I'll be getting the new ones myself. LS6 2AB", {"R1": "3"}),
        ("The bath wants changing, you'll be supplying it. Bring your mate with you. LS6 2AB", {"A1": "1"}),
    ],
)
def test_who_brings_the_new_one_and_takes_the_old_one(said: str, lines: dict[str, str]) -> None:
    assert lines_of(BATHS, said, rules=TAKEN_AWAY) == lines


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ("67 I think", {"P2": "12", "P4": "1"}),
        ("About 1938, it's a semi", {"P2": "12", "P4": "1"}),
        ("60 years or so", {"P2": "12", "P4": "1"}),
        ("The house is 40 years old", {"P2": "12", "P4": "1"}),
        ("2004 I think", {"P2": "12"}),
        ("It was built in 2011", {"P2": "12"}),
        ("The house is 12 years old", {"P2": "12"}),
    ],
)
def test_what_they_told_before_our_question_is_wanted_still_and_its_answer_is_read(
    told: str, lines: dict[str, str]
) -> None:
    # “is 3” is a measure, and no price of ours.
    thread = (
        Line("in", NOW, "Artex ceiling in one bedroom to be boarded over and skimmed. It is 3 m x 4 m. LS6 2AB"),
        sent("Hi Dev. Can do. How old is the house? Asha"),
    )  # fmt: skip
    assert lines_of(PLASTER, told, thread=thread, rules=SAMPLED) == lines


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("Please pull down the lath and plaster ceiling, 12 m2. My brother is boarding it himself, then you come back to skim the new boards. LS6 2AB", {"P3": "12", "P1": "12"}),
        ("Two block walls to be dot and dabbed and skimmed, 20 m2. Ceiling getting done by the builder. LS6 2AB", {"P5": "20"}),
        ("Dot and dab the block walls, 20 m2, the ceilings are being skimmed by my cousin. LS6 2AB", {"P5": "20"}),
    ],
)  # fmt: skip
def test_boards_that_others_put_up_are_skimmed_and_what_others_do_is_none_of_ours(
    said: str, lines: dict[str, str]
) -> None:
    assert lines_of(PLASTER, said, rules=SAMPLED) == lines


@pytest.mark.parametrize(
    ("subject", "said", "lines"),
    [
        ("Office cleaning", "Hello, four desks and a kitchenette. We need someone for 3 hours, before we open at 9. LS6 2AB", {"C2": "3"}),
        ("Oven", "Hello, it has not been touched since we moved in, what would you charge? LS6 2AB", {"C3": "1"}),
        # The subject of what goes on, and one that the message names as well.
        ("Re: Office cleaning", "Could you do our house for 3 hours a week? LS6 2AB", {"C1": "3"}),
        ("Oven clean", "Could you clean the oven? LS6 2AB", {"C3": "1"}),
        ("studio clean", "Moving out of the studio, the oven wants cleaning. LS6 2AB", {"C3": "1"}),
    ],
)  # fmt: skip
def test_what_only_the_subject_names_is_wanted(subject: str, said: str, lines: dict[str, str]) -> None:
    assert lines_of(CLEANS, said, subject=subject) == lines


def test_clean_linen_is_no_cleaning() -> None:
    assert lines_of(CLEANS, "A changeover of our holiday let, with clean linen from you please. LS6 2AB") == {
        "C4": "1",
        "C5": "1",
    }


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (datetime(2027, 6, 12, 23, 24, tzinfo=UTC), "N3"),
        (datetime(2027, 6, 13, 9, 0, tzinfo=UTC), "N2"),
        (datetime(2027, 6, 12, 20, 0, tzinfo=UTC), "N2"),
        (datetime(2027, 6, 14, 9, 0, tzinfo=UTC), "N1"),
        (datetime(2027, 6, 14, 2, 0, tzinfo=UTC), "N3"),
    ],
)
def test_somebody_locked_out_on_sunday_night_pays_for_the_night(at: datetime, code: str) -> None:
    assert lines_of(ENTRIES, "I'm locked out, keys are inside. LS6 2AB", at=at) == {code: "1"}


GAS = """
G1|Boiler service||each|75
G2|Landlord gas safety record|CP12, up to 2 appliances|each|70
G3|Extra appliance on safety record|Third and further appliances|each|15
G4|Gas fire service||each|70
G5|Connect gas hob|Hob supplied by customer|each|95
G6|Additional labour|Per hour|hour|50
"""


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("Need the landlord cert. Hob, boiler, gas fire and a heater = 4 appliances. LS6 2AB", {"G2": "1", "G3": "2"}),
        ("The gas certificate for our tenant please. Appliances are the boiler and a gas fire. LS6 2AB", {"G2": "1"}),
        # What is to be done to each is no list of what there is.
        ("Service the boiler, and the gas fire needs its service, two things. LS6 2AB", {"G1": "1", "G4": "1"}),
    ],
)
def test_appliances_that_are_counted_up_are_no_jobs(said: str, lines: dict[str, str]) -> None:
    assert lines_of(GAS, said) == lines


@pytest.mark.parametrize(
    ("listed", "said", "lines"),
    [
        # One length of time buys one kind of cleaning.
        (CLEANS, "We are a small accountancy practice and our cleaner is retiring. We need three hours every Friday. LS6 2AB", {"C2": "3"}),
        (CLEANS, "Small dental surgery. We need 2 hours each Monday once we have shut. LS6 2AB", {"C2": "2"}),
        ("T1|Toilet supply and fit||each|300\nT2|Unblock toilet||each|80", "A new W.C. please, you bring it. LS6 2AB", {"T1": "1"}),
        (
            "W1|Wall tiling|Tiles by customer|m2|42\nW2|Remove wall tiles||m2|18",
            "All the old wall tiles are to come off, 18 square metres, and the same area goes back in new ones, I have them. LS6 2AB",
            {"W1": "18", "W2": "18"},
        ),
        ("W1|Wall tiling|Tiles by customer|m2|42\nW3|Tile trim|Supply and fit|m|8", "can you put that metal edging on, 7m of it. LS6 2AB", {"W3": "7"}),
    ],
)  # fmt: skip
def test_the_line_is_told_by_what_stands_around_it(listed: str, said: str, lines: dict[str, str]) -> None:
    assert lines_of(listed, said) == lines
