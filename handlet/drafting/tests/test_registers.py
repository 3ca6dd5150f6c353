"""How it sounds and what it says are two things: every register and lever has its own words, and none changes a fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from handlet.drafting.engine import propose
from handlet.drafting.engine.composing import ChasedQuote, chaser_words
from handlet.drafting.engine.composing.forms import FORMS, REGISTERS
from handlet.drafting.engine.guard import saying
from handlet.drafting.port import BusinessFacts, Enquiry, Proposal, Sender, Tone
from handlet.drafting.tests.making import NOW, ROWAN, enquiry

FORMALITY = ("loose", "casual", "even", "polite", "formal")
SPOKEN = (*FORMALITY, "warm", "terse")
KINDS = {
    "quote": "Hi, how much to fit an outside tap please? LS27 8RT, my number is 07700 900555",
    "ask": "Hi, can you lag our pipes? LS27 8RT",
    "decline": "Can you service my gas boiler please? LS27 8RT",
    "complaint": "I am very unhappy. The tap you fitted has been dripping since Friday and nobody has come.",
    "emergency": "Water is pouring through the kitchen ceiling, a pipe has burst! LS27 8RT, please come now",
    "question": "Do you do evenings in December?",
    "chaser": "Any news on that quote you promised me?",
    "booking": "Could you do Thursday 3 December for the tap?",
}


def toned(tone: Tone) -> BusinessFacts:
    return replace(ROWAN, tone=replace(tone, greetings=("hi",), signoff="Asha"))


def written(kind: str, tone: Tone, *, number: int = 1, channel: str = "email") -> Proposal:
    one: Enquiry = enquiry(KINDS[kind], business=toned(tone), id=f"tone-{number}", channel=channel)
    return propose(one)


def facts_in(text: str) -> set[tuple[str, str]]:
    """Every sum, day, time and phone in a text."""
    return {(one.kind, value) for one in saying.literal(text, NOW.date()) for value in one.values}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channel", ["email", "whatsapp"])
def test_every_register_words_it_its_own_way_and_says_the_same(kind: str, channel: str) -> None:
    for number in range(6):
        found = {name: written(kind, Tone(formality=name), number=number, channel=channel) for name in SPOKEN}
        for one, other in combinations(SPOKEN, 2):
            assert found[one].draft != found[other].draft, (one, other, found[one].draft)
        plain = found["casual"]
        for name, proposal in found.items():
            assert proposal.blocked == [], (name, proposal.blocked, proposal.draft)
            assert facts_in(proposal.draft) == facts_in(plain.draft), (name, proposal.draft)
            assert proposal.quote == plain.quote
            assert [one.key for one in proposal.questions] == [one.key for one in plain.questions]
            assert (proposal.draft.count("?"), proposal.ready) == (plain.draft.count("?"), plain.ready), proposal.draft


@pytest.mark.parametrize("step", [1, 2, 3])
def test_follow_ups_too(step: int) -> None:
    quote = ChasedQuote("1043", "the outside tap", Decimal("162.00"), date(2026, 12, 20))
    found = {}
    for name in SPOKEN:
        found[name] = chaser_words(
            toned(Tone(formality=name)),
            customer=Sender("Dev Patel"),
            channel="email",
            quotes=[quote],
            step=step,
            now=NOW,
            today=NOW.date(),
        )
    assert len(set(found.values())) == len(SPOKEN), found
    assert len({frozenset(facts_in(text)) for text in found.values()}) == 1


def test_no_two_registers_share_a_sentence() -> None:
    for key, forms in FORMS.items():
        assert set(forms) == set(REGISTERS), key
        for one, other in combinations(REGISTERS, 2):
            shared = set(forms[one]) & set(forms[other])
            assert not shared, (key, one, other, shared)


@pytest.mark.parametrize("formality", FORMALITY)
@pytest.mark.parametrize("kind", ["quote", "ask", "question"])
def test_each_warmth_is_heard_at_each_formality(kind: str, formality: str) -> None:
    texts = [written(kind, Tone(formality=formality, warmth=warmth)).draft for warmth in range(5)]
    assert len(set(texts)) == 5, texts
    assert len({frozenset(facts_in(text)) for text in texts}) == 1


@pytest.mark.parametrize("kind", ["complaint", "emergency", "decline", "chaser"])
def test_a_warm_owner_is_warmer_where_it_is_hard(kind: str) -> None:
    for formality in FORMALITY:
        cool, warm = (written(kind, Tone(formality=formality, warmth=warmth)) for warmth in (2, 4))
        assert cool.draft != warm.draft, warm.draft
        assert "Lovely" not in warm.draft
        assert "!" not in warm.draft
        assert warm.blocked == []


def test_each_length_is_longer_than_the_one_before() -> None:
    words = [
        len(written("quote", Tone(length=length, max_words=most)).draft.split())
        for length, most in enumerate((30, 55, 80, 105, 130))
    ]
    assert words == sorted(set(words)), words


def test_emoji_come_as_often_as_they_are_set_and_never_to_somebody_in_trouble() -> None:
    counted = []
    for often in range(5):
        drafts = [written("quote", Tone(emoji_often=often), number=number).draft for number in range(60)]
        counted.append(sum("😊" in draft for draft in drafts))
        assert "😊" not in written("complaint", Tone(emoji_often=often)).draft
    assert counted == sorted(set(counted)), counted
    assert (counted[0], counted[4]) == (0, 60)
