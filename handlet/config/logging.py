"""Logs: structured lines on standard output, by allow-list of keys.

An event carries only keys declared here; others are dropped and counted in `dropped`. Never content, never an address,
never a name: kind, id, size. Tracebacks carry code places, no local values and no database DETAIL.
"""

from __future__ import annotations

import logging
import logging.config
import sys
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "event", "level", "logger", "timestamp", "kind", "id", "business", "connection", "message", "conversation",
        "job", "task", "status", "method", "route", "milliseconds", "size", "count", "reason", "error", "where",
        "attempt", "process", "dropped", "port", "state",
    }
)  # fmt: skip


def keep_allowed(logger: Any, name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drop every key that nobody declared, and say how many there were."""
    kept = {key: value for key, value in event.items() if key in ALLOWED or key.startswith("_")}
    dropped = len(event) - len(kept)
    if dropped:
        kept["dropped"] = dropped
    return kept


def only_the_place(logger: Any, name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """An exception becomes its type and the places of its traceback: its text may hold somebody's words."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, tuple) and info[0] is not None:
        kind, _value, trace = info
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/handlet/', 1)[-1]}:{trace.tb_lineno}:{code.co_name}")
            trace = trace.tb_next
        event["error"] = kind.__name__
        event["where"] = " < ".join(reversed(places[-8:]))
    return event


def plain_text_only_from_us(logger: Any, name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Libraries log free text that may hold addresses or words; of theirs only logger, level and place are kept."""
    record = event.get("_record")
    if record is not None and not record.name.startswith("handlet"):
        event["event"] = f"{record.module}.{record.funcName}"
    return event


def worth_a_line(record: logging.LogRecord) -> bool:
    """What we log; of libraries, what went wrong."""
    return record.levelno >= logging.WARNING or record.name.startswith("handlet")


def configure(_settings: dict[str, Any]) -> None:
    """Called by Django’s setup with `LOGGING`, which must hold something for that (settings.py)."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, only_the_place, keep_allowed,
                    structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )  # fmt: skip
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": [*shared, structlog.stdlib.ExtraAdder(allow=()), plain_text_only_from_us],
                    "processors": [
                        only_the_place,
                        keep_allowed,
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.JSONRenderer(),
                    ],
                }
            },
            "filters": {"worth": {"()": lambda: worth_a_line}},
            "handlers": {
                "out": {
                    "class": "logging.StreamHandler",
                    "stream": "ext://sys.stdout",
                    "formatter": "lines",
                    "filters": ["worth"],
                }
            },
            "root": {"handlers": ["out"], "level": "INFO"},
            "loggers": {
                # Django's own handlers write to the error stream and to administrators we do not have.
                "django": {"handlers": [], "level": "INFO"},
                # An address that is not there is no trouble of ours.
                "django.request": {"level": "ERROR"},
                "uvicorn.access": {"level": "CRITICAL"},
                "django.server": {"level": "CRITICAL"},
                "httpx": {"level": "WARNING"},
            },
        }
    )
