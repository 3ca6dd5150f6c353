"""What a job comes to by one price: for “try it” on the list and for the line of a quote alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from handlet.kit.london import LONDON
from handlet.quoting import shapes
from handlet.quoting.models import PriceItem
from handlet.quoting.printed import unit_words
from handlet.web.ui import words
from handlet.web.ui.contexts.prices import Tried, TriedLine
from handlet.web.ui.forms.prices import TryForm


def asked_of(form: TryForm) -> dict[str, str]:
    """What was asked about the job, as typed: enough to work it out again."""
    return {name: str(form[name].value() or "").strip()[:40] for name in form.fields if form[name].value()}


def tried(
    found: PriceItem, form: TryForm, *, vat_registered: bool, nation: str = ""
) -> tuple[Sequence[shapes.PricedLine], Tried]:
    """The lines, and how they are shown; no lines where something must be known first."""
    if not form.is_valid():
        return (), Tried(problem="Please look at the fields above again.")
    hours = form.number("hours", most_decimals=2) if "hours" in form.fields else None
    given = {
        name: form.number(name) if name in form.fields else None for name in ("quantity", "people", "cost", "labour")
    }
    start = _start(form)
    if form.errors:
        return (), Tried(problem=" ".join(str(error) for errors in form.errors.values() for error in errors))
    inputs = shapes.Inputs(
        minutes=int(hours * 60) if hours is not None else None,
        quantity=given["quantity"],
        people=int(given["people"]) if given["people"] is not None else None,
        start=start,
        cost=given["cost"],
        labour=given["labour"],
        vat_registered=vat_registered,
        nation=nation or "england",
    )
    try:
        lines = shapes.price(found, inputs)
    except shapes.Unpriced as error:
        return (), Tried(problem=str(error))
    basis = ("with VAT in it" if found.includes_vat else "before VAT") if vat_registered else ""
    firm = all(line.firm for line in lines)
    return lines, Tried(
        lines=[_tried_line(line) for line in lines],
        total=words.pence(sum(line.pence for line in lines)) if lines else "",
        note=" ".join(
            part for part in (basis.capitalize() + "." if basis else "", "" if firm else "Not a firm price.") if part
        )
        if lines
        else "A term of your agreement: it is never a line of a quote.",
    )


def _tried_line(line: shapes.PricedLine) -> TriedLine:
    quantity = f"{words.quantity(line.quantity)} {unit_words(line.unit)} × {words.pounds(line.unit_price)}"
    return TriedLine(line.text, words.pence(line.pence), quantity, line.why)


def _start(form: TryForm) -> datetime | None:
    day = form.cleaned_data.get("day") if "day" in form.fields else None
    if day is None:
        return None
    hour, _, minute = str(form.cleaned_data.get("at") or "09:00").partition(":")
    try:
        return datetime.combine(day, time(int(hour), int(minute or 0)), tzinfo=LONDON)
    except ValueError:
        form.add_error("at", "Write the time as 18:00.")
        return None
