"""What is missing before the job can be priced or done: at most three questions, none already answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.drafting.engine import remembering
from handlet.drafting.engine.matching import Match, Near
from handlet.drafting.port import Enquiry, Intent, Question, Reading
from handlet.quoting.rules import FACTS

WORDING = {
    "postcode": "what’s the postcode",
    "phone": "what’s the best number to ring you on",
    "scope": "could you tell me a bit more about what needs doing",
    "area": "roughly how big is the area, in metres",
    "length": "roughly how many metres is it",
    "dimensions": "what are the measurements, roughly",
    "quantity": "how many are there",
    "tile_size": "what size are the tiles",
    "hedge_height": "roughly how high is the hedge",
    "house_age": "roughly when was the house built",
    "property_size": "how many bedrooms are there",
    "num_bathrooms": "how many bathrooms are there",
    "make_model": "what make and model is it",
    "photos": "could you send a photo or two, one from further back and one close up",
    "customer_age": "is it for somebody aged 60 or over, in their own home",
    "fault_detail": "what exactly is it doing, and does it show an error code",
    "material_supply": "have you got it already, or would you like me to supply it",
    "access": "how’s the access and parking",
    "dates": "when would suit you",
    "budget": "have you a budget in mind",
}
MOST = 3
_WHOLE_HOUSE = re.compile(
    r"\bwhole (?:house|flat|place|property|downstairs|upstairs)\b|\ball (?:the )?rooms\b|\bthroughout\b|\bentire (?:house|flat)\b",
    re.I,
)


def questions(enquiry: Enquiry, reading: Reading, matches: Sequence[Match], near: Sequence[Near]) -> Sequence[Question]:
    """In the order in which they matter: what blocks a price, then what blocks a visit."""
    asked: list[Question] = []

    def ask(key: str, item: str = "", text: str = "") -> None:
        if key in WORDING and all(question.key != key for question in asked):
            asked.append(Question(key, text or WORDING[key], item))

    for match in matches:
        if match.missing:
            ask(match.missing, match.item.code)
    for doubt in near:
        if doubt.key:
            ask(doubt.key)
    if reading.intent is Intent.NEW_QUOTE and not matches and not near and "out_of_scope" not in reading.flags:
        ask("scope")
        said = " ".join(line.text for line in enquiry.messages)
        if _WHOLE_HOUSE.search(said) and not any(fact.unit == "bedroom" for fact in reading.quantities):
            ask("property_size")
    for match in matches:
        for fact in match.needs:
            if fact == "storeys":
                ask("access", match.item.code, "how many storeys is the house, and is any scaffold up already")
            elif fact in FACTS:
                ask(fact, match.item.code)
    wants_place = reading.intent in (Intent.NEW_QUOTE, Intent.EMERGENCY, Intent.BOOKING)
    if wants_place and not reading.postcodes and not _known(enquiry, "postcode"):
        ask("postcode")
    if reading.intent is Intent.EMERGENCY and not reading.phones and not enquiry.sender.phone:
        ask("phone")
    asked = [question for question in asked if question.key not in remembering.spared(enquiry)]
    always = remembering.questions(enquiry, reading, asked)
    return [*asked[:2], *always, *asked[2:]][:MOST]


def _known(enquiry: Enquiry, key: str) -> bool:
    return bool(enquiry.contact_known and enquiry.contact_known.get(key))
