"""Read → match → price → ask → compose → guard: one enquiry in, one proposal out. No clock, no network, no database."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlet.drafting.engine import asking, composing, guard
from handlet.drafting.engine.matching import Match, Near, match
from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.port import (
    Action,
    Enquiry,
    Intent,
    Proposal,
    ProposedLine,
    ProposedQuote,
    Question,
    Reading,
)
from handlet.quoting import pricing

NOTHING = ProposedQuote("none")
NO_REPLY = (Intent.SPAM, Intent.PHISHING, Intent.NO_REPLY_NEEDED)
PRICED = (Intent.NEW_QUOTE, Intent.EMERGENCY)
OWNER_ONLY = frozenset({"legal_threat", "suspicious_request", "safeguarding"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done about an enquiry, before any wording: all of it ours, whichever engine read or will word it.

    declined: a polite no is due (not our trade, not our area). near: clauses that fit two items too equally.
    """

    action: Action
    declined: bool
    matches: Sequence[Match]
    near: Sequence[Near]
    questions: Sequence[Question]
    quote: ProposedQuote


def propose(enquiry: Enquiry) -> Proposal:
    """Read, plan, word: what to put before the owner, from the embedded engine alone."""
    started = time.perf_counter()
    reading = read_enquiry(enquiry)
    read = time.perf_counter()
    steps = plan(enquiry, reading)
    matched = time.perf_counter()
    proposal = worded(enquiry, reading, steps)
    done = time.perf_counter()
    return dataclasses.replace(
        proposal,
        stages_ms={
            "read": _milliseconds(started, read),
            "match": _milliseconds(read, matched),
            "compose": _milliseconds(matched, done),
            "total": _milliseconds(started, done),
        },
    )


def plan(
    enquiry: Enquiry,
    reading: Reading,
    *,
    chosen: tuple[Sequence[Match], Sequence[Near]] | None = None,
) -> Plan:
    """Match, price and ask. `chosen` are the items another engine chose, in place of our own matching; prices,
    questions and sums are worked out here all the same."""
    action = _action(reading)
    matches: Sequence[Match] = []
    near: Sequence[Near] = []
    declined = bool({"out_of_scope", "out_of_area"} & set(reading.flags)) and reading.intent in (
        *PRICED,
        Intent.QUESTION,
    )
    if action is Action.DRAFT and reading.intent in PRICED and not declined:
        matches, near = chosen if chosen is not None else match(enquiry, reading)
    questions = asking.questions(enquiry, reading, matches, near) if action is Action.DRAFT and not declined else []
    return Plan(action, declined, matches, near, questions, _quote(enquiry, matches, near, questions))


def worded(
    enquiry: Enquiry,
    reading: Reading,
    plan: Plan,
    *,
    text: str | None = None,
    engine: str = "embedded",
    fallback: bool = False,
) -> Proposal:
    """A plan in words, guarded. `text` is another engine's wording of it; without one the embedded composer writes.

    A text that the guard faults is never offered as ready: it is blocked and says why. Where no draft is wanted, or
    fixed safety words are due, another engine's text is not used.
    """
    fixed = plan.action is Action.DRAFT_SAFETY
    if text is None or plan.action is not Action.DRAFT:
        text, engine = _compose(enquiry, reading, plan), "embedded"
    sources = guard.sources_of(enquiry, _amounts(plan.quote, plan.matches))
    claims, findings = guard.check(text, sources=sources) if text and not fixed else ([], [])
    return Proposal(
        id=enquiry.id,
        reading=reading,
        action=plan.action,
        quote=plan.quote,
        questions=plan.questions,
        draft=text,
        claims=claims,
        why=_why(reading, plan.near),
        blocked=[finding.words for finding in findings],
        ready=bool(text) and not findings and not plan.near,
        confidence=reading.intent_confidence,
        engine=engine,
        fallback=fallback,
    )


