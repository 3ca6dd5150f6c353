"""How a price is charged, from what people write beside it: “£35/hr”, “call-out £60 then £45 an hour”, “from £80”, “12.50 per m2”.

What is not said is taken as usual and said so; a row in doubt says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from handlet.quoting import numbers, shapes
from handlet.quoting.shapes import Shape

UNITS: Mapping[str, str] = {
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h", "ph", "p/h", "hourly", "an hour", "per hr"), "hour"),
    **dict.fromkeys(("day", "days", "daily", "pd", "p/d", "full day"), "day"),
    **dict.fromkeys(("half day", "half-day", "1/2 day", "½ day", "half days", "am or pm"), "half day"),
    **dict.fromkeys(("m2", "m²", "sqm", "sq m", "sq. m", "sq metre", "sq metres", "square metre", "square metres",
                     "sq. metre", "sq.m", "sq mtr", "sq meter", "square meter", "m sq", "metre squared"), "m2"),
    **dict.fromkeys(("m", "lm", "lin m", "linear m", "metre", "metres", "meter", "meters", "linear metre", "l/m", "mtr",
                     "lin. m", "running metre", "run m"), "m"),
    **dict.fromkeys(("each", "ea", "item", "items", "no", "nr", "pc", "pcs", "piece", "unit", "per item", "one", "qty"), "each"),
    **dict.fromkeys(("visit", "visits", "call", "callout", "call-out", "call out", "attendance"), "visit"),
    **dict.fromkeys(("job", "fixed", "fixed price", "lot", "project", "complete", "all in", "per job", "lump sum"), "job"),
    **dict.fromkeys(("person hour", "man hour", "man-hour", "hour per person", "per man per hour", "person/hour",
                     "hour each"), "person hour"),
}  # fmt: skip
_PRICE = re.compile(
    r"(?P<from>from|starting at|starts at|starting from|guide|approx\.?|about|circa|c\.)?\s*"
    r"(?P<low>£? ?[\d,]*\.?\d+)"
    r"(?:\s*(?:[-–—]|to|up to)\s*(?P<high>£? ?[\d,]*\.?\d+))?(?P<plus>\+(?! ?vat))?"
    r"\s*(?P<rest>.*)\Z",
    re.I | re.S,
)
_VAT = re.compile(
    r"\(?\b(?:inc|ex|plus|including|excluding)[a-z.]*\s*(?:of )?vat\)?|\+ ?vat\b|\bvat\b.*$|\bnet\b|\bgross\b", re.I
)
_PER = re.compile(r"^(?:/|per|an?|each|every|p/?)\s*", re.I)
_THEN = re.compile(
    r"\b(?:then|thereafter|after (?:that|the first hour)|and)\b[^£\d]{0,25}£? ?(?P<rate>\d+(?:\.\d+)?)\s*"
    r"(?:/|per|an|p)?\s*(?P<per>h(?:ou)?r?|half[- ]hour|30 ?min\w*|15 ?min\w*|quarter[- ]hour)",
    re.I,
)
_MINIMUM = re.compile(
    r"\bmin(?:imum)?(?: charge| price| of)?\b[^£\d]{0,15}£ ?(?P<price>\d+(?:\.\d+)?)"
    r"(?:[^.;]{0,25}?\b(?P<covers>under|first|up to|for)\b[^.;\d]{0,12}?(?P<n>\d+|an?|one|half an)? ?(?P<unit>h(?:ou)?rs?|min\w*))?",
    re.I,
)
_LEAST_TIME = re.compile(
    r"\bmin(?:imum)?(?: charge| of)?:? ?(?P<n>\d+|one|two|half an?) ?-?(?P<unit>h(?:ou)?rs?|min\w*)", re.I
)
_STEP = re.compile(
    r"\b(?:in|per|each|every|by the|to the (?:next|nearest)|charged in)?\s*(?P<n>\d{1,2})?[ -]?(?P<unit>half[- ]?hours?|quarter[- ]?hours?"
    r"|min(?:ute)?s?) ?(?:steps|blocks|increments|intervals|units)?\b",
    re.I,
)
_STEP_SAID = re.compile(
    r"\b(?:in|by the|to the (?:next|nearest)|charged in|increments? of|blocks? of|steps? of)\s+(?:full |whole |started )?"
    r"(?:(?P<n>\d{1,2}) ?-?min\w*|(?P<half>half[- ]?hours?)|(?P<quarter>quarter[- ]?hours?)|(?P<hour>hours?\b))",
    re.I,
)
_DAY_HOURS = re.compile(r"\b(?P<n>\d{1,2}(?:\.5)?) ?-?h(?:ou)?rs?\b", re.I)
_FURTHER = re.compile(
    r"\bfirst (?P<n>\d+)\b[^;£]*?(?:then|each (?:further|extra|additional)|thereafter|after that)\b[^£\d]{0,20}£ ?(?P<price>\d+(?:\.\d+)?)",
    re.I,
)
_NOTICE = re.compile(r"\b(?P<n>\d{1,3}) ?-?(?P<unit>h(?:ou)?rs?|days?)\b", re.I)
_COST_PLUS = re.compile(
    r"(?:cost|mark[- ]?up|handling)[^%\d]{0,15}(?P<n>\d+(?:\.\d+)?) ?(?:%|per ?cent)|(?P<m>\d+(?:\.\d+)?) ?% (?:on|mark)",
    re.I,
)
# What people write where there is no price.
_NO_PRICE = re.compile(
    r"\W*(?:p\.?\s?o\.?\s?a\.?|p\.?\s?o\.?\s?r\.?|t\.?b\.?[acd]\.?|n\.?/?a\.?|call(?:\b.*)?|ring(?:\b.*)?|phone(?:\b.*)?|ask(?:\b.*)?"
    r"|(?:price |prices )?on (?:request|application|site|inspection).*|quote(?:d)?(?:\b.*)?|var(?:ies|ious|iable)|to be .*|see .*"
    r"|price to be .*|[-–—?]+)\W*\Z",
    re.I,
)
_FREE = re.compile(r"\W*(?:free(?: of charge)?|f\.?o\.?c\.?|no charge|included|inc\.?)\W*\Z", re.I)
_OTHER_MONEY = re.compile(r"[€$¥]|\b(?:eur|euros?|usd|dollars?|chf|pln)\b", re.I)
_STERLING = re.compile(r"\b(?:gbp|pounds?(?: sterling)?|sterling|quid)\b", re.I)
# 12,50 and 1.250,00: nobody in the UK groups thousands so.
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<part>\d{1,2})(?![\d,.])")
_THOUSANDS = re.compile(r"(?<![\d,.])(?P<n>\d{1,4}(?:\.\d{1,3})?) ?k\b", re.I)
_ROUGHLY = re.compile(
    r"^(?:ish\b|or so\b|approx\w*|ballpark|guide\b|estimated?\b|roughly|or thereabouts|upwards|onwards|and up\b|\+)",
    re.I,
)
_DAY_WORDS = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
COUNTED = frozenset({"m2", "m", "hour", "day", "kg", "ton", "tonne", "litre", "mile"})
USUAL_STEP = 30


def understood(
    *, name: str, description: str, unit: str, price: str, least: Decimal | None = None
) -> tuple[Shape, list[str]]:
    """The shape of a line of somebody's list, and what was taken for granted. Raises numbers.NotANumber, shapes.BadShape."""
    price, told = _plain_price(price)
    words = f"{name}. {description}"
    said = f"{words} {unit} {price}"
    special = _special(name, words, price, said)
    if special is not None:
        return special[0], [*told, *special[1]]
    if re.match(r"(?:up to|max(?:imum)?|at most|under|less than)\b", price, re.I):
        raise numbers.NotANumber(f"“{price[:40]}” names no lowest price. Write both ends, for example £80-£120.")
    found = _PRICE.match(price)
    if found is None:
        numbers.read(price, "The price")
        raise numbers.NotANumber("The price must be a number, for example 12.50.")
    low, high = _money(found.group("low")), found.group("high")
    rest = _VAT.sub(" ", found.group("rest") or "").strip(" ,.;()-–")
    beside, left = ("", "") if _ROUGHLY.match(rest) else _beside(rest)
    if re.match(r"\w?\d", left) and not _is_known(left):
        numbers.read(price, "The price")
    told += [f"“{left[:40]}” beside the price was not read: check."] if left and not _is_known(left) else []
    measure = _unit(unit) or _unit(beside) or _unit_in(name)
    if found.group("from") or high or found.group("plus") or _ROUGHLY.match(rest):
        top = _money(high) if high else None
        guide: Mapping[str, Any] = {"low": low, "high": top}
        told.append("Taken as a guide: it may be said, and is never a firm price.")
        return shapes.from_values("guide", guide), told
    if not low:
        told.append("Nothing is charged for it: check.")
    shape, notes = _timed(low, measure, words, said) or _counted(low, measure, unit or beside, words, least)
    return shape, [*told, *notes]


