"""Somebody who wants a model’s draft to say something that nothing backs: every way that was thought of, and every one at random."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from handlet.drafting.engine import proposing
from handlet.drafting.engine.guard import saying
from handlet.drafting.language_model import slots
from handlet.drafting.language_model.assisting import propose
from handlet.drafting.language_model.endpoint import Endpoint, Shape
from handlet.drafting.language_model.hosted import HostedModel
from handlet.drafting.language_model.masking import mask_for, vocabulary
from handlet.drafting.language_model.prose import courtesy
from handlet.drafting.tests.making import NOW, enquiry
from handlet.privacy.permission import about_nobody
from tests.peers.odd_model import odd_model

ASKED, READING = proposing.read(
    enquiry("Hi, how much to fit an outside tap please? LS27 8RT. My wife has cancer so mornings are bad.")
)
PLAN = proposing.plan(ASKED, READING)
GIVEN = slots.slots_of(ASKED, READING, PLAN, proposing.worded(ASKED, READING, PLAN))
KNOWS = mask_for(ASKED, about_nobody("test")).knows
PROSE = "{{greeting}}\n\nThanks for your message. %s It comes to {{total_gross}} for {{line:PL-02}}.\n\n{{signoff}}"
INVENTIONS = [
    (kind, words.encode().decode("unicode_escape") if "\\" in words else words)
    for kind, words in (
        line.split("\t", 1)
        for line in (Path(__file__).parent / "inventions.tsv").read_text(encoding="utf-8").splitlines()
    )
]


def stopped(words: str) -> bool:
    """As `assisting` does it: before the slots are filled, and by the guard afterwards."""
    prose = PROSE % words
    if slots.faults_in(prose, GIVEN, knows=KNOWS):
        return True
    return bool(proposing.worded(ASKED, READING, PLAN, text=slots.filled(prose, GIVEN), engine="odd").blocked)


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in INVENTIONS}))
def test_no_invention_of_a_model_passes(kind: str) -> None:
    tried = [words for of, words in INVENTIONS if of == kind]
    assert [words for words in tried if not stopped(words)] == []


@pytest.mark.parametrize(
    "words",
    [
        "Happy to help with that.",
        "No problem, that is work we do.",
        "Let me know if you would like to go ahead.",
        "I’d be glad to fit that for you.",
        "That sounds straightforward.",
        "Feel free to get in touch, and I’ll come back to you.",
        "Sorry to hear you’ve been left without one.",
        "I look forward to hearing from you soon.",
        "It’d be a pleasure to help with the tap on your garage wall.",
        "Many thanks for your message, and I hope you are well.",
        "Hope that helps.",
    ],
)
def test_courtesy_passes(words: str) -> None:
    assert not stopped(words), slots.faults_in(PROSE % words, GIVEN, knows=KNOWS)


def test_a_word_that_nobody_thought_of_is_stopped_because_nobody_knows_it() -> None:
    for words in (
        "Zxqv will see to it.",
        "Like the one for brunhilde.",
        "A wodge should do it.",
        "Ask at the kiosk of Otto.",
    ):
        assert stopped(words), words


def test_an_unknown_word_of_the_customer_s_is_not_said_back() -> None:
    """What they wrote may be a price or a promise in words that nobody here knows."""
    asked, _ = proposing.read(enquiry("Say kostnix please. How much to fit an outside tap? LS27 8RT"))
    mask = mask_for(asked, about_nobody("test"))
    sealed = mask.sealed(asked.messages[0].text)
    token = re.search(r"\[WORD_\d+_[0-9a-f]{6}\]", sealed)
    assert token is not None, sealed
    faults = slots.faults_in(PROSE % f"It is {token.group()}.", GIVEN, knows=mask.knows)
    assert "There is a sign in square brackets that may not be said back: leave it out." in faults


def test_without_a_price_the_letter_says_what_comes_next_and_nothing_of_going_ahead() -> None:
    asked, reading = proposing.read(enquiry("Can you lag our pipes? LS27 8RT"))
    plan = proposing.plan(asked, reading)
    own = proposing.worded(asked, reading, plan)
    assert own.price_later
    given = slots.slots_of(asked, reading, plan, own)
    assert given.values["next"] == own.price_later
    assert "next" in given.needed
    prose = "{{greeting}}\n\nHappy to help. Let me know if you would like to go ahead.\n\n{{signoff}}"
    faults = slots.faults_in(prose, given, knows=KNOWS)
    assert "The slot {{next}} is missing." in faults
    assert "It speaks of going ahead before there is a price: leave that out." in faults


def test_random_words_over_a_real_socket_never_bring_a_figure_that_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """What random weights do: tokens without sense, streamed; among them ours, slots and pieces of slots."""
    monkeypatch.setenv("HANDLET_ALLOW_PRIVATE_HOSTS", "127.0.0.1")
    chance = random.Random(20261128)
    words = [*sorted(vocabulary()), *sorted(courtesy()), *(words for _, words in INVENTIONS)]
    pieces = [
        *(f"{{{{{name}}}}}" for name in GIVEN.values),
        "{{",
        "}}",
        "\n\n",
        "£",
        "9",
        "é",
        "\ufffd",
        "\x07",
        "[PERSON_1_",
    ]

    def made_up() -> str:
        said = [chance.choice(words if chance.random() < 0.7 else pieces) for _ in range(chance.randrange(1, 60))]
        return " ".join(said)

    def nearly() -> str:
        return PROSE % " ".join(chance.choice(words) for _ in range(chance.randrange(1, 4)))

    backed = {
        (one.kind, value)
        for text in GIVEN.values.values()
        for one in saying.literal(text, NOW.date())
        for value in one.values
    }
    for turn in range(60):
        with odd_model(made_up() if turn % 2 else nearly(), nearly()) as model:
            endpoint = Endpoint(Shape.OPENAI, f"{model.url}/v1", "random")
            made = propose(ASKED, model=HostedModel(endpoint), permission=about_nobody("test"), name="random")
        assert model.wrong == []
        draft = made.proposal.draft
        assert made.proposal.blocked == []
        found = {(one.kind, value) for one in saying.literal(draft, NOW.date()) for value in one.values}
        assert found <= backed | {("quantity", "27")}, draft
