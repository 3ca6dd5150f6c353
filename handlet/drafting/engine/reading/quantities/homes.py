"""How large a home is: 3 bed semi, a two-bedroom flat."""

from __future__ import annotations

from handlet.drafting.engine.reading.quantities.words import Bound, Read, Words
from handlet.drafting.engine.reading.tokens import read_number

_PARTS_OF_A_ROOM = set(
    "doors ceilings walls windows radiators rads floors sockets lights curtains blinds wardrobes mattresses units drawers".split()
)

_BEDDING = set(
    "linen sheets bedding duvets duvet mattress mattresses laundered laundry king kings double doubles single singles bunk bunks".split()
)
_FAR = 12
"""Words before and behind the beds in which their linen is looked for."""

_BEDS = {"bed", "beds", "bedroom", "bedrooms", "bedroomed", "bedded", "bdr", "bdrm", "bedrom"}


def bedrooms(said: Words, i: int) -> Read | None:
    """3 bed semi, a two-bedroom flat."""
    read = read_number(said.tokens, i, said.language)
    if read is None or read[0] != int(read[0]) or not 0 < read[0] < 21:
        return None
    value, j = read
    j += said.w(j) == "-"
    if said.w(j) not in _BEDS:
        return None
    after = said.w(j + 1)
    if said.w(j) in ("bed", "beds", "bedrooms") and said.w(j) != "bed" and not is_of_a_home(said, i, j):
        return None
    if said.w(j) == "bed" and after in ("frame", "frames", "linen"):
        return None
    if said.w(j) == "beds" and _BEDDING & {said.w(n) for n in range(max(0, i - _FAR), min(j + _FAR, len(said.words)))}:
        # “Clean linen for 4 beds”: they are made up, and tell of no bedrooms.
        return None
    if said.w(j) in ("bed", "bedroom") and after in _PARTS_OF_A_ROOM:
        # “Four bedroom doors” are doors.
        return None
    return Read([Bound(said.fact(value, "bedroom", "bedroom", i, j + 1), "bedroom", "bedrooms")], j + 1)


def is_of_a_home(said: Words, i: int, j: int) -> bool:
    """Whether the words around tell of a home, and not of bedrooms to be painted or carpeted."""
    around = {said.w(n) for n in range(max(0, i - 8), min(j + 7, len(said.words)))}
    return bool(
        around
        & set(
            "house flat bungalow semi terrace terraced detached apartment property home maisonette cottage tenancy place clean".split()
        )
    ) and not around & set(
        "paint painting painted decorate decorating decorated skim carpet wallpaper plaster skimmed wallpapered".split()
    )
