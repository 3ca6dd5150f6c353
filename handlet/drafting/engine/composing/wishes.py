"""What the owner wishes for this draft: “shorter and ask for photos”, “say no, booked until March”, “add the deposit one”.

A small grammar, read left to right. What it does not know is given back, so that the screen can say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from handlet.drafting.engine.words import stems
from handlet.drafting.port import BusinessFacts, SavedReply


@dataclass(frozen=True, slots=True)
class Wishes:
    """decline: empty, or one of `any`, `trade`, `area`, `size`, `booked`. until: the owner’s words after “until”.

    ask: keys of known questions. asked: questions in the owner’s words. told: sentences in the owner’s words.
    not_done: parts of the instruction that nothing here can do.
    """

    shorter: bool = False
    formal: bool = False
    friendly: bool = False
    no_price: bool = False
    no_emoji: bool = False
    no_questions: bool = False
    visit: bool = False
    english: bool = False
    hold: bool = False
    decline: str = ""
    until: str = ""
    ask: Sequence[str] = ()
    asked: Sequence[str] = ()
    told: Sequence[str] = ()
    replies: Sequence[SavedReply] = ()
    not_done: Sequence[str] = field(default_factory=tuple)

    @property
    def says_when(self) -> bool:
        """The owner tells the customer a day, or that there is none: nothing of ours about the diary stands beside it."""
        return any(_WHEN.search(told) for told in self.told)

    @property
    def any(self) -> bool:
        return self != Wishes()


_WHEN = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\btomorrow\b|\btoday\b|\b(?:this|next) (?:week|weekend|month)\b|\bbooked(?: up| in)?\b|\b(?:free|available|come|start|round|there) (?:on|from|at|in|by|after|until)\b|\bdiary\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}(?::\d\d)? ?[ap]m\b",
    re.I,
)
_POLITE = re.compile(
    r"^(?:(?:please|pls|can you|could you|just|also|and|then|but|make it|make this|a bit|a little|it|to be)\s+)+", re.I
)
_TELL = re.compile(
    r"^(?:tell (?:them|him|her|the customer)|say|mention|add that|let (?:them|him|her) know|write|put)(?:\s+that)?[\s:,]+(?P<rest>.+)$",
    re.I | re.S,
)
_ASK = re.compile(r"^(?:ask|check with)(?:\s+(?:them|him|her|the customer))?\s+(?P<rest>.+)$", re.I | re.S)
_ADD = re.compile(
    r"^(?:add|include|use|insert|put in)\s+(?:the\s+|my\s+)?(?:saved reply\s+)?(?:about\s+|on\s+)?(?P<rest>.+)$",
    re.I | re.S,
)
_DECLINE = re.compile(
    r"^(?:say no|decline|turn (?:it|them|this) down|no thanks?|politely decline|refuse|say (?:we|i) can(?:'t| ?not)(?: do (?:it|this))?|not interested)\b",
    re.I,
)
_REASONS = (
    ("booked", re.compile(r"\b(?:booked|busy|full|no (?:time|space|availability))\b", re.I)),
    ("area", re.compile(r"\b(?:area|too far|far away|distance|out of (?:our|my) (?:area|patch))\b", re.I)),
    ("size", re.compile(r"\b(?:too (?:small|big|large)|size|small job|big job|minimum)\b", re.I)),
    ("trade", re.compile(r"\b(?:trade|don't do|do not do|not (?:our|my) (?:thing|line|work)|wrong trade)\b", re.I)),
)
_UNTIL = re.compile(r"\b(?:until|till|til|before)\s+(?P<until>[^,.;]+)", re.I)
_KEYS = (
    ("photos", r"photos?|pictures?|pics?|images?"),
    ("postcode", r"post ?code|address|where (?:it|they) (?:is|are|live)"),
    ("phone", r"(?:phone|tel\w*|mobile|contact) ?(?:number)?|number to (?:ring|call)"),
    ("area", r"(?:room )?(?:size|area|measurements?|dimensions)|how big"),
    ("make_model", r"make(?: and model)?|model"),
    ("quantity", r"how many|quantity"),
    ("access", r"access|parking"),
    ("dates", r"dates?|when (?:suits|it suits|they want|is good)|availability"),
    ("budget", r"budget"),
    ("scope", r"more (?:detail|info\w*)|details"),
)
_SIMPLE = (
    ("shorter", r"(?:much )?(?:shorter|short|brief(?:er)?|less (?:wordy|long)|cut it down|keep it (?:short|brief)|too long)"),
    ("friendly", r"(?:warmer|friendl(?:y|ier)|nicer|softer|more (?:friendly|warm|casual|relaxed|chatty)|less (?:formal|stiff)|casual|informal)"),
    ("formal", r"(?:more formal|formal(?:ly)?|more (?:professional|polite|business-?like)|professional|politer|less (?:casual|chatty))"),
    ("no_price", r"(?:no|without|don'?t (?:give|mention|say|include)|leave out|remove|drop|skip|take out)(?: (?:a|the|any|out))* (?:prices?|costs?|figures?|sums?|quote|amounts?)(?: yet| for now| out)?"),
    ("no_emoji", r"(?:no|without|remove|drop|fewer|less)(?: the| any)? (?:emojis?|smil(?:ey|ies)\w*)"),
    ("no_questions", r"(?:no|don'?t ask(?: any)?|without|remove|drop|skip)(?: the| any)? questions?"),
    ("visit", r"(?:visit|(?:offer|suggest|propose|arrange|book)(?: (?:a|to))? (?:visit|survey|site visit|come(?: (?:and|to) (?:have a )?look)?|look|have a look)|come and (?:have a )?look|i'?ll come and look)"),
    ("english", r"(?:in english|write (?:it )?in english|english please)"),
    ("hold", r"(?:just (?:say|acknowledge)|hold(?:ing)?(?: reply)?|(?:say )?i'?ll (?:get|come) back(?: to (?:them|him|her|you))?|buy (?:me )?(?:some )?time)"),
)  # fmt: skip


def wishes_of(instruction: str, business: BusinessFacts) -> Wishes:
    """The wish in parts. An empty instruction wishes nothing."""
    wishes = Wishes()
    for clause in _clauses(instruction):
        wishes = _one(clause, wishes, business)
    return wishes


def _clauses(instruction: str) -> list[str]:
    """Parts at commas, full stops and “and”; what the owner tells or asks the customer stays whole to the end of its sentence."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.;!?])\s+|\n+|;", instruction.strip()):
        rest = sentence.strip().rstrip(".!;")
        while rest:
            bare = _POLITE.sub("", rest)
            if (
                (_TELL.match(bare) or _ASK.match(bare))
                and not _DECLINE.match(bare)
                and not _known(bare.split(" and ")[0])
            ):
                tail = re.search(
                    r",? and (?=(?:ask|say|tell (?:them|him|her)|mention|make it|shorter|add (?:the|my)|no price)\b)",
                    bare,
                )
                found.append(bare[: tail.start()] if tail else bare)
                rest = bare[tail.end() :] if tail else ""
                continue
            if _DECLINE.match(bare):
                found.append(bare)
                break
            cut = re.search(r"\s*,\s*(?:and\s+)?|\s+(?:and|but|then|&|\+)\s+", bare)
            if cut and cut.start():
                found.append(bare[: cut.start()])
                rest = bare[cut.end() :]
            else:
                found.append(bare)
                rest = ""
    return [clause for clause in found if clause.strip()]


