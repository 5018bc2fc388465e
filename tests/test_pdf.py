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


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real book, made once."""
    return made(ROOT, tmp_path_factory.mktemp("book"))


def test_real_book(book: Path, real: Edition) -> None:
    """Every text operator is tagged, every link arrives, every font is there, every note, too."""
    found = examine(book)

    assert found.problems == []
    assert found.counts["Note"] == sum(len(text.notes) for text in real.texts)
