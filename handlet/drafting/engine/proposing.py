"""Read → match → price → ask → compose → guard: one enquiry in, one proposal out. No clock, no network, no database."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from decimal import Decimal

from handlet.drafting.engine import asking, composing, guard, remembering, standing
from handlet.drafting.engine.apart import A_PART, jobs_apart
from handlet.drafting.engine.charged import Charged, charged, net_of, people_of
from handlet.drafting.engine.matching import Match, Near, match
from handlet.drafting.engine.matching.items import understood
from handlet.drafting.engine.orders import without_orders
from handlet.drafting.engine.partly import match_rest
from handlet.drafting.engine.plan import Plan
from handlet.drafting.engine.reach import BEYOND, is_beyond, within_reach
from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.engine.reading.area import covered
from handlet.drafting.engine.reading.language import language_of
from handlet.drafting.port import (
    Action,
    BusinessFacts,
    Claim,
    Enquiry,
    Fault,
    Intent,
    Proposal,
    ProposedLine,
    ProposedQuote,
    Question,
    Reading,
)
from handlet.quoting import pricing
from handlet.quoting.rules import Adds, OnlyIf
from handlet.quoting.shapes import PricedLine

__all__ = ["Plan", "ledger_for", "matched", "plan", "propose", "read", "worded"]

NOTHING = ProposedQuote("none")
NO_REPLY = (Intent.SPAM, Intent.PHISHING, Intent.NO_REPLY_NEEDED)
PRICED = (Intent.NEW_QUOTE, Intent.EMERGENCY, Intent.BOOKING)
OWNER_ONLY = frozenset({"legal_threat", "suspicious_request", "safeguarding"})


def propose(enquiry: Enquiry) -> Proposal:
    """Read, plan, word: what to put before the owner, from the embedded engine alone."""
    started = time.perf_counter()
    enquiry, reading = read(enquiry)
    was_read = time.perf_counter()
    steps = plan(enquiry, reading)
    matched = time.perf_counter()
    proposal = worded(enquiry, reading, steps)
    done = time.perf_counter()
    return dataclasses.replace(
        proposal,
        stages_ms={
            "read": _milliseconds(started, was_read),
            "match": _milliseconds(was_read, matched),
            "compose": _milliseconds(matched, done),
            "total": _milliseconds(started, done),
        },
    )


def read(enquiry: Enquiry) -> tuple[Enquiry, Reading]:
    """The reading, and the enquiry as every later step is to see it: with orders to software covered by blanks, so that
    they are neither matched nor asked about nor a source of anything. Places in the messages stay what they were."""
    clean, orders = without_orders(within_reach(enquiry))
    reading = read_enquiry(clean)
    if orders and "prompt_injection" not in reading.flags:
        reading = dataclasses.replace(reading, flags=[*reading.flags, "prompt_injection"])
    return clean, reading


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
    flags = set(reading.flags)
    wants_work = reading.intent in (*PRICED, Intent.QUESTION)
    declined = wants_work and "out_of_area" in flags
    if action is Action.DRAFT and reading.intent in PRICED and not declined:
        matches, near = chosen if chosen is not None else matched(enquiry, reading)
    partly = wants_work and not declined and "out_of_scope" in flags
    if partly and not matches:
        declined, near, partly = True, [], False
    questions = asking.questions(enquiry, reading, matches, near) if action is Action.DRAFT and not declined else []
    if action is Action.DRAFT_SAFETY and "safety_gas" not in reading.flags:
        questions = asking.reaching(enquiry, reading)
    matches = asking.one_way(enquiry, matches)
    return Plan(
        action,
        declined,
        matches,
        near,
        questions,
        _quote(enquiry, reading, matches, near, questions),
        not_done=list(dict.fromkeys(fact.value for fact in reading.not_done)) if partly else [],
    )


def matched(enquiry: Enquiry, reading: Reading) -> tuple[Sequence[Match], Sequence[Near]]:
    """Lines and doubts by our own matching: of all that is asked, or of the rest where something of it is not done."""
    if "out_of_scope" in reading.flags:
        return match_rest(enquiry, reading)
    return match(enquiry, reading)


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
    given = text if plan.action is Action.DRAFT and text is not None else None
    ledger = ledger_for(enquiry, reading, plan)
    wording, claims, findings = (
        _given(given, enquiry, reading, ledger) if given is not None else _own(enquiry, reading, plan, ledger)
    )
    return Proposal(
        id=enquiry.id,
        reading=reading,
        action=plan.action,
        quote=plan.quote,
        questions=plan.questions,
        draft=wording.text,
        claims=claims,
        why=[*_why(reading, plan.near), *([BEYOND] if is_beyond(enquiry) else []), *_checking(plan), *wording.notes],
        blocked=[finding.words for finding in findings],
        faults=[Fault(finding.words, finding.kind, finding.fix) for finding in findings],
        english=wording.english,
        remembered=remembering.used(enquiry, reading, wording.text, plan.questions),
        price_later=composing.later_in(wording.text, enquiry),
        ready=bool(wording.text) and not findings and not plan.near and not plan.quote.unsure,
        confidence=round(min([reading.intent_confidence, *(one.sure for one in plan.matches)]), 3),
        engine=engine if given is not None else "embedded",
        fallback=fallback,
    )


def ledger_for(
    enquiry: Enquiry,
    reading: Reading,
    plan: Plan,
    *,
    amounts: Sequence[guard.Entry] | None = None,
    links: Sequence[tuple[str, str]] = (),
) -> guard.Ledger:
    """What a draft for this plan may stand on. amounts: sums of a quote as it stands now, in place of the plan's own."""
    return guard.ledger_of(
        enquiry,
        reading,
        amounts=_amounts(enquiry, plan) if amounts is None else amounts,
        items=[*(one.item for one in plan.matches), *(item for near in plan.near for item in near.items)],
        links=links,
    )


