"""What is agreed to before a channel is connected, word for word as it goes into the ledger."""

from __future__ import annotations

from handlet.web.ui.contexts.channels import Consent


def consent_in_words(consent: Consent) -> str:
    """The exact words shown, as they go into the ledger."""
    return "\n".join([consent.title, *(f"{question}: {answer}" for question, answer in consent.rows)])
