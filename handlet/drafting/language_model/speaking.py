"""One request and its answer, over the guarded client: chat completions and Anthropic's messages, whole or streamed.

Shapes: the published references of OpenAI's `POST /chat/completions` and Anthropic's `POST /v1/messages` (version 2023-06-01).
Nothing is logged or traced here; what was sent is handed back as it went over the line.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx

from handlet.drafting.language_model.endpoint import Endpoint, Mode, Shape
from handlet.drafting.language_model.port import Called, Exchange, Heard, ModelFailed, Prompt
from handlet.kit import egress

MOST_BYTES = 256 * 1024
LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Wish:
    """schema: of the JSON object wanted, or None for prose. heard: called with the prose so far, as it comes."""

    step: str
    prompt: Prompt
    tokens: int
    seconds: float
    schema: Mapping[str, Any] | None = None
    heard: Heard | None = None
    called_off: Called = lambda: False


@dataclass(slots=True)
class _Answer:
    text: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    ended: str = ""
    pieces: list[str] = field(default_factory=list)


def ask(endpoint: Endpoint, wish: Wish, exchanges: list[Exchange]) -> str:
    """The answer's text (JSON where a schema was given). Adds to `exchanges` whatever happens. Raises ModelFailed."""
    body = json.dumps(_body(endpoint, wish), ensure_ascii=False)
    answer, outcome, started = _Answer(), "ok", time.monotonic()
    # Noted before it leaves: whatever happens to this process, it is known what was sent.
    exchanges.append(Exchange(wish.step, body, "", 0, 0, 0, "asked"))
    try:
        anyio.run(_speak, endpoint, wish, body, answer)
        return answer.text
    except ModelFailed as error:
        outcome = error.reason
        raise
    finally:
        spent = int((time.monotonic() - started) * 1000)
        exchanges[-1] = Exchange(
            wish.step, body, answer.text or "".join(answer.pieces), answer.tokens_in, answer.tokens_out, spent, outcome
        )


async def _speak(endpoint: Endpoint, wish: Wish, body: str, answer: _Answer) -> None:
    called_off = False
    try:
        with anyio.fail_after(max(wish.seconds, 0.05)):
            async with anyio.create_task_group() as group:

                async def look() -> None:
                    nonlocal called_off
                    while not wish.called_off():  # noqa: ASYNC110 - plain code is asked, it gives no event
                        await anyio.sleep(LOOK_SECONDS)
                    called_off = True
                    group.cancel_scope.cancel()

                group.start_soon(look)
                failed = await _request(endpoint, wish, body, answer)
                group.cancel_scope.cancel()
    except TimeoutError as error:
        raise ModelFailed("slow") from error
    if called_off:
        raise ModelFailed("called_off")
    if failed:
        raise ModelFailed(failed)


async def _request(endpoint: Endpoint, wish: Wish, body: str, answer: _Answer) -> str:
    """Empty, or the reason of failure."""
    try:
        async with (
            egress.async_http_client(timeout=wish.seconds) as client,
            client.stream("POST", _address(endpoint), content=body.encode(), headers=_headers(endpoint)) as response,
        ):
            if response.status_code != 200:
                return _refusal(response.status_code)
            if wish.heard is not None:
                return await _streamed(endpoint, wish, response, answer)
            raw = b""
            async for chunk in response.aiter_bytes():
                raw += chunk
                if len(raw) > MOST_BYTES:
                    return "nonsense"
            return _whole(endpoint, wish, raw, answer)
    except httpx.TimeoutException:
        return "slow"
    except (httpx.RemoteProtocolError, httpx.ReadError):
        return "cut"
    except egress.EgressRefused:
        return "barred"
    except (httpx.HTTPError, OSError, egress.HostUnknown) as error:
        return "barred" if isinstance(error.__cause__, egress.EgressRefused) else "unreachable"
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return "nonsense"


def _refusal(status: int) -> str:
    if status in (401, 403):
        return "key"
    if status == 404:
        return "missing"
    if status in (429, 529):
        return "busy"
    return "trouble"


def _address(endpoint: Endpoint) -> str:
    if endpoint.shape is Shape.ANTHROPIC:
        return f"{endpoint.base_url.removesuffix('/v1')}/v1/messages"
    return f"{endpoint.base_url}/chat/completions"


