"""Numbers that HMRC gives to those who are registered for VAT."""

from __future__ import annotations

import re


def is_vat_number(number: str) -> bool:
    """Nine digits with HMRC's check (modulus 97, or 9755 for newer numbers: subtract 55)."""
    if not re.fullmatch(r"\d{9}", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:7], range(8, 1, -1), strict=True))
    check = int(number[7:])
    return (total + check) % 97 == 0 or (total + check + 55) % 97 == 0
