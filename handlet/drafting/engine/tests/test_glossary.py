"""Messages in other languages are read in English words; whose words they are stays known."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlet.drafting.engine.matching import match
from handlet.drafting.engine.matching.glossary import in_english
from handlet.drafting.engine.matching.made_up import made_up
from handlet.drafting.engine.proposing import read
from handlet.drafting.engine.reading.sources import Source

WHOLE = 113
"""Of the 123 enquiries in `languages.txt`."""


def written(text: str) -> Source:
    return Source(0, datetime(2026, 11, 29, 9, tzinfo=UTC), text, text, text, tuple(range(len(text))), True, len(text))


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("pl", "Trzeba wymienić dwa nowe grzejniki w łazience", "I need replace two new radiators in bathroom"),
        ("pl", "trzeba wymienic grzejnik w lazience", "I need replace radiator in bathroom"),
        ("ro", "Am cumpărat o yală, să o montați la ușa garajului", "I have bought a lock, it fit door garage"),
        ("it", "Il divano a tre posti e l'ufficio", "sofa a three seater and office"),
        ("fr", "Bonjour, nettoyer les gouttières, 24,5 mètres", ", clean gutter, 24.5 metres"),
        ("cy", "Mae'r teils gyda ni'n barod, 6 metr sgwâr", "tile I already have, 6 square metres"),
        ("es", "Un seto de 9 metros por 2, sin los restos", "A hedge 9 metres by 2, without waste"),
        ("uk", "Потрібно почистити ринви", "I need clean gutter"),
        ("ar", "أريد تركيب رفين ومرآة", "I need fit two shelves and mirror"),
        ("pa", "ਸਿੰਕ ਬੰਦ ਹੈ", "sink unblock ਹੈ"),
        ("pt", "Preciso de uma fechadura, B9 5QL", "I need a lock, B9 5QL"),
    ],
)
def test_a_message_is_read_in_english_words(language: str, text: str, english: str) -> None:
    words = in_english(written(text), language).text.split()
    assert " ".join(words) == english


def test_every_letter_leads_back_to_the_word_that_was_written() -> None:
    text = "Dzień dobry, trzeba wymienić kran w kuchni. LS6 2AB"
    source = in_english(written(text), "pl")
    for word, own in (("replace", "wymienić"), ("tap", "kran"), ("kitchen", "kuchni"), ("LS6 2AB", "LS6 2AB")):
        at = source.text.index(word)
        assert source.span(at, at + len(word)).text == own


def test_english_and_languages_that_the_glossary_does_not_hold_stay_as_they_are() -> None:
    source = written("Der Wasserhahn tropft, and the tap drips")
    assert in_english(source, "de") is source
    assert in_english(source, "en") is source


def test_what_they_want_is_found_in_thirteen_languages() -> None:
    every = list(made_up([Path(__file__).with_name("languages.txt")]))
    languages, whole = set(), 0
    for one in every:
        enquiry, reading = read(one.enquiry)
        languages.add(reading.language)
        lines, _ = match(enquiry, reading)
        got = {line.item.code: line.quantity for line in lines if not line.missing}
        whole += any(got == dict(quote) for quote in one.quotes)
    assert languages == {"pl", "ro", "it", "pt", "es", "fr", "bg", "lt", "uk", "cy", "ur", "pa", "ar"}
    assert whole >= WHOLE
