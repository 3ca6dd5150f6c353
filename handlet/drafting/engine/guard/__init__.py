"""The guard: every claim in a text is held against the ledger. Deterministic, the same for any engine and at approval.

It names the words at fault and what would put them right. It does not judge style.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from handlet.drafting.engine.guard import saying
from handlet.drafting.engine.guard.ledger import Entry, Ledger, Trust, figures, ledger_of, money, sentences
from handlet.drafting.engine.guard.plain import Plain, plain
from handlet.drafting.port import Claim

T = TypeVar("T")

__all__ = [
    "FIX",
    "Entry",
    "Finding",
    "Ledger",
    "Trust",
    "check",
    "figures",
    "ledger_of",
    "money",
    "sentence_of",
    "sentences",
    "without",
]

FIX = {
    "money": "Use a price from your list, or type it yourself.",
    "vat": "Say the sum as your list has it: including VAT, or plus VAT.",
    "percent": "Say only percentages that your price list or profile holds.",
    "link": "Only links of your own can go out.",
    "email": "Only your own address, or theirs, can go out.",
    "phone": "Only your own number, or one the customer wrote.",
    "postcode": "Only a place the customer named, or one you cover.",
    "address": "Only an address the customer wrote.",
    "date": "Say a day only if it is in the customer’s words or in your hours.",
    "time": "Say a time only if it is in the customer’s words or in your hours.",
    "part": "Say a part of the day only if the customer named it or it is in your hours.",
    "duration": "Say how long only if your saved replies or the customer’s words do.",
    "arrival": "Only you can say when you come: type it yourself, or leave it out.",
    "credential": "Add it under Settings, Your business, first.",
    "promise": "Promises come from you: type it yourself, or leave it out.",
    "bank": "Bank details are never sent in a draft.",
    "law": "Leave statements on VAT, cancelling and the law to your own fixed words.",
    "liability": "Whether you are to blame is for you to say, after you have looked.",
    "advice": "No advice on gas or electrics.",
    "special": "Health and the like are not repeated.",
    "name": "Only names of this customer and of your business.",
    "code": "Only codes the customer wrote or your list holds.",
    "quantity": "Only figures the customer wrote or your list holds.",
    "language": "This is in a language that cannot be checked here.",
    "hidden": "There are signs in it that nobody can see. Type it afresh.",
}  # fmt: skip
_THEIR_WORDS = re.compile(
    r"\b(?:you(?:'ve|'d| have| had)? (?:said|mention(?:ed)?|wrote|offered|asked|quoted|put|say|told)|your (?:budget|figure|offer|message)|you've (?:paid|transferred|sent)"
    r"|you (?:paid|transferred|sent|were quoted))\b[^.!?\n]{0,60}$",
    re.I,
)
_NET = re.compile(r"^\W{0,2}(?:\+|plus|ex(?:cl(?:uding|\.)?)?|before)\.?\s?vat\b", re.I)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that nothing backs, of which kind, and what would put it right. place: where they begin in the text as written.
    values: what was looked for and not found."""

    words: str
    kind: str
    fix: str
    place: int = 0
    values: Sequence[str] = ()


def check(
    text: str, ledger: Ledger, *, english: bool = True, fixed: Sequence[str] = ()
) -> tuple[Sequence[Claim], Sequence[Finding]]:
    """The claims of a text that the ledger backs, and those that nothing does.

    english: False where the text is our own fixed phrases in another language: figures, links and the like are read all the
    same, names and promises in English words only. fixed: sentences of ours that stand as they are (safety words).
    """
    read = plain(text)
    body, claims = _without_fixed(read, ledger, fixed)
    findings: list[Finding] = []
    said = saying.literal(body, ledger.today)
    all_said = [
        *said,
        *saying.credentials(body),
        *saying.promises(body),
        *saying.arrivals(body, said),
        *saying.forbidden(body),
    ]
    if english:
        all_said += list(saying.people(body))
    for one in sorted(all_said, key=lambda each: (each.start, each.end, each.kind)):
        if _is_excused(one, body):
            continue
        words = read.words(one.start, one.end)
        source = _source(one, body, ledger)
        if source:
            claims.append(Claim(words, one.kind, source))
        else:
            findings.append(Finding(words, one.kind, FIX[one.kind], read.place(one.start), sorted(one.values)))
    findings += _vat(read, body, ledger, said)
    findings += _never(read, body, ledger)
    return _once(claims, lambda claim: (claim.text, claim.kind)), _once(findings, lambda one: (one.words, one.kind))


