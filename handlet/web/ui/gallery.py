"""`python -m handlet.web.ui.gallery OUT_DIR`: every screen with invented people, as files a browser can open.

For those who change how things look. It needs no database and no running service. The stylesheet and the few static
files are written beside the pages.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.template.loader import render_to_string

from handlet.web.ui import stylesheet

WEB = Path(__file__).resolve().parents[1]


def configure() -> None:
    """The project's own settings, with links that lead nowhere."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlet.config.settings")
    django.setup()
    settings.ROOT_URLCONF = "handlet.web.ui.gallery_urls"


def pages() -> Iterator[tuple[str, str]]:
    """Name and HTML of each screen."""
    from handlet.web.ui import samples
    from handlet.web.ui.samples import people

    for name, (template, context) in samples.screens().items():
        yield (
            name,
            render_to_string(
                template, {"member": people.MEMBER, "now": people.NOW, "csrf_token": "c" * 32, **context()}
            ),
        )
    yield from _sign_in_pages()


def _sign_in_pages() -> Iterator[tuple[str, str]]:
    from allauth.account import forms as account

    from handlet.web.ui.samples import people

    everywhere = {"member": people.MEMBER, "now": people.NOW, "csrf_token": "c" * 32}
    blank = {
        "login": {"form": account.LoginForm(), "PASSKEY_LOGIN_ENABLED": True, "signup_url": "/accounts/signup/"},
        "signup": {"form": account.SignupForm(), "login_url": "/accounts/login/"},
        "verification_sent": {},
        "password_reset": {"form": account.ResetPasswordForm()},
        "logout": {},
    }
    for name, context in blank.items():
        yield f"account-{name}", render_to_string(f"account/{name}.html", {**everywhere, **context})
    yield (
        "account-mfa",
        render_to_string(
            "mfa/index.html",
            {**everywhere, "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"], "authenticators": {}},
        ),
    )


def write(out: Path) -> list[Path]:
    """The pages as files, with the static files where their addresses point; returns the pages."""
    out.mkdir(parents=True, exist_ok=True)
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = out / "static" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with storage.open(name) as source:
                file.write_bytes(source.read())
    sheet = out / stylesheet.address().lstrip("/")
    sheet.parent.mkdir(exist_ok=True)
    sheet.write_text(stylesheet.text(), encoding="utf-8")
    written = []
    for name, html in pages():
        file = out / f"{name}.html"
        file.write_text(html, encoding="utf-8")
        written.append(file)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where: python -m handlet.web.ui.gallery OUT_DIR")
    configure()
    files = write(Path(sys.argv[1]))
    sys.stdout.write(f"{len(files)} pages in {sys.argv[1]}\n")