_Checked = tuple[composing.Wording, Sequence[Claim], Sequence[guard.Finding]]


def _given(text: str, enquiry: Enquiry, reading: Reading, ledger: guard.Ledger) -> _Checked:
    """Another engine’s wording. What the guard cannot read, it does not let pass."""
    text = remembering.preferred(remembering.with_told(text, enquiry, reading), enquiry)
    claims, findings = guard.check(text, ledger)
    if language_of(text) != "en":
        findings = [*findings, guard.Finding(text.strip()[:60], "language", guard.FIX["language"])]
    return composing.Wording(text), claims, findings


def _own(enquiry: Enquiry, reading: Reading, plan: Plan, ledger: guard.Ledger) -> _Checked:
    """Our own wording. A sentence of it that nothing backs is left out, and the owner is told; one that bears the whole
    draft stays, and blocks it."""
    wording = composing.compose(enquiry, reading, plan)
    if not wording.text:
        return wording, [], []
    english = not wording.english
    if english and plan.action is Action.DRAFT:
        wording = dataclasses.replace(wording, text=remembering.preferred(wording.text, enquiry))
    claims, findings = guard.check(wording.text, ledger, english=english, fixed=wording.fixed)
    bearing = (wording.text.partition("\n")[0], wording.text.rpartition("\n\n")[2])
    faulty = [guard.sentence_of(wording.text, finding) for finding in findings]
    if findings and english and not any("£" in sentence or sentence in bearing for sentence in faulty):
        shorter = guard.without(wording.text, findings)
        left, still = guard.check(shorter, ledger, fixed=wording.fixed)
        if not still and len(shorter.split()) >= 12:
            left_out = [f"Left out, because nothing backs it: “{finding.words}”." for finding in findings]
            return dataclasses.replace(wording, text=shorter, notes=[*wording.notes, *left_out]), left, []
    return wording, claims, findings


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
    enquiry: Enquiry, reading: Reading, matches: Sequence[Match], near: Sequence[Near], questions: Sequence[Question]
) -> ProposedQuote:
    """Priced by the one pricing function. An unknown quantity or a choice left open makes it provisional, or none.

    A question that is still open makes it provisional too: the postcode decides whether the job can be taken at all.
    Only the phone of somebody in a hurry decides nothing. A guide price is provisional until the owner has seen it. Of several
    jobs, those that stand by themselves are priced while another waits for its measure (`apart.py`), for the owner's eye only.
    """
    sure = [one for one in matches if not one.missing]
    waits = len(sure) < len(matches)
    if waits:
        sure = jobs_apart(enquiry, matches, questions)
    if not sure:
        return NOTHING
    registered = enquiry.business.vat_registered
    made = charged(sure, enquiry, reading)
    priced = pricing.price(
        [
            pricing.Line(
                quantity=line.quantity,
                unit_price=line.unit_price,
                vat_rate=one.match.item.vat_rate if registered else Decimal(0),
                includes_vat=one.match.item.includes_vat and registered,
            )
            for one in made
            for line in one.lines
        ],
        vat_registered=registered,
    )
    still = [key for question in questions if (key := _left_open(question, enquiry.business, sure))]
    unsure = [A_PART] if waits else []
    still += ["choice"] if near else []
    still += [fact for one in sure for fact in one.needs]
    still += ["guide"] if not all(one.item.firm for one in sure) else []
    still += ["time"] if any(one.open for one in made) else []
    return ProposedQuote(
        status="provisional" if still else "full",
        lines=[_line(one, line) for one in made for line in one.lines],
        net=Decimal(priced.net) / 100,
        vat=Decimal(priced.vat) / 100,
        gross=Decimal(priced.gross) / 100,
        unsure=[*unsure, *standing.against(enquiry, reading, sure)][:3],
        still=list(dict.fromkeys(still)),
    )


