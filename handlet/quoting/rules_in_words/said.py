"""How owners say it: the turns of phrase that the reader of sentences looks for."""

from __future__ import annotations

import re
from decimal import Decimal

from handlet.quoting.rules_in_words.words import NUMBER, NUMBERS

ASKED = re.compile(r"\b(?:only )?(?:if|when|where|once)\b[^,.;]*\b(?:ask(?:s|ed)?|want(?:s|ed)?|request(?:s|ed)?|is to come (?:off|up|out)|come (?:off|up|out)|taken away|to go|go away)\b|\bonly (?:added )?(?:if|when) asked\b|\bon request\b|\bunless (?:the )?customer (?:wants|asks)\b|\bif asked\b", re.I)  # fmt: skip

NEEDS = {
    "photos": re.compile(r"\bphotos?\b|\bphotographs?\b|\bpictures?\b|\bpics?\b", re.I),
    "make_model": re.compile(r"\bmake (?:and|&|/|or) (?:the )?(?:model|type|size|kw|wattage|power|output|rating)\b|\bmodel (?:number|no)\b|\bmake of\b|\bmaker['’]s name\b", re.I),
    "num_bathrooms": re.compile(r"\bnumber of bathrooms\b|\bhow many bathrooms\b", re.I),
    "property_size": re.compile(r"\bnumber of (?:bed)?rooms\b|\bproperty size\b|\bsize of the (?:property|house)\b|\bhow many bedrooms\b", re.I),
    "tile_size": re.compile(r"\btile size\b|\bsize of (?:the )?tiles?\b", re.I),
    "house_age": re.compile(r"\bage of (?:the |a )?(?:house|property|building|home)\b|\b(?:house|property)(?:['’]s)? age\b|\bwhen (?:the house|it) was built\b", re.I),
    "dimensions": re.compile(r"\bmeasurements?\b|\bdimensions?\b|\bwidth and (?:height|length|drop)\b|\bsizes\b|\bthe (?:width|drop|height|size)s?\b(?! of (?:the |a )?(?:property|house|tile|hedge))", re.I),
    "access": re.compile(r"\baccess\b|\bparking\b", re.I),
    "area": re.compile(r"\b(?:floor )?area\b(?! is)", re.I),
    "length": re.compile(r"\blength\b(?! is)", re.I),
    "hedge_height": re.compile(r"\bhedge(?:['’]s)? height\b|\bheight of (?:the |a )?hedge\b", re.I),
    "quantity": re.compile(r"\bnumber of (?!bathrooms|bedrooms|rooms|square)[a-z]+\b|\bhow many (?!bathrooms|bedrooms)", re.I),
    "customer_age": re.compile(r"\bage of the (?:customer|person)\b|\bhow old the (?:customer|person)\b", re.I),
    "material_supply": re.compile(r"\bwho (?:supplies|is supplying|buys)\b", re.I),
    "fault_detail": re.compile(r"\berror code\b|\bfault code\b|\bwhat (?:it is doing|is wrong)\b|\bsymptoms?\b", re.I),
}  # fmt: skip

