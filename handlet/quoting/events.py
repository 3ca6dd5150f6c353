"""What quoting announces, inside the transaction: `version` (quoting.models.QuoteVersion) and `now`."""

from __future__ import annotations

from django.dispatch import Signal

quote_issued = Signal()
quote_accepted = Signal()
quote_declined = Signal()
quote_withdrawn = Signal()
