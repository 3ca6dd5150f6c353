"""One sum: the editor, the customer’s page, the paper, the API and the command say the same total of the same quote."""

from __future__ import annotations

import io
import json
import random
from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from handlet.accounts import api_tokens
from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.quoting import deposits, editing, issuing, suggesting
from handlet.quoting.asking import price_json
from handlet.quoting.models import QuoteVersion
from handlet.quoting.tests import papers
from handlet.quoting.totals import totals_of
from tests.cast import NOW
from tests.pages.client import PageClient


def drawn_up(member: Membership, seed: int) -> QuoteVersion:
    """A quote of some lines, headings, options and terms, ready to go."""
    dice = random.Random(seed)
    BusinessProfile.objects.update(vat_registered=seed % 4 != 3)
    version = papers.started(member, f"Person {seed}", "12 Cobnar View\nLeeds", "LS8 8QB")
    section = editing.add_section(version=version, title="Upstairs")
    for place in range(dice.choice((1, 3, 8))):
        values = editing.LineValues(
            f"Part {place}", D(dice.randint(1, 20_000)) / 1000, "each", D(dice.randint(1, 900_000)) / 1000,
            kind=dice.choice(("labour", "materials")), section=dice.choice((None, section)),
            discount_percent=D(dice.choice((0, 0, 15))), includes_vat=version.vat_registered and dice.random() < 0.3,
        )  # fmt: skip
        if version.vat_registered and dice.random() < 0.3:
            evidence = {"type": "Council tax", "on": "2026-11-01", "reference": "1"}
            values = replace(values, vat_treatment="empty_home", vat_reason="Empty for years", vat_evidence=evidence)
        optional = place > 0 and dice.random() < 0.3
        editing.add_line(
            version=version, values=replace(values, optional=optional, chosen=optional and dice.random() < 0.5)
        )
    editing.set_terms(
        version=version, customer_kind="contractor" if seed % 3 == 0 else "consumer", nation="england", seen="visited",
        discount_percent=D(dice.choice((0, 0, 7))), deposit_percent=D(10), deposit_kind="part_payment",
        stages=[deposits.Stage("First fix", percent=D(40)), deposits.Stage("Done")],
        cis_percent=20 if seed % 3 == 0 else None, customer_vat_registered=True, customer_reports_cis=True,
        customer_end_user=False,
    )  # fmt: skip
    if seed % 3 == 0 and version.vat_registered:
        editing.set_terms(version=version, reverse_charge=True)
    return papers.told(version, deposit_for="materials")


def as_asked(version: QuoteVersion) -> dict[str, Any]:
    """The same quote as somebody would write it for `handlet quote`."""
    registered = version.vat_registered
    lines = []
    for line in editing.lines_of(version):
        asked: dict[str, Any] = {
            "quantity": str(line.quantity), "unit_price": str(line.unit_price), "kind": line.kind,
            "discount_percent": str(line.discount_percent), "optional": line.optional, "chosen": line.chosen,
            "includes_vat": line.includes_vat,
        }  # fmt: skip
        asked |= {"vat_treatment": line.vat_treatment} if registered else {}
        lines.append(asked)
    quote: dict[str, Any] = {
        "business": {"vat_registered": registered}, "customer": {"kind": version.customer_kind},
        "date": NOW.date().isoformat(), "nation": version.nation, "lines": lines,
        "deposit": {"percent": str(version.deposit_percent)},
        "stages": [{"milestone": "First fix", "percent": "40"}, {"milestone": "Done"}],
        "discount": {"percent": str(version.discount_percent)},
    }  # fmt: skip
    if version.customer_kind == "contractor":
        quote["customer"] |= {"vat_registered": True, "reports_cis": True, "end_user": False}
        quote["business"]["cis"] = "registered"
        quote["reverse_charge"] = version.reverse_charge
    return quote


@pytest.mark.parametrize("seed", range(12))
def test_everybody_says_the_same_total(asha: Membership, seed: int) -> None:
    owner, stranger = PageClient(), PageClient()
    owner.force_login(asha.user)
    with acting_for(asha.business_id, asha.user_id):
        _, key = api_tokens.create(member=asha, label="spreadsheet", now=NOW)
        draft = drawn_up(asha, seed)
        sums = totals_of(draft)
        text, code = price_json(json.dumps(as_asked(draft)))
    total = f"£{sums.gross / 100:,.2f}"
    answer = json.loads(text)
    assert code == 0, answer
    assert [answer["gross"], answer["net"], answer["vat_total"]] == [
        f"{part / 100:.2f}" for part in (sums.gross, sums.net, sums.vat)
    ]
    assert [row["amount"] for row in answer["payments"]] == [f"{row.amount / 100:.2f}" for row in sums.payments]
    if sums.cis is not None:
        assert answer["cis"]["deduction"] == f"{sums.cis.amount / 100:.2f}"
    address = f"/quotes/{draft.quote_id}"
    assert total in owner.get(address).content.decode().split('data-announce="')[1].split('"')[0]

    with acting_for(asha.business_id, asha.user_id):
        version = issuing.issue(version=draft, by=asha, now=timezone.now(), gross_shown=sums.gross)
        path = f"/q/{suggesting.link_token(version, now=timezone.now())}"
        paper = pypdf.PdfReader(io.BytesIO(issuing.pdf_of(version)))
    assert total in "".join(page.extract_text() for page in paper.pages)
    assert total in stranger.get(path).content.decode()
    assert total in owner.get(address).content.decode()
    told = Client(headers={"authorization": f"Bearer {key}"}).get(f"/api/v1/quotes/{version.quote_id}").json()
    assert (told["gross"], told["net"]) == (f"{sums.gross / 100:.2f}", f"{sums.net / 100:.2f}")
