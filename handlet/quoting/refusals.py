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


class TotalsChanged(QuotingRefused):
    """The sums are not those that were shown: a rate or the registration has changed meanwhile."""


class Unticked(QuotingRefused):
    """There is something to know before the quote goes that the owner has not ticked."""


class CredentialExpired(QuotingRefused):
    """The version names a scheme or an insurance that is not valid on the day of issue."""


class TakesVariations(QuotingRefused):
    """An accepted quote is locked: what changes is a variation, with its own number and its own yes."""


class Cancelled(QuotingRefused):
    """It was agreed, and cancelled afterwards."""


class NotAccepted(QuotingRefused):
    """There is no standing acceptance: nothing to cancel, to vary or to reverse."""


class NothingToVary(QuotingRefused):
    """The agreement that this variation would change stands no more: it was cancelled, or the yes was taken back."""


class WorkStarted(QuotingRefused):
    """Work has begun on the strength of the acceptance, so it is not undone as a mistake."""


class PeriodPassed(QuotingRefused):
    """As we count, the days for cancelling are over. That is no answer to the customer: the business decides."""


class UnknownOption(QuotingRefused):
    """What was chosen is no option of this version."""


class ReasonMissing(QuotingRefused):
    """This is only done with a reason, which is kept."""


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


class FormUsed(QuotingRefused):
    """The same form said yes before, and that yes was taken back since: a fresh look is needed."""


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
