"""A language model in the product: the owner has a draft at once, a better wording if it passes, and not a private word leaves."""

from __future__ import annotations

import re
import threading
import time
from functools import partial

import pytest
from django.utils import timezone

from handlet.accounts.tenancy import acting_for
from handlet.drafting import approval, assisted, forgetting, model_settings, proposing
from handlet.drafting.language_model import port
from handlet.drafting.language_model.endpoint import Endpoint, Mode, Shape
from handlet.drafting.models import Draft, ModelRequest, Writing
from handlet.drafting.tests.shop import TAP, Shop
from handlet.inbox.models import Conversation
from handlet.privacy import walk
from handlet.privacy.subjects import Subject
from tests.cast import owner_of
from tests.pages.client import PageClient
from tests.peers.odd_model import Fault, OddModel, odd_model
from tests.racing import at_once, faults_of
from tests.working import waiting, work_off

ASSIST = "handlet.drafting.tasks.assist"
AGREEMENT = model_settings.Agreement("What a language model is given", "tick:agreed:model-1")


@pytest.fixture
def shop(committed: None, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "127.0.0.1")
    return Shop(owner_of("Rowan Plumbing", "plumber", "Asha Rowan", "asha@rowan.example"))


def uses(shop: Shop, model: OddModel, daily_limit: int = 100) -> None:
    """Asha has agreed to the model that listens there."""
    endpoint = Endpoint(Shape.OPENAI, f"{model.url}/v1", "odd-1", "key-of-the-test", Mode.PROMPTED, "Odd Ltd", "UK", 30)
    with shop.acting():
        model_settings.use(
            by=shop.member, endpoint=endpoint, choice="own", daily_limit=daily_limit, agreement=AGREEMENT, now=shop.now
        )


def prose(shop: Shop, more: str = "Happy to help with that.") -> str:
    """Prose with the slots that a draft for the tap needs; found by asking our own engine first."""
    version = shop.version(shop.draft("First Asker"))
    with shop.acting():
        codes = [line.price_item.code for line in version.lines.select_related("price_item") if line.price_item]
    lines = " and ".join(f"{{{{line:{code}}}}}" for code in codes)
    return f"{{{{greeting}}}}\n\n{more} It comes to {{{{total_gross}}}} for {lines}.\n\n{{{{signoff}}}}"


def tried(shop: Shop, draft: Draft) -> tuple[str, Draft]:
    came = assisted.assist(business_id=shop.member.business_id, draft_id=draft.id, now=shop.later())
    with shop.acting():
        return came, Draft.objects.get(conversation=draft.conversation_id, state__in=("ready", "amended", "blocked"))


def test_the_draft_is_there_at_once_and_a_better_wording_takes_its_place(shop: Shop) -> None:
    with odd_model(prose(shop)) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")
        assert (draft.engine, draft.state) == ("embedded", "ready")
        assert waiting(ASSIST) == 1
        came, fresh = tried(shop, draft)
    assert model.wrong == []
    assert (came, fresh.engine, fresh.revision) == ("replaced", "odd-1", 2)
    assert "Happy to help with that." in fresh.text
    assert "£" in fresh.text
    assert "/q/" in fresh.text, "the link to the quote is put in by us"
    with shop.acting():
        request = ModelRequest.objects.get()
        assert (request.tokens_in, request.tokens_out, request.outcome) == (90, 12, "ok")
        assert request.sent.encode() in model.heard
        assert request.draft_id == fresh.id
        assert not Writing.objects.exists()


def test_what_left_names_nobody(shop: Shop) -> None:
    text = (
        "Hi it’s Dev Patel, 12 Acacia Avenue LS27 8RT, ring 07700 900555 or dev.patel@example.org. I have bought a kitchen tap, "
        "can you fit it? My wife has cancer so mornings are bad."
    )
    with odd_model(prose(shop)) as model:
        uses(shop, model)
        tried(shop, shop.draft("Dev Patel", text))
    heard = model.heard.decode().lower()
    assert model.bodies, "the model was asked"
    for private in ("patel", "acacia", "ls27", "8rt", "900555", "dev.patel", "example.org", "cancer", "rowan", "asha"):
        assert private not in heard, private
    assert "kitchen tap" in heard


