"""What quoting announces, inside the transaction: `version` (quoting.models.QuoteVersion) and `now`.

`quote_cancelled` brings `cancellation`, `acceptance_reversed` brings `acceptance`.
"""

from __future__ import annotations

from django.dispatch import Signal

quote_issued = Signal()
quote_taken_back = Signal()
quote_accepted = Signal()
quote_declined = Signal()
quote_withdrawn = Signal()
quote_superseded = Signal()
quote_expired = Signal()
quote_opened = Signal()
quote_cancelled = Signal()
acceptance_reversed = Signal()
