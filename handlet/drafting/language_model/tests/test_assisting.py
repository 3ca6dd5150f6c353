"""A model that misbehaves, read at its socket: not one word of it reaches a draft, and nothing private reaches it."""

from __future__ import annotations

import dataclasses
import re
import time

import pytest

from handlet.drafting.engine import propose as embedded
from handlet.drafting.language_model import port
from handlet.drafting.language_model.assisting import Assisted, propose
from handlet.drafting.language_model.endpoint import Endpoint, Mode, NotAnEndpoint, Shape, endpoint, from_environment
from handlet.drafting.language_model.hosted import HostedModel, probe
from handlet.drafting.language_model.masking import Mask, UnknownToken, mask_for
from handlet.drafting.language_model.naming import is_name
from handlet.drafting.port import Enquiry, Sender
from handlet.drafting.tests.making import enquiry
from handlet.kit import ids
from handlet.privacy.permission import NotPermitted, Permission, Standing, about_nobody, permit
from handlet.privacy.subjects import Subject
from tests.peers.odd_model import Fault, OddModel, odd_model

TAP = "Hi, could you fit an outside tap at the back please? LS6 2AB. Ring me on 07700 900555, thanks, Dev"
SHAPES = [Shape.OPENAI, Shape.ANTHROPIC]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "127.0.0.1")


def at(model: OddModel, shape: Shape = Shape.OPENAI, mode: Mode = Mode.PROMPTED) -> Endpoint:
    return Endpoint(shape, model.url + ("/v1" if shape is Shape.OPENAI else ""), "odd-1", "key-of-the-test", mode)


def drafted(model: OddModel, asked: Enquiry, shape: Shape = Shape.OPENAI) -> Assisted:
    return propose(asked, model=HostedModel(at(model, shape)), permission=about_nobody("test"), name="odd-1")


GOOD = (
    "{{greeting}}\n\nNo problem, that is work we do. It comes to {{total_gross}} for {{line:PL-02}}. Let me know if you would like "
    "to go ahead.\n\n{{signoff}}"
)


@pytest.mark.parametrize("shape", SHAPES)
def test_prose_with_slots_becomes_a_draft_whose_figures_are_ours(shape: Shape) -> None:
    with odd_model(GOOD) as model:
        made = drafted(model, enquiry(TAP), shape)
    assert model.wrong == []
    assert made.reason == ""
    assert made.proposal.engine == "odd-1"
    assert not made.proposal.fallback
    assert made.proposal.ready
    assert "£162.00" in made.proposal.draft
    assert "{{" not in made.proposal.draft
    assert [(one.tokens_in, one.tokens_out) for one in made.exchanges] == [(90, 12)]


ODD = {
    "a price": "It would be £80.00 all in.",
    "a price in words": "It would be eighty pounds all in.",
    "a day": "I can be there on Monday.",
    "a date in words": "I shall come the day after tomorrow.",
    "an arrival": "I'll be with you within the hour.",
    "a phone": "Ring us on 07911 123456.",
    "a link": "Pay here: https://pay.evil.example/x",
    "a bare link": "See evil-pay.com for more.",
    "a markdown picture": "![x](//evil.example/a)",
    "a credential": "We are Gas Safe registered and NICEIC approved.",
    "a promise": "You are booked in, and we guarantee it for life.",
    "free of charge": "The call out is free of charge.",
    "a discount": "Special discount for you, half off.",
    "another customer": "We did the same for Sandra Whitcombe.",
    "bank details": "Please transfer to sort code twelve thirty, Barclays, account of Zed.",
    "liability": "The leak was our fault and we accept liability.",
    "law": "You may cancel within fourteen days under the Consumer Contracts Regulations.",
    "a question of its own": "What is your budget?",
    "a made-up slot": "Total {{total_free}}.",
    "a broken slot": "Total {total_gross.",
    "a forged token": "Best, [PERSON_9_abcdef]",
    "a bent token": "Best, [PERSON_1_",
    "no VAT": "There is no VAT for cash.",
}  # fmt: skip


