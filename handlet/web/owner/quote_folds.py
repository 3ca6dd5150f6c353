"""The folds of the quote editor: each a small form, read from a version and written back by `quoting.editing`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from handlet.accounts.models import Credential
from handlet.kit.london import london_day
from handlet.quoting import acceptance, deposits, editing, readiness
from handlet.quoting.details import read
from handlet.quoting.models import QuoteVersion
from handlet.quoting.nations import NATIONS
from handlet.quoting.totals import customer_kind
from handlet.web.request import now
from handlet.web.ui import words
from handlet.web.ui.contexts.quote import FoldView
from handlet.web.ui.forms.quotes import (
    FOLDS,
    MOST_STAGE_FIELDS,
    FoldForm,
    KindForm,
    MoneyForm,
    NamedForm,
    PaperForm,
    WhenForm,
    WhoForm,
)

# Fields that a form shows under another name than the one that refuses them.
SHOWN_AS = {
    "discount_percent": "discount",
    "discount_pounds": "discount",
    "deposit_percent": "deposit",
    "deposit_pounds": "deposit",
    "stages": "stage_1",
    "end_user_statement": "end_user_words",
}
Kind, Seen = QuoteVersion.Kind, QuoteVersion.Seen
MADE_AN_ESTIMATE = "It is an estimate now: you have not seen the work. Say why the price is firm to make it a quote."


def fold_of(field: str) -> str:
    """The fold in which a field stands; empty where it is none of theirs."""
    name = SHOWN_AS.get(field, field)
    return next((fold for fold, form in FOLDS.items() if name in form.base_fields), "")


def views(version: QuoteVersion, *, opened: str = "", filled: FoldForm | None = None) -> Sequence[FoldView]:
    """Every fold; `filled` stands in for its own, with what was typed."""
    found = []
    named = readiness.named_credentials(version, london_day(now()))
    initial = {**_initial(version), "credentials": [str(row.pk) for row in named]}
    for name, kind in FOLDS.items():
        form = filled if filled is not None and name == filled.NAME else _with_choices(version, kind(initial=initial))
        found.append(
            FoldView(name, kind.HEADING, form, _said(version, name, named), open=name == opened or form is filled)
        )
    return found


def filled_in(version: QuoteVersion, fold: str, given: QueryDict) -> FoldForm:
    """A fold with what was sent. Raises KeyError where there is no such fold."""
    return _with_choices(version, FOLDS[fold](given))


def _with_choices(version: QuoteVersion, form: FoldForm) -> FoldForm:
    if isinstance(form, NamedForm):
        today = london_day(now())
        rows = Credential.objects.filter(business_id=version.business_id).order_by("scheme", "id")
        form.offer(
            [
                (
                    str(row.pk),
                    f"{row.scheme} {row.number}{'' if readiness.is_valid(row, today) else ' (not valid today)'}",
                )
                for row in rows
            ]
        )
    return form


def _initial(version: QuoteVersion) -> dict[str, Any]:
    """Everything, under the names of the forms' fields."""
    details = read(version.details).to_json()
    values = {name: "\n".join(value) if isinstance(value, list) else value for name, value in details.items()}
    for name in (
        "kind", "seen", "kind_reason", "customer_kind", "nation", "reverse_charge", "start_from", "start_until",
        "assumed_tax_point", "valid_until", "deposit_kind", "payment_days", "contract_setting", "paperwork",
        "paperwork_reason", "urgent_repair", "urgent_reason", "with_goods",
    ):  # fmt: skip
        values[name] = getattr(version, name)
    for name in ("customer_vat_registered", "customer_reports_cis", "customer_end_user"):
        values[name] = {True: "yes", False: "no", None: ""}[getattr(version, name)]
    values["end_user_words"] = (version.end_user_statement or {}).get("words", "")
    values["cis_percent"] = "" if version.cis_percent is None else str(version.cis_percent)
    values["discount"] = _amount_text(version.discount_percent, version.discount_pounds)
    values["deposit"] = _amount_text(version.deposit_percent, version.deposit_pounds)
    for place, stage in enumerate(deposits.read_stages(version.stages), start=1):
        values[f"milestone_{place}"] = stage.milestone
        values[f"stage_{place}"] = _amount_text(stage.percent or Decimal(0), stage.pounds or Decimal(0))
    return values


def _amount_text(percent: Decimal, pounds: Decimal) -> str:
    if percent:
        return f"{words.quantity(percent)} %"
    return words.pounds(pounds) if pounds else ""


def _said(version: QuoteVersion, name: str, named: Sequence[Credential]) -> str:
    """What stands in a fold, in a line, so that it need not be opened to know."""
    details = read(version.details)
    if name == "kind":
        seen = version.get_seen_display() if version.seen else ""
        return ", ".join(part for part in (version.get_kind_display(), seen.lower()) if part)
    if name == "who":
        who = {"consumer": "A householder", "business": "A business", "contractor": "A contractor"}
        site = details.site.replace("\n", ", ")
        return " · ".join(part for part in (who[customer_kind(version)], site, NATIONS.get(version.nation, "")) if part)
    if name == "work":
        counts = [
            (details.inclusions, "included"),
            (details.exclusions, "not included"),
            (details.assumptions, "taken for granted"),
        ]
        said = [details.scope[:60], *(f"{len(rows)} {what}" for rows, what in counts if rows)]
        return " · ".join(part for part in said if part) or "Nothing said yet"
    if name == "when":
        window = " to ".join(words.day(day) for day in (version.start_from, version.start_until) if day)
        stands = f"stands until {words.day(version.valid_until)}"
        return " · ".join(part for part in (window, details.duration, stands) if part)
    if name == "money":
        deposit = _amount_text(version.deposit_percent, version.deposit_pounds)
        off = _amount_text(version.discount_percent, version.discount_pounds)
        days = f"{version.payment_days} days to pay" if version.payment_days is not None else ""
        stages = len(version.stages or [])
        parts = (
            f"{off} off" if off else "",
            f"{deposit} first" if deposit else "",
            f"{stages} stages" if stages else "",
            days,
        )
        return " · ".join(part for part in parts if part) or "All when the work is done"
    if name == "named":
        return ", ".join(row.scheme for row in named) or "None named"
    if customer_kind(version) != "consumer":
        return "Not needed: no householder"
    if version.urgent_repair:
        return "An urgent repair"
    return "Notice and form go with it" if version.paperwork else "Left off"


