"""Asha in the quote editor: what she may type, what the browser may not decide, and what she is told before it goes."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from handlet.accounts import profiles
from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.drafting.models import Draft
from handlet.drafting.tests.shop import Shop
from handlet.quoting import acceptance, editing, evidence, issuing, pricelist, queries
from handlet.quoting.models import Acceptance, PriceItem, Quote, QuoteLine, QuoteVersion
from handlet.quoting.totals import totals_of
from handlet.web.ui.contexts.quote import line_key
from tests.pages.client import PageClient


@pytest.fixture
def shop(asha: Membership) -> Shop:
    with acting_for(asha.business_id, asha.user_id):
        BusinessProfile.objects.update(vat_registered=True, vat_number="123456782")
    return Shop(asha, now=timezone.now() - timedelta(hours=1))


class Desk:
    """One quote on Asha's screen, with what it says now."""

    def __init__(self, shop: Shop, pages: PageClient, quote: uuid.UUID) -> None:
        self.shop, self.pages, self.quote = shop, pages, quote
        self.address = f"/quotes/{quote}"

    def version(self) -> QuoteVersion:
        with self.shop.acting():
            return queries.newest(Quote.objects.get(pk=self.quote))

    def line(self) -> QuoteLine:
        with self.shop.acting():
            return editing.lines_of(self.version())[0]

    def gross(self) -> int:
        with self.shop.acting():
            return totals_of(self.version()).gross

    def page(self, query: str = "") -> str:
        return str(self.pages.get(f"{self.address}{query}").content.decode())

    def post(self, path: str, status: int = 200, **typed: Any) -> str:
        answer = self.pages.post(f"{self.address}{path}", typed, follow=True)
        assert answer.status_code == status, answer.content.decode()[-3000:]
        return str(answer.content.decode())

    def types(self, status: int = 200, **changes: Any) -> str:
        """Set the first line: as it stands, with these changes."""
        line = self.line()
        with self.shop.acting():
            typed: dict[str, Any] = {
                "description": line.description, "quantity": str(line.quantity), "unit": line.unit,
                "unit_price": str(line.unit_price), "vat_treatment": line.vat_treatment, "more": "yes", "kind": line.kind,
            }  # fmt: skip
        return self.post(f"/lines/{line.id}", status, **(typed | changes))

    def fold(self, name: str, status: int = 200, **typed: Any) -> str:
        """Save a fold as a browser does: what stands in its fields, and what was typed."""
        form = re.search(rf'id="fold-{name}".*?</form>', self.page(), re.S)
        assert form is not None
        stands = fields_of(form.group())
        return self.post(f"/about/{name}", status, **(stands | typed))


def fields_of(source: str) -> dict[str, Any]:
    from lxml import html

    (form,) = html.fragment_fromstring(source.split(">", 1)[1], create_parent="div").xpath(".//form")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def desk(shop: Shop, pages: PageClient) -> Desk:
    """Dev's tap: one suggested line from the list."""
    return Desk(shop, pages, shop.version(shop.draft("Dev Patel")).quote_id)


@pytest.fixture
def sent(desk: Desk) -> Desk:
    with desk.shop.acting():
        issuing.issue(version=desk.version(), by=desk.shop.member, now=timezone.now())
    return desk


# --- what the browser does not decide --------------------------------------------------------------------------------


def test_totals_rates_and_states_from_the_browser_count_for_nothing(desk: Desk) -> None:
    before = desk.gross()
    desk.types(
        total="1",
        gross="1",
        net="1",
        vat="0",
        vat_rate="0",
        state="accepted",
        status=200,
        origin="price_item",
        position="99",
    )
    line = desk.line()
    assert desk.gross() == before
    assert line.vat_rate == 20
    assert desk.version().state == "draft"


def test_a_line_of_another_quote_is_not_here(desk: Desk) -> None:
    other = desk.shop.draft("Eve Stone")
    with desk.shop.acting():
        version = Draft.objects.select_related("quote_version").get(pk=other.pk).quote_version
        assert version is not None
        theirs = editing.lines_of(version)[0]
        section = editing.add_section(version=version, title="Bathroom")
    desk.post(f"/lines/{theirs.id}", 404, description="Mine", quantity="1", unit="each", unit_price="1")
    desk.post(f"/lines/{theirs.id}/use", 404, use="1")
    desk.post(f"/sections/{section.id}", 404, title="Mine")
    desk.types(404, section=str(section.id))
    with desk.shop.acting():
        assert QuoteLine.objects.get(pk=theirs.pk).description != "Mine"


