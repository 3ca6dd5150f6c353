"""Send what is due. Everything is asked again when it is put into the outbox, and once more in the transaction of the claim."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import connection

from handlet.accounts.tenancy import acting_for
from handlet.drafting.following import house, planning, rhythm, standing
from handlet.drafting.models import FollowUp
from handlet.drafting.wording import reply_subject
from handlet.inbox import outbox, queries
from handlet.inbox.events import Later, Stop
from handlet.inbox.models import Conversation, Message
from handlet.kit.london import LONDON, london_day

# Two follow-ups to one person are never nearer than this, however late a worker was.
APART = timedelta(hours=20)


def due(*, now: datetime) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(business, follow-up) of everything whose day has come, of all businesses, the longest due first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT business_id, follow_up_id FROM handlet_due_follow_ups(%s)", [now])
        return [(row[0], row[1]) for row in cursor.fetchall()]


def with_plans() -> list[uuid.UUID]:
    """Every business with a follow-up still to go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM handlet_businesses_following_up()")
        return [row[0] for row in cursor.fetchall()]


def sweep(*, business_id: uuid.UUID, now: datetime) -> int:
    """Stop whatever may not go any more, for reasons that nobody announces (a rights case, a restriction); how many."""
    with acting_for(business_id):
        planned = FollowUp.objects.filter(state=FollowUp.State.PLANNED).order_by("conversation_id")
        conversations = planned.values_list("conversation_id", flat=True).distinct()
        return sum(planning.reconsider(conversation_id=one, now=now) for one in list(conversations))


def put_out(*, business_id: uuid.UUID, follow_up_id: uuid.UUID, now: datetime) -> Message | None:
    """Queue one follow-up that is due; None where it waits or was stopped."""
    with acting_for(business_id):
        found = FollowUp.objects.filter(pk=follow_up_id, state=FollowUp.State.PLANNED, due_at__lte=now).first()
        if found is None:
            return None
        planning.hold(found.customer_id)
        current = FollowUp.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if current.state != FollowUp.State.PLANNED:
            return None
        code = standing.against(current, now=now)
        if code:
            planning.stop(current, because=code, now=now)
            return None
        later = _not_before(current, now)
        if later is not None:
            _wait(current, later, now)
            return None
        conversation = Conversation.objects.select_related("customer", "business").get(pk=current.conversation_id)
        last = queries.latest_inbound(conversation)
        message = outbox.queue(
            conversation=conversation,
            route=outbox.route_for(conversation),
            subject=reply_subject(last.subject if last is not None else "", conversation.business.name),
            text=current.text,
            attachments=[],
            suggested=True,
            now=now,
            undo=timedelta(0),
        )
        current.state, current.message = FollowUp.State.QUEUED, message
        current.save(update_fields=["state", "message"])
        return message


def _not_before(current: FollowUp, now: datetime) -> datetime | None:
    """When it may go, where that is not now: out of hours, or too near the one before, or the quote itself has not left."""
    versions = [row.version for row in current.quotes.select_related("version__quote__customer", "version__business")]
    kept, nations = house.rhythm_of(current.business_id), planning.nations_of(versions)
    earliest = now
    before = (
        FollowUp.objects.filter(customer_id=current.customer_id, state__in=(FollowUp.State.SENT, FollowUp.State.QUEUED))
        .exclude(pk=current.pk)
        .order_by("-sent_at")
        .first()
    )
    if before is not None:
        earliest = max(earliest, (before.sent_at or before.due_at) + APART)
    if any(not standing.has_gone(one) for one in versions):
        earliest = max(earliest, now + timedelta(hours=1))
    moment = rhythm.next_moment(earliest, kept, nations)
    return moment if moment > now else None


def _wait(current: FollowUp, until: datetime, now: datetime) -> None:
    """Another day; where the quote has run out by then, not at all."""
    last = min(row.version.valid_until for row in current.quotes.select_related("version"))
    if london_day(until) > last:
        planning.stop(current, because="expired", now=now)
        return
    current.due_at = until
    current.save(update_fields=["due_at"])


def before_leaving(message: Message, *, now: datetime) -> Stop | Later | None:
    """The last look, in the transaction that claims the message; holds the offers and the conversation until that ends.

    Whoever writes, accepts or declines at the same moment either comes first and stops it, or comes after it has gone.
    """
    found = FollowUp.objects.filter(message=message).first()
    if found is None:
        return None
    planning.hold(found.customer_id)
    current = FollowUp.objects.select_for_update(of=("self",)).select_related("customer").get(pk=found.pk)
    code = current.stopped_because or standing.against(current, now=now)
    if code:
        planning.stop(current, because=code, now=now)
        return Stop(standing.words(code, current.customer.name))
    versions = [row.version for row in current.quotes.select_related("version__quote__customer", "version__business")]
    kept, nations = house.rhythm_of(current.business_id), planning.nations_of(versions)
    if rhythm.may_go(now, kept, nations):
        return None
    until = rhythm.next_moment(now, kept, nations)
    if until.astimezone(LONDON).date() > min(one.valid_until for one in versions):
        planning.stop(current, because="expired", now=now)
        return Stop(standing.words("expired", current.customer.name))
    return Later(until)


def note_settled(message: Message, *, now: datetime) -> None:
    """What became of it: one that could not be sent stops those after it."""
    found = FollowUp.objects.filter(message=message).first()
    if found is None or found.state == FollowUp.State.STOPPED:
        return
    Delivery = Message.Delivery
    if message.delivery in (Delivery.SENT, Delivery.DELIVERED, Delivery.READ):
        FollowUp.objects.filter(pk=found.pk).exclude(state=FollowUp.State.SENT).update(
            state=FollowUp.State.SENT, sent_at=now, ended_at=now
        )
    elif message.delivery in (Delivery.FAILED, Delivery.UNKNOWN):
        FollowUp.objects.filter(pk=found.pk).update(state=FollowUp.State.FAILED, ended_at=now)
        planning.stop_all(customer_id=found.customer_id, because="failed", now=now)
    elif message.delivery == Delivery.CANCELLED:
        planning.stop(found, because="by_owner", now=now)
