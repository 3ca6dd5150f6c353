"""Reads rules out of an owner’s sentences on charging: “A second coat adds one DEC-07 a room.”"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from handlet.quoting.rules import (
    OF_EACH_PLACE,
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
from handlet.quoting.rules_in_words.further import DAYS_IN, FURTHER, LONGER, NO_NOUN, PERMIT, included_in, started_step
from handlet.quoting.rules_in_words.one_item import BEDS, OR_MORE, bands_of
from handlet.quoting.rules_in_words.said import (
    ABOVE,
    ADDED,
    AGED,
    ALONE,
    ASKED,
    AT_ONE_VISIT,
    BETWEEN_CODES,
    BEYOND_SAID,
    BUILT,
    DECIDES,
    FINDING,
    FIRM,
    FIRST_SAID,
    FURTHER_SAID,
    GUIDE,
    IS_PUT_ON,
    NEEDS,
    NEVER,
    NOTHING_BUT,
    ON_WISH,
    ONE_ALONE,
    ONE_OF,
    ONLY_TREATED,
    PER,
    REPAIRS,
    SAYS,
    SPARES,
    STOREYS,
    TAKEN_OUT,
    TAKES_ONE,
    UP_TO,
    VISIT,
    by_twos,
    word_of,
)
from handlet.quoting.rules_in_words.subjects import (
    IF,
    KINDS,
    MENDED,
    ON_ROAD,
    action_of,
    actions_of,
    alternatives_of,
    clause_of,
    outwards_in,
    qualifier_of,
    times_in,
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

_EXCEPTS = re.compile(
    r"\b(?:do|does|is|are) not\b(?:\W+(?:need|have|carry|pay|get|take)\b[^,;.]{0,12}|\W+(?:charged|added)\b[^,;.]{0,12})?|\b(?:don|doesn|isn|aren)['’]t\b(?: need[^,;.]{0,8})?",
    re.I,
)

_EXCEPT_WHERE = re.compile(r"\b(?:not?r?|never)\b[^.;]*?\b(?:where|if|when)\s+(?:the\s+)?([^,;.]+)", re.I)


def wholes_of(text: str, codes_in: Callable[[str], Sequence[str]]) -> list[str]:
    """The sentences of a text. One that only says what the one before it is not for stands with it: “Lock-outs do not.”"""
    found: list[str] = []
    for piece in re.split(r"(?<=[A-Za-z0-9)])\.(?:\s+|$)", text):
        whole = piece.strip()
        if (
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
            for code in Reader(items)._about(said.group(2), besides=(item.code,)):
                yield code, Adds(item.code, "started", number_of(said.group(1)))


class Reader:
    """Reads one sentence against the items of a list."""

    def __init__(self, items: Sequence[ItemWords]) -> None:
        self.items = {item.code: item for item in items}
        codes = sorted(self.items, key=len, reverse=True)
        self.code = re.compile(rf"(?<!\w)({'|'.join(re.escape(code) for code in codes)})(?!\w)") if codes else None

    def rules(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        if self.code is None or not sentence:
            return
        least = [*self._least(sentence, self._codes(sentence))]
        yield from least
        outright = [
            *self._together(sentence, self._codes(sentence)),
            *self._included(sentence, self._codes(sentence)),
            *self._only_if(sentence, self._codes(sentence)),
            *self._whole(sentence, self._codes(sentence)),
            *self._by_number(sentence),
            *self._longer(sentence, self._codes(sentence)),
        ]
        yield from outright
        supplements = [*self._everywhere(sentence)]
        yield from supplements
        for clause in re.split(r"\s*;(?!\s*(?:it|they|this|that|but only|only)\b)\s*", sentence):
            codes = self._codes(clause)
            if not outright:
                added = [*self._between(clause, codes)] or [*self._adds(clause, codes)]
                yield from added
                if not added and not supplements and not least:
                    yield from self._comes_with(clause, codes)
            yield from self._needs(clause, codes)
            yield from self._guide(clause, codes)
            yield from self._decides(clause, codes)
            yield from self._alone(clause, codes)

    def codes(self, text: str) -> list[str]:
        """The codes that a text names, in its order."""
        return self._codes(text)

    def _codes(self, text: str) -> list[str]:
        """The codes named, in their order; “R1 to R3” names those between too."""
        if self.code is None:
            return []
        order = list(self.items)
        found: list[str] = []
        before: re.Match[str] | None = None
        for here in self.code.finditer(text):
            code = here.group(1)
            if before is not None and UP_TO.fullmatch(text[before.end() : here.start()]):
                first, last = order.index(before.group(1)), order.index(code)
                if re.sub(r"\d", "", before.group(1)) == re.sub(r"\d", "", code) and first < last:
                    found += order[first + 1 : last]
            found.append(code)
            before = here
        return list(dict.fromkeys(found))

    def _added(self, sentence: str, codes: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
        """Which codes a sentence puts on top, onto which others it names, and which it spares.

        “A1 needs B1” and “B1 is added to A1” say the same; “anything but A2” spares A2.
        """
        spared = self._codes(sentence[but.start() :]) if (but := SPARES.search(sentence)) else []
        open_ = [code for code in codes if code not in spared]
        says = SAYS.search(sentence)
        if says is None:
            return open_, [], spared
        before = [code for code in open_ if sentence.find(code) < says.start()]
        after = [code for code in open_ if code not in before]
        if ADDED.match(says.group()):
            # “A is added where it comes off, B only where …”
            also = [
                code
                for code in after
                if re.match(r"\W*(?:only|where|when|if)\b", sentence[sentence.find(code) + len(code) :])
            ]
            onto = [code for code in after if code not in also]
            return ([*before, *also], onto, spared) if before else (after, [], spared)
        return (after, before, spared) if after else (before, [], spared)

    def _choices(self, sentence: str) -> set[str]:
        """Codes of which one is meant: “add B1, B2 or B3”, “the lock that fits (B1 to B4)”."""
        if self.code is None:
            return set()
        runs: list[list[re.Match[str]]] = []
        for here in self.code.finditer(sentence):
            if runs and BETWEEN_CODES.fullmatch(sentence[runs[-1][-1].end() : here.start()]):
                runs[-1].append(here)
            else:
                runs.append([here])
        found: set[str] = set()
        for run in runs:
            words = sentence[run[0].start() : run[-1].end()]
            if len(run) > 1 and (ONE_OF.search(sentence) or re.search(r"\bor\b|/|\d\s*(?:to|[-–])\s*[A-Z]", words)):
                found |= set(self._codes(words))
        return found

    def _timed(self, sentence: str, added: Sequence[str]) -> list[tuple[str, str]]:
        """When each supplement is due: by its own name, by the words beside its code, or by those of a sentence that has but one."""
        ends = [*(sentence.find(code) for code in added[1:]), len(sentence)]
        after = [times_in(sentence[sentence.find(code) : end]) for code, end in zip(added, ends, strict=True)]
        starts = [0, *(sentence.find(code) for code in added)]
        before = [times_in(sentence[start : sentence.find(code)]) for start, code in zip(starts, added, strict=False)]
        beside = after if after[0] or len(added) == 1 else before
        if len(added) == 1:
            return [(added[0], times_in(sentence))]
        own = [times_in(self.items[code].name) for code in added]
        return [(code, mine or near) for code, mine, near in zip(added, own, beside, strict=True) if mine or near]

    def _together(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        said = re.search(r"\b(?:not|instead of|rather than|in place of|never)\b", sentence, re.I)
        if said is None or len(codes) < 3:
            return
        head = [code for code in codes if sentence.find(code) < said.start()]
        tail = [code for code in codes if sentence.find(code) > said.start()]
        if len(head) == 1 and len(tail) == 2:
            yield head[0], Together(tuple(tail))
        elif len(tail) == 1 and len(head) == 2:
            yield tail[0], Together(tuple(head))

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
        further = FURTHER_SAID.search(sentence)
        first = FIRST_SAID.search(sentence[: further.start()] if further else sentence) or FIRST_SAID.search(sentence)
        one = re.search(
            rf"\bfirst ([a-z]{{3,}}(?: [a-z]{{3,}})?) (?:is\b|{self.code.pattern if self.code else 'is'})|\bis (?:for )?the first (?:one\b|(?!{NUMBER}\b)([a-z]{{3,}})\b)",
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
        if of and count == 1 and re.search(r"\b(?:in|on|of|for) (?:each|every|any one) (?:room|floor|flat|house|property|building)\b", sentence, re.I):  # fmt: skip
            # “In each room the first is O3 and every further one in that room O4.”
            of += OF_EACH_PLACE
        then = next((code for code in codes if sentence.find(code) > further.start()), codes[-1])
        bases = [code for code in codes if code != then]
        if not bases and first is None and one is None:
            bases = self._alike(then)
        bases = bases or self._about(sentence[: further.start()], besides=(then,))
        if not bases and of.startswith("mile"):
            # “Up to 10 miles are in the price”: of whatever is driven to.
            bases = [code for code, item in self.items.items() if code != then and not FURTHER.search(item.name)]
        per = re.search(
            rf"\b(?:each|every|per|for) (?:started |part of )?(\d+)\s*(?:{UNIT}\b)?", sentence[further.start() :], re.I
        )
        step = number_of(per.group(1)) if per else started_step(self.items[then])
        topic = re.match(r"([A-Za-z]+(?: and [A-Za-z]+)?):", sentence)
        for base in bases:
            own = [noun for number, noun in included_in(self.items[base]) if number == count]
            # “Slates: five are in HR02”; “pictures and mirrors” are counted together.
            yield base, Included(count, of or (topic.group(1).lower() if topic and not own else ""), then, step)

    def _further_ones(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“H4 with the first bedroom and the first bathroom, H5 for each further bedroom and H6 for each further bathroom, shower
        room or separate toilet”: each further line counts things of its own."""
        if self.code is None or len(codes) < 3:
            return
        told = [
            (found.group(1), found.group(2).lower().strip())
            for found in re.finditer(
                rf"{self.code.pattern} (?:is )?(?:for )?(?:each|every|any) (?:further|extra|additional|other) ((?:[a-z]{{3,}}(?:, | or |$|\b)[ ]?){{1,8}}?)"
                rf"(?=\W*$|[;.]|,? and {self.code.pattern}|, {self.code.pattern})",
                sentence,
            )
        ]
        if len(told) < 2:
            return
        bases = [code for code in codes if code not in {then for then, _ in told}]
        for base in bases:
            for then, of in told:
                yield base, Included(Decimal(1), of, then, started_step(self.items[then]))

    def _alike(self, code: str) -> list[str]:
        """The items whose names share most with that of a further one: “Second appliance, fault finding”."""
        wanted = set(stems_of(self.items[code].name)) - NO_NOUN - GENERAL
        shared = {
            other: len(wanted & set(stems_of(item.name)))
            for other, item in self.items.items()
            if other != code and wanted & set(stems_of(item.name))
        }
        return [other for other, count in shared.items() if count == max(shared.values())]

    def _least(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Minimum 10 m2 on F1”, “at least two rooms for a treatment”: the least that is charged."""
        said = re.search(
            rf"\b(?:minimum|min\.?|at least)\b(?: (?:charge|quantity|order|area|length|of|for|is|on|booking)\b|[^,;.£%]{{0,40}}?\bis\b)*[^,;.£%]{{0,40}}?\b({NUMBER})\s*(m2|m²|sqm|sq m|square metres|metres?|m|hours?|rooms?|days?|rolls?|panels?|windows?|doors?|items?|points?)\b"
            rf"|\b({NUMBER})\s*(m2|m²|sqm|sq m|square metres|metres?|m|hours?|rooms?|days?|rolls?|panels?|windows?|doors?|items?|points?) minimum\b",
            sentence,
            re.I,
        )
        if said is None or re.search(r"\badds?\b|\bwhere\b|\bif\b", sentence, re.I):
            return
        value, unit = number_of(said.group(1) or said.group(3)), (said.group(2) or said.group(4)).lower()
        about = list(codes) or self._about(sentence[: said.start()] + sentence[said.end() :], besides=())
        measured = {"m2": "m2", "m²": "m2", "sqm": "m2", "sq m": "m2", "square metres": "m2", "m": "m", "metre": "m", "metres": "m"}.get(unit)  # fmt: skip
        for code in about:
            own = UNITS.get(self.items[code].unit.lower(), self.items[code].unit.lower())
            if own == measured or (measured is None and own.rstrip("s") in (unit.rstrip("s"), "each")):
                yield code, Minimum(value)

    def _comes_with(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“P2 goes with each P1”, “one P2 for every panel”, “C1 on every job”, “D1 only when they want the old one gone”:
        the ways of saying what comes with what that name neither a sum nor a supplement."""
        if (
            not codes
            or FIRM.search(sentence)
            or re.search(r"%|£|\bnot\b|\bnever\b|\bno\b|\binstead\b|\bhours?\b|\blabour\b", sentence, re.I)
            or self._says_which(sentence)
        ):
            return
        if (
            len(codes) == 1
            and not ON_WISH.search(sentence)
            and re.search(rf"\bis (?:an? |one |charged (?:as|at) |called )?{re.escape(codes[0])}", sentence)
        ):
            # “Each carpeted room is one CF-10”: that is what it costs, not what comes with it.
            return
        unless = re.search(r"\bunless (?:the )?([^,;.:]+)", sentence, re.I)
        asked = bool(ASKED.search(sentence) or ON_WISH.search(sentence))
        area = re.search(r"\b((?:[A-Z]{1,2}(?:, ?| and | or |/))*[A-Z]{1,2}) (?:postcodes?|areas?)\b", sentence)
        started = re.search(
            rf"\b(?:per|every|each) ({NUMBER})\s*(m2|m²|m|[a-z]{{3,}})[^,;.]*\b(?:part|started)", sentence, re.I
        ) or re.search(
            rf"\bone [A-Z]{{1,5}}-?\d+ (?:for|per) (?:each |every )({NUMBER})\s*(m2|m²|m|[a-z]{{3,}})\b", sentence, re.I
        )
        each = re.search(r"\b(?:each|every|per) ([a-z]{3,})", self._without_codes(sentence), re.I)
        job = re.search(
            r"\b(?:every|each|all|any) (?:job|visit|booking|repair|order)s?\b", sentence, re.I
        ) and re.search(r"\badd(?:s|ed)?\b|\bappl(?:y|ies)\b|\bcharged on\b|\bplus\b", sentence, re.I)
        added, base = codes[0], list(codes[1:2])
        if len(codes) > 1 and re.search(
            r"\b(?:comes|come|goes|needs?|has|have|gets?|takes?|with an?|plus|includes? an?)\b", sentence[sentence.find(codes[0]) : sentence.find(codes[1])], re.I
        ) and not re.search(r"\b(?:goes|comes|come|added|charged) with\b", sentence, re.I):  # fmt: skip
            added, base = codes[1], [codes[0]]
        when: list[Condition] = []
        if asked:
            when.append(Condition("asked"))
        if area:
            when.append(Condition("postcode", words=" ".join(re.findall(r"[A-Z]{1,2}", area.group(1)))))
        if len(codes) > 2 or added in self._choices(sentence):
            return
        if not base and started:
            unit = UNITS.get(started.group(2).lower())
            rest = sentence[started.end() :]
            base = (self._about(rest, besides=(added,)) if re.match(r"\s*of\b", rest) else []) or [
                code for code, item in self.items.items() if unit and code != added and item.unit.lower() == unit
            ] or self._about(started.group(2), besides=(added,))  # fmt: skip
        elif not base and (job or area):
            base = [code for code, item in self.items.items() if code != added and not VISIT.search(item.name)]
        elif not base and each:
            base = self._about(
                self._without_codes(sentence[each.start() :] if asked else sentence[each.start() :].split(",")[0]),
                besides=(added,),
            )
        elif not base and asked:
            base = self._about(self._without_codes(self.items[added].name), besides=(added,))
        if not (asked or area or started or each or job or len(codes) == 2):
            return
        if len(codes) == 2 and not re.search(
            r"\bwith\b|\beach\b|\bevery\b|\bper\b|\bneeds?\b|\bon\b|\bfor\b", sentence, re.I
        ):
            return
        if (
            not when
            and not started
            and len(codes) == 1
            and (told := qualifier_of(sentence, sentence, self._without_codes))
        ):
            when.append(Condition("said", words=told))
        measured = self.items[added].unit.lower() in ("m2", "m²", "m", "sqm")
        of_code = self.code is not None and re.search(rf"\b(?:each|every|per) {self.code.pattern}", sentence)
        basis = "started" if started else "same" if ((each or of_code) and not job) or measured else "once"
        per = number_of(started.group(1)) if started else Decimal(0)
        if basis == "same" and measured:
            base = self._measured_alike(added, base)
        for code in base:
            if code != added:
                yield code, Adds(added, basis, per, Decimal(0), tuple(when), unless.group(1).strip() if unless else "")

    def _says_which(self, sentence: str) -> bool:
        """“H1 where we come every week, H2 where we come every fortnight”: which of them it is, and not what comes with what."""
        if self.code is None:
            return False
        when = rf"{self.code.pattern},? (?:is )?(?:where|when|if|for)\b"
        return bool(re.search(rf"{when}[^;.]*?(?:,|\band\b|\bor\b|\belse\b) ?(?:and |or )?{when}", sentence, re.I))

    def _by_number(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        """“Three or more skip bags are all charged at BAGS3, one or two at BAGS”: the number taken decides the price."""
        if re.search(
            r"\badd(?:s|ed)?\b|\bplus\b|\bneeds?\b|\bincludes?\b|\bfurther\b|\bothers?\b|\b(?:each|every) [a-z ]{0,20}\bover\b",
            sentence,
            re.I,
        ):
            return
        found: list[tuple[str, Decimal | None, Decimal | None]] = []
        for clause in re.split(r"[,;]\s*(?:and |but )?", sentence):
            codes = self._codes(clause)
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
        of = last_word(re.split(r",| \(", OR_MORE.sub(" ", self.items[whole].name))[0].strip())
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
        about = list(codes) or self._about(sentence[: said.start()] or sentence[said.end() :], besides=())
        for code in about:
            yield code, Guide()

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
        about = list(codes) or self._about(subject, besides=())
        sized = [code for code in about if BEDS.search(f"{self.items[code].name} {self.items[code].description}")]
        for code in about:
            if FURTHER.search(self.items[code].name):
                continue
            for fact in facts:
                if fact != "property_size" or code in sized or not sized:
                    yield code, NeedsFact(fact)

    def _everywhere(self, sentence: str) -> Iterator[tuple[str, Rule]]:
        """Supplements of every job: one visit charge, one Saturday."""
        codes = self._codes(sentence)
        if not codes or not re.search(
            r"\badds?\b|\badded\b|\bplus\b|\bcarr(?:y|ies)\b|\b(?:goes|go|put) on\b|\b(?:is|are) charged\b|\battracts?\b|\bpays?\b|\bapplies\b|\bon top\b|\b(?:has|have) (?:one |an? )?[A-Z]{1,5}-?\d",
            sentence,
            re.I,
        ):
            return
        at = times_in(sentence)
        only = re.search(r"\b(?:is|are) charged\b|\battracts?\b|\bpays?\b|\bapplies\b", sentence, re.I)
        every = (
            None
            if only and not re.search(r"\badd|\bplus\b|\bcarr", sentence, re.I)
            else re.search(
                r"\b(?:non-?emergency|non-?urgent|not urgent|planned|scheduled|routine|ordinary|booked(?:-in)?|everyday) (?:\w+ )?(?:work|jobs?|visits?|calls?|bookings?)\b"
                r"|\bnon-?emergency\b|\bnon-?urgent\b|\b(?:every|each|any|all) (?:job|visit|work|call|booking)s?\b"
                r"(?! (?:that|which|with|where|when|if|over|under|above|below|on|in|at|outside|beyond|needing|involving|done|for|of|more)\b)",
                sentence,
                re.I,
            )
        )
        months = re.search(
            rf"\bnot\b[^.]*\b(?:for|in) (?:over |more than |at least )?({NUMBER}) months\b", sentence, re.I
        )
        when: tuple[Condition, ...] = ()
        about = list(self.items)
        if months:
            when = (Condition("months_since", number=int(number_of(months.group(1)))),)
            about = self._about(sentence[: months.start()], besides=codes)
            # “If the windows have not been cleaned”: of what is named there, what is cleaned.
            whole = set(stems_of(sentence[: months.end()])) - GENERAL
            most = max((len(whole & set(stems_of(self.items[code].name))) for code in about), default=0)
            about = [code for code in about if len(whole & set(stems_of(self.items[code].name))) == most]
        elif at:
            yield from self._at_times(sentence, codes)
            return
        elif one := ONE_ALONE.search(sentence):
            when = (Condition("only_one"),)
            about = self._about(one.group(), besides=codes[:1]) or about
        elif every:
            when = (Condition("no_emergency"),)
        if not when:
            return
        added = codes[0]
        apart = self._excepted(sentence, added)
        for code in about:
            urgent = code in apart or re.search(
                r"\bemergency\b|\bentry\b|\block[- ]?out\b|\bcall[- ]?out\b|\bboard", self.items[code].name, re.I
            )
            if code != added and not (
                every
                and urgent
                and re.search(
                    r"\b(?:do|does|is|are) not\b|n['’]t\b|\bnot added\b|\bexcept\b|emergency|urgent|\bplanned\b",
                    sentence,
                    re.I,
                )
            ):
                yield code, Adds(added, when=when)

    def _at_times(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """Supplements of some hours go onto what the sentence names, else onto everything; not onto one another, nor onto what it
        spares."""
        if NEVER.search(sentence):
            return
        supplements, named, spared = self._added(sentence, codes)
        for added, times in self._timed(sentence, supplements):
            apart = {*supplements, *spared, *self._excepted(sentence, added)}
            for code in named or self.items:
                if code not in apart:
                    yield code, Adds(added, when=(Condition("at", words=times),))

    def _excepted(self, sentence: str, added: str) -> list[str]:
        """What a sentence says at its end that it is not for: “…; lock-outs do not”."""
        said = re.search(r";\s*([^;]+?)\s+(?:do|does|is|are)(?: not|n['’]t)\b", sentence, re.I)
        return self._about(said.group(1), besides=(added,)) if said else []

    def _whole(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Hall, stairs and landing is one P4 and two P5”: who names the whole means all of its parts."""
        said = re.fullmatch(
            rf"(?:an? |the )?([^;:.]*?)\s+(?:is|are|means|counts as|comes to|is charged as)\s+(?:(?:{NUMBER}|an?|x) ?x? ?)?{self.code.pattern if self.code else ''}"
            rf" (?:and|plus|with|\+) (?:(?:{NUMBER}|an?) ?x? ?)?{self.code.pattern if self.code else ''}\W*",
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

    def _adds(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        says = SAYS.search(sentence)
        if says is None and self.code is not None:
            says = re.search(rf"\bgets?(?= (?:one |an? )?{self.code.pattern})", sentence, re.I)
        if says is None or not codes or FIRM.search(sentence) or any(True for _ in self._everywhere(sentence)):
            return
        never = re.search(r",? (?:and |but )?(?:never|not) with (.+)$", sentence, re.I)
        apart = self._codes(never.group(1)) if never else []
        if never:
            sentence = sentence[: never.start()]
            codes = self._codes(sentence)
        asked = bool(ASKED.search(sentence))
        built = BUILT.search(sentence)
        storeys = STOREYS.search(sentence)
        when: list[Condition] = []
        if asked:
            when.append(Condition("asked"))
        if built:
            when.append(Condition("built_before", number=int(built.group(1))))
        if storeys:
            when.append(Condition("storeys_at_least", number=int(number_of(storeys.group(1)))))
        where = outwards_in(sentence, self.items)
        if where:
            when.append(Condition("postcode", words=" ".join(where)))
        if ON_ROAD.search(sentence[: says.start()]):
            when.append(Condition("said", words="road or street or pavement"))
        unless = None if asked else re.search(r"\bunless (?:the )?(?:customer says )?([^,;.:]+)", sentence, re.I)
        before: list[str] = []
        choices = self._choices(sentence)
        onto = self._added(sentence, codes)
        for added in onto[0]:
            if added in choices and not asked:
                continue
            place = sentence.find(added)
            if re.search(rf"{re.escape(added)}[^,;.]{{0,12}}\b(?:is|are) not added", sentence):
                continue
            clause = clause_of(sentence, added)
            per = PER.search(clause) or (PER.search(sentence) if len(codes) == 1 else None)
            same = re.search(
                r"\bsame (?:area|length|quantity|number|amount)\b|\bper (?!job|visit|day|hour|week|room|metre|m\b|m2|sq)[a-z]{3,}",
                clause,
                re.I,
            )
            above = ABOVE.search(sentence[:place])
            least = re.search(rf"\b({NUMBER}) or more\b|\bat least ({NUMBER})\b", sentence[:place], re.I)
            says_so = re.search(
                r"\b(?:where|when|if) (?:the )?customer says (?:that )?(?:the )?([^,;.]+)",
                clause_of(sentence, added),
                re.I,
            )
            subject = self._listed(sentence[: min(says.start(), place)])
            itself = set(stems_of(subject)) - GENERAL <= set(stems_of(self.items[added].name)) or (
                not asked
                and not self._about(subject, besides=(added,))
                and set(stems_of(subject)) <= set(stems_of(f"{self.items[added].name} {self.items[added].description}"))
            )
            about = [] if itself else self._about(subject, besides=(added,))
            goes_to = re.match(
                r"\W*(?:is |are )?(?:added |once )?(?:to|on|onto|for) (?:any(?:thing)?|every(?:thing)?|all|each)\b(?: (?:work|jobs?|items?))?(?: (?:on|in|to|at|of|for))?(?: the)? ([^,;.]+)",
                sentence[place + len(added) :],
                re.I,
            )
            if goes_to and (when or itself):
                wide = self._about(goes_to.group(1), besides=(added,))
                if not wide and asked:
                    # “T20 is added for each old piece they want gone”, of “Pan, basin, bath or tank”: those, and not every job.
                    own = set(stems_of(self.items[added].description)) - GENERAL
                    wide = [
                        code
                        for code, item in self.items.items()
                        if code != added and own & set(stems_of(f"{item.name} {item.description}"))
                    ]
                wide = wide or [
                    code for code, item in self.items.items() if code != added and not VISIT.search(item.name)
                ]
                stems = set() if asked else set(stems_of(goes_to.group(1))) - GENERAL
                about = [
                    code for code, item in self.items.items()
                    if code != added and (code in wide or stems & set(stems_of(f"{item.name} {item.description}")))
                ]  # fmt: skip
                itself = False
            of_all = re.search(
                r"\b(?:per|each|every|an?) (job|visit|address|booking|trip|order|call)\b", clause, re.I
            ) or re.search(r"\b(?:per|each|every) ([a-z]{3,})\b", clause, re.I)
            of = re.search(r"\b(?:each|every|per) [^,;.]*\bof ([a-z]+)", clause if len(codes) > 1 else sentence, re.I)
            if asked and len(codes) > 1 and re.search(rf"{re.escape(added)} (?:is )?(?:for|on|with) ", sentence):
                # “Only added if asked: A for a panel, B for a panel with its post”: each goes with what its own name says.
                about = self._about(self.items[added].name, besides=codes)
                same = same or re.search(rf"{re.escape(added)} (?:is )?for (?:an?|each|every|one)\b", sentence)
            if not about and of:
                about = self._about(of.group(1), besides=(added,))
            if not about and asked:
                about = self._about(self.items[added].name, besides=(added,)) or before
            taken_out = TAKEN_OUT.search(f"{self.items[added].name} {self.items[added].description}")
            if not about and asked and taken_out:
                # What is there comes up before anything new is laid: whatever is measured like it.
                about = [
                    code
                    for code, item in self.items.items()
                    if code != added
                    and UNITS.get(item.unit.lower(), "") == UNITS.get(self.items[added].unit.lower(), "-")
                    and not ONLY_TREATED.search(item.name)
                ]
            itself = itself or bool(where and not about)
            if storeys and not about and "asked" not in {one.kind for one in when}:
                # What is high is dear, whatever is done up there.
                about = [code for code, item in self.items.items() if code != added and not VISIT.search(item.name)]
                itself = False
            if (
                not about
                and not itself
                and of_all
                and not asked
                and qualifier_of(sentence, clause, self._without_codes)
            ):
                # “Where they name another colour one R23 is added for each room.”
                noun = set(stems_of(of_all.group(1)))
                if re.fullmatch(r"job|visit|address|booking|trip|order|call", of_all.group(1), re.I):
                    noun = {
                        word
                        for item in self.items.values()
                        if not VISIT.search(item.name)
                        for word in stems_of(item.name)
                    }
                about = [code for code, item in self.items.items() if code != added and noun & set(stems_of(item.name))]
            once_for_all = re.search(
                r"\bonce\b[^,;.]{0,14}\b(?:job|visit|address|property|house|booking)\b|\b(?:per|a|each|every) (?:job|visit|address|booking)\b",
                clause,
                re.I,
            )
            before = about or before
            measured = self.items[added].unit.lower() in ("m2", "m²", "m", "sqm")
            room = re.search(r"\b(?:per|each|every|for (?:each|every)) room\b", clause, re.I)
            basis = "started" if per else "room" if room else "same" if same or measured else "once"
            words = topic_of(subject) if built or "artex" in sentence.lower() else ""
            conditions = (*when, Condition("said", words=words)) if words else tuple(when)
            if says_so and not built and not (asked and taken_out):
                conditions = (Condition("said", words=alternatives_of(says_so.group(1))),)
            having = re.match(
                r"\W*(?:an? |any |each |every )?([a-z ]+?) (?:with|that has|having) (?:an? )?([a-z ]+?) (?:is|are|costs?)\b",
                subject,
                re.I,
            )
            if having and not conditions:
                # “A socket with USB is the socket line plus S6.”
                itself, about = False, self._about(having.group(1), besides=(added,))
                conditions = (Condition("said", words=alternatives_of(having.group(2))),)
                basis = "same" if re.search(r"\b(?:each|every|per)\b", sentence[place:], re.I) else basis
            if not conditions and not unless and not above and not least:
                told = qualifier_of(sentence, clause, self._without_codes)
                if told:
                    conditions = (Condition("said", words=told),)
                    if once_for_all and not IF.search(sentence):
                        # “A preserved tree or one in a conservation area adds C22 once for the address”: whatever is done there.
                        about = [
                            code
                            for code, item in self.items.items()
                            if code != added
                            and not VISIT.search(item.name)
                            and not re.search(r"\breport|\bsurvey", item.name, re.I)
                        ]
            if itself and not asked and not of:
                # “Herringbone or brick bond adds T6 for the same area”: said of any item that is measured alike.
                unit, topic = self.items[added].unit, alternatives_of(subject)
                about = [
                    item.code
                    for item in self.items.values()
                    if item.code != added
                    and item.unit == unit
                    and basis == "same"
                    and set(stems_of(self.items[added].description)) & set(stems_of(item.name)) - GENERAL
                    and "remove" not in actions_of(item.name)
                ]
                if where and not about:
                    about = [
                        code for code, item in self.items.items()
                        if code != added and set(stems_of(of_all.group(1) if of_all else item.name)) & set(stems_of(item.name))
                    ]  # fmt: skip
                    if of_all and re.fullmatch(r"job|visit|address|booking|trip|order|call", of_all.group(1), re.I):
                        about = [code for code in self.items if code != added]
                if (
                    re.match(r"\s*(?:on |where |if |any |all )?(?:the )?(?:fresh|new)\b", subject, re.I)
                    and len(topic.split()) == 1
                ):
                    # “New plaster gets a mist coat”: not any plaster.
                    topic = f"new {topic}"
                conditions = (*when, Condition("said", words=topic)) if topic and not when else tuple(when)
                if not about and of_all and conditions:
                    # “Where they name another colour one R23 is added for each room.”
                    about = self._about(of_all.group(1), besides=(added,))
                if not conditions:
                    about = []
            if asked:
                about = [code for code in about if not MENDED.search(self.items[code].name)] or (
                    about if not re.search(r"\bold\b", sentence, re.I) else []
                )
            if basis == "same" and measured:
                about = self._measured_alike(added, about)
            by_kind = [
                (number_of(number), UNITS.get((unit or "").lower(), ""))
                for number, unit in re.findall(
                    rf"\bfor (?:each|every) (?:started )?({NUMBER})(?:\s*({UNIT})\b)?", clause, re.I
                )
            ]
            for code in about:
                if code in apart or code in onto[2]:
                    continue
                unit_of = UNITS.get(self.items[code].unit.lower(), "")
                kinds = [number for number, kind in by_kind if kind == unit_of]
                if basis == "started" and len(by_kind) > 1 and kinds:
                    # “One load for every two trees started, or for every 20 m of hedge”: each by what it is counted in.
                    yield code, Adds(added, basis, kinds[0], Decimal(0), conditions)
                    continue
                yield (
                    code,
                    Adds(
                        added,
                        basis,
                        number_of(per.group(1)) if per else Decimal(0),
                        number_of(above.group(1))
                        if above
                        else number_of(least.group(1) or least.group(2)) - 1
                        if least
                        else Decimal(0),
                        conditions,
                        unless.group(1).strip() if unless else "",
                    ),
                )

    def _between(self, sentence: str, codes: Sequence[str]) -> Iterator[tuple[str, Rule]]:
        """“Work on a stack (N7, N8) needs N23 once”, “R23 is added to R1 to R3”: codes on both sides of what is added."""
        if (
            len(codes) < 2
            or FIRM.search(sentence)
            or re.search(r"%|£|\bnot\b|\bnever\b|\binstead\b|\bor\b[^.,;]*$", sentence, re.I)
        ):
            return
        first, last = sentence.find(codes[0]), sentence.find(codes[-1])
        if TAKES_ONE.search(sentence[:last]) and len(self._codes(sentence[last:])) == 1:
            added, bases, rest = codes[-1], list(codes[:-1]), sentence[last + len(codes[-1]) :]
        elif IS_PUT_ON.match(sentence[first + len(codes[0]) :]):
            added, bases, rest = codes[0], list(codes[1:]), sentence[first:]
        else:
            return
        when: list[Condition] = []
        if ASKED.search(sentence) or ON_WISH.search(sentence):
            when.append(Condition("asked"))
        if built := BUILT.search(sentence):
            when.append(Condition("built_before", number=int(built.group(1))))
        if storeys := STOREYS.search(sentence):
            when.append(Condition("storeys_at_least", number=int(number_of(storeys.group(1)))))
        if where := outwards_in(sentence, self.items):
            when.append(Condition("postcode", words=" ".join(where)))
        if at := times_in(sentence):
            when.append(Condition("at", words=at))
        unless = None if when else re.search(r"\bunless (?:the )?(?:customer says )?([^,;.:]+)", sentence, re.I)
        above = re.search(rf"\b(?:more than|over|above|beyond) ({NUMBER})\b", sentence[: sentence.find(added)], re.I)
        if not when and unless is None and above is None:
            told = qualifier_of(sentence, sentence, self._without_codes)
            if told:
                when.append(Condition("said", words=told))
        per = PER.search(rest)
        each = re.search(
            r"\b(?:each|every)\b(?! (?:job|visit|time|booking|address))|\bper (?!job|visit|day|booking|trip|address|house|property|call)[a-z]{3,}"
            r"|\bsame (?:area|length|number|quantity|amount)\b",
            rest,
            re.I,
        )
        room = re.search(r"\b(?:per|each|every) room\b", rest, re.I)
        unit = UNITS.get(self.items[added].unit.lower(), "")
        for code in bases:
            alike = unit in ("m2", "m") and UNITS.get(self.items[code].unit.lower(), "") == unit
            basis = "started" if per else "room" if room else "same" if each or alike else "once"
            if code != added:
                yield (
                    code,
                    Adds(
                        added,
                        basis,
                        number_of(per.group(1)) if per else Decimal(0),
                        number_of(above.group(1)) if above else Decimal(0),
                        tuple(when),
                        unless.group(1).strip() if unless else "",
                    ),
                )

    def _measured_alike(self, added: str, about: Sequence[str]) -> list[str]:
        """Of the items that a supplement by the metre goes with, those in its own unit: paper by the roll has no area. Where
        there are none, those of its unit that its description names (“per m2 of wall”)."""
        unit = UNITS.get(self.items[added].unit.lower(), "")
        fitting = [code for code in about if UNITS.get(self.items[code].unit.lower(), "") == unit]
        if fitting or not about:
            return fitting
        words = set(stems_of(self.items[added].description)) - GENERAL
        return [
            code
            for code, item in self.items.items()
            if code != added and UNITS.get(item.unit.lower(), "") == unit and words & set(stems_of(item.name)) - GENERAL
        ]

    def _without_codes(self, text: str) -> str:
        return self.code.sub(" ", text) if self.code is not None else text

    def _listed(self, subject: str) -> str:
        """“Any job that lets the water out (radiator, towel rail)”: the things in brackets are what is meant."""
        inside = re.search(r"\(([^()]{4,})\)", subject)
        return inside.group(1) if inside and self._about(inside.group(1), besides=()) else subject

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
        elif not codes and not self._about(subject, besides=()):
            # “To quote a boiler swap I need photos”.
            subject = re.sub("|".join(pattern.pattern for pattern in NEEDS.values()), " ", sentence, flags=re.I)
        about = list(codes) or self._about(subject, besides=())
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
        if re.search(r"\badds?\b", sentence, re.I):
            return
        if len(codes) == 1 and NOTHING_BUT.search(sentence):
            yield codes[0], Alone()
            return
        if not ALONE.search(sentence) or not FINDING.search(sentence):
            return
        for item in self.items.values():
            if item.code in codes or VISIT.search(item.name):
                yield item.code, Alone()

    def _about(self, subject: str, besides: Sequence[str]) -> list[str]:
        """Items that a subject like “ridge, chimney and re-roof work” speaks of, each of its parts by itself.

        The items that share most words with a part are meant; where the part says what is done (“boiler replacement”), an
        item that does something else (“boiler service”) is not.
        """
        found: list[str] = []
        done = action_of(subject)
        shared_noun = re.search(
            r"\b([a-z]+) or (?:[a-z]+ ){1,2}?([a-z]+)\b(?= (?:needs?|adds?|gets?|has|have|wants?|takes?|is|are)\b|\W*$)",
            subject,
            re.I,
        )
        if shared_noun is not None:
            whole = f"{shared_noun.group(1)} {shared_noun.group(2)}"
            both = set(stems_of(whole)) - GENERAL
            if len(both) == 2 and any(both <= set(stems_of(item.name)) for item in self.items.values()):
                subject = f"{subject[: shared_noun.end(1)]} {shared_noun.group(2)}{subject[shared_noun.end(1) :]}"
        for part in re.split(r",|\band\b|\bor\b(?! more\b| over\b| older\b)|/", subject):
            wanted = set(stems_of(part)) - GENERAL
            members = {word for kind in wanted & KINDS.keys() for word in KINDS[kind]}
            shared = {
                code: len(wanted & set(stems_of(item.name)))
                for code, item in self.items.items()
                if code not in besides and wanted & set(stems_of(item.name))
            }
            units = {self.items[code].unit for code in shared}
            for code, item in self.items.items():
                if (
                    code not in besides
                    and code not in shared
                    and members & set(stems_of(item.name))
                    and (not units or item.unit in units)
                ):
                    shared[code] = 1
            if not shared:
                continue
            most = max(shared.values())
            best = [code for code, count in shared.items() if count == most]
            if done:
                same = [code for code in best if done in actions_of(self.items[code].name)]
                plain = [code for code in best if not actions_of(self.items[code].name)]
                if same:
                    best = same if done in ("remove", "service", "clean") else [*same, *plain]
            found += [code for code in best if code not in found]
        return found
