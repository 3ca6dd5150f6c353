"""What a memory of the owner's means: words never to be used, a question always to be asked, a sentence always to be said.

A small grammar over the owner's own sentence, on top of the one for wishes. What it does not understand is refused when it is
typed, with a sentence on how to say it, so that nothing is shown as remembered and then never obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlet.drafting.engine import asking
from handlet.drafting.engine.composing.wishes import Wishes, wishes_of
from handlet.drafting.engine.words import stems
from handlet.drafting.port import BusinessFacts, Remembered, Tone

FACT, PREFERENCE, PROCEDURE = "fact", "preference", "procedure"


# A memory means the same whatever the business is.
NOBODY = BusinessFacts("", "", "", "", "", "", [], [], False, Tone(), [], [], [], [])


class NotUnderstood(Exception):
    """`str(error)` says how to say it."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    never: str = ""
    say: str = ""
    style: str = ""
    key: str = ""
    ask: str = ""
    tell: str = ""
    topic: Sequence[str] = ()
    not_done: str = ""


_Q = r"[“\"'‘]?"
_E = r"[”\"'’]?"
_SAY = r"(?:say|write|use|put|prefer|call (?:it|them))"
_NEVER = r"(?:,|;|\band\b|\bbut\b)?\s*(?:never|not|instead of|rather than|in place of)\s+(?:say |write |use |with )?"
_SAY_NEVER = re.compile(
    rf"^(?:always |please |we |i )*{_SAY}\s+{_Q}(?P<say>[^“”\"]{{1,60}}?){_E}\s*{_NEVER}{_Q}(?P<never>[^“”\"]{{1,60}}?){_E}[.!]?$",
    re.I,
)
_INSTEAD = re.compile(
    rf"^(?:instead of|rather than)\s+{_Q}(?P<never>[^“”\"]{{1,60}}?){_E}\s*,?\s*"
    rf"(?:always )?{_SAY}\s+{_Q}(?P<say>[^“”\"]{{1,60}}?){_E}[.!]?$",
    re.I,
)
_ONLY_NEVER = re.compile(
    rf"^(?:please )?(?:never|do not|don['’]t|avoid)\s+(?:ever )?(?:say(?:ing)?|writ(?:e|ing)|us(?:e|ing)|put(?:ting)?)\s+"
    rf"{_Q}(?P<never>[^“”\"]{{1,60}}?){_E}[.!]?$",
    re.I,
)
_NOT_DONE = re.compile(
    r"^(?:sorry,? )?(?:we|i)\s+(?:do not|don['’]t|never|no longer)\s+(?:do|take on|fit|install|work on|touch|offer|supply)"
    r"\s+(?:any )?(?P<thing>[^.!,;]{2,80})[.!]?$",
    re.I,
)
_ALWAYS = re.compile(r"^(?:please\s+)?(?:always|every time|each time)[\s,]+", re.I)
_ABOUT_FIRST = re.compile(
    r"^(?:for|when|whenever|if|with|on)\s+(?P<topic>[^,:]{2,60}?)(?:\s*[,:]\s*|\s+(?=always\b))(?P<rest>.+)$",
    re.I | re.S,
)
_ABOUT_LAST = re.compile(r"^(?P<rest>.+?)\s+(?:when|whenever|if)\s+(?P<topic>[^,:]{2,60}?)[.!]?$", re.I | re.S)
_FILLER = frozenset(
    stems(
        "they want ask asking about job jobs somebody someone customer customers people it there mention mentions any says say"
    )
)
_STYLES = ("shorter", "formal", "friendly", "no_emoji", "no_price", "no_questions", "visit")


def remembered(*, id: str, kind: str, text: str, about_customer: bool = False) -> Remembered:
    """The memory as the engine obeys it. Raises NotUnderstood."""
    parsed = {FACT: _fact, PREFERENCE: _preference, PROCEDURE: _procedure}[kind](text.strip())
    return Remembered(
        id=id,
        kind=kind,
        text=_sentence(text),
        about_customer=about_customer,
        never=parsed.never,
        say=parsed.say,
        style=parsed.style,
        key=parsed.key,
        ask=parsed.ask,
        tell=parsed.tell,
        topic=tuple(parsed.topic),
        not_done=parsed.not_done if not about_customer else "",
    )


