"""What the owner tells Handlet is understood or refused, and obeyed in drafts."""

from __future__ import annotations

import dataclasses

import pytest

from handlet.drafting.engine import meaning, propose, proposing
from handlet.drafting.port import Proposal
from handlet.drafting.tests.making import ROWAN, enquiry

TAP = "Hi, can you fit a kitchen tap for me? I have the tap already. LS27 8RT"


def proposed(kind: str, text: str, said: str = TAP, *, about_customer: bool = False, thread: object = ()) -> Proposal:
    one = meaning.remembered(id="m1", kind=kind, text=text, about_customer=about_customer)
    not_done = [*ROWAN.not_done, one.not_done] if one.not_done else ROWAN.not_done
    return propose(enquiry(said, business=dataclasses.replace(ROWAN, memories=[one], not_done=not_done), thread=thread))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("preference", "be cosmic"),
        ("preference", "say cheers"),
        ("preference", "say £5, never £108"),
        ("procedure", "hop on one leg"),
        ("procedure", "ask"),
        ("fact", "conservatories"),
    ],
)
def test_what_is_not_understood_is_refused_with_how_to_say_it(kind: str, text: str) -> None:
    with pytest.raises(meaning.NotUnderstood, match=r"for example|like this|Say about what"):
        meaning.remembered(id="", kind=kind, text=text)


@pytest.mark.parametrize(
    "text",
    [
        "say 'best', never 'cheers'",
        "Say “best”, never “cheers”",
        "instead of cheers say best",
        "use best rather than cheers",
    ],
)
def test_a_word_is_put_in_place_of_another(text: str) -> None:
    draft = proposed("preference", text).draft
    assert draft.endswith("Best, Asha")
    assert "heers" not in draft


def test_closers_lose_their_adjective_and_saved_replies_stand_as_they_are() -> None:
    tone = dataclasses.replace(ROWAN.tone, signoff="Kind regards,\nAsha")
    one = meaning.remembered(id="m1", kind="preference", text="say cheers, never regards")
    other = meaning.remembered(id="m2", kind="preference", text="say promise, never guarantee")
    business = dataclasses.replace(ROWAN, tone=tone, memories=[one, other])
    draft = propose(enquiry("Do you guarantee your work?", business=business)).draft
    assert draft.endswith("Cheers,\nAsha")
    assert "All work carries a 12 month guarantee." in draft


def test_a_word_never_used_takes_its_sentence_but_never_a_price_or_a_question() -> None:
    said = proposed("preference", "never say diary").draft
    assert "diary" not in said
    assert "£108.00" in said
    assert "£108.00" in proposed("preference", "never say VAT").draft


def test_a_question_is_always_asked_and_leaves_the_price_firm() -> None:
    found = proposed("procedure", "always ask for a photo of the fuse board")
    assert "could you let me have a photo of the fuse board?" in found.draft
    assert [question.key for question in found.questions] == ["memory:m1"]
    assert found.quote.status == "full"
    assert found.remembered == ["m1"]


def test_a_question_for_a_topic_is_asked_there_and_nowhere_else() -> None:
    told = "for no power, always ask for a photo of the fuse board"
    assert "fuse board" not in proposed("procedure", told).draft
    assert (
        "fuse board" in proposed("procedure", told, "Could you have a look, there is no power upstairs. LS27 8RT").draft
    )


def test_what_they_have_told_already_is_not_asked() -> None:
    assert "postcode" not in proposed("procedure", "always ask for the postcode").draft
    after = proposed(
        "procedure",
        "always ask how old the tap is",
        thread=[dataclasses.replace(enquiry("x").messages[0], direction="out")],
    )
    assert "how old" not in after.draft


def test_at_most_three_questions_whatever_is_remembered() -> None:
    asked = ["how old the house is", "what floor it is on", "if there is a stopcock inside", "what colour the tap is"]
    memories = [
        meaning.remembered(id=str(place), kind="procedure", text=f"always ask {what}")
        for place, what in enumerate(asked)
    ]
    found = propose(enquiry("Can you fit a kitchen tap?", business=dataclasses.replace(ROWAN, memories=memories)))
    assert len(found.questions) == 3
    assert found.draft.count("?") <= 3


def test_a_sentence_is_always_said_and_the_guard_knows_whose_it_is() -> None:
    found = proposed("procedure", "when they want a tap, always tell them the water will be off for an hour")
    assert "The water will be off for an hour." in found.draft
    assert ("The water will be off for an hour.", "memory:m1") in [(one.text, one.source_id) for one in found.claims]
    assert found.blocked == []


def test_another_engine_s_letter_obeys_as_well() -> None:
    told = meaning.remembered(id="m1", kind="procedure", text="always tell them the water will be off for an hour")
    swap = meaning.remembered(id="m2", kind="preference", text="say cheers, never regards")
    given = enquiry(TAP, business=dataclasses.replace(ROWAN, memories=[told, swap]))
    clean, reading = proposing.read(given)
    text = "Hi Dev,\n\nThank you for your message.\n\nKind regards, Asha"
    found = proposing.worded(clean, reading, proposing.plan(clean, reading), text=text, engine="other")
    assert found.draft == "Hi Dev,\n\nThank you for your message.\n\nThe water will be off for an hour.\n\nCheers, Asha"
    assert found.blocked == []


def test_a_fact_answers_and_its_sum_stands_in_its_own_sentence() -> None:
    found = proposed("fact", "Our minimum charge is £60.", "Hi, do you have a minimum charge?")
    assert "Our minimum charge is £60." in found.draft
    assert ("Our minimum charge is £60.", "memory:m1") in [(one.text, one.source_id) for one in found.claims]
    assert "£60" not in proposed("fact", "Our minimum charge is £60.").draft


def test_a_fact_comes_before_the_profile_s_general_answer() -> None:
    found = proposed("fact", "We cover Otley on Fridays.", "Hi, do you cover Otley?")
    assert "We cover Otley on Fridays." in found.draft


def test_work_that_is_not_done_is_declined() -> None:
    found = proposed("fact", "we do not do conservatories", "Could I have a price for a conservatory please? LS27 8RT")
    assert "conservatories" in found.draft
    assert found.quote.status == "none"
    assert found.remembered == ["m1"]


def test_what_is_known_of_a_customer_is_not_asked_and_not_told() -> None:
    always = meaning.remembered(id="m2", kind="procedure", text="always ask about access")
    known = meaning.remembered(id="m1", kind="fact", text="The gate code is with the neighbour", about_customer=True)
    asks = propose(enquiry(TAP, business=dataclasses.replace(ROWAN, memories=[always])))
    spared = propose(enquiry(TAP, business=dataclasses.replace(ROWAN, memories=[always, known])))
    assert "parking" in asks.draft
    assert "parking" not in spared.draft
    assert "gate" not in spared.draft
    assert "m1" in spared.remembered


def test_nothing_changes_where_nothing_is_remembered() -> None:
    plain = propose(enquiry(TAP))
    assert plain.remembered == []
    assert propose(enquiry(TAP, business=dataclasses.replace(ROWAN, memories=[]))).draft == plain.draft


def test_safety_words_are_never_touched() -> None:
    gas = "I can smell gas in the kitchen, help"
    assert proposed("preference", "say vapour, never gas", gas).draft == propose(enquiry(gas)).draft
