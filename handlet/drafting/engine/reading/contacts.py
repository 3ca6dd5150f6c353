"""Postcodes, telephone numbers, e-mail addresses and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.port import TextFact

Place = tuple[int, int]

# --- postcodes --------------------------------------------------------------------------------------------------------

AREAS = frozenset(
    [
        "AB",
        "AL",
        "B",
        "BA",
        "BB",
        "BD",
        "BF",
        "BH",
        "BL",
        "BN",
        "BR",
        "BS",
        "BT",
        "CA",
        "CB",
        "CF",
        "CH",
        "CM",
        "CO",
        "CR",
        "CT",
        "CV",
        "CW",
        "DA",
        "DD",
        "DE",
        "DG",
        "DH",
        "DL",
        "DN",
        "DT",
        "DY",
        "E",
        "EC",
        "EH",
        "EN",
        "EX",
        "FK",
        "FY",
        "G",
        "GL",
        "GU",
        "GY",
        "HA",
        "HD",
        "HG",
        "HP",
        "HR",
        "HS",
        "HU",
        "HX",
        "IG",
        "IM",
        "IP",
        "IV",
        "JE",
        "KA",
        "KT",
        "KW",
        "KY",
        "L",
        "LA",
        "LD",
        "LE",
        "LL",
        "LN",
        "LS",
        "LU",
        "M",
        "ME",
        "MK",
        "ML",
        "N",
        "NE",
        "NG",
        "NN",
        "NP",
        "NR",
        "NW",
        "OL",
        "OX",
        "PA",
        "PE",
        "PH",
        "PL",
        "PO",
        "PR",
        "RG",
        "RH",
        "RM",
        "S",
        "SA",
        "SE",
        "SG",
        "SK",
        "SL",
        "SM",
        "SN",
        "SO",
        "SP",
        "SR",
        "SS",
        "ST",
        "SW",
        "SY",
        "TA",
        "TD",
        "TF",
        "TN",
        "TQ",
        "TR",
        "TS",
        "TW",
        "UB",
        "W",
        "WA",
        "WC",
        "WD",
        "WF",
        "WN",
        "WR",
        "WS",
        "WV",
        "YO",
        "ZE",
    ]
)
"""The postcode areas of the Royal Mail (Crown dependencies included)."""

# An area of one letter comes before one of two where both would do ("B13": B and 13, never B1 and 3).
_FULL = re.compile(
    r"(?<![A-Za-z0-9£])(?P<area>[A-Za-z](?=[ ]?\d)|[A-Za-z01]{1,2})(?P<gap> ?)(?P<district>[0-9OoIl](?:[0-9OoIl]|[A-HJKMNP-Ya-hjkmnp-y])?)"
    r"(?P<space>[ \-.]{0,2})(?P<sector>[0-9OoIl])(?P<unit>[A-Za-z0]{2})(?![A-Za-z0-9])"
)
_OUTWARD = re.compile(
    r"(?<![A-Za-z0-9£#&'\-./])(?P<area>[A-Za-z]{1,2})(?P<district>\d{1,2}[A-HJKMNP-Y]?)(?![A-Za-z0-9'\"]|[-./,]\d)"
)
_PLACE_CUE = re.compile(
    r"(?:\b(?:in|at|near|nr|around|round|covers?|covering|postcode|post code|postal code|area|areas|from|to|for|based|live|living|"
    r"located|address|out|round|travel|come|over|we're|im|i'm|its|it's|just off|side of|outside|near to|district)"
    r"(?: (?:the|is|in|at|as|out|far|of|my|our|your|or|and|also|here))?[ :(]*|\(\s*|(?:[A-Z][a-z]+[a-z]),? ?\(?|[A-Z]{1,2}\d{1,2}[A-Z]?(?:,| or| and|/| &) ?)$"
)
_NO_PLACE = re.compile(
    r"\b(?:error|fault|codes?|code is|showing|shows|display\w*|reads?|reading|model|type|grade|size|class|page|room|unit|flat|"
    r"ref|order|invoice|job|quote|part|bolts?|screws?|junction|the|a|level|plot|lot|gate|terminal|zone|bay|says?|saying|flashing|"
    r"battery|batteries|bulb|lamp|socket|fuse|door|block)[ :#]*$",
    re.I,
)


def postcodes(source: Source) -> Iterator[tuple[TextFact, Place]]:
    """Full postcodes first to last, then outward ones; `value` is upper case with one blank."""
    text, taken = source.text, []
    for m in _FULL.finditer(text):
        written = _full(m)
        if written is None or _is_word_pair(m, text):
            continue
        taken.append(m.span())
        yield TextFact(written, source.span(*m.span())), m.span()
    for m in _OUTWARD.finditer(text):
        if any(start < m.end() and m.start() < end for start, end in taken) or not _is_outward(m, text):
            continue
        yield TextFact(m.group().upper(), source.span(*m.span())), m.span()


def _full(m: re.Match[str]) -> str | None:
    area = m["area"].upper().replace("0", "O").replace("1", "I")
    district = m["district"].upper()
    sector, unit = _digit(m["sector"]), m["unit"].upper().replace("0", "O")
    digits = _digit(district[0]) + (
        _digit(district[1:]) if district[1:] in ("O", "I", "L") or district[1:].isdigit() else district[1:]
    )
    if area not in AREAS or not sector.isdigit() or (digits[0] == "0" and len(digits) > 1):
        return None
    # Without a digit as typed there is no postcode: "so is it" must not become one.
    if not any(sign.isdigit() for sign in m["district"] + m["sector"]):
        return None
    if m["gap"] and not m["space"] and not m.group().isupper():
        return None
    if digits[-1].isalpha() and not _takes_letter(area, digits):
        return None
    return f"{area}{digits} {sector}{unit}"


def _digit(text: str) -> str:
    return text.upper().replace("O", "0").replace("I", "1").replace("L", "1")


def _takes_letter(area: str, digits: str) -> bool:
    return area in {"E", "EC", "N", "NW", "SE", "SW", "W", "WC"} and len(digits) == 2


_UNITS = {
    "mm",
    "cm",
    "kw",
    "am",
    "pm",
    "st",
    "nd",
    "rd",
    "th",
    "in",
    "ft",
    "kg",
    "sq",
    "hr",
    "lt",
    "by",
    "no",
    "or",
    "to",
    "of",
}


def _is_word_pair(m: re.Match[str], text: str) -> bool:
    """ "at 2 4pm", "m2 3 by", "B12 22mm": an inward part that is a figure with its unit, and small letters all through."""
    unit = m["unit"].lower()
    if unit in _UNITS and not m["unit"].isupper():
        # “ol1 3lt” by itself, at the end of a line or of a sentence, is where they live.
        alone = re.search(r"(?:^|[\n.,;:(] ?)$", text[: m.start()]) and re.match(r" ?(?:$|[\n.,;)])", text[m.end() :])
        return not (alone and m["space"] and not m["gap"] and len(m["district"]) < 3)
    return bool(m["area"].lower() in {"m", "s", "g", "l", "w"} and m["area"].islower() and m["gap"])


def _is_outward(m: re.Match[str], text: str) -> bool:
    area, district = m["area"].upper(), m["district"].upper()
    if area not in AREAS or district.startswith("0") or (district[-1].isalpha() and not _takes_letter(area, district)):
        return False
    before, after = text[max(0, m.start() - 28) : m.start()], text[m.end() : m.end() + 12]
    if _NO_PLACE.search(before) and not re.search(r"\b(?:the|a) ?$", before):
        return False
    if re.match(
        r" ?(?:error|fault|code|bolts?|screws?|boiler|battery|bulbs?|cable|lights?|paper|motorway)\b", after, re.I
    ):
        return False
    cue = bool(_PLACE_CUE.search(before)) or bool(re.match(r" ?(?:area|postcode|way|district)\b", after, re.I))
    if len(area) == 1 and area in "MSGL" and not cue:
        return False
    if m["area"].islower():
        return bool(
            re.search(
                r"\b(?:in|cover|postcode|post code|area|near|based in|live in|im|i'm|out to|come to)(?: (?:is|the))? ?:?\(?$",
                before,
            )
        ) and (len(area) == 2 or "post" in before or "cover" in before)
    return cue or not before.strip() or before.rstrip()[-1:] in ",.;:("


# --- telephone numbers ------------------------------------------------------------------------------------------------

_OWN_LINES = {"0800111999", "0800002001", "0800112", "08081"}
_RUN = re.compile(
    r"(?<![\w£$€.,#@/=&-])(?:\+ ?\d|\(?0|\(\+?\d|[Oo](?=7)|7\d{3}|4 ?4 ?7|00)[\dOoIl ().\-]{6,19}[\dOo](?!\w)(?![.,:]\d)"
)
_NOT_A_PHONE = re.compile(
    r"\b(?:order|invoice|inv|ref(?:erence)?|account|acct|acc|sort code|serial|model|gc|policy|claim|job|quote|vat|company|reg(?:istration)?|"
    r"iban|card|po|tracking|booking|meter|mprn|mpan|upc|ean|isbn|part|product|item)(?: (?:no|number|num|nr|code|id|is|was))*[ .:#]*(?:is )?$",
    re.I,
)


def phones(source: Source, never: Iterable[str] = ()) -> Iterator[tuple[TextFact, Place]]:
    """Numbers a person can be rung on, as E.164. `never`: the firm's own numbers in E.164, which customers repeat.

    POSSIBLE leniency, since VALID refuses the ranges reserved for examples and drama; what is left over (order numbers,
    references, sort codes) is kept out by the shape of a number dialled in the United Kingdom and by the words before it.
    """
    text, kept = source.text, set(never)
    taken: list[Place] = []
    for m in _RUN.finditer(text):
        if _NOT_A_PHONE.search(text[max(0, m.start() - 32) : m.start()]):
            taken.append(m.span())
            continue
        for start, end in _pieces(m, text):
            number = national(text[start:end])
            if number:
                taken.append((start, end))
                if number not in kept:
                    yield TextFact(number, source.span(start, end)), (start, end)
    for found in PhoneNumberMatcher(text, "GB", Leniency.POSSIBLE):
        start, end = found.start, found.end
        if any(a < end and start < b for a, b in taken) or not text[start:end].startswith("+"):
            continue
        number = phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
        if found.number.country_code != 44 and number not in kept:
            yield TextFact(number, source.span(start, end)), (start, end)


def _pieces(m: re.Match[str], text: str) -> list[Place]:
    """A run of figures as one number, or, where it is too long for one, cut where blanks allow two."""
    start, end = m.span()
    if national(text[start:end]):
        return [(start, end)]
    for cut in re.finditer(r"[ .\-]+", m.group()):
        first, second = (start, start + cut.start()), (start + cut.end(), end)
        if national(text[slice(*first)]) and (
            national(text[slice(*second)]) or len(re.sub(r"\D", "", text[slice(*second)])) < 6
        ):
            return [first, second] if national(text[slice(*second)]) else [first]
    return []


@cache
def national(written: str) -> str | None:
    """A number as dialled in the United Kingdom, as E.164; None where it cannot be one."""
    plain = re.sub(r"[oO]", "0", re.sub(r"[Il]", "1", written))
    digits = re.sub(r"\D", "", plain)
    if plain.strip().startswith("+") and not digits.startswith("44"):
        return None
    if digits.startswith("0044"):
        digits = digits[4:]
    elif digits.startswith("44") and (plain.strip()[:1] in "+(" or len(digits) >= 12):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = digits[1:]
    elif not (digits.startswith("7") and len(digits) == 10):
        return None
    digits = digits.removeprefix("0") if len(digits) == 11 else digits
    if f"0{digits}" in _OWN_LINES:
        return None
    if re.fullmatch(r"(?:[13]\d{8,9}|2[03489]\d{8}|7\d{9}|8\d{9}|5[56]\d{8})", digits) and len(digits) in (9, 10):
        if len(digits) == 9 and not digits.startswith("1"):
            return None
        if digits.startswith("8") and not digits.startswith(("800", "808", "84", "87")):
            return None
        return f"+44{digits}"
    return None


# --- addresses and names ----------------------------------------------------------------------------------------------

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24}\b")


def emails(source: Source) -> Iterator[TextFact]:
    """E-mail addresses as written, in small letters."""
    for m in _EMAIL.finditer(source.text):
        yield TextFact(m.group().lower(), source.span(*m.span()))


_INTRODUCES = re.compile(
    r"(?:\b(?:my name is|my name's|name is|i am called|this is|it's|its|speak to|ask for|regards|thanks|thank you|cheers|"
    r"ta|many thanks|kind regards|best wishes|best|yours|love|from|nazywam się|pozdrawiam|mă numesc|me llamo|je m'appelle|merci|gracias|"
    r"dziękuję|mulțumesc|obrigad[oa]|grazie|danke|diolch|saludos|cordialement)[,!.]*\s+)"
    r"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr)?\.? ?(?:[A-Z]\.? ){0,2}[A-ZÀ-Ž][a-zà-ž'-]+(?: [A-ZÀ-Ž][a-zà-ž'-]+)?)(?=\s*(?:[.,!x(]|$|\n|\d|0|here))",
    re.M,
)
_LAST_LINE = re.compile(
    r"(?:^|\n|[.!?] +)(?P<name>(?:Mr|Mrs|Ms|Miss|Dr)?\.? ?(?:[A-Z]\.? ){0,2}[A-ZÀ-Ž][a-zà-ž'-]+(?: [A-ZÀ-Ž][\w'-]+)?)(?:[,.]? ?(?:x+|\+?\d[\d ]+))?\s*$"
)
# A form on a website sends its fields as lines: “Your name: Olufemi Bankole”.
_FIELD = re.compile(
    r"^\W*(?:(?:your|full|customer|contact|first) )?name\s*[:=]\s*(?P<name>[^\W\d_][^\W\d_.'’-]*(?:[ '’.-]+[^\W\d_]+){0,3})\s*$",
    re.I | re.M,
)
_NO_NAME = {
    "Thanks", "Thank", "Cheers", "Regards", "Hi", "Hello", "Yes", "No", "Please", "Many", "Kind", "Best", "Ta", "Ok", "Okay", "Great",
    "Lovely", "Perfect", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "Spring", "Summer", "Autumn", "Winter",
    "Christmas", "Easter", "Dziękuję", "Merci", "Gracias", "Danke", "Grazie", "Diolch", "Urgent", "Help", "Asap", "Not", "The", "It",
}  # fmt: skip


def names(source: Source) -> Iterator[TextFact]:
    """The name a person signs or introduces themselves with, where that is plain."""
    seen = set()
    for pattern in (_FIELD, _INTRODUCES, _LAST_LINE):
        for m in pattern.finditer(source.text):
            name = m["name"].strip()
            if name.split()[0] in _NO_NAME or name in seen:
                continue
            seen.add(name)
            yield TextFact(name, source.span(m.start("name"), m.end("name")))
