"""Asha connects her WhatsApp number and answers on it: every refusal in words, every way that a quote may go."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting
from handlet.channels.contract import FilledTemplate, Handle, HandleKind, OutgoingAttachment, Template
from handlet.channels.models import Connection, ConnectionSecret
from handlet.customers import resolving
from handlet.customers.models import ContactPoint
from handlet.drafting import approval, confirming
from handlet.drafting.following import planning
from handlet.drafting.models import Draft, FollowUpRules, Outcome
from handlet.inbox.models import Conversation, Message
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import CONSENT, mail
from handlet.privacy import ledger
from handlet.privacy.models import ConsentRecord
from handlet.quoting.models import QuoteVersion
from handlet.quoting.tests.test_offers import draft_of
from handlet.web.tests.test_hooks import connect
from tests.pages.client import PageClient
from tests.peers.meta import Fault, Meta

DEV = Handle(HandleKind.PHONE, "+447700900123", "+447700900123", "Dev Patel")
FIELDS = ("phone_number_id", "account_id", "token", "app_secret", "agreed")
READY = Template("quote_ready", "en_GB", "Hello {{1}}, your quote: {{2}}", ("1", "2"))


@pytest.fixture
def public(settings: Any, meta: Meta) -> None:
    """This Handlet has a public address, and answers there."""
    settings.HANDLET_PUBLIC_URL = "https://handlet.example"
    meta.call = lambda method, address, query, body: (200, query["hub.challenge"].encode())


def typed(meta: Meta, **changes: str) -> dict[str, str]:
    return {
        name: value
        for name, value in {**meta.settings, **meta.secret, "agreed": "on", **changes}.items()
        if name in FIELDS
    }


def test_connecting_keeps_the_consent_and_seals_the_secrets(
    asha: Membership, pages: PageClient, meta: Meta, public: None
) -> None:
    assert "A WhatsApp number" in pages.get("/channels").content.decode()
    assert pages.get("/channels/whatsapp").status_code == 200
    assert pages.post("/channels/whatsapp", typed(meta)).status_code == 302
    with acting_for(asha.business_id):
        row = Connection.objects.get()
        assert (row.kind, row.state, row.label) == ("whatsapp", "live", meta.display)
        assert row.consent_id is not None
        assert ledger.is_active(row.consent_id)
        consent = ConsentRecord.objects.get(pk=row.consent_id)
        assert (consent.scope, consent.control) == ("connection:whatsapp", "tick:agreed:whatsapp-1")
        secret = ConnectionSecret.objects.get().secret
        assert secret["token"] == meta.token
        assert len(secret["verify_token"]) > 20
    page = pages.get("/channels").content.decode()
    assert meta.display in page
    for word in (meta.token, meta.app_secret):
        assert word not in page
    assert meta.subscribed == {meta.app_id: f"https://handlet.example/hooks/whatsapp/{row.pk}"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"token": "EAAwrong"}, "does not accept this access token"),
        ({"app_secret": "wrong"}, "is not that of the token’s Meta app"),
        ({"phone_number_id": "07700 900042"}, "row of digits"),
        ({"phone_number_id": "1"}, "does not belong to that WhatsApp business account"),
        ({"agreed": ""}, "Tick the box"),
        ({"token": ""}, "is empty"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    asha: Membership, pages: PageClient, meta: Meta, public: None, changes: dict[str, str], said: str
) -> None:
    answer = pages.post("/channels/whatsapp", {k: v for k, v in typed(meta, **changes).items() if v})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert meta.token not in answer.content.decode()
    with acting_for(asha.business_id):
        assert not Connection.objects.exists()
        assert not ConsentRecord.objects.filter(scope="connection:whatsapp").exists()


def test_without_a_public_address_it_says_so_and_asks_meta_nothing(
    asha: Membership, pages: PageClient, meta: Meta
) -> None:
    assert "cannot be reached by Meta yet" in pages.get("/channels/whatsapp").content.decode()
    assert pages.post("/channels/whatsapp", typed(meta)).status_code == 422
    assert meta.journal == []


def test_a_number_is_connected_once_and_again_only_as_itself(
    asha: Membership, pages: PageClient, meta: Meta, public: None
) -> None:
    pages.post("/channels/whatsapp", typed(meta))
    twice = pages.post("/channels/whatsapp", typed(meta))
    assert "connected already" in twice.content.decode()
    first, meta.number_id = meta.number_id, "106540352242924"
    second = pages.post("/channels/whatsapp", typed(meta))
    assert "Another number of this WhatsApp account" in second.content.decode()
    meta.number_id = first
    with acting_for(asha.business_id):
        [row] = Connection.objects.all()
    page = pages.get(f"/channels/{row.pk}/reconnect").content.decode()
    assert "Connect WhatsApp again" in page
    assert f'value="{meta.number_id}"' in page
    meta.number_id, number = "106540352242923", meta.number_id
    other = pages.post(f"/channels/{row.pk}/reconnect", typed(meta))
    assert "another number" in other.content.decode()
    meta.number_id = number
    assert pages.post(f"/channels/{row.pk}/reconnect", typed(meta)).status_code == 302


def test_an_address_that_meta_cannot_open_stands_on_the_card(
    asha: Membership, pages: PageClient, meta: Meta, public: None
) -> None:
    meta.call = lambda method, address, query, body: (502, b"Bad gateway")
    assert pages.post("/channels/whatsapp", typed(meta)).status_code == 302
    page = pages.get("/channels").content.decode()
    assert "Meta could not reach https://handlet.example" in page
    assert "Connect again" in page


def test_a_member_who_may_only_look_connects_nothing(
    asha: Membership, pages: PageClient, meta: Meta, public: None
) -> None:
    with acting_for(asha.business_id, asha.user_id):
        assert Membership.objects.filter(pk=asha.pk).update(role=Membership.Role.READER) == 1
    assert pages.post("/channels/whatsapp", typed(meta)).status_code == 403
    assert meta.journal == []


# --- answering -------------------------------------------------------------------------------------------------------


def asked(member: Membership, number: Connection, *, ago: timedelta = timedelta(minutes=5)) -> QuoteVersion:
    """Dev has written by WhatsApp, and a quote stands ready for him."""
    version = draft_of(member)
    conversation = version.quote.conversation
    assert conversation is not None
    at = timezone.now() - ago
    incoming = mail(
        1,
        "How much for two taps?",
        sender=DEV,
        message_id="",
        external_id="wamid.1",
        sent_at=at,
        arrived_at=timezone.now(),
    )
    received = receive(connection=number, incoming=incoming, raw=b"", now=timezone.now())
    assert received.message is not None
    # The person with the quote is the one who writes.
    ContactPoint.objects.filter(customer=received.message.customer).update(customer=conversation.customer)
    Message.objects.filter(pk=received.message.pk).update(conversation=conversation, customer=conversation.customer)
    return version


Prepared = tuple[Membership, Draft]
Prepare = Callable[..., Prepared]


@pytest.fixture
def prepared(asha: Membership, meta: Meta) -> Prepare:
    """`prepared(text, ago=…)`: Asha's own draft with the quote, to Dev on WhatsApp."""

    def make(text: str, *, ago: timedelta = timedelta(minutes=5)) -> Prepared:
        number = connect(asha, meta)
        with acting_for(asha.business_id, asha.user_id):
            version = asked(asha, number, ago=ago)
            conversation = version.quote.conversation
            assert conversation is not None
            draft = approval.write(conversation=conversation, by=asha, text=text, version=version, now=timezone.now())
            link = f"https://handlet.example/q/{_token(version)}"
            draft.text = text.replace("LINK", link)
            draft.save()
        return asha, draft

    return make


