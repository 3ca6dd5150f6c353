"""Foreign HTML made safe to show, and made into text that says what a reader would have seen.

Safe means: for a sandboxed frame under a strict policy, with nothing fetched from anywhere. Hidden text (the
preview line of a newsletter, or an instruction meant for software and not for people) is in neither result; how
much was left out is counted, so that a page can say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import nh3
from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import html as lxml_html  # type: ignore[import-untyped]

# Private-use characters that stand for the edges of a quotation while text is laid out; removed from what comes in.
_OPEN, _CLOSE = "\ue000", "\ue001"


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DROPPED = _each("script style head title meta link base template iframe frame frameset embed applet textarea datalist")
# Nothing in these runs here; what they hold for readers without scripts or players is shown.
_UNWRAPPED = _each(
    "svg math noscript object audio video canvas select optgroup option dialog form fieldset button label"
)
_TAGS = _each(
    "a abbr address article b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl "
    "dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s "
    "samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_STYLES = _each(
    "background-color border border-bottom border-collapse border-color border-left border-radius border-right "
    "border-spacing border-style border-top border-width color direction font-family font-size font-style "
    "font-weight height letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right "
    "margin-top max-width padding padding-bottom padding-left padding-right padding-top text-align "
    "text-decoration text-indent vertical-align white-space width word-break"
)
_ATTRIBUTES = {
    "*": {"style", "dir", "lang", "align", "valign", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "table": {"width", "border", "cellpadding", "cellspacing", "bgcolor"},
    "td": {"width", "height", "colspan", "rowspan", "bgcolor"},
    "th": {"width", "height", "colspan", "rowspan", "bgcolor", "scope"},
    "tr": {"bgcolor"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
}
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z", re.I)
_LONGEST_PICTURE = 400_000
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.I)
_RISKY_STYLE = re.compile(r"url\s*\(|expression|@import|javascript|\\|image\s*\(|image-set|<", re.I)
# Above this depth laying out would exhaust the stack; such a page is read in document order instead.
_DEEPEST = 150
_MOST_ELEMENTS = 20_000
# A little below where the parser stops building the tree, and with it loses words.
_DEEPEST_TREE = 1_000
# Parsers take the square of these: of the attributes of one tag, and of the letters that are written as entities.
_MOST_ATTRIBUTES = 200
_MOST_ENTITIES = 50_000


@dataclass(frozen=True, slots=True)
class ReadHtml:
    """safe: HTML for a sandboxed frame. text: what a reader sees, quotations begun by `> ` on each line.

    hidden_words: how many words were left out because they cannot be seen. safe is empty where it would take too long to make.
    """

    safe: str
    text: str
    hidden_words: int


def clean(markup: str) -> str:
    """`markup` without scripts, forms, styles sheets, hidden text and anything that is fetched; never raises."""
    return read(markup).safe


def html_to_text(markup: str) -> str:
    """The visible text of `markup`, line by line; never raises."""
    return read(markup).text


def read(markup: str) -> ReadHtml:
    """Both at once, from one pass over the tree. Never raises: what no parser can make sense of gives empty text."""
    root = _tree(markup)
    if root is not None and _extent(root)[0] > _DEEPEST_TREE:
        root = _tree(_flattened(markup))
    if root is None:
        return ReadHtml("", "", 0)
    hidden = _remove_unseen(root)
    safe = _clean(_as_markup(root))
    _mark_quotations(root)
    return ReadHtml(safe, without_invisible(_quoted(_laid_out(root))), hidden)


def without_invisible(text: str) -> str:
    """`text` without characters that show nothing: controls, zero-width fillers, text-direction tricks, tag letters.

    Kept: the joiners of emoji and of scripts that need them, the flags of England, Scotland and Wales, line ends
    (as `\\n`) and tabs. The result can always be encoded as UTF-8.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return _CONTROLS.sub("", text)
    text = text.encode("utf-8", "replace").decode("utf-8", "replace") if _SURROGATES.search(text) else text
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _TAG_LETTERS.sub(lambda found: found.group(0) if found.group(1) else "", text)
    return _JOINERS.sub("", text)


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_LINE_ENDS = re.compile("[\x85\u2028\u2029\x0b\x0c]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ue000\ue001\U0001d173-\U0001d17a]"
)
# A flag is a black flag, tag letters and the end mark; tag letters anywhere else are invisible writing.
_TAG_LETTERS = re.compile(
    "(\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f)|[\U000e0000-\U000e007f]"
)
# Joiners mean something between letters of joining scripts and between pictures, and nothing anywhere else.
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
_PICTURES = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_JOINERS = re.compile(f"(?<![{_JOINING}{_PICTURES}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINING}{_PICTURES}])")