def test_nobody_elses_quote_opens(desk: Desk, cleo: Membership) -> None:
    stranger = PageClient()
    stranger.force_login(cleo.user)
    assert stranger.get(desk.address).status_code == 404
    for path in ("/about/money", "/longer", "/copy", "/variation", "/estimate", "/sections", "/issue"):
        assert stranger.post(f"{desk.address}{path}").status_code == 404


def test_what_was_sent_is_changed_by_no_verb_of_the_page(sent: Desk) -> None:
    line, before = sent.line(), sent.gross()
    sent.types(409, unit_price="1")
    sent.post(f"/lines/{line.id}", 409, remove="yes")
    sent.post("/lines", 409)
    sent.post("/sections", 409, title="Bathroom")
    sent.post("/estimate", 409)
    sent.post("/about/work", 409, scope="Something else")
    sent.post("/issue", 409)
    assert sent.gross() == before
    assert "Make a new version" in sent.page()


def test_a_price_that_the_server_does_not_offer_is_not_taken(desk: Desk) -> None:
    line, before = desk.line(), desk.gross()
    assert "not on offer" in desk.post(f"/lines/{line.id}/use", 409, use="0.01")
    desk.post(f"/lines/{line.id}/use", 404, use="cheap")
    assert desk.gross() == before


# --- lines --------------------------------------------------------------------------------------------------------------


def test_a_lower_rate_of_vat_waits_for_its_reason_and_evidence(desk: Desk) -> None:
    page = desk.types(vat_treatment="empty_home")
    assert "say why" in page
    assert "council’s empty property officer" in page
    line = desk.line()
    assert f"#line-{line_key(line.id)}-reason" in page
    assert "It is right</button>" not in page
    desk.post("/issue", 409)
    page = desk.types(
        vat_treatment="empty_home", vat_reason="Empty since 2022", evidence_type="Council letter",
        evidence_reference="EP/2022/118",
    )  # fmt: skip
    assert "Before it can go" not in page
    assert desk.line().vat_rate == 5
    page = desk.types(vat_treatment="standard", vat_reason="left over")
    assert (desk.line().vat_rate, desk.line().vat_reason) == (20, "")


def test_a_discount_an_option_and_a_heading(desk: Desk) -> None:
    before = desk.gross()
    desk.post("/sections", title="Kitchen")
    with desk.shop.acting():
        (section,) = editing.sections_of(desk.version())
    page = desk.types(discount_percent="10", section=str(section.id))
    assert "Kitchen" in page
    assert desk.gross() == before * 9 // 10
    desk.types(optional="yes")
    assert desk.gross() == 0
    desk.types(optional="yes", chosen="yes")
    assert desk.gross() == before
    assert "between 0 and 100" in desk.types(422, discount_percent="101")
    desk.post(f"/sections/{section.id}", remove="yes")
    assert desk.line().section is None


def test_only_a_discount_goes_below_nothing(desk: Desk) -> None:
    assert "less than nothing" in desk.types(422, unit_price="-20")
    desk.types(kind="discount", unit_price="-20")
    assert desk.line().unit_price == -20


def test_a_changed_price_list_is_said_and_taken_with_one_tap(desk: Desk) -> None:
    line = desk.line()
    with desk.shop.acting():
        PriceItem.objects.filter(pk=line.price_item_id).update(unit_price=Decimal("120"), version=2)
    page = desk.page()
    assert "Your price list changed since" in page
    assert "£120.00 there now" in page
    # One yes for all is for lines that are as the list has them.
    assert "It is right</button>" not in page
    assert "as your price list has it today" in desk.post("/issue", 409, right="yes")
    desk.post(f"/lines/{line.id}/use", use="120.0000")
    line = desk.line()
    assert (line.unit_price, line.price_item_version, line.touched) == (120, 2, True)


