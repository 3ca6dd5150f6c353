"""Letters that can be shown and printed as what they are: no hidden controls, nothing that the paper's fonts lack.

Bidirectional controls can make words read otherwise than they are (Unicode Technical Report 36; “Trojan source”), so they
are taken out of every document; the direction of Arabic and Hebrew comes from the letters themselves.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

# Which letters the fonts inside the typst wheel hold: [first, last], in order. A test prints them all.
COVERED = Path(__file__).parent / "paper" / "letters.json"
MISSING = "▯"
MISSING_WORDS = f"{MISSING} stands for a letter that cannot be printed here. It is whole on the page of this quote."
_JOINERS = "\u200c\u200d"
_FLAGS = range(0x1F1E6, 0x1F200)
# Selectors of a look, and skin tones: nothing is lost without them.
_LOOKS = frozenset([0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)])


def clean(text: str) -> str:
    """The text without controls, hidden marks and directions; lines stay lines, every other space is one that is seen."""
    kept = []
    joined = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for place, letter in enumerate(joined):
        kind = unicodedata.category(letter)
        if letter == "\n" or kind in ("Zl", "Zp"):
            kept.append("\n")
        elif letter in _JOINERS:
            kept.append(letter if _joins(joined, place) else "")
        elif kind == "Zs" or letter == "\t":
            kept.append(" ")
        elif kind not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(letter)
    return "".join(kept)


def line(text: str) -> str:
    """Cleaned and on one line."""
    return " ".join(clean(text).split())


def _joins(text: str, place: int) -> bool:
    """Joiners shape Persian and Indian writing and build pictures out of several; elsewhere they only hide."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return bool(before and after) and all(ord(letter) >= 0x590 for letter in before + after)


def printable(text: str) -> str:
    """As on paper: pictures by their names in brackets, and a mark for each letter of a script that the fonts lack."""
    if text.isascii():
        return text
    printed: list[str] = []
    flag = ""
    for letter in text:
        code = ord(letter)
        if code in _FLAGS:
            flag += chr(ord("A") + code - _FLAGS.start)
            if len(flag) == 2:
                printed.append(f"[flag {flag}]")
                flag = ""
            continue
        if flag:
            printed.append(f"[{flag}]")
            flag = ""
        if code in _LOOKS or (letter in _JOINERS and not is_covered(letter)):
            continue
        printed.append(letter if is_covered(letter) else _named(letter))
    if flag:
        printed.append(f"[{flag}]")
    return "".join(printed)


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "")
    if name and unicodedata.category(letter) in ("So", "Sk", "Sm", "Sc"):
        return f"[{name.lower()}]"
    # A mark above a letter that is missing too: one sign for both.
    return "" if unicodedata.combining(letter) else MISSING


def is_covered(letter: str) -> bool:
    """Whether the paper's fonts hold the letter."""
    firsts, lasts = _ranges()
    place = bisect_right(firsts, ord(letter)) - 1
    return letter in "\n " or (place >= 0 and ord(letter) <= lasts[place])


@lru_cache(maxsize=1)
def _ranges() -> tuple[list[int], list[int]]:
    ranges = json.loads(COVERED.read_text(encoding="utf-8"))
    return [first for first, _ in ranges], [last for _, last in ranges]
