"""The account: keys for other programs, and its end."""

from __future__ import annotations

from django import forms

from handlet.web.ui.forms.plain import PlainForm, text_box


class TokenForm(PlainForm):
    label = forms.CharField(label="What is it for?", max_length=60, help_text="For example “my spreadsheet”.")


class DeleteAccountForm(PlainForm):
    when = forms.ChoiceField(
        label="When?",
        widget=forms.RadioSelect,
        initial="grace",
        choices=[("grace", "In 14 days, so that I can change my mind"), ("now", "Now")],
    )
    name = forms.CharField(label="Type the name of the business to confirm", max_length=120, widget=text_box("off"))
