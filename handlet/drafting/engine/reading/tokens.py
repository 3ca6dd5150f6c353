"""Tokens with offsets, sentences, and number words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['][^\W\d_]+)*(?:(?<=\bw)/[co]\b)?)"
    r"|(?P<break>\n)"
    r"|(?P<sign>[^\s\w]|_)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """kind: number, word, break or sign. lower: in small letters."""

    text: str
    lower: str
    start: int
    end: int
    kind: str


def tokenise(text: str) -> list[Token]:
    """Words, numbers, signs and line ends, each with its place; blanks are left out."""
    return [Token(m.group(), m.group().lower(), m.start(), m.end(), str(m.lastgroup)) for m in _TOKEN.finditer(text)]


_SENTENCE_END = re.compile(
    r"[!?;]+[)\"']*(?=\s|$)|(?<!\d)\.+[)\"']*(?=\s|$)|(?<=\d)\.[)\"']*(?=\s+[A-Z\n]|\s*$)|\n+|(?<=[a-z]{3})\.(?=[A-Z])"
)
_SHORT = re.compile(
    r"(?:\d ?in|\b(?:mr|mrs|ms|dr|st|no|nr|approx|incl|inc|etc|e\.g|i\.e|rd|ave|sq|tel|mob|vs|qty|ext|min|max|hrs?|ft|mm|cm"
    r"|mon|tues?|weds?|thurs?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z]))\.$",
    re.I,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Places of the sentences; a line end always ends one, as nobody runs a chat message over two lines."""
    found, begin = [], 0
    for end in _SENTENCE_END.finditer(text):
        if end.group() == "." and _SHORT.search(text, max(0, end.start() - 7), end.end()) and "\n" not in end.group():
            follows = text[end.end() : end.end() + 2].strip()
            if follows and not follows[0].isupper():
                continue
        if text[begin : end.end()].strip():
            found.append(_trimmed(text, begin, end.end()))
        begin = end.end()
    if text[begin:].strip():
        found.append(_trimmed(text, begin, len(text)))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# --- numbers ----------------------------------------------------------------------------------------------------------

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "fiveteen": 15, "fourty": 40, "fout": 4, "tow": 2,
    # Polish, Romanian, Spanish, French, Portuguese, Italian, German, Welsh.
    "jeden": 1, "jednego": 1, "jednej": 1, "dwóch": 2, "jedna": 1, "jedno": 1, "jedną": 1, "dwa": 2, "dwie": 2, "trzy": 3, "cztery": 4, "pięć": 5, "sześć": 6,
    "siedem": 7, "osiem": 8, "dziewięć": 9, "dziesięć": 10, "trzech": 3, "czterech": 4,
    "două": 2, "doua": 2, "doi": 2, "trei": 3, "patru": 4, "cinci": 5, "șase": 6, "sase": 6, "șapte": 7, "sapte": 7, "opt": 8,
    "nouă": 9, "noua": 9, "zece": 10, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "oito": 8, "nove": 9, "dez": 10, "due": 2, "quattro": 4,
    "cinque": 5, "sette": 7, "dieci": 10, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "один": 1, "одна": 1, "два": 2, "дві": 2, "две": 2, "двух": 2, "три": 3, "чотири": 4, "четыре": 4, "четири": 4, "пять": 5, "п'ять": 5, "пет": 5, "bir": 1, "iki": 2, "üç": 3, "dört": 4, "beş": 5, "du": 2, "trys": 3, "ek": 1, "do": 2, "teen": 3, "char": 4, "paanch": 5, "dau": 2, "dwy": 2, "tri": 3, "tair": 3, "pedwar": 4, "pedair": 4, "pump": 5, "chwech": 6,
}  # fmt: skip
_ENGLISH = {
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "fiveteen", "fout",
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_LENGTHS = {"m", "cm", "mm", "m2", "sqm", "metre", "metres", "meter", "meters", "mtr", "mtrs"}
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667"}


def read_number(tokens: list[Token], at: int, language: str = "en") -> tuple[Decimal, int] | None:
    """A number beginning at token `at` and the token after it; words of another language only where it is written."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "number":
        value, after = Decimal(token.text.replace(",", "")), at + 1
        # 1,5 m: the comma of the continent.
        if (
            after + 1 < len(tokens) and tokens[after].text == "," and tokens[after].start == token.end
            and tokens[after + 1].kind == "number" and tokens[after + 1].start == tokens[after].end
            and re.fullmatch(r"\d{1,2}", tokens[after + 1].text) and "." not in token.text
            and (language != "en" or _word(tokens, after + 2) in _LENGTHS)
        ):  # fmt: skip
            return Decimal(f"{token.text}.{tokens[after + 1].text}"), after + 2
        if after < len(tokens) and tokens[after].text in _FRACTIONS and value < 1000:
            return value + Decimal(_FRACTIONS[tokens[after].text]), after + 1
        if _word(tokens, after) == "and" and _word(tokens, after + 1) == "a" and _word(tokens, after + 2) == "half":
            return value + Decimal("0.5"), after + 3
        # 3 1/2
        if (
            after + 2 < len(tokens) and tokens[after + 1].text == "/" and tokens[after].text == "1"
            and tokens[after + 2].text in ("2", "4") and tokens[after].start == token.end + 1
            and tokens[after + 2].start == tokens[after].end + 1
        ):  # fmt: skip
            return value + Decimal(1) / Decimal(tokens[after + 2].text), after + 3
        return value, after
    if token.text in _FRACTIONS:
        return Decimal(_FRACTIONS[token.text]), at + 1
    word = token.lower
    if word in _TENS:
        value, after = Decimal(_TENS[word]), at + 1
        if after < len(tokens) and tokens[after].text == "-":
            after += 1
        follow = _UNITS.get(_word(tokens, after), 10)
        if follow < 10 and _word(tokens, after) in _ENGLISH:
            return value + follow, after + 1
        return value, at + 1
    if word in _UNITS and (word in _ENGLISH or language != "en"):
        value, after = Decimal(_UNITS[word]), at + 1
        if _word(tokens, after) == "hundred":
            return value * 100, after + 1
        if _word(tokens, after) == "point" and 0 <= _UNITS.get(_word(tokens, after + 1), 10) < 10 and language == "en":
            # “two point five metres”, as it is said to a telephone.
            return value + Decimal(_UNITS[_word(tokens, after + 1)]) / 10, after + 2
        if _word(tokens, after) == "and" and _word(tokens, after + 1) == "a" and _word(tokens, after + 2) == "half":
            return value + Decimal("0.5"), after + 3
        return value, after
    if word == "a" and _word(tokens, at + 1) in ("dozen", "hundred"):
        return Decimal(12 if _word(tokens, at + 1) == "dozen" else 100), at + 2
    if word == "half" and _word(tokens, at + 1) == "a" and _word(tokens, at + 2) == "dozen":
        return Decimal(6), at + 3
    if word == "dozen":
        return Decimal(12), at + 1
    if word == "couple" or (word == "a" and _word(tokens, at + 1) in ("couple", "pair")) or word == "pair":
        after = at + (2 if word == "a" else 1)
        return Decimal(2), after + (1 if _word(tokens, after) == "of" else 0)
    return None


def _word(tokens: list[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""
