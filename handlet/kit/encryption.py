"""AES-256-GCM boxes, key derivation and keyed hashes. Knows no tables and no keys: both are handed in."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


class Unreadable(Exception):
    """The box was altered, stands in another place than it was made for, or belongs to another key."""


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Nonce and ciphertext with tag. `context` is authenticated, not stored: give the same to `unseal`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(key: bytes, box: bytes, context: bytes) -> bytes:
    """The plain bytes. Raises Unreadable."""
    try:
        return AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("This content cannot be opened with its key.") from error


def derive(key: bytes, purpose: str) -> bytes:
    """A key of its own for one purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def keyed_hash(key: bytes, value: str) -> bytes:
    """HMAC-SHA256 of a normalised text, 32 bytes: to match a value that is nowhere stored in plain."""
    return hmac.new(key, value.encode(), hashlib.sha256).digest()


def digest(value: bytes) -> str:
    """SHA-256 as lower-case hex."""
    return hashlib.sha256(value).hexdigest()