FIRM = re.compile(
    r"\b(?:estimate|guess|ballpark|guide|rough|indication)\w*\b[^.]*\b(?:until|till|before|without)\b[^.]*\b(?:photos?|pictures?|make|model|know|age|size|measurements)\b|\bfirm(?:ed)?(?: up| price)? (?:only )?(?:after|once|when|with|if)\b|\b(?:can['’]?t|cannot|can not|never) (?:be )?(?:priced|quoted|firm\w*|confirmed|price|quote|firm)\b|\bno (?:firm |fixed )?(?:price|quote)\b.*\b(?:until|before|without)\b"
    r"|\bto (?:quote|price|firm up)\b.*\b(?:need|ask|want)\b|\b(?:i|we) (?:always )?(?:need|ask for|want)\b.*\b(?:first|before|to (?:quote|price))\b|\b(?:priced|quoted) (?:only )?(?:from|on|after|once|with) (?:photos?|pictures?)\b"
    r"|\bprice is not (?:firm|fixed)\b|\bwithout\b.*\bnot (?:firm|fixed)\b|\bphotos? (?:are |is )?(?:needed|required|first|please)\b"
    r"|\bneed(?:s|ed)?\b.*\bto (?:quote|price|firm)\b|\bbefore (?:the|a|any|we|i) (?:firm |fixed )?(?:price|quote|quoting|can)|\bprovisional (?:until|without)\b|\bnot firm (?:until|without)\b|\bonly (?:priced|quoted) (?:with|from|after)\b|\bneeds? (?:an? )?(?:photos?|pictures?)\b|\bneeds? [^.;]*\bbefore (?:it|they|we|i|you|a|the|any)\b[^.;]*\b(?:price|priced|quoted?)\b|\b(?:won['’]?t|will not|don['’]?t|do not) (?:quote|price|give a price)\b[^.]*\bwithout\b|\bno (?:firm |fixed )?price before\b|\bnot without (?:an? )?(?:photo|picture)"
    r"|\bwithout (?:the |an? )?[^.]{3,30}\b(?:can['’]?t|cannot|won['’]?t) (?:price|quote)\b|\bplease,? before (?:we|i) come\b|\b(?:can['’]?t|cannot) (?:price|quote)(?: it| them)? without\b|\bbefore [^.;,]{0,40}\bis firm\b|(?:\bnot|n['’]t) (?:a |an )?(?:firm|fixed)\b[^.;]*\b(?:until|till|before|unless)\b|\bi (?:don['’]?t|do not) give a price\b[^.]*\bwithout\b",
    re.I,
)

DECIDES = {
    "property_size": re.compile(r"\bbedrooms?\b|\bsize of the (?:property|house|home)\b|\bhouse size\b", re.I),
    "tile_size": re.compile(r"\btile sizes?\b|\bsize of (?:the )?tiles?\b", re.I),
    "hedge_height": re.compile(r"\bhedge(?:['’]s)? height\b|\bheight of (?:the |a )?hedge\b", re.I),
    "area": re.compile(r"\b(?:lawn|floor|roof|garden|wall|patio) (?:size|area)\b|\bsize of (?:the |a )?(?:lawn|floor|roof|garden|wall|patio)\b|\bnumber of (?:square metres|m2)\b", re.I),
}  # fmt: skip

GUIDE = re.compile(
    r"\b(?:needs?|want) (?:a |to have a )?look(?: round)?\b|\b(?:i|we) (?:must|have to|need to|always|will)? ?(?:come and |come to )?(?:look|see|measure)\b(?: (?:it|them|round|at it))?(?: first|\W*$)|\b(?:priced|quoted) (?:only )?(?:after|once|when) (?:a look|(?:i|we)(?:['’]ve| have) (?:seen|looked|measured))"
    r"|\b(?:rough|ballpark) (?:figure|price|guess)s?\b(?=.*\b(?:until|before|till))"
    r"|\b(?:is|are|stays?|remains?) (?:only |always |just |ever )*(?:a |an )?(?:guide|estimate|ballpark|provisional)\w*(?: prices?| only| figures?)?(?: until| before| till| subject)?\b(?=.*\b(?:measur|seen|survey|visit|look)|\W*$| prices?\W*$)"
    r"|\bsubject to (?:a |my |our )?(?:survey|site visit|measur\w+|inspection|visit)\b"
    r"|\b(?:firm|fixed|confirmed|final|quoted|priced)\b(?: only| up)? (?:after|once|when|on|at|following)\b[^.]*\b(?:survey\w*|site visit|visit\w*|measur\w+|seen|looked|inspection)\b"
    r"|\b(?:needs?|require[sd]?|always) (?:a |my |our )?(?:survey|site visit|home visit|measuring(?: up)?)\b"
    r"|\bguide prices? (?:only )?(?:until|till|before)\b|\b(?:until|before|till|once) (?:i|we) (?:have |['’]ve )?(?:measured|seen it|surveyed|visited|been to (?:look|measure))\b",
    re.I,
)


def word_of(value: Decimal) -> str:
    return next((word for word, number in NUMBERS.items() if number == value), f"{value:f}")


BUILT = re.compile(r"\b(?:built )?(?:before|pre[- ]?)\s?(1[89]\d\d|20\d\d)\b", re.I)

AGED = re.compile(r"\b(\d{2})\s?(?:or over|and over|\+|plus|years or over)|\bover (?:the age of )?(\d{2})\b", re.I)

