"""The third fence: signed in as another business, every address and API route is asked with every object of the first.

Generated from the routes themselves, so a new page joins by itself. The answer must be that for something that never
existed: the same status and the same body.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from handlet.accounts import api_tokens
from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting
from handlet.channels.contract import IncomingAttachment
from handlet.drafting import approval, remembering, saved_replies
from handlet.drafting.models import (
    Exemplar,
    FollowUp,
    FollowUpApproval,
    FollowUpQuote,
    FollowUpRules,
    LearnedTone,
    Outcome,
)
from handlet.inbox.models import Conversation, RawEvent
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import mail
from handlet.kit import sealing
from handlet.kit.ids import uuid7
from handlet.privacy import cases
from handlet.privacy.models import ErasureCertificate
from handlet.privacy.subjects import Subject
from handlet.quoting import editing, issuing, pricelist, revising
from handlet.quoting.models import AgreedRate, PriceItem, QuoteVersion
from handlet.web.request import now
from tests.cast import NOW

pytestmark = [pytest.mark.architecture, pytest.mark.django_db]

CANARY = "Zanzibarquixote"
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
# Reached by an unguessable token or the business's public address, not by id and membership.
PUBLIC = ("q/", "e/")


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(path pattern, name) of every route that takes an id."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, path)
        elif isinstance(entry, URLPattern) and not path.startswith(PUBLIC):
            if "<uuid:" in path or (path.startswith("api/") and "<" in path):
                yield path, str(entry.name)


@pytest.fixture
def full(asha: Membership) -> set[uuid.UUID]:
    """Asha's business with one of everything, each holding the canary; the ids of all of it."""

    with acting_for(asha.business_id, asha.user_id):
        mailbox = connecting.connect(
            by=asha,
            kind="imap",
            label=CANARY,
            settings={"address": "asha@rowan.example"},
            secret={"password": CANARY},
            consent=connecting.Consent(CANARY, "tick"),
            now=NOW,
        )
        photo = IncomingAttachment("a.txt", "text/plain", CANARY.encode())
        incoming = mail(1, CANARY, html=f"<p>{CANARY}</p>", attachments=[photo])
        receive(connection=mailbox, incoming=incoming, raw=b"raw", now=NOW)
        conversation = Conversation.objects.get()
        approval.write(conversation=conversation, by=asha, text=CANARY, now=NOW)
        pricelist.add_starter(business_id=asha.business_id, trade="plumber", now=NOW)
        pricelist.add_rule(business_id=asha.business_id, text=CANARY)
        _learned(conversation, asha)
        version = editing.start(conversation=conversation, firm=True, now=now())
        values = editing.LineValues(CANARY, Decimal(1), "each", Decimal(1))
        editing.add_line(version=version, values=values)
        issuing.issue(version=version, by=asha, now=now())
        _follow_up(conversation, version, asha)
        revising.revise(version=version, now=now())
        api_tokens.create(member=asha, label=CANARY, now=NOW)
        subject = Subject("customer", conversation.customer_id, asha.business_id)
        case = cases.open_case(kind="erasure", subject=subject, note=CANARY, received_at=NOW, by=asha, now=NOW)
        ErasureCertificate.objects.create(
            business_id=asha.business_id, case=case, code=CANARY, at=NOW, register_version="1",
            removed=[], kept=[], elsewhere=[CANARY], commitment="",
        )  # fmt: skip
        row_id = uuid7()
        RawEvent.objects.create(
            id=row_id, business_id=asha.business_id, connection=mailbox, provider_event_id="x", stored_at=NOW,
            key_id=sealing.key_for(asha.business_id, "raw_event", row_id), state="failed",
        )  # fmt: skip
        found: set[uuid.UUID] = set()
        for model in apps.get_models():
            if hasattr(model, "business_id") or model._meta.label == "accounts.Business":
                manager: Any = model._default_manager
                # Two of a kind are as good as twenty.
                found |= {
                    row.pk for row in manager.all()[:2] if isinstance(row, Model) and isinstance(row.pk, uuid.UUID)
                }
    return found


def _follow_up(conversation: Conversation, version: QuoteVersion, member: Membership) -> None:
    mine = {"business_id": member.business_id, "key_id": conversation.key_id}
    row = FollowUp.objects.create(
        **mine, conversation=conversation, customer=conversation.customer, kind="expiry", step=0, text=CANARY,
        proposed_text=CANARY, due_at=NOW, inbound_seen=1, outbound_seen=0, planned_at=NOW,
    )  # fmt: skip
    FollowUpQuote.objects.create(business_id=member.business_id, follow_up=row, version=version)
    FollowUpApproval.objects.create(business_id=member.business_id, follow_up=row, by=member, at=NOW)
    FollowUpRules.objects.create(business_id=member.business_id, on=True, changed_at=NOW)