def in_words(one: Remembered) -> str:
    """What will be done with it, for the page."""
    when = "Where they write about that, it" if one.topic else "Each time, it"
    if one.never and one.say:
        return f"Writes “{one.say}” in place of “{one.never}”."
    if one.never:
        return f"Leaves out sentences with “{one.never}”."
    if one.style:
        return f"Every suggestion: {_STYLE_WORDS[one.style]}."
    if one.ask:
        return f"{when} asks: “{one.ask[:1].upper()}{one.ask[1:]}?”"
    if one.tell:
        return f"{when} says: “{one.tell}”"
    if one.not_done:
        return f"Says no, politely, to {one.not_done}."
    if one.about_customer:
        return "Shown beside their drafts; what it answers is not asked again."
    return "Answers with it when somebody asks, word for word."


_STYLE_WORDS = {
    "shorter": "shorter",
    "formal": "more formal",
    "friendly": "warmer",
    "no_emoji": "no emoji",
    "no_price": "no price",
    "no_questions": "no questions",
    "visit": "offers to come and look",
}


def of_wish(instruction: str) -> list[str]:
    """What a wish for one draft would be as a memory for all: “shorter” → “Shorter”, “ask for photos” → “Always ask for photos”.

    Only what is no matter of one reply: no sentence to be said, no refusal.
    """
    wishes = wishes_of(instruction, NOBODY)
    found = [_WISH_WORDS[name] for name in _STYLES if getattr(wishes, name) and name in _WISH_WORDS]
    return found + [f"Always ask for {_ASKED_FOR[key]}" for key in wishes.ask if key in _ASKED_FOR]


_WISH_WORDS = {"shorter": "Shorter", "formal": "More formal", "friendly": "Warmer", "no_emoji": "No emoji"}
_ASKED_FOR = {
    "photos": "photos",
    "postcode": "the postcode",
    "phone": "the phone number",
    "make_model": "the make and model",
}


def is_refusal(text: str) -> bool:
    """“We do not do …”."""
    return bool(_NOT_DONE.match(text.strip()))


def _fact(text: str) -> _Parsed:
    if len(text.split()) < 2:
        raise NotUnderstood("Write it as a sentence, for example “We do not do conservatories.”")
    found = _NOT_DONE.match(text)
    return _Parsed(not_done=found["thing"].strip() if found else "")


def _preference(text: str) -> _Parsed:
    for pattern in (_SAY_NEVER, _INSTEAD):
        found = pattern.match(text)
        if found:
            say, never = found["say"].strip(" ,'‘’"), found["never"].strip(" ,'‘’")
            if re.search(r"[\d£%]", say + never):
                raise NotUnderstood(
                    "Prices and figures come from your price list: for example, change the price there."
                )
            if say and never and say.lower() != never.lower():
                return _Parsed(never=never, say=say)
    found = _ONLY_NEVER.match(text)
    if found:
        return _Parsed(never=found["never"].strip(" ,'‘’"))
    wishes = wishes_of(_ALWAYS.sub("", text), NOBODY)
    styles = [name for name in _STYLES if getattr(wishes, name)]
    if len(styles) == 1 and not wishes.not_done:
        return _Parsed(style=styles[0])
    raise NotUnderstood(
        "Say it like this: say “cheers”, never “regards”. Or one wish, such as “shorter” or “no emoji”."
    )


def _procedure(text: str) -> _Parsed:
    body, topic = text, ""
    first = _ABOUT_FIRST.match(text)
    if first:
        body, topic = first["rest"], first["topic"]
    body = _ALWAYS.sub("", body.strip())
    if not topic:
        last = _ABOUT_LAST.match(body)
        # “Ask if they have a key” is a question, no condition.
        if last and not re.match(r"^(?:ask|check)(?:\s+\w+)?$", last["rest"].strip(), re.I):
            body, topic = last["rest"], last["topic"]
    wishes = wishes_of(body, NOBODY)
    about = [stem for stem in stems(topic) if stem not in _FILLER]
    if topic and not about:
        raise NotUnderstood("Say about what: for example “for no power, always ask for a photo of the fuse board”.")
    return _first_of(wishes, about)


def _first_of(wishes: Wishes, topic: Sequence[str]) -> _Parsed:
    if not wishes.not_done:
        if wishes.ask:
            return _Parsed(key=wishes.ask[0], ask=asking.WORDING.get(wishes.ask[0], ""), topic=topic)
        if wishes.asked:
            return _Parsed(ask=wishes.asked[0][:1].lower() + wishes.asked[0][1:].rstrip("?"), topic=topic)
        if wishes.told:
            return _Parsed(tell=wishes.told[0], topic=topic)
        if wishes.visit:
            return _Parsed(style="visit", topic=topic)
    raise NotUnderstood(
        "Say it like this: always ask for a photo of the fuse board. Or: always tell them the water will be off."
    )


def _sentence(text: str) -> str:
    said = text.strip()
    said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?", "”", "’")) else f"{said}."
