"""Which engine words the drafts: our own, or a language model that the owner chose and agreed to; and what was sent to it."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts.access import of_business, to_own
from handlet.accounts.tenancy import acting_for
from handlet.drafting import model_settings
from handlet.drafting.language_model.endpoint import Endpoint, NotAnEndpoint, endpoint
from handlet.drafting.language_model.port import REASONS
from handlet.drafting.models import Draft, ModelRequest, ModelSettings, Writing
from handlet.inbox import access
from handlet.kit.london import london_day
from handlet.web.owner import showing
from handlet.web.request import Asked, for_members, manages_own_transactions, now
from handlet.web.ui.contexts.channels import Consent
from handlet.web.ui.contexts.language_model import AiPage, ModelInUse, ModelRequestRow, ModelRequestsPage
from handlet.web.ui.forms.language_model import OperatorModelForm, OwnModelForm

CONSENT = Consent(
    title="What a language model is given",
    rows=(
        (
            "What leaves",
            "The newest words of a customer, the plan of the reply (which of your prices, which questions) and your trade. "
            "Nothing else: no earlier messages, no sums, no photos.",
        ),
        (
            "What is taken out first",
            "Names, phone numbers, e-mail addresses, streets, postcodes and every unusual word are replaced by signs. Sentences "
            "on health, belief and the like are left out.",
        ),
        (
            "What it may do",
            "Word the reply. Prices, days, questions and links are put in by Handlet, and every sentence is checked before you "
            "see it as a draft. Nothing is sent to a customer without you.",
        ),
        (
            "Whom it leaves out",
            "Customers marked “no AI”, those who object, personal conversations, emergencies, fraud and requests about data.",
        ),
        ("How long", "Each request and answer is kept for 30 days, so that you can read word for word what left."),
        ("How to stop", "Press “Switch it off” on this page. From then on nothing leaves; the key is deleted."),
    ),
    version="model-1",
)
FIELDS = (
    ("What they wrote last", "Sent, with private words replaced"),
    ("Names, numbers and addresses", "Replaced by signs before anything leaves"),
    ("Health, belief and the like", "Left out"),
    ("Your prices and sums", "Put in afterwards, on this server"),
    ("Earlier messages, photos, files", "Never sent"),
)
AT_HOME = (
    ("What they wrote", "Read on this server only"),
    ("Names, numbers and addresses", "Read on this server only"),
    ("Your price list and profile", "Read on this server only"),
    ("Photos", "Never read"),
)
STEPS = {
    "extract": "What is wanted?",
    "choose": "Which of two prices?",
    "compose": "Wording",
    "probe": "A first question",
}
MONTH = timedelta(days=30)


@require_http_methods(["GET", "HEAD", "POST"])
@manages_own_transactions
@for_members
def settings(request: Asked) -> HttpResponse:
    """Show what is in use; keep a model once it has answered (it is asked outside any transaction) and was agreed to."""
    own_form = OwnModelForm(request.POST if request.POST.get("choice") == "own" else None)
    operator_form = OperatorModelForm(
        request.POST if request.POST.get("choice") == "operator" else None, auto_id="operator_%s"
    )
    form = own_form if own_form.is_bound else operator_form
    if form.is_bound and form.is_valid():
        member = to_own(request.member)
        choice = request.POST["choice"]
        try:
            wanted = _own(own_form) if choice == ModelSettings.Choice.OWN else model_settings.operators()
            if wanted is None:
                raise model_settings.CannotUse("Nothing is set up on this server any more.")
            proved = model_settings.proved(wanted)
        except NotAnEndpoint as error:
            form.add_error("base_url" if "base_url" in form.fields else None, str(error))
        except model_settings.CannotUse as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            agreement = model_settings.Agreement(_notice(proved), f"tick:agreed:{CONSENT.version}")
            with acting_for(member.business_id, request.user.id):
                model_settings.use(
                    by=member,
                    endpoint=proved,
                    choice=choice,
                    daily_limit=form.cleaned_data["daily_limit"],
                    agreement=agreement,
                    now=now(),
                )
            return redirect("settings_ai")
    with acting_for(request.member.business_id, request.user.id):
        page = _page()
    context = {"page": page, "own_form": own_form, "operator_form": operator_form}
    return render(request, "owner/settings/ai.html", context, status=422 if form.errors else 200)


def _own(form: OwnModelForm) -> Endpoint:
    """Raises NotAnEndpoint."""
    answers = form.cleaned_data

    def pence(pounds: Decimal | None) -> str:
        return "" if pounds is None else str(pounds * 100)

    return endpoint(
        shape=answers["shape"],
        base_url=answers["base_url"],
        model=answers["model"],
        key=answers["key"],
        provider=answers["provider"],
        country=answers["country"],
        keeps_days=answers["keeps_days"],
        trains_on_data=answers["trains"] != "no",
        price_in=pence(answers["price_in"]),
        price_out=pence(answers["price_out"]),
    )


def _notice(chosen: Endpoint) -> str:
    """Exactly what was agreed to: the words on the page, and to whom."""
    whom = f"{chosen.model}, run by {chosen.provider} in {chosen.country}; they keep it for {chosen.keeps_days} days."
    return "\n".join([CONSENT.title, whom, *(f"{question}: {answer}" for question, answer in CONSENT.rows)])


def _page(tried: str = "") -> AiPage:
    found = model_settings.of_business()
    offered = model_settings.operators()
    return AiPage(
        fields=FIELDS if found is not None else AT_HOME,
        consent=CONSENT,
        in_use=_in_use(found) if found is not None else None,
        offered=f"{offered.model}, run by {offered.provider} in {offered.country}" if offered is not None else "",
        tried=tried,
    )


def _in_use(found: ModelSettings) -> ModelInUse:
    spent = model_settings.spent(since=now() - MONTH)
    reached = model_settings.endpoint_of(found)
    gone = "The operator has changed what is set up on this server. Nothing leaves until you choose again."
    return ModelInUse(
        model=found.model,
        provider=found.provider,
        country=found.country,
        keeps=f"{found.keeps_days} days" if found.keeps_days else "not at all",
        address=found.base_url,
        agreed_on=london_day(found.agreed_at),
        daily_limit=found.daily_limit,
        drafts_today=model_settings.drafts_since(now() - timedelta(days=1)),
        requests=spent.requests,
        tokens_in=spent.tokens_in,
        tokens_out=spent.tokens_out,
        pence=spent.pence,
        key_ends=found.key_ends,
        trouble=gone if reached is None else _trouble(found.trouble),
    )


def _trouble(reason: str) -> str:
    return f"Last time {REASONS[reason]}; Handlet’s own engine wrote instead." if reason in REASONS else ""


@require_POST
@for_members
def switch_off(request: Asked) -> HttpResponse:
    model_settings.switch_off(by=request.member, now=now())
    return redirect("settings_ai")


@require_POST
@manages_own_transactions
@for_members
def try_it(request: Asked) -> HttpResponse:
    """Ask the model in use a first question again, in words about nobody."""
    member = to_own(request.member)
    with acting_for(member.business_id, request.user.id):
        found = model_settings.of_business()
        reached = model_settings.endpoint_of(found) if found is not None else None
    if reached is None:
        return redirect("settings_ai")
    try:
        model_settings.proved(reached)
        tried = "It answered just now."
    except model_settings.CannotUse as error:
        tried = str(error)
    with acting_for(member.business_id, request.user.id):
        page = _page(tried)
    context = {"page": page, "own_form": OwnModelForm(), "operator_form": OperatorModelForm(auto_id="operator_%s")}
    return render(request, "owner/settings/ai.html", context)


@require_safe
@for_members
def requests(request: Asked, draft: uuid.UUID) -> HttpResponse:
    """Word for word what went to a language model for this draft, and what came back."""
    found = of_business(request.member, Draft.objects.select_related("conversation__customer"), draft)
    page = ModelRequestsPage(
        conversation=found.conversation_id,
        name=showing.person(found.conversation.customer),
        rows=[_row(row) for row in sent_for(found)],
    )
    return render(request, "owner/model_requests.html", {"page": page})


def sent_for(draft: Draft) -> QuerySet[ModelRequest]:
    return draft.model_requests.order_by("at", "id")


def _row(row: ModelRequest) -> ModelRequestRow:
    cost = f", {row.pence:.3f}p" if row.pence is not None else ""
    return ModelRequestRow(
        step=STEPS.get(row.step, row.step),
        at=row.at,
        model=row.model,
        provider=row.provider,
        sent=_readable(row.sent or ""),
        answer=row.answer or "",
        outcome="It answered." if row.outcome == "ok" else f"Not used: {REASONS.get(row.outcome, row.outcome)}.",
        figures=f"{row.tokens_in} tokens in, {row.tokens_out} out, {row.milliseconds / 1000:.1f} seconds{cost}",
    )


def _readable(sent: str) -> str:
    """The same JSON with line breaks, and the text in it as lines; the very bytes where it is none."""
    try:
        body = json.loads(sent)
    except ValueError:
        return sent
    messages = [f"{one['role']}:\n{one['content']}" for one in body.pop("messages", []) if isinstance(one, dict)]
    system = [f"system:\n{body.pop('system')}"] if body.get("system") else []
    return "\n\n".join([*system, *messages, json.dumps(body, indent=1, ensure_ascii=False)])


@require_safe
@for_members
def writing(request: Asked, conversation: uuid.UUID) -> HttpResponse:
    """What a model is writing just now, for the page that is open; empty when it has ended."""
    found = access.conversation(request.member, conversation)
    return render(request, "owner/_writing.html", {"text": Writing.objects.words(conversation=found, now=now())})
