"""“Save this price to my list?” after a line's price was changed: for the list, for one customer, or for this quote only."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from handlet.accounts.models import BusinessProfile, Membership
from handlet.drafting.models import Draft
from handlet.drafting.tests.shop import Shop
from handlet.kit import sealing
from handlet.privacy import cases, keyring
from handlet.privacy.subjects import Subject
from handlet.quoting import agreeing
from handlet.quoting.models import AgreedRate, PriceItem, QuoteLine, QuoteVersion
from tests.pages.client import PageClient

ASKED = "Save this price to your list?"


@pytest.fixture
def shop(asha: Membership) -> Shop:
    return Shop(asha, now=timezone.now() - timedelta(hours=1))


def line_of(shop: Shop, draft: Draft) -> QuoteLine:
    version = shop.version(draft)
    with shop.acting():
        return QuoteLine.objects.select_related("price_item", "version").get(version=version)


def changed(shop: Shop, pages: PageClient, line: QuoteLine, price: str, **more: str) -> str:
    """Asha types another price; the page that she sees then, without JavaScript."""
    with shop.acting():
        name = line.description
    typed = {"description": name, "quantity": "1", "unit": "each", "unit_price": price, "vat_rate": "20"} | more
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
    # Answered meanwhile, so the next message asks for one tap and not for two.
    shop.sent_before("Dev Patel", "Yes, Thursday.", days=-2 / 86_400)
    again = shop.draft("Dev Patel", "Can you fit a kitchen tap for me? I have bought the tap already. LS27 8RT")
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
    line = registered(shop, shop.draft("Dev Patel"), Decimal("100"))
    with shop.acting():
        PriceItem.objects.filter(pk=line.price_item_id).update(includes_vat=True, unit_price=Decimal("120"))
        item = PriceItem.objects.get(pk=line.price_item_id)
        assert agreeing.before_vat(item, registered=True) == Decimal("100")
    changed(shop, pages, line, "110")
    answer(pages, line, "list")
    with shop.acting():
        assert PriceItem.objects.get(pk=line.price_item_id).unit_price == Decimal("132")


def test_a_line_priced_with_vat_is_held_against_the_list_before_vat(shop: Shop, pages: PageClient) -> None:
    """£120 with VAT on the line and £100 before VAT on the list are one price; £132 with VAT is another, and is said before VAT."""
    line = registered(shop, shop.draft("Dev Patel"), Decimal("100"))
    with shop.acting():
        QuoteLine.objects.filter(pk=line.pk).update(includes_vat=True, unit_price=Decimal("115"))
    assert ASKED not in changed(shop, pages, line, "120")
    page = changed(shop, pages, line, "132")
    assert ASKED in page
    assert "was £100.00; here you put £110.00" in page
    answer(pages, line, "list")
    with shop.acting():
        assert PriceItem.objects.get(pk=line.price_item_id).unit_price == Decimal("110")


def test_another_rate_of_vat_alone_is_no_other_price(shop: Shop, pages: PageClient) -> None:
    line = registered(shop, shop.draft("Dev Patel"), Decimal("100"))
    with shop.acting():
        QuoteLine.objects.filter(pk=line.pk).update(includes_vat=True, unit_price=Decimal("120"))
        fresh = QuoteLine.objects.select_related("price_item", "version__quote__customer").get(pk=line.pk)
        assert not agreeing.is_news(fresh)
    assert ASKED not in changed(shop, pages, line, "120", vat_treatment="energy_saving")


def test_without_registration_a_list_that_says_with_vat_is_held_as_it_stands(shop: Shop, pages: PageClient) -> None:
    draft = shop.draft("Dev Patel")
    line = line_of(shop, draft)
    with shop.acting():
        PriceItem.objects.filter(pk=line.price_item_id).update(includes_vat=True, unit_price=Decimal("120"))
    changed(shop, pages, line, "115")
    assert ASKED not in changed(shop, pages, line, "120")
    page = changed(shop, pages, line, "130")
    assert "was £120.00; here you put £130.00" in page
    answer(pages, line, "list")
    with shop.acting():
        assert PriceItem.objects.get(pk=line.price_item_id).unit_price == Decimal("130")


def test_an_agreed_price_is_known_again_on_a_line_with_vat_in_it(shop: Shop, pages: PageClient) -> None:
    line = registered(shop, shop.draft("Dev Patel"), Decimal("100"))
    changed(shop, pages, line, "90")
    answer(pages, line, "customer")
    with shop.acting():
        QuoteLine.objects.filter(pk=line.pk).update(includes_vat=True, unit_price=Decimal("108"))
        fresh = QuoteLine.objects.select_related("price_item", "version__quote__customer").get(pk=line.pk)
        assert agreeing.is_agreed(fresh)
        assert not agreeing.is_news(fresh)


def registered(shop: Shop, draft: Draft, price: Decimal) -> QuoteLine:
    """The draft's one line, on a quote with VAT at 20 %, taken from a list that says this price before VAT."""
    line = line_of(shop, draft)
    with shop.acting():
        BusinessProfile.objects.update(vat_registered=True, vat_number="123456782")
        QuoteVersion.objects.filter(pk=line.version_id).update(vat_registered=True)
        PriceItem.objects.filter(pk=line.price_item_id).update(unit_price=price)
        QuoteLine.objects.filter(pk=line.pk).update(unit_price=price, vat_rate=20, vat_treatment="standard")
    return line_of(shop, draft)
