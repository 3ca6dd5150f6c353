"""Changing a draft: lines added, changed, moved, removed, put back; details. Only what is typed is stored; sums are computed."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db.models import F, Max, Model

from handlet.accounts.models import BusinessProfile
from handlet.customers.models import Customer
from handlet.inbox.models import Conversation
from handlet.kit import ids
from handlet.kit.london import london_day
from handlet.quoting import agreeing, cis, copying, deposits, numbers, price_choice, reverse_charge, vat
from handlet.quoting.details import merged
from handlet.quoting.models import PriceItem, Quote, QuoteLine, QuoteSection, QuoteVersion
from handlet.quoting.nations import NATIONS, nation_of
from handlet.quoting.numbering import next_number
from handlet.quoting.refusals import BadValue, Frozen, NotConfirmed
from handlet.quoting.shapes.types import PricedLine
from handlet.quoting.totals import customer_kind, rate_on, standing_lines, tax_point_of

MOST_LINES = 300
KIND_OF_SHAPE: Mapping[str, str] = {
    PriceItem.Shape.MATERIALS: QuoteLine.Kind.MATERIALS,
    PriceItem.Shape.CONSUMABLES: QuoteLine.Kind.MATERIALS,
    PriceItem.Shape.PASS_THROUGH: QuoteLine.Kind.PASS_THROUGH,
    PriceItem.Shape.PROVISIONAL: QuoteLine.Kind.PROVISIONAL,
    PriceItem.Shape.CERTIFICATE: QuoteLine.Kind.CERTIFICATE,
    PriceItem.Shape.NO_SHOW: QuoteLine.Kind.FEE,
}


@dataclasses.dataclass(frozen=True, slots=True)
class LineValues:
    """What a person may set on a line. Money in pounds, discounts in percent; the rate of VAT follows from the treatment.

    vat_treatment: of `vat.TREATMENTS`; empty keeps the rate that the line came with. vat_evidence: {"type", "on",
    "reference"}. section: of this version. cost_pounds: what the whole line costs the owner.
    """

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat_treatment: str = vat.STANDARD
    optional: bool = False
    kind: str = QuoteLine.Kind.LABOUR
    section: QuoteSection | None = None
    includes_vat: bool = False
    discount_percent: Decimal = Decimal(0)
    chosen: bool = False
    low_quantity: Decimal | None = None
    high_quantity: Decimal | None = None
    low_unit_price: Decimal | None = None
    high_unit_price: Decimal | None = None
    vat_reason: str = ""
    vat_evidence: Mapping[str, str] | None = None
    question: str = ""
    cost_pounds: Decimal | None = None
    private_note: str = ""


class Terms(TypedDict, total=False):
    """What may be set around the lines, each as the column of `QuoteVersion` of that name; `stages` as deposits.Stage."""

    seen: str
    kind_reason: str
    customer_kind: str
    customer_vat_registered: bool | None
    customer_reports_cis: bool | None
    customer_end_user: bool | None
    end_user_statement: Mapping[str, str] | None
    nation: str
    assumed_tax_point: date | None
    reverse_charge: bool
    cis_percent: int | None
    discount_percent: Decimal
    discount_pounds: Decimal
    start_from: date | None
    start_until: date | None
    deposit_kind: str
    deposit_percent: Decimal
    deposit_pounds: Decimal
    stages: Sequence[deposits.Stage]
    payment_days: int | None
    contract_setting: str
    paperwork: bool
    paperwork_reason: str
    urgent_repair: bool
    urgent_reason: str
    with_goods: bool
    credentials: Sequence[str] | None


def start(*, conversation: Conversation, firm: bool, now: datetime, number: int | None = None) -> QuoteVersion:
    """A new quote with an empty first version, for the person of a conversation.

    number: that of a suggestion which nobody saw and which this one replaces; else the next one.
    """
    customer = conversation.customer
    quote = Quote.objects.create(
        id=ids.uuid7(),
        business_id=conversation.business_id,
        customer=customer,
        conversation=conversation,
        key_id=customer.key_id,
        number=number or next_number(conversation.business_id),
        created_at=now,
    )
    return new_version(quote, 1, now, firm=firm, details=_first_details(customer))


def lines_of(version: QuoteVersion) -> list[QuoteLine]:
    """The lines that stand, in order."""
    return standing_lines(version)


def sections_of(version: QuoteVersion) -> list[QuoteSection]:
    """The headings, in order."""
    return list(QuoteSection.objects.filter(version=version).order_by("position", "id"))


def values_of(line: QuoteLine) -> LineValues:
    """A line as it stands, to be changed with `dataclasses.replace`."""
    return LineValues(**{field.name: getattr(line, field.name) for field in dataclasses.fields(LineValues)})


def add_section(*, version: QuoteVersion, title: str, note: str = "") -> QuoteSection:
    """A heading after the others. Raises Frozen, BadValue."""
    _still_draft(version)
    if not title.strip():
        raise BadValue("Give the section a heading.", "title")
    last = QuoteSection.objects.filter(version=version).aggregate(last=Max("position"))["last"] or 0
    section = QuoteSection.objects.create(
        id=ids.uuid7(),
        business_id=version.business_id,
        version=version,
        key_id=version.key_id,
        position=last + 1,
        title=title.strip()[:120],
        note=note.strip()[:400],
    )
    _changed(version)
    return section


def change_section(*, section: QuoteSection, title: str, note: str = "") -> None:
    """Raises Frozen, BadValue."""
    _still_draft(section.version)
    if not title.strip():
        raise BadValue("Give the section a heading.", "title")
    section.title, section.note = title.strip()[:120], note.strip()[:400]
    section.save()
    _changed(section.version)


def move_section(*, section: QuoteSection, up: bool) -> None:
    """One place up or down; at the end nothing happens. Raises Frozen."""
    _still_draft(section.version)
    _move(QuoteSection, sections_of(section.version), section.pk, up=up)
    _changed(section.version)


def remove_section(*, section: QuoteSection) -> None:
    """The heading goes, its lines stay without one. Raises Frozen."""
    _still_draft(section.version)
    version = section.version
    section.delete()
    _changed(version)


def add_line(*, version: QuoteVersion, values: LineValues) -> QuoteLine:
    """A line that the owner typed. Raises Frozen, BadValue."""
    _still_draft(version)
    return _add(version, values, origin=QuoteLine.Origin.TYPED)


def add_from_list(*, version: QuoteVersion, item: PriceItem, quantity: Decimal, today: date) -> QuoteLine:
    """A line from the price list, at today's price. Raises Frozen, NotConfirmed."""
    _still_draft(version)
    return _add_item(version, item, quantity, today, origin=QuoteLine.Origin.PRICE_ITEM, words="")


