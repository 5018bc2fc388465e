"""A small book, from hand-made doctrees to the finished file."""

import datetime
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document

from edition.pdf.book import Book
from edition.pdf.builder import TEMPLATE
from edition.pdf.finish import finished
from edition.pdf.front import opening
from edition.pdf.notes import shortened
from edition.pdf.structure import examine
from edition.pdf.typeset import Pages, Place, Setting, Typeset, typeset
from edition.pdf.writer import Writer
from edition.settings import Settings

WORDS = "*x*(1905) *y*; then #panic() $ @ <x> // -- ... Лев Троцкий and 1917-18. "
NOTES = 12


def a_text() -> nodes.document:
    """A text of a heading and twelve passages, with a note on each."""
    doctree = new_document("texts/tale")
    section = nodes.section(ids=["tale-1"])
    section += nodes.title("", "A tale", passage="tale-1", number="1")
    section += nodes.container("", nodes.paragraph("", "Of note."), classes=["head-note"])
    for index in range(1, NOTES + 1):
        key, name = f"tale-{index + 1}", f"note-tale-n{index}"
        passage = nodes.paragraph("", WORDS * 6, ids=[key], passage=key, number=str(index + 1))
        passage += nodes.footnote_reference(
            "", str(index), refid=name, ids=[f"ref-tale-n{index}"], note=f"tale/n{index}"
        )
        passage += nodes.Text("; then (1905).")
        section += passage
        doctree += nodes.footnote(
            "",
            nodes.label("", str(index)),
            nodes.paragraph("", WORDS * 4),
            ids=[name],
            note=f"tale/n{index}",
            type="error",
            aspect="date",
            cert="low",
            family="wrong",
            lemma="six words of quite a passage",
            by=["editors"],
        )
    doctree.insert(0, section)
    return doctree


def made(folder: Path) -> tuple[Typeset, Book]:
    """The book of that one text."""
    settings = Settings(
        root=folder,
        title="A Book",
        subtitle="Of one tale",
        editors="Its editors",
        version="1",
        date="2026-11-25",
        language="en",
        file_name="book",
        forge="",
        site="",
        objections="",
    )
    doctree = a_text()
    book = Book(["texts/tale"])
    book.survey("texts/tale", doctree)
    code = opening(settings, "Free.") + Writer(book, "texts/tale", doctree).part(doctree)
    (folder / "book.typ").write_bytes(TEMPLATE.read_bytes())
    main = folder / "main.typ"
    lines = ['#import "book.typ": *', *(f"#{one}" for one in code), "#where"]
    main.write_text("\n\n".join(lines), "utf-8")
    return typeset(main, datetime.date(2026, 11, 25), book.places, book.headings), book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Typeset, Book, Path]:
    """The set book and its finished file."""
    folder = tmp_path_factory.mktemp("book")
    found, written = made(folder)
    path = folder / "book.pdf"
    path.write_bytes(finished(found.pdf, {"tale-3": found.pages.anchors["texts/tale:tale-3"]}))
    return found, written, path


def test_every_note_arrives(book: tuple[Typeset, Book, Path]) -> None:
    """As many Note elements as notes, each with an ID of its own, in a sentence."""
    found, written, path = book
    assert len(written.notes) == len(found.pages.notes) == NOTES
    assert examine(path).counts["Note"] == NOTES


def test_the_file_is_whole(book: tuple[Typeset, Book, Path]) -> None:
    """All text is tagged or an artifact, no link is dead, every font can be read back."""
    assert examine(book[2]).problems == []


def test_no_note_comes_before_its_marker(book: tuple[Typeset, Book, Path]) -> None:
    """No note begins on a page before its marker's."""
    assert book[0].pages.early == []


def test_the_same_bytes_twice(book: tuple[Typeset, Book, Path], tmp_path: Path) -> None:
    """In another folder the same book has the same bytes."""
    again = made(tmp_path)[0]
    names = {"tale-3": again.pages.anchors["texts/tale:tale-3"]}
    assert finished(again.pdf, names) == book[2].read_bytes()


def test_early_notes_are_told_and_cured() -> None:
    """A note a page early loosens its passage, and is kept whole if that did not help."""
    early = Pages(2, {"t/n": Place(1, 500)}, {"t/n": 2}, {}, [])
    setting = Setting()
    assert early.early == ["t/n"]
    assert setting.widened(early, {"t/n": "t-2"}, set())
    assert setting.loose == {"t-2"}
    assert setting.widened(early, {"t/n": "t-2"}, set())
    assert setting.whole == {"t/n"}


def test_late_notes_are_told() -> None:
    """The line on the book says of each note that begins overleaf from which page to which."""
    marks = {"t/a": 1, "t/b": 1, "t/c": 2}
    notes = {"t/a": Place(1, 500), "t/b": Place(2, 80), "t/c": Place(4, 80)}
    none = "2 pages, 1 notes, none begun overleaf"
    late = "4 pages, 3 notes, 2 begun overleaf: t/b (p. 1 → 2), t/c (p. 2 → 4)"
    assert Pages(2, {"t/a": Place(1, 500)}, marks, {}, []).figures == none
    assert Pages(4, notes, marks, {}, []).figures == late


def test_long_quotes_are_given_by_their_ends() -> None:
    """Before the bracket stand at most the first and the last two words of a longer quote."""
    assert shortened("with a pick-axe") == "with a pick-axe"
    assert shortened("six words of quite a passage") == "six words … a passage"
