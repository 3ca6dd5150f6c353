"""A quote's PDF: the first in a fresh process, and warm, for small quotes, 50 lines and 200, next to WeasyPrint in one run.

WeasyPrint is no part of Handlet. To have it beside ours, in a folder of its own:

    .venv/bin/pip install --target FOLDER weasyprint      (and Debian's libpango-1.0-0, libpangoft2-1.0-0)
    PYTHONPATH=FOLDER .venv/bin/python -m bench.document

It is given the same document as HTML, with a stylesheet for paper alone (ours for the screen would cost it time for nothing), and
asked for the same kind of PDF (PDF/UA-1).

Every document differs in number and sums, so that no cache can answer for either.
"""

from __future__ import annotations

import argparse
import base64
import dataclasses
import importlib.util
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import house
from handlet.operations.tests.installation import ROOT

SIZES = (("small", 3), ("50 lines", 50), ("200 lines", 200))


def prepare() -> Any:
    """The room's own press; Django's settings are needed, a database is not."""
    os.environ.setdefault("HANDLET_MASTER_KEY", base64.b64encode(bytes(32)).decode())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlet.config.settings")
    import django

    django.setup()
    from handlet.quoting import press

    return press


def sample(number: int, lines: int) -> Any:
    """A quote to a householder with so many lines, VAT, terms, and the notice of cancellation."""
    from handlet.quoting import cancellation
    from handlet.quoting.document import DocumentLine, Group, Part, Sum, with_code
    from handlet.quoting.printed import money
    from handlet.web.ui.samples.document import DOCUMENT

    nets = [5000 + 137 * place + number for place in range(lines)]
    net = sum(nets)
    vat = (net + 2) // 5
    text = cancellation.notice_and_form("Asha Rowan, Mill Yard, Leeds")
    return with_code(
        dataclasses.replace(
            DOCUMENT,
            title=f"Quote {number} from Rowan Plumbing",
            heading=f"Quote {number}",
            lead=money(net + vat),
            groups=[
                Group(
                    [
                        DocumentLine(f"Job {place} of quote {number}, with all that belongs to it", "2 hours", "£26.40",
                                     money(amount), ["VAT 20 %"])
                        for place, amount in enumerate(nets, start=1)
                    ]
                )
            ],
            sums=[
                Sum("Net", money(net)),
                Sum(f"VAT at 20 % on {money(net)}", money(vat)),
                Sum("Total with VAT", money(net + vat), strong=True),
            ],
            foot=f"Rowan Plumbing · Quote {number}, version 1",
            cancellation=[
                Part(text["heading"], text["notice"]),
                Part(text["effects_heading"], text["effects"]),
                Part(text["form_heading"], text["form"]),
            ],
        )
    )  # fmt: skip


# What the letter needs on paper and no more: its page, type, table and columns.
PAPER = """
@page { size: A4; margin: 15mm 18mm 18mm }
body { font: 9.5pt/1.35 serif; margin: 0 }
h1 { font-size: 17pt; margin: 0 } h2 { font-size: 11pt; margin: 10pt 0 2pt } p, dl, dd, ul { margin: 0 }
.letterhead-logo { height: 14mm } .letterhead-name { font-size: 13pt; font-weight: bold }
.offer-sum { display: flex; justify-content: space-between; border-top: 1pt solid } .sum { font-size: 17pt; font-weight: bold }
.offer-facts { display: flex; gap: 12pt } dt, small, .small-print { color: #555; font-size: 8pt }
table { width: 100%; border-collapse: collapse } td, th { border-bottom: .5pt solid #bbb; padding: 2pt 4pt 2pt 0; text-align: left }
thead { display: table-header-group } tr { break-inside: avoid } .number { text-align: right; white-space: nowrap }
.offer-cancellation { break-before: page }
"""

FIRST = """
import time
from bench import document
press = document.prepare()
given = document.sample(1000, 8)
begun = time.perf_counter()
press.render(given)
print(time.perf_counter() - begun)
"""


def peer() -> Callable[[Any], bytes] | None:
    """WeasyPrint, given the customer's page of the same document; None where it is not installed."""
    if importlib.util.find_spec("weasyprint") is None:
        return None
    import weasyprint  # type: ignore[import-not-found]
    from django.template.loader import render_to_string

    from handlet.web.ui.samples.offers import OFFER

    sheets = [weasyprint.CSS(string=PAPER)]

    def made(given: Any) -> bytes:
        body = render_to_string("_offer.html", {"offer": dataclasses.replace(OFFER, document=given), "heading": "h1"})
        page = f'<html lang="en-GB"><head><title>{given.title}</title></head><body>{body}</body></html>'
        return bytes(weasyprint.HTML(string=page).write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1"))

    return made


def measured(make: Callable[[Any], bytes], lines: int, times: int) -> tuple[dict[str, float], bytes]:
    make(sample(1, lines))
    taken, made = [], b""
    for number in range(2, times + 2):
        given = sample(number, lines)
        begun = time.perf_counter()
        made = make(given)
        taken.append(time.perf_counter() - begun)
    return house.spread(taken), made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--without-peer", action="store_true")
    options = parser.parse_args()
    firsts = [
        float(
            subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True, cwd=ROOT).stdout
        )
        for _ in range(5)
    ]
    press = prepare()
    from pypdf import PdfReader

    makers: list[tuple[str, Callable[[Any], bytes]]] = [("handlet", press.render)]
    other = None if options.without_peer else peer()
    if other is not None:
        makers.append(("weasyprint", other))
    elif not options.without_peer:
        print("WeasyPrint is not installed here, so there is nothing beside our figures: see the head of this file.")
    house.say("document, first in a process", first_in_a_process=house.spread(firsts))
    for size, lines in SIZES:
        for name, make in makers:
            spread, made = measured(make, lines, options.times if name == "handlet" else min(options.times, 15))
            pages = len(PdfReader(io.BytesIO(made)).pages)
            house.say(f"document, {size}, {name}", pages=pages, bytes=len(made), warm=spread)


if __name__ == "__main__":
    main()
