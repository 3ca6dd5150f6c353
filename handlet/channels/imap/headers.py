"""Header fields of a foreign mail as plain values. Nothing here raises; what was odd is told through `doubts`.

Values never hold a line break or another control character, so that no name or subject can smuggle a header into
an answer.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, mktime_tz, parsedate_tz
from typing import Any

from handlet.channels.imap.charsets import decode
from handlet.kit.html_cleaning import without_invisible

# A field longer than this is an attack or an accident; the parser's time grows faster than its length.
_LONGEST_FIELD = 20_000
# The structured parser takes a second for twenty thousand letters without a comma; longer fields go another way.
_SLOW_FIELD = 4_000
_LONGEST_VALUE = 998
_MOST_ADDRESSES = 200
_MOST_REFERENCES = 100


@dataclass(frozen=True, slots=True)
class Address:
    """address: as written, without brackets; "" where only a name is given."""

    name: str
    address: str


def raw_values(message: Message, name: str) -> list[str]:
    """Every value of the field, unfolded, bytes of no charset decoded; encoded words are still encoded."""
    values = []
    for key, value in message.raw_items():
        if key.lower() == name:
            text = str(value)
            if not text.isascii():
                text = decode(text.encode("utf-8", "surrogateescape"), None)[0]
            values.append(re.sub(r"\r?\n[ \t]*|\r", " ", text))
    return values


def text_value(message: Message, name: str) -> str:
    """The first value of a free-text field, decoded, on one line, at most 998 characters."""
    values = raw_values(message, name)
    return decoded(values[0])[:_LONGEST_VALUE] if values else ""


def decoded(value: str) -> str:
    """Encoded words opened, invisible characters out, white space made single."""
    value = value[:_LONGEST_FIELD]
    if "=?" in value:
        # A word split inside a character is common: chunks of one charset that touch are joined before decoding.
        try:
            chunks = decode_header(value)
        except (HeaderParseError, binascii.Error, ValueError, IndexError, TypeError):
            chunks = [(value, None)]
        parts = []
        for chunk, charset in chunks:
            if isinstance(chunk, bytes):
                if charset is None:
                    parts.append(_unescaped(chunk))
                else:
                    parts.append(decode(chunk, charset)[0])
            else:
                parts.append(chunk)
        value = "".join(parts)
    return one_line(value)


def _unescaped(chunk: bytes) -> str:
    # decode_header gives what stands between encoded words back as raw-unicode-escape bytes.
    try:
        return chunk.decode("raw-unicode-escape")
    except UnicodeDecodeError:
        return decode(chunk, None)[0]


def one_line(value: str) -> str:
    """`value` without control or invisible characters, white space made single."""
    return " ".join(without_invisible(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", value)).split())


def addresses(message: Message, *names: str) -> list[Address]:
    """Who stands in these fields, in order, each address once; group names and empty groups left out."""
    found: list[Address] = []
    seen: set[str] = set()
    left = _LONGEST_FIELD
    for name in names:
        for value in raw_values(message, name):
            if left <= 0:
                return found
            cut, left = value[:left], left - len(value)
            for address in _parsed(cut):
                key = address.address.lower() or address.name
                if key and key not in seen:
                    seen.add(key)
                    found.append(address)
                if len(found) >= _MOST_ADDRESSES:
                    return found
    return found


def _parsed(value: str) -> list[Address]:
    value = value.strip()
    if not value:
        return []
    result: list[Address] = []
    try:
        if len(value) > _SLOW_FIELD:
            raise ValueError
        header: Any = policy.default.header_factory("to", value)
        result = [_address(str(one.display_name or ""), str(one.addr_spec or "")) for one in header.addresses]
    except Exception:  # the parser of structured headers raises IndexError, AttributeError, RecursionError and more
        result = []
    usable = [address for address in result if _is_usable(address.address)]
    if not usable:
        usable = [address for address in _loosely(value) if _is_usable(address.address)]
    if usable:
        return usable
    name = one_line(decoded(value)).strip("<>\"' ;:,")
    if ";" in value and ":" in value:
        return []  # an empty group, such as "undisclosed-recipients:;"
    return [Address(name[:200], "")] if name else []


def _loosely(value: str) -> list[Address]:
    try:
        pairs = [_address(name, address) for name, address in getaddresses([value])]
    except Exception:  # odd quoting can break this one too
        pairs = []
    if not any(_is_usable(pair.address) for pair in pairs):
        at = re.search(r"([^\s<>,;:\"()@]{1,128}@[^\s<>,;:\"()@]{1,255})", value)
        if at:
            pairs = [_address(value[: at.start()], at.group(1))]
    return pairs


def _address(name: str, address: str) -> Address:
    name = decoded(name).strip().strip("\"'").strip()
    return Address(name[:200], one_line(address).replace(" ", "").strip("<>'\"")[:320])


def _is_usable(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return bool(local and at and domain and not set(address) & set('<>(),;"\\ '))


def message_ids(message: Message, name: str) -> list[str]:
    """Ids of a field in order, each once, without angle brackets; text around them left out."""
    found: list[str] = []
    for value in raw_values(message, name):
        value = one_line(value[:200_000])
        ids = [re.sub(r"\s+", "", one) for one in re.findall(r"<([^<>]*)>", value)]
        if not any(ids):
            ids = [token.strip("<>,;") for token in value.split() if "@" in token] or (
                [value.strip("<> ").replace(" ", "")] if name == "message-id" else []
            )
        found.extend(one[:_LONGEST_VALUE] for one in ids if one)
    return list(dict.fromkeys(found))[-_MOST_REFERENCES:]


def date(message: Message, name: str = "date") -> tuple[datetime | None, bool]:
    """(the time in UTC or None, whether the field is there but makes no sense)."""
    values = raw_values(message, name)
    if not values:
        return None, False
    moment = moment_of(decoded(values[0][:200]))
    return moment, moment is None


def moment_of(value: str) -> datetime | None:
    """A mail's time in UTC. A time without a zone is taken as UTC. None where it cannot be one: no year before 1971."""
    try:
        parts = parsedate_tz(value)
        if parts is None:
            return None
        if parts[9] is None:
            parts = (*parts[:9], 0)
        seconds = mktime_tz(parts)
        # No zone is a day away; `timezone` refuses it.
        zone = timezone(timedelta(seconds=parts[9] or 0))
        # mktime_tz carries an impossible day or hour over into the next; such a date was typed by nobody's clock.
        plain = datetime(*parts[:5], min(parts[5], 59), tzinfo=zone)
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return moment if plain.year > 1970 and moment.year < 9000 else None


