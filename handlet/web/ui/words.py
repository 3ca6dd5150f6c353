"""How figures and times are worded on a page. One place, so that money never looks two ways."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from handlet.kit.london import LONDON


def pounds(amount: Decimal | int | str) -> str:
    """Pounds with two places: 1234.5 becomes “£1,234.50”, a negative sum “−£20.00” with a true minus."""
    value = Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{'−' if value < 0 else ''}£{abs(value):,.2f}"


def pence(amount: int) -> str:
    """Whole pence as pounds."""
    return pounds(Decimal(amount) / 100)


def quantity(value: Decimal | int) -> str:
    """A quantity without idle noughts: 12.50 becomes “12.5”, 3.000 becomes “3”."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: date | datetime) -> str:
    """“21 December 2026”, in London."""
    here = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
    return f"{here.day} {here:%B %Y}"


def day_and_clock(value: datetime) -> str:
    """“Wednesday 25 November, 10:00”, in London."""
    here = value.astimezone(LONDON)
    return f"{here:%A} {here.day} {here:%B}, {here:%H:%M}"


def clock(value: datetime) -> str:
    """“14:05”, in London."""
    return f"{value.astimezone(LONDON):%H:%M}"


def when(value: datetime, now: datetime) -> str:
    """The shortest wording that is still clear: “14:05”, “Yesterday”, “Tuesday”, “21 Dec”, “21 Dec 2025”."""
    then, today = value.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    if then == today:
        return clock(value)
    if then == today - timedelta(days=1):
        return "Yesterday"
    if today - timedelta(days=7) < then < today:
        return f"{then:%A}"
    return f"{then.day} {then:%b}" + (f" {then.year}" if then.year != today.year else "")


def day_heading(value: date, today: date) -> str:
    """A separator in a conversation: “Today”, “Yesterday”, else weekday and day."""
    if value == today:
        return "Today"
    if value == today - timedelta(days=1):
        return "Yesterday"
    return f"{value:%A} {value.day} {value:%B}" + (f" {value.year}" if value.year != today.year else "")


def counted(what: str, count: int) -> str:
    """“1 draft”, “3 drafts”, “1 outcome of drafts”: `what` is in the plural."""
    if count == 1:
        head, joint, rest = re.match(r"(.*?)( of | to |$)(.*)", what).groups()  # type: ignore[union-attr]
        head = re.sub(r"ies$", "y", head) if head.endswith("ies") else head.removesuffix("s")
        what = head + joint + rest
    return f"{count} {what}"


def tel(number: str) -> str:
    """What a telephone rings: “07700 900123” becomes “tel:07700900123”; empty where there is nothing to ring."""
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return f"tel:{digits}" if digits else ""


_BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "FxiOS": "Firefox", "Firefox": "Firefox",
    "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
_DEVICES = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Macintosh": "Mac",
    "CrOS": "Chromebook", "Linux": "Linux",
}  # fmt: skip


def device(agent: str) -> str:
    """What a browser says of itself, as its owner would say it: “Chrome on Android”; its first words where it is unknown."""
    browser = next((words for sign, words in _BROWSERS.items() if sign in agent), "")
    place = next((words for sign, words in _DEVICES.items() if sign in agent), "")
    return " on ".join(part for part in (browser, place) if part) or agent[:60] or "An unknown device"


def initials(name: str) -> str:
    """At most two letters for the round beside a name; “?” where there is no letter."""
    letters = [part[0].upper() for part in name.replace("-", " ").split() if part[:1].isalpha()]
    if not letters:
        return "?"
    return letters[0] + (letters[-1] if len(letters) > 1 else "")


def size(octets: int) -> str:
    """File sizes as people say them: “214 kB”, “1.4 MB”."""
    if octets < 1000:
        return f"{octets} bytes"
    if octets < 1_000_000:
        return f"{round(octets / 1000)} kB"
    return f"{octets / 1_000_000:.1f} MB"
