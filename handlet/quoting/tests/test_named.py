"""Which registrations a quote names: those that hold where the work is and cover it, until the owner picks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlet.accounts import profiles
from handlet.accounts.models import Credential, Membership
from handlet.quoting import editing
from handlet.quoting.models import QuoteVersion
from handlet.quoting.readiness import named_credentials
from handlet.quoting.tests.papers import started
from handlet.quoting.tests.test_life import typed
from tests.cast import NOW

TODAY = NOW.date()


def held(member: Membership, scheme: str, **more: object) -> Credential:
    values = {"number": "1", "holder": "", "valid_until": None, **more}
    return profiles.add_credential(by=member, scheme=scheme, **values)  # type: ignore[arg-type]


def quote_for(member: Membership, work: str, postcode: str = "LS8 8QB") -> QuoteVersion:
    version = started(member, "Dev Patel", "12 Cobnar View", postcode)
    editing.add_line(version=version, values=typed(work, "100"))
    version.refresh_from_db()
    return version


def named(version: QuoteVersion) -> list[str]:
    return [row.scheme for row in named_credentials(version, TODAY)]


@pytest.mark.parametrize(
    ("work", "schemes"),
    [
        ("Fit a combi boiler", ["Gas Safe", "Public liability"]),
        ("Boilers of two flats serviced", ["Gas Safe", "Public liability"]),
        ("Fit a kitchen tap", ["Public liability"]),
    ],
)
def test_one_for_gas_stands_on_gas_work_alone(as_asha: Membership, work: str, schemes: list[str]) -> None:
    held(as_asha, "Gas Safe", categories=["boiler", "gas cooker"])
    held(as_asha, "Public liability")
    assert named(quote_for(as_asha, work)) == schemes


def test_one_of_scotland_does_not_stand_on_work_in_leeds(as_asha: Membership) -> None:
    held(as_asha, "SNIPEF", nation="scotland")
    assert named(quote_for(as_asha, "Fit a tap")) == []
    assert named(quote_for(as_asha, "Fit a tap", "EH1 1AA")) == ["SNIPEF"]


def test_what_has_not_begun_or_has_ended_is_not_named(as_asha: Membership) -> None:
    held(as_asha, "Not yet", valid_from=TODAY + timedelta(days=1))
    held(as_asha, "No more", valid_until=TODAY - timedelta(days=1))
    assert named(quote_for(as_asha, "Fit a tap")) == []


def test_what_the_owner_picks_stands_whatever_the_work(as_asha: Membership) -> None:
    gas = held(as_asha, "Gas Safe", categories=["boiler"])
    held(as_asha, "Public liability")
    version = quote_for(as_asha, "Fit a tap")
    assert named(editing.set_terms(version=version, credentials=[str(gas.pk)])) == ["Gas Safe"]
    assert named(editing.set_terms(version=version, credentials=[])) == []
