"""Something the person at the terminal can mend. Shown as one sentence, never as a traceback."""

from __future__ import annotations


class Trouble(Exception):
    """The text says what is wrong and what to do."""
