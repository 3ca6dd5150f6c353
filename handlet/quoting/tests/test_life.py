"""What may become of a quote: every verb with its guard, races with real transactions, and a database that holds it frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal as D
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from handlet.accounts import profiles
from handlet.accounts.models import BusinessProfile, Membership
from handlet.accounts.tenancy import acting_for
from handlet.kit.london import LONDON
from handlet.privacy import cases
from handlet.privacy.subjects import Subject
from handlet.quoting import acceptance, cancelling, deposits, document, editing, issuing, readiness, revising
from handlet.quoting.holding import QuotingHolder
from handlet.quoting.models import Acceptance, AcceptanceReversal, Cancellation, QuoteLine, QuoteSection, QuoteVersion
from handlet.quoting.printed import money
from handlet.quoting.refusals import (
    BadValue,
    CredentialExpired,
    Expired,
    Incomplete,
    NotAccepted,
    NothingToVary,
    PeriodPassed,
    QuotingRefused,
    TakesVariations,
    TotalsChanged,
    UnknownOption,
    WorkStarted,
)
from handlet.quoting.tests.test_offers import conversation_of, draft_of, registered, yes
from handlet.quoting.totals import crossings_of, totals_of
from tests.cast import NOW, owner_of
from tests.racing import at_once


def typed(text: str, price: str, **more: Any) -> editing.LineValues:
    return editing.LineValues(text, D(1), "each", D(price), **more)


def by_hand(member: Membership, *lines: editing.LineValues) -> QuoteVersion:
    registered(member)
    version = editing.start(conversation=conversation_of(member), firm=True, now=NOW)
    for values in lines:
        editing.add_line(version=version, values=values)
    version.refresh_from_db()
    return version


def test_it_is_ready_once_every_suggestion_was_looked_at_and_a_change_makes_it_a_draft(
    as_asha: Membership, draft: QuoteVersion
) -> None:
    with pytest.raises(Incomplete, match="Look at the line"):
        issuing.finish(version=draft, by=as_asha, now=NOW)
    (line,) = editing.lines_of(draft)
    editing.change_line(line=line, values=editing.values_of(line))
    assert issuing.finish(version=draft, by=as_asha, now=NOW).state == "ready"
    editing.set_terms(version=draft, payment_days=14)
    assert QuoteVersion.objects.get(pk=draft.pk).state == "draft"


def test_m19_a_reduced_rate_wants_a_reason_and_evidence(as_asha: Membership) -> None:
    version = by_hand(as_asha, typed("Rewire", "100", vat_treatment="empty_home"))
    (line,) = editing.lines_of(version)
    assert line.vat_rate == 5
    with pytest.raises(Incomplete, match=r"say why.*evidence"):
        issuing.issue(version=version, by=as_asha, now=NOW)
    evidence = {"type": "council letter", "on": "2026-11-01"}
    values = replace(editing.values_of(line), vat_reason="Empty since 2023", vat_evidence=evidence)
    editing.change_line(line=line, values=values)
    sent = issuing.issue(version=version, by=as_asha, now=NOW)
    assert sent.gross_pence == 10500
    assert any("home empty for two years" in row["label"] for row in sent.frozen["sums"])


def test_a_quote_of_less_than_nothing_does_not_go(as_asha: Membership) -> None:
    version = by_hand(as_asha, typed("Tap", "50"), typed("Because of last time", "-80", kind="discount"))
    with pytest.raises(Incomplete, match="less than nothing"):
        issuing.issue(version=version, by=as_asha, now=NOW)


def test_cis_leaves_out_the_price_of_materials_without_its_vat(as_asha: Membership) -> None:
    """Where nobody has said what they cost: the VAT in their price is not theirs either."""
    version = by_hand(as_asha, typed("Copper", "120", kind="materials", includes_vat=True), typed("Work", "100"))
    editing.set_terms(version=version, customer_kind="contractor", cis_percent=20)
    deduction = totals_of(version).cis
    assert deduction is not None
    assert (deduction.base, deduction.amount) == (100_00, 20_00)


def test_registered_later_than_the_quote_the_day_of_the_work_decides(as_asha: Membership) -> None:
    """From 1 January they are registered: a job in February carries VAT, and the draft says so before anything is sent."""
    registered(as_asha)
    BusinessProfile.objects.update(vat_from=date(2027, 1, 1))
    version = editing.start(conversation=conversation_of(as_asha), firm=True, now=NOW)
    editing.add_line(version=version, values=typed("Bath", "100"))
    assert (totals_of(version).gross, list(totals_of(version).vat_rows)) == (100_00, [])
    editing.set_terms(version=version, start_from=date(2027, 2, 1), start_until=date(2027, 2, 8))
    assert totals_of(version).gross == 120_00
    assert "registration" in [one.code for one in readiness.cautions_of(version, now=NOW)]
    editing.set_terms(version=version, start_from=date(2026, 12, 1), start_until=date(2026, 12, 8))
    assert totals_of(version).gross == 100_00
    editing.set_terms(version=version, start_from=None, start_until=None, assumed_tax_point=date(2027, 2, 1))
    sent = issuing.issue(version=version, by=as_asha, now=NOW, gross_shown=120_00)
    assert (sent.vat_registered, sent.gross_pence, sent.vat_pence) == (True, 120_00, 20_00)


def test_a_draft_that_waits_for_the_registration_is_told_of_it_overnight(as_asha: Membership) -> None:
    registered(as_asha)
    BusinessProfile.objects.update(vat_from=date(2027, 1, 1))
    version = editing.start(conversation=conversation_of(as_asha), firm=True, now=NOW)
    editing.add_line(version=version, values=typed("Bath", "100"))
    new_year = datetime(2027, 1, 1, 6, tzinfo=LONDON)
    assert issuing.refresh_drafts(now=new_year) == 1
    assert issuing.refresh_drafts(now=new_year) == 0
    version.refresh_from_db()
    assert totals_of(version).gross == 120_00


@pytest.mark.parametrize(
    ("terms", "valid_until", "warned"),
    [
        ({}, date(2027, 3, 31), False),
        ({}, date(2027, 4, 1), True),
        ({"start_from": date(2027, 3, 29), "start_until": date(2027, 4, 2)}, date(2027, 1, 31), True),
        ({"start_from": date(2027, 4, 1)}, date(2027, 1, 31), True),
        ({"start_from": date(2027, 3, 29), "start_until": date(2027, 3, 31)}, date(2027, 1, 31), False),
        ({"assumed_tax_point": date(2027, 4, 6)}, date(2027, 1, 31), True),
    ],
)
def test_energy_saving_work_around_the_first_of_april_2027(
    as_asha: Membership, terms: dict[str, Any], valid_until: date, warned: bool
) -> None:
    version = by_hand(as_asha, typed("Loft insulation", "1000", vat_treatment="energy_saving"))
    editing.set_terms(version=version, nation="england", **terms)
    editing.change_details(version=version, kind="quote", valid_until=valid_until, details={})
    cautions = [one for one in readiness.cautions_of(version, now=NOW) if one.code == "vat_changes"]
    assert bool(cautions) == warned
    for one in cautions:
        assert one.tick
        assert "from 0 % to 5 % on 1 April 2027" in one.sentence
        assert "£1,000.00 for work done before that day, £1,050.00 from then on" in one.sentence


def test_m18_an_offer_across_a_change_of_rate_says_both_totals(as_asha: Membership) -> None:
    version = by_hand(as_asha, typed("Solar panels, fitted", "10000", vat_treatment="energy_saving"))
    version = editing.set_terms(version=version, start_from=date(2027, 3, 15), start_until=date(2027, 4, 10))
    (crossing,) = crossings_of(version)
    assert (crossing.before.gross, crossing.after.gross) == (1000000, 1050000)
    assert "vat_changes" in {caution.code for caution in readiness.cautions_of(version, now=NOW)}
    assert "£10,000.00 for work done before" in readiness.crossing_words(crossing)


def test_a_rate_that_changed_since_it_was_shown_is_not_sent(as_asha: Membership) -> None:
    solar = typed(
        "Solar", "100", vat_treatment="energy_saving", vat_reason="A home", vat_evidence={"type": "home", "on": "today"}
    )
    version = by_hand(as_asha, solar)
    QuoteVersion.objects.filter(pk=version.pk).update(valid_until=date(2027, 5, 1))
    april = datetime(2027, 4, 2, 9, tzinfo=LONDON)
    with pytest.raises(TotalsChanged, match="£105"):
        issuing.issue(version=version, by=as_asha, now=april)
    assert issuing.issue(version=version, by=as_asha, now=april).gross_pence == 10500


def test_an_expired_credential_is_not_named(as_asha: Membership, draft: QuoteVersion) -> None:
    card = profiles.add_credential(
        by=as_asha, scheme="Gas Safe", number="1", holder="Asha", valid_until=NOW.date() - timedelta(days=1)
    )
    editing.set_terms(version=draft, credentials=[str(card.pk)])
    with pytest.raises(CredentialExpired, match="Gas Safe"):
        issuing.issue(version=draft, by=as_asha, now=NOW)


def test_sections_discounts_options_deposit_and_stages_make_one_sum(as_asha: Membership) -> None:
    version = by_hand(as_asha, typed("Bath", "500"), typed("Towel rail", "100", optional=True))
    section = editing.add_section(version=version, title="Bathroom")
    line = editing.lines_of(version)[0]
    editing.change_line(line=line, values=replace(editing.values_of(line), section=section))
    editing.change_details(
        version=version, kind="quote", valid_until=version.valid_until, details={"deposit_for": "The bath"}
    )
    version = editing.set_terms(
        version=version,
        discount_percent=D(10),
        deposit_kind="deposit",
        deposit_percent=D(20),
        stages=[deposits.Stage("First fix", percent=D(40)), deposits.Stage("Done")],
    )
    sums = totals_of(version)
    assert (sums.gross, sums.discount, sums.sections[section.pk]) == (54000, 5000, 50000)
    assert [row.amount for row in sums.payments] == [10800, 21600, 21600]
    sent = issuing.issue(version=version, by=as_asha, now=NOW)
    option = editing.lines_of(sent)[1]
    with pytest.raises(UnknownOption):
        yes(sent, chosen=[line.pk])
    with pytest.raises(TotalsChanged, match="£648"):
        yes(sent, chosen=[option.pk], gross_shown=54000)
    made, _ = yes(sent, chosen=[option.pk], gross_shown=64800)
    assert (made.gross_pence, made.chosen, made.deposit_pence) == (64800, [str(option.pk)], 12960)


def test_terms_that_cannot_be_are_refused_at_their_field(draft: QuoteVersion) -> None:
    for terms, field in (
        ({"discount_percent": D(5), "discount_pounds": D(5)}, "discount_pounds"),
        ({"start_from": date(2027, 1, 2), "start_until": date(2027, 1, 1)}, "start_until"),
        ({"reverse_charge": True}, "reverse_charge"),
        ({"nation": "france"}, "nation"),
        ({"cis_percent": 25}, "cis_percent"),
    ):
        with pytest.raises(BadValue) as refused:
            editing.set_terms(version=draft, **terms)  # type: ignore[arg-type]
        assert refused.value.field == field
    with pytest.raises(BadValue, match="minus"):
        editing.add_line(version=draft, values=typed("Less", "5", kind="discount"))
    with pytest.raises(BadValue, match="variation"):
        editing.add_line(version=draft, values=typed("Less", "-5"))


def refused_by_the_database(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        return "does not change" in str(error)
    return False


def test_t8_the_database_itself_refuses_to_change_what_was_issued(issued: QuoteVersion) -> None:
    versions, lines = QuoteVersion.objects.filter(pk=issued.pk), QuoteLine.objects.filter(version=issued)
    for column, value in (
        ("gross_pence", 1), ("valid_until", date(2030, 1, 1)), ("document_hash", "x"), ("kind", "estimate"),
        ("vat_registered", False), ("discount_percent", D(5)), ("pdf_blob", None), ("paperwork", False),
    ):  # fmt: skip
        assert refused_by_the_database(lambda column=column, value=value: versions.update(**{column: value})), column  # type: ignore[misc]
    for column, value in (("unit_price", D(1)), ("quantity", D(9)), ("vat_rate", D(0)), ("removed_at", NOW)):
        assert refused_by_the_database(lambda column=column, value=value: lines.update(**{column: value})), column  # type: ignore[misc]
    line = lines[0]
    line.description = "Something else"
    assert refused_by_the_database(line.save)
    assert refused_by_the_database(lambda: lines.delete())
    made, _ = yes(issued)
    assert refused_by_the_database(lambda: Acceptance.objects.filter(pk=made.pk).update(gross_pence=1))
    assert refused_by_the_database(lambda: versions.update(state="draft"))


def test_t9_nothing_that_changes_afterwards_reaches_the_document(as_asha: Membership, issued: QuoteVersion) -> None:
    before = issuing.pdf_of(issued)
    profile = BusinessProfile.objects.get(business_id=as_asha.business_id)
    profile.terms, profile.address, profile.vat_registered = "Others", "Elsewhere", False
    profile.save()
    again = QuoteVersion.objects.get(pk=issued.pk)
    assert issuing.pdf_of(again) == before
    assert (totals_of(again).gross, again.terms_hash) == (issued.gross_pence, issued.terms_hash)


def test_t7_an_expired_offer_is_honoured_by_a_member_only(as_asha: Membership, issued: QuoteVersion) -> None:
    late = NOW + timedelta(days=60)
    with pytest.raises(Expired):
        yes(issued, at=late)
    made, _ = acceptance.record_acceptance(
        version=issued, by=as_asha, method="phone", place="apart", name="Dev", evidence={"words": "yes"}, now=late
    )
    assert (made.honoured_after_expiry, made.place, made.recorded_by) == (True, "apart", as_asha)


def test_t21_a_reversed_yes_and_a_new_one_are_both_kept(as_asha: Membership, issued: QuoteVersion) -> None:
    made, _ = yes(issued)
    acceptance.reverse(acceptance=made, by=as_asha, reason="wrong quote", now=NOW)
    acceptance.reverse(acceptance=made, by=as_asha, reason="again", now=NOW)
    assert AcceptanceReversal.objects.get().reason == "wrong quote"
    again, new = yes(issued)
    assert new
    assert Acceptance.objects.count() == 2
    acceptance.note_work_started(acceptance=again, by=as_asha, at=NOW, now=NOW)
    with pytest.raises(WorkStarted):
        acceptance.reverse(acceptance=again, by=as_asha, reason="oh", now=NOW)


def test_t22_an_accepted_quote_outlives_the_person_without_their_words(as_asha: Membership) -> None:
    version = by_hand(as_asha, typed("Tap", "100", private_note="key under the mat"))
    editing.add_section(version=version, title="Kitchen")
    gone = editing.add_line(version=version, values=typed("A ramp for his wheelchair", "300"))
    editing.remove_line(line=gone, now=NOW)
    sent = issuing.issue(version=version, by=as_asha, now=NOW)
    made, _ = yes(sent, relation="for my mother", shown_text="the page", evidence={"agent": "phone"})
    ended, _ = cancelling.cancel(version=sent, method="online", words="changed my mind", name="Dev", now=NOW)
    customer = sent.quote.customer
    assert customer is not None
    cases.erase_by_rule(subject=Subject("customer", customer.id, as_asha.business_id), now=NOW)
    kept = Acceptance.objects.get(pk=made.pk)
    assert (kept.name, kept.relation, kept.shown_text, kept.evidence) == ("Dev Patel", "", "", None)
    assert (kept.gross_pence, kept.document_hash) == (12000, sent.document_hash)
    line = QuoteLine.objects.get(version=sent, removed_at=None)
    assert (line.description, line.private_note) == ("Tap", "")
    assert QuoteLine.objects.get(pk=gone.pk).description == ""
    stays = QuoteVersion.objects.get(pk=sent.pk)
    # The offer stands in its frozen document; nothing says it twice.
    assert (stays.details, stays.stages) == (None, None)
    assert "Dev Patel" in str(stays.frozen)
    assert [(row.title, row.note) for row in QuoteSection.objects.filter(version=sent)] == [("", "")]
    assert Cancellation.objects.get(pk=ended.pk).words == ""
    assert issuing.pdf_of(QuoteVersion.objects.get(pk=sent.pk)).startswith(b"%PDF-")


def test_t11_what_is_paid_when_is_the_same_before_and_after_the_yes_and_in_the_copy(as_asha: Membership) -> None:
    version = by_hand(as_asha, typed("Bath", "1000"))
    editing.change_details(
        version=version, kind="quote", valid_until=version.valid_until, details={"deposit_for": "The bath"}
    )
    version = editing.set_terms(
        version=version,
        deposit_kind="deposit",
        deposit_percent=D(20),
        stages=[deposits.Stage("First fix", percent=D(40)), deposits.Stage("Done")],
    )
    sent = issuing.issue(version=version, by=as_asha, now=NOW)
    before = (sent.stages, sent.deposit_pence, totals_of(sent).payments)
    made, _ = yes(sent)
    after = QuoteVersion.objects.get(pk=sent.pk)
    assert (after.stages, after.deposit_pence, totals_of(after).payments) == before
    assert made.deposit_pence == before[1] == 24000
    customer = sent.quote.customer
    assert customer is not None
    copy = QuotingHolder().export(Subject("customer", customer.id, as_asha.business_id))
    assert (copy["quotes"][0]["stages"], copy["quotes"][0]["deposit_pence"]) == before[:2]
    paper = "\n".join(document.said(document.read(sent.frozen)))
    assert all(money(one.amount) in paper for one in before[2])


def test_the_customer_cancels_in_their_days_once(as_asha: Membership, issued: QuoteVersion) -> None:
    with pytest.raises(NotAccepted):
        cancelling.cancel(version=issued, method="message", words="no", name="Dev", now=NOW)
    yes(issued)
    day = NOW + timedelta(days=14)
    ended, new = cancelling.cancel(version=issued, method="message", words="I cancel", name="Dev", now=day)
    assert new
    assert (ended.how, ended.period_ended_on) == ("right", day.date())
    assert ended.refund_due_by == day.date() + timedelta(days=14)
    assert cancelling.cancel(version=issued, method="form", words="", name="", now=day) == (ended, False)
    assert QuoteVersion.objects.get(pk=issued.pk).state == "cancelled"


def test_after_their_days_the_business_decides_and_nobody_is_told_that_they_cannot(
    as_asha: Membership, issued: QuoteVersion
) -> None:
    yes(issued)
    late = NOW + timedelta(days=15)
    with pytest.raises(PeriodPassed) as refused:
        cancelling.cancel(version=issued, method="message", words="I cancel", name="Dev", now=late)
    assert "cannot" not in str(refused.value)
    ended, _ = cancelling.agree(
        version=issued, by=as_asha, method="phone", words="Agreed to stop", name="Dev", now=late
    )
    assert ended.how == "agreement"


def test_what_was_accepted_takes_variations_only(as_asha: Membership, issued: QuoteVersion) -> None:
    with pytest.raises(NotAccepted):
        revising.vary(version=issued, now=NOW)
    yes(issued)
    issued.refresh_from_db()
    with pytest.raises(TakesVariations):
        revising.revise(version=issued, now=NOW)
    for price, label in (("-90", "1001-V1"), ("50", "1001-V2")):
        variation = revising.vary(version=issued, now=NOW)
        assert variation.quote.label == label
        editing.add_line(version=variation, values=typed("A change", price))
        variation.refresh_from_db()
        yes(issuing.issue(version=variation, by=as_asha, now=NOW))
    agreed = revising.agreed(issued.quote)
    assert agreed is not None
    assert (agreed.original, agreed.variations, agreed.total) == (
        21600, (("1001-V1", -10800), ("1001-V2", 6000)), 16800,
    )  # fmt: skip


def test_it_is_extended_duplicated_and_compared(as_asha: Membership, issued: QuoteVersion) -> None:
    longer = revising.extend(version=issued, valid_until=date(2027, 3, 1), now=NOW)
    assert [row.what for row in revising.differences(issued, longer)] == ["Valid until"]
    with pytest.raises(BadValue):
        revising.extend(version=issued, valid_until=NOW.date() - timedelta(days=1), now=NOW)
    other = conversation_of(as_asha, "Eve Marsh")
    copy = revising.duplicate(version=issued, conversation=other, now=NOW)
    (line,) = editing.lines_of(copy)
    assert (copy.quote.number, copy.details["customer_name"], line.origin, line.customer_words) == (
        1002, "Eve Marsh", "past_quote", "",
    )  # fmt: skip
    assert totals_of(copy).gross == totals_of(issued).gross


@pytest.fixture
def offered(committed: None) -> tuple[Membership, QuoteVersion]:
    member = owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example")
    with acting_for(member.business_id, member.user_id):
        version = issuing.issue(version=draft_of(member), by=member, now=NOW)
    return member, version


def happened(member: Membership, *verbs: Callable[[], object]) -> list[str]:
    """Each verb in a transaction of its own, at the same moment; the names of what happened."""

    def act(verb: Callable[[], object]) -> str:
        with acting_for(member.business_id, member.user_id):
            verb()
        return "done"

    ended = at_once(*(partial(act, verb) for verb in verbs))
    assert all(one == "done" or isinstance(one, QuotingRefused) for one in ended), ended
    return sorted(one if one == "done" else type(one).__name__ for one in ended)


def test_t5_of_a_yes_and_a_newer_version_at_once_one_wins(offered: tuple[Membership, QuoteVersion]) -> None:
    member, version = offered
    with acting_for(member.business_id, member.user_id):
        newer = revising.revise(version=version, now=NOW)
    outcome = happened(member, lambda: yes(version), lambda: issuing.issue(version=newer, by=member, now=NOW))
    assert outcome in (["Superseded", "done"], ["TakesVariations", "done"])
    with acting_for(member.business_id):
        states = sorted(QuoteVersion.objects.values_list("state", flat=True))
    assert states in (["issued", "superseded"], ["accepted", "draft"])


def test_t5_of_a_yes_and_midnight_at_once_one_wins(offered: tuple[Membership, QuoteVersion]) -> None:
    member, version = offered
    last = datetime.combine(version.valid_until, datetime.max.time(), tzinfo=LONDON)
    outcome = happened(
        member, lambda: yes(version, at=last), lambda: issuing.expire_due(now=last + timedelta(seconds=1))
    )
    with acting_for(member.business_id):
        state = QuoteVersion.objects.get().state
    # The label alone may win the race by a moment: then the customer is told, and nothing was agreed.
    assert (outcome, state) in ((["done", "done"], "accepted"), (["Expired", "done"], "expired"))


def test_t5_of_two_cancellations_and_a_reversal_at_once_one_wins(offered: tuple[Membership, QuoteVersion]) -> None:
    member, version = offered
    with acting_for(member.business_id, member.user_id):
        made, _ = yes(version)

    def cancel() -> object:
        return cancelling.cancel(version=version, method="online", words="stop", name="Dev", now=NOW)

    def reverse() -> object:
        return acceptance.reverse(acceptance=made, by=member, reason="mistake", now=NOW)

    outcome = happened(member, cancel, cancel, reverse)
    with acting_for(member.business_id):
        ended, undone = Cancellation.objects.count(), AcceptanceReversal.objects.count()
    assert (ended, undone) in ((1, 0), (0, 1))
    assert outcome.count("NotAccepted") == (1 if ended else 2)


def test_t5_a_change_of_what_is_cancelled_at_that_moment_is_not_agreed_alone(
    offered: tuple[Membership, QuoteVersion],
) -> None:
    """Yes to the variation and an end of the whole at once: a yes counts only while there is something to change."""
    member, version = offered
    with acting_for(member.business_id, member.user_id):
        yes(version)
        version.refresh_from_db()
        variation, later = (revising.vary(version=version, now=NOW) for _ in range(2))
        for one in (variation, later):
            editing.add_line(version=one, values=typed("A change", "50"))
            one.refresh_from_db()
        issuing.issue(version=variation, by=member, now=NOW)
        variation.refresh_from_db()

    def cancel() -> object:
        return cancelling.cancel(version=version, method="online", words="stop", name="Dev", now=NOW)

    assert happened(member, cancel, lambda: yes(variation)) in (["NothingToVary", "done"], ["done", "done"])
    with acting_for(member.business_id, member.user_id):
        yesses = Acceptance.objects.filter(version=variation).count()
        ended = Cancellation.objects.get()
        # Whoever said yes in time said it before the end.
        assert yesses == 0 or Acceptance.objects.get(version=variation).at <= ended.at
        with pytest.raises(NothingToVary):
            issuing.issue(version=later, by=member, now=NOW)
        with pytest.raises(NotAccepted):
            revising.vary(version=version, now=NOW)


def test_an_open_change_of_a_yes_that_was_taken_back_binds_nobody(as_asha: Membership, issued: QuoteVersion) -> None:
    made, _ = yes(issued)
    issued.refresh_from_db()
    variation = revising.vary(version=issued, now=NOW)
    editing.add_line(version=variation, values=typed("A change", "50"))
    variation.refresh_from_db()
    issuing.issue(version=variation, by=as_asha, now=NOW)
    acceptance.reverse(acceptance=made, by=as_asha, reason="A mistake", now=NOW)
    variation.refresh_from_db()
    with pytest.raises(NothingToVary):
        yes(variation)
    yes(issued)
    yes(variation)


def test_t5_ten_quotes_begun_at_once_have_ten_numbers(offered: tuple[Membership, QuoteVersion]) -> None:
    member, _ = offered
    with acting_for(member.business_id, member.user_id):
        talks = [conversation_of(member, f"Person {number}") for number in range(10)]
    assert (
        happened(member, *(partial(editing.start, conversation=talk, firm=True, now=NOW) for talk in talks))
        == ["done"] * 10
    )
    with acting_for(member.business_id):
        assert sorted(QuoteVersion.objects.values_list("quote__number", flat=True)) == list(range(1001, 1012))
