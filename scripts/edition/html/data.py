"""The words that are searched, as one classic script.

From disk no script can read another page, so the words come as data.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from edition.bodies import first_line
from edition.domain import label_of, place_of
from edition.html.wording import read_out
from edition.library import Edition
from edition.registers import ROLE_KINDS


class Entry(NamedTuple):
    """One thing that can be found."""

    kind: str
    """The role that names it."""
    name: str
    address: str
    """From the root of the site."""
    label: str
    words: str
    type: str = ""
    """Of a note."""
    text: str = ""
    """The slug of the text it belongs to."""


def entries(edition: Edition) -> Iterator[Entry]:
    """Passages, notes, claims and register entries, in the order of the edition."""
    for name, (slug, index) in edition.passages.items():
        words = edition.text[slug].page.passages[index].text
        yield _entry(edition, "passage", name, words, text=slug)
    for name, placed in edition.note.items():
        words = read_out(edition, first_line(placed.note.body))
        quoted = f"“{placed.quote}” {words}"
        kind = placed.note.head.type
        yield _entry(edition, "note", name, quoted, kind, placed.note.text)
    for name, claim in edition.claim.items():
        yield _entry(edition, "claim", name, read_out(edition, first_line(claim.answer)))
    for role, register in ROLE_KINDS.items():
        for record in edition.records(register):
            words = "; ".join(part for part in (record.line, ", ".join(record.forms)) if part)
            yield _entry(edition, role, record.id, words)


def _entry(
    edition: Edition, role: str, name: str, words: str, type: str = "", text: str = ""
) -> Entry:
    place = place_of(edition, role, name)
    assert place is not None
    address = f"{place[0]}.html" + (f"#{place[1]}" if place[1] else "")
    return Entry(role, name, address, label_of(edition, role, name), words, type, text)


def write(edition: Edition, folder: Path) -> None:
    """Write ``search-data.js`` into a folder."""
    titles = {text.slug: text.record.title for text in edition.texts}
    rows = [entry._asdict() for entry in entries(edition)]
    content = json.dumps(
        {"texts": titles, "entries": rows},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    (folder / "search-data.js").write_text(f"window.editionSearch={content};\n", "utf-8")
