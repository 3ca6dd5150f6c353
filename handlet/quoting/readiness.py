"""What is still missing before a version may be sent, and what its owner should know first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from handlet.accounts.models import BusinessProfile, Credential
from handlet.kit.london import end_of_day, london_day
from handlet.quoting import deposits, editing, reverse_charge, vat
from handlet.quoting.details import read
from handlet.quoting.models import QuoteLine, QuoteVersion
from handlet.quoting.printed import day_words, money, number_words
from handlet.quoting.totals import (
    Crossing,
    Totals,
    crossings_of,
    customer_kind,
    is_consumer,
    rate_on,
    standing_lines,
    totals_of,
)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something without which nothing is sent. field: where it is put right, a name of `editing.LineValues` where `line` is
    given, else of `editing.Terms`, `details.Details` or `lines`, `deposit`, `discount`, `valid_until`.
    """

    sentence: str
    field: str
    line: UUID | None = None


# What an owner must have read on purpose before a quote goes; the rest is said and needs no tick.
TICKED = frozenset({"vat_changes", "registration", "deposit", "price_list", "reverse_charge", "credential"})


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that the owner may decide as it is. code: a short name for the page; sentence: what, and why it matters."""

    code: str
    sentence: str

    @property
    def tick(self) -> bool:
        """Whether it must be ticked before the quote goes."""
        return self.code in TICKED

    @property
    def key(self) -> str:
        """Names it in a form: another sentence is another thing to tick."""
        return f"{self.code}-{hashlib.sha256(self.sentence.encode()).hexdigest()[:12]}"


def open_points(version: QuoteVersion, *, now: datetime) -> list[str]:
    """What is still missing before this version can be issued, in sentences; empty when it is ready."""
    return [point.sentence for point in points_of(version, now=now)]


def points_of(version: QuoteVersion, *, now: datetime) -> list[OpenPoint]:
    """The same, each with the place where it is put right."""
    lines = standing_lines(version)
    points = [] if any(not line.optional for line in lines) else [OpenPoint("Add at least one line.", "lines")]
    for line in lines:
        points += _of_line(line, version, now)
    points += _of_terms(version)
    if now >= end_of_day(version.valid_until):
        points.append(OpenPoint("Its last day has passed. Choose a later one.", "valid_until"))
    return points


def untouched(version: QuoteVersion) -> int:
    """How many suggested lines nobody has looked at."""
    return sum(1 for line in standing_lines(version) if not line.touched)


def all_from_list(version: QuoteVersion) -> bool:
    """Whether every line that waits for a look is as the list has it today: then one yes may stand for all of them."""
    return all(
        line.origin == QuoteLine.Origin.SUGGESTED
        and line.price_item is not None
        and line.price_item.retired_at is None
        and line.price_item_version == line.price_item.version
        and not line.question
        for line in standing_lines(version)
        if not line.touched
    )


def _of_line(line: QuoteLine, version: QuoteVersion, now: datetime) -> list[OpenPoint]:
    name = line.description or f"Line {line.position}"
    points = []

    def point(sentence: str, field: str) -> None:
        points.append(OpenPoint(sentence, field, line.pk))

    if not line.description.strip():
        point(f"Line {line.position} has no description.", "description")
    if line.quantity <= 0:
        point(f"“{name}” needs a quantity.", "quantity")
    if line.question:
        point(f"“{name}”: {line.question}", "description")
    barred = line.price_item is not None and not line.price_item.may_be_firm
    if barred and version.kind == QuoteVersion.Kind.QUOTE and line.origin != QuoteLine.Origin.TYPED:
        point(f"“{name}” is a price that you do not give firmly. Make this an estimate, or type a price.", "unit_price")
    if version.vat_registered:
        for sentence, field in _of_vat(line, name, version, now):
            point(sentence, field)
    return points


def _of_vat(line: QuoteLine, name: str, version: QuoteVersion, now: datetime) -> list[tuple[str, str]]:
    if not line.vat_treatment:
        if line.vat_rate == 20:
            return []
        return [(f"“{name}” is at {number_words(line.vat_rate)} % VAT: say why.", "vat_treatment")]
    try:
        rate_on(line, version, _tax_point(version, now))
    except vat.NoRate as error:
        return [(f"“{name}”: {error}", "vat_treatment")]
    treatment = vat.TREATMENTS[line.vat_treatment]
    if not treatment.reason:
        return []
    points = []
    if not line.vat_reason.strip():
        points.append((f"“{name}” is not at the standard rate of VAT: say why.", "vat_reason"))
    evidence = line.vat_evidence or {}
    if treatment.evidence and not (evidence.get("type") and (evidence.get("on") or evidence.get("reference"))):
        needed = f"“{name}” needs evidence for its rate of VAT: {_small(treatment.evidence)}."
        points.append((needed, "vat_evidence"))
    return points


def _of_terms(version: QuoteVersion) -> list[OpenPoint]:
    points = []
    unseen = version.seen in (QuoteVersion.Seen.PHOTOS, QuoteVersion.Seen.TOLD)
    if version.kind == QuoteVersion.Kind.QUOTE and unseen and not version.kind_reason.strip():
        sentence = "You have not seen this work. Say why the price is firm all the same, or make it an estimate."
        points.append(OpenPoint(sentence, "kind_reason"))
    if is_consumer(version):
        points += _of_paperwork(version)
    if version.reverse_charge and not reverse_charge.applies(editing.reverse_charge_facts(version)):
        sentence = "The reverse charge does not apply to this customer as you describe them."
        points.append(OpenPoint(sentence, "reverse_charge"))
    details = read(version.details)
    deposit = version.deposit_percent or version.deposit_pounds
    if deposit and not version.deposit_kind:
        points.append(OpenPoint("Say whether the first payment is a deposit or part of the price.", "deposit_kind"))
    if (version.discount_percent or version.discount_pounds) and version.quote.variation:
        sentence = "A variation takes nothing off the whole: write the discount as a line."
        points.append(OpenPoint(sentence, "discount"))
    if version.deposit_kind and not details.deposit_for and deposit:
        points.append(OpenPoint("Say what the deposit is for.", "deposit_for"))
    totals = totals_of(version)
    if totals.problem:
        points.append(OpenPoint(totals.problem, "deposit"))
    if totals.gross < 0 and not version.quote.variation:
        points.append(OpenPoint("It comes to less than nothing: take less off.", "lines"))
    return points


def _of_paperwork(version: QuoteVersion) -> list[OpenPoint]:
    points = []
    if not version.paperwork and not version.paperwork_reason.strip():
        points.append(OpenPoint("Say why the cancellation notice and form are left off.", "paperwork_reason"))
    if version.urgent_repair and not version.urgent_reason.strip():
        points.append(OpenPoint("Say what makes this an urgent repair that they asked for.", "urgent_reason"))
    if version.contract_setting == QuoteVersion.Setting.NOT_CONSUMER:
        sentence = "You say that the customer is no consumer: then say who they are."
        points.append(OpenPoint(sentence, "customer_kind"))
    return points


def _tax_point(version: QuoteVersion, now: datetime) -> date:
    """As on the day of issue: a draft that nobody gave a tax point is judged by today."""
    given = version.assumed_tax_point or version.start_until or version.start_from
    return given or london_day(now)


def cautions_of(version: QuoteVersion, *, now: datetime) -> Sequence[Caution]:
    """What the owner should know before sending: none of it forbids."""
    totals = totals_of(version)
    profile = version.business.profile
    found = [Caution("vat_changes", crossing_words(one)) for one in crossings_of(version)]
    found += _registration(version, profile, now)
    deposit = deposits.warning(totals.deposit, totals.gross, consumer=is_consumer(version))
    if deposit:
        found.append(Caution("deposit", deposit))
    if version.kind == QuoteVersion.Kind.ESTIMATE and not read(version.details).could_move:
        found.append(Caution("could_move", "Say what could move this estimate, so that nobody is surprised."))
    if not version.customer_kind and is_consumer(version):
        found.append(
            Caution("customer_kind", "We take them for a householder, who is given the cancellation notice and form.")
        )
    found += _trade(version, totals)
    found += _list_changed(version)
    found += _credentials(version, now)
    return found


def _registration(version: QuoteVersion, profile: BusinessProfile, now: datetime) -> list[Caution]:
    today = london_day(now)
    last = max(day for day in (version.valid_until, version.start_from, version.start_until) if day)
    if editing.registered_on(profile, today) == editing.registered_on(profile, max(last, today)):
        return []
    return [
        Caution(
            "registration",
            "Your VAT registration begins or ends while this offer stands. What counts is the day of the work: set the day "
            "that you assume.",
        )
    ]


def _trade(version: QuoteVersion, totals: Totals) -> list[Caution]:
    facts = editing.reverse_charge_facts(version)
    found = [Caution("reverse_charge", question) for question in reverse_charge.open_facts(facts)]
    if reverse_charge.applies(facts) and not version.reverse_charge:
        found.append(
            Caution("reverse_charge", "The reverse charge seems to apply: the contractor then pays the VAT itself.")
        )
    if totals.cis is not None and any(
        line.kind in ("materials", "plant") and line.cost_pounds is None for line in standing_lines(version)
    ):
        found.append(
            Caution(
                "cis", "Say what you pay for materials and plant: without it their price is taken off the CIS base."
            )
        )
    if customer_kind(version) == "contractor" and version.cis_percent is None:
        found.append(Caution("cis", "Say in your profile what is taken off under CIS, to show it on the quote."))
    return found


def _list_changed(version: QuoteVersion) -> list[Caution]:
    found = []
    for line in standing_lines(version):
        item = line.price_item
        if item is None or line.price_item_version == item.version or line.origin == QuoteLine.Origin.TYPED:
            continue
        if line.worked_out is not None or item.unit_price != line.unit_price:
            found.append(Caution("price_list", f"“{line.description}”: your price list has changed since."))
    return found


def _credentials(version: QuoteVersion, now: datetime) -> list[Caution]:
    today = london_day(now)
    return [
        Caution("credential", f"{row.scheme} runs out on {day_words(row.valid_until)}, while this offer stands.")
        for row in named_credentials(version, today)
        if row.valid_until is not None and today <= row.valid_until < version.valid_until
    ]


def named_credentials(version: QuoteVersion, day: date) -> list[Credential]:
    """The credentials that the version names: those picked, valid or not. Without a pick those that are valid on `day`, hold
    in the nation of the site, and cover work that the quote speaks of.
    """
    rows = Credential.objects.filter(business_id=version.business_id).order_by("scheme", "id")
    if version.credentials is not None:
        return list(rows.filter(pk__in=version.credentials))
    if not rows:
        return []
    words = " ".join(
        [read(version.details).scope, *(line.description for line in editing.lines_of(version))]
    ).casefold()
    return [row for row in rows if is_valid(row, day) and _covers(row, version.nation, words)]


def _covers(row: Credential, nation: str, words: str) -> bool:
    """No nation and no kind of work said: it covers all. A kind is found by its words, without their endings."""
    if row.nation and nation and row.nation != nation:
        return False
    kinds = [re.findall(r"\w{3,}", str(kind).casefold()) for kind in row.categories]
    return not kinds or any(
        all(re.search(rf"\b{re.escape(word[:5])}", words) for word in kind) for kind in kinds if kind
    )


def is_valid(row: Credential, day: date) -> bool:
    """Whether a credential may be named on that day."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_until is None or day <= row.valid_until)


def crossing_words(crossing: Crossing) -> str:
    """Both totals, in a sentence for page and paper."""
    change = crossing.change
    return (
        f"VAT on {vat.TREATMENTS[change.treatment].words.lower()} changes from {number_words(change.before)} % to "
        f"{number_words(change.after)} % on {day_words(change.day)}: {money(crossing.before.gross)} for work done before "
        f"that day, {money(crossing.after.gross)} from then on."
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
