"""Forms of the price list: a file to take over, an item with the fields of its shape only, “try it”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from handlet.quoting import shapes
from handlet.quoting.item_values import ItemValues
from handlet.web.ui import words
from handlet.web.ui.forms.plain import (
    CLOCK,
    DAYS,
    NumbersForm,
    PlainForm,
    clock,
    day_box,
    number_box,
    text_area,
    text_box,
)

MOST_TIERS = 2
SHAPE_WORDS: Mapping[str, str] = {
    "hourly": "By the hour",
    "call_out": "Call-out or first hour, then by the hour",
    "day": "By the day",
    "half_day": "By the half day",
    "crew": "By the hour and person",
    "unit": "By measure or number",
    "fixed": "A fixed price for a job",
    "materials": "Materials at cost, and something on top",
    "consumables": "An allowance for small materials",
    "pass_through": "Passed on at cost",
    "provisional": "A provisional sum",
    "certificate": "A certificate or paperwork",
    "no_show": "Nobody in, or changed late",
    "guide": "A guide price, never firm",
}
TREATMENTS = {
    "": "As the rate says",
    "standard": "Standard: most work (20 %)",
    "energy_saving": "Energy-saving work",
    "empty_home": "Home empty for two years (5 %)",
    "conversion": "Conversion into homes (5 %)",
    "new_build": "New home (0 %)",
    "disabled_adaptation": "Adaptation for a disabled person (0 %)",
    "exempt": "Exempt",
    "outside": "Outside the scope of VAT",
}


class ImportForm(PlainForm):
    file = forms.FileField(
        label="File with your prices",
        help_text="A spreadsheet (.xlsx) or CSV, up to 2 MB.",
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )


class ItemForm(NumbersForm):
    """A price with the fields of one shape. `values()` after `is_valid()`."""

    name = forms.CharField(label="What it is", max_length=120, widget=text_box())
    description = forms.CharField(label="What is in it", required=False, max_length=400, widget=text_area(2))
    synonyms = forms.CharField(
        label="What customers call it", required=False, widget=text_area(2), help_text="One on each line."
    )
    exclusions = forms.CharField(
        label="What it does not cover", required=False, widget=text_area(2), help_text="One on each line."
    )
    category = forms.CharField(
        label="Category", required=False, max_length=60, widget=text_box(), help_text="For example “Bathrooms”."
    )
    code = forms.CharField(label="Code", required=False, max_length=20, widget=text_box())
    includes_vat = forms.ChoiceField(
        label="The price is", required=False, choices=[("no", "before VAT"), ("yes", "with VAT in it")]
    )
    vat_rate = forms.ChoiceField(label="VAT", choices=[("20", "20 %"), ("5", "5 %"), ("0", "0 %")], required=False)
    vat_treatment = forms.ChoiceField(label="Why this rate", choices=list(TREATMENTS.items()), required=False)
    may_be_firm = forms.BooleanField(
        label="May be quoted firm",
        required=False,
        initial=True,
        help_text="Off: a quote with it stays an estimate until you have seen the job.",
    )
    valid_from = forms.DateField(label="First day", required=False, widget=day_box())
    valid_until = forms.DateField(label="Last day", required=False, widget=day_box())

    WORDS: ClassVar[Sequence[str]] = ("description", "synonyms", "exclusions", "category", "code")
    VAT: ClassVar[Sequence[str]] = ("includes_vat", "vat_rate", "vat_treatment")
    STANDING: ClassVar[Sequence[str]] = ("may_be_firm", "valid_from", "valid_until")

    def __init__(self, *args: Any, shape: str, vat_registered: bool, before: ItemValues | None = None, **kwargs: Any):
        self.shape, self.before, self.vat_registered = shape, before, vat_registered
        if before is not None and "initial" not in kwargs:
            kwargs["initial"] = initial_of(before, shape)
        super().__init__(*args, **kwargs)
        kind = shapes.SHAPES[shape]
        self.of_shape: list[str] = []
        self.band_rows: list[Mapping[str, str]] = []
        for each in fields(kind):  # type: ignore[arg-type]
            self._add(each.name, each.metadata, each.default)
        if shape in shapes.NEVER_FIRM:
            del self.fields["may_be_firm"]
        if not vat_registered:
            for name in self.VAT:
                del self.fields[name]

    def _add(self, name: str, metadata: Mapping[str, Any], default: Any) -> None:
        key, kind = f"shape_{name}", metadata["kind"]
        label, hint = metadata["label"], metadata["hint"]
        needed = default is MISSING
        if kind == "bands":
            self._add_bands()
            return
        if kind == "tiers":
            for row in range(MOST_TIERS):
                self.fields[f"tier{row}_above"] = forms.CharField(
                    label="Above", required=False, widget=number_box(), help_text="Of the unit, for example 10."
                )
                self.fields[f"tier{row}_price"] = forms.CharField(
                    label="each further one costs (£)", required=False, widget=number_box()
                )
                self.of_shape += [f"tier{row}_above", f"tier{row}_price"]
            return
        made: forms.Field
        if kind == "choice":
            made = forms.ChoiceField(
                label=label, help_text=hint, choices=list(metadata["choices"].items()), initial=default
            )
        elif kind == "flag":
            made = forms.BooleanField(label=label, help_text=hint, required=False, initial=bool(default))
        elif kind == "texts":
            made = forms.CharField(label=label, help_text=hint, required=False, widget=text_area(3))
        elif kind == "text":
            made = forms.CharField(
                label=label,
                help_text=hint,
                required=bool(default),
                max_length=200,
                widget=text_box(),
                initial=default or "",
            )
        else:
            money = kind == "money"
            shown = "" if needed or default in (None, 0) else str(default)
            made = forms.CharField(
                label=f"{label} (£)" if money else f"{label} (minutes)" if kind == "minutes" else label,
                help_text=hint.replace("In minutes: ", "")
                .replace("In minutes, ", "")
                .replace("In minutes.", "")
                .strip()
                .capitalize(),
                required=needed,
                widget=number_box(),
                initial=shown,
            )
        self.fields[key] = made
        self.of_shape.append(key)

    def _add_bands(self) -> None:
        for row in range(_rows_for(self.before)):
            names = {part: f"band{row}_{part}" for part in ("name", "days", "since", "until", "times", "rate", "first")}
            self.fields[names["name"]] = forms.CharField(
                label="Called", required=False, max_length=40, widget=text_box(), help_text="For example “evening”."
            )
            self.fields[names["days"]] = forms.MultipleChoiceField(
                label="On", required=False, choices=DAYS, widget=forms.CheckboxSelectMultiple
            )
            self.fields[names["since"]] = forms.CharField(
                label="From", required=False, widget=forms.TextInput(attrs=CLOCK)
            )
            self.fields[names["until"]] = forms.CharField(
                label="Until", required=False, widget=forms.TextInput(attrs=CLOCK), help_text="Empty: midnight."
            )
            self.fields[names["times"]] = forms.CharField(
                label="Times the ordinary price", required=False, widget=number_box(), help_text="For example 1.5."
            )
            self.fields[names["rate"]] = forms.CharField(label="or an hour (£)", required=False, widget=number_box())
            if self.shape == "call_out" or self.shape == "hourly":
                self.fields[names["first"]] = forms.CharField(
                    label="First block or minimum (£)", required=False, widget=number_box()
                )
            self.band_rows.append(names)

    def values(self) -> ItemValues | None:
        """What was typed, or None: then the form holds the errors."""
        answers = self.cleaned_data
        given: dict[str, Any] = {}
        for each in fields(shapes.SHAPES[self.shape]):  # type: ignore[arg-type]
            kind, key = each.metadata["kind"], f"shape_{each.name}"
            if kind == "bands":
                given[each.name] = self._bands()
            elif kind == "tiers":
                given[each.name] = self._tiers()
            elif kind == "texts":
                given[each.name] = _lines(answers.get(key, ""))
            elif kind in ("choice", "flag", "text"):
                given[each.name] = answers.get(key)
            elif kind in ("minutes", "whole"):
                number = self.number(key, most_decimals=0)
                given[each.name] = int(number) if number is not None else 0 if each.default in (0, MISSING) else None
                if number is None and each.default not in (0, None) and each.name == "first_minutes":
                    given[each.name] = 0
            else:
                given[each.name] = self.number(key)
        if answers.get("vat_rate") in ("5", "0") and not answers.get("vat_treatment"):
            self.add_error("vat_treatment", "Pick why it is not 20 %. Without that no quote with this price can go.")
        if self.errors:
            return None
        try:
            columns = shapes.columns(shapes.from_values(self.shape, {k: v for k, v in given.items() if v is not None}))
        except shapes.BadShape as error:
            self.add_error(self._field_of(error.field), str(error))
            return None
        return ItemValues(
            code=answers["code"] or (self.before.code if self.before else ""),
            name=answers["name"],
            description=answers["description"],
            vat_rate=Decimal(answers.get("vat_rate") or (self.before.vat_rate if self.before else 20)),
            vat_treatment=answers.get("vat_treatment") or "",
            includes_vat=answers.get("includes_vat") == "yes",
            may_be_firm=bool(answers.get("may_be_firm", True)),
            trade=self.before.trade if self.before else "",
            category=answers["category"],
            synonyms=_lines(answers["synonyms"]),
            exclusions=_lines(answers["exclusions"]),
            valid_from=answers["valid_from"],
            valid_until=answers["valid_until"],
            **columns,
        )

    def _field_of(self, name: str) -> str | None:
        key = {"tiers": "tier0_above", "bands": "band0_name"}.get(name, f"shape_{name}")
        return key if key in self.fields else None

    def _tiers(self) -> list[dict[str, str]]:
        found = []
        for row in range(MOST_TIERS):
            above, price = self.number(f"tier{row}_above"), self.number(f"tier{row}_price")
            if above is not None and price is not None:
                found.append({"above": str(above), "price": str(price)})
            elif above is not None or price is not None:
                self.add_error(f"tier{row}_above", "Say above how many, and what each further one costs.")
        return found

    def _bands(self) -> list[dict[str, Any]]:
        """One row is one stretch of hours; rows of one name are one band, priced by the first of them."""
        found: dict[str, dict[str, Any]] = {}
        for names in self.band_rows:
            said = {part: self.cleaned_data.get(name) for part, name in names.items()}
            if not any(said.values()):
                continue
            title = str(said["name"] or "").strip()
            since = self._minute(names["since"], 0)
            until = self._minute(names["until"], 24 * 60) or 24 * 60
            times, rate = self.number(names["times"], most_decimals=2), self.number(names["rate"])
            first = self.number(names["first"]) if names["first"] in self.fields else None
            if not title or not said["days"]:
                self.add_error(names["name"], "Give these hours a name and at least one day.")
                continue
            if since >= until:
                self.add_error(names["until"], "Hours over midnight are two rows of the same name.")
                continue
            window = {"days": [int(day) for day in said["days"]], "since": since, "until": until}
            if title in found:
                found[title]["windows"].append(window)
                continue
            if times is None and rate is None:
                self.add_error(names["times"], f"Say what “{title}” costs: times the ordinary price, or an hour.")
                continue
            found[title] = {
                "name": title,
                "windows": [window],
                "multiplier": str(times if times is not None else 1),
                "rate": str(rate) if rate is not None else None,
                "first": str(first) if first is not None else None,
            }
        return list(found.values())

    def _minute(self, name: str, otherwise: int) -> int:
        said = str(self.cleaned_data.get(name) or "")
        if not said:
            return otherwise
        hour, _, minute = said.partition(":")
        if not (hour.isdigit() and (minute[:2].isdigit() or not minute) and int(hour) < 25):
            self.add_error(name, "Write the time as 18:00.")
            return otherwise
        return int(hour) * 60 + int(minute[:2] or 0)

    def group(self, names: Sequence[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def shape_fields(self) -> list[forms.BoundField]:
        return self.group([name for name in self.of_shape if name != "shape_crossing"])

    @property
    def word_fields(self) -> list[forms.BoundField]:
        return self.group(self.WORDS)

    @property
    def words_filled(self) -> bool:
        return any(self[name].value() or self[name].errors for name in self.WORDS if name != "code")

    @property
    def vat_fields(self) -> list[forms.BoundField]:
        return self.group(self.VAT)

    @property
    def standing_fields(self) -> list[forms.BoundField]:
        return self.group(self.STANDING)

    @property
    def bands(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """(title, fields, filled) of each row of dearer hours."""
        return [
            (
                f"Dearer hours {place}",
                self.group(list(names.values())),
                bool(self[names["name"]].value())
                or any(self[name].errors for name in names.values() if name in self.fields),
            )
            for place, names in enumerate(self.band_rows, start=1)
        ]

    @property
    def crossing(self) -> forms.BoundField | None:
        return self["shape_crossing"] if "shape_crossing" in self.fields else None


def initial_of(values: ItemValues, shape: str) -> dict[str, Any]:
    """What stands in the form of an item."""
    plain = words.quantity
    given: dict[str, Any] = {
        name: getattr(values, name)
        for name in (
            "name",
            "description",
            "category",
            "code",
            "vat_treatment",
            "may_be_firm",
            "valid_from",
            "valid_until",
        )
    }
    given |= {
        "synonyms": "\n".join(values.synonyms),
        "exclusions": "\n".join(values.exclusions),
        "includes_vat": "yes" if values.includes_vat else "no",
        "vat_rate": plain(values.vat_rate),
    }
    if shape != values.shape:
        given[f"shape_{shapes.SHAPES[shape].HEADLINE}"] = plain(values.unit_price)
        return given
    made = shapes.of(values)
    for each in fields(made):  # type: ignore[arg-type]
        value, kind = getattr(made, each.name), each.metadata["kind"]
        if kind == "bands":
            given |= _bands_initial(value)
        elif kind == "tiers":
            for row, tier in enumerate(value):
                given |= {f"tier{row}_above": plain(tier.above), f"tier{row}_price": plain(tier.price)}
        elif kind == "texts":
            given[f"shape_{each.name}"] = "\n".join(value)
        elif kind == "money" and value is not None:
            headline = each.name == made.HEADLINE
            cents = value.quantize(Decimal("0.01"))
            shown = f"{cents:f}" if cents == value else plain(value)
            given[f"shape_{each.name}"] = shown if value or headline else ""
        elif kind in ("number", "percent", "minutes", "whole") and value is not None:
            given[f"shape_{each.name}"] = plain(Decimal(value)) if value or each.name == "first_minutes" else ""
        else:
            given[f"shape_{each.name}"] = value if value is not None else ""
    return given


def _bands_initial(bands: Sequence[Any]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    row = 0
    for band in bands:
        for place, window in enumerate(band.windows):
            given |= {
                f"band{row}_name": band.name,
                f"band{row}_days": [str(day) for day in window.days],
                f"band{row}_since": clock(window.since),
                f"band{row}_until": "" if window.until == 24 * 60 else clock(window.until),
            }
            if place == 0:
                given |= {
                    f"band{row}_times": "" if band.rate is not None else f"{band.multiplier.normalize():f}",
                    f"band{row}_rate": f"{band.rate:f}" if band.rate is not None else "",
                    f"band{row}_first": f"{band.first:f}" if band.first is not None else "",
                }
            row += 1
    return given


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(text).splitlines() if line.strip())


def _rows_for(before: ItemValues | None) -> int:
    """Room for the dearer hours that there are, and for one more."""
    bands = (before.shape_values if before is not None else {}).get("bands") or []
    return max(3, sum(len(band["windows"]) for band in bands) + 1)


class TryForm(NumbersForm):
    """A job to price by an item: only what its shape asks for."""

    hours = forms.CharField(label="Hours", required=False, widget=number_box(), help_text="For example 1.5.")
    quantity = forms.CharField(label="How many", required=False, widget=number_box())
    people = forms.CharField(label="People", required=False, widget=text_box("off", inputmode="numeric"))
    cost = forms.CharField(label="What it costs you (£)", required=False, widget=number_box())
    day = forms.DateField(label="On", required=False, widget=day_box())
    at = forms.CharField(label="From", required=False, widget=forms.TextInput(attrs=CLOCK))
    labour = forms.CharField(label="Labour of the quote (£)", required=False, widget=number_box())

    def __init__(self, *args: Any, shape: shapes.Shape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = {"minutes": "hours"}
        wanted = {asks.get(name, name) for name in shape.ASKS}
        if getattr(shape, "bands", ()):
            wanted |= {"day", "at"}
        if getattr(shape, "percent", 0) and hasattr(shape, "amount"):
            wanted.add("labour")
        for name in list(self.fields):
            if name not in wanted:
                del self.fields[name]
        # A first block, a day and a half day have a price without hours, and of people there is a least number. What else is
        # missing is asked for by the shape itself, in its own words.
        if not isinstance(shape, shapes.CallOut | shapes.Day | shapes.HalfDay):
            for name in {"hours", "quantity", "cost"} & set(self.fields):
                self.fields[name].needed = True  # type: ignore[attr-defined]
