"""Identifiers. UUID version 7 (RFC 9562): sorted by time, so new rows land at the end of an index."""

from __future__ import annotations

import os
import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """A fresh UUIDv7 (48 bits of Unix milliseconds, 74 random bits). `uuid.uuid7` is newer than our oldest Python."""
    milliseconds = time.time_ns() // 1_000_000
    random_part = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76
    value |= (random_part >> 68) << 64 & (0xFFF << 64)
    value |= 0b10 << 62
    value |= random_part & ((1 << 62) - 1)
    return uuid.UUID(int=value)


def token(bits: int = 160) -> str:
    """An unguessable token for a link, URL-safe, of at least `bits` random bits."""
    return secrets.token_urlsafe((bits + 7) // 8)
