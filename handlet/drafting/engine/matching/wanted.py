"""What the customer wants done, piece by piece: segments of their sentences, without what they say is not wanted."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from handlet.drafting.engine.matching.glossary import in_english
from handlet.drafting.engine.matching.items import ACT_OF, UNSAID
from handlet.drafting.engine.matching.lexicon import Term, implied, loosely, stem, terms_of
from handlet.drafting.engine.matching.ruled_out import corrects, is_ruled_out, takes_back
from handlet.drafting.engine.matching.spelling import Spelling
from handlet.drafting.engine.reading.sources import Source, sources_of
from handlet.drafting.engine.reading.tokens import sentences
from handlet.drafting.port import Enquiry, Span

_CUT = re.compile(
    r"\s*(?:,|;|\n|\(|\)|\s[-–]\s|\+|&|\band\b|\b(?:n|an)\b(?= (?:the|my|our|his|her|a|some|new|one|two|three|four|five|six|\d+|also|then|while|can|could|stick|put|chuck|do|fit|get|take|swap|change|fix|clean|hang|give|bung|whack|pop)\b)|\bplus\b|\bthen\b|\bas well as\b|\balso\b|\balong with\b|(?<!bother )(?<!bothered )(?<!worry )\bwith\b(?! (?:you|u|ya|yous)\b)|\bbut\b|\bbecause\b|\bso\b|\bi\b|\bet\b|\by\b|\bși\b)\s*|\s+(?=(?:instead of|in place of|rather than|apart from|aside from|except|excluding|but not|not the|not including|without (?:the|any|a|an|my|our))\b)",
    re.I,
)
_REFUSED = re.compile(
    r"\bno need\b|\b(?:do(?:es)?n['o]?t|do(?:es)? not|won['o]?t|wouldn['o]?t) (?:need|want|require)\b|\bnot (?:needed|required|bothered|wanted|interested|fussed|looking|after)\b"
    r"|\b(?:is|are|looks?|seems?|['’]s|['’]re) (?:all |still |absolutely |perfectly )?(?:fine|ok|okay|good|sound|alright|intact|solid)\b|\bnothing wrong with\b"
    r"|^\W*(?:(?:the|our|my|his|her|all|other|both) )*(?:(?!(?:ones?|it|that|this|else|r)\b)[\w'’-]+ ){1,3}(?:all |both |still )?(?:ok|okay|fine|sound|alright)\W*$|\b(?:must|should|shall)(?:n['’]?t| not) be\b|\bnothing (?:on|for|to do (?:to|with)|needed on|wanted on) the\b|^\W*no (?:new |more |extra )?[\w-]+ (?:now|this time|after all|any ?more)\b|\b(?:skip|scaffold\w*|tower|key safe|materials?) (?:is|are|['’]s) (?:already |all )?(?:on site|here|up|there)\b|\b(?:skip|scaffold\w*|van|tower) of (?:my|our|their|his|her) own\b"
    r"|^\W*(?:(?:but|and|so|just|definitely) )?not (?:the )?(?!\w+ing\b|too\b|all\b|so\b|well\b|right\b|good\b|hot\b|cold\b|sure\b|bad\b|as\b)[\w-]+ (?:again|this time)\b|\bnothing to (?:break|dig|rip|pull|knock|hack|move|shift)\b"
    r"|\b(?:apart|aside) from\b|\bexcept(?:ing)?\b|\bnot (?:the|including|counting)\b|\bexcluding\b|\bleave the\b|\bwithout the\b|\b(?:plan|contract|cover|covered|agreement) (?:with|by) (?!you|yourself)\w+|\bno longer (?:need|want|require)|\bnot a\b|\brather than\b|\binstead of\b|\bin place of\b|\ball (?:fine|good|ok|okay|sound)\b"
    r"|\b(?:don['’]?t|do not|no need to|needn['’]?t) (?:worry|bother|touch|mind)\b|\bnever ?mind\b|\bignore\b|\bforget (?:about )?(?:the|it)\b|\bno notice of\b|\bnothing to (?:lift|remove|take|strip|clear)\b"
    r"|\b(?:can|will|are|is|may|should|must) (?:all |just |both )?stay(?:ing)?\b|\bstays? (?:put|where|as|in place)\b"
    r"|\bno (?:[\w-]+ ){1,2}(?:to be done|to do|needed|required|wanted|necessary)\b|\b(?:another|other|different|my|our|the|an?|his|her) (?:bloke|man|guy|lad|fella|firm|builder|plumber|electrician|sparky|joiner|chippy|plasterer|tiler|roofer|decorator|painter|husband|wife|son|dad|nephew|brother|brother-in-law|mate|neighbour|friend)s?(?:['’]s| is| are| will be| will|['’]ll)? (?:doing|do|handling|sorting|fitting|sort|handle|seeing to|connecting|connect|wiring|wire)\b"
    r"|\b(?:isn|aren|wasn|won|needn)['’]?t (?:needed|necessary|required|wanted|be needed|be necessary|be required|need|require)\b|\bin no need\b|\b(?:room|place|rest|others?|one|ones|it|that|they|those|these|walls?|ceilings?|floor|doors?|windows?) (?:(?:is|are|can|will|shall|must) )?(?:staying|stays?)\b(?! (?:shut|open|stuck|up|cold|on|locked|put|with|at|in)\b)"
    r"|\b(?:we|i)(?:['’]?ll| shall| will|['’]?re| are|['’]?m| am)(?: going to)? (?:leave|leaving|skip|skipping) (?:it|that|them|those|alone|for now|as)\b|\b(?:leave|leaving|left) (?:\w+ ){0,4}?(?:alone|for now|as (?:it|they) (?:is|are)|for another (?:time|day|year))\b|\b(?:shall|will|can|['’]ll) leave (?:for now|alone|till|until)\b"
    r"|\bby (?:others|someone else|somebody else|another (?:firm|company|contractor))\b|\b(?:someone|somebody) else(?:['’]s| is| will be| will|['’]ll| has| are)? (?:doing|do|handling|sorting|fitting|done|did|got|moving)\b|\b(?:is|are|['’]s) in hand\b"
    r"|\b(?:was|were|has been|have been|had been|got|only|i had|we had|had (?:it|them)) (?:all |just |only |both )?(?:done|painted|cleaned|cleared|swept|decorated|redone|sorted|seen to|emptied|serviced|tested|skimmed|regrouted|resealed) (?:in|last|by|this|back|earlier|only|recently|a (?:week|month|year|while|fortnight|couple)|two|three|\d+) ?"
    r"|(?<!n['’]t )(?<!cannot )(?<!cant )(?<!tried to )\b(?:run|take|taking|do|doing|did|done|paint|painting|sort|sorting|remove|removing|removed|clear|cleared|handle|board|boarding|strip|stripped|stripping|tip|dump|burn|shift) (?:[\w'’]+ ){0,6}?(?:myself|meself|ourselves|me sen|mesen|mysen)\b|(?:\b(?:il|ill|will|going to|gonna|happy to)|^['’]ll|['’]ll) (?:then |just |all )?[a-z]+ (?:[\w'’]+ ){0,5}?(?:myself|meself|ourselves)\b|\bnowhere (?:for|to put)\b|\bpipes? (?:and \w+ )?(?:is |are |all |already )*there\b|^\W*(?:(?:the|our|my|all|both|his|her) )?(?:[\w'’-]+ ){1,3}(?:is|are) (?:all |both )?(?:brand )?new\b(?! (?:to|but))|\b(?:up|in|on|there|done|sorted|fitted|gone|down) already\b|\b(?:to|at) the (?:dump|tip) already\b|\baway to the (?:dump|tip)\b|\bno (?:room|space) for\b|\bnot on yet\b|\bfor another (?:time|day)\b|\banother time\b"
    r"|\balready (?:been )?(?:done|sorted|fixed|replaced|removed|gone|taken|cleared|stripped|off|out|up|down)\b|^\W*(?:(?:and|but|as|the|my|our|which|all) )*(?:[\w'’-]+ ){0,2}?(?:(?:is|are|has been|have been|it['’]s|they['’]re|that['’]s) )?(?:all )?already (?:been )?(?!damag|crack|start|leak|ask|need|fail|peel|warp|rust|flood|bought|ordered|delivered|purchased|supplied|received|arrived|picked|collected|chosen|measured|unpacked|quoted|priced|asked|need)[a-z]+ed\W*$|\bold (?:[\w-]+ ){1,2}can (?:just )?(?:go|stay|be left|sit) (?:in|on|by|at|round|out) (?:the|my|our)\b|\bpreviously\b|\blast (?:year|month|summer|winter|spring)\b|\ba while back\b"
    r"|\b(?:i|we)(?:['’]ll| will| can) (?:do|sort|handle|take care of|remove|get rid of|paint)\b[^?]*$|\bhad (?:the|our|my|it|a|them)\b[^.?]*\b(?:done|sorted|fixed|serviced|replaced|looked at)\b",
    re.I,
)
# “Just a basic chrome mixer is fine”, “any white one will be ok”: what would do is wanted; what is fine as it stands is named with “the” or “my”.
_WOULD_DO = re.compile(
    r"^\W*(?:(?:but|and|so|or|just|only|really|honestly) )*(?:an?|any|some|anything|something|whatever|one of|plain|basic|standard|ordinary|normal|cheap\w*|bog[- ]standard|(?:the|your) (?:plain|basic|standard|ordinary|normal|cheap\w*|usual|simple\w*))\b"
    r"[^.?!,;]*? (?:is|are|will be|would be|is all|be) (?:absolutely |perfectly )?(?:fine|ok|okay|good|alright)\b",
    re.I,
)
# “So that I can mow straight over”: what they will do themselves when it is done.
_TO_WHAT_END = re.compile(r"\bso (?:that )?(?:i|we|s?he|they)\s*$", re.I)
_THEY_CAN = re.compile(r"^\W*(?:can|could|['’]?ll be able to|will be able to)\b(?! (?:have|get|be)\b)", re.I)
# “The old one can go in the yard, I’m doing a tip run”: nobody is asked to take it away.
_KEPT = re.compile(
    r"\b(?:can|could|will|may|to) (?:just |all )?(?:go|stay|be (?:left|put|stacked|chucked)) (?:in|on|by|beside|out|outside|behind|round|down) (?:in |on |by )?(?:(?:the|my|our|a) )?(?!(?:van|truck|lorry)\b)(?:yard|garden|drive|skip|shed|garage|bin|front|back|side|patio|porch|pavement|kerb|alley|carport|trailer|dumpy)"
    r"|\b(?:tip|dump) run\b|\b(?:i|we)(?:['’]?ll| will|['’]?m| am|['’]?re| can)? (?:\w+ ){0,2}(?:to the (?:tip|dump))\b",
    re.I,
)
# From here on it is told what is not wanted: “just trim, leave the bits”.
_REFUSES = re.compile(
    r"(?<=\w )(?=(?:leave|leaving) (?:the|my|our|all|it|them|that)\b|no need\b|not the\b|not my\b|apart from\b|except\b|don['’]?t (?:worry|bother|need|touch|want)\b|do not (?:need|want|touch)\b|no \w+ (?:needed|wanted|required)\b)",
    re.I,
)
# “the old tiles need to come up”, “take the felt off”, “tiles up and gone”: a removal without the word.
_REMOVES = re.compile(
    r"\b(?:tak(?:e|ing)|rip(?:ping)?|pull(?:ing)?|lift(?:ing)?|rak(?:e|ing)|hack(?:ing)?|knock(?:ing)?|chip(?:ping)?|tear(?:ing)?|dig(?:ging)?) (?:[\w'’-]+ ){0,5}?(?:up|off|out|down|away)\b(?! the (?:phone|water|gas))"
    r"|\b(?:to|must|needs?|wants?|should|will|would|can|could|gotta|got to) (?:all |be |all be )?(?:come|taken|taking|pulled|pulling|ripped|ripping|lifted|lifting|hacked|hacking|knocked|knocking|chipped|dug|carted|carried) (?:all )?(?:up|off|out|down|away)\b(?! (?:and|to|for|on|round|here|the|with|a)\b(?! (?:go\b|gone|away|bag|dispos|take|get rid)))"
    r"|\b(?:up|off|out|down) (?:and|n|&|\+|then) (?:gone|away|out|skipped|binned|dumped|go|bagged|dispos\w+|disposal|take\w* away)\b|\b(?:want|wants|need|needs|wanting|get) (?:(?:all|the|my|our|your) ){0,2}(?:old|existing|cracked|broken|tatty) (?:(?!(?:is|are|was|were|has|have|one|come|to|and)\b)[\w'’-]+ ){1,3}(?:off|up|out|down)\b(?! (?:in|at|to|by|there|here|for|on|and on)\b)"
    r"|^\W*(?:the |all |all the |any )?(?:old|existing) (?:(?!(?:is|are|was|were|has|have|come|to|and)\b)[\w'’-]+ ){1,3}(?:off the|(?:off|up|out|down)(?=\W*(?:please|pls|first|and (?:gone|away|binned|taken|dumped|skipped)|then\b)))"
    r"|\band away\b|\bget shot of\b|\bgo(?:ing)? in your van\b|\bgoes? in (?:your|the) van\b",
    re.I,
)
# “Take the dead one off and put this one on”: a swap, and nothing is taken away.
_SWAPPED = re.compile(r"\b(?:one|un|unit|shower) (?:off|out|down) (?:and|n|&|then) (?:put|fit|hang|stick|pop|get) (?:the |this |my |a |that )?(?:new|other|one|this|un)\b", re.I)  # fmt: skip
_AWAY = re.compile(r"\b(?:away|dispos\w*|tip|skip|rid|gone|dump\w*|with you|van)\b", re.I)
# What takes back the piece before it: “skirtings not on yet, so ignore”, “the radiators are new, so not those”.
_TAKES_BACK = re.compile(
    r"^\W*(?:(?:so|but|and|please|just|pls) )*(?:(?:you can |you could )?(?:ignore|forget|leave|skip|don['’]?t touch|don['’]?t do|don['’]?t worry|never ?mind)(?: about)?(?: (?:it|that|those|them|these|this|him|the lot))?(?: (?:alone|for now|be|as is|as it is|as they are|out|please|pls))*|not (?:it|that|those|them|these|this)(?: please| pls)?|(?:perfectly|absolutely|still|otherwise|quite|both) (?:sound|fine|ok|okay|solid|good|intact)|in (?:good|perfect|fine) (?:nick|order|condition|shape)|nothing (?:there|on (?:those|them|that|it))|(?:they|those|these|that|it)(?:['’]ll)? (?:do(?:es)? ?n['o]?t|do(?:es)? not|won['’]?t) need (?:it|that|doing|done|anything|any|touching)|none (?:is |are )?(?:needed|required|wanted|necessary)(?: please| pls| thanks)?)\W*$",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:it|them|these|those|ones?|they|that|the lot|this)\b", re.I)
# “A stove in the lounge and an open fire in the snug, both need sweeping”: all that its sentence names before.
_BOTH = re.compile(r"^\W*(?:both|all (?:two|three|four|of (?:them|which)))\b", re.I)
# “Three appliances: boiler, hob, fire”: what is listed there tells what was counted, and asks for nothing of its own.
_LISTED = re.compile(
    r"\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|a dozen) (?:gas |electrical |other |separate )?"
    r"(?:appliances?|items|devices|machines|things (?:on gas|with (?:a )?plugs?))(?: (?:on gas|in (?:total|all)|altogether|here|there))*\s*[:(–-]|\bbits and bobs\b[^:.]*:"
    r"|^\W*(?:the |our |my |gas |electrical )*(?:appliances|devices|machines)(?: on gas| here| there)* (?:are|would be|being|include)\b",
    re.I,
)
# The same behind it: “boiler, hob and a gas fire so three things”, “the hob, fire and boiler, three appliances in all”.
_COUNTED = re.compile(
    r"(?:\bso|\bthat['’]?s|\bmakes|\bmaking|=|,|[-–]|\bthat is) (?:just |only )?(?:\d{1,2}|two|three|four|five|six) (?:gas |electrical )?"
    r"(?:appliances|things|items)?(?: (?:on gas|in (?:total|all)|altogether|all told))*\W*$",
    re.I,
)
_APPLIANCE = re.compile(
    r"^\W*(?:(?:so|and|a|an|the|my|our|one|gas|electric|combi|that|just|\d) )*(?:boiler|hob|cooker|oven|fire|range|heater|kettle|fridge|freezer|washer|dryer|dishwasher|telly|tv|microwave|toaster)s?\b[^?]{0,24}$",
    re.I,
)
# What is done to the thing before by a word that is a thing as well: “then tile it”, “board them”, “re-tile all of it”.
_DONE_TO_IT = re.compile(
    r"\b(?:re-?)?(?:tile|board|over-?board|plaster|skim|tank|paint|grout|render|level|screed|turf|carpet|paper|wallpaper|varnish|stain|oil|gravel|slab|fence|point|felt|line|prime|mist[- ]coat|seal)"
    r" (?:(?:all|both|the rest) (?:of )?)?(?:it|them|['’]?em|that|those|these)\b(?! \w*(?:tile|board|wall|ceiling|floor))"
    r"|\b(?:skim|plaster|joint|tape|paint|prime|mist[- ]coat) (?:over )?(?:(?:the|his|her|our|those|all) ){1,2}(?:(?:new|bare|fresh) )?(?:plaster)?boards\b"
    r"|\b(?:needs?|wants?|needing|wanting)(?: just)? an? (?:(?:fresh|quick|new|light|good|full|proper|decent) )*(?:re-?)?(?:skim|plaster|paint|coat of (?:paint|plaster)|lick of paint)\b",
    re.I,
)
# “A mist coat then two coats of emulsion”: the walls are painted beside what was said of them before.
_COATS = re.compile(
    r"^\W*(?:(?:then|and|plus|a|the|with) )*(?:your |our |my )?(?:proper |full |normal |usual )?(?:two|2|three|3|couple of) (?:more |top |full |finish(?:ing)? |good )*coats?\b(?! of (?:primer|sealer|varnish|oil|stain|gloss))",
    re.I,
)
# “We’ve done the oven and the carpets ourselves”: all of what is listed there.
_OURSELVES = re.compile(
    r"\b(?:i|we)(?:['’]?(?:ve|ll|m|re)| have| will| are| am)? (?:already |just |then |both )*(?:do|did|done|doing|clean|cleaned|cleaning|paint|painted|painting|tile|tiled|tiling|sort|sorted|sorting|clear|cleared|clearing"
    r"|strip|stripped|stripping|remove|removed|removing|lift|lifted|lifting|fit|fitted|fitting|lay|laid|laying|hang|hung|hanging|wash|washed|washing|sealed|trimmed|cut|cutting|took|taken|take|taking)"
    r" (?:(?:(?:the|my|our|all|both|any|a|an|and|plus|&|\+)\b|,|[\w'’-]+) ?){1,9}?(?:ourselves|ourselfs|myself|meself|mesen)\b",
    re.I,
)
# “The window cleaner leant his ladder on it”, “the wood floor man says”: somebody of a trade is spoken of, and no window is wanted.
_SOMEBODY = re.compile(
    r"(?:^|[,.;:!?(]\s*|\b(?:the|my|our|his|her|their|that|as|and|but|so|because|cos|where|when) )(?P<trade>(?:(?!(?:need|want|get)\b)[\w-]+ ){1,2})"
    r"(?:cleaner|fitter|man|guy|bloke|fella|chap|lad|lady|woman|mate|firm|company|people|surveyor|salesman|engineer|surgeon|installer)s? "
    r"(?:says?|said|told|tells|reckons?|thinks?|recons|came|come|left|leant|leaned|put|broke|knocked|dropped|cracked|snapped|found|noticed|spotted|mentioned|recommended|recommends|advised|advises|refuses|refused|won['’]?t|wouldn['’]?t)\b",
    re.I,
)
SURFACES = frozenset(
    stem(word)
    for word in "wall ceiling floor roof drive patio path lawn fence shed deck stairs chimney splashback worktop hearth".split()
)
# “the ceiling is 2.5 m high” measures the room; nothing is wanted of the ceiling.
_HEIGHT_OF = re.compile(
    r"\bceilings? (?:height )?(?:is|are|at)\s*(?:about |approx\.? |only )?(?:\d[\d.]*|seven|eight|nine|ten|two and a half|two point \w+)\s*(?:m|ft|metres?|foot|feet)?\b(?!\s*(?:x|by|m2|sq|²|\d))"
    r"|\bceilings? (?:about |approx\.? |only )?\d[\d.]*\s*(?:m|ft|metres?|foot|feet)?\s*(?:high|tall)\b"
    r"|(?<![a-z])\d\s*(?:m|ft|metres?|foot|feet)?\s*(?:high )?ceilings?\b(?! (?:and|to|wants|needs))|\bhigh ceilings?\b|\bceiling height\b|\b(?:\d|\dm|m|metres?|ft|foot|feet|floor) (?:high |up )?to (?:the )?ceilings?\b",
    re.I,
)
_HIGH_THINGS = frozenset({"ceil"})
# “Book you for two days”, “three days’ labour”, “what do two days cost”: a price by the day without its name.
_DAYS = re.compile(
    r"\b(?:book|after|need|want|have|get|hire|borrow) (?:you|u|someone|somebody|a \w+|an \w+|one of you)(?: in)? for (?:the |about |around |roughly )?(?:\d|one|two|three|four|five|six|a couple of|a few|half a)[\w ]{0,10}\bdays?\b"
    r"|\b(?:\d|one|two|three|four|five|a couple of|a few|half a|a) days?['’]?(?:['’]s)? ?(?:of )?(?:your |a \w+['’]?s? )?(?:labour|time|graft|work)\b|\b(?:cost|charge|price|looking at|much)\b[^.?!\n]{0,25}\b(?:for )?(?:the |a |per |each )?(?:\d |one |two |three |four |five |couple of |full |whole )*days?\b(?! (?:before|after|notice|time|later|ago))"
    r"|\bby the day\b",
    re.I,
)
_BY_THE_DAY, _PAINT = stem("rate"), stem("paint")
_REMOVAL = tuple(sorted(stem(word) for word in ("remove", "dispose")))
# What looks like something to be done, and is how or what the thing is: “clean linen”, “skim the new boards”.
_NO_ACT = re.compile(
    r"\bclean (?=(?:bed ?)?(?:linen|sheets?|towels?|bedding|duvets?|water|sand|stone|gravel|hardcore|edges?|lines?|finish|look)\b)"
    r"|(?<=\bthe )(?:new |fresh |bare |plaster)?boards\b|(?<=\b(?:his|her|our|new) )(?:plaster)?boards\b",
    re.I,
)
_FAREWELL = re.compile(r"^\s*(?:thanks|thank you|cheers|regards|kind regards|many thanks|ta|best wishes|yours)\b", re.I)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence. place: its number in the order of reading. sentence: the number of its sentence.

    terms: its words of meaning; where it says “them”, those of the thing before, standing at the pronoun. loose: those
    among them that the customer did not say, but which a word of theirs may stand for.
    """

    place: int
    sentence: int
    message: int
    start: int
    end: int
    text: str
    terms: Sequence[Term]
    acts: frozenset[str]
    refused: bool = False
    implied: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """All of it, and the sources it was read from by message number."""

    segments: Sequence[Segment]
    sources: dict[int, Source]
    words: str

    def span(self, segment: Segment) -> Span:
        return self.sources[segment.message].span(segment.start, segment.end)

    def segment_at(self, message: int, at: int) -> Segment | None:
        """The piece that holds a letter of a message; None where none does."""
        return next((s for s in self.segments if s.message == message and s.start <= at < s.end), None)

    def told_in(self, sentences: Collection[int]) -> str:
        """What stands in these sentences, without what is refused."""
        return " ".join(s.text for s in self.segments if s.sentence in sentences and not s.refused)


