"""The public enquiry form of a business: least data, no script needed, nothing dropped."""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import connection as database
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from handlet.accounts.models import Business
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import RawEvent
from handlet.channels.models import Connection
from handlet.inbox import raw_events
from handlet.kit import ids
from handlet.web.customer import why
from handlet.web.middleware import manages_own_transactions
from handlet.web.request import limited, now
from handlet.web.ui.forms.customer import EnquiryForm

NONCE = "handlet.enquiry"
NONCE_LIVES = timedelta(hours=12)
TOO_FAST = timedelta(seconds=2)
MOST_FILES = 8
MOST_BYTES = 20 * 1024 * 1024
TRAP = "website"


@dataclass(frozen=True, slots=True)
class Place:
    """The business whose form this is, and its open connection."""

    business: Business
    connection: Connection | None


def find_place(slug: str) -> uuid.UUID:
    """The business behind a form's address. Raises Http404."""
    with database.cursor() as cursor:
        cursor.execute("SELECT handlet_find_business(%s)", [slug])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise Http404
    return uuid.UUID(str(row[0]))


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt
@xframe_options_exempt
@manages_own_transactions
def enquiry(request: HttpRequest, business: str) -> HttpResponse:
    """The form carries no authority of a session, so a signed one-time nonce stands where the CSRF token would.

    A double post or a reload shows the same receipt. Suspects are kept and shown as probably spam, never dropped.
    """
    business_id = find_place(business)
    at = now()
    with acting_for(business_id):
        found = Business.objects.get(pk=business_id)
        open_form = Connection.objects.filter(kind="form", state=Connection.State.LIVE).first()
        phone = found.profile.phone
    context: dict[str, Any] = {"business": found, "slug": business, "phone": phone, "trap": TRAP}
    if open_form is None:
        return _framed(render(request, "customer/enquiry_closed.html", context, status=410))
    if request.method != "POST":
        context |= {"form": EnquiryForm(), "nonce": _nonce(business)}
        return _framed(render(request, "customer/enquiry.html", context))
    nonce, made = _opened(request.POST.get("nonce", ""), business)
    form = EnquiryForm(request.POST)
    files = request.FILES.getlist("photos")
    if nonce is None:
        form.add_error(None, "This page was open for a long time. Please send it once more.")
    if limited(request, name=f"enquiry:{business}", most=20, within=timedelta(hours=1)):
        form.add_error(None, "Many enquiries came from your network in the last hour. Please ring instead.")
    if len(files) > MOST_FILES or sum(file.size or 0 for file in files) > MOST_BYTES:
        form.add_error(None, f"Please send at most {MOST_FILES} files of together 20 MB.")
    if not form.is_valid() or nonce is None:
        context |= {"form": form, "nonce": _nonce(business)}
        return _framed(render(request, "customer/enquiry.html", context, status=422))
    suspect = bool(request.POST.get(TRAP)) or (made is not None and at - made < TOO_FAST)
    event = RawEvent(
        provider_event_id=f"form:{nonce}",
        body=_as_posted(form.cleaned_data, files),
        meta={"received_at": at.isoformat(), "suspect": suspect},
    )
    with acting_for(business_id):
        raw_events.store(connection=open_form, events=[event], now=at)
    return _framed(render(request, "customer/enquiry_received.html", context))


@require_safe
@manages_own_transactions
def enquiry_why(request: HttpRequest, business: str) -> HttpResponse:
    """Why does this business have my details?"""
    business_id = find_place(business)
    with acting_for(business_id):
        page = why.page_of(Business.objects.get(pk=business_id), back=f"/e/{business}")
    return render(request, "customer/why.html", {"page": page})


def _nonce(slug: str) -> str:
    return signing.dumps({"n": ids.token(120), "s": slug}, salt=NONCE)


def _opened(signed: str, slug: str) -> tuple[str | None, datetime | None]:
    """The nonce and when its page was made; (None, None) where it is altered, old or of another form."""
    try:
        value = signing.loads(signed, salt=NONCE, max_age=NONCE_LIVES)
        if value["s"] != slug:
            return None, None
        stamp = signed.rsplit(":", 2)[1]
        made = datetime.fromtimestamp(signing.b62_decode(stamp), tz=now().tzinfo)
    except (signing.BadSignature, KeyError, IndexError, ValueError, TypeError):
        return None, None
    return value["n"], made


def _as_posted(answers: dict[str, Any], files: list[UploadedFile[Any]]) -> bytes:
    """What was typed, and the files, as the form channel reads them (see `channels.form`)."""
    return json.dumps(
        {
            **{key: value for key, value in answers.items() if isinstance(value, str)},
            "files": [
                {
                    "name": file.name or "file",
                    "type": file.content_type or "application/octet-stream",
                    "content": base64.b64encode(file.read()).decode(),
                }
                for file in files
            ],
        },
        ensure_ascii=False,
    ).encode()


def _framed(response: HttpResponse) -> HttpResponse:
    """The form may stand in a frame on the business's own site; nothing else of ours may."""
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
    response["Referrer-Policy"] = "same-origin"
    return response
