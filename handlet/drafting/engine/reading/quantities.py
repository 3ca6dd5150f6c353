"""Amounts with their unit, the noun they belong to and the part they play (count, length, width, height, area, size, age …)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from handlet.drafting.engine.reading.nouns import is_plural, singular, thing_at, thing_like
from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.engine.reading.tokens import Token, read_number
from handlet.drafting.port import QuantityFact

Place = tuple[int, int]


# “how much 2 fix”: a figure for a word.
TO_DO = frozenset(
    "swap fix fit change replace repair do get sort paint clean service install mend tile plaster have come quote unblock cut trim move book pay".split()
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity and what it is tied to; parallel to `Reading.quantities`.

    thing: our name of the noun ("" where none is near). role: count, area, length, width, height, size, run, age, hours,
    bedrooms. implied: one thing named without a number ("a tap"). clause: place in notes["clauses"]. group: figures that
    belong together ("3m by 2.4m") share a number; -1 for none. each: said of every one ("3 walls, 4m each"). all: all of
    what stands under `QuantityFact.what`.
    """

    fact: QuantityFact
    thing: str
    role: str
    implied: bool = False
    clause: int = -1
    group: int = -1
    each: bool = False


_UNITS = {
    **dict.fromkeys("m metre metres meter meters mtr mtrs mt mts metr metry metrów metrow metri metru metros متر أمتار م метр метра метров м mètre mètres metro".split(), "m"),
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
_COUNTED = {**dict.fromkeys(("roll", "rolls"), "roll"), **dict.fromkeys(("bag", "bags"), "bag")}
_SQUARE = {"square", "sq", "squared"}
_SQUARED = {
    "squared",
    "square",
    "sq",
    "kwadratowych",
    "pătrați",
    "patrati",
    "cuadrados",
    "carrés",
    "carré",
    "quadrati",
    "quadrados",
}
_PARTS_OF_A_ROOM = set(
    "doors ceilings walls windows radiators rads floors sockets lights curtains blinds wardrobes mattresses units drawers".split()
)
_BEDS = {"bed", "beds", "bedroom", "bedrooms", "bedroomed", "bedded", "bdr", "bdrm", "bedrom"}
_LENGTHS = {"long", "length", "run"}
_BY = {"x", "by", "*", "na", "por", "par", "auf"}
_LEADS = {"x", "qty", "quantity"}
# After a number these are no things to count: people, animals, hours of the clock, visits already made, coats, quotes.
_NOT_COUNTED = {
    "people", "person", "kids", "kid", "children", "child", "adults", "dogs", "dog", "cats", "cat", "boys", "girls", "babies", "coats", "coat", "times", "time", "quotes",
    "quote", "years", "year", "yrs", "yr", "months", "month", "weeks", "week", "days", "day", "minutes", "mins", "min", "minute", "seconds", "o'clock", "oclock", "am", "pm", "pounds", "pound", "quid", "grand", "k",
    "percent", "miles", "mile", "amp", "amps", "volts", "volt", "v", "w", "watt", "watts", "st", "nd", "rd", "th", "floor", "storey", "storeys", "story", "stories", "star",
    "stars", "way", "ways", "phase", "gang", "point", "degrees", "bar", "sides", "side", "ends", "end", "of", "or", "and", "to", "is", "are", "was", "in", "on", "at", "by", "for", "more", "less", "other",
    "others", "options", "option", "different", "separate", "things", "thing", "jobs", "job", "bits", "questions", "question", "photos", "photo", "pics", "pictures", "pic", "visits", "emails",
    "messages", "calls", "texts", "attempts", "firms", "companies", "builders", "plumbers", "electricians", "guys", "lads", "men", "ladies", "tenants", "neighbours", "properties", "occasions",
    "reasons", "hours", "hour", "bed", "road", "street", "lane", "avenue", "close", "drive", "court", "terrace", "gardens", "the", "a", "an", "but", "so", "it", "that", "this", "we", "i", "you",
    "please", "thanks", "ish", "odd", "plus", "from", "as", "if", "not", "no", "yes", "with", "would", "want", "wants", "need", "needs", "can", "could", "have", "has", "had", "will", "should",
    "attached", "off", "out", "up", "down", "left", "right", "lots", "sorts", "types", "kinds", "parts", "stage", "stages", "reviews", "weekends", "nights", "night", "evenings", "mornings", "trips",
    "doz", "ones", "till", "until", "now", "ago", "gcse", "bhp", "cc", "pets", "flats", "business", "working", "lever", "levers", "pin", "piece", "seater", "seat", "half",
}  # fmt: skip
_SPEC = {
    "gang",
    "way",
    "lever",
    "pin",
    "drawer",
    "seater",
    "bulb",
    "tier",
    "pane",
    "panel",
    "piece",
    "ring",
    "pole",
    "zone",
    "phase",
    "amp",
}
_SPANS = {
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("month", "months"), "month"),
    **dict.fromkeys(("mile", "miles"), "mile"),
}
_HIRED = re.compile(
    r"\b(?:skip|storage|store|container|hire|hiring|rental|scaffold\w*|dehumidifier|self[- ]store|\d+ ?yarder)\b", re.I
)
_FAR = re.compile(
    r"\b(?:mov(?:e|ing)|removals?|man (?:and|with|&) (?:a )?van|deliver\w*|collect\w*|door to door|transport)\b", re.I
)
_BEEN = re.compile(r"\b(?:been|was|were|waiting|waited|since|ago|took|taken|every|had it)\b")
_LEADS_ELLIPTICAL = {
    "there's",
    "theres",
    "there",
    "are",
    "need",
    "needs",
    "want",
    "wants",
    "got",
    "have",
    "has",
    "about",
    "just",
    "other",
    "another",
    "all",
    "those",
    "only",
    "maybe",
    "counted",
    "count",
    "counting",
    "makes",
    "x",
}
_AFTER_ELLIPTICAL = {
    "",
    "\n",
    ",",
    ".",
    "?",
    "!",
    ")",
    "(",
    "missing",
    "please",
    "pls",
    "plz",
    "in",
    "to",
    "that",
    "which",
    "gone",
    "broken",
    "loose",
    "altogether",
    "total",
    "more",
    "off",
}
_STREETS = {"st", "street", "road", "rd", "lane", "ln", "avenue", "ave", "close", "cl", "drive", "dr", "way", "court", "ct", "terrace", "place", "pl", "gardens", "grove", "crescent", "cres", "hill", "row",
            "square", "walk", "mews", "view", "park", "rise", "gate", "green", "house", "parade", "wharf", "quay", "villas", "cottages", "mount", "bank", "end", "vale", "field", "fields", "croft", "strasse"}  # fmt: skip
