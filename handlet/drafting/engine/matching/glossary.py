"""A message in another language, word by word in the English of a customer: what is read in English then reads it as well.

The data is `glossary.txt`. Nobody sees this English, and it is no translation: small words that tell nothing of a job are left out, and
what the glossary does not hold stands as it was written. Every letter knows where it came from, so that a span of the text leads to the
customer's own words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from handlet.drafting.engine.matching.lexicon import unmarked
from handlet.drafting.engine.reading.language import small_words
from handlet.drafting.engine.reading.sources import Source

# Letters with the vowel signs and points that the scripts of India and the Arabic one write beside them.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0970-\u0dff])+")
_DECIMAL = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")
# What stands between two sides: “5 m na 4 m”.
_BY = re.compile(r"(?<=[\dmsмo]) (?P<by>na|por|per|par|pe|sur|su|на|wrth)(?= \d)", re.I)
_SEVERAL = re.compile(r"(?P<one>.*?)(?:\((?P<many>\w+(?: \w+)*)\))?")
_APOSTROPHE = re.compile(r"(?<=[^\W\d])['’](?=[^\W\d])")
_GAP = re.compile(r"[ '-]*|\. ?")
# A figure above one before a word: several of it. What ends that.
_MANY = re.compile(r"(?<![\d.])(?!1\b)\d{1,3} $")
_ENDS = re.compile(r"[.,;!?\n]")
_JOINS = frozenset("and also with but".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve fourteen fifteen twenty both".split())
_JOINED_UNITS = frozenset(("mp", "mq"))
_ANY = "*"

# The first letter of a Welsh word gives way to the word before it: “gegin” and “chegin” are a “cegin”.
_MUTATED: Mapping[str, Sequence[str]] = {
    "ngh": ("c",), "mh": ("p",), "nh": ("t",), "ng": ("g",), "ch": ("c",), "ph": ("p",), "th": ("t",), "dd": ("d",), "b": ("p",),
    "d": ("t",), "g": ("c",), "f": ("b", "m"), "l": ("ll",), "r": ("rh",), "m": ("b",), "n": ("d",),
}  # fmt: skip
# What an apostrophe has cut off: “l’office”, “teilsio’r”.
_ALONE = {"fr": "lnsjdc", "it": "lc", "cy": "rn"}
# What Arabic writes together with the word behind it: the, and, for, with.
_JOINED_ARABIC = re.compile(r"^(?:و|ف)?(?:ال|لل|بال|ل|ب)?(?=\w{3})")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase of one language, word by word (with any ending where `open`), its English, and what several of it are called: empty
    for what is no thing."""

    words: Sequence[tuple[str, bool]]
    english: str
    several: str

    def fits(self, said: Sequence[Collection[str]]) -> bool:
        """Whether the words said, each with what it may be a form of, are this phrase."""
        return len(said) >= len(self.words) and all(
            any(form.startswith(word) if open_ else form == word for form in forms)
            for forms, (word, open_) in zip(said, self.words, strict=False)
        )

    @property
    def length(self) -> tuple[int, int]:
        """The longer of two entries that fit is taken; a whole word before the same one with any ending."""
        return len(self.words), sum(2 * len(word) + (not open_) for word, open_ in self.words)


@cache
def _glossary() -> Mapping[str, Mapping[str, Sequence[_Entry]]]:
    """By language and the first letter of the first word, the longest entries first."""
    found: dict[str, dict[str, list[_Entry]]] = {}
    for line in (resources.files(__package__) / "glossary.txt").read_text("utf-8").splitlines():
        english, colon, columns = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        one, many = _SEVERAL.fullmatch(english.strip()).group("one", "many")  # type: ignore[union-attr]
        for column in columns.split("|"):
            language, *phrases = column.split()
            for phrase in phrases:
                words = [(_plain(word), part.endswith(_ANY)) for part in _parts(phrase) for word in _WORD.findall(part)]  # fmt: skip
                if words:
                    found.setdefault(language, {}).setdefault(words[0][0][0], []).append(
                        _Entry(words, one, f"{one}{many}" if many and len(many) < 3 else many or "")
                    )
    return {
        language: {
            first: sorted(entries, key=lambda one: one.length, reverse=True) for first, entries in by_first.items()
        }
        for language, by_first in found.items()
    }


def _parts(phrase: str) -> Sequence[str]:
    return re.split(r"[_'’-]", phrase)


def read_in(language: str) -> str:
    """The language in which a message is read that is written in this one (ISO 639-1): English where the glossary holds it."""
    return "en" if language in _glossary() else language


