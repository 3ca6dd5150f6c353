"""The door at which providers bring their news. Signed or not read; stored before it is answered; understood later."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import structlog
from django.db import connection as database
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import Brought, Forged
from handlet.channels.models import Connection
from handlet.inbox import raw_events
from handlet.web.middleware import manages_own_transactions
from handlet.web.request import now

log = structlog.get_logger("handlet.hooks")

# The largest delivery that a provider announces (Meta: 3 MB), and a little.
MOST_BYTES = 3 * 1024 * 1024 + 65_536


@require_http_methods(["GET", "POST"])
@csrf_exempt
@manages_own_transactions
def brought(request: HttpRequest, kind: str, connection: uuid.UUID) -> HttpResponse:
    """GET: the provider asks whether this address is ours. POST: news. Whoever is not the provider finds nothing here."""
    adapter, business_id = registry.brought(kind), _business_of(kind, connection)
    if adapter is None or business_id is None:
        return _nothing()
    with acting_for(business_id):
        found = Connection.objects.get(pk=connection)
        settings, secret = found.settings or {}, connecting.secret_of(found)
    if request.method == "GET":
        answer = adapter.handshake(request.GET.dict(), secret)
        return _nothing() if answer is None else HttpResponse(answer, content_type="text/plain; charset=utf-8")
    if found.state == Connection.State.REVOKED:
        # Late deliveries after the end: taken, so that they are not repeated for days, and not looked at.
        return HttpResponse(status=200)
    return _take(request, adapter, business_id, found, settings, secret)


def _take(
    request: HttpRequest,
    adapter: Brought,
    business_id: uuid.UUID,
    found: Connection,
    settings: Mapping[str, object],
    secret: Mapping[str, str],
) -> HttpResponse:
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse("This is more than is taken at once.", status=413, content_type="text/plain")
    headers = {name.lower(): value for name, value in request.headers.items()}
    at = now()
    try:
        events = adapter.take_in(body, headers, settings, secret, at)
    except Forged as error:
        log.warning("hook_forged", connection=str(found.pk), reason=type(error).__name__, size=len(body))
        return _nothing()
    with acting_for(business_id):
        live = Connection.objects.select_for_update().get(pk=found.pk)
        if live.state != Connection.State.REVOKED:
            raw_events.store(connection=live, events=events, now=at)
            connecting.note_heard(connection_id=live.pk, now=at)
    return HttpResponse(status=200)


def _business_of(kind: str, connection: uuid.UUID) -> uuid.UUID | None:
    with database.cursor() as cursor:
        cursor.execute("SELECT handlet_business_of_connection(%s, %s)", [connection, kind])
        row = cursor.fetchone()
    return uuid.UUID(str(row[0])) if row is not None and row[0] is not None else None


def _nothing() -> HttpResponse:
    return HttpResponse("Nothing is here.", status=404, content_type="text/plain; charset=utf-8")
