"""Several jobs in one message, of which one waits for its measure: what stands by itself is priced for the owner's eye."""

from __future__ import annotations

import pytest

from handlet.drafting.engine.proposing import propose
from handlet.drafting.port import ProposedQuote
from handlet.drafting.tests.making import enquiry, firm

ROOFS = """
G1|Downpipe, plastic|Supply and fit|each|95
G2|Fascia board|White uPVC, supply and fit|m|30
S1|Smoke alarm, wired|Supply and fit|each|90
F1|Flat roof in rubber|Supply and lay|m2|85
F2|Strip old flat roof||m2|15
D1|Repaint front door|Outside, two coats|each|140
"""
RULES = ["Where the old covering comes off, F1 needs the same area of F2."]


def quoted(text: str) -> tuple[ProposedQuote, set[str], str]:
    business = firm(ROOFS, RULES)
    found = propose(enquiry(text, business=business))
    return found.quote, {one.key for one in found.questions}, found.draft


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Two wired smoke alarms fitted please. Separately, the fascia board along the front wants renewing. LS6 2AB",
            ("S1", 2),
        ),
        ("Could you repaint our front door? And the fascia boards at the back need replacing too. LS6 2AB", ("D1", 1)),
    ],
)
def test_a_job_that_stands_by_itself_is_priced_beside_one_that_waits(text: str, line: tuple[str, int]) -> None:
    quote, asked, draft = quoted(text)
    assert [(one.code, one.quantity) for one in quote.lines] == [line]
    assert quote.status == "provisional"
    assert "length" in asked
    # What is only a part of it is for the owner to look at: nobody is told a sum that the rest will change.
    assert quote.unsure
    assert "£" not in draft


@pytest.mark.parametrize(
    "text",
    [
        # Taking the old one off goes by the same measure.
        "A new rubber flat roof on the extension please, the old felt one is to come off first. LS6 2AB",
        "How much for new fascia boards? LS6 2AB",
    ],
)
def test_what_belongs_to_the_job_that_waits_waits_with_it(text: str) -> None:
    quote, asked, _ = quoted(text)
    assert (quote.status, list(quote.lines)) == ("none", [])
    assert asked & {"area", "length", "dimensions"}
