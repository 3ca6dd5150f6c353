"""The rooms: which way imports and foreign keys point, and who may read the clock."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

pytestmark = pytest.mark.architecture

ROOT = Path(__file__).resolve().parents[2]
# Higher rooms first; channels and customers stand side by side.
LAYERS = [
    {"config"},
    {"operations"},
    {"web"},
    {"drafting"},
    {"quoting"},
    {"inbox"},
    {"channels", "customers"},
    {"privacy"},
    {"accounts"},
    {"kit"},
]
HEIGHT = {room: -height for height, rooms in enumerate(LAYERS) for room in rooms}


def test_imports_point_down_and_channels_do_not_see_each_other() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def wrong_way(model_classes: list[type[models.Model]]) -> list[str]:
    """Foreign keys that point up or sideways: an import linter does not see one that is named by text."""
    found = []
    for model in model_classes:
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not isinstance(target, type) or field.auto_created or not field.concrete:
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here not in HEIGHT or there not in HEIGHT or here == there:
                continue
            if HEIGHT[there] >= HEIGHT[here]:
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


def test_foreign_keys_point_down() -> None:
    assert wrong_way(list(apps.get_models(include_auto_created=True))) == []


def test_the_foreign_key_check_sees_a_key_that_points_up() -> None:
    class Planted(models.Model):  # noqa: DJ008 - lives for one check
        message = models.ForeignKey("inbox.Message", on_delete=models.CASCADE)

        class Meta:
            app_label = "accounts"

    try:
        assert wrong_way([Planted]) == ["accounts.Planted.message → inbox.Message"]
    finally:
        apps.all_models["accounts"].pop("planted")
        apps.clear_cache()


CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("timezone", "now"), ("time", "time"), ("date", "today")}
MAY_READ_THE_CLOCK = {"web", "operations", "config"}


def clock_readers(folder: Path) -> list[str]:
    """Calls of a clock in rooms that are given the time. (A monotonic stopwatch is no clock.)"""
    found = []
    for path in sorted(folder.rglob("*.py")):
        room = path.relative_to(folder).parts[0]
        if room in MAY_READ_THE_CLOCK or path.name == "tasks.py" or "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                name = (
                    owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
                )
                if (name, node.func.attr) in CLOCKS:
                    found.append(f"{path.relative_to(folder)}:{node.lineno}")
    return found


def test_no_clock_below_web_and_tasks() -> None:
    assert clock_readers(ROOT / "handlet") == []


def test_the_clock_check_sees_a_clock(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "receiving.py").write_text("from datetime import datetime\nx = datetime.now()\n")
    assert clock_readers(tmp_path) == ["inbox/receiving.py:2"]


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "services.py", "common.py", "misc.py"])
def test_no_file_with_a_general_name(name: str) -> None:
    assert [str(path.relative_to(ROOT)) for path in (ROOT / "handlet").rglob(name)] == []


def test_migrations_are_complete(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
