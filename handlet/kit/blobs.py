"""Sealed files: raw mail, attachments, photos, documents. One folder, files named by id, content always ciphertext."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from django.conf import settings

from handlet.kit import sealing


class BlobMissing(Exception):
    """The file is not there: erased, or the folder was not restored with the database."""


def put(blob_id: uuid.UUID, plain: bytes, *, key_id: uuid.UUID, field_id: str) -> None:
    """Store durably (written aside, synced, then renamed) before returning, so that a row never names a half-written file."""
    target = _path(blob_id)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".part")
    box = sealing.seal_bytes(key_id, plain, field_id=field_id, row_id=blob_id)
    with aside.open("wb") as file:
        file.write(box)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(target)


def get(blob_id: uuid.UUID, *, field_id: str) -> bytes:
    """The plain bytes. Raises BlobMissing, sealing.KeyGone, encryption.Unreadable."""
    try:
        box = _path(blob_id).read_bytes()
    except FileNotFoundError as error:
        raise BlobMissing(f"The stored file {blob_id} is missing.") from error
    return sealing.unseal_bytes(box, field_id=field_id, row_id=blob_id)


def delete(blob_id: uuid.UUID) -> bool:
    """True where there was a file."""
    try:
        _path(blob_id).unlink()
    except FileNotFoundError:
        return False
    return True


def exists(blob_id: uuid.UUID) -> bool:
    return _path(blob_id).exists()


def _path(blob_id: uuid.UUID) -> Path:
    # The last byte of a UUIDv7 is random; its first bytes are the time and would fill one folder at a time.
    name = blob_id.hex
    return Path(settings.HANDLET_DATA) / "blobs" / name[-2:] / name
