"""Where in a preview each problem is shown: on which page, and in which of its passages.

Pure but for one look into the file of a note that could not be read.  A place that cannot be
found is the head of the page, and a problem without a page is still in every page's list.
"""

from typing import NamedTuple

from edition import quotes
from edition.files import read_text
from edition.heads import Head
from edition.library import BIBLIOGRAPHY, Edition
from edition.notes import split_quote
from edition.problems import Problem
from edition.texts import Text

_PAGES = {
    "annotations/claims/": "apparatus/concordance",
    "annotations/evidence/": "apparatus/bibliography",
    BIBLIOGRAPHY: "apparatus/bibliography",
}


class Shown(NamedTuple):
    """Where a problem is shown."""

    docname: str
    """Empty where no page of the edition is its place."""
    passage: str = ""
    """Empty for the head of the page."""


def shown(edition: Edition, problem: Problem) -> Shown:
    """The place of a problem."""
    path = problem.path
    for text in edition.texts:
        docname = f"texts/{text.slug}"
        if path.startswith(f"annotations/notes/{text.slug}/"):
            return Shown(docname, _of_note(edition, text, path))
        if path == text.page.path:
            return Shown(docname, _at_line(text, problem.line))
        if path.startswith(f"annotations/texts/{text.slug}/") or path.endswith(
            f"sources/{text.slug}.txt"
        ):
            return Shown(docname)
    for beginning, docname in _PAGES.items():
        if path.startswith(beginning):
            return Shown(docname)
    folder, _slash, name = path.rpartition("/")
    if folder == "annotations/registers":
        return Shown(f"apparatus/{name.removesuffix('.toml')}")
    return Shown("")


def _of_note(edition: Edition, text: Text, path: str) -> str:
    """The passage of a note: where it hangs, else where its quote stands, else the nearest."""
    for placed in edition.placed[text.slug]:
        if placed.note.path == path:
            return text.passage_id(placed.spans[-1].passage)
    quote = _quote_in(edition, path)
    found = quotes.find(text.reading_text, quote)
    if found:
        return text.passage_id(text.passage_at(found[0]))
    near = quotes.nearest([passage.text for passage in text.page.passages], quote, 1)
    return text.passage_id(near[0][0]) if near else ""


def _quote_in(edition: Edition, path: str) -> str:
    """The first quotation of a file, whatever else is wrong with it."""
    content, _problems = read_text(edition.settings.root / path, edition.settings.root)
    lines = (content or "").split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith(">")), len(lines))
    return split_quote(Head(body="\n".join(lines[start:])))[0]


def _at_line(text: Text, line: int) -> str:
    """The passage of a page in which a line of its file lies."""
    before = [n for n, passage in enumerate(text.page.passages) if passage.line <= line]
    return text.passage_id(before[-1]) if before else ""
