"""What somebody newly wrote is told apart from what they quoted, and nothing they wrote is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlet.channels.imap.parsing import read_mail
from handlet.channels.imap.trimming import newly_written

QUOTED = "> Hi Dev, when would suit?\n> Asha"

ATTRIBUTIONS = {
    "gmail": "On Tue, 24 Nov 2026 at 11:20, Rowan Plumbing <rowan@example.co.uk> wrote:",
    "gmail in two lines": "On Tue, 24 Nov 2026 at 11:20, Rowan Plumbing & Heating Services Limited\n<rowan@example.co.uk> wrote:",
    "apple": "On 24 Nov 2026, at 11:20, Rowan Plumbing <rowan@example.co.uk> wrote:",
    "thunderbird": "On 24/11/2026 11:20, Rowan Plumbing wrote:",
    "yahoo": "On Tuesday, 24 November 2026 at 11:20:33 GMT, Rowan Plumbing <rowan@example.co.uk> wrote:",
    "german": "Am Di., 24. Nov. 2026 um 11:20 Uhr schrieb Rowan Plumbing <rowan@example.co.uk>:",
    "german thunderbird": "Am 24.11.26 um 11:20 schrieb Rowan Plumbing:",
    "french": "Le mar. 24 nov. 2026 à 11:20, Rowan Plumbing <rowan@example.co.uk> a écrit :",
    "spanish": "El mar, 24 nov 2026 a las 11:20, Rowan Plumbing (<rowan@example.co.uk>) escribió:",
    "italian": "Il giorno mar 24 nov 2026 alle ore 11:20 Rowan Plumbing <rowan@example.co.uk> ha scritto:",
    "dutch": "Op di 24 nov 2026 om 11:20 schreef Rowan Plumbing <rowan@example.co.uk>:",
    "polish": "wt., 24 lis 2026 o 11:20 Rowan Plumbing <rowan@example.co.uk> napisał(a):",
    "portuguese": "Em ter., 24 de nov. de 2026 às 11:20, Rowan Plumbing <rowan@example.co.uk> escreveu:",
    "romanian": "În mar., 24 nov. 2026 la 11:20, Rowan Plumbing <rowan@example.co.uk> a scris:",
    "swedish": "Den tis 24 nov. 2026 kl 11:20 skrev Rowan Plumbing <rowan@example.co.uk>:",
    "welsh": "Ar Maw, 24 Tach 2026 am 11:20, ysgrifennodd Rowan Plumbing <rowan@example.co.uk>:",
    "old gmail": "2026-11-24 11:20 GMT+00:00 Rowan Plumbing <rowan@example.co.uk>:",
}

BLOCKS = {
    "outlook": "From: Rowan Plumbing <rowan@example.co.uk>\nSent: 24 November 2026 11:20\nTo: Dev Patel <dev@example.com>\n"
    "Subject: Re: Leaking tap\n\nHi Dev, when would suit?",
    "outlook on a phone": "Get Outlook for iOS\n________________________________\nFrom: Rowan Plumbing <rowan@example.co.uk>\n"
    "Sent: Tuesday, November 24, 2026 11:20:05 AM\nTo: Dev\nSubject: Re: Leaking tap\n\nHi Dev, when would suit?",
    "outlook in bold": "*From:* Rowan Plumbing\n*Sent:* 24 November 2026 11:20\n*To:* Dev\n*Subject:* Tap\n\nHi Dev",
    "outlook of old": "-----Original Message-----\nFrom: Rowan Plumbing\nSent: 24 November 2026 11:20\n\nHi Dev",
    "samsung": "-------- Original message --------\nFrom: Rowan Plumbing <rowan@example.co.uk>\nDate: 24/11/2026 11:20 (GMT+00:00)\n"
    "To: dev@example.com\nSubject: Re: Tap\n\nHi Dev, when would suit?",
    "german outlook": "Von: Rowan Plumbing\nGesendet: Dienstag, 24. November 2026 11:20\nAn: Dev\nBetreff: AW: Hahn\n\nHallo Dev",
    "german divider": "-----Ursprüngliche Nachricht-----\nVon: Rowan Plumbing\n\nHallo Dev",
    "french outlook": "De : Rowan Plumbing\nEnvoyé : mardi 24 novembre 2026 11:20\nÀ : Dev\nObjet : RE: Robinet\n\nBonjour Dev",
    "forwarded by gmail": "---------- Forwarded message ---------\nFrom: Ann <ann@example.com>\nDate: Tue, 24 Nov 2026\n"
    "Subject: Roof\nTo: Dev\n\nThe roof leaks.",
    "forwarded by apple": "Begin forwarded message:\n\nFrom: Ann\nSubject: Roof\nDate: 24 November 2026\nTo: Dev\n\nThe roof leaks.",
    "yahoo without marks": ATTRIBUTIONS["yahoo"] + "\n\nHi Dev, when would suit?\nAsha",
}


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_an_answer_above_a_quotation_is_what_was_newly_written(attribution: str) -> None:
    assert newly_written(f"Tuesday is fine.\n\nDev\n\n{attribution}\n\n{QUOTED}\n") == "Tuesday is fine.\n\nDev"


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_answers_between_quoted_lines_stay_in_order(attribution: str) -> None:
    text = f"Hi Asha\n\n{attribution}\n> Which day?\n\nTuesday.\n\n> Which tap?\nThe one in the kitchen.\n> Asha"
    assert newly_written(text).split() == ["Hi", "Asha", "Tuesday.", "The", "one", "in", "the", "kitchen."]


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_what_stands_below_a_block_of_headers_is_not_new(block: str) -> None:
    assert newly_written(f"Yes please, go ahead.\n\n{block}") == "Yes please, go ahead."


@pytest.mark.parametrize("block", [BLOCKS["forwarded by gmail"], BLOCKS["forwarded by apple"]])
def test_a_mail_that_only_passes_something_on_has_nothing_new(block: str) -> None:
    assert newly_written(block) == ""


def test_an_answer_below_the_quotation_is_kept() -> None:
    text = f"{ATTRIBUTIONS['thunderbird']}\n{QUOTED}\n\nFriday at nine would be great.\n\n-- \nDev Patel\n07700 900123"
    assert newly_written(text) == "Friday at nine would be great."


@pytest.mark.parametrize(
    "sign",
    [
        "Sent from my iPhone",
        "Sent from my Galaxy",
        "Sent from Samsung Mobile",
        "Sent from Outlook for Android",
        "Get Outlook for iOS",
        "Get Outlook for Android<https://aka.ms/AAb9ysg>",
        "Sent from Yahoo Mail on Android",
        "Sent from Yahoo Mail for iPhone",
        "Sent from Mail for Windows",
        "Sent via BT Email App",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "-- \nDev Patel\nHead of Taps\n07700 900123",
    ],
)
def test_a_signature_at_the_end_is_left_out(sign: str) -> None:
    assert newly_written(f"The tap drips.\n\n{sign}\n") == "The tap drips."
    assert newly_written(f"The tap drips.\n\n{sign}\n\n{ATTRIBUTIONS['gmail']}\n{QUOTED}") == "The tap drips."


def test_words_after_a_signature_and_a_quotation_are_kept() -> None:
    text = f"Above.\n\n-- \nDev\n\n{ATTRIBUTIONS['gmail']}\n{QUOTED}\n\nP.S. Bring a ladder."
    assert newly_written(text).split() == ["Above.", "P.S.", "Bring", "a", "ladder."]


@pytest.mark.parametrize(
    "text",
    [
        "Sent from my iPhone to my wife's and back, the picture got lost. Can you look again?",
        "From: Leeds\nTo: York\nWe are moving and need the boiler taken out.",
        "On Monday I wrote:\nplease come at nine.\nNobody came.",
        "On the plan it wrote:\n3 radiators",
        "The label said:\nModel: 12-X\nDate: 2019\nSubject: to wear",
        "Hello\n--\nWe need:\n" + "\n".join(f"- radiator {number}" for number in range(30)),
        "Dear Asha,\n\nI wrote: nothing.\n\nDev",
        "We sent the deposit from our account yesterday.",
        "Date: 5 May\nFrom: 9 am\nis when we are in.",
        "-- \nstarts with a rule and goes on",
        "Op zaterdag: graag bellen\nEl baño gotea\nLe robinet fuit\nAm Dienstag passt es",
    ],
)
def test_ordinary_words_that_look_like_a_header_or_signature_stay(text: str) -> None:
    assert newly_written(text).split() == text.split()


def test_a_quotation_in_html_is_told_by_its_mark() -> None:
    mail = read_mail(
        b"From: dev@example.com\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b'<div dir="ltr">Tuesday is fine.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, '
        b"24 Nov 2026 at 11:20, Rowan &lt;<a href='mailto:rowan@example.co.uk'>rowan@example.co.uk</a>&gt; wrote:<br></div>"
        b'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid">Which day?</blockquote></div>'
    )
    assert mail.reply_text == "Tuesday is fine."
    assert "> Which day?" in mail.text


def test_a_customers_words_in_a_contact_forms_blockquote_are_theirs() -> None:
    mail = read_mail(
        b"From: web@example.co.uk\r\nContent-Type: text/html\r\n\r\n"
        b"<p>New enquiry:</p><blockquote>Our gutter is blocked.</blockquote><p>Phone: 07700 900123</p>"
    )
    assert "Our gutter is blocked." in mail.reply_text
    assert "07700 900123" in mail.reply_text


@given(st.lists(st.text(alphabet="abcdefghij .,!?£0123456789'", max_size=60), max_size=20))
def test_plain_writing_never_loses_a_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert newly_written(text).split() == text.split()


@given(
    st.lists(
        st.sampled_from(["Yes.", "No, thanks", "> a question?", "", "Tuesday 9 am", ">> older", "OK"]), max_size=25
    )
)
def test_between_quoted_lines_no_unquoted_word_is_lost(lines: list[str]) -> None:
    kept = newly_written("\n".join([ATTRIBUTIONS["apple"], "> first", *lines]))
    wanted = " ".join(line for line in lines if not line.startswith(">")).split()
    assert kept.split() == wanted
