"""Quotes as the owner sees them: the editor, what was agreed, follow-ups, how they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from handlet.quoting import shapes
from handlet.web.ui.contexts import follow_ups, learning, offer, prices, quote, states
from handlet.web.ui.forms.agreed import EndedForm, GoodsForm, RecordAcceptanceForm, ReverseForm, StartedForm
from handlet.web.ui.forms.drafts import FollowUpRulesForm
from handlet.web.ui.forms.prices import TryForm
from handlet.web.ui.forms.quotes import FOLDS, NamedForm
from handlet.web.ui.samples.document import DETAILS, TOTALS
from handlet.web.ui.samples.offers import CHOICE, OFFER, PAPERWORK
from handlet.web.ui.samples.people import NOW, Screen, ago, made_id

LINES = [
    quote.QuoteLineView(
        made_id(60),
        1,
        "Replace tap, fitting only",
        "2",
        "each",
        "85.00",
        "standard",
        Decimal("170"),
        rate="20 %",
        touched=False,
        source="Your price list, £85.00 each",
        said="both taps in the bathroom",
        first=True,
    ),
    quote.QuoteLineView(
        made_id(61),
        2,
        "New mixer taps, chrome",
        "2",
        "each",
        "",
        "standard",
        None,
        rate="20 %",
        errors={"unit_price": "There is no price yet. Type one, or take the line out."},
        optional=True,
    ),
    quote.QuoteLineView(
        made_id(62),
        3,
        "Call-out within SK1 to SK8",
        "1",
        "visit",
        "0.00",
        "standard",
        Decimal("0"),
        rate="20 %",
        source="Your price list, £0.00 a visit",
        price_changed="Your price list says £10.00 since Monday.",
        last=True,
    ),
]

EDIT = quote.QuoteEditPage(
    made_id(20),
    "1043",
    1,
    "quote",
    "Priya Nair",
    made_id(1),
    states.State("Draft", "draft"),
    LINES,
    replace(TOTALS, incomplete=["Line 2 has no price."]),
    vat_treatments=[
        ("standard", "20 % · Standard rate"),
        ("energy_saving", "0 % · Energy-saving materials, installed"),
    ],
    price_list=[quote.PriceChoice(made_id(70), "Replace tap, fitting only", Decimal("85"), "each")],
    removed=quote.RemovedLine(made_id(63), "Dispose of the old taps"),
    to_do=[
        quote.ToDo("Look at the line marked “Check”.", f"#line-{quote.line_key(made_id(60))}"),
        quote.ToDo("Say what the deposit is for.", "?open=money#money-deposit_for"),
    ],
    line_kinds=[("labour", "Labour"), ("materials", "Materials"), ("discount", "Discount")],
    sections=[quote.SectionView(made_id(71), "Bathroom", Decimal("170"))],
    payments=[("Before the work starts", Decimal("60")), ("When the work is done", Decimal("180"))],
    cautions=[
        quote.CautionView(
            "customer_kind", "We take them for a householder, who is given the cancellation notice and form."
        ),
        quote.CautionView("deposit", "The deposit is more than a quarter of the price.", tick=True),
    ],
    verbs=("copy",),
)


def editing(page: quote.QuoteEditPage = EDIT, opened: str = "") -> dict[str, Any]:
    """The editor with its folds, one of them open."""
    filled = {name: form(initial=DETAILS) for name, form in FOLDS.items()}
    picked = filled["named"]
    assert isinstance(picked, NamedForm)
    picked.initial = {"credentials": ["a", "b"]}
    picked.offer([("a", "Public liability Hawthorn Mutual, £2 million"), ("b", "WaterSafe WS 40213")])
    folds = [
        quote.FoldView(name, form.HEADING, form, said, open=name == opened)
        for (name, form), said in zip(filled.items(), FOLDS_SAID, strict=True)
    ]
    return {"page": replace(page, folds=folds), "form": None}


FOLDS_SAID = (
    "Quote, seen and measured",
    "A householder · 12 Didsbury Road, SK4 2HD · England",
    "Take off both bathroom taps, fit two new ones · 2 not included",
    "4 December · half a day · stands until 24 December",
    "25 % first · 14 days to pay",
    "Notice and form go with it",
    "Public liability, WaterSafe",
)

ISSUED = replace(
    EDIT,
    state=states.State("Sent", "info"),
    lines=[],
    totals=TOTALS,
    to_do=[],
    removed=None,
    editable=False,
    version=2,
    notices=[states.Notice("Sent on 24 November 2026", "It cannot be changed any more. A new version replaces it.")],
    cautions=(),
    verbs=("record", "revise", "extend", "copy", "withdraw"),
    longer=[("14 days from today", date(2026, 12, 8)), ("30 days from today", date(2026, 12, 24))],
    differences=[quote.DifferenceRow("Replace tap, fitting only", "2 each at £85.00", "2 each at £80.00")],
    against=1,
    versions=[
        quote.VersionRow(2, states.State("Sent", "info"), Decimal("228"), ago(days=1)),
        quote.VersionRow(1, states.State("Replaced"), Decimal("240"), ago(days=4)),
    ],
)

LINE_OPEN: dict[str, Any] = {
    "open": True,
    "reduced": True,
    "vat_treatment": "energy_saving",
    "evidence_asked": "That the address is a home, or the building of a qualifying charity",
    "price_changed": "Your price list changed since: £85.00 here, £90.00 there now.",
    "list_price": Decimal("90"),
    "has_prices": True,
    "prices": [quote.OtherPrice("80", Decimal("80"), "each", "From their quote 1017, 3 March")],
    "item": made_id(70),
    "timed": True,
    "came_about": "2 h 20 min counted as 2 h 30 min",
    "section_title": "Bathroom",
}


def quote_item(tried: prices.Tried | None) -> dict[str, Any]:
    asked = {"hours": "2.33"} if tried is not None else None
    return {
        "quote": made_id(20),
        "number": "1043",
        "item": quote.PriceChoice(made_id(72), "Plumber by the hour", Decimal("45"), "hour"),
        "charged": "£45 an hour, in steps of 30 min",
        "tryout": TryForm(asked, shape=shapes.from_values("hourly", {"rate": "45"})),
        "tried": tried,
        "line": None,
    }


PICKS = [
    (
        "Taps and toilets",
        [
            quote.PickRow(made_id(70), "Replace tap, fitting only", "£85.00", "each", agreed=Decimal("80")),
            quote.PickRow(
                made_id(72), "Supply and fit mixer tap, kitchen or basin, chrome, standard range", "£155.00", "each"
            ),
        ],
    ),
    ("Labour", [quote.PickRow(made_id(71), "Call-out and first hour", "£80.00", "to come out", by_the_job=True)]),
]

CHASER = (
    "Hi Priya,\n\nHave you had a chance to look at my quote 1043 (version 1, sent on Monday 23 November, £204.00 in all)? You can "
    "see it here: https://handlet.example/q/abc123. Happy to talk it through if that helps. It stands until Wednesday 23 "
    "December.\n\nCheers, Asha"
)

_REFS = [follow_ups.FollowUpQuoteRef(made_id(20), "1043")]

FOLLOW_UPS = follow_ups.FollowUpsPage(
    on=True,
    rows=[
        follow_ups.FollowUpRow(
            made_id(300), "Wednesday 25 November, 10:00", "Priya Nair", made_id(1), "priya@example.com", CHASER, _REFS
        ),
        follow_ups.FollowUpRow(
            made_id(301),
            "Monday 30 November, 10:00",
            "Moira Glen",
            made_id(2),
            "",
            CHASER,
            [follow_ups.FollowUpQuoteRef(made_id(21), "1041"), follow_ups.FollowUpQuoteRef(made_id(22), "1042")],
            warning="No channel is connected that can send it.",
            fails=True,
        ),
        follow_ups.FollowUpRow(
            made_id(302),
            "Monday 21 December, 10:00",
            "Priya Nair",
            made_id(1),
            "priya@example.com",
            CHASER,
            _REFS,
            warning="The quote runs out 2 days later.",
        ),
    ],
    stopped=[
        follow_ups.FollowUpStopped(
            "Dev Patel",
            made_id(3),
            [follow_ups.FollowUpQuoteRef(made_id(23), "1039")],
            NOW,
            "Dev has written since.",
        )
    ],
)

FOLLOW_UP_PLAN = follow_ups.FollowUpPlanPage(
    quote=made_id(20),
    number="1043",
    customer="Priya Nair",
    to="priya@example.com",
    items=[
        follow_ups.FollowUpItem("days_after-1", "Wednesday 25 November, 10:00", "Some days after it was sent", CHASER),
        follow_ups.FollowUpItem("days_after-2", "Monday 30 November, 10:00", "Some days after it was sent", CHASER),
        follow_ups.FollowUpItem("expiry-0", "Monday 21 December, 10:00", "Before it runs out", CHASER),
    ],
    digest="d",
)

_MONTHS = [
    ("September 2026", 6, 3, 1, 1, 4210, 1880),
    ("October 2026", 9, 5, 2, 1, 6900, 4105),
    ("November 2026", 7, 2, 0, 0, 3120, 640),
]

QUOTE_REPORT = quote.QuoteReportPage(
    summary="Accepted: 10 of 22 sent, 77 % of those answered.",
    figures=[
        ("Sent", "22", "£14,230.00"),
        ("Accepted", "10", "£6,625.00"),
        ("Declined", "3", ""),
        ("Run out", "2", ""),
        ("No answer yet", "6", ""),
        ("Withdrawn or cancelled", "1", ""),
        ("From their words to your quote", "3 h", "or less, half the time"),
        ("From your quote to their answer", "2 days", "or less, half the time"),
    ],
    months=[
        quote.QuoteMonth(name, sent, yes, no, out, Decimal(quoted), Decimal(won), place * 32, quoted / 69, won / 69)
        for place, (name, sent, yes, no, out, quoted, won) in enumerate(_MONTHS)
    ],
    reasons=[learning.ReasonRow("The price", 2, 100.0), learning.ReasonRow("They did not say", 1, 50.0)],
    height=96,
    followed="8 quotes were followed up with 11 messages; 5 were answered after that, 4 with a yes.",
)


SCREENS: dict[str, Screen] = {
    "quotes": (
        "owner/quotes.html",
        lambda: {
            "page": quote.QuotesPage(
                [
                    (
                        "Waiting for you",
                        [
                            quote.QuoteRow(
                                made_id(20),
                                "1043",
                                "Priya Nair",
                                "Quote",
                                Decimal("204"),
                                states.State("Draft", "draft"),
                                NOW,
                                "1 line to check",
                            )
                        ],
                    ),
                    (
                        "Waiting for them",
                        [
                            quote.QuoteRow(
                                made_id(21),
                                "1041",
                                "Moira Glen",
                                "Estimate",
                                Decimal("1860.5"),
                                states.State("Sent", "info"),
                                NOW,
                                "until 21 December 2026",
                            )
                        ],
                    ),
                ]
            )
        },
    ),
    "quotes-empty": ("owner/quotes.html", lambda: {"page": quote.QuotesPage([])}),
    "quote-edit": ("owner/quote_edit.html", editing),
    "quote-edit-named": ("owner/quote_edit.html", lambda: editing(opened="named")),
    "quote-edit-money": ("owner/quote_edit.html", lambda: editing(opened="money")),
    "quote-edit-estimate": (
        "owner/quote_edit.html",
        lambda: editing(
            replace(
                EDIT,
                kind="estimate",
                low=Decimal("200"),
                high=Decimal("320"),
                lines=[replace(LINES[0], **LINE_OPEN)],
                contractor=True,
                removed=None,
            ),
            "kind",
        ),
    ),
    "quote-edit-right": (
        "owner/quote_edit.html",
        lambda: editing(replace(EDIT, right=True, to_do=[], cautions=EDIT.cautions[:1], removed=None, unseen="photos")),
    ),
    "quote-price-asked": (
        "owner/quote_edit.html",
        lambda: editing(
            replace(
                EDIT, price_ask=quote.PriceAsk(made_id(60), "Replace tap, fitting only", Decimal("85"), Decimal("80"))
            )
        ),
    ),
    "quote-sent": ("owner/quote_edit.html", lambda: {"page": ISSUED, "form": None, "offer": OFFER}),
    "quote-sent-ticked": (
        "owner/quote_edit.html",
        lambda: {
            "page": replace(
                ISSUED,
                told=[
                    (
                        "The deposit is more than a quarter of the price.",
                        "ticked on 23 November 2026, 09:30:05 in London (2026-11-23 09:30:05 UTC) by Asha Rowan",
                    )
                ],
            ),
            "form": None,
            "offer": OFFER,
        },
    ),
    "quote-varied": (
        "owner/quote_edit.html",
        lambda: {
            "page": replace(
                ISSUED,
                state=states.State("Accepted", "good"),
                verbs=("vary", "copy"),
                agreed=quote.AgreedView(
                    Decimal("240"), [("1043-V1", Decimal("-36")), ("1043-V2", Decimal("90"))], Decimal("294")
                ),
                notices=[],
            ),
            "form": None,
            "offer": OFFER,
        },
    ),
    "quote-agreed": (
        "owner/quote_edit.html",
        lambda: {
            "page": replace(ISSUED, state=states.State("Accepted", "good"), notices=[], verbs=("vary", "copy")),
            "form": None,
            "agreed": quote.QuoteAgreed(
                [
                    states.Notice(
                        "Do not start before the end of 8 December 2026, unless they ask for it in writing",
                        "14 days left.",
                    )
                ],
                [
                    ("Name given", "Priya Nair"),
                    ("Answering for", "for my mother"),
                    ("How", "On the quote’s page"),
                    ("Total", "£358.80"),
                    ("Confirmation", "Delivered, to priya@example.com"),
                ],
                can_reverse=True,
                has_sheet=True,
                link_is_on=True,
                can_end=True,
                goods=True,
                start=True,
                link="https://handlet.example/q/Jt0k3nJt0k3nJt0k3nJt0k3nJt0k3n",
                link_until=date(2027, 6, 21),
            ),
        },
    ),
    "quote-unsaid": (
        "owner/quote_edit.html",
        lambda: {
            "page": replace(ISSUED, state=states.State("Cancelled"), notices=[], verbs=("revise", "copy")),
            "form": None,
            "agreed": quote.QuoteAgreed(
                [
                    states.Notice(
                        "They have nothing in writing about the end of it",
                        "No message could go out. Once there is an address and a mailbox, send it below; else give it to them on "
                        "paper.",
                        "danger",
                    )
                ],
                [("Name given", "Priya Nair"), ("Confirmation", "None was sent")],
                has_sheet=True,
                unsaid=True,
            ),
        },
    ),
    "quote-ended": (
        "owner/quote_ended.html",
        lambda: {
            "page": ISSUED,
            "form": EndedForm(
                {"what": "agreement", "said_by": "Priya Nair", "how": "phone", "said_on": "2026-11-26"},
                messages=[("1", "26 November 2026: I am afraid we cannot go ahead")],
            ),
            "notice": states.Notice(
                "They may cancel until the end of 8 December 2026", "14 days after the day of the contract."
            ),
        },
    ),
    "quote-goods": ("owner/quote_goods.html", lambda: {"page": ISSUED, "form": GoodsForm()}),
    "quote-started": (
        "owner/quote_started.html",
        lambda: {
            "page": ISSUED,
            "form": StartedForm(),
            "notices": [
                states.Notice(
                    "They may cancel until the end of 8 December 2026, and have not asked you to start before",
                    "If they cancel, they owe nothing for what you have done by then, and everything they paid goes back.",
                    "danger",
                )
            ],
        },
    ),
    "quote-notice": (
        "owner/quote_notice.html",
        lambda: {
            "page": ISSUED,
            "paperwork": PAPERWORK,
            "to": "priya@example.com",
            "text": "Here is quote 1043, version 1, as a document to keep. It holds the notice about your right to cancel, and a "
            "form that you can use for it. Nothing is agreed before you have said yes to it.",
        },
    ),
    "quote-notice-paper": (
        "owner/quote_notice.html",
        lambda: {"page": ISSUED, "paperwork": PAPERWORK, "to": "", "text": ""},
    ),
    "quote-reverse": ("owner/quote_reverse.html", lambda: {"page": ISSUED, "form": ReverseForm()}),
    "quote-item": ("owner/quote_item.html", lambda: quote_item(None)),
    "quote-prices": (
        "owner/quote_prices.html",
        lambda: {"quote": made_id(50), "number": "1043", "query": "", "line": None, "groups": PICKS},
    ),
    "quote-prices-for-a-line": (
        "owner/quote_prices.html",
        lambda: {
            "quote": made_id(50),
            "number": "1043",
            "query": "tap",
            "line": SimpleNamespace(id=made_id(60), description="Replace tap, fitting only"),
            "groups": PICKS[:1],
        },
    ),
    "quote-prices-none": (
        "owner/quote_prices.html",
        lambda: {"quote": made_id(50), "number": "1043", "query": "chimney", "line": None, "groups": []},
    ),
    "quote-known-from-words": (
        "owner/quote_edit.html",
        lambda: {"page": replace(EDIT, unseen="words", removed=None), "form": None},
    ),
    "quote-empty-estimate": (
        "owner/quote_edit.html",
        lambda: {
            "page": replace(
                EDIT, kind="estimate", unseen="by_words", lines=[], removed=None, long_list=True, price_list=[]
            ),
            "form": None,
        },
    ),
    "quote-all-prices": (
        "owner/quote_edit.html",
        lambda: {
            "page": replace(
                EDIT,
                lines=[
                    replace(
                        line,
                        has_prices=True,
                        prices=[quote.OtherPrice("80", Decimal("80"), "each", "From their quote 1017, 3 March")][
                            : 2 - number
                        ],
                    )
                    for number, line in enumerate(EDIT.lines, start=1)
                ],
                removed=None,
            ),
            "form": None,
        },
    ),
    "quote-item-asked": ("owner/quote_item.html", lambda: quote_item(prices.Tried(problem="How long will it take?"))),
    "quote-item-priced": (
        "owner/quote_item.html",
        lambda: quote_item(
            prices.Tried(
                [prices.TriedLine("Plumber", "£112.50", "2.5 hour × £45.00", "2 h 20 min counted as 2 h 30 min")],
                "£112.50",
                note="Before VAT.",
            )
        ),
    ),
    "quote-copy": (
        "owner/quote_copy.html",
        lambda: {
            "quote": made_id(20),
            "number": "1043",
            "people": [(made_id(1), "Priya Nair", True), (made_id(2), "Dev Patel", False)],
        },
    ),
    "quote-copy-nobody": ("owner/quote_copy.html", lambda: {"quote": made_id(20), "number": "1043", "people": []}),
    "quote-record": (
        "owner/quote_record.html",
        lambda: {
            "page": ISSUED,
            "form": RecordAcceptanceForm(
                options=[(one.id, f"{one.description} (+ {one.amount})") for one in CHOICE.options], has_notice=True
            ),
            "choice": CHOICE,
            "has_notice": True,
        },
    ),
    "quote-record-plain": (
        "owner/quote_record.html",
        lambda: {
            "page": ISSUED,
            "form": RecordAcceptanceForm(),
            "choice": offer.OfferChoice([], TOTALS, "£358.80"),
            "has_notice": False,
        },
    ),
    "follow-ups": ("owner/follow_ups.html", lambda: {"page": FOLLOW_UPS}),
    "follow-ups-empty": ("owner/follow_ups.html", lambda: {"page": follow_ups.FollowUpsPage(on=True, rows=[])}),
    "follow-ups-off": ("owner/follow_ups.html", lambda: {"page": follow_ups.FollowUpsPage(on=False, rows=[])}),
    "follow-up-plan": ("owner/follow_up_plan.html", lambda: {"page": FOLLOW_UP_PLAN}),
    "follow-up-plan-asked": (
        "owner/follow_up_plan.html",
        lambda: {
            "page": replace(
                FOLLOW_UP_PLAN,
                error="“£95.00”: no price of yours says so. Approve again if that is what you mean.",
                others=["1044"],
                planned=2,
            )
        },
    ),
    "follow-up-plan-not": (
        "owner/follow_up_plan.html",
        lambda: {"page": replace(FOLLOW_UP_PLAN, cannot="You have turned follow-ups off.", is_off=True, items=[])},
    ),
    "quote-report": ("owner/quote_report.html", lambda: {"page": QUOTE_REPORT}),
    "quote-report-empty": (
        "owner/quote_report.html",
        lambda: {"page": replace(QUOTE_REPORT, empty=True)},
    ),
    "settings-follow-ups": (
        "owner/settings/follow_ups.html",
        lambda: {
            "form": FollowUpRulesForm(
                initial={
                    "on": "no",
                    "days": "2, 5, 9",
                    "weekdays": ["0", "1", "2", "3", "4"],
                    "opens": "08:00",
                    "closes": "19:00",
                    "before_expiry": True,
                    "rest_on_holidays": True,
                }
            ),
            "on": False,
        },
    ),
}
