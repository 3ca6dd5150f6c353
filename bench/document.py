"""A quote's PDF (tagged, with the notice and form of cancellation): the first in a fresh process, and warm.

Every document differs in number and sums, so that no cache can answer for the compiler.
"""

from __future__ import annotations

import argparse
import base64
import io
import os
import subprocess
import sys
import time
from typing import Any

from bench import house
from handlet.operations.tests.installation import ROOT


def prepare() -> Any:
    """The room's own function; Django's settings are needed, a database is not."""
    os.environ.setdefault("HANDLET_MASTER_KEY", base64.b64encode(bytes(32)).decode())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlet.config.settings")
    import django

    django.setup()
    from handlet.quoting import documents

    return documents


def sample(documents: Any, number: int) -> Any:
    """Eight lines, VAT, terms: an ordinary quote to a householder."""
    import json

    text = json.loads((documents.PAPER / "cancellation-2013-3134.json").read_text(encoding="utf-8"))
    trader = "Asha Rowan, Mill Yard, Leeds"
    cancellation = {
        key: [sentence.replace("{trader}", trader) for sentence in value] if isinstance(value, list) else value
        for key, value in text.items()
    }
    lines = [
        documents.DocumentLine(
            f"Job {place} of quote {number}", "2 hours", f"£{50 + place}.00", f"£{100 + place}.00", "VAT 20 %"
        )
        for place in range(8)
    ]
    return documents.QuoteDocument(
        title=f"Quote {number} from Rowan Plumbing",
        heading=f"Quote {number}",
        estimate=False,
        business=documents.Letterhead(
            "Rowan Plumbing", ["Mill Yard", "Leeds", "VAT number GB 999 9999 73"], ["WaterSafe"]
        ),
        customer="Dev Patel",
        site="12 Cobnar View, LS8 8QB",
        issued="23 November 2026",
        valid_until="23 December 2026",
        scope="Two basin taps and a new toilet in the bathroom, the old toilet taken away.",
        net_heading="Net",
        lines=lines,
        options=[],
        sums=[
            documents.Sum("Net", f"£{828 + number}.00"),
            documents.Sum("Total with VAT", f"£{993 + number}.60", True),
        ],
        statement="This price is firm for the work described.",
        exclusions=["Tiling", "Electrical work"],
        timing="A day’s work, begun at nine.",
        payment="Within 14 days of the invoice.",
        terms="Anything found behind walls or floors is agreed with you first.",
        closing=["This quote is not a VAT invoice."],
        foot=f"Quote {number} · version 1",
        cancellation=cancellation,
    )


FIRST = """
import time
from bench import document
documents = document.prepare()
begun = time.perf_counter()
documents.render(document.sample(documents, 1000))
print(time.perf_counter() - begun)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    options = parser.parse_args()
    firsts = [
        float(
            subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True, cwd=ROOT).stdout
        )
        for _ in range(5)
    ]
    documents = prepare()
    made = documents.render(sample(documents, 1))
    times = []
    for number in range(2, options.times + 2):
        begun = time.perf_counter()
        made = documents.render(sample(documents, number))
        times.append(time.perf_counter() - begun)
    from pypdf import PdfReader

    pages = len(PdfReader(io.BytesIO(made)).pages)
    house.say(
        "document", pages=pages, bytes=len(made), first_in_a_process=house.spread(firsts), warm=house.spread(times)
    )


if __name__ == "__main__":
    main()