def test_an_earlier_price_is_one_tap_away(sent: Desk, pages: PageClient) -> None:
    old = sent.line()
    again = sent.shop.draft("Dev Patel", "Could you fit another kitchen tap? I have bought it already. LS27 8RT")
    with sent.shop.acting():
        version = Draft.objects.select_related("quote_version").get(pk=again.pk).quote_version
        assert version is not None
        PriceItem.objects.filter(pk=old.price_item_id).update(unit_price=Decimal("120"), version=2)
    desk = Desk(sent.shop, pages, version.quote_id)
    desk.types(unit_price="99")
    page = desk.page(f"?prices={desk.line().id}")
    assert "Your price list today" in page
    assert "From their quote" in page
    desk.post(f"/lines/{desk.line().id}/use", use=str(old.unit_price))
    assert (desk.line().unit_price, desk.line().origin) == (old.unit_price, "past_quote")


def test_hours_are_asked_and_the_price_says_how_it_came_about(desk: Desk) -> None:
    with desk.shop.acting():
        item = PriceItem.objects.usable(date.today()).filter(shape="hourly").first()
        assert item is not None
    asked = desk.pages.post(f"{desk.address}/lines", {"item": str(item.id)})
    assert asked.url == f"{desk.address}/items/{item.id}"
    assert "Put it in the quote" not in desk.page(f"/items/{item.id}")
    assert "Put it in the quote" in desk.page(f"/items/{item.id}?try=yes&hours=2.2")
    page = desk.post(f"/items/{item.id}", **{"try": "yes", "hours": "2.2"})
    assert "How it came about" in page
    with desk.shop.acting():
        added = editing.lines_of(desk.version())[1:]
        assert added
        assert all(line.price_item_id == item.pk for line in added)
    # Worked out again, it stands where it stood.
    desk.post(f"/items/{item.id}?line={added[0].id}", **{"try": "yes", "hours": "4"})
    with desk.shop.acting():
        assert added[0].pk not in {line.pk for line in editing.lines_of(desk.version())}
    desk.post(f"/items/{item.id}", 422, **{"try": "yes", "hours": "lots"})


def test_a_call_out_worked_out_again_is_one_call_out(desk: Desk) -> None:
    """Its two lines go together, what was asked stands in the form again, and the customer’s words stay."""
    with desk.shop.acting():
        item = PriceItem.objects.get(code="PL-01")
        QuoteLine.objects.filter(pk=desk.line().pk).update(position=1)
    desk.post(f"/items/{item.id}?line={desk.line().id}", **{"try": "yes", "hours": "2.2"})

    def lines() -> list[QuoteLine]:
        with desk.shop.acting():
            return editing.lines_of(desk.version())

    first, further = lines()
    assert (first.description, further.quantity, further.unit_price) == ("Call-out and first hour", Decimal("1.5"), 55)
    with desk.shop.acting():
        assert further.customer_words == first.customer_words != ""
    assert 'value="2.2"' in desk.page(f"/items/{item.id}?line={further.id}")
    desk.post(f"/items/{item.id}?line={further.id}", **{"try": "yes", "hours": "0.5"})
    (only,) = lines()
    assert only.description == "Call-out and first hour"
    # A part of a price that was worked out is no price of the list: nobody is asked to keep it there.
    with desk.shop.acting():
        PriceItem.objects.filter(pk=item.pk).update(version=2, unit_price=95)
    page = desk.types(unit_price="70")
    assert "changed by hand since" in page
    assert "Save this price" not in page
    assert "Your price list changed since: work it out again." in page
    assert "Take the new price" not in page


def test_any_price_of_the_list_is_found_by_a_word_and_put_on_a_line(desk: Desk) -> None:
    with desk.shop.acting():
        toilet = PriceItem.objects.get(code="PL-08")
        call_out = PriceItem.objects.get(code="PL-01")
    page = desk.page(f"/prices?q=toilet+seat&line={desk.line().id}")
    assert "Supply and fit toilet" in page
    assert "Unblock sink" not in page
    assert "Missed or late-changed visit" not in desk.page("/prices")
    assert "No price fits that" in desk.page("/prices?q=chimney")
    old = desk.line()
    desk.post("/lines", item=str(toilet.id), line=str(old.id))
    line = desk.line()
    assert (line.pk, line.price_item_id, line.unit_price, line.touched) == (old.pk, toilet.pk, 360, True)
    with desk.shop.acting():
        assert (line.description, line.customer_words) == ("Supply and fit toilet", old.customer_words)
    # What is charged by the job is asked about first, for that very line.
    asked = desk.pages.post(f"{desk.address}/lines", {"item": str(call_out.id), "line": str(line.id)})
    assert asked.url == f"{desk.address}/items/{call_out.id}?line={line.id}"