def _tree(markup: str) -> Any:
    markup = markup.replace("\x00", "").replace(_OPEN, "").replace(_CLOSE, "")
    if _SURROGATES.search(markup):
        markup = markup.encode("utf-8", "replace").decode("utf-8")
    if not markup.strip():
        return None
    markup = _TAG.sub(_with_few_attributes, markup)
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except Exception:  # lxml raises several unrelated kinds on documents without an element
        return None


# As browsers tell tags and attributes apart, never going back over what was read.
_ATTRIBUTE = r"""[^\s/>=]++(?>\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?>[\s/=]++|{_ATTRIBUTE})*+")


def _with_few_attributes(found: re.Match[str]) -> str:
    tag = found.group(0)
    if len(tag) < 5 * _MOST_ATTRIBUTES:
        return tag
    name = re.match(r"<[^\s/>]+", tag)
    start = name.end() if name is not None else 0
    for number, one in enumerate(re.finditer(_ATTRIBUTE, tag[start:])):
        if number == _MOST_ATTRIBUTES:
            return tag[: start + one.start()]
    return tag


def _flattened(markup: str) -> str:
    """`markup` without tags that open below half of the deepest tree."""
    depth = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal depth
        closing, name = found.group(1), found.group(2).lower()
        if name in _VOID:
            return found.group(0)
        if closing:
            depth = max(0, depth - 1)
            return found.group(0) if depth < _DEEPEST_TREE // 2 else " "
        depth += 1
        return found.group(0) if depth <= _DEEPEST_TREE // 2 else " "

    return re.sub(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>", kept, markup)


_VOID = _each("area base br col embed hr img input link meta source track wbr")


# --- what cannot be seen -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What a run of text inherits: too small to read, invisible, its colour and what lies behind it (None: not known)."""

    tiny: bool = False
    invisible: bool = False
    colour: tuple[int, int, int] | None = (0, 0, 0)
    behind: tuple[int, int, int] | None = (255, 255, 255)

    @property
    def unseen(self) -> bool:
        if self.tiny or self.invisible:
            return True
        return self.colour is not None and self.behind is not None and _contrast(self.colour, self.behind) < 1.08


def _remove_unseen(root: Any) -> int:
    """Take out of the tree what is not shown; the number of words taken, scripts and style sheets not counted."""
    sheet = _sheet(root)
    hidden = 0
    looks: dict[Any, _Look] = {}
    gone: list[Any] = []
    for element in root.iter():
        parent = element.getparent()
        if parent is not None and parent not in looks:
            continue  # inside something already taken out
        inherited = looks[parent] if parent is not None else _Look()
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            gone.append(element)
            if inherited.unseen and element.tail:
                hidden += len(element.tail.split())
                element.tail = None
            continue
        style = _style(element, sheet)
        if _is_gone(element, style):
            gone.append(element)
            hidden += len(" ".join(element.itertext()).split())
        else:
            look = _look(element, style, inherited)
            looks[element] = look
            if look.unseen and element.text and element.text.strip():
                hidden += len(element.text.split())
                element.text = " "
        if inherited.unseen and element.tail and element.tail.strip():
            hidden += len(element.tail.split())
            element.tail = " "
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()
    for element in root.iter(*_UNWRAPPED):
        # Renamed and not taken out: that takes the longer the more stand side by side.
        if element.getparent() is not None:
            element.tag = "span"
            element.attrib.clear()
    return hidden


