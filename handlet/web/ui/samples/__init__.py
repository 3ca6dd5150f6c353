"""Invented people and figures for the gallery and the page tests: every screen, in the states that are hardest to lay out.

A module an area, each with its `SCREENS`: name of the picture, template, and what makes its context. A new module is found
by itself. Contexts are made anew each time, because rendering binds forms.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from handlet.web.ui.samples.people import Screen


def screens() -> dict[str, Screen]:
    """Every screen of every area, by name."""
    found: dict[str, Screen] = {}
    for module in sorted(info.name for info in iter_modules(__path__)):
        found.update(getattr(import_module(f"{__name__}.{module}"), "SCREENS", {}))
    return found
