"""The one stylesheet: its colours, its layers, its address."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client

from handlet.web.ui import icons, routes, stylesheet

pytestmark = pytest.mark.urls("handlet.web.ui.gallery_urls")


def _tokens(dark: bool) -> dict[str, str]:
    source = (stylesheet.FOLDER / "tokens.css").read_text(encoding="utf-8")
    light_part, dark_part = source.split("prefers-color-scheme: dark", 1)
    found = dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", light_part))
    if dark:
        found |= dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", dark_part))
    return found


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("front", "back", "light", "dark"),
    [
        ("ink", "paper", 15.95, 16.18),
        ("ink", "surface", 17.40, 14.96),
        ("soft", "paper", 7.02, 8.91),
        ("soft", "surface", 7.66, 8.24),
        ("edge", "paper", 3.80, 4.62),
        ("edge", "surface", 4.15, 4.27),
        ("action", "paper", 6.91, 9.15),
        ("action", "surface", 7.54, 8.47),
        ("on-action", "action", 7.54, 8.44),
        ("ink", "own", 14.99, 12.02),
        ("soft", "own", 6.60, 6.62),
        ("draft", "draft-wash", 6.98, 8.97),
        ("good", "good-wash", 5.81, 7.35),
        ("danger", "danger-wash", 5.75, 7.94),
        ("info", "info-wash", 7.22, 7.47),
    ],
)
def test_each_pair_of_colours_has_the_contrast_that_was_promised(
    front: str, back: str, light: float, dark: float
) -> None:
    for tokens, promised in ((_tokens(dark=False), light), (_tokens(dark=True), dark)):
        assert contrast(tokens[front], tokens[back]) == pytest.approx(promised, abs=0.01)


def test_every_file_stands_in_its_layer() -> None:
    for part in stylesheet.parts():
        layer = part.parent.name if part.parent != stylesheet.FOLDER else part.stem
        text = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.S).strip()
        assert text.startswith(f"@layer {layer} {{"), part.name
        assert text.count("{") == text.count("}"), part.name


def test_no_file_is_forgotten_and_none_loads_another() -> None:
    assert set(stylesheet.FOLDER.rglob("*.css")) == set(stylesheet.parts())
    assert "@import" not in stylesheet.text()
    assert not re.search(r"url\((?!\"data:)", stylesheet.text())


def test_the_sheet_may_be_kept_for_a_year_under_its_digest_and_under_no_other() -> None:
    client = Client()
    answer = client.get(stylesheet.address())
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/css")
    assert client.get("/assets/handlet.0000.css").status_code == 404


def test_a_browser_that_unpacks_gets_a_fifth_of_the_bytes() -> None:
    plain = Client().get(stylesheet.address())
    small = Client().get(stylesheet.address(), headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) * 4 < len(plain.content)
    assert small["Content-Encoding"] == "gzip"


def test_the_worker_keeps_the_shell_and_no_page() -> None:
    text = Client().get("/sw.js").content.decode()
    assert stylesheet.address() in text
    assert "%" not in re.sub(r"//.*", "", text)
    assert "cache.put" not in text


def test_the_app_can_be_installed() -> None:
    answer = Client().get("/site.webmanifest")
    assert answer.json()["start_url"] == "/inbox"
    assert answer.json()["lang"] == "en-GB"


def test_icons_are_hidden_from_screen_readers() -> None:
    assert all('aria-hidden="true"' in icons.icon(name) for name in icons.PATHS)
    with pytest.raises(KeyError):
        icons.icon("unicorn")


def test_addresses_name_nobody_and_do_not_clash() -> None:
    assert len(set(routes.ROUTES.values())) == len(routes.ROUTES)
    converters = {part for address in routes.ROUTES.values() for part in re.findall(r"<(\w+):", address)}
    assert converters <= {"uuid", "str", "slug", "int"}
    with pytest.raises(KeyError):
        routes.patterns({"nowhere": lambda request: None})
