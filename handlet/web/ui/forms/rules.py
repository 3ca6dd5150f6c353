"""A form for each kind of rule of a price, and one for a rule in the owner’s own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from handlet.quoting import rules
from handlet.web.ui.forms.plain import CLOCK, DAYS, NumbersForm, PlainForm, clock, number_box, text_box


class RuleForm(PlainForm):
    text = forms.CharField(
        label="A rule in your own words",
        max_length=300,
        help_text="Name prices by their codes. For example “Jobs on a Saturday add T9” or “The first three rooms are in C1, "
        "each further one is C2”.",
    )


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


class RuleOfItemForm(NumbersForm):
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
            widget=text_box(),
            help_text="For example “artex”, or “saturday”.",
        ),
        f"{prefix}_number": forms.CharField(
            label="Number", required=False, widget=number_box(), help_text="Years, a year, storeys or months."
        ),
    }


class IncludedForm(RuleOfItemForm):
    first = forms.CharField(label="How many are in the price", widget=number_box())
    of = forms.CharField(
        label="Of what", required=False, max_length=40, widget=text_box(), help_text="For example “metres of pipe”."
    )
    then = _code("Each further one is charged as")
    step = forms.CharField(
        label="For each started",
        required=False,
        widget=number_box(),
        help_text="Leave empty for each one. 7 for each started week of days, 0.5 for each started half hour.",
    )
    each = forms.BooleanField(label="For every one of this price again", required=False)
    each_place = forms.BooleanField(label="In each room anew", required=False)

    def rule(self) -> rules.Rule | None:
        return rules.Included(
            self.needed("first"),
            self.cleaned_data["of"].strip(),
            self.cleaned_data["then"],
            self.number("step") or Decimal(1),
            self.cleaned_data["each"],
            self.cleaned_data["each_place"],
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
    per = forms.CharField(label="… of this", required=False, widget=number_box(), help_text="Only for “each started”.")
    above = forms.CharField(
        label="Only above", required=False, widget=number_box(), help_text="Leave empty where it is always added."
    )
    unless = forms.CharField(
        label="Unless", required=False, max_length=80, widget=text_box(), help_text="For example “scaffold is up”."
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
                choices=DAYS,
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"since{row}"] = forms.CharField(
                label="From", required=False, widget=forms.TextInput(attrs=CLOCK)
            )
            self.fields[f"until{row}"] = forms.CharField(
                label="Until", required=False, widget=forms.TextInput(attrs=CLOCK), help_text="Both empty: all day."
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
        widget=text_box(),
        help_text="Only for “number of”: radiators, sockets …",
    )
    low = forms.CharField(label="From", required=False, widget=number_box())
    high = forms.CharField(label="Up to", required=False, widget=number_box())
    unit = forms.CharField(
        label="Unit", required=False, max_length=6, widget=text_box(), help_text="Only for “size”: mm, cm …"
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
    quantity = forms.CharField(label="At least this many are charged", widget=number_box())

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
        case rules.Included(first=first, of=of, then=then, step=step, each=each, each_place=anew):
            beyond = text(step) if step != 1 else ""
            said = {"first": f"{first.normalize():f}", "of": of, "then": then, "step": beyond}
            return said | {"each": each, "each_place": anew}
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
                    f"since{row}": "" if whole else clock(window.since),
                    f"until{row}": "" if window.until == 24 * 60 else clock(window.until),
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
