"""Quotes as the owner's screens show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.urls import reverse

from handlet.drafting.models import FollowUp
from handlet.inbox.models import Conversation
from handlet.kit.london import london_day
from handlet.quoting import acceptance, agreeing, editing, price_choice, queries, vat
from handlet.quoting.models import PriceItem, QuoteLine, QuoteVersion
from handlet.quoting.totals import Totals as Sums
from handlet.quoting.totals import tax_point_of
from handlet.web.owner import prices, showing
from handlet.web.ui import words
from handlet.web.ui.contexts.conversation import QuoteCard
from handlet.web.ui.contexts.quote import OtherPrice, PickRow, PriceAsk, QuoteLineView, Totals, VatRow
from handlet.web.ui.contexts.states import Notice, State

STATES: dict[str, State] = {
    QuoteVersion.State.DRAFT: State("Draft", "draft"),
    QuoteVersion.State.READY: State("Ready", "draft"),
    QuoteVersion.State.ISSUED: State("Sent", "info"),
    QuoteVersion.State.ACCEPTED: State("Accepted", "good"),
    QuoteVersion.State.DECLINED: State("Declined"),
    QuoteVersion.State.EXPIRED: State("Expired"),
    QuoteVersion.State.WITHDRAWN: State("Withdrawn"),
    QuoteVersion.State.SUPERSEDED: State("Replaced"),
    QuoteVersion.State.CANCELLED: State("Cancelled"),
}


def pounds(pence: int) -> Decimal:
    return Decimal(pence) / 100


def totals(version: QuoteVersion, sums: Sums) -> Totals:
    registered = version.vat_registered
    return Totals(
        net=pounds(sums.net),
        gross=pounds(sums.gross),
        vat=pounds(sums.vat) if registered else None,
        vat_rows=[VatRow(f"{words.quantity(row.rate)} %", pounds(row.net), pounds(row.vat)) for row in sums.vat_rows]
        if registered
        else [],
        options=pounds(sums.options) if sums.options else None,
    )


def card(version: QuoteVersion) -> QuoteCard:
    return QuoteCard(
        id=version.quote_id,
        number=version.quote.label,
        kind=version.get_kind_display(),
        total=pounds(acceptance.gross_of(version)),
        state=STATES[version.state],
        detail=_detail(version),
        editable=version.is_draft,
    )


def cards_of(conversation: Conversation) -> Sequence[QuoteCard]:
    return [card(version) for version in queries.versions_of(conversation)]


def _detail(version: QuoteVersion) -> str:
    if version.state == QuoteVersion.State.ACCEPTED and version.decided_at:
        return f"on {words.day(version.decided_at)}"
    if version.state == QuoteVersion.State.ISSUED:
        return f"stands until {words.day(version.valid_until)}"
    if version.state == QuoteVersion.State.DECLINED and version.reason:
        return f"“{version.reason}”"
    return ""


def line_views(
    version: QuoteVersion,
    sums: Sums,
    errors: Mapping[str, Mapping[str, str]],
    *,
    opened: QuoteLine | None = None,
    prices_of: QuoteLine | None = None,
    all_prices: bool = False,
    today: date,
) -> Sequence[QuoteLineView]:
    """`errors`: by line id, then by field. `opened`: the line shown with all its fields; `prices_of`: with other prices;
    `all_prices`: every line with them.
    """
    lines = editing.lines_of(version)
    titles = {row.id: row.title for row in editing.sections_of(version)}
    return [
        QuoteLineView(
            id=line.id,
            position=place,
            description=line.description,
            quantity=words.quantity(line.quantity),
            unit=line.unit,
            unit_price=_price_text(line.unit_price),
            vat_treatment=line.vat_treatment,
            net=pounds(sums.lines[line.id]) if line.id in sums.lines else None,
            touched=line.touched,
            source=_source(line),
            said=line.customer_words.strip(" \n,.;:–-"),
            price_changed=_price_changed(line),
            optional=line.optional,
            first=place == 1,
            last=place == len(lines),
            errors=dict(errors.get(str(line.id), {})),
            kind=line.kind,
            section=line.section_id,
            section_title=titles.get(line.section_id, "") if line.section_id else "",
            discount_percent=words.quantity(line.discount_percent) if line.discount_percent else "",
            chosen=line.chosen,
            includes_vat=line.includes_vat,
            low_quantity=_number(line.low_quantity),
            high_quantity=_number(line.high_quantity),
            low_unit_price=_number(line.low_unit_price),
            high_unit_price=_number(line.high_unit_price),
            vat_reason=line.vat_reason,
            evidence=line.vat_evidence or {},
            evidence_asked=_evidence_asked(line),
            reduced=version.vat_registered
            and line.vat_treatment != vat.STANDARD
            and (bool(line.vat_treatment) or line.vat_rate != 20),
            cost=_number(line.cost_pounds),
            came_about=_came_about(line),
            list_price=_list_price(line),
            item=line.price_item_id,
            timed=line.price_item is not None and asks_about_the_job(line.price_item),
            has_prices=line.price_item is not None,
            prices=_other_prices(line, today)
            if all_prices or (prices_of is not None and prices_of.id == line.id)
            else None,
            open=(opened is not None and opened.id == line.id) or _evidence_missing(line, version),
            rate=_rate_words(line),
        )
        for place, line in enumerate(lines, start=1)
    ]


def _rate_words(line: QuoteLine) -> str:
    return "None" if line.vat_treatment in ("exempt", "outside") else f"{words.quantity(line.vat_rate)} %"


def _came_about(line: QuoteLine) -> str:
    """How a price by time came about; and that somebody has changed it since, where they have."""
    if line.price_item is None or not line.private_note or not asks_about_the_job(line.price_item):
        return ""
    worked = line.worked_out or {}
    stands = (f"{line.quantity.normalize():f}", f"{line.unit_price.normalize():f}")
    came_to = tuple(f"{Decimal(worked.get(name) or 0).normalize():f}" for name in ("quantity", "unit_price"))
    changed = bool(worked) and stands != came_to
    return f"{line.private_note}; changed by hand since" if changed else line.private_note


def price_groups(version: QuoteVersion, query: str, *, today: date) -> Sequence[tuple[str, Sequence[PickRow]]]:
    """What may be quoted from today and fits a search, under its categories. What is agreed with the customer is said."""
    customer = version.quote.customer
    agreed = agreeing.prices_for(customer) if customer is not None else {}
    groups: dict[str, list[PickRow]] = {}
    for item in PriceItem.objects.usable(today):
        if not prices.fits(item, query) or item.shape == PriceItem.Shape.NO_SHOW:
            continue
        row = prices.price_row(item, today)
        groups.setdefault(item.category or prices.UNCATEGORISED, []).append(
            PickRow(item.id, item.name, row.price, row.charged, asks_about_the_job(item), agreed.get(item.code))
        )
    return list(groups.items())


def asks_about_the_job(item: PriceItem) -> bool:
    """Whether a price needs to know hours, people or costs, or depends on how many in steps: then it is worked out first."""
    if item.shape in ("fixed", "certificate", "provisional"):
        return False
    if item.shape == PriceItem.Shape.UNIT:
        values = item.shape_values or {}
        return bool(values.get("tiers") or Decimal(str(values.get("minimum") or 0)))
    return True


def _number(value: Decimal | None) -> str:
    return "" if value is None else words.quantity(value)


def _evidence_asked(line: QuoteLine) -> str:
    known = vat.TREATMENTS.get(line.vat_treatment)
    return known.evidence if known is not None else ""


def _evidence_missing(line: QuoteLine, version: QuoteVersion) -> bool:
    """A lower rate without its reason: the fold with those fields stands open."""
    known = vat.TREATMENTS.get(line.vat_treatment)
    if not version.vat_registered or known is None or not known.reason:
        return False
    return not line.vat_reason or (bool(known.evidence) and not (line.vat_evidence or {}).get("type"))


def _list_price(line: QuoteLine) -> Decimal | None:
    """Today's price of the list before VAT, where it changed since this line was taken from it."""
    item: PriceItem | None = line.price_item
    if item is None or line.worked_out is not None or not _price_changed(line):
        return None
    return agreeing.before_vat(item, registered=line.version.vat_registered)


