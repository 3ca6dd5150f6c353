"""What was agreed, written down: a yes by phone, an end, the start of work, goods, a mistaken yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from handlet.web.ui.forms.plain import PlainForm, day_box, text_area, text_box

# “Yes, but £50 less”, “go ahead if you add the back bedroom”: somebody who wants another offer.
_COUNTER = re.compile(r"\b(?:but|except|if you|less|cheaper|knock|instead|as well|plus|without|also add)\b", re.I)


class RecordAcceptanceForm(PlainForm):
    said_by = forms.CharField(label="Who said yes?", max_length=120, widget=text_box("off"))
    said_on = forms.DateField(label="When?", widget=day_box())
    how = forms.ChoiceField(
        label="How?",
        widget=forms.RadioSelect,
        choices=[
            ("phone", "By phone"),
            ("in_person", "Face to face"),
            ("message", "In a message, or with a thumbs-up"),
        ],
    )
    where = forms.ChoiceField(
        label="Where were you?",
        widget=forms.RadioSelect,
        help_text="This decides the cancellation paperwork.",
        choices=[
            ("their_home", "At their home"),
            ("apart", "On the phone or writing"),
            ("my_premises", "At my own premises"),
        ],
    )
    message = forms.ChoiceField(label="Which message?", required=False, help_text="Only for a yes in a message.")
    option = forms.MultipleChoiceField(
        label="Which options did they take?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What is ticked is in the total below.",
    )
    words = forms.CharField(
        label="Their words, as you remember them",
        required=False,
        widget=text_area(),
        help_text="“Yes, but £50 less” is no yes to this version: make a new one.",
    )
    notice = forms.ChoiceField(
        label="Had they got the cancellation notice and form?",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("before", "Yes, before they said yes: on paper, or by email because they were happy with that"),
            ("after", "Not yet: send it now, with the confirmation"),
        ],
        help_text="The quote that you sent holds both. At their home they must have them before they say yes.",
    )
    sure = forms.BooleanField(label="They said yes to exactly this version", required=False)

    def __init__(
        self,
        *args: Any,
        messages: Sequence[tuple[str, str]] = (),
        options: Sequence[tuple[str, str]] = (),
        has_notice: bool = False,
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        """`messages`: (id, words) of those in which it may have been said. `options`: (id, words with what each adds)."""
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["message"].choices = [("", "None of them"), *messages]  # type: ignore[attr-defined]
        self.fields["option"].choices = options  # type: ignore[attr-defined]
        if not options:
            del self.fields["option"]
        if not has_notice:
            del self.fields["notice"]

    def clean_said_on(self) -> date:
        return _not_to_come(self.cleaned_data["said_on"], self._today)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if "notice" in self.fields and answers.get("where") == "their_home" and not answers.get("notice"):
            self.add_error("notice", "Say whether they had it: it decides until when they can cancel.")
        if answers.get("how") == "message" and not answers.get("message") and not answers.get("words"):
            self.add_error("message", "Choose the message, or write down what they said.")
        if _COUNTER.search(answers.get("words", "")) and not answers.get("sure"):
            self.add_error(
                "sure", "That sounds like a yes with a change. Tick this if it was a yes to this version as it is."
            )
        return answers


def _not_to_come(day: date, today: date | None) -> date:
    if today is not None and day > today:
        raise ValidationError("That day is still to come.")
    return day


class EndedForm(PlainForm):
    """A cancelling by phone, by post, at the door or in a message; or that both agree to end it."""

    what = forms.ChoiceField(
        label="What happened?",
        widget=forms.RadioSelect,
        choices=[
            ("right", "They cancelled"),
            ("agreement", "We agreed to end it"),
        ],
        help_text="They cancel in any words they like, and need no reason.",
    )
    said_by = forms.CharField(label="Who said so?", max_length=120, widget=text_box("off"))
    how = forms.ChoiceField(
        label="How?",
        widget=forms.RadioSelect,
        choices=[
            ("phone", "By phone"),
            ("in_person", "Face to face"),
            ("message", "In a message"),
            ("form", "By post, or with the form"),
        ],
    )
    said_on = forms.DateField(
        label="When did they say or send it?",
        widget=day_box(),
        help_text="The day they sent a letter counts, not the day it came.",
    )
    arrived_on = forms.DateField(
        label="When did the letter reach you?",
        required=False,
        widget=day_box(),
        help_text="Only for a letter or the form. The 14 days to pay back count from then.",
    )
    message = forms.ChoiceField(label="Which message?", required=False, help_text="Only for a message.")
    words = forms.CharField(
        label="Their words, as you remember them, or what you agreed",
        required=False,
        max_length=2000,
        widget=text_area(),
        help_text="Kept with the quote, and repeated in what they get in writing.",
    )

    def __init__(self, *args: Any, messages: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].choices = [("", "None of them"), *messages]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("how") == "message" and not answers.get("message") and not answers.get("words"):
            self.add_error("message", "Choose the message, or write down what they said.")
        if answers.get("what") == "agreement" and not (answers.get("words") or "").strip():
            self.add_error("words", "Say what you agreed: it is kept with the quote.")
        return answers


class GoodsForm(PlainForm):
    goods_on = forms.DateField(label="When did the last of the goods arrive?", widget=day_box())


class StartedForm(PlainForm):
    started_on = forms.DateField(label="When did the work start?", widget=day_box())


class LinkUntilForm(PlainForm):
    until = forms.DateField(
        label="Their link works until the end of",
        required=False,
        widget=day_box(),
        help_text="Empty: half a year after the offer, two years after a yes.",
    )


class ReverseForm(PlainForm):
    reason = forms.CharField(
        label="Why was it a mistake?",
        max_length=1000,
        widget=text_area(3),
        help_text="They are told this, word for word.",
    )
