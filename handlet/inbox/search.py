"""Search without a plain word at rest: word stems, hashed under a key of the business, in an indexed array."""

from __future__ import annotations

import re
import threading
import unicodedata
import uuid
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer
from django.db import connection

from handlet.accounts.tenancy import current_business
from handlet.inbox.models import Message, SearchEntry
from handlet.kit import encryption
from handlet.privacy import keyring

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
MOST_STEMS = 4000
_local = threading.local()


def index(message: Message, names: Iterable[str] = ()) -> None:
    """Make the message findable by its words, its subject, and the names and addresses given."""
    text = "\n".join([message.subject, message.text, *names])
    key = keyring.search_key(message.business_id)
    hashes = sorted({_hashed(key, stem) for stem in stems(text)})[:MOST_STEMS]
    SearchEntry.objects.update_or_create(
        message=message,
        defaults={"business_id": message.business_id, "conversation_id": message.conversation_id, "stems": hashes},
    )


def find(query: str, most: int = 100) -> list[uuid.UUID]:
    """Conversations that hold every word of the query, newest message first. Needs a transaction of the business."""
    key = keyring.search_key(current_business())
    wanted = [_hashed(key, stem) for stem in stems(query)]
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT conversation_id FROM handlet_search(%s::bigint[], %s)", [wanted, most])
        rows = cursor.fetchall()
    return list(dict.fromkeys(row[0] for row in rows))


def stems(text: str) -> set[str]:
    """The stems of a text's words: folded in case and accents, English endings taken off, numbers whole.

    A phone number or a postcode is found with and without its spaces.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = [word.replace("’", "'").removesuffix("'s") for word in WORD.findall(plain)]
    found = {_stem(word) for word in words}
    found |= {
        "".join(match.split())
        for match in re.findall(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|\+?\d[\d ]{8,14}\d\b", plain)
    }
    return {word[:40] for word in found if word}


def _hashed(key: bytes, stem: str) -> int:
    return int.from_bytes(encryption.keyed_hash(key, stem)[:8], "big", signed=True)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """People use few words, again and again; the stemmer is slow."""
    stem: str = _stemmer().stemWord(word[:60])
    return stem


def _stemmer() -> snowballstemmer.stemmer:
    # The stemmer keeps state while it works, so each thread has its own.
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("english")
    return _local.stemmer