@pytest.mark.parametrize(
    "words",
    [
        "It is only £5 for you.",
        "I can be there on Monday.",
        "Ring us on 07911 123456.",
        "Pay here: https://pay.evil.example/x",
        "We are Gas Safe registered.",
        "You are booked in, and it is guaranteed for life.",
        "We did the same for Sandra Whitcombe.",
        "Please use our new account, sort code twelve thirty.",
        "As you ordered, it is free of charge.",
    ],
)
def test_no_invention_reaches_what_can_be_approved(shop: Shop, words: str) -> None:
    with odd_model(prose(shop, words)) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")
        came, stands = tried(shop, draft)
    assert (came, stands.id, stands.text, stands.engine) == ("kept", draft.id, draft.text, "embedded")
    with shop.acting():
        assert any("own engine" in why for why in (stands.grounds or {})["why"])


@pytest.mark.parametrize("fault", [Fault(status=429), Fault(status=500), Fault(how="cut"), Fault(how="refuse")])
def test_a_model_in_trouble_costs_nothing_but_a_sentence(shop: Shop, fault: Fault) -> None:
    with odd_model(fault) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")
        came, stands = tried(shop, draft)
    assert (came, stands.text) == ("kept", draft.text)


def test_a_stalled_model_is_given_up_at_its_deadline(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port, "COMPOSE_SECONDS", 1.5)
    with odd_model(Fault(how="stall")) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")
        started = time.monotonic()
        came, stands = tried(shop, draft)
        assert time.monotonic() - started < 6
    assert (came, stands.text) == ("kept", draft.text)
    with shop.acting():
        assert ModelRequest.objects.get().outcome == "slow"
        found = model_settings.of_business()
        assert found is not None
        assert found.trouble == "slow"


def test_what_the_owner_types_meanwhile_is_never_replaced(shop: Shop) -> None:
    with odd_model(Fault(how="stall")) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")

        def type_something() -> None:
            time.sleep(0.8)
            with shop.acting():
                approval.amend(
                    draft=Draft.objects.get(pk=draft.pk), by=shop.member, text="My own words", now=shop.later()
                )

        typing = threading.Thread(target=type_something)
        typing.start()
        started = time.monotonic()
        came, stands = tried(shop, draft)
        typing.join()
        assert time.monotonic() - started < 8, "it is called off, not waited for"
    assert (came, stands.text) == ("kept", "My own words")


def test_nobody_marked_no_ai_restricted_or_personal_is_told_of(shop: Shop) -> None:
    with odd_model(prose(shop)) as model:
        uses(shop, model)
        for change in ("no_ai", "restricted"):
            draft = shop.draft(f"{change.title()} Person")
            with shop.acting():
                conversation = Conversation.objects.select_related("customer").get(pk=draft.conversation_id)
                setattr(conversation.customer, change, True)
                conversation.customer.save()
            assert tried(shop, draft)[0] == "not_asked"
            again = proposing.propose_for(
                business_id=shop.member.business_id, conversation_id=draft.conversation_id, now=shop.later()
            )
            assert again is None, "and no draft of our own either"
        personal = shop.draft("Mum Rowan")
        with shop.acting():
            Conversation.objects.filter(pk=personal.conversation_id).update(is_personal=True)
        assert tried(shop, personal)[0] == "not_asked"
    assert model.heard == b""


def test_who_is_left_out_from_the_start_is_left_out_of_the_whole_road(shop: Shop) -> None:
    answer = prose(shop)
    work_off()
    with odd_model(answer) as model:
        uses(shop, model)
        first = shop.writes("Dev Patel", "Hello, is this Asha?")
        with shop.acting():
            first.customer.no_ai = True
            first.customer.save()
        work_off()
        shop.writes("Dev Patel", TAP)
        work_off()
        with shop.acting():
            assert not Draft.objects.filter(conversation=first).exists()
    assert model.heard == b""


@pytest.mark.parametrize("says", ["no AI", "switches it off"])
def test_a_no_while_the_model_is_asked_ends_it(shop: Shop, says: str) -> None:
    answer = prose(shop)
    with odd_model(Fault(how="stall"), answer) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")

        def say_no() -> None:
            time.sleep(0.8)
            with shop.acting():
                if says == "no AI":
                    conversation = Conversation.objects.select_related("customer").get(pk=draft.conversation_id)
                    conversation.customer.no_ai = True
                    conversation.customer.save()
                else:
                    model_settings.switch_off(by=shop.member, now=shop.later())

        saying = threading.Thread(target=say_no)
        saying.start()
        started = time.monotonic()
        came, stands = tried(shop, draft)
        saying.join()
        assert time.monotonic() - started < 8
    assert (came, stands.text) == ("kept", draft.text)
    assert len(model.bodies) == 1, "nothing more left"


