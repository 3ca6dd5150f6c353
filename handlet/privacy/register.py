"""The register of processing: what is held, about whom, why, by which right, how long, and how it goes.

Plain frozen data, assembled from each room's `personal_data.py` without touching a model. Two roles are kept apart: for
accounts and security the operator decides (controller); for customers' messages and quotes the business does, and the
operator acts on its instruction (processor). Held to the live database catalogue by `tests/architecture/test_register.py`.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache

from django.apps import apps


@dataclass(frozen=True, slots=True)
class LawfulBasis:
    """Article 6 UK GDPR. article: `6(1)(a)` … `6(1)(f)`, or `instruction` for what is done as a processor.

    consent_scope: for (a), which consent, and so where it is withdrawn. assessment: for (f), the balance in a sentence.
    """

    article: str
    consent_scope: str = ""
    assessment: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProcessingActivity:
    """One purpose. role: `controller` or `processor`, as seen from the operator."""

    key: str
    title: str
    why: str
    role: str
    basis: LawfulBasis
    heading: str
    objectable: bool = False
    solely_automated: bool = False


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """starts: the event. period: ISO 8601, or `account` (while the account lives). action: delete, shred, keep."""

    key: str
    data: str
    starts: str
    period: str
    action: str
    because: str


@dataclass(frozen=True, slots=True)
class Field:
    """One column that holds personal data. erase: how it goes. sealed: ciphertext at rest."""

    table: str
    column: str
    what: str
    activity: str
    retention: str
    erase: str
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """One column that holds none, and why that is so."""

    table: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who else gets data. trains_on_data must be False."""

    key: str
    name: str
    why: str
    where: str
    trains_on_data: bool = False


@dataclass(frozen=True, slots=True)
class Declarations:
    """What one room declares."""

    activities: Sequence[ProcessingActivity] = ()
    retention: Sequence[RetentionRule] = ()
    fields: Sequence[Field] = ()
    not_personal: Sequence[NotPersonal] = ()
    recipients: Sequence[Recipient] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that all rooms declare."""

    activities: Mapping[str, ProcessingActivity] = field(default_factory=dict)
    retention: Mapping[str, RetentionRule] = field(default_factory=dict)
    fields: Sequence[Field] = ()
    not_personal: Sequence[NotPersonal] = ()
    recipients: Sequence[Recipient] = ()

    def columns(self) -> set[tuple[str, str]]:
        """Every declared (table, column)."""
        personal_ones = {(row.table, row.column) for row in self.fields}
        return personal_ones | {(row.table, row.column) for row in self.not_personal}


def personal(
    table: str, activity: str, retention: str, erase: str, *, plain: Mapping[str, str] | None = None, **sealed: str
) -> list[Field]:
    """Fields of one table with the same purpose and period. Keywords are sealed columns, `plain` are not; values say what."""
    rows = [Field(table, column, what, activity, retention, erase, sealed=True) for column, what in sealed.items()]
    rows += [Field(table, column, what, activity, retention, erase) for column, what in (plain or {}).items()]
    return rows


def impersonal(table: str, reason: str, columns: str) -> list[NotPersonal]:
    """Columns of one table that hold nothing about a person by themselves, for one reason."""
    return [NotPersonal(table, column, reason) for column in columns.split()]


@lru_cache(maxsize=1)
def assemble() -> Register:
    """The whole register, from every installed room that declares."""
    activities: dict[str, ProcessingActivity] = {}
    retention: dict[str, RetentionRule] = {}
    fields: list[Field] = []
    not_personal: list[NotPersonal] = []
    recipients: list[Recipient] = []
    for config in apps.get_app_configs():
        if not config.name.startswith("handlet."):
            continue
        try:
            declared: Declarations = importlib.import_module(f"{config.name}.personal_data").DECLARATIONS
        except ModuleNotFoundError as error:
            if error.name != f"{config.name}.personal_data":
                raise
            continue
        activities |= {row.key: row for row in declared.activities}
        retention |= {row.key: row for row in declared.retention}
        fields += declared.fields
        not_personal += declared.not_personal
        recipients += declared.recipients
    return Register(activities, retention, fields, not_personal, recipients)


def problems(register: Register) -> list[str]:
    """Rules that the declarations must keep, as sentences; empty when all hold."""
    found = []
    for activity in register.activities.values():
        basis, name = activity.basis, activity.key
        if activity.role == "processor" and basis.article != "instruction":
            found.append(f"{name}: a processor has no basis of its own, only the instruction.")
        if activity.role == "controller" and not basis.article.startswith("6(1)("):
            found.append(f"{name}: a controller needs a basis in Article 6.")
        if basis.article == "6(1)(a)" and not basis.consent_scope:
            found.append(f"{name}: consent needs a scope, so that it can be withdrawn.")
        if basis.article == "6(1)(f)" and not basis.assessment:
            found.append(f"{name}: legitimate interest needs its assessment.")
        if activity.solely_automated:
            found.append(f"{name}: nothing here decides about people by itself.")
    for row in register.fields:
        if row.activity not in register.activities:
            found.append(f"{row.table}.{row.column}: the activity {row.activity} is not declared.")
        if row.retention not in register.retention:
            found.append(f"{row.table}.{row.column}: the retention rule {row.retention} is not declared.")
    found += [f"{row.table}.{row.column}: says no reason." for row in register.not_personal if not row.reason.strip()]
    found += [f"{row.key}: trains on data." for row in register.recipients if row.trains_on_data]
    declared = [(row.table, row.column) for row in register.fields]
    declared += [(row.table, row.column) for row in register.not_personal]
    found += [
        f"{table}.{column}: declared twice."
        for table, column in sorted(set(declared))
        if declared.count((table, column)) > 1
    ]
    return found


def digest() -> str:
    """SHA-256 of the register: the version that certificates and packages name."""
    register = assemble()
    plain = {
        "activities": [asdict(row) for row in register.activities.values()],
        "retention": [asdict(row) for row in register.retention.values()],
        "fields": [asdict(row) for row in register.fields],
        "recipients": [asdict(row) for row in register.recipients],
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
