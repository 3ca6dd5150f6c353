"""The domestic reverse charge for construction: a contractor pays the VAT itself, so it is stated and not added.

It applies where all hold: both registered for VAT; the payment is reported under CIS; a specified construction service at
20 or 5 per cent; the supplier is no employment business; and the customer has not said in writing that it is an end user
or an intermediary. Sources: VAT Act 1994 s.55A; SI 2019/892; HMRC VATREVCON37100 (wordings).
"""

from __future__ import annotations

from dataclasses import dataclass

# One of the wordings that HMRC accepts.
STATEMENT = "Reverse charge: VAT Act 1994 Section 55A applies. Customer to pay the VAT to HMRC."
# The term that HMRC suggests for a quote.
END_USER_TERM = (
    "We assume that you are an end user or intermediary supplier for the reverse charge unless you tell us otherwise in "
    "writing."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides it. None: not known, and then it does not apply yet; `open_facts` says what to ask."""

    supplier_vat_registered: bool
    contractor: bool
    customer_vat_registered: bool | None
    reported_under_cis: bool | None
    end_user: bool | None
    employment_business: bool = False


def applies(facts: Facts) -> bool:
    """Whether work at 20 or 5 per cent is charged in reverse. (Work at nothing never is; `pricing` sees to that.)"""
    return bool(
        facts.supplier_vat_registered
        and facts.contractor
        and facts.customer_vat_registered
        and facts.reported_under_cis
        and facts.end_user is not True
        and not facts.employment_business
    )


def open_facts(facts: Facts) -> list[str]:
    """What must be known of a contractor before it can be said, as questions; empty for everybody else."""
    if not facts.contractor or not facts.supplier_vat_registered:
        return []
    asked = []
    if facts.customer_vat_registered is None:
        asked.append("Is the contractor registered for VAT?")
    if facts.reported_under_cis is None:
        asked.append("Will they report the payment under CIS?")
    return asked
