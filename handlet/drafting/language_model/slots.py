"""Named slots in a model's prose, filled by code. A figure, day, link or question that is not a slot's is a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handlet.drafting.engine.composing.naming import item_words
from handlet.drafting.engine.composing.tone import greeting, most_words, signoff
from handlet.drafting.engine.plan import Plan
from handlet.drafting.language_model.naming import is_name
from handlet.drafting.language_model.prose import faults_of
from handlet.drafting.port import Enquiry, Proposal, Reading
from handlet.kit.html_cleaning import without_invisible

SLOT = re.compile(r"\{\{\s*([a-z_]+(?::[^{}\s]{1,40})?)\s*\}\}")
LONGEST = 2_000
_TOKEN = re.compile(r"\[([A-Z]+)_\d+_[0-9a-f]{6}\]")
# What a customer wrote and we do not know may be anything, a price in other words too: only who and where is said back.
_SAYABLE = frozenset({"PERSON", "PLACE", "STREET"})
_GO_AHEAD = re.compile(r"\bgo(?:ing)? ahead\b", re.I)
_FOREIGN = (
    (re.compile(r"\d|[²³½¼¾]|[\u0660-\u0669\uff10-\uff19]"), "a figure"),
    (re.compile(r"[£$€%]|\b(?:pounds?|quid|pence|euros?|dollars?|per ?cent)\b", re.I), "a price"),
    (re.compile(r"https?:|www\.|@|\b[\w-]+\.(?:com|uk|org|net|io|info|biz|example)\b|\]\(|<[a-z/!]", re.I), "a link"),
    (
        re.compile(
            r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|june|july|august|september|october|"
            r"november|december)\b|\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening)|next week)\b",
            re.I,
        ),
        "a day",
    ),
    (re.compile(r"\?"), "a question"),
    (re.compile(r"[{}]"), "a broken slot"),
)


@dataclass(frozen=True, slots=True)
class Slots:
    """values: what each slot is filled with. needed: slots that must be there. told: what each holds, for the model."""

    values: Mapping[str, str]
    needed: Sequence[str]
    told: Mapping[str, str]
    most_words: int


def slots_of(enquiry: Enquiry, reading: Reading, plan: Plan, own: Proposal) -> Slots:
    """Slots for this plan. `own`: the embedded draft, whose saved replies are the ones that fit."""
    facts, quote = enquiry.business, plan.quote
    values = {"greeting": greeting(enquiry), "signoff": signoff(enquiry)}
    told = {"greeting": "the opening line, with their name", "signoff": "the closing line"}
    needed = ["greeting", "signoff"]
    if facts.phone:
        values["phone"], told["phone"] = facts.phone, "our phone number"
    first = enquiry.sender.name.split(" ")[0]
    if first.isalpha() and is_name(first):
        values["name"], told["name"] = first, "their first name"
    sure = [one for one in plan.matches if not one.missing]
    if quote.gross is not None and sure and not quote.unsure:
        vat = " including VAT" if facts.vat_registered else ""
        values["total_gross"], told["total_gross"] = f"£{quote.gross:,.2f}{vat}", "the whole price"
        needed.append("total_gross")
        for one in sure:
            slot = f"line:{one.item.code}"
            values[slot], told[slot] = item_words(one), f"the words for “{one.item.name}”, with the quantity"
            needed.append(slot)
    if own.price_later and own.price_later in own.draft:
        # Without a sum the customer is told what comes next, in our words: a letter that leaves it out promises nothing.
        values["next"], told["next"] = own.price_later, "what we do next about the price"
        needed.append("next")
    for number, question in enumerate(plan.questions, 1):
        values[f"ask:{number}"], told[f"ask:{number}"] = question.text, f"a question we need answered ({question.key})"
        needed.append(f"ask:{number}")
    days = [fact for fact in reading.dates if fact.span.text.strip() and fact.span.message >= 0]
    for number, fact in enumerate(days[:3], 1):
        values[f"date:{number}"], told[f"date:{number}"] = fact.span.text.strip(), f"a day they named ({fact.kind})"
    titles = dict.fromkeys(claim.source_id for claim in own.claims if claim.source_id.startswith("reply:"))
    replies = [reply for reply in facts.saved_replies if f"reply:{reply.title}" in titles]
    for number, reply in enumerate(replies[:3], 1):
        values[f"reply:{number}"], told[f"reply:{number}"] = reply.text, "a saved answer of ours that fits"
        needed.append(f"reply:{number}")
    return Slots(values, needed, told, most_words(enquiry))


def faults_in(prose: str, slots: Slots, *, knows: Callable[[str], bool]) -> list[str]:
    """What is wrong with prose before its slots are filled, as sentences for a repair; empty where nothing is.

    knows: whether a word in lower case is ordinary talk or the business’s own (`Mask.knows`).
    """
    used = [found.group(1) for found in SLOT.finditer(prose)]
    bare = SLOT.sub(" ", re.sub(r"\[[A-Z]+_\d+_[0-9a-f]{6}\]", " ", prose))
    found = [f"The slot {{{{{name}}}}} does not exist." for name in dict.fromkeys(used) if name not in slots.values]
    found += [f"The slot {{{{{name}}}}} is missing." for name in slots.needed if name not in used]
    found += [f"The slot {{{{{name}}}}} stands there twice." for name in dict.fromkeys(used) if used.count(name) > 1]
    found += [f"There is {what} that no slot brought." for pattern, what in _FOREIGN if pattern.search(bare)]
    if any(token not in _SAYABLE for token in _TOKEN.findall(prose)):
        found.append("There is a sign in square brackets that may not be said back: leave it out.")
    if "total_gross" not in slots.values and _GO_AHEAD.search(bare):
        found.append("It speaks of going ahead before there is a price: leave that out.")
    found += faults_of(prose, bare, knows=knows)
    if len(bare) > LONGEST or len(bare.split()) > slots.most_words:
        found.append("It is too long.")
    return found


def tokens_in(prose: str) -> list[str]:
    """The signs in square brackets that stand for what was masked."""
    return [found.group() for found in _TOKEN.finditer(prose)]


def preview(prose: str, slots: Slots) -> str:
    """Unfinished prose as it may be shown while it comes: known slots filled, anything half written left out."""
    whole = re.sub(r"(?:\{\{?[^{}]*|\[[A-Z]*(?:_[0-9a-f_]*)?)$", "", without_invisible(prose))
    return SLOT.sub(lambda found: slots.values.get(found.group(1), "…"), whole).strip()


def filled(prose: str, slots: Slots) -> str:
    """The prose with its slots filled; to be called on prose without faults."""
    text = SLOT.sub(lambda found: slots.values[found.group(1)], prose)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()
