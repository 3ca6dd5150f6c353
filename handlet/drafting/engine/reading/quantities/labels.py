"""Figures that are names: house numbers, flat 2, invoice 5521, built in 1974."""

from __future__ import annotations

from handlet.drafting.engine.reading.nouns import thing_at
from handlet.drafting.engine.reading.quantities.words import Words

BEFORE_LABEL = {
    "flat", "apartment", "apt", "unit", "number", "no", "plot", "room", "house", "block", "level", "invoice", "order", "ref", "quote", "job", "code", "error", "fault", "model", "page", "part",
    "bs", "type", "class", "version", "v", "grade", "item", "option", "at", "aged", "age", "turned", "i'm", "is", "he's", "she's", "floor", "article", "section", "since", "£", "$", "€", "#", "built",
}  # fmt: skip
_STREETS = {"st", "street", "road", "rd", "lane", "ln", "avenue", "ave", "close", "cl", "drive", "dr", "way", "court", "ct", "terrace", "place", "pl", "gardens", "grove", "crescent", "cres", "hill", "row",
            "square", "walk", "mews", "view", "park", "rise", "gate", "green", "house", "parade", "wharf", "quay", "villas", "cottages", "mount", "bank", "end", "vale", "field", "fields", "croft", "strasse"}  # fmt: skip


def is_label(said: Words, i: int, j: int) -> bool:
    """A house number, flat 2, invoice 5521, aged 72, built in 1974."""
    before, text = said.w(i - 1), said.tokens[i].text
    if before in BEFORE_LABEL and not (
        before in ("at", "is", "no", "unit", "room", "i'm", "option", "item", "quote", "order", "job", "part")
        and thing_at(said.words, j)
    ):
        return True
    if before == "." and said.w(i - 2) in ("no", "nr"):
        return True
    if len(text) == 4 and text[:2] in ("19", "20") and before in ("in", "since", "about", "from", "circa", "around"):
        return True
    # 14 Heald Place: capital letters, with a street word within three.
    capital = 0
    for n in range(j, min(j + 4, len(said.tokens))):
        if said.tokens[n].kind != "word":
            break
        if said.tokens[n].lower in _STREETS and n > j:
            if (
                capital
                or said.tokens[n].text[:1].isupper()
                or before in (",", "at")
                or said.w(n + 1) in (",", "\n", ".", "")
            ):
                return (
                    said.tokens[n].lower
                    not in ("gate", "gates", "green", "house", "drive", "bank", "end", "square", "way")
                    or capital > 0
                )
        capital += said.tokens[n].text[:1].isupper()
    return False