def suggest_line(*, version: QuoteVersion, item: PriceItem, quantity: Decimal, words: str, today: date) -> QuoteLine:
    """A line suggested from the customer's words: marked until the owner has touched it. Raises NotConfirmed."""
    _still_draft(version)
    return _add_item(version, item, quantity, today, origin=QuoteLine.Origin.SUGGESTED, words=words)


def suggest_priced(
    *,
    version: QuoteVersion,
    item: PriceItem,
    lines: Sequence[PricedLine],
    asked: Mapping[str, str],
    words: str,
    today: date,
) -> list[QuoteLine]:
    """The same, for lines that a shape of the list made of what the customer said of the job. Raises Frozen, NotConfirmed."""
    current = _still_draft(version)
    _must_be_usable(item, today)
    return _add_worked_out(current, item, lines, asked, origin=QuoteLine.Origin.SUGGESTED, words=words)


def add_past(*, version: QuoteVersion, line: QuoteLine) -> QuoteLine:
    """A line as it stood in an earlier quote of the business: its words and price, not what was said of another job.

    Raises Frozen.
    """
    _still_draft(version)
    values = dataclasses.replace(
        values_of(line),
        section=None,
        vat_reason="",
        vat_evidence=None,
        question="",
        private_note="",
    )
    return _add(version, values, origin=QuoteLine.Origin.PAST_QUOTE, past_line=line)


