"""Bytes of a mail into text, whatever the label says. Nothing here raises."""

from __future__ import annotations

import codecs

# Names found in real mail that Python does not know, or knows as something narrower than what senders mean by them.
_ALIASES = {
    "ansi": "cp1252",
    "ascii": "us-ascii",
    "ansi_x3.4-1968": "us-ascii",
    "cp-850": "cp850",
    "cp-1252": "cp1252",
    "x-cp1252": "cp1252",
    "windows-1252http-equivcontent-type": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "iso88591": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-user-defined": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "utf-8mb4": "utf-8",
    "x-unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "unicode": "utf-16",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "tis-620": "cp874",
    "windows-874": "cp874",
}
_WESTERN = frozenset({"cp1252", "us-ascii", "iso8859-15", ""})


def decode(content: bytes, label: str | None) -> tuple[str, bool]:
    """(text, whether the label had to be doubted).

    The label as given or by an alias; where it is unknown or the bytes contradict it, UTF-8, then windows-1252, then
    UTF-8 with replacement characters, whichever reads best.
    """
    wanted = (label or "").strip().strip("\"'").lower()
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark) and not wanted.startswith("utf-16"):
            wanted = name
    codec = _codec(_ALIASES.get(wanted, wanted))
    if codec in _WESTERN or codec is None:
        text = _strictly(content, "utf-8")
        if text is not None:
            # Only ASCII, or UTF-8 under a western or missing label: real windows-1252 is hardly ever valid UTF-8.
            return text, codec is None or not (content.isascii() or codec == "")
    if codec:
        text = _strictly(content, codec)
        if text is not None:
            return text, False
    return _best_guess(content), True


def _codec(name: str) -> str | None:
    """The codec's own name, "" where none was given, None where there is none or it does not make text."""
    if not name:
        return ""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    # Escapes, compressions and ciphers are codecs to Python and not charsets of mail.
    if not found._is_text_encoding or found.name in _NO_CHARSETS:
        return None
    return "us-ascii" if found.name == "ascii" else found.name


_NO_CHARSETS = frozenset(
    {"unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined"}
    | {"mbcs", "oem"}
)


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, ValueError, LookupError):
        return None


def _best_guess(content: bytes) -> str:
    as_utf8 = content.decode("utf-8", "replace")
    right = sum(1 for letter in as_utf8 if letter > "\x7f" and letter != "\ufffd")
    if right > as_utf8.count("\ufffd"):
        return as_utf8
    # windows-1252 leaves five bytes undefined.
    return content.decode("cp1252", "replace")
