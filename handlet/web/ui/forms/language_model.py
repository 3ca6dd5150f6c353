"""A language model: the operator’s or one of the business’s own."""

from __future__ import annotations

from django import forms

from handlet.web.ui.forms.plain import PlainForm, text_box


class OperatorModelForm(PlainForm):
    daily_limit = forms.IntegerField(
        label="Most drafts a day", min_value=1, max_value=2000, initial=100, widget=forms.NumberInput
    )
    agreed = forms.BooleanField(
        label="I have read this and agree, for my business",
        error_messages={"required": "Please tick the box if you agree; without it, nothing leaves."},
    )


class OwnModelForm(OperatorModelForm):
    field_order = (
        "shape", "base_url", "model", "key", "provider", "country", "trains", "keeps_days", "price_in", "price_out",
    )  # fmt: skip

    shape = forms.ChoiceField(
        label="Kind",
        widget=forms.RadioSelect,
        initial="openai",
        choices=[
            ("openai", "OpenAI’s way of speaking: most providers, Ollama, llama.cpp, vLLM"),
            ("anthropic", "Anthropic’s way of speaking"),
        ],
    )
    base_url = forms.CharField(
        label="Address",
        max_length=200,
        help_text="For example https://api.example.com/v1, or http://192.168.1.20:11434/v1 for a model in your own house.",
        widget=text_box("off", inputmode="url"),
    )
    model = forms.CharField(label="Model", max_length=120, help_text="As its provider writes it.")
    key = forms.CharField(
        label="Key",
        required=False,
        max_length=400,
        help_text="Kept encrypted and never shown again. Leave it empty for a model of your own without one.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    provider = forms.CharField(label="Who runs it", max_length=120, widget=text_box("organization"))
    country = forms.CharField(label="In which country", max_length=60, widget=text_box("country-name"))
    trains = forms.ChoiceField(
        label="Do they train models on what they are sent?",
        widget=forms.RadioSelect,
        choices=[("no", "No, their terms rule it out"), ("yes", "Yes, or I am not sure")],
        help_text="Look in the terms of your account. One that trains on it cannot be used.",
    )
    keeps_days = forms.IntegerField(
        label="How many days do they keep it?", min_value=0, max_value=3650, initial=30, widget=forms.NumberInput
    )
    price_in = forms.DecimalField(
        label="£ for a million tokens in",
        required=False,
        min_value=0,
        max_digits=8,
        help_text="If you know it, the cost is shown.",
    )
    price_out = forms.DecimalField(label="£ for a million tokens out", required=False, min_value=0, max_digits=8)
