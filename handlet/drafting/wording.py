"""Small wordings around a draft: its subject, the address of its quote, the facts found."""

from __future__ import annotations

import re
from collections.abc import Sequence

import phonenumbers

from handlet.drafting.engine.composing.naming import plural
from handlet.drafting.port import DateFact, QuantityFact, Reading


def with_link(text: str, address: str, *, kind: str, total: str = "") -> str:
    """The draft with the address of its quote on a line of its own, before the sign-off where there is one.

    kind: “Quote” or “Estimate”. total: the sum in words, where the rest of the text does not name it.
    """
    sentence = f"Your {kind.lower()}{f', {total},' if total else ''} is here: {address}"
    return before_signoff(text, sentence)


def before_signoff(text: str, sentence: str) -> str:
    """The text with one more paragraph, before the sign-off where there is one."""
    head, gap, signoff = text.rstrip().rpartition("\n\n")
    if gap and len(signoff) < 80:
        return f"{head}\n\n{sentence}\n\n{signoff}"
    return f"{text.rstrip()}\n\n{sentence}"


_LINK = re.compile(r"^Your (?:quote|estimate)(?:, £[\d,.]+[^:\n]*,)? is here: \S+$", re.M)


def without_link(text: str) -> str:
    """A text without the line that `with_link` put in."""
    return _LINK.sub("", text)


def without_line(text: str, address: str) -> str:
    """The text without the line that `with_link` put in for this address, and without the gap that it would leave."""
    lines = text.split("\n")
    left = [line for line in lines if not (_LINK.fullmatch(line) and line.endswith(f" {address}"))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(left)) if len(left) < len(lines) else text


def reply_subject(subject: str, business_name: str) -> str:
    """`Re:` once, whatever the number of answers before."""
    plain = subject.strip()
    while plain[:3].lower() in ("re:", "aw:", "fw:") or plain[:4].lower() == "fwd:":
        plain = plain.split(":", 1)[1].strip()
    return f"Re: {plain}" if plain else f"Your enquiry to {business_name}"


def facts_in_words(reading: Reading) -> Sequence[tuple[str, str]]:
    """The facts found, as label and value for a person to read."""
    found: list[tuple[str, str]] = []
    found += [("Postcode", fact.value) for fact in reading.postcodes]
    found += [("Phone", phone_words(fact.value)) for fact in reading.phones]
    found += [("Date", _date_words(fact)) for fact in reading.dates]
    found += [
        ("Amount", _quantity_words(fact)) for fact in reading.quantities if fact.unit != "each" or fact.value != 1
    ]
    if reading.budget is not None:
        found.append(("Budget", f"£{reading.budget:,.2f}"))
    return found


def phone_words(number: str) -> str:
    """As people here write it: 07700 900611; one from abroad with its country."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return number
    form = phonenumbers.PhoneNumberFormat
    here = parsed.country_code == phonenumbers.country_code_for_region("GB")
    return phonenumbers.format_number(parsed, form.NATIONAL if here else form.INTERNATIONAL)


def _quantity_words(fact: QuantityFact) -> str:
    """“2 taps”, “12 m² floor”: the customer's figure with its unit and thing."""
    amount = f"{fact.value.normalize():f}"
    unit = {"each": "", "m2": "m²"}.get(fact.unit, fact.unit)
    what = fact.what
    if fact.unit == "each" and fact.value != 1 and what:
        what = plural(what) or what
    return " ".join(part for part in (amount, unit, what) if part)


def _date_words(fact: DateFact) -> str:
    kinds = {"deadline": "by", "unavailable": "not"}
    days = " to ".join(
        f"{day:%A} {day.day} {day:%B}" for day in dict.fromkeys([fact.start, fact.end]) if day is not None
    )
    part = {"am": "morning", "pm": "afternoon", "eve": "evening"}.get(fact.part or "", "")
    return " ".join(word for word in (kinds.get(fact.kind, ""), days, part) if word) or fact.span.text
