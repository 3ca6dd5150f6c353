"""The API: a key, a published schema, and the same proofs as the page before anything leaves."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from handlet.accounts import api_tokens
from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.drafting import approval
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import mail, mailbox_of
from handlet.quoting import pricelist
from tests.cast import NOW


@pytest.fixture
def api(asha: Membership) -> Client:
    with acting_for(asha.business_id, asha.user_id):
        _, key = api_tokens.create(member=asha, label="spreadsheet", now=NOW)
        receive(connection=mailbox_of(asha), incoming=mail(1), raw=b"x", now=NOW)
        approval.write(conversation=Conversation.objects.get(), by=asha, text="Hello Dev", now=NOW)
        pricelist.add_starter(business_id=asha.business_id, trade="plumber", now=NOW)
    return Client(headers={"authorization": f"Bearer {key}"})


def test_the_schema_is_published_and_names_every_resource(db: None) -> None:
    schema = Client().get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    paths = " ".join(schema["paths"])
    for resource in ("conversations", "messages", "drafts", "quotes", "customers", "price-list"):
        assert resource in paths


def test_conversations_messages_customers_and_prices_are_read(api: Client) -> None:
    (row,) = api.get("/api/v1/conversations").json()["needs_you"]
    assert row["customer_name"] == "Dev Patel"
    (message,) = api.get(f"/api/v1/conversations/{row['id']}/messages").json()
    assert message["text"] == "Can you fit a kitchen tap?"
    customer = api.get(f"/api/v1/customers/{row['customer_id']}").json()
    assert customer["contact_points"][0]["value"] == "dev@example.org"
    prices = api.get("/api/v1/price-list").json()
    assert len(prices) == 25
    assert not any(price["confirmed"] for price in prices)
    assert api.get("/api/v1/conversations?q=tap").json()["seen"][0]["id"] == row["id"]
    assert api.get("/api/v1/conversations?before=nonsense").status_code == 400


def test_a_customer_is_corrected(api: Client) -> None:
    customer = api.get("/api/v1/customers").json()[0]
    changed = api.patch(
        f"/api/v1/customers/{customer['id']}", {"name": "Dev P."}, content_type="application/json"
    ).json()
    assert (changed["name"], changed["no_ai"]) == ("Dev P.", False)


def test_a_draft_is_approved_only_as_it_was_shown(api: Client, asha: Membership) -> None:
    conversation = api.get("/api/v1/conversations").json()["needs_you"][0]["id"]
    draft = api.get(f"/api/v1/drafts/of/{conversation}").json()
    assert draft["recipient"] == "Dev@example.org"

    def approve(**changes: Any) -> Any:
        shown = {"text": draft["text"], "revision": draft["revision"], "recipient": draft["recipient"]} | changes
        return api.post(f"/api/v1/drafts/{draft['id']}/approval", shown, content_type="application/json")

    refused = approve(recipient="somebody@else.example")
    assert refused.status_code == 409
    assert "Check the address" in refused.json()["error"]
    assert approve(revision=99).status_code == 409
    done = approve()
    assert done.status_code == 201
    assert done.json()["message"]["delivery"] == "queued"
    assert approve().status_code == 409
    with acting_for(asha.business_id):
        assert Message.objects.filter(direction="out").count() == 1


def test_a_revoked_key_opens_nothing(api: Client, asha: Membership) -> None:
    with acting_for(asha.business_id, asha.user_id):
        api_tokens.revoke(token=asha.api_tokens.get(), now=NOW)
    assert api.get("/api/v1/conversations").status_code == 401
