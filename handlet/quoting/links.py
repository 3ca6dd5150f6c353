"""The customer’s link: 160 random bits, for one quote, found by hash, revocable, and at an end some time after the quote is.

What was agreed can be cancelled for up to twelve months and fourteen days (SI 2013/3134 reg. 31), so the link of an agreed
quote lasts two years; another one ends half a year after the offer did.

A link **rests** when it was neither sent nor used for a fortnight. It then shows nothing before a fresh way in, sent to the
address that the business has already, was opened: an old message that somebody else comes by gives nothing away.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from datetime import date, datetime, timedelta

from django.core import signing
from django.db import connection

from handlet.accounts import throttling
from handlet.inbox.models import Message
from handlet.kit import ids
from handlet.kit.london import end_of_day, london_day
from handlet.quoting import acceptance
from handlet.quoting.models import Acceptance, Quote, QuoteLink, QuoteVersion
from handlet.quoting.printed import day_words
from handlet.quoting.refusals import BadValue

AFTER_OFFER = timedelta(days=182)
AFTER_YES = timedelta(days=730)
RESTS_AFTER = timedelta(days=14)
PASS_LIVES = timedelta(days=1)
# Whoever holds an old link cannot fill somebody's mailbox.
PASS_AGAIN_AFTER = timedelta(minutes=30)
PASSES_A_DAY = 5

# The address of the page itself, not of a page below it: a way in for one browser wakes the link for no other.
_IN_WORDS = re.compile(r"/q/([\w-]{20,})(?![\w/-])")
_PASS, _PROVEN = "handlet.quote-pass", "handlet.quote-proven"


def link_of(quote: Quote, *, now: datetime) -> QuoteLink:
    """The link of a quote, made on first use, and anew where it was switched off. Its page answers once a version was issued."""
    found = QuoteLink.objects.filter(quote=quote).first()
    if found is not None:
        return found if found.revoked_at is None else renew(quote, now=now)
    token = ids.token(160)
    return QuoteLink.objects.create(
        id=ids.uuid7(),
        business_id=quote.business_id,
        quote=quote,
        key_id=quote.key_id,
        token=token,
        token_hash=token_hash(token),
        created_at=now,
    )


def find(token: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Business and quote of a live link, or None: altered, revoked and never made look the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT business_id, quote_id FROM handlet_find_quote_link(%s)", [token_hash(token)])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def renew(quote: Quote, *, now: datetime) -> QuoteLink:
    """Another address in place of the one there was, which leads nowhere from now on."""
    link = QuoteLink.objects.select_for_update().filter(quote=quote).first()
    if link is None:
        return link_of(quote, now=now)
    link.token = ids.token(160)
    link.token_hash, link.created_at, link.revoked_at = token_hash(link.token), now, None
    link.expires_at = link.used_at = link.proof_sent_at = None
    link.save()
    return link


def end_on(quote: Quote, *, until: date | None, now: datetime) -> None:
    """The owner's own last day for the link; None: as it ends by itself. It works to the end of that day in London.

    Raises BadValue for a day that is over, or one on which they may still accept or cancel.
    """
    link = link_of(quote, now=now)
    if until is not None:
        needed = _needed_until(quote)
        if now >= end_of_day(until):
            raise BadValue("Choose a day that is still to come, or switch the link off.", "until")
        if needed is not None and until < needed:
            raise BadValue(f"They may still use it on {day_words(needed)}: choose that day or a later one.", "until")
        if until > london_day(now) + AFTER_YES:
            raise BadValue("Two years from today is the latest.", "until")
    QuoteLink.objects.filter(pk=link.pk).update(expires_at=None if until is None else end_of_day(until))


def _needed_until(quote: Quote) -> date | None:
    """The last day on which the customer has something to do there: to accept, or to cancel; None where there is none."""
    yes = Acceptance.objects.filter(version__quote=quote, reversed_at=None, version__state="accepted").first()
    if yes is not None:
        period = acceptance.period_of(yes)
        return period.last_day if period is not None else None
    offer = QuoteVersion.objects.filter(quote=quote, state="issued").first()
    return offer.valid_until if offer is not None else None


def ends_at(quote: Quote) -> datetime | None:
    """When the link stops: on the owner's own day, else by itself; None before anything was sent."""
    own = QuoteLink.objects.filter(quote=quote).values_list("expires_at", flat=True).first()
    if own is not None:
        return own
    yes = Acceptance.objects.filter(version__quote=quote, reversed_at=None).order_by("-at").first()
    if yes is not None:
        return yes.at + AFTER_YES
    sent = QuoteVersion.objects.filter(quote=quote, issued_at__isnull=False).order_by("-valid_until").first()
    return end_of_day(sent.valid_until) + AFTER_OFFER if sent is not None else None


