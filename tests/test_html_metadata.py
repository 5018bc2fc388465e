"""What machines are told of a page."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from edition.html import card, citing
from edition.html.metadata import described, head_tags
from edition.html.sitemap import sitemap
from edition.library import Edition


def test_schema_of_a_text_names_its_book_and_its_page(real: Edition) -> None:
    """A text is described as a chapter of the edition, based on the page it was found at."""
    for slug in real.text:
        markup = head_tags(real, f"texts/{slug}", slug)
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', markup)
        assert found
        told = json.loads(found[1])
        assert told == described(real, slug)
        assert told["@type"] == "Chapter"
        assert told["isPartOf"]["name"] == real.settings.title
        assert told["isBasedOn"]["name"] == real.text[slug].record.title


def test_description_reads_as_prose(real: Edition) -> None:
    """The description of a text names no notes: where it is read nothing leads to them."""
    for slug in real.text:
        markup = head_tags(real, f"texts/{slug}", slug)
        found = re.search(r'<meta name="description" content="(.*?)">', markup)
        assert found
        assert not [name for name in real.note if name in found[1]]
        assert not re.search(r" ,|\bnote \d|\(\)", found[1])


@pytest.mark.parametrize(
    ("pagename", "slug", "title", "told"),
    [
        ("index", "", "Two Fables", ("Two Fables", "book", "")),
        (
            "texts/fox",
            "fox",
            "Some heading",
            ("The Fox and the Grapes", "article", "The grapes were not sour"),
        ),
        ("apparatus/people", "", "People", ("People", "website", "People. Two Fables: ")),
        ("search", "", "Search", ("Search", "website", "Search. Two Fables: ")),
    ],
)
def test_a_page_is_shared_under_its_own_title(
    fables: Edition, pagename: str, slug: str, title: str, told: tuple[str, str, str]
) -> None:
    """Who shares a page shares its title and what it is, not those of the edition."""
    markup = head_tags(fables, pagename, slug, title)

    assert f'<meta property="og:title" content="{told[0]}">' in markup
    assert f'<meta property="og:type" content="{told[1]}">' in markup
    assert f'<meta name="description" content="{told[2]}' in markup


def test_cards_have_the_size_they_state(fables: Edition) -> None:
    """The card of the edition and of each text is a PNG of the stated size, the same every time."""
    for slug in ("", *fables.text):
        picture = card.drawn(fables, slug)
        assert picture.startswith(b"\x89PNG")
        size = (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24]))
        assert size == (card.WIDTH, card.HEIGHT)
        assert card.drawn(fables, slug) == picture


@pytest.mark.parametrize("site", ["", "https://example.org/fables/"])
def test_card_and_address_in_the_head(fables: Edition, site: str) -> None:
    """The head names the card, and the whole addresses where the edition has one."""
    told = replace(fables.settings, site=site)
    edition = replace(fables, settings=told)
    markup = head_tags(edition, "texts/fox", "fox")

    assert f'property="og:image" content="{site or "../"}_static/cards/fox.png"' in markup
    assert (f'rel="canonical" href="{site}texts/fox.html"' in markup) == bool(site)
    assert ("citation_public_url" in markup) == bool(site)


def test_sitemap_lists_every_page() -> None:
    """The sitemap is XML of the protocol's namespace, a page each, in order."""
    tree = ElementTree.fromstring(sitemap("https://example.org/a&b/", ["index", "a"], "2026-01-02"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

    found = [tuple(part.text for part in row) for row in tree.iter(f"{space}url")]

    assert found == [
        ("https://example.org/a&b/a.html", "2026-01-02"),
        ("https://example.org/a&b/index.html", "2026-01-02"),
    ]


def test_citation_in_words(fables: Edition) -> None:
    """A citation names author, title, edition, version and date, and a place where one is asked."""
    told = fables.settings
    title = fables.text["fox"].record.title
    rest = f"in {told.title}, version {told.version}, {told.date}"

    whole = f"{told.site}texts/fox.html"
    assert citing.plain(fables, "fox") == f"Aesop, “{title}”, {rest}, {whole}."
    assert citing.pattern(fables, "fox") == f"Aesop, “{title}”, {{place}}, {rest}, {{address}}."
