"""Pictures of the small edition, compared with those in ``goldens``.

All words are set in one font that comes with Pillow, so that a machine's own fonts and their
hinting decide nothing; what is compared is the average of small squares, so that the smoothing of
letters decides nothing either.  ``scripts/test.py --browser --renew-goldens`` makes them anew; look
at them before they are committed.
"""

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image, ImageChops, ImageFont
from playwright.sync_api import Browser

from edition import building, settings
from tests.browser.test_notes import SETTLED
from tests.browser.test_pages import opened
from tests.conftest import FIXTURES, ROOT

GOLDENS = Path(__file__).parent / "goldens"
FAILED = ROOT / "_build" / "goldens"
SQUARE = 8
"""Pixels a side."""
STEP = 12
"""By how much of 255 a square may be lighter or darker in a colour."""
SHARE = 0.003
"""Of the squares that may be more so: a machine with other fonts, full hinting and coloured edges
had 0.0013, a page that lost the marks on its quotes has 0.0077."""


class View(NamedTuple):
    """What a picture shows: a page at a size and in a colour scheme, and what was done to it."""

    address: str
    width: int
    height: int
    scheme: str = "light"
    pressed: str = ""
    """What is clicked first, as a selector."""


VIEWS = {
    "front": View("index.html", 1440, 900),
    "text-small-dark": View("texts/fox.html", 360, 800, "dark"),
    "text-wide": View("texts/fox.html", 1440, 900),
    "source": View("texts/fox.html", 1440, 900, pressed="#st-s"),
    "search": View("search.html?q=grapes", 1000, 700),
    "concordance": View("apparatus/concordance.html", 1000, 700),
}


@pytest.fixture(scope="session")
def fables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML of the small edition, in one font."""
    out = tmp_path_factory.mktemp("fables") / "html"
    building.build_html(settings.read(FIXTURES / "valid"), out, out.with_name("work"))
    font = ImageFont.load_default(16)
    assert isinstance(font, ImageFont.FreeTypeFont)
    words = b64encode(font.font_bytes).decode()
    with (out / "_static" / "edition.css").open("a", encoding="utf-8") as css:
        css.write(f"\n@font-face {{ font-family: Golden; src: url(data:font/ttf;base64,{words}) }}")
        css.write("\n*, *::before, *::after { font-family: Golden !important;")
        css.write(" text-rendering: geometricPrecision !important }\n")  # without hinting
    return out


@pytest.fixture
def picture(browser: Browser, fables: Path) -> Callable[..., Image.Image]:
    """Takes the picture of a view; ``style`` is laid over its page."""

    def take(view: View, style: str = "") -> Image.Image:
        page = opened(browser, f"file://{fables}/{view.address}", view.width, view.scheme)
        page.set_viewport_size({"width": view.width, "height": view.height})
        if view.pressed:
            page.locator(view.pressed).click()
        page.add_style_tag(content=style or "/* nothing */")
        page.evaluate("Promise.all([...document.fonts].map(font => font.load())).then(() => true)")
        page.evaluate(SETTLED)
        taken = page.screenshot(animations="disabled", caret="hide")
        page.context.close()
        return Image.open(BytesIO(taken)).convert("RGB")

    return take


def difference(golden: Image.Image, now: Image.Image) -> Image.Image:
    """The squares of two pictures of one size that differ too much, white on black."""
    size = golden.width // SQUARE, golden.height // SQUARE
    squares = (each.resize(size, Image.Resampling.BOX) for each in (golden, now))
    red, green, blue = ImageChops.difference(*squares).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value > STEP else 0)


def share(odd: Image.Image) -> float:
    """How much of a picture of differences is white."""
    return odd.histogram()[255] / (odd.width * odd.height)


def keep(name: str, golden: Image.Image, now: Image.Image, odd: Image.Image) -> Path:
    """Golden, picture and difference side by side, for whoever looks why a test failed."""
    parts = [golden, now, odd.resize(now.size, Image.Resampling.NEAREST).convert("RGB")]
    sheet = Image.new("RGB", (sum(part.width for part in parts), max(p.height for p in parts)))
    for n, part in enumerate(parts):
        sheet.paste(part, (sum(before.width for before in parts[:n]), 0))
    FAILED.mkdir(parents=True, exist_ok=True)
    sheet.save(FAILED / f"{name}.png")
    return FAILED / f"{name}.png"


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_looks_as_before(
    picture: Callable[..., Image.Image], name: str, pytestconfig: pytest.Config
) -> None:
    """A page looks as its golden does, but for the smoothing of letters."""
    path = GOLDENS / f"{name}.png"
    now = picture(VIEWS[name])
    if pytestconfig.getoption("renew_goldens"):
        now.quantize(256, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    golden = Image.open(path).convert("RGB")
    assert golden.size == now.size
    odd = difference(golden, now)

    assert share(odd) <= SHARE, f"see {keep(name, golden, now, odd)}"


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("text-wide", "div.note { display: none }"),
        ("text-wide", "article { margin-left: 12px }"),
        ("text-wide", ".q { text-decoration: none }"),
        ("text-small-dark", ":root { color-scheme: light; --paper: #fff; --ink: #000 }"),
        ("concordance", "th { display: none }"),
    ],
)
def test_a_loss_is_seen(picture: Callable[..., Image.Image], name: str, style: str) -> None:
    """A lost margin, lost marks, other colours or a shift are more than the tolerance."""
    golden = Image.open(GOLDENS / f"{name}.png").convert("RGB")

    assert share(difference(golden, picture(VIEWS[name], style))) > SHARE
