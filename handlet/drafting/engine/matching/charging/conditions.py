"""Whether the enquiry says what the condition of a rule asks: a fact, a time, a place, or a wish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from handlet.drafting.engine.matching.charging.case import Case
from handlet.drafting.engine.matching.charging.told import age, built, months_since, storeys
from handlet.drafting.engine.matching.items import Item
from handlet.drafting.engine.matching.lexicon import terms_of
from handlet.drafting.port import Intent
from handlet.kit.london import LONDON
from handlet.quoting.rules import (
    Condition,
)
from handlet.quoting.rules_in_words import ANOTHER_COLOUR

SATURDAY, MORNING, EVENING, NIGHT = 5, 7, 18, 22
"""The first day of a weekend, and hours at which owners' evenings and nights begin and end unless their list says otherwise."""
NOT_OWN_HOME = re.compile(
    r"\bcare home\b|\bnursing home\b|\bsheltered\b|\brent(?:s|ed|ing)\b|\bcouncil\b|\blandlord\b|\btenant\b", re.I
)
# “Carpets already up so nothing to lift”, “I’ve already got rid of the old ones”.
NOTHING_TO_TAKE = re.compile(
    r"\b(?:don['’]?t|no need to|needn['’]?t) (?:worry|bother|fret) (?:about|with) (?:the )?old\b|\bnothing (?:to|needs?|wants?)\b[^.?!]{0,20}\b(?:lift\w*|tak\w+|remov\w+|strip\w*|com\w+|clear\w*)\b"
    r"|\b(?:don['’]?t|doesn['’]?t|dont|no) (?:need|want)\b[^.?!]{0,20}\b(?:tak\w+|remov\w+|lift\w*|strip\w*)\b"
    r"|\balready (?:got rid|(?:been )?(?:taken|ripped|lifted|stripped|removed|pulled|dumped|come)|up\b|gone\b|off\b|out\b)"
    r"|\b(?:is|are|has been|have been|['’]s) (?:already |all )?(?:up|gone|stripped|ripped out)\b(?! (?:for|to|in)\b)[^.?!]{0,25}\b(?:already|so|nothing|dont|don['’]t)\b"
    r"|\b(?:i|we)(?:['’]ve| have)? (?:already )?(?:got rid of|taken|stripped|ripped|lifted|removed|pulled) (?:out |up |off |down )?(?:the |our |all )?(?:old|existing)\b",
    re.I,
)
_REMOVAL = re.compile(
    r"\b(?:take|taken|taking|cart|clear)\b[^.?!]{0,30}\b(?:away|off|out|up)\b|\bget(?:ting)? rid\b|\bdispos\w+|\bremov\w+|\bdump\w*|\brip\w* (?:out|up|off)\b|\bto the (?:tip|dump|skip)\b|\bstrip\w* (?:off|out|up)?|\bcome off\b|\bcoming off\b|\blift\w*\b|\buplift\w*|\bhaul|\bold [a-z ]{0,20}\b(?:off|up|out|away|gone)\b|\bold (?:one|ones)\b[^.?!]{0,15}\b(?:away|gone|out|off)\b"
    r"|\b(?:has|have|['’]ll have|needs?|wants?|going|got|is|are) to (?:go|come (?:up|off|out))\b|\b(?:dig|dug|break|broken|pull|smash)\w* (?:(?:it|them|that) )?(?:up|out)\b|\bshot of\b|\bbinn(?:ed|ing)\b"
    r"|\btak(?:e|ing) (?:[\w'’]+ ){1,4}?(?:back |off |away )?with (?:you|u|ya|yous)\b",
    re.I,
)
# “The old stuff got binned”, “the carpet’s away already”: what was, and no wish.
_WAS_TAKEN = re.compile(
    r"\b(?:got|was|were|been) (?:all |just |already )*(?:binned|dumped|skipped|tipped|chucked|thrown|ripped|taken|lifted|stripped|removed|pulled)\b|\b(?:up|off|out|away|gone|down) already\b|\balready away\b",
    re.I,
)
THEY_DO_IT = re.compile(
    r"\b(?:i|we|my \w+|our \w+)(?:['’]ll| will| can|['’]m going to| am going to)\b[^.?!,]{0,15}\b(?:burn|compost|tip|dump|keep|get rid|dispose|bag|take|shift|clear)\b"
    r"|\bleave (?:all )?(?:the |it |them )?(?:clippings|waste|cuttings|old|rubble)?\b[^.?!]{0,12}\b(?:in a heap|on site|here|for me|for us|where)",
    re.I,
)


