"""A destroyed key's bytes leave the database's files and its log: searched for byte by byte, found before, gone after."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connections, transaction

from handlet.accounts.tenancy import acting_for
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import mail, mailbox_of
from handlet.privacy import cases, physical
from handlet.privacy.models import DataKey, ErasureCertificate
from handlet.privacy.subjects import Subject
from tests.cast import NOW, owner_of

POSTGRES = Path(os.environ["HANDLET_TEST_ROOT"]) / "postgres"
LATER = NOW + timedelta(hours=1)


def erased() -> bytes:
    """Somebody who wrote and was erased; the bytes of their wrapped key. In between the database looked over its tables, as it does
    by itself when it has the time: what it notes of their values must not hold the key."""
    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id):
        receive(connection=mailbox_of(member), incoming=mail(1), raw=b"raw", now=NOW)
        key = DataKey.objects.get(subject_kind="customer")
    with psycopg.connect(os.environ["HANDLET_OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("ANALYZE privacy_datakey, privacy_businesskey")
    with acting_for(member.business_id, member.user_id):
        subject = Subject("customer", key.subject_id, member.business_id)
        cases.erase_by_rule(subject=subject, now=NOW)
    return bytes(key.wrapped)


def places(needle: bytes) -> list[str]:
    """Files of the embedded server that hold the bytes, its log included."""
    with psycopg.connect(os.environ["HANDLET_OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("CHECKPOINT")
    found = []
    for path in POSTGRES.rglob("*"):
        try:
            if path.is_file() and needle in path.read_bytes():
                found.append(str(path.relative_to(POSTGRES)))
        except FileNotFoundError:
            continue
    return found


def test_the_bytes_of_a_destroyed_key_are_in_no_file_and_not_in_the_log(committed: None) -> None:
    wrapped = erased()
    if not POSTGRES.exists():
        # Another machine's files cannot be searched from here; that the run is whole can be asked of any server.
        assert physical.rewrite(LATER).is_whole
        return
    before = places(wrapped)
    assert any(place.startswith("base") for place in before), "deleting alone is measured not to be enough"
    assert any("pg_wal" in place for place in before)
    done = physical.rewrite(LATER)
    assert done.refused == ()
    assert places(wrapped) == []


def test_a_certificate_waits_until_the_keyring_was_rewritten(committed: None) -> None:
    erased()
    (waiting,) = certificates()
    assert waiting is None
    assert physical.is_awaited()
    assert physical.rewrite(LATER).is_whole
    assert certificates() == [LATER]
    assert not physical.is_awaited()
    physical.rewrite(LATER + timedelta(days=1))
    assert certificates() == [LATER]


def test_a_busy_table_is_said_and_the_certificate_waits_on(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    erased()
    monkeypatch.setattr(physical, "WAIT_MILLISECONDS", 20)
    monkeypatch.setattr(physical, "TRIES", 2)
    monkeypatch.setattr(physical, "TURNS", 1)
    with psycopg.connect(os.environ["HANDLET_OWNER_DATABASE_URL"]) as busy:
        busy.execute("SELECT count(*) FROM privacy_datakey")
        done = physical.rewrite(LATER)
    assert done.refused == ("The table privacy_datakey was busy and was not rewritten.",)
    assert certificates() == [None]


def test_a_transaction_that_might_still_look_at_the_key_is_waited_for(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(physical, "SETTLE_TRIES", 2)
    monkeypatch.setattr(physical, "TURNS", 1)
    with psycopg.connect(os.environ["HANDLET_OWNER_DATABASE_URL"]) as looking:
        looking.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # Of a table that holds no keys, so that none is busy: it is the moment of the transaction that counts.
        looking.execute("SELECT count(*) FROM quoting_quote")
        erased()
        done = physical.rewrite(LATER)
    (refused,) = done.refused
    assert "before the erasure still runs" in refused
    assert certificates() == [None]
    assert physical.rewrite(LATER).is_whole


def test_it_refuses_to_run_inside_a_transaction(committed: None) -> None:
    with transaction.atomic(using="maintenance"), pytest.raises(RuntimeError, match="inside a transaction"):
        physical.rewrite(LATER)


def test_the_service_may_not_do_it(committed: None) -> None:
    with connections["default"].cursor() as cursor, pytest.raises(Exception, match=r"permission denied|must be owner"):
        cursor.execute("SELECT pg_switch_wal()")


def certificates() -> list[object]:
    """When each certificate's keys were gone, seen by the owner of the tables."""
    return list(ErasureCertificate.objects.using("maintenance").values_list("keys_gone_at", flat=True))