def add_priced(
    *,
    version: QuoteVersion,
    item: PriceItem,
    lines: Sequence[PricedLine],
    asked: Mapping[str, str] | None = None,
    in_place_of: QuoteLine | None = None,
    today: date,
) -> list[QuoteLine]:
    """Lines that a shape of the list made of a job (`shapes.price`), with how each came about as a private note.

    asked: what was asked about the job, as typed, to be worked out again. in_place_of: a line that goes, with those that were
    worked out together with it; the new ones stand where they stood. Raises Frozen, NotConfirmed, BadValue.
    """
    current = _still_draft(version)
    _must_be_usable(item, today)
    section = in_place_of.section if in_place_of is not None else None
    gone = worked_out_with(in_place_of) if in_place_of is not None else []
    said = in_place_of.customer_words if in_place_of is not None else ""
    added = _add_worked_out(
        current, item, lines, asked or {}, origin=QuoteLine.Origin.PRICE_ITEM, words=said, section=section
    )
    if gone:
        place, moved = gone[0].position, {line.pk for line in (*gone, *added)}
        rest = [line for line in lines_of(version) if line.pk not in moved]
        before = [line for line in rest if line.position < place]
        _in_order(QuoteLine, [*before, *gone, *added, *(line for line in rest if line.position >= place)])
        QuoteLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    return added


def _add_worked_out(
    version: QuoteVersion,
    item: PriceItem,
    lines: Sequence[PricedLine],
    asked: Mapping[str, str],
    *,
    origin: str,
    words: str,
    section: QuoteSection | None = None,
) -> list[QuoteLine]:
    """Lines that belong to one job, and remember what was asked about it."""
    group = str(ids.uuid7())
    return [
        _add(
            version,
            dataclasses.replace(_priced_values(item, line, version), section=section),
            origin=origin,
            item=item,
            words=words,
            touched=origin != QuoteLine.Origin.SUGGESTED,
            worked_out={
                "group": group,
                "asked": dict(asked),
                "quantity": f"{line.quantity:f}",
                "unit_price": f"{line.unit_price:f}",
            },
        )
        for line in lines
    ]


def worked_out_with(line: QuoteLine) -> list[QuoteLine]:
    """The lines that were worked out for one job together with this one, in order; itself alone where it was not."""
    group = (line.worked_out or {}).get("group")
    if group is None:
        return [line]
    return [one for one in lines_of(line.version) if (one.worked_out or {}).get("group") == group]


def put_item(*, line: QuoteLine, item: PriceItem, today: date) -> QuoteLine:
    """Another price of the list on a line: its words, unit and price; how many stays where the unit is the same.

    Raises Frozen, NotConfirmed.
    """
    version = _still_draft(line.version)
    _must_be_usable(item, today)
    same = line.unit == item.unit
    fresh = _item_values(item, version, max(line.quantity if same else Decimal(1), item.min_qty or Decimal(0)))
    values = dataclasses.replace(
        fresh,
        section=line.section,
        optional=line.optional,
        chosen=line.chosen,
        discount_percent=line.discount_percent,
    )
    for field in dataclasses.fields(values):
        setattr(line, field.name, getattr(values, field.name))
    line.price_item, line.price_item_version, line.worked_out = item, item.version, None
    line.origin, line.touched, line.past_line = QuoteLine.Origin.PRICE_ITEM, True, None
    line.vat_rate = item.vat_rate
    line.vat_rate = _rate(line, version)
    line.save()
    _changed(version)
    return line


