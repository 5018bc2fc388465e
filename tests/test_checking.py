"""`edition check`: of what it tells, and with which status it ends."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from edition.cli import main

NOTE = "annotations/notes/crow/new.md"


@pytest.mark.parametrize("form", ["text", "github"])
def test_statuses(
    copied: Callable[[], Path], capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """The command ends with 0 and what was checked, or with 1 and what was found."""
    folder = copied()
    command = ["--root", str(folder), "check", "--format", form]

    assert main(command) == 0
    said = capsys.readouterr().out
    assert said.startswith("checked 2 texts, ")
    assert said.endswith("no problems, no remarks\n")

    (folder / NOTE).write_text("x", "utf-8")
    assert main(command) == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith("1 problem, no remarks")


PATHS = {
    "all": (".", (), 1, "1 problem,"),
    "the root": ("docs", ("{root}",), 1, "1 problem,"),
    "the root from within": (".", (".",), 1, "1 problem,"),
    "the root from below": ("docs", ("..",), 1, "1 problem,"),
    "another folder": (".", ("annotations/notes/fox",), 0, "no remarks; 1 more in other files"),
    "its folder": (".", ("annotations/notes/crow",), 1, "head-missing"),
    "its folder with a slash": (".", ("annotations/notes/crow/",), 1, "head-missing"),
    "where it stands": ("annotations/notes", ("crow/new.md",), 1, "head-missing"),
    "as problems name it": ("annotations/notes", (NOTE,), 1, "head-missing"),
    "the whole path": ("docs", ("{root}/" + NOTE,), 1, "head-missing"),
    "two": (".", ("annotations/notes/fox", NOTE), 1, "1 problem,"),
    "a file that is not there": (".", ("annotations/nwe.md",), 2, "no file or folder"),
    "one of two is not there": (".", (NOTE, "x"), 2, "no file or folder 'x'"),
    "nothing": (".", ("",), 2, "no file or folder ''"),
    "outside": (".", ("..",), 2, "'..' is outside of the edition in "),
    "far outside": (".", ("/etc/hostname",), 2, "outside of the edition"),
}


@pytest.mark.parametrize("name", PATHS)
def test_paths(
    copied: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """Asked of a path it tells only of that, wherever it is asked; of one that is none, so much."""
    folder = copied()
    (folder / NOTE).write_text("x", "utf-8")
    cwd, paths, status, told = PATHS[name]
    monkeypatch.chdir(folder / cwd)

    assert main(["check", *(path.format(root=folder) for path in paths)]) == status
    said = capsys.readouterr()
    assert told in (said.err if status == 2 else said.out)


def test_a_path_that_a_problem_misses(
    copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is missed can be asked for."""
    folder = copied()
    (folder / "docs/texts/fox.md").unlink()

    assert main(["--root", str(folder), "check", "docs/texts/fox.md"]) == 1
    assert "file-missing" in capsys.readouterr().out


@pytest.mark.parametrize(("root", "told"), [("", "No such file"), ("gone", "No such file")])
def test_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str], root: str, told: str) -> None:
    """A folder that is no edition gets one sentence and the status 2."""
    assert main(["--root", str(tmp_path / root), "check"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("edition: ")
    assert told in said


def test_no_right_to_look(
    copied: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A folder that may not be looked into is named in one sentence."""
    folder = copied()

    def refused(path: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refused)

    assert main(["--root", str(folder), "check"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"edition: {folder}/annotations/")
    assert said.endswith(": Permission denied\n")


@pytest.mark.parametrize(
    "content", ["tool = 3", "[tool]\nedition = 3", "[[tool.edition]]", "x =", "[x]"]
)
def test_odd_settings(tmp_path: Path, content: str) -> None:
    """Settings of any other shape are misuse, too, and no traceback."""
    (tmp_path / "pyproject.toml").write_text(content, "utf-8")

    assert main(["--root", str(tmp_path), "check"]) == 2


def test_a_reader_who_has_seen_enough(copied: Callable[[], Path]) -> None:
    """A pipe that is closed early, as by `head`, brings no traceback."""
    folder = copied()
    for n in range(400):
        (folder / f"annotations/notes/crow/n{n}.md").write_text("x", "utf-8")
    command = [sys.executable, "-m", "edition.cli", "--root", str(folder), "check"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        said = running.stderr.read()

    assert said == b""
    assert running.returncode == 1
