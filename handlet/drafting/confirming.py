"""What a customer is told at once, in fixed words and in a form that they can keep: their yes, their cancelling, a yes undone.

Two workers that hold the same job write one message: the row of what happened is held until the message stands beside it.
The words are fixed here and say only what was done; the owner agreed to these messages by approving the quote (Consumer
Contracts Regulations 2013, reg. 12 and 16: confirmation on a durable medium; reg. 32: acknowledging a cancelling).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import OutgoingAttachment
from handlet.drafting.models import FollowUp
from handlet.inbox import notes, outbox
from handlet.inbox.models import Conversation, Message
from handlet.kit.london import LONDON
from handlet.quoting import acceptance, cancelling, issuing
from handlet.quoting.models import Acceptance, AcceptanceReversal, Cancellation, QuoteVersion
from handlet.quoting.printed import day_words, money
from handlet.quoting.totals import is_consumer, standing_lines


def confirm(*, business_id: uuid.UUID, version_id: uuid.UUID, now: datetime) -> Message | None:
    """Queue the confirmation of a standing acceptance; None where nobody can be written to (the owner is shown that).

    Asked again it sends nothing more.
    """
    with acting_for(business_id):
        version = _version(version_id)
        standing = Acceptance.objects.select_for_update().filter(version=version, reversed_at=None).first()
        conversation = version.quote.conversation
        if standing is None or conversation is None:
            return None
        if standing.confirmation is not None:
            return standing.confirmation
        message = _queue(
            version,
            conversation,
            subject=f"{version.get_kind_display()} {version.quote.label} accepted",
            text=_accepted_words(version, standing),
            attachments=_document(version),
            now=now,
        )
        if message is not None:
            acceptance.note_confirmed(
                acceptance=standing, message=message, notice_given=bool(version.notice_version), now=now
            )
        # The owner's turn: a yes stands among those who need them.
        notes.note_headline(conversation=conversation, headline="accepted", state="needs_reply")
        return message


def acknowledge(*, business_id: uuid.UUID, version_id: uuid.UUID, now: datetime) -> Message | None:
    """Tell the customer that their cancelling has arrived, with the last day of the refund; None where nobody can be written
    to. Asked again it sends nothing more.
    """
    with acting_for(business_id):
        version = _version(version_id)
        conversation = version.quote.conversation
        made = Cancellation.objects.select_for_update(of=("self",)).filter(acceptance__version=version)
        ended = made.order_by("-at").first()
        if ended is None or conversation is None:
            return None
        if ended.acknowledged_at is not None:
            return ended.acknowledgement
        message = _queue(
            version,
            conversation,
            subject=f"{version.get_kind_display()} {version.quote.label} cancelled",
            text=_cancelled_words(version, ended),
            attachments=[],
            now=now,
        )
        if message is not None:
            cancelling.note_acknowledged(ended=ended, message=message, now=now)
        notes.note_headline(conversation=conversation, headline="cancelled", state="needs_reply")
        return message


def tell_reversed(*, business_id: uuid.UUID, acceptance_id: uuid.UUID, now: datetime) -> Message | None:
    """Tell the customer that a yes recorded by mistake counts no more; None where nobody can be written to."""
    with acting_for(business_id):
        held = AcceptanceReversal.objects.select_for_update(of=("self",)).filter(acceptance_id=acceptance_id)
        reversal = held.select_related("acceptance").first()
        if reversal is None:
            return None
        version = _version(reversal.acceptance.version_id)
        conversation = version.quote.conversation
        if conversation is None or reversal.message is not None:
            return reversal.message
        message = _queue(
            version,
            conversation,
            subject=f"{version.get_kind_display()} {version.quote.label}: not accepted after all",
            text=_reversed_words(version, reversal),
            attachments=[],
            now=now,
        )
        if message is not None:
            AcceptanceReversal.objects.filter(pk=reversal.pk).update(message=message)
        return message


def send_pass(*, version: QuoteVersion, address: str, now: datetime) -> bool:
    """Send a fresh way into a link that has rested, to the address that is known; False where nobody can be written to.

    address: where it leads. It answers nothing, so the conversation stays as it is, and follow-ups too.
    """
    conversation = version.quote.conversation
    if conversation is None:
        return False
    kind = version.get_kind_display().lower()
    sent = _queue(
        version,
        conversation,
        subject=f"Open {kind} {version.quote.label} again",
        text=(
            f"Somebody, we hope it was you, has just opened the link to {kind} {version.quote.label}. Nobody had used it for "
            f"a while, so it opens from here:\n\n{address}\n\nThis works for a day. If it was not you, there is nothing "
            "to do: without this message nobody sees anything."
        ),
        attachments=[],
        now=now,
    )
    if sent is None:
        return False
    Conversation.objects.filter(pk=conversation.pk).update(state=conversation.state, unread=conversation.unread)
    FollowUp.objects.filter(conversation=conversation, state=FollowUp.State.PLANNED).update(
        outbound_seen=F("outbound_seen") + 1
    )
    return True


def notice_words(version: QuoteVersion) -> str:
    """What goes with the notice when it is sent before a yes at the door."""
    kind = version.get_kind_display().lower()
    return (
        f"Here is {kind} {version.quote.label}, version {version.version}, as a document to keep. It holds the notice about "
        "your right to cancel, and a form that you can use for it. Nothing is agreed before you have said yes to it."
    )


def send_notice(*, version: QuoteVersion, by: Membership, now: datetime) -> Message:
    """Send the document with the notice and the form now, before a yes face to face (reg. 10). Pressing the button under
    exactly these words is the approval.

    Raises NotIssued; NoNotice where this version holds none; outbox.CannotSend; access.ReadsOnly.
    """
    to_change(by)
    if not version.notice_version:
        raise NoNotice("This version holds no cancellation notice.")
    conversation = version.quote.conversation
    if conversation is None:
        raise outbox.CannotSend("This quote belongs to nobody who can be written to.")
    return _with_document(
        conversation,
        outbox.open_route(conversation, now=now),
        version,
        f"Your right to cancel: {version.get_kind_display().lower()} {version.quote.label}",
        f"{notice_words(version)}\n\n{version.business.name}",
        _document(version),
        now,
    )


class NoNotice(Exception):
    """A version without the paperwork has nothing of it to send."""


def _version(version_id: uuid.UUID) -> QuoteVersion:
    return QuoteVersion.objects.select_related("quote__conversation__customer", "business").get(pk=version_id)


def _document(version: QuoteVersion) -> list[OutgoingAttachment]:
    return [OutgoingAttachment(issuing.file_name(version), "application/pdf", issuing.pdf_of(version))]


def _queue(
    version: QuoteVersion,
    conversation: Conversation,
    *,
    subject: str,
    text: str,
    attachments: Sequence[OutgoingAttachment],
    now: datetime,
) -> Message | None:
    try:
        route = outbox.open_route(conversation, now=now)
    except outbox.CannotSend:
        return None
    return _with_document(conversation, route, version, subject, f"{text}\n\n{version.business.name}", attachments, now)


def _with_document(
    conversation: Conversation,
    route: outbox.Route,
    version: QuoteVersion,
    subject: str,
    text: str,
    attachments: Sequence[OutgoingAttachment],
    now: datetime,
) -> Message:
    """The words and the document in one message; in two where the channel takes fewer words with a file. The first is it."""
    apart = [file for file in attachments if not outbox.carries(route, file, text=text)]
    message = outbox.queue(
        conversation=conversation,
        route=route,
        subject=subject,
        text=text,
        attachments=[file for file in attachments if file not in apart],
        suggested=False,
        now=now,
        undo=timedelta(0),
    )
    for file in apart:
        outbox.queue(
            conversation=conversation,
            route=route,
            subject=subject,
            text=f"{version.get_kind_display()} {version.quote.label}, version {version.version}, to keep.",
            attachments=[file],
            suggested=False,
            now=now,
            undo=timedelta(0),
        )
    return message


def _accepted_words(version: QuoteVersion, standing: Acceptance) -> str:
    when = standing.at.astimezone(LONDON)
    kind = version.get_kind_display().lower()
    on_behalf = f" ({standing.relation})" if standing.relation else ""
    parts = [
        f"This confirms that {standing.name}{on_behalf} accepted {kind} {version.quote.label}, version "
        f"{version.version}, for {money(standing.gross_pence)} on {day_words(when.date())} at {when:%H:%M}."
    ]
    options = [line.description for line in standing_lines(version) if str(line.id) in standing.chosen]
    if options:
        parts.append("With these options:\n" + "\n".join(f"– {text}" for text in options))
    if standing.deposit_pence:
        parts.append(f"To be paid first: {money(standing.deposit_pence)}.")
    ticked = [tick["text"] for tick in (standing.ticks or {}).values() if tick.get("ticked")]
    if ticked:
        parts.append("You ticked:\n" + "\n".join(f"– {text}" for text in ticked))
    keep = "The document comes with this; please keep it."
    if version.notice_version:
        keep += " It holds the notice about your right to cancel, and a form that you can use for it."
    parts.append(keep)
    parts.append(f"Document SHA-256: {standing.document_hash}")
    parts.append("If this is not right, please reply to this message.")
    return "\n\n".join(parts)


def _cancelled_words(version: QuoteVersion, ended: Cancellation) -> str:
    when = ended.at.astimezone(LONDON)
    kind = version.get_kind_display().lower()
    by = f" from {ended.name}" if ended.name else ""
    how = (
        f"Your message{by} of {day_words(when.date())}, {when:%H:%M}, has arrived: {kind} {version.quote.label} is cancelled."
        if ended.how == Cancellation.How.RIGHT
        else f"As we agreed, {kind} {version.quote.label} ends here. It is noted on {day_words(when.date())}."
    )
    parts = [how]
    if ended.words:
        parts.append(f"What was said:\n{ended.words}")
    if ended.refund_due_by is not None:
        parts.append(f"Anything you have paid is paid back by {day_words(ended.refund_due_by)} at the latest.")
        if ended.acceptance.asked_to_start and is_consumer(version):
            parts.append(
                "You had asked for the work to start early. If it has started, what was done until now is charged in "
                "proportion, and you are told how it was worked out."
            )
    parts.append("Please keep this message.")
    return "\n\n".join(parts)


def _reversed_words(version: QuoteVersion, reversal: AcceptanceReversal) -> str:
    kind = version.get_kind_display().lower()
    when = reversal.acceptance.at.astimezone(LONDON)
    return (
        f"We had noted on {day_words(when.date())} that {reversal.acceptance.name} accepted {kind} {version.quote.label}. "
        f"That was a mistake, and it counts no more: {reversal.reason}\n\n"
        f"You owe nothing for it. The {kind} stands until the end of {day_words(version.valid_until)}, and you can still "
        "accept it.\n\nIf this is not right, please reply to this message."
    )