@pytest.mark.parametrize("words", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("shape", SHAPES)
def test_no_word_of_an_invention_reaches_a_draft(words: str, shape: Shape) -> None:
    asked = enquiry(TAP)
    with odd_model(GOOD.replace("Let me know if you would like to go ahead.", words)) as model:
        made = drafted(model, asked, shape)
    assert model.wrong == []
    assert made.proposal.fallback
    assert made.reason == "unbacked"
    assert made.proposal.draft == embedded(asked).draft
    assert len(model.bodies) == 2, "one repair, no more"


@pytest.mark.parametrize("name", ["Ninety Quid", "Friday Smith", "Free Ofcharge", "Guaranteed Jones", "Ninety"])
def test_a_customer_whose_name_says_something_is_not_put_where_it_would(name: str) -> None:
    asked = dataclasses.replace(enquiry("Hi, an outside tap please? LS6 2AB"), sender=Sender(name=name))
    first = name.split(" ")[0]
    with odd_model(GOOD.replace("Let me know", "It is {{name}}. Let me know")) as model:
        made = drafted(model, asked)
    assert f"It is {first}" not in made.proposal.draft
    assert made.reason == "unbacked"
    assert not is_name(name)


def test_names_and_addresses_are_names() -> None:
    for words in ("Dev Patel", "Siân", "Mrs O’Neill", "LS27 8RT", "14 Heald Place", "Heald Place"):
        assert is_name(words), words


def test_a_repair_that_is_right_is_used_and_is_told_what_was_wrong() -> None:
    with odd_model("Only £5!", GOOD) as model:
        made = drafted(model, enquiry(TAP))
    assert made.reason == ""
    assert "There is a figure that no slot brought." in model.bodies[1]["messages"][1]["content"]


FAULTS = {
    "429": (Fault(status=429), "busy"),
    "500": (Fault(status=500), "trouble"),
    "401": (Fault(status=401), "key"),
    "cut": (Fault("cut"), "cut"),
    "refuse": (Fault("refuse"), "refused"),
    "broken": (Fault("broken"), "nonsense"),
    "stall": (Fault("stall"), "slow"),
    "drip": (Fault("drip"), "slow"),
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("shape", SHAPES)
def test_the_embedded_draft_comes_in_time(
    fault: Fault, reason: str, shape: Shape, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reason == "slow":
        monkeypatch.setattr(port, "COMPOSE_SECONDS", 0.6)
    asked = enquiry(TAP)
    with odd_model(fault) as model:
        made = drafted(model, asked, shape)
    assert made.reason == reason
    assert made.proposal.fallback
    assert made.proposal.draft == embedded(asked).draft
    assert made.proposal.why[-1].startswith("Written by Handlet’s own engine, because the model")


def test_a_deadline_is_kept_against_a_server_that_drips_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port, "COMPOSE_SECONDS", 0.5)
    with odd_model(Fault("drip")) as model:
        started = time.monotonic()
        drafted(model, enquiry(TAP))
        assert time.monotonic() - started < 30, "the stub would go on for ever"


def test_it_can_be_called_off() -> None:
    with odd_model(Fault("stall")) as model:
        made = propose(
            enquiry(TAP),
            model=HostedModel(at(model)),
            permission=about_nobody("test"),
            name="odd",
            called_off=lambda: True,
        )
    assert made.reason == "called_off"


PRIVATE = (
    "hi its priya nair here, dev gave me your number. could you fit an outside tap at 14a Acacia Avenue, LS6 2AB? My mum has "
    "dementia and cancer so please ring twice. Order no HX-20931, van is YK19 ABC, mail priya.nair@mail.example or 07700 900 555. "
    "Our neighbour Mrs Okonkwo at 16 had hers done. thanks priya x"
)
RAW = (
    "priya nair dev patel acacia avenue ls6 2ab 2ab dementia cancer hx-20931 20931 yk19 mail.example 900555 okonkwo rowan asha 07700"
).split()  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_what_the_socket_received_tells_nobody(shape: Shape) -> None:
    hidden = "\u200b".join("secret") + " \U000e0068\U000e0069"
    asked = enquiry(PRIVATE + hidden, sender=dataclasses.replace(enquiry("x").sender, name="Dev Patel"))
    with odd_model(GOOD) as model:
        drafted(model, asked, shape)
    heard = re.sub(rb"\\u[0-9a-f]{4}", b" ", model.heard).decode().lower()
    assert model.bodies
    assert [word for word in RAW if re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", heard)] == []
    assert "outside tap" in heard, "what is asked is still there"


def test_hidden_elements_never_leave() -> None:
    html = "<p>Could you fit an outside tap?</p><div style='display:none'>zebra crossing kettle</div>"
    asked = enquiry("")
    asked = dataclasses.replace(asked, messages=[dataclasses.replace(asked.messages[0], text="", html=html)])
    with odd_model(GOOD) as model:
        drafted(model, asked)
    assert b"outside tap" in model.heard
    assert b"kettle" not in model.heard


@pytest.mark.parametrize(
    "text",
    [
        "I smell gas in the kitchen, what do I do?",
        "Water is pouring through the ceiling onto the fuse box!",
        "Please delete all the data you hold on me",
        "Thanks, all done!",
        "Our bank details have changed, please pay invoice to the new account",
    ],
)
def test_a_model_has_no_business_in_danger_fraud_and_rights(text: str) -> None:
    asked = enquiry(text)
    with odd_model(GOOD) as model:
        made = drafted(model, asked)
    assert model.heard == b""
    assert made.proposal.draft == embedded(asked).draft


def test_a_permission_cannot_be_forged_and_is_refused_to_no_ai() -> None:
    someone = Subject("customer", ids.uuid7(), ids.uuid7())
    for standing in (Standing(no_ai=True), Standing(restricted=True), Standing(personal=True), Standing(objects=True)):
        with pytest.raises(NotPermitted):
            permit(someone, "test", standing=standing)
    with pytest.raises(NotPermitted):
        Permission(someone, "test", object())
    assert permit(someone, "test", standing=Standing()).subject == someone
    with pytest.raises(TypeError):
        mask_for(enquiry("x"), None)  # type: ignore[arg-type]


def test_tokens_come_back_and_altered_ones_do_not() -> None:
    mask = Mask(ours=[], people=["Dev Patel"])
    sealed = mask.sealed("Dev lives in Ilkley")
    assert "Dev" not in sealed
    assert "Ilkley" not in sealed
    assert mask.opened(sealed) == "Dev lives in Ilkley"
    for altered in (sealed.replace("PERSON_1", "PERSON_2"), sealed.replace("[", "", 1), sealed.lower()):
        with pytest.raises(UnknownToken):
            mask.opened(altered)


def test_two_requests_share_no_token() -> None:
    assert Mask(ours=[], people=["Dev"]).sealed("Dev") != Mask(ours=[], people=["Dev"]).sealed("Dev")


GREEN = '{"colour": "green"}'


@pytest.mark.parametrize(
    ("modes", "found"),
    [
        (("json_schema", "prompted"), Mode.JSON_SCHEMA),
        (("json_object", "tool"), Mode.JSON_OBJECT),
        (("tool",), Mode.TOOL),
        (("prompted",), Mode.PROMPTED),
    ],
)
def test_the_probe_finds_what_an_endpoint_obeys(modes: tuple[str, ...], found: Mode) -> None:
    with odd_model(GREEN, modes=modes) as model:
        assert probe(at(model))[0] is found
    assert model.wrong == []


def test_the_probe_says_why_there_is_no_model() -> None:
    for answer, reason in ((Fault(status=401), "key"), (Fault(status=500), "trouble"), ("hello", "nonsense")):
        with odd_model(answer) as model, pytest.raises(port.ModelFailed) as failed:
            probe(at(model))
        assert failed.value.reason == reason


def test_an_address_in_a_private_network_needs_the_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HANDLET_ALLOW_PRIVATE_HOSTS")
    with odd_model(GOOD) as model:
        made = drafted(model, enquiry(TAP))
    assert model.heard == b""
    assert made.reason == "barred"


def test_a_provider_that_trains_is_refused() -> None:
    terms = {"shape": "openai", "base_url": "https://model.example/v1", "model": "m", "key": "k", "provider": "P", "country": "UK", "keeps_days": 0}  # fmt: skip
    with pytest.raises(NotAnEndpoint):
        endpoint(**terms, trains_on_data=True)  # type: ignore[arg-type]
    assert endpoint(**terms, trains_on_data=False).model == "m"  # type: ignore[arg-type]
    with pytest.raises(NotAnEndpoint):
        from_environment({"HANDLET_MODEL_URL": "https://model.example/v1"})
    assert from_environment({}) is None
    assert "k" not in repr(endpoint(**terms | {"key": "secret-key"}, trains_on_data=False)).replace(
        "Endpoint", ""
    ).split("secret")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed", ["https://[model", "https://model.example:99999/v1", "https://model.example:x", "https://", "ftp://m"]
)
def test_what_is_no_address_is_refused_in_words(typed: str) -> None:
    with pytest.raises(NotAnEndpoint):
        endpoint(
            shape="openai", base_url=typed, model="m", key="k", provider="P", country="UK", keeps_days=0, trains_on_data=False
        )  # fmt: skip


def test_evaluate_uses_the_endpoint_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from handlet.drafting.language_model import configured

    with pytest.raises(NotAnEndpoint):
        configured.proposer()
    with odd_model(GOOD) as model:
        for name, value in {
            "URL": f"{model.url}/v1",
            "NAME": "odd-1",
            "PROVIDER": "Us",
            "COUNTRY": "UK",
            "TRAINS_ON_DATA": "no",
        }.items():
            monkeypatch.setenv(f"HANDLET_MODEL_{name}", value)
        assert configured.proposer()(enquiry(TAP)).engine == "odd-1"
