"""Send an approved template where nothing else may be sent: pick one, fill its blanks, read it word for word, send."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handlet.accounts.access import of_business, to_change
from handlet.accounts.tenancy import acting_for
from handlet.channels.contract import ChannelError, FilledTemplate, Template
from handlet.drafting import approval
from handlet.drafting.models import Draft
from handlet.inbox import outbox
from handlet.kit import encryption
from handlet.kit.addresses import quote_address
from handlet.quoting import suggesting
from handlet.quoting.models import QuoteVersion
from handlet.quoting.refusals import QuotingRefused
from handlet.web.owner import drafts_shown, showing
from handlet.web.owner.quotes_shown import card
from handlet.web.request import Asked, for_members, manages_own_transactions, now, refuse
from handlet.web.ui.contexts.conversation import Blank, TemplateChoice, TemplateFilled, TemplatePage
from handlet.web.ui.words import pounds

LONGEST_VALUE = 600
_LINK = ("link", "url", "address", "web")


@require_http_methods(["GET", "HEAD", "POST"])
@manages_own_transactions
@for_members
def template(request: Asked, draft: uuid.UUID) -> HttpResponse:
    """The provider is asked outside any transaction which wordings stand approved at this moment."""
    with acting_for(request.member.business_id, request.user.id):
        found = of_business(
            request.member, Draft.objects.select_related("conversation__customer", "quote_version"), draft
        )
        to_change(request.member)
        try:
            route = outbox.route_for(found.conversation)
        except outbox.CannotSend as error:
            return refuse(request, str(error))
        if not found.is_open or not outbox.has_templates(route):
            return redirect("conversation", found.conversation_id)
        connection = route.connection
    try:
        approved = outbox.templates_of(connection)
    except ChannelError as error:
        return refuse(request, str(error), status=502)
    wanted = request.POST.get("use") or request.GET.get("use", "")
    chosen = next((one for one in approved if _key(one) == wanted), None)
    with acting_for(request.member.business_id, request.user.id):
        if chosen is None:
            return _page(request, found, approved)
        if request.method == "POST":
            return _fill(request, found, approved, chosen)
        return _page(request, found, approved, chosen, _suggested(found, chosen))


def _fill(request: Asked, draft: Draft, approved: Sequence[Template], chosen: Template) -> HttpResponse:
    """Show it filled; or send it, where it reads exactly as it did on the page."""
    values = [" ".join(request.POST.get(f"blank_{blank}", "").split())[:LONGEST_VALUE] for blank in chosen.blanks]
    empty = [blank for blank, value in zip(chosen.blanks, values, strict=True) if not value]
    if empty:
        error = "Every blank needs something in it: WhatsApp sends no template with a gap."
        return _page(request, draft, approved, chosen, values, error=error, status=422)
    filled = FilledTemplate(chosen, tuple(values))
    if request.POST.get("send") != _digest(filled):
        return _page(request, draft, approved, chosen, values, read=True)
    shown = drafts_shown.posted(request)
    try:
        approval.approve(draft=draft, by=request.member, text=filled.text, shown=shown, template=filled, now=now())
    except (approval.Refused, QuotingRefused) as error:
        seen = error.seen if isinstance(error, approval.Unbacked) else ""
        return _page(request, draft, approved, chosen, values, read=True, error=str(error), seen=seen, status=409)
    return redirect("conversation", draft.conversation_id)


def _page(
    request: Asked,
    draft: Draft,
    approved: Sequence[Template],
    chosen: Template | None = None,
    values: Sequence[str] = (),
    *,
    read: bool = False,
    error: str = "",
    seen: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = approval.shown_of(draft)
    filled = FilledTemplate(chosen, tuple(values)) if chosen is not None else None
    version = draft.going_quote
    page = TemplatePage(
        draft=draft.id,
        conversation=draft.conversation_id,
        name=showing.person(draft.conversation.customer),
        to=shown.recipient,
        digest=drafts_shown.digest(shown),
        newest=str(shown.revision),
        seen=seen,
        error=error,
        quote=f"{version.get_kind_display().lower()} {version.quote.label}" if version is not None else "",
        choices=[]
        if chosen is not None
        else [TemplateChoice(_key(one), one.name, _language(one), one.text) for one in approved],
        chosen=TemplateFilled(
            key=_key(chosen),
            name=chosen.name,
            language=_language(chosen),
            text=chosen.text,
            blanks=[Blank(blank, _label(blank), value) for blank, value in zip(chosen.blanks, values, strict=True)],
            read=filled.text if read or not chosen.blanks else "",
            digest=_digest(filled),
        )
        if chosen is not None and filled is not None
        else None,
    )
    return render(request, "owner/template.html", {"page": page}, status=status)


def _suggested(draft: Draft, chosen: Template) -> list[str]:
    """What most likely belongs in each blank; the owner reads it before anything goes."""
    version, customer = draft.going_quote, draft.conversation.customer
    link = quote_address(suggesting.link_token(version, now=now())) if version is not None else ""
    named = [_by_name(blank.lower(), customer.name, link, version) for blank in chosen.blanks]
    if all(blank.isdigit() for blank in chosen.blanks) and named:
        # Blanks with numbers say nothing of what they are for: a name comes first and an address last in nearly all.
        named[0] = customer.name
        if len(named) > 1 and link:
            named[-1] = link
    return named


def _by_name(blank: str, name: str, link: str, version: QuoteVersion | None) -> str:
    if any(word in blank for word in _LINK):
        return link
    if version is not None and any(word in blank for word in ("number", "reference", "quote")):
        return version.quote.label
    if version is not None and any(word in blank for word in ("total", "price", "amount", "sum")):
        return pounds(card(version).total)
    if version is not None and ("business" in blank or "company" in blank):
        return version.business.name
    return name if "name" in blank else ""


def _label(blank: str) -> str:
    return f"Blank {blank}" if blank.isdigit() else blank.replace("_", " ").capitalize()


def _language(one: Template) -> str:
    words = {"en": "English", "en_GB": "English (UK)", "en_US": "English (US)", "cy": "Welsh", "pl": "Polish"}
    return words.get(one.language, one.language)


def _key(one: Template) -> str:
    return f"{one.name}:{one.language}"


def _digest(filled: FilledTemplate) -> str:
    return encryption.digest(filled.text.encode())