def _line(one: Charged, line: PricedLine) -> ProposedLine:
    match = one.match
    if one.is_plain:
        return ProposedLine(match.item.code, line.quantity, match.span, match.words)
    return ProposedLine(match.item.code, line.quantity, match.span, match.words, line, one.asked)


def _left_open(question: Question, business: BusinessFacts, matches: Sequence[Match]) -> str:
    """What an open question leaves to be confirmed: the price, the lines, or whether the job can be taken at all; or nothing.

    A phone, and what the owner always asks, decides none of it. A postcode does where the owner has an area (`postcode`: the
    price stands if it is inside), or where a rule of theirs goes by the place (`place`: the price may be another).
    """
    if question.key == "phone" or question.key.startswith(remembering.ALWAYS):
        return ""
    if question.key != "postcode":
        return question.key
    if _goes_by_place(business, matches):
        return "place"
    letters, districts = covered(business.area)
    return "postcode" if letters or districts else ""


def _goes_by_place(business: BusinessFacts, matches: Sequence[Match]) -> bool:
    prices = understood(business)
    for one in matches:
        item = prices.by_code(one.item.code)
        for rule in item.rules if item is not None else ():
            conditions = rule.when if isinstance(rule, Adds) else [rule.condition] if isinstance(rule, OnlyIf) else []
            if any(one.kind == "postcode" for one in conditions):
                return True
    return False


def _amounts(enquiry: Enquiry, plan: Plan) -> list[guard.Entry]:
    """The sums of this quote, each with what it is: net and gross must not be taken for each other."""
    registered = enquiry.business.vat_registered
    found = []
    for name in ("net", "vat", "gross"):
        value = getattr(plan.quote, name)
        if value is not None and (registered or name == "gross"):
            found.append(guard.money(f"sum:{name}", value, name if registered else ""))
    for one in plan.matches:
        found.append(guard.money(f"price:{one.item.code}", one.item.unit_price, "net" if registered else ""))
        found += guard.figures(f"price:{one.item.code}", one.quantity, one.item.unit)
    rows = {one.item.code: one.item for one in plan.matches}
    for line in plan.quote.lines:
        if line.priced is not None:
            row = rows[line.code]
            net = net_of(line.priced, row.vat_rate, includes_vat=row.includes_vat and registered)
            found.append(guard.money(f"price:{line.code}", net, "net" if registered else ""))
            found += guard.figures(f"price:{line.code}", line.priced.quantity, line.priced.unit)
            crew = people_of(line.priced)
            if crew:
                found += guard.figures(f"price:{line.code}", Decimal(crew), "each")
                found += guard.figures(f"price:{line.code}", line.priced.quantity / crew, line.priced.unit)
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


def _checking(plan: Plan) -> Sequence[str]:
    """What to look at before the lines go out as a price."""
    if not plan.quote.unsure:
        return []
    return ["The lines need your eye, so the draft names no sum.", *plan.quote.unsure]


def _milliseconds(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
