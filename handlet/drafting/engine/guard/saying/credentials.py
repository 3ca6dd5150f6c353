"""Registrations and memberships that a text claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlet.drafting.engine.guard.saying.said import Said
from handlet.drafting.engine.guard.saying.sentences import is_undone

CREDENTIALS = {
    name: re.compile(rf"\b(?:{words})", re.I)
    for name, words in {
        "gas safe": r"gas[- ]?safe|(?<!not )gas[- ]registered|corgi[- ]registered|registered gas (?:fitter|engineer|installer)",
        "niceic": r"niceic",
        "napit": r"napit",
        "elecsa": r"elecsa",
        "stroma": r"stroma\b",
        "part p": r"part p\b",
        "hetas": r"hetas",
        "mcs": r"mcs\b",
        "fensa": r"fensa",
        "certass": r"certass",
        "watersafe": r"water ?safe\b|ciphe\b|aphc\b",
        "oftec": r"oftec",
        "nfrc": r"nfrc|national federation of roofing",
        "fmb": r"fmb\b|federation of master builders",
        "dbs": r"dbs\b|crb check",
        "insured": r"(?:fully |re)?insured\b|public liability|(?:our|my) insurance|insurance[- ]backed",
        "city and guilds": r"city (?:&|and) guilds|nvq\b",
        "rhs": r"rhs\b",
        "waste carrier": r"waste carrier",
        "mla": r"mla\b|master locksmiths",
        "tta": r"tta\b|tile association",
        "dulux": r"dulux select",
        "trustmark": r"trust ?mark\b",
        "checkatrade": r"checkatrade|which\? trusted|trustpilot|mybuilder|five[- ]star|5[- ]star",
        "trusted trader": r"trusted trader",
        "chas": r"chas\b|constructionline|safe ?contractor",
        "iso": r"iso ?9001",
        "qualified": r"(?:fully|time[- ]served|highly) (?:qualified|trained|certified|licensed)|\b(?:i'm|i am|we're|we are|are) (?:all )?(?:qualified|licensed|registered|chartered|approved)",
        "certified": r"(?:certified|accredited|chartered|award[- ]winning)\b",
        "experience": r"years?'? (?:of )?(?:experience|trading|in the trade)",
        "approved contractor": r"approved contractor",
        "vat registered": r"vat[- ]registered",
    }.items()
}  # fmt: skip
_OF_ANOTHER = re.compile(
    r"\b(?:an?|any|another|your|local|the|find|use|call|ring|licensed)\s+(?:local\s+|other\s+|qualified\s+)?$", re.I
)
_OF_OURS = re.compile(r"\b(?:i'm|i am|we're|we are|as)\s+(?:an?\s+)?$", re.I)
_SOMEONE = re.compile(
    r"^[\w\s-]{0,14}\b(?:engineers?|electricians?|plumbers?|installers?|specialists?|fitters?|firms?|contractors?|company|person|someone)\b",
    re.I,
)


def credentials(text: str) -> Iterator[Said]:
    """Claims that the business holds one; not “please use a Gas Safe engineer”, not “we’re not Gas Safe registered”."""
    for name, pattern in CREDENTIALS.items():
        for match in pattern.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            of_another = not _OF_OURS.search(before) and _OF_ANOTHER.search(before) and _SOMEONE.match(after)
            if not of_another and not is_undone(text, match.start()):
                yield Said("credential", match.start(), match.end(), frozenset({name}))
