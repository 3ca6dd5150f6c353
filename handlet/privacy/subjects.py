"""A person, or a whole business, named by kind and id: never by a foreign key, so that a receipt can outlive the row."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """kind: `customer` (a person known to a business) or `business` (everything of it, when an account is deleted)."""

    kind: str
    id: uuid.UUID
    business_id: uuid.UUID
