"""Where work and money are spoken of and no price is wanted: told off, called off, somebody else's, or not decided yet.

What they write about may well be an item of the list (“you quoted my sister for a cylinder”, “hold off on the doors”); a sum
for it answers nothing that was asked.
"""

from __future__ import annotations

import re

from handlet.drafting.port import Enquiry

_ONE = r"(?:neighbour|sister|brother|mum|mam|mom|mother|dad|father|son|daughter|friend|mate|boss|landlord|landlady|tenant|husband|wife|partner|aunt\w*|uncle|nan|gran\w*|cousin|colleague|lodger|agent|next door|she|he|they)"
_PRICE = r"(?:quot(?:e|es|ing|ation)|pric(?:e|es|ing)|estimate|figure|sum)"
_NOT = r"(?:don['’]?t|do not|not|no longer|never)"

# “No need to price the lights” tells of a part; what is left may well be priced.
_WHOLE = r"(?! (?:the|that|those|these|them|for|any|anything|my|our|his|her|up)\b)"
TOLD_OFF = re.compile(
    # “No price yet please”, “no need to quote”, “please don't quote me”, “not asking for a price”.
    rf"\bno {_PRICE}s?(?: needed| wanted| required| yet| for now| at this stage| please)"
    rf"|\bno need (?:to|for)(?: you to)?(?: give| send| a| any| me| us| your| work out)* {_PRICE}\b{_WHOLE}"
    rf"|\b{_NOT} (?:yet )?(?:need|want|require|asking for|after|looking for|bother with)(?: a| any| your| another)? {_PRICE}\b{_WHOLE}"
    rf"|\b{_NOT} {_PRICE} (?:me|us|yet)\b"
    # “Not after one myself”, “I'm not after a booking”: nothing is wanted.
    r"|(?:\b(?:i['’]?m|im|we['’]?re|i am|we are) |^|[.!?] )not (?:after|in the market for|looking for|wanting) (?:one|a booking|any work)\b"
    r"|\b(?:only|just) (?:saying|curious|being nosy|letting you know)\b(?! (?:how much|what))",
    re.I,
)
CALLED_OFF = re.compile(
    r"\bhold (?:off|fire)\b(?! on (?:my|our) end)|\b(?:don['’]?t|do not) (?:do|start|order|book) (?:anything|owt|nothing)\b"
    r"|\b(?:won['’]?t|will not|not|aren['’]?t|isn['’]?t)(?: now)?(?: be)? (?:going|proceeding) (?:ahead|any further)\b"
    r"|\b(?:gone|going|went|go) with (?:someone|somebody|another|a different|the other|a cheaper)\b"
    r"|\b(?:decided|choosing|chosen) not to (?:go ahead|bother|proceed|have it done)\b"
    r"|\b(?:sale|buyer|purchase|house|move)(?: has|['’]s)? (?:fell|fallen|pulled) (?:through|out)\b"
    r"|\b(?:n['’]t|not) (?:\w+ ){1,6}after all\b|\b(?:i|we) say no\b|\bforget (?:that|this) (?:one|job|bit)\b",
    re.I,
)
NOT_THEIRS = re.compile(
    # “You quoted my sister”, “her job on Friday”, “it's not my tree”, “he'll ring you himself”.
    rf"\b(?:you|u)(?:['’]ve| have)? (?:\w+ )?(?:quoted|priced|charged|did|told|gave|done) (?:it for |one for )?(?:my|our|the) {_ONE}\b"
    rf"|\b(?:his|her|their) (?:job|booking|appointment|quote|order)\b|\bnot (?:my|our) (?:\w+ )?(?:tree|house|wall|fence|job|problem|hedge|door|roof|boiler|place|property)\b"
    rf"|\b(?:he|she|they|{_ONE})(?:['’]ll| will| is going to|['’]s going to) (?:\w+ )?(?:ring|call|phone|ask|email|text|contact|message|decide|choose)\b"
    r"|\b(?:the )?(?:council|landlord|insurance|insurers?|agent|management company|freeholder)(?: is| are|['’]s)? (?:doing|paying for|sorting|having) (?:it|them|the|that)\b",
    re.I,
)
UNDECIDED = re.compile(
    r"\b(?:nothing(?: is|['’]s)?|not|haven['’]?t|hasn['’]?t|isn['’]?t) (?:\w+ )?(?:decided|made (?:up )?(?:my|our|a) (?:mind|decision))\b"
    r"|\b(?:i|we)['’ ]?(?:ll| will) (?:come back to|get back to|tell|let) you(?: know)? (?:which|whether|if|when i|when we|in the new year|once|after)\b"
    r"|\bmight be (?:\w+ ){1,4},? (?:or )?(?:it )?(?:might|may|could) be\b|\bcould be (?:\w+ ){1,4}(?:or )?(?:it )?(?:could|may|might) be\b|\bor maybe (?:the|a|both|all|just)\b"
    r"|\b(?:don['’]?t|do not|can['’]?t) (?:honestly |really )?(?:know|tell) (?:what|which)(?: one)? (?:it|we|i|he|she) (?:needs?|wants?|should)\b|\bwhichever(?: one)? (?:is|works out|comes out|'s)? ?(?:cheaper|cheapest|best|better)\b",
    re.I,
)
_WAYS = (
    (TOLD_OFF, "They may want no price"),
    (CALLED_OFF, "It may be called off"),
    (NOT_THEIRS, "It may be somebody else’s to decide or pay"),
    (UNDECIDED, "They have not decided what they want"),
)


def unpriced(enquiry: Enquiry) -> str:
    """Why a sum may not be wanted at all, as a sentence with their words; empty where nothing tells."""
    for line in enquiry.messages:
        for words, why in _WAYS:
            found = words.search(line.text)
            if found:
                return f"{why}: “{' '.join(found.group().split()).strip(' ,.!?')}”."
    return ""
