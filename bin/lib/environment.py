"""Makes or mends the project's environment: environment.py CHECKOUT ENVIRONMENT runtime|dev.

Standard library only, run by the Python that was found. Packages come from the locks with hashes; the checkout itself is
put on the path, and the `handlet` command beside it, without a build step.
"""

# ruff: noqa: S603, T201 - a set-up script runs programs and says what it does
from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock"}

# The two-line head works for any path: a plain first line breaks at a space or at some 127 letters.
COMMAND = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from handlet.operations.cli import main

sys.exit(main())
"""


def make(checkout: Path, environment: Path, kind: str) -> None:
    # Two first starts at once: the second waits, then finds everything done.
    folder = os.open(checkout, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    if not is_done(checkout, environment, kind):
        install(checkout, environment, kind)


def is_done(checkout: Path, environment: Path, kind: str) -> bool:
    """What bin/lib/environment.sh asks too, before it comes here."""
    try:
        return (
            (environment / f"handlet-{kind}.lock").read_bytes() == (checkout / LOCKS[kind]).read_bytes()
            and (environment / "handlet-checkout").read_text().strip() == str(checkout)
            and runs(environment)
        )
    except OSError:
        return False


def runs(environment: Path) -> bool:
    python = environment / "bin" / "python"
    done = python.exists() and subprocess.run(
        [python, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"], capture_output=True, check=False
    )
    return bool(done) and done.returncode == 0


def install(checkout: Path, environment: Path, kind: str) -> None:
    print("Setting up: packages are installed into .venv. The first time takes a minute or two.", file=sys.stderr)
    if not runs(environment):
        if (environment / "pyvenv.cfg").exists():
            # Its Python has gone or is too old.
            shutil.rmtree(environment)
        elif environment.exists() and any(environment.iterdir()):
            sys.exit(f"{environment} holds something that is no Python environment. Move it away, or set HANDLET_VENV.")
        venv.create(environment, with_pip=True, symlinks=True)
    python = environment / "bin" / "python"
    lock = checkout / LOCKS[kind]
    done = subprocess.run(
        [python, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check", "--no-deps",
         "--require-hashes", "--only-binary", ":all:", "-r", lock],
        check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(
            "The packages could not be installed; what pip said stands above. A package index must be reachable the "
            "first time, and whenever the lock has changed. Nothing else is fetched."
        )
    put_checkout_on_path(checkout, environment)
    for name, file in LOCKS.items():
        # The development lock holds everything of the other one (tests/architecture/test_lock_files.py).
        if kind in (name, "dev"):
            shutil.copyfile(checkout / file, environment / f"handlet-{name}.lock")
    (environment / "handlet-checkout").write_text(f"{checkout}\n")


def put_checkout_on_path(checkout: Path, environment: Path) -> None:
    python = environment / "bin" / "python"
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    (Path(packages) / "handlet-checkout.pth").write_text(f"{checkout}\n")
    command = environment / "bin" / "handlet"
    command.write_text(COMMAND.format(python=python))
    command.chmod(0o755)


if __name__ == "__main__":
    os.umask(0o022)
    make(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
