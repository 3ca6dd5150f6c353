"""Danger and damage in progress. It errs towards yes: an owner woken for nothing forgives, a house on fire does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlet.drafting.engine.reading.perils import mended, perils

Found = tuple[str, int, int]
"""Kind of danger, start and end of the words."""

_KINDS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, flag, re.compile(pattern, re.I))
    for kind, flag, pattern in (
        (
            "gas", "safety_gas",
            r"\b(?:smell(?:s|ing|ed|t)?|reek(?:s|ing)?|stink(?:s|ing)?|stench|whiff|waft|odou?r)\b[^.?!\n]{0,25}\bgas\b"
            r"|\bgas\b(?:sy|-like)?[^.?!\n]{0,18}\b(?:smell\w*|odou?r|leak(?:s|ing|ed)?(?! (?:test|check))|escap\w+|hissing)\b|\bgassy\b|\bhissing\b[^.?!\n]{0,20}\bgas\b"
            r"|\bleak(?:ing|s)?\b[^.?!\n]{0,12}\bgas\b|\b(?:smell of|smells of|smelling|like) (?:rotten )?eggs\b|\brotten eggs?\b"
            r"|\b(?:zapach|czuć|czuję|ulatnia)\b[^.?!\n]{0,20}\bgaz\w*|\bgaz\w*[^.?!\n]{0,20}\b(?:czuć|ulatnia|śmierdzi|wyciek)|\bmiros\w*[^.?!\n]{0,15}\bgaz|\bmiroase[^.?!\n]{0,10}\bgaz"
            r"|\b(?:huele|olor|oler|fuga)\b[^.?!\n]{0,12}\bgas\b|\b(?:odeur|sent|fuite)\b[^.?!\n]{0,12}\bgaz\b|\b(?:cheir\w*|fuga)\b[^.?!\n]{0,12}\bgás\b"
            r"|\b(?:odore|puzza|fuga|perdita)\b[^.?!\n]{0,12}\bgas\b|\b(?:gasgeruch|riecht nach gas|gasleck)|\barogl(?:i)? nwy|\bgollwng nwy|пахн[еу]\w* газ\w*|запах газ\w*|утечк\w* газ\w*|витік газ\w*|мирише на газ|رائحة غاز|تسرب (?:ال)?غاز|\bgaz kokusu|\bdujų kvapas|\bgas ki (?:smell|boo|bu)\b|\bgas leak ho",
        ),
        (
            "co", "safety_gas",
            r"\b(?:carbon monoxide|co2?|c\.o\.?|monoxide) (?:alarm|detector|monitor|sensor)s?\b[^.?!\n]{0,45}\b(?:going|gone|goes|went|sound\w*|beep\w*|off|alarm\w*|ring\w*|trigger\w*|scream\w*|shriek\w*|activat\w*|red|bleep\w*|chirp\w*|won'?t stop|keeps)\b"
            r"|\b(?:alarm|detector|monitor)s?\b[^.?!\n]{0,30}\b(?:says?|reads?|showing|for|detect\w*)\b[^.?!\n]{0,15}\b(?:carbon monoxide|monoxide|co)\b"
            r"|\bcarbon monoxide (?:poison\w*|leak\w*)|\bmonoxide (?:leak|poison)\w*|\b(?:headaches?|dizzy|dizziness|nausea\w*|feeling sick|feel sick|light ?headed|drowsy)\b[^.\n]{0,60}\b(?:boiler|gas fire|heating (?:is )?on|fire is on|cooker|flue)\b"
            r"|\b(?:boiler|gas fire|heating on|gas cooker)\b[^.\n]{0,60}\b(?:headaches?|dizzy|dizziness|nausea\w*|feeling sick|feel sick|light ?headed|drowsy)\b"
            r"|\b(?:czujnik|alarm)\b[^.?!\n]{0,12}\b(?:czadu|co)\b|\bczad\b|\bmonoxid(?:ul)? de carbon|\bmonóxido|\bmonoxyde|\bmonossido|\bkohlenmonoxid|\byellow flame|\bsooty? (?:marks|stains)?[^.?!\n]{0,20}\b(?:boiler|fire)\b",
        ),
        (
            "electric", "safety_electric",
            r"\b(?:socket|plug|switch|light|fuse ?(?:box|board)|consumer unit|board|wire|wires|wiring|cable|electric\w*|meter|shower|cooker|lamp|fitting|appliance|isolator|charger|extension lead|adapt[eo]r|heater)\w*\b[^.?!\n]{0,60}"
            r"\b(?:smok(?:e|ing|ed)|spark(?:s|ed|ing)?|burn(?:s|ing|t|ed)?|scorch\w*|melt\w*|arcing|fire|flames?|on fire|crackl\w*|fizz\w*|buzz\w*|hot to (?:the )?touch|really hot|very hot|red hot|singed|charred|flash\w*|bang(?:ed)?|pop(?:ped)|exploded|blew up|hissing)\b"
            r"|\b(?:smok(?:e|ing)|spark(?:s|ed|ing)?(?<!sparks)|sparks(?! (?:left|put|said|fitted|is|has|was|did|done|coming round|moved|to come))|burning|scorch\w*|melt\w*|arcing|crackling|fizzing|flames?|flash\w*|charred)\b[^.?!\n]{0,50}\b(?:socket|plug|switch|light|fuse ?(?:box|board)|consumer unit|board|wire|wires|wiring|cable|electric\w*|meter|shower|lamp|fitting|isolator|charger)\w*\b"
            r"|\bburn(?:ing|t)? (?:smell|plastic|rubber|electrical)|\bsmell(?:s|ing)?(?: \w+){0,3} (?:burn\w*|burnt|smoke|singed|hot plastic|melting)|\belectric(?:al)? fire\b(?!place)[^.?!\n]{0,10}(?:!|in|at)|\bspark(?:ing|ed)\b|\bsparks\b(?! (?:left|put|said|fitted|is|has|was|did|done|moved|to come))|\b(?:fishy smell|smell(?:s|ing)? (?:of |like )?(?:rotten )?fish(?:y)?)\b[^.?!\n]{0,40}\b(?:socket|plug|fuse|electric\w*|board)|\b(?:socket|plug|fuse|electric\w*|board)\b[^.?!\n]{0,40}\bfishy smell"
            r"|\b(?:electric )?shocks?\b[^.?!\n]{0,30}\b(?:from|off|when|touch\w*|tap|socket|switch|shower|metal|light)|\b(?:got|get|getting|gets|gave|gives|had|having)(?: \w+){0,3} (?:an? )?(?:electric(?:al)? )?(?:shock|zap|belt|tingle|tingl\w+)s?\b|\belectrocut\w+|\btingling\b[^.?!\n]{0,20}\b(?:tap|shower|socket|sink)"
            r"|\b(?:live|bare|exposed|hanging|dangling)\b (?:live |electric\w* )?(?:wires?|cables?)\b|\b(?:wires?|cables?)\b[^.?!\n]{0,12}\b(?:live|bare|exposed|hanging out|sticking out)\b"
            r"|\b(?:fuse ?(?:box|board)|consumer unit|electrics|sockets?|light fitting|ceiling light|light switch|plug|downlights?|spotlights?)\b[^.?!\n]{0,25}\b(?:has|have|full of|with|got|holding|is) (?:\w+ )?(?:water|wet|soaked|soaking)\b|\b(?:sizzl\w+|frying|hiss\w+)\b[^.?!\n]{0,30}\b(?:fuse|consumer unit|socket|board|plug|switch)\w*|\b(?:fuse|consumer unit|socket|board|plug|switch)\w*\b[^.?!\n]{0,30}\b(?:sizzl\w+|frying)\b"
            r"|\bwater\b[^.?!\n]{0,60}\b(?:fuse ?(?:box|board)|consumer unit|electric\w*|sockets?|light fitting|lights?|light switch|plug|downlights?|spotlights?|wiring)\b"
            r"|\b(?:leak\w*|drip\w*|pour\w*|flood\w*)\b[^.?!\n]{0,40}\b(?:through|into|on(?:to)?|near|over|by|out of|from)\b[^.?!\n]{0,15}\b(?:fuse ?(?:box|board)|consumer unit|electric\w*|sockets?|light fitting|lights?|light switch|plug|downlights?|spotlights?)\b"
            r"|\b(?:iskrzy|iskry|iskrzenie|spaleniz\w+|pali się|dymi|scânte\w+|miros de ars|fum din|chispas?|huele a quemado|echando humo|étincelles?|odeur de brûlé|faísca\w*|cheiro a queimado|scintill\w+|puzza di bruciato|odore di bruciato|funken|verbrannt\w*|brandgeruch|qualmt|gwreichion|arogl llosgi|искр[иі]т\w*|іскр\w+|горит проводк\w+|пахне гаром|пахнет гарью|شرارة|حريق|yanık kokusu|kıvılcım|aag lag)\b",
        ),
        (
            "fire", "",
            r"\b(?:is|are|[a-z]+'s|house|kitchen|shed|it'?s|board|chimney|loft|roof|boiler|room|garage|van|car) (?:is )?on fire\b|\bchimney fire\b|\bcaught fire\b|\bsmoke (?:coming|pouring|billowing)\b|\bsmoking\b(?=[^.?!\n]{0,20}\b(?:boiler|motor|pump|fan|heater)\b)|\bfire brigade\b",
        ),
        (
            "water", "",
            r"\b(?:flood(?:ed|ing|s)?|overflow(?:ed|ing|s)?|pouring|leaking (?:badly |bad )?(?:thr(?:ough|u)|into)|soaking (?:thr(?:ough|u)|into)|gushing|spraying|streaming|cascading|running down|coming (?:thr(?:ough|u)|down|up|out)|pissing|bucketing|chucking|spurting|leaking everywhere|dripping through|pumping out|shooting out|squirting)\b"
            r"(?=[^.?!\n]{0,70}\b(?:ceiling|wall|walls|floor|kitchen|bathroom|hall|house|flat|lounge|loft|roof|everywhere|downstairs|light|carpet|stairs|landing|pipe|tank|door|cellar|basement|room|bedroom|boiler|cylinder|radiator|tap|toilet|below|cupboard|neighbour\w*)\b)"
            r"|\bwater\b[^.?!\n]{0,25}\b(?:pouring|gushing|spraying|everywhere|streaming|cascading|coming (?:thr(?:ough|u)|in|down)|running (?:down|thr(?:ough|u))|flooding|spurting|all over|shooting|squirting|filling|ingress (?:\w+ ){1,3}?ceiling)\b"
            r"|\b(?:ceiling|plaster|plasterboard)\b[^.?!\n]{0,25}\b(?:bulging|bowing|sagging|ballooning|about to (?:come|give|go))\b|\b(?:bulging|bowed|sagging) (?:\w+ )?ceiling\b|\bleak\w*\b[^.?!\n]{0,25}\b(?:badly|everywhere|all over|all down|right now|like a tap|bucket\w*|fast|getting worse by)\b|\b(?:drain|sewage|sewer|manhole|toilet|sink|septic|cess ?p(?:it|ool)|tank|soakaway)\w*\b[^.?!\n]{0,25}\bback(?:ed|ing) up\b[^.?!\n]{0,40}\b(?:in(?:to)?|floor|house|kitchen|everywhere|through|door)\b|\b(?:se ha roto|rompió|reventó|rebentou|estourou|partiu|si è rott[oa]|è scoppiat[oa]|pękł\w*|a cedat)\b[^.?!\n]{0,15}\b(?:tuber[ií]a|cañer[ií]a|cano|tubo|rura|țeav\w*)|\b(?:agua|água|acqua) (?:por todas? (?:as |la )?(?:partes?|lados?|casa|lado)|dappertutto|ovunque)\b|\binundar\b|\bwoda (?:wszędzie|po całym)\b|\bapă peste tot\b|\bde l'eau partout\b|\bwasser überall\b|\büberall wasser\b|\bburst\b[^.?!\n]{0,20}\b(?:pipe|main|tank|radiator|rad|hose|cylinder)\w*|\b(?:pipe|main|tank|radiator|rad|hose|cylinder|tap)\w*\b[^.?!\n]{0,12}\b(?:has |have |just |'s |s )?burst\b|\bflood(?:ed|ing)\b|\b(?:can'?t|cannot|cant|couldn'?t) (?:find|turn|get|stop|shut)\b[^.?!\n]{0,25}\b(?:stop ?cock|stop ?tap|water|leak|it off|tap off)\b|(?<!toilet )(?<!loo )(?<!cistern )(?<!flush )(?<!it )\bwon'?t (?:stop|turn off)\b[^.?!\n]{0,20}\b(?:water|leak\w*|running|pouring|gushing)\b(?! (?:into the (?:pan|bowl)|in the (?:pan|bowl|cistern)))|\bwater won'?t (?:stop|turn off)"
            r"|\b(?:under|in|ankle[- ]deep in|inch(?:es)? of|foot of|feet of|pool of|puddle of|swimming in) (?:\w+ ){0,4}(?:water|sewage)\b(?! (?:meter|tank|main|supply|pipe|heater|butt|bill))[^.?!\n]{0,40}|\b(?:bath\w*|toilet|loo|sink|kitchen|floor|ceiling)\b[^.?!\n]{0,30}\b(?:swimming|to the brim|full to the top|about to (?:go over|overflow|spill)|rising)\b|\b(?:bucket|bowl|tub|towels?)\b[^.?!\n]{0,40}\b(?:fill\w*|full|empty\w*|emptied|aren'?t coping|soaked)\b[^.?!\n]{0,20}\b(?:every|each|in|within|fast|quick\w*|coping)\b|\bcan'?t stop it\b|\b(?:drilled|screwed|nailed|nail|screw|drill|spade|fork|digger)\b[^.?!\n]{0,20}\b(?:through|into|thru)\b[^.?!\n]{0,12}\bpipe\b"
            r"|\bsewage\b[^.?!\n]{0,30}\b(?:coming|back\w*|everywhere|overflow\w*|in|up|flood\w*)|\b(?:toilet|drain|manhole|sewage)\w*\b[^.?!\n]{0,25}\b(?:overflowing|backing up|coming up|overflowed)\b"
            r"|\b(?:zalewa|zalało|leje si[eę]|cieknie z sufitu|woda leci|pękła rura|pęknięta rura|pękł\w* rur\w*|inundați\w*|inundat\w*|curge apă|curge apa|țeav\w+ spart\w*|s-a spart|inundación|inundando|inundad\w+|se está inundando|tubería rota|ha reventado|fuite d'eau|dégât des eaux|inondation|inonde\w*|inundação|cano (?:estourado|rebentado|furado)|allagamento|allagat\w+|tubo (?:rotto|scoppiato)|perdita d'acqua|rohrbruch|überschwemm\w*|wasserrohrbruch|прорвал\w* труб\w*|заливає|заливает|затопи\w+|спукана тръба|наводни\w+|تسرب (?:ال)?ماء|انفجر\w*|su bast\w*|boru patla\w*|vanduo bėga|pani (?:beh|aa|gir|tapak)\w* rah\w+|llifogydd|dŵr (?:yn )?(?:dod|llifo|gollwng))\b",
        ),
        (
            "lockout", "",
            r"\b(?:need|trying|want|have) to get (?:in|into|inside|back in|back into)(?: to)? (?:my|our|me) (?:own )?(?:flat|house|home|place|apartment|room|gaff)\b|\blost my (?:keys|house keys|bag|handbag)\b[^.?!\n]{0,40}\b(?:outside|can'?t get in|locked|night out|no spare|let me in|get in)\b|\block(?:ed)? ?(?:myself|ourselves|me|us|himself|herself)? ?out\b|\blocked (?:out|inside|in (?:the|my|our|a) (?:bathroom|flat|house|room|toilet|bedroom|car|garage|shed))|(?<!carers )(?<!carer )\bcan'?t get (?:in(?:to|side)?|back in)\b(?! (?:and out|or out|the bath|a bath|the shower|on|over|up))[^.?!\n]{0,25}(?:\bmy|\bour|\bthe|\bhouse|\bflat|\bhome|$|[.!,])|\bcant get (?:in(?:to|side)?|back in)\b(?! (?:and out|or out|the bath|a bath|the shower|on|over|up))"
            r"|\block(?:ed)? (?:himself|herself|themselves|itself|myself) (?:in|inside)\b|\block(?:ed)? (?:keys?|my keys?|the keys?|our keys?) (?:in|inside)|\bkeys? (?:are |is )?(?:locked |left )?inside\b|\bkey (?:has )?(?:snapped|broke|broken)\b[^.?!\n]{0,40}\b(?:in (?:the )?(?:lock|door))?[^.?!\n]{0,20}\b(?:outside|out|can'?t get in)|\bstuck (?:outside|inside)\b|\b(?:stood|standing|sat|waiting) outside\b[^.?!\n]{0,30}\b(?:no|without|lost|forgot\w*) (?:my |the |any )?keys?\b|\b(?:no|without|lost|forgot\w*) (?:my |the |any )?keys?\b[^.?!\n]{0,30}\b(?:stood|standing|sat|waiting) outside\b|\bshut (?:myself|ourselves) out|\bdoor(?:'?s| has| is)? (?:just )?(?:slammed|shut|closed|swung|blew|blown|clicked)(?: shut| to)? (?:behind|on) (?:me|us)|\bdoor(?:'?s| has)? (?:slammed|blown|swung|clicked) shut\b|\b(?:i|we|they|who) (?:can'?t|cannot|cant|could ?n'?t) get out\b|\bbaby (?:is )?(?:locked|inside|stuck)|\b(?:child|toddler|kid|son|daughter|mum|nan|dad|baby|boy|girl)\w*\b[^.?!\n]{0,20}\b(?:locked|stuck|trapped) (?:in|inside)|\b(?:child|toddler|kid|son|daughter|baby|little (?:one|boy|girl))\w*\b[^.?!\n]{0,20}\block(?:ed|ing)? (?:the |a )?(?:\w+ )?door\b"
            r"|\bzatrzasn\w+|\bnie mogę (?:wejść|dostać się)|\bm-am încuiat|\bincuiat afara|\bîncuiat pe dinafară|\bme he quedado (?:fuera|encerrad\w)|\benfermé (?:dehors|dedans)|\bporte (?:a )?claqué|\bno puedo entrar (?:en|a) (?:mi |la )?casa|\bnon riesco a entrare|\bnão consigo entrar|\bje (?:ne )?peux (?:pas|plus) (?:rentrer|entrer) chez|\bkomme nicht (?:mehr )?(?:rein|in meine)|\bnu pot intra în (?:casă|apartament)|не мож[уе]\w* (?:потрапити|попасть|зайти|увійти|войти) (?:в|у|до) (?:кв|дом|буд)|\bfiquei (?:trancad\w|fora|na rua)|\bchiuso fuori|\bausgesperrt|\bwedi cloi (?:fy|ein)",
        ),
        (
            "breakin", "",
            r"\b(?:been|was|were|got|just) (?:burgled|broken in(?:to)?|robbed)\b|\bbroken? in(?:to)? (?:my|our|the|last|to)\b|\bbreak[- ]?in\b(?=[^.?!\n]{0,60}\b(?:secure|board\w*|tonight|today|now|door|window|lock\w*)\b)|\bburgl(?:ed|ary|ared|ars?(?! (?:alarm|one|proof|bar)))\b|\b(?:kicked|booted|smashed|forced|jemmied|put) (?:the|my|our|his|her) (?:\w+ )?(?:door|window)s?(?: \w+)? (?:in|down|off|open)\b|\b(?:had|been|there'?s been|suffered) an? (?:attempted )?break[- ]?in\b|\b(?:can'?t|cannot|cant|couldn'?t) (?:lock up|secure (?:it|the|our|my))\b|\bkicked (?:in|down|off)\b[^.?!\n]{0,20}\b(?:door|lock)|\bdoor(?:'?s)?\b[^.?!\n]{0,25}\b(?:kicked in|forced|smashed in|booted in)|\bwon'?t (?:lock|shut|close)\b[^.?!\n]{0,40}\b(?:tonight|unsecure|insecure|not secure)|\bwłamanie|\bwłamali|\bspart ușa|\bhan entrado a robar|\bcambriol\w+|\bassalt\w+|\bscassinat\w+|\beingebrochen|\beinbruch",
        ),
        (
            # A door that does not lock may wait till morning, unless they say that it cannot.
            "insecure", "",
            r"\bwon'?t (?:lock|shut|close)\b[^.?!\n]{0,40}\bfront door\b|\bfront door\b[^.?!\n]{0,25}\b(?:won'?t|wont|doesn'?t) (?:lock|shut|close)\b",
        ),
        (
            "no_heat", "",
            r"\b(?:no|without|lost|lack of|haven'?t (?:got|had)|not got) (?:any |all |our |the )?(?:heating|heat|(?:hot )?water)\b(?! (?:meter|pressure|leak|damage|supply pipe|tank))|\b(?:heating|heat|hot water)\b[^.?!\n]{0,30}\b(?:gone|packed (?:in|up)|died|dead|off|broken|broke|not working|isn'?t working|stopped|out|failed|conked|down|bust)\b|\bboiler\b[^.?!\n]{0,25}\b(?:dead|died|packed (?:in|up)|broken|broke(?:n)? down|not working|isn'?t working|stopped(?: working)?|given up|conked|gone|won'?t (?:fire|start|light|come on|turn on|ignite)|failed|kaput|bust|locked out|lockout)\b|\bfreezing\b|\b(?:nie ma|brak) (?:ogrzewania|ciepłej wody)|\bnu (?:am|avem|mai am|mai avem) (?:deloc )?(?:căldură|caldura|apă caldă|apa calda)|\bfără (?:căldură|apă caldă)|\bsin (?:calefacción|agua caliente)|\b(?:pas|plus|sans) (?:de |d'|le )?(?:chauffage|eau chaude)|\bsem (?:aquecimento|água quente)|\bsenza (?:riscaldamento|acqua calda)|\b(?:keine?|ohne) (?:heizung|warmwasser|warmes wasser)|\bdim (?:gwres|dŵr poeth)|нема\w* (?:опалення|гарячої води)|нет (?:отопления|горячей воды)|\bheating (?:band|kharab|nahi)",
        ),
        (
            "stings", "",
            r"\b(?:wasps?|hornets?|bees|bee)\b[^.\n]{0,80}\b(?:allerg\w+|epi ?pen|anaphyla\w+)\b|\b(?:allerg\w+|epi ?pen)\b[^.\n]{0,60}\b(?:wasps?|hornets?|bees)\b",
        ),
        (
            "no_power", "",
            r"\b(?:no|lost|without|all the|got no) (?:power|electric(?:ity)?|electrics|leccy|lights)\b(?! (?:point|socket|supply|shower|cooker|hob|tools?|car|gate|heating|fire))[^.?!\n]{0,50}|\b(?:power|electric(?:ity|s)?|leccy)\b(?! (?:shower|cooker|oven|hob|gate|heater|blanket|door|fire|meter|radiator|tool|flush|toilet|boiler|towel|underfloor|fence|car|lock|strike|wash))[^.?!\n]{0,20}\b(?:died|gone|off|out|tripped|keeps tripping|cut out|failed|dead|down|won'?t (?:reset|come back|stay))\b|\b(?:rcd|trip switch|main switch|fuse(?: ?box)?|breaker)\b[^.?!\n]{0,30}\b(?:won'?t (?:reset|stay|go)|keeps tripping|tripping|trips)\b|\b(?:nie ma|brak) prądu|\bnu (?:am|avem) curent|\bsin (?:luz|electricidad)|\b(?:plus|pas) d'électricité|\bsem (?:luz|eletricidade)|\bsenza corrente|\bkeinen? strom|\bdim trydan",
        ),
        (
            "structure", "",
            r"\b(?:roof|ceiling|wall|chimney|tree|fence|gable|scaffold\w*)\b[^.?!\n]{0,30}\b(?:collaps\w+|caved in|come down|about to (?:fall|come|go)|hanging off|fallen (?:in|on|through|onto)|fell (?:in|on|through|onto)|blown off|ripped off|leaning dangerously|dangerous\w*)\b|\b(?:took|blew|blown|ripped|lifted)\b[^.?!\n]{0,25}\b(?:tiles|slates|roof|ridge|felt) off\b|\bhalf (?:the|my|our) (?:roof|tiles)|\b(?:tiles?|slates?|bricks?|masonry|glass|lumps?|render)\b[^.?!\n]{0,25}\b(?:sliding|falling|coming|crashing|dropping|fell|landed)\b[^.?!\n]{0,35}\b(?:pavement|path|footpath|road|street|car|door|drive|people|postman|kids|children|garden|head)\b|\b(?:nearly|almost|just missed|could (?:have )?) ?(?:hit|killed?|hurt|landed on|flattened|kill|hurt)\b|\blooks? like (?:it'?ll|it will|it'?s (?:about|going) to) (?:go|fall|come down|collapse|give)\b|\b(?:leaning|rocking|swaying|wobbling)\b[^.?!\n]{0,40}\b(?:any (?:minute|second|moment)|in the wind|danger\w*)|\bblown (?:across|over|into) the road\b|\bcollapsed\b|\brain(?:water)? (?:is )?(?:pouring|coming|getting|running|blowing)(?: \w+)? (?:in|through|into)\b|\broof\b[^.?!\n]{0,20}\b(?:blown|ripped|torn|come) off\b|\bdanger(?:ous)? (?:to|of|for)\b(?! (?:him|her|them|me|us|my (?:husband|wife|mum|dad|son|daughter|health)))",
        ),
    )
)  # fmt: skip
GRAVE = {"gas", "co", "electric", "fire"}
# "checked for gas leaks", "no smell of gas", "gas leak last year", "what to do if I smell gas".
_NOT_NOW = re.compile(
    r"\b(?:no(?! ?\d)|not|never|without(?: any)?|isn'?t|wasn'?t|(?:don'?t|doesn'?t|won'?t|never|not|can'?t) (?:have|think|get|be)|haven'?t|doesn'?t|if (?:i|we|you|there)(?: ever| was| were)?|in case(?: of)?|prevent\w*|test(?:ed|ing)? for|check(?:ed|ing)? for|last (?:year|month|summer|winter|spring|week)|"
    r"years? ago|months? ago|weeks? ago|used to|already (?:fixed|sorted|repaired)|had a|we'd had|previous(?:ly)?|after (?:the|a|our|my|last)|following (?:the|a|our|my)|due to|insurance)\b[^.?!\n,;]{0,18}$",
    re.I,
)
_OVER = re.compile(r"^[^.?!\n]{0,40}\b(?:last (?:year|month|summer|winter|spring|autumn)|(?:years?|months?) ago|(?:fixed|sorted|repaired|stopped|mended|dry) (?:now|since)|now (?:fixed|sorted|repaired|stopped|dry)|in the (?:spring|summer|autumn|winter)\b(?! holidays)|has (?:been|now been|now) (?:fixed|sorted|repaired|stopped)|is (?:now )?(?:fixed|sorted)|all sorted|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|was fixed|got fixed)\b", re.I)  # fmt: skip


# Things to be fitted that carry a word of danger in their name.
_HARMLESS = re.compile(
    r"\b(?:boiler|hob|cooker|oven|stove|heater|flue)s?(?:,|,? and| &| or| plus) (?:an? |the |one |gas )?fires?\b(?! (?:in|at|is|brigade))|\bfire[- ](?:engine(?: red)?|rated|proof|retardant|resistant|doors?|alarms?|place|places|extinguishers?|boards?|surrounds?|blankets?|safety|risk|regs|stopping|sprinkler\w*|pit|hearth|grate)\b|\b(?:open|gas|log|wood|electric|coal|multi[- ]?fuel) fires?\b(?! (?:in|at|is on fire))|\bsmoke (?:alarms?|detectors?|heads?|test)\b"
    r"|\block(?:ed)? out of (?:my |our |the )?(?:\w+ )?(?:account|e-?mail|phone|laptop|portal|app|system|website|facebook|shed|car|van|cupboard|safe|loft|garage)\b|\b(?:can'?t|cannot|cant) get in(?:to|side)? (?:my|our|the) (?:\w+ )?(?:account|e-?mail|shed|car|van|cupboard|safe|loft|garage|meter|summerhouse|greenhouse|touch)\b|\bflooded with\b|\b(?:burglar|intruder|car|house) alarms?\b"
    r"|\b(?:quiero|necesito|instalar|poner|chcę|potrzebuj\w*|zamontowa\w*|vreau|doresc|monta\w*|voudrais|installer|quero|preciso|vorrei|möchte)\b[^.?!\n]{0,60}\b(?:alarm\w*|detect\w*|détect\w*|czujnik\w*|rilevator\w*|\w*melder)\b[^.?!\n]{0,12}\b(?:mon[oó]x\w*|czadu?|co|kohlenmonoxid)\b(?![^.?!\n]{0,30}\b(?:suen\w+|sonando|pita\w*|wyje|piszczy|sun[ăa]|sonne|toca\w*|suona|piept))"
    r"|\bburn(?:t|ed)?[- ](?:on\b|black|bits|food|grease|fat|crisp|to a crisp|oven|pans?|toast|dinner|out)\b|\blight(?:s|ing|ed)? (?:the|a|my|our) (?:fire|stove|burner|boiler|pilot|candles?|bbq)\b"
    r"|\b(?:old |existing |the |our |my )(?:\w+ ){0,2}(?:cooker|hob|oven|fire|boiler|bath|kitchen|toilet|sink|radiator|units?|tank|wall|suite|carpets?|windows?|doors?|fence|tiles?|basin|cylinder|chimney breast)(?:'?s| is| are)? (?:all )?coming (?:out|down|off|up)\b(?! (?:with|in a storm|any))"
    r"|\b(?:bathroom|en[- ]?suite|bedroom|room|garage|office|conservatory|kitchen|hall|hallway|loft|landing|porch|shed|workshop|utility)(?:['’]?s| is| are| gets| get)? (?:\w+ )?freezing\b|\bfreezing (?:bathroom|bedroom|room|garage|conservatory|office)\b"
    r"|\bsmoke(?:,| and| or| &|/) ?(?:heat|co|carbon monoxide) (?:alarms?|detectors?)\b|\bhot water takes (?:ages|a while|forever|long|so long|\w+ minutes)(?: to come (?:thr(?:ough|u)|out))?\b|\bflood (?:barriers?|doors?|gates?|defen[cs]es?|guards?|risk|lights?|insurance)\b"
    r"|\bsparks\b(?= (?:and|n|&) (?:\w+)|(?: (?:all|are|is|have|has|already|been))* (?:sorted|done|booked|finished|first|second|gone|out))|(?:(?:floors?|plumb\w+|plaster\w*|tiling|tiles|the|my|our|own) (?:and|n|&|\+) )sparks\b|\b(?:goes|going|go|runs|run) (?:\w+ )?(?:scalding|boiling|hot|cold|red hot)(?:,| then| and) (?:then )?(?:scalding|freezing|cold|hot)\b"
    r"|\b(?:cooker|oven|microwave|range)\b[^.?!\n]{0,30}\b(?:something|dinner|pie|lasagne|food|eggs?|pudding|it|he|she)(?: has| have|'s|'ve)? exploded\b"
    # Somebody's trade, cold feet, a thing that is put on a door, an alarm that is only worn out.
    r"|\b(?:dad|mate|brother|husband|uncle|son|cousin|neighbour|wife|partner|i)(?:['’]?s| is|['’]?m| am)? a (?:qualified |retired )?spark\b|\bspark(?:y|ie)? (?:friend|mate|pal)\b|\bspark so (?:he|she|i)\b"
    r"|\b(?:feet|toes|tiles)(?:['’]?s| is| are|['’]?re)? (?:\w+ )?freezing\b"
    r"|\bput (?:it|one|them|this|that) (?:back )?on (?:the|my|our) (?:front |back |side )?door\b"
    r"|\b(?:carbon monoxide|co|c\.o\.?|monoxide) (?:alarm|detector)s?\b(?=[^\n]{0,200}\b(?:says? (?:it['’]?s )?end\b|end of (?:its )?life|worn out|(?:low|flat|dead|new) batter\w+|batter\w+ (?:is |are )?(?:low|flat|dead)|out of date|past its (?:date|life)|expired))(?![^\n]{0,200}\b(?:headache\w*|dizz\w+|sick|red light|full alarm went|four (?:beeps|chirps)|4 (?:beeps|chirps))\b)"
    r"|\bboiler (?:light|lamp)s? (?:is |keeps? )?flash\w*\b|\bheat (?:alarms?|detectors?)\b|\b(?:log|wood|multi[- ]?fuel) burner\b|\bburner\b|\bburn(?:t|ed)? (?:orange|umber|wood|logs)\b|\bflash(?:ing|ings)\b(?= (?:on|round|around|needs|is|has|and|to)\b)|\blead flashing\b|\bflash(?:ing)? (?:light|code|error|red|green|orange|amber)\b|\bpop(?:ped)? (?:in|round|over|by|out|up)\b|\blight(?:ly)? (?:sand|rub)\b",
    re.I,
)


_STOVE = re.compile(r"(?:gas|electric|log|wood|coal|open|fuel) (?:fires?|burner)$|^burner$", re.I)
# Somebody else's, long ago, or only imagined, whatever the danger.
_ELSEWHERE = re.compile(
    r"\bif (?:i|we|you|they) ever\b|\bwhat would (?:i|we|you) do if\b|\b(?:once|back) in (?:19|20)\d\d\b"
    r"|\b(?:neighbour|friend|mate|colleague|sister|brother)s?(?: of (?:mine|ours))? had an? (?:\w+ )?(?:leak|fire|flood|burst|break|lock|shock|explosion|carbon)\w*\b|\b(?:someone|somebody|people|a (?:man|woman|lady|couple)) (?:i|we|that i|who we) (?:know|work with|met)\b|\b(?:no|without any|can'?t) (?:gas )?(?:smell|smelling)\b[^.?!\n]{0,6}(?:here|now|of gas)|\bread (?:about|that)\b|\bon the (?:news|telly|tv)\b|\b\d+ ?(?:years|yrs) ago\b",
    re.I,
)
# Trouble that is over: what used to happen, and thanks for help that came.
_BEHIND_US = re.compile(
    r"\bused to\b|\bbeen (?:ok|okay|fine|good|dry) (?:since|ever since|now)\b|\b(?:thanks?|thank you|ta|cheers)\b[^.?!\n]{0,60}\b(?:came|coming|fixing|sorting|saving|helping|last night|yesterday|so (?:fast|quick\w*)|rescu\w+)\b",
    re.I,
)
# “Had a scare last weekend … all dry now”: what happened once, and a sentence that says it is over.
_ONCE = re.compile(
    r"\b(?:last (?:week(?:end)?|month|night|mon|tues|wednes|thurs|fri|satur|sun)\w*|yesterday|the other (?:day|night|week|morning)|(?:a|one|two|three|few|couple of) (?:days|nights|weeks?) (?:ago|back)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|over (?:christmas|new year|easter|the (?:weekend|holidays?)))\b",
    re.I,
)
_ALL_OVER = re.compile(
    r"\b(?:all|everything(?:['’]s| is)?|it['’]?s(?: all)?|we['’]?re(?: all)?) (?:dry|dried out|fine|ok|okay|safe|good|back (?:on|to normal)|mopped up|cleaned up|sorted)(?: (?:again|now|since|thankfully|luckily))\b"
    r"|\b(?:no (?:harm|damage|real harm) done|none the worse|no water (?:since|now))\b",
    re.I,
)
_BACK_AGAIN = re.compile(r"\b(?:still|again|now|back|worse|tonight|today)\b", re.I)
_LONG_AGO = re.compile(
    r"\bused to\b|\b(?:years?|yrs|months?) ago\b|\blast (?:year|summer|winter|spring|autumn|christmas)\b", re.I
)
# Of a peril told in two halves the whole sentence must be about now.
_NOT_TOLD_AS_NOW = re.compile(
    r"\b(?:used to|in the past|years? ago|yrs ago|months? ago|weeks? ago|last (?:year|month|summer|winter|spring|autumn|week|christmas)|"
    r"(?:once |back )?in (?:19|20)\d\d|ages ago|years back|since (?:19|20)\d\d|for (?:years|months)|always (?:had|been)|if (?:i|we|you|it|there|they|the \w+) (?:ever|was|were|had)|ever (?:had|smell\w*|happen\w*|need\w*)|"
    r"(?:would|should|do) (?:i|we) do if|what (?:would|happens) (?:i|we|if)|in case|(?:has|have|had|was|were|been|all|now|is) (?:been |now |all )?(?:fixed|sorted|repaired|mended|replaced|jetted|cleared)|"
    r"no (?:water|rain|leaks?) (?:is |are )?(?:coming|getting)|when (?:the|our|my) \w+ (?:\w+ )?(?:burst|leaked|flooded|broke|fell|came down)|neighbour(?:'?s)? (?:had|has had)|(?:friend|mate|sister|brother)s? had|"
    r"(?:mistaken|worried|risk|prevent\w*|stop(?:s|ped)? (?:it|them|water|leaks)) (?:about|of|from)|don'?t (?:want|freeze)|so (?:it|they|that it) (?:doesn'?t|don'?t|won'?t))\b",
    re.I,
)


def dangers(text: str) -> Iterator[Found]:
    """Every danger the words tell of as present; what is denied, long past or only imagined is left out."""
    text = mended(text)
    # A stove or a gas fire is harmless by itself; of a peril it may be half.
    whole = _HARMLESS.sub(lambda m: m.group() if _STOVE.search(m.group()) else " " * len(m.group()), text)
    text = _HARMLESS.sub(lambda m: " " * len(m.group()), text)
    over = _ALL_OVER.search(whole)
    for kind, _, pattern in _KINDS:
        for m in pattern.finditer(text):
            begin = max(text.rfind(sign, 0, m.start()) for sign in ".?!\n;")
            before, behind = text[begin + 1 : m.start()], text[m.end() : m.end() + 60]
            denied = _NOT_NOW.search(before)
            if denied and not (
                kind in GRAVE
                and re.search(r"\b(?:after|following|due to|if|had a)\b", denied.group(), re.I)
                and not _OVER.search(behind)
            ):
                continue
            if _OVER.search(behind) or _OVER.search(m.group()):
                continue
            ends = [at for sign in ".?!\n" if (at := text.find(sign, m.end())) >= 0]
            sentence = text[begin + 1 : min(ends, default=len(text)) + 6]
            if _ELSEWHERE.search(sentence):
                continue
            if kind not in GRAVE and _BEHIND_US.search(sentence) and not _BACK_AGAIN.search(sentence):
                continue
            if kind not in GRAVE and over and _ONCE.search(sentence):
                continue
            yield kind, m.start(), m.end()
            break
    for kind, piece in perils(whole):
        past = _LONG_AGO if kind in GRAVE else _NOT_TOLD_AS_NOW
        if kind not in GRAVE and over and _ONCE.search(piece):
            continue
        if not _ELSEWHERE.search(piece) and (not past.search(piece) or (kind in GRAVE and _BACK_AGAIN.search(piece))):
            at = whole.find(piece)
            yield kind, max(0, at), max(0, at) + len(piece)


def safety_flag(kind: str) -> str:
    """The flag a kind of danger raises; empty where it raises none."""
    return next((flag for name, flag, _ in _KINDS if name == kind), "")