def test_other_prices_of_every_line_at_once(sent: Desk, pages: PageClient) -> None:
    again = sent.shop.draft("Dev Patel", "Could you fit another kitchen tap? I have bought it already. LS27 8RT")
    with sent.shop.acting():
        version = Draft.objects.select_related("quote_version").get(pk=again.pk).quote_version
        assert version is not None
        tap = editing.lines_of(version)[0].price_item
        assert tap is not None
        editing.add_from_list(version=version, item=tap, quantity=Decimal(1), today=date.today())
        PriceItem.objects.filter(pk=tap.pk).update(unit_price=Decimal("120"), version=2)
    desk = Desk(sent.shop, pages, version.quote_id)
    assert "Other prices for every line" in desk.page()
    assert desk.page("?prices=all").count("Your price list today") == 2
    assert "Your price list today" not in desk.page()


def test_a_long_list_is_searched_and_not_scrolled(desk: Desk) -> None:
    assert 'id="add-item"' in desk.page()
    with desk.shop.acting():
        for number in range(20):
            values = pricelist.ItemValues("", f"Pipe {number}", "", "m", Decimal(5), Decimal(20))
            pricelist.add_item(
                business_id=desk.shop.member.business_id, values=values, confirmed=True, now=timezone.now()
            )
    page = desk.page()
    assert 'id="add-item"' not in page
    assert "Add from your price list" in page


@pytest.mark.parametrize(
    ("words", "kind", "seen"),
    [
        ("Could you tile our kitchen floor? LS27 8RT", "estimate", "told"),
        ("Could you tile our kitchen floor, it is 4 m by 3 m? LS27 8RT", "quote", ""),
    ],
)
def test_words_without_measures_make_an_estimate_until_it_was_seen(
    shop: Shop, pages: PageClient, words: str, kind: str, seen: str
) -> None:
    conversation = shop.writes("Dev Patel", words)
    answer = pages.post(f"/conversations/{conversation.id}/quotes")
    desk = Desk(shop, pages, uuid.UUID(answer.url.rsplit("/", 1)[1]))
    assert (desk.version().kind, desk.version().seen) == (kind, seen)
    assert ("This is an estimate so far" in desk.page()) == (kind == "estimate")
    desk.post("/estimate", seen="visited")
    assert (desk.version().kind, desk.version().seen) == ("quote", "visited")


def test_a_price_by_the_metre_that_nobody_measured_is_asked_about(desk: Desk) -> None:
    assert "from their words only?" not in desk.page()
    desk.types(unit="m")
    assert "Do you know this work from their words only?" in desk.page()
    desk.post("/estimate", seen="told")
    assert (desk.version().kind, desk.version().seen) == ("estimate", "told")


def test_one_yes_for_all_writes_the_message(desk: Desk) -> None:
    page = desk.page()
    assert "It is right</button>" in page
    revision = desk.version().revision
    assert "changed since you looked" in desk.post("/issue", 409, right="yes", revision=str(revision - 1))
    answer = desk.pages.post(f"{desk.address}/issue", {"right": "yes", "revision": str(revision)})
    assert answer.url.endswith("#draft")
    assert desk.line().touched
    assert desk.version().state == "ready"


# --- quote or estimate --------------------------------------------------------------------------------------------------


def test_photos_alone_make_an_estimate_unless_there_is_a_reason(desk: Desk) -> None:
    page = desk.fold("kind", kind="quote", seen="photos")
    assert "It is an estimate now" in page
    assert desk.version().kind == "estimate"
    desk.fold("kind", kind="quote", seen="photos", kind_reason="A standard tap, the same wherever it hangs")
    with desk.shop.acting():
        assert (desk.version().kind, desk.version().kind_reason[:14]) == ("quote", "A standard tap")