def _plain_price(price: str) -> tuple[str, list[str]]:
    """A price cell with our pounds, points and noughts, and what was taken for granted. Raises numbers.NotANumber."""
    said = " ".join(price.split())
    if _DAY_WORDS.match(said):
        raise numbers.NotANumber(
            "The spreadsheet made a day of this price. Set the cell to text and write the price again."
        )
    if said and _NO_PRICE.match(said):
        raise numbers.NotANumber(
            f"“{said[:40]}” is no figure, so there is nothing to charge. Write a price, or a guide such as “from £80”."
        )
    if _FREE.match(said):
        raise numbers.NotANumber(f"“{said[:40]}” is no figure. Write 0 if you charge nothing for it.")
    if _OTHER_MONEY.search(said):
        raise numbers.NotANumber("This price is not in pounds. Write it in pounds.")
    plain = _STERLING.sub(" ", said)
    notes = []
    comma = _DECIMAL_COMMA.search(plain)
    if comma is not None:
        plain = _DECIMAL_COMMA.sub(lambda one: f"{one['whole'].replace('.', '')}.{one['part']}", plain)
        notes.append(f"“{comma.group()}” is taken as £{comma['whole'].replace('.', '')}.{comma['part'].ljust(2, '0')}.")
    thousands = _THOUSANDS.search(plain)
    if thousands is not None:
        plain = _THOUSANDS.sub(lambda one: str(int(Decimal(one["n"]) * 1000)), plain)
        notes.append(f"“{thousands.group()}” is taken as thousands: check.")
    return " ".join(plain.split()), notes


