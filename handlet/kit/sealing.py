"""Model fields whose content is ciphertext at rest, each row under the data key that it names.

A box is `version (1 byte) · key id (16) · nonce (12) · ciphertext and tag`. Its context binds it to field, row and
key, so a box copied to another row or column does not open. Field ids are given by hand and never change: a renamed
column must still open.

`kit` knows no keys. The room that does (`privacy.keyring`) hands over a `KeySource` when the process starts.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django.db import models

from handlet.kit import encryption

VERSION = b"\x01"
T = TypeVar("T")


class KeyGone(Exception):
    """The data key was destroyed: the person was erased, and this content with them."""


class KeySource(Protocol):
    def key_bytes(self, key_id: uuid.UUID) -> bytes:
        """The plain key. Raises KeyGone."""

    def key_for(self, business_id: uuid.UUID, subject_kind: str, subject_id: uuid.UUID) -> uuid.UUID:
        """The id of the subject's data key, made on first use."""


class _NoKeys:
    def key_bytes(self, key_id: uuid.UUID) -> bytes:
        raise RuntimeError("No key source is set: handlet.privacy must be installed.")

    def key_for(self, business_id: uuid.UUID, subject_kind: str, subject_id: uuid.UUID) -> uuid.UUID:
        raise RuntimeError("No key source is set: handlet.privacy must be installed.")


_source: KeySource = _NoKeys()


def use_keys(source: KeySource) -> None:
    global _source
    _source = source


def key_for(business_id: uuid.UUID, subject_kind: str, subject_id: uuid.UUID) -> uuid.UUID:
    """The id of the data key of one subject of a business (`customer`, `business`, `raw_event`, …), made on first use."""
    return _source.key_for(business_id, subject_kind, subject_id)


def seal_bytes(key_id: uuid.UUID, plain: bytes, *, field_id: str, row_id: uuid.UUID) -> bytes:
    """A box for content that is no model field, such as a blob."""
    return (
        VERSION + key_id.bytes + encryption.seal(_source.key_bytes(key_id), plain, _context(field_id, row_id, key_id))
    )


def unseal_bytes(box: bytes, *, field_id: str, row_id: uuid.UUID) -> bytes:
    """What `seal_bytes` put in. Raises KeyGone, encryption.Unreadable."""
    box = bytes(box)
    if box[:1] != VERSION:
        raise encryption.Unreadable("This content has an unknown format.")
    key_id = uuid.UUID(bytes=box[1:17])
    return encryption.unseal(_source.key_bytes(key_id), box[17:], _context(field_id, row_id, key_id))


def _context(field_id: str, row_id: uuid.UUID, key_id: uuid.UUID) -> bytes:
    return field_id.encode() + b"\0" + row_id.bytes + key_id.bytes


class SealedModel(models.Model):
    """A row with sealed fields: `key_id` names the data key. No foreign key, because destroying a key must never wait for rows."""

    key_id = models.UUIDField(editable=False)

    class Meta:
        abstract = True


class _Box:
    """Ciphertext as it came from the database, not opened yet."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content


class _Opener:
    """Opens a box when the attribute is first read, and keeps the plain value for the life of the instance."""

    def __init__(self, field: _SealedField[Any]) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, _Box):
            plain = unseal_bytes(value.content, field_id=self.field.field_id, row_id=instance.pk)
            value = self.field.decode(plain)
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:

    class _Field(models.Field[T, T], Generic[T]):
        """Django's field, with its type."""

else:

    class _Field(models.Field, Generic[T]):
        """Django's field takes a type only where the stubs are; at run time it is plain."""


class _SealedField(_Field[T]):
    def __init__(self, *args: Any, field_id: str = "", **options: Any) -> None:
        self.field_id = field_id
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options["field_id"] = self.field_id
        return name, path, args, options

    def get_internal_type(self) -> str:
        return "BinaryField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return self.empty()
        return _Box(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or value == self.empty():
            return None
        if isinstance(value, _Box):
            return value.content
        key_id: uuid.UUID = model_instance.key_id  # type: ignore[attr-defined]
        return seal_bytes(key_id, self.encode(value), field_id=self.field_id, row_id=model_instance.pk)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        # A migration that adds the column writes its default into the rows that are there: nothing needs no key.
        return super().get_db_prep_save(None if value == self.empty() else value, connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, bytes):
            raise TypeError(
                f"{self.attname} is sealed: set it on the instance and save it, it cannot be queried or bulk-updated."
            )
        return value

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("Sealed content is not serialised; the export of handlet.privacy is the way.")

    def empty(self) -> Any:
        raise NotImplementedError

    def encode(self, value: T) -> bytes:
        raise NotImplementedError

    def decode(self, plain: bytes) -> T:
        raise NotImplementedError


class SealedTextField(_SealedField[str]):
    """Text. Stored NULL when empty."""

    def __init__(self, *args: Any, field_id: str = "", **options: Any) -> None:
        options["null"] = True
        options.setdefault("default", "")
        super().__init__(*args, field_id=field_id, **options)

    def empty(self) -> str:
        return ""

    def encode(self, value: str) -> bytes:
        return value.encode()

    def decode(self, plain: bytes) -> str:
        return plain.decode()


class SealedJSONField(_SealedField[Any]):
    """A JSON value (an object or a list). Stored NULL when None."""

    def __init__(self, *args: Any, field_id: str = "", **options: Any) -> None:
        options["null"] = True
        options.setdefault("default", None)
        super().__init__(*args, field_id=field_id, **options)

    def empty(self) -> None:
        return None

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, plain: bytes) -> Any:
        return json.loads(plain)
