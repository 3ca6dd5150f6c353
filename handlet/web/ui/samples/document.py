"""One quote as a document, its lines and its sum: what paper and pages show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handlet.quoting.document import DocumentLine, Fact, Group, Letterhead, Part, QuoteDocument, Sum, with_code
from handlet.web.ui.contexts import quote

TOTALS = quote.Totals(
    net=Decimal("170"),
    vat=Decimal("34"),
    gross=Decimal("204"),
    vat_rows=[quote.VatRow("20 %", Decimal("170"), Decimal("34"))],
)

DETAILS = {
    "kind": "quote",
    "valid_until": date(2026, 12, 24),
    "site": "12 Didsbury Road, SK4 2HD",
    "deposit": "25 %",
    "milestone_1": "Taps fitted",
    "stage_1": "50 %",
}

DOCUMENT = with_code(
    QuoteDocument(
        title="Quote 1043 from Rowan Plumbing",
        heading="Quote 1043",
        business=Letterhead(
            "Rowan Plumbing",
            "Plumbing and bathrooms in Stockport",
            ["4 Mill Lane", "Stockport SK1 3AB", "0161 496 0123", "asha@rowanplumbing.example", "VAT number 123456782"],
            ["Water Industry Approved Plumber 20417"],
            ["Rowan Plumbing is the business name of Asha Rowan, 4 Mill Lane, Stockport SK1 3AB."],
        ),
        lead="£204.00",
        lead_words=["The price for everything below, with VAT of £34.00."],
        facts=[
            Fact("For", ["Priya Nair"]),
            Fact("Work at", ["12 Didsbury Road", "SK4 2HD"]),
            Fact("Date", ["24 November 2026"]),
            Fact("Stands until the end of", ["24 December 2026"]),
        ],
        before=[Part("The work", ["Take off both bathroom taps, fit two new ones, test for leaks."])],
        price_heading="What it is made of",
        columns=["What", "How many", "Price each", "Before VAT"],
        groups=[
            Group(
                [
                    DocumentLine("Replace tap, fitting only", "2 each", "£85.00", "£170.00"),
                    DocumentLine("Call-out within SK1 to SK8", "1 visit", "£0.00", "£0.00"),
                ]
            )
        ],
        sums=[
            Sum("Net", "£170.00"),
            Sum("VAT at 20 % on £170.00", "£34.00"),
            Sum("Total with VAT", "£204.00", strong=True),
        ],
        notes=[],
        options=Part("You may also like", ["Not in the total. You can choose these when you accept."]),
        option_lines=[DocumentLine("Two chrome mixer taps, supplied", "2 each", "£64.50", "£129.00")],
        parts=[
            Part("This assumes", items=["The isolation valves under the basin work"]),
            Part("Not included", items=["Making good of tiles", "The taps themselves"]),
            Part("What we need from you", items=["Access to the bathroom and to the stop tap"]),
            Part("When", ["About two hours, in the week of 30 November 2026"]),
            Part("Paying", after=["On the day, by bank transfer"]),
            Part("Changes", ["Changes are agreed in writing before they are done."]),
            Part("Terms", ["Work is guaranteed for 12 months."]),
        ],
        closing=["This quote is not a VAT invoice."],
        foot="Rowan Plumbing · Quote 1043, version 2",
    )
)
