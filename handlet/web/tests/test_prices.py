"""The price list in Asha's browser: examples to confirm, prices of every shape, rules in words, a file and back again."""

from __future__ import annotations

import re
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.quoting import imports, item_rules, pricelist, shapes
from handlet.quoting.models import PriceImport, PriceItem
from handlet.quoting.rules import Adds, Alone, Band, Guide, Hours, Included, NeedsFact, OnlyIf, Supplied, Together
from handlet.web.ui.forms.rules import RULE_FORMS
from tests.cast import NOW
from tests.pages.client import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(asha: Membership) -> PageClient:
    with acting_for(asha.business_id, asha.user_id):
        pricelist.add_starter(business_id=asha.business_id, trade="plumber", now=NOW)
    client = PageClient()
    client.force_login(asha.user)
    return client


def item(asha: Membership, code: str = "PL-05") -> PriceItem:
    with acting_for(asha.business_id, asha.user_id):
        return PriceItem.objects.get(code=code)


def in_force(asha: Membership, code: str = "PL-05") -> list[Any]:
    with acting_for(asha.business_id, asha.user_id):
        return item_rules.in_force(PriceItem.objects.get(code=code))


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_an_example_is_confirmed_on_its_own_page(owner: PageClient, asha: Membership) -> None:
    tap = item(asha)
    assert "An example price" in text(owner.get(f"/prices/{tap.id}"))
    owner.post("/prices/confirm", {"item": str(tap.id)}, follow=True)
    assert item(asha).confirmed
    assert not item(asha, "PL-06").confirmed
    owner.post("/prices/confirm", {"all": "yes"}, follow=True)
    assert item(asha, "PL-06").confirmed


def test_each_sentence_is_shown_with_what_was_read_out_of_it_or_that_nothing_was(owner: PageClient) -> None:
    added = owner.post("/prices/rules", {"text": "PL-05 carries one PL-12 where the stopcock is seized."}, follow=True)
    assert added.redirect_chain[-1][0].endswith("#rules")
    owner.post("/prices/rules", {"text": "I like to be offered a biscuit."}, follow=True)
    said = text(owner.get("/prices"))
    read = said[said.index("where the stopcock is seized") : said.index("offered a biscuit")]
    assert re.search(r"Adds one “[^”]+” when it is about stopcock seized\. On ", read)
    assert "Not read" not in read
    assert "Not read." in said[said.index("offered a biscuit") :]


def test_a_price_is_found_by_its_words(owner: PageClient) -> None:
    found = text(owner.get("/prices?q=mixer+tap"))
    assert "mixer tap" in found
    assert "Reseal" not in found
    assert "No price fits that" in text(owner.get("/prices?q=zeppelin"))


