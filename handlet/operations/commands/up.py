"""`handlet up`: everything on one machine."""

from __future__ import annotations

import argparse
import os

from handlet.operations import supervisor
from handlet.operations.trouble import Trouble

SUMMARY = "start PostgreSQL, web and worker, and print the address"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="default: 8000, or PORT")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: this machine only)")
    parser.add_argument("--sample", action="store_true", help="with the sample business “Rowan Plumbing”")


def run(options: argparse.Namespace) -> int:
    if not 0 < options.port < 65536:
        raise Trouble("A port is a number from 1 to 65535.")
    public = os.environ.get("HANDLET_PUBLIC_URL") or f"http://localhost:{options.port}"
    plan = supervisor.Plan(options.host, options.port, options.sample, public.rstrip("/"))
    return supervisor.up(plan)
