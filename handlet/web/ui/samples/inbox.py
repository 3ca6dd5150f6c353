"""The inbox, a conversation in its states, a customer’s page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from handlet.web.ui.contexts import conversation, inbox, learning, states
from handlet.web.ui.forms.people import ComposeForm, CustomerForm, CustomerMemoryForm
from handlet.web.ui.samples.people import NOW, PHOTO, QUOTE_READY, WAITING, Screen, ago, made_id

ROWS = [
    inbox.ConversationRow(
        made_id(1),
        "Priya Nair",
        "Both taps in the bathroom drip. Could you change them next week?",
        QUOTE_READY,
        ago(minutes=24),
        "imap",
    ),
    inbox.ConversationRow(
        made_id(2),
        "Tom Okafor",
        "Yes please, go ahead with the quote.",
        states.State("Accepted", "good"),
        ago(hours=2),
        "whatsapp",
    ),
    inbox.ConversationRow(
        made_id(3),
        "Bernadette Featherstonehaugh-Cholmondeley",
        "One question about the radiator in the hall before I say yes",
        states.State("Question", "info"),
        ago(days=1),
        "form",
    ),
    inbox.ConversationRow(
        made_id(4),
        "D. O’Leary",
        "This is the second time it has leaked since you were here.",
        states.State("Complaint", "danger"),
        ago(days=1, hours=3),
        "messenger",
    ),
]

SEEN = [
    inbox.ConversationRow(made_id(5), "Kev Marsh", "Cheers, Thursday is fine", WAITING, ago(days=2), "imap", seen=True),
    inbox.ConversationRow(
        made_id(6),
        "Moira Glen",
        "Thank you for the quote, we will talk it over",
        states.State("Quote sent"),
        ago(days=5),
        "imap",
        seen=True,
    ),
    inbox.ConversationRow(
        made_id(7), "Unknown sender", "(No words, one photo)", states.State("Closed"), ago(days=40), "form", seen=True
    ),
]

EMERGENCY = inbox.Emergency(made_id(8), "Lena Hart", "a smell of gas", ago(minutes=3), "07700 900456")

INBOX = inbox.InboxPage(ROWS, SEEN, emergencies=[EMERGENCY], older="/inbox?before=x")

PRICES = [
    conversation.PriceUsed(
        "Replace tap, fitting only",
        Decimal("85"),
        "each",
        "Your price list, confirmed on 3 November 2026",
        "both taps in the bathroom",
    ),
    conversation.PriceUsed(
        "Call-out within SK1 to SK8", Decimal("0"), "visit", "Your price list, confirmed on 3 November 2026"
    ),
]

QUOTE = conversation.QuoteCard(
    made_id(20),
    "1043",
    "Quote",
    Decimal("204.00"),
    states.State("Draft", "draft"),
    "2 lines, 1 to check",
    editable=True,
)

DRAFT = conversation.DraftView(
    id=made_id(30),
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
        learning.MemoryRow(
            made_id(153),
            "fact",
            "The gate code is with the neighbour at number 4.",
            "Shown beside their drafts; what it answers is not asked again.",
        )
    ],
    facts=[
        conversation.FactUsed("Works in SK1 to SK8", "your profile"),
        conversation.FactUsed("SK4 2HD", "their message"),
    ],
    missing=["A phone number", "Photos of the taps and of the pipes underneath", "Who supplies the taps"],
    left_out=["A day for the visit: your diary is not known here", "The price of the taps: not on your list"],
    engine="the built-in engine",
    attached_quote=QUOTE,
)

MESSAGES = [
    conversation.MessageView(
        made_id(40),
        False,
        "Priya Nair",
        ago(days=1, hours=4),
        "whatsapp",
        "Hi, are you the plumber that did number 14? Do you do taps",
        photos=[],
    ),
    conversation.MessageView(
        made_id(41),
        True,
        "Asha Rowan",
        ago(days=1, hours=3),
        "whatsapp",
        "Hi Priya, yes that was me. Happy to. What’s wrong with them?",
        delivery=states.State("Read"),
        began_as_suggestion=True,
    ),
    conversation.MessageView(
        made_id(42),
        False,
        "Priya Nair",
        ago(minutes=24),
        "imap",
        "Hello Asha,\n\nBoth taps in the bathroom drip, the hot one is worst. Could you change them next week? "
        "We're at 12 Didsbury Road, SK4 2HD. I've attached a couple of photos.\n\nPriya",
        subject="Dripping taps",
        quoted="On Monday Asha wrote:\n> Send me an email with a picture if that is easier",
        has_html=True,
        photos=[
            conversation.Photo(PHOTO, "tap-hot.jpg"),
            conversation.Photo(made_id(901), "tap-cold.jpg"),
            conversation.Photo(made_id(902), "under-sink.jpg"),
        ],
        files=[conversation.File(made_id(903), "Tenancy rules.pdf", 214_300)],
    ),
]

DAYS = [conversation.Day(ago(days=1).date(), MESSAGES[:2]), conversation.Day(NOW.date(), MESSAGES[2:])]

CUSTOMER = conversation.CustomerCard(
    made_id(50),
    "Priya Nair",
    [
        conversation.ContactPointView("Email", "priya@example.com", "mailto:priya@example.com"),
        conversation.ContactPointView("WhatsApp", "07700 900123", "tel:07700900123"),
    ],
    address="12 Didsbury Road, Stockport",
    postcode="SK4 2HD",
    note="Friend of Mrs Hall at number 14",
)

CONVERSATION = conversation.ConversationPage(
    made_id(1),
    "Priya Nair",
    QUOTE_READY,
    "imap",
    DAYS,
    CUSTOMER,
    draft=DRAFT,
    quotes=[QUOTE],
    reading=conversation.ReadingView(
        ["Both taps in the bathroom drip, the hot one is worst.", "Could you change them next week?"],
        [("Postcode: SK4 2HD", ""), ("Phone: 07700 900123", "tel:07700900123"), ("Date: next week", "")],
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

DOUBTED = replace(CONVERSATION, days=[conversation.Day(NOW.date(), [replace(MESSAGES[2], doubted=True)])])

ELSEWHERE = replace(
    CONVERSATION,
    draft=None,
    told="This draft has been sent already, by Ben Rowan.",
    left="Hi Priya,\n\nI can come on Thursday and look at the tap.\n\nAsha",
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
        conversation.Day(
            NOW.date(),
            [
                *MESSAGES[2:],
                conversation.MessageView(
                    made_id(43),
                    True,
                    "Asha Rowan",
                    ago(minutes=5),
                    "imap",
                    "On my way to have a look",
                    delivery=states.State("Not sent", "danger"),
                    can_retry=True,
                ),
            ],
        ),
    ],
)

SENDING = replace(CONVERSATION, draft=None, sending=conversation.Sending(made_id(44), "Priya Nair", 8), state=WAITING)

SENT = replace(
    CONVERSATION,
    draft=None,
    state=WAITING,
    verdict=conversation.VerdictAsk(
        made_id(45),
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
    state=states.State("Emergency", "danger"),
    safety_text=(
        "If you smell gas: turn the gas off at the meter if you can reach it safely, open windows, "
        "do not touch any switches, go outside and ring 0800 111 999 now."
    ),
    window="WhatsApp lets you answer freely until 12:41 tomorrow",
    customer=replace(CUSTOMER, name="Lena Hart"),
)

ON_WHATSAPP = replace(
    CONVERSATION,
    channel="whatsapp",
    window="You can write freely here until Sunday 29 November, 09:41",
    draft=replace(DRAFT, to="+447700900123", subject="", how_quote_goes="as a PDF, with these words under it"),
    days=[
        conversation.Day(
            NOW.date(),
            [
                *MESSAGES[:2],
                conversation.MessageView(
                    made_id(46), False, "Priya Nair", ago(minutes=9), "whatsapp", "👍", answers=MESSAGES[1].text
                ),
                conversation.MessageView(
                    made_id(47),
                    False,
                    "Priya Nair",
                    ago(minutes=4),
                    "whatsapp",
                    "",
                    problems=[
                        "They sent something that WhatsApp does not pass on to us. Open WhatsApp on your phone to see it."
                    ],
                ),
            ],
        )
    ],
)

WINDOW_OVER = replace(
    ON_WHATSAPP,
    window="You can no longer write freely here; an approved template can go",
    draft=replace(
        DRAFT,
        to="+447700900123",
        subject="",
        can_send=False,
        templates=True,
        warnings=[
            "The time in which words may be written freely there is over: it ends a day after they last wrote. Use an approved "
            "template, or ring them."
        ],
    ),
)

TEMPLATES = conversation.TemplatePage(
    made_id(60),
    made_id(1),
    "Priya Nair",
    "+447700900123",
    "d1|+447700900123",
    "1",
    quote="quote 1042",
    choices=[
        conversation.TemplateChoice(
            "quote_ready:en_GB",
            "quote_ready",
            "English (UK)",
            "Hello {{1}}, your quote from Rowan Plumbing is ready. You can read it and answer here: {{2}}\n\nRowan Plumbing",
        ),
        conversation.TemplateChoice(
            "visit_reminder:en_GB",
            "visit_reminder",
            "English (UK)",
            "Hello {{customer_name}}, we are with you on {{day}}.",
        ),
    ],
)

FILLED = replace(
    TEMPLATES,
    choices=(),
    chosen=conversation.TemplateFilled(
        "quote_ready:en_GB",
        "quote_ready",
        "English (UK)",
        TEMPLATES.choices[0].text,
        [
            conversation.Blank("1", "Blank 1", "Priya"),
            conversation.Blank("2", "Blank 2", "https://handlet.example/q/hT3mYq5o3nXb8cJ2d1WvRk"),
        ],
        "Hello Priya, your quote from Rowan Plumbing is ready. You can read it and answer here: "
        "https://handlet.example/q/hT3mYq5o3nXb8cJ2d1WvRk\n\nRowan Plumbing",
        "d2",
    ),
)

CUSTOMER_PAGE = conversation.CustomerPage(
    CUSTOMER,
    made_id(1),
    [QUOTE],
    date(2026, 11, 23),
    "First wrote by WhatsApp",
    "Kept 12 months after the last message.",
)


SCREENS: dict[str, Screen] = {
    "inbox": ("owner/inbox.html", lambda: {"page": INBOX}),
    "inbox-empty": ("owner/inbox.html", lambda: {"page": inbox.InboxPage([], [], connected=False)}),
    "inbox-found": ("owner/inbox.html", lambda: {"page": inbox.InboxPage([], [], query="taps", found=ROWS[:1])}),
    "compose": ("owner/compose.html", lambda: {"form": ComposeForm()}),
    "conversation": ("owner/conversation.html", lambda: {"page": CONVERSATION}),
    "conversation-quote-waits": ("owner/conversation.html", lambda: {"page": WAITS}),
    "conversation-elsewhere": ("owner/conversation.html", lambda: {"page": ELSEWHERE}),
    "conversation-stale": ("owner/conversation.html", lambda: {"page": STALE}),
    "conversation-doubted": ("owner/conversation.html", lambda: {"page": DOUBTED}),
    "conversation-sending": ("owner/conversation.html", lambda: {"page": SENDING}),
    "conversation-sent": ("owner/conversation.html", lambda: {"page": SENT}),
    "conversation-whatsapp": ("owner/conversation.html", lambda: {"page": ON_WHATSAPP}),
    "conversation-window-over": ("owner/conversation.html", lambda: {"page": WINDOW_OVER}),
    "template-choose": ("owner/template.html", lambda: {"page": TEMPLATES}),
    "template-fill": (
        "owner/template.html",
        lambda: {"page": replace(FILLED, chosen=replace(FILLED.chosen, read=""))},  # type: ignore[type-var]
    ),
    "template-none": ("owner/template.html", lambda: {"page": replace(TEMPLATES, choices=())}),
    "template-read": ("owner/template.html", lambda: {"page": FILLED}),
    "conversation-emergency": ("owner/conversation.html", lambda: {"page": GAS}),
    "customer": (
        "owner/customer.html",
        lambda: {
            "page": replace(
                CUSTOMER_PAGE,
                rates=[
                    conversation.RateRow(
                        made_id(170), "Replace tap, fitting only", Decimal("80"), Decimal("85"), "each"
                    )
                ],
                memories=[
                    learning.MemoryRow(
                        made_id(153),
                        "fact",
                        "The gate code is with the neighbour at number 4.",
                        "Shown beside their drafts; what it answers is not asked again.",
                    )
                ],
            ),
            "form": CustomerForm(initial={"name": "Priya Nair"}),
            "memory_form": CustomerMemoryForm(auto_id="memory_%s"),
        },
    ),
    "writing": ("owner/conversation.html", lambda: {"page": WRITING}),
}
