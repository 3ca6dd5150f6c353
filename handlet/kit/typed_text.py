"""Text as somebody typed it into a form."""

from __future__ import annotations


def as_typed(text: str) -> str:
    """Without the carriage returns that a browser puts before each line feed of what it posts (HTML, form submission), nor space
    around it."""
    return text.replace("\r\n", "\n").strip()
