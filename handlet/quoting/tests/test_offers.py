"""A quote's life: made, issued and frozen, accepted once, declined, expired, withdrawn, replaced."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pypdf
import pytest

from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.customers.resolving import create_customer
from handlet.inbox.models import Conversation
from handlet.kit.london import LONDON
from handlet.quoting import acceptance, editing, issuing, links, pricelist, queries, readiness, revising, suggesting
from handlet.quoting.models import Acceptance, PriceItem, QuoteLine, QuoteVersion
from handlet.quoting.refusals import (
    AlreadyAccepted,
    DocumentChanged,
    Expired,
    Frozen,
    Incomplete,
    NameMissing,
    NotConfirmed,
    Superseded,
    Withdrawn,
)
from handlet.quoting.totals import totals_of
from tests.cast import NOW
from tests.racing import at_once


def conversation_of(member: Membership, name: str = "Dev Patel") -> Conversation:
    customer = create_customer(business_id=member.business_id, name=name, now=NOW)
    return Conversation.objects.create(
        business_id=member.business_id, customer=customer, key_id=customer.key_id, channel="imap", last_message_at=NOW
    )


def registered(member: Membership) -> None:
    profile = BusinessProfile.objects.get(business_id=member.business_id)
    profile.vat_registered, profile.vat_number, profile.address = True, "123456782", "12 Mill Lane\nLeeds"
    profile.save()


def confirmed_list(member: Membership) -> None:
    pricelist.add_starter(business_id=member.business_id, trade="plumber", now=NOW)
    pricelist.confirm(item_ids=None, now=NOW)


def draft_of(member: Membership) -> QuoteVersion:
    registered(member)
    confirmed_list(member)
    version = suggesting.suggest(
        conversation=conversation_of(member),
        lines=[suggesting.SuggestedLine("PL-05", D(2), "two taps please")],
        firm=True,
        now=NOW,
    )
    assert version is not None
    return version


def yes(version: QuoteVersion, name: str = "Dev Patel", at: datetime = NOW, **more: Any) -> tuple[Acceptance, bool]:
    values: dict[str, Any] = {"document_hash": version.document_hash, "ticks": {}, "evidence": {}} | more
    return acceptance.accept(version=version, name=name, now=at, **values)


def test_a_suggested_line_knows_its_price_and_the_words_that_caused_it(draft: QuoteVersion) -> None:
    (line,) = editing.lines_of(draft)
    assert (line.unit_price, line.customer_words, line.touched) == (D(90), "two taps please", False)
    assert line.price_item is not None
    assert readiness.untouched(draft) == 1
    assert totals_of(draft).gross == 21600


def test_an_example_price_suggests_nothing(as_asha: Membership) -> None:
    pricelist.add_starter(business_id=as_asha.business_id, trade="plumber", now=NOW)
    conversation = conversation_of(as_asha)
    lines = [suggesting.SuggestedLine("PL-05", D(1), "tap")]
    assert suggesting.suggest(conversation=conversation, lines=lines, firm=True, now=NOW) is None
    version = editing.start(conversation=conversation, firm=True, now=NOW)
    with pytest.raises(NotConfirmed, match="Confirm it"):
        editing.add_from_list(version=version, item=PriceItem.objects.all()[0], quantity=D(1), today=NOW.date())


def test_what_is_issued_is_frozen_and_says_what_it_said(as_asha: Membership, issued: QuoteVersion) -> None:
    before = issuing.pdf_of(issued)
    profile = BusinessProfile.objects.get(business_id=as_asha.business_id)
    profile.address, profile.terms = "Somewhere else", "Other terms"
    profile.save()
    item = PriceItem.objects.get(code="PL-05")
    values = pricelist.ItemValues("PL-05", "Dearer", "", "each", D(500), D(20))
    pricelist.change_item(item=item, values=values, now=NOW)
    again = QuoteVersion.objects.get(pk=issued.pk)
    assert issuing.pdf_of(again) == before
    assert totals_of(again).gross == again.gross_pence == 21600
    line = editing.lines_of(again)[0]
    for change in (
        lambda: editing.change_line(line=line, values=editing.LineValues("x", D(1), "", D(1))),
        lambda: editing.remove_line(line=line, now=NOW),
        lambda: editing.add_line(version=again, values=editing.LineValues("x", D(1), "", D(1))),
        lambda: editing.change_details(version=again, kind="quote", valid_until=date(2027, 1, 1), details={}),
        lambda: issuing.issue(version=again, by=as_asha, now=NOW),
    ):
        with pytest.raises(Frozen):
            change()


def test_the_pdf_says_what_was_stored(issued: QuoteVersion) -> None:
    pdf = issuing.pdf_of(issued)
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    for words in ("Quote 1001", "Dev Patel", "Fit customer's own tap", "£90.00", "£180.00", "£36.00", "£216.00"):
        assert words in text
    assert "Model cancellation form" in text
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "Quote 1001 from Rowan Plumbing"
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/MarkInfo"]["/Marked"]


def test_without_registration_the_document_speaks_of_no_vat(as_asha: Membership) -> None:
    confirmed_list(as_asha)
    lines = [suggesting.SuggestedLine("PL-05", D(1), "tap")]
    version = suggesting.suggest(conversation=conversation_of(as_asha), lines=lines, firm=True, now=NOW)
    assert version is not None
    issued = issuing.issue(version=version, by=as_asha, now=NOW)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(issuing.pdf_of(issued))).pages)
    assert "Not VAT registered" in text
    assert "VAT at" not in text
    assert "VAT number" not in text
    assert issued.gross_pence == 9000


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd")',
        "*bold* _it_ $x$ @ref <b>",
        "Ŵŷ – ‘tŷ bach’",
        "مرحبا بك",
        "🙂 done",
        "a\u202eb",
        "\\u{41} \\",
        "x" * 390,
    ],
)
def test_words_of_strangers_are_printed_as_words(as_asha: Membership, words: str) -> None:
    registered(as_asha)
    version = editing.start(conversation=conversation_of(as_asha, words[:100]), firm=True, now=NOW)
    editing.add_line(version=version, values=editing.LineValues(words, D(1), "each", D(10)))
    version.refresh_from_db()
    issued = issuing.issue(version=version, by=as_asha, now=NOW)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(issuing.pdf_of(issued))).pages)
    assert "£12.00" in text
    assert "root:" not in text
    if words.isascii():
        assert "".join(words.split()) in "".join(text.split())


def test_an_empty_quote_cannot_be_issued(as_asha: Membership) -> None:
    version = editing.start(conversation=conversation_of(as_asha), firm=True, now=NOW)
    with pytest.raises(Incomplete, match="at least one line"):
        issuing.issue(version=version, by=as_asha, now=NOW)


def test_a_yes_is_kept_with_what_was_seen(issued: QuoteVersion) -> None:
    made, new = yes(
        issued, ticks={"early_start": {"ticked": True, "text": "Please start"}}, evidence={"agent": "phone"}
    )
    assert new
    kept = Acceptance.objects.get(pk=made.pk)
    assert (kept.name, kept.document_hash, kept.gross_pence) == ("Dev Patel", issued.document_hash, 21600)
    assert kept.ticks["early_start"]["ticked"] is True
    issued.refresh_from_db()
    assert issued.state == QuoteVersion.State.ACCEPTED


def test_a_second_yes_is_the_first_one(issued: QuoteVersion) -> None:
    first, _ = yes(issued)
    second, new = yes(issued, name="Somebody else")
    assert (second.pk, new) == (first.pk, False)
    assert Acceptance.objects.count() == 1


def test_nobody_accepts_without_a_name_or_something_they_did_not_see(issued: QuoteVersion) -> None:
    with pytest.raises(NameMissing):
        yes(issued, name="  ")
    with pytest.raises(DocumentChanged):
        yes(issued, document_hash="0" * 64)
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize(
    ("valid_until", "at", "open_"),
    [
        (date(2026, 12, 1), datetime(2026, 12, 1, 23, 59, 59, tzinfo=LONDON), True),
        (date(2026, 12, 1), datetime(2026, 12, 2, 0, 0, 0, tzinfo=LONDON), False),
        (date(2026, 7, 1), datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC), True),
        (date(2026, 7, 1), datetime(2026, 7, 1, 23, 0, 0, tzinfo=UTC), False),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, 59, 59, tzinfo=LONDON), True),
        (date(2027, 3, 28), datetime(2027, 3, 29, 0, 0, 0, tzinfo=LONDON), False),
    ],
)
def test_it_stands_to_the_end_of_its_last_day_in_london(
    as_asha: Membership, draft: QuoteVersion, valid_until: date, at: datetime, open_: bool
) -> None:
    QuoteVersion.objects.filter(pk=draft.pk).update(valid_until=valid_until)
    issued = issuing.issue(version=draft, by=as_asha, now=min(NOW, at - timedelta(days=3)))
    if open_:
        assert yes(issued, at=at)[1]
    else:
        with pytest.raises(Expired, match="up-to-date"):
            yes(issued, at=at)


def test_an_expired_offer_can_be_honoured_by_the_owner_only(as_asha: Membership, issued: QuoteVersion) -> None:
    late = NOW + timedelta(days=60)
    assert issuing.expire_due(now=late) == 1
    issued.refresh_from_db()
    with pytest.raises(Expired):
        yes(issued, at=late)
    made, new = acceptance.record_acceptance(
        version=issued, by=as_asha, method="phone", name="Dev Patel", evidence={"words": "go ahead"}, now=late
    )
    assert new
    assert made.evidence["honoured_after_expiry"] is True
    assert made.recorded_by == as_asha


def test_withdrawn_and_replaced_offers_say_so(as_asha: Membership, issued: QuoteVersion) -> None:
    newer = revising.revise(version=issued, now=NOW)
    assert revising.revise(version=issued, now=NOW).pk == newer.pk
    assert [line.description for line in editing.lines_of(newer)] == ["Fit customer's own tap"]
    second = issuing.issue(version=newer, by=as_asha, now=NOW)
    issued.refresh_from_db()
    with pytest.raises(Superseded, match="newer version"):
        yes(issued)
    assert queries.offered(second.quote) == second
    issuing.withdraw(version=second, by=as_asha, now=NOW)
    with pytest.raises(Withdrawn):
        yes(second)


def test_an_accepted_quote_can_neither_be_withdrawn_nor_declined(as_asha: Membership, issued: QuoteVersion) -> None:
    yes(issued)
    with pytest.raises(AlreadyAccepted):
        issuing.withdraw(version=issued, by=as_asha, now=NOW)
    with pytest.raises(AlreadyAccepted):
        acceptance.decline(version=issued, reason="", now=NOW)


def test_a_no_is_kept_with_its_reason(issued: QuoteVersion) -> None:
    acceptance.decline(version=issued, reason=" too dear ", now=NOW)
    acceptance.decline(version=issued, reason="again", now=NOW)
    assert QuoteVersion.objects.get(pk=issued.pk).reason == "too dear"


def test_a_mistaken_yes_is_reversed_by_a_row_and_can_come_again(as_asha: Membership, issued: QuoteVersion) -> None:
    made, _ = yes(issued)
    acceptance.reverse(acceptance=made, by=as_asha, reason="wrong quote", now=NOW)
    again, new = yes(issued)
    assert new
    assert Acceptance.objects.count() == 2
    assert acceptance.standing_acceptance(issued) == again


def test_undo_makes_an_issued_quote_a_draft_again(issued: QuoteVersion) -> None:
    issuing.take_back(version=issued, now=NOW)
    again = QuoteVersion.objects.get(pk=issued.pk)
    assert again.is_draft
    assert (again.document_hash, again.pdf_blob, again.frozen) == ("", None, None)
    assert queries.offered(again.quote) is None


def test_lines_are_moved_removed_and_put_back(as_asha: Membership) -> None:
    version = editing.start(conversation=conversation_of(as_asha), firm=True, now=NOW)
    for name in "abc":
        editing.add_line(version=version, values=editing.LineValues(name, D(1), "", D(1)))

    def order() -> str:
        return "".join(line.description for line in editing.lines_of(version))

    editing.move_line(line=editing.lines_of(version)[2], up=True)
    assert order() == "acb"
    editing.move_line(line=editing.lines_of(version)[0], up=True)
    assert order() == "acb"
    gone = editing.lines_of(version)[1]
    editing.remove_line(line=gone, now=NOW)
    assert order() == "ab"
    assert totals_of(version).gross == 200
    editing.restore_line(line=QuoteLine.objects.get(pk=gone.pk))
    assert order() == "acb"


def test_the_digest_follows_everything_that_is_shown(draft: QuoteVersion) -> None:
    seen = {issuing.content_digest(draft)}
    line = editing.lines_of(draft)[0]
    editing.change_line(line=line, values=editing.LineValues("Tap two", D(2), "each", D(90)))
    seen.add(issuing.content_digest(QuoteVersion.objects.get(pk=draft.pk)))
    editing.change_details(version=draft, kind="estimate", valid_until=draft.valid_until, details={})
    seen.add(issuing.content_digest(QuoteVersion.objects.get(pk=draft.pk)))
    assert len(seen) == 3


def test_a_link_is_found_by_its_token_only_and_dies_when_revoked(as_asha: Membership, issued: QuoteVersion) -> None:
    token = suggesting.link_token(issued, now=NOW)
    assert suggesting.link_token(issued, now=NOW) == token
    assert links.find(token) == (as_asha.business_id, issued.quote_id)
    assert links.find(token[:-1]) is None
    assert links.find("") is None
    links.revoke(issued.quote, now=NOW)
    assert links.find(token) is None


def test_numbers_run_on_and_are_each_business_s_own(asha: Membership, cleo: Membership) -> None:
    for member in (asha, cleo):
        with acting_for(member.business_id, member.user_id):
            numbers = [
                editing.start(conversation=conversation_of(member), firm=True, now=NOW).quote.number for _ in range(3)
            ]
            assert numbers == [1001, 1002, 1003]


@pytest.fixture
def offer_for_many(committed: None) -> Iterator[tuple[Membership, QuoteVersion]]:
    from tests.cast import owner_of

    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id):
        version = issuing.issue(version=draft_of(member), by=member, now=NOW)
    return member, version


def test_of_twenty_at_once_one_accepts_and_all_see_the_same(offer_for_many: tuple[Membership, QuoteVersion]) -> None:
    member, version = offer_for_many

    def accept_once() -> tuple[Any, bool]:
        with acting_for(member.business_id):
            made, new = yes(version)
            return made.pk, new

    results = at_once(*[accept_once] * 20)
    assert len(results) == 20
    assert len({pk for pk, _ in results}) == 1
    assert [new for _, new in results].count(True) == 1


def test_of_a_yes_and_a_withdrawal_at_once_exactly_one_wins(offer_for_many: tuple[Membership, QuoteVersion]) -> None:
    member, version = offer_for_many

    def accept_it() -> str:
        with acting_for(member.business_id):
            yes(version)
        return "accepted"

    def withdraw_it() -> str:
        with acting_for(member.business_id, member.user_id):
            issuing.withdraw(version=version, by=member, now=NOW)
        return "withdrawn"

    said, done = at_once(accept_it, withdraw_it)
    assert (said == "accepted" and isinstance(done, AlreadyAccepted)) or (
        isinstance(said, Withdrawn) and done == "withdrawn"
    ), (said, done)
