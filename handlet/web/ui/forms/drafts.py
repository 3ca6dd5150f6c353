"""How drafts are written: tone, memories, saved replies, the days of follow-ups."""

from __future__ import annotations

import re

from django import forms

from handlet.web.ui.forms.plain import PlainForm, text_area, text_box


class ToneForm(PlainForm):
    formality = forms.IntegerField(
        label="Formality",
        min_value=0,
        max_value=4,
        widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 4}),
    )
    warmth = forms.IntegerField(
        label="Warmth", min_value=0, max_value=4, widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 4})
    )
    brevity = forms.IntegerField(
        label="Length", min_value=0, max_value=4, widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 4})
    )
    emoji = forms.IntegerField(
        label="Emoji",
        min_value=0,
        max_value=4,
        required=False,
        widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 4}),
    )
    greeting = forms.CharField(label="How you open", max_length=40, initial="Hi")
    signoff = forms.CharField(label="How you sign", max_length=120, required=False)


class MemoryForm(PlainForm):
    kind = forms.ChoiceField(
        label="What kind of thing is it?",
        widget=forms.RadioSelect,
        choices=[
            ("fact", "A fact: “We do not do conservatories.”"),
            ("preference", "A wording: “Say cheers, never regards.”"),
            ("procedure", "A way of working: “Always ask for a photo of the fuse board.”"),
        ],
    )
    text = forms.CharField(label="In a sentence", max_length=300, widget=text_area(2))


class SavedReplyForm(PlainForm):
    title = forms.CharField(label="Title", max_length=60, help_text="What it answers, in a word or two: “Deposit”.")
    text = forms.CharField(label="The answer, as it goes out", max_length=1000, widget=text_area(4))


class FollowUpRulesForm(PlainForm):
    """The days and hours of follow-ups. What can be kept is decided by `drafting.following.house`."""

    on = forms.ChoiceField(
        label="Follow up quotes?",
        choices=[("no", "No"), ("yes", "Yes, those I choose")],
        widget=forms.RadioSelect,
        help_text="You read and approve every message of a quote before its first day. Nothing goes by itself.",
    )
    days = forms.CharField(
        label="How many days after a quote was sent",
        max_length=20,
        help_text="One to three numbers, for example “2, 5, 9”.",
        widget=text_box("off", inputmode="text"),
    )
    before_expiry = forms.BooleanField(
        label="One more two days before a quote runs out",
        required=False,
        help_text="Only where none went in the three days before that.",
    )
    weekdays = forms.MultipleChoiceField(
        label="On which days",
        required=False,
        choices=[
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    opens = forms.TimeField(label="Not before", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    closes = forms.TimeField(
        label="Not after",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="London time, from 07:00 to 21:00 at most.",
    )
    rest_on_holidays = forms.BooleanField(
        label="Never on bank holidays", required=False, help_text="Those of the nation where the work is."
    )
    tells_opened = forms.BooleanField(
        label="Tell me when somebody has used the page of their quote",
        required=False,
        help_text="Counted only when they press something there, never by opening it. Their page says so.",
    )

    def clean_days(self) -> list[int]:
        written = re.findall(r"\d+", str(self.cleaned_data["days"]))
        return [int(day) for day in written[:10]]
