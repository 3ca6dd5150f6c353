"""From `bin/up` on a warm install to a ready page, and from Ctrl-C to nothing running."""

from __future__ import annotations

import argparse
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench import house
from handlet.operations.tests.installation import ROOT, environment, free_port, run


def once(data: Path) -> tuple[float, float]:
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(ROOT / "bin" / "up"), "--port", str(port)], env=environment(data), stdout=subprocess.DEVNULL
    )
    for path in ("/healthz", "/"):
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
                    if answer.status == 200:
                        break
            except (urllib.error.URLError, OSError):
                if process.poll() is not None:
                    raise SystemExit("bin/up has ended; try it by hand.") from None
            time.sleep(0.02)
    ready = time.perf_counter() - begun
    begun = time.perf_counter()
    process.send_signal(signal.SIGINT)
    process.wait(60)
    return ready, time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with house.folder() as data:
        made = run(data, "migrate")
        if made.returncode:
            raise SystemExit(made.stderr)
        both = [once(data) for _ in range(options.times)]
    house.say("start", start=house.spread([ready for ready, _ in both]), stop=house.spread([stop for _, stop in both]))


if __name__ == "__main__":
    main()
