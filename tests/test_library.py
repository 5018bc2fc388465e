"""Whatever a stranger puts into an edition, the check tells of it and stands."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from edition import checking, settings
from edition.problems import Problem
from tests.conftest import FIXTURES

NOTE = "annotations/notes/crow/new.md"
HEAD = "---\ntype: gloss\ncertainty: low\nby: editors\n---\n\n> a pitcher\n\n"
FOLDERS = ("notes", "texts", "registers", "claims", "evidence")
FILES = sorted(
    path.relative_to(FIXTURES / "valid").as_posix()
    for path in (FIXTURES / "valid").rglob("*")
    if path.suffix in (".md", ".toml", ".tsv", ".bib", ".txt")
    and path.relative_to(FIXTURES / "valid").parts[0] in ("annotations", "docs")
)
ODDITIES = (
    b"\xff", b"\x00", b"\x1b", b"\r", b"\n", b"\t", b'"', b"'", b"---\n", b"> ", b"* ", b"*", b"[",
    b"](", b"{note}`", b"`", b"&a ", b"!!x ", b"# ", b"<b>", b"\xe2\x80\xa8", b"\xcc\x81", b"gone",
    b"0", b"9" * 5000, b"[" * 2000, b"...\n", b"\xef\xbb\xbf", b": ", b"=", b"{", b"}",
)  # fmt: skip


def problems_of(folder: Path) -> list[Problem]:
    """What is wrong with an edition."""
    return checking.check_all(settings.read(folder))[1]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_file_in_the_place_of_a_folder(copied: Callable[[], Path], name: str) -> None:
    """A file where a folder is expected is a stray file."""
    place = copied() / "annotations" / name
    shutil.rmtree(place)
    place.write_text("x", "utf-8")

    found = [(p.code.label, p.path) for p in problems_of(place.parents[1])]

    assert ("file-stray", f"annotations/{name}") in found


@pytest.mark.parametrize("name", [f"annotations/{name}" for name in FOLDERS])
def test_a_linked_folder(copied: Callable[[], Path], tmp_path: Path, name: str) -> None:
    """A folder that is a link is a stray, and nothing behind it is read."""
    folder = copied()
    shutil.move(folder / name, tmp_path / "outside")
    (folder / name).symlink_to(tmp_path / "outside")

    edition, found = checking.check_all(settings.read(folder))

    assert ("file-stray", name) in [(p.code.label, p.path) for p in found]
    kept = {
        "annotations/notes": any(text.notes for text in edition.texts),
        "annotations/texts": any(text.rows for text in edition.texts),
        "annotations/registers": bool(edition.texts),
        "annotations/claims": bool(edition.claims),
        "annotations/evidence": bool(edition.evidence),
    }
    assert not kept[name]


@pytest.mark.parametrize("name", ["docs/texts", "docs/sources"])
def test_linked_pages(copied: Callable[[], Path], tmp_path: Path, name: str) -> None:
    """Pages and sources behind a linked folder are not read."""
    folder = copied()
    shutil.move(folder / name, tmp_path / "outside")
    (folder / name).symlink_to(tmp_path / "outside")

    found = problems_of(folder)

    assert {p.path.rpartition("/")[0] for p in found if p.code.label.startswith("file-")} == {name}


@pytest.mark.parametrize(
    "body", ["*a **b " * 1000 + "b** a* " * 1000, "**a *b " * 30 + "b* a** " * 30]
)
def test_emphasis_in_emphasis(copied: Callable[[], Path], body: str) -> None:
    """Emphasis nested beyond all reading is told like any nesting."""
    folder = copied()
    (folder / NOTE).write_text(HEAD + body + "\n", "utf-8")

    assert {p.code.label for p in problems_of(folder)} == {"depth"}


def test_a_name_too_long_for_a_file(copied: Callable[[], Path]) -> None:
    """A text whose id no file could bear is a fault of its register."""
    folder = copied()
    register = folder / "annotations/registers/texts.toml"
    register.write_text(register.read_text("utf-8").replace('"crow"', f'"{"c" * 5000}"'), "utf-8")

    assert "register-form" in {p.code.label for p in problems_of(folder)}


@pytest.mark.parametrize("seed", range(40))
def test_no_traceback(copied: Callable[[], Path], seed: int) -> None:
    """Files damaged at random bring problems, or none, and never a traceback."""
    folder, dice = copied(), random.Random(seed)
    for _round in range(6):
        path = folder / dice.choice(FILES)
        data = path.read_bytes() if path.exists() else b""
        at, end = sorted((dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)))
        match dice.randrange(4):
            case 0:
                path.write_bytes(data[:at] + dice.choice(ODDITIES) + data[at:])
            case 1:
                path.write_bytes(data[:at] + data[end:])
            case 2:
                path.write_bytes(data[:at] + data[at:end] * 2 + data[end:])
            case _:
                path.unlink(missing_ok=True)
        assert all(p.message and p.advice for p in problems_of(folder))