def save(version: QuoteVersion, form: FoldForm) -> str:
    """Write what a form says. A sentence where something else came of it. Errors of amounts are added to the form.

    Raises BadValue, Frozen.
    """
    if isinstance(form, KindForm):
        return _save_kind(version, form)
    terms, details, valid_until = _READ[form.NAME](version, form)
    if form.errors:
        return ""
    editing.set_terms(version=version, **terms)
    editing.change_details(
        version=version, kind=version.kind, valid_until=valid_until or version.valid_until, details=details
    )
    return ""


def _save_kind(version: QuoteVersion, form: KindForm) -> str:
    answers = form.cleaned_data
    seen, kind, reason = answers["seen"], answers["kind"], answers["kind_reason"].strip()
    unseen = seen in (Seen.PHOTOS, Seen.TOLD) and not reason
    told = MADE_AN_ESTIMATE if unseen and kind == Kind.QUOTE else ""
    editing.set_terms(version=version, seen=seen, kind_reason=reason)
    editing.change_details(
        version=version,
        kind=Kind.ESTIMATE if unseen else kind,
        valid_until=version.valid_until,
        details=form.rows("could_move"),
    )
    return told


Read = tuple[dict[str, Any], Mapping[str, Any], Any]


def _who(version: QuoteVersion, form: FoldForm) -> Read:
    assert isinstance(form, WhoForm)
    answers = form.cleaned_data
    said = answers["end_user_words"].strip()
    before = version.end_user_statement or {}
    if said and said != before.get("words"):
        before = {"words": said, "on": london_day(now()).isoformat()}
    terms = {
        "customer_kind": answers["customer_kind"],
        "nation": answers["nation"],
        "customer_vat_registered": form.yes_no("customer_vat_registered"),
        "customer_reports_cis": form.yes_no("customer_reports_cis"),
        "customer_end_user": form.yes_no("customer_end_user"),
        "end_user_statement": before if said else None,
        "cis_percent": int(answers["cis_percent"]) if answers["cis_percent"] else None,
        "reverse_charge": answers["reverse_charge"],
    }
    return terms, form.texts("site", "billing"), None


def _work(version: QuoteVersion, form: FoldForm) -> Read:
    lists = form.rows("inclusions", "exclusions", "assumptions", "customer_provides")
    return {}, {**form.texts("scope", "changes", "after"), **lists}, None


def _when(version: QuoteVersion, form: FoldForm) -> Read:
    assert isinstance(form, WhenForm)
    answers = form.cleaned_data
    terms = {name: answers[name] for name in ("start_from", "start_until", "assumed_tax_point")}
    return terms, form.texts("duration", "depends_on", "timing"), answers["valid_until"]


def _money(version: QuoteVersion, form: FoldForm) -> Read:
    assert isinstance(form, MoneyForm)
    off, first = form.amount("discount"), form.amount("deposit")
    stages = []
    for place in range(1, MOST_STAGE_FIELDS + 1):
        milestone = form.cleaned_data[f"milestone_{place}"].strip()
        percent, pounds = form.amount(f"stage_{place}")
        if milestone or percent or pounds:
            stages.append(deposits.Stage(milestone, percent or None, pounds or None))
    _check_stages(version, form, first, stages)
    terms = {
        "discount_percent": off[0],
        "discount_pounds": off[1],
        "deposit_percent": first[0],
        "deposit_pounds": first[1],
        "deposit_kind": form.cleaned_data["deposit_kind"],
        "stages": stages,
        "payment_days": form.cleaned_data["payment_days"],
    }
    return terms, form.texts("discount_words", "deposit_for", "payment", "methods"), None


def _check_stages(
    version: QuoteVersion, form: MoneyForm, first: tuple[Decimal, Decimal], stages: Sequence[deposits.Stage]
) -> None:
    """Said beside the stage at fault; against the sum as it stands, which may still change."""
    total = acceptance.sums_of(version).gross
    if not total or form.errors:
        return
    try:
        deposit = deposits.deposit_of(total, percent=first[0], pounds=first[1])
        deposits.plan(total, deposit=deposit, stages=stages)
    except deposits.BadStages as error:
        place = int(error.where[7 : error.where.index("]")]) + 1 if error.where.startswith("stages[") else 0
        name = f"milestone_{place}" if error.where.endswith("milestone") else f"stage_{place}"
        form.add_error(name if place else "deposit", str(error))


def _paper(version: QuoteVersion, form: FoldForm) -> Read:
    assert isinstance(form, PaperForm)
    names = (
        "contract_setting", "paperwork", "paperwork_reason", "urgent_repair", "urgent_reason", "with_goods",
    )  # fmt: skip
    return {name: form.cleaned_data[name] for name in names}, {}, None


def _named(version: QuoteVersion, form: FoldForm) -> Read:
    return {"credentials": form.cleaned_data["credentials"]}, {}, None


_READ = {"who": _who, "work": _work, "when": _when, "money": _money, "paper": _paper, "named": _named}