def _priced_values(item: PriceItem, line: PricedLine, version: QuoteVersion) -> LineValues:
    return LineValues(
        description=line.text,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        includes_vat=item.includes_vat and version.vat_registered,
        vat_treatment=_treatment_of(item, version),
        kind=line.kind,
        private_note=line.why,
    )


def use_price(*, line: QuoteLine, unit_price: Decimal, today: date) -> QuoteLine:
    """Another of the prices that there are for the item of a line (`price_choice`). Raises Frozen, BadValue: none of those."""
    version = _still_draft(line.version)
    item: PriceItem | None = line.price_item
    registered, customer = version.vat_registered, version.quote.customer
    offered = (
        price_choice.choices(item=item, customer=customer, today=today, registered=registered)
        if item is not None
        else ()
    )
    choice = next((one for one in offered if one.unit_price == unit_price), None)
    if item is None or choice is None:
        raise BadValue("That price is not on offer any more. Look at the prices again.", "unit_price")
    line.unit_price, line.includes_vat, line.touched = unit_price, False, True
    if choice.kind == "list":
        line.unit_price, line.includes_vat = item.unit_price, item.includes_vat and version.vat_registered
    line.origin = QuoteLine.Origin.PAST_QUOTE if choice.kind == "past" else QuoteLine.Origin.PRICE_ITEM
    line.price_item_version = item.version
    line.save(update_fields=["unit_price", "includes_vat", "touched", "origin", "price_item_version"])
    _changed(version)
    return line


def change_line(*, line: QuoteLine, values: LineValues) -> QuoteLine:
    """Set a line; looking at it and pressing save makes it touched. Raises Frozen, BadValue."""
    version = _still_draft(line.version)
    _check(values, version)
    if line.origin != QuoteLine.Origin.TYPED and values.unit_price != line.unit_price:
        line.origin = QuoteLine.Origin.TYPED
    for field in dataclasses.fields(values):
        setattr(line, field.name, getattr(values, field.name))
    line.vat_rate = _rate(line, version)
    line.touched = True
    line.save()
    _changed(line.version)
    return line


def move_line(*, line: QuoteLine, up: bool) -> None:
    """One place up or down; at the end of the list nothing happens. Raises Frozen."""
    _still_draft(line.version)
    _move(QuoteLine, lines_of(line.version), line.pk, up=up)
    _changed(line.version)


def remove_line(*, line: QuoteLine, now: datetime) -> None:
    """Out of the quote, and for a while to be put back. Raises Frozen."""
    _still_draft(line.version)
    QuoteLine.objects.filter(pk=line.pk).update(removed_at=now)
    _changed(line.version)


def restore_line(*, line: QuoteLine) -> None:
    """Raises Frozen."""
    _still_draft(line.version)
    QuoteLine.objects.filter(pk=line.pk).update(removed_at=None)
    _changed(line.version)


def change_details(*, version: QuoteVersion, kind: str, valid_until: date, details: Mapping[str, Any]) -> QuoteVersion:
    """Quote or estimate, how long it stands, and the words around the lines. Raises Frozen, BadValue."""
    _still_draft(version)
    if kind not in QuoteVersion.Kind.values:
        raise BadValue("Choose whether this is a quote or an estimate.", "kind")
    version.refresh_from_db()
    version.kind, version.valid_until = kind, valid_until
    version.details = merged(version.details, details)
    version.save(update_fields=["kind", "valid_until", "details"])
    _changed(version)
    version.refresh_from_db()
    return version