def _is_gone(element: Any, style: dict[str, str]) -> bool:
    """Whether the element and all within it take no part in what is shown."""
    if "hidden" in element.attrib:
        return True
    if element.tag == "input":
        return True
    if not style:
        return False
    if style.get("display") == "none" or _number(style.get("opacity", "")) == 0:
        return True
    clipped = style.get("overflow", "").startswith(("hidden", "clip"))
    if clipped:
        sizes = [_length(style.get(name, "")) for name in ("max-height", "height", "max-width", "width")]
        if any(size == 0 for size in sizes):
            return True
        if all(size is not None and size <= 1 for size in (sizes[0] or sizes[1], sizes[2] or sizes[3])):
            return True
    if style.get("position") in ("absolute", "fixed"):
        far = [_length(style.get(name, "")) for name in ("left", "top", "right", "bottom")]
        if any(place is not None and place <= -500 for place in far):
            return True
        if re.fullmatch(r"rect\(\s*[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?\s*\)", style.get("clip", "")):
            return True
    indent = _length(style.get("text-indent", ""))
    if indent is not None and indent <= -500:
        return True
    return bool(re.search(r"scale\(\s*0(\.0+)?\s*\)", style.get("transform", "")))


def _look(element: Any, style: dict[str, str], inherited: _Look) -> _Look:
    tiny, invisible, colour, behind = inherited.tiny, inherited.invisible, inherited.colour, inherited.behind
    if "font-size" in style:
        tiny = _is_tiny(style["font-size"], tiny)
    if "visibility" in style:
        invisible = style["visibility"] in ("hidden", "collapse")
    named = (
        style.get("color")
        or (element.get("color") if element.tag == "font" else None)
        or (element.get("text") if element.tag == "body" else None)
    )
    if named:
        if named in ("transparent",) or re.fullmatch(r"(rgba|hsla)\(.*[,/]\s*0?\.?0+%?\s*\)", named):
            invisible = True
        elif named != "inherit":
            colour = _colour(named)
    background = style.get("background-color") or style.get("background") or element.get("bgcolor")
    pictured = "url(" in (style.get("background", "") + style.get("background-image", "")) or element.get("background")
    if pictured or "gradient" in style.get("background", "") + style.get("background-image", ""):
        behind = None
    elif background and background not in ("transparent", "none", "inherit", "initial", "unset", "0"):
        behind = next((found for word in _words(background) if (found := _colour(word)) is not None), None)
    return _Look(tiny, invisible, colour, behind)


def _is_tiny(size: str, inherited: bool) -> bool:
    found = re.match(r"\s*(-?[\d.]+)\s*(px|pt|em|rem|%|vw|ex|ch)?", size)
    if not found or found.group(1).count(".") > 1 or not found.group(1).strip("-."):
        return False
    number, unit = float(found.group(1)), found.group(2) or "px"
    if unit in ("em", "%", "ex", "ch"):
        # A share of nothing is nothing.
        return inherited or number <= (5 if unit == "%" else 0.05)
    return number < 2 if unit in ("px", "pt") else number <= 0.05


def _words(value: str) -> list[str]:
    return re.findall(r"(?:rgba?|hsla?)\([^)]*\)|[^\s,]+", value)


def _colour(value: str) -> tuple[int, int, int] | None:
    value = value.strip().lower()
    if value in _NAMED:
        return _NAMED[value]
    if found := re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})", value):
        digits = found.group(1)
        if len(digits) == 3:
            digits = "".join(letter * 2 for letter in digits)
        return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if found := re.fullmatch(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+%?))?\s*\)", value):
        if found.group(4) and _number(found.group(4).rstrip("%")) != (100 if "%" in found.group(4) else 1):
            return None  # half transparent: what it looks like depends on too much
        red, green, blue = (min(255, int(part)) for part in found.groups()[:3])
        return red, green, blue
    return None


