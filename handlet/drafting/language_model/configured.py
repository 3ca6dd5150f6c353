"""The operator's endpoint as a proposer for `handlet evaluate`: its enquiries are about nobody held here."""

from __future__ import annotations

from collections.abc import Callable

from handlet.drafting.language_model.assisting import propose
from handlet.drafting.language_model.endpoint import NotAnEndpoint, from_environment
from handlet.drafting.language_model.hosted import HostedModel
from handlet.drafting.port import Enquiry, Proposal
from handlet.privacy.permission import HOSTED_MODEL, about_nobody


def proposer() -> Callable[[Enquiry], Proposal]:
    """Raises NotAnEndpoint where the environment names none."""
    endpoint = from_environment()
    if endpoint is None:
        raise NotAnEndpoint("Set HANDLET_MODEL_URL and its like first; see docs/running.md.")
    allowed = about_nobody(HOSTED_MODEL)

    def made(enquiry: Enquiry) -> Proposal:
        return propose(enquiry, model=HostedModel(endpoint), permission=allowed, name=endpoint.model[:30]).proposal

    return made
