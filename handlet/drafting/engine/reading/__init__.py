"""Reading an enquiry: what it is about, how urgent, and the facts in it, each with the words it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlet.drafting.engine.reading import area, flags, scope
from handlet.drafting.engine.reading.circumstances import budget, circumstances, offer
from handlet.drafting.engine.reading.clauses import asked_of, clauses_of
from handlet.drafting.engine.reading.contacts import emails, names, phones, postcodes
from handlet.drafting.engine.reading.cues import cues_of
from handlet.drafting.engine.reading.danger import dangers, safety_flag
from handlet.drafting.engine.reading.dates import dates
from handlet.drafting.engine.reading.intents import UNSURE, intent_of
from handlet.drafting.engine.reading.language import language_of
from handlet.drafting.engine.reading.quantities import quantities, told_in
from handlet.drafting.engine.reading.sources import Source, sources_of
from handlet.drafting.engine.reading.threadstate import ThreadState, state_of
from handlet.drafting.engine.reading.tokens import tokenise
from handlet.drafting.engine.reading.urgency import urgency_of
from handlet.drafting.port import (
    Circumstance,
    DateFact,
    Enquiry,
    Intent,
    QuantityFact,
    ReadClause,
    Reading,
    Span,
    TextFact,
)
from handlet.kit.london import LONDON


@dataclass(slots=True)
class _Facts:
    postcodes: list[TextFact] = field(default_factory=list)
    phones: list[TextFact] = field(default_factory=list)
    dates: list[DateFact] = field(default_factory=list)
    times: list[DateFact] = field(default_factory=list)
    quantities: list[QuantityFact] = field(default_factory=list)
    told: str = ""
    """What the amount told last is in."""

    def add(self, source: Source, language: str, nation: str) -> None:
        places = list(postcodes(source))
        numbers = list(phones(source))
        taken = [place for _, place in (*places, *numbers)]
        tokens = tokenise(source.text)
        days, times, day_places = dates(source, tokens, taken, language, nation)
        bound = quantities(source, tokens, [*taken, *day_places], language, self.told)
        told = told_in(bound)
        self.told = self.told if told is None else told
        self.postcodes += [fact for fact, _ in places]
        self.phones += [fact for fact, _ in numbers]
        self.dates += days
        self.times += times
        # “the 2 radiators” of a later message are those of the first.
        said = {(fact.value, fact.unit, fact.what) for fact in self.quantities}
        self.quantities += [one.fact for one in bound if (one.fact.value, one.fact.unit, one.fact.what) not in said]


def read_enquiry(enquiry: Enquiry) -> Reading:
    """Never raises on anything that a person or a machine may write."""
    written = sources_of(enquiry)
    read = [flags.without_orders(source) for source in written]
    own, words, whole = _own(enquiry, read)
    language = language_of(words)
    facts = _Facts()
    nation = area.nation_of(enquiry.business.area)
    for source in read:
        facts.add(source, language, nation)
    clauses = clauses_of(own)
    asked = asked_of(clauses)
    kinds = {kind for kind, _, _ in dangers(words)} | {kind for kind, _, _ in dangers(enquiry.subject)}
    state = state_of(enquiry, own)
    cues = cues_of(whole)
    not_done = scope.not_done(enquiry.business, clauses, whole, facts.quantities)
    found = [*_flags(enquiry, own, whole, cues, facts), *(["out_of_scope"] if not_done else [])]
    if flags.gives_orders([source for source in written if source.own], enquiry.subject, enquiry.attachment_names):
        found.append("prompt_injection")
    intent, confidence, shares = intent_of(whole, state, kinds, cues, asks=bool(asked))
    if "suspicious_request" in found and intent not in (Intent.PHISHING, Intent.DATA_RIGHTS):
        intent = Intent.OTHER
    found += [flag for kind in sorted(kinds) if (flag := safety_flag(kind))] if intent is Intent.EMERGENCY else []
    found += _money_flags(whole, cues, intent)
    if intent not in (Intent.NEW_QUOTE, Intent.EMERGENCY, Intent.BOOKING, Intent.QUESTION):
        # Where no new work is wanted there is none to decline.
        found = [flag for flag in found if flag != "out_of_scope"]
    if confidence < UNSURE:
        found.append("unsure")
    if language != "en":
        found.append("non_english")
    today = enquiry.received_at.astimezone(LONDON).date()
    return Reading(
        intent=intent,
        intent_confidence=confidence,
        urgency=urgency_of(
            intent,
            whole,
            kinds,
            facts.dates,
            today,
            upset=shares[Intent.COMPLAINT] > 0.25,
            trouble=shares[Intent.EMERGENCY],
        ),
        language=language,
        flags=list(dict.fromkeys(found)),
        postcodes=_once(facts.postcodes),
        phones=_once(facts.phones),
        emails=[fact for source in own for fact in emails(source)],
        dates=facts.dates,
        quantities=facts.quantities,
        budget=budget(words) or (offer(words) if intent is Intent.HAGGLE else None),
        names=[fact for source in own for fact in names(source)],
        asked=[TextFact(clause.text, clause.source.span(clause.start, clause.end)) for clause in asked],
        notes={
            "thread": state.letters(),
            "dangers": sorted(kinds),
            "intents": {one.value: round(share, 3) for one, share in shares.items() if share > 0.05},
            "times": facts.times,
        },
        circumstances=_circumstances(own),
        clauses=[ReadClause(one.role, one.source.span(one.start, one.end), one.things) for one in clauses],
        not_done=[fact for one in not_done for fact in _refused(one)] if "out_of_scope" in found else [],
    )


def to_tell_intent(enquiry: Enquiry) -> tuple[str, ThreadState]:
    """What the intent of an enquiry is told by: the customer's new words under their subject, and the state of the thread."""
    own, _, whole = _own(enquiry, [flags.without_orders(source) for source in sources_of(enquiry)])
    return whole, state_of(enquiry, own)


