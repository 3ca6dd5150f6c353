"""Everything that one version offers, put into another: for a new version, a duplicate, a quote made from an old one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from handlet.kit import ids
from handlet.kit.sealing import SealedModel
from handlet.quoting.models import QuoteLine, QuoteSection, QuoteVersion

# What a version says, as against what became of it.
OFFERED = (
    "kind",
    "seen",
    "kind_reason",
    "details",
    "customer_kind",
    "customer_vat_registered",
    "customer_reports_cis",
    "customer_end_user",
    "end_user_statement",
    "nation",
    "assumed_tax_point",
    "cis_percent",
    "discount_percent",
    "discount_pounds",
    "start_from",
    "start_until",
    "deposit_kind",
    "deposit_percent",
    "deposit_pounds",
    "stages",
    "payment_days",
    "contract_setting",
    "paperwork",
    "paperwork_reason",
    "urgent_repair",
    "urgent_reason",
    "with_goods",
    "credentials",
)


def offered_by(version: QuoteVersion) -> dict[str, Any]:
    """What the version says around its lines, as values for a new row."""
    return {name: getattr(version, name) for name in OFFERED}


def copy_lines(*, source: QuoteVersion, target: QuoteVersion, from_past: bool = False) -> None:
    """The sections and standing lines of `source`, in `target`. `from_past`: the lines say that they come from an old quote."""
    sections: dict[UUID, QuoteSection] = {}
    for section in QuoteSection.objects.filter(version=source).order_by("position", "id"):
        sections[section.pk] = QuoteSection.objects.create(
            **_values(section), id=ids.uuid7(), version=target, key_id=target.key_id
        )
    for line in QuoteLine.objects.filter(version=source, removed_at=None).order_by("position", "id"):
        values = _values(line)
        if from_past:
            # Who said what about another job stays with that job.
            values |= {"origin": QuoteLine.Origin.PAST_QUOTE, "customer_words": "", "touched": True}
            values |= {"vat_reason": "", "vat_evidence": None, "private_note": "", "question": ""}
        QuoteLine.objects.create(
            **values | {"section": sections.get(line.section_id) if line.section_id else None},
            id=ids.uuid7(),
            version=target,
            key_id=target.key_id,
            past_line=line if from_past else line.past_line,
        )


def _values(row: SealedModel) -> dict[str, Any]:
    left = {"id", "version", "key_id", "past_line"}
    return {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in left}
