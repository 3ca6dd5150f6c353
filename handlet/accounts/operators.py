"""Who may see the page of the operator (`/operator`): counts, states and times, never anybody's words."""

from __future__ import annotations

from collections.abc import Sequence

from handlet.accounts.models import User


class NoSuchAccount(Exception):
    """str(error): a sentence for the terminal."""


def all_of_them() -> Sequence[User]:
    return list(User.objects.filter(is_operator=True).order_by("email"))


def appoint(*, email: str) -> User:
    """Raises NoSuchAccount. Whoever is one already stays one."""
    return _mark(email, is_operator=True)


def dismiss(*, email: str) -> User:
    """Raises NoSuchAccount. The account itself stays as it is."""
    return _mark(email, is_operator=False)


def _mark(email: str, *, is_operator: bool) -> User:
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise NoSuchAccount("Nobody has an account with this address. They sign up first.")
    found.is_operator = is_operator
    found.save(update_fields=["is_operator"])
    return found