def _action(reading: Reading) -> Action:
    flags = set(reading.flags)
    if "safety_gas" in flags or "safety_electric" in flags:
        return Action.DRAFT_SAFETY
    if reading.intent in NO_REPLY or flags & {"payment_redirect", "overpayment_fraud"}:
        return Action.NO_DRAFT
    if flags & OWNER_ONLY:
        return Action.OWNER_ONLY
    if reading.intent is Intent.OTHER and "personal_message" in flags:
        return Action.NO_DRAFT
    return Action.DRAFT


def _quote(
    enquiry: Enquiry, matches: Sequence[Match], near: Sequence[Near], questions: Sequence[Question]
) -> ProposedQuote:
    """Priced by the one pricing function. An unknown quantity or a choice left open makes it provisional, or none."""
    sure = [one for one in matches if not one.missing]
    if not sure:
        return NOTHING
    registered = enquiry.business.vat_registered
    priced = pricing.price(
        [
            pricing.Line(
                quantity=one.quantity,
                unit_price=one.item.unit_price,
                vat_rate=one.item.vat_rate if registered else Decimal(0),
            )
            for one in sure
        ],
        vat_registered=registered,
    )
    blocking = (
        any(question.key not in ("postcode", "phone") for question in questions) or near or len(sure) < len(matches)
    )
    return ProposedQuote(
        status="provisional" if blocking else "full",
        lines=[ProposedLine(one.item.code, one.quantity, one.span, one.words) for one in sure],
        net=Decimal(priced.net) / 100,
        vat=Decimal(priced.vat) / 100,
        gross=Decimal(priced.gross) / 100,
    )


def _compose(enquiry: Enquiry, reading: Reading, plan: Plan) -> str:
    action, quote, near = plan.action, plan.quote, plan.near
    if action is Action.NO_DRAFT:
        return ""
    if action is Action.DRAFT_SAFETY:
        return composing.GAS if "safety_gas" in reading.flags else composing.ELECTRIC
    if action is Action.OWNER_ONLY:
        return composing.whole(enquiry, [composing.holding(enquiry, reading)])
    if plan.declined or enquiry.instruction == "decline":
        return composing.whole(enquiry, [composing.thanks(enquiry), composing.decline(enquiry, reading)])
    if reading.intent in PRICED:
        sure = [one for one in plan.matches if not one.missing]
        parts = [
            composing.thanks(enquiry) if enquiry.instruction != "shorter" else "",
            composing.price_words(enquiry, quote, sure),
            _which(near),
            composing.question_words(enquiry, plan.questions),
            composing.next_step(enquiry, reading, quote) if not near else "",
            "Could you send a photo or two?" if enquiry.instruction == "photos" else "",
        ]
        return composing.whole(enquiry, parts)
    saved = composing.saved_reply_for(enquiry)
    if reading.intent is Intent.QUESTION and saved is not None:
        return composing.whole(enquiry, [composing.thanks(enquiry), saved.text])
    return composing.whole(enquiry, [composing.holding(enquiry, reading)])


def _which(near: Sequence[Near]) -> str:
    """A doubt between two items becomes a question, never a guess."""
    if not near:
        return ""
    names = [item.name[:1].lower() + item.name[1:] for item in near[0].items[:2]]
    return f"Is it more like “{names[0]}” or “{names[1]}”?"


def _amounts(quote: ProposedQuote, matches: Sequence[Match]) -> dict[Decimal, str]:
    found: dict[Decimal, str] = {}
    for one in matches:
        found[one.item.unit_price.quantize(Decimal("0.01"))] = f"price:{one.item.code}"
    for name in ("net", "vat", "gross"):
        value = getattr(quote, name)
        if value is not None:
            found.setdefault(value.quantize(Decimal("0.01")), f"sum:{name}")
    return found


def _why(reading: Reading, near: Sequence[Near]) -> Sequence[str]:
    said = []
    if "special_category" in reading.flags:
        said.append("What they wrote about health or the like is not repeated.")
    if "prompt_injection" in reading.flags:
        said.append("Orders hidden in the message were ignored.")
    if near:
        said.append(f"“{near[0].clause[:80]}” fits more than one of your prices, so it is asked about.")
    return said


def _milliseconds(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
