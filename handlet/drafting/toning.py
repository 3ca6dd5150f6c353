"""Tone from what the owner sent: looked at when asked, shown with its reasons, applied only on a yes; rejected, deleted.

Only outbound messages of the owner's own making, a limited number of recent ones; identifiers masked before anything is
counted; attachments and what customers wrote are never read. Samples of style are kept masked, under the key of the customer
they went to, so that they go with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import structlog

from handlet.accounts import profiles
from handlet.accounts.access import to_own
from handlet.accounts.models import BusinessProfile, Membership
from handlet.drafting.engine import propose, style
from handlet.drafting.engine.style import Lever, Reason
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
            f"There are {len(sent)} messages of your own here; it takes {LEAST} to learn from. Set the levers by hand until then."
        )
    levers = style.learned([one.text for one in sent])
    LearnedTone.objects.all().delete()
    return LearnedTone.objects.create(
        id=ids.uuid7(),
        business_id=by.business_id,
        key_id=sealing.key_for(by.business_id, "business", by.business_id),
        levers={name: _plain(lever) for name, lever in levers.items()},
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
    }


def apply(*, by: Membership, now: datetime) -> None:
    """Use the four numbers from now on; greeting and sign-off stay as set. Samples of style are kept, masked.

    Raises NothingWaiting, NoReasons, access.ReadsOnly.
    """
    to_own(by)
    found = waiting()
    if found is None:
        raise NothingWaiting("There is no suggestion waiting here any more.")
    levers = levers_of(found)
    if set(levers) != set(style.LEVERS) or any(not lever.reasons for lever in levers.values()):
        log.warning("tone_without_reasons_refused", business=str(by.business_id))
        raise NoReasons("This suggestion cannot say why, so it is not used. Set the levers by hand.")
    profile = BusinessProfile.objects.get(business_id=by.business_id)
    settings = with_levers(profile.tone or {}, **{name: lever.value for name, lever in levers.items()})
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
        "formality": style.register_of(formality=formality, warmth=warmth, length=length),
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
    return _sampled(
        tuple(tone.get("greetings") or ("hi",)),
        tone.get("signoff") or owner.split(" ")[0],
        bool(tone.get("emoji")),
        str(tone.get("formality") or "casual"),
        int(tone.get("max_words") or 90),
        owner,
    )


ASKED = (
    "Hi, how much to supply and fit an outside tap on our garage wall please? Do you need a deposit? We are in LS27 8RT"
)


@lru_cache(maxsize=200)
def _sampled(greetings: tuple[str, ...], signoff: str, emoji: bool, formality: str, max_words: int, owner: str) -> str:
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
        hours="",
        phone="",
        qualifications=[],
        not_done=[],
        vat_registered=False,
        tone=Tone(greetings, signoff, emoji, formality, max_words),
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
    rows = (
        Message.objects.filter(
            direction="out",
            automatic=False,
            began_as_suggestion=False,
            sent_at__gte=now - SINCE,
            conversation__is_personal=False,
            conversation__is_spam=False,
            customer__no_ai=False,
            customer__restricted=False,
        )
        .exclude(delivery=Message.Delivery.CANCELLED)
        .select_related("customer")
        .order_by("-sent_at")[:MOST]
    )
    found = []
    for row in rows:
        text = _own_words(row.reply_text or row.text)
        if len(text.split()) >= 4:
            masked = unnamed(text[:LONGEST], people=people_of(row.customer), today=london_day(row.sent_at))
            found.append(_Sent(row, masked))
    return found


def _own_words(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">")).strip()


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