def _token(version: QuoteVersion) -> str:
    from handlet.quoting import suggesting

    return suggesting.link_token(version, now=timezone.now())


def send(member: Membership, draft: Draft, **more: Any) -> Message:
    with acting_for(member.business_id, member.user_id):
        shown = approval.shown_of(draft)
        first: dict[str, Any] = {
            "draft": draft,
            "by": member,
            "text": draft.text,
            "shown": shown,
            "now": timezone.now(),
        }
        try:
            return approval.approve(**{**first, **more})
        except approval.Unbacked as warned:
            seen = approval.Shown(shown.revision, shown.recipient, shown.quote, warned.seen)
            return approval.approve(**{**first, **more, "shown": seen})


def names_of(member: Membership, message: Message) -> list[str]:
    with acting_for(member.business_id):
        return [row.name for row in message.attachments.all()]


def test_short_words_take_the_pdf_along_and_the_page_says_so(
    public: None, prepared: Prepare, pages: PageClient
) -> None:
    member, draft = prepared("Hi Dev, here it is: LINK")
    page = pages.get(f"/conversations/{draft.conversation_id}").content.decode()
    assert "as a PDF, with these words under it" in page
    assert [name.endswith(".pdf") for name in names_of(member, send(member, draft))] == [True]


def test_long_words_go_with_the_address_and_the_page_says_so(
    public: None, prepared: Prepare, pages: PageClient
) -> None:
    member, draft = prepared("Hi Dev, here it is: LINK\n\n" + "And so on. " * 100)
    page = pages.get(f"/conversations/{draft.conversation_id}").content.decode()
    assert "by its address, because only 1,024 characters go with a PDF" in page
    assert names_of(member, send(member, draft)) == []


def test_long_words_without_the_address_are_refused_and_nothing_is_issued(public: None, prepared: Prepare) -> None:
    member, draft = prepared("And so on. " * 100)
    with pytest.raises(approval.DoesNotFit, match=r"https://handlet\.example/q/"):
        send(member, draft)
    with acting_for(member.business_id):
        assert QuoteVersion.objects.get().state == "draft"
        assert not Message.objects.filter(direction="out").exists()


def test_more_than_whatsapp_takes_is_refused(public: None, prepared: Prepare) -> None:
    member, draft = prepared("x" * 4097)
    with pytest.raises(approval.DoesNotFit, match="4,097 characters"):
        send(member, draft)


