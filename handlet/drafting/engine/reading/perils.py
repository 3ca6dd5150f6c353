"""Trouble told in two halves that mean nothing alone: a thing and what it does, a failure and whom it hits.

`danger.py` knows what people say outright (“smell of gas”, “burst pipe”). Half of those in trouble say it otherwise: “saucepan
under it and it's filling”, “nan is on oxygen and everything's off”. Both halves must stand in one sentence, or in two that
follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

# Slips of the finger and the ear in the words that matter most.
_SLIPS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(rf"\b(?:{wrong})\b", re.I), right)
    for wrong, right in (
        (r"leek(?:s|ing|in)?|leakin|leking|leeking|leaking'", "leaking"),
        (r"celing|cieling|ceeling|cealing|sealing(?= (?:is|has|in the|fell|down|dripping|bulging|wet))", "ceiling"),
        (r"floodd|fludd?ed|flodded|floded|flooded'", "flooded"),
        (r"bust(?:ed)?(?= (?:pipe|main|tank|rad\w*|tap|hose|water))", "burst"),
        (r"pipe(?:'?s)? (?:has |is )?bust", "pipe burst"),
        (r"pourin|porin|poring(?= (?:out|in|down|through|thru))|pooring", "pouring"),
        (r"watter|wter|warter|wotter", "water"),
        (r"smel+(?:in)?|smeling", "smell"),
        (r"elektri[ck]\w*|electrik|electic|eletric|lecky", "electric"),
        (r"lockd|loked|lokced|lcoked|lockt", "locked"),
        (r"bolier|boilr|boyler|boiller", "boiler"),
        (r"sparkin|sprking", "sparking"),
        (r"burnin|burnig", "burning"),
        (r"smokin", "smoking"),
        (r"drippin|driping", "dripping"),
        (r"sewige|sewerage|suage|sewege", "sewage"),
        (r"emergancy|emergensy|emergeny|emergncy", "emergency"),
        (r"thru|throo|threw(?= (?:the|my|our))", "through"),
        (r"carbon ?(?:monoxcide|minoxide|monoxyde)", "carbon monoxide"),
        (r"gass|gaz(?= (?:smell|leak|pipe))", "gas"),
    )
)

_WHO = (
    r"\b(?:bab(?:y|ies|bies)|new ?borns?|twins|toddlers?|infants?|little ones?|(?:small|young|my|our|the) (?:kids|children)|kids|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|few)[- ]?(?:day|week|wk|month|mth|yr|year)s?[- ]old|pregnant|elderly|"
    r"pensioners?|old (?:lady|man|folk|dear)|nan\w*|nana|gran\w*|grandad|grandma|(?:mum|mam|mom|dad|mother|father|husband|wife|aunt\w*|uncle)(?:'s| is| has|s)? (?:\w+ )?(?:[789]\d|ill|on|poorly|sick|out of hospital|got|ms|copd|disabled|in a wheelchair|alone|on (?:her|his) own)|"
    r"(?:is|she'?s|he'?s|aged?|am|i'm) (?:[789]\d)\b|in (?:his|her|their) (?:70|80|90)s|disab\w+|wheelchair|chemo\w*|cancer|dialysis|copd|asthma\w*|oxygen|diabet\w+|insulin|epilep\w+|bed-?bound|dementia|terminal\w*|hospital|poorly|unwell|"
    r"care home|nursing home|day nursery|residents|patients)\b"
)
_COLD = r"(?:\bfreezing\b|\bminus \d|(?<!\d)-\d{1,2}\b(?! ?(?:\d|:))|\b\d{1,2} ?(?:degrees|deg|°)|\bsnow\w*|\bbelow zero\b|\blike (?:an? )?(?:ice ?box|fridge|ice)\b|\bfrost\w*|\bbitter(?:ly)?\b|\bsee (?:my|our|your) breath\b)"
_HEAT = r"\b(?:heating|boiler|radiators?|rads|storage heaters?|heat pump|hot water|heat|central heating|heaters?)\b"
_GONE = (
    r"(?:dead|died|gone|kaput|conked|(?<!the )(?<!before )cold|off|out|bust(?:ed)?|broken?|broke|failed|down|stopped|packed (?:in|up)|knackered|lock(?:ed)?[- ]?out|lockout|not (?:working|coming on|firing|heating)|isn'?t (?:working|coming on)|"
    r"won'?t (?:come on|work|fire|light|start|turn on|heat|stay on|reset|go|stay up)|keeps (?:going|cutting|tripping))"
)
_NO_HEAT = rf"{_HEAT}[^.?!\n]{{0,25}}\b{_GONE}\b|\b(?:no|without|lost|haven'?t got|not got) (?:any |our |the )?(?:\w+ )?{_HEAT}(?! (?:in the (?:garage|loft|extension|shed|conservatory|nursery)|upstairs yet))"
_POWER = r"\b(?:power|electric(?:ity|s)?|leccy|lights|everything|whole house|rcd|stairlift)\b"
_NO_POWER = rf"{_POWER}[^.?!\n]{{0,25}}\b{_GONE}\b|\b(?:no|without|lost) (?:any )?(?:power|electric\w*|leccy|lights)\b(?! (?:point|socket|supply|shower|in the (?:garage|loft|shed|garden)))"
_CHILD = r"\b(?:kid|child|son|daughter|toddler|baby|little (?:one|boy|girl|lad)|boy|girl|lad|(?:\d|two|three|four|five|six|seven|eight|nine|ten)[- ]?(?:yr|year)s?[- ]?old|grandson|granddaughter|nan\w*|gran\w*|mum|mam|dad|husband|wife|resident)s?\b"
_STRANDED = (
    r"\b(?:family|kids|children|baby|we|we'?re|i|i'?m|im|me|us|all|stood|standing|sat|sitting|waiting|stuck|stranded|him|her|he'?s|she'?s|hes|shes|mum|mam|dad|nan|husband|wife|son|daughter)\b"
    r"[^.?!\n]{0,40}\b(?:on (?:the|my|our|a) (?:\w+ )?(?:door ?)?step|(?:stood|standing|sat|sitting|stuck|waiting|left|is|are|am|'?m|'?re|'?s) (?:\w+ )?outside|on the (?:pavement|kerb|street)|in the (?:rain|cold|dark|snow|porch|street|corridor|stairwell|communal \w+))\b"
)
_INDOORS = (
    r"(?:ceilings?|lights?|light fitting|fuse ?\w*|electrics?|sockets?|hob|cooker|walls?|wallpaper|paper|floor ?boards?|floors?|carpets?|stairs|landing|beds?|bedrooms?|bathroom|lounge|living room|dining room|kitchen|hall\w*|loft hatch|"
    r"cellar|basement|garage|shop|flat|house|cot|nursery|chimney breast|units|cupboards?|skirting|conservatory|back door|patio doors?|everywhere|next door|neighbour\w*|office|cafe|room|downstairs|below)"
)
_WATER = r"(?:water|leak\w*|drip\w*|rain\w*|wet|spurt\w*|spray\w*|squirt\w*|jet(?:ting|s)?|gush\w*|fountain|flood\w*|trickl\w+|stuff from the toilet)"
_OPEN_ROOF = r"\b(?:roof|tiles?|slates?|ridge|skylight|velux|flat roof|felt|tarp\w*|rooflight|lead|chimney|pot|stack|cowl|gutter\w*|fascia|gable|wall|bricks?|masonry|ceiling|plaster|render|coping|canopy|porch|balcony|sign|aerial|satellite dish)\b"
_TREES = r"\b(?:tree|branch|bough|oak|ash|sycamore|beech|poplar|willow|conifer|trunk|limb|fence|panels?|trampoline|shed|gate|wall|scaffold\w*|pole|glass|glazing|window|hoarding)s?\b"
_HEAVY = (
    r"\b(?:blown (?:off|into|onto|through|across|clean)|peeled|ripped|torn|lifted (?:off|up)|dropped|dropping|falling|fell|fallen|coming down|come down|came down|gone over|hanging (?:by|off|on)|swinging|creaking|split(?:ting)?|rocking|swaying|bowing|moving in the wind|collaps\w+|"
    r"caved|giving way|given way|about to (?:go|fall|come)|flapping|flying|resting on|leaning (?:on|over|towards|into)|smashed through|come through|came through|through (?:a|the|our|my|his|her|next door's) (?:\w+ )?(?:roof|window|windscreen|conservatory|car|wall|fence|ceiling)|landed|opening up)\b"
)
_BELOW = (
    r"\b(?:pavement|footpath|path|road|street|lane|school|drive|doorstep|front (?:step|door)|car|windscreen|van|people|customers|kids|children|baby|bed|bedroom|cot|public|rain\w*|water|wet|soak\w*|wires?|cables?|phone line|"
    r"power line|any (?:minute|second|moment)|as i (?:watch|type|speak|write)|right now|tonight|rest (?:of it )?(?:is|will|looks)|over (?:the|our|my) (?:bed\w*|head|door|gate|step)|getting in|one after another|danger\w*|hurt|killed?|cut off|can'?t get)\b"
)

_BEING = (
    r"\b(?:child\w*|kids?|sons?|daughters?|toddlers?|bab(?:y|ies)|boys?|girls?|lads?|pupils|grandsons?|granddaughters?|little (?:one|boy|girl|lad)|mum|mam|mom|dad|mother|father|nan\w*|gran\w*|husband|wife|partner|brother|sister|"
    r"mate|lady|gentleman|man|woman|chap|bloke|resident|tenant|neighbour|customer|carer|colleague|staff|postman|driver|he|she|him|her|they|i|i'?m|we|dogs?|pups?|puppy|cats?|kitten|horses?|pony|rabbit|hamster|ewe|lamb|calf|pets?)\b"
)
# What a body does that needs help, whatever the trade.
_BODY_HURT = (
    r"\b(?:faint(?:ed|ing)|passed out|unconscious|out cold|won'?t wake|not (?:breathing|moving|responding)|can'?t (?:breathe|feel (?:his|her|my|their))|chok(?:ing|ed)|bleeding (?:badly|heavily|a lot|everywhere)|(?:is|'?s) bleeding|"
    r"(?:face|lips?|tongue|throat|eyes?|hand|finger|arm|leg|it)(?:'?s| is| are| has)? (?:all )?(?:swelling|swollen|swelled|purple|blue|streaming|trapped)|(?:gone |is |are |all )floppy|convuls\w+|panting and|(?:been |was |were )?thrown (?:across|back|off)|"
    r"(?:lying|laid|down) on (?:his|her|its|the) (?:side|floor|back)|can'?t get up|scalded|burn(?:t|ed) (?:his|her|my|their) (?:hand|arm|face|leg|finger)s?)\b"
)
_PART_HELD = (
    r"\b(?:head|arm|leg|foot|hand|fingers?|thumb|hair|paw|neck|ankle)(?:'?s| is| are| has| got)? ?(?:\w+ )?(?:stuck|trapped|caught|jammed|wedged)\b"
    r"|\b(?:stuck|trapped|caught|jammed|wedged|got|has|put)\b[^.?!\n]{0,20}\b(?:head|arm|leg|foot|hand|fingers?|thumb|paw|neck|ankle)\b[^.?!\n]{0,12}\b(?:in|under|between|through|down|stuck)\b"
)
_PUBLIC = r"\b(?:school|nursery|playground|playgroup|infants?|classroom|pavement|footpath|bus stop|crossing|road|street|market|church|pub|caf[eé]|shop|bakery|queue|entrance|gates?|care home|station|pram|buggy|people|public|passers|(?:third|fourth|fifth|top|3rd|4th|5th|\d+th) floor|upstairs window)\b"

# kind, then halves: each must be found. Of the first kinds every word is a danger by itself; “trouble” is weighed with how it reads.
_PERILS: Sequence[tuple[str, Sequence[re.Pattern[str]]]] = tuple(
    (kind, tuple(re.compile(half, re.I) for half in halves))
    for kind, halves in (
        # gas and carbon monoxide
        ("gas", (r"\begg(?:y|s)?\b", r"\b(?:smell\w*|stink\w*|whiff|pong\w*|niff\w*|odou?r)\b", r"\b(?:hob|cooker|oven|boiler|meter|gas|fire|kitchen|cupboard|under the stairs)\b")),
        ("gas", (r"\bhiss(?:ing|es)?\b", r"\b(?:cooker|hob|gas|yellow pipe|regulator)\b")),
        ("gas", (r"\b(?:gone|went|dug|drilled|cut|sawn|put|hit|struck|nicked|snapped|knocked|pulled|nailed|screwed)\b", r"\b(?:gas|yellow) (?:\w+ )?(?:pipe|main|hose|line)\b", r"\b(?:through|into|off|hit|struck|cut|nicked|snapped|hiss\w*|knocked)\b")),
        ("gas", (r"\bgas\b", r"\b(?:pong\w*|niff\w*|whiff\w*|reek\w*|fumes)\b")),
        ("co", (r"\b(?:carbon monoxide|monoxide|co (?:alarm|detector|monitor|sensor|meter|thing)s?)\b", r"\b(?:bleep\w*|beep\w*|scream\w*|going off|gone off|went off|won'?t stop|sounding|flashing|ppm|ringing|shriek\w*)\b")),
        ("co", (r"\b\d+ ?ppm\b",)),
        ("co", (r"\b(?:alarm|detector)s?\b", r"\b(?:by|near|next to|above|on|over) (?:the |my |our )?(?:boiler|stove|log burner|gas fire|cooker|flue)\b", r"\b(?:bleep\w*|beep\w*|scream\w*|going off|gone off|went off|won'?t stop|flash\w*|red|saying|says)\b")),
        ("co", (r"\bflame\w*\b", r"\b(?:yellow|orange|lazy|floppy|sooty)\b", r"\b(?:boiler|gas|fire|hob|cooker|heater)\b")),
        ("co", (r"\b(?:soot\w*|black (?:marks?|stains?|stuff)|fumes)\b", r"\b(?:gas fire|boiler|gas|water heater|flue)\b", r"\b(?:woozy|dizzy|faint\w*|sick|headache\w*|heads?|sleepy|drowsy|light-?headed|funny|wall)\b")),
        ("co", (r"\b(?:headaches?|(?:banging|thick|splitting|bad|sore|thumping) heads?|woozy|dizz\w+|faint\w*|nause\w+|been sick|feel(?:ing)? sick|light-?headed|drowsy|sleepy)\b", r"\b(?:boiler|gas fire|gas heater|flue|heating (?:is )?on|stove|log burner|cooker)\b")),
        ("gas", (r"\b(?:do not use|condemned|at risk|danger) (?:sticker|label|notice|tag)\b", r"\b(?:still|smell\w*|gas)\b")),
        # fire and smoke
        ("fire", (r"\b(?:smoke|fumes|smoking)\b", r"\b(?:back into|back down|into the (?:room|house|lounge|bedroom)|filling|fills|can'?t breathe|pouring|billowing|blowing back)\b", r"\b(?:stove|log burner|burner|chimney|fire|fireplace|flue|grate|aga|rayburn)\b")),
        ("fire", (r"\b(?:chimney|stove|flue)\b", r"\b(?:alight|on fire|roaring|sparks (?:coming|out|flying)|flames (?:coming|out))\b")),
        ("fire", (r"\b(?:stove|log burner|burner|fire|oven)\b", r"\bglass\b", r"\b(?:crack\w*|shatter\w*|explod\w*|smash\w*|gone)\b", r"\b(?:fumes|smoke|coals?|embers?|everywhere|lit|alight|won'?t turn off|hot|filling)\b")),
        ("fire", (r"\b(?:hob|oven|cooker|grill|immersion|fire|fryer|heater)\b", r"\b(?:won'?t|can'?t|cannot|cant|doesn'?t) (?:\w+ )?(?:turn|switch|shut|go) (?:it )?off\b")),
        ("fire", (r"\b(?:tank|cylinder|immersion|boiler|pressure)\b", r"\b(?:boiling|rumbling|steam (?:coming|pouring|everywhere)|screaming|in the red|off the (?:dial|scale)|about to blow|going to (?:blow|explode)|exploded)\b")),
        # electrics
        ("electric", (r"\b(?:fuse ?(?:box|board)|consumer unit|fuse cupboard|electric meter|switchboard)\b[^.?!\n]{0,40}\b(?:humm?(?:s|ing)|(?:feels?|is|getting|gone|and|really|very) (?:\w+ )?(?:warm|hot)(?! water)|buzz\w*|vibrat\w+|crackl\w+|glow\w*|smell\w*|soaked|dripping|rain)\b|\b(?:water|rain|drip\w*|leak\w*)\b[^.?!\n]{0,30}\b(?:inside|in|into|onto|down|through|over) (?:the |my |our )?(?:fuse ?(?:box|board)|consumer unit|fuse cupboard|electrics)\b",)),
        ("electric", (r"\b(?:plugs?|sockets?|switch(?:es)?|pull ?cord|adaptor|extension)\b[^.?!\n]{0,40}\b(?:gone (?:all )?(?:brown|black)|turned (?:brown|black)|blackened|black marks?|brown marks?|melt(?:ed|ing)|(?:too|really|very|red|burning) hot|(?:is|gets|feels|getting|was) (?:hot|warm)|stinks?|scorch\w*|welded|burnt|smells (?:of|like|burnt|funny|fishy|hot))\b",)),
        ("electric", (r"\b(?:cables?|wires?|wiring|flex)\b", r"\b(?:see (?:the )?(?:bare )?copper|(?:bare|exposed|live) (?:copper|ends?|wires?|cables?)|(?:is|are|still) live|hanging out|sticking out|chewed|gnawed|snapped|severed|fizz\w*|crackl\w*|spark(?:s|ed|ing)?)\b", r"\b(?:copper|kids|child\w*|crackl\w*|spark(?:s|ed|ing)?|fizz\w*|touch\w*|crawl\w*|lawn|rats?|mice|mouse|squirrels?|ground|lying|danger\w*|safe|wall)\b")),
        ("electric", (r"\b(?:zap(?:s|ped)?|jolt|tingl\w+|(?:a|nasty) belt|shocks?)\b[^.?!\n]{0,20}\b(?:off|from|when|every ?time|touch\w*)\b", r"\b(?:tap|sink|shower|switch|socket|bath|cooker|kettle|fridge|washer|machine|light|fence|wall|radiator|metal)\w*\b")),
        ("electric", (r"\b(?:lights?|switch\w*|socket|lamp)\b[^.?!\n]{0,20}\b(?:fizz\w*|crackl\w*|sizzl\w*|arcing|pop(?:ped|s))\b", r"\b(?:smell\w*|turn\w*|switch\w*|burn\w*|stink\w*|dead|nothing|off)\b")),
        ("electric", (r"\b(?:drilled|nailed|screwed|cut|dug|sawn|gone|went|put (?:a|the) \w+|nail|screw|drill|spade|digger)(?:'?s)? (?:\w+ )?(?:into|through) (?:a |an |the |my |our |some )?(?:\w+ )?(?:cables?|wires?|electric\w*|mains)\b",)),
        ("electric", (r"\b(?:overhead|power|electric\w*|service) (?:line|cable|wire)s?\b[^.?!\n]{0,30}\b(?:come (?:down|off)|came (?:down|off)|lying|hanging|snapped|fallen|brought down|is down|are down)\b",)),
        ("electric", (r"\b(?:charger|control box|inverter|battery|motor|pump|heater|hot tub|fan|dryer|chargepoint)\b[^.?!\n]{0,40}\b(?:smok(?:e|es|ing)|burning|burnt|melting|melted|in flames|big bang|exploded|blew up)\b",)),
        # water where it should not be
        ("water", (rf"\b{_WATER}\b", rf"\b(?:through|down|out of|onto|into|behind|across|all over|inside|in) (?:\w+ ){{0,3}}?{_INDOORS}\b", r"\b(?:still|right now|pour\w*|gush\w*|spray\w*|spurt\w*|jet\w*|squirt\w*|filling|rising|fast|(?:can'?t|won'?t|wont|cant) stop|help|bulg\w*|sagg\w*|electrics?|sockets?|fuse\w*|(?:down|out of|through) (?:the |my |our )?(?:\w+ )?(?:light\w*|ceilings?)|over the (?:\w+ )?hob|(?:keeps?|still|is|water) coming|getting worse|everywhere|quick\w*|three ceilings|all night|as we speak)\b")),
        ("water", (r"\b(?:bowls?|buckets?|(?<!the )(?<!of )(?<!toilet )(?<!loo )pans?|saucepans?|towels?|washing[- ]up bowl|trays?)\b", r"\b(?:fill(?:ing|s|ed)?|soaked|overflow\w*|every (?:\w+ )?(?:min\w*|hour)|can'?t keep up|under it|underneath)\b", rf"\b(?:{_WATER}|puddle|pipe|sink|tap|radiator|boiler|roof|ceiling)\b")),
        ("water", (r"\bpuddles?\b", r"\b(?:growing|spreading|getting bigger|bigger)\b")),
        ("water", (r"\b(?:carpets?|floor|rug)\b", r"\b(?:squelch\w*|sodden|soaking|swimming|under water)\b")),
        ("water", (r"\b(?:ceiling|plaster\w*)\b", r"\b(?:sag\w*|bulg\w*|bow(?:ing|ed)|balloon\w*|dripping|droop\w*|fell in|fallen in|came down|coming down|come down)\b", rf"\b(?:{_WATER}|full|now|balloon|running|bath\w*|shower|toilet|everywhere)\b")),
        ("water", (r"\brain(?:ing|s)?\b", r"\b(?:in|inside|into) (?:my|our|the) (?:kitchen|bedroom|house|lounge|living room|room|loft|hall)\b|\bindoors\b|\binside (?:the house|too|as well|and not)\b")),
        ("water", (r"\b(?:tap|valve|pipe|hose|tank|cylinder|radiator|rad|fitting|joint|stop ?(?:cock|tap)|cistern|bleed screw|screw|nipple|hydrant|main)\b", r"\b(?:come off|came off|snapped|split|burst|blown|blew|shot out|sheared|broke(?:n)? off|cracked|popped|let go|given way|cut through|gone)\b", rf"\b(?:{_WATER}|everywhere|stop (?:it|the)|can'?t stop|cant stop|help|turn (?:it|the water) off|rusty|black|soak\w*|all over)\b")),
        ("water", (r"\b(?:sink|toilet|loo|bath|shower|drain|drains|manhole|gully|sewer|septic|cess\w*)\b", r"\b(?:overflow\w*|won'?t stop (?:overflowing|filling|rising)|(?<!not )(?<!isn't )(?<!stopped )filling|comes? up|coming up|backing up|backed up|lifted|rising|brimming|spilling|pouring)\b", r"\b(?:poo|sewage|brown|floor|landing|house|kitchen|garden|room|next door|tray|everywhere|over the|path|yard|stuff|help)\b")),
        ("water", (r"\b(?:raw )?(?:sewage|poo|faeces|excrement)\b", r"\b(?:coming|all over|everywhere|in the|down the|getting|into|up)\b")),
        ("water", (r"\bonly (?:loo|toilet|bathroom)\b", r"\b(?:block\w*|full|overflow\w*|won'?t flush|out of (?:order|action))\b")),
        ("water", (r"\b(?:bath|tap|basin|sink)\b", r"\b(?:left|running|overran|overflowed)\b", r"\b(?:come through|came through|through (?:to|into|the)|flicker\w*|downstairs|ceiling)\b")),
        ("water", (r"\bwater\b", r"\b(?:coming up|at the (?:back|front)? ?door|up to the|still coming|still running|still rising|rising|filling up|ankle|knee|inches)\b")),
        ("water", (r"\b(?:river|beck|stream|cellar|basement|sump pump|pump)\b", r"\b(?:up|burst its banks|filling|fill\w*|failed|rising|flood\w*|packed in)\b", r"\b(?:water|door|sandbags?|cellar|basement|house|rising|filling)\b")),
        ("water", (r"\b(?:stopping|stop|turn it off|turned off|switch it off|shut it off)\b", r"\b(?:can'?t|cannot|cant|don'?t know how|dont (?:no|know) how|no idea)\b", rf"\b(?:{_WATER}|tap|shower|stop ?tap|stop ?cock)\b")),
        ("hardship", (r"\b(?:no|without|turned off|got no) (?:any )?water\b", _WHO)),
        ("water", (r"\bhelp\b", r"\bflood\w*\b")),
        ("water", (r"\b(?:oil|diesel|heating oil|kerosene)\b", r"\b(?:leak\w*|spill\w*|pouring|running|split)\b", r"\b(?:tank|drain|stream|garden|everywhere)\b")),
        ("water", (r"\b(?:kitchen|bathroom|floor|hall\w*|lounge|utility|garage|cellar|basement|room|downstairs|garden)\b", r"\b(?:paddling|swimming|plunge) pool\b|\blike a (?:lake|pond|river|fountain|waterfall|swamp)\b|\b(?:is|it'?s|now) an? (?:lake|pond|river|swamp)\b", r"\b(?:popped|burst|split|pipe|hose|machine|tap|leak\w*|toilet|now|help|come|water)\b")),
        ("breakdown", (r"\b(?:bonnet|puncture|broken down|broke down|car|van|engine|clutch|brakes?|tyre|exhaust|gearbox|battery|lorry|motor|bike|truck)\b", r"\b(?:conked|died|dead|puncture|broken down|broke down|breaking down|won'?t (?:start|go|move|drive)|gone|went|blown|snapped|smok\w+|steam\w*|overheat\w*|flat|stopped)\b", r"\b(?:hard shoulder|motorway|[am]\d{1,3}\b|by-?pass|dual carriageway|services|lay-?by|stranded|side of the (?:road|motorway)|roadside|middle of (?:the road|nowhere)|can'?t (?:drive|move) it|blocking)\b")),
        ("breakin", (r"\b(?:he|she|they|ex|ex-\w+)(?:'?s|'?ve| has| have)?\b[^.?!\n]{0,25}\b(?:got|has|have|kept)\b[^.?!\n]{0,15}\bkeys?\b", r"\b(?:let out|released|bail|prison|out of (?:prison|jail|custody)|injunction|restraining|police)\b")),
        ("electric", (r"\b(?:wir(?:e|es|ing)|cables?|flex|plug|socket)\b", r"\b(?:dripping|melt\w*|molten) (?:\w+ )?plastic\b")),
        ("structure", (r"\b(?:ice|icicles?|snow|gutter\w*|tiles?|slates?|bricks?|pots?|stone|branch\w*|glass|render|coping)\b", r"\b(?:just|only just|narrowly|nearly|near|almost) (?:missed|hit|landed|got|killed)\b", r"\b(?:hang\w*|over|above|door|path|pavement|drive|garden|head)\b")),
        ("structure", (r"\b(?:balcony|railings?|balustrade|sign|canopy|cladding|coping|panels?|windows?|pane|glass|gutter\w*|aerial|dish|pot|cowl|eucalyptus|tree|bough|branch|top|limb)\b", r"\b(?:com(?:e|es|ing) loose|snapped|broke(?:n)?|dangling|swinging|hung up|lodged|over the edge|hanging (?:off|by|on))\b", r"\b(?:over|above)\b[^.?!\n]{0,30}\b(?:step|entrance|street|pavement|path|road|people|public|garden|trampoline|car|cars|house|door|drive|school|playground|tables?)\b")),
        ("water", (r"\b(?:sky ?light|velux|roof ?light|roof window|lantern|loft hatch|roof)s?\b", r"\b(?:blown|blew|blowed|ripped|torn|lifted|sucked|flew) (?:\w+ )?(?:off|out|away|in)\b|\bcome (?:clean|right) off\b")),
        ("stock", (r"\b(?:bakery|caf[eé]|restaurant|shop|pub|takeaway|chippy|hotel|butchers?|kitchen|canteen|nursery|care home)\b", r"\b(?:mouse|mice|rats?|cockroach\w*|roach\w*|droppings|flies|maggots|ants)\b", r"\b(?:eho|environmental health|inspect\w+|closed us|shut us|close us|hygiene|now|today|tonight|tomorrow)\b")),
        ("stings", (r"\bstung\b[^.?!\n]{0,15}\b(?:\d+|two|three|four|five|six|several|many|a few|loads of) times\b",)),
        ("breakin", (r"\b(?:lads?|someone|somebody|they|kids|man|men|bloke|he)\b[^.?!\n]{0,20}\b(?:tr(?:ied|ying)|rattl\w+|forc\w+|had a go at)\b[^.?!\n]{0,20}\b(?:handle|door|window|lock|gate)s?\b", r"\b(?:won'?t (?:lock|shut|close)|scared|frightened|tonight|again|alone|on my own|loose|broken|bent)\b")),
        ("stock", (r"\b(?:bakery|caf[eé]|restaurant|shop|pub|takeaway|chippy|hotel|salon|butchers?|kitchen|canteen|nursery)\b", r"\b(?:oven|fryer|power|electric\w*|mixer|range|dishwasher|extract\w*|lights|till|boiler|gas|chiller|freezer)\b[^.?!\n]{0,25}\b(?:tripp\w+|dead|died|off|gone|failed|caught|packed (?:in|up)|down|out)\b", r"\b(?:waste|wasted|spoil\w*|open(?:ing)? (?:at|in|tonight|today|up)|before we open|customers|orders|losing|tonight|weddings?|booked)\b")),
        # somebody is hurt, or held
        ("hurt", (_BEING, _BODY_HURT)),
        ("hurt", (_BEING, _PART_HELD)),
        # what people feel before they call it a shock
        ("electric", (r"\b(?:gives?|gave|get(?:s|ting)?|got|giving) (?:you |me |us |him |her |my \w+ )?(?:an? )?(?:little |wee |small |nasty |proper |good |bit of an? |funny )*(?:kick|belt|jolt|zap|tingle|wallop|prickle|buzz|jab)\b", r"\b(?:tap|sink|shower|switch|socket|bath|cooker|kettle|fridge|freezer|washer|machine|light|lamp|toaster|oven|hob|radiator|metal|mixer|plug|wet|touch\w*|bare feet)\b")),
        ("electric", (r"\b(?:thrown|threw|flung|knocked|flew)\b[^.?!\n]{0,25}\b(?:across|back|off|over)\b", r"\b(?:shower|switch|socket|plug|cable|wire|cooker|kettle|toaster|light|fuse\w*|electric\w*)\b")),
        ("electric", (r"\b(?:toaster|socket|switch|plug|fuse\w*|consumer unit|light|lamp|kettle|heater|meter|board|charger)s?\b[^.?!\n]{0,30}\b(?:spat|spitting|tzz+|bzz+|arc(?:ed|s)|gone black|went black|humm?ing|purring)\b|\bsparks? inside\b",)),
        ("electric", (r"\b(?:lights?|lamps?|bulbs?|ceiling rose|fuse ?\w*|spotlights?|chandelier)\b", r"\b(?:rain(?:s|ing)|water|drips?|dripping|wet)\b", r"\b(?:out (?:of )?(?:the|a|my|our|from)|off the end|from|through|coming|comes|full|fill\w*)\b")),
        ("electric", (r"\b(?:pylon|overhead|electric\w*) (?:\w+ )?(?:wire|line|cable|thing)s?\b", r"\b(?:down|jumping|dancing|on the ground|in the (?:field|road|garden|puddle))\b")),
        ("fire", (r"\bflames?\b[^.?!\n]{0,25}\b(?:out (?:of )?|licking|shooting|leaping|coming (?:out|up)|up the|in the|from)\b", r"\b(?:chimney|pot|flue|roof|duct|oven|fryer|hood|extractor|stove|window|loft|wall|board|bin|shed)\b")),
        # a door with somebody behind it, and what they do there
        ("lockout", (r"\bwrong side of (?:my|our|the|a|it|her|his)(?: own)?(?: front| back)? ?(?:door)?\b",)),
        ("lockout", (_CHILD, r"\b(?:in there|inside|behind (?:it|the door)|through the (?:letter ?box|window))\b", r"\b(?:door|key|latch|lock|bolt|fob|car)\w*\b", r"\b(?:locked|won'?t|can'?t|shut|stuck|bolt(?:ed|'?s on)|jammed|budge|asleep|alone|crying|on (?:his|her|their) own)\b")),
        # what comes up where it should go down, by whatever name
        ("water", (r"\b(?:drains?|toilets?|loos?|showers?|sinks?|baths?|wet ?room|gully|manhole|plug ?hole|septic|cess\w*|cellar)\b", r"\b(?:bubbl\w+ up|coming (?:back )?up|comes? (?:back )?up|come (?:back )?up|lid (?:has |is |'?s )?(?:lifted|off|up)|lifted|ankle deep|emptying in(?:to)?)\b", r"\b(?:over the|all over|back door|in the (?:bath|shower|sink|dining|kitchen|hall|cellar)|tray|cellar|not water|you know what|can (?:guess|imagine)|if you get me|grey|black|brown|paper|stuff|each time|every time|smell)\b")),
        ("water", (r"\b(?:hose|pipe|washer|dishwasher|washing machine|tank|radiator|joint)\b", r"\b(?:popped|let go|burst|blown|split|gone through)\b", r"\b(?:laminate|carpets?|lino|floor\w*|kitchen|hall|downstairs|ceiling|lawn|bouncy castle|lake|skat\w+|swim\w*|sat on it|hold(?:ing)? (?:it|my))\b")),
        ("water", (r"\b(?:river|beck|stream|brook|sea|tide|burn|canal)(?:'?s| is| has)?\b", r"\b(?:at|over|up to|in|through|into) (?:the|our|my) (?:\w+ )?(?:air ?brick|step|door|garden|wall|bank|road|kitchen|gate|cellar|patio)\w*\b")),
        ("water", (r"\b(?:pipe|mains?|water|tap|stop ?cock|stop ?tap)\b", r"\b(?:hold|holding|thumb|tea ?towel|rag)\b", r"\b(?:now|please|hole|broken?|came off|come off|burst|back|hurry|until|come)\b")),
        # what falls, and where people are
        ("structure", (rf"(?:{_OPEN_ROOF}|{_TREES}|\b(?:cornice|lump|render|stonework|pane|ladder|railings?|light|lantern)\b)", r"\b(?:fell|fallen|dropped|landed|came down|come down|hanging|dangling|hangs|swinging|more is loose|loose|crack\w+ (?:sound|noise)s?|creak\w+|lean\w*|out of the ground|roots up|split|going each gust)\b", _PUBLIC)),
        ("structure", (r"\bsink ?hole\b|\b(?:hole|crack|gap|bulge)s?\b[^.?!\n]{0,60}\b(?:(?:getting|growing|gets|got|grown) (?:much )?(?:bigger|wider|deeper|longer|worse)|opening up|(?:put|get|fit) (?:my|your|a) (?:hand|fist|arm|fingers?) in)\b",)),
        ("structure", (r"\b(?:wall|chimney|stack|fence|ceiling|roof)\b", r"\b(?:is|'?s|has come|came|down|over|fallen)(?: \w+)? (?:over )?(?:on|onto|across|through) (?:the|our|my|a) (?:\w+ )?(?:path|pavement|settee|sofa|bed|cot|road|car|steps?|drive|attic|table|floor|kitchen|lounge)\b", r"\b(?:half|had to|jump\w*|all in|on the|dust|kids|lady|people|nearly|now|everywhere)\b")),
        ("structure", (r"\b(?:floor|joists?|ceiling|stairs?)\b", r"\b(?:dropped|sunk|sagged|gone through|come through)\b", r"\b(?:see (?:the|into|right)|(?:his|her|my|a) (?:leg|foot))\b")),
        ("asbestos", (r"\basbestos\b", r"\b(?:came down|come down|fell|fallen|smashed|broken|broke|shattered|bits|dust|debris|blown)\b", rf"{_PUBLIC}|\b(?:storm|kids|garden|everywhere|breath\w+|last night|this morning|covered)\b")),
        ("stings", (r"\b(?:bees|wasps|hornets)\b", r"\b(?:ball|swarm\w*|cluster|cloud|hundreds|thousands|landed|settled|pouring|come through|came through)\b", rf"{_PUBLIC}|\b(?:climbing frame|ceiling|epi ?pen|children|shut in|home time)\b")),
        ("creature", (r"\b(?:snakes?|adder|rats?|bat|squirrel|fox|badger)\b", r"\b(?:in|inside|behind|under|flapping (?:round|in)) (?:the |my |our |a )?(?:\w+'?s? )?(?:kitchen|bedroom|nursery|cot|bathroom|lounge|washing machine|bed|living room|toilet)\b", r"\b(?:is|right now|shut|there'?s|it is|now|flapping|loose|baby\w*)\b")),
        # somebody who is held by a thing that is to lift, carry or let them out
        ("lockout", (r"\b(?:door|gate|shutter|lift|hoist|stairlift|ramp)s?\b", rf"{_BEING}|\b(?:staff|guests|[A-Z][a-z]+)(?:'?s| is| are)\b", r"\b(?:inside it|no other way out|won'?t bring (?:him|her|them|me)|with (?!it|one|them|a\b)(?:\w+ ){1,3}(?:in|on) (?:it|them)|prisoners?|is inside|'?s inside|are inside)\b")),
        # no warmth, no light, no fridge, where it matters
        ("hardship", (_NO_HEAT, _WHO)),
        ("hardship", (_NO_HEAT, _COLD)),
        ("hardship", (_NO_POWER, _WHO)),
        ("stock", (r"\b(?:fridge\w*|freezers?|chillers?|cold ?(?:room|store)|walk-in|cooler)\b", r"\b(?:insulin|medicin\w*|meds|medication|vaccin\w*|stock|breast ?milk|formula|samples|grand|thousands|£ ?\d+)\b")),
        # outside one's own door, or behind it
        ("lockout", (r"\b(?:door|latch|gate|it)\b", r"\b(?:shut|slammed|closed|swung|blown|clicked|locked|banged)\b", r"\b(?:behind|after|on) (?:me|us|him|her)\b")),
        ("lockout", (r"\bin (?:my|me|just my|only my) (?:socks|pyjamas|pj'?s|slippers|dressing gown|bare feet|towel|nightie|pants)\b",)),
        ("lockout", (r"\b(?:stood|standing|sat|sitting|waiting|stuck) outside\b", r"\bkeys?\b", r"\blet(?:ting|tin)? (?:me |us )?(?:back )?in\b")),
        ("lockout", (r"\bkeys?\b", r"\b(?:left|lost|dropped|forgot\w*|nicked|stolen|snapped|broke\w*|inside|indoors|went in)\b", r"\b(?:outside|on (?:the |my )?(?:step|doorstep)|stood|stranded|in the (?:rain|cold|dark)|can'?t get (?:in|to)|cant get (?:in|to)|live alone|no spare)\b")),
        ("lockout", (r"\bkeys?\b|\block\w*\b", _STRANDED)),
        ("lockout", (_CHILD, r"\b(?:turned the (?:key|bolt|latch|lock|snib)|slid the bolt|locked (?:in|inside|the|him|her|them|his|it)|(?:is|are|'s|door'?s) locked|bolted|trapped|stuck (?:in|inside|on|half ?way)|shut (?:in|him|her)|wedged in|jammed\b[^.?!\n]{0,40}\binside)\b", r"\b(?:key|bolt|bathroom|loo|toilet|car|lock\w*|lift|stairlift|en-?suite|snib|latch|bedroom|room)\b")),
        ("lockout", (r"\b(?:handle|latch|lock|key|knob|snib)\b", r"\b(?:round and round|spins?|turns? and turns?|just turns|gone|jammed|came off|come off|snapped)\b", r"\b(?:can'?t|cannot|cant|unable to) get (?:in|out|to)\b")),
        ("lockout", (r"\b(?:can'?t|cannot|cant|unable to) get (?:out|out of)\b", r"\b(?:flat|house|room|bathroom|toilet|loo|lift|office|shop|front|building|home|door)\b")),
        ("lockout", (r"\b(?:trapped|stuck (?:in|inside|between|halfway|with))\b", r"\b(?:lift|elevator|stairlift|trapped in|in the (?:loo|toilet|bathroom|lift|flat|room))\b")),
        ("lockout", (r"\b(?:isn'?t|not|n't) (?:answering|responding|moving)\b|\bno answer\b", r"\b(?:door|letter ?box|floor|let us in|get in|open)\b", r"\b(?:nan\w*|gran\w*|mum|mam|dad|neighbour|elderly|mother|father|her|him|resident)\b")),
        ("lockout", (r"\b(?:dog|cat|kid|toddler|baby)\b", r"\b(?:jumped on|stood on|knocked|hit|sat on)\b", r"\b(?:lock|latch|snib|handle|key)\b")),
        # a home that is open to anybody
        ("breakin", (r"\b(?:somebodys?|someones?|they|burglars?|thieves|kids|intruders?|scrotes?)\b(?:'ve|'s| has| have| had|'d)?", r"\b(?:had|ripped|drilled|snapped|kicked|put|forced|smashed|taken|prised|jemmied|crowbarred|broke\w*)\b", r"\b(?:lock|door|window|panel|frame|shutter|shop)\b", r"\b(?:off|through|in|open|last night|overnight|at work|away|night|front|back)\b")),
        ("breakin", (r"\b(?:lock|door|window|panel|frame)s?\b", r"\b(?:been|was|got|is|has)\b", r"\b(?:smashed|kicked|forced|jemmied|drilled|put (?:through|in)|prised|snapped)\b", r"\b(?:secure\w*|open|own|alone|tonight|night|overnight|board\w*|burgl\w*|break|safe)\b")),
        ("breakin", (r"\b(?:won'?t|wont|can'?t|cannot|cant|doesn'?t|doesnt|not) (?:\w+ )?(?:lock|be (?:locked|secured|shut|closed)|secure|come down|close|shut)\b", r"\b(?:front door|back door|patio|shop|shutter|house|flat|office)\b", r"\b(?:tonight|go out|on my own|alone|stock|closing|night|at all|today|leave|now)\b")),
        ("breakin", (r"\b(?:keys?|bag|handbag|purse)\b", r"\b(?:nicked|stolen|robbed|pinched|mugged|snatched)\b", r"\b(?:address|locks?|tonight|worried|come in|get in|safe)\b")),
        ("breakin", (r"\b(?:ex|ex-\w+|ex (?:partner|husband|wife|boyfriend)|lodger)\b", r"\bkeys?\b", r"\b(?:tonight|today|threat\w*|scared|shouting|frightened|safe|worried|turning up|been round|letting)\b")),
        ("breakin", (r"\b(?:wide open|open to (?:the street|anyone|anybody))\b", r"\b(?:house|door|shop|flat|window|home)\b")),
        # what may fall, and what it falls on
        ("structure", (_OPEN_ROOF, _HEAVY, _BELOW)),
        ("structure", (rf"(?:{_OPEN_ROOF}|{_TREES})", r"\b(?:down|over|out|lying|fallen|blown|swung|flat)\b", r"\b(?:across|over|in|into|onto|on|blocking|out over) (?:the |a |our )?(?:\w+ )?(?:road|street|pavement|footpath|carriageway|highway|lane|traffic)\b|\broad ?side\b", r"\b(?:cars?|traffic|drivers?|people|pedestrians?|buses|vans?|kids|children)\b[^.?!\n]{0,25}\b(?:swerv\w+|dodg\w+|brak\w+|squeez\w+|(?:go|going|walk|walking|drive|driving|step|stepping) (?:round|around|out|over|into)|(?:nearly|almost) hit)\b")),
        ("structure", (r"\b(?:gable|wall|chimney|stack|parapet|lintel|archway?)\b", r"\b(?:bow(?:ing|ed)|bulg\w+|leaning|moving|shifting)\b", r"\b(?:bricks?|stones?|blocks?|mortar|lumps?|pots?|coping)\b[^.?!\n]{0,15}\b(?:dropp\w+|fall\w*|fell|com(?:e|ing) (?:off|out|down|loose)|landing)\b")),
        ("structure", (_TREES, _HEAVY, _BELOW)),
        ("structure", (r"\b(?:step|floor|stairs?|staircase|balcony|decking|manhole|drain|drive)\b", r"\b(?:collaps\w+|given way|caved|fell through|hole|open)\b", r"\b(?:cellar|hole|fell|fall|people|kids|children|drop|foot through|danger\w*)\b")),
        # creatures
        ("stings", (r"\b(?:wasps?|hornets?|bees)\b", r"\b(?:stung|allerg\w*|epi ?pen|pouring|swarm\w*|hundreds of)\b", r"\b(?:times|twice|already|allerg\w*|epi ?pen|baby|toddler|nursery|(?:into|in|out of) (?:the |my |our )?(?:\w+ )?(?:light\w*|room|bedroom|nursery|kitchen|ceiling|school)|can'?t|hospital)\b")),
        ("creature", (r"\b(?:rats?|mouse|mice|snake|squirrel|bat|bird|pigeon)\b", r"\b(?:baby'?s? (?:room|cot)|cot|in (?:my|the) bed\b|bit|bitten|running round|right now|flapping)\b")),
        ("creature", (r"\b(?:dog|puppy|pup|cat|kitten|rabbit|hamster|hedgehog|horses?|pony|pet|tortoise|bird|bat|pigeon)s?\b", r"\b(?:stuck|trapped|fallen|fell|wedged|eaten|ate|swallowed|yelp\w*|crying|drown\w*|poison\w*|shocks?|whimper\w*|meow\w*|miaow\w*)\b", r"\b(?:drain|chimney|flue|wall|pipe|hole|bait|poison|under|behind|floor\w*|loft|fence|inside|fire|gully|manhole)\b")),
        # water at the electrics, and doors, in the languages that are read
        ("electric", (r"\b(?:wod[aęy]\w*|kapie|cieknie|leje)\b", r"\b(?:lamp\w*|gniazd\w*|kontakt\w*|prąd\w*|kork[iów]+|bezpiecznik\w*|żyrandol\w*)\b")),
        ("electric", (r"\b(?:ap[ăa]|curge|pic[ăa]|picur[ăa])\b", r"\b(?:priz\w+|bec\w*|lamp\w+|tablou\w*|siguran[țt]\w*|lustr\w+)\b")),
        ("electric", (r"\b(?:agua|gotea\w*|moja\w*)\b", r"\b(?:enchufe\w*|lámpara\w*|bombilla\w*|cuadro|luz|luces|interruptor\w*)\b")),
        ("electric", (r"\b(?:eau|coule\w*|goutte\w*|fuit)\b", r"\b(?:prises?|lampe|ampoule|lustre|plafonnier|tableau|disjoncteur|électri\w+)\b")),
        ("electric", (r"\b(?:água|pinga\w*|escorre)\b", r"\b(?:tomada\w*|lâmpada\w*|candeeiro|quadro|luz)\b")),
        ("electric", (r"\b(?:acqua|gocciola\w*|perde)\b", r"\b(?:pres[ae]|lampad\w+|lampadario|quadro|interruttore)\b")),
        ("electric", (r"\b(?:wasser|tropft|läuft|nass)\b", r"\b(?:steckdose\w*|lampe\w*|sicherung\w*|strom\w*|schalter\w*)\b")),
        ("electric", (r"\b(?:dym\w*|fum|humo|fum[ée]e|fumo|rauch|qualm\w*|mwg)\b", r"\b(?:gniazd\w*|priz\w+|enchufe\w*|prises?|tomada\w*|pres[ae]|steckdose\w*|soced\w*|tablou\w*|cuadro|tableau|quadro)\b")),
        ("lockout", (r"\b(?:dziecko|syn|córka|copil\w*|băiat\w*|fet\w+|niñ\w+|hij[oa]s?|bebé|enfant\w*|fils|fille|bébé|criança\w*|filh\w+|bambin\w+|figli\w+|kind\w*|baby|sohn|tochter|plentyn|babi)\b", r"\b(?:drzwi|klucz\w*|ușa|ușă|usa|chei\w*|cheia|afară|afara|puerta|llaves?|porte|clefs?|clés?|porta|chaves?|chiav[ei]|tür|schlüssel\w*|drws|allwedd\w*)\b", r"\b(?:sam[ao]?|zamkn\w+|zatrzas\w*|środku|singur\w*|blocat\w*|încuiat\w*|incuiat\w*|înăuntru|inauntru|dentro|sol[oa]|encerrad\w+|intérieur|dedans|seule?|enfermé\w*|coincé\w*|trancad\w+|sozinh\w+|chius[oa]|allein|drin\w*|eingesperrt|ar gau|tu mewn)\b")),
        ("lockout", (r"\b(?:blocat[ăa]?|rămas\w*|ramas\w*) (?:pe din)?(?:afară|afara)\b|\brămas\w* (?:blocat\w* )?afară\b|\bschlüssel\b[^.?!\n]{0,20}\babgebrochen\b|\bno puedo (?:entrar|abrir)\b|\bna zewnątrz\b[^.?!\n]{0,30}\bklucz\w*|\bklucz\w*[^.?!\n]{0,20}\bzłama\w*",)),
    )
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def mended(text: str) -> str:
    """With the commonest slips put right: “leeking” is leaking, “celing” a ceiling."""
    for wrong, right in _SLIPS:
        text = wrong.sub(right, text)
    return text


def perils(text: str) -> Iterator[tuple[str, str]]:
    """Each kind told of, once, with the sentence (or two) that tells it."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    pieces = [*sentences, *(f"{a} {b}" for a, b in pairwise(sentences))]
    found: set[str] = set()
    for piece in pieces:
        for kind, halves in _PERILS:
            if kind not in found and all(half.search(piece) for half in halves):
                found.add(kind)
                yield kind, piece
