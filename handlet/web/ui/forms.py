"""Forms as people meet them: label, hint, keyboard, autofill. What a value must be is also decided by the rooms below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from handlet.accounts.businesses import TRADES
from handlet.quoting import cancellation
from handlet.quoting.acceptance import named
from handlet.quoting.nations import NATIONS
from handlet.quoting.refusals import NameMissing

# “Yes, but £50 less”, “go ahead if you add the back bedroom”: somebody who wants another offer.
_COUNTER = re.compile(r"\b(?:but|except|if you|less|cheaper|knock|instead|as well|plus|without|also add)\b", re.I)
_YES_NO = [("yes", "Yes"), ("no", "No")]


def _text(autocomplete: str = "off", **more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete, **more})


def _area(rows: int = 3, **more: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **more})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlainForm(forms.Form):
    """Errors in whole sentences; labels without a colon; the browser's own checks stay off, ours keep what was typed."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        # Here and not sooner: some forms get fields of their own after they were made.
        for field in self.fields.values():
            label = str(field.label or "This").rstrip("?")
            field.error_messages.setdefault("required", "")
            if field.error_messages["required"] in ("", "This field is required."):
                field.error_messages["required"] = f"“{label}” is empty. Please fill it in."
        super().full_clean()


class BusinessForm(PlainForm):
    name = forms.CharField(
        label="Business name", max_length=120, help_text="As customers know it.", widget=_text("organization")
    )
    trade = forms.ChoiceField(
        label="Trade", choices=list(TRADES.items()), help_text="Sets the starter price list and what to ask."
    )
    vat_registered = forms.ChoiceField(
        label="Are you registered for VAT?", choices=_YES_NO, widget=forms.RadioSelect, initial="no"
    )
    vat_number = forms.CharField(
        label="VAT number",
        required=False,
        max_length=20,
        help_text="Nine digits. Only if you are registered.",
        widget=_text("off", inputmode="numeric"),
    )
    area = forms.CharField(
        label="Where you work", max_length=200, help_text="Towns or postcodes, for example “Stockport, SK1 to SK8”."
    )
    hours = forms.CharField(
        label="When you work", max_length=200, required=False, help_text="For example “Monday to Friday, 8 to 5”."
    )

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
    company_number = forms.CharField(label="Company number", required=False, max_length=20, widget=_text())
    registered_in = forms.CharField(
        label="Registered in",
        required=False,
        max_length=40,
        help_text="Of a company: “England and Wales”, “Scotland” …",
    )
    registered_office = forms.CharField(
        label="Registered office",
        required=False,
        widget=_area(),
        help_text="Of a company, if it is not your business address. The law wants it on your papers.",
    )
    partners = forms.CharField(
        label="Partners",
        required=False,
        widget=_area(2),
        help_text="Of a partnership: all names, or where the list can be seen.",
    )
    nation = forms.ChoiceField(label="Where you are based", choices=list(NATIONS.items()), initial="england")
    vat_from = forms.DateField(
        label="VAT: registered from",
        required=False,
        widget=_day(),
        help_text="If it is still to come.",
    )
    vat_until = forms.DateField(label="VAT: registered until", required=False, widget=_day(), help_text="If it ends.")
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
        widget=_area(autocomplete="street-address"),
        help_text="Shown on quotes, where the law asks for it.",
    )
    phone = forms.CharField(label="Phone", required=False, widget=_text("tel", inputmode="tel"))
    email = forms.EmailField(
        label="Email for customers", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    not_done = forms.CharField(
        label="Work you never do", required=False, widget=_area(), help_text="One kind on each line."
    )
    terms = forms.CharField(
        label="Your terms", required=False, widget=_area(5), help_text="In your own words. Shown under each quote."
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
        label="Days to pay", required=False, min_value=0, max_value=120, widget=_text(inputmode="numeric")
    )
    letterhead = forms.CharField(label="Line under your name on quotes", required=False, max_length=120, widget=_text())
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
    field_order = [
        "name",
        "trade",
        "legal_form",
        "legal_name",
        "company_number",
        "registered_in",
        "registered_office",
        "partners",
        "address",
        "phone",
        "email",
        "letterhead",
        "nation",
        "vat_registered",
        "vat_number",
        "vat_from",
        "vat_until",
        "cis_status",
        "quote_valid_days",
        "payment_terms",
        "payment_days",
        "terms",
        "complaints",
    ]

    def clean_vat_until(self) -> date | None:
        since, until = self.cleaned_data.get("vat_from"), self.cleaned_data.get("vat_until")
        if since and until and until < since:
            raise ValidationError("Your registration ends before it begins.")
        return cast("date | None", until)


class BankForm(PlainForm):
    name = forms.CharField(label="Name on the account", required=False, max_length=80, widget=_text())
    sort_code = forms.CharField(
        label="Sort code", required=False, max_length=12, widget=_text(inputmode="numeric"), help_text="Like 20-00-00."
    )
    account = forms.CharField(label="Account number", required=False, max_length=12, widget=_text(inputmode="numeric"))


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
        widget=_area(),
        help_text="One kind on each line, as “boiler” or “gas”: named on quotes that speak of such work. Empty: on all.",
    )
    valid_from = forms.DateField(label="Valid from", required=False, widget=_day())
    valid_until = forms.DateField(
        label="Valid until", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

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
        widget=_text("off", inputmode="url", spellcheck="false"),
        help_text="Leave empty if your provider is well known.",
    )
    imap_port = forms.IntegerField(
        label="Incoming port", required=False, min_value=1, max_value=65535, widget=_text("off", inputmode="numeric")
    )
    smtp_host = forms.CharField(
        label="Outgoing server (SMTP)", required=False, widget=_text("off", inputmode="url", spellcheck="false")
    )
    smtp_port = forms.IntegerField(
        label="Outgoing port", required=False, min_value=1, max_value=65535, widget=_text("off", inputmode="numeric")
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
        widget=_text("off", inputmode="numeric"),
    )
    account_id = forms.CharField(
        label="WhatsApp Business Account ID",
        max_length=30,
        help_text="It stands beside the other one.",
        widget=_text("off", inputmode="numeric"),
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


class ImportForm(PlainForm):
    file = forms.FileField(
        label="File with your prices",
        help_text="A spreadsheet (.xlsx) or CSV, up to 2 MB.",
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )


class LogoForm(PlainForm):
    file = forms.FileField(
        label="A picture of your logo",
        help_text="PNG or JPEG, up to 5 MB. It is made smaller, and what else the file holds is left out.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )


class RuleForm(PlainForm):
    text = forms.CharField(
        label="A rule in your own words",
        max_length=300,
        help_text="For example “Minimum charge one hour” or “Weekends cost half as much again”.",
    )


class ComposeForm(PlainForm):
    name = forms.CharField(label="Name", max_length=120, widget=_text("off"))
    to = forms.CharField(label="Email address or phone", max_length=254, widget=_text("off"))
    text = forms.CharField(label="Message", widget=_area(6))


class CustomerForm(PlainForm):
    name = forms.CharField(label="Name", max_length=120, widget=_text("off"))
    address = forms.CharField(label="Address of the work", required=False, widget=_area())
    postcode = forms.CharField(label="Postcode", required=False, max_length=10, widget=_text("off"))
    kind = forms.ChoiceField(
        label="Who are they?",
        choices=[("consumer", "A householder"), ("business", "A business"), ("contractor", "A contractor (CIS)")],
        widget=forms.RadioSelect,
        initial="consumer",
        help_text="Decides which paperwork goes with a quote.",
    )
    note = forms.CharField(label="Note for yourself", required=False, widget=_area())
    no_ai = forms.BooleanField(
        label="No suggestions for this person",
        required=False,
        help_text="Their messages are shown, never read for drafts.",
    )


class RecordAcceptanceForm(PlainForm):
    said_by = forms.CharField(label="Who said yes?", max_length=120, widget=_text("off"))
    said_on = forms.DateField(label="When?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
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
        widget=_area(),
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
    said_by = forms.CharField(label="Who said so?", max_length=120, widget=_text("off"))
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
        widget=_day(),
        help_text="The day they sent a letter counts, not the day it came.",
    )
    arrived_on = forms.DateField(
        label="When did the letter reach you?",
        required=False,
        widget=_day(),
        help_text="Only for a letter or the form. The 14 days to pay back count from then.",
    )
    message = forms.ChoiceField(label="Which message?", required=False, help_text="Only for a message.")
    words = forms.CharField(
        label="Their words, as you remember them, or what you agreed",
        required=False,
        max_length=2000,
        widget=_area(),
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
    goods_on = forms.DateField(label="When did the last of the goods arrive?", widget=_day())


class StartedForm(PlainForm):
    started_on = forms.DateField(label="When did the work start?", widget=_day())


class LinkUntilForm(PlainForm):
    until = forms.DateField(
        label="Their link works until the end of",
        required=False,
        widget=_day(),
        help_text="Empty: half a year after the offer, two years after a yes.",
    )


class ReverseForm(PlainForm):
    reason = forms.CharField(
        label="Why was it a mistake?", max_length=1000, widget=_area(3), help_text="They are told this, word for word."
    )


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

    name = forms.CharField(label="Your full name", max_length=120, widget=_text("name"))
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

    name = forms.CharField(label="Your full name", max_length=120, widget=_text("name"))
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

    text = forms.CharField(label="Your question", max_length=4000, widget=_area(4))
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
    reason = forms.CharField(label="In your own words", required=False, max_length=1000, widget=_area(3))


class CancelForm(NamedForm):
    name = forms.CharField(label="Your name", max_length=120, widget=_text("name"))
    words = forms.CharField(
        label="Anything you want to say",
        required=False,
        max_length=2000,
        widget=_area(3),
        help_text="You need not give a reason.",
    )


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
        widget=_text("off", inputmode="text"),
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


class EnquiryForm(PlainForm):
    """Least data: the message and one way to answer are enough."""

    text = forms.CharField(
        label="What do you need done?",
        max_length=6000,
        widget=_area(6),
        help_text="A few words are fine. Sizes, makes and what you have tried already all help.",
    )
    contact = forms.CharField(
        label="Email address or phone number",
        max_length=254,
        widget=_text("email"),
        help_text="So that we can answer. One is enough.",
    )
    name = forms.CharField(label="Your name", required=False, max_length=120, widget=_text("name"))
    postcode = forms.CharField(label="Postcode of the work", required=False, max_length=10, widget=_text("postal-code"))
    when = forms.CharField(
        label="When would suit you?",
        required=False,
        max_length=200,
        help_text="For example “any weekday after 4”, or “as soon as you can”.",
    )


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
    text = forms.CharField(label="In a sentence", max_length=300, widget=_area(2))


class CustomerMemoryForm(PlainForm):
    """About one person: a fact unless said otherwise."""

    text = forms.CharField(
        label="Remember about them",
        max_length=300,
        help_text="For example “The gate code is with the neighbour.” Used only in drafts to them.",
        widget=_area(2),
    )


class SavedReplyForm(PlainForm):
    title = forms.CharField(label="Title", max_length=60, help_text="What it answers, in a word or two: “Deposit”.")
    text = forms.CharField(label="The answer, as it goes out", max_length=1000, widget=_area(4))


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
        widget=_text("off", inputmode="url"),
    )
    model = forms.CharField(label="Model", max_length=120, help_text="As its provider writes it.")
    key = forms.CharField(
        label="Key",
        required=False,
        max_length=400,
        help_text="Kept encrypted and never shown again. Leave it empty for a model of your own without one.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    provider = forms.CharField(label="Who runs it", max_length=120, widget=_text("organization"))
    country = forms.CharField(label="In which country", max_length=60, widget=_text("country-name"))
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


class InviteForm(PlainForm):
    email = forms.EmailField(label="Their email address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label="What may they do?",
        widget=forms.RadioSelect,
        initial="member",
        choices=[("member", "Answer and quote"), ("reader", "Only read")],
    )


class NotificationsForm(PlainForm):
    email = forms.BooleanField(label="By email when someone needs me", required=False)
    push = forms.BooleanField(label="On this phone", required=False)
    names = forms.BooleanField(
        label="Say who it is", required=False, help_text="Off: “Someone needs you.” On: the name, never the words."
    )


class TokenForm(PlainForm):
    label = forms.CharField(label="What is it for?", max_length=60, help_text="For example “my spreadsheet”.")


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
    received_on = forms.DateField(
        label="When did it reach you?", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class DeleteAccountForm(PlainForm):
    when = forms.ChoiceField(
        label="When?",
        widget=forms.RadioSelect,
        initial="grace",
        choices=[("grace", "In 14 days, so that I can change my mind"), ("now", "Now")],
    )
    name = forms.CharField(label="Type the name of the business to confirm", max_length=120, widget=_text("off"))