def holds(condition: Condition, case: Case, added: Item | None = None) -> bool:
    """Whether the enquiry says what the condition asks. What is not said does not hold."""
    text = case.said.words
    if condition.kind == "emergency":
        return case.reading.urgency == "emergency"
    if condition.kind == "no_emergency":
        return case.reading.urgency != "emergency" and case.reading.intent is not Intent.EMERGENCY
    if condition.kind == "age_at_least":
        years = age(text)
        return years is not None and years >= condition.number and not NOT_OWN_HOME.search(text)
    if condition.kind == "built_before":
        year = built(text, case.enquiry.received_at.year)
        return year is not None and year < condition.number
    if condition.kind == "storeys_at_least":
        return storeys(text) >= condition.number
    if condition.kind == "said":
        return _is_about(condition.words, case)
    if condition.kind == "postcode":
        codes = {one.value.split()[0].upper() for one in case.reading.postcodes}
        wanted = condition.words.upper().split()
        return any(code in wanted or re.sub(r"\d.*", "", code) in wanted for code in codes)
    if condition.kind == "at":
        return _is_wanted_at(condition.words.split(), case)
    if condition.kind == "months_since":
        since = months_since(text)
        return since is not None and since >= condition.number
    return _is_asked(added, case)


_ROADSIDE = re.compile(
    r"\b(?:on|in) (?:the |our |a |my )?(?:road|street|highway|pavement|kerb)(?:side)?\b|\broadside\b|\bno (?:drive|driveway|off[- ]street)\b|\b(?:don['o’]?t|haven['o’]?t|without) (?:have |got )?(?:a )?drive(?:way)?\b|\boutside (?:the|our|my) (?:house|front|flat)\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:no|not|isn['’]?t|never|without|nothing)\s+(?:any |the |an? )?$", re.I)


_COLOUR = re.compile(
    r"\b(?:blues?|greens?|gr[ea]y|navy|sage|yellow|red|pink|black|cream|beige|teal|terracotta|charcoal|lilac|purple|orange|brown|olive|mustard|burgundy|anthracite"
    r"|duck[- ]egg|turquoise|aqua|maroon|coral|peach|farrow|a colour|in colour|coloured)\b",
    re.I,
)


def _is_about(words: str, case: Case) -> bool:
    """One of the alternatives that “or” joins is said: all of its words in one sentence, none of them denied."""
    alternatives = [part.strip() for part in words.lower().split(" or ")]
    if ANOTHER_COLOUR in alternatives:
        return any(_COLOUR.search(s.text) for s in case.said.segments if not s.refused)
    if {"road", "street"} & set(alternatives) and _ROADSIDE.search(case.said.words):
        return True
    if {"road", "street"} & set(alternatives):
        return False
    for part in alternatives:
        if part.startswith(("no ", "without ")):
            # “Where there is no parking”: it is the lack that must be told.
            thing = re.escape(part.split()[-1])
            if re.search(
                rf"\b(?:no|not|without|n['’]t|nowhere)\b[^.?!,;]{{0,25}}\b{thing}|\b{thing}\b[^.?!,;]{{0,15}}\b(?:none|impossible)\b",
                case.said.words,
                re.I,
            ):
                return True
            continue
        wanted = {term.word for term in terms_of(part)}
        for segment in case.said.segments:
            source = case.said.sources.get(segment.message)
            sentence = {
                t.word
                for s in case.said.segments
                if s.sentence == segment.sentence and not s.refused
                for t in s.terms
                if source is None
                or t.word not in wanted
                or not _DENIED.search(source.text[max(0, t.start - 14) : t.start])
            }
            if wanted and wanted <= sentence:
                return True
    return False


_LEFT_HERE = re.compile(
    r"\bleave (?:the )?(?:clippings|waste|cuttings|old|it|them)\b|\b(?:no need|don['’]?t need)[^.?!]{0,20}(?:tak|remov|dispos)",
    re.I,
)
# What a line does with the old one: drive it away, or take it off first.
_CARTED = re.compile(r"\bcart|\btaken? away\b|\btipped\b|\bto (?:the )?tip\b|\bhauled\b|\bdriven off\b", re.I)
_TAKEN_OFF = re.compile(
    r"\b(?:take|taken|lift|lifted|strip|stripped|rip|ripped|dig|dug|break|broken|cut) (?:up|out|down|off)\b(?! site)|\bremov|\buplift|\b(?:up|out|down) and (?:away|carted|taken)\b",
    re.I,
)
_AWAY = re.compile(
    r"\baway\b|\bget(?:ting)? (?:\w+ ){0,3}rid\b|\bdispos\w+|\bremov\w+|\bdump\w*|\b(?:the|to) (?:tip|dump|skip)\b|\bscrap\w*|\bcart\w*|\bshot of\b|\bbinn(?:ed|ing)\b|\bhaul\w*"
    r"|\btake (?:it|them|that|those|the old \w+)(?: \w+)? (?:with you|too|as well|when you go)\b|\b(?:has|have|needs?|wants?|got|is|are) to go\b|\bgone\b|\bclear(?:ed)? (?:it|them|off)\b|\bold \w+ (?:taken|gone)\b",
    re.I,
)


