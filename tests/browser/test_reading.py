"""Reading in a real browser: the running head, citing, asking emendations, large letters."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser.conftest import FLAGS, chromium_path
from tests.browser.test_notes import SETTLED
from tests.browser.test_pages import SLUGS, is_wide, opened


def test_contents_follow_the_reading(browser: Browser, site: Path) -> None:
    """The running head names the heading and the passage one reads, and its contents mark it."""
    page = opened(browser, f"file://{site}/texts/exile.html", 1440)
    page.evaluate("document.querySelector('#exile-14').scrollIntoView()")
    where = page.locator(".running .where", has_text="exile 1")
    where.wait_for()

    assert page.locator(".running .now").inner_text() == "Role in the Russian Revolution"
    assert where.get_attribute("href") in {"#exile-13", "#exile-14"}
    page.locator(".running summary").click()
    current = page.locator(".running [aria-current=location]")
    assert current.inner_text() == "Role in the Russian Revolution"
    page.locator(".running li a", has_text="Assassination").click()
    assert not current.is_visible()
    assert page.url.endswith("#exile-22")
    page.context.close()


def test_reading_position_is_kept(browser: Browser, server: str) -> None:
    """Who comes back finds a link to the passage last read; the page itself does not jump."""
    page = opened(browser, f"{server}/texts/exile.html", 360)
    page.evaluate("document.querySelector('#exile-14').scrollIntoView()")
    page.wait_for_function("localStorage.getItem('at-exile')")

    page.goto(f"{server}/index.html")
    page.goto(f"{server}/texts/exile.html")
    link = page.locator(".running .where", has_text="continue at exile")
    link.wait_for()

    assert page.evaluate("scrollY") == 0
    page.evaluate("scrollTo(0, 40)")
    page.wait_for_timeout(1000)  # longer than a place needs to be kept
    assert page.evaluate("localStorage.getItem('at-exile')") == "exile-14"
    link.click()
    page.wait_for_function("scrollY > 500")
    page.context.close()


@pytest.mark.parametrize(
    ("link", "place", "anchor"),
    [
        ("#feud-9 > .pn", "feud 9", "#feud-9"),
        ("#note-feud-kgb .cite-it", "note feud/kgb on feud 9", "#note-feud-kgb"),
    ],
)
def test_citing(browser: Browser, server: str, link: str, place: str, anchor: str) -> None:
    """A passage and a note are cited with the edition's version; words and address are copied."""
    page = opened(browser, f"{server}/texts/feud.html", 1440)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(f"document.querySelector('{link}').click()")
    page.locator("dialog .cited").wait_for()
    page.get_by_role("button", name="Copy citation").click()
    page.locator("dialog [role=status]", has_text="Copied").wait_for()
    words = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Copy address").click()
    page.wait_for_function("navigator.clipboard.readText().then(t => t.startsWith('http'))")

    assert f", {place}, in " in words
    assert ", version " in words
    assert words.endswith(f"texts/feud.html{anchor}.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{server}/texts/feud.html{anchor}"
    assert page.url.endswith(anchor)
    page.context.close()


@pytest.mark.parametrize("way", ["pointer", "keyboard", "touch"])
def test_an_emendation_can_be_asked(browser: Browser, site: Path, way: str) -> None:
    """In the source state every way of pointing shows what an emendation is; Escape closes it."""
    page = opened(browser, f"file://{site}/texts/feud.html", 1440, touch=way == "touch")
    page.locator("#st-s").check()
    emendation = page.locator(".iv[tabindex]", has_text="Wahington")
    emendation.wait_for()
    if way == "pointer":
        emendation.hover()
    elif way == "touch":
        emendation.tap()
    else:
        page.keyboard.press("Tab")  # so that focus counts as the keyboard's
        emendation.focus()
    box = page.locator(".preview", has_text="reading text: Washington")
    box.wait_for()
    assert "spelling" in box.inner_text()
    page.keyboard.press("Escape")
    box.wait_for(state="hidden")
    page.locator("#st-r").check()
    assert page.locator(".iv[tabindex]").count() == 0
    page.context.close()


@pytest.fixture(scope="module")
def large(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A browser whose reader has set letters twice as large as usual."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "Default").mkdir()
    wanted = {"webkit": {"webprefs": {"default_font_size": 32}}}
    (profile / "Default" / "Preferences").write_text(json.dumps(wanted), "utf-8")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium_path(), args=FLAGS
    )
    yield context
    context.close()


def lost(page: Page) -> list[str]:
    """Words that are cut off: boxes narrower or lower than what they hold."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll('p,h1,h2,h3,h4,summary,label,button,a,td')]
          .filter(el => el.checkVisibility({visibilityProperty: true}))
          .filter(el => !el.closest('.short,.running,.vh,.skip'))
          .filter(el => getComputedStyle(el).display !== 'inline')
          .filter(el => el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0)
          .map(el => el.outerHTML.slice(0, 120))"""
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_letters_twice_as_large(large: BrowserContext, site: Path, slug: str) -> None:
    """With letters twice as large nothing is cut off and nothing scrolls sideways."""
    page = large.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"file://{site}/texts/{slug}.html")
    page.evaluate(SETTLED)

    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size > 32
    assert not is_wide(page)
    assert lost(page) == []
    page.close()


@pytest.mark.parametrize("slug", SLUGS)
def test_reflow(browser: Browser, site: Path, slug: str) -> None:
    """At 400 % (320 by 256 pixels) nothing is cut off, and a note opens beside its words."""
    page = opened(browser, f"file://{site}/texts/{slug}.html", 320)
    page.set_viewport_size({"width": 320, "height": 256})
    page.evaluate(SETTLED)
    assert not is_wide(page)
    assert lost(page) == []

    page.locator(".ref").first.click()
    page.locator("div.note.up").wait_for()

    assert page.locator("div.note.up").bounding_box()["y"] < 256  # type: ignore[index]
    page.context.close()


@pytest.mark.parametrize("query", ["rakovsky", "büyükada", "assasinated", "xyzzyqwv"])
def test_an_address_with_a_search(browser: Browser, site: Path, query: str) -> None:
    """An address that holds a search shows what it finds, if anything, and no message."""
    page = opened(browser, f"file://{site}/search.html?q={query}", 360)
    found = page.locator("#results li").count()

    assert (found > 0) == (query != "xyzzyqwv")
    assert page.locator("#found").inner_text() != ""
    assert page.said == []  # type: ignore[attr-defined]
    page.context.close()


def test_a_narrowed_search_is_kept(browser: Browser, server: str) -> None:
    """A search narrowed to a text and a kind is in the address, and there again on the way back."""
    page = opened(browser, f"{server}/search.html?q=Stalin", 1440)
    every = page.locator("#found").inner_text()
    page.locator("#in-text").select_option("feud")
    page.locator("#of-kind").select_option("note")
    narrowed = page.locator("#found").inner_text()
    assert narrowed != every
    page.locator("#results a").first.click()
    page.wait_for_url("**/texts/feud.html*")
    page.go_back()
    page.locator("#results li").first.wait_for()

    assert page.url.endswith("?q=Stalin&in=feud&of=note")
    assert page.locator("#found").inner_text() == narrowed
    page.goto(f"{server}/search.html?q=Stalin&in=nowhere&of=nothing")
    assert page.locator("#found").inner_text() == every
    page.context.close()