def has_ended(quote: Quote, *, now: datetime) -> bool:
    end = ends_at(quote)
    return end is not None and now >= end


def revoke(quote: Quote, *, now: datetime) -> None:
    QuoteLink.objects.filter(quote=quote, revoked_at=None).update(revoked_at=now)


def token_hash(token: str) -> bytes:
    # The token is random and long, so a plain hash cannot be turned back by trying.
    return hashlib.sha256(token.encode()).digest()


# --- Rest and proof ---------------------------------------------------------------------------------------------------


def rests(quote: Quote, *, now: datetime) -> bool:
    """Whether the link was neither sent nor used for a fortnight. Never while days to cancel run that have a last day: nothing
    may stand in the way of cancelling then.
    """
    link = QuoteLink.objects.filter(quote=quote).first()
    if link is None:
        return False
    sent = QuoteVersion.objects.filter(quote=quote, issued_at__isnull=False).order_by("-issued_at").first()
    yes = Acceptance.objects.filter(version__quote=quote, reversed_at=None, version__state="accepted").first()
    moments = [link.created_at, link.used_at, sent.issued_at if sent is not None else None, yes.at if yes else None]
    if now - max(moment for moment in moments if moment is not None) < RESTS_AFTER:
        return False
    period = acceptance.period_of(yes) if yes is not None else None
    return period is None or period.last_day is None or period.is_over(london_day(now))


def note_used(quote: Quote, *, now: datetime) -> None:
    """Somebody did something on its page, or the owner opens it again: it is awake for another fortnight."""
    QuoteLink.objects.filter(quote=quote).update(used_at=now)


def note_sent(message: Message, *, now: datetime) -> None:
    """A message that left with links in it wakes them: it went to the address that the business has."""
    if message.direction != "out" or message.delivery != Message.Delivery.SENT:
        return
    named = [token_hash(token) for token in _IN_WORDS.findall(message.text or "")]
    if named:
        QuoteLink.objects.filter(token_hash__in=named).update(used_at=now)


def pass_for(token: str) -> str:
    """A way into a resting link, for whoever reads the message that brings it; good for a day."""
    return signing.TimestampSigner(salt=_PASS).sign(_name_of(token))


def is_pass(token: str, given: str) -> bool:
    """Whether this is a way into this very link that has not run out."""
    return _is_signed(_PASS, token, given, PASS_LIVES)


def proven(token: str) -> str:
    """What a browser keeps that came in by a pass; good for a fortnight, for this link alone."""
    return signing.TimestampSigner(salt=_PROVEN).sign(_name_of(token))


def is_proven(token: str, given: str) -> bool:
    return _is_signed(_PROVEN, token, given, RESTS_AFTER)


def _name_of(token: str) -> str:
    return token_hash(token).hex()[:24]


def _is_signed(salt: str, token: str, given: str, lives: timedelta) -> bool:
    try:
        return signing.TimestampSigner(salt=salt).unsign(given, max_age=lives) == _name_of(token)
    except signing.BadSignature:
        return False


def claim_pass(quote: Quote, *, now: datetime) -> bool:
    """Whether a pass may be sent now; if so it counts as sent. Where it may not, the last one still works: nobody is locked out
    by a stranger who asks for them.
    """
    link = QuoteLink.objects.select_for_update().get(quote=quote)
    if link.proof_sent_at is not None and now - link.proof_sent_at < PASS_AGAIN_AFTER:
        return False
    if not throttling.allowed(key=f"quote-pass:{link.pk}", most=PASSES_A_DAY, within=timedelta(days=1), now=now):
        return False
    QuoteLink.objects.filter(pk=link.pk).update(proof_sent_at=now)
    return True


def pass_sent_at(quote: Quote, *, now: datetime) -> datetime | None:
    """When a pass went that still works; None where there is none."""
    at = QuoteLink.objects.filter(quote=quote).values_list("proof_sent_at", flat=True).first()
    return at if at is not None and now - at < PASS_LIVES else None
