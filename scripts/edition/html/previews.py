"""What a link leads to, in a few words: one classic script a kind, loaded at the first pointing.

From disk no script can read another page, so the words of other pages must come as data.
"""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from edition.bodies import CITES, Span, first_line
from edition.domain import label_of
from edition.library import Edition
from edition.loaded import edition_of
from edition.registers import ROLE_KINDS

FOLDER = "previews"
_LONGEST = 160
_BIBLIOGRAPHY = "apparatus/bibliography"
Words = dict[str, list[str]]
"""For each anchor a heading and the words under it."""


def read_out(edition: Edition, spans: Iterable[Span]) -> str:
    """Spans as plain words: cross-references by their labels, citations left out."""
    parts = []
    for span in spans:
        if span.kind == "newline":
            parts.append(" ")
        elif span.kind != "role":
            parts.append(span.text + read_out(edition, span.children))
        elif span.target not in CITES:
            parts.append(label_of(edition, span.target, span.text))
    words = " ".join("".join(parts).split())
    return re.sub(r" +([.,;:!?])", r"\1", words)


def shortened(words: str, longest: int = _LONGEST) -> str:
    """The words, cut between two of them where there are too many."""
    if len(words) <= longest:
        return words
    return words[:longest].rpartition(" ")[0] + " …"


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
        ("cited", cited_of(app)),
    ]
    write(Path(app.outdir) / "_static" / FOLDER, kinds)


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("build-finished", _finish)
