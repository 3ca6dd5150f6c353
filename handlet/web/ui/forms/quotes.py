"""Forms of the quote editor: one small form a fold. Names of fields are those of `quoting.editing.Terms` and `quoting.details`.

What a value must be is decided by `quoting.editing`; here it is only read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from handlet.quoting import numbers
from handlet.quoting.nations import NATIONS
from handlet.web.ui.forms.plain import PlainForm, day_box, text_area, text_box

Choices = Sequence[tuple[str, str]]
_YES_NO_UNSAID = [("", "Not known"), ("yes", "Yes"), ("no", "No")]


def _lines(label: str, hint: str = "One on each line.") -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=text_area(3), help_text=hint)


class FoldForm(PlainForm):
    """A form whose ids begin with the fold's name, so that many stand on one page."""

    NAME = ""
    HEADING = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.NAME}-%s")
        super().__init__(*args, **kwargs)

    def texts(self, *names: str) -> dict[str, str]:
        return {name: str(self.cleaned_data.get(name) or "").strip() for name in names}

    def rows(self, *names: str) -> dict[str, list[str]]:
        """Boxes with one sentence a line."""
        return {
            name: [row.strip() for row in str(self.cleaned_data.get(name) or "").splitlines() if row.strip()]
            for name in names
        }

    def yes_no(self, name: str) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data.get(name) or "")

    def amount(self, name: str) -> tuple[Decimal, Decimal]:
        """(percent, pounds) of “10 %” or “£50”; both nought where nothing was typed or the form says what is wrong."""
        said = str(self.cleaned_data.get(name) or "").strip()
        if not said:
            return Decimal(0), Decimal(0)
        percent = said.endswith("%")
        try:
            value = numbers.read(said.removesuffix("%"), "This", most_decimals=2)
        except numbers.NotANumber:
            self.add_error(name, "Write a percentage, for example 10 %, or a sum, for example £50.")
            return Decimal(0), Decimal(0)
        return (value, Decimal(0)) if percent else (Decimal(0), value)


class KindForm(FoldForm):
    NAME, HEADING = "kind", "Quote or estimate"

    kind = forms.ChoiceField(
        label="Which is it?",
        choices=[
            ("quote", "Quote: a fixed price. You may not charge more for the work described."),
            ("estimate", "Estimate: a likely price. It may move, and you say what could move it."),
        ],
        widget=forms.RadioSelect,
    )
    seen = forms.ChoiceField(
        label="What have you seen of the work?",
        required=False,
        choices=[
            ("", "Not said"),
            ("visited", "Seen and measured"),
            ("photos", "Photos only"),
            ("told", "Only what they told you"),
        ],
        help_text="Photos or words alone make it an estimate, unless you say why the price is firm.",
    )
    kind_reason = forms.CharField(
        label="Why the price is firm all the same",
        required=False,
        max_length=400,
        widget=text_area(2),
        help_text="Kept.",
    )
    could_move = _lines("What could move an estimate", "One on each line, for example “rotten joists under the bath”.")


class WhoForm(FoldForm):
    NAME, HEADING = "who", "Who and where"

    customer_kind = forms.ChoiceField(
        label="Who is the customer?",
        required=False,
        choices=[
            ("", "As on their page"),
            ("consumer", "A householder"),
            ("business", "A business"),
            ("contractor", "A contractor in construction"),
        ],
        help_text="A householder is given the cancellation notice. CIS and the reverse charge are for contractors only.",
    )
    site = forms.CharField(label="Where the work is", required=False, widget=text_area(2))
    billing = forms.CharField(
        label="Address for the bill", required=False, widget=text_area(2), help_text="If it is another one."
    )
    nation = forms.ChoiceField(
        label="Nation of the site",
        required=False,
        choices=[("", "Not known"), *NATIONS.items()],
        help_text="Some rates of VAT depend on it.",
    )
    customer_vat_registered = forms.ChoiceField(
        label="Contractor: registered for VAT?", required=False, choices=_YES_NO_UNSAID
    )
    customer_reports_cis = forms.ChoiceField(
        label="Contractor: is the payment reported under CIS?", required=False, choices=_YES_NO_UNSAID
    )
    customer_end_user = forms.ChoiceField(
        label="Contractor: have they said in writing that they are an end user?",
        required=False,
        choices=_YES_NO_UNSAID,
    )
    end_user_words = forms.CharField(
        label="Their words on that", required=False, max_length=400, widget=text_area(2), help_text="Kept as evidence."
    )
    cis_percent = forms.ChoiceField(
        label="What is taken off under CIS",
        required=False,
        choices=[("", "Not said"), ("0", "Nothing"), ("20", "20 %"), ("30", "30 %")],
    )
    reverse_charge = forms.BooleanField(
        label="Reverse charge: the contractor pays the VAT itself",
        required=False,
        help_text="Only where all of the above is so.",
    )


class WorkForm(FoldForm):
    NAME, HEADING = "work", "What is in it, and what is not"

    scope = forms.CharField(label="What will be done", required=False, widget=text_area(3))
    inclusions = _lines("Included")
    exclusions = _lines("Not included", "One on each line. Making good, waste, decoration …")
    assumptions = _lines("What you take for granted", "One on each line, for example “the stopcock works”.")
    customer_provides = _lines("What they provide", "One on each line. Access, parking, water, power, clearing …")
    changes = forms.CharField(label="How changes are priced", required=False, widget=text_area(2))
    after = forms.CharField(label="Certificates and guarantee", required=False, widget=text_area(2))


