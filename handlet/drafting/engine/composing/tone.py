"""How this owner writes: register, I or we, greeting, emoji, contractions. Counted from what they sent, never copied from it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from handlet.drafting.engine.composing.forms import FORMS
from handlet.drafting.engine.composing.situations import kind_key
from handlet.drafting.engine.reading.contacts import names
from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.port import Enquiry, Intent, Reading
from handlet.kit.london import LONDON

REGISTERS = {
    "formal": "formal",
    "business": "formal",
    "polite": "polite",
    "even": "even",
    "loose": "loose",
    "warm": "warm",
    "friendly": "warm",
    "terse": "short",
    "brisk": "short",
}
# Parts of a letter of no more weight than this are spared, by the setting of the length.
SPARED = (4, 3, 0, 0, 0)
MIDDLE = 2
CHAT = ("whatsapp", "messenger", "sms", "facebook", "instagram")
CHAT_WORDS, MAIL_WORDS = 70, 120
GRAVE = (Intent.COMPLAINT, Intent.DATA_RIGHTS, Intent.EMERGENCY)
GRAVE_FLAGS = frozenset(
    {"special_category", "legal_threat", "vulnerable_customer", "safeguarding", "suspicious_request", "bereavement"}
)
_BEREAVED = re.compile(
    r"\b(?:passed away|died|death of|deceased|bereave\w+|funeral|late (?:mother|father|husband|wife|mum|dad))\b", re.I
)
# Harm done that somebody writes about: nothing to be cheerful at, and not yet an emergency.
_HARM = re.compile(
    r"\b(?:smashed|collapsed|blown (?:down|over|off|in)|snapped|flattened|ruined|flooded|burgled|broken into|kicked in|stolen|burnt|scalded|in tears|nightmare|desperate|at (?:my|our) wits['’]? end"
    r"|(?:the|that|last|this) (?:\w+ )?storms?|storm damage|came (?:down|off|through)|come (?:down|through)|caved in|fell (?:down|off|over|in)|fallen (?:down|off|over|in)|made redundant|laid off)\b"
    "|[😩😭😢😡🤬😱😰😞😔😫]",
    re.I,
)


def register(enquiry: Enquiry, *, formal: bool = False, friendly: bool = False) -> str:
    """formal, polite, even, plain, loose, warm or short. The owner’s wish for this draft comes first.

    even is plain with its words written out, loose is plain as one talks to a friend; the others have forms of their own.
    """
    if formal:
        return "formal"
    if friendly:
        return "warm"
    return REGISTERS.get(str(enquiry.business.tone.formality).lower(), "plain")


def warmth(enquiry: Enquiry) -> int:
    """0 to 4; in between where the owner has set nothing."""
    set_to = enquiry.business.tone.warmth
    return MIDDLE if set_to is None else set_to


def length(enquiry: Enquiry) -> int:
    """0 to 4; in between where the owner has set nothing."""
    set_to = enquiry.business.tone.length
    return MIDDLE if set_to is None else set_to


def said(enquiry: Enquiry, key: str, kind: str, **values: str) -> str:
    """One of the forms of this key in this register, filled. A warm owner’s easy letters are warm all through."""
    warm = warmth(enquiry) > MIDDLE
    forms = FORMS[key]
    base = kind if kind in forms and kind != "plain" else "warm" if warm else "plain"
    form = one_of(enquiry, key, list(forms[base]))
    if warm and base in ("polite", "formal"):
        form = _warmed(form, key)
    return voiced(form, enquiry, **values).strip() if form else ""


_WARMER = (
    (r"\bThank you for\b", "Thank you very much for"),
    (r"\bsorry\b", "very sorry"),
    (r"\{I\} regret\b", "{I} very much regret"),
)


def _warmed(form: str, key: str) -> str:
    """A polite or formal sentence, a little warmer."""
    for cool, warm in _WARMER:
        form = re.sub(cool, warm, form)
    return f"{{I}} hope you are well. {form}" if key.startswith("chase_") else form


def most_words(enquiry: Enquiry) -> int:
    """The longest a draft may be: the channel’s size, never above what the owner set."""
    return min(enquiry.business.tone.max_words, CHAT_WORDS if enquiry.channel in CHAT else MAIL_WORDS)


def is_grave(enquiry: Enquiry, reading: Reading) -> bool:
    """No emoji and no cheer: somebody is upset, ill, bereaved or in trouble."""
    return (
        reading.intent in GRAVE
        or bool(GRAVE_FLAGS & set(reading.flags))
        or is_bereaved(enquiry)
        or bool(kind_key(enquiry))
    )


def is_sober(enquiry: Enquiry, reading: Reading) -> bool:
    """No cheer in the words: it is grave, or something came to harm."""
    return is_grave(enquiry, reading) or any(_HARM.search(line.text) for line in enquiry.messages)


def is_in_trouble(enquiry: Enquiry, reading: Reading) -> bool:
    """Somebody is upset or threatens, or the message is not what it seems: nothing of it is said back."""
    return reading.intent in GRAVE or bool({"legal_threat", "safeguarding", "suspicious_request"} & set(reading.flags))


def is_bereaved(enquiry: Enquiry) -> bool:
    return any(_BEREAVED.search(line.text) for line in enquiry.messages)


def says_we(enquiry: Enquiry) -> bool:
    """Whether this business speaks as “we”: by what its owner’s own texts do more often."""
    texts = [reply.text for reply in enquiry.business.saved_replies]
    texts += [reply.text for reply in enquiry.business.past_replies]
    texts += [line.text for line in enquiry.thread if line.direction == "out"]
    words = Counter(re.findall(r"\b(?:we|our|i|my)\b", " ".join(texts).lower().replace("’", "'")))
    # “Let us know” is said by people who work alone too.
    return words["we"] + words["our"] > words["i"] + words["my"]


_I = {"I": "I", "me": "me", "my": "my", "Ill": "I’ll", "Im": "I’m", "Ive": "I’ve", "Id": "I’d", "myself": "myself"}
_WE = {
    "I": "we",
    "me": "us",
    "my": "our",
    "Ill": "we’ll",
    "Im": "we’re",
    "Ive": "we’ve",
    "Id": "we’d",
    "myself": "ourselves",
}


def voiced(form: str, enquiry: Enquiry, **values: str) -> str:
    """A form with its slots filled; each of its sentences begins with a capital, whoever speaks."""
    text = form.format_map({**(_WE if says_we(enquiry) else _I), **values})
    return re.sub(r"(?:^|(?<=[.!?] ))[a-z]", lambda first: first.group().upper(), text)


_LONG = (
    (r"\bcan’t\b", "cannot"),
    (r"\bwon’t\b", "will not"),
    (r"n’t\b", " not"),
    (r"’ll\b", " will"),
    (r"’m\b", " am"),
    (r"’ve\b", " have"),
    (r"’re\b", " are"),
    (r"(?<=\bI)’d\b|(?<=\byou)’d\b|(?<=\bwe)’d\b|(?<=\b[Ii]t)’d\b", " would"),
    (r"(?<=\b[Tt]hat)’s\b|(?<=\b[Ww]hat)’s\b|(?<=\b[Ii]t)’s\b|(?<=\b[Tt]here)’s\b|(?<=\b[Hh]ere)’s\b", " is"),
)


def written_out(text: str) -> str:
    """Without contractions, for owners who write none."""
    for short, long in _LONG:
        text = re.sub(short, long, text)
    return text


_LOOSE = (
    (
        r"\b([Cc])ome (straight )?back to you\b",
        lambda found: f"{'G' if found[1] == 'C' else 'g'}et {found[2] or ''}back to you",
    ),
    (r"\b[Bb]e (straight )?back in touch\b", lambda found: f"get {found[1] or ''}back to you"),
    (r"\bSorry to hear that\b", lambda _found: "Sorry to hear it"),
    (r"\b(?:I|[Ww]e) (?=(?:really )?hope |wanted to )", lambda _found: ""),
    (r"\btell you how soon\b", lambda _found: "let you know how soon"),
    (r"\bJust checking that\b", lambda _found: "Just checking"),
    (r"\bHave you had (?=a )", lambda _found: "Had "),
    (r"\bif that helps\b", lambda _found: "if it helps"),
    (r"\bLast note from\b", lambda _found: "Last one from"),
    (r"\bhelps too\b", lambda _found: "helps as well"),
    (r"\b[Ii](?:’d|t’d) be (?=£)", lambda _found: "It’s "),
)
_LOOSE_IF_LIGHT = (
    (r"\bThanks\b(?! so much)", lambda _found: "Cheers"),
    (r"\b([Ll])et (me|us) know(?= and\b| if that works| if you\b)", lambda found: f"{'G' if found[1] == 'L' else 'g'}ive {found[2]} a shout"),
)  # fmt: skip


_EVEN = (
    (r"\bThanks so much for\b", "Thank you so much for"),
    (r"\bThanks\b", "Thank you"),
    (r"\bthanks\b", "thank you"),
    (r"\bJust checking\b", "I am checking"),
    (r"\bAny questions(?: at all)?, just ask\b", "If you have any questions, just ask"),
    (r"\bAny thoughts on\b", "Do you have any thoughts on"),
    (r"\bHappy to\b", "I am happy to"),
    (r"\bJust one\b", "One"),
)


def evened(text: str, *, we: bool) -> str:
    """Plain, in whole sentences and with its words written out."""
    for clipped, whole in _EVEN:
        text = re.sub(clipped, whole.replace("I am", "We are") if we else whole, text)
    return written_out(text)


def loosened(text: str, *, grave: bool) -> str:
    """As to a friend; no cheer where somebody is upset or in trouble."""
    for plain, loose in _LOOSE if grave else (*_LOOSE, *_LOOSE_IF_LIGHT):
        text = re.sub(plain, loose, text)
    return re.sub(r"(?:^|(?<=[.!?] ))[a-z]", lambda first: first.group().upper(), text)


def finished(text: str, kind: str, enquiry: Enquiry, *, grave: bool = False) -> str:
    """Our own words as this register writes them; not for what the owner or the list says word for word."""
    if kind == "formal":
        return written_out(text)
    if kind == "even":
        return evened(text, we=says_we(enquiry))
    return loosened(text, grave=grave) if kind == "loose" else text


# --- greeting ---------------------------------------------------------------------------------------------------------

_NOT_A_PERSON = frozenset(
    """ltd limited llp plc inc co company group team accounts account office admin info sales support service services lettings lets
    letting property properties estates estate agency agents management maintenance housing association council school church club
    enquiries enquiry customer care bookings reception noreply no-reply mailer daemon postmaster webmaster newsletter notifications
    assistant ai bot system administrator handlet security billing invoices finance marketing growth domain renewals supplies
    solutions consulting consultants builders building construction plumbing heating electrical roofing cleaning gardens garden
    joinery decorating plastering tiling locks hotel restaurant cafe pub ignore instructions override urgent notice important the
    events event desk helpdesk front hub reservations hospitality facilities department procurement purchasing committee parish
    hall surgery dental practice clinic vets nursery academy trust theatre museum gym studio workshop warehouse stores shop
    website web webform form contact and your free discount refund unknown anonymous private user guest me you owner manager director landlord tenant"""
    .split()
)  # fmt: skip
# “Big Tone” is a name of two words.
_BY_NAME = frozenset(
    {"big", "little", "wee", "old", "young", "aunty", "auntie", "uncle", "sister", "father", "captain", "major"}
)
_TITLES = {"mr": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "dr": "Dr", "rev": "Rev", "prof": "Prof"}
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def name_of(enquiry: Enquiry) -> str:
    """How to greet: “Jan”, “Mrs Hanlon”; empty where no name is certain (a company, an initial, no letters)."""
    sender = enquiry.sender.name.split()
    # “Dear Rix” to D. Rix is curt: a surname stands with its title or not at all.
    surname = sender[-1] if len(sender) > 1 and len(sender[0].strip(".")) == 1 else None
    for written in (*_titled(enquiry), enquiry.sender.name, *_signed(enquiry)):
        found = _greetable(written)
        if found and found != surname:
            return found
    return ""


_SIGNS_OFF = re.compile(
    r"(?i:thanks(?: so much| again)?|thank you|cheers|regards|wishes|ta|thx)[,.!]? +([A-Z][a-z]+(?: [A-Z][a-z]+)?)[\s.!x]*(?:\n|$)"
)


# “R. Kaye (Mrs)”, at the end of what they wrote or as the name on their card.
_TITLE_LAST = re.compile(
    r"^[ \t]*(?:[A-Z][\w'’.-]*[ \t]+){1,3}?(?P<surname>[A-Z][\w'’-]+)[ \t]*[(,][ \t]*(?P<title>Mrs?|Ms|Miss|Dr|Rev)\b\.?[ \t]*\)?[ \t]*$",
    re.M,
)


def _titled(enquiry: Enquiry) -> list[str]:
    """“Mrs Kaye”, where they set their title behind their name."""
    mine = [source.text[: source.forwarded] for source in sources_of(enquiry) if source.own]
    found = [match for text in (*mine, enquiry.sender.name) for match in _TITLE_LAST.finditer(text)]
    return [f"{match['title']} {match['surname']}" for match in found[:1]]


def _signed(enquiry: Enquiry) -> list[str]:
    """Names under their own messages, not those of forwarded ones."""
    found = []
    for source in sources_of(enquiry):
        if source.own:
            mine = source.text[: source.forwarded]
            found += [fact.value for fact in names(source) if fact.value in mine]
            found += [match.group(1) for match in _SIGNS_OFF.finditer(mine)]
    return found


def _greetable(written: str) -> str:
    words = [word.strip(".,") for word in written.replace("_", " ").split() if word.strip(".,")]
    if not 1 <= len(words) <= 4 or any(not _NAME.fullmatch(word) or len(word) > 20 for word in words):
        return ""
    if any(word.lower() in _NOT_A_PERSON for word in words):
        return ""
    title = _TITLES.get(words[0].lower())
    if title:
        return f"{title} {_cased(words[-1])}" if len(words) > 1 and len(words[-1]) > 1 else ""
    first = words[0]
    if first.lower() in _BY_NAME and len(words) > 1:
        return f"{_cased(first)} {_cased(words[1])}"
    return _cased(first) if len(first) > 1 and re.search(r"[aeiouyáéíóúàèìòùäëïöüåøæ]", first, re.I) else ""


def _cased(word: str) -> str:
    """A name in all small or all capital letters is written as a name; others stay as their owner writes them."""
    return word.title() if word.islower() or (word.isupper() and len(word) > 2) else word


def greeting(enquiry: Enquiry) -> str:
    """The owner’s own, by how often they use it on this channel, and right for the time of day."""
    greetings = [one for one in enquiry.business.tone.greetings if one.strip()] or ["hi"]
    hour = enquiry.now.astimezone(LONDON).hour
    fitting = [one for one in greetings if _fits(one, hour)] or greetings[-1:]
    if hour >= EVENING:
        fitting = [one for one in fitting if "evening" in one.lower()] or fitting
    name = name_of(enquiry)
    if not name and len(fitting) > 1:
        fitting = [one for one in fitting if one.lower() != "dear"] or fitting
    counted = Counter(
        one
        for reply in enquiry.business.past_replies
        for one in fitting
        if reply.channel == enquiry.channel and re.match(rf"\W*{re.escape(one)}\b", reply.text, re.I)
    )
    most = max(counted.values(), default=0)
    word = one_of(enquiry, "greeting", [one for one in fitting if counted[one] == most] or fitting)
    word = word[:1].upper() + word[1:]
    if not name:
        return "Dear Sir or Madam," if word.lower() == "dear" else f"{word},"
    return f"{word} {name},"


EVENING = 18
"""The hour, in London, from which nobody says “good afternoon”."""


def _fits(word: str, hour: int) -> bool:
    lower = word.lower()
    if "morning" in lower:
        return hour < 12
    if "afternoon" in lower:
        return 12 <= hour < EVENING
    return not ("evening" in lower and hour < 17)


def signoff(enquiry: Enquiry) -> str:
    return enquiry.business.tone.signoff or enquiry.business.owner.split(" ")[0]


# In how many letters of a hundred an emoji stands, by its setting.
EMOJI_SHARE = (0.0, 0.125, 0.33, 0.67, 1.0)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def emoji(enquiry: Enquiry) -> str:
    """The one this owner uses most, or none."""
    tone = enquiry.business.tone
    if not (tone.emoji if tone.emoji_often is None else _falls_to(enquiry, EMOJI_SHARE[tone.emoji_often])):
        return ""
    used = Counter(sign for reply in enquiry.business.past_replies for sign in _EMOJI.findall(reply.text))
    return used.most_common(1)[0][0] if used else "😊"


def _falls_to(enquiry: Enquiry, share: float) -> bool:
    """Whether this enquiry is among that share of all, always the same for the same enquiry."""
    return hashlib.sha256(f"{enquiry.id}:emoji".encode()).digest()[0] < 256 * share


def one_of(enquiry: Enquiry, part: str, forms: Sequence[str]) -> str:
    """One of several forms, the same for the same enquiry."""
    seed = hashlib.sha256(f"{enquiry.id}:{part}".encode()).digest()[0]
    return forms[seed % len(forms)]
