"""What was asked, answered from the profile and the saved replies; what neither holds is honestly left to be checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlet.drafting.engine.composing.tone import voiced
from handlet.drafting.engine.guard import saying
from handlet.drafting.engine.guard.ledger import valid_until
from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.engine.words import stems
from handlet.drafting.port import Enquiry, Reading, SavedReply
from handlet.kit.london import london_day


@dataclass(frozen=True, slots=True)
class Answers:
    """said: sentences that answer. open: whether something was asked that nothing here answers."""

    said: Sequence[str] = ()
    open: bool = False


_ASKS = re.compile(
    r"^\W*(?:and |also |oh |ps |just |quick (?:one|question)[,:]? ?|hi |hello |hiya )*"
    r"(?:do|does|did|are|is|can|could|will|would|have|has|what|which|when|where|who|how|why|should|shall|any chance|wondering)\b|\?\s*$",
    re.I,
)
_JOB = re.compile(
    r"\b(?:can|could|would|will) (?:you|u) (?:please |pls |possibly |also )?(?!supply|give|send|take|accept|bring|guarantee|confirm|come to|cover|work in)\w+|\bprice\b|\bcost|\bquote\b|\bhow much\b",
    re.I,
)
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
    r"\b(?:qualified|qualifications?|registered|certified|accredited|accreditations?|licen[cs]ed|member of|vetted)\b",
    re.I,
)
_NUMBER = re.compile(
    r"\b(?:what(?:'s| is)|have you got|is there) (?:your|a) (?:phone |mobile |contact )?(?:number)\b|\bcan i (?:ring|call|phone) you\b",
    re.I,
)
_GENERIC = frozenset(
    stems(
        "clean fit repair replace work job paint service new take price cost house home room remove small large day do"
    )
)


def answers_of(enquiry: Enquiry, reading: Reading, *, whole: bool = False) -> Answers:
    """whole: look through every sentence, not only questions (somebody in trouble does not ask in good order)."""
    said: list[str] = []
    open_ = False
    used: set[str] = set()
    for sentence in questions_in(enquiry, whole=whole):
        found = _fact(sentence, enquiry, reading)
        reply = None if found else saved_reply_for(sentence, enquiry)
        if found:
            said += [one for one in found if one not in said]
        elif reply is not None:
            if reply.title not in used:
                said.append(reply.text.strip())
                used.add(reply.title)
        elif not _JOB.search(sentence) and _ASKS.search(sentence):
            open_ = True
    return Answers(said, open_)


def questions_in(enquiry: Enquiry, *, whole: bool = False) -> list[str]:
    """The customer’s sentences that ask something; theirs alone, not those of a mail they forward or quote."""
    found = []
    for source in sources_of(enquiry):
        if source.own:
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", source.text[: source.forwarded]):
                plain = sentence.strip()
                if len(plain.split()) >= 2 and (whole or _ASKS.search(plain)):
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
    held = [words for words in enquiry.business.qualifications if _holds(words) and (valid_until(words) or today) >= today]
    asked = [name for name, pattern in saying.CREDENTIALS.items() if pattern.search(sentence)]
    if not asked and not _INSURED.search(sentence) and not _QUALIFIED.search(sentence):
        return None
    fitting = [words for words in held if any(saying.CREDENTIALS[name].search(words) for name in asked)]
    if _INSURED.search(sentence):
        fitting += [words for words in held if _INSURED.search(words) and words not in fitting]
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


def saved_reply_for(sentence: str, enquiry: Enquiry) -> SavedReply | None:
    """The owner’s own words, where the sentence is about what their title says, or about much of what the text says."""
    asked = set(stems(sentence))
    best: tuple[float, SavedReply] | None = None
    for reply in enquiry.business.saved_replies:
        title, text = set(stems(reply.title)), set(stems(reply.text))
        on_title = len((title & asked) - _GENERIC) + (0.5 if title & asked & _GENERIC else 0)
        on_text = len((text & asked) - _GENERIC - title)
        score = 2 * on_title + on_text
        sure = (bool(title) and title <= asked) or (on_title >= 0.5 and on_text >= 1) or on_text >= 3
        if sure and score >= 2 and (best is None or score > best[0]):
            best = (score, reply)
    return best[1] if best else None