def wanted(
    enquiry: Enquiry,
    vocabulary: frozenset[str],
    names: frozenset[str],
    spelling: Spelling | None = None,
    of_items: Sequence[frozenset[str]] = (),
    language: str = "en",
) -> Wanted:
    """The new messages as segments, in order; the subject where they name nothing of the list, or not what it names.

    vocabulary: the words of the list. names: those of its items' names. of_items: the words of each item. language: of
    the messages; what the glossary holds of it is read in English.
    """
    every = [in_english(source, language) for source in sources_of(enquiry)]
    own = [source for source in every if source.own]
    if answers(enquiry):
        # What they told before our question belongs to what they tell now.
        asked = max(n for n, line in enumerate(enquiry.thread) if line.direction == "out")
        since = max(
            (n for n, line in enumerate(enquiry.thread[:asked]) if line.direction == "out" and _SUM.search(line.text)),
            default=-1,
        )
        own = [source for source in every if source.own or source.message + len(enquiry.thread) > since]
    segments = _segments(own, vocabulary, names, spelling, of_items)
    told = {term.word for segment in segments for term in segment.terms}
    titled = _titled(enquiry.subject, names, " ".join(source.text for source in own))
    if enquiry.subject and (not told & vocabulary or (titled and not titled & told)):
        subject = Source(-1000, enquiry.received_at, enquiry.subject, enquiry.subject, enquiry.subject,
                       tuple(range(len(enquiry.subject))), True, len(enquiry.subject))  # fmt: skip
        title = in_english(subject, language)
        segments = [*_segments([title], vocabulary, names, spelling, of_items), *segments]
        own = [title, *own]
    return Wanted(
        segments[:MOST_SEGMENTS], {source.message: source for source in own}, "\n".join(source.text for source in own)
    )


