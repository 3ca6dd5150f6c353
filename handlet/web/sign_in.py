"""How sign-up and sign-in (django-allauth) are fitted to us."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils import timezone

from handlet.accounts.models import User


class NameForm(forms.Form):
    """What sign-up asks besides address and password."""

    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That address and that password do not go together. Check both, or set a new password.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again or set a new password.",
    }

    def new_user(self, request: HttpRequest) -> User:
        return User(date_joined=timezone.now())

    def get_client_ip(self, request: HttpRequest) -> str:
        """The cut address: it feeds the list of sessions. (Limits by whole address are ours, before this.)"""
        return str(request.META.get("REMOTE_ADDR", ""))

    def send_account_already_exists_mail(self, email: str) -> None:
        """A new account takes the time of hashing its password; so does an address that has one, or the time would tell."""
        make_password(email)
        super().send_account_already_exists_mail(email)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People sign in with their address."""
