"""`handlet web`: the pages, the API and the hooks, in one process."""

from __future__ import annotations

import argparse
import os
import socket

SUMMARY = "serve pages, API and hooks (one process)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="default: 8000, or PORT")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: this machine only)")
    parser.add_argument("--listen-on", type=int, metavar="FD", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    from handlet.operations import database

    os.environ.setdefault("HANDLET_PUBLIC_URL", f"http://localhost:{options.port}")
    with database.at_hand() as here:
        os.environ.update(here.variables(with_owner=False))
        os.environ.pop(database.OWNER_VARIABLE, None)
        return _serve(options)


def _serve(options: argparse.Namespace) -> int:
    import uvicorn

    behind_proxy = os.environ.get("HANDLET_BEHIND_PROXY", "").lower() in {"1", "true", "yes", "on"}
    config = uvicorn.Config(
        "handlet.config.asgi:application",
        host=options.host,
        port=options.port,
        lifespan="off",
        # Logging is configured by Django's settings, without addresses and without a line a request.
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=behind_proxy,
        # Pages that listen for news would hold the door open for ever.
        timeout_graceful_shutdown=3,
    )
    sockets = None
    if options.listen_on is not None:
        sockets = [socket.socket(fileno=options.listen_on)]
    server = uvicorn.Server(config)
    server.run(sockets=sockets)
    return 0 if server.started else 1
