"""A no that helps: four kinds, one line of reason, and who does do it where that is plain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.drafting.engine.composing.answering import area_words
from handlet.drafting.engine.composing.tone import is_bereaved, register, said, voiced
from handlet.drafting.engine.composing.wishes import Wishes
from handlet.drafting.engine.words import stems
from handlet.drafting.port import Enquiry, Reading

# Whom to turn to instead. Named only for what the owner’s own list of things not done holds.
_RIGHT_TRADE = (
    (r"oil boiler|oil tank", "an OFTEC registered engineer"),
    (r"\bgas\b|boiler|lpg", "a Gas Safe registered engineer"),
    (r"solar|battery storage", "a solar installer"),
    (r"alarm", "an alarm company"),
    (r"appliance|washing machine", "an appliance engineer"),
    (r"electric|wiring|rewir", "a registered electrician"),
    (r"asbestos", "a licensed asbestos contractor"),
    (r"knotweed", "a knotweed specialist"),
    (r"biohazard|trauma|hoard", "a specialist cleaning firm"),
    (r"\btrees?\b", "a tree surgeon"),
    (r"car keys?|vehicle", "an auto locksmith"),
    (r"\bsafes?\b", "a safe engineer"),
    (r"thatch", "a thatcher"),
    (r"gutter", "a gutter or roofing firm"),
    (r"roof", "a roofer"),
    (r"plaster", "a plasterer"),
    (r"paint|decorat", "a decorator"),
    (r"plumb|bathroom", "a plumber or bathroom fitter"),
    (r"\bmains\b", "the water company"),
    (r"window", "a window company"),
    (r"truss|structur", "a structural engineer"),
    (r"tiles?\b", "a tile shop"),
)
_PLAIN_VERB = {
    "supplying": "supply",
    "fitting": "fit",
    "cleaning": "clean",
    "installing": "install",
    "repairing": "repair",
    "making": "make",
}


def matter_of(enquiry: Enquiry) -> str:
    """Which of the things not done they ask for, by the most words in common; empty where none."""
    said = set(stems(" ".join(line.text for line in enquiry.messages)))
    best = max(enquiry.business.not_done, key=lambda thing: len(set(stems(thing)) & said), default="")
    return best if best and set(stems(best)) & said else ""


_SAYS_NO = re.compile(r"\b(?:do|does|can|will)(?: not|n['’]t)\b|\bcannot\b|\bnever\b", re.I)


def decline_words(enquiry: Enquiry, reading: Reading, wishes: Wishes, answered: Sequence[str] = ()) -> list[str]:
    """Reason, whom to ask instead, good luck. The date of a “booked until” is the profile’s or the owner’s.

    answered: what the draft has said before, in the owner’s words; a no among it is not said twice."""
    kind = wishes.decline if wishes.decline not in ("", "any") else ""
    matter = next((fact.value for fact in reading.not_done), "") or matter_of(enquiry)
    if not kind:
        kind = (
            "area"
            if "out_of_area" in reading.flags
            else "trade"
            if matter or "out_of_scope" in reading.flags
            else "plain"
        )
    sorry = is_bereaved(enquiry)
    start = "{Im} so sorry for your loss. " if sorry else ""
    how = register(enquiry, formal=wishes.formal, friendly=wishes.friendly)
    afraid = said(enquiry, "afraid", how)
    if kind == "area":
        reason = f"{afraid} that’s outside the area {{I}} cover ({{area}}), so {{I}} can’t help with this one."
        luck = "find somebody good nearby"
    elif kind == "size":
        reason, luck = (
            f"{afraid} this isn’t the size of job {{I}} take on, so {{I}} can’t help with this one.",
            "find the right person for it",
        )
    elif kind == "booked":
        reason = f"{afraid} {{Im}} booked up{{until}}, so {{I}} can’t fit this one in."
        luck = "find somebody good before then" if wishes.until else "find somebody good sooner"
    elif kind == "trade" and matter and any(_tells_so(one, matter) for one in answered):
        reason, luck = f"{afraid} {{I}} can’t help with this one.", "get it sorted"
    elif kind == "trade" and matter:
        reason = f"{afraid} {{I}} don’t {{does}}, so {{I}} can’t help with this one."
        luck = "get it sorted"
    elif kind == "trade":
        reason, luck = (
            f"{afraid} that isn’t something {{I}} do, so {{I}} can’t help with this one.",
            "find somebody good",
        )
    else:
        reason, luck = f"{afraid} {{I}} can’t take this one on.", "find somebody good"
    right = right_trade(matter, enquiry.business.trade) if kind == "trade" else ""
    words = [
        voiced(
            start + reason if not sorry else start + reason[:1].upper() + reason[1:],
            enquiry,
            area=area_words(enquiry.business.area),
            does=_does(matter),
            until=f" until {wishes.until}" if wishes.until else "",
        )
    ]
    if right:
        words.append(f"You’ll need {right} for that.")
    words.append(said(enquiry, "luck", how, luck=luck))
    return [one for one in words if one]


def _tells_so(said_before: str, matter: str) -> bool:
    return bool(_SAYS_NO.search(said_before)) and bool(set(stems(said_before)) & set(stems(matter)))


def partly_words(enquiry: Enquiry, not_done: Sequence[str]) -> str:
    """That a part of what is asked is not done, and who does it; the rest is answered as ever."""
    afraid = said(enquiry, "afraid", register(enquiry))
    does = " or ".join(_does(matter) for matter in not_done[:2])
    rights = list(
        dict.fromkeys(right for matter in not_done[:2] if (right := right_trade(matter, enquiry.business.trade)))
    )
    words = f"{afraid} {{I}} don’t {{does}}, so {{I}} can’t help with that part."
    if rights:
        words += " You’ll need {rights} for it."
    return voiced(words, enquiry, does=does, rights=" and ".join(rights))


def _does(matter: str) -> str:
    """“supplying tiles” → “supply tiles”, “plumbing” → “do plumbing”."""
    verb, _, rest = matter.partition(" ")
    return f"{_PLAIN_VERB[verb]} {rest}" if verb in _PLAIN_VERB and rest else f"do {matter}"


def right_trade(matter: str, own: str) -> str:
    """Who does it; empty where that is not plain, or is what this owner is (own): a decorator sends nobody to a decorator."""
    who = next((who for pattern, who in _RIGHT_TRADE if matter and re.search(pattern, matter, re.I)), "")
    mine = set(stems(own))
    return "" if any(set(stems(one)) - _NO_TRADE <= mine for one in who.split(" or ") if who) else who


_NO_TRADE = frozenset(stems("a an the registered licensed"))
