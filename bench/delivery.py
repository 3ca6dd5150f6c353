"""From delivery at the IMAP server to the page that a signed-in owner has open, and on to the draft on it.

The page is an HTTP client with the owner's session: it holds the stream of news, and at each piece of news asks for the
inbox again, as the browser does.
"""

from __future__ import annotations

import argparse
import re
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

import httpx
import psycopg

from bench import house


def sign_in(browser: httpx.Client, email: str) -> None:
    page = browser.get("/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    if token is None:
        raise SystemExit("The sign-in page has no form.")
    answers = {"csrfmiddlewaretoken": token.group(1), "login": email, "password": house.PASSWORD}
    if browser.post("/accounts/login/", data=answers).status_code != 302:
        raise SystemExit("Signing in did not work.")


class Page:
    """An open inbox."""

    def __init__(self, address: str, email: str) -> None:
        self.browser = httpx.Client(base_url=address, timeout=60)
        sign_in(self.browser, email)
        self.shown: dict[str, float] = {}
        self.wanted = ""
        self.seen = threading.Event()
        self.listening = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        self.listening.wait(30)

    def _listen(self) -> None:
        # It ends with the service.
        with suppress(httpx.HTTPError), self.browser.stream("GET", "/live", timeout=None) as stream:
            for line in stream.iter_lines():
                self.listening.set()
                if line.startswith("data:") and self.wanted and not self.seen.is_set():
                    page = self.browser.get("/inbox")
                    if self.wanted in page.text:
                        self.shown[self.wanted] = time.perf_counter()
                        self.seen.set()

    def expect(self, words: str) -> None:
        self.wanted = words
        self.seen.clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20)
    options = parser.parse_args()
    with house.mail_servers() as server, house.folder() as data, house.service(data) as running:
        mailbox = server.mailbox()
        email = house.owner_of_mailboxes(data, [mailbox])
        page = Page(f"http://localhost:{running.port}", email)
        # The watcher takes the mailbox over within seconds of its connection.
        time.sleep(15)
        to_page, to_draft, missed = [], [], 0
        owner = psycopg.connect(f"postgresql://postgres@/handlet?host={data / 'postgres'}", autocommit=True)
        for number in range(1, options.messages + 1):
            before = drafts(owner)
            page.expect(f"Customer {number:04d}")
            content = house.mail(number, datetime.now(UTC), mailbox.address).replace(
                f"Customer {number} ".encode(), f"Customer {number:04d} ".encode()
            )
            begun = time.perf_counter()
            mailbox.deliver(content)
            if not page.seen.wait(60):
                missed += 1
                continue
            to_page.append(page.shown[page.wanted] - begun)
            while drafts(owner) == before and time.perf_counter() - begun < 30:
                time.sleep(0.01)
            to_draft.append(time.perf_counter() - begun)
            time.sleep(0.5)
        owner.close()
    house.say(
        "delivery",
        delivery_to_open_page=house.spread(to_page),
        delivery_to_draft=house.spread(to_draft),
        not_seen_within_60_s=missed,
    )


def drafts(owner: psycopg.Connection[tuple[int]]) -> int:
    row = owner.execute("SELECT count(*) FROM drafting_draft").fetchone()
    return row[0] if row else 0


if __name__ == "__main__":
    main()
