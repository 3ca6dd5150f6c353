"""Before words leave the house: people, phones, mails, streets, postcodes, numbers and plates become tokens.

An allow-list, not a hunt for names: a word leaves only if it is an ordinary word of this trade's talk (`vocabulary.txt`), of
the business's own list, or a small figure. Whatever else a customer writes, a name in lower case or in a language we do not
read, becomes a token. What a token stands for is held in the memory of one request and nowhere else.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from handlet.drafting.engine.guard.ledger import SPECIAL
from handlet.drafting.engine.reading import flags
from handlet.drafting.engine.reading.sources import sources_of
from handlet.drafting.port import Enquiry
from handlet.kit.html_cleaning import without_invisible
from handlet.privacy.permission import Permission


class UnknownToken(Exception):
    """A token came back that was never given out, or was altered on the way."""


_PATTERNS = (
    ("LINK", re.compile(r"\b(?:https?://|www\.)\S+", re.I)),
    ("MAIL", re.compile(r"[^\s@<>()\"',;:]+@[^\s@<>()\"',;:]+", re.I)),
    ("LINK", re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|co\.uk|org|net|uk|io|me|info|biz|shop|app|ly)\b\S*", re.I)),
    ("PLACE", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[A-Z]{2}\b", re.I)),
    ("INSURANCE", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.I)),
    ("PLATE", re.compile(r"\b(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-Z])\b")),
    ("PLATE", re.compile(r"\b[a-z]{2}\d{2}\s?[a-z]{3}\b(?<=\S)")),
    ("NUMBER", re.compile(r"(?<!\w)[+(]?\d(?:[\s().–-]{0,2}\d){5,}(?!\w)")),
    ("NUMBER", re.compile(r"\b(?=[A-Z0-9/-]*\d)(?=[A-Z0-9/-]*[A-Z/-])[A-Z0-9][A-Z0-9/-]{4,}\b", re.I)),
    ("NUMBER", re.compile(r"\b\d{5,}\b")),
    (
        "STREET",
        re.compile(
            r"\b(?:(?:flat|apartment|unit|plot|house|number|no\.?)\s+\d+\w?,?\s+)?(?:\d{1,4}\s?[a-z]?,?\s+)?"
            r"(?:[^\W\d_][\w'’-]*\s+){1,3}?(?:street|road|avenue|lane|drive|close|crescent|terrace|gardens?|grove|"
            r"court|place|square|mews|hill|way|rise|walk|view|row|park|st|rd|ave|ln|dr|cl|cres|gdns)\b\.?",
            re.I,
        ),
    ),
    ("STREET", re.compile(r"\b(?:flat|apartment|plot)\s+\d+\w?\b", re.I)),
)
_STREET_TYPE = re.compile(
    r"\b(?:street|road|avenue|lane|drive|crescent|terrace|grove|mews|rd|ave|cres|gdns)\b\.?$", re.I
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TOKEN = re.compile(r"\[([A-Z]+)_(\d+)_([0-9a-f]{6})\]")
_TOKEN_LIKE = re.compile(r"\[[A-Z]+_|_[0-9a-f]{6}\]|[0-9a-f]{6}\]")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*\n?|\n")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?:]\s+|\n\s*)$")
_FREE = frozenset(
    "i a x m ft mm cm sqm kw vat ok ta pls asap am pm eve monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december christmas easter led diy uk".split()
)
# Names that are words as well: a capital makes them a name, wherever they stand.
_ALSO_WORDS = frozenset(
    "will mark rose grant bill rob jack pat art hope grace joy dawn may june april august summer amber ruby pearl ivy holly hazel "
    "olive daisy lily heather iris violet robin jay dale glen cliff miles frank ernest earnest drew chase hunter mason carter "
    "cooper taylor baker cook fisher gardener green brown black white gray grey wood woods stone hill hall banks field fields "
    "brook brooks bush reed reeves marsh lake pond waters bishop pope king prince knight page price young long short small "
    "little sharp swift bright day winter frost snow wall walls gates post chambers carpenter plumber mason tyler slater".split()
)
_NEEDS = (
    (re.compile(r"\blow[- ]?(?:odou?r|voc)\b|\bfragrance|\bsmell of paint|\bodou?rless", re.I), "asks for low-odour products"),
    (re.compile(r"\bring (?:the bell )?(?:twice|loud|long)|\bknock (?:hard|loud)|\btext instead", re.I), "asks for a loud ring"),
    (re.compile(r"\bstep[- ]free|\bramp|\bgrab rail|\bhand ?rail|\bwet ?room|\bwalk[- ]in", re.I), "asks for easy access"),
    (re.compile(r"\bmasks?\b|\bdistance\b|\bgloves\b", re.I), "asks for care with hygiene"),
    (re.compile(r"\bquiet|\bnoise|\bnois", re.I), "asks for little noise"),
    (re.compile(r"\b(?:hot water|heating|warm)\b", re.I), "needs heat and hot water"),
)  # fmt: skip


@cache
def vocabulary() -> frozenset[str]:
    """Ordinary words, in lower case. Made by `python -m handlet.drafting.language_model.vocabulary`."""
    text = (resources.files(__package__) / "vocabulary.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


class Mask:
    """Tokens of one request. `sealed` hides, `opened` brings back. Lives as long as the request and is never stored."""

    def __init__(self, *, ours: Iterable[str], people: Iterable[str]) -> None:
        """ours: texts of the business whose words may leave. people: names that never may, in any case of letters."""
        self._salt = secrets.token_hex(3)
        self._by_value: dict[str, str] = {}
        self._values: dict[str, str] = {}
        parts = {part for name in people for part in [name.strip(), *_WORD.findall(name)] if len(part) > 1}
        self._people = sorted(parts, key=len, reverse=True)
        named = {part.lower() for part in parts}
        words = {word.lower() for text in ours for word in _WORD.findall(text)}
        self._known = (vocabulary() | _FREE | words) - named

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is ordinary talk or the business's own, and nobody’s name."""
        return word in self._known

    def sealed(self, text: str) -> str:
        """The text without anything that tells who or where; private sentences replaced by the neutral need."""
        text = without_private(without_invisible(text).replace("[", "(").replace("]", ")"))
        for name in self._people:
            text = re.sub(
                rf"(?<!\w){re.escape(name)}(?!\w)", lambda m: self._token("PERSON", m.group()), text, flags=re.I
            )
        for kind, pattern in _PATTERNS:
            text = self._outside_tokens(
                text, lambda part, k=kind, p=pattern: p.sub(lambda m: self._street(k, m.group()), part)
            )
        return self._outside_tokens(text, self._words)

    def opened(self, text: str) -> str:
        """Tokens replaced by what they stand for. Raises UnknownToken."""

        def value(found: re.Match[str]) -> str:
            try:
                return self._values[found.group()]
            except KeyError:
                raise UnknownToken(found.group()) from None

        opened = _TOKEN.sub(value, text)
        if _TOKEN_LIKE.search(_TOKEN.sub("", text)) or self._salt in _TOKEN.sub("", text):
            raise UnknownToken("altered")
        return opened

    def shown(self, text: str) -> str:
        """As `opened`, for words that are only looked at: a token nobody gave becomes an ellipsis."""
        return _TOKEN_LIKE.sub("…", _TOKEN.sub(lambda found: self._values.get(found.group(), "…"), text))

    def _street(self, kind: str, words: str) -> str:
        """Ordinary words before “drive” or “hill” are no street: “pave the drive”, “up the hill”."""
        if kind == "STREET" and not re.search(r"\d", words) and not _STREET_TYPE.search(words):
            inner = [word.lower() for word in _WORD.findall(words)]
            if all(word in self._known for word in inner) and words.lower() == words:
                return words
        if kind == "STREET" and words.lower() == words and not re.search(r"\d", words):
            inner = [word.lower() for word in _WORD.findall(words)[:-1]]
            if all(word in ("the", "my", "our", "a", "this", "that", "front", "to", "on", "of") for word in inner):
                return words
        return self._token(kind, words)

    def _words(self, part: str) -> str:
        def judged(found: re.Match[str]) -> str:
            word = found.group()
            lower = word.lower().replace("’", "'")
            base = lower.removesuffix("'s")
            opens = bool(_SENTENCE_OPENS.search(part[: found.start()]))
            if word[:1].isupper() and base in _ALSO_WORDS and (not opens or base not in _FREE):
                return self._token("PERSON", word)
            if (
                all(piece in self._known for piece in (base.split("-") if "-" in base else [base]))
                or lower in self._known
            ):
                return word
            return self._token("WORD", word)

        return _WORD.sub(judged, part)

    def _token(self, kind: str, value: str) -> str:
        token = self._by_value.get(value)
        if token is None:
            token = f"[{kind}_{len(self._by_value) + 1}_{self._salt}]"
            self._by_value[value], self._values[token] = token, value
        return token

    def _outside_tokens(self, text: str, change: object) -> str:
        assert callable(change)
        done, at = [], 0
        for found in _TOKEN.finditer(text):
            done += [change(text[at : found.start()]), found.group()]
            at = found.end()
        done.append(change(text[at:]))
        return "".join(done)


