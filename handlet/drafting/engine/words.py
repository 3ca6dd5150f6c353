"""Words of a text as stems, and the trade's own synonyms: enough to see that “loo” and “toilet” are one thing."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?", re.I)
_local = threading.local()

# One word stands for its group. Spoken trade English of the UK; nothing here belongs to one business.
SAME: dict[str, str] = {
    word: group
    for group, others in {
        "toilet": "loo lav lavatory wc bog cistern",
        "tap": "faucet taps mixer",
        "unblock": "blocked blockage clogged backing clear bunged",
        "radiator": "rad rads radiators",
        "washing": "dishwasher washer",
        "fit": "fitted fitting install installed installing put mount hang hung hanging lay laid laying",
        "replace": "swap swapped change changed new renew replacement renewing replacing",
        "repair": "fix fixed mend mending sort broken damaged cracked",
        "leak": "leaking leaks dripping drip pouring",
        "socket": "sockets plug outlet",
        "light": "lights lighting lamp",
        "downlight": "spotlight spotlights spots downlights",
        "skim": "skimmed skimming plaster plastering replaster",
        "artex": "textured",
        "tile": "tiles tiling tiled",
        "gutter": "gutters guttering",
        "paint": "painting painted emulsion decorate decorating",
        "wallpaper": "paper papering",
        "hedge": "hedges privet conifer conifers leylandii",
        "lawn": "grass mow mowing",
        "fence": "fencing panel panels",
        "wash": "jetwash pressure jet washing",
        "lock": "locks cylinder barrel",
        "key": "keys",
        "clean": "cleaning cleaner cleaned",
        "oven": "cooker",
        "carpet": "carpets rug",
        "boiler": "combi",
        "service": "serviced servicing",
        "door": "doors",
        "wall": "walls",
        "ceiling": "ceilings",
        "floor": "floors flooring",
        "remove": "removal take away dispose dump rid strip lift old hacking",
        "shower": "showers",
        "bath": "bathtub",
        "seal": "reseal silicone sealant resealing",
        "alarm": "alarms detector",
        "charger": "ev",
        "report": "eicr certificate record cp12",
        "shelf": "shelves shelving",
    }.items()
    for word in others.split()
}  # fmt: skip

STOP = frozenset(
    """a an and are as at be been but by can could do does for from get got had has have hello hi hiya how i if in is it
    its just like me much my need of on one or our please so some that the their them then there these they this to us
    want was we were what when which will with would you your thanks thank cheers ta up out any about also am not no per
    each existing standard same place up to includes including included within price quote cost""".split()
)


def stems(text: str) -> list[str]:
    """The stems of a text in order, synonyms folded, small words left out."""
    found = []
    for word in WORD.findall(text.casefold().replace("’", "'")):
        plain = word.removesuffix("'s")
        plain = SAME.get(plain, plain)
        if plain in STOP or (len(plain) < 2 and not plain.isdigit()):
            continue
        found.append(_stem(plain))
    return found


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("english")
    stem: str = _local.stemmer.stemWord(word)
    return stem


def sentences(text: str) -> Sequence[str]:
    """Clauses of a message: sentences, lines, and parts joined by “and” or “plus” that may each ask for something."""
    parts = re.split(r"(?<=[.!?])\s+|\n+|;|, (?:and |plus )|\band also\b|\bplus\b|\bas well as\b", text)
    return [part.strip() for part in parts if part and part.strip()]
