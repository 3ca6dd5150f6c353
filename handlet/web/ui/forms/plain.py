"""What every form here is made of: errors in whole sentences, and the boxes that people type into."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from handlet.quoting import numbers, rules

DAYS = [(str(number), name.capitalize()) for number, name in enumerate(rules.DAYS)]
CLOCK = {"type": "time", "autocomplete": "off"}
YES_NO = [("yes", "Yes"), ("no", "No")]


def text_box(autocomplete: str = "off", **more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete, **more})


def text_area(rows: int = 3, **more: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **more})


def day_box() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlainForm(forms.Form):
    """Errors in whole sentences; labels without a colon; the browser's own checks stay off, ours keep what was typed."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        # Here and not sooner: some forms get fields of their own after they were made.
        for field in self.fields.values():
            label = str(field.label or "This").rstrip("?")
            field.error_messages.setdefault("required", "")
            if field.error_messages["required"] in ("", "This field is required."):
                field.error_messages["required"] = f"“{label}” is empty. Please fill it in."
        super().full_clean()


def number_box(**more: str) -> forms.TextInput:
    return text_box("off", inputmode="decimal", **more)


class NumbersForm(PlainForm):
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


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
