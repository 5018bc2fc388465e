"""Previews: a few words of what a link leads to."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

KINDS = {
    "note": "a.note[href*='#note-']",
    "passage": "a.passage[href*='-']",
    "claim": "a.claim",
    "work": "a[href*='bibliography.html#']",
}


def _opened(browser: Browser, site: Path) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((site / "texts" / "thread.html").as_uri())
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_focus_shows_the_words(browser: Browser, site: Path, kind: str) -> None:
    """From disk, a link under the keyboard's focus shows what it leads to, in the window."""
    page = _opened(browser, site)
    page.keyboard.press("Tab")  # so that focus counts as the keyboard's
    link = page.locator(f"main .note {KINDS[kind]}").first
    link.focus()
    box = page.locator(".preview")
    box.wait_for(state="visible", timeout=3000)
    assert len(box.inner_text()) > 10
    place = box.bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 1440
    page.close()


def test_escape_closes_the_preview(browser: Browser, site: Path) -> None:
    """Escape closes the preview and leaves the focus on its link."""
    page = _opened(browser, site)
    page.keyboard.press("Tab")
    link = page.locator(f"main .note {KINDS['claim']}").first
    link.focus()
    page.locator(".preview").wait_for(state="visible", timeout=3000)
    page.keyboard.press("Escape")
    page.locator(".preview").wait_for(state="hidden", timeout=3000)
    assert link.evaluate("a => a === document.activeElement")
    page.close()