def _beside(rest: str) -> tuple[str, str]:
    """The unit that stands beside a price, and what is left of the words: “per day (8 hrs)” → “day”, “8 hrs”."""
    per = _PER.match(rest)
    words = _PER.sub("", rest).split()
    for count in range(min(len(words), 4), 0, -1):
        if _unit(" ".join(words[:count]).strip(",;()")):
            return " ".join(words[:count]).strip(",;()"), " ".join(words[count:]).strip(" ,;()")
    if per and per.group().strip().lower() != "a" and words and re.match(r"[A-Za-z²]{2,}\Z", words[0].strip(",;().")):
        # “£40 per radiator”: a unit of their own.
        return words[0].strip(",;()."), " ".join(words[1:]).strip(" ,;()")
    return "", " ".join(words).strip(" ,;()")


def _is_known(left: str) -> bool:
    """Words beside a price that are read elsewhere: what follows, a minimum, steps, the hours of a day, a name of a job."""
    known = (_THEN, _MINIMUM, _LEAST_TIME, _STEP_SAID, _DAY_HOURS, _FURTHER)
    return any(pattern.search(left) for pattern in known) or not re.search(r"[A-Za-z0-9]", left)


def _special(name: str, words: str, price: str, said: str) -> tuple[Shape, list[str]] | None:
    """What is told by its name: terms, marks-up, sums set aside, costs passed on."""
    cost_plus = _COST_PLUS.search(f"{price} {words}")
    if re.search(r"\bmaterials?\b|\bparts\b|\bmark[- ]?up\b", name, re.I) and (cost_plus or re.search(r"\d ?%", price)):
        percent = cost_plus or re.search(r"(?P<n>\d+(?:\.\d+)?) ?%(?P<m>)", price)
        assert percent is not None
        value = percent.group("n") or percent.group("m")
        return shapes.from_values("materials", {"percent": value}), []
    if re.search(r"\bhandling\b", name, re.I) and re.search(r"\border\b|\bmaterials?\b", said, re.I):
        return shapes.from_values("materials", {"handling": numbers.read(_bare(price), "The price")}), []
    if re.search(
        r"\bno[- ]shows?\b|\bmissed (?:visit|appointment)|\b(?:late )?cancel|\baborted\b|\bnobody in\b", name, re.I
    ):
        notice = _NOTICE.search(words)
        hours = int(notice.group("n")) * (24 if notice.group("unit").lower().startswith("d") else 1) if notice else 24
        notes = [] if notice else ["Taken as less than 24 hours’ notice: check."]
        fee = numbers.read(_bare(price), "The price")
        return shapes.from_values("no_show", {"fee": fee, "notice": hours}), [
            *notes,
            "A term, shown as such; never a line.",
        ]
    if re.search(r"\bprovisional\b|\bp\.?c\.? sum\b|\bprime cost\b", words, re.I):
        amount = numbers.read(_bare(price), "The price")
        return shapes.from_values("provisional", {"amount": amount}), [
            "A sum set aside: it settles to what it really costs."
        ]
    if re.search(r"\bat cost\b", said, re.I) and not re.search(r"\bmaterials?\b", name, re.I):
        figure = re.search(r"[\d,]*\.?\d+", price)
        estimate = _money(figure.group()) if figure else Decimal(0)
        return shapes.from_values("pass_through", {"estimate": estimate}), [
            "Passed on at cost; the price is your estimate."
        ]
    if re.search(r"\bsundr\w+|\bconsumables?\b|\bsmall materials\b", name, re.I):
        share = re.search(r"(\d+(?:\.\d+)?) ?%", price)
        if share:
            of = "materials" if re.search(r"\bmaterials\b", f"{words} {price}", re.I) else "labour"
            return shapes.from_values("consumables", {"percent": share.group(1), "of": of}), []
        return shapes.from_values("consumables", {"amount": numbers.read(_bare(price), "The price")}), []
    if re.search(
        r"\bcertificates?\b|\bnotification fee\b|\bpaperwork\b|\badmin(?:istration)? fee\b", name, re.I
    ) and not re.search(r"\binspection\b|\btest\b|\breport\b|\bservice\b", name, re.I):
        return shapes.from_values("certificate", {"fee": numbers.read(_bare(price), "The price")}), []
    return None