def in_english(source: Source, language: str) -> Source:
    """The source with its text in English words; the same where the language is English or none of the glossary."""
    entries = _glossary().get(language)
    if entries is None:
        return source
    text = _APOSTROPHE.sub(" ", _DECIMAL.sub(".", source.text))
    sides = {by.start("by") for by in _BY.finditer(text)}
    written: list[str] = []
    origin: list[int] = []
    forwarded = -1
    done = 0

    def keep(end: int) -> None:
        written.append(text[done:end])
        origin.extend(source.origin[done:end])

    for start, end, english in _read(text, entries, language, sides):
        keep(start)
        if forwarded < 0 <= start - source.forwarded:
            forwarded = len(origin)
        word = english[:1].upper() + english[1:] if text[start].isupper() else english
        written.append(word)
        # The letters of the English word stand for the whole of the word that was written.
        at = source.origin[start:end]
        origin.extend(at[min(n, len(at) - 1)] if n < len(word) - 1 else at[-1] for n in range(len(word)))
        done = end
    keep(len(text))
    made = "".join(written)
    return replace(
        source, text=made, full=made, origin=tuple(origin), forwarded=len(made) if forwarded < 0 else forwarded
    )


def _read(
    text: str, entries: Mapping[str, Sequence[_Entry]], language: str, sides: Collection[int]
) -> Iterator[tuple[int, int, str]]:
    """Places of the words that are put into English, in order, and the English; empty for small words."""
    small, letters = small_words(language), _ALONE.get(language, "")
    found = list(_WORD.finditer(text))
    forms = [_forms(one.group(), language) for one in found]
    at = end = 0
    several = False
    while at < len(found):
        between = text[end : found[at].start()]
        several = bool(_MANY.search(between)) or (several and not _ENDS.search(between))
        start, end = found[at].span()
        if start in sides:
            yield start, end, "by"
            at += 1
            continue
        if text[end : end + 1].isdigit() or (text[max(0, start - 1) : start].isdigit() and not forms[at] & _JOINED_UNITS):  # fmt: skip
            # Of a postcode, or of a name with figures.
            at += 1
            continue
        near = [at, *(n for n in range(at + 1, min(at + 5, len(found))) if _goes_on(text, found, at, n))]
        entry = _longest(entries, [forms[n] for n in near])
        if entry is None and (pair := _of_two(found[at].group(), language)):
            entry = _longest(entries, [pair])
            if entry is not None and entry.several:
                # The adjective behind a dual stands in the dual too.
                english = entry.several if several else f"two {entry.several}"
                yield start, end, f"and {english}" if _is_led_by_and(forms[at], entry, language) else english
                several = True
                at += 1
                continue
        if entry is not None:
            end = found[near[len(entry.words) - 1]].end()
            led = _is_led_by_and(forms[at], entry, language)
            several = several and not led and entry.english not in _JOINS
            english = entry.several if several and entry.several else entry.english
            yield start, end, f"and {english}" if led else english
            several = entry.english in _NUMBERS or (several and not entry.several)
            at = near[len(entry.words) - 1] + 1
            continue
        low = found[at].group().lower()
        if low in small or low in letters:
            yield start, end, ""
        at += 1


def _longest(entries: Mapping[str, Sequence[_Entry]], said: Sequence[Collection[str]]) -> _Entry | None:
    fitting = (entry for form in sorted(said[0]) for entry in entries.get(form[:1], ()) if entry.fits(said))
    return max(fitting, key=lambda entry: entry.length, default=None)


def _is_led_by_and(forms: Collection[str], entry: _Entry, language: str) -> bool:
    """Whether an Arabic word begins with an “and” that is written together with it."""
    word = max(forms, key=len)
    return language == "ar" and word[0] == "و" and entry.words[0][0][0] != "و"


def _of_two(word: str, language: str) -> Collection[str]:
    """What the word is of which this one is the dual; empty where it is none."""
    plain = _plain(word)
    if language != "ar" or len(plain) < 4 or not plain.endswith("ين"):
        return ()
    return {form for stem in (plain[:-2], f"{plain[:-3]}ة") for form in _forms(stem, language)}


def _goes_on(text: str, found: Sequence[re.Match[str]], first: int, last: int) -> bool:
    """Whether only blanks, hyphens and apostrophes part the words from the first to the last."""
    return all(_GAP.fullmatch(text[found[n].end() : found[n + 1].start()]) for n in range(first, last))


def _plain(word: str) -> str:
    """In small letters and without marks, which phones leave out; a word of one letter is another word with them (“e”, “è”)."""
    low = word.lower()
    return unmarked(low) if len(low) > 1 else low


def _forms(word: str, language: str) -> frozenset[str]:
    """What a word may be a form of: itself without its marks, and what it is without letters that its place gave it."""
    plain = _plain(word)
    found = {plain}
    if language == "cy" and len(plain) > 3:
        for head, firsts in _MUTATED.items():
            if plain.startswith(head):
                found |= {first + plain[len(head) :] for first in firsts}
        if plain[0] in "aeiourlwy":
            found.add("g" + plain)
    elif language == "ar":
        found.add(_JOINED_ARABIC.sub("", plain))
    return frozenset(found)
