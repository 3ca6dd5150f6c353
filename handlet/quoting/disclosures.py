"""What a business must say about itself on its papers, by its legal form.

Sources: Companies Act 2006 ss. 1200 to 1204 (business names: own name or the partners' names, and an address); Companies
(Trading Disclosures) Regulations 2015, SI 2015/17, regs. 24 and 25 (registered name, number, part of the UK, registered
office; LLPs likewise). **A solicitor should read this file before launch.**
"""

from __future__ import annotations

from collections.abc import Sequence

from handlet.accounts.models import BusinessProfile

COMPANIES = ("company", "llp")


def of(profile: BusinessProfile, *, trading_name: str) -> Sequence[str]:
    """The sentences for the foot of a document; nothing where the name on the letterhead says it all."""
    address = _in_a_line(profile.address)
    legal = profile.legal_name.strip()
    if profile.legal_form in COMPANIES:
        office = _in_a_line(profile.registered_office or "") or address
        return _company(profile, legal or trading_name, trading_name, office)
    if profile.legal_form == "partnership":
        partners = "; ".join(part.strip() for part in profile.partners.splitlines() if part.strip())
        said = [f"{trading_name} is a partnership. Partners: {partners}."] if partners else []
        return [*said, f"Main address: {address}."] if said and address else said
    if legal and legal != trading_name:
        where = f", {address}" if address else ""
        return [f"{trading_name} is the business name of {legal}{where}."]
    return []


def _in_a_line(address: str) -> str:
    return ", ".join(part.strip(" ,") for part in address.splitlines() if part.strip())


def _company(profile: BusinessProfile, legal: str, trading_name: str, office: str) -> Sequence[str]:
    said = [f"{trading_name} is a trading name of {legal}."] if legal != trading_name else []
    where = f" in {profile.registered_in}" if profile.registered_in else ""
    number = f", number {profile.company_number}" if profile.company_number else ""
    if where or number:
        said.append(f"{legal} is registered{where}{number}.")
    if office:
        said.append(f"Registered office: {office}.")
    return said
