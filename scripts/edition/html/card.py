"""The pictures that shared addresses show, set by Typst: the same bytes on every machine."""

from pathlib import Path

import typst
from sphinx.application import Sphinx

from edition.library import Edition
from edition.loaded import edition_of

FOLDER = "cards"
WIDTH, HEIGHT = 1200, 630
"""Pixels, as the template sets them."""
TEMPLATE = Path(__file__).parents[1] / "theme" / "card.typ"


def address(edition: Edition, pagename: str, slug: str) -> str:
    """Where the card of a page stands: whole where the site has an address, else from the page."""
    name = f"_static/{FOLDER}/{slug or 'index'}.png"
    return (edition.settings.site or "../" * pagename.count("/")) + name


def line(edition: Edition, slug: str) -> str:
    """What the card says under the title."""
    if not slug:
        return edition.settings.subtitle
    placed = edition.placed[slug]
    errors = sum(one.note.head.type == "error" for one in placed)
    told = f"{len(placed)} notes" if len(placed) != 1 else "one note"
    return told + (f", {errors} on errors" if errors > 1 else "")


def drawn(edition: Edition, slug: str) -> bytes:
    """The card of a text, or of the edition, as a PNG of 1200 by 630 pixels."""
    settings = edition.settings
    told = {
        "edition": settings.title,
        "title": edition.text[slug].record.title if slug else settings.title,
        "line": line(edition, slug),
        "language": settings.language,
    }
    compiler = typst.Compiler(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        sys_inputs=told,
    )
    picture = compiler.compile(format="png", ppi=72)
    assert isinstance(picture, bytes)
    return picture


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    edition = edition_of(app)
    folder = Path(app.outdir) / "_static" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for slug in ("", *edition.text):
        (folder / f"{slug or 'index'}.png").write_bytes(drawn(edition, slug))


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("build-finished", _finish)
