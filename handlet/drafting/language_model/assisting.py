"""A draft with the help of a language model: it may sort, choose and word; prices, questions and the guard stay ours.

Whatever goes wrong, the embedded draft is there: it is made first.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass

from handlet.drafting.engine import proposing
from handlet.drafting.engine.plan import Plan
from handlet.drafting.language_model import port, prompts, slots
from handlet.drafting.language_model.masking import Mask, UnknownToken, mask_for
from handlet.drafting.language_model.naming import is_name
from handlet.drafting.language_model.port import Called, Exchange, Heard, LanguageModel, ModelFailed, Prompt
from handlet.drafting.port import Action, Enquiry, Intent, Proposal, Reading
from handlet.privacy.permission import Permission

# What a model may call a message that our own reading is not sure of. Danger, fraud and rights are never its to decide.
SORTED = (
    Intent.NEW_QUOTE, Intent.BOOKING, Intent.RESCHEDULE_CANCEL, Intent.ACCEPT_QUOTE, Intent.HAGGLE, Intent.QUESTION,
    Intent.COMPLAINT, Intent.CHASER, Intent.PAYMENT, Intent.OTHER,
)  # fmt: skip
NO_MODEL = (Intent.EMERGENCY, Intent.DATA_RIGHTS, Intent.PHISHING, Intent.SPAM, Intent.NO_REPLY_NEEDED)
NO_MODEL_FLAGS = frozenset(
    {"safety_gas", "safety_electric", "payment_redirect", "overpayment_fraud", "suspicious_request", "safeguarding", "legal_threat",
     "erasure_request", "subject_access_request"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assisted:
    """exchanges: what left the house, word for word, and what came back. reason: why the embedded draft stands instead."""

    proposal: Proposal
    exchanges: Sequence[Exchange]
    reason: str = ""


def _never() -> bool:
    return False


def _nobody(text: str) -> None:
    return None


def propose(
    enquiry: Enquiry,
    *,
    model: LanguageModel,
    permission: Permission,
    name: str,
    called_off: Called = _never,
    heard: Heard = _nobody,
) -> Assisted:
    """name: what the draft says wrote it. heard: called with unchecked prose as it comes, slots and masked words filled in.

    Never raises for anything the model does.
    """
    clean, reading = proposing.read(enquiry)
    plan = proposing.plan(clean, reading)
    own = proposing.worded(clean, reading, plan)
    if not wanted(reading, plan):
        return Assisted(own, [])
    mask = mask_for(clean, permission)
    try:
        words = prompts.their_words(clean, mask)
        reading, plan = _sorted(clean, reading, plan, model, prompts.to_extract(permission, words), called_off)
        if not wanted(reading, plan):
            return Assisted(proposing.worded(clean, reading, plan), list(model.exchanges))
        plan = _chosen(clean, reading, plan, model, permission, words, mask, called_off)
        proposal = _worded(clean, reading, plan, model, permission, words, mask, name, called_off, heard)
        return Assisted(proposal, list(model.exchanges))
    except ModelFailed as error:
        safe = proposing.worded(clean, reading, plan, fallback=True)
        told = f"Written by Handlet’s own engine, because {error}."
        return Assisted(dataclasses.replace(safe, why=[*safe.why, told]), list(model.exchanges), error.reason)


def wanted(reading: Reading, plan: Plan) -> bool:
    """Whether a model has any business here: never in danger, fraud or matters of rights, nor where the guard cannot read."""
    return (
        plan.action is Action.DRAFT
        and reading.language == "en"
        and reading.urgency != "emergency"
        and reading.intent not in NO_MODEL
        and not NO_MODEL_FLAGS & set(reading.flags)
    )


def _sorted(
    enquiry: Enquiry, reading: Reading, plan: Plan, model: LanguageModel, prompt: Prompt, called_off: Called
) -> tuple[Reading, Plan]:
    """What the message wants, where our own reading says that it is not sure; otherwise nobody is asked."""
    if "unsure" not in reading.flags:
        return reading, plan
    answer = model.extract(prompt, intents=[one.value for one in SORTED], called_off=called_off)
    if not answer.spans or any(_plain(span) not in _plain(prompt.data) for span in answer.spans):
        raise ModelFailed("nonsense")
    reading = dataclasses.replace(reading, intent=Intent(answer.intent))
    return reading, proposing.plan(enquiry, reading)


def _chosen(
    enquiry: Enquiry,
    reading: Reading,
    plan: Plan,
    model: LanguageModel,
    permission: Permission,
    words: str,
    mask: Mask,
    called_off: Called,
) -> Plan:
    """Near twins decided: those not meant leave the list, and our own matching works out quantity and rules afresh.

    A choice that the customer's words do not show, or whose quantity is not ours, decides nothing.
    """
    if not plan.near:
        return plan
    codes = list(dict.fromkeys(item.code for near in plan.near for item in near.items))
    prompt = prompts.to_choose(permission, words, plan.near, mask)
    picked = {
        one.code: one
        for one in model.choose(prompt, codes=codes, called_off=called_off)
        if one.code != "ASK" and one.source_span.strip() and _plain(one.source_span) in _plain(words)
    }
    taken = {one.item.code for one in plan.matches}
    dropped: set[str] = set()
    for near in plan.near:
        meant = [item.code for item in near.items if item.code in picked]
        if len(meant) == 1:
            dropped |= {item.code for item in near.items if item.code != meant[0]} - taken
    if not dropped:
        return plan
    facts = dataclasses.replace(
        enquiry.business, pricelist=[row for row in enquiry.business.pricelist if row.code not in dropped]
    )
    matches, near_left = proposing.matched(dataclasses.replace(enquiry, business=facts), reading)
    quantities = {one.item.code: one.quantity for one in matches}
    if taken - set(quantities) or any(
        code in quantities and _amount(one.quantity) not in ("", f"{quantities[code].normalize():f}")
        for code, one in picked.items()
    ):
        return plan
    return proposing.plan(enquiry, reading, chosen=(matches, near_left))


def _worded(
    enquiry: Enquiry,
    reading: Reading,
    plan: Plan,
    model: LanguageModel,
    permission: Permission,
    words: str,
    mask: Mask,
    name: str,
    called_off: Called,
    heard: Heard,
) -> Proposal:
    """Prose with slots, filled and guarded; one repair within the same deadline."""
    until = time.monotonic() + port.COMPOSE_SECONDS
    own = proposing.worded(enquiry, reading, plan)
    given = slots.slots_of(enquiry, reading, plan, own)
    wish = mask.sealed(enquiry.instruction)[:300] if enquiry.instruction else ""
    formality = enquiry.business.tone.formality
    tone = formality if formality in ("casual", "formal") else "friendly"
    first = prompts.to_compose(
        permission,
        words,
        given,
        mask.sealed(enquiry.business.trade.lower()),
        wish=wish,
        tone=tone,
        declined=plan.declined,
    )
    prompt = first

    def said(prose: str) -> None:
        heard(mask.shown(slots.preview(prose, given)))

    for _try in range(2):
        prose = model.compose(prompt, seconds=until - time.monotonic(), called_off=called_off, heard=said).strip()
        faults = slots.faults_in(prose, given, knows=mask.knows)
        if not faults:
            try:
                text = slots.filled(mask.opened(prose), given)
                faults = [_NO_NAME] if any(not is_name(mask.opened(one)) for one in slots.tokens_in(prose)) else []
            except UnknownToken:
                faults = ["A word in square brackets came back that was not given."]
            if not faults:
                proposal = proposing.worded(enquiry, reading, plan, text=text, engine=name)
                if not proposal.blocked:
                    return proposal
                faults = [f"{fault.kind}: {mask.sealed(fault.fix)}" for fault in proposal.faults]
        prompt = prompts.to_repair(first, prose, faults)
    raise ModelFailed("unbacked")


_NO_NAME = "A sign in square brackets stands for more than a name or a place: leave it out."


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _amount(said: str) -> str:
    """A figure as a plain number, or what was said; empty where nothing was."""
    said = said.strip()
    return said.rstrip("0").rstrip(".") if "." in said else said
