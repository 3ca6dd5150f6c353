"""The quote editor's page: what every verb in it answers with."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handlet.accounts.access import of_business
from handlet.drafting import knowing
from handlet.drafting.following import planning
from handlet.drafting.knowing import Known
from handlet.inbox.queries import photos_of
from handlet.kit.london import london_day
from handlet.quoting import acceptance, agreeing, editing, evidence, queries, readiness, revising
from handlet.quoting.models import PriceItem, Quote, QuoteLine, QuoteVersion
from handlet.quoting.totals import customer_kind, lines_read_once
from handlet.web.customer.offer_shown import offer_of
from handlet.web.owner import agreed_shown, quote_folds, quotes_shown
from handlet.web.request import Asked, now
from handlet.web.ui import words
from handlet.web.ui.contexts.quote import (
    AgreedView,
    CautionView,
    DifferenceRow,
    PriceChoice,
    QuoteEditPage,
    RemovedLine,
    SectionView,
    ToDo,
    VersionRow,
    line_key,
)
from handlet.web.ui.contexts.states import Notice
from handlet.web.ui.forms.quotes import FoldForm

State = QuoteVersion.State
# Longer lists are searched on a page of their own: nobody scrolls through three hundred prices with a thumb.
MOST_IN_A_FIELD = 40
# Units that somebody must have measured.
MEASURED = frozenset({"m", "m2", "m²", "m3", "m³", "ft", "ft2", "yd2"})
IN_MORE = frozenset({"vat_treatment", "vat_reason", "vat_evidence"})
LINE_FIELDS = {"unit_price": "price", "vat_treatment": "vat", "vat_reason": "reason", "vat_evidence": "evidence"}


def found_quote(request: Asked, id: uuid.UUID) -> Quote:
    return of_business(request.member, Quote.objects.select_related("customer", "conversation"), id)


def found_line(request: Asked, quote: Quote, id: uuid.UUID | str) -> QuoteLine:
    """A line of this quote; any other is not here."""
    line = of_business(request.member, QuoteLine.objects.select_related("version__quote", "price_item"), id)
    if line.version.quote_id != quote.id:
        raise Http404
    return line


@lines_read_once()
def show(
    request: Asked,
    quote: Quote,
    *,
    errors: Mapping[str, Mapping[str, str]] | None = None,
    removed: QuoteLine | None = None,
    form: FoldForm | None = None,
    opened: str = "",
    opened_line: QuoteLine | None = None,
    prices_of: QuoteLine | None = None,
    all_prices: bool = False,
    problem: str = "",
    told: str = "",
    asked: QuoteLine | None = None,
    status: int = 200,
) -> HttpResponse:
    """The editor; for htmx only the part that changes. `form`: a fold's, with what was typed and its errors."""
    version = queries.current(quote)
    page = editor_page(
        version,
        errors=errors or {},
        removed=removed,
        problem=problem,
        told=told,
        opened_line=opened_line,
        prices_of=prices_of,
        all_prices=all_prices,
    )
    if version.is_draft:
        page = replace(page, folds=quote_folds.views(version, opened=opened, filled=form))
        if asked is not None and agreeing.is_news(asked):
            page = replace(page, price_ask=quotes_shown.price_ask(asked))
    context: dict[str, Any] = {"page": page, "form": form if form is not None and form.errors else None, "now": now()}
    context["agreed"] = agreed_shown.agreed_of(version, at=now())
    if not version.is_draft:
        context["offer"] = offer_of(version, token="", at=now())
    template = "owner/_quote_lines.html" if request.htmx else "owner/quote_edit.html"
    return render(request, template, context, status=status)


def after(
    request: Asked, quote: Quote, *, asked: QuoteLine | None = None, opened: str = "", line: QuoteLine | None = None
) -> HttpResponse:
    """After a change: the part for htmx, else the page again with what was open."""
    if request.htmx:
        return show(request, quote, asked=asked, opened=opened, opened_line=line)
    address = reverse("quote_edit", args=[quote.id])
    if asked is not None:
        return redirect(f"{address}?price={asked.id}")
    if line is not None:
        return redirect(f"{address}?line={line_key(line.id)}#line-{line_key(line.id)}")
    return redirect(f"{address}?open={opened}#fold-{opened}" if opened else address)