def _other_prices(line: QuoteLine, today: date) -> Sequence[OtherPrice]:
    item: PriceItem | None = line.price_item
    if item is None or line.worked_out is not None:
        return ()
    here = agreeing.line_before_vat(line)
    customer = line.version.quote.customer
    found = price_choice.choices(item=item, customer=customer, today=today, registered=line.version.vat_registered)
    return [
        OtherPrice(str(choice.unit_price), choice.unit_price, choice.unit, _choice_source(choice))
        for choice in found
        if choice.unit_price != here
    ]


def _choice_source(choice: price_choice.PriceChoice) -> str:
    if choice.kind == "agreed":
        return "Agreed with them"
    if choice.kind == "list":
        return "Your price list today"
    whose = "their quote" if choice.theirs else "quote"
    on = f", {words.day(choice.on)}" if choice.on else ""
    return f"From {whose} {choice.quote}{on}"


def price_ask(line: QuoteLine) -> PriceAsk | None:
    item: PriceItem | None = line.price_item
    if item is None:
        return None
    agreed = agreeing.price_for(line.version.quote.customer, item)
    was = agreed if agreed is not None else agreeing.before_vat(item, registered=line.version.vat_registered)
    return PriceAsk(line=line.id, name=item.name, was=was, now=agreeing.line_before_vat(line))


