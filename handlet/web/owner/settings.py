"""Settings: the business, its tone, suggestions, people, security, and the end of the account."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts import api_tokens, profiles
from handlet.accounts.access import of_business, to_own
from handlet.accounts.models import ApiToken, Business, BusinessProfile, Credential, Membership, SecurityEvent
from handlet.channels import connecting
from handlet.channels.models import Connection
from handlet.kit.london import london_day
from handlet.privacy import cases
from handlet.privacy.subjects import Subject
from handlet.quoting.nations import NATIONS
from handlet.web.owner.proving import ask_again
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.contexts.settings import Member, SecurityEventRow, SecurityPage, TeamPage, TokenRow
from handlet.web.ui.forms.account import DeleteAccountForm, TokenForm
from handlet.web.ui.forms.business import CredentialForm, ProfileForm

GRACE = timedelta(days=14)


@require_safe
@for_members
def index(request: Asked) -> HttpResponse:
    return render(request, "owner/settings/index.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def profile(request: Asked) -> HttpResponse:
    """The business, and its registrations."""
    form, credential_form = ProfileForm(initial=_profile_values(request.member)), CredentialForm()
    if request.method == "POST":
        member = to_own(request.member)
        if request.POST.get("remove"):
            of_business(member, Credential.objects.all(), request.POST["remove"]).delete()
            messages.success(request, "Removed. No new reply or quote names it.")
            return redirect("settings_profile")
        if request.POST.get("add"):
            credential_form = CredentialForm(request.POST)
            if credential_form.is_valid():
                profiles.add_credential(by=member, **credential_form.cleaned_data)
                messages.success(request, "Added.")
                return redirect("settings_profile")
        else:
            form = ProfileForm(request.POST)
            if form.is_valid() and _changed(form, member):
                messages.success(request, "Saved. New replies and quotes go by it.")
                return redirect("settings_profile")
    today = london_day(now())
    rows = [
        {
            "id": row.id,
            "scheme": row.scheme,
            "number": row.number,
            "holder": row.holder,
            "valid_until": row.valid_until,
            "covers": ", ".join([*row.categories, *([NATIONS[row.nation]] if row.nation in NATIONS else [])]),
            "expired": row.valid_until is not None and row.valid_until < today,
        }
        for row in Credential.objects.order_by("scheme")
    ]
    failed = form.errors or credential_form.errors
    context = {"form": form, "credential_form": credential_form, "credentials": rows}
    return render(request, "owner/settings/profile.html", context, status=422 if failed else 200)


def _changed(form: ProfileForm, member: Membership) -> bool:
    values = {**form.cleaned_data, "vat_registered": form.cleaned_data["vat_registered"] == "yes"}
    try:
        profiles.change_profile(by=member, values=values, now=now())
    except profiles.NotAVatNumber as error:
        form.add_error("vat_number", str(error))
        return False
    return True


def _profile_values(member: Membership) -> dict[str, Any]:
    found = BusinessProfile.objects.get(business_id=member.business_id)
    names = (*profiles.WORDS, *profiles.QUOTE_WORDS, *profiles.QUOTE_VALUES)
    values = {name: getattr(found, name) for name in names}
    return {
        **values,
        "name": member.business.name,
        "trade": member.business.trade,
        "legal_form": found.legal_form,
        "company_number": found.company_number,
        "vat_registered": "yes" if found.vat_registered else "no",
        "vat_number": found.vat_number,
        "not_done": "\n".join(found.not_done or []),
        "quote_valid_days": found.quote_valid_days,
    }


@require_safe
@for_members
def team(request: Asked) -> HttpResponse:
    members = Membership.objects.filter(business_id=request.member.business_id).select_related("user").order_by("since")
    page = TeamPage(
        members=[
            Member(
                row.id,
                row.user.name,
                row.user.email,
                row.get_role_display(),
                row.since.date(),
                row.id == request.member.id,
            )
            for row in members
        ]
    )
    return render(request, "owner/settings/team.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def security(request: Asked) -> HttpResponse:
    """Sign-ins, passkeys, and keys for other programs. A new key is shown once, after a fresh sign-in."""
    if request.method == "POST" and (again := ask_again(request)) is not None:
        return again
    form, new_token = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _, new_token = api_tokens.create(member=to_own(request.member), label=form.cleaned_data["label"], now=now())
        form = TokenForm()
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    page = SecurityPage(
        passkeys=kinds.count("webauthn"),
        authenticator="totp" in kinds,
        events=[
            SecurityEventRow(row.kind, row.at, row.device)
            for row in SecurityEvent.objects.filter(user=request.user).order_by("-at")[:20]
        ],
        tokens=[
            TokenRow(row.id, row.label, row.created_at.date(), row.last_used_at)
            for row in ApiToken.objects.filter(revoked_at=None).order_by("created_at")
        ],
        new_token=new_token,
    )
    response = render(
        request, "owner/settings/security.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@for_members
def token_revoke(request: Asked, token: uuid.UUID) -> HttpResponse:
    found = of_business(to_own(request.member), ApiToken.objects.all(), token)
    api_tokens.revoke(token=found, now=now())
    return redirect("settings_security")


@require_safe
@for_members
def notifications(request: Asked) -> HttpResponse:
    """What tells the owner today: the open page. Mail and push are not built yet, and the page says so."""
    return render(request, "owner/settings/notifications.html")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def delete_account(request: Asked) -> HttpResponse:
    """Connections end at once; the rest after fourteen days, or now. Until then it can be taken back. Asks for the sign-in
    again: a session that was left open ends nobody's business.
    """
    member = request.member
    business = Business.objects.get(pk=member.business_id)
    if request.method == "POST" and request.POST.get("keep"):
        Business.objects.filter(pk=to_own(member).business_id).update(closing_at=None)
        return redirect("settings_delete")
    form = DeleteAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        to_own(member)
        if (again := ask_again(request)) is not None:
            return again
        if form.cleaned_data["name"].strip() != business.name:
            form.add_error("name", "This is not the name of the business. Type it as it stands above.")
        else:
            for connection in Connection.objects.exclude(state=Connection.State.REVOKED):
                ended = connecting.end(connection=connection, reason="account deleted", now=now())
                if ended is not None:
                    # Nothing waits for a provider while this transaction is open.
                    transaction.on_commit(partial(connecting.tell_provider, ended))
            if form.cleaned_data["when"] == "now":
                subject = Subject("business", member.business_id, member.business_id)
                cases.erase_business(subject=subject, by=member, now=now())
                logout(request)
                return render(request, "public/account_deleted.html")
            Business.objects.filter(pk=business.pk).update(closing_at=now() + GRACE)
            return redirect("settings_delete")
    context = {
        "form": form,
        "goes": [
            "Messages, customers and their photos",
            "Drafts, quotes and your price list",
            "Your profile and sign-in",
        ],
        "stays": ["The bare record of what was agreed to and withdrawn, for six years. It names nobody."],
        "closing_on": business.closing_at,
        "business": business,
    }
    return render(request, "owner/settings/delete_account.html", context, status=422 if form.errors else 200)
