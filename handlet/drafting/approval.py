"""Approve, amend, discard, take back. Nothing leaves without a row that says who let out which exact text to whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.channels.contract import FilledTemplate, OutgoingAttachment
from handlet.drafting import checking, outcomes
from handlet.drafting.engine.guard import Finding
from handlet.drafting.models import Approval, Draft
from handlet.drafting.wording import reply_subject
from handlet.inbox import notes, outbox, queries
from handlet.inbox.events import Stop, inbox_changed
from handlet.inbox.models import Conversation, Message
from handlet.kit import encryption, ids
from handlet.kit.addresses import quote_address
from handlet.kit.typed_text import as_typed
from handlet.quoting import issuing, suggesting
from handlet.quoting.models import QuoteVersion

ELSEWHERE = "This draft was changed on another screen. Read it again, then send."


class Refused(Exception):
    """Base of every refusal to approve; `str(error)` is the sentence for the page."""


class AlreadyDecided(Refused):
    """The draft was approved, discarded or overtaken meanwhile."""


class TextChanged(Refused):
    """What stands in the draft is not what this page showed."""


class CustomerWroteSince(Refused):
    """The customer has written since the draft was made."""


class RecipientChanged(Refused):
    """The reply would go to another address than the page showed."""


class QuoteChanged(Refused):
    """The quote that goes with the draft is not as the page showed it."""


class Standing(Refused):
    """A restriction or an objection stands: nothing may be sent to this person."""


class DoesNotFit(Refused):
    """The channel takes no text so long, or no file, and the quote's address is not in the text."""


class WindowShut(Refused):
    """Words of the owner's own may not be sent there now; a template may."""


class NoRoute(Refused):
    """There is no live connection or address to answer by."""


class Empty(Refused):
    """There is nothing to send."""


class HeldBack(Refused):
    """The guard found something in a draft of ours that nothing backs; the owner may change it and send their own words."""