def treatments(version: QuoteVersion) -> Sequence[tuple[str, str]]:
    """What may be picked for VAT, as (code, words with the rate); empty where the business is not registered."""
    if not version.vat_registered:
        return []
    day = tax_point_of(version)
    unsaid = [("", "As it came: say why")] if any(not line.vat_treatment for line in editing.lines_of(version)) else []
    return unsaid + [
        (code, f"{words.quantity(vat.rate_of(code, day, version.nation))} % · {vat.TREATMENTS[code].words}")
        for code in vat.treatments_on(day, version.nation)
    ]


def _price_text(price: Decimal) -> str:
    """At least two places, more only where they are there."""
    plain = words.quantity(price)
    whole, _, places = plain.partition(".")
    return f"{whole}.{places.ljust(2, '0')}"


def _source(line: QuoteLine) -> str:
    if line.price_item is not None:
        if agreeing.is_agreed(line):
            return f"A price agreed with them, {line.price_item.code}"
        from_list = f"From your price list, {line.price_item.code}"
        if line.price_item_version is not None:
            from_list += f", version {line.price_item_version}"
        if line.origin == QuoteLine.Origin.PAST_QUOTE:
            return f"A price of an earlier quote, for {line.price_item.code}"
        return f"{from_list}, with a price of your own" if line.origin == QuoteLine.Origin.TYPED else from_list
    return "From an earlier quote" if line.origin == QuoteLine.Origin.PAST_QUOTE else "Typed by you"


def _price_changed(line: QuoteLine) -> str:
    item: PriceItem | None = line.price_item
    if item is None or line.price_item_version == item.version:
        return ""
    if line.worked_out is not None:
        return "Your price list changed since: work it out again."
    if item.unit_price == line.unit_price:
        return ""
    return f"Your price list changed since: {words.pounds(line.unit_price)} here, {words.pounds(item.unit_price)} there now."


def person_of(version: QuoteVersion) -> str:
    customer = version.quote.customer
    return showing.person(customer) if customer is not None else "Erased customer"


# For the owner, never the customer: this long without an answer, and this near the last day.
WAITS = timedelta(days=7)
RUNS_OUT = timedelta(days=3)
MOST_NAMED = 3


def reminders(at: datetime) -> list[Notice]:
    """What the inbox says of quotes: those about to run out by name, those that wait in one line, and what will go out."""
    today = london_day(at)
    still_open = list(
        QuoteVersion.objects.filter(state=QuoteVersion.State.ISSUED, valid_until__gte=today)
        .select_related("quote__customer")
        .order_by("valid_until", "id")
    )
    ending = [one for one in still_open if one.valid_until - today <= RUNS_OUT]
    notices = [
        Notice(
            title=f"{one.get_kind_display()} {one.quote.label} for {person_of(one)} runs out {_ends(one, today)}",
            text="There is no answer yet.",
            tone="draft",
            link=reverse("quote_edit", args=[one.quote_id]),
            link_words="Open the quote",
        )
        for one in ending[:MOST_NAMED]
    ]
    waiting = len(ending[MOST_NAMED:]) + sum(
        one.issued_at is not None and at - one.issued_at >= WAITS for one in still_open if one not in ending
    )
    if waiting:
        notices.append(
            Notice(
                title="1 quote waits for an answer" if waiting == 1 else f"{waiting} quotes wait for an answer",
                text="Sent a week ago or more.",
                link=reverse("quotes"),
                link_words="Open Quotes",
            )
        )
    planned = FollowUp.objects.filter(state=FollowUp.State.PLANNED).count()
    if planned:
        notices.append(
            Notice(
                title="1 follow-up is planned" if planned == 1 else f"{planned} follow-ups are planned",
                link=reverse("follow_ups"),
                link_words="What will go out",
            )
        )
    return notices


def _ends(version: QuoteVersion, today: date) -> str:
    left = (version.valid_until - today).days
    return {0: "today", 1: "tomorrow"}.get(left, f"on {version.valid_until:%A}")
