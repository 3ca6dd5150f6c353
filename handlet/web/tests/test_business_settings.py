"""What quotes need of the business is on its settings page; bank details change after a fresh sign-in only."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from handlet.accounts.models import BusinessProfile, Membership, SecurityEvent
from handlet.accounts.tenancy import acting_for
from tests.pages.client import PageClient

GOOD = {"name": "Asha Rowan", "sort_code": "20 00 00", "account": "12345678"}
METHODS = "account_authentication_methods"


def signed_in(pages: PageClient, member: Membership, minutes_ago: float) -> None:
    session = pages.session
    session[METHODS] = [{"method": "password", "at": time.time() - 60 * minutes_ago, "email": "asha@rowan.example"}]
    session[f"{METHODS}_user"] = member.user._meta.pk.value_to_string(member.user)
    session.save()


def profile_of(member: Membership) -> BusinessProfile:
    with acting_for(member.business_id, member.user_id):
        return BusinessProfile.objects.get()


def test_what_stands_on_quotes_is_kept(asha: Membership, pages: PageClient) -> None:
    typed: dict[str, Any] = {
        "name": "Rowan Plumbing", "trade": "plumber", "legal_form": "company", "legal_name": "Rowan Plumbing Ltd",
        "company_number": "01234567", "registered_in": "England and Wales", "address": "4 Mill Lane", "nation": "england",
        "vat_registered": "yes", "vat_number": "123456782", "vat_from": "2026-12-01", "cis_status": "registered",
        "area": "Stockport", "quote_valid_days": "30", "payment_terms": "Bank transfer", "payment_days": "14",
        "letterhead": "Heating and water", "terms": "Ours.",
    }  # fmt: skip
    saved = pages.post("/settings/profile", typed, follow=True).content.decode()
    assert "Saved. New replies and quotes go by it." in saved
    assert "Rowan Plumbing · Plumber · Limited company" in saved
    profile = profile_of(asha)
    assert (profile.registered_in, profile.vat_from, profile.cis_status) == (
        "England and Wales", date(2026, 12, 1), "registered",
    )  # fmt: skip
    with acting_for(asha.business_id, asha.user_id):
        assert (profile.payment_terms, profile.letterhead, profile.payment_days) == (
            "Bank transfer",
            "Heating and water",
            14,
        )
    page = pages.get("/settings/profile").content.decode()
    assert "2026-12-01" in page
    refused = pages.post("/settings/profile", typed | {"vat_until": "2026-11-01"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "ends before it begins" in page
    # The part with what is at fault stands open, the others do not.
    assert 'id="part-vat" open>' in page
    assert 'id="part-who">' in page


def test_bank_details_wait_for_a_fresh_sign_in(asha: Membership, pages: PageClient) -> None:
    signed_in(pages, asha, minutes_ago=11)
    for answer in (pages.get("/settings/bank"), pages.post("/settings/bank", GOOD)):
        assert answer.status_code == 302
        assert "reauthenticate" in answer.url
    assert profile_of(asha).bank is None
    signed_in(pages, asha, minutes_ago=1)
    assert pages.get("/settings/bank").status_code == 200
    bad = pages.post("/settings/bank", GOOD | {"sort_code": "20-00"})
    assert bad.status_code == 422
    assert "six digits" in bad.content.decode()
    assert pages.post("/settings/bank", GOOD).status_code == 302
    with acting_for(asha.business_id, asha.user_id):
        assert profile_of(asha).bank == {"name": "Asha Rowan", "sort_code": "20-00-00", "account": "12345678"}
        assert SecurityEvent.objects.filter(user=asha.user, kind="bank_details_changed").count() == 1


def test_a_member_does_not_see_the_bank_page(asha: Membership, pages: PageClient) -> None:
    with acting_for(asha.business_id, asha.user_id):
        Membership.objects.filter(pk=asha.pk).update(role="member")
    signed_in(pages, asha, minutes_ago=1)
    assert pages.get("/settings/bank").status_code == 403


def test_a_registration_is_kept_with_where_it_holds_and_what_it_covers(asha: Membership, pages: PageClient) -> None:
    typed = {
        "add": "credential", "scheme": "Gas Safe", "number": "123456", "nation": "england", "categories": "boiler\n\n gas cooker ",
        "valid_from": "2026-01-01", "valid_until": "2027-01-01",
    }  # fmt: skip
    assert pages.post("/settings/profile", typed).status_code == 302
    page = pages.get("/settings/profile").content.decode()
    assert "For boiler, gas cooker, England" in page
    refused = pages.post("/settings/profile", typed | {"valid_until": "2025-01-01"})
    assert refused.status_code == 422
    assert "ends before it begins" in refused.content.decode()
