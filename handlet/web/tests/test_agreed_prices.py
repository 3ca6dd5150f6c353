"""“Save this price to my list?” after a line's price was changed: for the list, for one customer, or for this quote only."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.drafting.models import Draft
from handlet.drafting.tests.shop import Shop
from handlet.kit import sealing
from handlet.privacy import cases, keyring
from handlet.privacy.subjects import Subject
from handlet.quoting import agreeing
from handlet.quoting.models import AgreedRate, PriceItem, QuoteLine
from tests.pages.client import PageClient

ASKED = "Save this price to your list?"


@pytest.fixture
def shop(asha: Membership) -> Shop:
    return Shop(asha, now=timezone.now() - timedelta(hours=1))


@pytest.fixture
def pages(asha: Membership) -> PageClient:
    client = PageClient()
    client.force_login(asha.user)
    return client


def line_of(shop: Shop, draft: Draft) -> QuoteLine:
    with shop.acting():
        version = Draft.objects.select_related("quote_version").get(pk=draft.pk).quote_version
        assert version is not None
        return QuoteLine.objects.select_related("price_item", "version").get(version=version)


def changed(shop: Shop, pages: PageClient, line: QuoteLine, price: str) -> str:
    """Asha types another price; the page that she sees then, without JavaScript."""
    with shop.acting():
        name = line.description
    typed = {"description": name, "quantity": "1", "unit": "each", "unit_price": price, "vat_rate": "20"}
    page = pages.post(f"/quotes/{line.version.quote_id}/lines/{line.id}", typed, follow=True)
    assert page.status_code == 200
    return str(page.content.decode())


def answer(pages: PageClient, line: QuoteLine, word: str) -> str:
    said = pages.post(f"/quotes/{line.version.quote_id}/lines/{line.id}/price", {"answer": word}, follow=True)
    assert said.status_code == 200
    return str(said.content.decode())


def test_yes_is_the_list_s_price_from_now_on(shop: Shop, pages: PageClient) -> None:
    line = line_of(shop, shop.draft("Dev Patel"))
    old = line.unit_price
    page = changed(shop, pages, line, "123.50")
    assert ASKED in page
    assert "£123.50" in page
    assert ASKED not in answer(pages, line, "list")
    with shop.acting():
        item = PriceItem.objects.get(pk=line.price_item_id)
        assert (item.unit_price, item.version) == (Decimal("123.50"), 2)
    assert line_of(shop, shop.draft("Eve Stone")).unit_price == Decimal("123.50") != old


def test_only_for_dev_is_used_first_for_dev_and_for_nobody_else(shop: Shop, pages: PageClient) -> None:
    line = line_of(shop, shop.draft("Dev Patel"))
    changed(shop, pages, line, "70")
    answer(pages, line, "customer")
    with shop.acting():
        rate = AgreedRate.objects.get()
        assert rate.key_id == line.version.key_id
        assert PriceItem.objects.get(pk=line.price_item_id).unit_price == line.unit_price
    again = shop.draft("Dev Patel", "Could you fit another kitchen tap? I have bought it already. LS27 8RT")
    assert line_of(shop, again).unit_price == Decimal("70")
    # The letter says the same sum as the quote.
    gross = "£84.00" if "including VAT" in again.text else "£70.00"
    assert gross in again.text
    assert again.state == "ready"
    assert "agreed with them" in pages.get(f"/conversations/{again.conversation_id}").content.decode()
    assert line_of(shop, shop.draft("Eve Stone")).unit_price == line.unit_price
    customer = f"/customers/{rate.customer_id}"
    assert "Prices agreed with them" in pages.get(customer).content.decode()
    pages.post(f"{customer}/rates/{rate.id}/forget")
    assert "Prices agreed with them" not in pages.get(customer).content.decode()


def test_no_keeps_it_on_this_quote_alone_and_is_asked_again_next_time(shop: Shop, pages: PageClient) -> None:
    line = line_of(shop, shop.draft("Dev Patel"))
    assert ASKED in changed(shop, pages, line, "70")
    answer(pages, line, "no")
    with shop.acting():
        assert not AgreedRate.objects.exists()
        assert PriceItem.objects.get(pk=line.price_item_id).version == 1
        assert QuoteLine.objects.get(pk=line.pk).unit_price == Decimal("70")
    assert ASKED not in changed(shop, pages, line, "70")
    assert ASKED in changed(shop, pages, line, "71")


def test_a_price_set_back_to_the_list_s_is_not_asked_about(shop: Shop, pages: PageClient) -> None:
    line = line_of(shop, shop.draft("Dev Patel"))
    changed(shop, pages, line, "70")
    assert ASKED not in changed(shop, pages, line, str(line.unit_price))


def test_an_agreed_price_goes_when_dev_is_erased(shop: Shop, pages: PageClient) -> None:
    line = line_of(shop, shop.draft("Dev Patel"))
    changed(shop, pages, line, "70")
    answer(pages, line, "customer")
    with shop.acting():
        rate = AgreedRate.objects.select_related("customer").get()
        subject = Subject("customer", rate.customer_id, shop.member.business_id)
        assert cases.walk.export(subject)["agreed_rates"][0]["unit_price"] == "70.00"
        case = cases.open_case(
            kind="erasure", subject=subject, note="", received_at=shop.now, by=shop.member, now=shop.now
        )
        cases.erase(case=case, confirmed=cases.preview(case).digest, by=shop.member, now=shop.now)
        assert not AgreedRate.objects.exists()
        with pytest.raises(sealing.KeyGone):
            keyring.keyring.key_bytes(rate.key_id)


def test_a_list_with_vat_inside_keeps_vat_inside(shop: Shop, pages: PageClient) -> None:
    line = line_of(shop, shop.draft("Dev Patel"))
    with shop.acting():
        PriceItem.objects.filter(pk=line.price_item_id).update(includes_vat=True, unit_price=Decimal("120"))
        item = PriceItem.objects.get(pk=line.price_item_id)
        assert agreeing.before_vat(item) == Decimal("100")
    changed(shop, pages, line, "110")
    answer(pages, line, "list")
    with shop.acting():
        assert PriceItem.objects.get(pk=line.price_item_id).unit_price == Decimal("132")
