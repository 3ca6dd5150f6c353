"""The customer's durable copy, at once: fixed words with the frozen document, when a quote was accepted.

The words are fixed here and say only what the customer did; the owner agreed to this message by approving the quote
(Consumer Contracts Regulations 2013, reg. 12 and 16: confirmation in a durable medium).
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import OutgoingAttachment
from handlet.inbox import notes, outbox
from handlet.inbox.models import Conversation, Message
from handlet.kit.london import LONDON
from handlet.quoting import acceptance, issuing
from handlet.quoting.models import Acceptance, QuoteVersion
from handlet.quoting.printed import day_words, money


def confirm(*, business_id: uuid.UUID, version_id: uuid.UUID, now: datetime) -> Message | None:
    """Queue the confirmation of a standing acceptance; None where nobody can be written to (the owner is shown that)."""
    with acting_for(business_id):
        version = QuoteVersion.objects.select_related("quote__conversation__customer", "business").get(pk=version_id)
        standing = acceptance.standing_acceptance(version)
        conversation = version.quote.conversation
        if standing is None or conversation is None:
            return None
        message = _queue(version, standing, conversation, now)
        if message is not None:
            acceptance.note_confirmed(
                acceptance=standing, message=message, notice_given=bool(version.notice_version), now=now
            )
        # The owner's turn: a yes stands among those who need them.
        notes.note_headline(conversation=conversation, headline="accepted", state="needs_reply")
        return message


def _queue(version: QuoteVersion, standing: Acceptance, conversation: Conversation, now: datetime) -> Message | None:
    try:
        route = outbox.route_for(conversation)
    except outbox.CannotSend:
        return None
    kind = version.get_kind_display()
    return outbox.queue(
        conversation=conversation,
        route=route,
        subject=f"{kind} {version.quote.label} accepted",
        text=_words(version, standing),
        attachments=[
            OutgoingAttachment(issuing.file_name(version), "application/pdf", issuing.pdf_of(version)),
        ],
        suggested=False,
        now=now,
        undo=timedelta(0),
    )


def _words(version: QuoteVersion, standing: Acceptance) -> str:
    when = standing.at.astimezone(LONDON)
    kind = version.get_kind_display().lower()
    early = (standing.ticks or {}).get("early_start", {})
    started = (
        "\n\nYou asked for the work to start before your 14 days to cancel are over." if early.get("ticked") else ""
    )
    return (
        f"This confirms that {standing.name} accepted {kind} {version.quote.label}, version {version.version}, for "
        f"{money(standing.gross_pence)} on {day_words(when.date())} at {when:%H:%M}.\n\n"
        "The document is attached; please keep it. It holds the notice and the form for cancelling, where you have that "
        f"right.{started}\n\n"
        f"If this is not right, please reply to this message.\n\n{version.business.name}"
    )
