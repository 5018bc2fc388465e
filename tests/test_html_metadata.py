"""What machines are told of a page."""

import json
import re
from pathlib import Path

from edition import checking, settings
from edition.html.metadata import described, head_tags

ROOT = Path(__file__).parents[1]


def test_schema_of_a_text_names_its_book_and_its_page() -> None:
    """A text is described as a chapter of the edition, based on the page it was found at."""
    edition, _problems = checking.check_all(settings.read(ROOT))
    for slug in edition.text:
        markup = head_tags(edition, f"texts/{slug}", slug)
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', markup)
        assert found
        told = json.loads(found[1])
        assert told == described(edition, slug)
        assert told["@type"] == "Chapter"
        assert told["isPartOf"]["name"] == edition.settings.title
        assert told["isBasedOn"]["name"] == edition.text[slug].record.title


def test_description_reads_as_prose() -> None:
    """The description of a text names other notes by their numbers, never by an id."""
    edition, _problems = checking.check_all(settings.read(ROOT))
    for slug in edition.text:
        markup = head_tags(edition, f"texts/{slug}", slug)
        found = re.search(r'<meta name="description" content="(.*?)">', markup)
        assert found
        assert not [name for name in edition.note if name in found[1]]
        assert " ," not in found[1]
