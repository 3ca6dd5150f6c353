"""From a plan to words in the owner's tone: greeting, answer, price and what it covers, questions, next step, sign-off.

Several forms of each part, chosen by the enquiry's own id, so that replies do not look stamped and the same enquiry
always gets the same words. The owner's wish for this draft is obeyed where it can be, and said back where it cannot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from handlet.drafting.engine import asking, remembering
from handlet.drafting.engine.composing import languages
from handlet.drafting.engine.composing.answering import (
    Answers,
    answers_of,
    asks_when,
    hours_words,
    questions_in,
    saved_reply_for,
)
from handlet.drafting.engine.composing.chasing import ChasedQuote, chaser_words
from handlet.drafting.engine.composing.declining import decline_words, partly_words
from handlet.drafting.engine.composing.forms import FORMS
from handlet.drafting.engine.composing.heard import about, has_photos, named_by, wanted_days, when_words
from handlet.drafting.engine.composing.naming import amount_words, cover_words, item_words, listed, shaped_words
from handlet.drafting.engine.composing.promised import reminded
from handlet.drafting.engine.composing.safety import addressed, safety_words
from handlet.drafting.engine.composing.situations import (
    back_from,
    given_up,
    gone_wrong,
    is_cancelled,
    kind_key,
    nobody_came,
    off_the_books,
)
from handlet.drafting.engine.composing.tone import (
    CHAT,
    SPARED,
    emoji,
    finished,
    greeting,
    is_grave,
    is_in_trouble,
    is_sober,
    length,
    most_words,
    name_of,
    register,
    said,
    says_we,
    signoff,
    voiced,
    warmth,
)
from handlet.drafting.engine.composing.wishes import Wishes, wishes_of
from handlet.drafting.engine.matching import Match
from handlet.drafting.engine.matching.charging import GUIDE
from handlet.drafting.engine.plan import Plan
from handlet.drafting.engine.reading.cues import CUES
from handlet.drafting.engine.reading.unpriced import CALLED_OFF
from handlet.drafting.port import Action, Enquiry, Intent, ProposedQuote, Question, Reading

__all__ = ["ChasedQuote", "Wording", "chaser_words", "compose", "later_in", "safety_words", "wishes_of"]

PRICED = (Intent.NEW_QUOTE, Intent.EMERGENCY)


@dataclass(frozen=True, slots=True)
class Wording:
    """text: what would be sent. english: the same in English where the text is in another language, for the owner alone.

    notes: what the owner is told beside it. fixed: texts in it that stand as they are and need no source.
    """

    text: str
    english: str = ""
    notes: Sequence[str] = ()
    fixed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """Words, how much they matter (the least goes first where the draft is too long), and whether they are kept unchanged."""

    text: str
    weight: int = 5
    kept: bool = False


def compose(enquiry: Enquiry, reading: Reading, plan: Plan) -> Wording:
    """Words for a plan. Nothing for `no_draft`; the fixed safety text, addressed and signed, for `draft_safety`."""
    if plan.action is Action.NO_DRAFT:
        return Wording("")
    if plan.action is Action.DRAFT_SAFETY:
        text = safety_words(enquiry, reading, plan.questions)
        return Wording(addressed(enquiry, reading, text), fixed=[text])
    wishes = wishes_of(enquiry.instruction, enquiry.business)
    if reading.language == "en":
        wishes = remembering.standing(wishes, enquiry, reading)
    notes = [f"I could not do: “{part}”." for part in wishes.not_done]
    if languages.has(reading.language) and not wishes.english:
        theirs = _in_language(reading.language, enquiry, reading, plan, wishes)
        return Wording(theirs, english=_in_language("en", enquiry, reading, plan, wishes), notes=notes)
    if reading.language != "en" and not wishes.english:
        notes.append("There are no phrases in their language here, so this is in English.")
    parts = [part for part in _parts(enquiry, reading, plan, wishes) if part.text.strip()]
    cheerful = not (plan.declined or wishes.decline)
    return Wording(_whole(enquiry, reading, wishes, parts, cheerful=cheerful), notes=notes)


def later_in(text: str, enquiry: Enquiry) -> str:
    """The sentence of our own in a text that says that a price will follow; empty where there is none."""
    we = says_we(enquiry)
    if we not in _PROMISES:
        promises = [form for key in ("price_later", "then_price") for forms in FORMS[key].values() for form in forms]
        said = [
            voiced(form, enquiry, least=least)
            for form in promises
            if form
            for least in ("", voiced(_IT_MAY_BE, enquiry))
        ]
        ways = [finished(one, kind, enquiry) for one in said for kind in ("plain", "formal", "even", "loose")]
        _PROMISES[we] = tuple(dict.fromkeys(ways))
    return next((sentence for sentence in _PROMISES[we] if sentence in text), "")


# Every way of it that there is, worked out once for “I” and once for “we”: it is looked for in each draft.
_PROMISES: dict[bool, Sequence[str]] = {}


# --- what is said, by situation ---------------------------------------------------------------------------------------


def _parts(enquiry: Enquiry, reading: Reading, plan: Plan, wishes: Wishes) -> list[_Part]:
    if plan.action is Action.OWNER_ONLY:
        body = _owner_only(enquiry, reading)
    elif wishes.decline or plan.declined:
        told = _answers(_known(enquiry, reading))
        words = decline_words(enquiry, reading, wishes, [part.text for part in told])
        body = [_thanks(enquiry, reading, wishes, heard=False), *told, _Part(" ".join(words), 10)]
    elif wishes.hold:
        body = [_thanks(enquiry, reading, wishes), _Part(_say(enquiry, "hold", wishes), 9)]
    elif reading.intent in PRICED:
        body = _priced(enquiry, reading, plan, wishes)
    else:
        body = _unpriced(enquiry, reading, plan, wishes)
    if plan.action is Action.DRAFT and reading.intent not in _SORRY_ALREADY and (kind := kind_key(enquiry)):
        body = [_Part(_say(enquiry, kind, wishes), 8), *body]
    said = " ".join(part.text for part in body)
    body += [_Part(reply.text, 10, kept=True) for reply in wishes.replies if reply.text not in said]
    body += [_Part(told, 10, kept=True) for told in wishes.told]
    return body


_SORRY_ALREADY = (Intent.EMERGENCY, Intent.COMPLAINT, Intent.DATA_RIGHTS)


def _priced(enquiry: Enquiry, reading: Reading, plan: Plan, wishes: Wishes) -> list[_Part]:
    urgent = reading.intent is Intent.EMERGENCY
    answers = answers_of(enquiry, reading, whole=urgent)
    price = "" if wishes.no_price else _price(enquiry, reading, plan, wishes)
    questions = [] if wishes.no_questions else _questions(enquiry, plan, wishes)
    body = [
        _Part(_say(enquiry, "sorry", wishes), 8)
        if urgent
        else _thanks(enquiry, reading, wishes, plan.matches, heard=not price)
    ]
    if not urgent and not plan.near and _asks_whether_done(enquiry, plan.matches):
        body.append(_Part(_say(enquiry, "yes_done", wishes), 7))
    # Somebody small or frail is shut in: first they are to ring.
    late = _answers(answers) if urgent and _shut_in(reading) else []
    body += [] if late else _answers(answers)
    if plan.not_done:
        body.append(_Part(partly_words(enquiry, plan.not_done), 10))
    body.append(_Part(price, 10))
    if price:
        asked = bool(_WHAT_IS_IN_IT.search(_told(enquiry))) or length(enquiry) >= 3
        body.append(_Part(_limits(plan.matches, asked=asked), 9 if asked else 3))
        body.append(_Part(_minimum(enquiry, reading, plan.matches), 9))
        if any(GUIDE in match.needs for match in plan.matches):
            body.append(_Part(_say(enquiry, "measure", wishes), 9))
    elif plan.quote.unsure:
        # No sum is said; that there is a test or a measuring first may be.
        if tests := [item_words(one) for one in plan.matches if _is_test(one)]:
            body.append(_Part(f"It would take {listed(tests)} first.", 9))
        if any(GUIDE in match.needs for match in plan.matches):
            body.append(_Part(_say(enquiry, "measure", wishes), 9))
    if urgent and enquiry.business.phone:
        # “Ring me, or send me your number” asks for it already.
        rest = [question for question in questions if question.key != "phone"]
        body.append(_Part(_asked(enquiry, reading, plan, rest, wishes), 10))
    else:
        body.append(_Part(_asked(enquiry, reading, plan, questions, wishes), 10))
    body += [_Part(text, 10, kept=True) for text in wishes.asked]
    if wishes.visit:
        body.append(_Part(_say(enquiry, "visit", wishes), 9))
    elif urgent:
        asks = any(question.key == "phone" for question in questions)
        body.append(_Part(_ring(enquiry, reading, wishes), 10 if asks else 9))
        body += late
    elif not questions and not plan.near and not wishes.asked and not wishes.says_when:
        body.append(_Part(_next(enquiry, reading, plan, wishes, priced=bool(price)), 4))
    elif not price and not wishes.no_price:
        body.append(_Part(_say(enquiry, "then_price", wishes, least=_perhaps_least(enquiry, reading, plan)), 3))
    # Where a price is said, the diary is spoken of already; where the day is named, so is when.
    days = "" if price or urgent or wishes.says_when else _days(enquiry, reading, wishes)
    named = [one for one in answers.named if not ((price or days) and one.startswith("when "))]
    if named and not urgent and not wishes.says_when:
        body.append(_Part(_say(enquiry, "named_too", wishes, what=listed(named[:2])), 6))
    body.append(_Part(days, 5))
    return [*body, *_closing(enquiry, reading, wishes)]


def _shut_in(reading: Reading) -> bool:
    dangers = reading.notes.get("dangers", ())
    return "vulnerable_customer" in reading.flags and isinstance(dangers, list | tuple) and "lockout" in dangers


_DO_YOU = re.compile(
    r"(?:^|[.!?\n,]\s*)(?:hi|hello|hiya|hey|morning|afternoon|evening)?[ ,]*(?:\w+ )?(?:do|does) (?:you|u|your \w+) (?:also |even )?(?:do|fit|supply|install|repair|mend|make|build|clean|cut|hang|lay|service|offer)\b[^.?!\n]*",
    re.I,
)


def _asks_whether_done(enquiry: Enquiry, matches: Sequence[Match]) -> bool:
    """“Do you do smoke alarms?”, where a line of the list was found in those very words."""
    spans = [one.span for one in matches if one.span is not None and not one.added_by]
    return any(
        span.message == number and span.start < found.end() and found.start() < span.end
        for number, line in enumerate(enquiry.messages)
        for found in _DO_YOU.finditer(line.text)
        for span in spans
    )


_TESTED = re.compile(r"\basbestos\b|\bsample\b", re.I)


def _is_test(one: Match) -> bool:
    """A line for the test of what may hold asbestos, by its name; where a rule brought it, by what is said of it too."""
    if one.added_by:
        return bool(_TESTED.search(f"{one.item.name} {one.item.description}"))
    return bool(_TESTED.search(one.item.name))


def _unpriced(enquiry: Enquiry, reading: Reading, plan: Plan, wishes: Wishes) -> list[_Part]:
    intent = reading.intent
    answers = _known(enquiry, reading)
    when = when_words(enquiry, reading)
    if intent is Intent.QUESTION:
        body = [_thanks(enquiry, reading, wishes), *_answers(answers)]
        if answers.open or not answers.said:
            body.append(_Part(_left_open(enquiry, answers, wishes), 6))
    elif intent is Intent.COMPLAINT:
        body = [_Part(_complaint(enquiry, wishes), 10)]
        if when_asked := asks_when(enquiry):
            body.append(_Part(_say(enquiry, "named_too", wishes, what=when_asked), 6))
    elif intent is Intent.DATA_RIGHTS:
        # Article 12(3) UK GDPR: an answer is due without undue delay and within one month.
        body = [_Part(_say(enquiry, "leave_alone" if _WANTS_QUIET.search(_told(enquiry)) else "rights", wishes), 10)]
    elif intent is Intent.CHASER:
        told = reminded(enquiry)
        waits = nobody_came(enquiry)
        body = [_Part(_say(enquiry, "no_show", wishes) if waits else told or _say(enquiry, "chased", wishes), 10)]
        if waits and enquiry.business.phone:
            body.append(_Part(_say(enquiry, "or_ring", wishes, phone=enquiry.business.phone), 6))
    elif intent is Intent.PAYMENT:
        asks = bool(questions_in(enquiry)) and not _PAID.search(_told(enquiry))
        # “Cash or transfer on the day?” lets nobody know anything.
        body = [_thanks(enquiry, reading, wishes) if asks else _Part(_say(enquiry, "payment", wishes), 8)]
        body += _answers(answers)
        if asks and (answers.open or not answers.said):
            body.append(_Part(_left_open(enquiry, answers, wishes), 6))
    elif intent is Intent.RESCHEDULE_CANCEL and not when and _is_called_off(enquiry, reading):
        body = [_Part(_say(enquiry, "called_off", wishes), 10), *_answers(answers)]
    elif intent is Intent.RESCHEDULE_CANCEL and (off := given_up(enquiry, reading)):
        body = [
            _Part(_say(enquiry, "days_off", wishes, days=off, back=back_from(reading)), 10),
            *_answers(answers),
        ]
    elif is_cancelled(enquiry, reading):
        body = [_Part(_say(enquiry, "cancelled", wishes), 10), *_answers(answers)]
    elif intent in (Intent.BOOKING, Intent.ACCEPT_QUOTE, Intent.RESCHEDULE_CANCEL):
        body = [
            _Part(_say(enquiry, intent.value, wishes, when=when, day="" if when else " a day"), 10),
            *_answers(answers),
        ]
    elif intent is Intent.HAGGLE:
        body = [_Part(_say(enquiry, off_the_books(enquiry) or "haggle", wishes), 10)]
    elif "recruitment" in reading.flags:
        body = [_Part(_say(enquiry, "recruitment", wishes), 10)]
    elif intent is Intent.OTHER and CUES["left_behind"].search(_told(enquiry)):
        body = [_Part(_say(enquiry, "favour", wishes), 10)]
    else:
        body = [_thanks(enquiry, reading, wishes), *_answers(answers), _Part(_say(enquiry, "hold", wishes), 6)]
    if plan.not_done:
        body.append(_Part(partly_words(enquiry, plan.not_done), 10))
    if not wishes.no_questions:
        body.append(_Part(_asked(enquiry, reading, plan, _questions(enquiry, plan, wishes), wishes), 10))
    body += [_Part(text, 10, kept=True) for text in wishes.asked]
    if wishes.visit:
        body.append(_Part(_say(enquiry, "visit", wishes), 9))
    return [*body, *_closing(enquiry, reading, wishes)]


def _left_open(enquiry: Enquiry, answers: Answers, wishes: Wishes) -> str:
    """What was asked and is not answered here: by its name where it has one."""
    if answers.named:
        return _say(enquiry, "check_named", wishes, what=listed(list(answers.named[:2])))
    return _say(enquiry, "check_rest" if answers.said else "check", wishes)


def _is_called_off(enquiry: Enquiry, reading: Reading) -> bool:
    """Work that was never booked and will not be: there is no diary to look at."""
    return "b" not in str(reading.notes.get("thread", "")) and bool(CALLED_OFF.search(_told(enquiry)))


def _owner_only(enquiry: Enquiry, reading: Reading) -> list[_Part]:
    """A holding word at most; where entry to a place is asked for, the owner’s own rule on proof of who they are."""
    if {"suspicious_request", "safeguarding"} & set(reading.flags):
        rule = saved_reply_for("ID and proof of address", enquiry)
        asks = rule.text if rule is not None else "Before anything else {I} would need to see ID and proof of address."
        return [
            _Part("Thanks for your message.", 2),
            _Part(voiced(asks, enquiry) if rule is None else asks, 9, kept=rule is not None),
        ]
    if reading.intent is Intent.COMPLAINT or "legal_threat" in reading.flags:
        return [_Part(_complaint(enquiry, Wishes()), 10)]
    return [_Part(_say(enquiry, "hold", Wishes()), 10)]


def _complaint(enquiry: Enquiry, wishes: Wishes) -> str:
    """What went wrong is told back, so that it is plain that it was read; nothing is admitted."""
    what = gone_wrong(enquiry)
    return _say(enquiry, "complaint_of", wishes, what=what) if what else _say(enquiry, "complaint", wishes)


def _known(enquiry: Enquiry, reading: Reading) -> Answers:
    return answers_of(enquiry, reading)


def _answers(answers: Answers) -> list[_Part]:
    return [_Part(text, 9, kept=True) for text in answers.said[:3]]


# --- saying it ---------------------------------------------------------------------------------------------------------


def _kind_of(enquiry: Enquiry, wishes: Wishes) -> str:
    return register(enquiry, formal=wishes.formal, friendly=wishes.friendly)


def _say(enquiry: Enquiry, key: str, wishes: Wishes, **values: str) -> str:
    return said(enquiry, key, _kind_of(enquiry, wishes), **values)


def _thanks(
    enquiry: Enquiry, reading: Reading, wishes: Wishes, matches: Sequence[Match] = (), *, heard: bool = True
) -> _Part:
    """heard: say what they wrote about, in their words; a price says it already. matches: the lines they led to."""
    warm = warmth(enquiry)
    if wishes.shorter or warm == 0:
        return _Part("", 0)
    kind = _kind_of(enquiry, wishes)
    if warm == 1 and not wishes.friendly:
        return _Part("Thank you." if kind in ("polite", "formal") else "Thanks.", 2)
    if any(line.direction == "out" for line in enquiry.thread):
        return _Part(_say(enquiry, "again", wishes), 2)
    named = about(enquiry, reading, matches) if heard and not is_in_trouble(enquiry, reading) else ""
    text = _say(enquiry, "thanks", wishes, about=named)
    if signoff(enquiry).lower().startswith("thanks"):
        # “Thanks, Gethin” stands below already.
        text = re.sub(r"^Thanks for (?:your message|the message|getting in touch)", "Got your message", text)
    if is_sober(enquiry, reading):
        text = re.sub(r"^Lovely to hear from you\.", "Thank you for your message.", text).replace(
            "Thanks so much", "Thank you"
        )
    elif has_photos(enquiry):
        text = (
            f"{text.rstrip('.')} and for the photos."
            if " for " in text
            else f"{text.rstrip('.')}, and thanks for the photos."
        )
    return _Part(text, 2)


# --- price ------------------------------------------------------------------------------------------------------------


def _price(enquiry: Enquiry, reading: Reading, plan: Plan, wishes: Wishes) -> str:
    """What it costs, VAT as the business stands, and what for. A price still open is called a guide."""
    quote = plan.quote
    sure = [match for match in plan.matches if not match.missing]
    if quote.gross is None or quote.net is None or not sure or quote.unsure:
        return ""
    what = listed(_line_words(sure, quote, reading))
    total = f"£{quote.gross:,.2f}{' including VAT' if enquiry.business.vat_registered else ''}"
    key = "price" if quote.status == "full" else "if_in_area" if list(quote.still) == ["postcode"] else "guide"
    return _say(enquiry, key, wishes, total=total, what=what)


def _line_words(matches: Sequence[Match], quote: ProposedQuote, reading: Reading) -> list[str]:
    """What is priced, one piece for each line of the quote, in the order of the quote."""
    by_code = {match.item.code: match for match in matches}
    return [
        shaped_words(by_code[line.code], line.priced)
        if line.priced is not None
        else _as_asked(by_code[line.code], reading)
        if _is_least(by_code[line.code], reading)
        else item_words(by_code[line.code])
        for line in quote.lines
    ]


def _limits(matches: Sequence[Match], *, asked: bool) -> str:
    """Where the price of a single line ends or what it takes in, in the list’s words; all of it where they ask what is in it."""
    if asked:
        whole = [match.item.description.strip().rstrip(".") for match in matches if match.item.description.strip()]
        return f"The price covers: {'; '.join(whole[:3])}." if whole else ""
    sure = [match for match in matches if not match.missing]
    covered = cover_words(sure[0]) if len(sure) == 1 else ""
    if not covered:
        return ""
    if covered.startswith("up to"):
        return f"That covers {covered}."
    if covered.startswith("includes"):
        return f"It {covered}."
    if covered.endswith("included"):
        return f"That’s with {covered.removesuffix('included').strip()} included."
    return ""


def _minimum(enquiry: Enquiry, reading: Reading, matches: Sequence[Match]) -> str:
    """Said once where the least quantity of a line was charged and the customer asked for less; of time, how long that is."""
    least = next((match for match in matches if _is_least(match, reading)), None)
    if least is None:
        return ""
    time = {"hour": " hours", "day": " days"}.get(least.item.unit.lower(), "")
    bought = f" ({amount_words(least.quantity)}{time})" if time else ""
    return voiced("that’s {my} minimum charge{bought}.", enquiry, bought=bought)


_IT_MAY_BE = " (it may be {my} minimum charge)"


def _perhaps_least(enquiry: Enquiry, reading: Reading, plan: Plan) -> str:
    """Within the promise of a price: no bare warning before there is a sum, and it goes when the sum comes."""
    return voiced(_IT_MAY_BE, enquiry) if plan.quote.unsure and _minimum(enquiry, reading, plan.matches) else ""


def _is_least(match: Match, reading: Reading) -> bool:
    least, unit = match.item.min_qty, match.item.unit.lower()
    if least is None or match.missing or match.quantity != least or least == 1:
        return False
    noted = "minimum" in match.note.lower()
    same = [fact.value for fact in reading.quantities if _kind(fact.unit) == _kind(unit)]
    counted = _kind(unit) == "each"
    return noted or not (least in same or (counted and not any(value < least for value in same)))


def _as_asked(match: Match, reading: Reading) -> str:
    """A line at its least, with the size that the customer gave and not the one charged; without one where it is not plain."""
    unit = match.item.unit.lower()
    same = {
        fact.value for fact in reading.quantities if _kind(fact.unit) == _kind(unit) and fact.value < match.quantity
    }
    if len(same) == 1 and unit not in ("hour", "day"):
        return item_words(replace(match, quantity=same.pop()))
    bare = amount_words(match.quantity)
    return re.sub(
        rf" \((?:([^()]*), )?{re.escape(bare)} [^()]*\)",
        lambda size: f" ({size[1]})" if size[1] else "",
        item_words(match),
    )


def _kind(unit: str) -> str:
    return {"m2": "m2", "sqm": "m2", "m": "m", "hour": "hour", "day": "day"}.get(unit.lower(), "each")


# --- questions and next step ------------------------------------------------------------------------------------------


def _questions(enquiry: Enquiry, plan: Plan, wishes: Wishes) -> list[Question]:
    """The plan’s own, and those the owner wishes asked; at most three."""
    asked = list(plan.questions)
    for key in wishes.ask:
        if all(question.key != key for question in asked):
            asked.insert(0, Question(key, asking.WORDING.get(key) or _WISHED.get(key, asking.WORDING["scope"])))
    return asked[: asking.MOST]


_WISHED = {
    "access": "what’s the access and parking like",
    "dates": "which days would suit you",
    "budget": "do you have a budget in mind",
}


def _asked(enquiry: Enquiry, reading: Reading, plan: Plan, questions: Sequence[Question], wishes: Wishes) -> str:
    texts = [_question_words(enquiry, reading, plan, question) for question in questions]
    texts += _which(plan, questions)
    if not texts:
        return ""
    plain = [text[:1].upper() + text[1:] + "?" for text in texts]
    # “How many storeys is the house, and is any scaffold up already” is two things.
    things = len(texts) + sum(text.count(", and ") for text in texts)
    if len(texts) == 1:
        lead = _say_lead(enquiry, "lead_one" if things == 1 else "lead_two", wishes)
        return f"{lead}{texts[0][:1].lower()}{texts[0][1:]}?" if lead else plain[0]
    if len(texts) == 2:
        lead = _say_lead(enquiry, "lead_two" if things == 2 else "lead_more", wishes)
        joined = f"{texts[0][:1].lower()}{texts[0][1:]}, and {texts[1][:1].lower()}{texts[1][1:]}?"
        return f"{lead}{joined}" if lead else joined[:1].upper() + joined[1:]
    if enquiry.channel in CHAT:
        return " ".join([*plain[:-1], f"And {texts[-1][:1].lower()}{texts[-1][1:]}?"])
    lead = _say_lead(enquiry, "lead_more", wishes).rstrip()
    return "\n".join([lead, *(f"– {text}" for text in plain)]).strip()


def _question_words(enquiry: Enquiry, reading: Reading, plan: Plan, question: Question) -> str:
    """A question as this business asks it: “tell us” of those who say “we”, and a photo of what."""
    text = question.text.strip().rstrip("?")
    if text == asking.WORDING["photos"]:
        wanted = [match for match in plan.matches if not match.added_by and match.item.code == question.item]
        named = {named_by(match, reading, alone=len(wanted) == 1) for match in wanted}
        if len(named) == 1 and (thing := named.pop()):
            there = any(_IS_THERE.search(f"{match.item.name} {match.item.description}") for match in wanted)
            text = text.replace(
                "a photo or two,",
                f"a photo or two of {'' if there else 'where '}the {thing}{'' if there else ' would go'},",
            )
    if text == asking.WORDING["scope"] or text == asking.WORDING["material_supply"]:
        text = voiced(re.sub(r"\bme\b", "{me}", text), enquiry)
        text = text[:1].lower() + text[1:]
    return text


# Work on what is there already; of what is not, the place is looked at.
_IS_THERE = re.compile(
    r"\b(?:re(?:plac|pair|mov|fit|new|wir|lay|paint|point)\w*|swap\w*|chang\w*|like for like|servic\w*|clean\w*|strip\w*|upgrad\w*)\b",
    re.I,
)


def _which(plan: Plan, questions: Sequence[Question]) -> list[str]:
    """A doubt between two items becomes a question, never a guess; none where three things are asked already, or the one
    that tells them apart is: who is asked for the weight needs no names of the list."""
    if not plan.near or len(questions) >= asking.MOST or plan.near[0].key in {one.key for one in questions}:
        return []
    text = asking.which_of(plan.near[0])
    return [text] if text and all(one.text != text for one in plan.questions) else []


def _say_lead(enquiry: Enquiry, key: str, wishes: Wishes) -> str:
    said = _say(enquiry, key, wishes)
    return f"{said} " if said else ""


def _next(enquiry: Enquiry, reading: Reading, plan: Plan, wishes: Wishes, *, priced: bool) -> str:
    if wishes.no_price:
        return _say(enquiry, "hold", wishes)
    if not priced:
        return "" if plan.near else _say(enquiry, "price_later", wishes, least=_perhaps_least(enquiry, reading, plan))
    if plan.quote.status != "full":
        return ""
    when = "" if _EASY.search(_told(enquiry)) else when_words(enquiry, reading)
    return _say(enquiry, "next", wishes, when=when)


def _days(enquiry: Enquiry, reading: Reading, wishes: Wishes) -> str:
    """Who gets no price yet, and asked for a day, is told that the day was read."""
    days = "" if _EASY.search(_told(enquiry)) else wanted_days(enquiry, reading)
    return _say(enquiry, "days", wishes, days=days) if days else ""


def _told(enquiry: Enquiry) -> str:
    return " ".join(line.text for line in enquiry.messages)


# “Saturday or any evening”: no one day is asked for.
_EASY = re.compile(
    r"\bor (?:any|a|an|some) (?:\w+ )?(?:day|eve|evening|weekday|weekend|morning|afternoon|time)s?\b|\bor (?:whenever|any ?time)\b|\b(?:i['’]?m|im|we['’]?re|am) (?:easy|flexible)\b",
    re.I,
)
_WHAT_IS_IN_IT = re.compile(
    r"\bwhat(?:'s|’s| is|s)? (?:is )?(?:included|covered|in (?:it|that|the price))|\bwhat (?:does|do) (?:it|that|this|the price|you) (?:include|cover)\b",
    re.I,
)
_WANTS_QUIET = re.compile(
    r"\b(?:stop (?:\w+ing|sending)|unsubscribe|leave me alone|no more (?:emails?|texts?|messages?|calls?))\b", re.I
)
_PAID = re.compile(
    r"\b(?:(?<!get )(?<!getting )(?<!be )(?<!am )paid|transferred|sent|made (?:the|a|my) (?:payment|transfer)|payment (?:made|sent|done|gone)|remittance|attached)\b",
    re.I,
)
_ASKED_TO_RING = re.compile(r"\b(?:ring|call|phone|bell|buzz)(?: me| us)?\b", re.I)


def _ring(enquiry: Enquiry, reading: Reading, wishes: Wishes) -> str:
    """In a hurry people talk: we ring them where they ask for it, else they have our number."""
    if (reading.phones or enquiry.sender.phone) and _ASKED_TO_RING.search(_told(enquiry)):
        return _say(enquiry, "ring_you", wishes)
    if enquiry.business.phone:
        return _say(enquiry, "ring", wishes, phone=enquiry.business.phone)
    return _say(enquiry, "soon", wishes)


def _closing(enquiry: Enquiry, reading: Reading, wishes: Wishes) -> list[_Part]:
    """What very warm and very full letters say besides: to ask whatever they like, and how the business is reached."""
    if is_sober(enquiry, reading) or wishes.shorter:
        return []
    body = [_Part(_say(enquiry, "close", wishes), 3)] if warmth(enquiry) == 4 else []
    if length(enquiry) == 4 and enquiry.business.phone and enquiry.business.hours:
        hours = hours_words(enquiry.business.hours)
        body.append(_Part(_say(enquiry, "reach", wishes, phone=enquiry.business.phone, hours=hours), 3))
    return body


# --- all of it --------------------------------------------------------------------------------------------------------


def _whole(enquiry: Enquiry, reading: Reading, wishes: Wishes, parts: Sequence[_Part], *, cheerful: bool = True) -> str:
    """The parts between greeting and sign-off, one paragraph on chat, a few in e-mail, no longer than the channel bears."""
    kind, grave = _kind_of(enquiry, wishes), is_grave(enquiry, reading)
    sober = is_sober(enquiry, reading)
    opening, closing = greeting(enquiry), signoff(enquiry)
    left = [
        part if part.kept else _Part(finished(part.text, kind, enquiry, grave=sober), part.weight) for part in parts
    ]
    left = [part for part in left if part.weight > SPARED[length(enquiry)]] or left
    most = most_words(enquiry) if not wishes.shorter else min(most_words(enquiry), 45)
    while len(left) > 1 and _words(opening, closing, *(part.text for part in left)) > most:
        least = min(left, key=lambda part: (part.weight, -len(part.text)))
        if least.weight >= 10:
            break
        left.remove(least)
    texts = [part.text.strip() for part in left]
    sign = "" if wishes.no_emoji or grave else emoji(enquiry)
    if sign and texts:
        # Not before a no, and not beside what came to harm.
        place = -1 if sober or not cheerful else 0
        texts[place] = f"{texts[place]} {sign}"
    text = " ".join(texts) if enquiry.channel in CHAT else "\n\n".join(_paragraphs(texts))
    return f"{opening}\n\n{text}\n\n{closing}"


def _paragraphs(texts: Sequence[str]) -> list[str]:
    """Short sentences share a paragraph, so that a mail does not look like a list."""
    found: list[str] = []
    for text in texts:
        if (
            found
            and len(found) > 1
            and len(text) < 70
            and "\n" not in text
            and "\n" not in found[-1]
            and len(found[-1]) < 140
        ):
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
    return found


def _words(*texts: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for text in texts for word in text.split())


# --- other languages --------------------------------------------------------------------------------------------------


def _in_language(language: str, enquiry: Enquiry, reading: Reading, plan: Plan, wishes: Wishes) -> str:
    """The same plan in fixed phrases of their language. Called with `en` it gives what stands beside it for the owner."""

    def said(key: str, **values: str) -> str:
        return languages.phrase(language, key, **values)

    asked = [
        question.key if question.key in languages.ASKABLE else "more" for question in _questions(enquiry, plan, wishes)
    ]
    questions = [said(key) for key in dict.fromkeys(asked)] if not wishes.no_questions else []
    intent = reading.intent
    if plan.action is Action.OWNER_ONLY:
        body = [said("sorry") if intent is Intent.COMPLAINT else said("hold")]
    elif plan.declined or wishes.decline:
        body = [said("thanks"), said("area_no" if "out_of_area" in reading.flags else "decline")]
    elif intent in PRICED:
        left_out = said("part_no", what=", ".join(plan.not_done)) if plan.not_done else ""
        body = [said("thanks"), left_out, _price_in(language, enquiry, plan, wishes), *questions]
        if intent is Intent.EMERGENCY and enquiry.business.phone:
            body.append(said("urgent", phone=enquiry.business.phone))
        elif plan.quote.status == "full" and not plan.quote.unsure and not questions:
            body.append(said("next"))
        elif (plan.quote.gross is None or plan.quote.unsure) and not questions:
            body.append(said("hold"))
    elif intent is Intent.COMPLAINT:
        body = [said("sorry")]
    elif intent is Intent.DATA_RIGHTS:
        body = [said("rights")]
    elif intent in (Intent.BOOKING, Intent.ACCEPT_QUOTE, Intent.RESCHEDULE_CANCEL):
        body = [said("thanks"), said("diary"), *questions]
    else:
        body = [said("thanks"), said("hold"), *questions]
    body += list(wishes.told) + [reply.text for reply in wishes.replies]
    sign = "" if wishes.no_emoji or is_grave(enquiry, reading) else emoji(enquiry)
    body[0] = f"{body[0]} {sign}".strip()
    text = " ".join(part for part in body if part)
    name = name_of(enquiry)
    hello = said("hello")
    opening = f"{hello[:-1].rstrip()} {name}{hello[-1]}" if name else hello
    return f"{opening}\n\n{text}\n\n{signoff(enquiry)}"


def _price_in(language: str, enquiry: Enquiry, plan: Plan, wishes: Wishes) -> str:
    quote = plan.quote
    sure = [match for match in plan.matches if not match.missing]
    if quote.gross is None or not sure or quote.unsure or wishes.no_price:
        return ""
    total = f"£{quote.gross:,.2f}"
    if enquiry.business.vat_registered:
        total = languages.phrase(language, "vat", sum=total)
    names = {match.item.code: match.item.name for match in sure}
    said = [(line.quantity, line.priced.text if line.priced is not None else names[line.code]) for line in quote.lines]
    what = ", ".join(f"{amount_words(number)} × {name}" if number != Decimal(1) else name for number, name in said)
    return languages.phrase(language, "price" if quote.status == "full" else "guide", total=total, what=what)
