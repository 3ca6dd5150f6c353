"""What is missing before the job can be priced or done: at most three questions, none already answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.drafting.engine.matching import Match, Near
from handlet.drafting.port import Enquiry, Intent, Question, Reading

WORDING = {
    "postcode": "what’s the postcode",
    "phone": "what’s the best number to ring you on",
    "area": "roughly how big is the area, in metres",
    "length": "roughly how many metres is it",
    "quantity": "how many are there",
    "scope": "could you tell me a bit more about what needs doing",
    "photos": "could you send a photo or two, one from further back and one close up",
    "make_model": "what make and model is it",
}
MOST = 3
PHOTOS = re.compile(r"needs? photos|photos? (?:of|before)|and photos", re.I)
MODEL = re.compile(r"needs? (?:the )?make and model", re.I)


def questions(enquiry: Enquiry, reading: Reading, matches: Sequence[Match], near: Sequence[Near]) -> Sequence[Question]:
    """In the order in which they matter: what blocks a price, then what blocks a visit."""
    asked: list[Question] = []

    def ask(key: str, item: str = "") -> None:
        if all(question.key != key for question in asked):
            asked.append(Question(key, WORDING[key], item))

    for match in matches:
        if match.missing:
            ask(match.missing, match.item.code)
    if reading.intent is Intent.NEW_QUOTE and not matches and not near and "out_of_scope" not in reading.flags:
        ask("scope")
    for rule in enquiry.business.pricing_rules:
        if any(match.item.code in rule or _about(rule, match) for match in matches):
            if MODEL.search(rule):
                ask("make_model")
            if PHOTOS.search(rule) and not _has_photos(enquiry):
                ask("photos")
    wants_place = reading.intent in (Intent.NEW_QUOTE, Intent.EMERGENCY, Intent.BOOKING)
    if wants_place and not reading.postcodes and not _known(enquiry, "postcode"):
        ask("postcode")
    if reading.intent is Intent.EMERGENCY and not reading.phones and not enquiry.sender.phone:
        ask("phone")
    return asked[:MOST]


def _about(rule: str, match: Match) -> bool:
    words = [
        word for word in re.findall(r"[a-z]{5,}", match.item.name.lower()) if word not in ("replacement", "supply")
    ]
    return any(word in rule.lower() for word in words)


def _has_photos(enquiry: Enquiry) -> bool:
    return any(name.lower().endswith((".jpg", ".jpeg", ".png", ".heic", ".webp")) for name in enquiry.attachment_names)


def _known(enquiry: Enquiry, key: str) -> bool:
    return bool(enquiry.contact_known and enquiry.contact_known.get(key))
