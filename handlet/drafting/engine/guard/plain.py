"""A text as it is checked: look-alike letters, wide digits and unseen signs cannot hide a sum, and places stay known."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Never seen by a reader: zero-width and bidi controls, soft hyphen, tag characters, variation selectors, keycap frames.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u20e3"
    "\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
# Letters of other alphabets that look like Latin ones, and signs that look like plainer ones.
_ALIKE = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijsdhqwABEKMHOPCTYXIJS", strict=True)),
        **dict(zip("αορνικτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aopviktuABEZHIKMNOPTYX", strict=True)),
        **dict.fromkeys("‘’‛′`´", "'"),
        **dict.fromkeys("“”″«»„", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣", "-"),
        **dict.fromkeys("₤", "£"),
        **dict.fromkeys("․。｡", "."),
        "⁄": "/",
        "∕": "/",
        "٪": "%",
        "٫": ".",
        "×": "x",
        "\t": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` is read; `origin[n]` is the place of `text[n]` in `raw`, so that findings name the words as written."""

    text: str
    raw: str
    origin: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """The words as they were written."""
        if end <= start or start >= len(self.origin):
            return ""
        return self.raw[self.origin[start] : self.origin[end - 1] + 1].strip()

    def place(self, start: int) -> int:
        """Where a place of the read text stands in the text as written."""
        return self.origin[start] if start < len(self.origin) else len(self.raw)


def plain(raw: str) -> Plain:
    signs: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(raw):
        if UNSEEN.match(sign):
            continue
        if sign.isascii():
            folded = " " if sign == "\t" else sign
        elif sign.isdigit() and not sign.isdecimal():
            # ², ①, ❶: a digit to the eye, and no part of a number to Python.
            folded = str(unicodedata.digit(sign))
        elif sign.isdecimal():
            folded = str(unicodedata.decimal(sign))
        else:
            folded = unicodedata.normalize("NFKC", sign.translate(_ALIKE)).translate(_ALIKE)
        for one in folded:
            signs.append(one)
            origin.append(place)
    return Plain("".join(signs), raw, tuple(origin))
