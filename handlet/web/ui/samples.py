"""Invented people and figures for the gallery and the page tests: every screen, in the states that are hardest to lay out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from handlet.kit.london import LONDON
from handlet.quoting import cancellation, shapes
from handlet.quoting.document import (
    DocumentLine,
    Fact,
    Group,
    Letterhead,
    Part,
    QuoteDocument,
    Sum,
    with_code,
)
from handlet.quoting.item_values import ItemValues
from handlet.quoting.revising import Difference
from handlet.web.ui import contexts as c
from handlet.web.ui import forms
from handlet.web.ui.price_forms import RULE_FORMS, SHAPE_WORDS, ItemForm, TryForm
from handlet.web.ui.quote_forms import FOLDS

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=LONDON)
_PHOTO = UUID(int=900)


def _id(number: int) -> UUID:
    return UUID(int=number)


def _ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


MEMBER = SimpleNamespace(
    business=SimpleNamespace(name="Rowan Plumbing"), user=SimpleNamespace(name="Asha Rowan"), role="owner"
)
NEW, QUOTE_READY = c.State("New enquiry", "info"), c.State("Draft ready", "draft")
WAITING = c.State("Waiting for them")

ROWS = [
    c.ConversationRow(
        _id(1),
        "Priya Nair",
        "Both taps in the bathroom drip. Could you change them next week?",
        QUOTE_READY,
        _ago(minutes=24),
        "imap",
    ),
    c.ConversationRow(
        _id(2),
        "Tom Okafor",
        "Yes please, go ahead with the quote.",
        c.State("Accepted", "good"),
        _ago(hours=2),
        "whatsapp",
    ),
    c.ConversationRow(
        _id(3),
        "Bernadette Featherstonehaugh-Cholmondeley",
        "One question about the radiator in the hall before I say yes",
        c.State("Question", "info"),
        _ago(days=1),
        "form",
    ),
    c.ConversationRow(
        _id(4),
        "D. O’Leary",
        "This is the second time it has leaked since you were here.",
        c.State("Complaint", "danger"),
        _ago(days=1, hours=3),
        "messenger",
    ),
]
SEEN = [
    c.ConversationRow(_id(5), "Kev Marsh", "Cheers, Thursday is fine", WAITING, _ago(days=2), "imap", seen=True),
    c.ConversationRow(
        _id(6),
        "Moira Glen",
        "Thank you for the quote, we will talk it over",
        c.State("Quote sent"),
        _ago(days=5),
        "imap",
        seen=True,
    ),
    c.ConversationRow(
        _id(7), "Unknown sender", "(No words, one photo)", c.State("Closed"), _ago(days=40), "form", seen=True
    ),
]
EMERGENCY = c.Emergency(_id(8), "Lena Hart", "a smell of gas", _ago(minutes=3))
INBOX = c.InboxPage(ROWS, SEEN, emergencies=[EMERGENCY], older="/inbox?before=x")

PRICES = [
    c.PriceUsed(
        "Replace tap, fitting only",
        Decimal("85"),
        "each",
        "Your price list, confirmed on 3 November 2026",
        "both taps in the bathroom",
    ),
    c.PriceUsed("Call-out within SK1 to SK8", Decimal("0"), "visit", "Your price list, confirmed on 3 November 2026"),
]
QUOTE = c.QuoteCard(
    _id(20), "1043", "Quote", Decimal("204.00"), c.State("Draft", "draft"), "2 lines, 1 to check", editable=True
)
DRAFT = c.DraftView(
    id=_id(30),
    text=(
        "Hi Priya,\n\nTwo bathroom taps to change in Heaton Moor, got it. Fitting is £85.00 a tap before VAT, "
        "£204.00 in all with VAT for the two. The taps themselves are extra unless you have them already.\n\n"
        "Could you send a photo of each tap, and one of the pipes underneath?\n\nAsha\nRowan Plumbing"
    ),
    to="Priya Nair, priya@example.com",
    subject="Re: Dripping taps",
    digest="d1",
    newest="m1",
    prices=PRICES,
    remembered=[
        c.MemoryRow(
            _id(153),
            "fact",
            "The gate code is with the neighbour at number 4.",
            "Shown beside their drafts; what it answers is not asked again.",
        )
    ],
    facts=[c.FactUsed("Works in SK1 to SK8", "your profile"), c.FactUsed("SK4 2HD", "their message")],
    missing=["A phone number", "Photos of the taps and of the pipes underneath", "Who supplies the taps"],
    left_out=["A day for the visit: your diary is not known here", "The price of the taps: not on your list"],
    engine="the built-in engine",
    attached_quote=QUOTE,
)
MESSAGES = [
    c.MessageView(
        _id(40),
        False,
        "Priya Nair",
        _ago(days=1, hours=4),
        "whatsapp",
        "Hi, are you the plumber that did number 14? Do you do taps",
        photos=[],
    ),
    c.MessageView(
        _id(41),
        True,
        "Asha Rowan",
        _ago(days=1, hours=3),
        "whatsapp",
        "Hi Priya, yes that was me. Happy to. What’s wrong with them?",
        delivery=c.State("Read"),
        began_as_suggestion=True,
    ),
    c.MessageView(
        _id(42),
        False,
        "Priya Nair",
        _ago(minutes=24),
        "imap",
        "Hello Asha,\n\nBoth taps in the bathroom drip, the hot one is worst. Could you change them next week? "
        "We're at 12 Didsbury Road, SK4 2HD. I've attached a couple of photos.\n\nPriya",
        subject="Dripping taps",
        quoted="On Monday Asha wrote:\n> Send me an email with a picture if that is easier",
        has_html=True,
        photos=[c.Photo(_PHOTO, "tap-hot.jpg"), c.Photo(_id(901), "tap-cold.jpg"), c.Photo(_id(902), "under-sink.jpg")],
        files=[c.File(_id(903), "Tenancy rules.pdf", 214_300)],
    ),
]
DAYS = [c.Day(_ago(days=1).date(), MESSAGES[:2]), c.Day(NOW.date(), MESSAGES[2:])]
CUSTOMER = c.CustomerCard(
    _id(50),
    "Priya Nair",
    [
        c.ContactPointView("Email", "priya@example.com", "mailto:priya@example.com"),
        c.ContactPointView("WhatsApp", "07700 900123", "tel:07700900123"),
    ],
    address="12 Didsbury Road, Stockport",
    postcode="SK4 2HD",
    note="Friend of Mrs Hall at number 14",
)
CONVERSATION = c.ConversationPage(
    _id(1),
    "Priya Nair",
    QUOTE_READY,
    "imap",
    DAYS,
    CUSTOMER,
    draft=DRAFT,
    quotes=[QUOTE],
    reading=c.ReadingView(
        "Change two dripping bathroom taps, next week",
        ["2 taps", "SK4 2HD", "next week"],
        ["phone number", "photo of the pipes"],
    ),
)
WRITING = replace(
    CONVERSATION, may_write=True, writing="Hi Priya,\n\nThanks for the photos. I can skim the back bedroom for you"
)
WAITS = replace(
    CONVERSATION,
    draft=replace(
        DRAFT,
        text="Hi Priya,\n\nThanks for the message about the tap.\n\nI’ll work out a price and come back to you.\n\nAsha",
        prices=(),
        attached_quote=None,
        waiting_quote=QUOTE,
        left_out=["The lines need your eye, so the draft names no sum."],
    ),
)
STALE = replace(
    CONVERSATION,
    draft=replace(
        DRAFT,
        can_send=False,
        stale_because="Priya has written again since this draft. Read the new message first.",
        attached_quote=None,
    ),
    days=[
        *DAYS[:1],
        c.Day(
            NOW.date(),
            [
                *MESSAGES[2:],
                c.MessageView(
                    _id(43),
                    True,
                    "Asha Rowan",
                    _ago(minutes=5),
                    "imap",
                    "On my way to have a look",
                    delivery=c.State("Not sent", "danger"),
                    can_retry=True,
                ),
            ],
        ),
    ],
)
SENDING = replace(CONVERSATION, draft=None, sending=c.Sending(_id(44), "Priya Nair", 8), state=WAITING)
SENT = replace(
    CONVERSATION,
    draft=None,
    state=WAITING,
    verdict=c.VerdictAsk(
        _id(45),
        [("wrong", "Something in it was wrong"), ("missing", "Something was missing"), ("long", "It was too long")],
        error="Say in a word what was not right.",
    ),
)
GAS = replace(
    CONVERSATION,
    name="Lena Hart",
    draft=None,
    emergency=EMERGENCY,
    quotes=[],
    reading=None,
    can_quote=False,
    state=c.State("Emergency", "danger"),
    safety_text=(
        "If you smell gas: turn the gas off at the meter if you can reach it safely, open windows, "
        "do not touch any switches, go outside and ring 0800 111 999 now."
    ),
    window="WhatsApp lets you answer freely until 12:41 tomorrow",
    customer=replace(CUSTOMER, name="Lena Hart"),
)

TOTALS = c.Totals(
    net=Decimal("170"),
    vat=Decimal("34"),
    gross=Decimal("204"),
    vat_rows=[c.VatRow("20 %", Decimal("170"), Decimal("34"))],
)
LINES = [
    c.QuoteLineView(
        _id(60),
        1,
        "Replace tap, fitting only",
        "2",
        "each",
        "85.00",
        "standard",
        Decimal("170"),
        touched=False,
        source="Your price list, £85.00 each",
        said="both taps in the bathroom",
        first=True,
    ),
    c.QuoteLineView(
        _id(61),
        2,
        "New mixer taps, chrome",
        "2",
        "each",
        "",
        "standard",
        None,
        errors={"unit_price": "There is no price yet. Type one, or take the line out."},
        optional=True,
    ),
    c.QuoteLineView(
        _id(62),
        3,
        "Call-out within SK1 to SK8",
        "1",
        "visit",
        "0.00",
        "standard",
        Decimal("0"),
        source="Your price list, £0.00 a visit",
        price_changed="Your price list says £10.00 since Monday.",
        last=True,
    ),
]
EDIT = c.QuoteEditPage(
    _id(20),
    "1043",
    1,
    "quote",
    "Priya Nair",
    _id(1),
    c.State("Draft", "draft"),
    LINES,
    replace(TOTALS, incomplete=["Line 2 has no price."]),
    vat_treatments=[
        ("standard", "20 % · Standard rate"),
        ("energy_saving", "0 % · Energy-saving materials, installed"),
    ],
    price_list=[c.PriceChoice(_id(70), "Replace tap, fitting only", Decimal("85"), "each")],
    removed=c.RemovedLine(_id(63), "Dispose of the old taps"),
    to_do=[
        c.ToDo("Look at the line marked “Check”.", f"#line-{_id(60)}"),
        c.ToDo("Say what the deposit is for.", "?open=money#money-deposit_for"),
    ],
    line_kinds=[("labour", "Labour"), ("materials", "Materials"), ("discount", "Discount")],
    sections=[c.SectionView(_id(71), "Bathroom", Decimal("170"))],
    payments=[("Before the work starts", Decimal("60")), ("When the work is done", Decimal("180"))],
    cautions=[
        c.CautionView(
            "customer_kind", "We take them for a householder, who is given the cancellation notice and form."
        ),
        c.CautionView("deposit", "The deposit is more than a quarter of the price.", tick=True),
    ],
    verbs=("copy",),
)


def editing(page: c.QuoteEditPage = EDIT, opened: str = "") -> dict[str, Any]:
    """The editor with its folds, one of them open."""
    folds = [
        c.FoldView(name, form.HEADING, form(initial=DETAILS), said, open=name == opened)
        for (name, form), said in zip(FOLDS.items(), FOLDS_SAID, strict=True)
    ]
    return {"page": replace(page, folds=folds), "form": None}


FOLDS_SAID = (
    "Quote, seen and measured",
    "A householder · 12 Didsbury Road, SK4 2HD · England",
    "Take off both bathroom taps, fit two new ones · 2 not included",
    "4 December · half a day · stands until 24 December",
    "25 % first · 14 days to pay",
    "Notice and form go with it",
)
ISSUED = replace(
    EDIT,
    state=c.State("Sent", "info"),
    lines=[],
    totals=TOTALS,
    to_do=[],
    removed=None,
    editable=False,
    version=2,
    notices=[c.Notice("Sent on 24 November 2026", "It cannot be changed any more. A new version replaces it.")],
    cautions=(),
    verbs=("record", "revise", "extend", "copy", "withdraw"),
    longer=[("14 days from today", date(2026, 12, 8)), ("30 days from today", date(2026, 12, 24))],
    differences=[c.DifferenceRow("Replace tap, fitting only", "2 each at £85.00", "2 each at £80.00")],
    against=1,
    versions=[
        c.VersionRow(2, c.State("Sent", "info"), Decimal("228"), _ago(days=1)),
        c.VersionRow(1, c.State("Replaced"), Decimal("240"), _ago(days=4)),
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
    "prices": [c.OtherPrice("80", Decimal("80"), "each", "From their quote 1017, 3 March")],
    "item": _id(70),
    "timed": True,
    "came_about": "2 h 20 min counted as 2 h 30 min",
    "section_title": "Bathroom",
}


def _quote_item(tried: c.Tried | None) -> dict[str, Any]:
    asked = {"hours": "2.33"} if tried is not None else None
    return {
        "quote": _id(20),
        "number": "1043",
        "item": c.PriceChoice(_id(72), "Plumber by the hour", Decimal("45"), "hour"),
        "charged": "£45 an hour, in steps of 30 min",
        "tryout": TryForm(asked, shape=shapes.from_values("hourly", {"rate": "45"})),
        "tried": tried,
        "line": None,
    }


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
OFFER = c.OfferPage(
    token="t0k3n",  # noqa: S106 - a made-up link
    letterhead=c.Letterhead("Rowan Plumbing", "0161 496 0123", "asha@rowanplumbing.example"),
    document=DOCUMENT,
    number="1043",
    version=2,
    estimate=False,
    lines=["Replace tap, fitting only", "Call-out within SK1 to SK8"],
    options=[c.OfferLine("c", "Two chrome mixer taps, supplied", Decimal("129"))],
    totals=replace(TOTALS, options=Decimal("129")),
    payment="On the day, by bank transfer",
)
EXPIRED = replace(
    OFFER,
    open=False,
    closed_because=c.Notice(
        "This quote ended on 24 December 2026", "You can still read it. Ask below for an up-to-date one.", "draft"
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
CHOICE = c.OfferChoice(
    [c.OptionChoice("c", "Two chrome mixer taps, supplied", "£154.80", "2 each", chosen=True)],
    c.Totals(
        net=Decimal("299"),
        vat=Decimal("59.80"),
        gross=Decimal("358.80"),
        vat_rows=[c.VatRow("20 %", Decimal("299"), Decimal("59.80"))],
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
PAPERWORK = c.Paperwork(
    _NOTICE["heading"],
    _NOTICE["notice"],
    _NOTICE["effects_heading"],
    _NOTICE["effects"],
    _NOTICE["form_heading"],
    _NOTICE["form"],
)
DECISION = c.Decision(
    version=_id(90),
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
RECEIPT = c.Receipt(
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


def _answers(*about: str) -> dict[str, Any]:
    asks = [(name, forms.AskForm(about=name)) for name in about]
    return {"asks": asks, "decline_form": forms.DeclineForm(), **_LETTER}


PRICE_ROWS = [
    c.PriceRow(_id(70), "PLM-05", "Replace tap, fitting only", "£85.00", "each"),
    c.PriceRow(_id(71), "PLM-01", "Call-out and first hour", "£80.00", "first block", mark="Example", confirmed=False),
    c.PriceRow(_id(72), "PLM-09", "Bathroom refit, without tiling", "from £1,200.00", "guide"),
]
PRICE_LIST = c.PriceListPage(
    [("Taps and toilets", PRICE_ROWS[:1]), ("Other prices", PRICE_ROWS[1:])],
    to_confirm=1,
    rules=[c.RuleRow(_id(80), "Weekends cost half as much again")],
    categories=["Taps and toilets"],
    gaps=[("Replace tap, fitting only: a rule names the code PLM-77, which is not on the list.", _id(70))],
    undo=(_id(79), "3 November 2026"),
    count=14,
)
PRICE_VALUES = ItemValues(
    code="PLM-01", name="Call-out and first hour", description="Weekdays 8 to 6", vat_rate=Decimal(20),
    synonyms=("come and have a look",), exclusions=("Parking",),
    **shapes.columns(
        shapes.from_values(
            "call_out",
            {
                "first": "80", "rate": "55", "bands": [
                    {"name": "evening", "windows": [{"days": [0, 1, 2, 3, 4], "since": 1080, "until": 1440}], "rate": "90",
                     "first": "130"}
                ],
            },
        )
    ),
)  # fmt: skip
PRICE_ITEM = c.PriceItemPage(
    id=_id(71),
    name="Call-out and first hour",
    code="PLM-01",
    shape="call_out",
    shape_word="Call-out or first hour, then by the hour",
    charged=shapes.of(PRICE_VALUES).in_words(),
    confirmed=False,
    changed="Changed on 3 November 2026 by Asha Rowan. Version 2.",
    vat_registered=True,
    mark="Example",
    examples=[("30 min", "£80.00"), ("1 h", "£80.00"), ("1 h 30 min", "£107.50"), ("3 h", "£190.00")],
    rules=[
        c.ItemRuleRow("k1", "hours", "For Mon, Tue, Wed, Thu, Fri 08:00–18:00.", "Weekdays 8 to 6", confirmed=False),
        c.ItemRuleRow("k2", "adds", "Adds one PLM-20 when the visit is wanted at: saturday."),
    ],
    rule_kinds=[(kind, label) for kind, (label, _) in RULE_FORMS.items()],
    to_decide=1,
)
PICKS = [
    (
        "Taps and toilets",
        [
            c.PickRow(_id(70), "Replace tap, fitting only", "£85.00", "each", agreed=Decimal("80")),
            c.PickRow(_id(72), "Supply and fit mixer tap, kitchen or basin, chrome, standard range", "£155.00", "each"),
        ],
    ),
    ("Labour", [c.PickRow(_id(71), "Call-out and first hour", "£80.00", "first block", by_the_job=True)]),
]
TRIED = c.Tried(
    lines=[
        c.TriedLine("Call-out and first hour", "£80.00", "1 visit × £80.00", "covers 1 h"),
        c.TriedLine("Further time", "£27.50", "0.5 hour × £55.00", "20 min counted as 30 min"),
    ],
    total="£107.50",
    note="Before VAT.",
)
IMPORT = c.ImportPreview(
    _id(78),
    [
        c.ImportRow("line 3", "Labour", "heading"),
        c.ImportRow(
            "line 4", "Call-out", "new", charged="Call-out or first hour, then by the hour: £60 for the first hour.",
            vat="20 % VAT on top",
            notes=["Further time is taken in steps of 30 minutes: check."],
            examples=[("30 min", "£60.00"), ("1 h", "£60.00"), ("1 h 30 min", "£82.50"), ("3 h", "£150.00")],
            rules=[
                c.ImportRule("k1", "hours", "For Mon, Tue, Wed, Thu, Fri 08:00–18:00.", "weekdays 8 to 6"),
                c.ImportRule("k2", "adds", "Adds one PLM-20 when the visit is wanted at: saturday.", "saturdays extra", "drop"),
                c.ImportRule("k3", "guide", "A guide price until you have seen it.", "usually", "right"),
            ],
            number=1,
        ),
        c.ImportRow("line 5", "Replace tap", "changed", code="PLM-05", charged="By measure or number: £85 each.",
                    vat="20 % VAT on top", changes=["£80.00 → £85.00"], number=2),
        c.ImportRow("line 6", "Boiler service", "not_understood", number=3,
                    problem="“POA” is no figure, so there is nothing to charge. Write a price, or a guide such as “from £80”."),
    ],
    counts=[(1, "new"), (1, "changed"), (1, "not understood")],
    understood=2,
    unread=["Above the headings: “Bob’s price list 2026”.", "The columns “Supplier”, “In stock”."],
    to_decide=1,
)  # fmt: skip
CONNECTIONS = [
    c.ConnectionCard(
        _id(90),
        "imap",
        "asha@rowanplumbing.example",
        c.State("Live", "good"),
        last_message=_ago(minutes=24),
        tally="Your mailbox has 1,204 messages since 24 August 2026. We hold 1,203; 1 could not be read.",
        agreed="Read mail, send what you approve, keep it 24 months",
        agreed_on=_ago(days=90),
    ),
    c.ConnectionCard(
        _id(91),
        "imap",
        "office@rowanplumbing.example",
        c.State("Connect again", "danger"),
        last_message=_ago(days=2),
        sentence="The mailbox refuses the password since Sunday. New messages do not arrive here until you connect again.",
        agreed="Read mail, send what you approve",
        agreed_on=_ago(days=200),
        can_reconnect=True,
    ),
    c.ConnectionCard(
        _id(92),
        "gmail",
        "asha.rowan@example.com",
        c.State("Disconnected"),
        sentence="You disconnected it on 2 November 2026. The password was destroyed.",
        revoked=True,
    ),
]
CHANNELS = c.ChannelsPage(
    CONNECTIONS,
    c.FormCard(
        "https://handlet.example/e/rowan-plumbing",
        '<iframe src="https://handlet.example/e/rowan-plumbing" title="Ask Rowan Plumbing"></iframe>',
        True,
    ),
    unreadable=1,
)
CONSENT = c.Consent(
    "What you agree to",
    [
        ("What is read", "New mail in your inbox and sent folder, and the last 90 days once."),
        ("What for", "To show it here, to suggest replies and quotes, and to send what you approve."),
        (
            "What is never done",
            "Nothing in the mailbox is marked read, moved or deleted. Nothing is sold or used for training.",
        ),
        ("How long", "24 months after the last message of a customer, or shorter if you choose."),
        ("How to end it", "Channels, then Disconnect. Reading stops at once and the password is destroyed."),
    ],
    "mailbox-1",
)
DISCONNECT = c.DisconnectPage(
    _id(90),
    "asha@rowanplumbing.example",
    ["Reading and sending through this mailbox", "Our copy of the password"],
    ["Messages received so far, under your rule for keeping", "The record of what you agreed to"],
    "Delete the app password at your provider too: only you can do that.",
)
REGISTER = c.Register(
    "2026-11-24.1",
    date(2026, 11, 24),
    "Example Operations",
    "privacy@operator.example",
    [
        c.RegisterGroup(
            "Account",
            "controller",
            [
                c.RegisterRow(
                    "Name, email address, password as a hash",
                    "To run your account",
                    "Contract, Article 6(1)(b)",
                    "Until the account is closed",
                    "The operator",
                    "Asha Rowan, asha@…",
                )
            ],
            "About people who have an account here.",
        ),
        c.RegisterGroup(
            "Customer communication",
            "processor",
            [
                c.RegisterRow(
                    "Messages, photos, contact details",
                    "To show and answer them",
                    "On the business’s instructions",
                    "24 months after the last activity",
                    "The business",
                )
            ],
            "About the customers of a business.",
        ),
    ],
    [c.Recipient("The mailbox provider of the business", "to send approved replies", "chosen by the business")],
    "Information Commissioner’s Office",
    "https://ico.org.uk/make-a-complaint/",
)
CASES = [
    c.CaseRow(
        _id(100),
        "To be erased",
        "Dev Patel",
        c.State("Received", "info"),
        date(2026, 12, 21),
        27,
        "Confirm that the message is a request",
    ),
    c.CaseRow(
        _id(101),
        "To see what you hold",
        "Moira Glen",
        c.State("In progress", "draft"),
        date(2026, 11, 20),
        -4,
        "Send the copy",
    ),
]
PRIVACY = c.PrivacyCentrePage(
    CASES,
    [
        c.CaseRow(
            _id(102), "To be erased", "A former customer", c.State("Done", "good"), None, None, "Certificate E-7Q2M"
        )
    ],
    [
        c.RetentionRow("Enquiries without an accepted quote", "12 months", "11 months", _ago(hours=9)),
        c.RetentionRow("Accepted quotes", "6 years after the tax year", "2 years", _ago(hours=9)),
        c.RetentionRow("Spam", "30 days", "41 days", _ago(days=2), 3),
    ],
    [
        c.ConsentRow("Mailbox asha@rowanplumbing.example", "Given", _ago(days=90)),
        c.ConsentRow("Mailbox asha.rowan@example.com", "Withdrawn", _ago(days=22)),
    ],
)
CASE = c.CasePage(
    _id(100),
    "To be erased",
    "Dev Patel",
    c.State("In progress", "info"),
    date(2026, 12, 21),
    27,
    [
        c.CaseEvent(_ago(days=3), "Received", "Noticed in an email"),
        c.CaseEvent(_ago(days=1), "You confirmed it is a request"),
        c.CaseEvent(None, "Answer by 21 December 2026", ahead=True),
    ],
    [
        c.CaseStep("preview", "See what would be erased", main=True, link="/privacy-centre/x"),
        c.CaseStep("refuse", "Refuse", danger=True, asks_reason=True),
    ],
    [("Messages", 14), ("Photos", 3), ("Quotes", 2)],
    conversation=_id(1),
)
ERASE = c.ErasePreview(
    _id(100),
    "Dev Patel",
    [
        c.EraseItem("messages", 14),
        c.EraseItem("photos", 3),
        c.EraseItem("drafts and readings", 6),
        c.EraseItem("quotes never accepted", 2),
    ],
    [
        c.EraseItem(
            "quote accepted on 3 November 2026",
            1,
            "Sales records must be kept for tax. His messages go, the sums stay.",
            date(2033, 4, 5),
        )
    ],
    ["The emails in your own mailbox", "His number in your phone"],
    "d2",
)
CERTIFICATE = c.CertificateView(
    _id(110),
    "E-7Q2M",
    NOW,
    [c.EraseItem("messages", 14), c.EraseItem("photos", 3)],
    [c.EraseItem("accepted quote", 1, "kept for tax.", date(2033, 4, 5))],
    [("Last backup that holds the key", date(2026, 12, 1))],
    ["The business’s own mailbox"],
    "2026-11-24.1",
    "5f0c…e21a",
)
HEALTH = c.HealthPage(
    c.State("Needs a look", "draft"),
    [
        c.HealthGroup(
            "Service",
            [
                c.HealthRow("Database", c.State("Well", "good"), "3 ms"),
                c.HealthRow("Jobs", c.State("Well", "good"), "0 waiting, oldest 0 s"),
            ],
        ),
        c.HealthGroup("Channels", [c.HealthRow("Mailboxes", c.State("Degraded", "draft"), "1 of 5 needs its owner")]),
    ],
    NOW,
)
WHY = c.WhyPage(
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
CUSTOMER_PAGE = c.CustomerPage(
    CUSTOMER, _id(1), [QUOTE], date(2026, 11, 23), "First wrote by WhatsApp", "Kept 12 months after the last message."
)
TEAM = c.TeamPage(
    [
        c.Member(_id(120), "Asha Rowan", "asha@rowanplumbing.example", "Owner", date(2026, 8, 1), you=True),
        c.Member(_id(121), "Sam Rowan", "sam@rowanplumbing.example", "Reads only", date(2026, 9, 1)),
    ],
    [c.Invitation(_id(122), "jo@example.com", "Answer and quote", date(2026, 12, 1))],
    can_invite=True,
)
SECURITY = c.SecurityPage(
    1,
    False,
    [
        c.SecurityEventRow("Signed in", _ago(hours=5), "Firefox on Android", "Greater Manchester"),
        c.SecurityEventRow("Password changed", _ago(days=30)),
    ],
    [c.TokenRow(_id(130), "my spreadsheet", date(2026, 10, 1), _ago(days=1))],
    new_token="hl_example_shown_once",  # noqa: S106 - a made-up key
)
AI_CONSENT = c.Consent(
    "What a language model is given",
    [("What leaves", "The newest words of a customer."), ("How to stop", "Press “Switch it off” on this page.")],
    "model-1",
)
AI = c.AiPage([("What they wrote", "Read on this server only"), ("Photos", "Never read")], AI_CONSENT)
AI_MODEL = c.AiPage(
    [("What they wrote last", "Sent, with private words replaced"), ("Photos", "Never sent")],
    AI_CONSENT,
    in_use=c.ModelInUse(
        "lark-2-mini", "Lark Models Ltd", "Ireland", "30 days", "https://api.lark.example/v1", NOW.date(), 100, 7, 212, 84_310,
        21_007, Decimal("41.6"), "k7Qe", "Last time the model took too long; Handlet’s own engine wrote instead.",
    ),
    offered="otter-7b, run by the operator in the UK",
)  # fmt: skip
MODEL_REQUESTS = c.ModelRequestsPage(
    _id(1),
    "Dev Patel",
    [
        c.ModelRequestRow(
            step="Wording",
            at=NOW,
            model="lark-2-mini",
            provider="Lark Models Ltd",
            sent="system:\nYou word replies.\n\nuser:\nHi, can you fit a tap? [PLACE_1_ab12cd]",
            answer="{{greeting}} Happy to help.",
            outcome="It answered.",
            figures="410 tokens in, 88 out, 1.9 seconds, 0.120p",
        )
    ],
)  # fmt: skip

_PLACE = {"business": MEMBER.business, "slug": "rowan-plumbing", "phone": "0161 496 0123", "trap": "website"}
_LETTER = {"letterhead_name": "Rowan Plumbing", "why": "/q/t0k3n/why"}
_CREDENTIALS = [
    SimpleNamespace(
        id=_id(140),
        scheme="Water Industry Approved Plumber",
        number="20417",
        holder="Asha Rowan",
        valid_until=date(2027, 3, 31),
        expired=False,
    )
]


def _bad(form: type[forms.PlainForm], **data: str) -> forms.PlainForm:
    filled = form(data)
    filled.is_valid()
    return filled


Screen = tuple[str, Callable[[], Mapping[str, Any]]]

# Name of the picture: (template, context). Forms are made anew each time, because rendering binds them.
_KINDS = [
    ("as_is", "Sent as it was"),
    ("filled", "One gap filled"),
    ("changed", "Changed a little"),
    ("rewritten", "Rewritten"),
    ("discarded", "Discarded"),
]


def _tallied(name: str, place: int, *counts: int) -> c.QualityRow:
    """A row of the quality page from its five counts."""
    total, start, slices = sum(counts), 0.0, []
    for (kind, word), count in zip(_KINDS, counts, strict=True):
        length = 100 * count / total if total else 0.0
        slices.append(c.Slice(kind, word, count, round(length), start, length))
        start += length
    return c.QualityRow(name, total, slices, place * 32)


QUALITY = c.QualityPage(
    weeks=4,
    summary="Of 61 suggestions 39 (64 %) went out as they were, and 9 (15 %) with one gap filled.",
    whole=_tallied("All", 0, 39, 9, 7, 3, 3),
    by_week=[
        _tallied("2 November", 0, 0, 0, 0, 0, 0),
        _tallied("9 November", 1, 9, 4, 4, 2, 1),
        _tallied("16 November", 2, 14, 3, 2, 1, 2),
        _tallied("23 November", 3, 16, 2, 1, 0, 0),
    ],
    by_intent=[_tallied("Wants a quote", 0, 28, 6, 4, 2, 2), _tallied("Question", 1, 11, 3, 3, 1, 1)],
    reasons=[
        c.ReasonRow("Something missing added", 12, 100.0),
        c.ReasonRow("Padding taken out", 5, 41.67),
        c.ReasonRow("A wrong fact put right", 2, 16.67),
    ],
    kinds=_KINDS,
    answered="“Was this right?” Yes: 18. No: 2.",
    height=128,
)
# A teal square, for want of a real one.
_PIXELS = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAE0lEQVR4nGOQjc3GihgGm4RsLAB3xCfJ6fLEoAAAAABJRU5ErkJggg=="
SOUNDS = "Hi Jo,\n\nThanks for getting in touch. For supplying and fitting an outside tap it’s £135.00.\n\nAsha"
TONE_SETTINGS = [
    (
        "Formality",
        [
            c.ToneSetting("As to a friend", SOUNDS),
            c.ToneSetting("Easy", SOUNDS, now=True),
            c.ToneSetting("As in a letter", SOUNDS.replace("Thanks", "Thank you")),
        ],
    ),
    (
        "Emoji",
        [
            c.ToneSetting("None", "No emoji, whatever they write.", now=True),
            c.ToneSetting("Now and then", "An emoji in about one reply in three."),
        ],
    ),
]
TONE_HABITS = [
    c.LearnedHabit("greeting", "How you open", "Hiya", "Hi", "You open like this in 38 of 42."),
    c.LearnedHabit("signoff", "How you sign", "Cheers, Asha", "", "You sign like this in 35 of 42."),
]
LEARNED = c.LearnedTonePage(
    sample=42,
    levers=[
        c.LearnedLever(
            "Formality",
            "In between",
            "Easy",
            "sure",
            [
                "You open with “Hi”, “Hiya” or no greeting in 40 of 42.",
                "You write “I’ll”, “it’s”, “don’t” in 31 of 42.",
            ],
            SOUNDS,
        ),
        c.LearnedLever("Warmth", "In between", "Warm", "fairly sure", ["Warm words in 26 of 42."], SOUNDS),
        c.LearnedLever(
            "Length", "Longer", "Short", "fairly sure", ["Half of your messages have 34 words or fewer."], SOUNDS
        ),
        c.LearnedLever("Emoji", "None", "None", "sure", ["No emoji in 42 of 42."], SOUNDS),
    ],
    sounds=SOUNDS,
    habits=TONE_HABITS,
)
MEMORIES = [
    c.MemoryRow(_id(150), "fact", "We do not do conservatories.", "Says no, politely, to conservatories."),
    c.MemoryRow(
        _id(151),
        "preference",
        "Say “cheers”, never “regards”",
        "Writes “cheers” in place of “regards”.",
        "Noticed in 4 of your replies, confirmed by you.",
    ),
    c.MemoryRow(
        _id(152),
        "procedure",
        "For no power, always ask for a photo of the fuse board",
        "Where they write about that, it asks: “Could you let me have a photo of the fuse board?”",
    ),
]
REMEMBERED = c.MemoriesPage(
    groups=[
        ("Facts", "Stand behind answers, word for word.", MEMORIES[:1]),
        ("Wording", "How suggestions are put.", MEMORIES[1:2]),
        ("Ways of working", "What is always asked or said.", MEMORIES[2:]),
    ],
    noticed=[
        c.NoticedRow("a1", "procedure", "Always ask what make the tap is", "You added this question to 5 replies."),
    ],
)
REPLIES = c.RepliesPage(
    rows=[
        c.ReplyRow(_id(160), "Deposit", "No deposit for jobs under £500. Over that it's 25% to book in."),
        c.ReplyRow(_id(161), "Lead time", "I'm usually about a week ahead for non-urgent work."),
    ],
    noticed=[
        c.NoticedRow(
            "b1", "reply", "I take cards, cash and bank transfer.", "You wrote this to 6 people.", "Cards cash"
        ),
    ],
)

_CHASER = (
    "Hi Priya,\n\nHave you had a chance to look at my quote 1043 (version 1, sent on Monday 23 November, £204.00 in all)? You can "
    "see it here: https://handlet.example/q/abc123. Happy to talk it through if that helps. It stands until Wednesday 23 "
    "December.\n\nCheers, Asha"
)
_REFS = [c.FollowUpQuoteRef(_id(20), "1043")]
FOLLOW_UPS = c.FollowUpsPage(
    on=True,
    rows=[
        c.FollowUpRow(
            _id(300), "Wednesday 25 November, 10:00", "Priya Nair", _id(1), "priya@example.com", _CHASER, _REFS
        ),
        c.FollowUpRow(
            _id(301),
            "Monday 30 November, 10:00",
            "Moira Glen",
            _id(2),
            "",
            _CHASER,
            [c.FollowUpQuoteRef(_id(21), "1041"), c.FollowUpQuoteRef(_id(22), "1042")],
            warning="No channel is connected that can send it.",
            fails=True,
        ),
        c.FollowUpRow(
            _id(302),
            "Monday 21 December, 10:00",
            "Priya Nair",
            _id(1),
            "priya@example.com",
            _CHASER,
            _REFS,
            warning="The quote runs out 2 days later.",
        ),
    ],
    stopped=[
        c.FollowUpStopped("Dev Patel", _id(3), [c.FollowUpQuoteRef(_id(23), "1039")], NOW, "Dev has written since.")
    ],
)
FOLLOW_UP_PLAN = c.FollowUpPlanPage(
    quote=_id(20),
    number="1043",
    customer="Priya Nair",
    to="priya@example.com",
    items=[
        c.FollowUpItem("days_after-1", "Wednesday 25 November, 10:00", "Some days after it was sent", _CHASER),
        c.FollowUpItem("days_after-2", "Monday 30 November, 10:00", "Some days after it was sent", _CHASER),
        c.FollowUpItem("expiry-0", "Monday 21 December, 10:00", "Before it runs out", _CHASER),
    ],
    digest="d",
)
_MONTHS = [
    ("September 2026", 6, 3, 1, 1, 4210, 1880),
    ("October 2026", 9, 5, 2, 1, 6900, 4105),
    ("November 2026", 7, 2, 0, 0, 3120, 640),
]
QUOTE_REPORT = c.QuoteReportPage(
    summary="Accepted: 10 of 22 sent, 77 % of those answered.",
    figures=[
        ("Sent", "22", "£14,230.00"),
        ("Accepted", "10", "£6,625.00"),
        ("Declined", "3", ""),
        ("Run out", "2", ""),
        ("No answer yet", "6", ""),
        ("Withdrawn or cancelled", "1", ""),
        ("From their words to your quote", "3 h", "the middle one"),
        ("From your quote to their answer", "2 days", "the middle one"),
    ],
    months=[
        c.QuoteMonth(name, sent, yes, no, out, Decimal(quoted), Decimal(won), place * 32, quoted / 69, won / 69)
        for place, (name, sent, yes, no, out, quoted, won) in enumerate(_MONTHS)
    ],
    reasons=[c.ReasonRow("The price", 2, 100.0), c.ReasonRow("They did not say", 1, 50.0)],
    height=96,
    followed="8 quotes were followed up with 11 messages; 5 were answered after that, 4 with a yes.",
)


def _with_errors(form: ItemForm) -> ItemForm:
    form.is_valid()
    form.values()
    return form


def _refused(form: forms.ImportForm, field: str, sentence: str) -> forms.ImportForm:
    form.full_clean()
    form.errors.pop(field, None)
    form.add_error(field, sentence)
    return form


SCREENS: dict[str, Screen] = {
    "home": ("public/home.html", dict),
    "privacy": ("public/privacy.html", lambda: {"register": REGISTER}),
    "lawful-basis": ("public/lawful_basis.html", lambda: {"register": REGISTER}),
    "terms": ("public/terms.html", dict),
    "offline": ("public/offline.html", dict),
    "account_deleted": ("public/account_deleted.html", dict),
    **{f"error-{code}": (f"{code}.html", dict) for code in ("400", "403", "403_csrf", "404", "429", "500")},
    "start-business": ("owner/start/business.html", lambda: {"form": forms.BusinessForm()}),
    "start-business-errors": (
        "owner/start/business.html",
        lambda: {"form": _bad(forms.BusinessForm, vat_registered="yes", trade="plumbing")},
    ),
    "start-prices": ("owner/start/prices.html", lambda: {"page": PRICE_LIST}),
    "start-connect": ("owner/start/connect.html", lambda: {"form_address": "https://handlet.example/e/rowan-plumbing"}),
    "inbox": ("owner/inbox.html", lambda: {"page": INBOX}),
    "inbox-empty": ("owner/inbox.html", lambda: {"page": c.InboxPage([], [], connected=False)}),
    "inbox-found": ("owner/inbox.html", lambda: {"page": c.InboxPage([], [], query="taps", found=ROWS[:1])}),
    "compose": ("owner/compose.html", lambda: {"form": forms.ComposeForm()}),
    "conversation": ("owner/conversation.html", lambda: {"page": CONVERSATION}),
    "conversation-quote-waits": ("owner/conversation.html", lambda: {"page": WAITS}),
    "conversation-stale": ("owner/conversation.html", lambda: {"page": STALE}),
    "conversation-sending": ("owner/conversation.html", lambda: {"page": SENDING}),
    "conversation-sent": ("owner/conversation.html", lambda: {"page": SENT}),
    "conversation-emergency": ("owner/conversation.html", lambda: {"page": GAS}),
    "quotes": (
        "owner/quotes.html",
        lambda: {
            "page": c.QuotesPage(
                [
                    (
                        "Waiting for you",
                        [
                            c.QuoteRow(
                                _id(20),
                                "1043",
                                "Priya Nair",
                                "Quote",
                                Decimal("204"),
                                c.State("Draft", "draft"),
                                NOW,
                                "1 line to check",
                            )
                        ],
                    ),
                    (
                        "Waiting for them",
                        [
                            c.QuoteRow(
                                _id(21),
                                "1041",
                                "Moira Glen",
                                "Estimate",
                                Decimal("1860.5"),
                                c.State("Sent", "info"),
                                NOW,
                                "until 21 December 2026",
                            )
                        ],
                    ),
                ]
            )
        },
    ),
    "quotes-empty": ("owner/quotes.html", lambda: {"page": c.QuotesPage([])}),
    "quote-edit": ("owner/quote_edit.html", editing),
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
            replace(EDIT, price_ask=c.PriceAsk(_id(60), "Replace tap, fitting only", Decimal("85"), Decimal("80")))
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
                state=c.State("Accepted", "good"),
                verbs=("vary", "copy"),
                agreed=c.AgreedView(
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
            "page": replace(ISSUED, state=c.State("Accepted", "good"), notices=[], verbs=("vary", "copy")),
            "form": None,
            "agreed": c.QuoteAgreed(
                [
                    c.Notice(
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
            "page": replace(ISSUED, state=c.State("Cancelled"), notices=[], verbs=("revise", "copy")),
            "form": None,
            "agreed": c.QuoteAgreed(
                [
                    c.Notice(
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
            "form": forms.EndedForm(
                {"what": "agreement", "said_by": "Priya Nair", "how": "phone", "said_on": "2026-11-26"},
                messages=[("1", "26 November 2026: I am afraid we cannot go ahead")],
            ),
            "notice": c.Notice(
                "They may cancel until the end of 8 December 2026", "14 days after the day of the contract."
            ),
        },
    ),
    "quote-goods": ("owner/quote_goods.html", lambda: {"page": ISSUED, "form": forms.GoodsForm()}),
    "quote-started": (
        "owner/quote_started.html",
        lambda: {
            "page": ISSUED,
            "form": forms.StartedForm(),
            "notices": [
                c.Notice(
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
    "quote-reverse": ("owner/quote_reverse.html", lambda: {"page": ISSUED, "form": forms.ReverseForm()}),
    "quote-item": ("owner/quote_item.html", lambda: _quote_item(None)),
    "quote-prices": (
        "owner/quote_prices.html",
        lambda: {"quote": _id(50), "number": "1043", "query": "", "line": None, "groups": PICKS},
    ),
    "quote-prices-for-a-line": (
        "owner/quote_prices.html",
        lambda: {
            "quote": _id(50),
            "number": "1043",
            "query": "tap",
            "line": SimpleNamespace(id=_id(60), description="Replace tap, fitting only"),
            "groups": PICKS[:1],
        },
    ),
    "quote-prices-none": (
        "owner/quote_prices.html",
        lambda: {"quote": _id(50), "number": "1043", "query": "chimney", "line": None, "groups": []},
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
                        prices=[c.OtherPrice("80", Decimal("80"), "each", "From their quote 1017, 3 March")][
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
    "quote-item-asked": ("owner/quote_item.html", lambda: _quote_item(c.Tried(problem="How long will it take?"))),
    "quote-item-priced": (
        "owner/quote_item.html",
        lambda: _quote_item(
            c.Tried(
                [c.TriedLine("Plumber", "£112.50", "2.5 hour × £45.00", "2 h 20 min counted as 2 h 30 min")],
                "£112.50",
                note="Before VAT.",
            )
        ),
    ),
    "quote-copy": (
        "owner/quote_copy.html",
        lambda: {
            "quote": _id(20),
            "number": "1043",
            "people": [(_id(1), "Priya Nair", True), (_id(2), "Dev Patel", False)],
        },
    ),
    "quote-copy-nobody": ("owner/quote_copy.html", lambda: {"quote": _id(20), "number": "1043", "people": []}),
    "quote-record": (
        "owner/quote_record.html",
        lambda: {
            "page": ISSUED,
            "form": forms.RecordAcceptanceForm(
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
            "form": forms.RecordAcceptanceForm(),
            "choice": c.OfferChoice([], TOTALS, "£358.80"),
            "has_notice": False,
        },
    ),
    "follow-ups": ("owner/follow_ups.html", lambda: {"page": FOLLOW_UPS}),
    "follow-ups-empty": ("owner/follow_ups.html", lambda: {"page": c.FollowUpsPage(on=True, rows=[])}),
    "follow-ups-off": ("owner/follow_ups.html", lambda: {"page": c.FollowUpsPage(on=False, rows=[])}),
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
            "form": forms.FollowUpRulesForm(
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
    "customer": (
        "owner/customer.html",
        lambda: {
            "page": replace(
                CUSTOMER_PAGE,
                rates=[c.RateRow(_id(170), "Replace tap, fitting only", Decimal("80"), Decimal("85"), "each")],
                memories=[
                    c.MemoryRow(
                        _id(153),
                        "fact",
                        "The gate code is with the neighbour at number 4.",
                        "Shown beside their drafts; what it answers is not asked again.",
                    )
                ],
            ),
            "form": forms.CustomerForm(initial={"name": "Priya Nair"}),
            "memory_form": forms.CustomerMemoryForm(auto_id="memory_%s"),
        },
    ),
    "prices": (
        "owner/pricelist.html",
        lambda: {"page": PRICE_LIST, "rule_form": forms.RuleForm(prefix="rule")},
    ),
    "prices-empty": (
        "owner/pricelist.html",
        lambda: {
            "page": replace(PRICE_LIST, groups=[], to_confirm=0, rules=[], gaps=[], undo=None, count=0),
            "rule_form": forms.RuleForm(prefix="rule"),
        },
    ),
    "prices-none-found": (
        "owner/pricelist.html",
        lambda: {
            "page": replace(PRICE_LIST, groups=[], query="chimney", gaps=[], undo=None),
            "rule_form": forms.RuleForm(prefix="rule"),
        },
    ),
    "price-new": ("owner/price_new.html", lambda: {"kinds": list(SHAPE_WORDS.items())}),
    "price-new-hourly": (
        "owner/price_new.html",
        lambda: {
            "form": ItemForm(shape="hourly", vat_registered=True),
            "shape": "hourly",
            "shape_word": SHAPE_WORDS["hourly"],
        },
    ),
    "price-item": (
        "owner/price_item.html",
        lambda: {
            "page": PRICE_ITEM,
            "form": ItemForm(shape="call_out", vat_registered=True, before=PRICE_VALUES),
            "tryout": TryForm(initial={"hours": "1.3"}, shape=shapes.of(PRICE_VALUES)),
            "tried": TRIED,
            "kinds": list(SHAPE_WORDS.items()),
            "here": "call_out",
        },
    ),
    "price-item-errors": (
        "owner/price_item.html",
        lambda: {
            "page": replace(PRICE_ITEM, confirmed=True, mark=""),
            "form": _with_errors(
                ItemForm(
                    {
                        "name": "",
                        "shape_first": "lots",
                        "vat_rate": "5",
                        "shape_rounding": "up",
                        "shape_crossing": "start",
                    },
                    shape="call_out",
                    vat_registered=True,
                    before=PRICE_VALUES,
                )
            ),
            "tryout": TryForm({"hours": "soon"}, shape=shapes.of(PRICE_VALUES)),
            "tried": c.Tried(problem="Please look at the fields above again."),
            "kinds": list(SHAPE_WORDS.items()),
            "here": "call_out",
        },
    ),
    "price-rule": (
        "owner/price_rule.html",
        lambda: {
            "back": "/prices",
            "name": "Call-out and first hour",
            "form": RULE_FORMS["adds"][1](codes=[("PLM-20", "Saturday supplement (PLM-20)")]),
            "label": RULE_FORMS["adds"][0],
            "words": "",
            "changing": False,
            "action": "/prices",
        },
    ),
    "price-rule-hours": (
        "owner/price_rule.html",
        lambda: {
            "back": "/prices",
            "name": "Call-out and first hour",
            "form": RULE_FORMS["hours"][1](codes=[]),
            "label": RULE_FORMS["hours"][0],
            "words": "Weekdays 8 to 6",
            "changing": True,
            "action": "/prices",
        },
    ),
    "price-retired": ("owner/price_retired.html", lambda: {"name": "Reseal bath", "id": _id(71)}),
    "price-import": ("owner/price_import.html", lambda: {"form": forms.ImportForm()}),
    "price-import-refused": (
        "owner/price_import.html",
        lambda: {
            "form": _refused(
                forms.ImportForm({}, {}),
                "file",
                "This is a PDF. Copy its table into a spreadsheet, save it as .xlsx or CSV and try again.",
            )
        },
    ),
    "price-import-preview": ("owner/price_import.html", lambda: {"preview": IMPORT}),
    "price-import-nothing": (
        "owner/price_import.html",
        lambda: {
            "preview": replace(
                IMPORT,
                rows=[row for row in IMPORT.rows if row.problem],
                counts=[(1, "not understood")],
                understood=0,
                to_decide=0,
            )
        },
    ),
    "channels": ("owner/channels.html", lambda: {"page": CHANNELS}),
    "connect-mailbox": (
        "owner/connect_mailbox.html",
        lambda: {"consent": CONSENT, "form": forms.MailboxForm(), "action": "/channels/mailbox"},
    ),
    "disconnect": ("owner/disconnect.html", lambda: {"page": DISCONNECT}),
    "privacy-centre": ("owner/privacy_centre.html", lambda: {"page": PRIVACY}),
    "case": ("owner/case.html", lambda: {"page": CASE}),
    "case-open": ("owner/case_open.html", lambda: {"form": forms.CaseForm()}),
    "erase-preview": ("owner/erase_preview.html", lambda: {"page": ERASE}),
    "certificate": ("owner/certificate.html", lambda: {"page": CERTIFICATE}),
    "register": ("owner/register.html", lambda: {"register": REGISTER}),
    "export": ("owner/export.html", dict),
    "settings": ("owner/settings/index.html", dict),
    "settings-profile": (
        "owner/settings/profile.html",
        lambda: {
            "form": forms.ProfileForm(),
            "credential_form": forms.CredentialForm(prefix="credential"),
            "credentials": _CREDENTIALS,
        },
    ),
    "settings-logo": (
        "owner/settings/logo.html",
        lambda: {
            "form": forms.LogoForm(),
            "logo": _PIXELS,
            "name": "Rowan Plumbing",
            "tagline": "Plumbing and bathrooms in Leeds since 2009",
        },
    ),
    "settings-logo-none": (
        "owner/settings/logo.html",
        lambda: {"form": forms.LogoForm(), "logo": "", "name": "Rowan Plumbing"},
    ),
    "settings-bank": (
        "owner/settings/bank.html",
        lambda: {
            "form": forms.BankForm(initial={"name": "Asha Rowan", "sort_code": "20-00-00", "account": "12345678"}),
            "changed_at": _ago(days=40),
        },
    ),
    "settings-tone": (
        "owner/settings/tone.html",
        lambda: {
            "form": forms.ToneForm(initial={"formality": 1, "warmth": 3, "brevity": 2, "emoji": 0}),
            "sample": c.ToneSample(SOUNDS),
            "habits": [],
            "learned": LEARNED,
            "settings": TONE_SETTINGS,
        },
    ),
    "settings-tone-plain": (
        "owner/settings/tone.html",
        lambda: {
            "form": forms.ToneForm(initial={"formality": 1, "warmth": 3, "brevity": 2, "emoji": 0}),
            "sample": c.ToneSample(SOUNDS),
            "habits": TONE_HABITS,
            "learned": None,
            "settings": TONE_SETTINGS,
        },
    ),
    "settings-memories": (
        "owner/settings/memories.html",
        lambda: {"page": REMEMBERED, "form": forms.MemoryForm(initial={"kind": "fact"})},
    ),
    "settings-memories-errors": (
        "owner/settings/memories.html",
        lambda: {"page": c.MemoriesPage(groups=REMEMBERED.groups), "form": _bad(forms.MemoryForm, kind="fact")},
    ),
    "settings-quality": ("owner/settings/quality.html", lambda: {"page": QUALITY}),
    "settings-quality-empty": (
        "owner/settings/quality.html",
        lambda: {"page": replace(QUALITY, whole=_tallied("All", 0, 0, 0, 0, 0, 0))},
    ),
    "settings-replies": ("owner/settings/replies.html", lambda: {"page": REPLIES, "form": forms.SavedReplyForm()}),
    "settings-ai": (
        "owner/settings/ai.html",
        lambda: {
            "page": AI,
            "own_form": forms.OwnModelForm(),
            "operator_form": forms.OperatorModelForm(auto_id="operator_%s"),
        },
    ),
    "settings-ai-model": (
        "owner/settings/ai.html",
        lambda: {
            "page": AI_MODEL,
            "own_form": forms.OwnModelForm(),
            "operator_form": forms.OperatorModelForm(auto_id="operator_%s"),
        },
    ),
    "model-requests": ("owner/model_requests.html", lambda: {"page": MODEL_REQUESTS}),
    "writing": ("owner/conversation.html", lambda: {"page": WRITING}),
    "settings-team": ("owner/settings/team.html", lambda: {"page": TEAM, "form": forms.InviteForm()}),
    "settings-security": ("owner/settings/security.html", lambda: {"page": SECURITY, "form": forms.TokenForm()}),
    "settings-notifications": ("owner/settings/notifications.html", lambda: {"form": forms.NotificationsForm()}),
    "settings-delete": (
        "owner/settings/delete_account.html",
        lambda: {
            "form": forms.DeleteAccountForm(),
            "goes": ["All messages, customers, quotes and prices", "Everybody’s access"],
            "stays": ["The proof that it was erased, without names"],
            "closing_on": None,
        },
    ),
    "offer": (
        "customer/quote.html",
        lambda: {"offer": OFFER, "choice": CHOICE, "changes": CHANGES, **_answers("question", "change")},
    ),
    "offer-expired": (
        "customer/quote.html",
        lambda: {"offer": EXPIRED, "choice": CHOICE, **_answers("renew", "question")},
    ),
    "offer-estimate": (
        "customer/quote.html",
        lambda: {
            "offer": ESTIMATE,
            "choice": c.OfferChoice([], TOTALS, "likely £204.00 to £306.00"),
            **_answers("firm", "question", "change"),
        },
    ),
    "offer-preview": (
        "customer/quote.html",
        lambda: {"offer": replace(OFFER, preview=True), "back": "/quotes/x", **_LETTER},
    ),
    "offer-check": (
        "customer/quote_check.html",
        lambda: {"offer": OFFER, "form": _bad(forms.AcceptForm), "choice": CHOICE, "decision": DECISION, **_LETTER},
    ),
    "offer-check-business": (
        "customer/quote_check.html",
        lambda: {
            "offer": replace(OFFER, consumer=False),
            "form": forms.AcceptForm(consumer=False),
            "choice": CHOICE,
            "decision": replace(DECISION, paperwork=None, button="Accept £358.80"),
            **_LETTER,
        },
    ),
    "offer-accepted": ("customer/quote_accepted.html", lambda: {"offer": OFFER, "receipt": RECEIPT, **_LETTER}),
    "offer-early": ("customer/quote_early.html", lambda: {"offer": OFFER, "form": _bad(forms.EarlyForm), **_LETTER}),
    "offer-cancel": (
        "customer/quote_cancel.html",
        lambda: {
            "offer": OFFER,
            "page": c.CancelPage(True, date(2026, 12, 8), early_start=True, paperwork=PAPERWORK),
            "form": forms.CancelForm(initial={"name": "Priya Nair"}),
            **_LETTER,
        },
    ),
    "offer-cancel-late": (
        "customer/quote_cancel.html",
        lambda: {"offer": OFFER, "page": c.CancelPage(False), "form": forms.CancelForm(), **_LETTER},
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
            **_LETTER,
        },
    ),
    "offer-said": (
        "customer/said.html",
        lambda: {
            "heading": "Your question is on its way",
            "text": "Rowan Plumbing will answer you.",
            "back": "/q/t0k3n",
            **_LETTER,
        },
    ),
    "offer-gone": ("customer/quote_gone.html", lambda: {"letterhead_name": "Rowan Plumbing", "phone": "0161 496 0123"}),
    "why": ("customer/why.html", lambda: {"page": WHY}),
    "enquiry": (
        "customer/enquiry.html",
        lambda: {
            "form": forms.EnquiryForm(),
            "nonce": "n",
            "emergency": ["Smell of gas: ring 0800 111 999. Fire or danger to life: ring 999."],
            **_PLACE,
        },
    ),
    "enquiry-closed": ("customer/enquiry_closed.html", lambda: _PLACE),
    "enquiry-received": (
        "customer/enquiry_received.html",
        lambda: {
            "urgent": ["Smell of gas: leave the house and ring 0800 111 999."],
            "hours": "Monday to Friday, 8 to 5",
            **_PLACE,
        },
    ),
    "operator-health": ("operator/health.html", lambda: {"page": HEALTH}),
}