def sentence_of(text: str, finding: Finding) -> str:
    """The sentence of the text in which something was found."""
    start, end = saying.sentence_span(text, finding.place)
    return text[start:end].strip()


def without(text: str, findings: Sequence[Finding]) -> str:
    """The text without the sentences in which something was found; greeting and sign-off lines stay."""
    spans = sorted({saying.sentence_span(text, finding.place) for finding in findings}, reverse=True)
    kept = text
    for start, end in spans:
        kept = kept[:start] + kept[end:].lstrip(" ")
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _source(one: saying.Said, body: str, ledger: Ledger) -> str:
    """The id of what backs a claim, or empty."""
    entry = ledger.backing(one.kind, one.values)
    if entry is not None:
        return entry.fact_id
    if one.kind == "money" and _THEIR_WORDS.search(body[saying.sentence_span(body, one.start)[0] : one.start]):
        # “You said £50”: their own figures, said as theirs.
        for value in one.values:
            for mine in ledger.entries.get(("money", value), ()):
                if mine.source is Trust.CUSTOMER:
                    return mine.fact_id
    if one.kind == "duration" and any(value.startswith("soon ") for value in one.values):
        entry = ledger.backing("arrival", one.values)
        return entry.fact_id if entry is not None else ""
    return ""


def _is_excused(one: saying.Said, body: str) -> bool:
    """What promises nothing: a length or part of a day asked of the customer, the day in “thanks for your message today”."""
    if one.kind == "part" or (one.kind == "duration" and not any(value.startswith("soon") for value in one.values)):
        return saying.is_question(body, one.start)
    return one.kind == "date" and saying.gives_thanks(body, one.start)


def _without_fixed(read: Plain, ledger: Ledger, fixed: Sequence[str]) -> tuple[str, list[Claim]]:
    """The text with sentences that stand as they are covered: the owner’s saved ones unchanged, and our safety words.

    Bank details and links are not covered up: no sentence makes those sayable.
    """
    body, claims = read.text, []
    known = [*ledger.fixed, *(("fixed:safety", sentence) for text in fixed for sentence in sentences(text))]
    for id, sentence in sorted(known, key=lambda pair: -len(pair[1])):
        pattern = re.compile(r"(?<!\w)" + r"\s+".join(re.escape(word) for word in sentence.split()), re.I)
        for match in pattern.finditer(body):
            if saying.BANK.search(match.group()):
                continue
            kind = {"reply": "saved", "memory": "saved", "profile": "credential"}.get(id.partition(":")[0], "safety")
            claims.append(Claim(read.words(*match.span()), kind, id))
            body = body[: match.start()] + saying.READ * (match.end() - match.start()) + body[match.end() :]
    return body, claims


def _vat(read: Plain, body: str, ledger: Ledger, said: Sequence[saying.Said]) -> Iterable[Finding]:
    """VAT must not be dropped, nor shown where none is charged, nor a net sum be called a whole one."""
    if not ledger.registered:
        for match in saying.VAT_SHOWN.finditer(body):
            if not saying.is_undone(body, match.start()):
                yield Finding(read.words(*match.span()), "vat", FIX["vat"], read.place(match.start()))
        return
    for one in said:
        bases = {
            entry.basis
            for value in one.values
            for entry in ledger.entries.get(("money", value), ())
            if one.kind == "money" and entry.source is not Trust.CUSTOMER
        }
        after = body[one.end : one.end + 25]
        if not bases or "" in bases:
            continue
        wanted = "net" if _NET.match(after) else "gross"
        if wanted not in bases and not (
            bases == {"vat"} and re.search(r"\bvat\b", body[max(0, one.start - 20) : one.end + 12], re.I)
        ):
            yield Finding(read.words(one.start, min(one.end + 12, len(body))), "vat", FIX["vat"], read.place(one.start))


def _never(read: Plain, body: str, ledger: Ledger) -> Iterable[Finding]:
    for kind, word in ledger.never:
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", body, re.I):
            written = read.words(*match.span())
            if kind == "name" and not written[:1].isupper():
                # “Grant”, “mark”: only where it is written as a name.
                continue
            yield Finding(written, kind, FIX[kind], read.place(match.start()))


def _once(found: Iterable[T], key: Callable[[T], tuple[str, str]]) -> list[T]:
    return list({key(one): one for one in found}.values())
