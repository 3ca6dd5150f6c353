"""What has happened to somebody who writes, and the words that are due for it: grief, illness, work gone wrong, nobody there, a day
given up, the VAT to be left off. Nothing of it is confirmed, admitted or promised, and no word on anybody’s health is said back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from handlet.drafting.engine.composing.heard import day_words, things
from handlet.drafting.engine.reading.cues import CUES
from handlet.drafting.port import Enquiry, Intent, Reading
from handlet.kit.london import london_day

_PERSON = (
    r"(?:husband|wife|partner|mum|mam|mom|mother|dad|father|son|daughter|brother|sister|nan|nana|gran|granny|grandma|grandad|granddad"
    r"|grandmother|grandfather|uncle|aunt|auntie|aunty|friend|neighbour|tenant|he|she)"
)
_DEATH = re.compile(
    rf"\b{_PERSON}(?:['’]?s| has| have|['’]?d| had| sadly| recently| just)* (?:passed(?: away)?|died)\b(?! (?:it|on|out|all|with|every|first|a|me|my|the|his|her|your|round|by|us)\b)"
    rf"|\b(?:lost|buried) (?:my|our|his|her) (?:\w+ )?{_PERSON}\b(?! ?['’]?s)|\bpassed away\b|\bfuneral\b(?! (?:director|parlour|home|business|firm))|\bbereave\w*"
    rf"|\bdeath of (?:my|our|his|her) \w+|\b(?:my|our|his|her) {_PERSON}['’]s death\b",
    re.I,
)
# Told of somebody now: what they live with day by day, or await with joy, is nothing to be sorry about.
_ILLNESS = re.compile(
    r"\b(?:in|into|from|out of) hospital\b|\b(?:taken|rushed|gone|went|going|back|admitted) (?:in)?to (?:the )?hospital\b|\bhospitalised\b|\b(?:in|at|to|from) a ?(?:&|and) ?e\b"
    r"|\b(?:had|having|has had|suffered|recovering from|got) (?:a |an |his |her |my )?(?:bad |nasty |mild |massive |small |big )?(?:stroke|heart attack|fall|operation|op|chemo\w*|radiotherapy)\b|\bwith a (?:\w+ )?(?:stroke|heart attack)\b|\brushed in\b"
    r"|\b(?:is|are|am|['’]m|['’]s|['’]re|was|been|got|taken|fell|fallen|feeling|both|all) (?:\w+ )?(?:poorly|unwell|very ill|seriously ill|taken ill|ill)\b(?! (?:\w+ed|done|made|hung|laid|built|lit|fitting)\b)"
    r"|\b(?:broke|broken|fractured|dislocated) (?:my|his|her|a) (?:\w+ )?(?:hip|leg|arm|ankle|wrist|shoulder|foot|collar ?bone|pelvis|ribs?|elbow|knee|hand)\b"
    r"|\b(?:covid|pneumonia|chicken ?pox|norovirus|sickness bug)\b",
    re.I,
)
_NOT_OF_A_PERSON = re.compile(
    r"\b(?:boiler|car|van|dog|cat|tree|lawn|hedge|shower|heating|machine|washer|fridge|freezer|phone|battery)(?:['’]?s| is| has| was)? (?:\w+ )?(?:poorly|ill|unwell|died|passed)\b",
    re.I,
)


def kind_key(enquiry: Enquiry) -> str:
    """The form that is due where a death (`condolence`) or an illness (`get_well`) is told of; empty where none is."""
    told = _NOT_OF_A_PERSON.sub(" ", _told(enquiry))
    if _DEATH.search(told):
        return "condolence"
    return "get_well" if _ILLNESS.search(told) else ""


_NO_VAT = re.compile(
    r"\b(?:leav\w+|knock\w*|tak\w+|drop\w*|skip\w*|los(?:e|ing)|forget\w*|avoid\w*|without|w/o|minus|save|saving|no)\b[^.?!\n]{0,20}\bvat\b|\bvat\b[^.?!\n]{0,15}\b(?:off|free)\b",
    re.I,
)
_NO_BOOKS = re.compile(r"\bcash in hand\b|\boff the books\b|\bno (?:invoice|receipt|paperwork)\b", re.I)


def off_the_books(enquiry: Enquiry) -> str:
    """The form that says no to leaving VAT, or the whole, out of the books; empty where nobody asks for it."""
    told = _told(enquiry)
    if enquiry.business.vat_registered and (_NO_VAT.search(told) or _NO_BOOKS.search(told)):
        return "vat_stays"
    return "in_the_books" if _NO_BOOKS.search(told) else ""


_NOBODY_CAME = re.compile(
    r"\b(?:no|any) sign of (?:you|anyone|anybody|any ?one|him|her|them|the|your|life)\b"
    r"|\b(?:nobody|no ?one|none of (?:you|them))(?:['’]?s| has| have)? (?:\w+ )?(?:turned up|turned out|shown up|showed up|showed|come|came|arrived|appeared|here)\b"
    r"|\b(?:have|has|did|had)n['’]?t (?:\w+ )?(?:turn(?:ed)? up|show(?:n|ed)? up|arrive[d]?|appear(?:ed)?)\b|\bno[- ]show\b|\bnot (?:here|turned up|shown up|arrived) yet\b"
    r"|\b(?:waited|waiting|been) in (?:all|since|the whole)\b",
    re.I,
)


def nobody_came(enquiry: Enquiry) -> bool:
    """They wait at home for somebody who was to be there."""
    return bool(_NOBODY_CAME.search(_told(enquiry)))


_WRONG = (
    r"leaking|dripping|weeping|coming (?:off|away|loose|down|up|apart)|come (?:off|away|loose|down|up|undone|apart)|crack(?:ed|ing)|peeling(?: off)?|lift(?:ing|ed)|flaking"
    r"|bubbling|loose|wobbling|rattling|fallen(?: off| down| over)?|split|stuck|sticking|jammed|blocked|warped|rusting|slipped|sunk|sinking|working|closing|shutting|locking"
    r"|dirty|patchy|streaky|scratched|damaged|broken"
)
_STATE = re.compile(
    rf"^[^.?!\n]{{0,45}}?(?<!\w)(?P<verb>is|are|has|have|keeps?|isn['’]?t|aren['’]?t)(?: (?:already|now|just|still|all|both))* (?P<state>{_WRONG}|an? (?:crack|leak|gap|hole|chip|dent|scratch|drip))\b",
    re.I,
)
_UNHAPPY = re.compile(
    r"\b(?:disappoint\w+|unhappy|(?:not|n['’]t|isn['’]?t) (?:\w+ )?(?:happy|impressed|pleased|satisfied|good enough)|annoyed|let down|fed up)\b",
    re.I,
)
_TROUBLE = re.compile(
    rf"\b(?:{_WRONG}|crack|leak|gap|hole|chip|dent|scratch\w*|drips?|leaks?|again|still|stain\w*|mark\w*|mess|missed|wrong|won['’]?t|doesn['’]?t|stopped|water)\b",
    re.I,
)


def gone_wrong(enquiry: Enquiry) -> str:
    """What they complain of, to follow “sorry to hear”: “ that the tiles are coming off”, “ about the tap”, “ that you’re not happy
    with this”; empty where it cannot be told in plain words."""
    told = _told(enquiry)
    named: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", told):
        found = things(sentence)
        for thing in found:
            place = sentence.lower().replace("'", "’").find(thing.lower())
            state = _STATE.match(sentence[place + len(thing) :]) if place >= 0 else None
            if state is not None:
                verb = state["verb"].lower().replace("'", "’")
                return f" that the {thing} {verb} {state['state'].lower()}"
        if found and _TROUBLE.search(sentence):
            named += found[:1]
    if named:
        return f" about the {named[0]}"
    return " that you’re not happy with this" if _UNHAPPY.search(told) else ""


_AS_USUAL = re.compile(r"\b(?:back to normal|as (?:usual|normal)|same as (?:usual|always)|carry on)\b", re.I)


_ASKS_ANOTHER = re.compile(
    r"\binstead\b|\b(?:can|could|shall|would) (?:we|you|i|it)(?: \w+)? (?:do|make|have|move|come|go|be|shift|swap|put|push|re-?arrange|re-?schedule)\b|\banother (?:day|time|date|slot)\b|\bre-?(?:arrang|schedul)\w*",
    re.I,
)

_MOVES = re.compile(r"\b(?:push|put|move|shift|bring)\b[^.?!\n]{0,40}\b(?:back|forward|to|till|until)\b", re.I)


def given_up(enquiry: Enquiry, reading: Reading) -> str:
    """“Monday 19 July and Monday 26 July are”: the days that a customer gives up, where none is asked for instead; else empty."""
    today = london_day(enquiry.now)
    mine = [one for one in reading.dates if one.span.message >= 0 and one.start is not None and one.start >= today]
    told = _told(enquiry)
    moves = (CUES["move_date"].search(told) or _MOVES.search(told)) and not CUES["cancel"].search(told)
    wished = any(one.kind == "preferred" and one.end is not None for one in mine) or _ASKS_ANOTHER.search(told) or moves
    if wished and not _AS_USUAL.search(told):
        return ""
    days = sorted(
        {one.start for one in mine if one.kind in ("existing", "unavailable") and one.start == one.end and one.start}
    )
    if not days or len(days) > 3:
        return ""
    return f"{_listed(days)} {'is' if len(days) == 1 else 'are'}"


def back_from(reading: Reading) -> str:
    """“, and back on from Monday 2 August”: where they say from when all is as it was."""
    found = [
        one.start for one in reading.dates if one.kind == "preferred" and one.start is not None and one.end is None
    ]
    return f", and back on from {day_words(found[0])}" if len(found) == 1 else ""


def is_cancelled(enquiry: Enquiry, reading: Reading) -> bool:
    """Called off, and nothing asked for instead."""
    told = _told(enquiry)
    wished = any(one.kind == "preferred" and one.span.message >= 0 for one in reading.dates)
    return (
        reading.intent is Intent.RESCHEDULE_CANCEL
        and bool(CUES["cancel"].search(told))
        and not wished
        and not (CUES["move_date"].search(told) or re.search(r"\binstead\b|\banother (?:day|time)\b", told, re.I))
    )


def _listed(days: Sequence[date]) -> str:
    words = [day_words(day) for day in days]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _told(enquiry: Enquiry) -> str:
    return "\n".join(line.text for line in enquiry.messages)
