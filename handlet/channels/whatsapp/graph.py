"""Meta's Graph API over HTTPS: one request, one answer, and what went wrong in plain values.

From the environment: `HANDLET_WHATSAPP_API` (default `https://graph.facebook.com`), `HANDLET_WHATSAPP_API_VERSION`. A call
without a version is impossible: Meta would answer it with the oldest one it still serves.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from handlet.channels.contract import ProviderUnreachable
from handlet.kit import egress

_META = "https://graph.facebook.com"
# Served until 29 July 2028, by Meta's changelog of the Graph API.
_VERSION = "v25.0"
SECONDS = 20.0
# Hosts that Meta hands out for files; the token goes to nobody else.
_FILE_HOSTS = (".fbsbx.com", ".fbcdn.net", ".whatsapp.net", ".facebook.com")
_LARGEST_ANSWER = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Refusal:
    """Meta's own word that a call was not done. code: 0 where it gave none. details: for us, never for a page."""

    code: int
    status: int
    details: str = ""
    passing: bool = False
    retry_after_seconds: int | None = None


class Refused(Exception):
    """Meta answered, and the answer is no."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"Meta refused with code {refusal.code}, status {refusal.status}.")
        self.refusal = refusal


class NoAnswer(Exception):
    """The request may have arrived, and nothing that can be understood came back."""


class NotReached(ProviderUnreachable):
    """No connection was made, so nothing can have arrived."""


class Graph:
    """Calls in the name of one token."""

    def __init__(self, token: str, *, seconds: float = SECONDS) -> None:
        self._token, self._seconds = token, seconds

    def get(self, path: str, **asked: str) -> dict[str, Any]:
        """Raises Refused, NoAnswer, NotReached."""
        return self._call("GET", path, params=asked)

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Raises Refused, NoAnswer, NotReached."""
        return self._call("POST", path, json=body)

    def post_form(self, path: str, fields: Mapping[str, str]) -> dict[str, Any]:
        """Raises Refused, NoAnswer, NotReached."""
        return self._call("POST", path, data=dict(fields))

    def upload(
        self, path: str, fields: Mapping[str, str], name: str, content_type: str, content: bytes
    ) -> dict[str, Any]:
        """Raises Refused, NoAnswer, NotReached."""
        return self._call("POST", path, data=dict(fields), files={"file": (name, content, content_type)})

    def delete(self, path: str) -> dict[str, Any]:
        """Raises Refused, NoAnswer, NotReached."""
        return self._call("DELETE", path)

    def download(self, address: str, *, most: int) -> bytes | None:
        """A file at an address that Meta gave; None where it is larger than `most` bytes.

        Raises Refused, NoAnswer, NotReached; egress.EgressRefused for an address that is not Meta's.
        """
        _check_is_metas(address)
        try:
            with self._client() as client, client.stream("GET", address) as answer:
                if answer.status_code != 200:
                    raise Refused(Refusal(0, answer.status_code, passing=answer.status_code >= 500))
                content = bytearray()
                for piece in answer.iter_bytes():
                    content += piece
                    if len(content) > most:
                        return None
                return bytes(content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, egress.HostUnknown) as error:
            raise NotReached("WhatsApp could not be reached.") from error
        except httpx.HTTPError as error:
            raise NoAnswer from error

    def _client(self) -> httpx.Client:
        return egress.http_client(timeout=self._seconds, headers={"Authorization": f"Bearer {self._token}"})

    def _call(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        try:
            with self._client() as client:
                answer = client.request(method, f"{base()}/{version()}/{path}", **what)
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            egress.HostUnknown,
            egress.EgressRefused,
        ) as error:
            raise NotReached("WhatsApp could not be reached. Handlet tries again by itself.") from error
        except httpx.HTTPError as error:
            raise NoAnswer from error
        return _read(answer)


def base() -> str:
    return os.environ.get("HANDLET_WHATSAPP_API", "").rstrip("/") or _META


def version() -> str:
    return os.environ.get("HANDLET_WHATSAPP_API_VERSION", "") or _VERSION


def _check_is_metas(address: str) -> None:
    """Whoever could choose this address would be given the token."""
    parts, ours = urlsplit(address), urlsplit(base())
    host = (parts.hostname or "").lower()
    if base() == _META:
        known = parts.port in (None, 443) and any(host.endswith(one) for one in _FILE_HOSTS)
    else:
        known = (host, parts.port) == (ours.hostname, ours.port)
    if parts.scheme != "https" or not known or parts.username:
        raise egress.EgressRefused("The file was said to be at an address that is not WhatsApp’s.")


def _read(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json() if len(answer.content) <= _LARGEST_ANSWER else None
    except (ValueError, RecursionError):
        body = None
    if answer.status_code == 200 and isinstance(body, dict) and "error" not in body:
        return body
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict) and isinstance(error.get("code"), int):
        data = error.get("error_data")
        details = data.get("details") if isinstance(data, dict) else error.get("message")
        raise Refused(
            Refusal(
                error["code"],
                answer.status_code,
                str(details or "")[:300],
                passing=error.get("is_transient") is True,
                retry_after_seconds=_wait(answer),
            )
        )
    if answer.status_code == 429:
        raise Refused(Refusal(4, 429, passing=True, retry_after_seconds=_wait(answer)))
    if answer.status_code == 401:
        raise Refused(Refusal(190, 401))
    if 400 <= answer.status_code < 500:
        raise Refused(Refusal(-1, answer.status_code))
    raise NoAnswer


def _wait(answer: httpx.Response) -> int | None:
    """Seconds of Retry-After, kept between a second and a day."""
    asked = answer.headers.get("retry-after", "")
    return max(1, min(int(asked), 86_400)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