def _titled(subject: str, names: frozenset[str], text: str) -> frozenset[str]:
    """The things of the list that the subject of a new mail names, and whose words its text does not say: “Office cleaning”, above
    “someone for two hours, before we open”."""
    if not subject or _GOES_ON.match(subject):
        return frozenset()
    said = _stems(text)
    found = [
        term.word
        for term in terms_of(subject)
        if term.word in names and _stems(subject[term.start : term.end]) - ACT_OF.keys() - said
    ]
    return frozenset(word for word in found if word not in ACT_OF) - UNSAID - SURFACES - _WHERE


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORDS.findall(text.casefold()))


_WORDS = re.compile(r"[^\W\d_]+")
_GOES_ON = re.compile(r"\W*(?:re|fwd?|aw|odp|r[eé]p)\b\s*:", re.I)
_WHERE = frozenset(
    stem(word)
    for word in "outside inside outdoor indoor exterior interior external internal front back upstairs downstairs".split()
)

# Each is weighed against each price. Nobody asks for so many things; whoever does is asked less, and no sum is said then.
MOST_SEGMENTS = 80

_SUM = re.compile(r"£ ?\d|\b(?:comes? to|would be|is|costs?) \d")
_QUESTION = re.compile(r"[^.!?\n]*\?")
# “I could do Wednesday, any good?”: it is about the day, and what was priced is settled.
_OF_THE_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|week|weekend|morning|afternoon|evening|book\w*|suits?|any good|slot|date|when|come|pencil|go ahead|happy|still want)\b",
    re.I,
)


