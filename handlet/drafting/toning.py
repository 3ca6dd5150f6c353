"""Tone from what the owner sent: looked at when asked, shown with its reasons, applied only on a yes; rejected, deleted.

Only outbound messages of the owner's own making, a limited number of recent ones; identifiers masked before anything is
counted; attachments and what customers wrote are never read. Samples of style are kept masked, under the key of the customer
they went to, so that they go with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import structlog

from handlet.accounts import profiles
from handlet.accounts.access import to_own
from handlet.accounts.models import BusinessProfile, Membership
from handlet.drafting import learnable
from handlet.drafting.engine import propose, style
from handlet.drafting.engine.style import Habit, Lever, Reason
from handlet.drafting.models import Exemplar, LearnedTone
from handlet.drafting.port import BusinessFacts, Enquiry, Line, PastReply, PriceRow, SavedReply, Sender, Tone
from handlet.drafting.unnaming import people_of, unnamed
from handlet.inbox.models import Message
from handlet.kit import ids, sealing
from handlet.kit.london import london_day

log = structlog.get_logger("handlet.drafting")

LEAST, MOST = 8, 60
SINCE = timedelta(days=180)
EXEMPLARS = 12
LONGEST = 600
_SETTING = {"greeting": "greetings", "signoff": "signoff"}


class TooFew(Exception):
    """There are too few messages of the owner's own to learn from."""


class NoReasons(Exception):
    """A suggestion that cannot say why is not confirmed."""


class NothingWaiting(Exception):
    """There is no suggestion to answer."""


@dataclass(frozen=True, slots=True)
class _Sent:
    message: Message
    text: str


def look(*, by: Membership, now: datetime) -> LearnedTone:
    """Four numbers from recent messages, to be shown; nothing applies yet. Raises TooFew, access.ReadsOnly."""
    to_own(by)
    sent = _sample(now)
    if len(sent) < LEAST:
        raise TooFew(
            f"There are {len(sent)} messages of your own here; it takes {LEAST} to learn from. Set it by hand until then."
        )
    levers = style.learned([one.text for one in sent])
    habits = _habits(by, [learnable.own_words(one.message) for one in sent])
    LearnedTone.objects.all().delete()
    return LearnedTone.objects.create(
        id=ids.uuid7(),
        business_id=by.business_id,
        key_id=sealing.key_for(by.business_id, "business", by.business_id),
        levers={name: _plain(lever) for name, lever in levers.items()} | {"habits": habits},
        sample=len(sent),
        made_at=now,
    )


def waiting() -> LearnedTone | None:
    return LearnedTone.objects.filter(state=LearnedTone.State.WAITING).first()


def levers_of(found: LearnedTone) -> dict[str, Lever]:
    """As they were learned, with their reasons."""
    return {
        name: Lever(one["value"], one["confidence"], [Reason(**reason) for reason in one["reasons"]])
        for name, one in (found.levers or {}).items()
        if name in style.LEVERS
    }


def habits_of(found: LearnedTone) -> dict[str, Habit]:
    """How the owner opens (`greeting`) and closes (`signoff`), where most letters do it alike."""
    return _read_habits((found.levers or {}).get("habits"))


def habits_in_use(tone: Mapping[str, Any]) -> dict[str, Habit]:
    """What was learned and is used, until the owner takes it away or sets another by hand."""
    return _read_habits(tone.get("learned"))


def with_habits(tone: Mapping[str, Any], habits: Mapping[str, Habit]) -> dict[str, Any]:
    """The stored tone with these greetings and this sign-off, each with its reason and what stood there before."""
    learned = dict(tone.get("learned") or {})
    changed = dict(tone)
    for name, habit in habits.items():
        words = list(habit.words)
        before = learned.get(name, {}).get("before", tone.get(_SETTING[name]))
        learned[name] = {"words": words, "count": habit.count, "of": habit.of, "before": before}
        changed[_SETTING[name]] = words if name == "greeting" else words[0]
    return {**changed, "learned": learned}


def take_back(*, name: str, by: Membership, now: datetime) -> None:
    """One learned habit goes; what stood there before is used again. Raises NothingWaiting, access.ReadsOnly."""
    profile = BusinessProfile.objects.get(business_id=by.business_id)
    tone = dict(profile.tone or {})
    learned = dict(tone.get("learned") or {})
    if name not in learned:
        raise NothingWaiting("That is not in use any more.")
    before = learned.pop(name)["before"]
    tone.pop(_SETTING[name], None)
    profiles.change_tone(
        by=by, tone={**tone, "learned": learned} | ({_SETTING[name]: before} if before else {}), now=now
    )


def tone_of(stored: Mapping[str, Any]) -> Tone:
    """What the engine writes by, from what is stored with the profile."""
    levels = stored.get("levels") or {}
    formality = style.register_of(levels["formality"]) if levels else stored.get("formality") or "casual"
    return Tone(
        greetings=tuple(stored.get("greetings") or ("hi",)),
        signoff=stored.get("signoff") or "",
        emoji=bool(stored.get("emoji")),
        formality=str(formality),
        max_words=int(stored.get("max_words") or 90),
        warmth=levels.get("warmth"),
        length=levels.get("length"),
        emoji_often=levels.get("emoji"),
    )