_NAMED = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "navy": (0, 0, 128),
    "maroon": (128, 0, 0),
    "yellow": (255, 255, 0),
    "orange": (255, 165, 0),
    "purple": (128, 0, 128),
    "teal": (0, 128, 128),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
    "windowtext": (0, 0, 0),
    "window": (255, 255, 255),
}


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Contrast ratio, from 1 (the same) to 21; WCAG 2.2, definition of relative luminance."""
    light, dark = sorted((_luminance(*one), _luminance(*other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def _luminance(red: int, green: int, blue: int) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _length(value: str) -> float | None:
    """A length in pixels, roughly; None where it is none or relative."""
    found = re.fullmatch(r"(-?[\d.]+)(px|pt|em|rem)?", value.strip())
    number = _number(found.group(1)) if found else None
    if found is None or number is None:
        return None
    return number * (16 if found.group(2) in ("em", "rem") else 1)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Declarations by class, by id and by element; the element a class or id is tied to beside them, or ""."""

    classes: dict[str, list[tuple[str, dict[str, str]]]]
    ids: dict[str, list[tuple[str, dict[str, str]]]]
    tags: dict[str, dict[str, str]]


def _sheet(root: Any) -> _Sheet:
    """Rules with simple selectors (`p`, `.quiet`, `td.quiet`, `#one`) from the page's own style sheets.

    What stands within an at-rule is left alone: it holds on some screens only.
    """
    sheet = _Sheet({}, {}, {})
    count = 0
    for element in root.iter("style"):
        text = _without_comments((element.text or "")[:200_000]).replace("<!--", " ").replace("-->", " ")
        for selectors, body in _blocks(text):
            declared = _declarations(body)
            for selector in selectors.lower().split(","):
                found = re.fullmatch(r"\s*([a-z0-9]*)(?:([.#])([\w-]+))?\s*", selector)
                count += 1
                if not found or not declared or count > 5000:
                    continue
                tag, mark, name = found.groups()
                if mark:
                    (sheet.classes if mark == "." else sheet.ids).setdefault(name, []).append((tag, declared))
                elif tag:
                    sheet.tags.setdefault(tag, {}).update(declared)
    return sheet


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    at = 0
    while (opening := text.find("/*", at)) >= 0:
        pieces.append(text[at:opening])
        closing = text.find("*/", opening + 2)
        if closing < 0:
            return " ".join(pieces)
        at = closing + 2
    return " ".join([*pieces, text[at:]])


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of each rule at the top level."""
    at = 0
    while (opening := text.find("{", at)) >= 0:
        head = text[at:opening].rsplit(";", 1)[-1].strip()
        depth, end = 1, opening + 1
        while end < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        if not head.startswith("@"):
            yield head, text[opening + 1 : end - 1]
        at = end


def _declarations(body: str) -> dict[str, str]:
    declared: dict[str, str] = {}
    for part in body.lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            declared[name.strip()] = value.replace("!important", "").strip()
    return declared


def _style(element: Any, sheet: _Sheet) -> dict[str, str]:
    tag = element.tag.lower()
    style = dict(sheet.tags.get(tag, {}))
    if sheet.classes and (named := element.get("class")):
        for name in named.lower().split()[:50]:
            for wanted, declared in sheet.classes.get(name, ()):
                if wanted in ("", tag):
                    style.update(declared)
    if sheet.ids and (own_id := element.get("id")):
        for wanted, declared in sheet.ids.get(own_id.lower(), ()):
            if wanted in ("", tag):
                style.update(declared)
    if own := element.get("style"):
        style.update(_declarations(_without_comments(own[:5000])))
    return style


# --- safe markup ---------------------------------------------------------------------------------------------------


def _as_markup(root: Any) -> str:
    body = root.find("body")
    return str(lxml_html.tostring(body if body is not None else root, encoding="unicode"))


def _clean(markup: str) -> str:
    if markup.count("\u00a0") + markup.count("&") > _MOST_ENTITIES:
        markup = markup.replace("\u00a0", " ")
        if markup.count("&") > _MOST_ENTITIES:
            return ""
    cleaned = nh3.clean(
        markup,
        tags=set(_TAGS),
        clean_content_tags={"script", "style", "title", "template", "iframe", "textarea", "datalist"},
        attributes=_ATTRIBUTES,
        attribute_filter=_allowed,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        url_relative="deny",
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        filter_style_properties=set(_STYLES),
    )
    return without_invisible(cleaned).strip()


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    """Pictures only from the message itself, links only to pages, addresses and telephones, styles that fetch nothing."""
    if attribute == "src":
        return value if len(value) <= _LONGEST_PICTURE and _PICTURE.match(value.strip()) else None
    if attribute == "href":
        return value if _LINK.match(value.strip()) else None
    if attribute == "style":
        return None if _RISKY_STYLE.search(value) else value
    return value


# --- text ----------------------------------------------------------------------------------------------------------


def _mark_quotations(root: Any) -> None:
    """Put a mark before and after what a mail program has marked as quoted.

    A bare `blockquote` is not one: people indent with it, and forms show what was typed in it.
    """
    for element in list(root.iter("blockquote", "div")):
        if not _is_quotation(element):
            continue
        opening = element.makeelement("div")
        opening.text = _OPEN
        closing = element.makeelement("div")
        closing.text, closing.tail = _CLOSE, element.tail
        element.tail = None
        if (parent := element.getparent()) is not None:
            at = parent.index(element)
            parent.insert(at, opening)
            parent.insert(at + 2, closing)


def _is_quotation(element: Any) -> bool:
    classes = (element.get("class") or "").lower().split()
    if element.tag == "div":
        return "yahoo_quoted" in classes or element.get("name") == "quote"
    indented = "border:none" in (element.get("style") or "").lower().replace(" ", "")
    if (element.get("type") or "").lower() == "cite":
        return True
    return not indented and (
        any("quote" in name for name in classes) or (element.get("id") or "").lower().startswith("blockquote_")
    )


def _laid_out(root: Any) -> str:
    depth, count = _extent(root)
    if depth <= _DEEPEST and count <= _MOST_ELEMENTS:
        try:
            config = ParserConfig(css=CSS_PROFILES["strict"], table_cell_separator="  ")
            return _tidy(Inscriptis(root, config).get_text())
        except (RecursionError, ValueError, IndexError, KeyError, AttributeError, TypeError):
            pass  # an odd table or list; in document order nothing is lost
    return _tidy(_in_order(root))


_BLOCKS = _each(
    "address article blockquote br caption center dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table td th tr ul"
)


def _in_order(root: Any) -> str:
    """Text as it stands in the document, a new line for each block."""
    parts: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            if element.tag in _BLOCKS:
                parts.append("\n")
            parts.append(re.sub(r"\s+", " ", element.tail or ""))
            continue
        if element.tag in _BLOCKS:
            parts.append("\n")
        parts.append(re.sub(r"\s+", " ", element.text or ""))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return "".join(parts)


def _extent(root: Any) -> tuple[int, int]:
    """(how deep the tree is, how many elements it has)."""
    depths: dict[Any, int] = {root: 1}
    for element in root.iterdescendants():
        depths[element] = depths[element.getparent()] + 1
    return max(depths.values()), len(depths)


def _tidy(text: str) -> str:
    """No space at either end of a line (tables of a page's layout make much of it), at most one empty line."""
    lines = (re.sub(r"[ \t]{3,}", "  ", line).strip(" \t") for line in text.replace("\u00a0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _quoted(text: str) -> str:
    """Marks made into `> ` before each line between them."""
    if _OPEN not in text:
        return text
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        rest = line
        while rest:
            at = min((place for place in (rest.find(_OPEN), rest.find(_CLOSE)) if place >= 0), default=-1)
            piece = rest if at < 0 else rest[:at]
            if piece.strip() or (rest == line and at < 0):
                lines.append("> " * depth + piece)
            if at < 0:
                break
            depth = max(0, depth + (1 if rest[at] == _OPEN else -1))
            rest = rest[at + 1 :]
        if not line:
            lines.append("> " * depth if depth else "")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
