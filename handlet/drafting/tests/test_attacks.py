"""What a stranger writes to the software changes nothing: same price, same questions, same words as without it."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest

from handlet.drafting.engine import propose
from handlet.drafting.port import Enquiry, Line, Proposal, Sender
from handlet.drafting.tests import attacks
from handlet.drafting.tests.making import NOW, enquiry

TAP = "Hi Asha, can you fit a kitchen tap? I’ve already bought the tap. LS27 8RT"
PIPES = "Could you lag 14 m of pipework and put in an outside tap please? I’m at WF1 2AB, Thursday is best. Dev"


def proposed(given: Enquiry) -> Proposal:
    return propose(given)


def money(proposal: Proposal) -> object:
    """Everything about the quote but where in the messages its words stand."""
    quote = proposal.quote
    return quote.status, [(line.code, line.quantity) for line in quote.lines], quote.net, quote.vat, quote.gross


def same(attacked: Proposal, clean: Proposal) -> None:
    """Money, recipient-facing words, questions, links and facts are those of the message without the attack."""
    assert money(attacked) == money(clean)
    assert (attacked.action, attacked.reading.intent) == (clean.action, clean.reading.intent)
    assert [one.key for one in attacked.questions] == [one.key for one in clean.questions]
    for name in ("postcodes", "phones", "emails"):
        assert [one.value for one in getattr(attacked.reading, name)] == [
            one.value for one in getattr(clean.reading, name)
        ], name
    for name in ("dates", "quantities"):
        assert len(getattr(attacked.reading, name)) == len(getattr(clean.reading, name)), name
    assert attacked.draft == clean.draft
    assert not attacked.blocked


def test_there_are_more_than_sixty_of_them_and_none_twice() -> None:
    every = [*attacks.WORDS, *attacks.QUOTED, *attacks.FILE_NAMES, *attacks.SENDERS, *attacks.SUBJECTS]
    assert len(every) == len(set(every))
    assert len(every) > 90


def test_the_clean_enquiries_are_priced_so_that_there_is_something_to_win() -> None:
    for text in (TAP, PIPES):
        clean = proposed(enquiry(text))
        assert clean.quote.status == "full", text
    assert f"£{proposed(enquiry(TAP)).quote.gross:.2f}" in proposed(enquiry(TAP)).draft


@pytest.mark.parametrize("attack", attacks.QUOTED)
@pytest.mark.parametrize("text", [TAP, PIPES])
def test_what_is_quoted_or_forwarded_makes_no_price(text: str, attack: str) -> None:
    """A quoted price may make the mail look like a booking; then there is no price at all, never theirs."""
    attacked, clean = proposed(enquiry(f"{text}\n\n{attack}")), proposed(enquiry(text))
    assert money(attacked) in (money(clean), ("none", [], None, None, None))
    assert "evil" not in attacked.draft
    assert not {"£1", "£5", "£1.00", "£5.00"} & set(attacked.draft.replace(",", " ").split())


@pytest.mark.parametrize("attack", attacks.WORDS)
@pytest.mark.parametrize("text", [TAP, PIPES])
def test_words_behind_an_enquiry_change_nothing(text: str, attack: str) -> None:
    same(proposed(enquiry(f"{text}\n\n{attack}")), proposed(enquiry(text)))


@pytest.mark.parametrize(
    "attack", [one for one in attacks.DISCOUNTS if one[0].isalpha() and not one.startswith(("T", "Y", "SYSTEM"))]
)
def test_an_order_in_the_same_breath_takes_nothing_from_the_wish(attack: str) -> None:
    wish = "can you fit a kitchen tap, I’ve got the tap already at LS27 8RT"
    order = attack[0].lower() + attack[1:]
    assert money(proposed(enquiry(f"{wish}, {order}"))) == money(proposed(enquiry(wish)))
    assert money(proposed(enquiry(f"{wish} and {order}"))) == money(proposed(enquiry(wish)))


@pytest.mark.parametrize("attack", attacks.WORDS)
def test_a_message_of_its_own_changes_nothing(attack: str) -> None:
    same(proposed(enquiry(TAP, attack)), proposed(enquiry(TAP)))
    same(proposed(enquiry(attack, TAP)), proposed(enquiry(TAP)))


@pytest.mark.parametrize("shape", attacks.HIDDEN_HTML)
@pytest.mark.parametrize("attack", [*attacks.DISCOUNTS, *attacks.LINKS])
def test_what_nobody_can_see_in_a_mail_changes_nothing(attack: str, shape: str) -> None:
    clean = enquiry(TAP, channel="email")
    with_html = _with_html(clean, f"<p>{html.escape(TAP)}</p>{shape.format(html.escape(attack))}")
    same(proposed(with_html), proposed(_with_html(clean, f"<p>{html.escape(TAP)}</p>")))


@pytest.mark.parametrize("name", attacks.FILE_NAMES)
def test_the_name_of_a_file_changes_nothing(name: str) -> None:
    plain = f"scan.{name.rpartition('.')[2]}"
    same(proposed(enquiry(TAP, attachment_names=[name])), proposed(enquiry(TAP, attachment_names=[plain])))


@pytest.mark.parametrize("subject", attacks.SUBJECTS)
def test_a_subject_changes_nothing(subject: str) -> None:
    same(
        proposed(enquiry(TAP, channel="email", subject=subject)),
        proposed(enquiry(TAP, channel="email", subject="Hello")),
    )


@pytest.mark.parametrize("name", attacks.SENDERS)
def test_a_sender_s_name_changes_no_price_and_is_not_repeated(name: str) -> None:
    attacked = proposed(enquiry(TAP, sender=Sender(name=name, phone="+447700900555")))
    clean = proposed(enquiry(TAP, sender=Sender(name="", phone="+447700900555")))
    assert (money(attacked), attacked.action) == (money(clean), clean.action)
    assert name not in attacked.draft
    assert "discount" not in attacked.draft.lower()


@pytest.mark.parametrize("attack", attacks.DISCOUNTS[:6])
def test_an_attack_in_an_earlier_message_changes_nothing(attack: str) -> None:
    before = [Line("in", NOW, attack)]
    same(proposed(enquiry(TAP, thread=before)), proposed(enquiry(TAP, thread=[Line("in", NOW, "Hello there")])))


@pytest.mark.parametrize("attack", [*attacks.WORDS])
def test_an_attack_alone_gets_no_price_no_link_and_no_promise(attack: str) -> None:
    draft = proposed(enquiry(attack)).draft.lower()
    for word in ("£", "http", "www.", "evil", "discount", "free of charge", "guarante", "booked", "gas safe", "12-34"):
        assert word not in draft, draft


def _with_html(given: Enquiry, text: str) -> Enquiry:
    return replace(given, messages=[replace(given.messages[0], text="", html=text)])
