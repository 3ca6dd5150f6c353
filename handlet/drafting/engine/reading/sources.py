"""What was written, ready to be read: controls a person cannot see are gone, quoted words are covered.

Offsets of the readable text lead back to the text as it came, so that a span always points at the words it claims.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html.parser import HTMLParser

from handlet.drafting.engine.reading.answered import Question, lent, questions_in
from handlet.drafting.port import Enquiry, Line, Span

# Zero-width, joiners, bidi controls, soft hyphen, tag characters and variation selectors: never seen, often abused.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ufe0e\ufe0f]"
)
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_SAME = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "″": '"', "–": "-", "—": "-", "−": "-", "‑": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": "\n", "\u2028": "\n", "\x0b": " ", "\x0c": "\n",
        "×": "x", "✕": "x", "✖": "x", "＋": "+", "／": "/", "．": ".", "，": ",",
        **{chr(0xFF10 + n): str(n) for n in range(10)},
        **{chr(0xFF21 + n): chr(65 + n) for n in range(26)},
        **{chr(0xFF41 + n): chr(97 + n) for n in range(26)},
    }
)  # fmt: skip
LONGEST = 8_000
"""Characters of one message that are read; what stands beyond is not part of an enquiry anybody typed."""


@dataclass(frozen=True, slots=True)
class Source:
    """One message. `raw`: what spans point into. `text`: what is read, quoted words covered by blanks.

    own: a message of this enquiry and not of the thread. forwarded: offset in `text` where forwarded words begin.
    """

    message: int
    at: datetime
    raw: str
    text: str
    full: str
    origin: tuple[int, ...]
    own: bool
    forwarded: int
    hidden: tuple[str, ...] = ()

    @property
    def quoted(self) -> str:
        """The words under an answer that are covered in `text`: an earlier mail, mostly our own."""
        return "".join(sign if seen.isspace() else " " for sign, seen in zip(self.full, self.text, strict=True)).strip()

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`, in offsets of the message as it came."""
        if end <= start:
            at = self.origin[start] if start < len(self.origin) else len(self.raw)
            return Span(self.message, at, at, "")
        first, last = self.origin[start], self.origin[end - 1] + 1
        return Span(self.message, first, last, self.raw[first:last])


def sources_of(enquiry: Enquiry) -> list[Source]:
    """The customer's messages, earlier ones first; what the business wrote is left out, save for the words that its questions lend
    to bare figures."""
    found: list[Source] = []
    asked: Sequence[Question] = ()
    for number, line in enumerate((*enquiry.thread, *enquiry.messages), start=-len(enquiry.thread)):
        if number < 0 and line.direction == "out":
            asked = questions_in(line.text)
            continue
        source = _source(line, number, own=number >= 0)
        if asked:
            source, asked = _answered(source, asked)
        found.append(source)
    return found


def _answered(source: Source, asked: Sequence[Question]) -> tuple[Source, Sequence[Question]]:
    """With the words that our questions lend to its bare figures, and the questions that are left. A letter that was lent leads back
    to the figure it stands beside."""
    words, left = lent(source.text[: source.forwarded], asked, source.at.year)
    text, full, origin, forwarded = source.text, source.full, list(source.origin), source.forwarded
    for one in reversed(words):
        text = f"{text[: one.at]}{one.words}{text[one.at :]}"
        full = f"{full[: one.at]}{one.words}{full[one.at :]}"
        beside = origin[one.at - 1] if one.words.startswith(" ") else origin[one.at]
        origin[one.at : one.at] = [beside] * len(one.words)
        forwarded += len(one.words)
    return replace(source, text=text, full=full, origin=tuple(origin), forwarded=forwarded), left


def _source(line: Line, message: int, *, own: bool) -> Source:
    raw, hidden = line.text, []
    if line.html:
        shown, unseen = visible_text(line.html)
        hidden += unseen
        raw = raw if raw.strip() else shown
    hidden += ["".join(chr(ord(sign) - 0xE0000) for sign in found) for found in _TAGS.findall(raw[:LONGEST])]
    kept = _readable(raw[:LONGEST])
    full = "".join(raw[n] for n in kept).translate(_SAME)
    text, forwarded = _cover(full)
    return Source(message, line.at, raw, text, full, tuple(kept), own, forwarded, tuple(h for h in hidden if h.strip()))


_RUN = re.compile(r"[\d,.]{41,}|[ \t]{21,}|[\r\n]{9,}|(\S)\1{30,}")


def _readable(raw: str) -> list[int]:
    """Places of the signs that are read: what cannot be seen is left out, and so is the rest of a run nobody types."""
    dropped: set[int] = set()
    for m in _RUN.finditer(raw):
        dropped.update(range(m.start() + (8 if raw[m.start()] in "\r\n" else 20), m.end()))
    return [n for n, sign in enumerate(raw) if n not in dropped and not _UNSEEN.match(sign)]


