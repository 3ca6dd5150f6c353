"""Settings, all from the environment. `handlet.operations` computes what is not given (database, keys) before Django loads.

docs/running.md lists every variable.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

BASE = Path(__file__).resolve().parents[2]


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _database(url: str) -> dict[str, object]:
    """A PostgreSQL URL as Django wants it. A socket folder may stand in `?host=`."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**{key: unquote(value) for key, value in query.items()}},
    }


HANDLET_DATA = Path(os.environ.get("HANDLET_DATA", BASE / "data"))
HANDLET_PUBLIC_URL = os.environ.get("HANDLET_PUBLIC_URL", "http://localhost:8000").rstrip("/")
HANDLET_MASTER_KEY = base64.b64decode(os.environ.get("HANDLET_MASTER_KEY", ""))
HANDLET_OPERATOR_NAME = os.environ.get("HANDLET_OPERATOR_NAME", "")
HANDLET_OPERATOR_CONTACT = os.environ.get("HANDLET_OPERATOR_CONTACT", "")
HANDLET_REGULATOR_NAME = os.environ.get("HANDLET_REGULATOR_NAME", "Information Commissioner’s Office")
HANDLET_REGULATOR_URL = os.environ.get("HANDLET_REGULATOR_URL", "https://ico.org.uk/make-a-complaint/")
HANDLET_UNDO_SECONDS = int(os.environ.get("HANDLET_UNDO_SECONDS", "8"))

SECRET_KEY = os.environ.get("HANDLET_SECRET_KEY") or (
    __import__("hashlib").sha256(b"django:" + HANDLET_MASTER_KEY).hexdigest()
)
DEBUG = False
# Links in account mail are built from the host that was asked, so only hosts that are ours may be asked.
ALLOWED_HOSTS = [
    urlsplit(HANDLET_PUBLIC_URL).hostname or "localhost",
    "localhost",
    "127.0.0.1",
    "[::1]",
    *(host for host in os.environ.get("HANDLET_HOSTS", "").split(",") if host),
]
CSRF_TRUSTED_ORIGINS = [HANDLET_PUBLIC_URL]

INSTALLED_APPS = [
    "handlet.kit",
    "handlet.accounts",
    "handlet.privacy",
    "handlet.customers",
    "handlet.channels",
    "handlet.inbox",
    "handlet.quoting",
    "handlet.drafting",
    "handlet.web",
    "handlet.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "handlet.web.middleware.CutAddress",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "handlet.web.middleware.NotedSession",
    "handlet.web.middleware.BusinessOfRequest",
]

ROOT_URLCONF = "handlet.config.urls"
ASGI_APPLICATION = "handlet.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "handlet" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "handlet.web.context.everywhere",
            ],
        },
    },
]

# `default` is the service role: owns nothing, cannot pass row security. `maintenance` owns the tables: migrations,
# the sweeper's proofs and the physical destruction of keys. Web pages never use it.
_SERVICE = os.environ.get("HANDLET_SERVICE_DATABASE_URL", "postgresql://localhost/handlet")
_OWNER = os.environ.get("HANDLET_OWNER_DATABASE_URL", _SERVICE)
DATABASES = {"default": _database(_SERVICE), "maintenance": _database(_OWNER)}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# allauth counts tries and used codes in the cache: one that all web processes share.
CACHES = {"default": {"BACKEND": "handlet.accounts.counts.SharedCounts"}}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/inbox"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "handlet.web.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "handlet.web.sign_in_forms.SignIn",
    "signup": "handlet.web.sign_in_forms.SignUp",
    "change_password": "handlet.web.sign_in_forms.ChangePassword",
    "reset_password": "handlet.web.sign_in_forms.ForgottenPassword",
    "reset_password_from_key": "handlet.web.sign_in_forms.NewPassword",
    "add_email": "handlet.web.sign_in_forms.AnotherAddress",
}
ACCOUNT_SIGNUP_FORM_CLASS = "handlet.web.sign_in.NameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "signup": "20/m/ip", "reset_password": "20/m/ip,5/m/key"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Handlet"
USERSESSIONS_TRACK_ACTIVITY = True

_HTTPS = HANDLET_PUBLIC_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-handlet" if _HTTPS else "handlet"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_FAILURE_VIEW = "handlet.web.errors.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("HANDLET_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = HANDLET_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Files are few and small: served from where they lie, so that no collect step stands between a clone and a page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j F Y"

# Account mail (confirmation, recovery). Without a mail server of the operator's it is written to files that the
# operator can open; see docs/running.md.
EMAIL_TIMEOUT = 20
_MAIL = os.environ.get("HANDLET_ACCOUNT_MAIL_URL", "")
DEFAULT_FROM_EMAIL = os.environ.get("HANDLET_ACCOUNT_MAIL_FROM", "Handlet <handlet@localhost>")
if _MAIL:
    _mail = urlsplit(_MAIL)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or ""
    EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and _mail.hostname not in {"localhost", "127.0.0.1"}
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HANDLET_DATA / "account-mail"

PROCRASTINATE_ON_APP_READY = "handlet.config.jobs.on_app_ready"

LOGGING_CONFIG = "handlet.config.logging.configure"
# Django calls the function above only where this holds something; everything is said there.
LOGGING: dict[str, object] = {"version": 1}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
