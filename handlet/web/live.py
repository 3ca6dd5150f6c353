"""News for open pages: one listener a process on PostgreSQL's NOTIFY, fanned out as server-sent events.

What travels is who, not what: the conversation's id and one word. The page then asks for what it shows. Before each piece of
news, and at each beat, it is looked whether who opened the page is still signed in: a stream outlives a sign-out.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import import_module
from typing import Any

import psycopg
import structlog
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import auth
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.web.middleware import manages_own_transactions

log = structlog.get_logger("handlet.web")

CHANNEL = "handlet_changed"
# Of one sign-in, in one process: pages that nobody looks at close theirs, so no person has as many.
MOST_STREAMS = 20
# Long enough to be cheap, short enough that no proxy drops the line.
BEAT_SECONDS = 20.0


def tell(sender: Any, business_id: uuid.UUID, conversation_id: uuid.UUID, kind: str, **announced: Any) -> None:
    """Hear the inbox's announcement; the notice leaves when its transaction commits."""
    payload = json.dumps({"business": str(business_id), "conversation": str(conversation_id), "kind": kind})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


class Listener:
    """Holds one database connection for the whole process; pages subscribe to their business."""

    def __init__(self) -> None:
        self._pages: dict[str, set[asyncio.Queue[str]]] = {}
        self._opened: Counter[str] = Counter()
        self._task: asyncio.Task[None] | None = None

    def is_full(self, session: str) -> bool:
        return self._opened[session] >= MOST_STREAMS

    async def subscribe(
        self, business_id: str, session: str, still_in: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[str]:
        """Events for one business, with a beat in between, until the page goes away or `still_in` says no.

        session: the key of the sign-in, by which streams are counted.
        """
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen())
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=100)
        self._pages.setdefault(business_id, set()).add(queue)
        self._opened[session] += 1
        try:
            yield "retry: 3000\n\n"
            while True:
                news: dict[str, None] = {}
                with contextlib.suppress(TimeoutError):
                    news[await asyncio.wait_for(queue.get(), BEAT_SECONDS)] = None
                while not queue.empty():
                    news[queue.get_nowait()] = None
                if not await still_in():
                    return
                yield "".join(f"event: news\ndata: {one}\n\n" for one in news) or ": beat\n\n"
        finally:
            self._opened[session] -= 1
            if not self._opened[session]:
                del self._opened[session]
            self._pages[business_id].discard(queue)
            if not self._pages[business_id]:
                del self._pages[business_id]

    async def _listen(self) -> None:
        while True:
            try:
                parameters = await sync_to_async(connections["default"].get_connection_params)()
                for ours in ("cursor_factory", "context"):
                    parameters.pop(ours, None)
                line = await psycopg.AsyncConnection.connect(autocommit=True, **parameters)
                async with line:
                    await line.execute(f"LISTEN {CHANNEL}")
                    async for notice in line.notifies():
                        self._hand_out(notice.payload)
            except (psycopg.Error, OSError):
                log.warning("listener_lost")
                await asyncio.sleep(1.0)

    def _hand_out(self, payload: str) -> None:
        news = json.loads(payload)
        for queue in list(self._pages.get(news["business"], ())):
            if queue.qsize() > 90:
                # The page is slow; one "something changed" is as good as a hundred.
                continue
            if news["kind"] == "writing":
                # Nothing has changed yet: only the words that a model is just writing have grown.
                queue.put_nowait(f"writing:{news['conversation']}")
                continue
            queue.put_nowait("inbox")
            queue.put_nowait(f"conversation:{news['conversation']}")


listener = Listener()


@require_safe
@manages_own_transactions
async def live(request: HttpRequest) -> HttpResponseBase:
    """The stream of a signed-in page. Ends when the page closes or the sign-in does; the browser comes back by itself."""
    member = getattr(request, "member", None)
    session = request.session.session_key
    if member is None or session is None or listener.is_full(session):
        return HttpResponse(status=204)
    user_id, business_id = member.user_id, member.business_id

    async def still_in() -> bool:
        return await sync_to_async(_still_in)(session, user_id, business_id)

    response = StreamingHttpResponse(
        _without_a_connection(listener.subscribe(str(business_id), session, still_in)), content_type="text/event-stream"
    )
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _without_a_connection(stream: AsyncIterator[str]) -> AsyncIterator[str]:
    """What the middleware opened to the database is closed first: a page may stay open for hours, and connections are few."""
    await sync_to_async(connections.close_all)()
    async with contextlib.aclosing(stream):  # type: ignore[type-var]
        async for piece in stream:
            yield piece


def _still_in(session: str, user_id: uuid.UUID, business_id: uuid.UUID) -> bool:
    """Whether this sign-in stands: not signed out, here or elsewhere, not ended by a new password, and a member still."""
    try:
        asked = HttpRequest()
        asked.session = import_module(settings.SESSION_ENGINE).SessionStore(session)
        user = auth.get_user(asked)
        if user.pk != user_id:
            return False
        with acting_for(business_id, user_id):
            return Membership.objects.filter(user_id=user_id, business_id=business_id).exists()
    finally:
        connections.close_all()