def received_at(message: Message) -> datetime | None:
    """When the newest relay took it, by its own clock."""
    for value in raw_values(message, "received")[:1]:
        return moment_of(value[-200:].rpartition(";")[2].strip())
    return None


def passes_authentication(message: Message, domain: str, trusted: Sequence[str]) -> bool:
    """Whether the owner's own provider says that DMARC passed for `domain`.

    Only the topmost Authentication-Results counts, and only from a host named in `trusted`: whoever sends a mail can
    write such a header further down (RFC 8601, section 5).
    """
    host, result = _dmarc(message, domain)
    return result == "pass" and host in {name.lower() for name in trusted}


def fails_authentication(message: Message, domain: str) -> bool:
    """Whether the topmost Authentication-Results says that DMARC failed for `domain`. From any host: nobody gains by saying
    so of a mail of their own. Forwarded mail fails too, so it is a doubt and no proof.
    """
    return _dmarc(message, domain)[1] == "fail"


def _dmarc(message: Message, domain: str) -> tuple[str, str]:
    """The host that wrote the topmost Authentication-Results, and what it says of DMARC for `domain`; empty where nothing."""
    values = raw_values(message, "authentication-results")
    if not values or not domain:
        return "", ""
    # Quoted strings and comments may hold what a sender chose, so they go before the results are told apart.
    value = re.sub(r"\"(?:[^\"\\]|\\.)*\"", " quoted ", values[0][:_LONGEST_FIELD])
    value = re.sub(r"\([^()]*\)", " ", value).lower()
    host, _, results = value.partition(";")
    for result in results.split(";"):
        if re.match(r"\s*dmarc\s*=", result):
            said = re.match(r"\s*dmarc\s*=\s*(\w+)", result)
            about = re.search(r"header\.from\s*=\s*(\S+)", result)
            if said and about and about.group(1).rpartition("@")[2].rstrip(".") == domain.lower():
                return (host.split() or [""])[0], said.group(1)
            break
    return "", ""
