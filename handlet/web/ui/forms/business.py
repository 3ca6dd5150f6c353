"""The business itself: first steps, profile, logo, bank details, credentials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from handlet.accounts.businesses import TRADES
from handlet.quoting.nations import NATIONS
from handlet.web.ui.forms.plain import YES_NO, PlainForm, day_box, text_area, text_box
from handlet.web.ui.words import counted

# Fields that concern some businesses only: the page hides them from the others (screens/settings.css).
OF_WHOM = {
    "company_number": "company",
    "registered_in": "company",
    "registered_office": "company",
    "partners": "partnership",
    "vat_number": "vat",
    "vat_from": "vat",
    "vat_until": "vat",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Some fields of a long form under one heading. said: what they hold, in a line; open: one of them is at fault."""

    name: str
    heading: str
    said: str
    fields: Sequence[BoundField]
    open: bool


class BusinessForm(PlainForm):
    name = forms.CharField(
        label="Business name", max_length=120, help_text="As customers know it.", widget=text_box("organization")
    )
    trade = forms.ChoiceField(
        label="Trade",
        # None is chosen for them: a plumber’s prices on a roofer’s list are worse than one more tap.
        choices=[("", "Choose your trade"), *TRADES.items()],
        help_text="Sets the starter price list and what to ask.",
    )
    vat_registered = forms.ChoiceField(
        label="Are you registered for VAT?", choices=YES_NO, widget=forms.RadioSelect, initial="no"
    )
    vat_number = forms.CharField(
        label="VAT number",
        required=False,
        max_length=20,
        help_text="Nine digits. Only if you are registered.",
        widget=text_box("off", inputmode="numeric"),
    )
    area = forms.CharField(
        label="Where you work", max_length=200, help_text="Towns or postcodes, for example “Stockport, SK1 to SK8”."
    )
    hours = forms.CharField(
        label="When you work", max_length=200, required=False, help_text="For example “Monday to Friday, 8 to 5”."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.of_whom = OF_WHOM.get(name, "")  # type: ignore[attr-defined]

    def clean_vat_number(self) -> str:
        digits = re.sub(r"[\s.-]|^GB", "", str(self.cleaned_data["vat_number"]).upper())
        if self.data.get(self.add_prefix("vat_registered")) == "yes" and not digits:
            raise ValidationError("You said that you are registered for VAT. Please give the number.")
        return digits


class ProfileForm(BusinessForm):
    legal_form = forms.ChoiceField(
        label="What kind of business is it?",
        choices=[
            ("sole_trader", "Sole trader"),
            ("partnership", "Partnership"),
            ("llp", "Limited liability partnership"),
            ("company", "Limited company"),
        ],
    )
    legal_name = forms.CharField(
        label="Legal name", required=False, max_length=160, help_text="Your own name if you are a sole trader."
    )
    company_number = forms.CharField(label="Company number", required=False, max_length=20, widget=text_box())
    registered_in = forms.CharField(
        label="Registered in",
        required=False,
        max_length=40,
        help_text="Of a company: “England and Wales”, “Scotland” …",
    )
    registered_office = forms.CharField(
        label="Registered office",
        required=False,
        widget=text_area(),
        help_text="Of a company, if it is not your business address. The law wants it on your papers.",
    )
    partners = forms.CharField(
        label="Partners",
        required=False,
        widget=text_area(2),
        help_text="Of a partnership: all names, or where the list can be seen.",
    )
    nation = forms.ChoiceField(label="Where you are based", choices=list(NATIONS.items()), initial="england")
    vat_from = forms.DateField(
        label="VAT: registered from",
        required=False,
        widget=day_box(),
        help_text="If it is still to come.",
    )
    vat_until = forms.DateField(
        label="VAT: registered until", required=False, widget=day_box(), help_text="If it ends."
    )
    cis_status = forms.ChoiceField(
        label="Under CIS you are",
        required=False,
        choices=[
            ("", "Not said"),
            ("gross", "Paid gross: nothing is taken off"),
            ("registered", "Registered: 20 % is taken off"),
            ("other", "Not registered, or not verified: 30 % is taken off"),
        ],
        help_text="Only shown to contractors.",
    )
    address = forms.CharField(
        label="Business address",
        required=False,
        widget=text_area(autocomplete="street-address"),
        help_text="Shown on quotes, where the law asks for it.",
    )
    phone = forms.CharField(label="Phone", required=False, widget=text_box("tel", inputmode="tel"))
    email = forms.EmailField(
        label="Email for customers", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    not_done = forms.CharField(
        label="Work you never do", required=False, widget=text_area(), help_text="One kind on each line."
    )
    terms = forms.CharField(
        label="Your terms", required=False, widget=text_area(5), help_text="In your own words. Shown under each quote."
    )
    quote_valid_days = forms.IntegerField(
        label="Days a quote stands",
        min_value=1,
        max_value=365,
        initial=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    payment_terms = forms.CharField(
        label="How you are paid",
        required=False,
        max_length=200,
        help_text="Stands on each new quote, for example “Bank transfer or card when the work is done”.",
    )
    payment_days = forms.IntegerField(
        label="Days to pay", required=False, min_value=0, max_value=120, widget=text_box(inputmode="numeric")
    )
    letterhead = forms.CharField(
        label="Line under your name on quotes", required=False, max_length=120, widget=text_box()
    )
    complaints = forms.CharField(
        label="Where a customer complains",
        required=False,
        max_length=200,
        help_text="An address, email or phone number.",
    )
    privacy_contact = forms.CharField(
        label="Contact for questions about personal data",
        required=False,
        help_text="An email address or phone number that your customers can use.",
    )
    # Each part: its heading, its fields, and those that say in a line what it holds.
    PARTS = {
        "who": (
            "Name and kind of business",
            ["name", "trade", "legal_form", "legal_name", "company_number", "registered_in", "registered_office",
             "partners", "nation"],
            ["name", "trade", "legal_form"],
        ),
        "reach": (
            "How customers reach you",
            ["address", "phone", "email", "complaints", "privacy_contact"],
            ["phone", "email", "address"],
        ),
        "work": ("Where and when you work", ["area", "hours", "not_done"], ["area", "hours"]),
        "vat": (
            "VAT and CIS",
            ["vat_registered", "vat_number", "vat_from", "vat_until", "cis_status"],
            ["vat_registered", "vat_number"],
        ),
        "quotes": (
            "What stands on your quotes",
            ["letterhead", "quote_valid_days", "payment_terms", "payment_days", "terms"],
            ["quote_valid_days", "payment_terms", "terms"],
        ),
    }  # fmt: skip

    def parts(self) -> list[Part]:
        return [
            Part(
                name=name,
                heading=heading,
                said=" · ".join(filter(None, map(self._said, shown))) or "Nothing said yet",
                fields=[self[field] for field in fields],
                open=any(field in self.errors for field in fields),
            )
            for name, (heading, fields, shown) in self.PARTS.items()
        ]

    def _said(self, name: str) -> str:
        value = self[name].value()
        text = "" if value is None else " ".join(str(value).split())
        if name == "vat_registered":
            return "Registered" if text == "yes" else "Not registered"
        if name == "quote_valid_days":
            return f"They stand {counted('days', int(text))}" if text.isdigit() else ""
        choices = getattr(self.fields[name], "choices", None)
        return str(dict(choices).get(text, "")) if choices is not None else shorten(text, 60, placeholder=" …")

    def clean_vat_until(self) -> date | None:
        since, until = self.cleaned_data.get("vat_from"), self.cleaned_data.get("vat_until")
        if since and until and until < since:
            raise ValidationError("Your registration ends before it begins.")
        return cast("date | None", until)


class BankForm(PlainForm):
    name = forms.CharField(label="Name on the account", required=False, max_length=80, widget=text_box())
    sort_code = forms.CharField(
        label="Sort code",
        required=False,
        max_length=12,
        widget=text_box(inputmode="numeric"),
        help_text="Like 20-00-00.",
    )
    account = forms.CharField(
        label="Account number", required=False, max_length=12, widget=text_box(inputmode="numeric")
    )


class CredentialForm(PlainForm):
    scheme = forms.CharField(
        label="Scheme, registration or insurer", max_length=80, help_text="For example “Gas Safe Register”."
    )
    number = forms.CharField(label="Number", max_length=60)
    holder = forms.CharField(label="Who holds it", max_length=120, required=False)
    nation = forms.ChoiceField(
        label="Where it holds", required=False, choices=[("", "Everywhere in the UK"), *NATIONS.items()]
    )
    categories = forms.CharField(
        label="Work it covers",
        required=False,
        max_length=400,
        widget=text_area(),
        help_text="One kind on each line, as “boiler” or “gas”: named on quotes that speak of such work. Empty: on all.",
    )
    valid_from = forms.DateField(label="Valid from", required=False, widget=day_box())
    valid_until = forms.DateField(label="Valid until", required=False, widget=day_box())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on a page with another form that asks for a nation.
        super().__init__(*args, **{"auto_id": "credential-%s", **kwargs})

    def clean_categories(self) -> list[str]:
        return [kind.strip() for kind in str(self.cleaned_data["categories"]).splitlines() if kind.strip()]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = found.get("valid_from"), found.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "It ends before it begins.")
        return found


class LogoForm(PlainForm):
    file = forms.FileField(
        label="A picture of your logo",
        help_text="PNG or JPEG, up to 5 MB. It is made smaller, and what else the file holds is left out.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