# --- quoted words -----------------------------------------------------------------------------------------------------

_FORWARD = re.compile(
    r"^[ >]*(?:-{2,} ?(?:forwarded message|original message|weitergeleitete nachricht) ?-{2,}|begin forwarded message:?)"
    r"[^\n]*$",
    re.I | re.M,
)
_HEADER = re.compile(r"^[ >]*\*?(?:from|sent|date|to|cc|subject|reply-to)\*?:[^\n]*$", re.I | re.M)
_QUOTE_OPENS = re.compile(
    r"^[ >]*(?:on\b[^\n]{5,120}(?:\n[^\n]{0,80})?\bwrote:|le\b[^\n]{5,120}\ba écrit ?:|-{2,} ?original message ?-{2,}"
    r"|am\b[^\n]{5,120}\bschrieb\b[^\n]*:|(?:w dniu|dnia)\b[^\n]{5,120}(?:pisze|napisał\(?a?\)?) ?:"
    r"|_{10,})[ ]*$",
    re.I | re.M,
)
_QUOTED_LINE = re.compile(r"^>[^\n]*$", re.M)
_FOOTER = re.compile(
    r"^(?:sent from (?:my|outlook|yahoo)[^\n]*|get outlook for [^\n]*|this e-?mail (?:and any|is) [^\n]*confidential[^\n]*)$",
    re.I | re.M,
)


def _cover(full: str) -> tuple[str, int]:
    """Blanks over quoted replies and headers, same length; and where a forward begins (the length where none does)."""
    text = full
    forward = _FORWARD.search(text)
    begins = forward.start() if forward else len(text)
    quote = _QUOTE_OPENS.search(text)
    if quote and quote.start() < begins and text[: quote.start()].strip():
        # An answer above a quoted mail: the mail below was written by us or has been read before.
        text = text[: quote.start()] + _blank(text[quote.start() :])
        begins = len(text)
    elif forward:
        tail = _HEADER.sub(lambda m: _blank(m.group()), text[forward.end() :])
        text = text[:begins] + _blank(forward.group()) + tail
    if not forward:
        text = _QUOTED_LINE.sub(lambda m: _blank(m.group()), text)
    text = _FOOTER.sub(lambda m: _blank(m.group()), text)
    return text, begins


def _blank(text: str) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in text)


# --- html -------------------------------------------------------------------------------------------------------------

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SILENT = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg"}
_BLOCK = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "section", "hr"}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0*(?:\.\d+|0|1px|1pt)"
    r"\s*(?:px|pt|em|rem|%)?\s*(?:;|$)|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)|text-indent\s*:\s*-\d{3,}"
    r"|(?:left|top)\s*:\s*-\d{3,}|mso-hide\s*:\s*all|clip\s*:\s*rect\(0|transform\s*:\s*scale\(0",
    re.I,
)
_INK = re.compile(r"(?<![-\w])color\s*:\s*([^;]+)", re.I)
_PAPER = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.I)
_WHITE = {"white", "#fff", "#ffffff", "rgb(255,255,255)", "transparent", "#fefefe", "rgba(0,0,0,0)"}


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.unseen: list[str] = []
        self.open: list[tuple[str, bool, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCK:
            self.shown.append("\n")
        if tag in _VOID:
            return
        hidden = (self.open[-1][1] if self.open else False) or _is_hidden(dict(attrs))
        silent = (self.open[-1][2] if self.open else False) or tag in _SILENT
        self.open.append((tag, hidden, silent))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCK:
            self.shown.append("\n")
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                break

    def handle_data(self, data: str) -> None:
        hidden, silent = (self.open[-1][1], self.open[-1][2]) if self.open else (False, False)
        if hidden:
            self.unseen.append(data.strip())
        elif not silent:
            self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        self.unseen.append(data.strip())


def _is_hidden(attrs: dict[str, str | None]) -> bool:
    style = attrs.get("style") or ""
    if "hidden" in attrs or (attrs.get("aria-hidden") or "").lower() == "true" or _HIDING.search(style):
        return True
    ink, paper = _INK.search(style), _PAPER.search(style)
    colour = re.sub(r"[\s]|!important", "", ink.group(1)).lower() if ink else ""
    ground = re.sub(r"[\s]|!important", "", paper.group(1)).lower() if paper else "white"
    return bool(colour) and (colour == ground or (colour in _WHITE and ground in _WHITE))


def visible_text(html: str) -> tuple[str, list[str]]:
    """The text a person sees, and the pieces that are kept from sight (hidden elements, comments)."""
    parser = _Visible()
    parser.feed(html[: LONGEST * 4])
    parser.close()
    shown = re.sub(r"[ \t\r\f\v]+", " ", "".join(parser.shown))
    shown = re.sub(r" ?\n ?", "\n", shown)
    return re.sub(r"\n{3,}", "\n\n", shown).strip(), [piece for piece in parser.unseen if piece]
