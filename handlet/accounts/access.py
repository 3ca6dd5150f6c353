"""The door: the only way a page or the API gets hold of a tenant's object. A stranger and a mistake get the same answer.

Each room adds its own typed functions on top of `of_business`; see `inbox.access`.
"""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet

from handlet.accounts.models import Membership

M = TypeVar("M", bound=Model)


class NotHere(Exception):
    """No such object for this member: whether it exists elsewhere is not told."""


class ReadsOnly(Exception):
    """The member may look but not change."""


def of_business(member: Membership, rows: QuerySet[M], id: uuid.UUID | str) -> M:
    """The one row with this id that belongs to the member's business. Raises NotHere."""
    try:
        return rows.get(pk=id, business_id=member.business_id)
    except (ObjectDoesNotExist, ValidationError, ValueError) as error:
        raise NotHere("There is nothing at this address.") from error


def to_change(member: Membership) -> Membership:
    """The member, who may change things. Raises ReadsOnly."""
    if member.role == Membership.Role.READER:
        raise ReadsOnly("You can look at this business but not change it. Ask its owner for more.")
    return member


def to_own(member: Membership) -> Membership:
    """The member, who owns the business. Raises ReadsOnly."""
    if member.role != Membership.Role.OWNER:
        raise ReadsOnly("Only the owner of the business can do this.")
    return member
