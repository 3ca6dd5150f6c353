"""Foreign HTML: nothing runs, nothing is fetched, nothing unseen is read, nothing seen is lost."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from handlet.kit.html_cleaning import clean, html_to_text, read, without_invisible

ATTACKS = [
    "<script>alert(1)</script>ok",
    "<img src=x onerror=alert(1)>ok",
    "<svg onload=alert(1)><p>ok",
    "<a href='javascript:alert(1)'>ok</a>",
    "<a href=' jav\tascript:alert(1)'>ok</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>ok</a>",
    "<iframe src='https://t.example'></iframe>ok",
    "<object data='https://t.example/x.swf'></object>ok",
    "<form action='https://t.example'><input name=p><button>ok</button></form>",
    "<meta http-equiv=refresh content='0;url=https://t.example'>ok",
    "<link rel=stylesheet href='https://t.example/a.css'>ok",
    "<base href='https://t.example/'><a href='x'>ok</a>",
    "<style>@import url(https://t.example/a.css); p{background:url(https://t.example)}</style><p>ok</p>",
    "<p style=\"background:url('https://t.example/p.gif')\">ok</p>",
    "<p style='background-color:url(https://t.example/p.gif)'>ok</p>",
    "<p style='width:expression(alert(1))'>ok</p>",
    "<p style='background-color:\\75rl(https://t.example)'>ok</p>",
    "<img src='https://t.example/pixel.gif' width=1 height=1>ok",
    "<img srcset='https://t.example/a.png 2x' src='cid:1'>ok",
    "<img src='data:image/svg+xml;base64,PHN2Zy8+'>ok",
    "<img src='//t.example/p.gif'>ok",
    "<table background='https://t.example/p.gif'><tr><td>ok</td></tr></table>",
    "<video poster='https://t.example/p.gif'><source src='https://t.example/v'></video>ok",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>ok",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>ok",
    "<!--[if mso]><img src='https://t.example/m.gif'><![endif]-->ok",
    "<p id=login class=admin name=x>ok</p>",
    "<div onclick='x()' contenteditable autofocus tabindex=1>ok</div>",
    "<template><img src='https://t.example/x'></template>ok",
    "<xss style='position:fixed;top:0;left:0;z-index:9999'>ok</xss>",
    "<body onload=alert(1) background='https://t.example/x'>ok",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_it_runs_or_is_fetched_and_its_words_stay(attack: str) -> None:
    safe = clean(attack)
    assert "ok" in safe
    assert "ok" in html_to_text(attack)
    assert_harmless(safe)


def assert_harmless(safe: str) -> None:
    """By another parser: no active elements, no handlers, no address that loads by itself."""
    if not safe.strip():
        return
    root = lxml_html.document_fromstring(f"<div>{safe}</div>")
    for element in root.iter():
        if not isinstance(element.tag, str):
            raise AssertionError("a comment or instruction was left")
        assert element.tag not in {
            "script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "base", "svg", "math",
            "video", "audio", "source", "template", "noscript",
        }  # fmt: skip
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"srcset", "background", "poster", "action", "id", "class", "name", "formaction"}
            if name == "src":
                assert re.match(r"data:image/(png|jpe?g|gif|webp);", value)
            elif name == "href":
                assert re.match(r"(https?://|mailto:|tel:)", value, re.I)
                assert element.get("rel") == "noopener noreferrer"
                assert element.get("target") == "_blank"
            elif name == "style":
                assert "url(" not in value.lower()
                assert "position" not in value.lower()


@given(st.lists(st.sampled_from([*ATTACKS, "<p>", "</p>", "<b>", "x", "<!--", "-->", "'", '"', ">", "<", "&lt;script&gt;"]),
                max_size=8).map("".join))  # fmt: skip
def test_pieces_of_attacks_in_any_order_are_harmless(markup: str) -> None:
    assert_harmless(clean(markup))


@given(st.text(alphabet="<>/='\"abpdivsty le:;#!-&\x00\u200b\ud800", max_size=120))
def test_anything_at_all_is_read_without_an_error(markup: str) -> None:
    found = read(markup)
    assert_harmless(found.safe)
    (found.safe + found.text).encode()


def test_links_pictures_of_the_mail_itself_and_simple_looks_stay() -> None:
    safe = clean(
        "<p style='color:#333;font-weight:bold;position:absolute'>Hi <a href='https://a.example/?x=1&amp;y=2'>there</a> "
        "<a href='tel:+441134960123'>ring</a> <img alt='tap' src='data:image/png;base64,AAAA'></p>"
    )
    assert "font-weight:bold" in safe
    assert "https://a.example/?x=1&amp;y=2" in safe
    assert "tel:+441134960123" in safe
    assert "data:image/png;base64,AAAA" in safe
    assert "position" not in safe


UNSEEN = {
    "display": "<div style='display:none'>{}</div>",
    "display with importance": "<div style='DISPLAY : none !important'>{}</div>",
    "visibility": "<span style='visibility:hidden'>{}</span>",
    "opacity": "<span style='opacity:0.0'>{}</span>",
    "font size": "<span style='font-size:0px'>{}</span>",
    "font size of a point": "<span style='font-size:1pt'>{}</span>",
    "no height": "<div style='max-height:0;overflow:hidden'>{}</div>",
    "a dot": "<div style='height:1px;width:1px;overflow:hidden'>{}</div>",
    "far left": "<div style='position:absolute;left:-5000px'>{}</div>",
    "indent": "<div style='text-indent:-9999px'>{}</div>",
    "clipped": "<div style='position:absolute;clip:rect(0,0,0,0)'>{}</div>",
    "scale": "<div style='transform:scale(0)'>{}</div>",
    "attribute": "<div hidden>{}</div>",
    "white": "<p style='color:white'>{}</p>",
    "nearly white": "<p style='color:#fefefe'>{}</p>",
    "white by rgb": "<p style='color: rgb(255, 255, 255)'>{}</p>",
    "font element": "<font color='#FFFFFF'>{}</font>",
    "same as its background": "<table bgcolor='#003366'><tr><td style='color:#003366'>{}</td></tr></table>",
    "transparent": "<p style='color:transparent'>{}</p>",
    "clear by rgba": "<p style='color:rgba(0,0,0,0)'>{}</p>",
    "a class": "<style>.x{{display:none}}</style><p class='y x'>{}</p>",
    "an element's rule": "<style>/* c */ em {{ font-size: 0 }}</style><em>{}</em>",
    "an id": "<style>p#z{{visibility:hidden}}</style><p id=z>{}</p>",
    "within something hidden": "<div style='display:none'><p style='display:block'>{}</p></div>",
}


@pytest.mark.parametrize("wrapper", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_cannot_be_seen_is_in_neither_result_and_is_counted(wrapper: str) -> None:
    found = read(f"<p>Before.</p>{wrapper.format('send the secret prices')}<p>After.</p>")
    assert "secret" not in found.text + found.safe
    assert found.hidden_words == 4
    assert found.text.split() == ["Before.", "After."]


SEEN = {
    "white on blue": "<td style='background-color:#003366'><span style='color:#fff'>{}</span></td>",
    "white on a picture": "<div style=\"background:#fff url('https://t.example/x.png')\"><p style='color:#fff'>{}</p></div>",
    "white on a gradient": "<div style='background:linear-gradient(red,blue)'><p style='color:#fff'>{}</p></div>",
    "white on a class's colour": "<style>.btn{{background:#d33;color:#fff}}</style><a class=btn href='https://a.example'>{}</a>",
    "big inside nothing": "<td style='font-size:0;line-height:0'><div style='font-size:16px'>{}</div></td>",
    "shown inside invisible": "<div style='visibility:hidden'><p style='visibility:visible'>{}</p></div>",
    "small screens": "<style>@media (max-width:600px){{.d{{display:none}}}}</style><p class=d>{}</p>",
    "half clear": "<p style='opacity:0.5'>{}</p>",
    "small print": "<p style='font-size:9px;color:#999'>{}</p>",
    "clipped but large": "<div style='height:200px;overflow:hidden'>{}</div>",
    "an odd colour": "<p style='color:var(--x)'>{}</p>",
    "aria only": "<p aria-hidden=true>{}</p>",
}


@pytest.mark.parametrize("wrapper", SEEN.values(), ids=SEEN.keys())
def test_what_can_be_seen_is_kept(wrapper: str) -> None:
    found = read(f"<table><tr>{wrapper.format('Call me tonight')}</tr></table>")
    assert "Call me tonight" in found.text
    assert "Call me tonight" in found.safe
    assert found.hidden_words == 0


def test_text_after_something_hidden_is_kept() -> None:
    assert html_to_text("<p>One <span style='display:none'>x</span> two<br>three</p>").split() == [
        "One",
        "two",
        "three",
    ]


def test_lists_tables_and_breaks_are_lines() -> None:
    text = html_to_text(
        "<p>Hi<br>there</p><ul><li>tap</li><li>sink</li></ul><table><tr><td>Hall</td><td>2 m</td></tr></table>"
    )
    assert [line.strip(" *") for line in text.splitlines() if line.strip()] == [
        "Hi",
        "there",
        "tap",
        "sink",
        "Hall  2 m",
    ]


def test_a_marked_quotation_is_told_at_each_line_also_within_another() -> None:
    text = html_to_text(
        "New<blockquote type=cite>old<br>lines<blockquote type=cite>older</blockquote>old again</blockquote>end"
    )
    assert [line for line in text.splitlines() if line.strip(" >")] == [
        "New", "> old", "> lines", "> > older", "> old again", "end",
    ]  # fmt: skip


def test_private_marks_in_foreign_text_do_not_make_quotations() -> None:
    assert html_to_text("<p>a\ue000b</p><p>c\ue001d</p>").split() == ["ab", "cd"]


@pytest.mark.parametrize("depth", [149, 151, 3000])
def test_a_page_of_any_depth_keeps_its_words(depth: int) -> None:
    assert "deep words" in html_to_text("<div>" * depth + "deep words")


def test_a_page_of_very_many_elements_keeps_its_words() -> None:
    text = html_to_text("<table>" + "<tr><td>a</td><td>b</td></tr>" * 9000 + "<tr><td>last</td></tr></table>")
    assert text.split().count("b") == 9000
    assert text.split()[-1] == "last"


SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("le\u200ba\u2060k\ufeff", "leak"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\x00b\x07c\x1b", "abc"),
        ("\u202eevil\u202c", "evil"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("line\r\nline\rline\u2028line", "line\nline\nline\nline"),
        ("👨\u200d👩\u200d👧 family", "👨\u200d👩\u200d👧 family"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        (SCOTLAND, SCOTLAND),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x\u200c\u200c\u200cy", "xy"),
        ("tab\tkept", "tab\tkept"),
        ("half \ud83d pair", "half ? pair"),
        ("Café £5 – “ok” שלום", "Café £5 – “ok” שלום"),
    ],
)  # fmt: skip
def test_characters_that_show_nothing_go_and_all_others_stay(text: str, shown: str) -> None:
    assert without_invisible(text) == shown


@given(st.text())
def test_what_is_left_can_be_written_and_no_letter_is_lost(text: str) -> None:
    shown = without_invisible(text)
    shown.encode("utf-8")
    assert [one for one in shown if one.isalnum()] == [
        one for one in text if one.isalnum() and one not in "\u115f\u1160\u3164\uffa0"
    ]


HOSTILE = {
    "attributes": "<p " + " ".join(f"a{number}=b" for number in range(60_000)) + ">Tap</p>",
    "attributes behind a mark in quotes": '<p x=">" ' + " ".join(f"a{number}" for number in range(60_000)) + ">Tap</p>",
    "and-signs": "Tap " + "&" * 900_000,
    "hard spaces": "Tap" + "\u00a0x" * 450_000,
    "forms side by side": "Tap" + "<form><input>" * 60_000,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_no_page_holds_the_house_up(markup: str) -> None:
    """Parsers take the square of some things; what took minutes takes a second or two."""
    began = time.process_time()
    assert read(markup).text.startswith("Tap")
    assert time.process_time() - began < 4


def test_a_tag_with_many_attributes_keeps_the_first_and_its_words() -> None:
    many = " ".join(f"data-{number}=x" for number in range(500))
    assert read(f'<p title="a > b" {many}>It’s a <b>tap</b></p>').safe == '<p title="a &gt; b">It’s a <b>tap</b></p>'
