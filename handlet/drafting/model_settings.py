"""The language model of a business: chosen, proved and agreed to; switched off at once; what it cost.

An endpoint is asked once before it is kept (`language_model.hosted.probe`), in words about nobody. One that trains on what
it is sent cannot be kept at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Sum

from handlet.accounts.access import to_own
from handlet.accounts.models import Membership
from handlet.drafting.language_model import endpoint as endpoints
from handlet.drafting.language_model.endpoint import Endpoint, Mode, NotAnEndpoint, Shape
from handlet.drafting.language_model.hosted import probe
from handlet.drafting.language_model.port import ModelFailed
from handlet.drafting.models import Draft, ModelRequest, ModelSettings
from handlet.kit import ids, sealing
from handlet.privacy import ledger

MOST_A_DAY = 2000

SENTENCES = {
    "key": "The model’s server did not accept the key. Copy it once more from your account there.",
    "missing": "There is no such model or address there. Check both, as the provider writes them.",
    "unreachable": "No server answered at this address. Check it, and that this machine may reach it.",
    "barred": "This address leads into a private network, which the operator of this server has not allowed.",
    "busy": "The model’s server is busy, or your account there has run out. Try again later.",
    "slow": "The model took too long to answer a simple question. It would be too slow for drafts.",
    "nonsense": "It answered, but never in the form that drafts need. Choose another model.",
    "refused": "The model would not answer a simple question. Choose another model.",
    "cut": "The answer broke off. Try again, or choose another model.",
    "trouble": "The model’s server had a problem. Try again later.",
}


class CannotUse(Exception):
    """`str(error)` is a sentence for the owner; `field` the input it belongs to, or empty."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Agreement:
    """notice: the words shown. control: what was ticked, and which version of the words."""

    notice: str
    control: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Over some time. pence: None where no price is known."""

    requests: int
    tokens_in: int
    tokens_out: int
    pence: Decimal | None


def operators() -> Endpoint | None:
    """The endpoint that the operator set up for everybody on this server, or None. One that is set up wrongly is none."""
    try:
        return endpoints.from_environment()
    except NotAnEndpoint:
        return None


def proved(wanted: Endpoint) -> Endpoint:
    """Asked once, outside any transaction: the endpoint with the strictest mode it obeys. Raises CannotUse."""
    try:
        mode, _ = probe(wanted)
    except ModelFailed as error:
        field = {"key": "key", "missing": "model", "unreachable": "base_url", "barred": "base_url"}.get(
            error.reason, ""
        )
        raise CannotUse(SENTENCES.get(error.reason, str(error)), field) from error
    return replace(wanted, mode=mode)


def use(
    *, by: Membership, endpoint: Endpoint, choice: str, daily_limit: int, agreement: Agreement, now: datetime
) -> ModelSettings:
    """Keep a proved endpoint and the agreement to it, in place of any before. Raises access.ReadsOnly, access.NotOwner."""
    member = to_own(by)
    switch_off(by=by, now=now)
    consent = ledger.record(
        business_id=member.business_id,
        subject_kind="user",
        subject_id=member.user_id,
        event="given",
        scope="language_model",
        activity="language_model",
        notice_text=agreement.notice,
        control=agreement.control,
        evidence={"provider": endpoint.provider, "country": endpoint.country, "model": endpoint.model},
        now=now,
    )
    own = choice == ModelSettings.Choice.OWN
    return ModelSettings.objects.create(
        id=ids.uuid7(),
        business_id=member.business_id,
        key_id=sealing.key_for(member.business_id, "business", member.business_id),
        choice=choice,
        shape=endpoint.shape.value,
        base_url=endpoint.base_url if own else "",
        model=endpoint.model,
        key=endpoint.key if own else "",
        key_ends=endpoint.key[-4:] if own and len(endpoint.key) >= 12 else "",
        mode=endpoint.mode.value,
        provider=endpoint.provider,
        country=endpoint.country,
        keeps_days=endpoint.keeps_days,
        price_in=endpoint.price_in,
        price_out=endpoint.price_out,
        daily_limit=max(1, min(daily_limit, MOST_A_DAY)),
        consent_id=consent.id,
        agreed_at=now,
        agreed_by=member,
    )


def switch_off(*, by: Membership, now: datetime) -> bool:
    """No further word leaves for a model; its key is forgotten. False where none was in use."""
    member = to_own(by)
    found = ModelSettings.objects.filter(business_id=member.business_id).first()
    if found is None:
        return False
    ledger.withdraw(consent_id=found.consent_id, reason="switched off in settings", now=now)
    found.delete()
    return True


def of_business() -> ModelSettings | None:
    """The settings of the business this transaction acts for, where its agreement stands."""
    found = ModelSettings.objects.first()
    return found if found is not None and ledger.is_active(found.consent_id) else None


def endpoint_of(settings: ModelSettings) -> Endpoint | None:
    """Where to ask; None where the operator’s is gone, or is no longer the one that was agreed to."""
    if settings.choice == ModelSettings.Choice.OPERATOR:
        found = operators()
        same = found is not None and (found.model, found.provider, found.country) == (
            settings.model,
            settings.provider,
            settings.country,
        )
        return replace(found, mode=Mode(settings.mode)) if found is not None and same else None
    return Endpoint(
        Shape(settings.shape),
        settings.base_url,
        settings.model,
        settings.key or "",
        Mode(settings.mode),
        settings.provider,
        settings.country,
        settings.keeps_days,
        settings.price_in,
        settings.price_out,
    )


def drafts_since(since: datetime) -> int:
    """How many drafts a model was asked about."""
    return Draft.objects.filter(model_asked_at__gte=since).count()


def spent(*, since: datetime) -> Spent:
    total = ModelRequest.objects.filter(at__gte=since).aggregate(
        requests=Count("id"), tokens_in=Sum("tokens_in"), tokens_out=Sum("tokens_out"), pence=Sum("pence")
    )
    return Spent(total["requests"], total["tokens_in"] or 0, total["tokens_out"] or 0, total["pence"])


def is_due(settings: ModelSettings, *, now: datetime) -> bool:
    """Within what the owner allows a day (24 hours back). Of two who see the same last place, `take_place` lets one."""
    return drafts_since(now - timedelta(days=1)) < settings.daily_limit


def take_place(draft_id: UUID, *, now: datetime) -> bool:
    """One of the day’s places for this draft, before its first request leaves; a second request needs no second place.

    The settings row is locked while it is counted, so that two workers never take the last place twice. False where no place
    is left, the draft is gone, or no model is in use any more. Needs a transaction of the business.
    """
    settings = ModelSettings.objects.select_for_update().first()
    draft = Draft.objects.filter(pk=draft_id).first()
    if settings is None or draft is None:
        return False
    if draft.model_asked_at is None:
        if not is_due(settings, now=now):
            return False
        Draft.objects.filter(pk=draft.pk).update(model_asked_at=now)
    return True
