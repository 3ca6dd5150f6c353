"""One invented business and enquiries to it, for the tests of drafting. No database, no clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from handlet.drafting.port import BusinessFacts, Enquiry, Line, PriceRow, SavedReply, Sender, Tone

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
