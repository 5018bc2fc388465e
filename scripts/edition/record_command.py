"""`edition record`: shows as a diff what the tables should hold, and writes it on ``--write``."""

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

from edition import printing, tables
from edition.emendations import walk
from edition.library import load
from edition.problems import Code, Problem
from edition.recording import TooMany, record_emendations, record_passages, source_words
from edition.settings import Settings
from edition.targets import no_text
from edition.texts import Text

_UNREAD = {
    Code.file_missing,
    Code.file_link,
    Code.file_size,
    Code.file_encoding,
    Code.page_source,
    Code.source_hash,
}
_UNREAD_TABLE = {Code.file_link, Code.file_size, Code.file_encoding, Code.list_form}


def proposed(text: Text) -> dict[str, str]:
    """The two tables of a text as they should be, by file name.

    Raises ValueError if the list proposed does not walk, which would be a fault of ours.
    """
    lines = record_emendations(text.source, text.page, text.emendations)
    words, _lines = source_words(text.source)
    stumble = walk(words, [word.text for word in text.page.words], lines)[1]
    if stumble is not None:
        raise ValueError(f"{text.slug}: the list proposed does not walk ({stumble})")
    rows = record_passages(len(words), text.page, lines, text.rows)
    return {
        "emendations.tsv": tables.written(
            tables.EMENDATIONS_HEAD, map(tables.emendation_row, lines)
        ),
        "passages.tsv": tables.written(tables.PASSAGES_HEAD, map(tables.passage_row, rows)),
    }


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The command; 1 if something differs and was not written, 2 for an unknown text.

    Where source, page or tables cannot be read whole nothing is proposed: numbers and reasons
    that were not read would be lost.
    """
    edition, problems = load(settings)
    slugs = arguments.text or list(edition.text)
    if message := no_text(edition, slugs):
        print(f"edition record: {message}", file=sys.stderr)
        return 2
    differing = refused = 0
    for slug in slugs:
        try:
            tables_of_text = {} if _unread(slug, problems) else proposed(edition.text[slug])
        except TooMany as error:
            print(f"edition record: {slug} has {error}", file=sys.stderr)
            tables_of_text = {}
        refused += not tables_of_text
        for name, content in tables_of_text.items():
            path = settings.root / "annotations" / "texts" / slug / name
            differing += _show(path, content, settings.root, write=arguments.write)
    done = "written" if arguments.write else "to write (edition record --write)"
    printing.say(f"{differing or 'no'} table{'' if differing == 1 else 's'} {done}\n")
    return int(bool(refused) or (bool(differing) and not arguments.write))


def _unread(slug: str, problems: Sequence[Problem]) -> bool:
    """Whether a file of the text could not be read whole; says so, with what is wrong."""
    tables_folder = f"annotations/texts/{slug}/"
    files = (f"docs/sources/{slug}.txt", f"docs/texts/{slug}.md")
    found = [
        p
        for p in problems
        if (p.path in files and p.code in _UNREAD)
        or (
            p.path.startswith(tables_folder) and p.path.endswith(".tsv") and p.code in _UNREAD_TABLE
        )
    ]
    for item in found:
        place = f"{item.path}:{item.line}" if item.line else item.path
        print(f"edition record: {place}: {item.message}", file=sys.stderr)
    return bool(found)


def _show(path: Path, content: str, root: Path, *, write: bool) -> int:
    old = path.read_bytes().decode("utf-8", "replace") if path.exists() else ""
    if old == content:
        return 0
    name = path.relative_to(root).as_posix()
    diff = difflib.unified_diff(
        old.splitlines(keepends=True), content.splitlines(keepends=True), name, name
    )
    printing.say("".join(diff))
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
    return 1