_BEFORE_LABEL = {
    "flat", "apartment", "apt", "unit", "number", "no", "plot", "room", "house", "block", "level", "invoice", "order", "ref", "quote", "job", "code", "error", "fault", "model", "page", "part",
    "bs", "type", "class", "version", "v", "grade", "item", "option", "at", "aged", "age", "turned", "i'm", "is", "he's", "she's", "floor", "article", "section", "since", "£", "$", "€", "#", "built",
}  # fmt: skip
_MODIFIERS = {
    "new", "old", "more", "extra", "additional", "other", "internal", "external", "single", "double", "broken", "cracked", "slipped", "missing", "loose", "small", "large", "big", "little", "white",
    "black", "oak", "pine", "upvc", "wooden", "wood", "timber", "plastic", "led", "electric", "gas", "smart", "standard", "spare", "front", "back", "side", "outside", "inside", "outdoor", "indoor", "matching",
    "separate", "blown", "damaged", "rotten", "wobbly", "dripping", "leaky", "leaking", "faulty", "dead", "fire", "rated", "chrome", "brass", "steel", "stainless", "anti-snap", "euro", "yale", "mortice", "sash",
    "casement", "bay", "concrete", "close", "board", "feather", "edge", "lap", "full", "half", "tall", "long", "short", "narrow", "wide", "good", "sized", "size", "medium", "average", "normal", "fitted", "floating",
    "thermostatic", "column", "designer", "panel", "panelled", "solid", "interior", "exterior", "kitchen", "bathroom", "bedroom", "living", "dining", "lounge", "hall", "garage", "shed", "loft", "downstairs", "upstairs",
    "plug", "light", "ceiling", "wall", "floor", "roof", "ridge", "garden", "fence", "metal", "dimmer", "double-panel", "blank", "identical", "nice", "proper", "empty", "unglazed", "painted", "unpainted", "existing", "bare",
    "victorian", "edwardian", "georgian", "cast", "iron", "flush", "hung", "hanging", "weatherproof", "ip65", "fire-rated", "interlinked", "mains", "wired", "wireless", "storage", "towel", "feature", "chimney",
    "and", "keyed", "alike", "lockable", "flat", "pack", "bed", "seat", "seater", "way", "gang", "lever", "piece", "tier", "bulb", "drawer", "door", "shelf", "pane", "ft", "foot", "inch", "m", "cm", "mm", "x",
    "-", "overgrown", "scruffy", "lovely", "really", "very", "dirty", "grubby", "stained", "blocked", "wonky", "sticking", "sticky", "squeaky", "plain", "red", "grey", "gray", "clay", "slate", "terracotta", "porcelain", "marble",
}  # fmt: skip


_UPWARDS = re.compile(
    r"(?:high |tall )?(?:up )?to (?:the )?(?:ceilings?|top|eaves|coving|picture|gutter|roof|rafters)\b|floor to ceiling|from floor to ceiling|floor - to - ceiling|up(?: \W|$|\.|,)"
    r"|up to (?:the )?eaves|head ?room"
)
_ALL_METRES = re.compile(r"\b(?:all (?:in )?(?:metres|meters|m)|in metres|metres all)\b", re.I)
_OF_A_WALL = re.compile(r"\b(?:walls?|side|run|length|width|front|back|one)(?: (?:is|at|are|about|measures|being))?$")
# “And another 4”, “the other 12”, “the same 7”, “the open part, which is 14”.
_LEADS_ON = re.compile(
    r"\b(?:another|a further|the other|and then|the same|part which is|bit which is|which is|its|it's|is)$"
)
_WHERE_IT_RUNS = re.compile(
    r"(?:down|along|across|round|around|up) (?:the|one|our|my|to|each)\b|(?:on|at|for|in) the (?:back|front|side|other|rear|left|right|short|long|return)\b|the (?:other|rest)\b"
)
_NO_LENGTH_BEHIND = re.compile(
    r"(?:x|by|/|:|%|am|pm|o'clock|years?|yrs?|weeks?|days?|months?|hours?|hrs?|mins?|minutes|miles?|litres?|kw|kg|amps?|mm|cm|inch|inches|th|st|nd|rd|quid|pounds?|k)\b|[/:%]"
    r"|of (?:us|them|these|those|you)\b|(?:people|kids|children|adults|storeys?|stories|floors?|bed|beds|bedroom|bedrooms|coats?)\b|-"
)


def quantities(source: Source, tokens: Sequence[Token], taken: Sequence[Place], language: str = "en") -> list[Bound]:
    """Every amount of a message in reading order; words already read as a date, a phone or a postcode are `taken`."""
    taken = [place for place in taken if not _is_counted(source, tokens, place, language)]
    return _Lexer(source, [t for t in tokens if not any(a < t.end and t.start < b for a, b in taken)], language).all()


_AFTER_SO_MANY = re.compile(r"(?:after|from) (?:\d{1,2}|[a-z]+)", re.I)


def _is_counted(source: Source, tokens: Sequence[Token], place: Place, language: str) -> bool:
    """“After 3 taps that drip” is no time of the day: things follow the figure."""
    if not _AFTER_SO_MANY.fullmatch(source.text[place[0] : place[1]]):
        return False
    lexer = _Lexer(source, [t for t in tokens if t.start >= place[0]], language)
    read = lexer.counted(1) if len(lexer.tokens) > 2 else None
    return read is not None and read[0][0].role == "count"


