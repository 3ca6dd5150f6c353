"""A language model that misbehaves on purpose, over a real socket, in both public shapes; and it is strict about requests.

`answers` are given out in turn (the last one again and again): text, or a `Fault`. `heard` is every byte that came in.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jsonschema

TEXT = {"type": "string", "minLength": 1}
SIZE = {"type": "integer", "minimum": 1}
HEAT = {"type": "number", "minimum": 0, "maximum": 2}
FUNCTION = {
    "type": "object", "additionalProperties": False, "required": ["name"],
    "properties": {"name": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}, "description": TEXT, "parameters": {"type": "object"}},
}  # fmt: skip
OPENAI = {
    "type": "object", "additionalProperties": False, "required": ["model", "messages"],
    "properties": {
        "model": TEXT, "max_tokens": SIZE, "temperature": HEAT, "stream": {"type": "boolean"},
        "stream_options": {"type": "object", "additionalProperties": False, "properties": {"include_usage": {"type": "boolean"}}},
        "messages": {"type": "array", "minItems": 1, "items": {
            "type": "object", "additionalProperties": False, "required": ["role", "content"],
            "properties": {"role": {"enum": ["system", "user", "assistant"]}, "content": TEXT}}},
        "response_format": {"type": "object", "required": ["type"], "oneOf": [
            {"properties": {"type": {"const": "json_object"}, "schema": {"type": "object"}}},
            {"required": ["json_schema"], "properties": {"type": {"const": "json_schema"}, "json_schema": {
                "type": "object", "required": ["name", "schema"], "additionalProperties": False,
                "properties": {"name": TEXT, "strict": {"type": "boolean"}, "schema": {"type": "object"}}}}}]},
        "tools": {"type": "array", "items": {"type": "object", "required": ["type", "function"], "additionalProperties": False,
            "properties": {"type": {"const": "function"}, "function": FUNCTION}}},
        "tool_choice": {"type": "object", "required": ["type", "function"]},
    },
}  # fmt: skip
ANTHROPIC = {
    "type": "object", "additionalProperties": False, "required": ["model", "max_tokens", "messages"],
    "properties": {
        "model": TEXT, "max_tokens": SIZE, "temperature": HEAT, "stream": {"type": "boolean"}, "system": TEXT,
        "messages": {"type": "array", "minItems": 1, "items": {
            "type": "object", "additionalProperties": False, "required": ["role", "content"],
            "properties": {"role": {"enum": ["user", "assistant"]}, "content": TEXT}}},
        "tools": {"type": "array", "items": {"type": "object", "required": ["name", "input_schema"], "additionalProperties": False,
            "properties": {"name": TEXT, "description": TEXT, "input_schema": {"type": "object"}}}},
        "tool_choice": {"type": "object", "required": ["type"]},
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """status: an error of HTTP. how: stall, cut, refuse, broken (JSON), drip (a byte now and then), linger (half an answer, then silence)."""

    how: str = ""
    status: int = 200


@dataclass(slots=True)
class OddModel:
    """modes: ways of asking for typed answers that it obeys; others are answered with 400, as some servers do."""

    url: str
    answers: Sequence[str | Fault]
    modes: Sequence[str] = ("json_schema", "json_object", "tool", "prompted")
    heard: bytes = b""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def next(self) -> str | Fault:
        return self.answers[min(len(self.bodies), len(self.answers)) - 1]


@contextmanager
def odd_model(
    *answers: str | Fault, modes: Sequence[str] = ("json_schema", "json_object", "tool", "prompted")
) -> Iterator[OddModel]:
    """Served on a free port of 127.0.0.1 until the block ends."""
    held: list[OddModel] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments: Any) -> None:
            return

        def do_POST(self) -> None:
            _answer(self, held[0])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    held.append(OddModel(f"http://127.0.0.1:{server.server_address[1]}", list(answers), modes))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield held[0]
    finally:
        held[0].stop.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def _answer(line: BaseHTTPRequestHandler, model: OddModel) -> None:
    raw = line.rfile.read(int(line.headers.get("content-length") or 0))
    model.heard += f"{line.requestline}\n{line.headers}".encode() + raw
    body = json.loads(raw)
    model.bodies.append(body)
    ours = line.path.endswith("/messages")
    for error in jsonschema.Draft202012Validator(ANTHROPIC if ours else OPENAI).iter_errors(body):
        model.wrong.append(error.message)
    if ours and not (line.headers.get("x-api-key") and line.headers.get("anthropic-version") == "2023-06-01"):
        model.wrong.append("headers")
    given = model.next()
    if model.wrong or _mode(body) not in model.modes:
        return _send(line, 400, {"error": {"message": "invalid request"}})
    if isinstance(given, Fault) and given.status != 200:
        return _send(line, given.status, {"error": {"message": "no"}})
    if isinstance(given, Fault) and given.how == "stall":
        model.stop.wait(60)
        line.close_connection = True
        return None
    if body.get("stream"):
        return _stream(line, model, given, ours)
    if isinstance(given, Fault) and given.how == "broken":
        return _raw(line, b'{"choices": [{"mess')
    refused = isinstance(given, Fault) and given.how == "refuse"
    text = given if isinstance(given, str) else "No."
    if ours:
        part = (
            {"type": "tool_use", "id": "t", "name": "answer", "input": _loose(text)}
            if body.get("tools")
            else {"type": "text", "text": text}
        )
        return _send(line, 200, {"type": "message", "role": "assistant", "content": [part], "stop_reason": "refusal" if refused else "end_turn", "usage": {"input_tokens": 90, "output_tokens": 12}})  # fmt: skip
    message: dict[str, Any] = {"role": "assistant", "content": None if refused else text}
    if refused:
        message["refusal"] = "No."
    if body.get("tools"):
        message["tool_calls"] = [{"id": "t", "type": "function", "function": {"name": "answer", "arguments": text}}]
    return _send(line, 200, {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": {"prompt_tokens": 90, "completion_tokens": 12}})  # fmt: skip


def _loose(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {"said": text}


def _mode(body: dict[str, Any]) -> str:
    if body.get("tools"):
        return "tool"
    return str((body.get("response_format") or {}).get("type", "prompted"))


def _stream(line: BaseHTTPRequestHandler, model: OddModel, given: str | Fault, ours: bool) -> None:
    line.send_response(200)
    line.send_header("content-type", "text/event-stream")
    line.send_header("connection", "close")
    line.end_headers()
    line.close_connection = True
    how = given.how if isinstance(given, Fault) else ""
    text = given if isinstance(given, str) else "Thanks for your message, I will"
    if how == "broken":
        line.wfile.write(b"data: {not json\n\n")
        return
    pieces = [text[at : at + 7] for at in range(0, len(text), 7)]

    def event(value: Any) -> None:
        line.wfile.write(b"data: " + json.dumps(value).encode() + b"\n\n")
        line.wfile.flush()

    try:
        if ours:
            event({"type": "message_start", "message": {"usage": {"input_tokens": 90}}})
        for piece in pieces:
            if how == "drip":
                if model.stop.wait(0.3):
                    return
                line.wfile.write(b": still here\n")
                line.wfile.flush()
                continue
            event({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}} if ours
                  else {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})  # fmt: skip
        if how == "drip":
            while not model.stop.wait(0.3):
                line.wfile.write(b": still here\n")
                line.wfile.flush()
        if how == "linger":
            model.stop.wait(60)
        if how in ("cut", "linger"):
            return
        if ours:
            event({"type": "message_delta", "delta": {"stop_reason": "refusal" if how == "refuse" else "end_turn"}, "usage": {"output_tokens": 12}})  # fmt: skip
            event({"type": "message_stop"})
        else:
            event(
                {
                    "choices": [
                        {"index": 0, "delta": {}, "finish_reason": "content_filter" if how == "refuse" else "stop"}
                    ]
                }
            )
            event({"choices": [], "usage": {"prompt_tokens": 90, "completion_tokens": 12}})
            line.wfile.write(b"data: [DONE]\n\n")
    except OSError:
        time.sleep(0)


def _send(line: BaseHTTPRequestHandler, status: int, value: Any) -> None:
    _raw(line, json.dumps(value).encode(), status)


def _raw(line: BaseHTTPRequestHandler, body: bytes, status: int = 200) -> None:
    try:
        line.send_response(status)
        line.send_header("content-type", "application/json")
        line.send_header("content-length", str(len(body)))
        line.end_headers()
        line.wfile.write(body)
    except OSError:
        line.close_connection = True
