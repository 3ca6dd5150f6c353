"""The four nations, told from the postcode of the site. A rule of tax or safety may differ between them.

Area letters: Royal Mail postcode areas. A few districts lie across a border (TD, DG, SY, LD, CH, HR, NP): the area goes
with the larger part, and the owner can correct it on the quote.
"""

from __future__ import annotations

import re

NATIONS = {"england": "England", "scotland": "Scotland", "wales": "Wales", "ni": "Northern Ireland"}
_SCOTLAND = frozenset("AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE".split())
_WALES = frozenset("CF LD LL NP SA".split())
# Crown dependencies: another tax altogether, so no nation of ours.
_OUTSIDE = frozenset("GY IM JE".split())
_POSTCODE = re.compile(r"\b([A-Z]{1,2})\d[A-Z\d]?(?:\s*\d[A-Z]{2})?\b")


def nation_of(words: str) -> str:
    """`england`, `scotland`, `wales` or `ni` by the last postcode in an address; empty where there is none, or none of ours."""
    found = _POSTCODE.findall(words.upper())
    if not found or found[-1] in _OUTSIDE:
        return ""
    area = found[-1]
    if area == "BT":
        return "ni"
    if area in _SCOTLAND:
        return "scotland"
    return "wales" if area in _WALES else "england"
