"""What the house has or is by now: told beside what is wanted, and no wish for more of it.

“The windows all have locks”, “kitchen’s got a heat one already”, “the floor is level concrete”, “the boiler is nine years old”. Not so
where the sentence goes on with a wish for it or a fault of it, or says what there must be (“unless the door has a deadlock”).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlet.drafting.engine.matching.items import ACT_OF, PLAIN_ACTS, Item
from handlet.drafting.engine.matching.lexicon import stem

# The same whatever else its sentence asks for: “the door only has a night latch on it, want a deadlock lower down”.
_NOW = re.compile(
    r"\bonly (?:has|have|got|had) (?:an?|one)\b|\b(?:is|are|['’]s|its) (?:just|only) (?:on|with|held by|shut with) an?\b|\bha(?:s|ve) (?:got )?an? (?:[\w-]+ ){1,4}only\b|^\W*(?:currently|at present|at the moment)\b"
    r"|^\W*(?:it |which |that )?(?:was|used to be) an?\b|^\W*(?:it['’]?s|its) an? \w+ combi\b"
    r"|^\W*(?:it['’]?s|its|they['’]?re|that['’]?s) (?:just|only|all|still|currently|now) (?:bare|plain|old|painted|raw)\b",
    re.I,
)
# “The boiler is nine years old” tells of it, unless its sentence goes on with what it needs.
_AGED = re.compile(
    r"^\W*(?:the|my|our|its?|his|her|their) (?:[\w-]+ ){0,3}?(?:is|are|was|were|['’]s) (?:only |about |roughly |just |now |nearly |over )?(?:\d+|[a-z]+)(?:[ -]odd)? (?:years?|yrs?|months?) old\b",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:needs?|wants?|like|due|new|please|pls|can|could|replac\w*|chang\w*|swap\w*|servic\w*|how much|price|quote)\b",
    re.I,
)
# What stands between the verb and the last thing that they have: a list, and no verb of another clause.
_LIST = (
    r"(?:(?!\d|(?:to|had|been|no|not|never|is|are|was|needs?|wants?|but|so|because|i|we|you|u|they|it|can|could|would|will|please|pls"
    r"|another|more|extra|new|old|ancient|tatty|dated|broken|someone|somebody|nothing)\b)[\w'’-]+[ ,&+]+){0,8}$"
)
# “Have kicked out” tells what was done.
_NO_DEED = r"(?!(?:all |both |just |now )?(?:\w+ed|gone|come|broken?|lost|taken|done|made|put|cut|let|left|fallen|split|found|built|bought)\b)"
_HAS = re.compile(
    rf"(?:\b(?:has|have|hav)(?= {_NO_DEED})|['’](?:ve|s) (?:all |both |already )*got|\bcomes with|\b(?:is|are) (?:all |already )?fitted with|\bthere(?:['’]?s| is| are)) {_LIST}",
    re.I,
)
_GOT = re.compile(rf"(?:\bgot|['’]ve|\balready(?= (?:an?|one|two)\b)) {_NO_DEED}{_LIST}", re.I)
# “Can I have”, “unless it has”, “I also have”: a wish, what there must be, one job more.
_NOT_SO = re.compile(
    r"\b(?:can|could|may|might|shall|should|must|would|will|to|do|does|did|not|never|if|unless|until|till|whether|when|once|rather|better"
    r"|sure|ensure|insists?|requires?|says?|said|wants?|needs?|like|also|as well|plus|please|pls)\b|n['’]t\b|['’]d\b",
    re.I,
)
_MORE = re.compile(
    r"\b(?:too|as well|also|to (?!be honest\b)[a-z]+|that|which|who|in need|down|missing|due|like|new)\b|[?\d]", re.I
)
_TO_DO = re.compile(r"\b(?:to (?!be honest\b)[a-z]+|badly|wrong\w*|over)\b|[?\d]", re.I)
_OF_IT = re.compile(r"\b(?:it|its|it['’]s|them|they|one|ones|this|these|those|both|which|same)\b", re.I)
_SELLS = re.compile(r"\b(?:suppl(?:y|ied)|provided|brought)\b(?! by (?:the |our )?(?:customer|client|you)\b)", re.I)
_OWN = re.compile(r"\b(?:my|our) own\b", re.I)
_ALREADY = re.compile(r"\balready\b", re.I)
# “The floor is” level, “the walls are all” boarded.
_CLAUSE = re.compile(
    r"[,;:(]\s*(?=(?:but |and |so |as |because |though )?(?:there|we|i|they|he|she|it|the|my|our|each|every|both|all|\w+['’](?:s|ve))\b)|\b(?:and|but|so) (?=(?:there|we|i|they|he|she|it|the|my|our|each|every)\b)",
    re.I,
)
_IS = re.compile(
    r"(?:\b(?:is|are|looks?)|['’](?:s|re)) (?:all |both |already |quite |pretty |fairly |perfectly |dead |fully |properly |nicely |now |nice and |lovely and )*$",
    re.I,
)
# “It’s on 15 mm pipe if that helps”: what the thing is on, not what is wanted.
_WHERE_IT_IS = re.compile(
    r"^\W*(?:it|that|this|they|both|mine|ours)(?:['’]?s| is| are|['’]re) (?:(?:just|all|only|right|both|currently) )*(?:on|in|at|by|under|behind|above|near|next to|off|against|between|over|inside|beside) ",
    re.I,
)


def is_told_as_now(piece: str, sentence: str, at: int, *, ailing: bool, acts: bool, acts_here: bool) -> bool:
    """Whether a piece says in so many words what is there now, where it is or how old. at: where in the piece the thing is named.

    ailing: its sentence tells of a fault. acts, acts_here: something is done in its sentence, in the piece.
    """
    now = _NOW.search(piece)
    if now and not ailing and at >= now.start():
        return True
    if _WHERE_IT_IS.match(piece) and not ailing and not acts_here and not _WANTED.search(piece):
        return True
    return bool(_AGED.match(piece) and not ailing and not acts and not _WANTED.search(sentence))


def is_told_as_there(item: Item, named: Sequence[tuple[int, int, str]], sentence: str, first: int, last: int) -> bool:
    """Whether a sentence says that they have what the item supplies, or that its work is done, and wishes nothing of it.

    named: where in the sentence each word of the item stands, with our stem of it. first, last: its piece in which they stand.
    """
    return any(
        _is_had(item, *each, sentence, first, last) or _is_so(item, *each, sentence, first, last) for each in named
    )


def _is_had(item: Item, begin: int, end: int, word: str, sentence: str, first: int, last: int) -> bool:
    before, behind, rest = sentence[:begin], sentence[end:last], sentence[last:]
    already = bool(_ALREADY.search(sentence[first:last]))
    sells = _SELLS.search(f"{item.row.name}. {item.row.description}") or item.acts & {"fit", "swap"}
    if (
        word not in item.words
        or word in ACT_OF
        or item.supplied == "customer"
        or "remove" in item.acts
        or not (sells or already)
    ):
        return False
    has = _HAS.search(before) or (_GOT.search(before) if already else None)
    if has is None or _NOT_SO.search(_clause(before)) or _MORE.search(behind):
        return False
    # “… and one of them has stopped, can you swap it”.
    return not (_OF_IT.search(rest) and _WANTED.search(rest))


def _is_so(item: Item, begin: int, end: int, word: str, sentence: str, first: int, last: int) -> bool:
    names = re.findall(r"[a-z]+", item.row.name.lower())
    made = {stem(name) for place, name in enumerate(names) if not place or name.endswith("ing")}
    said = stem(sentence[begin:end].lower())
    made |= {
        act for act in item.words if act in ACT_OF and act not in PLAIN_ACTS and sentence[begin:end].endswith("ed")
    }
    return (
        said in made
        and _IS.search(sentence[:begin]) is not None
        and not _NOT_SO.search(_clause(sentence[:begin]))
        and not _TO_DO.search(sentence[end:last])
        and not _WANTED.search(sentence[first:])
    )


def _clause(before: str) -> str:
    """What stands before a thing since the clause of its verb began."""
    return _CLAUSE.split(before)[-1]
