"""The stylesheet as a browser reads it."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.test_joining import named

RULES = """sheets => sheets.map(text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map(rule => rule.cssText);
})"""


def test_only_comments_and_white_space_go(browser: Browser, site: Path) -> None:
    """A browser reads the same rules, in the same order, from the parts and from what is built."""
    parts = "\n".join(part.read_text("utf-8") for part in named("css"))
    built = (site / "_static/edition.css").read_text("utf-8")
    page = browser.new_page()

    # The value of a property of our own is kept as it was written.
    was, now = (
        [re.sub(r",\s*", ",", rule) for rule in rules]
        for rules in page.evaluate(RULES, [parts, built])
    )

    assert now == was
    assert len(was) > 200
    page.close()