class WhenForm(FoldForm):
    NAME, HEADING = "when", "When"

    start_from = forms.DateField(label="Start: not before", required=False, widget=day_box())
    start_until = forms.DateField(
        label="Start: not after", required=False, widget=day_box(), help_text="VAT counts as on this day."
    )
    duration = forms.CharField(label="How long it takes", required=False, max_length=120, widget=text_box())
    depends_on = forms.CharField(label="What that depends on", required=False, max_length=200, widget=text_box())
    timing = forms.CharField(label="More on timing", required=False, max_length=200, widget=text_box())
    valid_until = forms.DateField(
        label="The offer stands until", widget=day_box(), help_text="Up to the end of that day."
    )
    assumed_tax_point = forms.DateField(
        label="Day whose VAT counts",
        required=False,
        widget=day_box(),
        help_text="Only where it is another day than the last for the start.",
    )


MOST_STAGE_FIELDS = 6


class MoneyForm(FoldForm):
    """Deposit, stages, terms, and what is off the whole. Sums are “10 %” or “£50”; the last stage may be empty: the rest."""

    NAME, HEADING = "money", "Discount, deposit, stages and terms"

    discount = forms.CharField(
        label="Off the whole", required=False, widget=text_box(), help_text="For example 10 % or £50."
    )
    discount_words = forms.CharField(label="Why it is off", required=False, max_length=200, widget=text_box())
    deposit = forms.CharField(
        label="Paid before the work starts", required=False, widget=text_box(), help_text="For example 20 % or £150."
    )
    deposit_kind = forms.ChoiceField(
        label="What kind of payment is that?",
        required=False,
        choices=[
            ("", "Not said"),
            ("deposit", "A deposit, held as security"),
            ("part_payment", "A first part of the price"),
        ],
    )
    deposit_for = forms.CharField(
        label="What it pays for",
        required=False,
        max_length=200,
        widget=text_box(),
        help_text="For example “tiles made to order”.",
    )
    payment_days = forms.IntegerField(
        label="Days to pay", required=False, min_value=0, max_value=120, widget=text_box(inputmode="numeric")
    )
    payment = forms.CharField(label="More on payment", required=False, max_length=200, widget=text_box())
    methods = forms.CharField(label="Ways to pay", required=False, max_length=200, widget=text_box())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_STAGE_FIELDS + 1):
            self.fields[f"milestone_{place}"] = forms.CharField(
                label=f"Stage {place}: what has been done then", required=False, max_length=200, widget=text_box()
            )
            self.fields[f"stage_{place}"] = forms.CharField(
                label=f"Stage {place}: how much",
                required=False,
                widget=text_box(),
                help_text="30 % or £500. Empty: the rest." if place == 1 else "",
            )

    @property
    def plain_fields(self) -> list[Any]:
        return [bound for bound in self if not bound.name.startswith(("milestone_", "stage_"))]

    @property
    def stage_fields(self) -> list[tuple[Any, Any]]:
        """Those filled in, and one more."""
        pairs = [(self[f"milestone_{n}"], self[f"stage_{n}"]) for n in range(1, MOST_STAGE_FIELDS + 1)]
        filled = [place for place, (one, two) in enumerate(pairs, start=1) if one.value() or two.value()]
        return pairs[: max(filled, default=0) + 1]


class PaperForm(FoldForm):
    NAME, HEADING = "paper", "Paperwork for householders"

    contract_setting = forms.ChoiceField(
        label="Where is it agreed?",
        required=False,
        choices=[
            ("", "Not said"),
            ("home", "At their home"),
            ("after_visit", "After a visit to their home"),
            ("distance", "By message, phone or link, without meeting"),
            ("premises", "At your own premises"),
        ],
    )
    paperwork = forms.BooleanField(
        label="Send the cancellation notice and form",
        required=False,
        help_text="Without them they may have a year and 14 days to cancel.",
    )
    paperwork_reason = forms.CharField(label="If not: why", required=False, max_length=400, widget=text_area(2))
    urgent_repair = forms.BooleanField(
        label="An urgent repair that they asked you to come for",
        required=False,
        help_text="Then there is no right to cancel that repair.",
    )
    urgent_reason = forms.CharField(label="What makes it urgent", required=False, max_length=400, widget=text_area(2))
    with_goods = forms.BooleanField(
        label="Goods come with the work",
        required=False,
        help_text="The days to cancel then count from the last of the goods.",
    )


class NamedForm(FoldForm):
    NAME, HEADING = "named", "Registrations and insurance"

    credentials = forms.MultipleChoiceField(
        label="Named on this one",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chosen by the work and the place, until you choose yourself.",
    )

    def offer(self, rows: Choices) -> None:
        """What there is to choose from: id and words of each."""
        field = self.fields["credentials"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(rows)


FOLDS: Mapping[str, type[FoldForm]] = {
    form.NAME: form for form in (KindForm, WhoForm, WorkForm, WhenForm, MoneyForm, PaperForm, NamedForm)
}


class SectionForm(PlainForm):
    title = forms.CharField(label="Heading", max_length=120, widget=text_box())


class ExtendForm(PlainForm):
    valid_until = forms.DateField(label="Until another day", widget=day_box())
