"""Customers as the owner keeps them: a first message, their details, what is remembered, what they ask of their data."""

from __future__ import annotations

from django import forms

from handlet.web.ui.forms.plain import PlainForm, day_box, text_area, text_box


class ComposeForm(PlainForm):
    name = forms.CharField(label="Name", max_length=120, widget=text_box("off"))
    to = forms.CharField(label="Email address or phone", max_length=254, widget=text_box("off"))
    text = forms.CharField(label="Message", widget=text_area(6))


class CustomerForm(PlainForm):
    name = forms.CharField(label="Name", max_length=120, widget=text_box("off"))
    address = forms.CharField(label="Address of the work", required=False, widget=text_area())
    postcode = forms.CharField(label="Postcode", required=False, max_length=10, widget=text_box("off"))
    kind = forms.ChoiceField(
        label="Who are they?",
        choices=[("consumer", "A householder"), ("business", "A business"), ("contractor", "A contractor (CIS)")],
        widget=forms.RadioSelect,
        initial="consumer",
        help_text="Decides which paperwork goes with a quote.",
    )
    note = forms.CharField(label="Note for yourself", required=False, widget=text_area())
    no_ai = forms.BooleanField(
        label="No suggestions for this person",
        required=False,
        help_text="Their messages are shown, never read for drafts.",
    )


class CustomerMemoryForm(PlainForm):
    """About one person: a fact unless said otherwise."""

    text = forms.CharField(
        label="Remember about them",
        max_length=300,
        help_text="For example “The gate code is with the neighbour.” Used only in drafts to them.",
        widget=text_area(2),
    )


class CaseForm(PlainForm):
    kind = forms.ChoiceField(
        label="What do they ask for?",
        widget=forms.RadioSelect,
        choices=[
            ("access", "To see what you hold about them"),
            ("portability", "To take their data elsewhere"),
            ("correction", "To have something put right"),
            ("erasure", "To be erased"),
            ("restriction", "To have it left alone for now"),
            ("objection", "To object"),
            ("complaint", "To complain about how their data was used"),
        ],
    )
    customer = forms.CharField(label="Who?", max_length=254, help_text="Name, email address or phone number.")
    received_on = forms.DateField(label="When did it reach you?", widget=day_box())