def test_a_long_list_comes_in_pages(owner: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    every = re.findall(r"PL-\d\d", text(owner.get("/prices")))
    monkeypatch.setattr("handlet.web.owner.prices.MOST_SHOWN", 10)
    first = owner.get("/prices")
    assert f"Prices 1 to 10 of {len(set(every))}" in text(first)
    assert 'href="/prices?from=10"' in first.content.decode()
    second = text(owner.get("/prices?from=10"))
    assert f"Prices 11 to 20 of {len(set(every))}" in second
    codes = [code for start in (0, 10, 20) for code in re.findall(r"PL-\d\d", text(owner.get(f"/prices?from={start}")))]
    assert sorted(set(codes)) == sorted(set(every))
    # A page that is not there any more, or that nobody can mean, is the first.
    for start in ("9999", "-3", "soon", "٣"):
        assert "Prices 1 to 10" in text(owner.get(f"/prices?from={start}"))
    assert "from=10" in owner.get("/prices?q=a").content.decode()


FIRST = {
    "hourly": {"shape_rate": "35", "shape_step": "30", "shape_rounding": "up", "shape_minimum": "40", "shape_minimum_minutes": "60",
               "shape_crossing": "start"},
    "call_out": {"shape_first": "80", "shape_first_minutes": "60", "shape_travel": "on", "shape_rate": "55", "shape_step": "30",
                 "shape_rounding": "up", "shape_crossing": "split", "band0_name": "evening", "band0_days": ["0", "1"],
                 "band0_since": "18:00", "band0_rate": "90", "band0_first": "130"},
    "day": {"shape_price": "210", "shape_minutes": "420", "shape_over_run": "pro_rata"},
    "half_day": {"shape_price": "130", "shape_minutes": "240"},
    "crew": {"shape_rate": "35", "shape_least_people": "2", "shape_step": "30", "shape_rounding": "up", "shape_crossing": "start"},
    "unit": {"shape_price": "38", "shape_unit": "m²", "shape_minimum_quantity": "10", "tier0_above": "20", "tier0_price": "30"},
    "fixed": {"shape_price": "95", "shape_includes": "Service\nCertificate"},
    "materials": {"shape_percent": "25"},
    "consumables": {"shape_amount": "15", "shape_of": "labour"},
    "pass_through": {"shape_estimate": "15", "shape_receipt": "on"},
    "provisional": {"shape_amount": "6000", "shape_settles": "to what it costs"},
    "certificate": {"shape_fee": "20"},
    "no_show": {"shape_fee": "35", "shape_notice": "24"},
    "guide": {"shape_low": "80", "shape_high": "120"},
}  # fmt: skip


@pytest.mark.parametrize("shape", shapes.SHAPES)
def test_a_price_of_every_shape_is_added_shown_and_saved_again_unchanged(
    owner: PageClient, asha: Membership, shape: str
) -> None:
    assert owner.get(f"/prices/new?shape={shape}").status_code == 200
    answers = {"name": "Something new", "code": "NEW", **FIRST[shape]}
    answer = owner.post(f"/prices/new?shape={shape}", answers)
    assert answer.status_code == 302, text(answer)
    made = item(asha, "NEW")
    page = owner.get(f"/prices/{made.id}")
    assert shapes.of(made).in_words() in text(page)
    again = owner.post(f"/prices/{made.id}", answers)
    assert again.status_code == 302, text(again)
    saved = item(asha, "NEW")
    assert (shapes.of(saved), saved.version) == (shapes.of(made), 2)
    assert saved.changed_by_id == asha.id


def test_what_cannot_be_read_stays_in_the_form_beside_its_sentence(owner: PageClient, asha: Membership) -> None:
    day = {"name": "Day", "shape_minutes": "420", "shape_over_run": "rate"}
    answer = owner.post("/prices/new?shape=day", {**day, "shape_price": "lots"})
    assert answer.status_code == 422
    assert "must be a number" in text(answer)
    assert 'value="lots"' in answer.content.decode()
    answer = owner.post("/prices/new?shape=day", {**day, "shape_price": "210"})
    assert "Say what an hour of over-run costs." in text(answer)
    night = {**FIRST["call_out"], "band0_since": "22:00", "band0_until": "06:00", "name": "Call-out"}
    assert "two rows of the same name" in text(owner.post("/prices/new?shape=call_out", night))


def test_a_lower_rate_of_vat_is_picked_with_its_reason(owner: PageClient, asha: Membership) -> None:
    with acting_for(asha.business_id, asha.user_id):
        BusinessProfile.objects.update(vat_registered=True, vat_number="123456782")
    tap = item(asha)
    typed = {"name": "Fit tap", "shape_price": "90", "shape_unit": "each", "vat_rate": "5", "includes_vat": "no"}
    page = owner.post(f"/prices/{tap.id}", typed)
    assert page.status_code == 422
    assert "Pick why it is not 20 %." in text(page)
    page = owner.post(f"/prices/{tap.id}", {**typed, "vat_treatment": "new_build"})
    assert page.status_code == 422
    assert "“New dwelling” is 0 %, not 5 %." in text(page)
    owner.post(f"/prices/{tap.id}", {**typed, "vat_treatment": "empty_home"})
    assert (item(asha).vat_rate, item(asha).vat_treatment) == (D(5), "empty_home")


def test_a_business_that_is_not_registered_reads_of_no_vat(owner: PageClient, asha: Membership) -> None:
    tap = item(asha)
    file = upload(owner, b"Item,Price inc VAT\nBath,100\n")
    for page in (
        owner.get("/prices"),
        owner.get(f"/prices/{tap.id}"),
        owner.get(f"/prices/{tap.id}?try=yes&quantity=2"),
        file,
    ):
        assert "VAT" not in text(page).replace("unit , description , code , VAT and minimum", "")


def test_trying_a_price_uses_the_arithmetic_of_the_quote(owner: PageClient, asha: Membership) -> None:
    owner.post("/prices/new?shape=call_out", {"name": "Urgent", "code": "U", **FIRST["call_out"]})
    urgent = item(asha, "U")
    tried = text(owner.get(f"/prices/{urgent.id}?try=yes&hours=2.5"))
    assert "Together £162.50" in tried
    late = text(owner.get(f"/prices/{urgent.id}?try=yes&hours=2&day=2026-11-24&at=19:00"))
    assert "Together £220.00" in late
    part = owner.get(f"/prices/{urgent.id}?try=yes&hours=1", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    tap = item(asha)
    assert "How much or how many?" in text(owner.get(f"/prices/{tap.id}?try=yes&quantity="))


def test_a_price_goes_off_the_list_and_comes_back(owner: PageClient, asha: Membership) -> None:
    tap = item(asha)
    assert "Off your list" in text(owner.post(f"/prices/{tap.id}/retire"))
    assert tap.name not in text(owner.get("/prices?q=own"))
    assert owner.post(f"/prices/{tap.id}/restore").status_code == 302
    assert item(asha).retired_at is None


# --- rules -------------------------------------------------------------------------------------------------------------

RULES: dict[str, tuple[dict[str, Any], Any]] = {
    "included": ({"first": "2", "of": "metres of pipe", "then": "PL-16"}, Included(D(2), "metres of pipe", "PL-16")),
    "adds": ({"item": "PL-16", "basis": "once", "when_kind": "asked"}, Adds),
    "only-if": ({"when_kind": "age_at_least", "when_number": "60", "otherwise": "PL-06"}, OnlyIf),
    "together": ({"items": ["PL-06", "PL-16"]}, Together(("PL-06", "PL-16"))),
    "alone": ({}, Alone()),
    "hours": ({"days0": ["0", "1", "2"], "since0": "08:00", "until0": "18:00"}, Hours),
    "band": ({"measure": "area", "low": "5", "high": "20"}, Band("area", D(5), D(20), "m2")),
    "needs-fact": ({"fact": "photos"}, NeedsFact("photos")),
    "guide": ({}, Guide()),
    "supplied": ({"by": "business"}, Supplied("business")),
}


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_of_every_kind_is_added_in_plain_words_changed_and_dropped(
    owner: PageClient, asha: Membership, kind: str
) -> None:
    tap, (answers, wanted) = item(asha), RULES[kind]
    assert owner.get(f"/prices/{tap.id}/rule/{kind}").status_code == 200
    answer = owner.post(f"/prices/{tap.id}/rule/{kind}", {"_": "1", **answers})
    assert answer.status_code == 302, text(answer)
    (made,) = [
        rule for rule in in_force(asha) if rule == wanted or (isinstance(wanted, type) and isinstance(rule, wanted))
    ]
    page = owner.get(f"/prices/{tap.id}")
    names = {"PL-06": "“Supply and fit mixer tap”", "PL-16": "“Remove and dispose of old fitting”"}
    said = made.in_words()
    for code, name in names.items():
        said = said.replace(code, name)
    assert said in text(page)
    assert "{" not in text(page)
    assert item(asha).version == 2
    key = item_rules.KeptRule(made).key
    changing = owner.get(f"/prices/{tap.id}/rule/{kind}?key={key}")
    assert "Change a rule" in text(changing)
    assert owner.post(f"/prices/{tap.id}/rule/{kind}?key={key}", {"_": "1", **answers}).status_code == 302
    assert in_force(asha).count(made) == 1
    owner.post(f"/prices/{tap.id}/rules/drop", {"key": key}, follow=True)
    assert made not in in_force(asha)


@pytest.mark.parametrize(
    ("kind", "words", "made"),
    [
        ("postcode", "SE1 SW1", "when the job is in SE1 or SW1"),
        ("only_one", "", "when nothing else is done at the visit"),
    ],
)
def test_a_charge_may_hang_on_the_place_or_on_being_the_only_thing(
    owner: PageClient, asha: Membership, kind: str, words: str, made: str
) -> None:
    answers = {"item": "PL-16", "basis": "once", "when_kind": kind, "when_words": words}
    owner.post(f"/prices/{item(asha).id}/rule/adds", {"_": "1", **answers})
    assert made in " ".join(rule.in_words() for rule in in_force(asha))


def test_every_kind_of_rule_has_a_form(owner: PageClient, asha: Membership) -> None:
    assert set(RULES) | {"minimum"} == set(RULE_FORMS)
    assert owner.get(f"/prices/{item(asha).id}/rule/spell").status_code == 404


def test_a_suggestion_shows_its_words_and_one_that_was_dropped_stays_dropped(
    owner: PageClient, asha: Membership
) -> None:
    tap = item(asha)
    page = text(owner.get(f"/prices/{tap.id}"))
    assert "The customer supplies it." in page
    assert "Read from" in page
    assert in_force(asha) == []  # nobody has decided: the engine reads the words itself
    key = item_rules.KeptRule(Supplied("customer")).key
    owner.post(f"/prices/{tap.id}/rules/confirm", {"key": key}, follow=True)
    assert in_force(asha) == [Supplied("customer")]
    owner.post(f"/prices/{tap.id}/rules/drop", {"key": key}, follow=True)
    assert in_force(asha) == []
    assert item(asha).rules == []
    assert "The customer supplies it." not in text(owner.get(f"/prices/{tap.id}"))


def test_a_rule_may_only_name_prices_that_there_are(owner: PageClient, asha: Membership) -> None:
    answer = owner.post(f"/prices/{item(asha).id}/rule/adds", {"item": "GONE", "basis": "once"})
    assert answer.status_code == 422


# --- files -------------------------------------------------------------------------------------------------------------


def upload(owner: PageClient, content: bytes, name: str = "prices.csv") -> Any:
    return owner.post("/prices/import", {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_a_file_is_previewed_put_on_the_list_and_undone(owner: PageClient, asha: Membership) -> None:
    page = text(
        upload(
            owner, "Code,Item,Price,Per\nPL-05,Fit customer’s own tap,£99,each\n,Labour,£35/hr,\n,Odd,lots,\n".encode()
        )
    )
    assert "1 new, 1 changed, 1 not understood" in page
    assert "£90.00 → £99.00" in page
    assert "1 h 30 min £52.50" in page
    assert "The price must be a number" in page
    assert item(asha).unit_price == D(90)
    with acting_for(asha.business_id, asha.user_id):
        made = PriceImport.objects.get()
    shown = owner.post(f"/prices/imports/{made.id}/apply", follow=True)
    assert "Undo this import" in text(shown)
    assert "2 prices are on your list as the file has them." in text(shown)
    assert item(asha).unit_price == D(99)
    assert owner.post(f"/prices/imports/{made.id}/apply").status_code == 409
    undone = owner.post(f"/prices/imports/{made.id}/undo", follow=True)
    assert "2 prices are as they were." in text(undone)
    assert (item(asha).unit_price, item(asha).confirmed) == (D(90), False)
    assert "Undo this import" not in text(owner.get("/prices"))


def test_rules_of_a_file_are_kept_changed_and_dropped_in_its_preview(owner: PageClient, asha: Membership) -> None:
    file = 'Stock list 2026,,,\nItem,Price,Description,Supplier\nTap visit,60,"weekdays 8 to 6, tap supplied by customer",Acme\n'
    page = upload(owner, file.encode())
    assert "The column “Supplier”." in text(page)
    assert "2 rules were read from the words of this file" in text(page)
    with acting_for(asha.business_id, asha.user_id):
        made = PriceImport.objects.get()
        place, one = next((at, one) for at, one in enumerate(imports.proposals(made)) if one.rules)
    theirs, hours = one.rules
    address = f"/prices/imports/{made.id}"
    shown = owner.post(f"{address}/rules", {"place": place, "key": theirs.key, "say": "drop"}, follow=True)
    assert "Put it back" in text(shown)
    part = owner.post(
        f"{address}/rules", {"place": place, "key": theirs.key, "say": ""}, headers={"hx-request": "true"}
    )
    assert part.content.decode().count("<li") == 3
    # What stands above and below the list follows, without another page.
    assert re.findall(r'id="(import-[a-z]+)" hx-swap-oob="true"', part.content.decode()) == [
        "import-counts", "import-left", "import-button",
    ]  # fmt: skip
    assert "2 rules were read" in text(part)
    part = owner.post(
        f"{address}/rules", {"place": place, "key": theirs.key, "say": "right"}, headers={"hx-request": "true"}
    )
    assert "One rule was read from the words of this file" in text(part)
    assert "Put 1 on my price list" in text(part)
    owner.post(f"{address}/rules", {"place": place, "key": theirs.key, "say": "drop"})
    form = f"{address}/rules/{place}/hours?key={hours.key}"
    assert "weekdays 8 to 6" in text(owner.get(form))
    assert owner.post(form, {"days0": ["0"], "since0": "12:00", "until0": "8:00"}).status_code == 422
    changed = owner.post(form, {"days0": ["0", "1"], "since0": "8:00", "until0": "12:00"}, follow=True)
    assert "Changed by you" in text(changed)
    for wrong in (
        {"place": "x"},
        {"place": "999", "key": "k", "say": "drop"},
        {"place": place, "key": "k", "say": "change"},
    ):
        assert owner.post(f"{address}/rules", wrong).status_code in (404, 409)
    assert owner.get(f"{address}/rules/99/hours?key={hours.key}").status_code == 404
    owner.post(f"{address}/apply", follow=True)
    with acting_for(asha.business_id, asha.user_id):
        visit = PriceItem.objects.get(name="Tap visit")
    assert [rule.in_words() for rule in in_force(asha, visit.code)] == ["For Mon, Tue 08:00–12:00."]
    assert owner.post(f"{address}/rules", {"all": "yes"}).status_code == 409


def test_of_two_prices_of_one_name_the_preview_asks_which_is_meant(owner: PageClient, asha: Membership) -> None:
    upload(owner, b"name,price\nGutter clean,85\nGutter clean,95\n")
    with acting_for(asha.business_id, asha.user_id):
        first = PriceImport.objects.get()
    owner.post(f"/prices/imports/{first.id}/apply", follow=True)
    page = upload(owner, b"name,price\nGutter clean,85\nGutter clean,99\n")
    assert "One line has the name of a price that you have already" in text(page)
    with acting_for(asha.business_id, asha.user_id):
        made = PriceImport.objects.get(state="previewed")
        dear = PriceItem.objects.get(name="Gutter clean", unit_price=95)
        (place,) = (at for at, one in enumerate(imports.proposals(made)) if one.may_be)
    assert f"It is {dear.code}" in text(page)
    assert "Another one" in text(page)
    address = f"/prices/imports/{made.id}"
    page = text(owner.post(f"{address}/rules", {"place": place, "which": dear.code}, follow=True))
    assert f"It is {dear.code} on your list." in page
    assert "£95.00 → £99.00" in page
    assert "One line has the name" not in page
    assert owner.post(f"{address}/rules", {"place": place, "which": "PL-05"}).status_code == 409
    page = text(owner.post(f"{address}/rules", {"place": place, "which": ""}, follow=True))
    assert "Is this the same?" in page
    owner.post(f"{address}/apply", follow=True)
    with acting_for(asha.business_id, asha.user_id):
        prices = PriceItem.objects.listed().filter(name="Gutter clean").values_list("unit_price", flat=True)
        assert sorted(prices) == [85, 95, 99]


def test_a_file_that_is_none_says_what_to_do(owner: PageClient) -> None:
    page = upload(owner, b"%PDF-1.7", "prices.pdf")
    assert page.status_code == 422
    assert "This is a PDF" in text(page)


def test_the_list_goes_out_as_a_spreadsheet_and_comes_back_the_same(owner: PageClient) -> None:
    for path in ("/prices/list.xlsx", "/prices/list.csv"):
        file = owner.get(path)
        assert file["Content-Disposition"].startswith("attachment")
        assert "as they are" in text(upload(owner, file.content, path))


def test_somebody_who_only_reads_changes_no_price(owner: PageClient, asha: Membership) -> None:
    with acting_for(asha.business_id, asha.user_id):
        Membership.objects.filter(pk=asha.pk).update(role="reader")
    tap = item(asha)
    assert owner.get(f"/prices/{tap.id}").status_code == 200
    for path, answers in (
        (f"/prices/{tap.id}", {"name": "x", "shape_price": "1", "shape_unit": "each"}),
        (f"/prices/{tap.id}/rules/drop", {"key": "x"}),
        (f"/prices/{tap.id}/retire", {}),
    ):
        assert owner.post(path, answers).status_code == 403
