"""The `handlet` command. Each file in `commands/` is one command; it is found by itself.

A command's file has `SUMMARY` (one line), `arguments(parser)` and `run(options) -> int` (the exit code). What is
heavy (Django, the engines) is imported inside `run`, so that the commands that need none of it start at once.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType, ModuleType
from typing import cast

from handlet import operations
from handlet.operations import commands
from handlet.operations.trouble import Trouble

# The order of a first day; commands that are not named follow by name.
FIRST = ("up", "try", "doctor", "sample", "web", "worker", "migrate")


def names() -> list[str]:
    """Every command: `try_.py` is `try`, `price_list.py` is `price-list`."""
    found = [_command(module.name) for module in pkgutil.iter_modules(commands.__path__)]
    return sorted(found, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. 1: it could not be done, and a sentence says why; 2: it was asked wrongly."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="handlet",
        description="An inbox and quoting service for UK trades.",
        epilog="handlet COMMAND --help says more about one command. docs/running.md lists the settings.",
    )
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = names()
    if given and given[0] in wanted:
        # Only the one that is run is loaded.
        wanted = [given[0]]
    loaded = {}
    for name in wanted:
        module = loaded[name] = _load(name)
        one = choices.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        one.add_argument(
            "--data", metavar="DIR", help="folder with everything Handlet keeps (HANDLET_DATA; default: data)"
        )
        module.arguments(one)
    options = parser.parse_args(given)
    if options.data:
        os.environ["HANDLET_DATA"] = str(Path(options.data).expanduser().resolve())
    # Asked to end, a command still tidies up: it may have started the database for itself.
    signal.signal(signal.SIGTERM, _end)
    try:
        return cast(int, loaded[options.command].run(options))
    except Trouble as trouble:
        print(f"handlet {options.command}: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (`head`, say) has seen enough. Nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _end(_sign: int, _frame: FrameType | None) -> None:
    sys.exit(143)


def _command(module_name: str) -> str:
    return module_name.rstrip("_").replace("_", "-")


def _load(name: str) -> ModuleType:
    stem = name.replace("-", "_")
    for candidate in (stem, stem + "_"):
        if (Path(operations.__path__[0]) / "commands" / f"{candidate}.py").exists():
            return importlib.import_module(f"handlet.operations.commands.{candidate}")
    raise Trouble(f"There is no command {name}.")
