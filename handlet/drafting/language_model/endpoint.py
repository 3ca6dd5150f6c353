"""Where a language model is reached, and on which terms. Nothing about it is guessed: an endpoint that trains is refused."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from urllib.parse import urlsplit

from handlet.kit import egress


class Shape(StrEnum):
    """Which public interface: chat completions (hosted, Ollama, llama.cpp, vLLM) or Anthropic's messages."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"


class Mode(StrEnum):
    """How typed answers are asked for, from the strictest that an endpoint was seen to obey to the loosest."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    TOOL = "tool"
    PROMPTED = "prompted"


class NotAnEndpoint(Exception):
    """`str(error)` is a sentence for whoever typed it."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """base_url: without `/chat/completions` or `/v1/messages`. price_in, price_out: pence for a million tokens, if known.

    provider, country, keeps_days: what stands in the register about who runs it.
    """

    shape: Shape
    base_url: str
    model: str
    key: str = ""
    mode: Mode = Mode.PROMPTED
    provider: str = ""
    country: str = ""
    keeps_days: int = 0
    price_in: Decimal | None = None
    price_out: Decimal | None = None

    def __repr__(self) -> str:
        return f"Endpoint({self.shape.value}, {self.model})"

    def cost(self, tokens_in: int, tokens_out: int) -> Decimal | None:
        """Pence, or None where no price was given."""
        if self.price_in is None or self.price_out is None:
            return None
        return (self.price_in * tokens_in + self.price_out * tokens_out) / Decimal(1_000_000)


def endpoint(
    *,
    shape: str,
    base_url: str,
    model: str,
    key: str,
    provider: str,
    country: str,
    keeps_days: int,
    trains_on_data: bool,
    mode: str = Mode.PROMPTED,
    price_in: str = "",
    price_out: str = "",
) -> Endpoint:
    """Raises NotAnEndpoint. Plain http only to a private address that the operator allows (a model in the same house)."""
    if trains_on_data:
        raise NotAnEndpoint("A provider that trains on what it is sent cannot be used here.")
    try:
        parts = urlsplit(base_url.strip())
        port = parts.port
    except ValueError as error:
        raise NotAnEndpoint("This is no address. It begins with https:// and names a server.") from error
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise NotAnEndpoint("The address must begin with https:// and name a server.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise NotAnEndpoint("Type the address alone; the key has a field of its own.")
    if parts.scheme == "http" and not egress.is_private_and_allowed(parts.hostname, port or 80):
        raise NotAnEndpoint("The address must begin with https://, so that nobody on the way can read along.")
    if not model.strip() or len(model) > 120:
        raise NotAnEndpoint("Name the model, as its provider writes it.")
    if not provider.strip() or not country.strip():
        raise NotAnEndpoint("Say who runs it and in which country.")
    try:
        prices = [Decimal(one) if one.strip() else None for one in (price_in, price_out)]
        return Endpoint(
            Shape(shape),
            base_url.strip().rstrip("/"),
            model.strip(),
            key.strip(),
            Mode(mode),
            provider.strip()[:120],
            country.strip()[:60],
            max(0, keeps_days),
            *prices,
        )
    except (ValueError, InvalidOperation) as error:
        raise NotAnEndpoint("Something in these settings is not what it should be.") from error


def from_environment(variables: Mapping[str, str] | None = None) -> Endpoint | None:
    """The operator's endpoint (`HANDLET_MODEL_…`, see docs/running.md), or None. Raises NotAnEndpoint."""
    given = os.environ if variables is None else variables
    if not given.get("HANDLET_MODEL_URL", "").strip():
        return None
    trains = given.get("HANDLET_MODEL_TRAINS_ON_DATA", "").strip().lower()
    if trains not in ("no", "false", "0"):
        raise NotAnEndpoint("Set HANDLET_MODEL_TRAINS_ON_DATA=no once you have made sure that it is so.")
    days = given.get("HANDLET_MODEL_KEEPS_DAYS", "0").strip()
    return endpoint(
        shape=given.get("HANDLET_MODEL_KIND", "openai").strip(),
        base_url=given["HANDLET_MODEL_URL"],
        model=given.get("HANDLET_MODEL_NAME", ""),
        key=given.get("HANDLET_MODEL_KEY", ""),
        mode=given.get("HANDLET_MODEL_MODE", "prompted").strip(),
        provider=given.get("HANDLET_MODEL_PROVIDER", ""),
        country=given.get("HANDLET_MODEL_COUNTRY", ""),
        keeps_days=int(days) if days.isdigit() else 0,
        trains_on_data=False,
        price_in=given.get("HANDLET_MODEL_PENCE_IN", ""),
        price_out=given.get("HANDLET_MODEL_PENCE_OUT", ""),
    )
