"""The register as the public pages show it."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from handlet.privacy import register
from handlet.web.ui.contexts.privacy import Recipient, Register, RegisterGroup, RegisterRow

NO_CONTACT = (
    "the operator of this installation, who has not named a contact yet; your own business can always be asked first"
)


def register_page() -> Register:
    """Groups by heading, with who decides, and a contact that is never empty."""
    assembled = register.assemble()
    groups: dict[str, list[RegisterRow]] = {}
    roles: dict[str, str] = {}
    for activity in assembled.activities.values():
        fields = [row for row in assembled.fields if row.activity == activity.key]
        kept = {assembled.retention[row.retention].period for row in fields if row.retention in assembled.retention}
        groups.setdefault(activity.heading, []).append(
            RegisterRow(
                data=activity.title,
                purpose=activity.why,
                basis=activity.basis.article,
                kept=", ".join(sorted(kept)),
                who=activity.role,
                examples=", ".join(dict.fromkeys(row.what for row in fields)),
            )
        )
        roles[activity.heading] = activity.role
    return Register(
        version=register.digest()[:12],
        updated=date(2026, 11, 24),
        operator=settings.HANDLET_OPERATOR_NAME or "the operator of this installation",
        contact=settings.HANDLET_OPERATOR_CONTACT or NO_CONTACT,
        groups=[RegisterGroup(heading, roles[heading], rows) for heading, rows in groups.items()],
        recipients=[Recipient(row.name, row.why, row.where) for row in assembled.recipients],
        regulator=settings.HANDLET_REGULATOR_NAME,
        regulator_url=settings.HANDLET_REGULATOR_URL,
    )
