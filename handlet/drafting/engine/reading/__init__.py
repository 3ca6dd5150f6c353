"""Reading an enquiry: what it is about, how urgent, and the facts in it, each with the words it came from."""

from __future__ import annotations

import re
from decimal import Decimal

from handlet.drafting.engine.reading.contacts import emails, names, phones, postcodes
from handlet.drafting.engine.reading.cues import cues_of
from handlet.drafting.engine.reading.danger import dangers, safety_flag
from handlet.drafting.engine.reading.dates import dates
from handlet.drafting.engine.reading.language import language_of
from handlet.drafting.engine.reading.quantities import quantities
from handlet.drafting.engine.reading.sources import Source, sources_of
from handlet.drafting.engine.reading.tokens import tokenise
from handlet.drafting.port import DateFact, Enquiry, Intent, QuantityFact, Reading, TextFact

_BUDGET = re.compile(r"\bbudget\b[^.£]{0,25}£ ?(\d[\d,]*)|£ ?(\d[\d,]*)[^.]{0,15}\bbudget\b", re.I)
_HEALTH = re.compile(
    r"\b(?:hospital|operation|cancer|stroke|crohn\S*|diabet\w+|dementia|surgery|disab\w+|wheelchair|poorly|pregnan\w+|"
    r"depress\w+|asthma|passed away|heart attack)\b",
    re.I,
)
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any )?(?:the |your )?(?:previous|prior|above|earlier) |\bai assistant\b|"
    r"\bsystem prompt\b|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot)\b|\bas an ai\b|\bbefore replying,",
    re.I,
)
# What weighs for which intent. Small, read by people, and measured with `handlet evaluate`.
_WEIGHTS: dict[Intent, dict[str, float]] = {
    Intent.NEW_QUOTE: {
        "price_asked": 2.0,
        "can_you": 1.0,
        "need_done": 1.2,
        "job_verb": 1.0,
        "have_a_job": 1.0,
        "come_look": 1.0,
    },
    Intent.BOOKING: {"book": 1.2, "when_come": 1.6, "date_suits": 1.0},
    Intent.RESCHEDULE_CANCEL: {"move_date": 3.2, "cancel": 3.0, "cant_make": 2.2},
    Intent.ACCEPT_QUOTE: {"go_ahead": 3.0, "bare_yes": 1.5, "your_quote": 0.8, "for_the_sum": 0.8},
    Intent.HAGGLE: {"haggle": 3.2},
    Intent.QUESTION: {"question_mark": 0.4, "do_you": 0.8, "about_firm": 2.6},
    Intent.COMPLAINT: {"complaint": 2.6, "your_work": 1.4},
    Intent.CHASER: {"chase": 2.8},
    Intent.PAYMENT: {"payment": 2.6, "how_pay": 1.6},
    Intent.NO_REPLY_NEEDED: {"just_ack": 4.0, "ooo": 4.0, "solved": 2.0, "praise": 1.6, "thanks": 0.4},
    Intent.SPAM: {"seo": 3.6, "sales": 2.4},
    Intent.PHISHING: {"phish": 3.4, "bank_change": 4.5, "link": 0.6},
    Intent.OTHER: {"recruit": 3.4, "personal": 2.2, "supplier": 1.5, "wrong_number": 3.0},
}


def read_enquiry(enquiry: Enquiry) -> Reading:
    """Never raises on anything that a person or a machine may write."""
    read = sources_of(enquiry)
    own = [source for source in read if source.own]
    words = "\n".join(source.text for source in own)
    language = language_of(words)
    found_postcodes: list[TextFact] = []
    found_phones: list[TextFact] = []
    found_dates: list[DateFact] = []
    found_quantities: list[QuantityFact] = []
    for source in read:
        facts = _facts(source, language)
        found_postcodes += facts[0]
        found_phones += facts[1]
        found_dates += facts[2]
        found_quantities += facts[3]
    flags = _flags(enquiry, own, words, [fact.value for fact in found_postcodes])
    kinds = [kind for kind, _, _ in dangers(words)]
    intent, confidence = _intent(enquiry, words, kinds, flags)
    if language != "en":
        flags.append("non_english")
    return Reading(
        intent=intent,
        intent_confidence=confidence,
        urgency=_urgency(intent, words, kinds),
        language=language,
        flags=list(dict.fromkeys(flags)),
        postcodes=_once(found_postcodes),
        phones=_once(found_phones),
        emails=[fact for source in own for fact in emails(source)],
        dates=found_dates,
        quantities=found_quantities,
        budget=_budget(words),
        names=[fact for source in own for fact in names(source)],
        asked=_asked(own),
    )


