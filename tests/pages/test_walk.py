"""Every page that a newcomer and their customer meet, visited with the checking client."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import override_settings

from handlet.accounts import operators
from handlet.accounts.models import Membership, User
from tests.pages.client import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages() -> PageClient:
    return PageClient()


@pytest.fixture
def at_work(asha: Membership, pages: PageClient) -> PageClient:
    """Asha, signed in, with her starter list confirmed."""
    pages.force_login(asha.user)
    return pages


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/privacy",
        "/privacy/lawful-basis",
        "/terms",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
    ],
)
def test_public_pages(pages: PageClient, path: str) -> None:
    assert pages.get(path).status_code == 200


def test_what_is_missing_at_sign_up_is_named(pages: PageClient) -> None:
    page = pages.post("/accounts/signup/", {}).content.decode()
    for label in ("Your name", "Email address", "Password"):
        assert page.count(f"“{label}” is empty. Please fill it in.") == 2
    assert "This field is required" not in page


def test_a_wrong_password_says_what_to_do(asha: Membership, pages: PageClient) -> None:
    page = pages.post("/accounts/login/", {"login": asha.user.email, "password": "another pass phrase"})
    assert "Check both, or set a new password." in page.content.decode()


def test_the_register_is_in_words(pages: PageClient) -> None:
    page = pages.get("/privacy/lawful-basis").content.decode()
    assert "A contract (Article 6(1)(b))" in page
    assert "7 days, 12 months" in page
    for code in ("P12M", "P7D", ">controller<", ">processor<", ">instruction<"):
        assert code not in page


def test_a_stranger_is_sent_to_sign_in(pages: PageClient) -> None:
    for path in ("/inbox", "/quotes", "/prices", "/channels", "/privacy-centre", "/settings"):
        response = pages.get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


OWNERS = [
    "/inbox", "/inbox?q=tap", "/inbox?aside=1", "/inbox/new", "/quotes", "/prices", "/prices/import", "/channels",
    "/channels/mailbox", "/privacy-centre", "/privacy-centre/cases", "/privacy-centre/register", "/privacy-centre/export",
    "/settings", "/settings/profile", "/settings/tone", "/settings/ai", "/settings/team", "/settings/security",
    "/settings/memories", "/settings/quality", "/settings/replies",
    "/settings/notifications", "/settings/delete-account", "/start/prices", "/start/connect", "/accounts/2fa/",
    "/accounts/sessions/", "/accounts/password/change/", "/accounts/email/", "/accounts/logout/",
]  # fmt: skip


@pytest.mark.parametrize("path", OWNERS)
def test_owner_pages(at_work: PageClient, path: str) -> None:
    assert at_work.get(path, follow=True).status_code == 200


@pytest.mark.parametrize(
    "path", ["/accounts/2fa/webauthn/add/", "/accounts/2fa/totp/activate/", "/accounts/2fa/recovery-codes/generate/"]
)
def test_who_signed_in_a_while_ago_is_asked_whether_it_is_still_them(at_work: PageClient, path: str) -> None:
    asked = at_work.get(path, follow=True)
    assert asked.status_code == 200
    assert asked.redirect_chain[-1][0].startswith("/accounts/reauthenticate/")
    assert "Is it still you?" in asked.content.decode()


def test_nobody_but_an_operator_sees_the_operator_s_page(at_work: PageClient, asha: Membership) -> None:
    assert at_work.get("/operator").status_code == 404
    assert 'href="/operator"' not in at_work.get("/settings").content.decode()
    operators.appoint(email="Asha@Rowan.example")
    assert [user.pk for user in operators.all_of_them()] == [asha.user_id]
    assert 'href="/operator"' in at_work.get("/settings").content.decode()
    page = at_work.get("/operator").content.decode()
    assert "No worker is alive. Start one with “handlet worker”." in page
    operators.dismiss(email=asha.user.email)
    assert at_work.get("/operator").status_code == 404
    with pytest.raises(operators.NoSuchAccount):
        operators.appoint(email="nobody@rowan.example")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_sign_up_confirm_create_the_business_and_look_around(pages: PageClient) -> None:
    response = pages.post(
        "/accounts/signup/",
        {"name": "Bea Holt", "email": "bea@holt.example", "password1": "quite a long pass phrase"},
        follow=True,
    )
    assert response.status_code == 200
    (letter,) = mail.outbox
    link = re.search(r"http\S+", letter.body)
    assert link is not None
    page = pages.get(link.group().replace("http://testserver", ""))
    assert page.status_code == 200
    confirmed = pages.post(link.group().replace("http://testserver", ""), follow=True)
    assert confirmed.redirect_chain[-1][0] == "/start/business"
    answers = {
        "name": "Holt Tiling",
        "trade": "tiler",
        "vat_registered": "yes",
        "vat_number": "",
        "area": "Cardiff: postcode areas CF, NP",
        "hours": "Mon-Fri 8 to 5",
    }
    again = pages.post("/start/business", answers)
    assert again.status_code == 422
    done = pages.post("/start/business", {**answers, "vat_number": "123 4567 82"}, follow=True)
    assert done.redirect_chain[-1][0] == "/start/prices"
    assert "examples, not your prices" in done.content.decode()
    last = pages.post("/start/prices", {"later": "yes"}, follow=True)
    assert last.redirect_chain[-1][0] == "/start/connect"
    inbox = pages.get("/inbox")
    assert inbox.status_code == 200
    assert User.objects.get(email="bea@holt.example").name == "Bea Holt"
