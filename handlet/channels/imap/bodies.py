"""The parts of a mail: which are its words, which are attachments, and what cannot be read. Nothing here raises."""

from __future__ import annotations

import base64
import binascii
import mimetypes
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email import policy
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from handlet.channels.contract import IncomingAttachment
from handlet.channels.imap import headers
from handlet.channels.imap.charsets import decode
from handlet.kit import html_cleaning
from handlet.kit.html_cleaning import without_invisible

_DEEPEST_PART = 60
_DEEPEST_MESSAGE = 5
_MOST_PARTS = 1000
# Lines that look like the edge of a part: the library takes a minute for the hundred thousands that fit into a mail.
_MOST_BOUNDARIES = 10 * _MOST_PARTS
_LONGEST_TEXT = 2_000_000
_LONGEST_NAME = 150
# Parts that are machinery of mail and not something a person attached.
_REPORTS = {"message/delivery-status", "message/disposition-notification", "message/global-delivery-status"}


@dataclass
class Body:
    """What was found so far: texts and HTML in order, attachments, and sentences about what could not be read."""

    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    attachments: list[IncomingAttachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    parts: int = 0
    letters: int = 0

    def doubt(self, sentence: str) -> None:
        if sentence not in self.problems:
            self.problems.append(sentence)

    @property
    def text(self) -> str:
        return re.sub(r"\n{4,}", "\n\n\n", "\n\n".join(part for part in self.texts if part.strip())).strip("\n")


def read(message: Message) -> Body:
    body = Body()
    _read_part(message, body, depth=0, nested=0)
    return body


def _read_part(part: Message, body: Body, *, depth: int, nested: int) -> None:
    body.parts += 1
    if body.parts > _MOST_PARTS:
        body.doubt("The message is divided into so many parts that some were not read.")
        return
    if depth > _DEEPEST_PART:
        _read_leaves(part, body)
        return
    kind = content_type(part)
    _note_defects(part, body)
    payload = payload_of(part)
    if isinstance(payload, list) and kind.startswith("multipart/"):
        _read_multipart(part, kind, [one for one in payload if isinstance(one, Message)], body, depth, nested)
    elif kind == "message/rfc822" or (kind == "message/global" and isinstance(payload, list)):
        _read_message(part, body, depth, nested)
    elif isinstance(payload, list):
        _read_report(part, kind, body)
    else:
        _read_leaf(part, kind, body, depth, nested)


def _read_leaves(part: Message, body: Body) -> None:
    """What stands at the ends of a tree too deep to walk down, in order and without regard to what it belongs to."""
    body.doubt("The message is nested so deeply that its parts may stand in the wrong order.")
    stack = [part]
    while stack and body.parts <= _MOST_PARTS:
        one = stack.pop()
        body.parts += 1
        payload = payload_of(one)
        if isinstance(payload, list):
            stack.extend(child for child in reversed(payload) if isinstance(child, Message))
        else:
            _read_leaf(one, content_type(one), body)


def payload_of(part: Message) -> Any:
    """The part's children or its text, also where a header of its is beyond the library."""
    try:
        return part.get_payload()
    except Exception:  # a Content-Transfer-Encoding that cannot be parsed
        return getattr(part, "_payload", "")


def _read_multipart(part: Message, kind: str, children: Sequence[Message], body: Body, depth: int, nested: int) -> None:
    if kind == "multipart/alternative":
        _read_alternative(children, body, depth, nested)
        return
    if kind == "multipart/encrypted":
        body.doubt("The message is encrypted with PGP and cannot be read here.")
    if kind == "multipart/report" or (kind == "multipart/mixed" and len(children) > 2):
        # The third part of a report is the message it is about, not one that somebody forwards.
        for child in children:
            if kind == "multipart/report" and content_type(child) in ("message/rfc822", "text/rfc822-headers"):
                body.parts += 1
                body.attachments.append(_attached(child, content_type(child), _bytes_of_message(child), body))
            else:
                _read_part(child, body, depth=depth + 1, nested=nested)
        return
    if kind == "multipart/related" and len(children) > 1:
        start = _parameter(part, "start").strip("<>")
        root = next((one for one in children if start and _content_id(one) == start), children[0])
        _read_part(root, body, depth=depth + 1, nested=nested)
        children = [one for one in children if one is not root]
    for child in children:
        _read_part(child, body, depth=depth + 1, nested=nested)


def _read_alternative(children: Sequence[Message], body: Body, depth: int, nested: int) -> None:
    """The same words in several forms: one text is chosen, no form's attachments are lost."""
    forms: list[Body] = []
    for child in children:
        form = Body(parts=body.parts, letters=body.letters)
        _read_part(child, form, depth=depth + 1, nested=nested)
        body.parts, body.letters = form.parts, form.letters
        forms.append(form)
        body.attachments.extend(form.attachments)
        for sentence in form.problems:
            body.doubt(sentence)
        body.pages.extend(form.pages)
    plain = next((form for form in forms if form.text and not form.pages), None)
    rich = next((form for form in reversed(forms) if form.text and form.pages), None)
    if plain is None or rich is None:
        body.texts.extend(form.text for form in (rich or plain,) if form is not None)
        return
    body.texts.append(_fuller(plain.text, rich.text, body))


def _fuller(plain: str, rich: str, body: Body) -> str:
    """The plain form, as long as it says what the formatted one shows; mail programs show people the formatted one."""
    plain_words, rich_words = _word_set(plain), _word_set(rich)
    if not rich_words:
        return plain
    if len(plain_words & rich_words) >= 0.85 * len(rich_words):
        if len(plain_words - rich_words) > 5 and len(plain_words - rich_words) > 0.6 * len(plain_words):
            body.doubt(
                "The plain and the formatted form of this message say different things; the plain one says more."
            )
        return plain
    if len(plain_words - rich_words) > 5 and len(plain_words - rich_words) > 0.3 * len(plain_words):
        body.doubt("The plain and the formatted form of this message say different things; the formatted one is shown.")
    return rich


def _word_set(text: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"https?://\S+", " ", text.lower())))


