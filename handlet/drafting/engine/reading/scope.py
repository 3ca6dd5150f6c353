"""Whether what is asked is something the owner does not do: the profile's “not done”, in the words customers use for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from handlet.drafting.engine.reading.clauses import ASKED, TOLD, Clause
from handlet.drafting.engine.words import stems
from handlet.drafting.port import BusinessFacts, QuantityFact

_CARS = (
    r"corsa|fiesta|focus|golf|polo|astra|clio|megane|yaris|qashqai|juke|micra|civic|jazz|aygo|picanto|tucson|sportage|mokka|insignia|passat|octavia|fabia|ibiza|leon|kuga|puma|"
    r"transit|vivaro|berlingo|kangoo|sprinter|caddy|bmw|audi|mercedes|merc|vauxhall|volkswagen|vw|nissan|toyota|honda|kia|hyundai|peugeot|renault|citroen|skoda|seat|mazda|volvo|mini|range rover|land rover|tesla|motorbike|vespa"
)
# What an owner writes under “not done” (by the words in it), and how customers say it. Each is a thing, never a verb alone.
_SAID: Sequence[tuple[str, str]] = (
    (r"\boil\b", r"\boil (?:boiler|fired|tank|burner|heating)|\bkerosene|\bheating oil\b|\bruns? on oil\b|\boil-fired"),
    (r"\blpg\b", r"\blpg\b|\bcalor\b|\bbottled gas\b|\bgas bottles?\b|\bpropane\b"),
    (r"\bboilers?\b", r"\bboilers?\b|\bcombi\b|\bbolier\b|\bcaldera\b|\bkocioł|\bpiec\w* gazow|\bcentrala termic|\bchaudière"),
    (r"\bgas\b", r"\bgas (?:hob|cooker|fire|pipe|supply|boiler|oven|meter|leak|point|safety|certificate|cert|check|line|bbq)|\bhob\b[^.?!]{0,20}\bgas\b|\bcp12\b|\b(?:cap|connect|disconnect|move)\w*\b[^.?!]{0,15}\bgas\b"),
    (r"\bsolar thermal\b", r"\bsolar (?:thermal|hot water|water heat\w*)"),
    (r"\bsolar\b", r"\bsolar\b(?! light)|\bpv\b(?: panels?| system)?|\bphotovoltaic"),
    (r"\b(?:burglar|intruder|monitor\w*)\b", r"\b(?:burglar|intruder|house|home|security) alarms?\b|\bmonitored alarms?\b|\balarm\b[^.?!]{0,30}\b(?:monitor\w*|police|call ?centre)"),
    (r"\bcctv\b|\bcameras?\b", r"\bcctv\b|\bsecurity cameras?\b"),
    (
        r"\bappliance", r"\b(?:washing machine|washer|dishwasher|tumble dryer|dryer|oven|cooker|fridge|freezer|microwave|hob|fridge freezer)\b[^.?!\n]{0,50}\b(?:broke\w*|not (?:working|heating|draining|spinning|cooling)|"
        r"isn'?t (?:working|heating|draining|spinning|cooling)|won'?t (?:start|drain|spin|heat|turn on|come on)|stopped|fault\w*|repair\w*|fix\w*|packed (?:in|up)|error|leak\w*|element)"
        r"|\b(?:repair|fix|mend)\w*\b[^.?!\n]{0,6}\b(?:the|my|our) machine\b|\b(?:repair|fix|mend|look at)\w*\b[^.?!\n]{0,25}\b(?:washing machine|washer|dishwasher|tumble dryer|dryer|oven|cooker|fridge|freezer|microwave)\b",
    ),
    (r"\bspray", r"\bspray\w*\b"),
    (r"\btil(?:ing|ers?)\b", r"\b(?:re-?)?til(?:ing|ers?)\b|\b(?:wall|floor|ceramic|porcelain|mosaic|kitchen|bathroom|splash ?back|quarry) tiles?\b|\b(?:lay|fit|replac\w+|fix|put up|stick\w*)\b[^.?!]{0,25}(?<!carpet )(?<!roof )(?<!ridge )(?<!ceiling )(?<!vinyl )\btiles\b|\btile (?:the|my|our|a|this)\b"),
    (r"\bplaster", r"(?<!fresh )(?<!bare )(?<!new )(?<!old )\b(?:re-?)?plaster(?:ing|ed|er)?\b(?!board)|\bskim(?:med|ming)?\b"),
    (r"\b(?:painting|decorating)\b(?<!spray painting)", r"\b(?:re-?)?paint(?:ing|ed)?\b|\bemulsion\w*|\b(?:re-?)?decorat(?:e|es|ed|ing|ion|ions|ors?)\b|\bgloss(?:ed|ing)?\b"),
    (r"\bplumbing\b", r"\bplumb\w*|\bre-?pip\w+|\bpipe ?work\b|\b(?:move|moving|alter|extend|re-?rout\w+)\b[^.?!]{0,20}\b(?:wastes?|pipes?|soil|feeds?)\b|\b(?:fit|fitting|install\w*|plumb\w*|connect\w*)\b[^.?!]{0,20}\b(?:bathroom suite|suite|bath|toilet|loo|basin|shower|sink|washing machine|dishwasher)\b(?! (?:tiles?|walls?|floor|panel|screen))|\b(?:new|move|fit|fix|leak\w*|drip\w*|replace)\b[^.?!]{0,20}\b(?:tap|taps|toilet|pipes?|radiators?|basin|stopcock|cistern)\b|\b(?:tap|toilet|pipe|radiator|cistern)s?\b[^.?!]{0,20}\b(?:leak\w*|drip\w*|mov\w+|connect\w+)"),
    (r"\belectric\w*\b(?! gate)(?<!electronic)", r"\belectric(?:s|al|ian|ity)?\b(?! (?:gate|car|toothbrush))|\bwir(?:e|ed|ing)\b|\bsockets?\b|\blight(?:s|ing)?\b(?! (?:oak|grey|gray|blue|green|colou?r|clean|touch|trim|prune))|\bfuse ?b\w+|\bconsumer unit"),
    (r"\basbestos\b", r"\basbestos\b"),
    (
        r"\bbiohazard|\btrauma|\bcrime scene",
        r"\bbio-?hazard|\bblood\b|\bbodily fluids?|\b(?:human|dog|pigeon|bird)? ?(?:faeces|feces|excrement|waste matter)\b|\bneedles?\b|\bsyringes?\b|\bdecompos\w*|\bcrime scene|\btrauma clean|\bsuicide|"
        r"\b(?:passed away|died|found dead|dead body|body was|deceased)\b(?=[\s\S]{0,120}\b(?:found|clean\w*|flat|room|smell|mattress|days|weeks|some time|a while)\b)",
    ),
    (r"\bhoard", r"\bhoard\w*|\bfloor to ceiling (?:with )?(?:stuff|rubbish|junk)|\b(?:rooms?|house|flat) (?:is|are|full) (?:\w+ )?(?:full of|piled|packed with) (?:stuff|rubbish|junk|boxes|newspapers)|\bcan'?t (?:get|see) (?:in|through|across|the floor)\b[^.?!]{0,30}\b(?:stuff|rubbish|junk|clutter)"),
    (
        r"\b(?:exterior|outside|external)\b[^,]*\bwindows?\b",
        r"\b(?:outside|exterior|external|front|outer)(?:s)?\b(?: of)?(?: \w+){0,3} windows?\b|\bwindows?\b[^.?!\n]{0,20}\b(?:outside|exterior|externally|inside and out|in and out|both sides)\b",
    ),
    (r"\bgutter", r"\bgutter\w*|\bdownpipes?\b"),
    (
        r"\bcar keys?\b|\bvehicle|\bauto",
        rf"\b(?:car|van|vehicle|lorry|motorbike|moped|truck|{_CARS})\b[^.?!\n]{{0,30}}\b(?:keys?|fob|locked|lock)\b|\b(?:keys?|fob|locked)\b[^.?!\n]{{0,25}}\b(?:car|van|vehicle|boot|{_CARS})\b",
    ),
    (r"\bsafes?\b", r"\b(?:a|my|our|the|his|her|dads?'?s?|old|gun|wall|floor|office|digital|combination|hotel) safe\b(?! (?:to|for|in|side|place|enough|and))|\bsafes?\b[^.?!\n]{0,20}\b(?:open|crack|combination|code|drill|install|fit)\b|\blost the (?:safe )?(?:combination|code)|\b(?:open|crack|drill|get into) (?:\w+ ){0,2}safe\b"),
    (r"\b(?:electronic|electric|automatic) gates?\b", r"\b(?:electric|electronic|automatic|automated|powered|driveway) gates?\b|\bgates?\b[^.?!\n]{0,30}\b(?:motor|fob|remote|intercom|keypad|electric\w*|automat\w*)\b"),
    (r"\btruss", r"\btruss\w*"),
    (r"\bthatch", r"\bthatch\w*"),
    (r"\bupvc windows?\b", r"\bupvc\b[^.?!\n]{0,15}\bwindows?\b|\bplastic windows?\b|\bdouble[- ]glazed windows?\b"),
    (r"\bwindow manufactur|\bmak\w+ windows", r"\b(?:make|making|made|manufactur\w*|build)\b[^.?!\n]{0,20}\bwindows?\b|\bwindows?\b[^.?!\n]{0,20}\b(?:made|manufactur\w*)\b"),
    (r"\bfrench polish", r"\bfrench[- ]polish\w*|\bshellac\b"),
    (r"\bknotweed", r"\bknotweed\b|\bknot weed\b"),
    (r"\bponds?\b", r"\bponds?\b|\bkoi\b"),
    (r"\bseptic|\bcesspit", r"\bseptic\b|\bcess ?p(?:it|ool)\b|\btreatment plant\b|\bsewage tank"),
    (
        r"\bmains\b",
        r"\bwater main\b|\bmains? (?:water )?(?:pipe|leak|supply|repair|connection)\b[^.?!\n]{0,40}|\bunderground\b[^.?!\n]{0,25}\b(?:leak\w*|pipe|main)|\b(?:leak\w*|burst|pipe)\b[^.?!\n]{0,25}\b(?:underground|under the (?:drive|lawn|road|garden|path))|\blead (?:supply|main|pipe)\b|\b(?:supply|service|incoming|water) pipe\b[^.?!\n]{0,40}\b(?:under|between the meter|lawn|drive|garden|underground|street|road|dig)|\bbetween the meter and the house\b|\bdig\b[^.?!\n]{0,30}\b(?:pipe|main|leak)|\bmoling\b",
    ),
    (r"\bbathrooms?\b(?! clean)", r"\b(?:new|fit|refit|full|whole|re-?do|install\w*|rip out)\b[^.?!\n]{0,20}\b(?:bathroom|en ?-?suite|shower room)\b(?! (?:door|fan|light|window|tap|floor|tiles?|radiator|extractor|socket|mirror|cabinet|wall|ceiling))|\bbathroom (?:suite|refit|fitting|renovation|installation)"),
    (r"\bbees?\b", r"\b(?:honey|bumble)? ?bees?\b|\bbumblebees?\b|\bswarm\b|\bpszcz[oó]\w+|\balbine\b"),
    (r"\bfoxes\b|\bfox\b", r"\bfox(?:es)?\b|\bvixen\b"),
    (r"\bbats?\b", r"\bbats?\b(?! and ball)"),
    (r"\bwasps?\b", r"\bwasps?\b|\bhornets?\b"),
    (r"\bsquirrels?\b", r"\bsquirrels?\b"),
    (r"\bbirds?\b|\bpigeons?\b", r"\bpigeons?\b|\bseagulls?\b|\bgulls\b|\bbirds?\b"),
    (r"\bmoles?\b", r"\bmoles\b|\bmole ?hills?"),
    (r"\bpools?\b", r"\b(?:swimming|plunge|indoor|outdoor|leisure)? ?pool\b(?! table)|\bhot tub\b"),
    (r"\b(?:exterior|external) (?:wall )?insulation", r"\b(?:exterior|external|outside)\b[^.?!\n]{0,20}\binsulat\w*|\bewi\b|\binsulat\w+\b[^.?!\n]{0,25}\b(?:outside|external\w*|exterior)"),
    (
        r"\b(?:international|overseas|abroad|foreign|europe\w*)\b",
        r"\b(?:overseas|abroad|international\w*)\b|\bto (?:the )?(?:italy|spain|france|germany|portugal|greece|poland|romania|bulgaria|ireland|netherlands|holland|belgium|austria|switzerland|sweden|norway|denmark|finland|cyprus|malta|turkey|hungary|croatia|"
        r"usa|u\.s\.|united states|america|canada|australia|new zealand|south africa|india|pakistan|dubai|uae|china|japan|singapore|hong kong|thailand|brazil|mexico|"
        r"milan|rome|madrid|barcelona|malaga|alicante|paris|nice|lyon|berlin|munich|lisbon|porto|athens|warsaw|krak[oó]w|bucharest|dublin|cork|galway|amsterdam|brussels|vienna|zurich|geneva|stockholm|oslo|copenhagen|prague|budapest|new york|los angeles|toronto|sydney|melbourne|perth australia|auckland|cape town)\b",
    ),
    (r"\bdrain", r"\bdrains?\b|\bsewer\b|\bmanhole\b"),
    (r"\bchimney", r"\bchimneys?\b"),
    (r"\broof", r"\broof(?:s|ing|er)?\b|\bslates?\b|\bridge tiles?\b"),
    (r"\bdemolition|\bstructural", r"\bdemolish\w*|\bdemolition|\bload[- ]bearing|\brsj\b|\bsteel beam|\bunderpin\w*|\bsubsidence"),
    (r"\bcarpet", r"\bcarpets?\b"),
    (r"\bend of tenancy", r"\bend of tenancy|\bmove[- ]out clean"),
    (r"\bcommercial", r"\b(?:office|shop|restaurant|warehouse|factory|pub|cafe|salon)\b"),
    (r"\bscaffold\w*|\babove (?:first|ground) floor|\bhigh level|\bheights?\b", ""),
)  # fmt: skip
_HIGH = re.compile(
    r"\bscaffold\w*|\b(?:2nd|3rd|[4-9]th|second|third|fourth|fifth|top|upper)[- ]?(?:floor|storey|story)\b|\b(?:three|four|five|3|4|5)[- ]stor(?:e?y|eys|ies)\b|\b(?:dormer|attic|gable) (?:window|end)s?\b",
    re.I,
)
_HEIGHT_LIMIT = re.compile(
    r"\b(\w+?)s? (?:over|above|taller than|higher than|more than) (\d+(?:\.\d+)?) ?(m|metres?|ft|feet)\b", re.I
)
_TREE = re.compile(
    r"\b(?:trees?|oak|ash|sycamore|beech|birch|willow|poplar|pine|fir|spruce|conifers?|eucalyptus|lime|horse chestnut|chestnut|maple|cherry|leylandii|drzewo|arbore|copac)\b",
    re.I,
)
_TREE_WORK = re.compile(
    r"\btrees?\b|\b(?:fell(?:ing|ed)?|prun\w+|lopp\w+|branch\w*|crown|garden|take(?:n)? down|cut(?:ting)? (?:it |them )?(?:down|back)|(?:want|wants|needs?|come|coming) (?:it |them )?down|chop\w*|stump|hedge)\b",
    re.I,
)
# What belongs to work already done by others, or only says where: “after the plastering”, “the plasterer has finished”.
_ASIDE = re.compile(
    r"\b(?:i|we)(?:'ll| will| can| could| am|'m|'re| are| may| should)? (?:\w+ ){0,2}$|\b(?:after|before|once|when|next to|beside|behind|near|above|below|under|around|by|opposite|where|since|next door to|over|from)\s+(?:the|my|our|a|his|her|your)?\s*(?:\w+\s+)?$"
    r"|\b(?:has|have|had|been|just|already|no|not|don'?t need|without|got a|another|different|other|we'?ll do the|i'?ll do the|ready for|other than) (?:\w+ ){0,2}$",
    re.I,
)
# Another trade's people are spoken of, not their work: “I’ve told the plumber”, “our electrician says”.
_PEOPLE = re.compile(r"(?:plumb|electric|plaster|paint|decorat|roof|carpet|thatch)\w*?(?:er|or|ian)s?$", re.I)
_WANTS_ONE = re.compile(
    r"\b(?:need|needs|want|wants|looking for|after|find|recommend|know|got|are you|r u|u|you)\b(?: \w+){0,3} $", re.I
)
_VERBS = frozenset(
    stems(
        "fit replace repair supply remove new old small large double single standard visit call hour extra first price each clean service"
    )
)
_ACT = re.compile(r"(?:re-?)?(?:plaster|skim|paint|decorat|spray|plumb|wallpaper|carpet|wir)\w*", re.I)
_ACT_ASKED = re.compile(
    r"\b(?:needs?|wants?|needing|wanting|(?:can|could|would|do|will) (?:you|u)|to be|and|then|plus)(?: then| also)?\s+$",
    re.I,
)
# “Rebuilding chimneys” is one act on a thing: sweeping it is another.
_ONE_ACT = re.compile(r"\b(rebuild|clean|lin)ing\b", re.I)
# What the whole job is made of: to have it is to want it worked on.
_MADE_OF = re.compile(r"\b(?:thatch\w*|knotweed|lpg|oil)\b", re.I)
_HAVE = re.compile(r"\b(?:has|have|had|got) (?:\w+ ){0,2}$", re.I)
_MATE = (
    r"(?:(?:my|our|his|her|a) mates?|mates (?=an? )|mate['’]s|electricians?|sparky|sparkie|spark|plumbers?|decorators?|painters?|plasterers?|roofers?|builders?|joiners?|tilers?|gas (?:man|engineer|fitter)|brothers?|dad|sons?|husband|friends?|neighbours?|landlord|"
    r"(?:brother|son|father)s?[- ]in[- ]laws?|uncle|cousin|contractors?)"
)
# Done by somebody else: “my electrician does the wiring”, “painting by our decorator”.
_OTHERS = re.compile(
    rf"\b{_MATE}\b[^.?!\n]{{0,45}}(?:\b(?:will|does|doing|do|is|are|to|can|handles?|sorts?|sorting|doing)|['’]ll)\s+(?:\w+ ){{0,3}}$",
    re.I,
)
_BY_OTHERS = re.compile(
    rf"^\W*(?:(?:is|will be|being|to be) )?(?:done )?by (?:our|my|a|the|his|her|an)\b[^.?!\n]{{0,25}}\b{_MATE}\b", re.I
)
_STOREYS = re.compile(r"\b(?:over|above|more than|higher than) (\w+) (?:stor(?:e?ys|ies)|floors)\b", re.I)
_SAID_STOREYS = re.compile(
    r"\b(\w+)[- ](?:stor(?:e?y|eys|ies|ied|eyed)|floors)\b|\b(\d+)(?:st|nd|rd|th)[- ](?:floor|storey)\b", re.I
)
_NUMBERS = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_SUPPLYING = re.compile(r"^supply", re.I)


@dataclass(frozen=True, slots=True)
class NotDone:
    """A thing of the owner's list of what they do not do that is asked for, and the clauses that ask; none where it is the
    message as a whole."""

    entry: str
    clauses: Sequence[Clause]


def not_done(
    business: BusinessFacts, clauses: Sequence[Clause], words: str, quantities: Sequence[QuantityFact]
) -> list[NotDone]:
    """What is asked for and not done. What is only told counts where nothing is asked in so many words."""
    wanted = [clause for clause in clauses if clause.role in (ASKED, TOLD)]
    rows = [frozenset(stems(row.name)) - _VERBS for row in business.pricelist]
    found = []
    for entry in business.not_done:
        if _SUPPLYING.match(entry):
            continue
        said, whole = _asks_for(entry, wanted, words, quantities, rows)
        if said or whole:
            found.append(NotDone(entry, said))
    return found


def _is_on_list(text: str, rows: Sequence[frozenset[str]]) -> bool:
    """An item of the price list is named by two of its words: what is on the list is done, whatever else it resembles."""
    said = frozenset(stems(text))
    return any(len(row & said) > 1 and len(row & said) * 2 >= len(row) for row in rows)


def _asks_for(
    entry: str, wanted: Sequence[Clause], words: str, quantities: Sequence[QuantityFact], rows: Sequence[frozenset[str]]
) -> tuple[list[Clause], bool]:
    """The clauses that ask for it, and whether the message as a whole does."""
    low = entry.lower()
    limit = _HEIGHT_LIMIT.search(low)
    if limit is not None:
        tall = _is_too_tall(limit, words, quantities)
        thing = _TREE if limit.group(1).lower() == "tree" else re.compile(rf"\b{re.escape(limit.group(1))}", re.I)
        return [clause for clause in wanted if tall and thing.search(clause.text)], tall
    storeys = _STOREYS.search(low)
    if storeys is not None:
        most = _number(storeys.group(1))
        return [], any(most and _is_higher(clause.text, most) for clause in wanted)
    if re.search(r"\bscaffold\w*|\babove (?:the )?(?:first|ground) floor|\bheights?\b|\bhigh level", low):
        high = bool(_HIGH.search(words)) and not re.search(
            r"\b(?:no|without|don'?t need|has|have|already|got) (?:\w+ ){0,2}scaffold|scaffold\w* (?:is )?(?:already )?(?:up|there|in place)\b",
            words,
            re.I,
        )
        return [clause for clause in wanted if high and _HIGH.search(clause.text)], high
    pattern = _said(low)
    if pattern is not None:
        act = _ONE_ACT.search(low)
        if act is not None and not pattern.pattern.startswith(r"\bbio-?hazard"):
            wanted = [clause for clause in wanted if re.search(rf"\b{act.group(1)}", clause.text, re.I)]
        made_of = bool(_MADE_OF.search(low))
        said = [part for clause in wanted if (part := _refused(clause, pattern, rows, made_of=made_of)) is not None]
        if pattern.pattern.startswith(r"\b(?:overseas"):
            # Where a move goes is the whole of it.
            return [], any(pattern.search(clause.text) for clause in wanted)
        whole = not wanted and act is None and any(_is_meant(words, m) for m in pattern.finditer(words))
        return said, whole or (pattern.pattern.startswith(r"\bbio-?hazard") and bool(pattern.search(words)))
    names = set(stems(low))
    return [clause for clause in wanted if names and names <= set(stems(clause.text))], False


def _number(word: str) -> int:
    """Of a numeral or a word for one; 0 where it is none."""
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower(), 0)


def _is_higher(text: str, most: int) -> bool:
    return any(_number(one.group(1) or one.group(2)) > most for one in _SAID_STOREYS.finditer(text))


def _refused(
    clause: Clause, pattern: re.Pattern[str], rows: Sequence[frozenset[str]], *, made_of: bool = False
) -> Clause | None:
    """The clause, if it asks for the thing. Of “needs skimming and then painting”, where painting is on the list, only the
    one act; other things are on the list as well when the clause names an item of it."""
    before = clause.source.text[max(0, clause.start - 60) : clause.start]
    found = [
        m
        for m in pattern.finditer(clause.text)
        if (_is_meant(clause.text, m) or (made_of and _HAVE.search(clause.text[: m.start()])))
        and not _OTHERS.search(f"{before}{clause.text[: m.start()]}")
        and not _BY_OTHERS.match(clause.text[m.end() :])
    ]
    if not found or not _is_on_list(clause.text, rows):
        return clause if found else None
    for m in found:
        if _ACT.fullmatch(m.group()) and _ACT_ASKED.search(clause.text[: m.start()]):
            return replace(clause, start=clause.start + m.start(), end=clause.start + m.end())
    return None


def _is_meant(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start()]
    if _PEOPLE.search(found.group()) and not _WANTS_ONE.search(before):
        return False
    return not _ASIDE.search(before)


@cache
def _said(entry: str) -> re.Pattern[str] | None:
    for key, said in _SAID:
        if said and re.search(key, entry):
            return re.compile(said, re.I)
    return None


_METRES = {"m": Decimal(1), "ft": Decimal("0.3048"), "yd": Decimal("0.9144"), "cm": Decimal("0.01")}


def _is_too_tall(limit: re.Match[str], words: str, quantities: Sequence[QuantityFact]) -> bool:
    """“trees over 4 m”: the thing is named and a measure beyond the limit stands with it."""
    thing, most = (
        limit.group(1).lower(),
        Decimal(limit.group(2)) * _METRES["ft" if limit.group(3).startswith("f") else "m"],
    )
    named = (
        (_TREE_WORK.search(words) and _TREE.search(words))
        if thing == "tree"
        else re.search(rf"\b{re.escape(thing)}", words, re.I)
    )
    if named is None:
        return False
    return any(fact.unit in _METRES and fact.value * _METRES[fact.unit] > most for fact in quantities) or (
        thing == "tree"
        and bool(
            re.search(
                r"\b(?:huge|massive|enormous|taller than|as tall as|higher than) [^.?!]{0,20}(?:tree|oak|house|roof)|\bprotected tree|\btpo\b",
                words,
                re.I,
            )
        )
    )