def _known(clause: str) -> str:
    for name, pattern in _SIMPLE:
        if re.fullmatch(
            rf"(?:be |sound |tone:? )?(?:{pattern})(?: (?:please|pls|version|reply|one|tone))?", clause.strip(), re.I
        ):
            return name
    return ""


def _one(clause: str, wishes: Wishes, business: BusinessFacts) -> Wishes:
    bare = _POLITE.sub("", clause.strip()).strip() or clause.strip()
    if bare.lower() in ("photos", "ask for photos"):
        return replace(wishes, ask=[*wishes.ask, "photos"])
    simple = _known(bare)
    if simple:
        return _set(wishes, simple)
    if _DECLINE.match(bare) or bare.lower() == "no":
        until = _UNTIL.search(bare)
        kind = next((name for name, pattern in _REASONS if pattern.search(bare)), "any")
        return replace(wishes, decline="booked" if until else kind, until=until["until"].strip() if until else "")
    asked = _ASK.match(bare)
    if asked:
        return _asking(asked["rest"].strip(), wishes)
    added = _ADD.match(bare)
    if added and not bare.lower().startswith("add that"):
        reply = _reply(added["rest"], business)
        if reply is not None:
            return replace(wishes, replies=[*wishes.replies, reply])
    told = _TELL.match(bare)
    if told:
        return replace(wishes, told=[*wishes.told, _sentence(told["rest"])])
    return replace(wishes, not_done=[*wishes.not_done, clause.strip()])