def set_terms(*, version: QuoteVersion, **terms: Unpack[Terms]) -> QuoteVersion:
    """Set what stands around the lines; what is not named stays. Rates of VAT follow the nation and the tax point.

    Raises Frozen, BadValue with the name of the field.
    """
    _still_draft(version)
    version.refresh_from_db()
    for name, value in terms.items():
        if name not in Terms.__annotations__:
            raise KeyError(name)
        setattr(version, name, _term(name, value))
    if version.discount_percent and version.discount_pounds:
        raise BadValue("Take off a percentage or a sum, not both.", "discount_pounds")
    if version.deposit_percent and version.deposit_pounds:
        raise BadValue("A deposit is a percentage or a sum, not both.", "deposit_pounds")
    if version.start_from and version.start_until and version.start_until < version.start_from:
        raise BadValue("The window for the start ends before it begins.", "start_until")
    day = version.assumed_tax_point or version.start_until or version.start_from
    if day is not None:
        refresh_registration(version, day=day)
    if version.reverse_charge and not reverse_charge.applies(reverse_charge_facts(version)):
        raise BadValue(
            "The reverse charge is for a contractor who is registered for VAT, reports the payment under CIS and has not "
            "said that it is an end user. You must be registered too.",
            "reverse_charge",
        )
    version.save(update_fields=list(terms))
    _changed(version)
    refresh_rates(version)
    version.refresh_from_db()
    return version


def reverse_charge_facts(version: QuoteVersion) -> reverse_charge.Facts:
    """What decides whether the customer pays the VAT itself."""
    return reverse_charge.Facts(
        supplier_vat_registered=version.vat_registered,
        contractor=customer_kind(version) == Customer.Kind.CONTRACTOR,
        customer_vat_registered=version.customer_vat_registered,
        reported_under_cis=version.customer_reports_cis,
        end_user=version.customer_end_user,
    )


def refresh_registration(version: QuoteVersion, *, day: date) -> bool:
    """Whether the business is registered for VAT on the day of the work, on a draft; True where that changed."""
    registered = registered_on(BusinessProfile.objects.get(business_id=version.business_id), day)
    if registered == version.vat_registered:
        return False
    version.vat_registered = registered
    QuoteVersion.objects.filter(pk=version.pk).update(vat_registered=registered)
    return True


def refresh_rates(version: QuoteVersion, *, day: date | None = None) -> bool:
    """Bring the rates of a draft's lines up to the table, as on its tax point (or `day`); True where one changed.

    A treatment without a rate on that day keeps the old one: `open_points` then says so, and nothing is issued.
    """
    any_changed = False
    for line in standing_lines(version):
        rate = _rate(line, version, day)
        if rate != line.vat_rate:
            QuoteLine.objects.filter(pk=line.pk).update(vat_rate=rate)
            any_changed = True
    if any_changed:
        _changed(version)
    return any_changed


def touch_all(version: QuoteVersion) -> None:
    """Every line has been seen: what the page showed was approved as it stood."""
    QuoteLine.objects.filter(version=version, removed_at=None, touched=False).update(touched=True)


def read_number(text: str, *, what: str, field: str, most_decimals: int = 3) -> Decimal:
    """A quantity or sum as people type it (“1,250.50”, “£85”). Raises BadValue."""
    try:
        return numbers.read(text, what, most_decimals=most_decimals)
    except numbers.NotANumber as error:
        raise BadValue(str(error), field) from error


def _add_item(
    version: QuoteVersion, item: PriceItem, quantity: Decimal, today: date, *, origin: str, words: str
) -> QuoteLine:
    _must_be_usable(item, today)
    values = _item_values(item, version, quantity)
    suggested = origin == QuoteLine.Origin.SUGGESTED
    return _add(version, values, origin=origin, item=item, words=words, touched=not suggested)


def _item_values(item: PriceItem, version: QuoteVersion, quantity: Decimal) -> LineValues:
    """An item as a line: at the price agreed with this customer, else at the list's."""
    agreed = agreeing.price_for(version.quote.customer, item)
    return LineValues(
        description=item.name,
        quantity=quantity,
        unit=item.unit,
        unit_price=agreed if agreed is not None else item.unit_price,
        # An agreed price is before VAT; without registration no price holds any.
        includes_vat=item.includes_vat and agreed is None and version.vat_registered,
        vat_treatment=_treatment_of(item, version),
        kind=KIND_OF_SHAPE.get(item.shape, QuoteLine.Kind.LABOUR),
    )