class Unbacked(Refused):
    """The owner's own words say something that nothing here backs. `seen`, posted back with the same text, says it is meant."""

    def __init__(self, sentence: str, seen: str) -> None:
        super().__init__(sentence)
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page showed when the button was pressed, posted back with it. seen: warnings that it named."""

    revision: int
    recipient: str
    quote: str = ""
    seen: str = ""


def shown_of(draft: Draft) -> Shown:
    """What a page must show and post back. An unanswerable conversation has an empty recipient."""
    return Shown(draft.revision, outbox.address_of(draft.conversation), _quote_digest(draft))


def amend(
    *,
    draft: Draft,
    by: Membership,
    text: str,
    subject: str | None = None,
    now: datetime,
    revision: int | None = None,
) -> Draft:
    """Keep what the owner typed. revision: that of the page it was typed on; None where it was made from the newest.

    Raises AlreadyDecided; TextChanged where other words were kept on another screen meanwhile.
    """
    to_change(by)
    current = _locked(draft)
    if revision is not None and revision != current.revision and text != current.text:
        raise TextChanged(ELSEWHERE)
    if subject is not None:
        current.subject = subject
    if text == current.text and subject is None:
        return current
    current.text = text
    current.state = Draft.State.AMENDED
    current.revision += 1
    current.save()
    return current


def write(
    *, conversation: Conversation, by: Membership, text: str, now: datetime, version: QuoteVersion | None = None
) -> Draft:
    """A draft in words of the owner or in fixed ones, where none is offered; `version`: the quote that goes with it.

    Raises AlreadyDecided where one is open already.
    """
    to_change(by)
    last = queries.latest_inbound(conversation)
    try:
        # The row that is there already may be seconds old: from another screen, or the reader's.
        with transaction.atomic():
            return Draft.objects.create(
                id=ids.uuid7(),
                business_id=conversation.business_id,
                conversation=conversation,
                based_on=last,
                quote_version=version,
                key_id=conversation.key_id,
                state=Draft.State.AMENDED,
                subject=reply_subject(last.subject if last else "", by.business.name),
                text=text,
                grounds=None,
                action="draft",
                engine="owner",
                written_by_owner=True,
                made_at=now,
            )
    except IntegrityError as error:
        if not Draft.objects.filter(conversation=conversation, state__in=Draft.OPEN).exists():
            raise
        raise AlreadyDecided("There is a draft here already. Change that one.") from error


def approve(
    *,
    draft: Draft,
    by: Membership,
    text: str,
    shown: Shown,
    now: datetime,
    template: FilledTemplate | None = None,
) -> Message:
    """Send exactly this text, after the undo pause, with the quote that goes with it. One approval a draft.

    template: the approved wording that is sent in place of the draft, filled to be `text`. Raises a Refused that says why
    not; `access.ReadsOnly` where the member may only look.
    """
    to_change(by)
    current = _locked(draft)
    _hold_quote(current)
    conversation = Conversation.objects.select_related("customer").get(pk=current.conversation_id)
    text = as_typed(text)
    if not text:
        raise Empty("There is nothing to send yet. Write your reply first.")
    if len(text) > checking.LONGEST:
        raise DoesNotFit(f"This is {len(text):,} characters long. Shorten it to {checking.LONGEST:,} at most.")
    if current.revision != shown.revision and not (
        0 < shown.revision < current.revision and _same_words(current, text)
    ):
        raise TextChanged(ELSEWHERE)
    name = conversation.customer.name or "The customer"
    last = queries.latest_inbound(conversation)
    if last is not None and last.pk != current.based_on_id:
        raise CustomerWroteSince(f"{name} has written again since this draft. Read the new message first.")
    if conversation.customer.restricted:
        raise Standing(f"{name} has asked that their details are not used for now. See the privacy centre.")
    if current.state == Draft.State.BLOCKED and text == current.text:
        raise HeldBack("This draft says something that nothing backs. Change the marked words, then send.")
    try:
        route = outbox.route_for(conversation)
    except outbox.CannotSend as error:
        raise NoRoute(str(error)) from error
    if template is not None and (template.text.strip() != text or not outbox.has_templates(route)):
        raise TextChanged("The template reads differently now. Read it again, then send.")
    if template is None and outbox.is_shut(conversation, route, now=now):
        raise WindowShut(outbox.SHUT)
    if route.to.shown != shown.recipient:
        raise RecipientChanged(f"This would go to {route.to.shown}. Check the address, then send.")
    if _quote_digest(current) != shown.quote:
        raise QuoteChanged("The quote was changed after this page was opened. Look at it again, then send.")
    _hold_to_sources(current, text, seen=shown.seen, now=now)
    with transaction.atomic():
        # Where the document does not fit, the quote is not issued either.
        files = _issue(current.going_quote, by, now)
        attachments = _that_fit(route, text, current, files, templated=template is not None, now=now)
    # A template's words are the owner's own, whatever was suggested before.
    suggested = not current.written_by_owner and template is None
    message = outbox.queue(
        conversation=conversation,
        route=route,
        subject=current.subject,
        text=text,
        attachments=attachments,
        suggested=suggested,
        now=now,
        undo=timedelta(seconds=settings.HANDLET_UNDO_SECONDS),
        template=template,
    )
    Approval.objects.create(
        id=ids.uuid7(),
        business_id=current.business_id,
        draft=current,
        message=message,
        by=by,
        at=now,
        text_hash=encryption.digest(text.encode()),
        recipients_hash=recipients_hash([route.to.value]),
        attachments_hash=attachments_hash(attachments),
    )
    if template is None:
        outcomes.note_sent(draft=current, message=message, text=text, now=now)
    current.text = text
    current.state, current.decided_at = Draft.State.APPROVED, now
    current.save()
    notes.note_answered(conversation=conversation)
    return message


def take_back(*, message: Message, by: Membership, now: datetime) -> Draft | None:
    """Undo within the pause: the message does not leave, the draft is open again. Raises outbox.TooLate."""
    to_change(by)
    approval = Approval.objects.filter(message=message).first()
    # The draft first, as everywhere: whoever holds the conversation already must not wait for us.
    held = Draft.objects.select_for_update(of=("self",)).filter(approvals__message=message).first()
    if held is not None:
        _hold_quote(held)
    outbox.take_back(message=message, now=now)
    if approval is None or held is None:
        return None
    approval.taken_back_at = now
    approval.save(update_fields=["taken_back_at"])
    draft = held
    outcomes.forget(draft)
    if draft.going_quote is not None:
        issuing.take_back(version=draft.going_quote, now=now)
    draft.state, draft.decided_at = Draft.State.AMENDED, None
    draft.revision += 1
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        if not Draft.objects.filter(conversation_id=draft.conversation_id, state__in=Draft.OPEN).exists():
            raise
        # A newer draft was made meanwhile: that one stands.
        return None
    inbox_changed.send(
        sender=Draft, business_id=draft.business_id, conversation_id=draft.conversation_id, kind="undone"
    )
    return draft


def before_leaving(message: Message) -> Stop | None:
    """A reply waits for its undo pause, and for hours where it is tried again: does what was approved still hold?

    What leaves is the very text to the very recipients of the approval; not to somebody who has objected meanwhile; not with a
    quote that was withdrawn or replaced.
    """
    found = Approval.objects.select_related("draft__quote_version").filter(message=message).first()
    if found is None:
        return None
    reason = _no_longer_holds(found, message)
    if not reason:
        return None
    notes.note_headline(
        conversation=message.conversation, headline=message.conversation.headline, state=Conversation.State.NEEDS_REPLY
    )
    return Stop(reason)


def _no_longer_holds(found: Approval, message: Message) -> str:
    to = [str(one["value"]) for one in (message.envelope or {}).get("to", [])]
    if found.taken_back_at is not None:
        return "It was taken back."
    if found.text_hash != encryption.digest(message.text.encode()) or found.recipients_hash != recipients_hash(to):
        return "It is not what was approved, so it was not sent."
    if message.conversation.customer.restricted:
        return "They have asked meanwhile that their details are not used, so it was not sent. See the privacy centre."
    version = found.draft.going_quote
    if version is not None and version.state in (QuoteVersion.State.WITHDRAWN, QuoteVersion.State.SUPERSEDED):
        return "Its quote was withdrawn or replaced meanwhile, so it was not sent."
    return ""


def discard(*, draft: Draft, by: Membership, now: datetime) -> None:
    """Set a draft aside; nothing is asked. Raises AlreadyDecided."""
    to_change(by)
    current = _locked(draft)
    current.state, current.decided_at = Draft.State.DISCARDED, now
    current.save(update_fields=["state", "decided_at"])
    outcomes.note_discarded(draft=current, now=now)
    inbox_changed.send(
        sender=Draft, business_id=current.business_id, conversation_id=current.conversation_id, kind="discarded"
    )


def open_draft(conversation: Conversation, *, hold: bool = False) -> Draft | None:
    """The draft that waits for the owner, if there is one.

    hold: nobody else sends or changes it until the transaction ends. Whoever holds a draft, a quote and a conversation takes
    them in this order.
    """
    rows = Draft.objects.select_related("quote_version", "conversation__customer")
    rows = rows.select_for_update(of=("self",)) if hold else rows
    return rows.filter(conversation=conversation, state__in=Draft.OPEN).first()


def recipients_hash(addresses: Sequence[str]) -> str:
    return encryption.digest(json.dumps(sorted(addresses)).encode())


def attachments_hash(attachments: Sequence[OutgoingAttachment]) -> str:
    return encryption.digest(
        json.dumps([[file.name, encryption.digest(file.content)] for file in attachments]).encode()
    )


def _locked(draft: Draft) -> Draft:
    """The draft as it stands now, held until the transaction ends, so that two taps cannot both approve."""
    current = Draft.objects.select_for_update(of=("self",)).select_related("quote_version").get(pk=draft.pk)
    if not current.is_open:
        sent = Approval.objects.select_related("by__user").filter(draft=current, taken_back_at=None).first()
        who = f", by {sent.by.user.name}" if sent is not None and sent.by is not None else ""
        said = {
            Draft.State.APPROVED: f"This draft has been sent already{who}.",
            Draft.State.DISCARDED: "This draft was discarded.",
            Draft.State.STALE: "The customer has written again, so this draft no longer fits. Read the new message first.",
        }
        raise AlreadyDecided(said.get(Draft.State(current.state), "This draft is closed."))
    return current


def _hold_quote(draft: Draft) -> None:
    """The quote as it stands now, held until the transaction ends: nobody changes it between the look at it and its issue."""
    if draft.quote_version_id is not None:
        held = QuoteVersion.objects.select_for_update(of=("self",)).filter(pk=draft.quote_version_id)
        draft.quote_version = held.select_related("quote__customer", "business").first()


def _same_words(current: Draft, text: str) -> bool:
    """Whether what another screen changed is what this one says too, and nobody has taken it back meanwhile.

    Words are kept while they are typed: who sends at once posts the revision before the last letters were kept.
    """
    return text == as_typed(current.text) and not current.approvals.exists()


def _hold_to_sources(draft: Draft, text: str, *, seen: str, now: datetime) -> None:
    """The guard on exactly this text: what is ours and unbacked does not leave; what the owner typed is named once."""
    if draft.action == "draft_safety" and text == draft.proposed_text.strip():
        return
    checked = checking.check(draft=draft, text=text, now=now)
    if checked.ours:
        raise HeldBack(f"Nothing backs {_named(checked.ours)} in this draft. {checked.ours[0].fix}")
    if checked.theirs and seen != checked.digest:
        raise Unbacked(
            f"{_named(checked.theirs)}: {checking.WARNED[checked.theirs[0].kind]} Send again if that is what you mean.",
            checked.digest,
        )


def _named(findings: Sequence[Finding]) -> str:
    return ", ".join(f"“{finding.words}”" for finding in findings[:3])


def _quote_digest(draft: Draft) -> str:
    version = draft.going_quote
    return issuing.content_digest(version) if version is not None else ""


def _that_fit(
    route: outbox.Route,
    text: str,
    draft: Draft,
    files: Sequence[OutgoingAttachment],
    *,
    templated: bool,
    now: datetime,
) -> Sequence[OutgoingAttachment]:
    """The files that the channel takes along. A quote that cannot travel as a file is reached by the address in the text.

    Raises DoesNotFit.
    """
    most = outbox.most_letters(route)
    if len(text) > most:
        raise DoesNotFit(
            f"This is {len(text):,} characters long, and at most {most:,} can be sent this way. Shorten it."
        )
    carried = [file for file in files if outbox.carries(route, file, text=text, templated=templated)]
    version = draft.going_quote
    if len(carried) < len(files) and version is not None:
        address = quote_address(suggesting.link_token(version, now=now))
        if address not in text:
            raise DoesNotFit(
                f"The document itself cannot go this way with these words. Put its address into your reply: {address}"
            )
    return carried


def _issue(version: QuoteVersion | None, by: Membership, now: datetime) -> list[OutgoingAttachment]:
    """Freeze the quote; its PDF goes with the message."""
    if version is None:
        return []
    issued = issuing.issue(version=version, by=by, now=now)
    return [
        OutgoingAttachment(
            name=issuing.file_name(issued), content_type="application/pdf", content=issuing.pdf_of(issued)
        )
    ]