def without_private(text: str) -> str:
    """Sentences on health, belief and the like taken out; what is needed because of it is said in neutral words."""
    kept = []
    for sentence in _SENTENCE.findall(text):
        if not is_private(sentence):
            kept.append(sentence)
            continue
        need = next((words for pattern, words in _NEEDS if pattern.search(sentence)), "")
        kept.append(f" ({need}) " if need else " ")
    left = "".join(kept)
    return "" if is_private(left) else left


def is_private(text: str) -> bool:
    return bool(flags.special_category(text) or flags.vulnerable(text) or SPECIAL.search(text))


def mask_for(enquiry: Enquiry, permission: Permission) -> Mask:
    """A mask that knows the people of this enquiry and the words of this business. The permission is the price of entry."""
    if not isinstance(permission, Permission):
        raise TypeError("Ask handlet.privacy.permission first.")
    facts = enquiry.business
    known = [str(value) for value in _leaves(enquiry.contact_known or {})]
    ours = [f"{row.name} {row.description} {row.unit}" for row in facts.pricelist]
    ours += [facts.trade, *facts.not_done]
    people = [enquiry.sender.name, enquiry.sender.email, enquiry.sender.phone, *known]
    return Mask(ours=ours, people=[*people, facts.owner, facts.name])


def seen_words(enquiry: Enquiry) -> list[str]:
    """What the customer newly wrote and a person can see, message by message; quoted mails and hidden text left out."""
    return [source.text[: source.forwarded].strip() for source in sources_of(enquiry) if source.own]


def _leaves(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, str) and len(value) > 1:
        yield value
