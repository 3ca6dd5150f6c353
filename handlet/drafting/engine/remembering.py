"""What the owner told Handlet to remember, obeyed: what is always asked or said, words never used, facts answered with."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.engine.words import stems
from handlet.drafting.port import Enquiry, Intent, Question, Reading, Remembered, SavedReply

if TYPE_CHECKING:
    # Composing obeys what is remembered here, so it stands above.
    from handlet.drafting.engine.composing.wishes import Wishes

ALWAYS = "memory:"
ASKED_OF = (Intent.NEW_QUOTE, Intent.EMERGENCY, Intent.BOOKING)
TOLD_TO = (Intent.NEW_QUOTE, Intent.BOOKING, Intent.ACCEPT_QUOTE)
# What is remembered of a customer spares these questions.
_SPARES = {
    "access": r"\b(?:access|parking|park|gate|keys?|key ?safe|lift|stairs)\b",
    "photos": r"\bphotos?\b",
    "make_model": r"\b(?:make|model|boiler is|is an? (?:worcester|vaillant|baxi|ideal))\b",
    "postcode": r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    "phone": r"(?:\d[ -]?){10,}",
    "dates": r"\b(?:days?|mornings?|afternoons?|evenings?|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
    "material_supply": r"\b(?:suppl(?:y|ies)|buys?) (?:their|his|her|its|the) own\b",
}  # fmt: skip
_ADJECTIVE = r"(?:(?:kind|kindest|best|warm|warmest|many)\s+)?"
_CLOSERS = frozenset("regards wishes thanks".split())


def memories(enquiry: Enquiry, *kinds: str) -> Iterator[Remembered]:
    return (one for one in enquiry.business.memories if not kinds or one.kind in kinds)


def questions(enquiry: Enquiry, reading: Reading, asked: Sequence[Question]) -> list[Question]:
    """What is always asked, unless it is known or asked already. The wording is the owner's."""
    if reading.intent not in ASKED_OF or any(line.direction == "out" for line in enquiry.thread):
        return []
    found = []
    keys = {question.key for question in asked}
    for one in memories(enquiry, "procedure"):
        known = one.key in keys or one.key in spared(enquiry) or _is_known(one.key, enquiry, reading)
        if one.ask and not known and fits(one, enquiry):
            found.append(Question(f"{ALWAYS}{one.id}", one.ask))
    return found


def spared(enquiry: Enquiry) -> set[str]:
    """Keys of questions that a memory about this customer answers."""
    texts = [one.text for one in memories(enquiry, "fact") if one.about_customer]
    return {key for key, words in _SPARES.items() if any(re.search(words, text, re.I) for text in texts)}


def told(enquiry: Enquiry, reading: Reading) -> list[str]:
    """Sentences that are always said, in the owner's words."""
    if reading.intent not in TOLD_TO:
        return []
    return [one.tell for one in memories(enquiry, "procedure") if one.tell and fits(one, enquiry)]


def with_told(text: str, enquiry: Enquiry, reading: Reading) -> str:
    """Another engine's letter with what is always said, before its sign-off."""
    missing = [sentence for sentence in told(enquiry, reading) if sentence not in text]
    if not missing:
        return text
    head, gap, signoff = text.rstrip().rpartition("\n\n")
    if not gap or len(signoff) > 80:
        return f"{text.rstrip()}\n\n{' '.join(missing)}"
    return f"{head}\n\n{' '.join(missing)}\n\n{signoff}"


def standing(wishes: Wishes, enquiry: Enquiry, reading: Reading) -> Wishes:
    """The wish for this draft, with what is always wished behind it: what is asked for now comes first."""
    chosen = wishes.formal or wishes.friendly
    styles = {
        one.style: True
        for one in memories(enquiry, "preference", "procedure")
        if one.style and fits(one, enquiry) and not (chosen and one.style in ("formal", "friendly"))
    }
    found: Wishes = dataclasses.replace(wishes, **styles)  # type: ignore[arg-type]
    said = [text for text in told(enquiry, reading) if text not in found.told]
    return dataclasses.replace(found, told=[*found.told, *said])


