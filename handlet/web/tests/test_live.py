"""The stream of news: it ends with the sign-in, holds no connection to the database, and nobody opens a thousand."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection, connections
from django.test import Client

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.web import live
from tests.cast import owner_of


class Page:
    """An open page's stream, as the server serves it."""

    def __init__(self, client: Client) -> None:
        self.cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.got: asyncio.Queue[str] = asyncio.Queue()
        self.status = 0
        self.closed = asyncio.Event()

    async def run(self) -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/live",
            "query_string": b"",
            "http_version": "1.1",
            "headers": [
                (b"host", b"testserver"),
                (b"cookie", f"{settings.SESSION_COOKIE_NAME}={self.cookie}".encode()),
            ],
        }
        asked = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Any:
            if asked:
                return asked.pop()
            await self.closed.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            self.status = message.get("status", self.status)
            if message.get("body"):
                await self.got.put(message["body"].decode())

        await get_asgi_application()(scope, receive, send)

    async def next(self) -> str:
        return await asyncio.wait_for(self.got.get(), 20)


@asynccontextmanager
async def opened(*pages: Page) -> AsyncIterator[list[asyncio.Task[None]]]:
    tasks = [asyncio.create_task(page.run()) for page in pages]
    try:
        yield tasks
    finally:
        for page in pages:
            page.closed.set()
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 20)


def news(member: Membership) -> uuid.UUID:
    """Something happens in a conversation; its id."""
    changed = uuid.uuid4()
    live.tell(None, member.business_id, changed, "message")
    connections.close_all()
    return changed


async def heard(member: Membership, page: Page) -> None:
    """The process listens, and the page hears of what happens."""
    assert (await page.next()).startswith("retry")
    for _ in range(50):
        changed = await asyncio.to_thread(news, member)
        try:
            while str(changed) not in await asyncio.wait_for(page.got.get(), 0.4):
                pass
            return
        except TimeoutError:
            continue
    raise AssertionError("The page heard nothing.")


def connections_held() -> int:
    """Of the service to the database, besides this one and the listener's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() "
            "AND pid <> pg_backend_pid() AND query NOT LIKE 'LISTEN%'"
        )
        row = cursor.fetchone()
    connections.close_all()
    return int(row[0]) if row else 0


def new_password(member: Membership) -> None:
    member.user.set_password("another long pass phrase")
    member.user.save()


def put_out(member: Membership) -> None:
    with acting_for(member.business_id, member.user_id):
        Membership.objects.filter(pk=member.pk).delete()


@pytest.fixture
def asha(committed: None) -> Membership:
    return owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")


@pytest.fixture
def browser(asha: Membership) -> Client:
    client = Client()
    client.force_login(asha.user)
    return client


@pytest.fixture(autouse=True)
def a_listener_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has its own loop, and a listener belongs to one."""
    monkeypatch.setattr(live, "listener", live.Listener())


ENDS: dict[str, Callable[[Client, Membership], object]] = {
    "signed out": lambda browser, asha: browser.post("/accounts/logout/"),
    "a new password": lambda browser, asha: new_password(asha),
    "no member any more": lambda browser, asha: put_out(asha),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_after_the_end_of_the_sign_in_an_open_stream_tells_nothing(
    asha: Membership, browser: Client, end: Callable[[Client, Membership], object]
) -> None:
    async def story() -> None:
        page = Page(browser)
        async with opened(page) as (task,):
            await heard(asha, page)
            while not page.got.empty():
                page.got.get_nowait()

            def ends() -> None:
                end(browser, asha)
                news(asha)

            await asyncio.to_thread(ends)
            await asyncio.wait_for(task, 20)
            assert page.got.empty()

    asyncio.run(story())


def test_a_beat_ends_it_too(asha: Membership, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.2)

    async def story() -> None:
        page = Page(browser)
        async with opened(page) as (task,):
            await page.next()
            assert await page.next() == ": beat\n\n"
            await asyncio.to_thread(browser.post, "/accounts/logout/")
            await asyncio.wait_for(task, 20)

    asyncio.run(story())


def test_open_pages_hold_no_connections_and_are_counted(asha: Membership, browser: Client) -> None:
    connections.close_all()

    async def story() -> None:
        pages = [Page(browser) for _ in range(live.MOST_STREAMS)]
        async with opened(*pages):
            for page in pages:
                assert (await page.next()).startswith("retry")
            one_more = Page(browser)
            async with opened(one_more) as (task,):
                await asyncio.wait_for(task, 20)
            assert one_more.status == 204
            await asyncio.sleep(0.3)
            assert await asyncio.to_thread(connections_held) == 0
        again = Page(browser)
        async with opened(again):
            assert (await again.next()).startswith("retry")

    asyncio.run(story())
