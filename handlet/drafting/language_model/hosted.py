"""The port's three methods against an endpoint. Answers are typed here; whether they are true is judged by who asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlet.drafting.language_model import port
from handlet.drafting.language_model.endpoint import Endpoint, Mode, Shape
from handlet.drafting.language_model.port import Called, Chosen, Exchange, Extracted, Heard, ModelFailed, Prompt
from handlet.drafting.language_model.speaking import Wish, ask
from handlet.privacy import permission

SPAN = {"type": "string", "maxLength": 200}


def extract_schema(intents: Sequence[str]) -> dict[str, Any]:
    return _object(
        intent={"type": "string", "enum": list(intents)}, spans={"type": "array", "maxItems": 6, "items": SPAN}
    )


def choose_schema(codes: Sequence[str]) -> dict[str, Any]:
    """Strings are bounded and codes enumerated, or a weak model runs to the cap."""
    line = _object(
        code={"type": "string", "enum": [*codes, "ASK"]}, quantity={"type": "string", "maxLength": 12}, source_span=SPAN
    )
    return _object(lines={"type": "array", "maxItems": 6, "items": line})


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


class HostedModel:
    """One draft's conversation with an endpoint. `exchanges` holds what went out, word for word.

    exchanges: a list to note them in; each is appended before it leaves and replaced when it has ended. may_ask: asked before
    every request, and nothing leaves where it says no.
    """

    def __init__(
        self, endpoint: Endpoint, *, exchanges: list[Exchange] | None = None, may_ask: Callable[[], bool] = lambda: True
    ) -> None:
        self.endpoint = endpoint
        self.exchanges: list[Exchange] = [] if exchanges is None else exchanges
        self.may_ask = may_ask

    def extract(self, prompt: Prompt, *, intents: Sequence[str], called_off: Called) -> Extracted:
        schema = extract_schema(intents)
        wish = Wish("extract", prompt, port.EXTRACT_TOKENS, port.EXTRACT_SECONDS, schema, called_off=called_off)
        given = self._typed(wish)
        intent, spans = given.get("intent"), given.get("spans")
        if not isinstance(intent, str) or intent not in intents or not isinstance(spans, list):
            raise ModelFailed("nonsense")
        return Extracted(intent, [one for one in spans[:6] if isinstance(one, str)])

    def choose(self, prompt: Prompt, *, codes: Sequence[str], called_off: Called) -> Sequence[Chosen]:
        schema = choose_schema(codes)
        wish = Wish("choose", prompt, port.CHOOSE_TOKENS, port.CHOOSE_SECONDS, schema, called_off=called_off)
        lines = self._typed(wish).get("lines")
        if not isinstance(lines, list):
            raise ModelFailed("nonsense")
        chosen = []
        for line in lines[:6]:
            if not isinstance(line, dict) or line.get("code") not in (*codes, "ASK"):
                raise ModelFailed("nonsense")
            chosen.append(
                Chosen(line["code"], str(line.get("quantity", ""))[:12], str(line.get("source_span", ""))[:200])
            )
        return chosen

    def compose(self, prompt: Prompt, *, seconds: float, called_off: Called, heard: Heard) -> str:
        wish = Wish("compose", prompt, port.COMPOSE_TOKENS, min(seconds, port.COMPOSE_SECONDS), None, heard, called_off)
        return self._asked(wish)

    def _typed(self, wish: Wish) -> Mapping[str, Any]:
        return as_object(self._asked(wish))

    def _asked(self, wish: Wish) -> str:
        if not self.may_ask():
            raise ModelFailed("called_off")
        return ask(self.endpoint, wish, self.exchanges)


def as_object(text: str) -> Mapping[str, Any]:
    """The JSON object of an answer, out of a fence if need be. Raises ModelFailed."""
    start, end = text.find("{"), text.rfind("}")
    try:
        given = json.loads(text[start : end + 1]) if start >= 0 else None
    except (ValueError, RecursionError) as error:
        raise ModelFailed("nonsense") from error
    if not isinstance(given, dict):
        raise ModelFailed("nonsense")
    return given


def probe(endpoint: Endpoint) -> tuple[Mode, Sequence[Exchange]]:
    """Which way of asking for typed answers this endpoint obeys, tried once at set-up with words about nobody.

    Raises ModelFailed where none gives a typed answer, with the last reason.
    """
    modes = [Mode.TOOL, Mode.PROMPTED] if endpoint.shape is Shape.ANTHROPIC else list(Mode)
    prompt = Prompt(permission.about_nobody("probe"), "Say which colour is named.", "The wall is to be green.")
    schema = _object(colour={"type": "string", "enum": ["green", "red", "none"]})
    exchanges: list[Exchange] = []
    failed = ModelFailed("nonsense")
    for mode in modes:
        tried = Endpoint(endpoint.shape, endpoint.base_url, endpoint.model, endpoint.key, mode)
        try:
            answer = as_object(ask(tried, Wish("probe", prompt, 100, port.EXTRACT_SECONDS, schema), exchanges))
        except ModelFailed as error:
            failed = error
            if error.reason in ("key", "missing", "barred", "unreachable", "busy", "slow"):
                raise
            continue
        if answer.get("colour") in ("green", "red", "none"):
            return mode, exchanges
    raise failed