STOREYS = re.compile(rf"\b({NUMBER})[- ](?:stor(?:e?y|ies|eys)|floors? (?:high|or more|and (?:up|over)))", re.I)

FURTHER_SAID = re.compile(
    r"\b(?:each )?(?:further|additional|extra|more)\b|\beach (?:one )?(?:over|above|beyond)\b|\bonly (?:the )?[a-z]+ over \d|\bbeyond\b|\bafter that\b"
    r"|\b(?:each|every|any) (?:one |other |single )?(?:[a-z0-9²]+ )?(?:over|above|beyond|after|past|more|on top)\b|\b(?:every|each|any) other\b"
    r"|\bonly (?:the )?[a-z]+ (?:past|beyond|above|after) (?:the )?(?:first )?\d|\b(?:each|every|any) (?:[a-z]+ ){1,4}more\b|\b(?:second|third|fourth|fifth|sixth) (?:one )?on(?:wards?)?\b|\bfrom the (?:second|third|fourth|fifth|sixth)\b"
    r"|\bthe (?:second|third|fourth|fifth) (?:one )?(?:and|or) (?:each|every|any|all)\b|\bthen (?:it is |it['’]s )?(?:one|an?)\b|\bthen (?=[A-Z]{1,5}-?\d)|\ba second\b|\banother\b|\b(?:above|over|beyond|past|after) that\b(?=\W+(?:it|each|every|per|we|QZ))|\b(?:a|per) [a-z]+ after\b|\b(?:per|a) [a-z]+ (?:over|beyond)\b|\bthen (?=(?:QZ|it))|\ball others\b",
    re.I,
)

_COVERED_NOUN = r"(m2\b|gb\b|tb\b|mm\b|cm\b|kg\b|m\b|metres?|(?!and\b|are\b|is\b|the\b)[a-z]{3,}(?: (?!are\b|is\b|come\b|and\b)[a-z]{3,})?)"

FIRST_SAID = re.compile(
    rf"\b(?:first|includes?|including|covers?|up to|takes in|holds?|comes with|allows? for|good for)\s+(?:the first |up to |for |an? [a-z]+ (?=\d))?({NUMBER})\s*{_COVERED_NOUN}?"
    rf"|\b({NUMBER})\s*{_COVERED_NOUN}?\s+(?:is|are|come)(?: already| all)?(?: (?:included|covered|in\b|free|with|proofed in|per\b))"
    rf"|\bis for (?:up to |the first )?({NUMBER})\s*{_COVERED_NOUN}|^\W*({NUMBER})\s*{_COVERED_NOUN}\s+(?:is|are|costs?) (?=[A-Z]{{1,5}}-?\d)"
    rf"|\b({NUMBER})\s*{_COVERED_NOUN}\s+(?:in|for) (?=[A-Z]{{1,5}}-?\d)"
    rf"|\b({NUMBER})\s*{_COVERED_NOUN}(?: [a-z]+)? (?:don['’]?t cost|costs? nothing|free|in each|of [a-z]+ in each|to each|on each)\b|\bmore than ({NUMBER})\s*{_COVERED_NOUN}\?"
    rf"|\b(?:has|have) ({NUMBER}) ([a-z]+)(?: [a-z]+)? in with (?:it|them)\b"
    rf"|\b(?:has|have|with|contains?|allows?|assumes?)\s+(?:the )?({NUMBER})\s*{_COVERED_NOUN}\s+(?:in (?:them|it|the price)|included|built in|thrown in)\b",
    re.I,
)

BEYOND_SAID = re.compile(
    rf"\b(?:each|every|any|per) (?:further |extra |additional )?([a-z]{{3,}})s? (?:over|after|above|beyond|past|more than) (?:the )?(?:first )?({NUMBER})\b(?! ?(?:m2|m²|m|mm|cm|kg|kw|miles?|hours?|minutes|days?|weeks?)\b)",
    re.I,
)

AT_ONE_VISIT = re.compile(
    r"\b(?:second|another|further|extra|additional) ([a-z]{3,})\b[^,;.]*\b(?:same (?:visit|time|trip|day)|while|as well)\b",
    re.I,
)


