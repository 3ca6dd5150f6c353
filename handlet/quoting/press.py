"""The press: a document as a tagged PDF, made by typst.

Values travel to the template as data and are set as text, so nothing that a person typed can be read as markup, open a
file or reach the network. The fonts are those inside the typst wheel; the template is the one whose number the document
carries.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from handlet.quoting import document, lettering
from handlet.quoting.document import QuoteDocument

PAPER = Path(__file__).parent / "paper"


class _Press:
    """One compiler a process, used by one thread at a time: it keeps its caches warm, and is not safe to share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._compilers: dict[str, typst.Compiler] = {}

    def print(self, values: str, template: str) -> bytes:
        with self._lock:
            compiler = self._compilers.get(template)
            if compiler is None:
                compiler = self._compilers[template] = typst.Compiler(
                    PAPER / f"{template}.typ",
                    root=PAPER,
                    font_paths=typst.Fonts(include_system_fonts=False),
                    ignore_system_fonts=True,
                )
            made = compiler.compile(
                format="pdf",
                sys_inputs={"document": values},
                pdf_standards=["ua-1"],
                pdf_tags=True,
                timestamp=0,
            )
        assert isinstance(made, bytes)
        return made


_press = _Press()


def render(given: QuoteDocument) -> bytes:
    """The PDF: tagged (PDF/UA-1), titled, in UK English. The same values give the same bytes."""
    values = _printable(document.plain(given))
    logo = given.business.logo
    values["business"]["logo"] = list(base64.b64decode(logo)) if logo else []
    text = json.dumps(values, ensure_ascii=False)
    values["missing"] = lettering.MISSING_WORDS if lettering.MISSING in text else ""
    return _press.print(json.dumps(values, ensure_ascii=False), f"quote-{given.template}")


def print_sheet(values: Mapping[str, Any], template: str) -> bytes:
    """Another paper of ours from plain values, by the name of its template; letters that the fonts lack are marked."""
    return _press.print(json.dumps(_printable(values), ensure_ascii=False), template)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return lettering.printable(value)
    if isinstance(value, Mapping):
        return {name: row if name in ("logo", "code") else _printable(row) for name, row in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(row) for row in value]
    return value
