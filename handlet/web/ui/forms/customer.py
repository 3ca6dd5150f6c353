"""What a customer fills in: an enquiry, a question, a yes, a no, a cancelling."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from handlet.quoting import cancellation
from handlet.quoting.acceptance import named
from handlet.quoting.refusals import NameMissing
from handlet.web.ui.forms.plain import PlainForm, text_area, text_box


class NamedForm(PlainForm):
    """A form that a customer signs with a typed name."""

    def clean_name(self) -> str:
        try:
            return named(self.cleaned_data["name"])
        except NameMissing as error:
            raise ValidationError(str(error)) from error


class AcceptForm(NamedForm):
    """Each tick is a statement of its own, with exactly these words, and starts empty. They are a consumer's."""

    TICKS = ("early_start", "loses_right", "by_email")

    name = forms.CharField(label="Your full name", max_length=120, widget=text_box("name"))
    relation = forms.CharField(
        label="Are you answering for somebody else?",
        required=False,
        max_length=120,
        help_text="For example “for my mother”, or “as the landlord’s agent”.",
    )
    early_start = forms.BooleanField(label=cancellation.EARLY_START, required=False)
    loses_right = forms.BooleanField(label=cancellation.LOSES_RIGHT, required=False)
    by_email = forms.BooleanField(label=cancellation.BY_EMAIL, required=False)

    def __init__(self, *args: Any, consumer: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not consumer:
            for name in self.TICKS:
                del self.fields[name]


class EarlyForm(NamedForm):
    """An early start, asked for after the yes: the same statements, empty at first."""

    TICKS = ("early_start", "loses_right")

    name = forms.CharField(label="Your full name", max_length=120, widget=text_box("name"))
    early_start = forms.BooleanField(
        label=cancellation.EARLY_START,
        required=True,
        error_messages={"required": "Tick this if you want the work to start early, or go back."},
    )
    loses_right = forms.BooleanField(label=cancellation.LOSES_RIGHT, required=False)


class AskForm(PlainForm):
    """`about` says what is asked for; a question and a change need words, a new quote or a firm one may come without."""

    ABOUT = ("question", "change", "firm", "renew")
    LABELS = {
        "question": "Your question",
        "change": "What would you like to be different?",
        "firm": "Anything they should know?",
        "renew": "Anything that has changed?",
    }

    text = forms.CharField(label="Your question", max_length=4000, widget=text_area(4))
    about = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, about: str = "question", **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{about}_%s")
        kwargs.setdefault("initial", {"about": about})
        super().__init__(*args, **kwargs)
        self.fields["text"].label = self.LABELS[about]
        self.fields["text"].required = about in ("question", "change")


class DeclineForm(PlainForm):
    """Why is never demanded; both may stay empty."""

    kind = forms.ChoiceField(
        label="Would you like to say why?",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("price", "The price"),
            ("time", "The date, or the wait"),
            ("someone_else", "Somebody else will do it"),
            ("not_now", "Not doing the work for now"),
            ("scope", "Not what I wanted"),
            ("other", "Something else"),
        ],
    )
    reason = forms.CharField(label="In your own words", required=False, max_length=1000, widget=text_area(3))


class CancelForm(NamedForm):
    name = forms.CharField(label="Your name", max_length=120, widget=text_box("name"))
    words = forms.CharField(
        label="Anything you want to say",
        required=False,
        max_length=2000,
        widget=text_area(3),
        help_text="You need not give a reason.",
    )


class EnquiryForm(PlainForm):
    """Least data: the message and one way to answer are enough."""

    text = forms.CharField(
        label="What do you need done?",
        max_length=6000,
        widget=text_area(6),
        help_text="A few words are fine. Sizes, makes and what you have tried already all help.",
    )
    contact = forms.CharField(
        label="Email address or phone number",
        max_length=254,
        widget=text_box("email"),
        help_text="So that we can answer. One is enough.",
    )
    name = forms.CharField(label="Your name", required=False, max_length=120, widget=text_box("name"))
    postcode = forms.CharField(
        label="Postcode of the work", required=False, max_length=10, widget=text_box("postal-code")
    )
    when = forms.CharField(
        label="When would suit you?",
        required=False,
        max_length=200,
        help_text="For example “any weekday after 4”, or “as soon as you can”.",
    )
