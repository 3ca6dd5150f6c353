"""The register as the public pages show it."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from handlet.privacy import register
from handlet.web.ui.contexts.privacy import Recipient, Register, RegisterGroup, RegisterRow

NO_CONTACT = (
    "the operator of this installation, who has not named a contact yet; your own business can always be asked first"
)


# How long a rule keeps, shortest first, as the privacy centre says it too.
PERIODS = {
    "P1D": "1 day",
    "P7D": "7 days",
    "P30D": "30 days",
    "P90D": "90 days",
    "P12M": "12 months",
    "P6Y": "6 years",
    "account": "While the account lives",
}
BASES = {
    "6(1)(a)": "Consent",
    "6(1)(b)": "A contract",
    "6(1)(c)": "A duty in law",
    "6(1)(f)": "Legitimate interests",
    "instruction": "The business’s instruction",
}
ROLES = {"controller": "Whoever runs this Handlet", "processor": "The business"}


def _kept(periods: set[str]) -> str:
    """“7 days, 12 months”, shortest first; some of the data is kept for the one time, some for the other."""
    said = ", ".join(words for period, words in PERIODS.items() if period in periods)
    return said[:1] + said[1:].replace("While", "while")


def _basis(article: str) -> str:
    words = BASES.get(article, article)
    return f"{words} (Article {article})" if article.startswith("6") and words != article else words


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
                basis=_basis(activity.basis.article),
                kept=_kept(kept),
                who=ROLES.get(activity.role, activity.role),
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