def _is_asked(added: Item | None, case: Case) -> bool:
    """The customer asks for what the added item does: take the old one away, remove the waste."""
    if added is None:
        return False
    asked = [s for s in case.said.segments if not s.refused]
    if NOTHING_TO_TAKE.search(case.said.words) or THEY_DO_IT.search(case.said.words):
        return False
    if any(one.item.row.code == added.row.code for one in case.chosen):
        # “Can you take all the cuttings?”: asked for in words of its own, so as much of it as the rule says.
        return True
    itself = f"{added.row.name} {added.row.description}"
    if _CARTED.search(itself) and not _TAKEN_OFF.search(itself):
        # “Take off the old taps and put these on” is the job; “and take them with you” is more.
        return any(_AWAY.search(s.text) for s in asked) and not _LEFT_HERE.search(case.said.words)
    if "remove" in added.acts or re.search(
        r"\bremov|\bwaste\b|\bdispos|\btaken? (?:away|up|off|down|out)\b|\bcarted\b|\b(?:broken|dug|ripped|lifted|stripped)[- ](?:out|up|off)\b",
        f"{added.row.name} {added.row.description}",
        re.I,
    ):
        goes = any(_REMOVAL.search(s.text) and not _WAS_TAKEN.search(s.text) for s in asked)
        return goes and not _LEFT_HERE.search(case.said.words)
    words = {term.word for s in asked for term in s.terms}
    return bool(added.head & words)


def is_said(words: str, case: Case) -> bool:
    """“scaffold is already up”: its thing is named, and that it is there."""
    things = {term.word for term in terms_of(words)} & frozenset(case.prices.idf)
    for segment in case.said.segments:
        if {t.word for t in segment.terms} & things:
            around = " ".join(s.text for s in case.said.segments if s.sentence == segment.sentence)
            if _IN_PLACE.search(around) and not _STILL_WANTED.search(around):
                return True
    return False


_IN_PLACE = re.compile(r"\b(?:already|up|got|have|has|there|in place|erected|own|is on|is|are|still)\b", re.I)
_STILL_WANTED = re.compile(
    r"\b(?:no|not|without|n['’]t|need(?:s|ed)?|includ\w+|provid\w+|your price|you(?:['’]ll| will| would)? (?:want|bring|supply)|arrange|hire|assume|while|when|once)\b",
    re.I,
)


def _is_wanted_at(times: Sequence[str], case: Case) -> bool:
    """The visit is asked for on such a day or at such an hour."""
    words = case.said.words
    if case.reading.urgency == "emergency" and set(_hours_of(case.enquiry.received_at.astimezone(LONDON))) & set(times):
        return True
    if "night" in times and _AT_NIGHT.search(words):
        return True
    if "today" in times and (
        _TODAY.search(words)
        or any(
            fact.kind in ("preferred", "deadline")
            and fact.start == fact.end == case.enquiry.received_at.astimezone(LONDON).date()
            for fact in case.reading.dates
        )
    ):
        return True
    if re.search(r"\bsaturdays?\b|\bsat\b", words, re.I) and {"saturday", "weekend"} & set(times):
        return not re.search(
            r"\b(?:not|except|no|avoid|isn['’]?t|on|last) (?:on )?(?:a )?sat(?:urday)?s?\b(?! (?:please|if|would|is|am|pm|morning|\d))",
            words,
            re.I,
        ) or bool(
            re.search(r"\b(?<!not )on (?:a )?sat(?:urday)?s?\b", words, re.I)
            and not re.search(r"\b(?:storm|happened|noticed|was|were|had|came|broke)\b[^.?!]*\bon sat", words, re.I)
        )
    for fact in case.reading.dates:
        if fact.kind not in ("preferred",) or fact.start is None or fact.start != fact.end:
            continue
        if fact.start.weekday() == 5 and {"saturday", "weekend"} & set(times):
            return True
        if fact.start.weekday() == 6 and {"sunday", "weekend"} & set(times):
            return True
        if fact.part == "eve" and "evening" in times:
            return True
    return bool(re.search(r"\b(?:at|on|over) the weekend\b|\bthis weekend\b", words, re.I) and "weekend" in times)


def _hours_of(moment: datetime) -> Iterator[str]:
    """What owners call the hours of a moment, for one who cannot wait."""
    if moment.weekday() >= SATURDAY:
        yield from ("weekend", "saturday" if moment.weekday() == SATURDAY else "sunday")
    if moment.hour >= NIGHT or moment.hour < MORNING:
        yield "night"
    elif moment.hour >= EVENING:
        yield "evening"


_AT_NIGHT = re.compile(
    r"\b(?:middle of the|at|during the|through the) night\b|\bovernight\b|\b(?:after|around|about) (?:1[01] ?pm|midnight)\b",
    re.I,
)
_TODAY = re.compile(
    r"\bsame[- ]day\b|\b(?:come|here|out|round|visit|attend\w*|do it|done|someone|somebody|you|need(?:ed)?|free)\b[^.?!\n]{0,25}\b(?:today|tonight|this (?:morning|afternoon|evening))\b",
    re.I,
)