def answers(enquiry: Enquiry) -> bool:
    """Whether the new messages answer a question of ours about the work. A price that stands beside such a question is that of
    one, or of the part we know."""
    last = next((line for line in reversed(enquiry.thread) if line.direction == "out"), None)
    if last is None:
        return False
    asked = _QUESTION.findall(last.text)
    if not _SUM.search(last.text):
        return bool(asked)
    return any(not _OF_THE_DAY.search(one) for one in asked)


def _segments(
    sources: Sequence[Source],
    vocabulary: frozenset[str],
    names: frozenset[str],
    spelling: Spelling | None,
    of_items: Sequence[frozenset[str]],
) -> list[Segment]:
    found: list[Segment] = []
    before: list[str] = []
    surface: list[str] = []
    sentence = 0
    for source in sources:
        for start, end in sentences(source.text):
            sentence += 1
            words = source.text[start:end]
            terms = [Term(t.word, t.start + start, t.end + start) for t in terms_of(words, spelling)]
            others = [one.span("trade") for one in _SOMEBODY.finditer(words)]
            terms = [
                t for t in terms if t.word not in names or not any(a + start <= t.start < b + start for a, b in others)
            ]
            so = frozenset(implied([term.word for term in terms], before))
            removals = [*_REMOVES.finditer(words)]
            ourselves = [one.span() for one in _OURSELVES.finditer(words)]
            listed = _LISTED.search(words)
            counted = None if listed or any(t.word in ACT_OF for t in terms) else _COUNTED.search(words)
            for first, last in _pieces(words, start, terms):
                text = source.text[first:last]
                here = [term for term in terms if first <= term.start < last]
                no_acts = [one.span() for one in _NO_ACT.finditer(text)]
                here = [
                    t for t in here if t.word not in ACT_OF or not any(a <= t.start - first < b for a, b in no_acts)
                ]
                if _HEIGHT_OF.search(text):
                    here = [t for t in here if t.word not in _HIGH_THINGS]
                things = [t.word for t in here if t.word in vocabulary and t.word not in ACT_OF]
                pronoun = _PRONOUN.search(text)
                acts = frozenset(ACT_OF[t.word] for t in here if t.word in ACT_OF)
                refused = bool(_REFUSED.search(_WOULD_DO.sub("", text)) or _FAREWELL.match(text)) or is_ruled_out(
                    text, words
                )
                refused = refused or bool(_THEY_CAN.match(text) and _TO_WHAT_END.search(words[: first - start]))
                refused = refused or any(a - 3 <= first - start < b and last - start <= b + 16 for a, b in ourselves)
                refused = refused or bool(listed and not acts and first - start >= listed.end())
                refused = refused or bool(
                    counted and not acts and last - start <= counted.end() and _APPLIANCE.search(text)
                )
                days = None if refused else _DAYS.search(text)
                if days and not things:
                    here = [*here, Term(_BY_THE_DAY, first + days.start(), first + days.end())]
                away = next((one for one in removals if first <= one.start() + start < last), None)
                if away and _SWAPPED.search(words, away.start()) and not _AWAY.search(words):
                    away = None
                if (away or "remove" in acts) and _KEPT.search(words):
                    refused = True
                if away and not refused and not any(term.word in _REMOVAL for term in here):
                    here = [*here, *(Term(word, start + away.start(), start + away.end()) for word in _REMOVAL)]
                    acts |= {"remove"}
                does_it = _DONE_TO_IT.search(text)
                coats = None if refused else _COATS.search(text)
                if coats and surface and not [word for word in things if word in SURFACES]:
                    at, to = first + coats.start(), first + coats.end()
                    here = [*here, *(Term(word, at, to) for word in (_PAINT, *surface))]
                    acts |= {"paint"}
                several = acts and not things and _BOTH.search(text)
                meant = surface if does_it else before if pronoun and acts and UNSAID.issuperset(things) else []
                if several:
                    named = (t.word for one in found if one.sentence == sentence and not one.refused for t in one.terms)
                    meant = [word for word in named if word in vocabulary and word not in ACT_OF] or meant
                    pronoun = several
                stands = does_it or pronoun
                if stands and meant:
                    at, to = first + stands.start(), first + stands.end()
                    here = [*here, *(Term(word, at, to) for word in meant if word not in things)]
                extra = loosely(here, names, of_items)
                loose = frozenset(t.word for t in extra) - {t.word for t in here}
                here = [*here, *(t for t in extra if t.word in loose)]
                goes_on = found and found[-1].sentence == sentence
                if goes_on and (_TAKES_BACK.match(text) or takes_back(text, source.text[found[-1].start : first])):
                    last_one = max(
                        (n for n, one in enumerate(found) if _names(one, vocabulary)), default=len(found) - 1
                    )
                    if found[last_one].sentence == sentence:
                        found[last_one] = replace(found[last_one], refused=True)
                found.append(
                    Segment(len(found), sentence, source.message, first, last, text, here, acts, refused, so, loose)
                )
                if things and not refused and not does_it:
                    before = things
                    surface = [word for word in things if word in SURFACES] or surface
    return _corrected(found, vocabulary)


