"""What the customer wrote about, in one or two of their own plain words, and the days they named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from handlet.drafting.engine.composing.naming import plural
from handlet.drafting.engine.matching import Match
from handlet.drafting.engine.matching.lexicon import terms_of
from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.port import DateFact, Enquiry, Intent, Reading
from handlet.kit.london import london_day

# Things of the trades that may be said back. Nothing about people, health or money is among them.
_THINGS = (
    "kitchen tap|outside tap|tap|toilet|cistern|basin|sink|bath|shower|radiator|boiler|thermostat|immersion heater|hot water cylinder|stopcock|pipe|drain|gully|gullies"
    "|manhole|dishwasher|washing machine|tumble dryer|fridge|freezer|cooker hood|cooker|hob|oven|socket|spotlight|downlight|chandelier|dimmer|light|fuse ?box|fuse ?board"
    "|consumer unit|charger|smoke alarm|heat alarm|burglar alarm|alarm|doorbell|aerial|camera|router|extractor fan|fan|switch|switches"
    "|ceiling|wall|stairs|staircase|skirting|architrave|coving|wallpaper|front door|back door|garage door|shed door|door|window|frame|blind|curtain pole|curtain rail"
    "|fence panel|fence|fencing|trellis|gate|shed|summerhouse|decking|patio|slab|path|lawn|hedge|turf|tree|stump|border|flower ?bed|gravel ?board|gravel|driveway|drive"
    "|floor|worktop|shelf|shelves|wardrobe|tile|splashback|grout|roof|gutter|guttering|downpipe|chimney|cowl|flue|stove|log burner|slate|ridge tile|skylight|flashing"
    "|fascia|soffit|lock|cylinder|letterbox|key safe|carpet|vinyl|laminate|rug|sofa|mattress|plaster|artex|damp patch|grab rail|handrail|banister|loft hatch|loft ladder"
    "|loft|conservatory|garage|solar panel|wasp nest|wasps['’]? nest|wasps|ants|mice|rats|fleas|moles|piano|picture|mirror|telly|tv|valve|cupboard|bookcase|drawers|bed frame|desk|table|skip|puncture|tyre|brake|clutch|exhaust|laptop"
    "|deck|render|ridge|grass|leylandii|raised bed|gas fire|combi|radiator valve|floodlight|smoke detector|detector|deadlock|spindle|wall unit|kitchen unit|unit|armchair"
)
_ONE = rf"(?:{_THINGS})(?:e?s)?(?![\w-])"
_THING = re.compile(rf"(?<![\w-]){_ONE}(?:(?:['’]s)? {_ONE})*", re.I)
# Where a job is, or where a thing stands, is not what they wrote about: “on the drive”, “in the shed”, “next to the boiler”.
_PLACE = re.compile(
    r"\b(?:in|on|(?<!look )(?<!looking )at|by|behind|under|underneath|below|above|over|inside|outside|against|onto|into|near|beside|between|off|from|to(?= (?:the|our|my|a|an|their|his|her|this|that|your|one|each|both)\b)|round|around|next to|side of"
    r"|top of|front of|back of|bottom of|end of|all over|out of|up|down)\s+(?:(?:the|our|my|a|an|their|his|her|this|that|your|one|each|both|same)\s+)*(?:[a-z-]+\s+){0,2}$",
    re.I,
)
# “It will not light”, “top floor”, “next door”, “Elm Drive”, “Hedge End”: the same letters and no such thing.
_OTHERWISE = re.compile(
    r"(?:(?:\bto|n['’]?t|\bwont|\bcant|\bdoesnt|\bdont|\bcannot|\bnot|\bwill|\bcan|\bcould|\bwe|\byou|\bi)\s+(?:light|lock|drive|tap|drain|switch|skip|tile|frame|brake)"
    r"|\b(?:top|ground|first|second|third|fourth|upper|lower|next|1st|2nd|3rd|4th|shop|forest|dance|up|down)\s?(?:floor|door|stairs)s?"
    r"|\b(?:door to|wall to|growing)\s+\w+|\b(?:test|hard)\s+drives?)$",
    re.I,
)
_AFTER = re.compile(
    r"\s+(?:to (?:door|wall|ceiling)|green|grey|gr[ae]y|blue|brown|oak|lunch|side|end|flat|plan|number|code|keys?|bell|step|mat|safe)\b",
    re.I,
)
_ONE_OF = re.compile(r"\b(?:one|1) of (?:those|these|the|your|our|my)(?: [a-z-]+){0,3} $", re.I)
SHORT = 14
"""Words of a question that is about the thing it names."""
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def about(enquiry: Enquiry, reading: Reading, matches: Sequence[Match]) -> str:
    """“ about the tap”, or empty where it is not sure what to name.

    matches: the lines that their words became. The subject of a mail comes first, then the things that led to lines, two at
    most; half of a list sounds like not listening. A question is about the one thing that it names.
    """
    if titled := _of_subject(enquiry, matches):
        return f" about the {titled}"
    if matches:
        named = _of_lines(matches, reading)
        return f" about the {' and the '.join(named)}" if 1 <= len(named) <= 2 else ""
    # A longer question names things that it is not about: “what if they drop my telly?” So does what led to no line.
    if reading.intent is not Intent.QUESTION or len(" ".join(line.text for line in enquiry.messages).split()) > SHORT:
        return ""
    named = _of_clauses(enquiry, reading)
    return f" about the {named[0]}" if len(named) == 1 else ""


# What may stand before the thing in the subject of a mail that is said back.
_KINDS = frozenset(
    """old new front back rear side small little big large single double outside outdoor inside internal external upstairs downstairs spare main
    kitchen bathroom bedroom lounge hall hallway landing porch cellar attic loft garage garden conservatory utility ensuite en suite cloakroom
    dining living sitting room box house cottage bungalow flat office shop shed studio island
    white black grey cream yellow red green blue brown
    wooden wood timber oak upvc plastic metal steel brick stone glass concrete rubber felt flat pitched
    walk-in fire electric gas oil water hot cold smart combi replacement broken blocked leaking leaky dripping cracked snapped damaged rotten loose faulty stuck jammed"""
    .split()
)  # fmt: skip
_JOBS = re.compile(
    r"(?:job|work|repair|fit|fitt|refit|clean|clear|service|replacement|installation|decorat|paint|plaster|skimm|render|til|wallpaper|paper|board|fenc|prun|turf|mow"
    r"|garden|hang|polish|lagg|insulat)(?:s|ing|ance)?",
    re.I,
)
_WHOLE = frozenset("garden bathroom kitchen conservatory office key".split())
"""What the last word may be besides a thing or a kind of work."""
_REPLIED = re.compile(r"^(?:(?:re|fwd?|(?:new |website )?enquiry|quote|quotation|query)\s*[:–-]\s*)+", re.I)


def _of_subject(enquiry: Enquiry, matches: Sequence[Match]) -> str:
    """“garage roof”, “small tiling job”, “fascias and the gutters”: at most four plain words, of which the last of each part is a
    thing or a kind of work; empty for any other subject."""
    title = re.sub(r"\s*(?:x ?\d+)?[\s.!?]*$", "", _REPLIED.sub("", enquiry.subject.strip()), flags=re.I)
    parts = re.split(r"\s*(?:[/&+]|\band\b)\s*", title, flags=re.I)
    named = [_plain_title(part, matches) for part in parts]
    return " and the ".join(named) if len(named) <= 2 and all(named) and len(title.split()) <= 5 else ""


def _plain_title(title: str, matches: Sequence[Match]) -> str:
    words = title.split()
    if not 1 <= len(words) <= 4 or not re.fullmatch(r"[A-Za-z]+(?:[ -][A-Za-z]+)*", title):
        return ""
    lines = " ".join(match.item.name for match in matches)
    head, before = words[-1], words[:-1]
    is_thing, is_job = bool(_THING.fullmatch(head)), bool(_JOBS.fullmatch(head))
    if not (is_thing or is_job or head.lower() in _WHOLE):
        return ""
    if not before and is_job and not is_thing and not (matches and head.lower().endswith("ing")):
        return ""
    if all(
        word.lower() in _KINDS or _THING.fullmatch(word) or (lines and _names(word, lines)) or _JOBS.fullmatch(word)
        for word in before
    ):
        return " ".join(word if word.isupper() and len(word) < 5 else word.lower() for word in words)
    return ""


# What is right as it is or can wait is not what they wrote about, nor is what they have already or have measured, nor what is
# only taken out of the way, where another clause names it.
_LEFT_ALONE = re.compile(
    r"\bcan (?:wait|stay)\b|\b(?:is|are|was|were|been) (?:all |both )?(?:sorted|done|sound)\b|\bleave\b|\b(?:all|both) have\b|\bgot\b[^.?!]{0,25}\balready\b",
    re.I,
)
_HAS = re.compile(
    r"\bfine\b|\bok(?:ay)?\b|\balready\b|\bon order\b|\bbought\b|\bordered\b|\bgot (?:the|them)\b|\b(?:my|our)sel(?:f|ves)\b"
    r"|\b(?:is|are) (?:(?:all|about|roughly|only|just) )*\d",
    re.I,
)
_GOES = re.compile(
    r"\b(?:tak\w+|rip\w*|pull\w*|get\w*|got|com\w+) (?:up|out|away|off|down|rid)\b|\bremov\w+|\bdump\w*", re.I
)


def _of_lines(matches: Sequence[Match], reading: Reading) -> list[str]:
    """The things that led to lines, in the customer’s own words and number; none where one line has no such thing."""
    found: list[str] = []
    wanted = [
        match
        for match in matches
        if not match.added_by and match.span is not None and not _LEFT_ALONE.search(match.span.text)
    ]
    for match in wanted:
        named = named_by(match, reading, alone=len(wanted) == 1)
        if not named:
            return []
        found.append(named)
    return _distinct(found)


def named_by(match: Match, reading: Reading, *, alone: bool) -> str:
    """The thing of a line in the words that led to it, else in another clause that asks for something; empty for none.

    alone: no other line is wanted, so its description may tell too.
    """
    said = things(match.span.text) if match.span is not None else []
    mine = [thing for thing in said if _names(thing, match.item.name)]
    mine = mine or [thing for thing in said if alone and _names(thing, match.item.description)]
    if not mine:
        asked = [fact.span.text for fact in reading.asked if fact.span.message >= 0]
        asked = [text for text in asked if not any(one.search(text) for one in (_LEFT_ALONE, _HAS, _GOES))]
        mine = [thing for text in asked for thing in things(text) if _names(thing, match.item.name)]
    if not mine:
        return ""
    return plural(mine[0]) or mine[0] if _is_of_several(mine[0], match) else mine[0]


def _is_of_several(thing: str, match: Match) -> bool:
    """“Just the one single socket, 5 of them”: the line counts that very thing, and more than one of it."""
    head = rf"\b{re.escape(thing.split()[-1])}\b(?=\s(?:to|with|for|in|on|from|and|or|up)\b|[,(]|$)"
    counted = match.quantity > 1 and match.item.unit.lower() in ("each", "item")
    return counted and not thing.endswith("s") and bool(re.search(head, match.item.name, re.I))


def _of_clauses(enquiry: Enquiry, reading: Reading) -> list[str]:
    """Where no line was found: the things of the clauses that ask for something, else of all that they newly wrote."""
    asked = [fact.span.text for fact in reading.asked if fact.span.message >= 0]
    texts = asked or [source.text[: source.forwarded] for source in sources_of(enquiry) if source.own]
    return _distinct([thing for text in texts for thing in things(text)])


def things(text: str) -> list[str]:
    """The things that a text names, in order, in its own words; places and names that only look like them are left out."""
    found = []
    for match in _THING.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        capital = match.group()[0].isupper() and re.search(r"[\w,] $", before)
        named = capital or (match.group()[0].isupper() and re.match(r" [A-Z][a-z]", after))
        if not (
            named
            or _PLACE.search(before[-60:])
            or _OTHERWISE.search(text[max(0, match.start() - 20) : match.end()])
            or _AFTER.match(after)
        ):
            thing = " ".join(match.group().lower().replace("'", "’").replace("tv", "TV").split())
            # “One of those keypad locks” is one lock.
            found.append(re.sub(r"(?<![s’])s$", "", thing) if _ONE_OF.search(before) else thing)
    return found


def _names(thing: str, text: str) -> bool:
    return bool({term.word for term in terms_of(thing)} & {term.word for term in terms_of(text)})


def _distinct(named: Sequence[str]) -> list[str]:
    """Each once; a thing inside a longer one is the same thing."""
    found: list[str] = []
    for thing in named:
        stem = thing.rstrip("s")
        if all(stem not in one and one.rstrip("s") not in thing for one in found):
            found.append(thing)
    return found


def has_photos(enquiry: Enquiry) -> bool:
    return any(name.lower().endswith((".jpg", ".jpeg", ".png", ".heic", ".webp")) for name in enquiry.attachment_names)


_SEASON = re.compile(
    rf"(?:(?:in|during|around|early|late|mid) )?(?:{'|'.join(MONTHS)}|spring|summer|autumn|winter)", re.I
)


_MONTH_ONLY = re.compile(rf"(?:\w+ ){{0,3}}(?:{'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)})\W*", re.I)


_BY_THE_CALENDAR = re.compile(
    r"\b(?:years?|easter|christmas|xmas|chrimbo|new year|half[- ]terms?|bank holidays?|spring|summer|autumn|winter)\b",
    re.I,
)
_DAY = re.compile(rf"\d|\b(?:{'|'.join(DAYS)}|eve|today|tonight|tomorrow)\b", re.I)


def day_words(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def when_words(enquiry: Enquiry, reading: Reading) -> str:
    """The days they asked for, to follow “check the diary”: “ for Thursday 3 December in the morning”; empty for none."""
    ahead = _ahead(enquiry, reading)
    if days := _asked_days(ahead):
        return f" for {days}"
    latest = _deadline(ahead)
    return f" with {day_words(latest)} in mind" if latest is not None else ""


MOST_DAYS = 3
"""Days or stretches of days that are said back; of more none."""


def _asked_days(ahead: Sequence[DateFact]) -> str:
    """“Thursday 3 December or Friday 4 December in the morning”, as they asked for them; empty for none or too many."""
    wished = [fact for fact in ahead if fact.kind == "preferred" and fact.start is not None]
    if len(wished) == 1 and _SEASON.fullmatch(wished[0].span.text.strip()):
        words = re.sub(r"^(?:in|during|around)\s+", "", wished[0].span.text.strip(), flags=re.I)
        return words[:1].upper() + words[1:] if words.title() in MONTHS else words.lower()
    stretches = sorted(
        {(fact.start, fact.end or date.max) for fact in wished if fact.start is not None and _is_named(fact)}
    )
    said = [_stretch(first, last) for first, last in stretches]
    return f"{_either(said)}{_part(wished)}" if 1 <= len(said) <= MOST_DAYS else ""


_NEXT_WEEK = re.compile(r"\bnext week\b", re.I)
_THIS_WEEK = re.compile(r"\bthis week\b", re.I)


def _is_by_the_calendar(fact: DateFact) -> bool:
    """“After Christmas”, “next year”: no day is named in it."""
    return bool(_BY_THE_CALENDAR.search(fact.span.text)) and not _DAY.search(fact.span.text)


def _is_named(fact: DateFact) -> bool:
    """Whether they named a day or a stretch of days; “after Christmas”, “this week”, “the week after” is none to say back."""
    said = fact.span.text
    if _is_by_the_calendar(fact) or (_THIS_WEEK.search(said) and not _DAY.search(said)):
        return False
    return fact.start == fact.end or bool(re.search(r"\d", said) or _NEXT_WEEK.search(said))


def _stretch(first: date, last: date) -> str:
    days = (last - first).days
    if last == date.max:
        return f"{day_words(first)} onwards"
    if days < 1:
        return day_words(first)
    if first.weekday() == 0 and days in (4, 6):
        return f"the week of {day_words(first)}"
    return f"{day_words(first)} {'or' if days == 1 else 'to'} {day_words(last)}"


def _either(said: Sequence[str]) -> str:
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"


def _deadline(ahead: Sequence[DateFact]) -> date | None:
    """The last day that they named; “till October”, “before Easter”, “next year” is no day: nobody named its last."""
    latest = [
        fact.end
        for fact in ahead
        if fact.kind == "deadline"
        and fact.end is not None
        and not _MONTH_ONLY.fullmatch(fact.span.text.strip())
        and not _is_by_the_calendar(fact)
    ]
    return min(latest, default=None)


def _ahead(enquiry: Enquiry, reading: Reading) -> list[DateFact]:
    """Days of their own new words that are not over, not refused, and not the one that they give up."""
    today = london_day(enquiry.now)
    own = [fact for fact in reading.dates if fact.span.message >= 0 and (fact.end or fact.start or today) >= today]
    own = _not_refused(own, enquiry)
    if reading.intent is Intent.RESCHEDULE_CANCEL:
        own = [fact for fact in own if not _is_left(fact, enquiry)]
    return own


# “On Monday we won’t be ready”, “not Thursdays”, “any day bar Monday”.
_NOT_THEN = re.compile(
    r"\b(?:w(?:on['’]?t|ill not)|isn['’]?t|aren['’]?t|not) (?:going to )?(?:be )?(?:ready|in|here|home|back|free|around|about|available|possible|good|suitable)\b"
    r"|\b(?:can['’]?t|cannot|can not|couldn['’]?t) (?:do|make|manage|be)\b|\bno good\b|\bno use\b|\b(?:doesn['’]?t|does not|don['’]?t|do not|won['’]?t) (?:work|suit)\b",
    re.I,
)
_BUT_THAT = re.compile(
    r"\b(?:not|bar|except(?: for)?|apart from|other than|never|avoid|no use you coming|no \w+(?: for (?:me|us))?(?: please)?)(?: (?:on|a|the|this|next))* $",
    re.I,
)
_AS_WELL = re.compile(r"\s*(?:,|,?\s*(?:or|and|nor))\s*(?:on )?(?:the )?", re.I)
_CLAUSE = re.compile(r"[.?!,;\n]| but | so | and ", re.I)


def _not_refused(facts: Sequence[DateFact], enquiry: Enquiry) -> list[DateFact]:
    """Without the days of which they say that they will not do: “no clean on the 19th or the 26th”."""
    left: list[DateFact] = []
    refused: DateFact | None = None
    for fact in sorted(facts, key=lambda one: (one.span.message, one.span.start)):
        before, clause = _around(fact, enquiry)
        joined = (
            refused is not None
            and refused.span.message == fact.span.message
            and _AS_WELL.fullmatch(before[refused.span.end :])
        )
        if joined or _BUT_THAT.search(before) or _NOT_THEN.search(clause):
            refused = fact
        else:
            left.append(fact)
    return left


def _around(fact: DateFact, enquiry: Enquiry) -> tuple[str, str]:
    """The text before a day, and the clause in which it stands without the day itself."""
    text = enquiry.messages[fact.span.message].text
    before, after = text[: fact.span.start], text[fact.span.end :]
    return before, f"{_CLAUSE.split(before)[-1]}~{_CLAUSE.split(after)[0]}"


# A day on which something else happens (“the hob arrives Tuesday”) or counted from now (“in six weeks”): nobody asks for it.
_HAPPENS = re.compile(
    r"\b(?:arriv|deliver|complet|exchang|renew|due\b|inspect|r[au]n(?:s|ning)? out|com(?:es|ing) (?:down|on|out)|mov(?:e|es|ing) (?:in|out)|leav(?:e|ing)\b"
    r"|starts\b|(?:get|have|got) the keys|the keys from|goes live|open)\w*",
    re.I,
)
_COUNTED = re.compile(
    r"^in (?:about |around )?(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", re.I
)
# “Between 12 and 26 June” and “the Friday before”: half of what was meant is read, or another day.
_HALF_READ = (
    re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s*(?:and|to|till|until|-|–)\s*$", re.I),
    re.compile(r"^ before\b", re.I),
)
# “We have scaffolding up till the end of the month”: how long something else lasts.
_TILL = re.compile(r"\b(?:till|until|til|up to)\b", re.I)
_EVERY = re.compile(
    r"\b(?:every|each|weekly|fortnight\w*|regular\w*|per visit|a (?:week|month|time)|\w+days(?: and| or|,))\b", re.I
)


# A day is asked for in so many words (“could you come Thursday”, “any chance before Friday”) or stands by itself (“Sat morning??”).
_ASKS_FOR_THEN = re.compile(
    r"\b(?:can|could|would|will|are|do) (?:you|u|ya|someone|somebody|anyone|anybody|it|we|one of)\b|\b(?:any|some) ?(?:time|day|chance)|\b(?:if )?poss(?:ible)?\b|\bhop(?:e|ing)\b|\bideal(?:ly)?\b|\bpref(?:er\w*)?\b"
    r"|\b(?:we|i)(?:['’]?d| would) like\b|\b(?:need|want)(?:s|ed|ing)?\b|\bfree\b|\bavailab\w+|\bsuits?\b|\bconvenient\b|\bbook\b|\bfit (?:me|us) in\b|\bslot\b|\bto be (?:done|finished|ready)\b|\bdone (?:by|before)\b"
    r"|\bin all day\b|\b(?:home|in|here)~|\bworks\b|\bplease\b|\bpls\b|\bbest\b|\beither\b|\bhow about\b|\bstart(?:ing)?\b(?! at)",
    re.I,
)
_FEW_WORDS = 2
_OF_TIME = re.compile(
    rf"\b(?:{'|'.join(DAYS)}|{'|'.join(day[:3] for day in DAYS)}|{'|'.join(MONTHS)}|this|next|coming|week|weekend|or|and|on|the|at|from|around|about|after|before|mornings?|afternoons?|evenings?|am|pm|\d+(?:st|nd|rd|th)?)\b",
    re.I,
)


def _asks_for_it(clause: str) -> bool:
    """Whether a clause, its day left out, asks for that day."""
    return bool(_ASKS_FOR_THEN.search(clause)) or len(re.findall(r"\w+", _OF_TIME.sub(" ", clause))) <= _FEW_WORDS


def wanted_days(enquiry: Enquiry, reading: Reading) -> str:
    """To follow “let you know about”: the days they asked for, or “getting it done by Friday 12 March”; empty where unsure.

    A day said back that nobody asked for is worse than none: what a clause tells of it besides must ask for it.
    """
    kept = []
    for fact in _ahead(enquiry, reading):
        said, text = fact.span.text, enquiry.messages[fact.span.message].text
        before, clause = _around(fact, enquiry)
        if _HALF_READ[0].search(before) or _HALF_READ[1].search(text[fact.span.end :]) or _EVERY.search(text):
            return ""
        lasts = fact.kind == "deadline" and _TILL.search(f"{before[-12:]}{said}")
        if lasts or _HAPPENS.search(clause) or _COUNTED.search(said) or _is_by_the_calendar(fact):
            continue
        if not (_DAY.search(said) and _asks_for_it(clause)):
            # A day told in short (“weds”) is too often another one to be said back; and beside a day that may be for something
            # else the other one may be half of what they mean.
            return ""
        kept.append(fact)
    days, latest = _asked_days(kept), _deadline(kept)
    return days or (f"getting it done by {day_words(latest)}" if latest is not None else "")


# “Shift Wednesday”, “knock Friday on the head”: the day that is given up.
_LEAVES = re.compile(
    r"\b(?:shift|move|skip|leave|cancel|knock|push|postpone|put|swap|change|re-?arrange|re-?schedule|scrap|bin|miss|drop|call off|do|make|manage)"
    r"(?: (?:it|us|me|the|this|next|our|my|your|coming|appointment|visit|booking|slot|job|clean|for|on|of|from|off|back|out))* $",
    re.I,
)
_TO_THAT_DAY = re.compile(
    r"\b(?:to|until|till|for|(?:could|can|would|do) (?:you|we|u) (?:do|make|manage)|make it|(?:i|we) (?:can|could) (?:do|make))(?: (?:the|this|next|it))* $",
    re.I,
)
_IS_LEFT = re.compile(
    r"^[^.?!,;\n]{0,15}\b(?:no good|on the head|off\b|out of the question|not possible|won['’]?t work|doesn['’]?t (?:work|suit))",
    re.I,
)


def _is_left(fact: DateFact, enquiry: Enquiry) -> bool:
    """Whether the day is the one that was agreed, and is now given up: it is not looked for in the diary again."""
    text = enquiry.messages[fact.span.message].text
    before, after = text[: fact.span.start], text[fact.span.end :]
    return bool(_IS_LEFT.match(after) or (_LEAVES.search(before) and not _TO_THAT_DAY.search(before)))


def _part(facts: Sequence[DateFact]) -> str:
    parts = {fact.part for fact in facts}
    word = {"am": " in the morning", "pm": " in the afternoon", "eve": " in the evening"}
    return word.get(next(iter(parts)) or "", "") if len(parts) == 1 else ""
