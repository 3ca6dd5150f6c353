"""Where somebody is signed in: noted at once when it is new or differs, and then once a minute."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from handlet.accounts.models import Membership

pytestmark = pytest.mark.django_db


def noted(client: Client, **headers: str) -> dict[str, Any]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get("/settings/security", headers=headers).status_code == 200
    written = [
        query["sql"] for query in asked if "usersessions" in query["sql"] and "SELECT" not in query["sql"].split("(")[0]
    ]
    return {"written": len(written), **UserSession.objects.values("ip", "user_agent", "user_id", "last_seen_at").get()}


def test_a_session_is_noted_at_once_and_then_once_a_minute(asha: Membership) -> None:
    client = Client()
    client.force_login(asha.user)
    first = noted(client, user_agent="Firefox")
    assert (first["written"], first["user_agent"], first["user_id"]) == (1, "Firefox", asha.user_id)
    second = noted(client, user_agent="Firefox")
    assert (second["written"], second["last_seen_at"]) == (0, first["last_seen_at"])
    UserSession.objects.update(last_seen_at=now() - timedelta(seconds=61))
    third = noted(client, user_agent="Firefox")
    assert third["written"] == 1
    assert third["last_seen_at"] > first["last_seen_at"]


def test_another_browser_under_the_same_cookie_is_noted_at_once(asha: Membership) -> None:
    client = Client()
    client.force_login(asha.user)
    noted(client, user_agent="Firefox")
    stolen = noted(client, user_agent="curl")
    assert (stolen["written"], stolen["user_agent"]) == (1, "curl")


def test_what_was_signed_out_from_elsewhere_is_not_noted_again(asha: Membership) -> None:
    client = Client()
    client.force_login(asha.user)
    noted(client)
    UserSession.objects.get().end()
    assert client.get("/settings/security").status_code == 302
    assert not UserSession.objects.exists()
