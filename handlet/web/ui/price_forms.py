"""Forms of the price list: an item with the fields of its shape only, “try it”, and one form for each kind of rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from handlet.quoting import numbers, rules, shapes
from handlet.quoting.item_values import ItemValues
from handlet.web.ui import words
from handlet.web.ui.forms import PlainForm, _area, _text

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
_DAYS = [(str(number), name.capitalize()) for number, name in enumerate(rules.DAYS)]
_CLOCK = {"type": "time", "autocomplete": "off"}


def _number(**more: str) -> forms.TextInput:
    return _text("off", inputmode="decimal", **more)


class _Reading(PlainForm):
    """Numbers as people type them, each refused beside its own field."""

    def number(self, name: str, *, most_decimals: int = 4) -> Decimal | None:
        said = str(self.cleaned_data.get(name) or "").strip()
        if not said:
            return None
        try:
            return numbers.read(said, f"“{self.fields[name].label}”", most_decimals=most_decimals)
        except numbers.NotANumber as error:
            self.add_error(name, str(error))
            return None


# --- the item ---------------------------------------------------------------------------------------------------------


class ItemForm(_Reading):
    """A price with the fields of one shape. `values()` after `is_valid()`."""

    name = forms.CharField(label="What it is", max_length=120, widget=_text())
    description = forms.CharField(label="What is in it", required=False, max_length=400, widget=_area(2))
    synonyms = forms.CharField(
        label="What customers call it", required=False, widget=_area(2), help_text="One on each line."
    )
    exclusions = forms.CharField(
        label="What it does not cover", required=False, widget=_area(2), help_text="One on each line."
    )
    category = forms.CharField(
        label="Category", required=False, max_length=60, widget=_text(), help_text="For example “Bathrooms”."
    )
    code = forms.CharField(label="Code", required=False, max_length=20, widget=_text())
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
    valid_from = forms.DateField(
        label="First day", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    valid_until = forms.DateField(
        label="Last day", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

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
                    label="Above", required=False, widget=_number(), help_text="Of the unit, for example 10."
                )
                self.fields[f"tier{row}_price"] = forms.CharField(
                    label="each further one costs (£)", required=False, widget=_number()
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
            made = forms.CharField(label=label, help_text=hint, required=False, widget=_area(3))
        elif kind == "text":
            made = forms.CharField(
                label=label,
                help_text=hint,
                required=bool(default),
                max_length=200,
                widget=_text(),
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
                widget=_number(),
                initial=shown,
            )
        self.fields[key] = made
        self.of_shape.append(key)

    def _add_bands(self) -> None:
        for row in range(_rows_for(self.before)):
            names = {part: f"band{row}_{part}" for part in ("name", "days", "since", "until", "times", "rate", "first")}
            self.fields[names["name"]] = forms.CharField(
                label="Called", required=False, max_length=40, widget=_text(), help_text="For example “evening”."
            )
            self.fields[names["days"]] = forms.MultipleChoiceField(
                label="On", required=False, choices=_DAYS, widget=forms.CheckboxSelectMultiple
            )
            self.fields[names["since"]] = forms.CharField(
                label="From", required=False, widget=forms.TextInput(attrs=_CLOCK)
            )
            self.fields[names["until"]] = forms.CharField(
                label="Until", required=False, widget=forms.TextInput(attrs=_CLOCK), help_text="Empty: midnight."
            )
            self.fields[names["times"]] = forms.CharField(
                label="Times the ordinary price", required=False, widget=_number(), help_text="For example 1.5."
            )
            self.fields[names["rate"]] = forms.CharField(label="or an hour (£)", required=False, widget=_number())
            if self.shape == "call_out" or self.shape == "hourly":
                self.fields[names["first"]] = forms.CharField(
                    label="First block or minimum (£)", required=False, widget=_number()
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
                f"band{row}_since": _clock(window.since),
                f"band{row}_until": "" if window.until == 24 * 60 else _clock(window.until),
            }
            if place == 0:
                given |= {
                    f"band{row}_times": "" if band.rate is not None else f"{band.multiplier.normalize():f}",
                    f"band{row}_rate": f"{band.rate:f}" if band.rate is not None else "",
                    f"band{row}_first": f"{band.first:f}" if band.first is not None else "",
                }
            row += 1
    return given


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(text).splitlines() if line.strip())


def _rows_for(before: ItemValues | None) -> int:
    """Room for the dearer hours that there are, and for one more."""
    bands = (before.shape_values if before is not None else {}).get("bands") or []
    return max(3, sum(len(band["windows"]) for band in bands) + 1)


class TryForm(_Reading):
    """A job to price by an item: only what its shape asks for."""

    hours = forms.CharField(label="Hours", required=False, widget=_number(), help_text="For example 1.5.")
    quantity = forms.CharField(label="How many", required=False, widget=_number())
    people = forms.CharField(label="People", required=False, widget=_text("off", inputmode="numeric"))
    cost = forms.CharField(label="What it costs you (£)", required=False, widget=_number())
    day = forms.DateField(label="On", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.CharField(label="From", required=False, widget=forms.TextInput(attrs=_CLOCK))
    labour = forms.CharField(label="Labour of the quote (£)", required=False, widget=_number())

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


# --- rules ------------------------------------------------------------------------------------------------------------

CONDITION_KINDS = {
    "": "always",
    "asked": "the customer asks for it",
    "said": "it is about … (words)",
    "at": "it is wanted at … (times)",
    "age_at_least": "the person is … or over, in their own home",
    "built_before": "the house was built before …",
    "storeys_at_least": "the house has at least … storeys",
    "months_since": "it was not done for … months",
    "only_one": "nothing else is done at the visit",
    "postcode": "the job is in … (YO60, YO61)",
    "emergency": "it is an emergency",
    "no_emergency": "it is no emergency",
}
MEASURES = {
    "area": "area (m²)",
    "length": "length (m)",
    "height": "height (m)",
    "width": "width (m)",
    "size": "size",
    "bedrooms": "bedrooms",
    "count": "number of …",
    "power": "power (kW)",
}
_UNITS = {"area": "m2", "length": "m", "height": "m", "width": "m", "power": "kW"}


class RuleOfItemForm(_Reading):
    """One kind of rule. `rule()` after `is_valid()`: the rule, or None where the form holds the errors."""

    def __init__(
        self, *args: Any, codes: Sequence[tuple[str, str]], before: rules.Rule | None = None, **kwargs: Any
    ) -> None:
        if before is not None:
            kwargs.setdefault("initial", rule_initial(before))
        super().__init__(*args, **kwargs)
        self.before = before
        self.more()
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and getattr(field, "of_codes", False):
                first = [] if isinstance(field, forms.MultipleChoiceField) else [("", "Choose a price")]
                field.choices = [*first, *codes]

    def more(self) -> None:
        """Fields that a class body cannot spell out."""

    def rule(self) -> rules.Rule | None:
        raise NotImplementedError

    def needed(self, name: str) -> Decimal:
        number = self.number(name)
        if number is None and name not in self.errors:
            self.add_error(name, f"“{self.fields[name].label}” is empty. Please fill it in.")
        return number if number is not None else Decimal(0)

    def condition(self, prefix: str) -> rules.Condition | None:
        kind = self.cleaned_data.get(f"{prefix}_kind") or ""
        if not kind:
            return None
        words = str(self.cleaned_data.get(f"{prefix}_words") or "").strip()
        if kind in ("said", "at", "postcode") and not words:
            self.add_error(
                f"{prefix}_words", "Say which words, times or postcodes, for example “artex”, “saturday” or “YO60”."
            )
        number = 0
        if kind in ("age_at_least", "built_before", "storeys_at_least", "months_since"):
            number = int(self.needed(f"{prefix}_number"))
        return rules.Condition(kind, words if kind in ("said", "at", "postcode") else "", number)


def _code(label: str, *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, required=required, help_text=help_text)
    field.of_codes = True  # type: ignore[attr-defined]
    return field


def _condition_fields(prefix: str, label: str, *, always: bool) -> dict[str, forms.Field]:
    kinds = [(key, words) for key, words in CONDITION_KINDS.items() if key or always]
    return {
        f"{prefix}_kind": forms.ChoiceField(label=label, choices=kinds, required=not always),
        f"{prefix}_words": forms.CharField(
            label="Words or times",
            required=False,
            max_length=80,
            widget=_text(),
            help_text="For example “artex”, or “saturday”.",
        ),
        f"{prefix}_number": forms.CharField(
            label="Number", required=False, widget=_number(), help_text="Years, a year, storeys or months."
        ),
    }


class IncludedForm(RuleOfItemForm):
    first = forms.CharField(label="How many are in the price", widget=_number())
    of = forms.CharField(
        label="Of what", required=False, max_length=40, widget=_text(), help_text="For example “metres of pipe”."
    )
    then = _code("Each further one is charged as")
    step = forms.CharField(
        label="For each started",
        required=False,
        widget=_number(),
        help_text="Leave empty for each one. 7 for each started week of days, 0.5 for each started half hour.",
    )
    each = forms.BooleanField(label="For every one of this price again", required=False)

    def rule(self) -> rules.Rule | None:
        return rules.Included(
            self.needed("first"),
            self.cleaned_data["of"].strip(),
            self.cleaned_data["then"],
            self.number("step") or Decimal(1),
            self.cleaned_data["each"],
        )


class AddsForm(RuleOfItemForm):
    item = _code("What is added")
    basis = forms.ChoiceField(
        label="How many of it",
        choices=[
            ("once", "one"),
            ("same", "as many as of this"),
            ("started", "one for each started …"),
            ("room", "one for each room"),
        ],
    )
    per = forms.CharField(label="… of this", required=False, widget=_number(), help_text="Only for “each started”.")
    above = forms.CharField(
        label="Only above", required=False, widget=_number(), help_text="Leave empty where it is always added."
    )
    unless = forms.CharField(
        label="Unless", required=False, max_length=80, widget=_text(), help_text="For example “scaffold is up”."
    )

    def more(self) -> None:
        self.fields |= _condition_fields("when", "When", always=True)
        self.order_fields([name for name in self.fields if name != "unless"])

    def rule(self) -> rules.Rule | None:
        basis = self.cleaned_data["basis"]
        condition = self.condition("when")
        further = self.before.when[1:] if isinstance(self.before, rules.Adds) else ()
        return rules.Adds(
            self.cleaned_data["item"],
            basis,
            self.needed("per") if basis == "started" else Decimal(0),
            self.number("above") or Decimal(0),
            (condition, *further) if condition else (),
            self.cleaned_data["unless"].strip(),
        )


class OnlyIfForm(RuleOfItemForm):
    otherwise = _code("Otherwise", required=False, help_text="What is quoted in its place, if anything.")

    def more(self) -> None:
        self.fields |= _condition_fields("when", "Only if", always=False)
        self.order_fields([name for name in self.fields if name != "otherwise"])

    def rule(self) -> rules.Rule | None:
        condition = self.condition("when")
        return rules.OnlyIf(condition, self.cleaned_data["otherwise"]) if condition else None


class TogetherForm(RuleOfItemForm):
    items = forms.MultipleChoiceField(label="It stands in place of all of these", widget=forms.CheckboxSelectMultiple)
    items.of_codes = True  # type: ignore[attr-defined]

    def rule(self) -> rules.Rule | None:
        return rules.Together(tuple(self.cleaned_data["items"]))


class AloneForm(RuleOfItemForm):
    def rule(self) -> rules.Rule | None:
        return rules.Alone()


class HoursForm(RuleOfItemForm):
    def more(self) -> None:
        self.rows = max(3, len(self.before.windows) + 1 if isinstance(self.before, rules.Hours) else 0)
        for row in range(self.rows):
            self.fields[f"days{row}"] = forms.MultipleChoiceField(
                label="On" if row == 0 else "And on",
                required=row == 0,
                choices=_DAYS,
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"since{row}"] = forms.CharField(
                label="From", required=False, widget=forms.TextInput(attrs=_CLOCK)
            )
            self.fields[f"until{row}"] = forms.CharField(
                label="Until", required=False, widget=forms.TextInput(attrs=_CLOCK), help_text="Both empty: all day."
            )

    def rule(self) -> rules.Rule | None:
        windows = []
        for row in range(self.rows):
            days = self.cleaned_data.get(f"days{row}") or []
            since, until = (self._minutes(f"{name}{row}") for name in ("since", "until"))
            if not days:
                continue
            window = rules.Window(tuple(int(day) for day in days), since or 0, until or 24 * 60)
            if window.since >= window.until:
                self.add_error(f"until{row}", "Hours over midnight are two rows.")
            windows.append(window)
        return rules.Hours(tuple(windows))

    def _minutes(self, name: str) -> int | None:
        said = str(self.cleaned_data.get(name) or "")
        hour, _, minute = said.partition(":")
        if said and not (hour.isdigit() and minute[:2].isdigit() and int(hour) < 25):
            self.add_error(name, "Write the time as 18:00.")
            return None
        return int(hour) * 60 + int(minute[:2]) if said else None


class BandForm(RuleOfItemForm):
    measure = forms.ChoiceField(label="What is measured", choices=list(MEASURES.items()))
    of = forms.CharField(
        label="Of what",
        required=False,
        max_length=40,
        widget=_text(),
        help_text="Only for “number of”: radiators, sockets …",
    )
    low = forms.CharField(label="From", required=False, widget=_number())
    high = forms.CharField(label="Up to", required=False, widget=_number())
    unit = forms.CharField(
        label="Unit", required=False, max_length=6, widget=_text(), help_text="Only for “size”: mm, cm …"
    )
    open_low = forms.BooleanField(label="More than, not from", required=False)

    def rule(self) -> rules.Rule | None:
        measure = self.cleaned_data["measure"]
        low, high = self.number("low"), self.number("high")
        if low is None and high is None and not self.errors:
            self.add_error("low", "Say from where, up to where, or both.")
        if low is not None and high is not None and low > high:
            self.add_error("high", "The upper end is more than the lower one.")
        return rules.Band(
            measure, low, high, _UNITS.get(measure, self.cleaned_data["unit"].strip()),
            self.cleaned_data["of"].strip() if measure == "count" else "", self.cleaned_data["open_low"],
        )  # fmt: skip


class NeedsFactForm(RuleOfItemForm):
    fact = forms.ChoiceField(label="Not firm before you know", choices=list(rules.FACTS.items()))

    def rule(self) -> rules.Rule | None:
        return rules.NeedsFact(
            self.cleaned_data["fact"], self.before.when if isinstance(self.before, rules.NeedsFact) else None
        )


class GuideForm(RuleOfItemForm):
    def rule(self) -> rules.Rule | None:
        return rules.Guide()


class SuppliedForm(RuleOfItemForm):
    by = forms.ChoiceField(label="Who brings it", choices=[("customer", "the customer"), ("business", "you")])

    def rule(self) -> rules.Rule | None:
        return rules.Supplied(self.cleaned_data["by"])


class MinimumForm(RuleOfItemForm):
    quantity = forms.CharField(label="At least this many are charged", widget=_number())

    def rule(self) -> rules.Rule | None:
        return rules.Minimum(self.needed("quantity"))


RULE_FORMS: Mapping[str, tuple[str, type[RuleOfItemForm]]] = {
    "included": ("So many are in the price, further ones are another price", IncludedForm),
    "adds": ("It brings another price with it", AddsForm),
    "only-if": ("Only if something holds, otherwise another price", OnlyIfForm),
    "together": ("It stands in place of others wanted together", TogetherForm),
    "alone": ("A visit to find out: quoted alone", AloneForm),
    "hours": ("The price of certain days and hours", HoursForm),
    "band": ("Only for a certain size or number", BandForm),
    "needs-fact": ("Not firm before you know something", NeedsFactForm),
    "guide": ("A guide price until you have seen it", GuideForm),
    "supplied": ("Who supplies it", SuppliedForm),
    "minimum": ("A least quantity", MinimumForm),
}


def kind_of(rule: rules.Rule) -> str:
    """The name of a rule's form."""
    return {
        rules.Included: "included", rules.Adds: "adds", rules.OnlyIf: "only-if", rules.Together: "together",
        rules.Alone: "alone", rules.Hours: "hours",
        rules.Band: "band", rules.NeedsFact: "needs-fact", rules.Guide: "guide", rules.Supplied: "supplied", rules.Minimum: "minimum",
    }[type(rule)]  # fmt: skip


