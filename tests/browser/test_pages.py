"""Every page in a real browser: accessible, quiet, at home and within its width."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

SLUGS = ("betrayed", "patchwork", "exile", "feud", "thread")
WIDTHS = (360, 768, 1440)


def opened(
    browser: Browser,
    address: str,
    width: int,
    scheme: str = "light",
    *,
    script: bool = True,
    bare: bool = False,
    touch: bool = False,
) -> Page:
    """A page in a context of its own; its messages and foreign requests are kept on it.

    ``bare`` empties the page's own scripts: axe needs a browser that runs scripts to look at a page
    as it is without them.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=script,
        has_touch=touch,
    )
    page = context.new_page()
    page.said: list[str] = []  # type: ignore[attr-defined, misc]
    page.asked: list[str] = []  # type: ignore[attr-defined, misc]
    page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
    page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
    if bare:
        page.route("**/*.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address)
    assert not bare or page.locator("html.js").count() == 0
    return page


def faults(page: Page) -> list[str]:
    """What axe finds, a line a rule and node."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # From disk it would ask for the stylesheet; targets it measures only when it is told to.
    options = {"runOnly": rules, "rules": {"target-size": {"enabled": True}}, "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"][:3]]


def is_wide(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    measure = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(measure))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("place", ["disk", "server"])
def test_text_pages(
    request: pytest.FixtureRequest,
    browser: Browser,
    slug: str,
    width: int,
    scheme: str,
    script: bool,
    place: str,
) -> None:
    """A text page has no fault axe knows, no message, no foreign request, no sideways scroll.

    axe looks at the pages from disk: it finds the same elements in those from a server.
    """
    home = f"file://{request.getfixturevalue('site')}"
    if place == "server":
        home = request.getfixturevalue("server")
    page = opened(browser, f"{home}/texts/{slug}.html", width, scheme, bare=not script)

    assert place == "server" or faults(page) == []
    assert page.said == []  # type: ignore[attr-defined]
    assert [url for url in page.asked if not url.startswith(home)] == []  # type: ignore[attr-defined]
    assert not is_wide(page)
    page.context.close()


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("width", WIDTHS)
def test_without_script(browser: Browser, site: Path, slug: str, width: int) -> None:
    """Without JavaScript every note can be seen, and no passage is wider than another."""
    page = opened(browser, f"file://{site}/texts/{slug}.html", width, script=False)
    notes = page.locator("div.note")

    assert notes.count() > 0
    for index in range(0, notes.count(), 7):
        assert notes.nth(index).is_visible()
    paragraphs = page.locator("section > div.passage > p")
    boxes = [paragraphs.nth(n).bounding_box() for n in range(min(paragraphs.count(), 12))]
    assert len({round(box["width"]) for box in boxes if box}) == 1
    page.context.close()


def test_other_pages(browser: Browser, server: str, site: Path) -> None:
    """Every other page is as accessible and as quiet, on a server, too."""
    wrong: list[str] = []
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.startswith("texts/"):
            continue
        page = opened(browser, f"{server}/{name}", 1000)
        wrong += [f"{name}: {fault}" for fault in faults(page)]
        wrong += [f"{name}: said {message}" for message in page.said]  # type: ignore[attr-defined]
        wrong += [f"{name}: scrolls sideways"] if is_wide(page) else []
        page.set_viewport_size({"width": 320, "height": 700})
        wrong += [f"{name}: scrolls sideways at 320"] if is_wide(page) else []
        page.context.close()

    assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_passage_numbers_can_be_tapped(browser: Browser, site: Path, width: int) -> None:
    """The number of a passage is a target of 24 pixels each way."""
    page = opened(browser, f"file://{site}/texts/thread.html", width)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.pn')].map(number => number.getBoundingClientRect())
             .filter(box => box.width < 24 || box.height < 24).length"""
    )

    assert page.locator(".pn").count() > 200
    assert small == 0
    page.context.close()
