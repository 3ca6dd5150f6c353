"""Nobody fills the disk with one request: a body larger than any page of ours takes ends with 413 before Django keeps it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# Five times what an enquiry may bring (`web.customer.enquiry`): somebody with too many photos is told so by the form itself.
MOST_BYTES = 100 * 1024 * 1024
_SAID = b"This is more than is taken at once."


class BodyLimit:
    """An ASGI application in front of another. What a request announces is checked first, what really comes always."""

    def __init__(self, application: Any, most: int = MOST_BYTES) -> None:
        self.application, self.most = application, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        if _announced(scope) > self.most:
            await _refuse(send)
            return
        taken, refused = 0, False

        async def counted() -> MutableMapping[str, Any]:
            nonlocal taken, refused
            if refused:
                return {"type": "http.disconnect"}
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                refused = True
                await _refuse(send)
                return {"type": "http.disconnect"}
            return message

        async def sent(message: MutableMapping[str, Any]) -> None:
            if not refused:
                await send(message)

        await self.application(scope, counted, sent)


def _announced(scope: Scope) -> int:
    """Content-Length; 0 where there is none or it is no number."""
    for name, value in scope.get("headers", []):
        if name == b"content-length":
            return int(value) if value.isdigit() and len(value) < 20 else 0
    return 0


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(_SAID)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": _SAID})