def preferred(text: str, enquiry: Enquiry) -> str:
    """The text in the owner's words: one phrase for another, sentences with a word that is never used left out.

    Saved replies stand as they are written; prices and questions are never left out for a word.
    """
    kept = [reply.text.strip() for reply in enquiry.business.saved_replies]
    kept += [piece for one in memories(enquiry) for piece in (one.text, one.ask, one.tell) if piece]
    for one in memories(enquiry, "preference"):
        if one.never:
            text = _swapped(text, one, kept) if one.say else _without(text, one, kept)
    return text


def fact_for(sentence: str, enquiry: Enquiry) -> SavedReply | None:
    """A fact that answers the sentence: it shares two telling words with it, or all that it has."""
    asked = set(stems(sentence)) - _PLAIN
    for one in memories(enquiry, "fact"):
        if not one.about_customer:
            shared = asked & (set(stems(one.text)) - _PLAIN)
            if len(shared) >= 2 or (shared and shared == asked):
                return SavedReply(title=f"memory {one.id}", text=one.text)
    return None


def used(enquiry: Enquiry, reading: Reading, text: str, asked: Sequence[Question]) -> list[str]:
    """Ids of the memories that show in a draft, or that are about this customer."""
    wanted = {question.text for question in asked}
    low = text.lower()
    found = []
    for one in memories(enquiry):
        shows = (
            one.about_customer
            or (bool(one.ask) and one.ask in wanted)
            or (bool(one.tell) and one.tell in text)
            or (bool(one.say) and bool(one.never) and one.say.lower() in low)
            or (one.kind == "fact" and one.text in text)
            or (bool(one.not_done) and "out_of_scope" in reading.flags and fits_words(one.not_done, enquiry))
        )
        if shows:
            found.append(one.id)
    return found


def fits(one: Remembered, enquiry: Enquiry) -> bool:
    """Whether the customer writes about what it is for; one without a topic is for everybody."""
    return not one.topic or set(one.topic) <= set(stems(_theirs(enquiry)))


def fits_words(words: str, enquiry: Enquiry) -> bool:
    return bool(set(stems(words)) & set(stems(_theirs(enquiry))))


_PLAIN = frozenset(
    stems("do does work job price cost day time take use know tell come go make please quote ask need want new")
)


def _theirs(enquiry: Enquiry) -> str:
    return " ".join([enquiry.subject, *(one.text[: one.forwarded] for one in sources_of(enquiry) if one.own)])


def _is_known(key: str, enquiry: Enquiry, reading: Reading) -> bool:
    return {
        "photos": bool(enquiry.attachment_names) or any(one.kind == "photos" for one in reading.circumstances),
        "postcode": bool(reading.postcodes),
        "phone": bool(reading.phones or enquiry.sender.phone),
        "dates": bool(reading.dates),
        "budget": reading.budget is not None,
        "quantity": bool(reading.quantities),
        "area": any(fact.unit in ("m2", "m") for fact in reading.quantities),
    }.get(key, any(one.kind == key for one in reading.circumstances))


def _swapped(text: str, one: Remembered, kept: Sequence[str]) -> str:
    before = _ADJECTIVE if one.never.lower() in _CLOSERS else ""
    pattern = re.compile(rf"(?<![\w£]){before}{re.escape(one.never)}(?!\w)", re.I)

    def put(found: re.Match[str]) -> str:
        return one.say[:1].upper() + one.say[1:] if found.group()[:1].isupper() else one.say

    return _outside(text, kept, lambda part: pattern.sub(put, part))


def _without(text: str, one: Remembered, kept: Sequence[str]) -> str:
    word = re.compile(rf"(?<!\w){re.escape(one.never)}(?!\w)", re.I)

    def cut(part: str) -> str:
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", part):
            # A line without a full stop is a greeting or a sign-off.
            if word.search(sentence) and "£" not in sentence and sentence.endswith((".", "!")):
                part = part.replace(sentence, "", 1)
        return re.sub(r"(?m)^ +| +(?=\n)|(?<= ) +", "", part)

    return re.sub(r"\n{3,}", "\n\n", _outside(text, kept, cut)).strip()


def _outside(text: str, kept: Sequence[str], change: object) -> str:
    """The change made everywhere but in the pieces that stand as they are."""
    assert callable(change)
    standing_pieces = [piece for piece in kept if piece and piece in text]
    if not standing_pieces:
        return str(change(text))
    pattern = "|".join(re.escape(piece) for piece in sorted(standing_pieces, key=len, reverse=True))
    parts = re.split(f"({pattern})", text)
    return "".join(part if part in standing_pieces else str(change(part)) for part in parts)
