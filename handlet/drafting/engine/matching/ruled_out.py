"""What is named and not wanted, since it is in other hands, lies behind them, or was thought of and given up.

“The landlord says he’s sorting the carpets himself”, “the chimney was repointed two years back”, “I’d thought of an outside
socket, but the neighbour lent us one”. What was done badly, or wants doing again, is wanted all the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

_KIN = (
    r"husband|wife|hubby|partner|boyfriend|girlfriend|fianc[eé]e?|ex|son|lad|daughter|dad|father|mum|mam|mother|brother|sister|uncle|aunt|auntie|cousin|nephew|grand(?:ad|son|dad)|\w+-in-law"
    r"|mate|pal|friend|neighbou?r|flatmate|housemate|brother in law|son in law|father in law"
)
_TRADES = (
    r"builder|plumber|electrician|spark|sparky|joiner|chippy|carpenter|plasterer|plaster man|spread|tiler|roofer|decorator|painter|gardener|cleaner|locksmith|engineer|handyman|contractor|fitter"
    r"|installer|surveyor|sweep|glazier|fencer|caretaker|janitor|odd[- ]job man|developer|factor|landlord|landlady|tenant|agent|council|freeholder|management|housing association"
)
_OTHERS = rf"(?:{_KIN}|{_TRADES}|(?:people|company|firm|guys?|team|man|men|staff|crew|bloke|fella|fellow|chap|lads))"
_FROM = r"(?: (?:from|at|in|of|down|up|next|over|across|who|round) [\w'’]+(?: (?!(?:is|has|are|will)\b)[\w'’]+){0,2}?)?"
_WHO = (
    rf"(?:\b(?:the|my|our|his|her|their|an?|another|another|some|next|last|previous) (?:(?!(?:new|old)\b)[\w'’-]+ ){{0,2}}?{_OTHERS}s?|^\W*(?:(?:but|and|maybe|perhaps|as|since|cos|the) )*{_OTHERS}s?"
    rf"|\b(?:someone|somebody) else|\bothers){_FROM}"
)
_DOING = (
    r"(?:doing|sorting|handling|fitting|supplying|providing|tackling|painting|laying|tiling|plastering|skimming|wiring|cleaning|clearing|cutting|replacing|changing|fixing|mending|repairing|removing|taking|seeing to|dealing with"
    r"|looking after|bringing|building|moving|hanging|finishing|boarding|putting|collecting|lending)"
)
_DO = r"(?:do|sort|handle|fit|supply|provide|tackle|paint|lay|tile|plaster|skim|wire|clean|clear|cut|replace|change|fix|mend|repair|remove|take|see to|deal with|look after|bring|build|hang|finish|put|board|tank|screed|level|point|render|prune|trim|dig)"
_DONE = (
    r"(?:done|sorted|fitted|supplied|provided|painted|laid|tiled|plastered|skimmed|wired|cleaned|cleared|cut|replaced|changed|fixed|mended|repaired|removed|lifted|skipped|built|hung|finished|boarded|lent|swept|serviced"
    r"|tested|seen to|dealt with|regrouted|resealed|repointed|pointed|redone|renewed|refelted|rewired|redecorated|decorated|retiled|installed|upgraded|insulated|emptied|trimmed|pruned|jetted|unblocked|rendered|eased|varnished"
    r"|sanded|papered|washed|stripped|checked|inspected|rehung|revarnished|did|refitted|relaid|taken (?:up|off|out|down|away))"
)
_HOW = r"(?:all |both |just |only |already |since |now |kindly |properly |fully |professionally |recently |\w+ly )*"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|spring|summer|autumn|winter|20\d\d)"
_WHEN = (
    rf"(?:(?:on |only )?(?:last|this) (?:\w+)|(?:back )?(?:in|last) {_MONTH}|(?:a|an|one|two|three|four|five|six|ten|\d+|a few|a couple of|few|couple of)(?: or (?:so|two|three))? (?:days?|weeks?|months?|years?|yrs?|while) (?:ago|back|since)"
    r"|yesterday|recently|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|when (?:we|i) (?:moved|bought|had|came)|before (?:we|i) (?:moved|bought))"
)
_IN_OTHER_HANDS = re.compile(
    rf"{_WHO}(?:['’]s|s(?= (?:now |just |already )*{_DOING}\b)| is| are|['’]re| was| were|['’]ll| will| says?| said| reckons?| (?:s?he|they|it)(?:['’]?s|['’]ll| is| are| will|['’]re)?| now| just| going to| gonna| all| be| kindly| wants? to| keeps?| keep| has offered to| offered to)+ (?:{_DOING}|{_DO})\b"
    r"|\b(?:doing|bringing|supplying|fitting|laying|sorting|using) (?:their|his|her) own\b",
    re.I,
)
_BY_OTHERS = re.compile(
    rf"{_WHO}(?:['’]s| has| have|['’]ve) {_HOW}(?:been )?{_DONE}\b"
    rf"|{_WHO} (?:had |has )?{_HOW}{_DONE}\b[^.?!]*\b{_WHEN}\b"
    rf"|\b(?:{_DO}|{_DOING}|{_DONE}|does|keeps?) (?:[\w'’]+ ){{0,4}}?(?:himself|hisself|herself|themsel(?:f|ves))\b",
    re.I,
)
_BEHIND = re.compile(
    rf"\b(?:was|were|been|being|got|getting|had|['’]s been|is|are) {_HOW}(?:(?:re)?{_DONE}) (?:[\w'’]+ ){{0,3}}?(?:{_WHEN}\b|by (?:the |my |our |a |an |another )?(?:last|previous|other|\w+ )?{_OTHERS}\b)"
    rf"|\b(?:been|got|were|was) {_HOW}{_DONE} (?:already|recently)\b",
    re.I,
)
_STAYS = re.compile(
    r"\b(?:stay|stays|staying|stopping|remains?|remaining) (?:(?:just|exactly) )?(?:as (?:is|(?:it|they) (?:is|are|r)|it|they)|put|where (?:it|they) (?:is|are)|how (?:it|they) (?:is|are))\b"
    r"|\b(?:is|are|['’]re|looks?) (?:all |still |both )?(?:mint|spot on|immaculate|in good (?:nick|order|condition|shape))\b"
    r"|(?<!can )(?<!could )(?<!to )\bleave (?:[\w'’]+ ){1,5}?(?:till|until|til) (?!you|we|i\b|he|she|they|the (?:morning|day))"
    r"|\bleave (?:['’]?em|them|it|that|those|these)(?: (?:be|out|please|pls|then))*\W*$",
    re.I,
)
_GIVEN_UP = re.compile(
    r"\b(?:scrap|bin|drop|cancel|forget|park|lose|shelve) (?:(?:about|on) )?(?:the|that|my|our) (?:[\w'’-]+ ){0,4}?(?:idea|bit|part|plan|thought)\b|\bchanged (?:my|our|his|her) minds? (?:about|on)\b"
    r"|\b(?:decided|going) (?:against|not to (?:have|bother|do|go))\b",
    re.I,
)
# “Had thought of a heat pump but” and what follows: a doubt about it is no refusal.
_THOUGHT = re.compile(r"\b(?:had|did|we|i|once|first|originally)?\W*(?:thought|think) (?:about|of)\b|\b(?:was|were) (?:going|meant) to (?:have|get|ask|do)\b", re.I)  # fmt: skip
_BUT = re.compile(r"\bbut\b(?! (?:not (?:sure|certain|decided)|unsure|i['’]?m not|we['’]?re not|don['’]?t know|do not know|no idea|open|what|how|which|would|can|could|is|are|happy|whatever)\b)", re.I)  # fmt: skip
# What was done and is wanted nevertheless: done badly, or due again.
_WANTED_STILL = re.compile(
    r"\b(?:again|since then|due|needs?|wants?|want|badly|bodge\w*|botch\w*|wrong\w*|rubbish|shoddy|poor\w*|mess\w*|half[- ]?(?:done|finished)|unfinished|(?<!the )leak\w*|drip\w*|crack\w*|loose|fail\w*|fell|fallen|peel\w*|broke\w*|faulty"
    r"|not (?:right|properly|well|finished|working)|never|isn['’]?t|doesn['’]?t|won['’]?t|stopped|still|already (?:come|gone|fall)\w*|blocked|lifting|coming (?:off|away|loose)|after that|then you|please|can you|could you|would you)\b|\?",
    re.I,
)
_OTHERS_DO_IT = re.compile(
    rf"{_WHO}(?:['’]s|s(?= (?:now |just |already )*{_DOING}\b)| is| are|['’]re|['’]ll| will| can| has| have| says?| (?:s?he|they)(?:['’]?s|['’]ll| is| are| will)?| now| just| going to| gonna| maybe| be)+ (?:{_DOING}|{_DO}|{_DONE}) (?:all )?(?:it|that|them|those|these|this|['’]?em)\b",
    re.I,
)
_NOT_THAT = re.compile(
    r"^\W*(?:(?:so|but|and|actually|oh|or|maybe|perhaps|the|my|our|client|customer|wife|husband|missus|she|he|they|we|i) )*"
    r"(?:(?:do(?:es)?|did)(?:n['’]?t| not|nt) (?:want|need|fancy|like) (?:any|one|either)(?: (?:this time|now|after all))?|not yet(?: \w+)?|leave ['’]?em(?: (?:alone|be|please|pls))*)\W*$"
    r"|^\W*(?:não é preciso|não precisa|no hace falta|nie trzeba|nie potrzeba|nu (?:e nevoie|trebuie)|pas besoin|(?:das )?(?:ist )?nicht nötig|non serve|non occorre|dim angen)\b",
    re.I,
)
# “We did look into underfloor heating, but have decided against it”, “they mention window locks, but those can wait”.
_GIVEN_UP_LATER = re.compile(
    r"\b(?:decided|gone|going|voted|ruled) (?:against|out)(?: (?:it|that|them|this|those))?\W*$|\bdecided not to\b"
    r"|^\W*(?:(?:but|and|so|think|i|we) )*(?:that|those|these|they|it|this)(?:['’]ll| will)? (?:can|could|will have to|has to|have to) wait\b",
    re.I,
)
# “But I’ve got someone else for that now”.
_ELSE_FOR_IT = re.compile(
    r"\b(?:got|have|found|booked|lined up|asked) (?:someone|somebody|another|a different|an?|my|our) (?:[\w'’-]+ ){0,3}?(?:for|to (?:do|sort|fit|look at)|on|doing|sorting) (?:it|that|them|those|this|these)\b",
    re.I,
)
_DONE_BEFORE = re.compile(rf"^\W*(?:have |['’]ve )?(?:had|got) {_HOW}{_DONE}\b[^?]*\b(?:{_WHEN}|by (?:my|the|a|our|another)|already)\b", re.I)  # fmt: skip
# “The carpets are booked with somebody else”: cut at “with”.
_BOOKED_WITH = re.compile(rf"\b(?:is|are|['’]s|['’]re|been) {_HOW}(?:booked|arranged|ordered|lined up)(?: in)? (?:with|through)\W*$", re.I)  # fmt: skip
_ANOTHER = re.compile(rf"^\W*(?:{_WHO}|someone|somebody|another|a different|other)\b", re.I)
_CORRECTS = re.compile(
    r"^\W*(?:(?:oh|and|but|hi|hello|hiya|sorry|wait|hang on|no|ah|ps|can you|please|pls)\W+)*(?:actually|on second thoughts?|scrap|forget|cancel|scratch|(?:i|we)(?:['’]?ve| have)? changed (?:my|our) minds?|sorry|wait|no)\b",
    re.I,
)
# “The tanking I’ve done”, “the walls we painted last year”: the thing stands before who did it.
_DID_IT = re.compile(rf"^\W*(?!(?:what|how|where|when|as|since)\b)(?:[\w'’-]+ ){{1,4}}(?:i|we)(?:['’]?ve| have| had)? {_HOW}{_DONE}(?: (?:all|myself|ourselves))?(?: {_WHEN})?(?: and)?\W*$", re.I)  # fmt: skip
_MINE = re.compile(r"\bi\W*$", re.I)


def is_ruled_out(piece: str, sentence: str) -> bool:
    """Whether a piece of a sentence tells of work that is in other hands, is done, stays as it is or was given up."""
    if _STAYS.search(piece) or _GIVEN_UP.search(piece) or _IN_OTHER_HANDS.search(piece):
        return True
    if _THOUGHT.search(piece) and _BUT.search(sentence[max(0, sentence.find(piece)) :]):
        return True
    if _is_wanted_still(sentence):
        return False
    return bool(_BY_OTHERS.search(piece) or _BEHIND.search(piece) or _DID_IT.match(piece))


@lru_cache(maxsize=1)
def _is_wanted_still(sentence: str) -> bool:
    """Asked for each piece of a sentence in turn; a sentence may have a thousand."""
    return bool(_WANTED_STILL.search(sentence))


def takes_back(piece: str, between: str) -> bool:
    """Whether a piece rules out what the one before it named. between: the words that part the two."""
    if _NOT_THAT.search(piece) or _OTHERS_DO_IT.search(piece) or _GIVEN_UP_LATER.search(piece):
        return True
    if _ELSE_FOR_IT.search(piece):
        return True
    if _BOOKED_WITH.search(between) and _ANOTHER.match(piece):
        return True
    return bool(_MINE.search(between) and _DONE_BEFORE.match(piece))


def corrects(piece: str) -> bool:
    """Whether a refusal takes back what was asked for further up: “actually no, leave the garage door till summer”."""
    return bool(_CORRECTS.search(piece))
