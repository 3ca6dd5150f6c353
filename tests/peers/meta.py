"""Meta's Graph API as far as a WhatsApp number needs it, over TLS on a real socket, and stricter than the real one.

Each rule is Meta's (Cloud API reference: messages, media, error codes, webhooks; Graph API: debug_token, subscriptions). What
it does not know it refuses, where the real one often looks away: an unknown path, parameter or field is in `wrong`, and the
fixture fails the test for it. `journal` holds every request. It signs what it brings over bytes that are no canonical JSON.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import re
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema

DAY = 24 * 60 * 60
SERVED = ("v23.0", "v24.0", "v25.0", "v26.0")
PERMISSIONS = ("whatsapp_business_management", "whatsapp_business_messaging")

_LINE = {"type": "string", "minLength": 1}
_BODY = {"type": "object", "additionalProperties": False}
_PARAMETER = {
    **_BODY,
    "required": ["type", "text"],
    "properties": {
        "type": {"const": "text"},
        "parameter_name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        "text": {"type": "string", "minLength": 1, "maxLength": 1024, "pattern": r"^(?!.*[\n\t])(?!.* {5}).*$"},
    },
}
_KINDS: Mapping[str, Any] = {
    "text": {
        **_BODY,
        "required": ["body"],
        "properties": {
            "body": {"type": "string", "minLength": 1, "maxLength": 4096},
            "preview_url": {"type": "boolean"},
        },
    },
    "document": {
        **_BODY,
        "required": ["id"],
        "properties": {
            "id": _LINE,
            "filename": {"type": "string", "minLength": 1, "maxLength": 240},
            "caption": {"type": "string", "minLength": 1, "maxLength": 1024},
        },
    },
    "template": {
        **_BODY,
        "required": ["name", "language"],
        "properties": {
            "name": {"type": "string", "pattern": "^[a-z0-9_]{1,512}$"},
            "language": {**_BODY, "required": ["code"], "properties": {"code": _LINE}},
            "components": {
                "type": "array",
                "items": {
                    **_BODY,
                    "required": ["type", "parameters"],
                    "properties": {"type": {"const": "body"}, "parameters": {"type": "array", "items": _PARAMETER}},
                },
            },
        },
    },
}
MESSAGE = {
    **_BODY,
    "required": ["messaging_product", "type"],
    "properties": {
        "messaging_product": {"const": "whatsapp"},
        "recipient_type": {"const": "individual"},
        "to": {"type": "string", "pattern": r"^\+?[0-9]{5,20}$"},
        "recipient": {"type": "string", "pattern": r"^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$"},
        "type": {"enum": list(_KINDS)},
        "biz_opaque_callback_data": {"type": "string", "maxLength": 512},
        **_KINDS,
    },
    "oneOf": [{"required": ["to"]}, {"required": ["recipient"]}],
    "allOf": [
        {
            "if": {"properties": {"type": {"const": kind}}},
            "then": {"required": [kind]},
            "else": {"not": {"required": [kind]}},
        }
        for kind in _KINDS
    ],
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on WhatsApp. number: digits, or "" where they hide it; user_id: what this business's portfolio knows them by."""

    name: str = "Dev Patel"
    number: str = "447700900123"
    user_id: str = "GB.13491208655302741918"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to the next request on an endpoint. after: the request has been done all the same.

    code: an error in Meta's form with this number; status alone: an answer that is none. how: `drop` the line, `hang`,
    `nonsense` in place of JSON.
    """

    code: int = 0
    status: int = 400
    how: str = ""
    after: bool = False
    retry_after: str = ""
    transient: bool = False


@dataclass(slots=True)
class Request:
    method: str
    path: str
    asked: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Arrived:
    """A message that reached somebody. words: all that they read; file: name and content of a document."""

    name: str
    person: Person
    kind: str
    words: str
    opaque: str
    file: tuple[str, bytes] | None = None


@dataclass(slots=True)
class Hook:
    """One delivery to us: these bytes, these headers."""

    body: bytes
    headers: dict[str, str]


class Refusal(Exception):
    def __init__(self, code: int, status: int = 400, details: str = "", retry_after: str = "", transient: bool = False):
        super().__init__(details)
        self.code, self.status, self.details = code, status, details
        self.retry_after, self.transient = retry_after, transient


Caller = Callable[[str, str, Mapping[str, str], bytes], tuple[int, bytes]]
"""(method, address, headers or query, body) to (status, body): how the peer reaches our address."""


@dataclass(slots=True)
class Meta:
    """One Meta app with one WhatsApp account and one number; `other_number` belongs to another account."""

    url: str = ""
    token: str = field(default_factory=lambda: f"EAA{secrets.token_hex(40)}")
    app_id: str = "670843887433847"
    app_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    account_id: str = "102290129340398"
    number_id: str = "106540352242922"
    other_number: str = "106540352249999"
    display: str = "+44 7700 900042"
    status: str = "CONNECTED"
    scopes: Sequence[str] = PERMISSIONS
    window_says: str = "answer"  # or "status": taken at first, reported as failed afterwards
    offset: float = 0.0
    templates: list[dict[str, Any]] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    heard: dict[Person, float] = field(default_factory=dict)
    opted_out: set[Person] = field(default_factory=set)
    arrived: list[Arrived] = field(default_factory=list)
    hooks: list[Hook] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    journal: list[Request] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    files: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    file_host: str = ""
    app_hooks: list[dict[str, Any]] = field(default_factory=list)
    subscribed: dict[str, str] = field(default_factory=dict)
    call: Caller | None = None
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def now(self) -> float:
        return time.time() + self.offset

    @property
    def settings(self) -> dict[str, Any]:
        """Of a connection to it."""
        return {
            "phone_number_id": self.number_id,
            "account_id": self.account_id,
            "app_id": self.app_id,
            "number": self.display,
            "name": "Rowan Plumbing",
        }

    @property
    def secret(self) -> dict[str, str]:
        return {"token": self.token, "app_secret": self.app_secret, "verify_token": "a verify token of ours"}

    def fail(self, endpoint: str, *faults: Fault) -> None:
        """The next requests on `messages`, `media`, … go wrong, in turn."""
        self.faults.setdefault(endpoint, []).extend(faults)

    def asked(self, endpoint: str) -> list[Request]:
        return [one for one in self.journal if one.path.rstrip("/").endswith(endpoint)]

    # --- what customers do ---------------------------------------------------------------------------------------

    def say(self, person: Person, kind: str = "text", content: Any = "Hello?", **more: Any) -> Hook:
        """Somebody writes: their window opens, and this is the delivery. more: fields of the message itself."""
        return self.bring(self.message(person, kind, content, **more), person=person)

    def message(self, person: Person, kind: str = "text", content: Any = "Hello?", **more: Any) -> dict[str, Any]:
        if person not in self.people:
            self.people.append(person)
        at = self.now - more.pop("ago", 0)
        self.heard[person] = max(self.heard.get(person, 0), at)
        body = {"body": content} if kind == "text" and isinstance(content, str) else content
        message: dict[str, Any] = {
            "id": f"wamid.{secrets.token_hex(20).upper()}",
            "timestamp": str(int(at)),
            "type": kind,
            kind: body,
            **({"from": person.number} if person.number else {}),
            **({"from_user_id": person.user_id} if person.user_id else {}),
        }
        return {key: value for key, value in {**message, **more}.items() if value is not None}

    def photo(self, content: bytes, content_type: str = "image/jpeg", **more: Any) -> dict[str, Any]:
        """The part of a message that names a file kept here."""
        ref = str(random.randrange(10**15, 10**16))
        self.files[ref] = (self.number_id, content_type, content)
        return {
            "id": ref,
            "mime_type": content_type,
            "sha256": base64.b64encode(hashlib.sha256(content).digest()).decode(),
            **more,
        }

    def bring(
        self, *messages: dict[str, Any], person: Person | None = None, number_id: str = "", part: str = "messages"
    ) -> Hook:
        """A delivery of these messages (or statuses) for the number, signed."""
        value: dict[str, Any] = {
            "messaging_product": "whatsapp",
            "metadata": {
                "display_phone_number": self.display.replace(" ", ""),
                "phone_number_id": number_id or self.number_id,
            },
            part: list(messages),
        }
        if person is not None and part == "messages":
            card: dict[str, Any] = {"profile": {"name": person.name}}
            card |= {"wa_id": person.number} if person.number else {}
            card |= {"user_id": person.user_id} if person.user_id else {}
            value["contacts"] = [card]
        return self.sign({"object": "whatsapp_business_account", "entry": [self.entry(value)]})

    def entry(self, *values: dict[str, Any], fields: str = "messages") -> dict[str, Any]:
        return {"id": self.account_id, "changes": [{"value": value, "field": fields} for value in values]}

    def sign(self, brought: Any) -> Hook:
        """As Meta writes it: letters beyond ASCII escaped, keys in any order, spaces where they like."""
        body = json.dumps(
            _shuffled(brought), separators=(random.choice([",", ", "]), random.choice([":", " : "]))
        ).encode()
        mark = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        old = hmac.new(self.app_secret.encode(), body, hashlib.sha1).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={mark}", "X-Hub-Signature": f"sha1={old}"}
        return Hook(body, {**headers, "Content-Type": "application/json", "User-Agent": "facebookexternalua"})

    def status_of(self, arrived: Arrived, state: str, *, code: int = 0, opaque: bool = True) -> Hook:
        """What it reports about one of our messages."""
        status: dict[str, Any] = {
            "id": arrived.name,
            "status": state,
            "timestamp": str(int(self.now)),
            "recipient_id": arrived.person.number or arrived.person.user_id,
        }
        if opaque and arrived.opaque:
            status["biz_opaque_callback_data"] = arrived.opaque
        if code:
            status["errors"] = [{"code": code, "title": "Some title", "error_data": {"details": "Some details"}}]
        return self.bring(status, part="statuses")

    # --- what we ask ---------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> dict[str, Any] | bytes:
        if request.path.startswith("/file/"):
            return self._file(request)
        version, _, path = request.path.lstrip("/").partition("/")
        if version not in SERVED:
            raise self._strange(f"no version that is served: {request.path}")
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if path == "debug_token" or path == f"{self.app_id}/subscriptions":
            if bearer != f"{self.app_id}|{self.app_secret}":
                raise Refusal(190, 400, "Invalid OAuth access token signature.")
            return self._as_app(request, path)
        if bearer != self.token:
            raise Refusal(190, 401, "Session has expired.")
        for pattern, verb, deed in self._deeds():
            found = re.fullmatch(pattern, path)
            if found and verb == request.method:
                return deed(request, *found.groups())
        raise self._strange(f"{request.method} {request.path}")

    def _deeds(self) -> list[tuple[str, str, Callable[..., dict[str, Any]]]]:
        return [
            ("app", "GET", self._app),
            (r"(\d+)", "GET", self._node),
            (r"(\d+)/phone_numbers", "GET", self._numbers),
            (r"(\d+)/message_templates", "GET", self._templates),
            (r"(\d+)/subscribed_apps", "GET", self._apps),
            (r"(\d+)/subscribed_apps", "POST", self._subscribe),
            (r"(\d+)/subscribed_apps", "DELETE", self._unsubscribe),
            (r"(\d+)/media", "POST", self._upload),
            (r"(\d+)/messages", "POST", self._send),
        ]

    def _as_app(self, request: Request, path: str) -> dict[str, Any]:
        if path == "debug_token":
            self._only(request, "input_token")
            known = request.asked.get("input_token") == self.token
            data: dict[str, Any] = {"app_id": self.app_id, "is_valid": known, "type": "SYSTEM_USER", "expires_at": 0}
            return {"data": {**data, "scopes": list(self.scopes)} if known else {"is_valid": False, "scopes": []}}
        if request.method == "GET":
            return {"data": self.app_hooks}
        form = {key: values[0] for key, values in parse_qs(request.body.decode()).items()}
        if (
            set(form) != {"object", "callback_url", "verify_token", "fields"}
            or form["object"] != "whatsapp_business_account"
        ):
            raise self._strange(f"subscription: {sorted(form)}")
        self._is_ours(form["callback_url"], form["verify_token"])
        names = [{"name": one, "version": "v25.0"} for one in form["fields"].split(",")]
        self.app_hooks = [
            {"object": form["object"], "callback_url": form["callback_url"], "active": True, "fields": names}
        ]
        return {"success": True}

    def _app(self, request: Request) -> dict[str, Any]:
        self._only(request, "fields")
        return {"id": self.app_id}

    def _node(self, request: Request, node: str) -> dict[str, Any]:
        if node in self.files:
            self._only(request, "phone_number_id")
            owner, content_type, content = self.files[node]
            if request.asked.get("phone_number_id", owner) != owner:
                raise Refusal(100, 400, "Media belongs to another number.")
            address = f"/file/{secrets.token_hex(12)}"
            self.addresses[address] = node
            return {
                "messaging_product": "whatsapp",
                "id": node,
                "mime_type": content_type,
                "sha256": hashlib.sha256(content).hexdigest(),
                "file_size": str(len(content)),
                "url": f"{self.file_host or self.url}{address}",
            }
        if "phone_number_id" in request.asked:
            raise Refusal(100, 404, "No such media.")
        self._only(request, "fields")
        if node != self.number_id:
            raise Refusal(100, 400, "Unsupported get request.")
        known = {
            "id": node,
            "display_phone_number": self.display,
            "verified_name": "Rowan Plumbing",
            "quality_rating": "GREEN",
            "name_status": "APPROVED",
            "status": self.status,
        }
        fields = request.asked.get("fields", "id").split(",")
        if not set(fields) <= set(known):
            raise self._strange(f"fields: {fields}")
        return {name: known[name] for name in fields}

    def _numbers(self, request: Request, account: str) -> dict[str, Any]:
        self._only(request, "fields", "limit")
        self._own(account)
        return {"data": [{"id": self.number_id}], "paging": {"cursors": {"before": "a", "after": "b"}}}

    def _templates(self, request: Request, account: str) -> dict[str, Any]:
        """Two on a page, so that whoever reads only the first misses the rest."""
        self._only(request, "fields", "status", "limit", "after")
        self._own(account)
        rows = [one for one in self.templates if one["status"] == request.asked.get("status", one["status"])]
        at = int(request.asked.get("after", "0"))
        page: dict[str, Any] = {
            "data": rows[at : at + 2],
            "paging": {"cursors": {"before": str(at), "after": str(at + 2)}},
        }
        if at + 2 < len(rows):
            page["paging"]["next"] = f"{self.url}/v25.0/{account}/message_templates?after={at + 2}"
        return page

    def _apps(self, request: Request, account: str) -> dict[str, Any]:
        self._own(account)
        return {
            "data": [
                {
                    "whatsapp_business_api_data": {"id": app, "name": "Handlet", "link": ""},
                    "override_callback_uri": address,
                }
                for app, address in self.subscribed.items()
            ]
        }

    def _subscribe(self, request: Request, account: str) -> dict[str, Any]:
        self._own(account)
        wish = json.loads(request.body)
        if set(wish) != {"override_callback_uri", "verify_token"}:
            raise self._strange(f"subscribed_apps: {sorted(wish)}")
        self._is_ours(wish["override_callback_uri"], wish["verify_token"])
        self.subscribed[self.app_id] = wish["override_callback_uri"]
        return {"success": True}

    def _unsubscribe(self, request: Request, account: str) -> dict[str, Any]:
        self._own(account)
        self.subscribed.pop(self.app_id, None)
        return {"success": True}

    def _upload(self, request: Request, number: str) -> dict[str, Any]:
        if number != self.number_id:
            raise Refusal(100, 400, "Unknown number.")
        parts = _parts(request)
        if set(parts) != {"messaging_product", "type", "file"} or parts["messaging_product"][1] != b"whatsapp":
            raise self._strange(f"upload: {sorted(parts)}")
        content_type, content = parts["file"]
        if content_type != parts["type"][1].decode():
            raise self._strange("upload: two different types")
        if not content or len(content) > 100 * 1024 * 1024:
            raise Refusal(131053, 400, "Media upload error.")
        ref = str(random.randrange(10**15, 10**16))
        self.files[ref] = (self.number_id, content_type, content)
        return {"id": ref}

    def _send(self, request: Request, number: str) -> dict[str, Any]:
        if number != self.number_id:
            raise Refusal(100, 400, "Object does not exist or cannot be loaded.")
        body = json.loads(request.body)
        faults = sorted(jsonschema.Draft202012Validator(MESSAGE).iter_errors(body), key=str)
        if faults:
            raise self._strange(f"message: {faults[0].message}"[:300])
        wanted = body.get("to", "").lstrip("+") or body["recipient"]
        person = next((one for one in self.people if wanted in (one.number, one.user_id)), None)
        if person is None:
            raise Refusal(131026, 400, "Message undeliverable.")
        if person in self.opted_out:
            raise Refusal(131050, 400, "User has stopped marketing messages.")
        words, file = self._content(body)
        late = body["type"] != "template" and self.now - self.heard.get(person, 0) > DAY
        if late and self.window_says == "answer":
            raise Refusal(131047, 400, "More than 24 hours have passed.")
        arrived = Arrived(
            f"wamid.{secrets.token_hex(20).upper()}",
            person,
            body["type"],
            words,
            body.get("biz_opaque_callback_data", ""),
            file,
        )
        if late:
            self.hooks.append(self.status_of(arrived, "failed", code=131047))
        else:
            self.arrived.append(arrived)
        return {
            "messaging_product": "whatsapp",
            "contacts": [
                {"input": wanted, **({"wa_id": person.number} if person.number else {}), "user_id": person.user_id}
            ],
            "messages": [{"id": arrived.name, "message_status": "accepted"}],
        }

    def _content(self, body: Mapping[str, Any]) -> tuple[str, tuple[str, bytes] | None]:
        if body["type"] == "text":
            return body["text"]["body"], None
        if body["type"] == "document":
            said = body["document"]
            if said["id"] not in self.files:
                raise Refusal(131009, 400, "Media id is not known.")
            return said.get("caption", ""), (said.get("filename", ""), self.files[said["id"]][2])
        return self._filled(body["template"]), None

    def _filled(self, said: Mapping[str, Any]) -> str:
        found = [
            one for one in self.templates
            if one["name"] == said["name"] and one["language"] == said["language"]["code"] and one["status"] == "APPROVED"
        ]  # fmt: skip
        if not found:
            raise Refusal(132001, 404, "Template does not exist in the translation.")
        parts = {part["type"]: part.get("text", "") for part in found[0]["components"]}
        blanks = list(dict.fromkeys(re.findall(r"\{\{(\w+)\}\}", parts["BODY"])))
        given = [one for component in said.get("components", []) for one in component["parameters"]]
        if len(given) != len(blanks):
            raise Refusal(132000, 400, "Number of parameters does not match.")
        named = found[0].get("parameter_format") == "NAMED"
        if any(("parameter_name" in one) != named for one in given):
            raise Refusal(132012, 400, "Parameter format does not match.")
        values = (
            {one["parameter_name"]: one["text"] for one in given}
            if named
            else dict(zip(sorted(blanks, key=int), (one["text"] for one in given), strict=True))
        )
        if set(values) != set(blanks):
            raise Refusal(132012, 400, "Parameter names do not match.")
        body = re.sub(r"\{\{(\w+)\}\}", lambda blank: values[blank[1]], parts["BODY"])
        return "\n\n".join(text for text in (parts.get("HEADER"), body, parts.get("FOOTER")) if text)

    def _file(self, request: Request) -> bytes:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            raise Refusal(190, 401, "A file needs the token too.")
        if request.path not in self.addresses:
            raise Refusal(100, 404, "Gone.")
        return self.files[self.addresses[request.path]][2]

    def _own(self, account: str) -> None:
        if account != self.account_id:
            raise Refusal(100, 400, "Unsupported request: object does not exist or permissions are missing.")

    def _only(self, request: Request, *known: str) -> None:
        if not set(request.asked) <= set(known):
            raise self._strange(f"parameters of {request.path}: {sorted(request.asked)}")

    def _is_ours(self, address: str, token: str) -> None:
        """The question that Meta asks an address before it brings anything there."""
        challenge = str(random.randrange(10**8, 10**9))
        if not address.startswith("https://") or self.call is None:
            raise Refusal(2200, 400, "Callback verification failed.")
        query = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": challenge}
        status, body = self.call("GET", address, query, b"")
        if status != 200 or body.decode() != challenge:
            raise Refusal(2200, 400, "Callback verification failed.")

    def _strange(self, what: str) -> Refusal:
        self.wrong.append(what)
        return Refusal(100, 400, what)


def _shuffled(value: Any) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: _shuffled(value[key]) for key in keys}
    return [_shuffled(one) for one in value] if isinstance(value, list) else value


def _parts(request: Request) -> dict[str, tuple[str, bytes]]:
    """(type, content) of each part of a form, by name."""
    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode()
    whole = BytesParser().parsebytes(head + request.body)
    found = {}
    for part in whole.get_payload() if whole.is_multipart() else []:
        name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
        found[str(name)] = (part.get_content_type(), part.get_payload(decode=True))  # type: ignore[union-attr]
    return found  # type: ignore[return-value]


def _respond(handler: BaseHTTPRequestHandler, meta: Meta) -> None:
    parts = urlsplit(handler.path)
    length = int(handler.headers.get("content-length") or 0)
    request = Request(
        handler.command,
        parts.path,
        {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()},
        {key.lower(): value for key, value in handler.headers.items()},
        handler.rfile.read(length),
    )
    meta.journal.append(request)
    endpoint = next((name for name in meta.faults if parts.path.rstrip("/").endswith(name) and meta.faults[name]), "")
    fault = meta.faults[endpoint].pop(0) if endpoint else None
    if fault is not None and not fault.after:
        _go_wrong(handler, meta, fault)
        return
    try:
        answer = meta.answer(request)
    except Refusal as refusal:
        _refuse(handler, refusal)
        return
    if fault is not None:
        _go_wrong(handler, meta, fault)
    elif isinstance(answer, bytes):
        _write(handler, 200, answer, "application/octet-stream")
    else:
        _write(handler, 200, json.dumps(answer).encode(), "application/json; charset=UTF-8")


def _go_wrong(handler: BaseHTTPRequestHandler, meta: Meta, fault: Fault) -> None:
    if fault.how == "drop":
        handler.close_connection = True
        handler.connection.close()
    elif fault.how == "hang":
        meta.let_go.wait(30)
        handler.close_connection = True
        handler.connection.close()
    elif fault.how == "nonsense":
        _write(handler, 200, b"<html>Sorry, something went wrong.</html>", "text/html")
    elif fault.code:
        _refuse(handler, Refusal(fault.code, fault.status, "As told.", fault.retry_after, fault.transient))
    else:
        _write(handler, fault.status, b"Service unavailable", "text/plain", fault.retry_after)


def _refuse(handler: BaseHTTPRequestHandler, refusal: Refusal) -> None:
    error = {
        "message": f"(#{refusal.code}) A message that changes",
        "type": "OAuthException",
        "code": refusal.code,
        "error_data": {"messaging_product": "whatsapp", "details": refusal.details},
        "fbtrace_id": secrets.token_hex(8),
        **({"is_transient": True} if refusal.transient else {}),
    }
    _write(handler, refusal.status, json.dumps({"error": error}).encode(), "application/json", refusal.retry_after)


def _write(handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, retry_after: str = "") -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    if retry_after:
        handler.send_header("Retry-After", retry_after)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def meta_api(tls: ssl.SSLContext) -> Iterator[Meta]:
    """Served on a free port of localhost until the block ends."""
    meta = Meta()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments: Any) -> None:
            return

        def do_GET(self) -> None:
            _respond(self, meta)

        do_POST = do_DELETE = do_GET

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    meta.url = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield meta
    finally:
        meta.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