def editor_page(
    version: QuoteVersion,
    *,
    errors: Mapping[str, Mapping[str, str]],
    removed: QuoteLine | None = None,
    problem: str = "",
    told: str = "",
    opened_line: QuoteLine | None = None,
    prices_of: QuoteLine | None = None,
    all_prices: bool = False,
) -> QuoteEditPage:
    if version.quote.conversation_id is None:
        raise Http404
    sums = acceptance.sums_of(version)
    items = list(PriceItem.objects.usable(london_day(now()))[: MOST_IN_A_FIELD + 1]) if version.is_draft else []
    long_list = len(items) > MOST_IN_A_FIELD
    notices = [Notice(title=problem, tone="danger")] if problem else []
    notices += [Notice(title=told)] if told else []
    before = None if version.version == 1 else _before(version)
    return QuoteEditPage(
        id=version.quote_id,
        number=version.quote.label,
        version=version.version,
        kind=version.kind,
        customer=quotes_shown.person_of(version),
        conversation=version.quote.conversation_id,
        state=quotes_shown.STATES[version.state],
        lines=quotes_shown.line_views(
            version,
            sums,
            errors,
            opened=opened_line,
            prices_of=prices_of,
            all_prices=all_prices,
            today=london_day(now()),
        ),
        totals=quotes_shown.totals(version, sums),
        vat_treatments=quotes_shown.treatments(version),
        price_list=[PriceChoice(item.id, item.name, item.unit_price, item.unit) for item in items if not long_list],
        long_list=long_list,
        removed=RemovedLine(removed.id, removed.description) if removed is not None else None,
        to_do=to_do(version) if version.is_draft else [],
        notices=notices,
        editable=version.is_draft,
        revision=version.revision,
        right=version.is_draft and readiness.untouched(version) > 0 and readiness.all_from_list(version),
        cautions=cautions(version) if version.is_draft else (),
        told=() if version.is_draft else [(one.sentence, one.ticked) for one in evidence.told_before(version)],
        sections=[
            SectionView(
                row.id, row.title, quotes_shown.pounds(sums.sections[row.id]) if row.id in sums.sections else None
            )
            for row in editing.sections_of(version)
        ],
        line_kinds=[*QuoteLine.Kind.choices],
        payments=[(one.milestone, quotes_shown.pounds(one.amount)) for one in sums.payments]
        if len(sums.payments) > 1
        else (),
        low=quotes_shown.pounds(sums.low) if sums.is_range else None,
        high=quotes_shown.pounds(sums.high) if sums.is_range else None,
        discount=quotes_shown.pounds(sums.discount) if sums.discount else None,
        unseen=_unseen(version),
        contractor=customer_kind(version) == "contractor",
        variation=bool(version.quote.variation),
        versions=_versions(version.quote),
        differences=_differences(before, version) if before is not None else (),
        against=before.version if before is not None else 0,
        agreed=_agreed(version.quote),
        verbs=_verbs(version),
        follow_ups=planning.planned_for(version.quote),
        opened=f"They used its page on {words.day(version.opened_at)}" if version.opened_at else "",
        longer=[(f"{days} days from today", london_day(now()) + timedelta(days=days)) for days in (14, 30)],
    )


def to_do(version: QuoteVersion) -> list[ToDo]:
    """What is missing, each with a link to its field; lines to be looked at last."""
    found = [ToDo(point.sentence, _link(point)) for point in readiness.points_of(version, now=now())]
    unseen = [line for line in editing.lines_of(version) if not line.touched]
    if unseen and not readiness.all_from_list(version):
        sentence = "Look at each line marked “Check”." if len(unseen) > 1 else "Look at the line marked “Check”."
        found.append(ToDo(sentence, f"#line-{line_key(unseen[0].pk)}"))
    return found


def _link(point: readiness.OpenPoint) -> str:
    if point.line is not None:
        key, field = line_key(point.line), LINE_FIELDS.get(point.field, point.field)
        opened = f"?line={key}" if point.field in IN_MORE else ""
        return f"{opened}#line-{key}-{field}"
    fold = quote_folds.fold_of(point.field)
    return f"?open={fold}#{fold}-{point.field}" if fold else "#lines-title"


def cautions(version: QuoteVersion) -> list[CautionView]:
    return [CautionView(one.key, one.sentence, one.tick) for one in readiness.cautions_of(version, now=now())]


def _unseen(version: QuoteVersion) -> str:
    """photos, words: of a firm price, where nobody has said what was seen, and there may be nothing else. Words alone count
    only where a price depends on a measure that nobody has given. by_words, by_photos: of an empty estimate, which is one for
    that reason.
    """
    conversation = version.quote.conversation
    if not version.is_draft or conversation is None:
        return ""
    lines = editing.lines_of(version)
    if version.kind == QuoteVersion.Kind.ESTIMATE:
        by = {QuoteVersion.Seen.PHOTOS: "by_photos", QuoteVersion.Seen.TOLD: "by_words"}
        return by.get(QuoteVersion.Seen(version.seen), "") if version.seen and not lines else ""
    if version.seen:
        return ""
    if photos_of(conversation):
        return "photos"
    measured = any(line.unit in MEASURED for line in lines)
    return "words" if measured and knowing.known_of(conversation, now=now()) == Known.WORDS else ""


def _before(version: QuoteVersion) -> QuoteVersion | None:
    """The version that a customer saw before this one."""
    left = version.quote.versions.exclude(state__in=(State.DRAFT, State.READY)).filter(version__lt=version.version)
    return left.select_related("quote__customer").order_by("-version").first()


def _versions(quote: Quote) -> Sequence[VersionRow]:
    rows = quote.versions.select_related("quote__customer").order_by("-version")
    if len(rows) < 2:
        return ()
    return [
        VersionRow(
            row.version,
            quotes_shown.STATES[row.state],
            quotes_shown.card(row).total,
            row.decided_at or row.issued_at or row.created_at,
        )
        for row in rows
    ]


def _differences(before: QuoteVersion, version: QuoteVersion) -> Sequence[DifferenceRow]:
    return [DifferenceRow(one.what, one.before, one.after) for one in revising.differences(before, version)]


def _agreed(quote: Quote) -> AgreedView | None:
    found = revising.agreed(quote)
    if found is None or not (found.variations or quote.variation):
        return None
    return AgreedView(
        quotes_shown.pounds(found.original),
        [(label, quotes_shown.pounds(amount)) for label, amount in found.variations],
        quotes_shown.pounds(found.total),
    )


def _verbs(version: QuoteVersion) -> Sequence[str]:
    """What makes sense for a version that left; each is guarded again where it is done."""
    if version.is_draft:
        return ("copy",)
    return {
        State.ISSUED: ("record", "follow", "revise", "extend", "copy", "withdraw"),
        State.EXPIRED: ("record", "follow", "extend", "revise", "copy", "withdraw"),
        State.ACCEPTED: ("vary", "copy"),
    }.get(State(version.state), ("revise", "copy"))
