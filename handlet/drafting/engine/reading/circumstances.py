"""What customers tell in passing that spares a question: who owns the home, who supplies, how to get in, what make it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation

from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.port import Circumstance

_FLOORS = {
    "ground": 0,
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "5th": 5,
    "fifth": 5,
    "6th": 6,
    "sixth": 6,
    "7th": 7,
    "8th": 8,
    "9th": 9,
    "10th": 10,
}
_NUMBERS = {"one": 1, "single": 1, "two": 2, "double": 2, "three": 3, "four": 4, "five": 5}
_MAKES = (
    "worcester bosch|worcester|vaillant|baxi|ideal|viessmann|glow[- ]?worm|potterton|alpha|ariston|vokera|ferroli|main|navien|intergas|grant|firebird|heatrae sadia|megaflo|mira|triton|aqualisa|grohe|bristan|"
    "saniflo|geberit|quooker|insinkerator|bosch|siemens|neff|aeg|zanussi|hotpoint|indesit|beko|samsung|lg|miele|smeg|rangemaster|hive|nest|tado|drayton|honeywell|myenergi|zappi|ohme|pod ?point|hager|wylex|mk|crabtree|"
    "schneider|yale|ultion|avocet|chubb|union|era|banham|mul-?t-?lock|velux|dulux|farrow (?:&|and) ball|johnstone'?s|crown|karndean|amtico|howdens|ikea|wickes|b&q|wren|magnet|nuaire|vent[- ]axia|stelrad"
)
Value = str | Callable[[re.Match[str]], str]


def _floor(m: re.Match[str]) -> str:
    word = (m[1] or m[2]).lower()
    return str(_FLOORS.get(word, word))


def _number(m: re.Match[str]) -> str:
    return str(_NUMBERS.get(m[1].lower(), m[1]))


def _words(m: re.Match[str]) -> str:
    return " ".join(m.group().split())


_TELLS: Sequence[tuple[str, Value, str]] = (
    ("ownership", "landlord", r"\b(?:i'?m|i am|as) (?:the |a |an )?landl(?:ord|ady)\b|\bmy tenants?\b|\bour tenants?\b|\b(?:my|our) (?:rental|buy[- ]to[- ]let|btl)\b|\bi (?:rent (?:it )?out|let (?:it )?out)\b"),
    ("ownership", "agent", r"\b(?:letting|lettings|estate|managing|property) (?:agents?|manager|management)\b|\bwe manage\b|\bon behalf of (?:our|the|my) (?:landlord|client|tenant)\b"),
    ("ownership", "tenant", r"\b(?:i'?m|i am|we'?re|we are|as)(?: just| only)? (?:the |a )?tenants?\b|\bmy landl(?:ord|ady)\b|\bour landl(?:ord|ady)\b|\bwe rent\b|\bi rent\b|\brented (?:flat|house|property)\b|\bhousing association\b|\bcouncil (?:flat|house|tenant)\b"),
    ("ownership", "owner", r"\b(?:we|i) own (?:it|the|our|my)\b|\b(?:our|my|her|his|their) own (?:home|house|flat)\b|\bhome ?owner\b|\b(?:just|recently|have|we'?ve) (?:\w+ )?(?:bought|completed on|moved into) (?:a|the|our|my|this) (?:new |first )?(?:house|home|flat|bungalow|place|property)\b|\bleasehold(?:er)?\b|\bfreehold(?:er)?\b"),
    (
        "materials", "customer",
        r"\b(?:i|we|ive|i've|weve|we've|iv)(?: have|'ve)? (?:already |just )?(?:got|bought|have|ordered|purchased|supplied)\b[^.?!\n]{0,50}\b(?:already|myself|ourselves|own|ready|from \w+|here|to fit|on site|in the (?:garage|shed|box)|spares?|paint|tiles|tap|one|it|them|new \w+|doors?|unit|units|light|lights|parts?|laminate|flooring|wallpaper|skirting|charger|lock|locks|panels)\b"
        r"|\b(?:i|we)(?:'ll| will| can| would| could)? (?:be )?(?:supply(?:ing)?|provid(?:e|ing)|buy(?:ing)? (?:the|our own|my own)|get (?:the|our own|my own) (?:paint|tiles|materials|parts))\b|\bgot (?:me|my|our) own\b|\b(?:paint|tiles?|taps?|materials|parts|doors?|flooring|laminate|wallpaper|stone|lights?|spares?) (?:is |are |all |have been )?(?:already )?(?:bought|supplied|provided|here|on site|purchased|delivered|ready)\b|\bgot (?:the )?(?:spares?|materials|paint|tiles|paper)\b|\bwe have them\b|\balready (?:bought|got|have)\b|\blabour only\b|\bjust (?:needs?|wants?) fitting\b|\bto be supplied by (?:me|us)\b",
    ),
    (
        "materials", "business",
        r"\bsuppl(?:y|ied) (?:and|&|n|\+) (?:fit(?:ted)?|install(?:ed)?|la(?:y|id))\b|\byou(?:'d| would| to|'ll| will)? (?:supply|provide|bring|get|source|buy)\b|\bsupplied by you\b|\bwith (?:your|all) materials\b|\bincluding (?:all )?materials\b|\b(?:can|could|would) (?:you|u) (?:also )?(?:supply|provide|source|get) (?:the|it|them|a|and)\b|\ball materials included\b",
    ),
    ("parking", _words, r"\b(?:(?:no|free|limited|permit|residents'?|on[- ]street|off[- ]street|street|drive(?:way)?|visitor|plenty of|loads of|some) )parking\b[^.?!\n]{0,30}|\bparking (?:is|on|at|permit|bay|outside|available|can be|round)\b[^.?!\n]{0,30}|\b(?:can|could) park\b[^.?!\n]{0,30}|\bred route\b|\bdouble yellows?\b|\bparking permit\b"),
    (
        "access", _words,
        r"\b(?:side|rear|back|good|easy|poor|tight|narrow|no|limited|vehicle|ladder) (?:side |rear |ladder )?access\b[^.?!\n]{0,25}|\baccess (?:is|from|via|through|at|only|to)\b[^.?!\n]{0,40}|\beasy to (?:reach|get (?:to|at))\b[^.?!\n]{0,25}|\b(?:side|back|garden) gate (?:is |will be )?(?:open|unlocked|left open)\b|\b(?:long|normal|standard|big) ladders?\b|\bneeds? (?:a )?(?:ladder|scaffold\w*|tower)\b|\bscaffold\w* (?:is )?(?:already )?(?:up|there|in place)\b|\bwide enough for\b[^.?!\n]{0,25}|\bthrough the (?:house|garage)\b|\bgate code\b[^.?!\n]{0,15}",
    ),
    ("keys", _words, r"\bkeys?\b[^.?!\n]{0,20}\b(?:under|with (?:the )?(?:agent|neighbour|concierge|office|reception|us|me)|in (?:the )?key ?safe|from (?:the )?(?:agent|office|neighbour|shop))\b[^.?!\n]{0,20}|\bkey ?safe (?:code|is|by|at)\b[^.?!\n]{0,20}|\b(?:pick|collect)(?:ing)? (?:up )?(?:the )?keys?\b[^.?!\n]{0,25}|\b(?:tenant|wife|husband|neighbour|someone|somebody) (?:will|can|is there to|could) (?:be (?:in|there|home)|let you in)\b|\bring (?:him|her|them|the tenant) for access\b"),
    ("floor", _floor, r"\b(ground|first|second|third|fourth|fifth|sixth|1st|2nd|3rd|[4-9]th|10th)[- ]floor\b|\bfloor (\d{1,2})\b(?![.,]\d| ?m| ?x| ?sq)"),
    ("floor", "0", r"\bbungalow\b"),
    ("lift", "no", r"\bno lift\b|\blift (?:is |'s )?(?:broken|out of order|not working)\b"),
    ("lift", "yes", r"\b(?:there(?:'s| is)|has|have|with|by) (?:a |the )?lift\b|\blift (?:available|to all|in the building)\b"),
    ("storeys", _number, r"\b(one|two|three|four|five|single|double|[1-5])[- ]?(?:stor(?:e?y|eys|ies|ied)|floors? high)\b"),
    ("built", lambda m: next(g for g in m.groups() if g), r"\b(?:built|dates? from|dating from|from|circa|c\.?|house is|early|late|mid)\s?(?:in |about |around |the |approx )*((?:1[6-9]|20)\d\d'?s?)\b|\b((?:1[89]|20)\d\ds?) (?:built|house|semi|terrace|detached|bungalow|property|build|flat)\b|\b(\d0'?s) (?:built|house|semi|terrace|detached|bungalow|property|build|flat)\b"),
    ("built", lambda m: m[1].lower(), r"\b(victorian|edwardian|georgian|tudor|pre[- ]war|post[- ]war|new[- ]build|inter[- ]war)\b"),
    ("house", lambda m: {"semi detached": "semi", "apartment": "flat", "terraced": "terrace", "maisonnette": "maisonette"}.get(w := m[1].lower().replace("-", " "), w), r"\b(semi[- ]detached|semi|terraced|(?<!end of )terrace|end of terrace|end terrace|mid[- ]terrace|detached|bungalow|flat(?! pack|[- ]?pack|ten| roof| screen|bed)|apartment|maisonn?ette|cottage|townhouse|town house|studio|barn conversion|static caravan)\b"),
    ("waste", "take", r"\b(?:take|taken|taking|get rid|dispos\w+|dump\w*|remov\w+|clear\w*|cart\w*) (?:of )?(?:all |the |it |them |old |any )*(?:old |waste|rubbish|carpet|panels|bits|debris|one|ones|cuttings|clippings|branches|mess|lot|soil){0,5}[^.?!\n]{0,20}\b(?:away|to the tip|off site|with you|removed)\b|\b(?:waste|rubbish|old \w+|cuttings|clippings) (?:to be )?(?:taken away|removed|disposed of|dumped|away)\b|\btake (?:it|them|everything) away\b|\blift(?:ed)? (?:and|\+|&) dump(?:ed)?\b"),
    ("waste", "leave", r"\bleave (?:the |all the |all )?(?:waste|rubbish|cuttings|clippings|branches|logs|wood|old \w+|soil)\b|\b(?:i|we)(?:'ll| will| can) (?:take|get rid of|dispose of|dump|burn|remove|shift) (?:the |all the |it|them)\b|\b(?:i|we)'?(?:ve| have) (?:got )?a skip\b|\bskip (?:on|already) (?:site|there|here)\b"),
    ("make", _words, rf"\b(?:{_MAKES})\b(?: (?:[A-Z][a-z]+\b|[A-Za-z]{{0,6}}\d[\w+/-]*|plus|eco|greenstar|junior|combi|pro|ecotec|logic|ultra|gold)){{0,3}}"),
    ("fault_code", lambda m: (m[1] or m[2]).upper(), r"\b(?:error|fault|code|showing|shows|displaying|says|flashing|reads?|up)\b(?: (?:code|error|fault|is|an?|of|a)){0,3} ?:? ?([A-Z]{1,2}\.? ?\d{1,3}|\d{3}[A-Z]?|[A-Z]{1,2}\d[A-Z]?)\b|\b([EFL]\d{1,3}) (?:error|fault|code|showing|on the (?:screen|display))\b"),
    ("fuel", lambda m: m[1].lower(), r"\b(gas|oil|electric|lpg) (?:boiler|combi|hob|cooker|oven|shower|heating|fire|central heating)\b"),
    ("listed", "yes", r"\b(?:grade (?:i{1,2}\*?|1|2)[ -])?listed (?:building|house|cottage|property)\b|\bgrade (?:ii\*?|i|1|2)[ -]listed\b|\bconservation area\b"),
    ("pets", _words, r"\b(?:(?:two|three|a|my|our|the|\d|small|big|friendly) ){1,4}(?:dogs?|cats?|puppy|puppies|kittens?)\b"),
    ("occupied", "empty", r"\b(?:property|house|flat|place|it)(?:'s| is| will be)? (?:currently |now )?(?:empty|vacant|unoccupied|unfurnished)\b|\bempty (?:property|house|flat)\b"),
    ("photos", _words, r"\[(?:photo|image|picture|video)s?\b|\b(?:sent|sending|here(?:['’]?s| are| is)) (?:(?:you|over|some|a|few|couple|of|the|two|three|\d+) )*(?:photos?|pics?|pictures?|images?|video)\b|\b(?:photos?|photographs?|pics?|pictures?|images?|video)\b(?:[^.?!\n]{0,20}\b(?:below|above|sent|to follow)|[^.?!\n]{0,45}\b(?:attached|enclosed))\b|\b(?:attach(?:ed|ing)|(?<!can )(?:i|we) attach) (?:(?:some|an?|few|couple|of|the|are|is|my|two|three|four|five|six|\d+) )*(?:photos?|photographs?|pics?|pictures?)\b|\bsee (?:the )?(?:photos?|pics?|pictures?|attached)\b"),
    ("urgency", "no rush", r"\bno (?:rush|hurry|panic)\b|\bnot urgent\b|\bisn'?t urgent\b|\bin your own time\b|\bwhenever (?:you can|you'?re free|suits|you get)\b|\bno great hurry\b"),
)  # fmt: skip
_PATTERNS = tuple((kind, value, re.compile(pattern, re.I)) for kind, value, pattern in _TELLS)
_DENIED = re.compile(
    r"\b(?:not|no|isn'?t|don'?t|do you|can you|could you|would you|if|should i|do i|whether)(?: \w+)? $", re.I
)


def circumstances(source: Source) -> Iterator[Circumstance]:
    """Each thing once, in the order of the list above."""
    seen = set()
    for kind, value, pattern in _PATTERNS:
        for m in pattern.finditer(source.text):
            if kind in ("ownership", "house") and _DENIED.search(source.text[max(0, m.start() - 14) : m.start()]):
                continue
            said = value if isinstance(value, str) else value(m)
            if (kind, said) in seen:
                continue
            seen.add((kind, said))
            yield Circumstance(kind, said, source.span(m.start(), m.end()))


# --- what it may cost -------------------------------------------------------------------------------------------------

_SUM = r"(?:£ ?)?(?P<sum{n}>\d[\d,]*(?:\.\d\d?)?) ?(?P<k{n}>k\b|grand\b)?(?: ?(?:quid|pounds?|gbp))?"
_BUDGET = re.compile(
    r"\b(?:budget|budżet\w*|buget\w*|presupuesto|orçamento|cyllideb|бюджет)\b[^.?!£\d\n]{0,32}"
    + _SUM.format(n=1)
    + r"|"
    + _SUM.format(n=2)
    + r"[^.?!\d\n]{0,18}\bbudget\b"
    + r"|\b(?:up to|no more than|not more than|more than|over|max(?:imum)?(?: of)?|under|within|less than|around|about|roughly|nearer|closer to|tops|limit(?: of| is)?|spend(?:ing)?|afford|stretch to|go to|go above|go over|exceed) (?:about |around |roughly |up to )?(?=£|\d[\d,]* ?(?:quid|pounds?|k\b|grand))"
    + _SUM.format(n=3)
    + r"|"
    + _SUM.format(n=4)
    + r"\s*(?:max(?:imum)?\b|tops\b|at (?:the )?most|or (?:less|under)\b|limit\b|ceiling\b|all in\b)"
    + r"|\b(?:can(?:'?t| not)?|could|want to|wanting to|looking to|hoping to|able to|prepared to|willing to|happy to|only|like to|don'?t want to|dont want to|not) (?:really )?(?:spend|pay|afford|stretch to|go (?:above|over|to))(?: (?:more than|about|around|up to|over|any more than|no more than|roughly|much (?:more|over)))* "
    + _SUM.format(n=5),
    re.I,
)
_CEILING = re.compile(r"(?:up to|no more than|not more than|max|limit|spend|afford|stretch|go )", re.I)
_MONEY_WORD = re.compile(r"£|quid|pound|gbp|\bk\b|grand|\d ?k\b|budget|spend|afford|tops|max|\bpay\b", re.I)
_NO_BUDGET = re.compile(
    r"\b(?:quoted|charged|paid|cost|costs|invoice|bill|deposit|refund|owe|owed|transferred|you said|your (?:price|quote)|was|were|said it would|carpet|worth|fee|insured|excess)\b[^.?!\n]{0,25}$|\b(?:deposit|refund|transfer|invoice)\b",
    re.I,
)


_OFFER = re.compile(
    r"\b(?:do|fit|take|accept|have|call|make|say|settle|go)\b(?: \w+){0,5}? (?:for|at|it|on|be) (?:an? (?:even|round) |about |around |just |say )?"
    + _SUM.format(n=1)
    + r"\b(?! ?(?:m|mm|cm|ft|days?|hours?|weeks?|am|pm)\b)"
    + r"|\b(?:i'?ll|i can|i could|we can|we could|we'?ll|i'?d) (?:give|pay|offer|do|go to|stretch to) (?:you |it |for )*(?:about |around )?"
    + _SUM.format(n=2)
    + r"|"
    + _SUM.format(n=3)
    + r" (?:cash|and (?:you|it|we|i)|all in|if you)\b"
    + r"|\b(?:hoping for|looking for|nearer|closer to|thinking|round it (?:down|up) to|meet me at|how about|what about) (?:more like |nearer |about |around )?"
    + _SUM.format(n=4)
    + r"|\b(?:your|the) best\b[^£\d\n]{0,40}"
    + _SUM.format(n=5),
    re.I,
)
_THEIRS = re.compile(
    r"\b(?:other|another|someone|somebody|bloke|firm|guy|neighbour|quoted|said|charged|you|your)\b[^.?!\n]{0,30}$", re.I
)


def offer(text: str) -> Decimal | None:
    """The sum a customer who bargains puts against ours."""
    for m in _OFFER.finditer(text):
        number = next(n for n in range(1, 6) if m[f"sum{n}"])
        if number == 3 and _THEIRS.search(text[: m.start()]):
            continue
        value = Decimal(m[f"sum{number}"].replace(",", "").rstrip(".")) * (1000 if m[f"k{number}"] else 1)
        if 10 <= value <= 1_000_000:
            return value
    return None


def budget(text: str) -> Decimal | None:
    """What the customer says they can or want to spend, in pounds; None where nothing of the kind is said."""
    for m in _BUDGET.finditer(text):
        number = next(n for n in range(1, 6) if m[f"sum{n}"])
        lead = text[max(0, m.start() - 40) : m.start()]
        own = (
            number in (1, 2, 4, 5)
            or _CEILING.match(m.group())
            or re.search(
                r"\b(?:budget|spend|afford|i'?d say|want|hop\w+|only got|got|have|keep it|match|do it for)\b",
                lead + m.group(),
                re.I,
            )
        )
        if not own or not _MONEY_WORD.search(m.group()) or (number in (3, 4) and _NO_BUDGET.search(lead)):
            continue
        try:
            value = Decimal(m[f"sum{number}"].replace(",", "").rstrip("."))
        except InvalidOperation:
            continue
        if m[f"k{number}"]:
            value *= 1000
        if 10 <= value <= 1_000_000:
            return value
    return None