def _own(enquiry: Enquiry, read: Sequence[Source]) -> tuple[list[Source], str, str]:
    own = [source for source in read if source.own]
    words = "\n".join(source.text for source in own)
    return own, words, f"{enquiry.subject}\n{words}"


def _refused(one: scope.NotDone) -> list[TextFact]:
    """The words that ask for it; an empty span where it is the message as a whole."""
    said = [TextFact(one.entry, clause.source.span(clause.start, clause.end)) for clause in one.clauses]
    return said or [TextFact(one.entry, Span(0, 0, 0, ""))]


def _flags(
    enquiry: Enquiry,
    own: Sequence[Source],
    whole: str,
    cues: Mapping[str, int],
    facts: _Facts,
) -> list[str]:
    """All but danger and money, which hang on the intent as well."""
    found: list[str] = []
    words = "\n".join(source.text for source in own)
    checks = {
        "erasure_request": "erasure" in cues,
        "subject_access_request": "sar" in cues and ("erasure" not in cues or flags.asks_for_copy(whole)),
        "recruitment": "recruit" in cues,
        "personal_message": "personal" in cues and not {"job_verb", "price_asked", "have_a_job"} & set(cues),
        "special_category": flags.special_category(whole),
        "vulnerable_customer": flags.vulnerable(whole),
        "suspicious_request": flags.suspicious(words),
        "safeguarding": flags.safeguarding(words),
        "legal_threat": flags.legal_threat(whole),
        "safety_asbestos": flags.asbestos(whole),
        "out_of_area": area.is_outside(
            enquiry.business.area, [fact.value for fact in facts.postcodes], [words, enquiry.subject]
        ),
    }
    found += [flag for flag, raised in checks.items() if raised]
    return found


def _money_flags(whole: str, cues: Mapping[str, int], intent: Intent) -> list[str]:
    if intent is not Intent.PHISHING:
        return ["payment_redirect"] if "bank_change" in cues and intent is not Intent.QUESTION else []
    if "overpay" in cues:
        return ["overpayment_fraud"]
    return ["payment_redirect"] if "bank_change" in cues or flags.asks_for_money(whole) else []


def _circumstances(own: Sequence[Source]) -> list[Circumstance]:
    found: list[Circumstance] = []
    for source in own:
        found += [
            one for one in circumstances(source) if all((one.kind, one.value) != (k.kind, k.value) for k in found)
        ]
    return found


def _once(facts: list[TextFact]) -> list[TextFact]:
    return list({fact.value: fact for fact in facts}.values())


__all__ = ["read_enquiry", "to_tell_intent"]
