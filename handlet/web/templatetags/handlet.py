"""Template tags and filters of every page: `{% load handlet %}`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString

from handlet.kit.london import LONDON
from handlet.web.ui import icons, stylesheet, words

register = template.Library()


@register.simple_tag(name="stylesheet")
def stylesheet_address() -> str:
    return stylesheet.address()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    return icons.icon(name, size)


@register.simple_tag
def icon_sheet(*names: str) -> SafeString:
    return icons.sheet(*names)


@register.simple_tag
def icon_of_sheet(name: str) -> SafeString:
    return icons.of_sheet(name)


@register.simple_tag
def channel_icon(kind: str) -> SafeString:
    return icons.channel_icon(kind)


@register.simple_tag
def brand_mark() -> SafeString:
    return icons.brand()


@register.filter
def channel_word(kind: str) -> str:
    return icons.CHANNEL_WORDS.get(kind, kind)


@register.inclusion_tag("_field.html")
def field(bound: BoundField, short: bool = False, label: str = "", hint: str | None = None) -> dict[str, Any]:
    """A field with its label, hint and error; a tick box or a group of choices gets its own shape.

    `label` and `hint` replace those of forms that are not ours. Placeholders go: they vanish as soon as one types.
    """
    bound.field.widget.attrs.pop("placeholder", None)
    if label:
        bound.label = label
    if hint is not None:
        bound.help_text = hint
    kind = getattr(bound.field.widget, "input_type", "")
    return {
        "field": bound,
        "short": short,
        "kind": "hidden"
        if bound.is_hidden
        else "tick"
        if kind == "checkbox" and not bound.use_fieldset
        else "choices"
        if bound.use_fieldset
        else "plain",
    }


@register.inclusion_tag("_error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Every error of the forms, first on the page, each a link to its field."""
    return {
        "errors": [
            (f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label, error)
            for form in forms
            if form is not None
            for bound in form
            for error in bound.errors
        ],
        "general": [error for form in forms if form is not None for error in form.non_field_errors()],
    }


@register.simple_tag(takes_context=True)
def when(context: template.Context, value: datetime, within: bool = False) -> str:
    """`within` a sentence “yesterday” is small."""
    text = words.when(value, context.get("now") or timezone.now())
    return "yesterday" if within and text == "Yesterday" else text


@register.simple_tag(takes_context=True)
def day_heading(context: template.Context, value: date) -> str:
    return words.day_heading(value, (context.get("now") or timezone.now()).astimezone(LONDON).date())


@register.filter
def pounds(amount: Decimal | int | str) -> str:
    return words.pounds(amount)


@register.filter
def pence(amount: int) -> str:
    return words.pence(amount)


@register.filter
def quantity(value: Decimal | int) -> str:
    return words.quantity(value)


@register.filter
def day(value: date | datetime) -> str:
    return words.day(value)


@register.filter
def clock(value: datetime) -> str:
    return words.clock(value)


@register.filter
def initials(name: str) -> str:
    return words.initials(name)


@register.filter
def size(octets: int) -> str:
    return words.size(octets)


@register.filter
def tel(number: str) -> str:
    return words.tel(number)


@register.filter
def device(agent: str) -> str:
    return words.device(agent)


@register.filter
def counted(what: str, count: int) -> str:
    return words.counted(what, count)
