"""A first message to somebody: a conversation with a draft of the owner's own. Nothing is sent from here."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handlet.accounts.access import to_change
from handlet.customers import resolving
from handlet.drafting import approval
from handlet.inbox.models import Conversation
from handlet.kit.phones import e164
from handlet.web.request import Asked, for_members, now
from handlet.web.ui.forms.people import ComposeForm

EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+\Z")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def compose(request: Asked) -> HttpResponse:
    form = ComposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = to_change(request.member)
        known_by = _known_by(form.cleaned_data["to"], form.cleaned_data["name"])
        if known_by is None:
            form.add_error("to", "This is neither an email address nor a phone number.")
        else:
            at = now()
            person = resolving.resolve(business_id=member.business_id, known_by=known_by, now=at)
            conversation, _ = Conversation.objects.get_or_create(
                customer=person,
                defaults={
                    "business_id": member.business_id,
                    "key_id": person.key_id,
                    "channel": "imap",
                    "last_message_at": at,
                },
            )
            try:
                approval.write(conversation=conversation, by=member, text=form.cleaned_data["text"], now=at)
            except approval.AlreadyDecided as error:
                form.add_error(None, str(error))
            else:
                return redirect("conversation", conversation.id)
    return render(request, "owner/compose.html", {"form": form}, status=422 if form.errors else 200)


def _known_by(typed: str, name: str) -> resolving.KnownBy | None:
    plain = typed.strip()
    if EMAIL.match(plain):
        return resolving.KnownBy("email", plain.lower(), name.strip())
    number = e164(plain)
    return resolving.KnownBy("phone", number, name.strip()) if number is not None else None
