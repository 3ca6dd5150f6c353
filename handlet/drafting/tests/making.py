"""One invented business and enquiries to it, for the tests of drafting. No database, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from handlet.drafting.engine import propose
from handlet.drafting.engine.matching.made_up import made_up
from handlet.drafting.port import BusinessFacts, Enquiry, Line, PriceRow, Proposal, SavedReply, Sender, Tone

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""A Tuesday morning."""

ROWAN = BusinessFacts(
    name="Rowan Plumbing",
    owner="Asha Rowan",
    trade="Plumber",
    area="Leeds, Wakefield and Bradford: postcode areas LS, WF, BD",
    hours="Mon-Fri 08:00-18:00",
    phone="07700 900142",
    qualifications=["WaterSafe approved", "Public liability 2 million pounds", "City & Guilds until 31 March 2025", "OFTEC no"],
    not_done=["gas work", "boilers"],
    vat_registered=True,
    tone=Tone(greetings=("hi",), signoff="Cheers, Asha", max_words=90),
    pricelist=[
        PriceRow("PL-01", "Fit customer's own tap", "Kitchen or basin, tap supplied by customer", "each", Decimal("90.00"), Decimal(20)),
        PriceRow("PL-02", "Outside tap", "Supply and fit with isolation valve", "each", Decimal("135.00"), Decimal(20)),
        PriceRow("PL-03", "Lag exposed pipework", "Supply and fit, up to 22 mm pipe", "m", Decimal("6.50"), Decimal(20), Decimal(10)),
    ],
    pricing_rules=[],
    saved_replies=[
        SavedReply("Deposit", "No deposit for jobs under £500. Over that it's 25% to book in, rest on the day."),
        SavedReply("Lead time", "I'm usually about a week ahead for non-urgent work."),
        SavedReply("Guarantee", "All work carries a 12 month guarantee."),
        SavedReply("Turn water off", "Your stopcock is normally under the kitchen sink, turn it clockwise to shut the water off."),
    ],
    past_replies=[],
)  # fmt: skip


def enquiry(*texts: str, business: BusinessFacts = ROWAN, **changes: Any) -> Enquiry:
    """What a customer called Dev Patel writes by WhatsApp; `changes` are fields of the enquiry."""
    plain = Enquiry(
        id="test-1",
        business=business,
        channel="whatsapp",
        received_at=NOW,
        subject="",
        sender=Sender(name="Dev Patel", phone="+447700900555"),
        thread=(),
        messages=[Line("in", NOW, text) for text in texts],
        now=NOW,
    )
    return replace(plain, **changes)


def sent(text: str, at: datetime = NOW) -> Line:
    """Something the owner wrote to this customer before."""
    return Line("out", at, text)


def rows_of(listed: str) -> list[PriceRow]:
    """A list of prices, one a line: code|name|description|unit|price before VAT at 20 %|least quantity, if any."""
    made = []
    for line in listed.strip().splitlines():
        code, name, description, unit, price, *least = line.split("|")
        made.append(
            PriceRow(code, name, description, unit, Decimal(price), Decimal(20), Decimal(least[0]) if least else None)
        )
    return made


def firm(listed: str, rules: Sequence[str] = ()) -> BusinessFacts:
    """A business with a list and sentences of its own, in the form of `rows_of`; it declines nothing and charges no VAT."""
    return replace(ROWAN, pricelist=rows_of(listed), pricing_rules=list(rules), not_done=[], vat_registered=False)


def asked_of(listed: str, said: str, code: str, folders: pytest.TempPathFactory) -> Proposal:
    """What is proposed to a stranger who asks a made-up trade, listed as in `engine/matching/corpus`; code: any of the list."""
    file = folders.mktemp("list") / "one.txt"
    file.write_text(f"{listed}> {said}\n= {code} 1\n", encoding="utf-8")
    (one,) = made_up([file])
    return propose(one.enquiry)