def apply(*, by: Membership, now: datetime) -> None:
    """Use the four numbers, the greeting and the sign-off from now on. Samples of style are kept, masked.

    Raises NothingWaiting, NoReasons, access.ReadsOnly.
    """
    to_own(by)
    found = waiting()
    if found is None:
        raise NothingWaiting("There is no suggestion waiting here any more.")
    levers = levers_of(found)
    if set(levers) != set(style.LEVERS) or any(not lever.reasons for lever in levers.values()):
        log.warning("tone_without_reasons_refused", business=str(by.business_id))
        raise NoReasons("This suggestion cannot say why, so it is not used. Set it by hand.")
    profile = BusinessProfile.objects.get(business_id=by.business_id)
    settings = with_levers(profile.tone or {}, **{name: lever.value for name, lever in levers.items()})
    settings = with_habits(settings, habits_of(found))
    profiles.change_tone(by=by, tone=settings, now=now)
    _keep_exemplars(by, now)
    found.state, found.decided_at = LearnedTone.State.APPLIED, now
    found.save()


def reject(*, by: Membership, now: datetime) -> None:
    """The numbers go, and what they rested on. The tone stays as it was. Raises NothingWaiting."""
    to_own(by)
    found = waiting()
    if found is None:
        raise NothingWaiting("There is no suggestion waiting here any more.")
    found.state, found.decided_at, found.levers = LearnedTone.State.REJECTED, now, None
    found.save()


def forget(*, by: Membership, now: datetime) -> None:
    """Settings, numbers and samples: all of it."""
    profiles.change_tone(by=by, tone={}, now=now)
    LearnedTone.objects.all().delete()
    Exemplar.objects.all().delete()


def with_levers(tone: Mapping[str, Any], *, formality: int, warmth: int, length: int, emoji: int) -> dict[str, Any]:
    """The stored tone with these settings (0 to 4 each)."""
    return {
        **tone,
        "formality": style.register_of(formality),
        "warmth": warmth,
        "emoji": emoji >= 2,
        "max_words": style.WORDS[length],
        "levels": {"formality": formality, "warmth": warmth, "length": length, "emoji": emoji},
    }


def past_replies() -> Sequence[PastReply]:
    """Style only, masked; none of people who are marked “no suggestions” or whose details are restricted."""
    rows = Exemplar.objects.filter(customer__no_ai=False, customer__restricted=False).order_by("made_at", "id")
    return [PastReply(row.channel, row.text) for row in rows[:EXEMPLARS]]


# --- what it would sound like -----------------------------------------------------------------------------------------


def sample(tone: Mapping[str, Any], owner: str) -> str:
    """What our own engine would write with this tone to an invented enquiry."""
    settings = tone_of(tone)
    return _sampled(settings if settings.signoff else replace(settings, signoff=owner.split(" ")[0]), owner)


ASKED = (
    "Hi, how much to supply and fit an outside tap on our garage wall please? Do you need a deposit? We are in LS27 8RT"
)


@lru_cache(maxsize=200)
def _sampled(tone: Tone, owner: str) -> str:
    at = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    item = PriceRow(
        "T1",
        "Outside tap",
        "Supply and fit, with an isolation valve and up to 3 m of pipe included",
        "each",
        Decimal(135),
        Decimal(0),
    )
    facts = BusinessFacts(
        name=owner,
        owner=owner,
        trade="Plumber",
        area="",
        hours="Monday to Friday, 8 to 5",
        phone="01632 960123",
        qualifications=[],
        not_done=[],
        vat_registered=False,
        tone=tone,
        pricelist=[item],
        pricing_rules=[],
        saved_replies=[
            SavedReply("Deposit", "No deposit for a job of this size."),
            SavedReply("Guarantee", "All work is guaranteed for a year, parts and labour."),
        ],
        past_replies=[],
    )
    message = Line("in", at, ASKED)
    enquiry = Enquiry("tone-1", facts, "email", at, "", Sender("Jo Bell"), [], [message], at)
    return propose(enquiry).draft


# --- the sample -------------------------------------------------------------------------------------------------------


def _sample(now: datetime) -> list[_Sent]:
    """The newest messages that the owner wrote alone, each masked; what began as a suggestion would teach us our own voice."""
    found = []
    for row in learnable.sent_by_owner(since=now - SINCE, most=MOST, alone=True):
        text = learnable.own_words(row)
        if len(text.split()) >= 4:
            masked = unnamed(text[:LONGEST], people=people_of(row.customer), today=london_day(row.sent_at))
            found.append(_Sent(row, masked))
    return found


def _habits(by: Membership, texts: Sequence[str]) -> dict[str, Any]:
    """From whole texts, of which nothing is kept but words of closed lists and the owner's own name."""
    owner, business = by.user.name.strip(), by.business.name
    first = owner.split(" ")[0]
    found = {
        "greeting": style.greeting_of(texts),
        "signoff": style.signoff_of(texts, names=[owner, first, first[:1], business]),
    }
    return {
        name: {"words": list(one.words), "count": one.count, "of": one.of}
        for name, one in found.items()
        if one is not None
    }


def _read_habits(stored: Mapping[str, Any] | None) -> dict[str, Habit]:
    return {name: Habit(tuple(one["words"]), one["count"], one["of"]) for name, one in (stored or {}).items()}


def _keep_exemplars(by: Membership, now: datetime) -> None:
    Exemplar.objects.all().delete()
    for one in _sample(now)[:EXEMPLARS]:
        channel = one.message.channel
        Exemplar.objects.create(
            id=ids.uuid7(),
            business_id=by.business_id,
            customer=one.message.customer,
            key_id=one.message.customer.key_id,
            channel="email" if channel in ("imap", "gmail", "outlook") else channel,
            text=one.text,
            made_at=now,
        )


def _plain(lever: Lever) -> dict[str, Any]:
    return {
        "value": lever.value,
        "confidence": lever.confidence,
        "reasons": [{"code": one.code, "count": one.count, "of": one.of} for one in lever.reasons],
    }
