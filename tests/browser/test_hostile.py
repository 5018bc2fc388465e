"""What a browser makes of hostile words: words."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from edition import building, settings
from tests.hostile import with_all
from tests.test_hostile import BUILT, Parts

FOREIGN = "iframe, img, object, embed, base, svg, video, audio, link:not([rel]), form:not(.search)"
HANDLERS = """() => [...document.querySelectorAll("*")].flatMap(
  (one) => one.getAttributeNames().filter((name) => name.startsWith("on")))"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small edition with every harmless case in it."""
    work = tmp_path_factory.mktemp("hostile")
    building.build_html(settings.read(with_all(BUILT, work)), work / "site", work / "work")
    return work / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which a dialog, an error or a request to elsewhere fails the test."""
    opened, events = browser.new_page(viewport={"width": 1440, "height": 900}), []
    opened.on("dialog", lambda dialog: (events.append(dialog.message), dialog.dismiss()))
    opened.on("pageerror", lambda error: events.append(str(error)))
    opened.on("request", lambda asked: events.append(asked.url) if asked.url[:5] != "file:" else 0)
    yield opened
    opened.close()
    assert events == []


def is_plain(page: Page, path: Path) -> None:
    """No element, handler or script stands in the page but its own."""
    own = Parts(path.read_text("utf-8"))
    paths = [urlsplit(address).path for address in own.addresses]
    scripts = sum(path.endswith(".js") for path in paths) + len(own.scripts)

    assert page.locator(FOREIGN).count() == 0
    assert page.evaluate(HANDLERS) == []
    assert page.locator("script").count() >= scripts > 0
    assert page.locator("script:not([src]):not([type='application/ld+json'])").count() == 0


LISTS = ("notes", "concordance", "people", "emendations", "bibliography", "log")
NAMES = ("index", "texts/crow", "texts/fox", *(f"apparatus/{name}" for name in LISTS))


@pytest.mark.parametrize("name", NAMES)
def test_pages(page: Page, hostile: Path, name: str) -> None:
    """A page is what its file says, and nothing of it runs."""
    path = hostile / f"{name}.html"
    page.goto(path.as_uri())

    is_plain(page, path)


def test_search(page: Page, hostile: Path) -> None:
    """What is found is shown as words."""
    page.goto((hostile / "search.html").as_uri())
    page.locator("#q").fill("entities")
    page.locator("#results li").first.wait_for()

    assert "<script>alert(" in page.locator("#results").inner_text()
    is_plain(page, hostile / "search.html")


@pytest.mark.parametrize("name", ["html-as-entities", "end-of-script", "script-of-javascript"])
def test_previews(page: Page, hostile: Path, name: str) -> None:
    """A preview shows words."""
    path = hostile / "apparatus/notes.html"
    page.goto(path.as_uri())
    page.keyboard.press("Tab")  # so that focus counts as the keyboard's
    page.locator(f"main a.note[href$='#note-crow-{name}']").first.focus()
    box = page.locator(".preview")
    box.wait_for(state="visible", timeout=5000)

    assert "alert" in box.inner_text()
    is_plain(page, path)
