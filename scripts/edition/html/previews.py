"""What a link leads to, in a few words: one classic script a kind, loaded at the first pointing.

From disk no script can read another page, so the words of other pages must come as data.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from edition.bodies import first_line
from edition.caching import is_made_anew
from edition.html.wording import read_out, shortened
from edition.library import Edition
from edition.loaded import edition_of
from edition.registers import ROLE_KINDS

FOLDER = "previews"
_BIBLIOGRAPHY = "apparatus/bibliography"
Words = dict[str, list[str]]
"""For each anchor a heading and the words under it."""


def notes_of(edition: Edition) -> Words:
    """Every note: what it is, on which words, its first line."""
    return {
        placed.note.anchor: [
            f"{name.partition('/')[0]}, note {placed.number}: {placed.note.head.type}",
            f"“{shortened(placed.quote, 60)}” {read_out(edition, first_line(placed.note.body))}",
        ]
        for name, placed in edition.note.items()
    }


def passages_of(edition: Edition) -> Words:
    """Every passage: its number and its beginning."""
    return {
        name: [
            f"{slug} {edition.text[slug].numbers[index]}",
            shortened(edition.text[slug].page.passages[index].text),
        ]
        for name, (slug, index) in edition.passages.items()
    }


def claims_of(edition: Edition) -> Words:
    """Every claim: its question and the first line of its answer."""
    return {
        claim.anchor: [claim.question, read_out(edition, first_line(claim.answer))]
        for claim in edition.claims
    }


def names_of(edition: Edition) -> Words:
    """Every record of the registers: its name and what it is."""
    return {
        f"{role}-{record.id}": [record.name, record.line]
        for role, kind in ROLE_KINDS.items()
        for record in edition.records(kind)
    }


def cited_of(app: Sphinx) -> Words:
    """Every entry of the bibliography, as its page prints it."""
    if _BIBLIOGRAPHY not in app.env.all_docs:
        return {}
    found: Words = {}
    # The list of works stands only in the resolved doctree: it is made from all pages' citations.
    resolved = app.env.get_and_resolve_doctree(_BIBLIOGRAPHY, app.builder, tags=app.tags)
    for citation in resolved.findall(nodes.citation):
        words = " ".join(" ".join(child.astext() for child in citation[1:]).split())
        found.update({name: ["", words] for name in citation["ids"]})
    return found


def script(kind: str, words: Words) -> str:
    """A script that hands the words over."""
    told = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return f'editionPreviews("{kind}",{told});\n'


def write(folder: Path, kinds: Sequence[tuple[str, Words]]) -> None:
    """Write one script a kind."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, words in kinds:
        (folder / f"{kind}.js").write_text(script(kind, words), "utf-8", newline="\n")


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    edition = edition_of(app)
    kinds = [
        ("notes", notes_of(edition)),
        ("passages", passages_of(edition)),
        ("claims", claims_of(edition)),
        ("names", names_of(edition)),
    ]
    folder = Path(app.outdir) / "_static" / FOLDER
    if is_made_anew(app, _BIBLIOGRAPHY) or not (folder / "cited.js").exists():
        kinds.append(("cited", cited_of(app)))
    write(folder, kinds)


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("build-finished", _finish)