def rule_initial(rule: rules.Rule) -> dict[str, Any]:
    """What stands in the form of a rule."""

    def text(value: Decimal | None) -> str:
        return f"{value.normalize():f}" if value else ""

    match rule:
        case rules.Included(first=first, of=of, then=then, step=step, each=each):
            beyond = text(step) if step != 1 else ""
            return {"first": f"{first.normalize():f}", "of": of, "then": then, "step": beyond, "each": each}
        case rules.Adds(item=item, basis=basis, per=per, above=above, when=when, unless=unless):
            said = {"item": item, "basis": basis, "per": text(per), "above": text(above), "unless": unless}
            return said | (_condition_initial(when[0]) if when else {})
        case rules.OnlyIf(condition=condition, otherwise=otherwise):
            return {"otherwise": otherwise, **_condition_initial(condition)}
        case rules.Together(items=items):
            return {"items": list(items)}
        case rules.Hours(windows=windows):
            given: dict[str, Any] = {}
            for row, window in enumerate(windows):
                whole = (window.since, window.until) == (0, 24 * 60)
                given |= {
                    f"days{row}": [str(day) for day in window.days],
                    f"since{row}": "" if whole else _clock(window.since),
                    f"until{row}": "" if window.until == 24 * 60 else _clock(window.until),
                }
            return given
        case rules.Band(measure=measure, low=low, high=high, unit=unit, of=of, open_low=open_low):
            return {
                "measure": measure,
                "low": text(low),
                "high": text(high),
                "unit": unit,
                "of": of,
                "open_low": open_low,
            }
        case rules.NeedsFact(fact=fact):
            return {"fact": fact}
        case rules.Supplied(by=by):
            return {"by": by}
        case rules.Minimum(quantity=quantity):
            return {"quantity": text(quantity)}
        case _:
            return {}


def _condition_initial(condition: rules.Condition) -> dict[str, Any]:
    return {
        "when_kind": condition.kind,
        "when_words": condition.words,
        "when_number": str(condition.number) if condition.number else "",
    }