def _learned(conversation: Conversation, member: Membership) -> None:
    """One of everything that is learned."""
    mine: dict[str, Any] = {"business_id": member.business_id, "key_id": conversation.key_id}
    Outcome.objects.create(**mine, conversation=conversation, kind="changed", intent="other", engine="x", at=NOW)
    customer = conversation.customer
    remembering.tell(by=member, kind="fact", text=f"{CANARY} has the key", customer=customer, now=NOW)
    remembering.tell(by=member, kind="fact", text=f"We know {CANARY} well", now=NOW)
    saved_replies.save(by=member, title=CANARY, text=CANARY, now=NOW)
    Exemplar.objects.create(**mine, customer=customer, channel="email", text=CANARY, made_at=NOW)
    LearnedTone.objects.create(**mine, levers={}, made_at=NOW)
    item = PriceItem.objects.first()
    AgreedRate.objects.create(**mine, customer=customer, item=item, unit_price="1", agreed_at=NOW)


def filled(path: str, id: uuid.UUID) -> str:
    """The path with this id in every place."""
    return "/" + PARAMETER.sub(lambda place: str(id), path)


def plain(body: bytes) -> str:
    """A body without what differs between any two answers: the token of the form and the id that was asked for."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body.decode(errors="replace"))
    text = re.sub(r'nonce="[^"]+"', "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)


def test_the_routes_are_found() -> None:
    names = {name for _, name in routes()}
    assert {"conversation", "draft_send", "quote_line", "case", "certificate", "attachment"} <= names
    assert len(names) > 40


@pytest.mark.timeout(600)
def test_a_stranger_asks_every_page_with_every_id_and_learns_nothing(full: set[uuid.UUID], cleo: Membership) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cleo.user)
    assert len(full) > 25
    wrong: list[str] = []
    for path, name in routes():
        if path.startswith("api/"):
            continue
        for verb in ("get", "post"):
            nothing = getattr(client, verb)(filled(path, uuid.uuid4()))
            # What no page takes in this way is refused by the route, whatever is asked for: once is enough.
            for id in sorted(full)[:1] if nothing.status_code == 405 else full:
                answer = getattr(client, verb)(filled(path, id))
                if answer.status_code not in (404, 405) or CANARY in answer.content.decode(errors="replace"):
                    wrong.append(f"{verb} {name}: {answer.status_code}")
                elif plain(answer.content) != plain(nothing.content) or answer.status_code != nothing.status_code:
                    wrong.append(f"{verb} {name}: tells a known id from an unknown one")
    assert sorted(set(wrong)) == []


def test_a_stranger_s_key_opens_nothing_of_another_business(full: set[uuid.UUID], cleo: Membership) -> None:
    with acting_for(cleo.business_id, cleo.user_id):
        _, key = api_tokens.create(member=cleo, label="hers", now=NOW)
    client = Client(headers={"authorization": f"Bearer {key}"}, raise_request_exception=False)
    asked = 0
    wrong: list[str] = []
    for path, name in routes():
        if not path.startswith("api/"):
            continue
        for verb in ("get", "post", "put", "patch", "delete"):
            body = (
                {}
                if verb == "get"
                else {"content_type": "application/json", "data": {"text": "x", "revision": 1, "recipient": ""}}
            )
            for id in full:
                answer = getattr(client, verb)(filled(path, id), **body)
                asked += 1
                if answer.status_code not in (404, 405, 422) or CANARY in answer.content.decode(errors="replace"):
                    wrong.append(f"{verb} {name}: {answer.status_code}")
    assert asked > 200
    assert sorted(set(wrong)) == []
    for path in ("conversations", "customers", "quotes", "price-list"):
        assert CANARY not in client.get(f"/api/v1/{path}").content.decode()


def test_the_api_wants_a_key_and_a_cookie_is_none(asha: Membership) -> None:
    client = Client()
    assert client.get("/api/v1/conversations").status_code == 401
    client.force_login(asha.user)
    assert client.get("/api/v1/conversations").status_code == 401
    assert Client(headers={"authorization": "Bearer hl_nonsense"}).get("/api/v1/conversations").status_code == 401


def test_the_owner_does_see_what_a_stranger_does_not(full: set[uuid.UUID], asha: Membership) -> None:
    """The walk above fails for the right reason: with the right member the canary is there."""
    client = Client(raise_request_exception=False)
    client.force_login(asha.user)
    seen = set()
    for path, name in routes():
        if not path.startswith("api/"):
            for id in full:
                answer = client.get(filled(path, id))
                if answer.status_code == 405:
                    break
                if answer.status_code == 200 and CANARY in answer.content.decode(errors="replace"):
                    seen.add(name)
                    break
    assert {"conversation", "quote_edit", "quote_preview", "certificate", "message_html", "customer"} <= seen
