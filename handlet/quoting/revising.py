"""What comes after: a new version, a longer validity, the same again for somebody else, a variation of what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from handlet.inbox.models import Conversation
from handlet.kit import ids
from handlet.kit.london import end_of_day
from handlet.quoting import copying, editing
from handlet.quoting.models import Acceptance, Quote, QuoteLine, QuoteVersion
from handlet.quoting.printed import day_words, money, number_words, price_words, unit_words
from handlet.quoting.refusals import BadValue, NotAccepted, TakesVariations
from handlet.quoting.totals import totals_of

State = QuoteVersion.State


def revise(*, version: QuoteVersion, now: datetime) -> QuoteVersion:
    """A new draft version with the same lines. An open draft of the same quote is given back instead of a second one.

    Raises TakesVariations: what was accepted is locked.
    """
    quote = Quote.objects.select_for_update(of=("self",)).get(pk=version.quote_id)
    open_draft = quote.versions.filter(state__in=(State.DRAFT, State.READY)).order_by("-version").first()
    if open_draft is not None:
        return open_draft
    if quote.versions.filter(state=State.ACCEPTED).exists():
        raise TakesVariations("They have accepted this quote, so it does not change. Make a variation for what is new.")
    number = quote.versions.aggregate(highest=Max("version"))["highest"] + 1
    fresh = editing.new_version(quote, number, now, source=version)
    copying.copy_lines(source=version, target=fresh)
    editing.refresh_rates(fresh)
    return fresh


def extend(*, version: QuoteVersion, valid_until: date, now: datetime) -> QuoteVersion:
    """A new draft version with the same lines that stands longer: to be sent like any other. Raises BadValue, TakesVariations."""
    if now >= end_of_day(valid_until):
        raise BadValue("Choose a day that is still to come.", "valid_until")
    fresh = revise(version=version, now=now)
    QuoteVersion.objects.filter(pk=fresh.pk).update(valid_until=valid_until)
    fresh.refresh_from_db()
    return fresh


def duplicate(*, version: QuoteVersion, conversation: Conversation, now: datetime) -> QuoteVersion:
    """A new quote with the same lines, for the person of a conversation. Words about the old job, its evidence for a rate of
    VAT and notes stay behind; prices are those of the old quote, and each line says so.
    """
    old = version
    fresh = editing.start(conversation=conversation, firm=old.kind == QuoteVersion.Kind.QUOTE, now=now)
    Quote.objects.filter(pk=fresh.quote_id).update(copied_from_id=old.quote_id)
    words = old.details or {}
    kept = ("scope", "assumptions", "inclusions", "exclusions", "customer_provides", "could_move", "after", "changes")
    editing.change_details(
        version=fresh,
        kind=fresh.kind,
        valid_until=fresh.valid_until,
        details={name: words[name] for name in kept if words.get(name)},
    )
    QuoteVersion.objects.filter(pk=fresh.pk).update(
        discount_percent=old.discount_percent,
        discount_pounds=old.discount_pounds,
        deposit_kind=old.deposit_kind,
        deposit_percent=old.deposit_percent,
        deposit_pounds=old.deposit_pounds,
        payment_days=old.payment_days,
        with_goods=old.with_goods,
    )
    fresh.refresh_from_db()
    fresh.stages = old.stages
    fresh.save(update_fields=["stages"])
    copying.copy_lines(source=old, target=fresh, from_past=True)
    editing.refresh_rates(fresh)
    fresh.refresh_from_db()
    return fresh


def vary(*, version: QuoteVersion, now: datetime) -> QuoteVersion:
    """An empty draft under the accepted quote's number (1043-V1): what is to change, agreed in writing before it is done.

    Lines may be less than nothing. A variation of a variation hangs off the first quote. Raises NotAccepted.
    """
    if version.state != State.ACCEPTED:
        raise NotAccepted("Only an accepted quote takes a variation. Change this one with a new version.")
    # It may have been cancelled since it was looked at.
    held = QuoteVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk, state=State.ACCEPTED)
    if held.first() is None:
        raise NotAccepted("This has just been cancelled or taken back, so there is nothing to change.")
    root_id = version.quote.variation_of_id or version.quote_id
    root = Quote.objects.select_for_update(of=("self",)).get(pk=root_id)
    highest = Quote.objects.filter(business_id=root.business_id, number=root.number).aggregate(highest=Max("variation"))
    quote = Quote.objects.create(
        id=ids.uuid7(),
        business_id=root.business_id,
        customer=root.customer,
        conversation=root.conversation,
        key_id=root.key_id,
        number=root.number,
        variation=highest["highest"] + 1,
        variation_of=root,
        created_at=now,
    )
    fresh = editing.new_version(quote, 1, now, source=version)
    # The whole discount, deposit and stages belong to what was agreed first.
    QuoteVersion.objects.filter(pk=fresh.pk).update(
        discount_percent=0, discount_pounds=0, deposit_kind="", deposit_percent=0, deposit_pounds=0,
        assumed_tax_point=None, start_from=None, start_until=None, urgent_repair=False,
    )  # fmt: skip
    fresh.refresh_from_db()
    fresh.stages, fresh.urgent_reason = None, ""
    fresh.details = {**(fresh.details or {}), "scope": "", "discount_words": "", "deposit_for": ""}
    fresh.save(update_fields=["stages", "urgent_reason", "details"])
    return fresh


@dataclass(frozen=True, slots=True)
class Agreed:
    """Pence, with VAT: what was agreed first, each agreed variation by its label, and all together."""

    original: int
    variations: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return self.original + sum(amount for _, amount in self.variations)


def agreed(quote: Quote) -> Agreed | None:
    """What stands agreed under a number; None where nothing is. A cancelled variation no longer counts."""
    root = quote.variation_of or quote
    standing = Acceptance.objects.filter(reversed_at=None, version__state=State.ACCEPTED)
    first = standing.filter(version__quote=root).first()
    if first is None:
        return None
    variations = standing.filter(version__quote__variation_of=root).select_related("version__quote")
    ordered = sorted(variations, key=lambda row: row.version.quote.variation)
    return Agreed(first.gross_pence, tuple((row.version.quote.label, row.gross_pence) for row in ordered))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two versions. what: in words; before, after: as printed, empty where it is not there."""

    what: str
    before: str
    after: str