def _read_leaf(part: Message, kind: str, body: Body, depth: int = 0, nested: int = 0) -> None:
    content = content_of(part, body)
    attached = disposition(part) == "attachment"
    name = filename(part)
    if kind in _REPORTS:
        return
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        if _parameter(part, "smime-type").lower() == "signed-data":
            body.doubt("The message is wrapped in an S/MIME signature and its words cannot be read here.")
        else:
            body.doubt("The message is encrypted with S/MIME and cannot be read here.")
    if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat":
        body.doubt(
            "Outlook packed this message’s formatting and files into “winmail.dat”, which cannot be opened here. "
            "Ask the sender to send it as HTML or plain text."
        )
    if kind == "message/external-body":
        body.doubt("An attachment is only a pointer to another place and was not fetched.")
    is_text = kind.startswith("text/") and kind not in _ATTACHED_TEXTS
    if is_text and not attached and not (name and body.texts):
        _read_words(part, kind, content, body)
        return
    if not content and not attached and not name and kind.startswith(("text/", "multipart/")):
        return
    if kind.startswith("multipart/") and not name and not attached:
        # Declared as several parts, without the boundary that was announced: the words are still there.
        found = _with_real_boundary(content)
        if found is not None:
            _read_part(found, body, depth=depth + 1, nested=nested)
        else:
            _read_words(part, "text/plain", content, body)
        return
    body.attachments.append(_attached(part, kind, content, body))


def _with_real_boundary(content: bytes) -> Message | None:
    """The parts, if lines that look like a boundary stand before lines that look like a part's headers."""
    found = re.search(rb"^--([^\s-][^\r\n\"]{0,68}?)[ \t]*\r?\nContent-", content[:20_000], flags=re.M)
    if found is None:
        return None
    again = parse(b'Content-Type: multipart/mixed; boundary="' + found.group(1) + b'"\n\n' + content)
    return again if again is not None and isinstance(payload_of(again), list) else None


_ATTACHED_TEXTS = {
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "text/directory",
    "text/csv",
    "text/rfc822-headers",
    "text/xml",
    "text/css",
    "text/javascript",
    "text/tab-separated-values",
}