def _names(segment: Segment, vocabulary: frozenset[str]) -> frozenset[str]:
    """The things of the list that a piece names, whatever is done to them."""
    return frozenset(term.word for term in segment.terms if term.word in vocabulary and term.word not in ACT_OF)


def _corrected(found: Sequence[Segment], vocabulary: frozenset[str]) -> list[Segment]:
    """Where a later piece takes a thing back, the piece that asked for just that thing is refused as well."""
    taken = [(one.place, _names(one, vocabulary)) for one in found if one.refused and corrects(one.text)]
    return [
        replace(one, refused=True)
        if any(
            place > one.place and _names(one, vocabulary) and _names(one, vocabulary) <= things
            for place, things in taken
        )
        else one
        for one in found
    ]


# “Rather than price each one could I simply have one of you for two days”: what is wanted follows what is not.
_RATHER = re.compile(r"^\W*(?:(?:so|but|and|maybe|perhaps) )*(?:rather than|instead of)\b", re.I)
_WISH = re.compile(r"\b(?:could|can|would|may|shall) (?:i|we|you|u)\b|\b(?:i|we)['’ ]?(?:d|would|want|need)\b", re.I)


# “Levelling I’m told won’t be needed”, “the skirting I’ll do”: the thing stands before who says or does it.
_FRONTED = re.compile(
    r"^\W*(?:(?:but|and|so|oh|also|though) )*(?:(?:the|my|our|any|all|both|that|those) (?:[\w'’-]+ ?){1,3}|\w+ing)\W*$",
    re.I,
)

