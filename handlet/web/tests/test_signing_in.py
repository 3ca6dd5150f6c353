"""Somebody who tries passwords and codes at many doors of the same house: every web process, at the same moment."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.db import DatabaseError, connections
from django.test import Client
from django.utils import timezone

from handlet.accounts.models import SharedCount, User
from handlet.privacy import closing
from tests.cast import person
from tests.racing import at_once, faults_of

RIGHT, WRONG = "a long enough pass phrase", "not what she chose"
TOO_MANY = "Too many tries."
SIGN_IN, CODE = "/accounts/login/", "/accounts/2fa/authenticate/"
ANOTHER_PROCESS = """
import sys
import django
django.setup()
from django.test import Client
from handlet.web.tests import test_signing_in as doors
email, password, code = sys.argv[1:4]
for _ in range(int(sys.argv[4])):
    print(doors.come_in(email, password, code))
"""


def come_in(email: str, password: str, code: str = "") -> str:
    """Where one try at the door ends: `in`, `too many`, `code` (asked for one) or `no`."""
    browser = Client()
    answer: Any = browser.post(SIGN_IN, {"login": email, "password": password})
    if answer.status_code == 302 and answer.url.startswith(CODE):
        if not code:
            return "code"
        answer = browser.post(CODE, {"code": code})
    if answer.status_code == 302:
        return "in"
    return "too many" if answer.status_code == 429 or TOO_MANY in answer.content.decode() else "no"


def in_another_process(email: str, password: str, code: str = "", times: int = 1) -> list[str]:
    """The same tries at another web process of the same installation."""
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS, email, password, code, str(times)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.fixture
def eve(committed: None) -> User:
    """Her account is there for every process."""
    user = person("Eve Marsh", "eve@marsh.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def code_of(secret: str) -> str:
    """The code that her phone shows now, and shows for five seconds at least."""
    if time.time() % 30 > 25:
        time.sleep(6)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_a_code(user: User) -> str:
    """She asks herself for a code at each sign-in; what it is made of."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def test_tries_at_one_process_count_at_the_other(eve: User) -> None:
    assert in_another_process(eve.email, WRONG, times=4) == ["no"] * 4
    assert [come_in(eve.email, WRONG) for _ in range(2)] == ["no", "too many"]
    assert come_in(eve.email, RIGHT) == "too many"
    assert in_another_process(eve.email, RIGHT) == ["too many"]


def test_a_code_is_good_for_one_sign_in_at_whichever_process(eve: User) -> None:
    secret = with_a_code(eve)
    code = code_of(secret)
    assert in_another_process(eve.email, RIGHT, code) == ["in"]
    assert come_in(eve.email, RIGHT, code) == "no"


def test_one_code_typed_at_two_doors_at_the_same_moment_opens_one(eve: User) -> None:
    secret = with_a_code(eve)
    code = code_of(secret)
    ended = at_once(*[lambda: come_in(eve.email, RIGHT, code)] * 2)
    assert sorted(ended) == ["in", "no"]


def test_ten_tries_at_the_same_moment_are_five(eve: User) -> None:
    ended = at_once(*[lambda: come_in(eve.email, WRONG)] * 10)
    assert not faults_of(ended)
    assert ended.count("no") <= 5
    assert ended.count("too many") >= 5


def test_who_signs_in_rightly_is_not_counted(eve: User) -> None:
    assert [come_in(eve.email, RIGHT) for _ in range(6)] == ["in"] * 6


def test_a_mark_is_set_once_also_where_an_old_one_is_over(committed: None) -> None:
    cache.set("used", "y", timeout=60)
    SharedCount.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert cache.get("used") is None
    ended = at_once(*[lambda: cache.add("used", "y", timeout=60)] * 6)
    assert sorted(ended) == [False] * 5 + [True]


def test_counts_that_cannot_be_written_let_nobody_in(eve: User) -> None:
    """The right password too: who could make the counts fail could else try as often as they like."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_sharedcount RENAME TO elsewhere")
    try:
        with pytest.raises(DatabaseError):
            come_in(eve.email, RIGHT)
    finally:
        with connections["maintenance"].cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO accounts_sharedcount")


def test_what_is_kept_names_nobody_and_goes(eve: User) -> None:
    come_in(eve.email, WRONG)
    kept = list(SharedCount.objects.values_list("key", "value"))
    assert kept
    assert all(len(key) == 64 and "eve" not in key + value and "127.0.0" not in key + value for key, value in kept)
    closing.sweep_technical(now=timezone.now())
    assert SharedCount.objects.count() == len(kept)
    closing.sweep_technical(now=timezone.now() + timedelta(days=1))
    assert not SharedCount.objects.exists()


@pytest.mark.parametrize("ask", [lambda: cache.set("x", 1, timeout=None), lambda: cache.add("x", 1, timeout=90_000)])
def test_nothing_is_kept_for_longer_than_the_register_says(db: None, ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="a day at most"):
        ask()
