"""Memory of the idle service's whole process tree (supervisor, PostgreSQL, web, worker) with connected mailboxes.

`pss` shares common pages out among the processes that use them, so its sum is what the tree really takes; `rss` counts
them anew for each process.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bench import house


def memory(pid: int) -> tuple[str, float, float]:
    """Command, PSS and RSS in MiB; ("", 0, 0) for a process that has just ended."""
    try:
        lines = dict(
            line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:] if ":" in line
        )
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    except OSError:
        return "", 0.0, 0.0
    names = ("postgres", "web --listen-on", "worker", " up ")
    name = next((known.strip().split()[0] for known in names if known in words), words[:30])
    return name, int(lines["Pss"].split()[0]) / 1024, int(lines["Rss"].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mailboxes", type=int, default=5)
    parser.add_argument("--messages", type=int, default=20, help="in each mailbox")
    parser.add_argument("--settle", type=float, default=60.0, help="seconds of quiet before measuring")
    options = parser.parse_args()
    with house.mail_servers() as server, house.folder() as data, house.service(data) as running:
        from datetime import UTC, datetime, timedelta

        mailboxes = [server.mailbox() for _ in range(options.mailboxes)]
        now = datetime.now(UTC)
        for place, mailbox in enumerate(mailboxes):
            for number in range(options.messages):
                mailbox.deliver(house.mail(place * 1000 + number, now - timedelta(days=number), mailbox.address))
        house.owner_of_mailboxes(data, mailboxes)
        time.sleep(options.settle)
        by_name: dict[str, dict[str, float]] = {}
        for pid in house.processes(running.process.pid):
            name, pss, rss = memory(pid)
            if name:
                one = by_name.setdefault(name, {"processes": 0, "pss_mib": 0.0, "rss_mib": 0.0})
                one["processes"] += 1
                one["pss_mib"] = round(one["pss_mib"] + pss, 1)
                one["rss_mib"] = round(one["rss_mib"] + rss, 1)
    house.say(
        "memory",
        mailboxes=options.mailboxes,
        total_pss_mib=round(sum(one["pss_mib"] for one in by_name.values()), 1),
        total_rss_mib=round(sum(one["rss_mib"] for one in by_name.values()), 1),
        parts=by_name,
    )


if __name__ == "__main__":
    main()
