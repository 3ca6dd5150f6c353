"""The fence in the database, alone."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from handlet.accounts.models import Business, BusinessProfile, Membership
from handlet.accounts.tenancy import NoBusiness, acting_for, current_business
from handlet.customers.models import Customer
from handlet.customers.resolving import create_customer
from tests.cast import NOW, owner_of


def test_with_no_business_set_no_row_is_seen(asha: Membership) -> None:
    assert BusinessProfile.objects.count() == 0
    assert Business.objects.count() == 0
    with acting_for(asha.business_id):
        assert BusinessProfile.objects.count() == 1


def test_a_stranger_sees_and_changes_nothing(asha: Membership, cleo: Membership) -> None:
    with acting_for(asha.business_id):
        dev = create_customer(business_id=asha.business_id, name="Dev Patel", now=NOW)
    with acting_for(cleo.business_id, cleo.user_id):
        assert not Customer.objects.filter(pk=dev.pk).exists()
        assert Customer.objects.filter(pk=dev.pk).update(no_ai=True) == 0
        assert Customer.objects.filter(pk=dev.pk).delete()[0] == 0
    with acting_for(asha.business_id):
        assert Customer.objects.get(pk=dev.pk).name == "Dev Patel"


def test_a_row_cannot_be_written_into_another_business(asha: Membership, cleo: Membership) -> None:
    with acting_for(cleo.business_id), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        create_customer(business_id=asha.business_id, name="Planted", now=NOW)


def test_the_service_role_owns_nothing_and_cannot_pass_the_fence(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = current_user"
        )
        assert cursor.fetchone() == (0,)


def test_nesting_returns_to_the_outer_business(asha: Membership, cleo: Membership) -> None:
    with acting_for(asha.business_id):
        with acting_for(cleo.business_id):
            assert current_business() == cleo.business_id
            assert BusinessProfile.objects.get().business_id == cleo.business_id
        assert current_business() == asha.business_id
        assert BusinessProfile.objects.get().business_id == asha.business_id
    with pytest.raises(NoBusiness):
        current_business()


def test_with_no_other_transaction_around_it_nothing_stays_told(committed: None) -> None:
    """The same connection serves the next request, whoever's it is: also after a fault and after several in a row."""
    asha = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    cleo = owner_of("Cleo’s Tiles", "tiler", "Cleo Marsh", "cleo@tiles.example")
    for member in (asha, cleo, asha):
        with acting_for(member.business_id, member.user_id):
            assert BusinessProfile.objects.get().business_id == member.business_id
            with acting_for(None, asha.user_id):
                assert BusinessProfile.objects.count() == 0
            # Without a user, the outer one stays.
            with acting_for(member.business_id):
                assert told()[1] == str(member.user_id)
            assert told() == (str(member.business_id), str(member.user_id))
        assert told() in (("", ""), (None, None))
        assert BusinessProfile.objects.count() == 0
    with pytest.raises(DatabaseError), acting_for(asha.business_id, asha.user_id), connection.cursor() as cursor:
        cursor.execute("SELECT nothing")
    assert told() == ("", "")
    assert BusinessProfile.objects.count() == 0


def told() -> tuple[str | None, str | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('handlet.business', true), current_setting('handlet.user', true)")
        business, user = cursor.fetchone() or ("", "")
        return business, user


def test_every_tenant_table_has_its_fence(db: None) -> None:
    """Whatever table has a `business_id` column is fenced; a new one joins by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity, count(p.oid) FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'business_id' AND NOT a.attisdropped
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
            LEFT JOIN pg_policy p ON p.polrelid = c.oid
            WHERE c.relkind = 'r' GROUP BY 1, 2
            """
        )
        rows = cursor.fetchall()
    assert len(rows) >= 12
    assert [name for name, fenced, policies in rows if not fenced or not policies] == []