def _read_words(part: Message, kind: str, content: bytes, body: Body) -> None:
    text, doubted = decode(content[: 4 * _LONGEST_TEXT], _parameter(part, "charset"))
    if doubted:
        body.doubt("The message does not say rightly how its letters are written; some may be wrong.")
    left = max(0, _LONGEST_TEXT - body.letters)
    if len(text) > left or len(content) > 4 * _LONGEST_TEXT:
        body.doubt("The message is longer than two million letters; the rest is not shown.")
        text = text[:left]
    body.letters += len(text)
    if kind == "text/html":
        found = html_cleaning.read(_without_declared_charset(text))
        body.pages.append(found.safe)
        body.texts.append(found.text)
        if found.text and not found.safe:
            body.doubt("The message is laid out so oddly that only its words are shown.")
        if found.hidden_words:
            body.doubt("Part of the message is made so that it cannot be seen; it was left out.")
        return
    if _is_gibberish(text):
        body.doubt("Part of the message is not text and could not be read.")
        body.attachments.append(IncomingAttachment("unreadable-part.bin", "application/octet-stream", content))
        return
    if kind == "text/plain" and _parameter(part, "format").lower() == "flowed":
        text = _unflowed(text.replace("\r\n", "\n"), _parameter(part, "delsp").lower() == "yes")
    elif kind in ("text/enriched", "text/richtext"):
        text = re.sub(r"<param>[^<>]{0,500}</param>|</?[a-zA-Z][^<>]*>", "", text.replace("<<", "\ue000"), flags=re.I)
        text = text.replace("\ue000", "<")
    if "-----BEGIN PGP MESSAGE-----" in text:
        body.doubt("The message is encrypted with PGP and cannot be read here.")
    body.texts.append("\n".join(line.rstrip() for line in without_invisible(text).split("\n")).strip("\n"))


def _without_declared_charset(text: str) -> str:
    # The letters are already decoded; a declaration in the page would have them decoded twice.
    return re.sub(r"\A\s*<\?xml[^<>]{0,300}\?>|(<meta\b[^<>]{0,300}charset\s*=[^<>]{0,300}>)", "", text, flags=re.I)


def _is_gibberish(text: str) -> bool:
    sample = text[:5000]
    odd = sum(1 for letter in sample if (letter < " " and letter not in "\t\n\r\f\x1b") or letter in "\ufffd\x7f")
    return bool(sample) and odd > max(3, 0.1 * len(sample))


def _unflowed(text: str, delete_space: bool) -> str:
    """RFC 3676: a line that ends with a space goes on in the next one of the same quotation depth."""
    lines: list[list[str]] = []
    depths: list[int] = []
    flowing = False
    for line in text.split("\n"):
        quoted = re.match(r"(?:>)*", line)
        depth = len(quoted.group(0)) if quoted else 0
        rest = line[depth:]
        rest = rest[1:] if rest.startswith(" ") else rest
        if flowing and lines and depths[-1] == depth and rest != "-- ":
            if delete_space:
                lines[-1][-1] = lines[-1][-1][:-1]
            lines[-1].append(rest)
        else:
            lines.append([rest])
            depths.append(depth)
        flowing = rest.endswith(" ") and rest != "-- "
    joined = ("".join(pieces) for pieces in lines)
    return "\n".join(">" * depth + (" " if depth else "") + line for depth, line in zip(depths, joined, strict=True))


# --- attached messages and reports ---------------------------------------------------------------------------------


