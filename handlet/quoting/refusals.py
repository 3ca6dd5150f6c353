"""What quoting refuses, each with a sentence for the page."""

from __future__ import annotations

from collections.abc import Sequence


class QuotingRefused(Exception):
    """Base of every refusal; `str(error)` says what happened and what to do."""


class Frozen(QuotingRefused):
    """An issued version does not change; a change is a new version."""


class Incomplete(QuotingRefused):
    """The version cannot be issued yet; `missing` lists what is open, in words."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__("This quote is not finished: " + " ".join(missing))
        self.missing = list(missing)


class NotIssued(QuotingRefused):
    """There is nothing to accept, decline or withdraw yet."""


class Expired(QuotingRefused):
    """Its last day is over."""


class Withdrawn(QuotingRefused):
    """The business has taken it back."""


class Superseded(QuotingRefused):
    """A newer version stands in its place."""


class AlreadyAccepted(QuotingRefused):
    """It was accepted before."""


class AlreadyDeclined(QuotingRefused):
    """It was declined before."""


class DocumentChanged(QuotingRefused):
    """What the customer saw is not the document that stands."""


class NameMissing(QuotingRefused):
    """Nobody can accept without a name."""


class NotConfirmed(QuotingRefused):
    """An example price cannot be quoted from before the owner has confirmed it."""


class AlreadyDone(QuotingRefused):
    """It was done before, or undone since."""


class BadValue(QuotingRefused):
    """What was typed cannot be read; `field` names the field at fault."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