def test_no_ai_on_her_page_takes_the_open_suggestion_away(shop: Shop) -> None:
    client = PageClient()
    client.force_login(shop.member.user)
    draft = shop.draft("Dev Patel")
    with shop.acting():
        customer = Conversation.objects.get(pk=draft.conversation_id).customer_id
    assert (
        client.post(f"/customers/{customer}", {"name": "Dev Patel", "kind": "consumer", "no_ai": "on"}).status_code
        == 302
    )
    with shop.acting():
        assert Draft.objects.get(pk=draft.pk).state == "stale"
    assert "No suggestions for this person" in client.get(f"/conversations/{draft.conversation_id}").content.decode()


def test_what_was_sent_is_noted_before_it_leaves(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port, "COMPOSE_SECONDS", 2.5)
    with odd_model(Fault(how="stall")) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")
        running = threading.Thread(target=lambda: tried(shop, draft))
        running.start()
        time.sleep(1.2)
        with shop.acting():
            noted = ModelRequest.objects.get()
            assert noted.outcome == "asked"
            assert "kitchen tap" in noted.sent
        running.join(timeout=30)
    with shop.acting():
        assert ModelRequest.objects.get().outcome == "slow"


def test_danger_is_never_shown_to_a_model(shop: Shop) -> None:
    with odd_model("{{greeting}}") as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel", "I can smell gas in the kitchen, please help! LS27 8RT")
        assert draft.action == "draft_safety"
        assert waiting(ASSIST) == 0
    assert model.heard == b""


def test_a_newer_message_and_the_daily_limit_keep_the_model_out(shop: Shop) -> None:
    answer = prose(shop)
    with odd_model(answer) as model:
        uses(shop, model, daily_limit=1)
        draft = shop.draft("Dev Patel")
        shop.writes("Dev Patel", "Actually make it two taps")
        assert assisted.assist(business_id=shop.member.business_id, draft_id=draft.id, now=shop.later()) == "not_asked"
        assert tried(shop, shop.draft("Eve Stone"))[0] == "replaced"
        assert tried(shop, shop.draft("Finn Gray"))[0] == "not_asked"


@pytest.mark.parametrize("round", range(3))
def test_the_last_place_of_the_day_is_taken_once_however_many_workers_see_it(shop: Shop, round: int) -> None:
    """Eight workers on connections of their own, three places left."""
    answer = prose(shop)
    with odd_model(*[answer] * 20) as model:
        uses(shop, model, daily_limit=3)
        drafts = [shop.draft(f"Person{number} Gray") for number in range(8)]

        def taken(draft: Draft) -> bool:
            with acting_for(shop.member.business_id):
                return model_settings.take_place(draft.pk, now=shop.later())

        ended = at_once(*(partial(taken, draft) for draft in drafts))
        assert sorted(ended) == [False] * 5 + [True] * 3
        with shop.acting():
            assert model_settings.drafts_since(shop.now) == 3
        holder = drafts[ended.index(True)]
        assert taken(holder), "a repair of the same draft needs no second place"
        assert not taken(drafts[ended.index(False)])
        left_out = tried(shop, drafts[ended.index(False)])
        assert left_out[0] == "not_asked"
    assert model.heard == b""


def test_two_workers_on_the_whole_road_ask_no_more_often_than_she_allows(shop: Shop) -> None:
    answer = prose(shop)
    with odd_model(*[answer] * 20) as model:
        uses(shop, model, daily_limit=2)
        drafts = [shop.draft(f"Person{number} Gray") for number in range(5)]
        ended = at_once(*(partial(tried, shop, draft) for draft in drafts))
        assert faults_of(ended) == []
        assert [came for came, _ in ended].count("replaced") == 2
        assert len(model.bodies) == 2