class _Lexer:
    def __init__(self, source: Source, tokens: list[Token], language: str) -> None:
        self.source, self.tokens, self.language = source, tokens, language
        self.words = [t.lower for t in tokens]
        self.singular = [singular(t.lower) if t.kind == "word" else t.lower for t in tokens]
        self.group = 0
        self.sides_unit = ""
        self.last_unit = ""
        self.in_metres = not re.search(r"\b(?:ft|foot|feet)\b|\d'", source.text, re.I)

    def w(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def fact(self, value: Decimal, unit: str, what: str, i: int, j: int) -> QuantityFact:
        return QuantityFact(value, unit, what, self.source.span(self.tokens[i].start, self.tokens[j - 1].end))

    def all(self) -> list[Bound]:
        found: list[Bound] = []
        named: set[int] = set()
        i = 0
        while i < len(self.tokens):
            read = (
                self.dimensions(i)
                or self.measure(i)
                or self.lasting(i)
                or self.beds(i)
                or self.multiplied(i)
                or self.counted(i)
                or self.going_on(i)
                or self.elliptical(i)
            )
            if read is None:
                i += 1
                continue
            bounds, j, noun = read
            found += bounds
            measured = [b.fact.unit for b in bounds if b.role in ("length", "width", "area", "height", "hours")]
            self.last_unit = measured[-1] if measured else self.last_unit
            if noun >= 0:
                named.add(noun)
            i = max(j, i + 1)
        found = self.paired(self.once(found))
        found += self.implied(found, named)
        found.sort(key=lambda b: (b.fact.span.start, b.fact.span.end))
        return found

    def paired(self, found: list[Bound]) -> list[Bound]:
        """“22 feet long and 13 feet wide” are the two sides of one thing."""
        found = sorted(found, key=lambda b: (b.fact.span.start, b.fact.span.end))
        for place, (one, other) in enumerate(pairwise(found)):
            between = self.source.raw[one.fact.span.end : other.fact.span.start]
            if (
                {one.role, other.role} == {"length", "width"}
                and one.group == other.group == -1
                and one.fact.unit == other.fact.unit
                and one.fact.unit in ("m", "ft")
                and re.fullmatch(
                    r"\s*(?:long|wide)?\s*(?:,|and|by|x|&)\s*(?:about |roughly |is |it['’]s )?", between, re.I
                )
            ):
                self.group += 1
                found[place] = replace(one, group=self.group)
                found[place + 1] = replace(other, group=self.group)
        return found

    @staticmethod
    def once(found: list[Bound]) -> list[Bound]:
        """“three taps … sort all three”: the figure on its own says again what was said."""
        kept: list[Bound] = []
        for bound in found:
            bare = bound.role == "count" and not re.search(
                r"[^\W\d_]{3,}",
                re.sub(
                    r"\b(?:all|the|other|of|them|one|two|three|four|five|six|seven|eight|nine|ten)\b",
                    "",
                    bound.fact.span.text,
                    flags=re.I,
                ),
            )
            if bare and any(
                other.role == "count" and other.fact.value == bound.fact.value and other.thing == bound.thing
                for other in kept
            ):
                continue
            kept.append(bound)
        return kept

    # --- units ---

    def unit(self, j: int) -> tuple[str, int] | None:
        """A unit beginning at token j: its name with us, and the token after it."""
        w, after = self.w(j), j + 1
        if w in _SQUARE or (w == "sq" and self.w(after) == "."):
            after += self.w(after) == "."
            base = _UNITS.get(self.w(after))
            if base in ("m", "ft", "yd", "mm", "cm", "in"):
                after += 1
                after += self.w(after) == "."
                return f"{base}2", after
            return None
        if w == "m" and after < len(self.tokens) and self.tokens[after].text == "²":
            return "m2", after + 1
        if w == "ft" and after < len(self.tokens) and self.tokens[after].text == "²":
            return "ft2", after + 1
        if w in ("m", "м", "ft", "cm", "mm", "yd") and self.tokens[after - 1].end == (
            self.tokens[after].start if after < len(self.tokens) else -1
        ):
            if self.w(after) == "2":
                return f"{'m' if w == 'м' else w}2", after + 1
            if self.w(after) == "3" and w == "m":
                return "m3", after + 1
            if self.w(after) == "^" and self.w(after + 1) == "2":
                return f"{w}2", after + 2
        base = _UNITS.get(w)
        if base is None or (w == "mp" and self.language != "ro") or (w == "mq" and self.language != "it"):
            return None
        if w == "mill" and self.w(after) in ("quid", "pounds"):
            return None
        if (
            self.w(after) == "."
            and base in ("ft", "m", "cm", "mm", "yd", "hour")
            and after + 1 < len(self.tokens)
            and self.tokens[after + 1].text[:1].islower()
            and w in ("ft", "hr", "hrs")
        ):
            after += 1
        if (
            self.w(after) in _SQUARED
            and base in ("m", "ft", "cm", "yd")
            and not (self.w(after) in ("square", "sq") and self.w(after + 1) in ("metre", "metres", "m"))
        ):
            if base in ("cm", "in") and self.w(after) == "square":
                # “20cm square” is the side of a square, not an area.
                return base, after + 1
            return f"{base}2", after + 1
        return base, after

    def signed(self, j: int) -> tuple[str, int] | None:
        """6' and 6\" right behind the figure."""
        if (
            0 < j < len(self.tokens)
            and self.tokens[j].text in ("'", '"')
            and self.tokens[j - 1].end == self.tokens[j].start
        ):
            return ("ft" if self.tokens[j].text == "'" else "in"), j + 1
        if self.w(j) == "in" and 0 < j < len(self.tokens) and self.tokens[j - 1].end == self.tokens[j].start:
            return "in", j + 1
        if self.w(j) == "in" and self.w(j + 1) in ("x", "by", "wide", "deep", "high", "long", "thick", "tall"):
            return "in", j + 1
        return None

    def amount(self, i: int) -> tuple[Decimal, str, int] | None:
        """A number with a unit of measure: 3.5m, 6 foot, 5ft 6, 6'2\", half a metre."""
        if self.w(i) == "half" and self.w(i + 1) in ("a", "an") and self.unit(i + 2):
            unit, j = self.unit(i + 2) or ("", i)
            return Decimal("0.5"), unit, j
        if (
            self.w(i) in ("a", "an", "one")
            and self.w(i + 1) in ("metre", "meter", "foot", "yard")
            and self.w(i + 2) in ("of", "high", "tall", "up")
        ):
            unit, j = self.unit(i + 1) or ("", i)
            return Decimal(1), unit, j
        for words, part in (
            (("three", "quarters", "of", "a"), "0.75"),
            (("a", "quarter", "of", "a"), "0.25"),
            (("quarter", "of", "a"), "0.25"),
        ):
            if self.seq_of(i, *words) and self.unit(i + len(words)):
                unit, j = self.unit(i + len(words)) or ("", i)
                return Decimal(part), unit, j
        if self.w(i) in ("a", "an") and self.unit(i + 1) and self.seq_of(i + 2, "and", "a", "half"):
            return Decimal("1.5"), (self.unit(i + 1) or ("", 0))[0], i + 5
        if self.seq_of(i, "an", "hour", "and", "a", "half"):
            return Decimal("1.5"), "hour", i + 5
        read = read_number(self.tokens, i, self.language)
        if read is None:
            return None
        value, j = read
        # 2 or 3 kilos, 10-12m: the greater is the one to reckon with.
        if (
            self.w(j) in ("or", "to", "-")
            and (more := read_number(self.tokens, j + 1, self.language))
            and self.unit(more[1])
            and value < more[0] <= value * 3
            and not self.unit(j)
        ):
            value, j = more
        if (
            self.w(i - 1) == "between"
            and self.w(j) == "and"
            and (more := read_number(self.tokens, j + 1, self.language))
            and (self.unit(more[1]) or self.unit(j))
            and value < more[0]
        ):
            value, j = more
        if self.w(j) == "-" and j + 1 < len(self.tokens) and (self.unit(j + 1) and self.tokens[j + 1].kind == "word"):
            j += 1
        if self.w(j) == "a" and self.w(j + 1) == "half":
            j += 2
        found = self.signed(j) or self.unit(j) or self.shared_unit(j)
        if found is None:
            return None
        unit, after = found
        if unit == "ft" and after < len(self.tokens):
            more = read_number(self.tokens, after)
            if (
                more
                and more[0] < 12
                and more[0] == int(more[0])
                and (self.tokens[after].kind == "number" or self.w(i - 1) in _BY)
            ):
                tail = self.signed(more[1]) or self.unit(more[1])
                if tail and tail[0] == "in":
                    return value * 12 + more[0], "in", tail[1]
                if (
                    not tail
                    and self.tokens[after].start - self.tokens[after - 1].end <= 1
                    and self.w(more[1])
                    in ("", "x", "by", ".", ",", "high", "wide", "long", "tall", "across", "deep", "\n", "and")
                ) or (not tail and self.w(i - 1) in _BY and self.w(i) != "" and self.tokens[after].kind == "word"):
                    return value * 12 + more[0], "in", more[1]
        return value, unit, after

    def shared_unit(self, j: int) -> tuple[str, int] | None:
        """“10, 9 and 12 m2”: the unit at the end of a list is that of each figure; the place after this one."""
        at = j
        while self.w(at) in (",", "and", "&", "+", "plus"):
            oxford = self.w(at) == "," and self.w(at + 1) in ("and", "&")
            last = self.w(at) != "," or oxford
            at += 1 + oxford
            more = read_number(self.tokens, at, self.language) if at < len(self.tokens) else None
            if more is None or self.tokens[at].kind != "number":
                return None
            at = more[1]
            unit = self.unit(at)
            if unit is not None:
                return (unit[0], j) if last and unit[0] in ("m2", "ft2", "yd2", "m", "ft") else None
        return None

    def seq_of(self, i: int, *words: str) -> bool:
        return all(self.w(i + n) == word for n, word in enumerate(words))

    # --- shapes ---

    def dimensions(self, i: int) -> tuple[list[Bound], int, int] | None:
        """A x B (x C), each with or without its unit, and a height that follows."""
        if self.w(i - 1) in ("£", "$", "€"):
            return None
        first = self.side(i)
        if first is None:
            return None
        value, unit, j = first
        sides = [(value, unit, i, j)]
        while len(sides) < 3 and self.w(j) in _BY:
            if self.w(j) == "x" and sides[-1][1] == "" and len(sides) == 1 and self.side(j + 1) is None:
                return None
            other = self.side(j + 1, unit=sides[0][1])
            if other is None:
                break
            sides.append((other[0], other[1], j + 1, other[2]))
            j = other[2]
        if len(sides) < 2:
            return None
        # "2 x 600mm units": one bare number against one with a unit is a count of things of that size.
        if (
            len(sides) == 2
            and not sides[0][1]
            and sides[1][1] in ("mm", "cm", "in", "ft", "m", "l", "kg", "kw", "hour")
            and sides[0][0] == int(sides[0][0])
            and sides[0][0] < 60
            and (
                sides[1][1] in ("mm", "l", "kg", "kw", "hour")
                or (self.noun(j) is not None and is_plural(self.w((self.noun(j) or ("", j, j + 1))[2] - 1)))
            )
            and self.w(sides[0][3]) == "x"
        ):
            noun = self.noun(j)
            thing, at, after = noun if noun else ("", -1, j)
            counted = Bound(self.fact(sides[0][0], "each", thing or "", i, sides[0][3]), thing, "count")
            size = Bound(self.fact(sides[1][0], sides[1][1], thing or "size", sides[1][2], sides[1][3]), thing, "size")
            return [counted, size], after, at
        known = next((u for _, u, _, _ in reversed(sides) if u), "")
        if not known:
            known = self.guess([v for v, _, _, _ in sides], j) or self.sides_unit
        if not known or known in ("hour", "kw", "l", "kg", "m2", "ft2"):
            return None
        self.group += 1
        # “3x3 and 4x3”: what the first sides are in, the next are in too.
        self.sides_unit = known if known in ("m", "ft") else ""
        noun = self.noun(j)
        tiles = known in ("mm", "cm", "in") and noun is not None
        high = [self.w(after) in ("high", "tall") for _, _, _, after in sides]
        names = ["length", "width", "height"]
        bounds = []
        for number, (value, unit, begin, end) in enumerate(sides):
            role = "height" if high[number] else names[number]
            bounds.append(
                Bound(
                    self.fact(value, unit or known, role, begin, end),
                    noun[0] if noun else "",
                    "size" if tiles else role,
                    group=self.group,
                )
            )
        j += self.w(j) in ("high", "tall", "wide", "long")
        # ", 2.4 high": the unit of the sides holds for the height.
        at = j + (self.w(j) in (",", "and", "with", "-")) + (self.w(j + 1) == "with" and self.w(j) == ",")
        if len(sides) == 2:
            height = self.height(at, known)
            if height is not None:
                value, unit, begin, end = height
                bounds.append(
                    Bound(self.fact(value, unit, "height", begin, end), bounds[0].thing, "height", group=self.group)
                )
                j = end
        return bounds, j, -1

    def side(self, i: int, unit: str = "") -> tuple[Decimal, str, int] | None:
        """A figure with or without a unit. unit: that of the side before it, behind which a word will do: “fourteen feet by eleven”."""
        measured = self.amount(i)
        if measured and measured[1] not in ("hour", "kw"):
            value, unit, j = measured
            j += self.w(j) in ("wide", "long", "high", "deep", "tall") and self.w(j + 1) in _BY
            return value, unit, j
        token = self.tokens[i] if i < len(self.tokens) else None
        if token is None or (token.kind != "number" and self.w(i + 1) != "by" and unit not in ("ft", "m")):
            return None
        read = read_number(self.tokens, i)
        return (read[0], "", read[1]) if read else None

    def height(self, at: int, unit: str) -> tuple[Decimal, str, int, int] | None:
        lead = self.w(at) in ("height", "ceiling", "ceilings", "high", "and")
        at += lead
        if self.w(at) in ("height", "is", "are", "of", "about"):
            at += 1
        if self.w(at) in ("is", "are", "of", "about"):
            at += 1
        measured = self.amount(at)
        if measured:
            value, own, j = measured
        else:
            read = read_number(self.tokens, at, self.language) if at >= 0 else None
            if read is None or (self.tokens[at].kind != "number" and self.w(at + 1) != "point"):
                return None
            value, own, j = read[0], unit, read[1]
        if self.w(j) in ("high", "tall", "height", "ceilings", "ceiling") or (lead and self.w(at - 1) not in ("and",)):
            return value, own or unit, at, j + (self.w(j) in ("high", "tall", "height"))
        return None

    def guess(self, values: list[Decimal], j: int) -> str:
        """Sides without a unit: hundreds are millimetres, tens centimetres, a few metres; a fraction like 1/2 is no shape."""
        if all(value >= 100 for value in values):
            return "mm"
        near = {self.singular[n] for n in range(max(0, j - 12), min(j + 4, len(self.words)))}
        if re.search(r"\b(?:metres?|meters?|mtrs)\b", self.source.text, re.I) and all(value < 30 for value in values):
            return "m"
        if near & {"tile", "tiles", "slab", "slabs"} and all(10 <= value < 130 for value in values):
            return "cm"
        if near & {"foot", "feet", "ft"}:
            return "ft"
        if near & {"panel", "shed", "sheet", "greenhouse", "summerhouse"} and all(3 <= value <= 20 for value in values):
            # Sheds, fence panels and boards are sold in feet.
            return "ft"
        if (
            near & {"room", "bedroom", "lounge", "kitchen", "bathroom", "hall", "conservatory", "office"}
            and max(values) >= 7
            and all(value == int(value) for value in values)
        ):
            # Nobody has a bedroom of ten metres by twelve.
            return "ft" if all(value <= 40 for value in values) else ""
        if any(value != int(value) for value in values) or near & {
            "room",
            "bedroom",
            "lounge",
            "kitchen",
            "wall",
            "ceiling",
            "floor",
            "patio",
            "lawn",
            "garden",
            "bathroom",
            "area",
            "roof",
            "deck",
            "decking",
            "metres",
        }:
            return "m" if all(value < 30 for value in values) else ""
        return ""

    # --- one amount ---

    def measure(self, i: int) -> tuple[list[Bound], int, int] | None:
        if self.w(i - 1) in ("£", "$", "€"):
            return None
        measured = self.amount(i)
        if measured is None:
            return self.age(i) or self.unitless_height(i)
        value, unit, j = measured
        if unit == "l" and self.w(j) == "":
            pass
        each = self.w(j) in ("each", "apiece", "ea")
        begin = i
        if unit == "hour":
            if (
                self.w(j) in ("drive", "away", "ago", "late", "notice", "call", "callout", "drives", "service", "later")
                or self.w(i - 1) in ("24", "within", "in", "last")
                or value == 24
            ):
                return [], j, -1
            return [Bound(self.fact(value, "hour", "hours", begin, j), self.near_thing(i, j), "hours")], j, -1
        if unit in ("l", "kg", "tonne") and self.w(i - 1) == "every":
            return None
        follow = self.w(j)
        if follow in ("away",) or (follow == "from" and self.w(j + 1) in ("you", "us", "here", "town")):
            return [], j, -1
        role = ""
        if unit.endswith("2"):
            role = "area"
        elif unit in ("m3", "l", "kg", "tonne", "kw"):
            role = "size"
        elif (
            follow in ("high", "tall")
            or (follow == "deep" and unit in ("m", "ft") and self.w(j + 1) not in _BY)
            or self.w(i - 1) in ("height", "high", "tall")
            or (
                self.w(i - 1) in ("is", "of", "about", "are", ":", "at")
                and self.w(i - 2) in ("height", "heights", "ceilings", "ceiling")
            )
            or self.is_upwards(i, j)
        ):
            role = "height"
        elif follow in ("wide", "across", "thick", "diameter") or self.w(i - 1) in ("width", "wide"):
            role = "width"
        elif follow in ("long", "length", "run", "round", "around", "of") or self.w(i - 1) in ("length", "long", "run"):
            role = "length"
        apart = ("high", "wide", "long", "tall", "across", "and", "&", "+", "plus")
        noun = self.noun(j) if follow not in apart else None
        if not role:
            if unit in ("mm", "in") or (
                unit in ("ft", "cm") and noun is not None and self.w(i - 1) not in ("about", "around", "need")
            ):
                role = "size"
            else:
                role = "length"
        j += follow in ("high", "wide", "long", "tall", "across") and not unit.endswith("2")
        if unit == "ft" and self.w(j) == "skip":
            return [], j, -1
        if unit == "yd" and self.w(j) in ("skip", "skips"):
            return [], j, -1
        what = noun[0] if noun else self.near_thing(i, j, before_first=unit in ("kw", "l", "kg"))
        if (
            role == "length"
            and what == "tile"
            and unit in ("cm", "in")
            and self.w(j - 1) in ("square", "sq", "squared")
        ):
            role = "size"
        return [Bound(self.fact(value, unit, what or role, begin, j), what, role, each=each)], j, -1

    def is_upwards(self, i: int, j: int) -> bool:
        """“5 m up to the eaves”, “2.4 floor to ceiling”, “all going up to 2.1 m”, “eight foot up”, “stands two metres”."""
        behind = " ".join(self.words[j : j + 5])
        return bool(
            _UPWARDS.match(behind)
            or (self.w(i - 2) == "up" and self.w(i - 1) == "to")
            or self.w(i - 1) in ("stands", "high", "ceiling", "ceilings", "headroom")
            or (self.w(i - 1) == "all" and self.w(i - 2) == "high")
        )

    def going_on(self, i: int) -> tuple[list[Bound], int, int] | None:
        """“9 metres along the front and 14 down the side”, “another four and a half”, “4.2, 4.2 and 3.6”: the unit was said before."""
        token = self.tokens[i]
        read = read_number(self.tokens, i, self.language)
        if read is None or self.is_code(i) or not 0 < read[0] < 200:
            return None
        value, j = read
        unit = self.last_unit or ("m" if _ALL_METRES.search(self.source.text) else "")
        before, behind = " ".join(self.words[max(0, i - 4) : i]), " ".join(self.words[j : j + 3])
        fraction = value != int(value) and token.text not in ("half",)
        if not unit:
            unit = "m" if fraction and self.in_metres and _OF_A_WALL.search(before) else ""
        if unit == "hour" and self.w(i - 2) == "make" and self.w(i - 1) in ("that", "it"):
            return [Bound(self.fact(value, unit, "hours", i, j), self.near_thing(i, j), "hours")], j, -1
        if (
            unit not in ("m", "ft", "m2")
            or _NO_LENGTH_BEHIND.match(behind)
            or self.w(i - 1) in _BEFORE_LABEL - {"at", "is", "of"}
        ):
            return None
        if not (fraction or _LEADS_ON.search(before) or _WHERE_IT_RUNS.match(behind)):
            return None
        if token.kind == "number" and self.is_label(i, j) and not fraction:
            return None
        role = "area" if unit == "m2" else "length"
        thing = self.near_thing(i, j)
        return [Bound(self.fact(value, unit, thing or role, i, j), thing, role)], j, -1

    def unitless_height(self, i: int) -> tuple[list[Bound], int, int] | None:
        """2.4 high: metres go without saying."""
        token = self.tokens[i]
        read = read_number(self.tokens, i)
        if read is not None and 1 < read[0] < 13 and self.is_upwards(i, read[1]) and self.in_metres:
            return (
                [Bound(self.fact(read[0], "m", "height", i, read[1]), self.near_thing(i, read[1]), "height")],
                read[1],
                -1,
            )
        if token.kind != "number" or self.w(i + 1) not in ("high", "wide", "long", "tall"):
            return None
        value = Decimal(token.text.replace(",", ""))
        if "." not in token.text or value > 12:
            return None
        role = {"high": "height", "tall": "height", "wide": "width", "long": "length"}[self.w(i + 1)]
        return [Bound(self.fact(value, "m", role, i, i + 2), self.near_thing(i, i + 2), role)], i + 2, -1

    def age(self, i: int) -> tuple[list[Bound], int, int] | None:
        """15 years old, a 20 year old boiler; the age of a person is none of our business here."""
        read = read_number(self.tokens, i)
        if read is None:
            return None
        value, j = read
        at = j + (self.w(j) in ("-", "odd", "plus", "+", "or", "so"))
        if self.w(at) not in ("year", "years", "yr", "yrs", "year's"):
            return None
        at += 1
        at += self.w(at) == "-"
        if self.w(at) != "old":
            return None
        after = at + 1
        about = {self.w(n) for n in range(max(0, i - 9), min(after + 3, len(self.words)))}
        people = {"mum", "dad", "mother", "father", "nan", "son", "daughter", "baby", "gran", "grandma", "wife", "husband", "she", "he", "she's", "he's", "i'm", "tenant", "lady", "man", "kid", "boy", "girl",
                  "aunt", "uncle", "grandson", "granddaughter", "neighbour", "mam", "mom", "woman", "gentleman", "im", "toddler", "toddlers", "baby's", "parents", "dog", "cat", "twins", "kids", "children"}  # fmt: skip
        noun = self.noun(after)
        if about & people and noun is None:
            return [], after, -1
        what = noun[0] if noun and noun[1] == after else self.near_thing(i, after, before_first=True)
        return [Bound(self.fact(value, "year", what or "age", i, after), what, "age")], after, -1

    def beds(self, i: int) -> tuple[list[Bound], int, int] | None:
        """3 bed semi, a two-bedroom flat."""
        read = read_number(self.tokens, i, self.language)
        if read is None or read[0] != int(read[0]) or not 0 < read[0] < 21:
            return None
        value, j = read
        j += self.w(j) == "-"
        if self.w(j) not in _BEDS:
            return None
        after = self.w(j + 1)
        if self.w(j) in ("bed", "beds", "bedrooms") and self.w(j) != "bed" and not self.of_a_home(i, j):
            return None
        if self.w(j) == "bed" and after in ("frame", "frames", "linen"):
            return None
        if self.w(j) in ("bed", "bedroom") and after in _PARTS_OF_A_ROOM:
            # “Four bedroom doors” are doors.
            return None
        return [Bound(self.fact(value, "bedroom", "bedroom", i, j + 1), "bedroom", "bedrooms")], j + 1, -1

    def of_a_home(self, i: int, j: int) -> bool:
        around = {self.w(n) for n in range(max(0, i - 8), min(j + 7, len(self.words)))}
        return bool(
            around
            & {
                "house",
                "flat",
                "bungalow",
                "semi",
                "terrace",
                "terraced",
                "detached",
                "apartment",
                "property",
                "home",
                "maisonette",
                "cottage",
                "tenancy",
                "place",
                "clean",
            }
        ) and not around & {
            "paint",
            "painting",
            "painted",
            "decorate",
            "decorating",
            "decorated",
            "skim",
            "carpet",
            "wallpaper",
            "plaster",
            "skimmed",
            "wallpapered",
        }

    def multiplied(self, i: int) -> tuple[list[Bound], int, int] | None:
        """5x doors, doors x 5, sockets (3), radiators: 4, qty 3."""
        token = self.tokens[i]
        if (token.kind == "word" and token.lower in _LEADS) or token.text == "x":
            read = read_number(self.tokens, i + 1 + (self.w(i + 1) in (".", ":")))
            if (
                read
                and read[0] == int(read[0])
                and 0 < read[0] < 200
                and not self.unit(read[1])
                and self.w(i - 1) not in ("", "\n", ".")
                and self.tokens[i - 1].kind in ("word", "sign")
            ):
                thing = self.thing_before(i)
                if thing and self.w(read[1]) not in ("x", "by"):
                    return (
                        [Bound(self.fact(read[0], "each", thing[0], i, read[1]), thing[0], "count")],
                        read[1],
                        thing[1],
                    )
            return None
        if token.kind == "word" and i + 2 < len(self.tokens) and self.w(i + 1) in (":", "-", "(", "="):
            begin = i
            thing_here = self.thing_ending(begin)
            read = read_number(self.tokens, i + 2)
            if (
                thing_here
                and read
                and self.tokens[i + 2].kind == "number"
                and read[0] == int(read[0])
                and 0 < read[0] < 200
                and not self.unit(read[1])
                and self.w(read[1]) in ("", "\n", ",", ")", ".", ";", "and")
            ):
                return [Bound(self.fact(read[0], "each", thing_here, i + 2, read[1]), thing_here, "count")], read[1], i
        return None

    def thing_before(self, i: int) -> tuple[str, int] | None:
        at = i - 1
        at -= self.w(at) in ("(", "-", ":", ",")
        thing = self.thing_ending(at)
        return (thing, at) if thing else None

    def thing_ending(self, at: int) -> str:
        for begin in range(max(0, at - 3), at + 1):
            found = thing_at(self.words, begin)
            if found and found[1] == at + 1:
                return found[0]
        return ""

    def lasting(self, i: int) -> tuple[list[Bound], int, int] | None:
        """A skip for three weeks, storage for 10 days, a move of 6 miles: how long or how far, where that is what is paid for."""
        read = read_number(self.tokens, i, self.language)
        if read is None or not 0 < read[0] < 1000:
            return None
        unit = _SPANS.get(self.w(read[1]))
        if unit is None or self.w(i - 1) in ("in", "within", "last", "past", "£", "every", "been", "another", "here"):
            return None
        j = read[1] + 1
        if self.w(j) in (
            "ago",
            "old",
            "notice",
            "back",
            "late",
            "now",
            "time",
            "away",
            "earlier",
            "later",
        ) or _BEEN.search(" ".join(self.words[max(0, i - 5) : i])):
            return None
        about = _FAR if unit == "mile" else _HIRED
        if not about.search(self.source.text):
            return None
        return [Bound(self.fact(read[0], unit, unit, i, j), "", "run" if unit == "mile" else "hours")], j, -1

    def is_code(self, i: int) -> bool:
        """ "GU10", "cat6": a figure at the end of a word is part of a name."""
        return (
            i > 0
            and self.tokens[i - 1].kind == "word"
            and self.tokens[i - 1].end == self.tokens[i].start
            and self.w(i - 1) != "x"
        )

    def elliptical(self, i: int) -> tuple[list[Bound], int, int] | None:
        """ "there's 14 of them", "need 4 replaced", "the other three": the thing was named before."""
        read = read_number(self.tokens, i)
        if (
            read is None
            or read[0] != int(read[0])
            or not (1 < read[0] <= 200 or (read[0] == 1 and self.is_one_more(i)))
            or self.is_label(i, read[1])
            or self.is_code(i)
        ):
            return None
        j, before, after = read[1], self.w(i - 1), self.w(read[1])
        if self.unit(j) or self.signed(j) or after in (":", "am", "pm", "%", "-", "/", "x", "by"):
            return None
        of_them = after == "of" and self.w(j + 1) in ("them", "these", "those", "em", "me", "my", "our", "the")
        counted_of = after == "of" and j + 1 < len(self.tokens) and self.tokens[j + 1].text[:1].isupper()
        led = read[0] == 1 or (
            before in _LEADS_ELLIPTICAL
            and (
                after in _AFTER_ELLIPTICAL
                or (len(after) > 4 and after.endswith(("ed", "ing")))
                or after in ("hung", "laid", "cut", "done")
            )
        )
        if not (of_them or counted_of or led) or (after == "of" and self.w(j + 1) in ("us", "you")):
            return None
        thing = self.last_thing(i, several=of_them or read[0] == 1)
        if led and not thing and after in ("", "\n", ",", "."):
            return None
        return [Bound(self.fact(read[0], "each", thing, i, j), thing, "count")], j, -1

    def is_one_more(self, i: int) -> bool:
        """“2 wasp nests in the shed and one in the hedge”: another of what was counted just before."""
        return (
            self.w(i) == "one"
            and self.w(i - 1) in ("and", "&", "+", "plus")
            and self.w(i + 1)
            in ("in", "on", "at", "by", "under", "behind", "upstairs", "downstairs", "outside", "near")
            and any(
                self.counted(at) is not None
                and self.noun(at + 1) is not None
                and is_plural(self.w((self.noun(at + 1) or ("", 0, 1))[2] - 1))
                for at in range(max(0, i - 9), i - 2)
            )
        )

    def last_thing(self, i: int, *, several: bool = False) -> str:
        """The last thing named before token i; empty where none was. several: rather one named in the plural."""
        named = ""
        for at in range(i - 1, max(-1, i - 40), -1):
            thing = self.thing_ending(at)
            if thing and (not several or is_plural(self.w(at))):
                return thing
            named = named or thing
        return named

    # --- counts ---

    def counted(self, i: int) -> tuple[list[Bound], int, int] | None:
        token = self.tokens[i]
        if token.text in ("£", "$", "€") or self.w(i - 1) in ("£", "$", "€"):
            return None
        if token.lower == "both" and self.w(i - 1) in (
            "we",
            "we've",
            "weve",
            "they",
            "you",
            "us",
            "have",
            "are",
            "were",
            "they've",
            "theyve",
        ):
            return None
        if token.lower == "both":
            noun = self.noun(i + 1)
            if noun and is_plural(self.w(noun[2] - 1)) and self.w(i + 1) not in ("sides", "ends", "of", "are", "the"):
                return [Bound(self.fact(Decimal(2), "each", noun[0], i, noun[2]), noun[0], "count")], noun[2], noun[1]
            return None
        read = read_number(self.tokens, i, self.language)
        if read is None or read[0] != int(read[0]) or not 0 < read[0] <= 2000:
            return None
        value, j = read
        if token.kind == "number" and (self.is_label(i, j) or self.is_code(i)):
            return None
        if token.text == "2" and self.w(j) in TO_DO:
            return None
        j += self.w(j) in ("odd", "plus", "ish", "+") and self.noun(j + 1) is not None
        # 2-3 doors, 6 or 7 slates: the greater number is the one to price.
        if (
            self.w(j) in ("-", "or", "to", "/")
            and (more := read_number(self.tokens, j + 1))
            and more[0] == int(more[0])
            and value < more[0] <= value * 3
            and more[0] < 100
        ):
            if self.w(j) == "/" and self.w(more[1]) in ("inch", '"'):
                return None
            value, j = more
        if (
            self.w(j) == "x"
            or (self.w(j) == "no" and (self.w(j + 1) in (".",) or self.tokens[j].start == self.tokens[j - 1].end))
            or self.w(j) in ("nr", "off", "sets", "set", "pairs")
        ):
            if self.w(j) in ("sets", "pairs") and self.w(j + 1) != "of" and self.noun(j + 1) is None:
                return [Bound(self.fact(value, "each", "set", i, j + 1), "set", "count")], j + 1, -1
            j += 1
            j += self.w(j) in (".", "of")
        elif self.w(j) == "or" and self.w(j + 1) in ("so", "thereabouts"):
            j += 2
        elif self.w(j) in ("of", "more", "or", "so", "extra", "other", "additional") and self.w(j) != "or":
            j += 1
            j += self.w(j) in ("of", "the", "my", "these", "our")
        if self.w(j) in ("-",):
            j += 1
        # a two gang dimmer, five lever locks: the figure says which kind, not how many.
        if self.w(j) in _SPEC and self.noun(j + 1) is not None:
            return None
        if self.w(j) in ("things", "items", "bits") and value >= 5:
            return [Bound(self.fact(value, "each", "item", i, j + 1), "item", "count")], j + 1, -1
        if self.w(j) == "ways" and re.search(r"\bfuse|\bboard\b|\bconsumer unit", self.source.text, re.I):
            return [Bound(self.fact(value, "each", "circuit", i, j + 1), "circuit", "count")], j + 1, -1
        if self.ones(j) is not None:
            after = self.ones(j) or j
            thing = self.last_thing(i)
            if not thing or any(self.w(n) in ("old", "existing", "current", "previous") for n in range(j, after)):
                return None
            return [Bound(self.fact(value, "each", thing, i, after), thing, "count")], after, -1
        noun = self.noun(j)
        if noun is None:
            return None
        thing, at, after = noun
        # "a couple of hours", "two coats": not things.
        if self.w(at) in _NOT_COUNTED and not thing_at(self.words, at):
            return None
        unit = _COUNTED.get(self.w(after - 1), "each")
        if (
            value > 1
            and not is_plural(self.w(after - 1))
            and not self.plural_ok(after - 1)
            and self.language == "en"
            and not self.compound(i, after)
        ):
            return None
        counted = Bound(self.fact(value, unit, thing, i, after), thing, "count")
        sizes = []
        for n in range(j, at):
            size = self.amount(n) if self.tokens[n].kind == "number" else None
            if size is not None and size[2] <= after:
                sizes.append(Bound(self.fact(size[0], size[1], thing, n, size[2]), thing, "size"))
        return [counted, *sizes], after, at

    def ones(self, j: int) -> int | None:
        """The token after “(oak) ones” or “other ones” beginning at j; None where there is none."""
        for n in range(j, min(j + 3, len(self.words))):
            if self.w(n) == "ones":
                return n + 1
            if self.tokens[n].kind != "word" or (thing_at(self.words, n) and is_plural(self.w(n))):
                return None
        return None

    def compound(self, i: int, after: int) -> bool:
        """Chat leaves the plural off: "3 socket". A label ("2 door car") does not end the noun."""
        read = read_number(self.tokens, i)
        if read is None or read[0] > 20:
            # “a Vaillant 831 combi” is one.
            return False
        return thing_at(self.words, after - 1) is not None and self.w(after) in (
            "",
            "\n",
            ",",
            ".",
            "and",
            "in",
            "on",
            "to",
            "for",
            "please",
            "pls",
            "needs",
            "need",
            "?",
            "&",
            "+",
        )

    def plural_ok(self, at: int) -> bool:
        word = self.w(at)
        return (
            word in {"trv", "co", "keys", "skirting", "velux", "people", "glass", "decking", "guttering", "coving"}
            or word.endswith(("men", "feet"))
            or self.language != "en"
        )

    def is_label(self, i: int, j: int) -> bool:
        """A house number, flat 2, invoice 5521, aged 72, built in 1974."""
        before, text = self.w(i - 1), self.tokens[i].text
        if before in _BEFORE_LABEL and not (
            before in ("at", "is", "no", "unit", "room", "i'm", "option", "item", "quote", "order", "job", "part")
            and thing_at(self.words, j)
        ):
            return True
        if before == "." and self.w(i - 2) in ("no", "nr"):
            return True
        if (
            len(text) == 4
            and text[:2] in ("19", "20")
            and before in ("in", "since", "about", "from", "circa", "around")
        ):
            return True
        # 14 Heald Place: capital letters, with a street word within three.
        capital = 0
        for n in range(j, min(j + 4, len(self.tokens))):
            if self.tokens[n].kind != "word":
                break
            if self.tokens[n].lower in _STREETS and n > j:
                if (
                    capital
                    or self.tokens[n].text[:1].isupper()
                    or before in (",", "at")
                    or self.w(n + 1) in (",", "\n", ".", "")
                ):
                    return (
                        self.tokens[n].lower
                        not in ("gate", "gates", "green", "house", "drive", "bank", "end", "square", "way")
                        or capital > 0
                    )
            capital += self.tokens[n].text[:1].isupper()
        return False

    def noun(self, j: int) -> tuple[str, int, int] | None:
        """The thing after a number, over its adjectives: our name, the token it begins at, the token after it."""
        at = j
        for _ in range(6):
            if at >= len(self.tokens) or self.tokens[at].kind in ("break",):
                return None
            found = thing_at(self.words, at)
            if found is not None:
                name, after = found
                # "door handles", "fence posts", "kitchen doors": a noun before a noun only describes it.
                further = thing_at(self.words, after) if after < len(self.words) else None
                while (
                    further is not None
                    and self.tokens[after].start - self.tokens[after - 1].end <= 1
                    and (not is_plural(self.w(after - 1)) or self.w(after - 1) in ("stairs", "glass"))
                ):
                    name, at, after = further[0], after, further[1]
                    further = thing_at(self.words, after) if after < len(self.words) else None
                if (
                    after < len(self.tokens)
                    and self.tokens[after].kind == "word"
                    and not is_plural(self.w(after - 1))
                    and is_plural(self.w(after))
                    and self.w(after) not in _NOT_COUNTED
                    and len(self.w(after)) > 3
                    and self.w(after)
                    not in (
                        "this",
                        "does",
                        "goes",
                        "thus",
                        "less",
                        "says",
                        "gets",
                        "lets",
                        "adds",
                        "runs",
                        "needs",
                        "wants",
                        "leaks",
                        "drips",
                        "sticks",
                        "looks",
                        "works",
                        "always",
                        "thanks",
                        "comes",
                        "keeps",
                        "please",
                        "seems",
                        "stays",
                        "trips",
                        "across",
                        "as",
                        "plus",
                    )
                ):
                    return singular(self.w(after)), after, after + 1
                return name, at, after
            word = self.w(at)
            if self.language != "en" and self.tokens[at].kind == "word" and at - j < 3:
                alike = thing_like(word)
                if alike:
                    return alike, at, at + 1
            if word in _MODIFIERS or (
                self.tokens[at].kind == "word"
                and word.endswith(("ed", "en", "ing"))
                and word not in _NOT_COUNTED
                and at - j < 3
            ):
                at += 1
                continue
            if self.tokens[at].kind == "number" and self.unit(at + 1) and at - j < 4:
                at = (self.unit(at + 1) or ("", at + 1))[1]
                continue
            if self.tokens[at].text in (",", "&", "/", "(") and at > j and at - j < 4:
                at += 1
                continue
            # A plural nobody listed is still something counted.
            if (
                self.tokens[at].kind == "word"
                and is_plural(word)
                and word not in _NOT_COUNTED
                and len(word) > 3
                and self.language == "en"
            ):
                return singular(word), at, at + 1
            if (
                self.tokens[at].kind == "word"
                and word not in _NOT_COUNTED
                and at + 1 < len(self.tokens)
                and self.tokens[at + 1].kind == "word"
                and at - j < 2
                and (thing_at(self.words, at + 1) or (is_plural(self.w(at + 1)) and self.w(at + 1) not in _NOT_COUNTED))
            ):
                at += 1
                continue
            if at - j < 4 and self.leads_to_things(at):
                at += 1
                continue
            return None
        return None

    def leads_to_things(self, at: int) -> bool:
        """A word or a mark that we do not know with several things behind it: “police-approved key safes”, “FD30 fire doors”."""
        token = self.tokens[at]
        of_word = at > 0 and self.is_code(at)
        up = self.w(at) in ("up", "out", "off", "in") and self.w(at - 1).endswith("ed")
        if not (up or of_word or token.text == "-" or (token.kind == "word" and self.w(at) not in _NOT_COUNTED)):
            return False
        for ahead in range(at + 1, min(at + 4, len(self.tokens))):
            found = thing_at(self.words, ahead)
            if found is not None and is_plural(self.w(found[1] - 1)):
                return True
            plain = self.tokens[ahead].kind == "word" and self.w(ahead) not in _NOT_COUNTED
            if not (plain or self.tokens[ahead].text == "-" or self.is_code(ahead) or found is not None):
                return False
        return False

    def near_thing(self, i: int, j: int, *, before_first: bool = False) -> str:
        """The thing a measure belongs to: behind "of", else just behind, else the last one before it in the sentence.

        before_first: what is told of a thing (its age, its power) follows it, unless it stands right before it.
        """
        if before_first and not thing_at(self.words, j):
            for at in range(i - 1, max(-1, i - 8), -1):
                if self.tokens[at].kind == "break" or self.w(at) in (".", "?", "!"):
                    break
                thing = self.thing_ending(at)
                if thing:
                    return thing
        at = j
        for _ in range(5):
            if (
                at >= len(self.tokens)
                or self.tokens[at].kind == "break"
                or self.w(at) in (".", ",", "?", "!", "and", "plus")
            ):
                break
            found = thing_at(self.words, at)
            if found:
                return found[0]
            at += 1
        at = i - 1
        for _ in range(9):
            if at < 0 or self.tokens[at].kind == "break" or self.w(at) in (".", "?", "!"):
                break
            thing = self.thing_ending(at)
            if thing:
                return thing
            at -= 1
        return ""

    # --- one, said without a number ---

    def implied(self, found: list[Bound], named: set[int]) -> list[Bound]:
        covered = [(b.fact.span.start, b.fact.span.end) for b in found if b.role == "count"]
        counted = {b.thing for b in found if b.role == "count"}
        extra: list[Bound] = []
        seen: set[str] = set()
        at = 0
        while at < len(self.tokens):
            thing = thing_at(self.words, at)
            if thing is None:
                at += 1
                continue
            name, after = thing
            further = thing_at(self.words, after) if after < len(self.words) else None
            if further and not is_plural(self.w(after - 1)):
                at = after
                continue
            word = self.w(after - 1)
            span = self.source.span(self.tokens[at].start, self.tokens[after - 1].end)
            inside = any(a < span.end and span.start < b for a, b in covered)
            if (
                word == "post"
                and self.w(at - 1)
                not in (
                    "fence",
                    "gate",
                    "concrete",
                    "wooden",
                    "corner",
                    "wood",
                    "timber",
                    "new",
                    "rotten",
                    "broken",
                    "snapped",
                )
                and after - at == 1
            ):
                at = after
                continue
            if not is_plural(word) and not inside and name not in counted and name not in seen and name not in _NO_ONE:
                seen.add(name)
                extra.append(Bound(QuantityFact(Decimal(1), "each", name, span), name, "count", implied=True))
            at = after
        return extra


_NO_ONE = {"wallpaper", "plaster", "seal", "gravel", "pack", "length", "box", "bag", "roll", "artex", "grout", "scaffold", "skirting", "coving", "render", "decking", "laminate",
           "engineered wood", "step", "room", "house", "leak", "crack", "flat", "office", "cable", "waste", "sheet", "key safe " , "pipe"}  # fmt: skip
