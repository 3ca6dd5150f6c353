"""Connecting a channel. Consent comes with the form."""

from __future__ import annotations

from django import forms

from handlet.web.ui.forms.plain import PlainForm, text_box


class MailboxForm(PlainForm):
    """Consent comes with the form: the tick is empty at first, and nothing is fetched before it is recorded."""

    address = forms.EmailField(label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label="Password, or app password",
        strip=False,
        help_text="Gmail, Yahoo and iCloud want an app password, made in your account there. It is kept encrypted.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    imap_host = forms.CharField(
        label="Incoming server (IMAP)",
        required=False,
        widget=text_box("off", inputmode="url", spellcheck="false"),
        help_text="Leave empty if your provider is well known.",
    )
    imap_port = forms.IntegerField(
        label="Incoming port", required=False, min_value=1, max_value=65535, widget=text_box("off", inputmode="numeric")
    )
    smtp_host = forms.CharField(
        label="Outgoing server (SMTP)", required=False, widget=text_box("off", inputmode="url", spellcheck="false")
    )
    smtp_port = forms.IntegerField(
        label="Outgoing port", required=False, min_value=1, max_value=65535, widget=text_box("off", inputmode="numeric")
    )
    agreed = forms.BooleanField(
        label="I agree that Handlet reads this mailbox as described above",
        error_messages={"required": "Nothing is read without your agreement. Tick the box to connect."},
    )


class WhatsAppForm(PlainForm):
    """Consent comes with the form. The two ids and the two secrets are what Meta shows to the business itself."""

    phone_number_id = forms.CharField(
        label="Phone number ID",
        max_length=30,
        help_text="A row of digits from “API Setup”. It is not the telephone number.",
        widget=text_box("off", inputmode="numeric"),
    )
    account_id = forms.CharField(
        label="WhatsApp Business Account ID",
        max_length=30,
        help_text="It stands beside the other one.",
        widget=text_box("off", inputmode="numeric"),
    )
    token = forms.CharField(
        label="Access token of your system user",
        max_length=1000,
        help_text="It begins with EAA. It is kept encrypted.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    app_secret = forms.CharField(
        label="App secret",
        max_length=200,
        help_text="From the app’s basic settings. It proves that messages really come from Meta.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    agreed = forms.BooleanField(
        label="I agree that Handlet reads this number’s messages as described above",
        error_messages={"required": "Nothing is read without your agreement. Tick the box to connect."},
    )
