"""Creating a business, and the doors to what is its own."""

from __future__ import annotations

import pytest

from handlet.accounts import api_tokens
from handlet.accounts.access import NotHere, ReadsOnly, of_business, to_change, to_own
from handlet.accounts.businesses import create_business, memberships_of
from handlet.accounts.models import BusinessProfile, Credential, Membership
from handlet.accounts.tenancy import acting_for
from handlet.kit.ids import uuid7
from tests.cast import NOW, person


def test_a_new_business_has_an_owner_a_profile_and_an_address_nobody_guesses(db: None) -> None:
    asha = person("Asha Rowan", "asha@rowan.example")
    one = create_business(owner=asha, name="Rowan Plumbing", trade="plumber", now=NOW)
    two = create_business(owner=asha, name="Rowan Plumbing", trade="plumber", now=NOW)
    with acting_for(None, asha.id):
        assert [member.role for member in memberships_of(asha)] == ["owner", "owner"]
        slugs = {member.business.slug for member in memberships_of(asha)}
    assert len(slugs) == 2
    assert all(slug.startswith("rowan-plumbing-") for slug in slugs)
    with acting_for(one.business_id):
        profile = BusinessProfile.objects.get()
        assert profile.email == "asha@rowan.example"
        assert profile.tone["signoff"] == "Cheers, Asha"
    assert one.business_id != two.business_id


def test_a_name_without_letters_still_gets_an_address(db: None) -> None:
    member = create_business(owner=person("李", "li@example.org"), name="李师傅", trade="other", now=NOW)
    with acting_for(member.business_id):
        assert member.business.slug.startswith("business-")


def test_a_stranger_gets_the_same_answer_as_for_nothing(asha: Membership, cleo: Membership) -> None:
    from handlet.kit import sealing

    with acting_for(asha.business_id):
        row = Credential.objects.create(
            business_id=asha.business_id,
            key_id=sealing.key_for(asha.business_id, "business", asha.business_id),
            scheme="WaterSafe",
            number="W123",
        )
    answers = []
    with acting_for(cleo.business_id, cleo.user_id):
        for wanted in (row.id, uuid7(), "not an id"):
            with pytest.raises(NotHere) as refused:
                of_business(cleo, Credential.objects.all(), wanted)
            answers.append(str(refused.value))
    assert len(set(answers)) == 1
    with acting_for(asha.business_id, asha.user_id):
        assert of_business(asha, Credential.objects.all(), row.id).number == "W123"


def test_a_reader_changes_nothing_and_only_an_owner_owns(asha: Membership) -> None:
    reader = Membership(role=Membership.Role.READER)
    with pytest.raises(ReadsOnly):
        to_change(reader)
    with pytest.raises(ReadsOnly):
        to_own(Membership(role=Membership.Role.MEMBER))
    assert to_own(asha) is asha


def test_a_token_is_found_until_it_is_revoked_and_never_stored(asha: Membership) -> None:
    with acting_for(asha.business_id):
        row, key = api_tokens.create(member=asha, label="spreadsheet", now=NOW)
    assert key.encode() not in bytes(row.token_hash)
    assert api_tokens.find(key) == (asha.business_id, asha.id)
    assert api_tokens.find(key[:-1] + "x") is None
    assert api_tokens.find("") is None
    with acting_for(asha.business_id):
        api_tokens.revoke(token=row, now=NOW)
    assert api_tokens.find(key) is None
