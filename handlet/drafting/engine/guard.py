"""The guard: every claim in a text is held against a source. Deterministic, the same for any engine and at approval.

It names the words at fault and what would put them right. It does not judge style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from handlet.drafting.port import BusinessFacts, Claim, Enquiry

MONEY = re.compile(r"£\s?(\d[\d,]*(?:\.\d{1,2})?)|\b(\d[\d,]*(?:\.\d{1,2})?)\s?(?:pounds|quid|gbp)\b", re.I)
PERCENT = re.compile(r"\b(\d+(?:\.\d+)?)\s?(?:%|per ?cent)")
LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.I)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w.])\+?\d[\d\s()-]{8,15}\d(?!\w)")
CLOCK = re.compile(
    r"\b\d{1,2}(?::\d{2})?\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b|\bhalf (?:past )?\w+\b(?= (?:tomorrow|today|on|in the))",
    re.I,
)
DAY = re.compile(
    r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b|\btomorrow\b|\btonight\b|\btoday\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.I,
)
DURATION = re.compile(
    r"\b(?:within|in about|about|around|in) (?:an?|one|two|three|\d+) (?:minutes?|mins?|hours?|days?|weeks?)\b", re.I
)
CREDENTIAL = re.compile(
    r"\bgas safe\b|\bniceic\b|\bnapit\b|\bhetas\b|\boftec\b|\bfensa\b|\bmcs\b|\bwatersafe\b|\binsured\b|\bpublic liability\b"
    r"|\bdbs\b|\bcertified\b|\bqualified\b|\baccredited\b",
    re.I,
)
PROMISE = re.compile(
    r"\bguarantee[ds]?\b|\bwarrant(?:y|ed)\b|\bfree of charge\b|\bno charge\b|\brefund\b|\bbooked (?:you )?in\b|\bdiscount\b"
    r"|\b(?:i|we)(?:'ll| will) (?:be with you|be there|see you|arrive|come (?:on|at|today|tomorrow))\b",
    re.I,
)
BANK = re.compile(
    r"\bsort code\b|\baccount (?:number|details)\b|\biban\b|\bbank transfer to\b|\b\d{2}-\d{2}-\d{2}\b", re.I
)
LAW = re.compile(
    r"\bno right to cancel\b|\bcannot cancel\b|\bliabilit(?:y|ies)\b(?! \d)|\bour fault\b|\bwe are liable\b|\bvat[- ]free\b|\bwithout (?:the )?vat\b",
    re.I,
)
ADVICE = re.compile(
    r"\b(?:relight|re-light|bleed|isolate the (?:gas|supply)|remove the (?:cover|casing)|it is safe to)\b", re.I
)

FIX = {
    "money": "Use a price from your list, or type it yourself.",
    "percent": "Say only percentages that your price list or profile holds.",
    "link": "Only links of your own can go out.",
    "email": "Only your own address can go out.",
    "phone": "Only your own number, or one the customer wrote.",
    "time": "Say a day or time only if it is in the customer’s words or in your hours.",
    "credential": "Add it under Settings, Your business, first.",
    "promise": "Promises come from you: type it yourself, or leave it out.",
    "bank": "Bank details are never sent in a draft.",
    "law": "Leave statements on VAT, cancelling and liability to your own fixed words.",
    "advice": "No advice on gas or electrics.",
    "special": "Health and the like are not repeated.",
    "injection": "These words come from the message’s orders, not from you.",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """What a text may stand on: each sum and each text with the id of its source.

    amounts: pounds → source id. texts: (source id, words) of profile, saved replies and the customer's own message.
    links: addresses that may be named. never: words that may not be repeated (special category, strangers' names).
    """

    amounts: dict[Decimal, str] = field(default_factory=dict)
    texts: Sequence[tuple[str, str]] = ()
    links: Sequence[str] = ()
    never: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that nothing backs, of which kind, and what would put it right."""

    words: str
    kind: str
    fix: str


def sources_of(enquiry: Enquiry, amounts: dict[Decimal, str], links: Sequence[str] = ()) -> Sources:
    """Profile, saved replies and list are business facts; the customer's words may only be echoed."""
    business = enquiry.business
    texts = [*_profile(business)]
    texts += [(f"reply:{reply.title}", reply.text) for reply in business.saved_replies]
    said = [(f"said:{place}", line.text) for place, line in enumerate(enquiry.messages)]
    return Sources(amounts=amounts, texts=[*texts, *said], links=links)


def check(text: str, *, sources: Sources) -> tuple[Sequence[Claim], Sequence[Finding]]:
    """The claims of a text that a source backs, and those that nothing does."""
    claims: list[Claim] = []
    findings: list[Finding] = []
    plain = LINK.sub(" ", text)
    for found in LINK.finditer(text):
        address = found.group().rstrip(".,)")
        _decide(address, "link", address if address in sources.links else "", claims, findings)
    for found in EMAIL.finditer(plain):
        _decide(found.group(), "email", _stands(found.group(), sources, ("profile",)), claims, findings)
    for found in MONEY.finditer(plain):
        amount = _amount(found.group(1) or found.group(2))
        source = sources.amounts.get(amount, "") if amount is not None else ""
        _decide(found.group().strip(), "money", source or _stands(found.group().strip(), sources), claims, findings)
    for kind, pattern, kinds in (
        ("percent", PERCENT, None),
        ("time", CLOCK, None),
        ("time", DAY, None),
        ("time", DURATION, ("profile", "reply")),
        ("credential", CREDENTIAL, ("profile", "reply")),
        ("promise", PROMISE, ("reply", "profile")),
    ):
        for found in pattern.finditer(plain):
            _decide(found.group(), kind, _stands(found.group(), sources, kinds), claims, findings)
    for found in PHONE.finditer(plain):
        digits = re.sub(r"\D", "", found.group())
        source = next((id for id, words in sources.texts if digits[-9:] in re.sub(r"\D", "", words)), "")
        _decide(found.group().strip(), "phone", source, claims, findings)
    for kind, pattern in (("bank", BANK), ("law", LAW), ("advice", ADVICE)):
        findings += [Finding(found.group(), kind, FIX[kind]) for found in pattern.finditer(plain)]
    for word in sources.never:
        if len(word) > 2 and re.search(rf"\b{re.escape(word)}\b", text, re.I):
            findings.append(Finding(word, "special", FIX["special"]))
    return claims, findings


def _decide(words: str, kind: str, source: str, claims: list[Claim], findings: list[Finding]) -> None:
    if source:
        claims.append(Claim(words, kind, source))
    else:
        findings.append(Finding(words, kind, FIX[kind]))


def _stands(words: str, sources: Sources, kinds: Iterable[str] | None = None) -> str:
    """The first source that holds these words, or empty."""
    wanted = " ".join(words.casefold().split())
    for id, text in sources.texts:
        if kinds is not None and id.split(":", 1)[0] not in kinds:
            continue
        if re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", " ".join(text.casefold().split())):
            return id
    return ""


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def _profile(business: BusinessFacts) -> Sequence[tuple[str, str]]:
    return [
        ("profile:name", business.name),
        ("profile:owner", business.owner),
        ("profile:area", business.area),
        ("profile:hours", business.hours),
        ("profile:phone", business.phone),
        *(("profile:qualifications", words) for words in business.qualifications),
    ]
