"""What quoting holds about a person. An accepted quote stays, minimised, for as long as tax law asks; the rest goes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlet.kit import blobs, ids, sealing
from handlet.kit.sealing import SealedJSONField, SealedModel, SealedTextField
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Holder, Holding
from handlet.quoting import editing
from handlet.quoting.issuing import PDF
from handlet.quoting.models import (
    Acceptance,
    AcceptanceReversal,
    AgreedRate,
    Cancellation,
    PriceImport,
    PriceItem,
    PricingRule,
    Quote,
    QuoteLine,
    QuoteLink,
    QuoteSection,
    QuoteVersion,
)

BECAUSE = "Records of agreed work are kept for tax and claims, for six years (minimised)."


class QuotingHolder(Holder):
    def holdings(self, subject: Subject) -> Sequence[Holding]:
        if subject.kind == "business":
            of_business: dict[str, Any] = {"business_id": subject.id}
            return [
                Holding("cancellations", Cancellation.objects.filter(**of_business)),
                Holding("reversed acceptances", AcceptanceReversal.objects.filter(**of_business)),
                Holding("acceptances", Acceptance.objects.filter(**of_business)),
                Holding("quote links", QuoteLink.objects.filter(**of_business)),
                Holding("quote lines", QuoteLine.objects.filter(**of_business)),
                Holding("quote sections", QuoteSection.objects.filter(**of_business)),
                Holding("quote versions", QuoteVersion.objects.filter(**of_business), blobs=("pdf_blob",)),
                Holding("quotes", Quote.objects.filter(**of_business)),
                Holding("agreed rates", AgreedRate.objects.filter(**of_business)),
                Holding("price imports", PriceImport.objects.filter(**of_business)),
                Holding("prices", PriceItem.objects.filter(**of_business)),
                Holding("pricing rules", PricingRule.objects.filter(**of_business)),
            ]
        quotes = Quote.objects.filter(customer_id=subject.id)
        accepted = quotes.filter(versions__acceptances__isnull=False).distinct()
        open_ones = quotes.exclude(pk__in=accepted.values("pk"))
        return [
            Holding("agreed rates", AgreedRate.objects.filter(customer_id=subject.id)),
            Holding("quote links", QuoteLink.objects.filter(quote__in=open_ones)),
            Holding("quote lines", QuoteLine.objects.filter(version__quote__in=open_ones)),
            Holding("quote sections", QuoteSection.objects.filter(version__quote__in=open_ones)),
            Holding("quote versions", QuoteVersion.objects.filter(quote__in=open_ones), blobs=("pdf_blob",)),
            Holding("quotes", Quote.objects.filter(pk__in=open_ones.values("pk"))),
            Holding("accepted quotes", Quote.objects.filter(pk__in=accepted.values("pk")), because=BECAUSE),
        ]

    def export(self, subject: Subject) -> Mapping[str, Any]:
        quotes = Quote.objects.filter(business_id=subject.business_id)
        if subject.kind == "customer":
            quotes = quotes.filter(customer_id=subject.id)
        versions = QuoteVersion.objects.filter(quote__in=quotes).select_related("quote")
        rates = AgreedRate.objects.filter(business_id=subject.business_id).select_related("item")
        if subject.kind == "customer":
            rates = rates.filter(customer_id=subject.id)
        return {
            "agreed_rates": [
                {"item": row.item.name, "unit_price": row.unit_price, "agreed_at": row.agreed_at}
                for row in rates.order_by("agreed_at")
            ],
            "quotes": [
                {
                    "number": version.quote.label,
                    "version": version.version,
                    "kind": version.kind,
                    "state": version.state,
                    "valid_until": version.valid_until,
                    "details": version.details,
                    "lines": [
                        {
                            "description": line.description,
                            "quantity": str(line.quantity),
                            "unit": line.unit,
                            "unit_price": str(line.unit_price),
                        }
                        for line in editing.lines_of(version)
                    ],
                    "total_pence": version.gross_pence,
                    "deposit_pence": version.deposit_pence,
                    "stages": version.stages or [],
                    "document_sha256": version.document_hash,
                    "accepted": [
                        {"name": row.name, "at": row.at, "method": row.method}
                        for row in Acceptance.objects.filter(version=version)
                    ],
                }
                for version in versions.order_by("quote__number", "version")
            ],
        }

    def keep(self, subject: Subject, now: datetime) -> None:
        """An accepted quote leaves the person's key for a records key of its own, and loses what the law does not ask for."""
        if subject.kind == "business":
            return
        for quote in Quote.objects.filter(customer_id=subject.id, versions__acceptances__isnull=False).distinct():
            _move_to_records(quote)


def _move_to_records(quote: Quote) -> None:
    key_id = sealing.key_for(quote.business_id, "records", quote.id)
    if quote.key_id == key_id:
        return
    QuoteLink.objects.filter(quote=quote).delete()
    agreed = set(Acceptance.objects.filter(version__quote=quote).values_list("version_id", flat=True))
    for version in quote.versions.all():
        if version.pk not in agreed:
            if version.pdf_blob is not None:
                blobs.delete(version.pdf_blob)
            version.delete()
            continue
        _move_version(version, key_id)
    quote.key_id = key_id
    quote.customer, quote.conversation = quote.customer, None
    quote.save()


def _move_version(version: QuoteVersion, key_id: uuid.UUID) -> None:
    """What the law asks for is sealed anew; words that are not the offer itself go, and so do those that only repeat it.

    The offer in words stands in one place, its frozen document, with the file and the digest that was accepted; of the lines
    the descriptions stay too, because sums, options and evidence for rates hang on them.
    """
    for section in QuoteSection.objects.filter(version=version):
        _reseal(section, key_id, keep=())
    for line in QuoteLine.objects.filter(version=version):
        # Why a reduced rate was charged, and on what evidence, is part of the tax record. A line that was taken out before
        # it was sent was never offered.
        _reseal(line, key_id, keep=() if line.removed_at else ("description", "vat_reason", "vat_evidence"))
    for acceptance in Acceptance.objects.filter(version=version):
        # Who, when and which document stay; the address of their device does not.
        _reseal(acceptance, key_id, keep=("name", "ticks", "early_ticks"))
        for row in AcceptanceReversal.objects.filter(acceptance=acceptance):
            _reseal(row, key_id, keep=())
        for ended in Cancellation.objects.filter(acceptance=acceptance):
            _reseal(ended, key_id, keep=())
    if version.pdf_blob is not None:
        moved = ids.uuid7()
        blobs.put(moved, blobs.get(version.pdf_blob, field_id=PDF), key_id=key_id, field_id=PDF)
        blobs.delete(version.pdf_blob)
        version.pdf_blob = moved
    _reseal(version, key_id, keep=("frozen", "end_user_statement", "urgent_reason"))


def _reseal(row: SealedModel, key_id: uuid.UUID, *, keep: Sequence[str]) -> None:
    """Seal what is kept under another key, and empty every other sealed field of the row."""
    for field in row._meta.concrete_fields:
        if isinstance(field, SealedTextField | SealedJSONField):
            # Reading opens the box, so that saving seals it under the new key.
            setattr(row, field.attname, getattr(row, field.attname) if field.name in keep else field.empty())
    row.key_id = key_id
    row.save()