def differences(old: QuoteVersion, new: QuoteVersion) -> list[Difference]:
    """What changed from one version to the next, for both sides to see: lines by their words, validity, kind, total."""

    def shown(line: QuoteLine) -> str:
        off = f", {number_words(line.discount_percent)} % off" if line.discount_percent else ""
        option = ", optional" if line.optional else ""
        return f"{number_words(line.quantity)} {unit_words(line.unit)} at {price_words(line.unit_price)}{off}{option}"

    found = []
    before = {line.description: shown(line) for line in editing.lines_of(old)}
    after = {line.description: shown(line) for line in editing.lines_of(new)}
    for what in [*before, *(name for name in after if name not in before)]:
        if before.get(what) != after.get(what):
            found.append(Difference(what, before.get(what, ""), after.get(what, "")))
    pairs = [
        ("Kind", old.get_kind_display(), new.get_kind_display()),
        ("Valid until", day_words(old.valid_until), day_words(new.valid_until)),
        ("Total", money(totals_of(old).gross), money(totals_of(new).gross)),
    ]
    for name in ("scope", "timing", "payment", "exclusions", "assumptions", "inclusions"):
        first, second = ((row.details or {}).get(name) or "" for row in (old, new))
        pairs.append((name.capitalize(), _text(first), _text(second)))
    found += [Difference(what, first, second) for what, first, second in pairs if first != second]
    return found


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "; ".join(value)