def by_twos(found: re.Match[str]) -> list[tuple[str, str]]:
    """The groups of a match by twos: a number and its noun."""
    groups = found.groups()
    return [(groups[at] or "", groups[at + 1] or "") for at in range(0, len(groups) - 1, 2)]


ALONE = re.compile(
    r"\bcall-outs are (?:one|quoted)\b|\b(?:call[- ]?out|visit|attend\w*|first hour)\b.*\b(?:only|nothing (?:more|else)|no more|alone)\b|\bonly\b.*\b(?:call[- ]?out|visit|attend\w*)\b",
    re.I,
)

NOTHING_BUT = re.compile(
    r"\bis (?:a |an |one )?[A-Z]+\w* and nothing (?:more|else)\b|\b[A-Z]{2}\d+,? (?:is )?(?:on its own|by itself)\b|\b(?:is |are )?charged alone\b|\bnothing else goes (?:with|on)\b|\b(?:quoted|charged|priced|booked) as (?:an? |one |the )?[A-Z]+[-\w]* (?:only|alone|and (?:nothing|no) (?:else|more))\b|\bwhatever (?:it|the fault) (?:turns out|is|proves)|\bonly ever (?:quoted|charged)\b"
    r"|\b(?:parts|repairs?|the repair|the rest|anything (?:else|more|after)|what comes) (?:after that |then )?(?:are|is) (?:agreed|priced|quoted) (?:first|later|afterwards|on the day|once|separately)\b",
    re.I,
)

FINDING = re.compile(
    r"\bfault|\bemergenc|\bdiagnos|\binvestigat|\bcall[- ]?outs?\b|\bfind|\bbreak(?:s|ing)?[- ]?down|\bleak|\bloss\b|\bblocked\b",
    re.I,
)

VISIT = re.compile(
    r"\bcall[- ]?out\b|\bfirst (?:half )?hour\b|\b(?:fault|breakdown|weekday|evening|weekend|day|night|daytime) visit\b|\bdiagnos|\battend\b",
    re.I,
)

REPAIRS = re.compile(
    r"\W*(?:(?:an?|the|any|every|all|our|my)\s+)*(?:repairs?|parts?)\b(?:\s+(?:prices?|jobs?|work|quotes?))?(?:\s+(?:is|are|can|will))?\W*",
    re.I,
)

TAKEN_OUT = re.compile(
    r"\b(?:broken|dug|taken|ripped|lifted|stripped) (?:out|up|off)\b|\bcarted\b|\bremov|\btake[- ]?up\b|\b(?:strip|rip|lift|break|dig)[- ]?(?:out|up|off)\b|\bold [a-z ]{2,20} (?:off|up|out)\b",
    re.I,
)

ONLY_TREATED = re.compile(
    r"\b(?:clean\w*|wash\w*|jet\w*|seal\w*|oil\w*|sand\w*|treat\w*|repair\w*|patch\w*|relaid|re-?point\w*|remov\w*|broken out)\b",
    re.I,
)

ONE_ALONE = re.compile(
    r"\b(?:only|just|for|visits? for|a)\s+(?:one|a single|1|single) (?:item|piece|room|thing|job|unit|line)s?\b|\b(?:one|single)[- ](?:item|piece|room|thing|job) (?:visits?|calls?|jobs?|only|alone|on its own)\b"
    r"|\b(?:only|just) (?:one|a single|1) [a-z]+ (?:is |are |has |needs? )?(?:to be |being )?(?:done|fitted|cleaned|wanted|needed|booked|ordered|hung|treated|washed|swept|serviced|made|moved|repaired)\b",
    re.I,
)

# What a sentence puts on top, and what it spares.
ONE_OF = re.compile(
    r"\bwhichever\b|\bone (?:only|of)\b|\bonly one\b|\b(?:matching|appropriate|suitable|relevant|right|correct|fitting)\b|\bthat (?:fits|suits|applies|matches)\b|\bdearest\b|\bnever (?:added )?together\b|\bby (?:size|type|the size|the type)\b|\bdepending\b",
    re.I,
)
BETWEEN_CODES = re.compile(r"\s*(?:,|/|[-–]|\bor\b|\band\b|\bto\b|, or\b|, and\b|,? then\b|\bor the\b)\s*", re.I)
