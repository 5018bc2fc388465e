"""What the templates are told of a page."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx

from edition import forge
from edition.html import citing, data
from edition.html.metadata import head_tags
from edition.html.problems import slot
from edition.library import Edition
from edition.loaded import edition_of
from edition.vocabulary import CERTAINTIES, TYPES

UNUSED = (
    "basic.css",
    "design-tabs.js",
    "doctools.js",
    "documentation_options.js",
    "file.png",
    "language_data.js",
    "minus.png",
    "plus.png",
    "pygments.css",
    "searchtools.js",
    "sphinx-design.min.css",
    "sphinx_highlight.js",
)


class TypeCount(NamedTuple):
    """A type of note and how often a text has it."""

    name: str
    letter: str
    family: str
    total: int


class CertaintyCount(NamedTuple):
    """A certainty and how many notes of a text have it."""

    name: str
    total: int


class Link(NamedTuple):
    """An entry of the head's navigation."""

    docname: str
    words: str


NAVIGATION = (
    Link("apparatus/notes", "Notes"),
    Link("apparatus/concordance", "Concordance"),
    Link("apparatus/emendations", "Emendations"),
    Link("apparatus/people", "People"),
    Link("apparatus/bibliography", "Bibliography"),
    Link("editorial/introduction", "About"),
    Link("editorial/contributing", "Contribute"),
)


def counts(edition: Edition, slug: str) -> list[TypeCount]:
    """How often each type of note occurs in a text, in the order of the types."""
    found: Counter[str] = Counter(placed.note.head.type for placed in edition.placed[slug])
    return [TypeCount(t.name, t.letter, t.family, found[t.name]) for t in TYPES if found[t.name]]


def certainty_counts(edition: Edition, slug: str) -> list[CertaintyCount]:
    """How often each certainty occurs in a text, the highest first."""
    found: Counter[str] = Counter(placed.note.head.certainty for placed in edition.placed[slug])
    return [CertaintyCount(name, found[name]) for name in CERTAINTIES if found[name]]


def _page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    edition = edition_of(app)
    settings = edition.settings
    slug = pagename.removeprefix("texts/")
    is_text = pagename.startswith("texts/") and slug in edition.text
    title = app.env.titles[pagename].astext() if pagename in app.env.titles else context["title"]
    context.update(
        settings=settings,
        navigation=[link for link in NAVIGATION if link.docname in app.env.all_docs],
        texts=[(text.slug, text.record) for text in edition.texts],
        is_text=is_text,
        problems=slot() if app.config.edition_preview else "",
        head_tags=head_tags(edition, pagename, slug if is_text else "", title),
        add_note="",
    )
    if is_text:
        context.update(
            slug=slug,
            record=edition.text[slug].record,
            type_counts=counts(edition, slug),
            certainty_counts=certainty_counts(edition, slug),
            note_count=len(edition.placed[slug]),
            emendation_count=len(edition.emendations[slug]),
            first_number=edition.text[slug].numbers[0],
            add_note=forge.new_note(settings, slug),
            citation=citing.plain(edition, slug),
            citation_at=citing.pattern(edition, slug),
        )


def _search_page(_app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Our own search page; its words come with :mod:`edition.html.data`."""
    yield "search", {"title": "Search"}, "search.html"


def _sweep(app: Sphinx, error: Exception | None) -> None:
    """Remove what Sphinx's basic theme ships and no page of ours asks for; add our data."""
    if error is None and app.builder.name == "html":
        for name in UNUSED:
            (app.outdir / "_static" / name).unlink(missing_ok=True)
        data.write(edition_of(app), Path(app.outdir) / "_static")
        citing.write(edition_of(app), Path(app.outdir) / "texts")


def _no_sphinx_search(app: Sphinx) -> None:
    """Sphinx's own search fetches pages, which fails from disk."""
    if app.builder.name == "html":
        app.builder.search = False  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("html-page-context", _page)
    app.connect("builder-inited", _no_sphinx_search)
    app.connect("html-collect-pages", _search_page)
    app.connect("build-finished", _sweep)
