"""The forms of sign-up and sign-in (django-allauth) in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.forms import Field

_LABELS = {
    "Email": "Email address",
    "Current Password": "Current password",
    "New Password": "New password",
    "New Password (again)": "New password, once more",
}
_LENGTH = "At least 10 characters. Three or four unrelated words work well."


class _InOurWords:
    """A form of allauth’s whose labels and refusals read like those of our own forms."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = label = _LABELS.get(str(field.label), str(field.label))
            field.error_messages["required"] = f"“{label}” is empty. Please fill it in."
            field.error_messages["invalid"] = f"“{label}” is not complete, for example name@example.com."
            if name in ("oldpassword", "password2"):
                field.help_text = ""
            elif name in ("password1", "password") and field.help_text:
                field.help_text = _LENGTH


class SignIn(_InOurWords, forms.LoginForm):  # type: ignore[misc]
    pass


class SignUp(_InOurWords, forms.SignupForm):  # type: ignore[misc]
    pass


class ChangePassword(_InOurWords, forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class ForgottenPassword(_InOurWords, forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class NewPassword(_InOurWords, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class AnotherAddress(_InOurWords, forms.AddEmailForm):  # type: ignore[misc]
    pass
