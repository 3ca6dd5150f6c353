"""Plan follow-ups of a quote: show every text with its day, approve exactly those, change, cancel.

A person has one plan: where two of their quotes are open, each message names both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.customers.models import Customer
from handlet.drafting import checking
from handlet.drafting.engine.composing import ChasedQuote, chaser_words
from handlet.drafting.engine.guard import Finding
from handlet.drafting.facts import enquiry_about
from handlet.drafting.following import house, rhythm, standing
from handlet.drafting.models import FollowUp, FollowUpApproval, FollowUpQuote
from handlet.drafting.port import Enquiry
from handlet.inbox import outbox
from handlet.inbox.models import Conversation
from handlet.kit import encryption, ids
from handlet.kit.addresses import quote_address
from handlet.kit.london import london_day
from handlet.kit.typed_text import as_typed
from handlet.quoting import suggesting
from handlet.quoting.models import Quote, QuoteVersion
from handlet.quoting.nations import nation_of

LONGEST = 2000


class CannotFollow(Exception):
    """Base of every refusal here; `str(error)` is the sentence for the page."""


class NotNow(CannotFollow):
    """Something stands against it."""


class PlanChanged(CannotFollow):
    """Quote, address or days are not as the page showed them."""


class NothingChosen(CannotFollow):
    """None of the messages was chosen."""


class NotOpen(CannotFollow):
    """The follow-up has left, or was stopped."""


class Asked(CannotFollow):
    """The owner's words say something that nothing backs. `seen`, posted back with the same texts, says that it is meant."""

    def __init__(self, sentence: str, key: str, seen: str) -> None:
        super().__init__(sentence)
        self.key, self.seen = key, seen


