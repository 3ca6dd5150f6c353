"""What we would be held to, what may not be said at all, and when we say that we come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlet.drafting.engine.guard.saying.said import Said
from handlet.drafting.engine.guard.saying.sentences import is_question, is_undone

_WE = (
    r"(?:\b(?:i|we|someone|one of (?:us|the team|the lads|the girls)|the team|he|she|they"
    r"|(?:an?|our|my|the) (?:engineer|electrician|plumber|roofer|cleaner|locksmith|plasterer|tiler|joiner|decorator|gardener|lads|girls))"
    r"|(?-i:\b(?!(?:You|It|This|That|There|Which|What|When|Who|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)[A-Z][a-z]+))"
)
_SHALL = (
    r"(?:'ll be able to| will be able to|'m able to|'re able to|'ll| will| can| could|'m going to| am going to|'re going to"
    r"| are going to)"
)
_SOME = r"(?:£?\d[\d.,]*\s?%?|something|a bit|a little|some|half)"
PROMISES = {
    name: re.compile(pattern, re.I)
    for name, pattern in {
        "free": r"\b(?:free of charge|for free|complimentary|on the house|gratis|at no (?:extra )?(?:cost|charge)|nothing to pay|costs? (?:you )?nothing"
        r"|won't (?:cost|charge|bill) you|(?:you )?pay nothing\b|costs? (?:you )?(?:nowt|zero)\b|(?:zero|nowt) to pay|\bwaiv(?:e|ed|ing)\b"
        r"|\b(?:it's|that's|this is|this one's) on (?:me|us)\b|\b(?:throw|chuck|thrown|chucked) (?:\w+ ){0,3}?in\b(?! touch)"
        r"|\b(?:two|three|buy one) (?:for|get) (?:one|two)\b|\bbogof\b|no (?:(?:extra|additional|further|hidden|call-?out|visit|cancellation|delivery)[ -]){0,2}(?:charge|cost|fee)s?"
        r"|free (?:no[- ]obligation )?(?:quote|quotation|estimate|survey|visit|call-?out|inspection|delivery|service|repair|work|job))\b",
        "booked": r"\b(?:you're|you are|that's|that is|it's|it is|all|is|are|now|i've|we've|i have|we have|consider (?:it|yourself))"
        r"\s+(?:all |now |got you |you )?(?:booked|confirmed|pencilled|scheduled|reserved)\b"
        r"(?!\s+(?:up|ahead|solid|once|when|until|after|if|by))"
        r"|\b(?:booked|pencilled|put|got) you (?:in|down)\b|\bin (?:my|our) diary for\b|\b(?:confirmed|booked in) for\b"
        r"|^\W*(?:booked|confirmed|all booked)\b|\bi(?:'ll| will) book you in\b",
        "see you": r"\bsee you (?:then|there|on|at|in|tomorrow|tonight|today|later|this|next|shortly"
        r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        "on the way": r"\b(?:on (?:my|our|his|her|their) way|en route|heading (?:over|out|to you)|leaving now|setting off)\b",
        "be there": rf"{_WE}(?:'ll| will) be (?:there|with you|round|over)\b(?!,? (?:as soon as|once|when|if))"
        rf"|{_WE}(?:'ll| will) (?:arrive|turn up|call round|pop (?:in|by|round|over))\b(?!,? (?:once|when|if))",
        "right away": r"\b(?:come|be there|be with you|attend|get (?:there|to you|someone out)|be round)\b[^.,!?;\n]{0,20}"
        r"\b(?:straight ?away|right away|immediately|shortly|now)\b",
        "guarantee": r"\b(?:will|it'll|that'll) (?:never (?:leak|break|fail|happen)\b|last (?:you )?(?:forever|for (?:life|years|ever)))"
        r"|\bfor life\b|\byou have (?:my|our) word\b|\brest assured\b|\bguarantee[sd]?\b|\bwarrant(?:y|ies|ed)\b|\b(?:i|we) promise\b",
        "discount": r"\b(?:i|we)(?:'ll| will| can| could|'ve| have|'m happy to|'d be happy to)\s+(?:\w+\s+){0,3}?"
        r"(?:give|offer|apply|applied|do|knock|take|taken|knocked|given|match)\b[^.!?;\n]{0,30}"
        rf"(?:\bdiscount|{_SOME} off\b|\bmoney off|\bmatch (?:it|that|the|his|their))"
        r"|\b(?:with|including|includes?|less|after) (?:a |the |your |our )?(?:\d+ ?% )?discount\b"
        r"|\bdiscount(?:ed)? (?:has been|of|applied|price|rate|total|is (?:applied|included|fine))|\byour discount\b"
        r"|\b(?:i|we) (?:can|will|could) match (?:it|that|the|his|their)\b|\bmates'? rates\b|\bspecial (?:price|offer|rate)\b",
        "agreed": r"\b(?:i|we)(?:'ll| will)? (?:accept|agree to|take) (?:your |that |the )?(?:offer|price|figure)\b|\byou've got (?:the job|a deal)\b"
        r"|\bconsider it done\b|\bit's agreed\b|\b(?:your|that) (?:price|figure|offer)(?:'s| is) (?:fine|ok|okay|good|great)\b"
        r"|\bhappy (?:to do|to go|with|at) (?:it (?:at|for) )?(?:that|your) (?:price|figure|offer)\b|\bok(?:ay)? (?:at|with) (?:that|your) price\b"
        r"|\b(?:hold|fix|freeze|honou?r) (?:the|that|this|your) price\b|\b(?:the )?price (?:stands|holds|is fixed|won't change)\b",
        "refund": r"\b(?:i|we)(?:'ll| will| can|'d be happy to)\s+(?:\w+\s+){0,2}?"
        r"(?:refund|compensate|reimburse|pay (?:for|you)|cover the (?:cost|damage))\b|\b(?:full|partial|a) refund\b|\bcompensation\b"
        r"|\bmoney back\b",
        "payment received": r"\bpayment (?:has been |has |is |was )?(?:now )?(?:received|arrived|cleared|gone through|landed)\b"
        r"|\b(?:i|we)(?:'ve| have) (?:received|got|had) (?:your|the) (?:payment|transfer|money)\b"
        r"|\bconfirm receipt of (?:your|the) (?:payment|transfer|money)\b",
        "payment due": r"\b(?:payment|deposit) (?:is )?(?:due|required|needed|must be)\b|\bpay (?:now|today|immediately|here|via|using|by clicking)\b",
        "deleted": r"\b(?:i|we)(?:'ve| have) (?:now |already )?(?:deleted|erased|removed)\b[^.!?\n]{0,30}"
        r"\b(?:details|data|messages|information)\b"
        r"|\b(?:details|data|messages|information)\b[^.!?\n]{0,20}\b(?:have|has) (?:now |already )?been (?:deleted|erased|removed)\b",
        "beat": r"\bbeat (?:any|that|their|his|your) (?:quote|price)\b|\bcheapest\b|\blowest price\b",
        "urgency": r"\b(?:offer|price|deal) (?:ends|expires|only lasts)\b|\b(?:last|only) (?:chance|few slots|one slot|two slots)\b|\bslots? (?:are )?(?:going|filling) fast\b|\bact now\b",
        "always": r"\b(?:always|24/7|round the clock|any time of (?:day|night))\b(?=[^.!?\n]{0,30}\b(?:available|open|answer|here|come)\b)",
    }.items()
}  # fmt: skip
LIABILITY = re.compile(
    r"\bmy bad\b|\b(?:i|we) got (?:it|that|this) wrong\b|\b(?:i|we)(?:'d| would|'ll| will) pay for (?:the|your)\b"
    r"|\b(?:our|my) (?:fault|mistake|error|responsibility)\b|\b(?:i|we) (?:accept|admit|take) (?:full |all |any )?(?:responsibility|liability|blame)\b"
    r"|\b(?:i|we)(?:'re| are|'m| am) (?:to blame|liable|at fault|responsible for)\b|\b(?:i|we) (?:caused|damaged|broke|messed up|got it wrong)\b"
    r"|\b(?:our|my) insurance will\b",
    re.I,
)
LAW = re.compile(
    r"\b(?:no|a|your|the|statutory) right to cancel\b|\bcannot cancel\b|\bcooling[- ]off\b|\bconsumer (?:rights|contracts)\b|\b14 days to\b"
    r"|\bliabilit(?:y|ies)\b(?! (?:insurance|cover|\d|of|up))|\bvat[- ]free\b|\bwithout (?:the )?vat\b|\b(?:no|zero|reduced|lower) (?:rate of )?vat\b"
    r"|\bvat (?:is not|isn't|does not|doesn't|won't|need not)\b|\bdon't (?:charge|add|pay) (?:the |any )?vat\b|\bavoid (?:the )?vat\b|\bcash in hand\b"
    r"|\bzero[- ]rated\b|\bnotifiable\b|\blegally\b|\bby law\b|\blegal (?:right|obligation|requirement)\b|\bbuilding regulations?\b|\bplanning permission\b"
    r"|\byou can cancel (?:whenever|any ?time|at any)\b|\bno need for a (?:permit|certificate)\b|\bdon't need (?:a |any )?(?:permit|planning|certificate)\b"
    r"|\bunfair terms\b|\bstatutory\b",
    re.I,
)
ADVICE = re.compile(
    r"\b(?:re-?light|bleed (?:it|the)|isolate the (?:gas|supply|circuit)|remove the (?:cover|casing|front|panel)|(?:it is|it's) (?:perfectly )?safe to"
    r"|re-?set (?:the|your) (?:boiler|breaker|rcd|trip|fuse)|press the reset|turn (?:the )?gas (?:back )?on|top up the pressure|(?:tighten|loosen) the gas"
    r"|replace the fuse yourself|change the fuse|rewire|touch the wires?|open (?:up )?the (?:boiler|consumer unit|fuse ?box)"
    r"|bypass the|ignore the (?:alarm|smell)|safe to (?:use|leave|turn|touch)|nothing to worry about|you can (?:do|fix) it yourself)\b",
    re.I,
)
_COMING = (
    r"(?:be (?:there|with you|round|over|out|along|free|available)|come(?! back to you)|call round|pop (?:in|by|round|over|out)"
    r"|get (?:there|to you|out|over|round|someone)|attend|arrive|visit|start|begin|do(?! (?:my|our) best)"
    r"|make (?:it|that)?|book|schedule|pencil|squeeze|slot|send (?:someone|somebody|an engineer)|offer|manage|meet|deliver|collect"
    r"|fit|install|replace|repair|fix|service|paint|skim|plaster|tile|lay|hang|cut|trim|clean|board|sort|finish|measure|ring|call|phone)\b"
)
_ALONE = r"(?:\A|(?<=[.!?,]\s)|(?<=\n)|(?<=\byes )|(?<=\byeah )|(?<=\byep )|(?<=\bok )|(?<=\bsure ))"
_SAYS_COMING = re.compile(
    rf"{_WE}{_SHALL}\s+(?:\w+ly\s+|also\s+)?{_COMING}|\bsee you\b"
    r"|\b(?:i'm|i am|we're|we are) (?:free|available|around|in (?:the|your) area|in [a-z]+|coming)\b"
    r"|\b(?:i've|we've|i have|we have) (?:got )?(?:time|space|availability|an? (?:slot|gap|opening|free day))\b"
    rf"|{_ALONE}(?:(?:can|could|will|'ll)\s+{_COMING}|be (?:there|with you|round)\b|(?:free|available)\b)",
    re.I,
)
_CLAUSE_END = re.compile(
    r"[,;:.!?\n]|\b(?:but|so|i'll|i will|we'll|we will|let you|please|could you|can you|once|when|if"
    r"|(?:check|see) (?:if|whether|when|what|that|the diary|my diary|our diary)|and confirm|to confirm)\b",
    re.I,
)
_COMES_THEN = re.compile(rf"^[^.,;!?\n]{{0,12}}{_WE}{_SHALL}\s+{_COMING}", re.I)
_SUITS = re.compile(
    r"^(?:\s+(?:morning|afternoon|evening|at \S+))?\s*(?:'s| is| works| would work| suits(?: me| us)?| should be| will be| would be)"
    r"\s*(?:all |absolutely )?(?:fine|good|great|ok|okay|perfect|free|no problem|doable|possible|for (?:me|us)|well|confirmed|booked)\b",
    re.I,
)


def promises(text: str) -> Iterator[Said]:
    """What we would be held to: free of charge, booked, on my way, guaranteed, discount, refund, payment received …"""
    for name, pattern in PROMISES.items():
        for match in pattern.finditer(text):
            if not is_undone(text, match.start()):
                yield Said("promise", match.start(), match.end(), frozenset({name}))


def forbidden(text: str) -> Iterator[Said]:
    """What no source makes sayable: blame taken, statements of law, advice on gas or electrics."""
    for kind, pattern in (("liability", LIABILITY), ("law", LAW), ("advice", ADVICE)):
        for match in pattern.finditer(text):
            if kind != "liability" or not is_undone(text, match.start()):
                yield Said(kind, match.start(), match.end(), frozenset())


def arrivals(text: str, said: list[Said]) -> Iterator[Said]:
    """Coming, starting, ringing or being free at a stated day or time: the owner’s diary speaks, not the customer’s wish."""
    whens = [one for one in said if one.kind in ("date", "time", "part") or (one.kind == "duration" and _is_soon(one))]
    for match in _SAYS_COMING.finditer(text):
        stop = _CLAUSE_END.search(text, match.end())
        end = stop.start() if stop else len(text)
        if not is_undone(text, match.start()):
            for when in whens:
                if match.end() <= when.start < end:
                    yield Said("arrival", match.start(), when.end, when.values)
    for when in whens:
        rest = text[when.end :]
        agrees = _COMES_THEN.match(rest) or (_SUITS.match(rest) and not is_question(text, when.start))
        if when.kind == "date" and agrees and not is_undone(text, when.start):
            yield Said("arrival", when.start, when.end, when.values)


def _is_soon(one: Said) -> bool:
    return any(value.startswith("soon ") for value in one.values)