def test_after_a_day_only_the_template_goes_word_for_word(public: None, prepared: Prepare) -> None:
    member, draft = prepared("Hi Dev: LINK", ago=timedelta(hours=25))
    with pytest.raises(approval.WindowShut, match="ring them"):
        send(member, draft)
    link = draft.text.removeprefix("Hi Dev: ")
    filled = FilledTemplate(READY, ("Dev", link))
    with pytest.raises(approval.TextChanged):
        send(member, draft, text="Other words", template=filled)
    without = FilledTemplate(READY, ("Dev", "ring me"))
    with pytest.raises(approval.DoesNotFit):
        send(member, draft, text=without.text, template=without)
    message = send(member, draft, text=filled.text, template=filled)
    assert names_of(member, message) == []
    with acting_for(member.business_id):
        assert (message.text, message.began_as_suggestion) == (filled.text, False)
        assert QuoteVersion.objects.get().state == "issued"
        # What Meta approved is nobody's way of writing: nothing is learned from it.
        assert not Outcome.objects.exists()


def test_a_template_that_was_withdrawn_meanwhile_is_not_sent(
    public: None, prepared: Prepare, pages: PageClient, meta: Meta
) -> None:
    _, draft = prepared("Hi Dev: LINK", ago=timedelta(hours=25))
    where = f"/drafts/{draft.pk}/template"
    assert "No template can be used yet" in pages.get(where).content.decode()
    answer = pages.post(where, {"use": "quote_ready:en_GB", "blank_1": "Dev", "send": "x"})
    assert answer.status_code == 200
    assert "No template can be used yet" in answer.content.decode()


def test_an_empty_blank_is_named_and_a_meta_that_is_away_is_said(
    public: None, prepared: Prepare, pages: PageClient, meta: Meta
) -> None:
    body = {"type": "BODY", "text": READY.text}
    meta.templates.append(
        {"name": "quote_ready", "language": "en_GB", "status": "APPROVED", "category": "UTILITY", "components": [body]}
    )
    _, draft = prepared("Hi Dev: LINK", ago=timedelta(hours=25))
    where = f"/drafts/{draft.pk}/template"
    page = pages.get(where, {"use": "quote_ready:en_GB"}).content.decode()
    assert re.search(r'name="blank_2" value="https://handlet.example/q/', page)
    answer = pages.post(where, {"use": "quote_ready:en_GB", "blank_1": " ", "blank_2": "x"})
    assert answer.status_code == 422
    assert "no template with a gap" in answer.content.decode()
    meta.fail("message_templates", Fault(status=503))
    assert pages.get(where).status_code == 502


def test_what_goes_by_itself_goes_by_mail_once_the_day_is_over_or_not_at_all(public: None, prepared: Prepare) -> None:
    member, draft = prepared("Hi Dev: LINK")
    send(member, draft)
    later = timezone.now() + timedelta(days=3)
    with acting_for(member.business_id, member.user_id):
        conversation = Conversation.objects.select_related("customer").get(pk=draft.conversation_id)
        version = QuoteVersion.objects.select_related("quote", "business").get()
        told: dict[str, Any] = {"subject": "", "text": "Accepted.", "attachments": [], "now": later}
        assert confirming._queue(version, conversation, **told) is None
        mailbox = connecting.connect(
            by=member, kind="imap", label="a@b.example", settings={"address": "a@b.example"}, secret={"password": "x"},
            consent=CONSENT, now=later,
        )  # fmt: skip
        known_by = resolving.KnownBy("email", "dev@example.org")
        resolving.add_contact_point(customer=conversation.customer, known_by=known_by, now=later)
        message = confirming._queue(version, conversation, **told)
        assert message is not None
        assert message.connection == mailbox


def test_no_follow_up_is_planned_where_none_could_go(public: None, prepared: Prepare) -> None:
    member, draft = prepared("Hi Dev: LINK")
    send(member, draft)
    with acting_for(member.business_id, member.user_id):
        Message.objects.filter(direction="out").update(delivery="sent")
        FollowUpRules.objects.create(business_id=member.business_id, on=True, changed_at=timezone.now())
        version = QuoteVersion.objects.select_related("quote").get()
        plan = planning.plan_for(version.quote, now=timezone.now())
        assert (list(plan.items), "for a day only" in plan.cannot) == ([], True)


def test_a_long_confirmation_is_followed_by_its_document(public: None, prepared: Prepare) -> None:
    member, draft = prepared("Hi Dev: LINK")
    with acting_for(member.business_id, member.user_id):
        conversation = Conversation.objects.select_related("customer").get(pk=draft.conversation_id)
        version = QuoteVersion.objects.select_related("quote", "business").get()
        pdf = OutgoingAttachment("Quote.pdf", "application/pdf", b"%PDF-")
        first = confirming._queue(
            version, conversation, subject="", text="And so on. " * 100, attachments=[pdf], now=timezone.now()
        )
        assert first is not None
        sent = list(Message.objects.filter(direction="out").order_by("id"))
        assert sent[0] == first
        assert [row.attachments.count() for row in sent] == [0, 1]
        assert "to keep" in sent[1].text
