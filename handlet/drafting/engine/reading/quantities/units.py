"""A figure with its unit: 3.5 m, 6 foot, 5ft 6, 6'2", half a metre, 12 sq. m, “10, 9 and 12 m2”."""

from __future__ import annotations

from decimal import Decimal

from handlet.drafting.engine.reading.quantities.words import BY, Words
from handlet.drafting.engine.reading.tokens import read_number

_UNITS = {
    **dict.fromkeys("m metre metres meter meters mtr mtrs mt mts metr metry metrów metrow metri metru metros متر أمتار م метр метра метров м mètre mètres metro metr fetr".split(), "m"),
    **dict.fromkeys("mm mil mils millimetre millimetres millimeter millimeters".split(), "mm"),
    **dict.fromkeys("cm cms centimetre centimetres centimeter centimeters centimetri".split(), "cm"),
    **dict.fromkeys("ft foot feet fts".split(), "ft"),
    **dict.fromkeys("inch inches inchs".split(), "in"),
    **dict.fromkeys("yd yds yard yards".split(), "yd"),
    **dict.fromkeys("m2 sqm sqms m² msq mp mq м2 м² кв.м qm sqmtr sqmtrs".split(), "m2"),
    **dict.fromkeys("sqft ft2 ft²".split(), "ft2"),
    **dict.fromkeys("sqyd yd2".split(), "yd2"),
    **dict.fromkeys("m3 m³ cbm".split(), "m3"),
    **dict.fromkeys("kw kilowatt kilowatts".split(), "kw"),
    **dict.fromkeys("litre litres liter liters ltr ltrs".split(), "l"),
    **dict.fromkeys("kg kgs kilo kilos".split(), "kg"),
    **dict.fromkeys("tonne tonnes ton tons".split(), "tonne"),
    **dict.fromkeys("hour hours hr hrs godzin godziny godzina ghanta ghante ghanton ore oră ora horas hora heures heure stunden stunde awr".split(), "hour"),
}  # fmt: skip

_SQUARE = {"square", "sq", "squared"}

_SQUARED = set(
    "squared square sq kwadratowych kwadratowe pătrați patrati cuadrados carrés carré quadrati quadrados sgwâr sgwar".split()
)


def unit_at(said: Words, j: int) -> tuple[str, int] | None:
    """A unit beginning at token j: its name with us, and the token after it."""
    w, after = said.w(j), j + 1
    if w in _SQUARE or (w == "sq" and said.w(after) == "."):
        after += said.w(after) == "."
        base = _UNITS.get(said.w(after))
        if base in ("m", "ft", "yd", "mm", "cm", "in"):
            after += 1
            after += said.w(after) == "."
            return f"{base}2", after
        return None
    if w == "m" and after < len(said.tokens) and said.tokens[after].text == "²":
        return "m2", after + 1
    if w == "ft" and after < len(said.tokens) and said.tokens[after].text == "²":
        return "ft2", after + 1
    if w in ("m", "м", "ft", "cm", "mm", "yd") and said.tokens[after - 1].end == (
        said.tokens[after].start if after < len(said.tokens) else -1
    ):
        if said.w(after) == "2":
            return f"{'m' if w == 'м' else w}2", after + 1
        if said.w(after) == "3" and w == "m":
            return "m3", after + 1
        if said.w(after) == "^" and said.w(after + 1) == "2":
            return f"{w}2", after + 2
    base = _UNITS.get(w)
    if base is None or (w == "mp" and said.language != "ro") or (w == "mq" and said.language != "it"):
        return None
    if w == "mill" and said.w(after) in ("quid", "pounds"):
        return None
    if (
        said.w(after) == "."
        and base in ("ft", "m", "cm", "mm", "yd", "hour")
        and after + 1 < len(said.tokens)
        and said.tokens[after + 1].text[:1].islower()
        and w in ("ft", "hr", "hrs")
    ):
        after += 1
    if (
        said.w(after) in _SQUARED
        and base in ("m", "ft", "cm", "yd")
        and not (said.w(after) in ("square", "sq") and said.w(after + 1) in ("metre", "metres", "m"))
    ):
        if base in ("cm", "in") and said.w(after) == "square":
            # “20cm square” is the side of a square, not an area.
            return base, after + 1
        return f"{base}2", after + 1
    return base, after