def test_a_price_is_turned_into_an_estimate_with_one_tap_and_shows_its_range(desk: Desk) -> None:
    desk.post("/estimate")
    assert (desk.version().kind, desk.version().seen) == ("estimate", "photos")
    assert "what could move this estimate" in desk.page()
    desk.types(high_quantity="2")
    assert "Between " in desk.page()
    desk.fold("kind", could_move="A seized stopcock\n\nOld pipes")
    with desk.shop.acting():
        assert desk.version().details["could_move"] == ["A seized stopcock", "Old pipes"]


# --- what it says -------------------------------------------------------------------------------------------------------


def test_every_fold_keeps_what_was_typed(desk: Desk) -> None:
    desk.fold("who", site="1 High Street\nLS27 8RT", billing="Head office", customer_kind="business", nation="england")
    desk.fold(
        "work", scope="Fit one tap", inclusions="Tap tails", exclusions="Tiling\nWaste", assumptions="Stopcock works"
    )
    desk.fold("when", start_from="2026-12-07", start_until="2026-12-11", duration="Half a day")
    desk.fold("money", discount="10 %", discount_words="Returning customer", payment_days="14", methods="Bank transfer")
    with desk.shop.acting():
        version = desk.version()
        details = version.details
    assert (details["site"], details["billing"]) == ("1 High Street\nLS27 8RT", "Head office")
    assert details["exclusions"] == ["Tiling", "Waste"]
    assert (details["scope"], details["duration"], details["methods"]) == ("Fit one tap", "Half a day", "Bank transfer")
    assert (version.customer_kind, version.start_until, version.payment_days) == ("business", date(2026, 12, 11), 14)
    assert version.discount_percent == 10
    assert "Not needed: no householder" in desk.page()


def test_deposit_and_stages_with_their_sums(desk: Desk) -> None:
    page = desk.fold(
        "money", deposit="50 %", deposit_kind="deposit", deposit_for="The tap", milestone_1="First fix", stage_1="30 %",
        milestone_2="Done",
    )  # fmt: skip
    assert "more than a quarter" in page
    for words in ("Before the work starts", "First fix", "Done"):
        assert words in page
    assert "Tick what you should know" in desk.post("/issue", 409, right="yes")
    assert "must make the whole price" in desk.fold(
        "money", 422, deposit="50 %", milestone_1="Done", stage_1="90 %", milestone_2=""
    )
    assert "a percentage, for example" in desk.fold("money", 422, deposit="half")
    page = desk.fold("money", deposit="10 %", deposit_for="", deposit_kind="")
    assert "#money-deposit_kind" in page


def test_leaving_the_paperwork_off_needs_a_reason(desk: Desk) -> None:
    stands = fields_of(re.search(r'id="fold-paper".*?</form>', desk.page(), re.S).group())  # type: ignore[union-attr]
    stands.pop("paperwork")
    page = desk.post("/about/paper", **stands)
    assert "?open=paper#paper-paperwork_reason" in page
    assert "Say why the cancellation notice" in page


def test_the_reverse_charge_is_refused_for_a_householder(desk: Desk) -> None:
    assert "for a contractor" in desk.fold("who", 422, reverse_charge="on")


def test_a_change_of_vat_ahead_shows_both_totals_and_waits_for_a_tick(desk: Desk) -> None:
    desk.types(
        vat_treatment="energy_saving", vat_reason="Insulated tap", evidence_type="A home", evidence_reference="Survey 3"
    )
    page = desk.fold("when", start_from="2027-03-29", start_until="2027-03-30", valid_until="2027-06-01")
    assert "for work done before that day" in page
    key = re.search(r'name="caution" value="(vat_changes-[0-9a-f]+)"', page)
    assert key is not None
    assert "Tick what you should know" in desk.post("/issue", 409, right="yes")
    assert not desk.version().cautions_ticked
    answer = desk.pages.post(f"{desk.address}/issue", {"caution": [key.group(1)]})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    # What was ticked is kept with the quote, for the owner: on its page and on the sheet of evidence.
    with desk.shop.acting():
        (told,) = desk.version().cautions_ticked
        assert told["sentence"].startswith("VAT on energy-saving materials, installed changes from 0 % to 5 %")
        version = issuing.issue(version=desk.version(), by=desk.shop.member, now=timezone.now())
        acceptance.record_acceptance(
            version=version,
            by=desk.shop.member,
            method="phone",
            name="Dev Patel",
            evidence={"words": "Yes"},
            now=timezone.now(),
        )
        sections = dict(evidence.sections(Acceptance.objects.get()))
    ((label, text),) = sections["Before it went"]
    assert label == "Told, and ticked"
    assert "by Asha Rowan" in text
    page = desk.page()
    assert "What you ticked before it went" in page
    with desk.shop.acting():
        changed = QuoteVersion.objects.get(pk=version.pk)
        changed.cautions_ticked = []
        with pytest.raises(IntegrityError, match="does not change: cautions"), transaction.atomic():
            changed.save(update_fields=["cautions_ticked"])


