"""The first sync of a mailbox through the running service: messages a second until all are stored, read and searchable."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime, timedelta

import psycopg

from bench import house


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--most-seconds", type=float, default=600.0)
    options = parser.parse_args()
    with house.mail_servers() as server, house.folder() as data, house.service(data):
        mailbox = server.mailbox()
        now = datetime.now(UTC)
        size = 0
        for number in range(options.messages):
            at = now - timedelta(days=80 * number / options.messages, hours=3)
            content = house.mail(number, at, mailbox.address)
            size += len(content)
            mailbox.deliver(content)
        house.owner_of_mailboxes(data, [mailbox])
        begun = time.perf_counter()
        first = count = 0.0
        with psycopg.connect(f"postgresql://postgres@/handlet?host={data / 'postgres'}", autocommit=True) as owner:
            while count < options.messages and time.perf_counter() - begun < options.most_seconds:
                row = owner.execute("SELECT count(*) FROM inbox_message").fetchone()
                count = row[0] if row else 0
                if count and not first:
                    first = time.perf_counter() - begun
                time.sleep(0.05)
        seconds = time.perf_counter() - begun
    house.say(
        "backfill",
        messages=count,
        wanted=options.messages,
        bytes_each=size // options.messages,
        seconds=round(seconds, 1),
        messages_per_second=round(count / seconds, 1),
        first_message_seconds=round(first, 2),
    )


if __name__ == "__main__":
    main()