@dataclass(frozen=True, slots=True)
class Proposed:
    """One message of a plan. key: names it when it is posted back."""

    key: str
    step: rhythm.Step
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go out. digest: binds the approval to what was shown. cannot: why there is nothing to approve, or empty."""

    conversation: Conversation
    versions: Sequence[QuoteVersion]
    to: str
    items: Sequence[Proposed]
    digest: str
    cannot: str = ""


def plan_for(quote: Quote, *, now: datetime) -> Plan:
    """The plan of the quote's customer: all of their open offers in one. Changes nothing but that a link is made on first use.

    Raises NotNow where the quote belongs to nobody any more.
    """
    if quote.conversation_id is None or quote.customer_id is None:
        raise NotNow("The person of this quote has been erased.")
    conversation = Conversation.objects.select_related("customer", "business").get(pk=quote.conversation_id)
    customer, today = conversation.customer, london_day(now)
    versions = open_offers(customer, now=now)
    name = customer.name
    if all(one.quote_id != quote.pk for one in versions):
        newest = quote.versions.order_by("-version").first()
        code = standing.against_offer(newest, today) if newest is not None else "taken_back"
        sentence = "This quote has not been sent yet." if code == "taken_back" else standing.words(code, name)
        return Plan(conversation, [], "", [], "", sentence)
    code = standing.against_person(conversation, customer)
    if code:
        return Plan(conversation, versions, "", [], "", standing.words(code, name))
    try:
        route = outbox.route_for(conversation)
    except outbox.CannotSend as error:
        return Plan(conversation, versions, "", [], "", str(error))
    if outbox.writable_until(conversation, route) is not None:
        return Plan(conversation, versions, "", [], "", standing.words("window", name))
    items = _items(conversation, versions, now)
    shown = [standing.recipients_hash(route.to), standing.offer_hash(versions)]
    shown += [f"{one.key} {one.step.due_at.isoformat()} {one.text}" for one in items]
    cannot = "" if items else "No day is left on which a follow-up could go before the quote runs out."
    return Plan(conversation, versions, route.to.shown, items, encryption.digest(json.dumps(shown).encode()), cannot)


def open_offers(customer: Customer, *, now: datetime) -> list[QuoteVersion]:
    """What this customer may still answer, the oldest first; offers that never reached them are not among them."""
    found = QuoteVersion.objects.filter(
        quote__customer=customer, state=QuoteVersion.State.ISSUED, valid_until__gte=london_day(now)
    )
    rows = found.select_related("quote__customer", "business").order_by("issued_at", "id")
    return [one for one in rows if not standing.against_offer(one, london_day(now))]


def nations_of(versions: Sequence[QuoteVersion]) -> list[str]:
    """Where the customer is: by the site of each quote, else their postcode, else the business’s own nation."""
    found = []
    for one in versions:
        customer = one.quote.customer
        told = one.nation or (nation_of(f"{customer.address} {customer.postcode}") if customer is not None else "")
        found.append(told or one.business.profile.nation)
    return sorted(set(found)) or ["england"]


def _items(conversation: Conversation, versions: Sequence[QuoteVersion], now: datetime) -> list[Proposed]:
    issued = max(london_day(one.issued_at or now) for one in versions)
    found = rhythm.steps(
        issued=issued,
        valid_until=min(one.valid_until for one in versions),
        now=now,
        gone=gone_for(versions),
        rhythm=house.rhythm_of(conversation.business_id),
        nations=nations_of(versions),
    )
    # Who writes to whom, and how: the same on each day. The whole price list is read for it, so once.
    enquiry = enquiry_about(conversation, now=now)
    return [Proposed(one.key, one, _words(enquiry, versions, one)) for one in found]


def gone_for(versions: Sequence[QuoteVersion]) -> list[date]:
    """The days on which follow-ups went, for whichever of the versions was asked after most often."""
    days: dict[UUID, list[date]] = {one.pk: [] for one in versions}
    left = (FollowUp.State.SENT, FollowUp.State.QUEUED)
    rows = FollowUpQuote.objects.filter(version__in=versions, follow_up__state__in=left).select_related("follow_up")
    for row in rows:
        days[row.version_id].append(london_day(row.follow_up.sent_at or row.follow_up.due_at))
    return max(days.values(), key=len, default=[])


def _words(enquiry: Enquiry, versions: Sequence[QuoteVersion], step: rhythm.Step) -> str:
    return chaser_words(
        enquiry.business,
        customer=enquiry.sender,
        channel=enquiry.channel,
        quotes=[chased(one, now=step.due_at) for one in versions],
        step=step.number or 2,
        now=step.due_at,
        today=london_day(step.due_at),
    )


def chased(version: QuoteVersion, *, now: datetime) -> ChasedQuote:
    return ChasedQuote(
        number=version.quote.label,
        version=version.version,
        issued_on=london_day(version.issued_at or now),
        gross=Decimal(version.gross_pence or 0) / 100,
        valid_until=version.valid_until,
        link=quote_address(suggesting.link_token(version, now=now)),
        estimate=version.kind == QuoteVersion.Kind.ESTIMATE,
        surveyed=version.seen == QuoteVersion.Seen.VISITED,
    )


def turn_on(
    *,
    quote: Quote,
    by: Membership,
    texts: Mapping[str, str],
    digest: str,
    now: datetime,
    seen: str = "",
) -> list[FollowUp]:
    """Approve exactly these texts for their days; what was planned for the person before is replaced.

    texts: by `Proposed.key`; those left out do not go. digest: of the page. seen: warnings that it named.
    Raises NotNow, PlanChanged, NothingChosen, Asked; access.ReadsOnly.
    """
    to_change(by)
    hold(quote.customer_id)
    plan = plan_for(quote, now=now)
    if plan.cannot:
        raise NotNow(plan.cannot)
    if plan.digest != digest:
        raise PlanChanged("Something has changed since this page was opened. Read the messages again.")
    wanted = [(one, _clean(texts[one.key])) for one in plan.items if texts.get(one.key, "").strip()]
    if not wanted:
        raise NothingChosen("Choose at least one message, or go back.")
    _hold_to_sources(plan.conversation, plan.versions, wanted, seen)
    customer = plan.conversation.customer
    stop_all(customer_id=customer.pk, because="replaced", now=now)
    counted = standing.seen_of(customer.pk)
    to = outbox.route_for(plan.conversation).to
    made = []
    for one, text in wanted:
        row = FollowUp.objects.create(
            id=ids.uuid7(),
            business_id=by.business_id,
            key_id=customer.key_id,
            customer=customer,
            conversation=plan.conversation,
            kind=one.step.kind,
            step=one.step.number,
            text=text,
            proposed_text=one.text,
            due_at=one.step.due_at,
            inbound_seen=counted.inbound,
            outbound_seen=counted.outbound,
            planned_at=now,
        )
        for version in plan.versions:
            FollowUpQuote.objects.create(id=ids.uuid7(), business_id=by.business_id, follow_up=row, version=version)
        _approve(row, by, standing.recipients_hash(to), standing.offer_hash(plan.versions), now)
        made.append(row)
    return made


def amend(*, follow_up: FollowUp, by: Membership, text: str, now: datetime, seen: str = "") -> FollowUp:
    """Other words: the approval of the old ones ends, these are approved. Raises NotOpen, NothingChosen, Asked, NotNow."""
    to_change(by)
    hold(follow_up.customer_id)
    current = _planned(follow_up)
    code = standing.against(current, now=now)
    if code:
        raise NotNow(standing.words(code, current.customer.name))
    words = _clean(text)
    if not words:
        raise NothingChosen("There is nothing to send. Cancel it instead.")
    if words == current.text:
        return current
    versions = [row.version for row in current.quotes.select_related("version__quote", "version__business")]
    step = rhythm.Step(current.kind, current.step, current.due_at)
    _hold_to_sources(current.conversation, versions, [(Proposed(step.key, step, current.proposed_text), words)], seen)
    FollowUpApproval.objects.filter(follow_up=current, ended_at=None).update(ended_at=now)
    current.text = words
    current.save(update_fields=["text"])
    to = outbox.route_for(current.conversation).to
    _approve(current, by, standing.recipients_hash(to), standing.offer_hash(versions), now)
    return current


def cancel(*, follow_up: FollowUp, by: Membership, now: datetime) -> None:
    """This one does not go; the others of its plan do. Raises NotOpen."""
    to_change(by)
    hold(follow_up.customer_id)
    stop(_planned(follow_up), because="by_owner", now=now)


def cancel_all(*, quote: Quote, by: Membership, now: datetime) -> int:
    """Nothing more goes about this quote; how many were planned."""
    to_change(by)
    hold(quote.customer_id)
    rows = FollowUp.objects.filter(state=FollowUp.State.PLANNED, quotes__version__quote=quote).distinct()
    for row in rows:
        stop(row, because="by_owner", now=now)
    return len(rows)


def stop_all(*, customer_id: UUID, because: str, now: datetime) -> None:
    for row in FollowUp.objects.filter(customer_id=customer_id, state=FollowUp.State.PLANNED):
        stop(row, because=because, now=now)


def stop(follow_up: FollowUp, *, because: str, now: datetime) -> None:
    """because: a code of `standing.WORDS`. What has left stays as it is."""
    going = (FollowUp.State.PLANNED, FollowUp.State.QUEUED)
    changed = FollowUp.objects.filter(pk=follow_up.pk, state__in=going).update(
        state=FollowUp.State.STOPPED, stopped_because=because, ended_at=now
    )
    if changed:
        FollowUpApproval.objects.filter(follow_up=follow_up, ended_at=None).update(ended_at=now)


def reconsider(*, conversation_id: UUID, now: datetime) -> int:
    """Stop what is planned in a conversation and may not go any more; how many. Needs a transaction of the business."""
    planned = FollowUp.objects.filter(conversation_id=conversation_id, state=FollowUp.State.PLANNED)
    if not planned.exists():
        return 0
    Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id).first()
    count = 0
    for row in planned.select_related("customer"):
        code = standing.against(row, now=now)
        if code and code not in PASSING:
            stop(row, because=code, now=now)
            count += 1
    return count


# A dead connection may live again before the day: said as a warning, and a reason only at the moment of sending.
PASSING = frozenset({"connection"})


def hold(customer_id: UUID | None) -> None:
    """Hold offers, then the conversation, of a person until the transaction ends: the order in which all of this room locks."""
    if customer_id is None:
        return
    offers = QuoteVersion.objects.filter(quote__customer_id=customer_id, state=QuoteVersion.State.ISSUED)
    list(offers.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    list(Conversation.objects.select_for_update(of=("self",)).filter(customer_id=customer_id).values_list("pk"))


def planned_for(quote: Quote) -> int:
    """How many are still to go about this quote."""
    found = FollowUpQuote.objects.filter(version__quote=quote, follow_up__state=FollowUp.State.PLANNED)
    return int(found.aggregate(count=Count("follow_up", distinct=True))["count"])


def _planned(follow_up: FollowUp) -> FollowUp:
    current = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("customer", "conversation__customer", "conversation__business")
        .get(pk=follow_up.pk)
    )
    if current.state != FollowUp.State.PLANNED:
        raise NotOpen("This one has left already, or was stopped.")
    return current


def _approve(row: FollowUp, by: Membership, recipients: str, offer: str, now: datetime) -> None:
    FollowUpApproval.objects.create(
        id=ids.uuid7(),
        business_id=row.business_id,
        follow_up=row,
        by=by,
        at=now,
        text_hash=encryption.digest(row.text.encode()),
        recipients_hash=recipients,
        offer_hash=offer,
    )


def _clean(text: str) -> str:
    return as_typed(text)[:LONGEST]


def _hold_to_sources(
    conversation: Conversation,
    versions: Sequence[QuoteVersion],
    wanted: Sequence[tuple[Proposed, str]],
    seen: str,
) -> None:
    """The guard on every text; all warnings of a page are named at once and answered at once."""
    warned: list[tuple[str, str]] = []
    for one, text in wanted:
        enquiry = enquiry_about(conversation, now=one.step.due_at)
        quotes = [chased(version, now=one.step.due_at) for version in versions]
        checked = checking.check_follow_up(enquiry=enquiry, quotes=quotes, text=text, proposed=one.text)
        if checked.ours:
            raise NotNow(f"Nothing backs “{checked.ours[0].words}” in a message of ours. Change those words.")
        warned += [(one.key, f"“{found.words}”: {_why(found)}") for found in checked.theirs]
    digest = encryption.digest(json.dumps(warned).encode()) if warned else ""
    if warned and seen != digest:
        sentences = " ".join(dict.fromkeys(sentence for _, sentence in warned))
        raise Asked(f"{sentences} Approve again if that is what you mean.", warned[0][0], digest)


def _why(found: Finding) -> str:
    return found.fix if found.kind == "hurry" else checking.WARNED[found.kind]