def _read_message(part: Message, body: Body, depth: int, nested: int) -> None:
    """An attached message: kept as a file, its words below the others, its own files beside."""
    content = _bytes_of_message(part)
    body.attachments.append(_attached(part, "message/rfc822", content, body))
    if nested >= _DEEPEST_MESSAGE:
        body.doubt("Messages are packed inside messages so often that the innermost were not opened.")
        return
    inner = inner_message(part, content)
    if inner is None:
        body.doubt("An attached message could not be opened.")
        return
    form = Body(parts=body.parts, letters=body.letters)
    _read_part(inner, form, depth=depth + 1, nested=nested + 1)
    body.parts, body.letters = form.parts, form.letters
    title = ["---------- Attached message ----------"]
    sender = headers.addresses(inner, "from")
    if sender:
        title.append(
            f"From: {sender[0].name} <{sender[0].address}>" if sender[0].name else f"From: {sender[0].address}"
        )
    for name, shown in (("date", "Date"), ("subject", "Subject")):
        if value := headers.text_value(inner, name):
            title.append(f"{shown}: {value}")
    body.texts.append("\n".join(title) + "\n\n" + form.text)
    body.attachments.extend(one for one in form.attachments if not one.inline)
    for sentence in form.problems:
        body.doubt(sentence)


def inner_message(part: Message, content: bytes | None = None) -> Message | None:
    payload = payload_of(part)
    encoding = " ".join(headers.raw_values(part, "content-transfer-encoding")).strip().lower()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message) and encoding not in _ENCODED:
        return payload[0]
    content = _bytes_of_message(part) if content is None else content
    return parse(content) if content.strip() else None


_ENCODED = ("base64", "quoted-printable")


def _bytes_of_message(part: Message) -> bytes:
    """The attached message as bytes, also where it was encoded, which no standard allows and some programs do."""
    encoding = " ".join(headers.raw_values(part, "content-transfer-encoding")).strip().lower()
    payload = payload_of(part)
    if isinstance(payload, list):
        content = b"".join(_flat(one) for one in payload if isinstance(one, Message))
    else:
        content = content_of(part, Body())
        return content
    if encoding == "base64":
        try:
            return base64.b64decode(re.sub(rb"\s", b"", content) + b"===")
        except (binascii.Error, ValueError):
            return content
    if encoding == "quoted-printable":
        return binascii.a2b_qp(content)
    return content


def _flat(message: Message) -> bytes:
    for rules in (policy.compat32.clone(linesep="\n", max_line_length=None), policy.compat32):
        target = BytesIO()
        with suppress(Exception):  # the generator raises many kinds on what the parser let through
            BytesGenerator(target, mangle_from_=False, policy=rules).flatten(message)
            return target.getvalue()
    payload = payload_of(message)
    return str(payload).encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _read_report(part: Message, kind: str, body: Body) -> None:
    if kind in _REPORTS:
        return
    if kind == "message/partial":
        body.doubt("Only one piece of a divided message came; the rest is missing.")
    elif kind == "message/external-body":
        body.doubt("An attachment is only a pointer to another place and was not fetched.")
    body.attachments.append(_attached(part, kind, _flat(part), body))


# --- attachments ---------------------------------------------------------------------------------------------------


def _attached(part: Message, kind: str, content: bytes, body: Body) -> IncomingAttachment:
    name = filename(part)
    if not name and kind == "message/rfc822":
        inner = payload_of(part)
        subject = (
            headers.text_value(inner[0], "subject")
            if isinstance(inner, list) and inner and isinstance(inner[0], Message)
            else ""
        )
        name = safe_name((subject or "message") + ".eml")
    if not name:
        ending = mimetypes.guess_extension(kind) or ".bin"
        name = f"attachment-{len(body.attachments) + 1}{ending}"
    inline = disposition(part) == "inline" or (disposition(part) == "" and bool(_content_id(part)))
    return IncomingAttachment(name, kind, content, inline)


