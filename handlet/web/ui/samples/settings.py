"""Channels and settings: the business, tone, what was learned, the model, the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from handlet.web.ui.contexts import channels, language_model, learning, settings, states
from handlet.web.ui.forms.account import DeleteAccountForm, TokenForm
from handlet.web.ui.forms.business import BankForm, CredentialForm, LogoForm, ProfileForm
from handlet.web.ui.forms.channels import MailboxForm, WhatsAppForm
from handlet.web.ui.forms.drafts import MemoryForm, SavedReplyForm, ToneForm
from handlet.web.ui.forms.language_model import OperatorModelForm, OwnModelForm
from handlet.web.ui.samples.people import NOW, Screen, ago, filled_wrongly, made_id

CONNECTIONS = [
    channels.ConnectionCard(
        made_id(90),
        "imap",
        "asha@rowanplumbing.example",
        states.State("Live", "good"),
        last_message=ago(minutes=24),
        tally="Your mailbox has 1,204 messages since 24 August 2026. We hold 1,203; 1 could not be read.",
        agreed="Read mail, send what you approve, keep it 24 months",
        agreed_on=ago(days=90),
    ),
    channels.ConnectionCard(
        made_id(91),
        "imap",
        "office@rowanplumbing.example",
        states.State("Connect again", "danger"),
        last_message=ago(days=2),
        sentence="The mailbox refuses the password since Sunday. New messages do not arrive here until you connect again.",
        agreed="Read mail, send what you approve",
        agreed_on=ago(days=200),
        can_reconnect=True,
    ),
    channels.ConnectionCard(
        made_id(92),
        "gmail",
        "asha.rowan@example.com",
        states.State("Disconnected"),
        sentence="You disconnected it on 2 November 2026. The password was destroyed.",
        revoked=True,
    ),
]

WHATSAPP = channels.ConnectionCard(
    made_id(93),
    "whatsapp",
    "+44 7700 900042",
    states.State("Live", "good"),
    last_message=ago(minutes=3),
    tally="We hold 214 of its messages",
    agreed="You agreed to the reading of this number’s messages",
    agreed_on=ago(days=12),
)

CHANNELS = channels.ChannelsPage(
    [*CONNECTIONS[:1], WHATSAPP, *CONNECTIONS[1:]],
    channels.FormCard(
        "https://handlet.example/e/rowan-plumbing",
        '<iframe src="https://handlet.example/e/rowan-plumbing" title="Ask Rowan Plumbing"></iframe>',
        True,
    ),
    unreadable=1,
)

CONSENT = channels.Consent(
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

DISCONNECT = channels.DisconnectPage(
    made_id(90),
    "asha@rowanplumbing.example",
    ["Reading and sending through this mailbox", "Our copy of the password"],
    ["Messages received so far, under your rule for keeping", "The record of what you agreed to"],
    "Delete the app password at your provider too: only you can do that.",
)

TEAM = settings.TeamPage(
    [
        settings.Member(made_id(120), "Asha Rowan", "asha@rowanplumbing.example", "Owner", date(2026, 8, 1), you=True),
        settings.Member(made_id(121), "Sam Rowan", "sam@rowanplumbing.example", "Reads only", date(2026, 9, 1)),
    ],
)

SECURITY = settings.SecurityPage(
    1,
    False,
    [
        settings.SecurityEventRow("Signed in", ago(hours=5), "Firefox on Android", "Greater Manchester"),
        settings.SecurityEventRow("Password changed", ago(days=30)),
    ],
    [settings.TokenRow(made_id(130), "my spreadsheet", date(2026, 10, 1), ago(days=1))],
    new_token="hl_example_shown_once",  # noqa: S106 - a made-up key
)

AI_CONSENT = channels.Consent(
    "What a language model is given",
    [("What leaves", "The newest words of a customer."), ("How to stop", "Press “Switch it off” on this page.")],
    "model-1",
)

AI = language_model.AiPage([("What they wrote", "Read on this server only"), ("Photos", "Never read")], AI_CONSENT)

AI_MODEL = language_model.AiPage(
    [("What they wrote last", "Sent, with private words replaced"), ("Photos", "Never sent")],
    AI_CONSENT,
    in_use=language_model.ModelInUse(
        "lark-2-mini", "Lark Models Ltd", "Ireland", "30 days", "https://api.lark.example/v1", NOW.date(), 100, 7, 212, 84_310,
        21_007, Decimal("41.6"), "k7Qe", "Last time the model took too long; Handlet’s own engine wrote instead.",
    ),
    offered="otter-7b, run by the operator in the UK",
)  # fmt: skip

MODEL_REQUESTS = language_model.ModelRequestsPage(
    made_id(1),
    "Dev Patel",
    [
        language_model.ModelRequestRow(
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

PROFILE = {
    "name": "Rowan Plumbing",
    "trade": "plumber",
    "legal_form": "sole_trader",
    "area": "Stockport: SK1 to SK8",
    "hours": "Monday to Friday, 8 to 5",
    "phone": "0161 496 0123",
    "email": "asha@rowanplumbing.example",
    "vat_registered": "yes",
    "vat_number": "123456782",
    "quote_valid_days": 30,
    "terms": "Payment within 14 days of the invoice. Prices hold for the work described.",
}

CREDENTIALS = [
    SimpleNamespace(
        id=made_id(140),
        scheme="Water Industry Approved Plumber",
        number="20417",
        holder="Asha Rowan",
        valid_until=date(2027, 3, 31),
        expired=False,
    )
]

# Name of the picture: (template, context). Forms are made anew each time, because rendering binds them.
KINDS = [
    ("as_is", "Sent as it was"),
    ("filled", "One gap filled"),
    ("changed", "Changed a little"),
    ("rewritten", "Rewritten"),
    ("discarded", "Discarded"),
]


def _tallied(name: str, place: int, *counts: int) -> learning.QualityRow:
    """A row of the quality page from its five counts."""
    total, start, slices = sum(counts), 0.0, []
    for (kind, word), count in zip(KINDS, counts, strict=True):
        length = 100 * count / total if total else 0.0
        slices.append(learning.Slice(kind, word, count, round(length), start, length))
        start += length
    return learning.QualityRow(name, total, slices, place * 32)


QUALITY = learning.QualityPage(
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
        learning.ReasonRow("Something missing added", 12, 100.0),
        learning.ReasonRow("Padding taken out", 5, 41.67),
        learning.ReasonRow("A wrong fact put right", 2, 16.67),
    ],
    kinds=KINDS,
    answered="“Was this right?” Yes: 18. No: 2.",
    height=128,
)

# A teal square, for want of a real one.
PIXELS = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAE0lEQVR4nGOQjc3GihgGm4RsLAB3xCfJ6fLEoAAAAABJRU5ErkJggg=="

SOUNDS = "Hi Jo,\n\nThanks for getting in touch. For supplying and fitting an outside tap it’s £135.00.\n\nAsha"

TONE_SETTINGS = [
    (
        "Formality",
        [
            learning.ToneSetting("As to a friend", SOUNDS),
            learning.ToneSetting("Easy", SOUNDS, now=True),
            learning.ToneSetting("As in a letter", SOUNDS.replace("Thanks", "Thank you")),
        ],
    ),
    (
        "Emoji",
        [
            learning.ToneSetting("None", "No emoji, whatever they write.", now=True),
            learning.ToneSetting("Now and then", "An emoji in about one reply in three."),
        ],
    ),
]

TONE_HABITS = [
    learning.LearnedHabit("greeting", "How you open", "Hiya", "Hi", "You open like this in 38 of 42."),
    learning.LearnedHabit("signoff", "How you sign", "Cheers, Asha", "", "You sign like this in 35 of 42."),
]

LEARNED = learning.LearnedTonePage(
    sample=42,
    levers=[
        learning.LearnedLever(
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
        learning.LearnedLever("Warmth", "In between", "Warm", "fairly sure", ["Warm words in 26 of 42."], SOUNDS),
        learning.LearnedLever(
            "Length", "Longer", "Short", "fairly sure", ["Half of your messages have 34 words or fewer."], SOUNDS
        ),
        learning.LearnedLever("Emoji", "None", "None", "sure", ["No emoji in 42 of 42."], SOUNDS),
    ],
    sounds=SOUNDS,
    habits=TONE_HABITS,
)

MEMORIES = [
    learning.MemoryRow(made_id(150), "fact", "We do not do conservatories.", "Says no, politely, to conservatories."),
    learning.MemoryRow(
        made_id(151),
        "preference",
        "Say “cheers”, never “regards”",
        "Writes “cheers” in place of “regards”.",
        "Noticed in 4 of your replies, confirmed by you.",
    ),
    learning.MemoryRow(
        made_id(152),
        "procedure",
        "For no power, always ask for a photo of the fuse board",
        "Where they write about that, it asks: “Could you let me have a photo of the fuse board?”",
    ),
]

REMEMBERED = learning.MemoriesPage(
    groups=[
        ("Facts", "Stand behind answers, word for word.", MEMORIES[:1]),
        ("Wording", "How suggestions are put.", MEMORIES[1:2]),
        ("Ways of working", "What is always asked or said.", MEMORIES[2:]),
    ],
    noticed=[
        learning.NoticedRow(
            "a1", "procedure", "Always ask what make the tap is", "You added this question to 5 replies."
        ),
    ],
)

REPLIES = learning.RepliesPage(
    rows=[
        learning.ReplyRow(made_id(160), "Deposit", "No deposit for jobs under £500. Over that it's 25% to book in."),
        learning.ReplyRow(made_id(161), "Lead time", "I'm usually about a week ahead for non-urgent work."),
    ],
    noticed=[
        learning.NoticedRow(
            "b1", "reply", "I take cards, cash and bank transfer.", "You wrote this to 6 people.", "Cards cash"
        ),
    ],
)


WHATSAPP_PAGE = {
    "consent": channels.Consent(
        "What Handlet will do with this WhatsApp number",
        [
            ("What is read", "What customers write to this number from now on, and whether your own messages arrived."),
            ("Who carries it", "Meta, as on your phone, under your own agreement with Meta."),
            ("How to stop", "Press Disconnect on the Channels page. Meta is told to bring nothing more."),
        ],
        "whatsapp-1",
    ),
    "action": "/channels/whatsapp",
    "public": True,
    "address": "https://handlet.example",
}


SCREENS: dict[str, Screen] = {
    "connect-whatsapp": (
        "owner/connect_whatsapp.html",
        lambda: {**WHATSAPP_PAGE, "form": WhatsAppForm()},
    ),
    "connect-whatsapp-wrong": (
        "owner/connect_whatsapp.html",
        lambda: {
            **WHATSAPP_PAGE,
            "public": False,
            "address": "http://localhost:8000",
            "form": filled_wrongly(WhatsAppForm, phone_number_id="07700 900042"),
        },
    ),
    "channels": ("owner/channels.html", lambda: {"page": CHANNELS}),
    "connect-mailbox": (
        "owner/connect_mailbox.html",
        lambda: {"consent": CONSENT, "form": MailboxForm(), "action": "/channels/mailbox"},
    ),
    "disconnect": ("owner/disconnect.html", lambda: {"page": DISCONNECT}),
    "settings": ("owner/settings/index.html", dict),
    "settings-profile": (
        "owner/settings/profile.html",
        lambda: {
            "form": ProfileForm(initial=PROFILE),
            "credential_form": CredentialForm(prefix="credential"),
            "credentials": CREDENTIALS,
        },
    ),
    "settings-logo": (
        "owner/settings/logo.html",
        lambda: {
            "form": LogoForm(),
            "logo": PIXELS,
            "name": "Rowan Plumbing",
            "tagline": "Plumbing and bathrooms in Leeds since 2009",
        },
    ),
    "settings-logo-none": (
        "owner/settings/logo.html",
        lambda: {"form": LogoForm(), "logo": "", "name": "Rowan Plumbing"},
    ),
    "settings-bank": (
        "owner/settings/bank.html",
        lambda: {
            "form": BankForm(initial={"name": "Asha Rowan", "sort_code": "20-00-00", "account": "12345678"}),
            "changed_at": ago(days=40),
        },
    ),
    "settings-tone": (
        "owner/settings/tone.html",
        lambda: {
            "form": ToneForm(initial={"formality": 1, "warmth": 3, "brevity": 2, "emoji": 0}),
            "sample": learning.ToneSample(SOUNDS),
            "habits": [],
            "learned": LEARNED,
            "settings": TONE_SETTINGS,
        },
    ),
    "settings-tone-plain": (
        "owner/settings/tone.html",
        lambda: {
            "form": ToneForm(initial={"formality": 1, "warmth": 3, "brevity": 2, "emoji": 0}),
            "sample": learning.ToneSample(SOUNDS),
            "habits": TONE_HABITS,
            "learned": None,
            "settings": TONE_SETTINGS,
        },
    ),
    "settings-memories": (
        "owner/settings/memories.html",
        lambda: {"page": REMEMBERED, "form": MemoryForm(initial={"kind": "fact"})},
    ),
    "settings-memories-errors": (
        "owner/settings/memories.html",
        lambda: {
            "page": learning.MemoriesPage(groups=REMEMBERED.groups),
            "form": filled_wrongly(MemoryForm, kind="fact"),
        },
    ),
    "settings-quality": ("owner/settings/quality.html", lambda: {"page": QUALITY}),
    "settings-quality-empty": (
        "owner/settings/quality.html",
        lambda: {"page": replace(QUALITY, whole=_tallied("All", 0, 0, 0, 0, 0, 0))},
    ),
    "settings-replies": ("owner/settings/replies.html", lambda: {"page": REPLIES, "form": SavedReplyForm()}),
    "settings-ai": (
        "owner/settings/ai.html",
        lambda: {
            "page": AI,
            "own_form": OwnModelForm(),
            "operator_form": OperatorModelForm(auto_id="operator_%s"),
        },
    ),
    "settings-ai-model": (
        "owner/settings/ai.html",
        lambda: {
            "page": AI_MODEL,
            "own_form": OwnModelForm(),
            "operator_form": OperatorModelForm(auto_id="operator_%s"),
        },
    ),
    "model-requests": ("owner/model_requests.html", lambda: {"page": MODEL_REQUESTS}),
    "settings-team": ("owner/settings/team.html", lambda: {"page": TEAM}),
    "settings-security": ("owner/settings/security.html", lambda: {"page": SECURITY, "form": TokenForm()}),
    "settings-notifications": ("owner/settings/notifications.html", dict),
    "settings-delete": (
        "owner/settings/delete_account.html",
        lambda: {
            "form": DeleteAccountForm(),
            "goes": ["All messages, customers, quotes and prices", "Everybody’s access"],
            "stays": ["The proof that it was erased, without names"],
            "closing_on": None,
        },
    ),
}