def _headers(endpoint: Endpoint) -> dict[str, str]:
    plain = {"content-type": "application/json", "user-agent": "handlet"}
    if endpoint.shape is Shape.ANTHROPIC:
        return plain | {"x-api-key": endpoint.key, "anthropic-version": "2023-06-01"}
    return plain | ({"authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})


def _body(endpoint: Endpoint, wish: Wish) -> dict[str, Any]:
    rules, data = wish.prompt.rules, wish.prompt.data
    schema = wish.schema
    if schema is not None:
        rules += "\nAnswer with one JSON object of this schema and nothing else:\n" + json.dumps(schema)
    stream = wish.heard is not None
    body: dict[str, Any] = {"model": endpoint.model, "max_tokens": wish.tokens, "temperature": 0.2, "stream": stream}
    tool = {"name": "answer", "description": "The answer."}
    if endpoint.shape is Shape.ANTHROPIC:
        body |= {"system": rules, "messages": [{"role": "user", "content": data}]}
        if schema is not None and endpoint.mode is not Mode.PROMPTED:
            body |= {"tools": [tool | {"input_schema": schema}], "tool_choice": {"type": "tool", "name": "answer"}}
        return body
    body["messages"] = [{"role": "system", "content": rules}, {"role": "user", "content": data}]
    if stream:
        body["stream_options"] = {"include_usage": True}
    if schema is None or endpoint.mode is Mode.PROMPTED:
        return body
    if endpoint.mode is Mode.JSON_SCHEMA:
        wanted = {"name": "answer", "schema": schema, "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": wanted}
    elif endpoint.mode is Mode.JSON_OBJECT:
        body["response_format"] = {"type": "json_object", "schema": schema}
    else:
        body["tools"] = [{"type": "function", "function": tool | {"parameters": schema}}]
        body["tool_choice"] = {"type": "function", "function": {"name": "answer"}}
    return body


def _whole(endpoint: Endpoint, wish: Wish, raw: bytes, answer: _Answer) -> str:
    given = json.loads(raw)
    usage = given.get("usage") or {}
    if endpoint.shape is Shape.ANTHROPIC:
        answer.tokens_in, answer.tokens_out = int(usage.get("input_tokens") or 0), int(usage.get("output_tokens") or 0)
        answer.ended = str(given.get("stop_reason") or "")
        for part in given["content"]:
            if part["type"] == "tool_use":
                answer.text = json.dumps(part["input"])
            elif part["type"] == "text" and not answer.text:
                answer.text = str(part["text"])
    else:
        answer.tokens_in = int(usage.get("prompt_tokens") or 0)
        answer.tokens_out = int(usage.get("completion_tokens") or 0)
        choice = given["choices"][0]
        answer.ended = str(choice.get("finish_reason") or "")
        message = choice["message"]
        if message.get("refusal"):
            return "refused"
        calls = message.get("tool_calls") or []
        answer.text = str(calls[0]["function"]["arguments"] if calls else message.get("content") or "")
    return _ending(answer)


async def _streamed(endpoint: Endpoint, wish: Wish, response: httpx.Response, answer: _Answer) -> str:
    size = 0
    async for event in _events(response):
        size += len(event)
        if size > MOST_BYTES:
            return "nonsense"
        if event == "[DONE]":
            break
        given = json.loads(event)
        if given.get("error") or given.get("type") == "error":
            return "trouble"
        piece = _piece_anthropic(given, answer) if endpoint.shape is Shape.ANTHROPIC else _piece_openai(given, answer)
        if piece:
            answer.pieces.append(piece)
            assert wish.heard is not None
            wish.heard("".join(answer.pieces))
    answer.text = "".join(answer.pieces)
    return _ending(answer) if answer.ended else "cut"


async def _events(response: httpx.Response) -> AsyncIterator[str]:
    """The `data:` of server-sent events. A line longer than the whole answer may be is not waited for."""
    buffer = ""
    async for text in response.aiter_text():
        buffer += text
        if len(buffer) > MOST_BYTES:
            raise ValueError("no end of line")
        *lines, buffer = buffer.split("\n")
        for line in lines:
            if line.startswith("data:"):
                yield line[5:].strip()


def _piece_openai(given: Mapping[str, Any], answer: _Answer) -> str:
    usage = given.get("usage") or {}
    if usage:
        answer.tokens_in = int(usage.get("prompt_tokens") or 0)
        answer.tokens_out = int(usage.get("completion_tokens") or 0)
    if not given.get("choices"):
        return ""
    choice = given["choices"][0]
    delta = choice.get("delta") or {}
    answer.ended = str(choice.get("finish_reason") or answer.ended)
    if delta.get("refusal"):
        answer.ended = "refusal"
    return str(delta.get("content") or "")


def _piece_anthropic(given: Mapping[str, Any], answer: _Answer) -> str:
    kind = given.get("type")
    if kind == "message_start":
        answer.tokens_in = int(given["message"]["usage"].get("input_tokens") or 0)
    elif kind == "message_delta":
        answer.ended = str(given["delta"].get("stop_reason") or answer.ended)
        answer.tokens_out = int((given.get("usage") or {}).get("output_tokens") or 0)
    elif kind == "content_block_delta" and given["delta"].get("type") == "text_delta":
        return str(given["delta"]["text"])
    return ""


def _ending(answer: _Answer) -> str:
    if answer.ended in ("content_filter", "refusal"):
        return "refused"
    if answer.ended in ("length", "max_tokens"):
        return "cut"
    if not isinstance(answer.text, str) or not answer.text.strip():
        return "nonsense"
    return ""
