"""What was asked, answered from the profile and the saved replies; what neither holds is honestly left to be checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlet.drafting.engine.composing.tone import says_we, voiced
from handlet.drafting.engine.guard import saying
from handlet.drafting.engine.guard.ledger import valid_until
from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.engine.remembering import fact_for
from handlet.drafting.engine.words import stems
from handlet.drafting.port import Enquiry, Intent, Reading, SavedReply
from handlet.kit.london import london_day


@dataclass(frozen=True, slots=True)
class Answers:
    """said: sentences that answer. open: whether something was asked that nothing here answers. named: what of it can be named."""

    said: Sequence[str] = ()
    open: bool = False
    named: Sequence[str] = ()


_ASKS = re.compile(
    r"^\W*(?:and |also |oh |ps |just |quick (?:one|question)[,:]? ?|hi |hello |hiya )*"
    r"(?:do|does|did|are|is|can|could|will|would|have|has|what(?:['’]?s)?|how['’]?s|when['’]?s|who['’]?s|where['’]?s|which|when|where|who|how|why|should|shall|any chance|wondering|r u|u)\b|\?\s*$"
    # Asked within another sentence: “the buyer asks how long the guarantee runs”.
    r"|\b(?:asks|asking|wondering|wonder|like to know|need to know|want to know|wants to know|tell (?:me|us)|let (?:me|us) know|remind (?:me|us)|(?:not|n['’]t) (?:sure|know)) (?:if|whether|how|what|when|where|which|who)\b",
    re.I,
)
# What is to be confirmed stands in the sentence before.
_ONLY_ASKS = re.compile(
    r"^\W*(?:please )?(?:can|could|would|will) (?:you|u) (?:please |pls )?(?:confirm|advise|let (?:me|us) know|tell (?:me|us)|help|check)(?: (?:this|that|it|please|pls|asap|for me))*\W*$",
    re.I,
)
# Somebody in trouble asks amid the telling: “keys inside how much and how soon”.
_ASKS_AMID = re.compile(
    r"\b(?:how (?:much|soon|long|do|can)|what (?:do|should|will|can|is|are|time)|do (?:you|u|i|we)|can (?:i|we)|are (?:you|u))\b",
    re.I,
)
_IS_OFF = re.compile(
    r"\b(?:turned|got|shut|switched|managed|knocked|isolated)\b[^.?!\n]{0,30}\boff\b[^.?!\n]{0,30}\b(?:stop ?(?:cock|tap)|mains?|street|road|meter)\b"
    r"|\b(?:turned|shut|switched|got) (?:off )?(?:the |my |our )?(?:water|stop ?(?:cock|tap)|mains)(?: is| was)? ?off\b|\bturned off the (?:water|mains|stop ?(?:cock|tap))\b|\b(?:water|stop ?(?:cock|tap)|mains)(?:['’]s| is) (?:now )?off\b"
    r"|\b(?:shut|turned|got|switched) (?:it|the \w+|everything) (?:off|down) (?:at|by|with|on)\b",
    re.I,
)
# Nothing is to be turned: it will not turn, or nothing runs any more.
_WONT_TURN = re.compile(
    r"\bstop ?(?:cock|tap)\b[^.?!\n]{0,50}\b(?:seized|stuck|stiff|jammed|snapped|broken|solid|(?:won['’]?t|wouldn['’]?t|doesn['’]?t|can['’]?t|cannot) (?:\w+ )?(?:budge|turn|move|shut|close|work))\b"
    r"|\b(?:seized|stuck|jammed|broken|snapped) (?:\w+ ){0,2}stop ?(?:cock|tap)\b"
    r"|\b(?:all|it['’]?s|its|everything['’]?s?|everything is) (?:all )?dry (?:again |now)\b|\b(?:stopped|no longer) (?:leaking|dripping)(?: now)?\b",
    re.I,
)
_JOB = re.compile(
    r"\b(?:can|could|would|will) (?:you|u) (?:please |pls |possibly |also )?(?!supply|give|send|take|accept|bring|guarantee|confirm|come to|cover|work in)\w+|\bprice\b|\bcost|\bquote\b|\bhow much\b",
    re.I,
)
_PRICE_OF_WORK = re.compile(
    r"\bhow much\b(?! (?:is|are|of a)\b)|\bwhat (?:do|would|d['’]) ?(?:you|u) charge\b|\b(?:price|quote|cost) (?:for|to)\b",
    re.I,
)
# What is asked and cannot be answered here, named so that the customer sees it was read. No word of a promise is among them.
_NAMED = tuple(
    (re.compile(question, re.I), words)
    for question, words in (
        (r"\bwhen (?:can|could|would|will|are) (?:you|u)\b|\bhow soon\b|\bhow (?:busy|far ahead|booked)\b|\blead time\b|\bavailab\w+\b|\bare you free\b|\br u free\b", "when {I} could come"),
        (r"\bcolou?rs?\b", "about the colours"),
        (r"\bkeys?\b", "about the keys"),
        (r"\bpark(?:ing)?\b", "about the parking"),
        (r"\bdeposit\b", "about the deposit"),
        (r"\b(?:how|when|instal\w+|half)\b[^.?!]{0,25}\bpa(?:y|id|yment|ying)\b|\bpa(?:y|ying) (?:half|in|by)\b", "about the payment"),
        (r"\bhow long\b[^.?!]{0,25}\b(?:take|takes|be here|last)\b", "how long it takes"),
        (r"\b(?:wait|stay|be) (?:in|at home|home)\b", "whether you need to be in"),
        (r"\b(?:mess|dust|dusty)\b", "about the dust"),
    )
)  # fmt: skip
_AREA = re.compile(
    r"\b(?:do you|are you|can you|will you|would you)\b[^.?!]{0,20}\b(?:cover|work in|come (?:out )?(?:to|as far as)|travel to|serve|in the)\b(?P<place>[^.?!]*)",
    re.I,
)
_HOURS = re.compile(
    r"\b(?:opening|working|your) (?:hours|times)\b|\bwhat (?:hours|days) do you\b|\b(?:do you|are you)\b[^.?!]{0,20}\b(?:open|work(?:ing)?(?! in\b)|available)\b[^.?!]{0,20}\b(?:weekends?|saturdays?|sundays?|evenings?|bank holidays?)\b|\bwhen are you open\b",
    re.I,
)
_INSURED = re.compile(r"\binsur(?:ed|ance)\b|\bpublic liability\b", re.I)
_QUALIFIED = re.compile(
    r"\b(?:qualified|qualifications?|registered|certified|accredited|accreditations?|licen[cs]ed|member of|vetted|dbs|crb|(?:police|background|criminal|security) check\w*|licen[cs]e to (?:carry|take|move))\b",
    re.I,
)
_VETTED = re.compile(r"\b(?:dbs|crb|vetted|(?:police|background|criminal|security)[- ]check\w*)\b", re.I)
_TRADING = re.compile(
    r"\bhow long\b[^.?!]{0,20}\b(?:been (?:going|trading|in business|doing|working|established)|in (?:the )?(?:business|trade))|\bhow (?:experienced|many years)\b|\bexperience (?:do|have)\b",
    re.I,
)
_YEARS = re.compile(r"\byears?\b|\bsince (?:19|20)\d\d\b|\bestablished\b", re.I)
_HOW_FAR_COVERED = re.compile(
    r"\bwhat\b[^.?!]{0,25}\binsurance\b[^.?!]{0,15}\bcover|\bcovered (?:for|if|by)\b|\bhow much\b[^.?!]{0,20}\binsur",
    re.I,
)
_NUMBER = re.compile(
    r"\b(?:what(?:'s| is)|have you got|is there) (?:your|a) (?:phone |mobile |contact )?(?:number)\b|\bcan i (?:ring|call|phone) you\b",
    re.I,
)
# What a question is about, and how a saved reply that answers it reads. Both sides in words anybody would use.
_TOPICS = tuple(
    (re.compile(question, re.I), re.compile(reply, re.I))
    for question, reply in (
        (
            r"\bwhen (?:are you|would you be|could you be) (?:free|available|next free)|\bhow (?:soon|long)\b[^.?!]{0,30}\b(?:start|come|book|wait|fit|get (?:it|this|me))|\b(?:lead|waiting) time|\bwhen (?:can|could|would) (?:you|u) (?:start|come|do|fit|get)|\b(?:how )?(?:far|busy) (?:ahead )?are you\b|\bavailability\b|\bhow booked up\b|\bhow long\b[^.?!]{0,15}\bwait\b|\b(?:much|long) of a wait\b|\bwaiting list\b|\bbooked (?:up|ahead|solid)\b|\bfar (?:ahead|in advance)\b|\bwhen (?:can|could|would|will) (?:you|u)\W*(?:please)?\W*$|\b(?:are you|are u|r u) free to (?:do|come|fit|start|take|paint|look)\b",
            r"\blead time\b|\bwithin (?:\w+ )?(?:days|weeks|a week|a fortnight)\b|\b(?:weeks?|days?|months?)\b[^.!?]{0,12}\b(?:ahead|wait)\b|\bbook(?:ing|ed)\b[^.!?]{0,20}\b(?:weeks?|days?|months?)\b",
        ),
        (
            r"\bcertificate|\bcerts?\b|\bpaperwork\b|\b(?:gas|safety|landlord) record\b",
            r"\bcertificate|\bpaperwork\b|\breport (?:comes|by|within)\b",
        ),
        (
            r"\bhow (?:do|would|d['’]?) ?(?:you|u) (?:like|want|prefer) (?:to be )?(?:paid|pay\w*)|\b(?:how|when) (?:do|can|should|would|shall) (?:i|we) pay|\b(?:take|accept) (?:cards?|cash|cheques?|bank transfer)|\bpay(?:ment)? (?:by|terms|methods?|options?)\b|\bhow (?:is|does) payment\b|\bpayment (?:up ?front|on completion)",
            r"\b(?:card|cash|bank transfer|cheque)\b|\bpayment\b",
        ),
        (r"\bdeposit\b|\bup ?front\b", r"\bdeposit\b|\bup ?front\b"),
        (r"\bguarantee|\bwarrant", r"\bguarantee|\bwarrant"),
        (
            r"\b(?:charge|cost|pay) (?:for|to) (?:a |an |the )?(?:quote|visit|survey|estimate|come|look|measure)|\bfree (?:quote|estimate|survey|visit)|\bis (?:the|a) (?:quote|visit|survey|estimate) free",
            r"\bsurvey\b|\bmeasure\b[^.!?]{0,30}\b(?:charge|free)|\bfree\b[^.!?]{0,20}\b(?:quote|visit|estimate)|\bquotes?\b[^.!?]{0,20}\bfree\b",
        ),
        (
            r"\b(?:dog|cat|pet|child|kid|bab)\w*\b[^.?!]{0,40}\bsafe\b|\bsafe\b[^.?!]{0,40}\b(?:dog|cat|pet|child|kid|bab)\w*|\b(?:keep|let|have)\b[^.?!]{0,20}\b(?:dog|cat|pet|child|kid|bab)\w*\b[^.?!]{0,20}\b(?:out|off|away|in|back|on)\b",
            r"\b(?:dog|cat|pet|child|kid|animal)\w*\b|\bkeep (?:off|out)\b",
        ),
        (r"\b(?:mess|messy|dust|dusty|dirt|clean up|tidy)\b", r"\b(?:mess|messy|dust|sheets?|tidy|clean up|hoover)\b"),
        (
            r"\b(?:who|do you|will you|can you)\b[^.?!]{0,25}\b(?:suppl(?:y|ies)|provide|bring|buys?)\b",
            r"\b(?:suppl(?:y|ies)|bring|provide|buy|get the)\b",
        ),
        (r"\bpark(?:ing)?\b", r"\bpark(?:ing)?\b"),
        (
            r"\b(?:police|background|criminal|security) check\w*|\b(?:dbs|crb|vetted|vetting)\b|\btrust(?:ed|worthy)?\b",
            r"\bdbs\b|\bpolice\b|\bvetted\b|\bchecked\b",
        ),
        (
            r"\bcolou?rs?\b|\b(?:choose|chooses|pick|picks|select|selects|buy|buys)\b[^.?!]{0,20}\b(?:paint|wallpaper|tiles?|fabric)\b|\bpaint\b[^.?!]{0,20}\b(?:choose|pick|buy)",
            r"\bcolou?rs?\b|\bchoose\b|\bpick\b",
        ),
        (
            r"\b(?:same|regular|different) (?:\w+ )?(?:lady|person|people|one|cleaner|chap|woman|girl|man|team|walker|tutor|teacher|groomer|gardener|face)\b",
            r"\b(?:same|regular)\b",
        ),
        (
            r"\blicen[cs]e?d?\b[^.?!]{0,30}\b(?:waste|rubbish|carry|carrier)\b|\bwaste\b[^.?!]{0,30}\blicen[cs]e|\bfly ?tip\w*|\bwhere (?:does|do|will)\b[^.?!]{0,20}\b(?:waste|rubbish|it|everything) (?:all )?go\b",
            r"\bwaste carrier|\blicen[cs]ed?\b|\bcarrier\b|\btransfer note",
        ),
        (
            r"\b(?:permits?|permission|licen[cs]e|consent|council|conservation area|preservation order|tpo|building (?:regs|control))\b",
            r"\b(?:permits?|permission|licen[cs]es?|consent|council|conservation|preservation|tpo|building control)\b",
        ),
        (
            r"\b(?:bring|provide|supply|buy|own|need|have to|use)\b[^.?!]{0,40}\b(?:products?|sprays?|hoover|vacuum|equipment|mop|materials?|cleaning stuff|tools)\b|\b(?:products?|sprays?|hoover|vacuum|equipment|materials?)\b[^.?!]{0,25}\b(?:bring|provide|supply|your own|their own)",
            r"\b(?:bring|supply|provide)\b|\b(?:products?|hoover|equipment|materials?)\b[^.!?]{0,20}\b(?:included|ours|our own|yours)",
        ),
        (
            r"\bhow long\b[^.?!]{0,25}\b(?:take|takes|be here|will (?:he|she|it|they|you) be|does it|last)\b",
            r"\b(?:takes?|allow|lasts?|usually|about|done in)\b[^.!?]{0,25}\b(?:hours?|minutes?|half a day|(?:a|one|two|three) days?)\b",
        ),
        (
            r"\bplug in\b|\b(?:need|use)\b[^.?!]{0,25}\b(?:electric\w*|power|water|socket|tap)\b",
            r"\b(?:plug|power|electric\w*|own water|generator|tap|socket)\b",
        ),
        (
            r"\b(?:dry|drying)\b|\bhow (?:long|soon)\b[^.?!]{0,40}\b(?:paint|decorat\w*|walk|shower|use it|use the|wallpaper|varnish)\b"
            r"|\bwhen (?:can|could|is it (?:ok|okay|safe)|are we ok(?:ay)?)(?: for)?(?: (?:we|i|he|she|they|my \w+|the \w+))?(?: to)? (?:\w+ )?(?:paint|decorat\w*|walk|shower|use|wallpaper|varnish|tile|drive|park|sit|stand|hang|get (?:\w+ )?(?:paint|paper|furniture|stuff|things))\b"
            r"|\b(?:can|could|should|is it (?:ok|okay|safe)|ok(?:ay)?) (?:for )?(?:we|i|the \w+|my \w+|our \w+|anyone)(?: to)? (?:go|walk|step|stand|get|be|run|play|drive|park|sit) (?:back )?on (?:it|them|there|the)\b",
            r"\b(?:dry|drying)\b|\bbefore (?:painting|walking|decorating|using|you (?:paint|walk|use))\b",
        ),
        (
            r"\bwhat time\b[^.?!]{0,25}\b(?:start|begin|arrive|finish)\b|\bwhen\b[^.?!]{0,25}\bstart\b[^.?!]{0,20}\bmornings?\b",
            r"\b(?:start|begin|finish)\b[^.!?]{0,15}\b(?:at|half|by|\d|seven|eight|nine)\b",
        ),
        (
            r"\bvan\b[^.?!]{0,20}\b(?:mark|sign|plain|name|logo)|\bdiscree?t\w*|\bunmarked\b|\bneighbours?\b[^.?!]{0,15}\b(?:know|see)\b",
            r"\bvan\b[^.!?]{0,30}\b(?:plain|signs?|mark)|\bunmarked\b|\bdiscree?t",
        ),
        (
            r"\bcan (?:i|we) (?:put|throw|chuck|include|mix|get rid of)\b|\bwhat (?:can|can['’]?t) (?:go|i put|we put|you take)\b",
            r"\bcan['’]?t take\b|\bnot allowed\b|^\W*what not\b|\bno (?:\w+, )+",
        ),
        (
            r"\b(?:be|stay) (?:at home|in|there)\b|\bkeys?\b|\bneed to be (?:in|home)\b|\bgate\b",
            r"\bgate\b[^.!?]{0,20}\b(?:open|unlocked|unbolted)\b|\bkeys?\b|\bneed to be (?:in|home)\b|\bno need to be\b",
        ),
        (
            r"\bnest\w*\b|\b(?:birds?|blackbirds?|robins?|wrens?|sparrows?|pigeons?|starlings?|thrush(?:es)?|swallows?|swifts?|house martins?)\b[^.?!]{0,40}\b(?:sitting|nest\w*|eggs?|chicks?|young|in (?:it|there|ours|the|our))\b",
            r"\bnest",
        ),
        (
            r"\bweather\b|\bforecast\b|\brain|\bwind(?:y|s)?\b(?! ?(?:ow|screen))|\bstorm\w*|\bsnow\w*|\bfrost\w*",
            r"\bweather\b|\brain\b|\bwind\b",
        ),
    )
)
# What somebody in trouble should know at once, where the owner has written it down.
_SITUATIONS = tuple(
    (re.compile(trouble, re.I), re.compile(reply, re.I))
    for trouble, reply in (
        (r"\b(?:burst|leak\w*|flood\w*|pouring|gushing|overflow\w*|water (?:is )?(?:com|runn|pour|spray|drip)\w*|water (?:is )?(?:everywhere|all over)|stopcock)\b", r"\bturn[^.!?]{0,25}\b(?:water|stop ?(?:cock|tap))\b|\bstop ?(?:cock|tap)\b[^.!?]{0,60}\b(?:off|clockwise|shut|closed?|under|usually|normally)\b|^\W*(?:burst|leak\w*|stop ?(?:cock|tap))\b[^.!?]{0,30}$"),
        (r"\blocked (?:my ?self |ourselves )?out\b|\bkeys? (?:are |is |r )?(?:inside|in the)\b(?! (?:front |back |side |garage )?(?:door|lock|ignition))|\b(?:get|let) (?:me |us )?(?:back )?in(?:to|side)?\b[^.!?]{0,12}\b(?:my|our|the) (?:flat|house|home)\b|\blost (?:my|our|the) (?:house |door )?keys?\b", r"\bI\.?D\b|\bproof of (?:address|who)\b"),
        (r"\bnests?\b[^.?!]{0,40}\b(?:chimney|flue|grate|pot|gutter\w*|eaves|hedge)|\b(?:chimney|flue|pot|gutter\w*|eaves|hedge)\b[^.?!]{0,40}\bnests?\b|\b(?:bird|blackbird|robin|wren|sparrow|pigeon|starling|thrush|swallow|swift)s?\b[^.?!]{0,20}\b(?:sitting|nesting|on eggs|with (?:eggs|chicks|young))\b", r"\bnest"),
        (r"\b(?:pick|collect|fetch|drop|take|return|get|bring)(?:ing)?\b[^.?!]{0,15}\bkeys?\b[^.?!]{0,30}\b(?:from|agents?|office|landlord|neighbour|lettings?|back|off)\b|\bkeys? (?:are |is )?(?:with|at) (?:the|my|our) (?:agents?|landlord|neighbour|lettings?)\b", r"\bkeys?\b"),
        (r"\bartex\b|\btextured\b|\basbestos\b", r"\basbestos\b|\bsample\b"),
    )
)  # fmt: skip
(_WATER_RUNS, _SHUTS_WATER), (_SHUT_OUT, _) = _SITUATIONS[:2]
_GETS_IN = re.compile(
    r"\b(?:can|could) (?:still |just )?(?:get|go|climb) in\b|\b(?:get|getting|got|go|going) in (?:round|through|by|via|at) the (?:back|side|rear|window|garage|patio)\b",
    re.I,
)
# A saved reply that reads so answers only what asks for that: when the working day begins is no day, and how a guarantee is
# kept is not whether there is one.
_ONLY_FOR = tuple(
    (re.compile(reply, re.I), re.compile(question, re.I))
    for reply, question in (
        (
            r"\b(?:keeps?|stays?|remains?|voids?|invalid\w*)\b[^.!?]{0,25}\b(?:guarantee|warrant)|\b(?:guarantee|warrant)\w*\b[^.!?]{0,20}\b(?:valid|void)\b",
            r"\bservic\w+\b|\b(?:keep|hold|valid|void|lose|invalid\w*|lapse)\b",
        ),
        (
            r"\b(?:start|begin|finish)\b[^.!?]{0,15}\b(?:at|half|by) (?:\d|half|seven|eight|nine|ten)",
            r"\bwhat time\b|\bhow (?:early|late)\b|\bhours\b|\bwhen\b[^.?!]{0,40}\b(?:mornings?|finish)\b|\btoo (?:early|late)\b",
        ),
    )
)
_GENERIC = frozenset(
    stems(
        "clean fit repair replace work job paint service new take price cost house home room remove small large day do"
    )
)

# “Before we come” is for somebody who has a day, or asks; not for somebody who asks us to come.
_PREPARES = re.compile(r"\b(?:before|prepar\w*|get(?:ting)? ready|ready for)\b", re.I)
_ASKS_TO_PREPARE = re.compile(
    r"\b(?:before|prepar\w*|get(?:ting)? ready|in advance)\b|\b(?:do|should|need|have)\b[^.?!]{0,20}\b(?:clear|move|empty|do first)\b",
    re.I,
)


def answers_of(enquiry: Enquiry, reading: Reading, *, whole: bool = False) -> Answers:
    """whole: look through every sentence, not only questions (somebody in trouble does not ask in good order)."""
    said: list[str] = []
    open_ = False
    used: set[str] = set()
    told = " ".join(source.text[: source.forwarded] for source in sources_of(enquiry) if source.own)
    dangers = reading.notes.get("dangers", ())
    outside = isinstance(dangers, list | tuple) and "lockout" in dangers
    is_shut = _IS_OFF.search(told) or _WONT_TURN.search(told)
    if is_shut:
        used |= {one.title for one in _replies(_SHUTS_WATER, enquiry)}
    for trouble, wanted in _SITUATIONS:
        if (trouble is _WATER_RUNS and is_shut) or (trouble is _SHUT_OUT and _GETS_IN.search(told)):
            continue
        if (whole or reading.intent in (Intent.NEW_QUOTE, Intent.QUESTION, Intent.BOOKING)) and (
            trouble.search(told) or (outside and trouble is _SHUT_OUT)
        ):
            for one in _replies(wanted, enquiry):
                if one.title not in used:
                    said.append(one.text.strip())
                    used.add(one.title)
    named: list[str] = []
    parts = [(part, sentence) for sentence in questions_in(enquiry, whole=whole) for part in _PARTED.split(sentence)]
    for sentence, asked in parts:
        known = fact_for(sentence, enquiry)
        found = [] if known else _fact(sentence, enquiry, reading)
        if found and _HOW_FAR_COVERED.search(sentence) and (own := _replies(_INSURED, enquiry)):
            # The owner has written what it covers: that answers better than that there is one.
            found, known = [], own[0]
        # Somebody in trouble is told what the owner wrote about that trouble; a topic only if they ask about it.
        topic = not whole or bool(_ASKS.search(sentence) or _ASKS_AMID.search(sentence))
        reply = None if found else known or saved_reply_for(sentence, enquiry)
        reply = reply or (_on_topic(sentence, enquiry) if topic and not found else None)
        if not found and reply is None and sentence != asked:
            # What one half leaves out, the whole may say.
            reply = saved_reply_for(asked, enquiry)
        if found:
            said += [one for one in found if one not in said]
        elif reply is not None:
            if reply.title not in used:
                said.append(reply.text.strip())
                used.add(reply.title)
        elif not _JOB.search(sentence) and (sentence != asked or _ASKS.search(sentence)):
            open_ = True
            named += [words for asks, words in _NAMED if asks.search(sentence)][:1]
        elif _NAMED[0][0].search(sentence):
            # “When can you come and fix it?” asks for work, and for a day.
            named.append(_NAMED[0][1])
    return Answers(said, open_, [_as_we_say(words, enquiry) for words in dict.fromkeys(named)])


def _as_we_say(words: str, enquiry: Enquiry) -> str:
    """Words within a sentence, by whoever speaks."""
    return words.format(I="we" if says_we(enquiry) else "I")


# A sentence may ask two things: “are you insured, and how long is the wait?” What follows “or” is the same question.
_PARTED = re.compile(
    r"(?<=\w),? (?:and|&|n|also|plus) (?:also )?(?=(?:what|how|when|where|who|which|do|does|did|are|is|can|could|will|would|have|r u|should)\b)|: (?=(?:what|how|when|do|does|are|is|can|could|will|would|have)\b)",
    re.I,
)


def asks_when(enquiry: Enquiry) -> str:
    """“when I could come”, where they ask it; else empty."""
    when, words = _NAMED[0]
    asked = any(when.search(sentence) for sentence in questions_in(enquiry))
    return _as_we_say(words, enquiry) if asked else ""


def questions_in(enquiry: Enquiry, *, whole: bool = False) -> list[str]:
    """The customer’s sentences that ask something; theirs alone, not those of a mail they forward or quote."""
    found = []
    for source in sources_of(enquiry):
        if source.own:
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", source.text[: source.forwarded]):
                plain = sentence.strip()
                if len(plain.split()) >= 2 and not _ONLY_ASKS.match(plain) and (whole or _ASKS.search(plain)):
                    found.append(plain)
    return found


def _fact(sentence: str, enquiry: Enquiry, reading: Reading) -> list[str]:
    business = enquiry.business
    found: list[str] = []
    asked_of = _credentials(sentence, enquiry)
    if asked_of is not None:
        found.append(asked_of)
    area = _AREA.search(sentence)
    if area and business.area and "out_of_area" not in reading.flags:
        found.append(_covered(area["place"], enquiry, reading))
    if _HOURS.search(sentence) and business.hours:
        found.append(voiced("{my} hours are {hours}.", enquiry, hours=hours_words(business.hours)))
    if _NUMBER.search(sentence) and business.phone:
        found.append(voiced("you can ring {me} on {phone}.", enquiry, phone=business.phone))
    return found


def _covered(place: str, enquiry: Enquiry, reading: Reading) -> str:
    area = enquiry.business.area
    named = [word for word in re.findall(r"[A-Z][a-z]{2,}", place) if re.search(rf"\b{re.escape(word)}\b", area)]
    if named:
        return voiced("yes, {I} cover {place}.", enquiry, place=named[0])
    if reading.postcodes:
        return voiced("yes, that’s in the area {I} cover.", enquiry)
    return voiced("{I} cover {area}.", enquiry, area=area_words(area))


def area_words(area: str) -> str:
    return area.split(":")[0].strip()


def hours_words(hours: str) -> str:
    return re.sub(r"(?<=\w)-(?=\w)", "–", hours).strip()


def _credentials(sentence: str, enquiry: Enquiry) -> str | None:
    """Yes, where the profile says so and it has not lapsed; silent promises never: what it does not hold is to be checked."""
    today = london_day(enquiry.now)
    held = [
        words for words in enquiry.business.qualifications if _holds(words) and (valid_until(words) or today) >= today
    ]
    asked = [name for name, pattern in saying.CREDENTIALS.items() if pattern.search(sentence)]
    since = [words for words in held if _YEARS.search(words)] if _TRADING.search(sentence) else []
    if not since and not asked and not _INSURED.search(sentence) and not _QUALIFIED.search(sentence):
        return None
    fitting = since + [words for words in held if any(saying.CREDENTIALS[name].search(words) for name in asked)]
    if _INSURED.search(sentence):
        fitting += [words for words in held if _INSURED.search(words) and words not in fitting]
    if _VETTED.search(sentence):
        fitting += [words for words in held if _VETTED.search(words) and words not in fitting]
    if (
        not fitting
        and _QUALIFIED.search(sentence)
        and not [name for name in asked if name not in ("qualified", "certified")]
    ):
        fitting = [words for words in held if not _INSURED.search(words)]
    if not fitting:
        return None
    return f"Yes: {'; '.join(_lowered(words) for words in fitting[:3])}."


def _holds(words: str) -> bool:
    return not re.search(r"\b(?:no|none|expired|lapsed|pending)\s*$", words, re.I)


def _lowered(words: str) -> str:
    return (
        words if re.match(r"(?:[A-Z]{2,}|[A-Z]\w* [A-Z]|The )|[A-Z]\w*[A-Z]", words) else words[:1].lower() + words[1:]
    )


def _replies(wanted: re.Pattern[str], enquiry: Enquiry) -> list[SavedReply]:
    """The saved reply that reads so; a title that says it comes before a text that does. At most one."""
    replies = enquiry.business.saved_replies
    found = [reply for reply in replies if wanted.search(reply.title)] or [
        reply for reply in replies if wanted.search(reply.text)
    ]
    return found[:1]


def _on_topic(sentence: str, enquiry: Enquiry) -> SavedReply | None:
    for question, wanted in _TOPICS:
        if question.search(sentence):
            found = _replies(wanted, enquiry)
            if found and _is_for(found[0], sentence):
                return found[0]
    return None


def _is_for(reply: SavedReply, sentence: str) -> bool:
    return all(asked.search(sentence) for reads, asked in _ONLY_FOR if reads.search(reply.text))


def saved_reply_for(sentence: str, enquiry: Enquiry) -> SavedReply | None:
    """The owner’s own words, where the sentence is about what their title says, or about much of what the text says."""
    asked = set(stems(sentence))
    best: tuple[float, SavedReply] | None = None
    for reply in enquiry.business.saved_replies:
        if not _is_for(reply, sentence):
            continue
        if _PREPARES.search(reply.title) and not _ASKS_TO_PREPARE.search(sentence):
            continue
        title, text = set(stems(reply.title)), set(stems(reply.text))
        on_title = len((title & asked) - _GENERIC) + (0.5 if title & asked & _GENERIC else 0)
        on_text = len((text & asked) - _GENERIC - title)
        score = 2 * on_title + on_text
        # “How much to tile a bathroom” is no question about the tiles.
        titled = bool(title) and title <= asked and not _PRICE_OF_WORK.search(sentence)
        sure = titled or (on_title >= 0.5 and on_text >= 1) or on_text >= 3
        if sure and score >= 2 and (best is None or score > best[0]):
            best = (score, reply)
    return best[1] if best else None
