"""Every problem has a fixture that yields it and nothing else, at its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from edition import checking, settings
from edition.problems import Code, Problem
from tests.conftest import FIXTURES, ROOT

CASES = sorted((FIXTURES / "invalid").glob("*.txt"))
# Made in code below, because a text file cannot hold them.
MADE = {Code.file_encoding, Code.file_link}


def lay_over(folder: Path, case: str) -> list[str]:
    """Lay a case's files over an edition; returns what it says must be found."""
    head, *files = case.split("=== ")
    for entry in files:
        name, _newline, content = entry.partition("\n")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not content:
            path.unlink()
        elif content.startswith("<<< "):
            old, new = content.removeprefix("<<< ").removesuffix("\n").split("\n>>> ")
            before = path.read_text("utf-8")
            assert old in before
            path.write_text(before.replace(old, new, 1), "utf-8")
        else:
            path.write_text(content, "utf-8")
    return [line.strip() for line in head.removeprefix("expect:").strip().split("\n")]


def told(problems: list[Problem]) -> list[str]:
    """Problems in the words of the cases."""
    return sorted(
        f"{p.code.label} {p.path}:{p.line}{' remark' if p.is_remark else ''}" for p in problems
    )


def whole(item: Problem) -> str:
    """All that is said of a problem."""
    return "\n".join([item.message, *(f"nearest: {near}" for near in item.nearest), item.advice])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, copied: Callable[[], Path]) -> None:
    """Each case yields exactly its problems, each with a message and an instruction."""
    folder = copied()
    expected = lay_over(folder, path.read_text("utf-8"))

    problems = checking.check_all(settings.read(folder))[1]

    cases = [line.partition(" says ") for line in expected]
    assert sorted(case for case, _says, _words in cases) == told(problems)
    for case, _says, words in cases:
        assert any(words in whole(p) for p in problems if told([p]) == [case])
    assert all(p.message and p.advice for p in problems)


def test_valid(copied: Callable[[], Path]) -> None:
    """The small edition has no problem and no remark."""
    assert checking.check_all(settings.read(copied()))[1] == []


def test_real() -> None:
    """The edition of this repository has no problem."""
    problems = checking.check_all(settings.read(ROOT))[1]

    assert [p for p in problems if not p.is_remark] == []


def test_every_code_has_a_case() -> None:
    """No code is without a fixture."""
    covered = {line.split()[0] for path in CASES for line in _expected(path)}

    assert {code.label for code in Code if code not in MADE} <= covered


def _expected(path: Path) -> list[str]:
    head = path.read_text("utf-8").split("=== ")[0]
    return [line for line in head.removeprefix("expect:").strip().split("\n") if line.strip()]


def test_not_utf8(copied: Callable[[], Path]) -> None:
    """A file that is not UTF-8 is told at its line."""
    folder = copied()
    (folder / "annotations/notes/crow/new.md").write_bytes(b"---\ntype: \xff\n---\n")

    problems = checking.check_all(settings.read(folder))[1]

    assert told(problems) == ["file-encoding annotations/notes/crow/new.md:2"]


@pytest.mark.parametrize("name", ["annotations/notes/fox/sour.md", "docs/sources/fox.txt"])
def test_no_right_to_read(
    copied: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A file that may not be read is told, and nothing that follows from it."""
    folder = copied()
    read_bytes = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path == folder / name:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refused)

    problems = checking.check_all(settings.read(folder))[1]

    assert told(problems) == [f"file-link {name}:0"]


def test_link(copied: Callable[[], Path]) -> None:
    """A symbolic link is not followed, whatever it leads to."""
    folder = copied()
    (folder / "annotations/notes/crow/new.md").symlink_to("/etc/hostname")

    problems = checking.check_all(settings.read(folder))[1]

    assert told(problems) == ["file-link annotations/notes/crow/new.md:0"]


def test_line_to_paste(copied: Callable[[], Path]) -> None:
    """A page edited without its list gets the very line that mends the list."""
    folder = copied()
    page = folder / "docs/texts/fox.md"
    page.write_text(page.read_text("utf-8").replace("famished", "famish’d"), "utf-8")

    (found,) = checking.check_all(settings.read(folder))[1]

    assert found.nearest == ("11\tfamished\tfamish’d\t",)
    table = folder / "annotations/texts/fox/emendations.tsv"
    head, first, *rest = table.read_text("utf-8").split("\n")
    pasted = found.nearest[0] + "conjecture"
    table.write_text("\n".join([head, first, pasted, *rest]), "utf-8")
    assert [p.code for p in checking.check_all(settings.read(folder))[1]] == [Code.passages_differ]


@pytest.mark.parametrize(
    "name",
    [
        "annotations/notes/fox/sour.md",
        "annotations/claims/who-reached.md",
        "annotations/evidence/vernon1912.md",
        "annotations/registers/people.toml",
        "annotations/registers/texts.toml",
        "annotations/texts/fox/passages.tsv",
        "annotations/texts/fox/emendations.tsv",
        "docs/texts/fox.md",
        "docs/references.bib",
    ],
)
def test_one_problem_for_a_file_that_cannot_be_read(copied: Callable[[], Path], name: str) -> None:
    """Of a file that is not UTF-8 only that is told, whoever names what stands in it."""
    folder = copied()
    with (folder / name).open("ab") as file:
        file.write(b"\xff")

    (found,) = checking.check_all(settings.read(folder))[1]

    assert (found.code, found.path) == (Code.file_encoding, name)