# --- versions -----------------------------------------------------------------------------------------------------------


def test_longer_in_two_taps_is_a_new_version(sent: Desk) -> None:
    page = sent.page()
    until = re.search(r'name="valid_until" value="([\d-]+)"', page)
    assert until is not None
    page = sent.post("/longer", valid_until=until.group(1))
    assert sent.version().version == 2
    assert str(sent.version().valid_until) == until.group(1)
    assert "What is different from version 1" in page
    sent.post("/longer", 409, valid_until="2020-01-01")
    sent.post("/longer", 422, valid_until="for ever")


def test_the_same_for_somebody_else(sent: Desk) -> None:
    eve = sent.shop.writes("Eve Stone", "Hello, could you ring me?")
    page = str(sent.pages.get(f"{sent.address}/copy").content.decode())
    assert "Eve Stone" in page
    answer = sent.pages.post(f"{sent.address}/copy", {"conversation": str(eve.id)})
    copied = Desk(sent.shop, sent.pages, uuid.UUID(answer.url.rsplit("/", 1)[1]))
    assert copied.gross() == sent.gross()
    assert "From an earlier quote" in copied.page() or "A price of an earlier quote" in copied.page()
    assert "Eve Stone" in copied.page()
    sent.post("/copy", 404, conversation="nobody")


def test_withdrawn_with_a_reason_and_never_twice(sent: Desk) -> None:
    sent.post("/withdraw", reason="The wrong tap")
    with sent.shop.acting():
        assert (sent.version().state, sent.version().reason) == ("withdrawn", "The wrong tap")
    assert "nothing to withdraw" in sent.post("/withdraw", 409)


def test_a_variation_shows_what_was_agreed_and_may_be_less_than_nothing(sent: Desk) -> None:
    assert "Only an accepted quote" in sent.post("/variation", 409)
    today = date.today().isoformat()
    sent.post("/acceptance", said_by="Dev Patel", said_on=today, how="phone", where="apart", words="Yes please")
    assert "They have accepted this quote" in sent.post("/versions", 409)
    answer = sent.pages.post(f"{sent.address}/variation")
    variation = Desk(sent.shop, sent.pages, uuid.UUID(answer.url.rsplit("/", 1)[1]))
    page = variation.page()
    assert "Agreed so far" in page
    assert "-V1" in page
    variation.post("/lines")
    variation.types(description="No second tap", unit_price="-30")
    assert variation.gross() == -3600


def test_a_reader_changes_nothing(desk: Desk, asha: Membership) -> None:
    with desk.shop.acting():
        Membership.objects.filter(pk=asha.pk).update(role="reader")
    for path in ("/about/work", "/longer", "/copy", "/variation", "/estimate", "/sections", "/issue", "/lines"):
        assert desk.pages.post(f"{desk.address}{path}", {"scope": "x"}).status_code == 403, path


def test_an_example_price_goes_into_no_quote(desk: Desk) -> None:
    with desk.shop.acting():
        item = PriceItem.objects.listed().filter(shape="unit").first()
        assert item is not None
        PriceItem.objects.filter(pk=item.pk).update(confirmed=False)
    answer = desk.pages.post(f"{desk.address}/lines", {"item": str(item.id)}, follow=True)
    assert answer.status_code == 409
    assert "is an example price" in answer.content.decode()


