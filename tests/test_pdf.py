"""The book: whole, tagged, and with every note in its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from edition import building, settings
from edition.library import Edition
from edition.pdf.structure import examine
from tests.conftest import ROOT


def made(root: Path, work: Path) -> Path:
    """The PDF of an edition."""
    chosen = settings.read(root)
    building.build_pdf(chosen, work, work / "work")
    return work / f"{chosen.file_name}.pdf"


def test_small_book(copied: Callable[[], Path], tmp_path: Path) -> None:
    """The book of the small edition has nothing wrong with it and holds each of its notes."""
    found = examine(made(copied(), tmp_path))

    assert found.problems == []
    assert found.counts["Note"] == 6


def test_one_reading_serves_both(copied: Callable[[], Path], tmp_path: Path) -> None:
    """The book from the documents that the HTML has read is that of documents read for it alone."""
    folder = copied()
    chosen = settings.read(folder)
    site, work = tmp_path / "site", tmp_path / "both"
    building.build_html(chosen, site, work)
    read = {path: path.stat().st_mtime_ns for path in work.rglob("*.doctree")}
    building.build_pdf(chosen, site, work)

    book = site / f"{chosen.file_name}.pdf"
    assert book.read_bytes() == made(folder, tmp_path).read_bytes()
    assert read
    assert read == {path: path.stat().st_mtime_ns for path in work.rglob("*.doctree")}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real book, made once."""
    return made(ROOT, tmp_path_factory.mktemp("book"))


def test_real_book(book: Path, real: Edition) -> None:
    """Every text operator is tagged, every link arrives, every font is there, every note, too."""
    found = examine(book)

    assert found.problems == []
    assert found.counts["Note"] == sum(len(text.notes) for text in real.texts)
