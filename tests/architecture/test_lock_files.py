"""The locks: complete, hashed, without addresses, and what `pyproject.toml` asks for."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

pytestmark = pytest.mark.architecture

ROOT = Path(__file__).resolve().parents[2]
RUNTIME, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+?)(?:\s*;.*?)?\s*\\?$", re.M)
# Hosts of package registries. Written apart, so that this file does not hold them.
REGISTRIES = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
]
INDEX = re.compile(r"(?:index-url|find-links|trusted-host)[\s=]+(?:https?|file)://", re.I)


def pins(lock: Path) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PIN.findall(lock.read_text())}


def tracked() -> list[Path]:
    """Files of the repository; those of the folder where this is no clone."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    return [
        path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts and "data" not in path.parts
    ]


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=lambda path: path.name)
def test_every_package_is_pinned_with_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
    assert len(entries) == len(pins(lock)) > 20
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


@pytest.mark.parametrize(("lock", "extras"), [(RUNTIME, ()), (DEV, ("dev",))], ids=["runtime", "dev"])
def test_the_lock_holds_what_the_project_asks_for(lock: Path, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    held = pins(lock)
    missing = []
    for line in wanted:
        asked = Requirement(line)
        version = held.get(canonicalize_name(asked.name))
        if version is None or Version(version) not in asked.specifier:
            missing.append(f"{line} (held: {version})")
    assert missing == [], "Run bin/lock."


def test_the_development_lock_holds_the_other_one() -> None:
    runtime, dev = pins(RUNTIME), pins(DEV)
    assert {name: version for name, version in runtime.items() if dev.get(name) != version} == {}


def test_no_package_is_there_that_was_ruled_out() -> None:
    assert {"litellm"} & set(pins(DEV)) == set()


def test_no_other_kind_of_lock_is_left_behind() -> None:
    # These record download addresses.
    names = {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock", "pdm.lock"}
    assert [path for path in tracked() if path.name in names] == []


def test_no_file_names_a_registry_or_an_index() -> None:
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in REGISTRIES if host in text]
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in INDEX.finditer(text)]
    assert found == []
