"""Icons, drawn on a 24 by 24 grid with one stroke. Always beside a word, so always hidden from screen readers."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

# Path data only. Where several strokes are needed they share one path.
PATHS: dict[str, str] = {
    "inbox": "M3 13l3-8h12l3 8v6H3zM3 13h5l1.5 3h5l1.5-3h5",
    "quote": "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h5",
    "prices": "M12 3h8v8l-9 9-8-8zM16.5 7.5h.01",
    "channels": "M9 8V4M15 8V4M7 8h10v4a5 5 0 0 1-10 0zM12 17v4",
    "privacy": "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0",
    "email": "M3 6h18v13H3zM3 7l9 7 9-7",
    "whatsapp": "M4 20l1.2-4A8.5 8.5 0 1 1 8 19zM9 9c0 3.5 2.5 6 6 6l1-1.6-2.3-1.1-.9.9c-1-.4-1.7-1.1-2.1-2.1l.9-.9L10.6 8z",
    "messenger": (
        "M12 3c5 0 9 3.6 9 8.2s-4 8.2-9 8.2c-1 0-2-.1-2.8-.4L6 21v-3.4c-1.9-1.5-3-3.7-3-6.4C3 6.6 7 3 12 3z"
        "M7.5 13l3-3 2.5 2 3.5-2.5"
    ),
    "form": "M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h3",
    "archive": "M3 5h18v4H3zM5 9v10h14V9M10 13h4",
    "phone": "M6 3h4l1.5 5-2.5 2c1 2 3 4 5 5l2-2.5 5 1.5v4c0 1-1 2-2 2C11 20 4 13 4 5c0-1 1-2 2-2z",
    "search": "M11 4a7 7 0 1 0 0 14 7 7 0 1 0 0-14M16 16l5 5",
    "compose": "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
    "draft": "M4 20l1-4L15 6l3 3L8 19zM13 20h7",
    "send": "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
    "back": "M15 5l-7 7 7 7",
    "next": "M9 5l7 7-7 7",
    "up": "M6 14l6-6 6 6",
    "down": "M6 10l6 6 6-6",
    "add": "M12 5v14M5 12h14",
    "remove": "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
    "check": "M5 12.5l4.5 4.5L19 7",
    "cross": "M6 6l12 12M18 6L6 18",
    "alarm": "M12 3l10 18H2zM12 10v5M12 18h.01",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 11v6M12 7.5h.01",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 7v5l3.5 2",
    "photo": "M3 6h18v13H3zM3 16l5-5 4 4 3-3 6 5M16 9.5h.01",
    "file": "M6 3h8l4 4v14H6zM14 3v4h4",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8M4 21c0-4 3.5-6 8-6s8 2 8 6",
    "team": (
        "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7M2.5 20c0-3.5 2.8-5.5 6.5-5.5s6.5 2 6.5 5.5"
        "M16 5.3a3.5 3.5 0 0 1 0 6.4M18 15c2.2.8 3.5 2.5 3.5 5"
    ),
    "key": "M8 11a4 4 0 1 0 0 8 4 4 0 1 0 0-8M11 12l9-9M16 7l3 3",
    "tone": "M4 10v4M8 7v10M12 4v16M16 8v8M20 11v2",
    "bookmark": "M7 4h10v17l-5-4-5 4z",
    "spark": "M12 3l2 6.5 6.5 2.5-6.5 2.5L12 21l-2-6.5L3.5 12 10 9.5z",
    "bell": "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
    "house": "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
    "snooze": "M6 6h6l-6 7h6M14 12h5l-5 6h5",
    "print": "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",
    "copy": "M8 8h12v12H8zM4 16V4h12",
    "out": "M14 5h6v6M20 5l-9 9M18 14v6H4V6h6",
}

CHANNEL_WORDS: dict[str, str] = {
    "imap": "Email",
    "gmail": "Gmail",
    "outlook": "Outlook",
    "email": "Email",
    "whatsapp": "WhatsApp",
    "messenger": "Messenger",
    "form": "Enquiry form",
    "archive": "Imported",
}
_CHANNEL_ICONS = {"imap": "email", "gmail": "email", "outlook": "email"}


def icon(name: str, size: str = "") -> SafeString:
    """The drawing as inline SVG. KeyError for a name nobody drew: a missing icon is a mistake of ours."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        f" icon--{size}" if size else "",
        PATHS[name],
    )


def sheet(*names: str) -> SafeString:
    """Drawings that stand on a page many times: once here, and then by name (`of_sheet`)."""
    drawn = format_html_join(
        "", '<symbol id="icon-{}" viewBox="0 0 24 24"><path d="{}"/></symbol>', ((name, PATHS[name]) for name in names)
    )
    return format_html("<svg hidden>{}</svg>", drawn)


def of_sheet(name: str) -> SafeString:
    return format_html('<svg class="icon icon--s" aria-hidden="true"><use href="#icon-{}"/></svg>', name)


def channel_icon(kind: str) -> SafeString:
    """The channel's drawing with its name for those who cannot see it."""
    name = _CHANNEL_ICONS.get(kind, kind)
    return format_html(
        '{}<span class="unseen">{}</span>', icon(name if name in PATHS else "email"), CHANNEL_WORDS.get(kind, kind)
    )


def brand() -> SafeString:
    """A handle: a rounded plate with a grip across it."""
    return mark_safe(
        '<svg viewBox="0 0 28 28" aria-hidden="true" focusable="false"><rect class="brand-back" width="28" height="28" rx="7"/>'
        '<path class="brand-line" d="M9 7v14M19 7v14M9 14.5h10"/></svg>'
    )
