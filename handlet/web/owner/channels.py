"""Connect, see how each connection does, disconnect. Consent first; nothing is fetched before it is recorded."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts.access import of_business, to_own
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import ChannelError
from handlet.channels.imap import hosts
from handlet.channels.models import Connection
from handlet.inbox import queries, waking
from handlet.inbox.models import Message
from handlet.kit.addresses import enquiry_form_address
from handlet.web.owner import showing, whatsapp
from handlet.web.owner.consenting import consent_in_words
from handlet.web.request import Asked, for_members, manages_own_transactions, now
from handlet.web.ui.contexts.channels import ChannelsPage, ConnectionCard, Consent, DisconnectPage, FormCard
from handlet.web.ui.forms.channels import MailboxForm

MAILBOX_CONSENT = Consent(
    title="What Handlet will do with this mailbox",
    rows=(
        (
            "What is read",
            "The messages in your inbox and your Sent folder: who wrote, what they wrote, when, and what they attached. "
            "The last 90 days at first, then what is new.",
        ),
        (
            "Why",
            "To show your customers’ messages in one place, to suggest replies and quotes, and to send the replies that "
            "you approve.",
        ),
        (
            "What is never done",
            "Nothing in your mailbox is marked as read, moved or deleted. Nothing is sent that you have not approved. "
            "Nothing is sold, and nothing trains anybody’s AI.",
        ),
        (
            "How long",
            "For as long as you stay connected and for the periods in your privacy centre. Your password is kept encrypted.",
        ),
        (
            "How to stop",
            "Press Disconnect on the Channels page. Reading stops at once and the password is destroyed.",
        ),
    ),
    version="mailbox-1",
)

READ = {"imap": "this mailbox", "whatsapp": "this number’s messages"}
SECRETS = {
    "imap": "The password we hold is destroyed.",
    "whatsapp": "The token and the app secret we hold are destroyed.",
}
LEFT_TO_DO = {
    "imap": "If you made an app password for Handlet, delete it in your mailbox’s own settings too.",
    "whatsapp": "Remove the system user’s access token in your Meta business settings too. Your number stays yours.",
}

FORM_CONSENT = Consent(
    title="A page where people can ask you for work",
    rows=(
        ("What it does", "Anyone with the address can send you an enquiry with their contact details and photos."),
        ("How to stop", "Switch it off on the Channels page. The page then says that it is closed."),
    ),
    version="form-1",
)


@require_safe
@for_members
def channels(request: Asked) -> HttpResponse:
    connections = list(Connection.objects.order_by("-created_at"))
    page = ChannelsPage(
        connections=[_card(row) for row in connections if row.kind != "form"],
        form=_form_card(request),
        unreadable=len(queries.unreadable()),
    )
    return render(request, "owner/channels.html", {"page": page, "now": now()})


def _card(row: Connection) -> ConnectionCard:
    held = Message.objects.filter(connection=row).count()
    return ConnectionCard(
        id=row.id,
        channel=showing.channel_name(row.kind),
        title=row.label or "Mailbox",
        state=showing.CONNECTION[row.state],
        sentence=row.trouble,
        last_message=row.last_event_at,
        tally={0: "None of its messages yet", 1: "We hold one of its messages"}.get(
            held, f"We hold {held} of its messages"
        ),
        agreed=f"You agreed to the reading of {READ.get(row.kind, 'it')}",
        agreed_on=row.created_at,
        can_reconnect=row.state == Connection.State.RECONNECT_NEEDED,
        revoked=row.state == Connection.State.REVOKED,
    )


def _form_card(request: Asked) -> FormCard:
    slug = request.member.business.slug
    address = enquiry_form_address(slug)
    on = Connection.objects.filter(kind="form", state=Connection.State.LIVE).exists()
    embed = f'<iframe src="{address}" title="Ask {request.member.business.name}" width="100%" height="900"></iframe>'
    return FormCard(address=address, embed=embed, on=on)


@require_http_methods(["GET", "HEAD", "POST"])
@manages_own_transactions
@for_members
def connect_mailbox(request: Asked) -> HttpResponse:
    """Consent, then credentials, in one form."""
    return _mailbox_form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@manages_own_transactions
@for_members
def reconnect(request: Asked, connection: uuid.UUID) -> HttpResponse:
    """The same form for a connection whose password or token no longer works: reading goes on where it stopped."""
    with acting_for(request.member.business_id, request.user.id):
        found = of_business(request.member, Connection.objects.filter(kind__in=("imap", whatsapp.KIND)), connection)
    page = whatsapp.form_page if found.kind == whatsapp.KIND else _mailbox_form
    return page(request, None if found.state == Connection.State.REVOKED else found)


def _mailbox_form(request: Asked, known: Connection | None) -> HttpResponse:
    """The provider is asked outside any transaction; only what works, and was agreed to, is kept."""
    member = to_own(request.member)
    initial: dict[str, object] = {}
    if known is not None:
        with acting_for(member.business_id, request.user.id):
            initial = {key: value for key, value in (known.settings or {}).items() if key in MailboxForm.base_fields}
    form = MailboxForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        settings, hint = _settings(answers, member.business.name)
        secret = {"password": answers["password"]}
        try:
            registry.get("imap").prove(settings, secret)
        except ChannelError as error:
            form.add_error(_field_of(error), f"{error} {hint}".strip())
        else:
            consent = connecting.Consent(
                notice=consent_in_words(MAILBOX_CONSENT), control=f"tick:agreed:{MAILBOX_CONSENT.version}"
            )
            with acting_for(member.business_id, request.user.id):
                if known is None:
                    connection = connecting.connect(
                        by=member,
                        kind="imap",
                        label=answers["address"],
                        settings=settings,
                        secret=secret,
                        consent=consent,
                        now=now(),
                    )
                else:
                    connection = connecting.reconnect(
                        connection=known, by=member, settings=settings, secret=secret, consent=consent, now=now()
                    )
                waking.ask_to_collect(business_id=member.business_id, connection_id=connection.id)
            return redirect("channels")
    action = reverse("connect_mailbox") if known is None else reverse("connection_reconnect", args=[known.id])
    return render(
        request,
        "owner/connect_mailbox.html",
        {"form": form, "consent": MAILBOX_CONSENT, "action": action, "reconnecting": known is not None},
        status=422 if form.errors else 200,
    )


def _settings(answers: dict[str, object], sender_name: str) -> tuple[dict[str, object], str]:
    """What is known of the provider, with what the owner typed on top, and a hint for when it is refused."""
    address = str(answers["address"]).strip()
    known = hosts.for_address(address)
    settings: dict[str, object] = {
        "address": address,
        "username": address,
        "sender_name": sender_name,
        **(known.settings() if known is not None else {}),
    }
    for name in ("imap_host", "imap_port", "smtp_host", "smtp_port"):
        if answers.get(name):
            settings[name] = answers[name]
    domain = address.rpartition("@")[2]
    settings.setdefault("imap_host", f"imap.{domain}")
    settings.setdefault("smtp_host", f"smtp.{domain}")
    settings.setdefault("imap_port", 993)
    settings.setdefault("smtp_port", 465)
    settings["imap_tls"] = "starttls" if settings["imap_port"] == 143 else "implicit"
    settings["smtp_tls"] = "implicit" if settings["smtp_port"] == 465 else "starttls"
    return settings, known.hint if known is not None else ""


def _field_of(error: ChannelError) -> str | None:
    field = getattr(error, "field", "")
    return field if field in MailboxForm.base_fields else "password" if not field else None


@require_http_methods(["GET", "HEAD", "POST"])
@manages_own_transactions
@for_members
def disconnect(request: Asked, connection: uuid.UUID) -> HttpResponse:
    """What ends and what stays, then one button: no more steps than connecting took.

    Everything of ours ends in one transaction; the provider is told after it.
    """
    with acting_for(request.member.business_id, request.user.id):
        found = of_business(request.member, Connection.objects.all(), connection)
        held = Message.objects.filter(connection=found).count()
        title = found.label or "this connection"
        ended = None
        if request.method == "POST":
            to_own(request.member)
            ended = connecting.end(connection=found, reason="disconnected by the owner", now=now())
    if ended is not None:
        sentence = connecting.tell_provider(ended)
        with acting_for(request.member.business_id, request.user.id):
            connecting.note_left_to_do(connection_id=found.id, sentence=sentence)
    if request.method == "POST":
        return redirect("channels")
    page = DisconnectPage(
        id=found.id,
        title=title,
        ends=["Reading and sending stop at once.", SECRETS.get(found.kind, "Nothing of it is kept.")],
        stays=[
            f"{'The one message' if held == 1 else f'The {held} messages'} that came this way "
            f"{'stays' if held == 1 else 'stay'} until your retention period ends."
        ]
        if held
        else [],
        left_to_do=LEFT_TO_DO.get(found.kind, ""),
    )
    return render(request, "owner/disconnect.html", {"page": page})


@require_POST
@for_members
def form(request: Asked) -> HttpResponse:
    """Switch the public enquiry form on or off."""
    member = to_own(request.member)
    live = Connection.objects.filter(kind="form").exclude(state=Connection.State.REVOKED).first()
    if request.POST.get("on") == "yes" and live is None:
        connecting.connect(
            by=member,
            kind="form",
            label="Enquiry form",
            settings={"slug": member.business.slug},
            secret={},
            consent=connecting.Consent(
                notice=consent_in_words(FORM_CONSENT), control=f"button:on:{FORM_CONSENT.version}"
            ),
            now=now(),
        )
    elif request.POST.get("on") != "yes" and live is not None:
        connecting.revoke(connection=live, reason="form switched off by the owner", now=now())
    return redirect("channels")
