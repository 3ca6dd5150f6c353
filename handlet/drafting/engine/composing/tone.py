"""How this owner writes: register, I or we, greeting, emoji, contractions. Counted from what they sent, never copied from it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from handlet.drafting.engine.reading.contacts import names
from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.port import Enquiry, Intent, Reading
from handlet.kit.london import LONDON

REGISTERS = {
    "formal": "formal",
    "business": "formal",
    "polite": "polite",
    "warm": "warm",
    "friendly": "warm",
    "terse": "short",
    "brisk": "short",
}
CHAT = ("whatsapp", "messenger", "sms", "facebook", "instagram")
CHAT_WORDS, MAIL_WORDS = 70, 120
GRAVE = (Intent.COMPLAINT, Intent.DATA_RIGHTS, Intent.EMERGENCY)
GRAVE_FLAGS = frozenset(
    {"special_category", "legal_threat", "vulnerable_customer", "safeguarding", "suspicious_request", "bereavement"}
)
_BEREAVED = re.compile(
    r"\b(?:passed away|died|death of|deceased|bereave\w+|funeral|late (?:mother|father|husband|wife|mum|dad))\b", re.I
)


def register(enquiry: Enquiry, *, formal: bool = False, friendly: bool = False) -> str:
    """formal, polite, plain, warm or short. The owner’s wish for this draft comes first."""
    if formal:
        return "formal"
    if friendly:
        return "warm"
    return REGISTERS.get(str(enquiry.business.tone.formality).lower(), "plain")


def most_words(enquiry: Enquiry) -> int:
    """The longest a draft may be: the channel’s size, never above what the owner set."""
    return min(enquiry.business.tone.max_words, CHAT_WORDS if enquiry.channel in CHAT else MAIL_WORDS)


def is_grave(enquiry: Enquiry, reading: Reading) -> bool:
    """No emoji and no cheer: somebody is upset, ill, bereaved or in trouble."""
    return reading.intent in GRAVE or bool(GRAVE_FLAGS & set(reading.flags)) or is_bereaved(enquiry)


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


# --- greeting ---------------------------------------------------------------------------------------------------------

_NOT_A_PERSON = frozenset(
    """ltd limited llp plc inc co company group team accounts account office admin info sales support service services lettings lets
    letting property properties estates estate agency agents management maintenance housing association council school church club
    enquiries enquiry customer care bookings reception noreply no-reply mailer daemon postmaster webmaster newsletter notifications
    assistant ai bot system administrator handlet security billing invoices finance marketing growth domain renewals supplies
    solutions consulting consultants builders building construction plumbing heating electrical roofing cleaning gardens garden
    joinery decorating plastering tiling locks hotel restaurant cafe pub ignore instructions override urgent notice important the
    and your free discount refund unknown anonymous private user guest me you owner manager director landlord tenant"""
    .split()
)  # fmt: skip
_TITLES = {"mr": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "dr": "Dr", "rev": "Rev", "prof": "Prof"}
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def name_of(enquiry: Enquiry) -> str:
    """How to greet: “Jan”, “Mrs Hanlon”; empty where no name is certain (a company, an initial, no letters)."""
    for written in (enquiry.sender.name, *_signed(enquiry)):
        found = _greetable(written)
        if found:
            return found
    return ""


_SIGNS_OFF = re.compile(
    r"(?i:thanks(?: so much| again)?|thank you|cheers|regards|wishes|ta|thx)[,.!]? +([A-Z][a-z]+(?: [A-Z][a-z]+)?)[\s.!x]*(?:\n|$)"
)


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
    return _cased(first) if len(first) > 1 and re.search(r"[aeiouyáéíóúàèìòùäëïöüåøæ]", first, re.I) else ""


def _cased(word: str) -> str:
    """A name in all small or all capital letters is written as a name; others stay as their owner writes them."""
    return word.title() if word.islower() or (word.isupper() and len(word) > 2) else word


def greeting(enquiry: Enquiry) -> str:
    """The owner’s own, by how often they use it on this channel, and right for the time of day."""
    greetings = [one for one in enquiry.business.tone.greetings if one.strip()] or ["hi"]
    hour = enquiry.now.astimezone(LONDON).hour
    fitting = [one for one in greetings if _fits(one, hour)] or greetings[-1:]
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


def _fits(word: str, hour: int) -> bool:
    lower = word.lower()
    if "morning" in lower:
        return hour < 12
    if "afternoon" in lower:
        return hour >= 12
    return not ("evening" in lower and hour < 17)


def signoff(enquiry: Enquiry) -> str:
    return enquiry.business.tone.signoff or enquiry.business.owner.split(" ")[0]


_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def emoji(enquiry: Enquiry) -> str:
    """The one this owner uses most, or none."""
    if not enquiry.business.tone.emoji:
        return ""
    used = Counter(sign for reply in enquiry.business.past_replies for sign in _EMOJI.findall(reply.text))
    return used.most_common(1)[0][0] if used else "😊"


def one_of(enquiry: Enquiry, part: str, forms: Sequence[str]) -> str:
    """One of several forms, the same for the same enquiry."""
    seed = hashlib.sha256(f"{enquiry.id}:{part}".encode()).digest()[0]
    return forms[seed % len(forms)]