def test_registrations_are_picked_for_this_quote(desk: Desk) -> None:
    with desk.shop.acting():
        gas, cover = (
            profiles.add_credential(
                by=desk.shop.member, scheme=name, number="1", holder="", valid_until=None, categories=kinds
            )
            for name, kinds in (("Gas Safe", ["boiler"]), ("Public liability", []))
        )
    assert re.search(rf'value="{cover.pk}"[^>]*checked', desk.page())
    assert not re.search(rf'value="{gas.pk}"[^>]*checked', desk.page())
    desk.fold("named", credentials=[str(gas.pk)])
    assert desk.version().credentials == [str(gas.pk)]
    desk.post("/about/named", 422, credentials=[str(uuid.uuid4())])
    desk.post("/about/named")
    assert desk.version().credentials == []


# --- Many lines -------------------------------------------------------------------------------------------------------


def long_one(desk: Desk) -> None:
    with desk.shop.acting():
        version = desk.version()
        for number in range(39):
            values = editing.LineValues(
                f"Line number {number} of this long quote", Decimal(1), "each", Decimal("12.50")
            )
            editing.add_line(version=version, values=values)
        editing.add_section(version=version, title="Bathroom")
    desk.fold("kind", kind="estimate")


def test_the_page_of_forty_lines_says_and_asks_nothing_forty_times(desk: Desk) -> None:
    long_one(desk)
    with CaptureQueriesContext(connection) as asked:
        page = desk.page()
    # Sums, what is missing, what to look at and the lines themselves: all from one reading.
    of_lines = [query for query in asked if '"removed_at" IS NULL' in query["sql"] and '"quantity"' in query["sql"]]
    assert len(of_lines) == 1
    assert page.count(' name="unit_price"') == 40
    assert page.count(' name="high_unit_price"') == page.count(' name="vat_treatment"') == 0
    assert len(page) < 120_000


def test_a_line_is_opened_with_what_was_typed_and_only_what_was_looked_at_counts(desk: Desk) -> None:
    line = desk.line()
    stands = {
        "description": line.description,
        "quantity": f"{line.quantity:f}",
        "unit": line.unit,
        "unit_price": str(line.unit_price),
    }
    path = f"/lines/{line.id}"
    page = desk.post(path, **stands, way="more")
    assert ' name="vat_treatment"' in page
    assert ' name="kind"' in page
    assert not desk.line().touched
    page = desk.post(path, **{**stands, "quantity": "3"}, way="more")
    assert (desk.line().quantity, desk.line().touched) == (Decimal(3), True)
    assert f'href="?line={line_key(line.id)}' not in page
    # A closed line says nothing of what stands in its fold, so that stays.
    desk.types(optional="yes", discount_percent="5")
    desk.post(path, **stands, looked_at="yes")
    assert (desk.line().optional, desk.line().discount_percent) == (True, Decimal(5))
    assert desk.pages.get(f"{desk.address}?line=zzzzzzzz").status_code == 200


def test_lines_go_up_and_down_with_what_was_typed_and_out_and_back(desk: Desk) -> None:
    with desk.shop.acting():
        editing.add_line(
            version=desk.version(), values=editing.LineValues("A new stopcock", Decimal(1), "each", Decimal(45))
        )

    def order() -> list[str]:
        with desk.shop.acting():
            return [line.description for line in editing.lines_of(desk.version())]

    tap = order()[0]
    with desk.shop.acting():
        second = editing.lines_of(desk.version())[1]
    typed = {"description": "A new stop tap", "quantity": "1", "unit": "each", "unit_price": "45"}
    desk.post(f"/lines/{second.id}", **typed, way="up")
    assert order() == ["A new stop tap", tap]
    desk.post(f"/lines/{second.id}", **typed, way="down")
    assert order() == [tap, "A new stop tap"]
    assert (
        "must be a number" in desk.post(f"/lines/{second.id}", 422, **{**typed, "unit_price": "lots"}, way="up").lower()
    )
    page = desk.post(f"/lines/{second.id}", **{**typed, "unit_price": "lots"}, remove="yes")
    assert "Put it back" in page
    assert order() == [tap]
    desk.post(f"/lines/{second.id}/restore")
    assert order() == [tap, "A new stop tap"]
