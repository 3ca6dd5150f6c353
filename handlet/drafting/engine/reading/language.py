"""Which language a customer writes in: the small words and letters that give a language away."""

from __future__ import annotations

import re
from collections.abc import Set
from importlib import resources


def _words_of(text: str) -> dict[str, set[str]]:
    """Lines of the form `pl: jest czy proszę`, a language's words on as many as it needs."""
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        code, _, words = line.partition(":")
        if words and not line.startswith("#"):
            found.setdefault(code, set()).update(words.split())
    return found


_SMALL_WORDS = _words_of((resources.files(__package__) / "languages.txt").read_text("utf-8"))
_CYRILLIC = {code: _SMALL_WORDS.pop(code) for code in ("bg", "ru", "uk")}
_EVERY = {**_SMALL_WORDS, **_CYRILLIC}
_HINDI = {"namaste", "namaskar", "dhanyavad", "dhanyawad", "kripya", "didi"}
_LETTERS = {
    "pl": "ąęłńśźż", "ro": "ășțşţ", "es": "ñ¿¡", "pt": "ãõ", "de": "ß", "cy": "ŵŷ", "lt": "ėįųūš", "hu": "őű", "tr": "ığ",
    "cs": "ěřů", "sq": "ë",
}  # fmt: skip
_ACCENTS = {
    "fr": "éèêàçùœ", "es": "áéíóú", "pt": "áéíóúâêôç", "it": "àèéìòù", "de": "äöü", "ro": "âî", "pl": "óćź", "hu": "áéíóöü", "tr": "çşöü",
    "cy": "âêîôû", "cs": "áéíýžčš", "nl": "ëï",
}  # fmt: skip
_SCRIPTS = (
    ("uk", re.compile("[іїєґІЇЄҐ]")), ("bg", re.compile("[ъЪ](?=[а-я])")), ("ru", re.compile("[а-яА-Я]")),
    ("el", re.compile("[α-ωΑ-Ω]")), ("ur", re.compile("[ٹڈڑںےہھ]")), ("fa", re.compile("[پچژگ]")), ("ar", re.compile("[\u0621-\u064a]")),
    ("he", re.compile("[א-ת]")), ("hi", re.compile("[\u0900-\u097f]")), ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")), ("gu", re.compile("[\u0a80-\u0aff]")), ("ta", re.compile("[\u0b80-\u0bff]")),
    ("ja", re.compile("[\u3040-\u30ff]")), ("ko", re.compile("[\uac00-\ud7af]")), ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)  # fmt: skip
_LEXICON: dict[str, set[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words:
        _LEXICON.setdefault(_word, set()).add(_language)
_SPLIT = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def small_words(language: str) -> Set[str]:
    """The words by which a language is known, in small letters; none of a language that is known by its letters alone."""
    return _EVERY.get(language, set())


def _cyrillic(text: str) -> str:
    words = set(_SPLIT.findall(text.lower()))
    counts = {code: len(words & known) for code, known in _CYRILLIC.items()}
    counts["uk"] += 2 * len(re.findall("[іїєґ]", text.lower()))
    counts["ru"] += 2 * len(re.findall("[ыэё]", text.lower()))
    counts["bg"] += len(re.findall("ъ(?=[а-я])", text.lower()))
    return max(counts, key=lambda code: counts[code]) if any(counts.values()) else "ru"


def _arabic(text: str) -> str:
    """Urdu and Persian have letters that Arabic has not."""
    if len(re.findall("[ٹڈڑںےہھ]", text)) > 1:
        return "ur"
    return "fa" if len(re.findall("[پچژگکی]", text)) > 1 else "ar"


def language_of(text: str) -> str:
    """ISO 639-1 code of the language most of the words are in; English where nothing speaks against it."""
    letters = sum(sign.isalpha() for sign in text)
    if not letters:
        return "en"
    for code, script in _SCRIPTS:
        if len(script.findall(text)) * (3 if code in ("uk", "bg", "ur", "fa") else 1) > letters * 0.3:
            return _cyrillic(text) if code in ("uk", "bg", "ru") else _arabic(text) if code == "ar" else code
    words = [word.lower() for word in _SPLIT.findall(text)]
    score = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word in words:
        homes = _LEXICON.get(word, ())
        for home in homes:
            score[home] += 1.0 / len(homes) ** 0.5
    low = text.lower()
    for code, signs in _LETTERS.items():
        score[code] += 1.6 * min(6, sum(low.count(sign) for sign in signs))
    for code, signs in _ACCENTS.items():
        score[code] += 0.35 * min(8, sum(low.count(sign) for sign in signs))
    if "ur" in score and _HINDI & set(words):
        score["hi"] = score.pop("ur") + 0.5
    best = max(score, key=lambda code: (score[code], code == "en"))
    # A foreign word or two in an English message (a street, a name, "café") does not change its language.
    if best != "en" and (score[best] < 1.6 or score[best] < score["en"] * 1.25):
        return "en"
    return best