def test_switching_off_and_erasing_leave_nothing(shop: Shop) -> None:
    with odd_model(prose(shop)) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")
        tried(shop, draft)
        with shop.acting():
            assert model_settings.switch_off(by=shop.member, now=shop.later())
            assert model_settings.of_business() is None
        asked = len(model.bodies)
        assert tried(shop, shop.draft("Eve Stone"))[0] == "not_asked"
        assert len(model.bodies) == asked
    with shop.acting():
        customer = Conversation.objects.get(pk=draft.conversation_id).customer_id
        subject = Subject("customer", customer, shop.member.business_id)
        assert any(found.what == "requests to a language model" for found in walk.find(subject))
        assert ModelRequest.objects.filter(conversation_id=draft.conversation_id).exists()
        ModelRequest.objects.update(at=shop.now - forgetting.MODEL_REQUESTS * 2)
        forgetting.forget_due(now=shop.now)
        assert not ModelRequest.objects.exists()


def test_asha_sets_it_up_sees_what_was_sent_and_switches_it_off(shop: Shop) -> None:
    client = PageClient()
    client.force_login(shop.member.user)
    answers = {
        "choice": "own",
        "shape": "openai",
        "model": "odd-1",
        "key": "a-secret-key-k7Qe",
        "provider": "Odd Ltd",
        "country": "United Kingdom",
        "trains": "no",
        "keeps_days": "30",
        "price_in": "1.50",
        "price_out": "6",
        "daily_limit": "50",
        "agreed": "on",
    }
    answer = prose(shop)
    with odd_model('{"colour": "green"}', answer) as model:
        at = {**answers, "base_url": f"{model.url}/v1"}
        assert "Nothing leaves this server" in client.get("/settings/ai").content.decode()
        refused = client.post("/settings/ai", {**at, "trains": "yes"})
        assert refused.status_code == 422
        assert "cannot be used" in refused.content.decode()
        unagreed = client.post("/settings/ai", {key: value for key, value in at.items() if key != "agreed"})
        assert unagreed.status_code == 422
        assert model.heard == b"", "nothing is asked before she agrees"
        assert client.post("/settings/ai", at).status_code == 302
        page = client.get("/settings/ai").content.decode()
        assert "ends in <code>k7Qe</code>" in page
        assert "a-secret-key" not in page
        draft = shop.draft("Dev Patel")
        _, fresh = tried(shop, draft)
        assert fresh.engine == "odd-1"
        shown = client.get(f"/conversations/{fresh.conversation_id}").content.decode()
        assert f"/drafts/{fresh.id}/requests" in shown
        sent = client.get(f"/drafts/{fresh.id}/requests").content.decode()
        assert "Happy to help with that." in sent
        assert "90 tokens in, 12 out" in sent
        assert re.search(r"0\.\d{3}p", sent), "with what it cost"
        assert client.post("/settings/ai/off").status_code == 302
    assert "Nothing leaves this server" in client.get("/settings/ai").content.decode()


def test_a_wrong_key_and_a_missing_model_are_said_at_their_field(shop: Shop) -> None:
    client = PageClient()
    client.force_login(shop.member.user)
    fields = {"choice": "own", "shape": "openai", "model": "odd-1", "provider": "Odd", "country": "UK", "trains": "no", "keeps_days": "0", "daily_limit": "5", "agreed": "on"}  # fmt: skip
    for fault, words in ((Fault(status=401), "did not accept the key"), (Fault(status=404), "no such model")):
        with odd_model(fault) as model:
            answer = client.post("/settings/ai", {**fields, "base_url": f"{model.url}/v1"})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    plain = client.post("/settings/ai", {**fields, "base_url": "http://model.example/v1"})
    assert "must begin with https://" in plain.content.decode()


def test_words_being_written_are_shown_unchecked_and_cannot_be_sent(shop: Shop) -> None:
    client = PageClient()
    client.force_login(shop.member.user)
    seen: list[str] = []
    shop.now = timezone.now()  # the page looks at the clock
    with odd_model(Fault(how="linger")) as model:
        uses(shop, model)
        draft = shop.draft("Dev Patel")
        running = threading.Thread(target=lambda: tried(shop, draft))
        running.start()
        for _ in range(60):
            time.sleep(0.2)
            part = client.get(f"/conversations/{draft.conversation_id}/writing").content.decode()
            if "Not checked yet" in part:
                seen.append(part)
                break
        model.stop.set()
        running.join(timeout=30)
    assert seen
    assert "<form" not in seen[0]
    assert TAP not in seen[0]
    assert "Not checked yet" not in client.get(f"/conversations/{draft.conversation_id}/writing").content.decode()
