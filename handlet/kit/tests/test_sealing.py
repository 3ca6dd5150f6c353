"""Sealed fields: at rest ciphertext, bound to row and column, dead with their key."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from handlet.accounts.models import Membership
from handlet.customers.models import Customer
from handlet.customers.resolving import create_customer
from handlet.kit import encryption, sealing
from handlet.kit.ids import uuid7
from handlet.privacy import keyring
from tests.cast import NOW


def stored(customer: Customer) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM customers_customer WHERE id = %s", [customer.id])
        row = cursor.fetchone()
    assert row is not None
    return bytes(row[0])


def test_a_name_is_ciphertext_at_rest_and_opens_again(as_asha: Membership) -> None:
    dev = create_customer(business_id=as_asha.business_id, name="Dev Patel", now=NOW)
    assert b"Dev" not in stored(dev)
    assert Customer.objects.get(pk=dev.pk).name == "Dev Patel"


def test_the_same_name_looks_different_every_time(as_asha: Membership) -> None:
    first = create_customer(business_id=as_asha.business_id, name="Dev Patel", now=NOW)
    second = create_customer(business_id=as_asha.business_id, name="Dev Patel", now=NOW)
    assert stored(first) != stored(second)


def test_a_box_copied_to_another_row_does_not_open(as_asha: Membership) -> None:
    dev = create_customer(business_id=as_asha.business_id, name="Dev Patel", now=NOW)
    other = create_customer(business_id=as_asha.business_id, name="Eve", now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE customers_customer SET name = %s WHERE id = %s", [stored(dev), other.id])
    with pytest.raises(encryption.Unreadable):
        _ = Customer.objects.get(pk=other.pk).name


def test_with_the_key_destroyed_nothing_opens(as_asha: Membership) -> None:
    dev = create_customer(business_id=as_asha.business_id, name="Dev Patel", now=NOW)
    keyring.destroy([dev.key_id])
    with pytest.raises(sealing.KeyGone):
        _ = Customer.objects.get(pk=dev.pk).name


def test_an_untouched_box_is_saved_without_its_key(as_asha: Membership) -> None:
    dev = create_customer(business_id=as_asha.business_id, name="Dev Patel", now=NOW)
    before = stored(dev)
    again = Customer.objects.get(pk=dev.pk)
    again.no_ai = True
    again.save()
    assert stored(dev) == before


def test_a_sealed_field_cannot_be_queried_or_updated_in_bulk(as_asha: Membership) -> None:
    with pytest.raises(TypeError, match="sealed"):
        Customer.objects.filter(name="Dev").exists()
    with pytest.raises(TypeError, match="sealed"):
        Customer.objects.update(name="Eve")


@given(plain=st.binary(max_size=2000), context=st.binary(max_size=80))
def test_what_is_sealed_opens_only_in_its_own_place(plain: bytes, context: bytes) -> None:
    key = encryption.new_key()
    box = encryption.seal(key, plain, context)
    assert encryption.unseal(key, box, context) == plain
    for wrong in (
        lambda: encryption.unseal(encryption.new_key(), box, context),
        lambda: encryption.unseal(key, box, context + b"."),
        lambda: encryption.unseal(key, box[:-1] + bytes([box[-1] ^ 1]), context),
        lambda: encryption.unseal(key, box[:5], context),
    ):
        with pytest.raises(encryption.Unreadable):
            wrong()


def test_ids_sort_by_time_and_are_of_version_seven() -> None:
    made = [uuid7() for _ in range(2000)]
    assert len(set(made)) == len(made)
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {uuid.RFC_4122}
    stamps = [one.int >> 80 for one in made]
    assert stamps == sorted(stamps)