def filename(part: Message) -> str:
    """The file's name, decoded, without folders or tricks; "" where there is none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = _parameter(part, parameter, header)
        if value.strip():
            return safe_name(headers.decoded(value))
    return ""


def safe_name(name: str) -> str:
    """A name that is only a name: no folders, no characters that systems treat apart, at most 150 characters."""
    name = headers.one_line(name).replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r"[<>:\"|?*]", "_", name).strip(" .") or "attachment"
    if len(name) > _LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: _LONGEST_NAME - 12]}.{ending}" if dot and len(ending) <= 10 else name[:_LONGEST_NAME]
    return name


def content_of(part: Message, body: Body) -> bytes:
    """The part's bytes with the transfer encoding undone, as far as it can be."""
    try:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            _note_defects(part, body)
            if any(type(defect).__name__ == "InvalidBase64LengthDefect" for defect in part.defects):
                # The library gives up on the whole part; all but the last few letters of it are sound.
                return _base64_as_far_as_it_goes(content)
            return content
    except Exception:  # broken base64 or uuencode; the bytes themselves are still of use
        body.doubt("Part of the message is encoded wrongly; what could be made of it is shown.")
    payload = payload_of(part)
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _base64_as_far_as_it_goes(content: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    return base64.b64decode(letters[: len(letters) // 4 * 4])


def _note_defects(part: Message, body: Body) -> None:
    for defect in part.defects:
        name = type(defect).__name__
        if name in ("NoBoundaryInMultipartDefect", "StartBoundaryNotFoundDefect", "MultipartInvariantViolationDefect"):
            body.doubt("The message’s parts are not told apart as they should be.")
        elif name == "CloseBoundaryNotFoundDefect":
            body.doubt("The message may have been cut short.")
        elif name in ("InvalidBase64LengthDefect", "InvalidBase64PaddingDefect", "InvalidBase64CharactersDefect"):
            body.doubt("Part of the message is encoded wrongly; what could be made of it is shown.")


def content_type(part: Message) -> str:
    values = headers.raw_values(part, "content-type")
    if not values:
        return str(part.get_default_type())
    found = re.match(r"\s*([A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+)", values[0])
    return found.group(1).lower() if found else "text/plain"


def disposition(part: Message) -> str:
    values = headers.raw_values(part, "content-disposition")
    return re.split(r"[;\s]", values[0].strip(), maxsplit=1)[0].lower() if values else ""


def _content_id(part: Message) -> str:
    return " ".join(headers.raw_values(part, "content-id")).strip().strip("<>")


def _parameter(part: Message, name: str, header: str = "content-type") -> str:
    """A parameter of a header, with RFC 2231's languages, charsets and continuations; "" where there is none."""
    values = headers.raw_values(part, header)
    if not values:
        return ""
    found: dict[str, str] = {}
    for one in re.finditer(_PARAMETER, values[0][:10_000]):
        key = one.group(1).lower()
        value = one.group(2)
        if value.startswith('"'):
            value = re.sub(r"\\(.)", r"\1", value.strip('"'))
        found.setdefault(key, value.strip())
    if name in found:
        return found[name]
    pieces = [found[key] for key in (f"{name}*", f"{name}*0*", f"{name}*0") if key in found][:1]
    if not pieces:
        return ""
    encoded = f"{name}*0" not in found or f"{name}*0*" in found
    number = 1
    while f"{name}*{number}" in found or f"{name}*{number}*" in found:
        pieces.append(found.get(f"{name}*{number}*") or found.get(f"{name}*{number}", ""))
        number += 1
    value = "".join(pieces)
    if not encoded:
        return value
    charset, mark, rest = value.partition("'")
    language, second, rest = rest.partition("'")
    if not (mark and second) or len(language) > 20:
        charset, rest = "utf-8", value
    return decode(unquote_to_bytes(rest), charset or "utf-8")[0]


_PARAMETER = re.compile(r";\s*([A-Za-z0-9*_-]+)\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)")


class _CutLongHeaders(policy.EmailPolicy):
    """`policy.default`, with what its parser of structured headers is given cut short: it takes ten seconds for a
    Content-Type of a few hundred thousand letters. Raw values stay whole."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:4_000])


_RULES = _CutLongHeaders()


def parse(content: bytes) -> Message | None:
    """The tree of parts, or None where even the parser gives up. Parts far beyond those that are read are not built."""
    if b"boundary" in content and content.count(b"\n--") > _MOST_BOUNDARIES:
        content = b"\n--".join(content.split(b"\n--", _MOST_BOUNDARIES)[:-1])
    try:
        found: Any = BytesParser(policy=_RULES).parsebytes(content)
    except Exception:  # RecursionError on nested boundaries, and the parser's own surprises
        return None
    return found if isinstance(found, Message) else None