_SAYS_OR_DOES = re.compile(
    r"\s*(?:(?:['’]?(?:m|ve been)|am|was|have been) told|think|thought|reckon|gather|hear|believe|understand|suspect|assume|guess|hope)"
    r" (?:we|you|they|it|is|are|can|will|do|does|need\w*|would\w*|should\w*|may|might|has|have|\w+n['’]?t)\b|\s*(?:['’](?:ve|ll)|have|had|can|could|will|did|\w+ed)\b",
    re.I,
)


def _pieces(words: str, offset: int, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where a sentence is cut; never within a phrase."""
    cuts = [0]
    for cut in _CUT.finditer(words):
        middle = offset + cut.start()
        if any(term.start < middle < term.end for term in terms):
            continue
        if (
            cut.group().strip() == "I"
            and _FRONTED.match(words[cuts[-1] : cut.start()])
            and _SAYS_OR_DOES.match(words[cut.end() :])
        ):
            continue
        cuts.append(cut.start() if cut.group().strip() == "(" else cut.end())
    cuts += [refusal.start() for refusal in _REFUSES.finditer(words)]
    if _RATHER.match(words):
        cuts += [wish.start() for wish in _WISH.finditer(words)][:1]
    cuts = [*sorted(set(cuts)), len(words)]
    return [(offset + a, offset + b) for a, b in pairwise(cuts) if words[a:b].strip()]
