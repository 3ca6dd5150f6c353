"""Quotes as the customer sees them, and the public enquiry form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from handlet.quoting import cancellation
from handlet.quoting.document import Part
from handlet.quoting.revising import Difference
from handlet.web.ui.contexts import offer, quote, states
from handlet.web.ui.forms.customer import AcceptForm, AskForm, CancelForm, DeclineForm, EarlyForm, EnquiryForm
from handlet.web.ui.samples.document import DOCUMENT, TOTALS
from handlet.web.ui.samples.people import MEMBER, NOW, Screen, filled_wrongly, made_id

OFFER = offer.OfferPage(
    token="t0k3n",  # noqa: S106 - a made-up link
    letterhead=offer.Letterhead("Rowan Plumbing", "0161 496 0123", "asha@rowanplumbing.example"),
    document=DOCUMENT,
    number="1043",
    version=2,
    estimate=False,
    lines=["Replace tap, fitting only", "Call-out within SK1 to SK8"],
    options=[offer.OfferLine("c", "Two chrome mixer taps, supplied", Decimal("129"))],
    totals=replace(TOTALS, options=Decimal("129")),
    payment="On the day, by bank transfer",
)

RESTING = offer.Resting("t0k3n", to="p…@example.com", phone="0161 496 0123", email="asha@rowanplumbing.example")

EXPIRED = replace(
    OFFER,
    open=False,
    closed_because=states.Notice(
        "This offer ended on 24 December 2026. Ask for an up-to-date one.",
        tone="info",
        link="#answer",
        link_words="Ask for a new one",
    ),
)

ESTIMATE = replace(
    OFFER,
    estimate=True,
    options=[],
    document=replace(
        DOCUMENT,
        heading="Estimate 1043",
        lead="£204.00 to £306.00",
        lead_words=["A likely price, with VAT, and not a fixed one. It may move once the work is seen or done."],
        options=None,
        option_lines=[],
        parts=[Part("What could move it", items=["Seized isolation valves: about £40 each"]), *DOCUMENT.parts],
        closing=["This estimate is not a VAT invoice."],
        foot="Rowan Plumbing · Estimate 1043, version 2",
        estimate=True,
    ),
)

CHOICE = offer.OfferChoice(
    [offer.OptionChoice("c", "Two chrome mixer taps, supplied", "£154.80", "2 each", chosen=True)],
    quote.Totals(
        net=Decimal("299"),
        vat=Decimal("59.80"),
        gross=Decimal("358.80"),
        vat_rows=[quote.VatRow("20 %", Decimal("299"), Decimal("59.80"))],
    ),
    "£358.80",
    payments=[("Deposit", Decimal("80")), ("When the work is done", Decimal("278.80"))],
    query="options=chosen&option=c",
)

CHANGES = (
    1,
    [
        Difference("Replace tap, fitting only", "1 each at £85.00", "2 each at £85.00"),
        Difference("Total", "£102.00", "£204.00"),
    ],
)

_NOTICE = cancellation.notice_and_form("Rowan Plumbing, 4 Mill Lane, Stockport SK1 3AB, 0161 496 0123")

PAPERWORK = offer.Paperwork(
    _NOTICE["heading"],
    _NOTICE["notice"],
    _NOTICE["effects_heading"],
    _NOTICE["effects"],
    _NOTICE["form_heading"],
    _NOTICE["form"],
)

DECISION = offer.Decision(
    version=made_id(90),
    document_hash="9f31c2aa",
    gross=35880,
    key="k",
    what=["Replace tap, fitting only", "Call-out within SK1 to SK8", "Two chrome mixer taps, supplied"],
    timing="About two hours, in the week of 30 November 2026",
    payment="On the day, by bank transfer",
    valid_until=date(2026, 12, 24),
    button="Accept and agree to pay £358.80",
    paperwork=PAPERWORK,
)

RECEIPT = offer.Receipt(
    name="Priya Nair",
    at=NOW,
    price=Decimal("358.80"),
    relation="for my mother",
    deposit=Decimal("80"),
    options=["Two chrome mixer taps, supplied"],
    ticked=[cancellation.EARLY_START, cancellation.LOSES_RIGHT],
    copy_to="p…@example.com",
    short_hash="9f31c2aa41d0",
    cancel_until=date(2026, 12, 8),
)


def answers(*about: str) -> dict[str, Any]:
    asks = [(name, AskForm(about=name)) for name in about]
    return {"asks": asks, "decline_form": DeclineForm(), **LETTER}


WHY = offer.WhyPage(
    "Rowan Plumbing",
    "asha@rowanplumbing.example",
    [
        ("Your messages and photos", "To answer you and price the work.", "Kept 12 months if no work follows."),
        ("An accepted quote", "Sales records are kept for tax.", "Kept 6 years."),
    ],
    ["Example Operations, who run the server, and cannot read it without permission"],
    ["To see it", "To have it put right", "To have it erased", "To object"],
    "Information Commissioner’s Office",
    "https://ico.org.uk/make-a-complaint/",
    "Example Operations",
    "privacy@operator.example",
    "/q/t0k3n",
)

PLACE = {"business": MEMBER.business, "slug": "rowan-plumbing", "phone": "0161 496 0123", "trap": "website"}

LETTER = {"letterhead_name": "Rowan Plumbing", "why": "/q/t0k3n/why"}


SCREENS: dict[str, Screen] = {
    "offer": (
        "customer/quote.html",
        lambda: {"offer": OFFER, "choice": CHOICE, "changes": CHANGES, **answers("question", "change")},
    ),
    "offer-expired": (
        "customer/quote.html",
        lambda: {"offer": EXPIRED, "choice": CHOICE, **answers("renew", "question")},
    ),
    "offer-estimate": (
        "customer/quote.html",
        lambda: {
            "offer": ESTIMATE,
            "choice": offer.OfferChoice([], TOTALS, "likely £204.00 to £306.00"),
            **answers("firm", "question", "change"),
        },
    ),
    "offer-preview": (
        "customer/quote.html",
        lambda: {"offer": replace(OFFER, preview=True), "back": "/quotes/x", **LETTER},
    ),
    "offer-check": (
        "customer/quote_check.html",
        lambda: {
            "offer": OFFER,
            "form": filled_wrongly(AcceptForm),
            "choice": CHOICE,
            "decision": DECISION,
            **LETTER,
        },
    ),
    "offer-check-business": (
        "customer/quote_check.html",
        lambda: {
            "offer": replace(OFFER, consumer=False),
            "form": AcceptForm(consumer=False),
            "choice": CHOICE,
            "decision": replace(DECISION, paperwork=None, button="Accept £358.80"),
            **LETTER,
        },
    ),
    "offer-accepted": ("customer/quote_accepted.html", lambda: {"offer": OFFER, "receipt": RECEIPT, **LETTER}),
    "offer-early": (
        "customer/quote_early.html",
        lambda: {"offer": OFFER, "form": filled_wrongly(EarlyForm), **LETTER},
    ),
    "offer-cancel": (
        "customer/quote_cancel.html",
        lambda: {
            "offer": OFFER,
            "page": offer.CancelPage(True, date(2026, 12, 8), early_start=True, paperwork=PAPERWORK),
            "form": CancelForm(initial={"name": "Priya Nair"}),
            **LETTER,
        },
    ),
    "offer-cancel-late": (
        "customer/quote_cancel.html",
        lambda: {"offer": OFFER, "page": offer.CancelPage(False), "form": CancelForm(), **LETTER},
    ),
    "offer-cancelled": (
        "customer/quote_cancelled.html",
        lambda: {
            "offer": OFFER,
            "page": [
                ("Cancelled by", "Priya Nair"),
                ("Arrived", "26 November 2026, 18:04"),
                ("What you have paid", "comes back by 10 December 2026 at the latest"),
                ("In writing", "on its way to p…@example.com"),
            ],
            **LETTER,
        },
    ),
    "offer-said": (
        "customer/said.html",
        lambda: {
            "heading": "Your question is on its way",
            "text": "Rowan Plumbing will answer you.",
            "back": "/q/t0k3n",
            **LETTER,
        },
    ),
    "offer-resting": ("customer/quote_resting.html", lambda: {"page": RESTING, **LETTER}),
    "offer-resting-sent": (
        "customer/quote_resting.html",
        lambda: {"page": replace(RESTING, sent_at=NOW, works_until=NOW + timedelta(days=1)), **LETTER},
    ),
    "offer-resting-nobody": (
        "customer/quote_resting.html",
        lambda: {"page": replace(RESTING, to="", notice="Nothing was sent or decided."), **LETTER},
    ),
    "offer-resting-pass": ("customer/quote_resting.html", lambda: {"page": replace(RESTING, given="p4ss"), **LETTER}),
    "offer-gone": ("customer/quote_gone.html", lambda: {"letterhead_name": "Rowan Plumbing", "phone": "0161 496 0123"}),
    "why": ("customer/why.html", lambda: {"page": WHY}),
    "enquiry": (
        "customer/enquiry.html",
        lambda: {
            "form": EnquiryForm(),
            "nonce": "n",
            "emergency": ["Smell of gas: ring 0800 111 999. Fire or danger to life: ring 999."],
            **PLACE,
        },
    ),
    "enquiry-closed": ("customer/enquiry_closed.html", lambda: PLACE),
    "enquiry-received": (
        "customer/enquiry_received.html",
        lambda: {
            "urgent": ["Smell of gas: leave the house and ring 0800 111 999."],
            "hours": "Monday to Friday, 8 to 5",
            **PLACE,
        },
    ),
}