def signed(said: Words, j: int) -> tuple[str, int] | None:
    """6' and 6\" right behind the figure."""
    if (
        0 < j < len(said.tokens)
        and said.tokens[j].text in ("'", '"')
        and said.tokens[j - 1].end == said.tokens[j].start
    ):
        return ("ft" if said.tokens[j].text == "'" else "in"), j + 1
    if said.w(j) == "in" and 0 < j < len(said.tokens) and said.tokens[j - 1].end == said.tokens[j].start:
        return "in", j + 1
    if said.w(j) == "in" and said.w(j + 1) in ("x", "by", "wide", "deep", "high", "long", "thick", "tall"):
        return "in", j + 1
    return None


def amount_at(said: Words, i: int) -> tuple[Decimal, str, int] | None:
    """A number with a unit of measure: 3.5m, 6 foot, 5ft 6, 6'2\", half a metre."""
    if said.w(i) == "half" and said.w(i + 1) in ("a", "an") and unit_at(said, i + 2):
        unit, j = unit_at(said, i + 2) or ("", i)
        return Decimal("0.5"), unit, j
    if (
        said.w(i) in ("a", "an", "one")
        and said.w(i + 1) in ("metre", "meter", "foot", "yard")
        and said.w(i + 2) in ("of", "high", "tall", "up")
    ):
        unit, j = unit_at(said, i + 1) or ("", i)
        return Decimal(1), unit, j
    for words, part in (
        (("three", "quarters", "of", "a"), "0.75"),
        (("a", "quarter", "of", "a"), "0.25"),
        (("quarter", "of", "a"), "0.25"),
    ):
        if said.seq(i, *words) and unit_at(said, i + len(words)):
            unit, j = unit_at(said, i + len(words)) or ("", i)
            return Decimal(part), unit, j
    if said.w(i) in ("a", "an") and unit_at(said, i + 1) and said.seq(i + 2, "and", "a", "half"):
        return Decimal("1.5"), (unit_at(said, i + 1) or ("", 0))[0], i + 5
    if said.seq(i, "an", "hour", "and", "a", "half"):
        return Decimal("1.5"), "hour", i + 5
    read = read_number(said.tokens, i, said.language)
    if read is None:
        return None
    value, j = read
    # 2 or 3 kilos, 10-12m: the greater is the one to reckon with.
    if (
        said.w(j) in ("or", "to", "-")
        and (more := read_number(said.tokens, j + 1, said.language))
        and unit_at(said, more[1])
        and value < more[0] <= value * 3
        and not unit_at(said, j)
    ):
        value, j = more
    if (
        said.w(i - 1) == "between"
        and said.w(j) == "and"
        and (more := read_number(said.tokens, j + 1, said.language))
        and (unit_at(said, more[1]) or unit_at(said, j))
        and value < more[0]
    ):
        value, j = more
    if said.w(j) == "-" and j + 1 < len(said.tokens) and (unit_at(said, j + 1) and said.tokens[j + 1].kind == "word"):
        j += 1
    if said.w(j) == "a" and said.w(j + 1) == "half":
        j += 2
    found = signed(said, j) or unit_at(said, j) or shared_unit(said, j)
    if found is None:
        return None
    unit, after = found
    if unit == "ft" and after < len(said.tokens):
        more = read_number(said.tokens, after)
        if (
            more
            and more[0] < 12
            and more[0] == int(more[0])
            and (said.tokens[after].kind == "number" or said.w(i - 1) in BY)
        ):
            tail = signed(said, more[1]) or unit_at(said, more[1])
            if tail and tail[0] == "in":
                return value * 12 + more[0], "in", tail[1]
            if (
                not tail
                and said.tokens[after].start - said.tokens[after - 1].end <= 1
                and said.w(more[1])
                in ("", "x", "by", ".", ",", "high", "wide", "long", "tall", "across", "deep", "\n", "and")
            ) or (not tail and said.w(i - 1) in BY and said.w(i) != "" and said.tokens[after].kind == "word"):
                return value * 12 + more[0], "in", more[1]
    return value, unit, after


def shared_unit(said: Words, j: int) -> tuple[str, int] | None:
    """“10, 9 and 12 m2”: the unit at the end of a list is that of each figure; the place after this one."""
    at = j
    while said.w(at) in (",", "and", "&", "+", "plus"):
        oxford = said.w(at) == "," and said.w(at + 1) in ("and", "&")
        last = said.w(at) != "," or oxford
        at += 1 + oxford
        more = read_number(said.tokens, at, said.language) if at < len(said.tokens) else None
        if more is None or said.tokens[at].kind != "number":
            return None
        at = more[1]
        unit = unit_at(said, at)
        if unit is not None:
            return (unit[0], j) if last and unit[0] in ("m2", "ft2", "yd2", "m", "ft") else None
    return None
