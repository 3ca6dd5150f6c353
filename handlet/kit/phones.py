"""Telephone numbers as people type them, in the one form in which they are stored."""

from __future__ import annotations

import phonenumbers


def e164(typed: str) -> str | None:
    """“07700 900123” as +447700900123 (ITU-T E.164), taken to be British where no country is named; None where it is no number.

    Possible, not valid: a number out of a range that the library does not know yet is still worth ringing.
    """
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
