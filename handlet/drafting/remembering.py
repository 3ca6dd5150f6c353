"""Memories: told by the owner or noticed in their changes and confirmed; shown, changed, forgotten. Drafts obey them.

One about a customer is sealed under that customer's key, given to drafts for that customer alone, and goes with them.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Sequence
from datetime import datetime

from handlet.accounts.access import to_change
from handlet.accounts.models import Membership
from handlet.customers.models import Customer
from handlet.drafting.engine import meaning
from handlet.drafting.models import Memory
from handlet.drafting.port import BusinessFacts, Remembered
from handlet.kit import ids, sealing
from handlet.kit.html_cleaning import without_invisible

MOST = 200
LONGEST = 300


class CannotRemember(Exception):
    """`str(error)` says what to write instead."""


def tell(
    *,
    by: Membership,
    kind: str,
    text: str,
    customer: Customer | None = None,
    origin: str = Memory.Origin.TYPED,
    times: int = 0,
    mark: str = "",
    now: datetime,
) -> Memory:
    """Remember this from now on; for one customer, or for all. Raises CannotRemember, access.ReadsOnly."""
    to_change(by)
    words = _understood(kind, text, customer)
    if Memory.objects.filter(state=Memory.State.CONFIRMED, customer=customer).count() >= MOST:
        raise CannotRemember(f"There are {MOST} already. Delete some that are no longer needed.")
    return Memory.objects.create(
        id=ids.uuid7(),
        business_id=by.business_id,
        customer=customer,
        key_id=customer.key_id if customer is not None else sealing.key_for(by.business_id, "business", by.business_id),
        kind=kind,
        origin=origin,
        text=words,
        times=times,
        mark=mark,
        decided_by=by,
        made_at=now,
        changed_at=now,
    )


def refuse(*, by: Membership, kind: str, mark: str, times: int, now: datetime) -> Memory:
    """What was noticed is not wanted: it is not proposed again. No words of it are kept."""
    to_change(by)
    return Memory.objects.create(
        id=ids.uuid7(),
        business_id=by.business_id,
        key_id=sealing.key_for(by.business_id, "business", by.business_id),
        kind=kind,
        state=Memory.State.REFUSED,
        origin=Memory.Origin.NOTICED,
        times=times,
        mark=mark,
        decided_by=by,
        made_at=now,
        changed_at=now,
    )


def change(*, memory: Memory, by: Membership, text: str, now: datetime) -> Memory:
    """Raises CannotRemember, access.ReadsOnly."""
    to_change(by)
    memory.text = _understood(memory.kind, text, memory.customer)
    memory.changed_at, memory.decided_by = now, by
    memory.save()
    return memory


def forget(*, memory: Memory, by: Membership) -> None:
    """Gone at once; drafts made from now on know nothing of it."""
    to_change(by)
    memory.delete()


def of_business() -> Sequence[Memory]:
    """Those in use for everybody, oldest first, of the business of the running transaction."""
    return list(Memory.objects.filter(customer=None, state=Memory.State.CONFIRMED).order_by("kind", "made_at"))


def of_customer(customer: Customer) -> Sequence[Memory]:
    return list(Memory.objects.filter(customer=customer, state=Memory.State.CONFIRMED).order_by("made_at"))


def means(memory: Memory) -> str:
    """What is done with it, in a sentence."""
    try:
        return meaning.in_words(_engine_s(memory))
    except meaning.NotUnderstood as error:
        return f"Not understood any more. {error}"


def with_memories(facts: BusinessFacts, *, business_id: uuid.UUID, customer: Customer | None) -> BusinessFacts:
    """The facts with what is remembered of the business, and of this one customer."""
    rows = Memory.objects.filter(business_id=business_id, state=Memory.State.CONFIRMED, customer=None)
    if customer is not None:
        rows = rows | Memory.objects.filter(business_id=business_id, state=Memory.State.CONFIRMED, customer=customer)
    found: list[Remembered] = []
    for row in rows.order_by("made_at"):
        try:
            found.append(_engine_s(row))
        except meaning.NotUnderstood:
            # It was understood when it was typed; the page says that it no longer is.
            continue
    if not found:
        return facts
    return dataclasses.replace(
        facts, memories=found, not_done=[*facts.not_done, *(one.not_done for one in found if one.not_done)]
    )


def _engine_s(row: Memory) -> Remembered:
    return meaning.remembered(id=str(row.id), kind=row.kind, text=row.text, about_customer=row.customer_id is not None)


def _understood(kind: str, text: str, customer: Customer | None) -> str:
    words = " ".join(without_invisible(text).split())[:LONGEST]
    words = words[:1].upper() + words[1:]
    if kind not in Memory.Kind.values:
        raise CannotRemember("Choose what kind of thing this is.")
    if not words:
        raise CannotRemember("There is nothing to remember yet. Write a sentence.")
    try:
        meaning.remembered(id="", kind=kind, text=words, about_customer=customer is not None)
    except meaning.NotUnderstood as error:
        raise CannotRemember(str(error)) from error
    return words