def _set(wishes: Wishes, name: str) -> Wishes:
    return replace(
        wishes,
        shorter=wishes.shorter or name == "shorter",
        formal=name == "formal" or (wishes.formal and name != "friendly"),
        friendly=name == "friendly" or (wishes.friendly and name != "formal"),
        no_price=wishes.no_price or name == "no_price",
        no_emoji=wishes.no_emoji or name == "no_emoji",
        no_questions=wishes.no_questions or name == "no_questions",
        visit=wishes.visit or name == "visit",
        english=wishes.english or name == "english",
        hold=wishes.hold or name == "hold",
    )


def _asking(rest: str, wishes: Wishes) -> Wishes:
    """“for photos and the postcode” asks known things; anything else is asked in the owner’s words."""
    parts = re.split(r"\s*(?:,|\band\b|&)\s*", re.sub(r"^(?:for|about)\s+", "", rest))
    keys = [
        next(
            (
                key
                for key, words in _KEYS
                if re.fullmatch(rf"(?:(?:a|an|the|some|their|his|her|more|any)\s+)*(?:{words})", part, re.I)
            ),
            "",
        )
        for part in parts
        if part
    ]
    if keys and all(keys):
        return replace(wishes, ask=[*wishes.ask, *keys])
    plain = re.sub(r"\b(?:they|he|she)(?:'ve|’ve)\b", "you’ve", rest.rstrip("?"), flags=re.I)
    plain = re.sub(r"\b(?:they|he|she)(?:'re|’re|'s| are| is)\b", "you’re", plain, flags=re.I)
    plain = re.sub(r"\b(?:they|he|she) has\b", "you have", plain, flags=re.I)
    plain = re.sub(r"\b(?:they|them|he|she|him)\b", "you", plain, flags=re.I)
    plain = re.sub(r"\b(?:their|his|her)\b", "your", plain, flags=re.I)
    if re.match(r"(?:if|whether|what|which|when|where|how|who|why)\b", plain, re.I):
        return replace(wishes, asked=[*wishes.asked, f"Could you let me know {plain[:1].lower()}{plain[1:]}?"])
    plain = re.sub(r"^(?:for|about)\s+", "", plain)
    return replace(wishes, asked=[*wishes.asked, f"Could you let me have {plain}?"])


def _reply(words: str, business: BusinessFacts) -> SavedReply | None:
    wanted = set(stems(re.sub(r"\b(?:saved reply|reply|one|text|bit|note|info\w*)\b", "", words, flags=re.I)))
    for reply in business.saved_replies:
        title = set(stems(reply.title)) or {reply.title.lower()}
        if wanted and (wanted <= title or title <= wanted):
            return reply
    return None


def _sentence(words: str) -> str:
    said = words.strip().strip('"“”')
    said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?")) else said + "."
