"""What is missing before the job can be priced or done: at most three questions, none already answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from handlet.drafting.engine import remembering
from handlet.drafting.engine.matching import Match, Near, measure_wanted
from handlet.drafting.engine.matching.items import understood
from handlet.drafting.engine.matching.sizes import METRES, ROOM_SIDE, SQUARE_METRES, unit_of
from handlet.drafting.engine.matching.unsaid import MEASURES
from handlet.drafting.port import Enquiry, Intent, QuantityFact, Question, Reading, Span
from handlet.quoting.rules import FACTS, Band, Included, NeedsFact

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
SHORT = 15
"""Words of a message that says too little for its lines, and so little that what it measures by is plain: “how much for a fence?”."""
_WHOLE_HOUSE = re.compile(
    r"\bwhole (?:house|flat|place|property|downstairs|upstairs)\b|\ball (?:the )?rooms\b|\bthroughout\b|\bentire (?:house|flat)\b",
    re.I,
)


def questions(enquiry: Enquiry, reading: Reading, matches: Sequence[Match], near: Sequence[Near]) -> Sequence[Question]:
    """In the order in which they matter: what blocks a price, then what blocks a visit."""
    asked: list[Question] = []

    def ask(key: str, item: str = "", text: str = "") -> None:
        if (
            key in WORDING
            and all(question.key != key for question in asked)
            and not _is_told(key, item, enquiry, reading, matches)
        ):
            asked.append(Question(key, text or _by_its_bands(key, item, enquiry) or WORDING[key], item))

    for match in matches:
        if match.missing:
            ask(match.missing, match.item.code)
        elif key := _told_as_range(match, enquiry, reading):
            ask(key, match.item.code, _EXACTLY[key])
    if matches and wants_either(enquiry):
        ask("scope", matches[0].item.code, "which of the two would you like")
    for doubt in near:
        for key in (doubt.key, _measured_by(doubt, reading), *_needed_by_all(doubt, enquiry, reading)):
            if key:
                ask(key, doubt.items[0].code if doubt.items else "", which_of(doubt) if key == "scope" else "")
    if reading.intent is Intent.NEW_QUOTE and not matches and not near and "out_of_scope" not in reading.flags:
        said = " ".join(line.text for line in enquiry.messages)
        ask("scope")
        if len(said.split()) <= SHORT and (key := measure_wanted(enquiry, reading)):
            ask(key)
        if _WHOLE_HOUSE.search(said) and not any(fact.unit == "bedroom" for fact in reading.quantities):
            ask("property_size")
    if reading.intent is Intent.NEW_QUOTE and near and not matches and _says_how_many_only_by_s(enquiry, near):
        ask("quantity")
    if reading.intent is Intent.NEW_QUOTE and _tells_only_what_it_does(enquiry):
        ask("photos")
    if "safety_asbestos" in reading.flags and not matches and not near and _goes_by_age(enquiry):
        ask("house_age")
    for match in matches:
        for fact in match.needs:
            if fact == "storeys":
                ask("access", match.item.code, "how many storeys is the house, and is any scaffold up already")
            elif fact in FACTS:
                ask(fact, match.item.code)
    if any(_has_further_bathrooms(match, enquiry) for match in matches):
        told = " ".join(line.text for line in enquiry.messages)
        if not _TOLD["num_bathrooms"].search(told) and not _ONE_BED.search(told):
            ask("num_bathrooms", matches[0].item.code)
    wants_place = reading.intent in (Intent.NEW_QUOTE, Intent.EMERGENCY, Intent.BOOKING)
    if wants_place and not reading.postcodes and not _known(enquiry, "postcode"):
        ask("postcode")
    if reading.intent is Intent.EMERGENCY and not reading.phones and not enquiry.sender.phone:
        ask("phone")
    asked = [question for question in asked if question.key not in remembering.spared(enquiry)]
    always = remembering.questions(enquiry, reading, asked)
    return [*asked[:2], *always, *asked[2:]][:MOST]


def which_of(doubt: Near) -> str:
    """“is it more like “trim” or “full groom””; of two that are called the same what each is for. Empty where there are not two."""
    names = [item.name[:1].lower() + item.name[1:] for item in doubt.items[:2]]
    if len(names) == 2 and names[0] == names[1]:
        names = [item.description[:1].lower() + item.description[1:] for item in doubt.items[:2]]
    return f"is it more like “{names[0]}” or “{names[1]}”" if len(names) == 2 and all(names) else ""


_BY_BAND = {
    ("size", "kg"): "roughly what does it weigh",
    ("size", "inch"): "what size is it, in inches",
    ("size", "m"): "roughly how big is it, in metres",
    ("size", "cm"): "roughly how big is it, in centimetres",
    ("height", "m"): "roughly how tall is it",
    ("width", "cm"): "roughly how wide is it",
    ("width", "m"): "roughly how wide is it",
}


def _by_its_bands(key: str, code: str, enquiry: Enquiry) -> str:
    """What to ask where one measure decides the price: nobody takes the measurements of a dog; empty where none does."""
    if key != "dimensions" or not code:
        return ""
    item = understood(enquiry.business).by_code(code)
    rules = item.rules if item is not None else ()
    return next((_BY_BAND.get((r.measure, r.unit), "") for r in rules if isinstance(r, Band)), "")


# “How much for doors”, of a message that says nothing else.
_PLURAL = re.compile(r"[a-z]{2,}[^su\W]s\b", re.I)


def _says_how_many_only_by_s(enquiry: Enquiry, near: Sequence[Near]) -> bool:
    """Whether a short message asks for several of what can be two things, and not for how many."""
    said = " ".join(line.text for line in enquiry.messages)
    if len(said.split()) > SHORT or re.search(r"\d", said):
        return False
    named = {word for doubt in near for item in doubt.items for word in re.findall(r"[a-z]{3,}", item.name.lower())}
    return any(found.group().lower()[:-1] in named for found in _PLURAL.finditer(said))


# What a door or its lock does; then what is known to be gone, or wanted.
_WILL_NOT_LOCK = re.compile(
    r"\b(?:won['’]?t|does\s?n['’]?t|do\s?n['’]?t|not|ca\s?n['’]?t|never) (?:lock|catch|engage|latch)\b"
    r"|\bhandles? (?:just |only )*(?:spins?|flops?|drops?|is floppy|goes round)\b"
    r"|\block\b[^.?!\n]{0,30}\b(?:playing up|stiff|sticking|dodgy|temperamental)\b|\b(?:you )?(?:have|need) to (?:lift|pull|shove)\b",
    re.I,
)
_OF_A_DOOR = re.compile(r"\b(?:doors?|locks?|upvc|multi-?point|windows?)\b", re.I)
_KNOWS_WHAT = re.compile(
    r"\b(?:gear ?box|(?:middle|centre) (?:box|case|bit)|barrel|cylinder|mechanism|strip|spindle|hinges?|keep|snib|snapped|broken|broke"
    r"|knackered|swap|replac\w+|chang(?:e|ed|ing)|new|another|fit|kicked|forced|burgl\w+|locked out"
    r"|(?:lock|secure) (?:it |the \w+ )?up|reckons?|says?|think)\b",
    re.I,
)


def _tells_only_what_it_does(enquiry: Enquiry) -> bool:
    """A door that does not lock, and nobody said which part is gone: several prices fit, and a photo tells which."""
    said = "\n".join(line.text for line in enquiry.messages)
    return bool(_WILL_NOT_LOCK.search(said) and _OF_A_DOOR.search(said)) and not _KNOWS_WHAT.search(said)


_EITHER = re.compile(
    r"\b(?:figure|price|cost|quote)s? for each(?! (?:room|door|window|one of))\b[^.?!\n]{0,30}\b(?:choose|decide|pick|compare)\b"
    r"|\b(?:quote|price|figure)s? (?:it |us |me )?(?:both ways|either way)\b|\btell me both\b"
    r"|\b(?:prices?|costs?|quotes?|figures?|damage|how much|what (?:would|will|does) (?:it|that))\b"
    r"[^.?!\n]{0,30}(?<!know )\b(?:either way|both ways)\b"
    r"|\bwhat (?:would|will|do|does) (?:they )?(?:each|either)(?: (?:one|way|option|of them|of those))? (?:come|cost|be|work)\b"
    r"|\b(?:torn|not sure|unsure|undecided|(?:can['’]?t|cannot) (?:decide|choose)|(?:deciding|choosing|toss-?up)) between\b"
    r"|\bwhat (?:would|will|does) (?:it|that) (?:be|cost)\b[^?!\n]{0,60}\band what (?:would|will|does) (?:it|that) (?:be|cost)\b",
    re.I,
)


def wants_either(enquiry: Enquiry) -> bool:
    """Whether one thing is to be priced in two ways, of which they take one: “quote both ways so that we can choose”."""
    return any(_EITHER.search(line.text) for line in enquiry.messages)


_EXACTLY = {"area": "how big is it exactly, in square metres", "length": "how long is it exactly, in metres"}
_RANGE = re.compile(r"\b(?:to|or)\b|\band\b(?! (?:a |an )?(?:half|quarter|three quarters|bit)\b)|\d ?[-–] ?\d", re.I)


def _told_as_range(match: Match, enquiry: Enquiry, reading: Reading) -> str:
    """The measure to ask for where a line is charged by one that was told only as a range: “between 60 and 70 m2”. Empty for none."""
    key = MEASURES.get(unit_of(match.item.unit), "")
    factors = {"area": SQUARE_METRES, "length": METRES}.get(key, {})
    for fact in reading.quantities:
        if fact.unit not in factors or not _RANGE.search(fact.span.text) or _is_height(fact, enquiry):
            continue
        if fact.value * factors[fact.unit] in (match.quantity, *match.parts):
            return key
    return ""


def one_way(enquiry: Enquiry, matches: Sequence[Match]) -> Sequence[Match]:
    """The lines with one of two ways of doing a thing where both were to be priced: no sum is ever made of both together.

    Two are ways of one thing where as much is charged of both and they are called the same or told in one breath with an “or”, or
    where the clause of the second begins with one.
    """
    if not wants_either(enquiry):
        return matches
    prices = understood(enquiry.business)
    own = [(one, item) for one in matches if not one.added_by and (item := prices.by_code(one.item.code)) is not None]
    left_out: set[str] = set()
    for (one, first), (other, second) in combinations(own, 2):
        if one.item.code in left_out or (first.acts == {"remove"}) != (second.acts == {"remove"}):
            continue
        told, begins = _joined(enquiry, one.span, other.span)
        as_much = (one.quantity, one.item.unit) == (other.quantity, other.item.unit)
        if begins or (as_much and (first.head & second.head or _OR.search(told))):
            left_out.add(other.item.code)
    return [one for one in matches if not {one.item.code, one.added_by} & left_out]


_OR = re.compile(r"\b(?:or|vs|versus)\b|\bbetween\b.+\band\b", re.I)
_OR_ELSE = re.compile(r"[\s,.;?-]*(?:or|alternatively)\b", re.I)


def _joined(enquiry: Enquiry, one: Span | None, other: Span | None) -> tuple[str, bool]:
    """The words from the one to the other, both with them, and whether the later of two clauses begins with “or”."""
    if one is None or other is None or one.message != other.message or not 0 <= one.message < len(enquiry.messages):
        return "", False
    first, second = sorted((one, other), key=lambda span: span.start)
    text = enquiry.messages[one.message].text
    begins = first.end <= second.start and bool(_OR_ELSE.match(text, first.end))
    return text[first.start : max(first.end, second.end)], begins


def _is_told(key: str, code: str, enquiry: Enquiry, reading: Reading, matches: Sequence[Match]) -> bool:
    """Whether a measure of that kind was told that no line uses yet: whose it is we did not find, and nobody is asked again."""
    if key not in ("area", "length", "dimensions", "property_size"):
        return False
    used = {one.quantity for one in matches} | {part for one in matches for part in one.parts}
    left = [fact for fact in reading.quantities if fact.value not in used and not _is_height(fact, enquiry)]
    if key == "property_size":
        told = " ".join(line.text for line in enquiry.messages)
        return bool(re.search(r"\bstudio\b", told, re.I)) or any(fact.unit == "bedroom" for fact in left)
    if any(fact.unit in _AREAS for fact in left):
        return key != "length"
    lengths = sum(fact.unit in _SIZES - _AREAS and not _is_of_a_thing(fact) for fact in left)
    if key == "length":
        return lengths > 0
    # The sides of a room make its floor; its walls want the height as well.
    walls = any(row.code == code and re.search(r"\bwalls?\b", row.name, re.I) for row in enquiry.business.pricelist)
    return lengths > (2 if walls else 1)


def _is_of_a_thing(fact: QuantityFact) -> bool:
    """“Tiles are 200x250”: told in millimetres, centimetres or inches, and too small for the side of a room."""
    return fact.unit in ("mm", "cm", "in") and fact.value * METRES[fact.unit] < ROOM_SIDE


def _is_height(fact: QuantityFact, enquiry: Enquiry) -> bool:
    """“About five foot tall” is no length of a hedge."""
    place = fact.span.message
    text = enquiry.messages[place].text if 0 <= place < len(enquiry.messages) else ""
    return bool(re.match(r"\W*(?:\w+ )?(?:tall|high)\b", text[fact.span.end : fact.span.end + 20], re.I))


_BUILT = re.compile(
    r"\b(?:1[89]|20)\d\d(?:s|['’]s)?\b|\b[3-9]0['’]?s\b|\bvictorian\b|\bedwardian\b|\bgeorgian\b|\bnew[- ]build\b", re.I
)


def _goes_by_age(enquiry: Enquiry) -> bool:
    """Whether an item of the list wants the age of the house, and nobody told it."""
    prices = understood(enquiry.business)
    told = " ".join(line.text for line in enquiry.messages)
    return not _BUILT.search(told) and any(
        isinstance(rule, NeedsFact) and rule.fact == "house_age" for item in prices.items for rule in item.rules
    )


def _measured_by(doubt: Near, reading: Reading) -> str:
    """The measure that every one of these items is charged by, where none was told."""
    units = {MEASURES.get(unit_of(item.unit), "") for item in doubt.items}
    if len(units) != 1 or any(fact.unit in _SIZES for fact in reading.quantities):
        return ""
    return units.pop()


def _has_further_bathrooms(match: Match, enquiry: Enquiry) -> bool:
    """Whether the price takes in one bathroom, of a home that may well have more."""
    item = understood(enquiry.business).by_code(match.item.code)
    return item is not None and any(isinstance(rule, Included) and "bathroom" in rule.of for rule in item.rules)


# A studio and a home of one bedroom have one bathroom, and its size is told with it.
_ONE_BED = re.compile(r"\bstudio\b|\bbed-?sit\b|\b(?:1|one|single)[- ]?bed(?:room(?:ed)?)?\b", re.I)


def _needed_by_all(doubt: Near, enquiry: Enquiry, reading: Reading) -> list[str]:
    """Facts without which none of these items has a firm price: whichever it is, they are wanted."""
    prices = understood(enquiry.business)
    items = [prices.by_code(item.code) for item in doubt.items]
    facts = [
        {rule.fact for rule in item.rules if isinstance(rule, NeedsFact) and rule.when is None}
        | ({"num_bathrooms"} if any(isinstance(r, Included) and "bathroom" in r.of for r in item.rules) else set())
        for item in items
        if item is not None
    ]
    shared = set.intersection(*facts) if facts else set()
    told = " ".join(line.text for line in enquiry.messages)
    return [key for key in ("make_model", "num_bathrooms", "photos") if key in shared and not _TOLD[key].search(told)]


_TOLD = {
    "make_model": re.compile(
        r"\b(?:worcester|vaillant|ideal|baxi|viessmann|potterton|glow[- ]?worm|alpha|ariston)\b", re.I
    ),
    "num_bathrooms": re.compile(
        r"\bbath(?:room(?:ed)?)?s?\b|\ben[- ]?suites?\b|\b(?:shower|wet)[- ]?rooms?\b|\bstudio\b"
        r"|\bb[ăa]i[ei]?\b|\bbaños?\b|\bsalles? (?:de bains?|d['’]eau)\b|\błazien\w+"
        r"|\bbagn[oi]\b|\bbanheiros?\b|\bcasas? de banho\b|\bb[aä]d(?:er)?\b|\bystafell\w* ymolchi\b",
        re.I,
    ),
    "photos": re.compile(r"\b(?:photo|pic|picture)s?\b", re.I),
}
_AREAS = frozenset({"m2", "ft2", "yd2"})
_SIZES = frozenset({"m2", "ft2", "yd2", "m", "ft", "yd", "cm", "mm", "in"})


def reaching(enquiry: Enquiry, reading: Reading) -> Sequence[Question]:
    """Where they are and how to ring them, and nothing else: for somebody in danger."""
    keys = [] if reading.postcodes or _known(enquiry, "postcode") else ["postcode"]
    keys += [] if reading.phones or enquiry.sender.phone else ["phone"]
    return [Question(key, WORDING[key]) for key in keys]


def _known(enquiry: Enquiry, key: str) -> bool:
    return bool(enquiry.contact_known and enquiry.contact_known.get(key))
