"""The register against the live catalogue: every column of every table is declared, ours and the libraries'."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from handlet.kit.sealing import SealedJSONField, SealedTextField
from handlet.privacy import register
from handlet.privacy.register import LawfulBasis, NotPersonal, Recipient, Register

pytestmark = pytest.mark.architecture

CATALOGUE = """
    SELECT c.relname, a.attname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
"""


def differences(columns: Iterable[tuple[str, str]], declared: set[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Columns that nobody declared, and declarations of columns that are not there."""
    there = set(columns)
    return (
        sorted(f"{table}.{column}" for table, column in there - declared),
        sorted(f"{table}.{column}" for table, column in declared - there),
    )


def test_every_column_is_declared_and_every_declaration_is_a_column(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE)
        columns = [(row[0], row[1]) for row in cursor.fetchall()]
    assert len(columns) > 250
    assert differences(columns, register.assemble().columns()) == ([], [])


def test_a_new_column_and_a_new_table_are_named(db: None) -> None:
    with psycopg.connect(os.environ["HANDLET_OWNER_DATABASE_URL"]) as owner:
        owner.execute("ALTER TABLE customers_customer ADD COLUMN shoe_size text")
        owner.execute("CREATE TABLE customers_secret (id uuid, words text)")
        columns = [(str(row[0]), str(row[1])) for row in owner.execute(CATALOGUE).fetchall()]
        owner.rollback()
    undeclared, missing = differences(columns, register.assemble().columns())
    assert undeclared == ["customers_customer.shoe_size", "customers_secret.id", "customers_secret.words"]
    assert missing == []


def test_a_declaration_that_is_dropped_is_missed(db: None) -> None:
    whole = register.assemble()
    less = {pair for pair in whole.columns() if pair != ("customers_customer", "name")}
    assert differences(whole.columns(), less) == (["customers_customer.name"], [])


def test_every_sealed_field_is_declared_sealed_and_nothing_else_is() -> None:
    sealed = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField | SealedJSONField)
    }
    declared = {(row.table, row.column) for row in register.assemble().fields if row.sealed}
    assert declared == sealed


def test_the_declarations_keep_the_rules() -> None:
    assert register.problems(register.assemble()) == []


def _activity(whole: Register, key: str, **changes: Any) -> Register:
    changed = replace(whole.activities[key], **changes)
    return replace(whole, activities={**whole.activities, key: changed})


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda whole: _activity(whole, "messages", basis=LawfulBasis("6(1)(b)")), "only the instruction"),
        (lambda whole: _activity(whole, "account", basis=LawfulBasis("because")), "a basis in Article 6"),
        (lambda whole: _activity(whole, "connect", basis=LawfulBasis("6(1)(a)")), "consent needs a scope"),
        (lambda whole: _activity(whole, "security", basis=LawfulBasis("6(1)(f)")), "needs its assessment"),
        (lambda whole: _activity(whole, "drafts", solely_automated=True), "decides about people"),
        (lambda whole: replace(whole, fields=[replace(whole.fields[0], activity="x")]), "activity x is not declared"),
        (lambda whole: replace(whole, fields=[replace(whole.fields[0], retention="x")]), "rule x is not declared"),
        (lambda whole: replace(whole, not_personal=[NotPersonal("t", "c", " ")]), "says no reason"),
        (lambda whole: replace(whole, recipients=[Recipient("r", "", "", "", trains_on_data=True)]), "trains on data"),
        (lambda whole: replace(whole, fields=[whole.fields[0], whole.fields[0]]), "declared twice"),
    ],
)
def test_each_rule_fails_when_it_is_broken(break_it: Callable[[Register], Register], says: str) -> None:
    assert any(says in problem for problem in register.problems(break_it(register.assemble())))