def _must_be_usable(item: PriceItem, today: date) -> None:
    if not PriceItem.objects.usable(today).filter(pk=item.pk).exists():
        raise NotConfirmed(f"“{item.name}” is an example price or out of date. Confirm it in your price list first.")


def _treatment_of(item: PriceItem, version: QuoteVersion) -> str:
    """Twenty per cent is the standard rate; a lower one without a treatment waits for somebody to say why."""
    return item.vat_treatment or (vat.STANDARD if item.vat_rate == 20 or not version.vat_registered else "")


def _add(
    version: QuoteVersion,
    values: LineValues,
    *,
    origin: str,
    item: PriceItem | None = None,
    past_line: QuoteLine | None = None,
    words: str = "",
    touched: bool = True,
    worked_out: Mapping[str, Any] | None = None,
) -> QuoteLine:
    _check(values, version)
    last = QuoteLine.objects.filter(version=version).aggregate(last=Max("position"))["last"] or 0
    if last >= MOST_LINES:
        raise BadValue(f"A quote can have at most {MOST_LINES} lines.")
    line = QuoteLine(
        id=ids.uuid7(),
        business_id=version.business_id,
        version=version,
        key_id=version.key_id,
        position=last + 1,
        origin=origin,
        touched=touched,
        price_item=item,
        price_item_version=item.version if item is not None else None,
        past_line=past_line,
        customer_words=words,
        worked_out=worked_out,
        vat_rate=item.vat_rate if item is not None else Decimal(20),
        **{field.name: getattr(values, field.name) for field in dataclasses.fields(values)},
    )
    line.vat_rate = _rate(line, version)
    line.save(force_insert=True)
    _changed(version)
    return line


def _rate(line: QuoteLine, version: QuoteVersion, day: date | None = None) -> Decimal:
    try:
        return rate_on(line, version, day or tax_point_of(version))
    except vat.NoRate:
        return line.vat_rate


def _check(values: LineValues, version: QuoteVersion) -> None:
    if values.kind not in QuoteLine.Kind.values:
        raise BadValue("Choose what kind of line this is.", "kind")
    if values.vat_treatment and values.vat_treatment not in vat.TREATMENTS:
        raise BadValue("Choose a treatment of VAT from the list.", "vat_treatment")
    if not 0 <= values.discount_percent <= 100:
        raise BadValue("A discount is between 0 and 100 per cent.", "discount_percent")
    if values.quantity < 0:
        raise BadValue("A quantity cannot be less than nothing.", "quantity")
    is_discount = values.kind == QuoteLine.Kind.DISCOUNT
    if values.unit_price < 0 and not is_discount and not version.quote.variation:
        raise BadValue("Only a discount, or a line of a variation, can be less than nothing.", "unit_price")
    if is_discount and values.unit_price > 0:
        raise BadValue("A discount takes something off: write it with a minus.", "unit_price")
    if values.section is not None and values.section.version_id != version.pk:
        raise BadValue("That section belongs to another quote.", "section")


def _term(name: str, value: Any) -> Any:
    choices = {
        "seen": QuoteVersion.Seen.values,
        "customer_kind": Customer.Kind.values,
        "nation": list(NATIONS),
        "deposit_kind": QuoteVersion.Deposit.values,
        "contract_setting": QuoteVersion.Setting.values,
    }
    if name in choices and value and value not in choices[name]:
        raise BadValue("Choose one from the list.", name)
    if name in ("discount_percent", "deposit_percent") and not 0 <= value <= 100:
        raise BadValue("This is between 0 and 100 per cent.", name)
    if name in ("discount_pounds", "deposit_pounds") and value < 0:
        raise BadValue("This cannot be less than nothing.", name)
    if name == "cis_percent" and value not in (None, 0, 20, 30):
        raise BadValue("Under CIS nothing, 20 or 30 per cent is taken off.", name)
    if name == "stages":
        return deposits.stages_json(value)
    if name == "credentials" and value is not None:
        return [str(one) for one in value]
    return value.strip()[:1000] if isinstance(value, str) else value