def _facts(source: Source, language: str) -> tuple[list[TextFact], list[TextFact], list[DateFact], list[QuantityFact]]:
    places = list(postcodes(source))
    numbers = list(phones(source))
    taken = [place for _, place in (*places, *numbers)]
    tokens = tokenise(source.text)
    days, _, day_places = dates(source, tokens, taken, language)
    bound = quantities(source, tokens, [*taken, *day_places], language)
    return [fact for fact, _ in places], [fact for fact, _ in numbers], days, [one.fact for one in bound]


def _intent(enquiry: Enquiry, words: str, dangers_found: list[str], flags: list[str]) -> tuple[Intent, float]:
    cues = cues_of(f"{enquiry.subject}\n{words}")
    if {"erasure", "sar", "rights_other"} & set(cues):
        return Intent.DATA_RIGHTS, 0.95
    if "overpay" in cues:
        return Intent.PHISHING, 0.9
    scores = {
        intent: sum(weight * min(cues.get(cue, 0), 2) for cue, weight in weights.items())
        for intent, weights in _WEIGHTS.items()
    }
    if not enquiry.thread:
        scores[Intent.ACCEPT_QUOTE] *= 0.7
        scores[Intent.CHASER] *= 0.8
    best = max(scores, key=lambda intent: scores[intent])
    if dangers_found and scores[Intent.COMPLAINT] < 4 and best not in (Intent.PHISHING, Intent.SPAM):
        return Intent.EMERGENCY, 0.9
    if scores[best] <= 0:
        return Intent.OTHER, 0.3
    total = sum(score for score in scores.values() if score > 0)
    return best, round(scores[best] / total, 3)


def _urgency(intent: Intent, words: str, dangers_found: list[str]) -> str:
    if intent is Intent.EMERGENCY:
        return "emergency"
    cues = cues_of(words)
    return "soon" if "asap" in cues or intent is Intent.COMPLAINT or dangers_found else "routine"


def _flags(enquiry: Enquiry, own: list[Source], words: str, found: list[str]) -> list[str]:
    flags = [flag for kind, _, _ in dangers(words) if (flag := safety_flag(kind))]
    cues = cues_of(f"{enquiry.subject}\n{words}")
    if "bank_change" in cues:
        flags.append("payment_redirect")
    if "overpay" in cues:
        flags.append("overpayment_fraud")
    if "erasure" in cues:
        flags.append("erasure_request")
    if "sar" in cues:
        flags.append("subject_access_request")
    if "recruit" in cues:
        flags.append("recruitment")
    if "personal" in cues and "job_verb" not in cues:
        flags.append("personal_message")
    if _HEALTH.search(words):
        flags.append("special_category")
    if _ORDERS.search(words) or any(_ORDERS.search(part) for source in own for part in source.hidden):
        flags.append("prompt_injection")
    covered = re.findall(r"\b[A-Z]{1,2}\b(?=,|$|\s|\))", enquiry.business.area.rpartition("areas")[2] or "")
    covered = covered or re.findall(r"\b[A-Z]{1,2}\b", enquiry.business.area)
    if found and covered and all(re.match(r"[A-Z]+", code).group() not in covered for code in found):  # type: ignore[union-attr]
        flags.append("out_of_area")
    lower = words.lower()
    if any(re.search(rf"\b{re.escape(thing.lower().rstrip('s'))}", lower) for thing in enquiry.business.not_done):
        flags.append("out_of_scope")
    return flags


def _budget(words: str) -> Decimal | None:
    found = _BUDGET.search(words)
    return Decimal((found.group(1) or found.group(2)).replace(",", "")) if found else None


def _asked(own: list[Source]) -> list[TextFact]:
    asked = []
    for source in own:
        for clause in re.finditer(r"[^.!?\n]+[.!?]?", source.text):
            if len(clause.group().split()) > 2 and {"can_you", "need_done", "price_asked", "have_a_job"} & set(
                cues_of(clause.group())
            ):
                start, end = clause.span()
                asked.append(TextFact(clause.group().strip(), source.span(start, end)))
    return asked[:6]


def _once(facts: list[TextFact]) -> list[TextFact]:
    return list({fact.value: fact for fact in facts}.values())
