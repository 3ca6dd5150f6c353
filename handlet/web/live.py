"""News for open pages: one listener a process on PostgreSQL's NOTIFY, fanned out as server-sent events.

What travels is who, not what: the conversation's id and one word. The page then asks for what it shows.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import psycopg
import structlog
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from handlet.web.middleware import manages_own_transactions

log = structlog.get_logger("handlet.web")

CHANNEL = "handlet_changed"
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
        self._task: asyncio.Task[None] | None = None

    async def subscribe(self, business_id: str) -> AsyncIterator[str]:
        """Events for one business, with a beat in between, until the page goes away."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen())
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=100)
        self._pages.setdefault(business_id, set()).add(queue)
        try:
            yield "retry: 3000\n\n"
            while True:
                try:
                    payload = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
                except TimeoutError:
                    yield ": beat\n\n"
                    continue
                yield f"event: news\ndata: {payload}\n\n"
        finally:
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
    """The stream of a signed-in page. Ends when the page closes; the browser comes back by itself."""
    member = getattr(request, "member", None)
    if member is None:
        return HttpResponse(status=204)
    response = StreamingHttpResponse(listener.subscribe(str(member.business_id)), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response