def _move(model: type[Model], rows: Sequence[Any], pk: uuid.UUID, *, up: bool) -> None:
    order = list(rows)
    place = [row.pk for row in order].index(pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    _in_order(model, order)


def _in_order(model: type[Model], rows: Sequence[Any]) -> None:
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            model._default_manager.filter(pk=row.pk).update(position=position)


def new_version(
    quote: Quote,
    number: int,
    now: datetime,
    *,
    firm: bool | None = None,
    source: QuoteVersion | None = None,
    details: Any = None,
) -> QuoteVersion:
    """A draft of a quote: as `source` offered, or with the business's usual terms."""
    profile = BusinessProfile.objects.get(business_id=quote.business_id)
    today = london_day(now)
    said = copying.offered_by(source) if source is not None else _usual(quote, profile, details)
    if firm is not None:
        said["kind"] = QuoteVersion.Kind.QUOTE if firm else QuoteVersion.Kind.ESTIMATE
    day = said.get("assumed_tax_point") or said.get("start_until") or said.get("start_from") or today
    return QuoteVersion.objects.create(
        id=ids.uuid7(),
        business_id=quote.business_id,
        quote=quote,
        key_id=quote.key_id,
        version=number,
        valid_until=today + timedelta(days=profile.quote_valid_days),
        vat_registered=registered_on(profile, day),
        created_at=now,
        **said,
    )


def _usual(quote: Quote, profile: BusinessProfile, details: Any) -> dict[str, Any]:
    """What a fresh quote starts with: the nation of the site, the business's terms, what is known of a trade customer."""
    said: dict[str, Any] = {
        "details": {**details, "payment": details.get("payment") or profile.payment_terms},
        "nation": nation_of(details.get("site", "")) or profile.nation,
        "payment_days": profile.payment_days,
    }
    if quote.customer is None or quote.customer.kind == Customer.Kind.CONSUMER:
        return said
    earlier = (
        QuoteVersion.objects.filter(quote__customer=quote.customer, customer_vat_registered__isnull=False)
        .order_by("-created_at")
        .first()
    )
    if earlier is not None:
        said |= {
            "customer_vat_registered": earlier.customer_vat_registered,
            "customer_reports_cis": earlier.customer_reports_cis,
            "customer_end_user": earlier.customer_end_user,
            "end_user_statement": earlier.end_user_statement,
        }
    if quote.customer.kind == Customer.Kind.CONTRACTOR:
        said["cis_percent"] = cis.PERCENT.get(profile.cis_status)
    return said


def registered_on(profile: BusinessProfile, day: date) -> bool:
    """Whether the business is VAT-registered on that day."""
    since, until = profile.vat_from, profile.vat_until
    return profile.vat_registered and (since is None or since <= day) and (until is None or day <= until)


def _first_details(customer: Customer) -> dict[str, Any]:
    site = "\n".join(part for part in (customer.address, customer.postcode) if part)
    return {"customer_name": customer.name, "site": site, "scope": "", "exclusions": [], "timing": "", "payment": ""}


def _still_draft(version: QuoteVersion) -> QuoteVersion:
    """The version as it stands now, held until the transaction ends."""
    current = QuoteVersion.objects.select_for_update(of=("self",)).select_related("quote__customer").get(pk=version.pk)
    if not current.is_draft:
        raise Frozen("This version has been sent and does not change. Make a new version instead.")
    return current


def _changed(version: QuoteVersion) -> None:
    """Whatever was ready is a draft again: somebody has changed it."""
    QuoteVersion.objects.filter(pk=version.pk).update(revision=F("revision") + 1, state=QuoteVersion.State.DRAFT)
