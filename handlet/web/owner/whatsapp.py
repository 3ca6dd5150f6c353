"""Connect a business's own WhatsApp number, and send one of its approved templates where nothing else may be sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings as configured
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from handlet.accounts.access import to_own
from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import ChannelError
from handlet.channels.models import Connection
from handlet.channels.whatsapp import account
from handlet.kit import ids
from handlet.kit.addresses import hook_address
from handlet.web.owner.consenting import consent_in_words
from handlet.web.request import Asked, for_members, manages_own_transactions, now
from handlet.web.ui.contexts.channels import Consent
from handlet.web.ui.forms.channels import WhatsAppForm

KIND = "whatsapp"

CONSENT = Consent(
    title="What Handlet will do with this WhatsApp number",
    rows=(
        (
            "What is read",
            "What customers write to this number from now on: their number or WhatsApp name, their words, photos, voice "
            "notes and files, and whether your own messages arrived and were read. Nothing from before.",
        ),
        (
            "Why",
            "To show your customers’ messages in one place, to suggest replies and quotes, and to send the replies that "
            "you approve.",
        ),
        (
            "What is never done",
            "Nothing is sent that you have not approved. Nobody is told that you have read their message. Nothing is sold, "
            "and nothing trains anybody’s AI.",
        ),
        ("Who carries it", "Meta, as on your phone, under your own agreement with Meta."),
        (
            "How long",
            "For as long as you stay connected and for the periods in your privacy centre. The token and the app secret are "
            "kept encrypted.",
        ),
        (
            "How to stop",
            "Press Disconnect on the Channels page. Meta is told to bring nothing more, and the token is destroyed here.",
        ),
    ),
    version="whatsapp-1",
)


@require_http_methods(["GET", "HEAD", "POST"])
@manages_own_transactions
@for_members
def connect(request: Asked) -> HttpResponse:
    """Consent, then the four things from Meta, in one form."""
    return form_page(request, None)


def form_page(request: Asked, known: Connection | None) -> HttpResponse:
    """Meta is asked outside any transaction; only what works, and was agreed to, is kept. `known`: to be connected again."""
    member = to_own(request.member)
    initial: dict[str, object] = {}
    if known is not None:
        with acting_for(member.business_id, request.user.id):
            initial = {key: value for key, value in (known.settings or {}).items() if key in WhatsAppForm.base_fields}
    form = WhatsAppForm(request.POST or None, initial=initial)
    public = configured.HANDLET_PUBLIC_URL.startswith("https://")
    if request.method == "POST" and form.is_valid():
        if not public:
            form.add_error(None, "Meta brings messages only to a public https address, and this Handlet has none yet.")
        elif _connected(request, member, form, known):
            return redirect("channels")
    action = reverse("connect_whatsapp") if known is None else reverse("connection_reconnect", args=[known.id])
    return render(
        request,
        "owner/connect_whatsapp.html",
        {
            "form": form,
            "consent": CONSENT,
            "action": action,
            "reconnecting": known is not None,
            "public": public,
            "address": configured.HANDLET_PUBLIC_URL,
        },
        status=422 if form.errors else 200,
    )


def _connected(request: Asked, member: Membership, form: WhatsAppForm, known: Connection | None) -> bool:
    """Whether it stands now; what is wrong with what was typed is said on the form."""
    answers = form.cleaned_data
    settings = {name: answers[name].strip() for name in ("phone_number_id", "account_id")}
    secret = {name: answers[name].strip() for name in ("token", "app_secret")}
    try:
        found = account.look_over(settings, secret)
    except ChannelError as error:
        field = getattr(error, "field", "")
        form.add_error(field if field in WhatsAppForm.base_fields else None, str(error))
        return False
    # Unguessable and of this connection alone: Meta proves with it that it was we who named the address.
    secret["verify_token"] = ids.token(160)
    settings |= {"app_id": found.app_id, "number": found.number, "name": found.name}
    consent = connecting.Consent(notice=consent_in_words(CONSENT), control=f"tick:agreed:{CONSENT.version}")
    with acting_for(member.business_id, request.user.id):
        others = _others(known)
        if any(row.get("phone_number_id") == settings["phone_number_id"] for row in others):
            form.add_error("phone_number_id", "This number is connected already. See it under Channels.")
            return False
        if any(row.get("account_id") == settings["account_id"] for row in others):
            # Meta brings all of an account to one address: the second would silence the first.
            form.add_error(
                "account_id", "Another number of this WhatsApp account is connected. Handlet takes one of each."
            )
            return False
        if known is None:
            connection = connecting.connect(
                by=member,
                kind=KIND,
                label=found.number or found.name or "WhatsApp",
                settings=settings,
                secret=secret,
                consent=consent,
                now=now(),
            )
        elif (known.settings or {}).get("phone_number_id") != settings["phone_number_id"]:
            form.add_error("phone_number_id", "This is another number. Connect it as one of its own, under Channels.")
            return False
        else:
            connection = connecting.reconnect(
                connection=known, by=member, settings=settings, secret=secret, consent=consent, now=now()
            )
    _begin(member, connection.id, settings, secret)
    return True


def _begin(member: Membership, connection_id: uuid.UUID, settings: dict[str, str], secret: dict[str, str]) -> None:
    """Meta asks our address at once, so the connection stands before; what goes wrong shows on its card."""
    adapter = registry.brought(KIND)
    assert adapter is not None
    try:
        adapter.begin(settings, secret, hook_address(KIND, connection_id))
    except ChannelError as error:
        with acting_for(member.business_id):
            connecting.note_trouble(
                connection_id=connection_id,
                state=Connection.State.RECONNECT_NEEDED,
                sentence=f"{error} Until then no message arrives here.",
            )
    else:
        with acting_for(member.business_id):
            connecting.note_asked(connection_id=connection_id, now=now())


def _others(known: Connection | None) -> Sequence[Mapping[str, Any]]:
    """What the business’s other numbers are. Settings are sealed, so they are opened one by one; a business has a handful."""
    rows = Connection.objects.filter(kind=KIND).exclude(state=Connection.State.REVOKED)
    return [row.settings or {} for row in rows if known is None or row.pk != known.pk]
