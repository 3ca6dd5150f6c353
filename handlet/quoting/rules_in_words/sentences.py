"""Reads rules out of an owner’s sentences on charging: “A second coat adds one DEC-07 a room.”"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from handlet.quoting.rules import (
    Adds,
    Alone,
    Band,
    Condition,
    Guide,
    Included,
    Minimum,
    NeedsFact,
    OnlyIf,
    Rule,
    Together,
)
from handlet.quoting.rules_in_words.charges import Charges
from handlet.quoting.rules_in_words.further import DAYS_IN, FURTHER, LONGER, PERMIT, included_in, started_step
from handlet.quoting.rules_in_words.listed import Listed
from handlet.quoting.rules_in_words.naming import SIGN
from handlet.quoting.rules_in_words.one_item import BEDS, OR_MORE, bands_of
from handlet.quoting.rules_in_words.said import (
    AGED,
    ALONE,
    AT_ONE_VISIT,
    BEYOND_SAID,
    DECIDES,
    FINDING,
    FIRM,
    FIRST_SAID,
    FURTHER_SAID,
    GUIDE,
    NEEDS,
    NOTHING_BUT,
    REPAIRS,
    VISIT,
    by_twos,
    word_of,
)
from handlet.quoting.rules_in_words.subjects import (
    IF,
    actions_of,
    alternatives_of,
    topic_of,
)
from handlet.quoting.rules_in_words.words import (
    GENERAL,
    NUMBER,
    UNIT,
    UNITS,
    ItemWords,
    first_noun,
    last_word,
    number_of,
    stems_of,
)

_LEAST_UNIT = r"(?P<unit>m2|m²|sqm|sq m|square metres|metres?|m|hours?|rooms?|days?|rolls?|panels?|windows?|doors?|items?|points?)"
_LEAST = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:minimum|min\.?|at least)\b(?: (?:charge|quantity|order|area|length|of|for|is|on|booking)\b|[^,;.£%]{{0,40}}?\bis\b)*[^,;.£%]{{0,40}}?\b(?P<n>{NUMBER})\s*{_LEAST_UNIT}\b",
        rf"\b(?P<n>{NUMBER})\s*{_LEAST_UNIT} (?:minimum|at least|or more, please)\b",
        rf"\b(?:under|less than|fewer than|below) (?P<n>{NUMBER})\b\s*(?P<unit>{UNIT}\b|[a-z]+)?[^;.]*\b(?:charged? (?:as|for|at)|count as|pay for) (?:the )?(?:(?P=n)|\d+)\b",
        rf"\b(?:under|less than|fewer than|below) (?P<n>{NUMBER})\b[^;.]*?(?P<unit>\b[a-z]{{4,}}\b)[^;.]*\b(?:is|are) charged (?:as|for) (?P=n)\b",
        rf"\bat least (?P<n>{NUMBER}) (?P<unit>[a-z]+(?: [a-z]+)?)\W*$",
        rf"(?P<unit>\b[a-z]{{4,}})\W+(?:at least|minimum(?: of)?) (?P<n>{NUMBER})\b(?:,? (?:please|or you pay for [a-z]+|at a time))?\W*$",
    )
]

_PLAIN_UNITS = ("each", "visit", "job", "hour", "half hour", "day", "week", "room", "m", "m2")
_GOES_ON = re.compile(
    r"^\W*(?:any |each |every |then )?(?:more|extra|further|additional|beyond|after|past|over)\b|\b(?:after|over|beyond|past)\W*(?:that\W*)?$",
    re.I,
)
_COUNTS = re.compile(rf"\b{NUMBER}\b", re.I)
_EXCEPTS = re.compile(
    r"\b(?:do|does|is|are) not\b(?:\W+(?:need|have|carry|pay|get|take)\b[^,;.]{0,12}|\W+(?:charged|added)\b[^,;.]{0,12})?|\b(?:don|doesn|isn|aren)['’]t\b(?: need[^,;.]{0,8})?",
    re.I,
)

_EXCEPT_WHERE = re.compile(r"\b(?:not?r?|never)\b[^.;]*?\b(?:where|if|when)\s+(?:the\s+)?([^,;.]+)", re.I)


def wholes_of(text: str, codes_in: Callable[[str], Sequence[str]]) -> list[str]:
    """The sentences of a text. One that only says what the one before it is not for stands with it: “Lock-outs do not.”"""
    found: list[str] = []
    text = re.sub(r"\b(i\.e|e\.g|approx|incl|excl|max|min|no|nr)\.(?=\s+[a-z0-9])", r"\1", text)
    for piece in re.split(r"(?<=[A-Za-z0-9)])\.(?:\s+|$)", text):
        whole = piece.strip()
        if (
            found
            and whole
            and codes_in(whole)
            and not codes_in(found[-1])
            and _GOES_ON.search(whole)
            and _COUNTS.search(found[-1])
        ):
            # “The first 25 miles are free. M1 a mile after.”
            found[-1] += f"; {whole}"
        elif (
            found
            and whole
            and not codes_in(whole)
            and codes_in(found[-1])
            and _EXCEPTS.search(whole)
            and len(whole) < 140
        ):
            where = _EXCEPT_WHERE.search(whole)
            found[-1] += f" unless {where.group(1)}" if where else f"; {whole}"
        else:
            found.append(whole)
    return found


def per_started(items: Sequence[ItemWords]) -> Iterator[tuple[str, Rule]]:
    """“One per started 10 m2 of tiles taken off”: comes with the items that take tiles off."""
    for item in items:
        said = re.search(rf"\bper (?:each )?started ({NUMBER})\s*{UNIT}? of ([^.,]+)", item.description, re.I)
        if said:
            for code in Listed(items).about(said.group(2), besides=(item.code,)):
                yield code, Adds(item.code, "started", number_of(said.group(1)))


class Reader:
    """Reads one sentence against the items of a list."""

    def __init__(self, items: Sequence[ItemWords], extras: frozenset[str] = frozenset()) -> None:
        """extras: items that other sentences put on top."""
        self.listed = Listed(items)
        self.charges = Charges(self.listed, extras)
        self.items = self.listed.items

    def rules(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        if not sentence:
            return
        least = [*self._least(sentence, self.listed.codes(sentence))]
        yield from least
        outright = [
            *self._together(sentence, self.listed.codes(sentence)),
            *self._included(sentence, self.listed.codes(sentence)),
            *self._only_if(sentence, self.listed.codes(sentence)),
            *self._whole(sentence, self.listed.codes(sentence)),
            *self._by_number(sentence),
            *self._longer(sentence, self.listed.codes(sentence)),
        ]
        outright = outright or [*self._block(sentence, self.listed.codes(sentence))]
        yield from outright
        if not outright and not least:
            yield from self.charges.rules(sentence)
        for clause in re.split(r"\s*;(?!\s*(?:it|they|this|that|but only|only)\b)\s*", sentence):
            codes = self.listed.codes(clause)
            yield from self._needs(clause, codes)
            yield from self._guide(clause, codes)
            yield from self._decides(clause, codes)
            yield from self._alone(clause, codes)

    def _together(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        two = rf"(?:the )?({SIGN}),? (?:plus|and|with|&|\+) (?:the )?({SIGN})"
        said = re.search(rf"({SIGN})\b[^.]*?\b(?:not|never|instead of|rather than|in place of) {two}", sentence, re.I)
        if said is not None and len(codes) == 3:
            yield said.group(1), Together((said.group(2), said.group(3)))
            return
        said = re.search(
            rf"\b(?:not|never|instead of|rather than|in place of) {two}[^.]*?\b(?:but|it is|is|are) (?:one |the )?({SIGN})",
            sentence,
            re.I,
        )
        if said is not None and len(codes) == 3:
            yield said.group(3), Together((said.group(1), said.group(2)))

    def _included(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        beyond = BEYOND_SAID.search(sentence)
        if (
            beyond is not None
            and len(codes) > 1
            and FIRST_SAID.search(sentence) is None
            and not re.search(r"\bhours?\b|\blabour\b", sentence, re.I)
        ):
            # “S15 for a studio or one bedroom, plus S16 for each bedroom after the first.”
            near = sorted(codes, key=lambda code: (abs(sentence.find(code) - beyond.start()), -sentence.find(code)))
            for base in codes:
                if base != near[0]:
                    yield base, Included(number_of(beyond.group(2)), beyond.group(1).lower(), near[0])
            return
        if several := [*self._further_ones(sentence, codes)]:
            yield from several
            return
        each_own = re.findall(rf"\b({NUMBER})(?: ([a-z]+))? (?:is |are |come )?(?:in|with) ({SIGN})", sentence, re.I)
        last = FURTHER_SAID.search(sentence)
        if len(each_own) > 1 and last is not None and codes[-1] not in {base for _, _, base in each_own}:
            # “Ten windows are in W1 and fourteen in W2, each one more is W3.”
            noun = next((noun for _, noun, _ in each_own if noun), "")
            for number, own_noun, base in each_own:
                yield (
                    base,
                    Included(number_of(number), own_noun or noun, codes[-1], started_step(self.items[codes[-1]])),
                )
            return
        further = FURTHER_SAID.search(sentence)
        first = FIRST_SAID.search(sentence[: further.start()] if further else sentence) or FIRST_SAID.search(sentence)
        one = re.search(
            rf"\bfirst ([a-z]{{3,}}(?: [a-z]{{3,}})?) (?:is\b|{SIGN})|\bis (?:for )?the first (?:one\b|(?!{NUMBER}\b)([a-z]{{3,}})\b)",
            sentence,
            re.I,
        )
        second = further is not None and AT_ONE_VISIT.search(sentence)
        if (
            further is None
            or (first is None and one is None and not second)
            or not codes
            or re.search(r"\bhours?\b|\blabour\b", sentence, re.I)
        ):
            return
        if one is not None or first is None:
            count, of = (
                Decimal(1),
                last_word(((one.group(1) or one.groups()[-1]) if one else second.group(1) if second else "") or ""),
            )
        else:
            number, noun = next((number, noun) for number, noun in by_twos(first) if number)
            count, of = number_of(number), first_noun(noun or "")
        anew = bool(of and count == 1 and re.search(r"\b(?:in|on|of|for) (?:each|every|any one) (?:room|floor|flat|house|property|building)\b", sentence, re.I))  # fmt: skip
        then = next((code for code in codes if sentence.find(code) > further.start()), codes[-1])
        bases = [code for code in codes if code != then]
        if not bases and first is None and one is None:
            bases = self.listed.alike(then)
        bases = bases or self.listed.about(sentence[: further.start()], besides=(then,))
        units = [
            code for code, item in self.items.items()
            if code != then and item.unit.lower() not in _PLAIN_UNITS and set(stems_of(item.unit)) & set(stems_of(sentence[: further.start()]))
        ]  # fmt: skip
        if of.startswith(("day", "week")) and units and not [code for code in codes if code != then]:
            # “The hire is up to 4 days”: of whatever is charged by the hire.
            bases = units
        if not bases and of.startswith("mile"):
            # “Up to 10 miles are in the price”: of whatever is driven to.
            bases = [code for code, item in self.items.items() if code != then and not FURTHER.search(item.name)]
        if not [code for code in codes if code != then] and len(bases) > 0 and count > 1:
            # “15 m of cable in each point”: of the items that say so themselves.
            own = [
                code
                for code, item in self.items.items()
                if code != then and re.search(rf"(?<![\d.]){count.normalize():f}\b", f"{item.name} {item.description}")
                and set(stems_of(sentence[: further.start()])) & set(stems_of(f"{item.name} {item.description}")) - GENERAL
            ]  # fmt: skip
            bases = own or bases
        per = re.search(
            rf"\b(?:each|every|per|for) (?:started |part of )?(\d+)\s*(?:{UNIT}\b)?", sentence[further.start() :], re.I
        )
        step = number_of(per.group(1)) if per else started_step(self.items[then])
        topic = re.match(r"([A-Za-z]+(?: and [A-Za-z]+)?):", sentence)
        for base in bases:
            own = [noun for number, noun in included_in(self.items[base]) if number == count]
            # “Slates: five are in HR02”; “pictures and mirrors” are counted together.
            yield (
                base,
                Included(
                    count, of or (topic.group(1).lower() if topic and not own else ""), then, step, each_place=anew
                ),
            )

    def _block(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“The first hour is in D1, every half hour begun after it is D2”: time that a visit holds, and what more of it costs."""
        said = re.search(
            r"\b(?:first|allow|includes?|minimum|up to) (?:an? |the )?(?:first )?(?:(hour|half hour|half an hour)|("
            + NUMBER
            + r") (hours?|minutes|mins))\b|\b("
            + NUMBER
            + r") (hours?|minutes|mins) (?:is|are|minimum|in|come)\b",
            sentence,
            re.I,
        )
        after = re.search(rf"\b(?:each|every|any|further|extra|additional|then|after|more)\b[^;]*({SIGN})|({SIGN}) (?:for|a|per) (?:each|every|any|further|half|hour)", sentence, re.I)  # fmt: skip
        if said is None or after is None or not codes:
            return
        then = after.group(1) or after.group(2)
        unit = f"{self.items[then].unit} {self.items[then].name}".lower()
        if "hour" not in unit or then != codes[-1]:
            return
        hours = Decimal("0.5") if said.group(1) and said.group(1) != "hour" else Decimal(1)
        if number := said.group(2) or said.group(4):
            hours = number_of(number) / (60 if (said.group(3) or said.group(5)).startswith("min") else 1)
        bases = [code for code in codes if code != then] or [
            code
            for code in self.listed.about(sentence[: after.start()], besides=(then,))
            if VISIT.search(self.items[code].name)
        ]
        for base in bases:
            yield base, Included(hours, "hours", then, Decimal("0.5") if "half" in unit else Decimal(1))

    def _further_ones(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“H4 with the first bedroom and the first bathroom, H5 for each further bedroom and H6 for each further bathroom, shower
        room or separate toilet”: each further line counts things of its own."""
        if len(codes) < 3:
            return
        told = [
            (found.group(1), found.group(2).lower().strip())
            for found in re.finditer(
                rf"({SIGN}) (?:is )?(?:for )?(?:each|every|any) (?:further|extra|additional|other) ((?:[a-z]{{3,}}(?:, | or |$|\b)[ ]?){{1,8}}?)"
                rf"(?=\W*$|[;.]|,? and {SIGN}|, {SIGN})",
                sentence,
            )
        ]
        if len(told) < 2:
            return
        bases = [code for code in codes if code not in {then for then, _ in told}]
        for base in bases:
            for then, of in told:
                yield base, Included(Decimal(1), of, then, started_step(self.items[then]))

    def _least(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Minimum 10 m2 on F1”, “at least two rooms for a treatment”, “under 20 m2 we charge for 20”: the least that is charged."""
        said = next((found for pattern in _LEAST if (found := pattern.search(sentence))), None)
        if said is None or re.search(r"\badds?\b|\bwhere\b|\bif\b", sentence, re.I):
            return
        value, unit = number_of(said.group("n")), (said.groupdict().get("unit") or "").lower()
        clause = re.split(r"[,;]|\band\b", sentence[said.end() :])[0]
        named = self.listed.codes(sentence[: said.end()] + clause)
        about = named or [
            code
            for code in self.listed.about(
                f"{sentence[: said.start()]} {said.group()} {sentence[said.end() :]}", besides=()
            )
            if "remove" not in actions_of(self.items[code].name)
        ]
        measured = {"m2": "m2", "m²": "m2", "sqm": "m2", "sq m": "m2", "square metres": "m2", "m": "m", "metre": "m", "metres": "m"}.get(unit)  # fmt: skip
        for code in about:
            item = self.items[code]
            own = UNITS.get(item.unit.lower(), item.unit.lower())
            by_time = unit.rstrip("s") in ("hour", "day", "week")
            counted = own.rstrip("s") in (unit.rstrip("s"), "" if by_time and not named else "each")
            same = (
                not by_time
                and "half" not in item.unit
                and set(stems_of(unit)) & set(stems_of(f"{item.unit} {item.name}"))
            )
            if own == measured or (measured is None and (counted or same)):
                yield code, Minimum(value)

    def _by_number(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        """“Three or more skip bags are all charged at BAGS3, one or two at BAGS”: the number taken decides the price."""
        if re.search(
            r"\badd(?:s|ed)?\b|\bplus\b|\bneed(?:s|ed)?\b(?! [a-z]+ing\b)|\brequired\b|\bincludes?\b|\bfurther\b|\bothers?\b|\b(?:each|every) [a-z ]{0,20}\bover\b",
            sentence,
            re.I,
        ):
            return
        if re.search(rf"\b{NUMBER} (?:months?|years?|weeks?|days?|hours?|minutes|miles?)\b", sentence, re.I):
            return
        found: list[tuple[str, Decimal | None, Decimal | None]] = []
        for clause in re.split(r"[,;]\s*(?:and |but )?", sentence):
            codes = self.listed.codes(clause)
            if len(codes) != 1:
                continue
            low = re.search(rf"\b({NUMBER})(?: [a-z]+)? or more\b|\b(?:from|at least) ({NUMBER})\b", clause, re.I)
            over = re.search(rf"\b(?:over|more than|above) ({NUMBER})\b", clause, re.I)
            pair = re.search(rf"\b{NUMBER} or ({NUMBER})\b", clause, re.I)
            high = pair or re.search(rf"\bup to ({NUMBER})\b|\b({NUMBER}) or (?:fewer|less)\b", clause, re.I)
            under = re.search(rf"\b(?:under|below|fewer than|less than) ({NUMBER})\b", clause, re.I)
            if low:
                found.append((codes[0], number_of(low.group(1) or low.group(2)), None))
            elif over:
                found.append((codes[0], number_of(over.group(1)) + 1, None))
            elif high:
                found.append((codes[0], None, number_of(next(group for group in high.groups() if group))))
            elif under:
                found.append((codes[0], None, number_of(under.group(1)) - 1))
        if not any(low is not None for _, low, _ in found):
            return
        least = next(low for _, low, _ in found if low is not None)
        nouns = [word for word in stems_of(sentence) if word not in GENERAL]
        for code, _, _ in found:
            if not set(nouns) & set(stems_of(self.items[code].name)):
                return
        whole = found[0][0]
        if any(rule.measure == "size" for rule in bands_of(self.items[whole].name)):
            # “Up to 55 is K10”, of a television: inches.
            return
        named = re.split(r",| \(", OR_MORE.sub(" ", self.items[whole].name))[0].split()
        # “White key tops throughout”: of the tops, which the sentence counts.
        of = next((word.lower() for word in reversed(named) if set(stems_of(word)) & set(nouns)), "")
        if not of or self.items[whole].unit.lower() in ("m2", "m²", "m", "hour", "sqm"):
            return
        for code, least_of, most_of in found:
            yield code, Band("count", least_of, most_of, of=of)
        if len(found) == 1:
            # The other price of the same thing ends where this one begins.
            mine = set(stems_of(self.items[whole].name.split(",")[0])) - GENERAL
            for item in self.items.values():
                its = set(stems_of(item.name.split(",")[0])) - GENERAL
                if item.code != whole and its == mine and item.unit == self.items[whole].unit:
                    yield item.code, Band("count", None, least - 1, of=of)

    def _longer(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Hire beyond 14 days adds EXT per started week and skip”: time beyond what the price holds."""
        over = LONGER.search(sentence)
        if over is None or not codes:
            return
        first, unit = number_of(over.group(1)), over.group(2).lower().rstrip("s")
        if unit in ("hour", "minute"):
            return
        per = re.search(r"\b(?:per|each|every|a)\s+(?:further |extra |additional |started |part )*(day|week|month|night)\b", sentence, re.I)  # fmt: skip
        then = codes[-1]
        step = DAYS_IN[(per.group(1) if per else self.items[then].unit).lower()] if (
            per or self.items[then].unit.lower() in DAYS_IN
        ) else Decimal(1)  # fmt: skip
        days = first * DAYS_IN[unit]
        each = bool(re.search(r"\b(?:per|and|each|every|for (?:each|every))\s+(?!started|further|week|day|month|night|extra)[a-z]{3,}\b", sentence[over.end() :], re.I))  # fmt: skip
        bases = [code for code in codes if code != then] or [
            item.code
            for item in self.items.values()
            if item.code != then
            and re.search(rf"\b(?:{first:f}|{word_of(first)})[- ]{unit}s?\b", f"{item.name} {item.description}", re.I)
            and not FURTHER.search(item.name)
            and not (set(stems_of(sentence[: over.start()])) - GENERAL and PERMIT.search(item.name))
        ]
        for base in bases:
            yield base, Included(days, "days", then, step, each)

    def _guide(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Fitted furniture is a guide price until I have measured.”"""
        said = GUIDE.search(sentence)
        if said is None:
            return
        about = list(codes) or self.listed.about(sentence[: said.start()] or sentence[said.end() :], besides=())
        for code in self._of_size(sentence, about):
            yield code, Guide()

    def _of_size(self, sentence: str, about: Sequence[str]) -> list[str]:
        """Of items that differ in size, those of the size that a sentence names; where it names nothing else, all of that size."""
        told = [band for band in bands_of(sentence) if band.measure != "count"]
        if len(told) != 1:
            return list(about)
        least = told[0].low if told[0].low is not None else told[0].high
        bands = {
            code: list(bands_of(f"{self.items[code].name}. {self.items[code].description}"))
            for code in about or self.items
        }
        fitting = [
            code
            for code, own in bands.items()
            if any(
                one.measure == told[0].measure and one.unit == told[0].unit and one.low == least
                if told[0].open_low or not about
                else one.measure == told[0].measure and least is not None and one.holds(least)
                for one in own
            )
        ]
        return fitting or ([] if any(bands.values()) else list(about))

    def _decides(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Hedge height decides between HED1 and HED2”: without it the line is not known."""
        said = re.search(
            r"\bdecides?\b|\bdetermines?\b|\bdepends? on\b|\bgoes by\b|\b(?:is|are) priced (?:by|on)\b|\bsets\b", sentence, re.I
        )  # fmt: skip
        if said is None:
            return
        before, after = sentence[: said.start()], sentence[said.end() :]
        by = re.match(r"depend|goes|is|are", said.group(), re.I)
        where, subject = (after, before) if by else (before, after)
        facts = [fact for fact, pattern in (NEEDS | DECIDES).items() if pattern.search(where)]
        about = list(codes) or self.listed.about(subject, besides=())
        sized = [code for code in about if BEDS.search(f"{self.items[code].name} {self.items[code].description}")]
        for code in about:
            if FURTHER.search(self.items[code].name):
                continue
            for fact in facts:
                if fact != "property_size" or code in sized or not sized:
                    yield code, NeedsFact(fact)

    def _whole(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Hall, stairs and landing is one P4 and two P5”: who names the whole means all of its parts."""
        said = re.fullmatch(
            rf"(?:an? |the )?([^;:.]*?)\s+(?:is|are|means|counts as|comes to|is charged as)\s+(?:(?:{NUMBER}|an?|x) ?x? ?)?{SIGN}"
            rf" (?:and|plus|with|\+) (?:(?:{NUMBER}|an?) ?x? ?)?{SIGN}\W*",
            sentence,
            re.I,
        )
        if said is None or len(codes) != 2 or IF.search(sentence) or len(said.group(1).split()) > 6:
            return
        words = alternatives_of(said.group(1).replace(",", " "))
        if not words or " or " in words:
            return
        for code, other in (codes, codes[::-1]):
            yield code, Adds(other, when=(Condition("said", words=words),))

    def _only_if(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        aged = AGED.search(sentence)
        if aged and codes and re.search(r"\bonly (?:when|if|where)\b|\bonly for\b", sentence, re.I):
            other = codes[1] if len(codes) > 1 else ""
            yield codes[0], OnlyIf(Condition("age_at_least", number=int(aged.group(1) or aged.group(2))), other)

    def _needs(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        if not FIRM.search(sentence):
            return
        first = re.match(r"\s*(?:without|until (?:i|we) (?:have|know|see)|before (?:i|we) (?:have|know|see)|if (?:i|we) do(?:n['o]t| not) (?:know|have)|(?:where|when|if|while) [^,;.]{3,40}\b(?:is|are) (?:not|un)[- ]?(?:known|told|said|given|sure))\b", sentence, re.I)  # fmt: skip
        said = re.search(
            r"\bneeds?\b|\bneeded\b|\bonly\b|\bprovisional\b|\bnot firm\b|\brequires?\b|\bi(?:['’]ll)? need\b|\bfirm(?:ed)? (?:up )?(?:once|after|when|with)\b|\b(?:can['’]?t|cannot|can not|never|not) (?:be )?(?:priced|quoted|firm\w*|confirmed)\b|\bafter\b|\buntil\b|\bonce\b|\bwithout\b",
            sentence,
            re.I,
        )
        there = sentence[said.start() if said else 0 :]
        subject = sentence[: said.start()] if said else sentence
        if first is not None:
            # “Without the age of the house a textured ceiling cannot be priced firmly”: the fact stands first.
            there, subject = sentence, sentence
        guess = re.search(
            r"\b(?:is|are|stays?|remains?)\b[^.]{0,20}\b(?:estimate|guess|ballpark|guide|rough|indication)",
            subject,
            re.I,
        )
        if guess:
            subject = subject[: guess.start()]
        general = REPAIRS.fullmatch(subject)
        facts = [fact for fact, pattern in NEEDS.items() if pattern.search(there)]
        if first is not None:
            for fact in facts:
                subject = NEEDS[fact].sub(" ", subject)
            subject = re.sub(r"\b(?:house|property|price|priced|quote|quoted)\b", " ", subject)
        elif not codes and not self.listed.about(subject, besides=()):
            # “To quote a boiler swap I need photos”.
            subject = re.sub("|".join(pattern.pattern for pattern in NEEDS.values()), " ", sentence, flags=re.I)
        about = list(codes) or self.listed.about(subject, besides=())
        if not about and general:
            about = self._repairs()
        if not re.search(r"\btest|\bsurvey|\breport", subject, re.I):
            about = [code for code in about if not re.search(r"\btest\b|\bsurvey\b", self.items[code].name, re.I)]
        topic = topic_of(subject)
        when = Condition("said", words=topic) if topic else None
        for code in about:
            for fact in facts:
                yield code, NeedsFact(fact, when)

    def _repairs(self) -> list[str]:
        """What mends or replaces a part: no visit, no service, nothing that is put in, cleaned or taken away."""
        return [
            code
            for code, item in self.items.items()
            if not VISIT.search(item.name)
            and not FINDING.search(item.name)
            and not FURTHER.search(item.name)
            and not re.search(r"\b(?:fit|install|supply|new|take)\b", item.name, re.I)
            and not actions_of(item.name) & {"service", "clean", "remove"}
        ]

    def _alone(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        if re.search(r"\badds?\b|\bnever\b", sentence, re.I):
            return
        if len(codes) == 1 and NOTHING_BUT.search(sentence):
            yield codes[0], Alone()
            return
        if not ALONE.search(sentence) or not FINDING.search(sentence):
            return
        for item in self.items.values():
            if item.code in codes or VISIT.search(item.name):
                yield item.code, Alone()