def _timed(low: Decimal, measure: str, words: str, said: str) -> tuple[Shape, list[str]] | None:
    """Charged by time; None where it is not."""
    then = _THEN.search(said)
    calls = re.search(r"\bcall[- ]?outs?\b|\bfirst hour\b|\battendance\b", said, re.I)
    if (
        calls
        and (measure in ("", "visit", "each", "job") or then)
        and not re.search(r"\bfurther\b|\badditional\b", words, re.I)
    ):
        first = 0 if re.search(r"\b(?:labour|time|work) (?:extra|on top|not included)\b", words, re.I) else 60
        notes = ["Taken to cover the first hour of work: check."]
        if (
            re.search(r"\bfirst hour\b|\bone hour\b|\b1 hour\b|\bincl?\w* (?:the )?(?:first|1st)\b", said, re.I)
            or not first
        ):
            notes = []
        half = re.search(r"\bfirst (?:half[- ]hour|30 min)", said, re.I)
        if half:
            first, notes = 30, []
        values: dict[str, Any] = {
            "first": low,
            "first_minutes": first,
            "travel": not re.search(r"\b(?:travel|mileage) (?:extra|not included|on top)\b", said, re.I),
        }
        if then:
            values["rate"] = _hourly(then)
            step, told = _step(said)
            values["step"] = step
            notes += [] if told else [f"Further time is taken in steps of {step} minutes: check."]
        else:
            notes.append("Further time is another price of your list.")
        return shapes.from_values("call_out", values), notes
    if measure == "hour":
        if re.search(r"\beach (?:man|person|worker)\b|\bper (?:man|person|head|worker)\b|\bman[- ]hour", said, re.I):
            return _crew(low, said)
        step, told = _step(said)
        least = _MINIMUM.search(said)
        values = {"rate": low, "step": step}
        if re.search(r"\bnearest\b", said, re.I):
            values["rounding"] = "nearest"
        if least:
            values |= {
                "minimum": least.group("price"),
                "minimum_minutes": _minutes(least.group("n"), least.group("unit")),
            }
        else:
            time = _LEAST_TIME.search(said)
            if time:
                minutes = _minutes(time.group("n"), time.group("unit"))
                steps = -(-minutes // step)
                values |= {"minimum": (low * steps * step / 60).quantize(Decimal("0.01")), "minimum_minutes": minutes}
        notes = [] if told else [f"Taken in steps of {step} minutes, rounded up: check the examples."]
        return shapes.from_values("hourly", values), notes
    if measure == "person hour":
        return _crew(low, said)
    if measure == "day":
        hours = _DAY_HOURS.search(said)
        minutes = int(Decimal(hours.group("n")) * 60) if hours else 480
        notes = [] if hours else ["Taken as a day of 8 hours: check."]
        values = {"price": low, "minutes": minutes}
        if re.search(r"\bpro[- ]?rata\b", said, re.I):
            values["over_run"] = "pro_rata"
        else:
            notes.append("You have not said what an over-run costs: you are asked each time.")
        return shapes.from_values("day", values), notes
    if measure == "half day":
        hours = _DAY_HOURS.search(said)
        minutes = int(Decimal(hours.group("n")) * 60) if hours else 240
        notes = [] if hours else ["Taken as a half day of 4 hours: check."]
        return shapes.from_values("half_day", {"price": low, "minutes": minutes}), notes
    return None


def _crew(low: Decimal, said: str) -> tuple[Shape, list[str]]:
    people = re.search(
        r"\b(?:min(?:imum)?(?: of)?|at least|always) (?P<n>\d+|two|three) (?:people|men|persons|workers)", said, re.I
    )
    least = {"two": 2, "three": 3}.get(people.group("n").lower()) or int(people.group("n")) if people else 1
    step, told = _step(said)
    notes = [] if told else [f"Taken in steps of {step} minutes, rounded up: check the examples."]
    return shapes.from_values("crew", {"rate": low, "least_people": least, "step": step}), notes


def _counted(low: Decimal, measure: str, unit: str, words: str, least: Decimal | None) -> tuple[Shape, list[str]]:
    if measure == "job" and least is None:
        return shapes.from_values("fixed", {"price": low}), []
    name = measure or " ".join(unit.split())[:20] or "each"
    values: dict[str, Any] = {
        "price": low,
        "unit": name,
        "whole": name not in COUNTED and "m2" not in name,
        "minimum_quantity": least,
    }
    minimum = _MINIMUM.search(words)
    if minimum:
        values["minimum"] = minimum.group("price")
    further = _FURTHER.search(words)
    if further:
        values["tiers"] = [{"above": further.group("n"), "price": further.group("price")}]
    return shapes.from_values("unit", values), []


def _hourly(then: re.Match[str]) -> Decimal:
    rate, per = Decimal(then.group("rate")), then.group("per").lower()
    if per.startswith(("half", "30")):
        return rate * 2
    return rate * 4 if per.startswith(("15", "quarter")) else rate


def _step(said: str) -> tuple[int, bool]:
    found = _STEP_SAID.search(said)
    if found is None:
        half = re.search(r"\b(?:per|each|every|an?) (half[- ]hour|30 ?min|15 ?min|quarter)", said, re.I)
        if half:
            return (30, True) if half.group(1).lower().startswith(("half", "30")) else (15, True)
        return USUAL_STEP, False
    if found.group("n"):
        return max(1, int(found.group("n"))), True
    return (30 if found.group("half") else 15 if found.group("quarter") else 60), True


def _minutes(number: str | None, unit: str | None) -> int:
    if unit is None:
        return 0
    said = (number or "1").lower()
    count = {"a": Decimal(1), "an": Decimal(1), "one": Decimal(1), "two": Decimal(2)}.get(said)
    if count is None:
        count = Decimal("0.5") if said.startswith("half") else Decimal(said)
    return int(count * (60 if unit.lower().startswith("h") else 1))


def _unit(text: str) -> str:
    plain = " ".join(text.lower().replace(".", " ").split())
    bare = _PER.sub("", plain).strip()
    return UNITS.get(bare) or UNITS.get(plain) or ""


def _unit_in(name: str) -> str:
    """“Labour per hour”, “Day rate”, “Plastering per m2” without a unit of their own."""
    found = re.search(r"\b(?:per|by the|an?|each) (hour|hr|half day|day|m2|m²|sqm|metre|visit)\b", name, re.I)
    if found:
        return _unit(found.group(1))
    rate = re.search(r"\b(hourly|half[- ]day|day|daily) (?:rate|price|labour)\b", name, re.I)
    return _unit(rate.group(1).replace("-", " ")) if rate else ""


def _money(text: str) -> Decimal:
    return numbers.read(text.replace("£", ""), "The price")


def _bare(price: str) -> str:
    """The figure without its unit and VAT words; what holds none is left for the reader to refuse."""
    found = re.match(
        r"\s*(?:from )?(£? ?[\d,]*\.?\d+)\s*(?:(?:/|per|each|\+? ?(?:inc|ex|plus)?\.? ?vat|%).*)?\Z", price, re.I
    )
    return found.group(1) if found else price
