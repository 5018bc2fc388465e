"""`edition note` with an editor: what is saved is written, and else the draft is kept."""

import os
import pty
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from edition import asking
from edition.cli import main
from tests.conftest import answering

NOTES = "annotations/notes"


def _editor(folder: Path, script: str) -> str:
    """An editor that does what a line of Python says to ``text``, the content of the file."""
    path = folder / "editor.py"
    path.write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[1])\n"
        f"text = path.read_text('utf-8')\n{script}\npath.write_text(text, 'utf-8')\n"
    )
    return shlex.join([sys.executable, str(path)])


WRITES = "text = text.replace('Write your note here.', 'In spite.')"
EDITORS = {
    "writes": (WRITES, [], "In spite.\n"),
    "ends its lines as on Windows": (f"{WRITES}.replace('\\n', '\\r\\n')", [], "In spite.\n"),
    "leaves the example": ("", ["n"], ""),
    "leaves nothing": ("text = ''", ["n"], ""),
    "fails": ("sys.exit(1)", ["n"], ""),
    "leaves it the first time": (
        "backup = path.with_suffix('.md~')\nif backup.exists(): "
        "text = text.replace('Write your note here.', 'Later.')\nbackup.touch()",
        ["y"],
        "Later.\n",
    ),
}


@pytest.mark.parametrize("name", EDITORS)
def test_editor(
    copied: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
) -> None:
    """What is saved is written without comments; else nothing is, and the draft is kept."""
    script, answers, ending = EDITORS[name]
    folder = copied()
    monkeypatch.setenv("VISUAL", _editor(tmp_path, script))
    monkeypatch.setenv("EDITOR", "never-asked")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(asking, "is_possible", lambda: True)
    monkeypatch.setattr("builtins.input", answering(iter(["gloss", "low", "", "", *answers])))

    status = main(["--root", str(folder), "note", "fox", "all his tricks"])

    path = folder / NOTES / "fox/all-his-tricks.md"
    drafts = list(tmp_path.glob("edition-note-*/*.md"))
    if ending:
        head = "---\ntype: gloss\ncertainty: low\nby: anonymous\n---\n\n> all his tricks\n\n"
        assert (status, path.read_bytes(), drafts) == (0, (head + ending).encode(), [])
    else:
        assert (status, path.exists(), len(drafts)) == (1, False, 1)
        assert str(drafts[0]) in capfd.readouterr().out


def test_nothing_is_overwritten(
    copied: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that came to be while the editor was open stays as it is."""
    folder = copied()
    path = folder / NOTES / "fox/all-his-tricks.md"
    script = f"{WRITES}\npathlib.Path({str(path)!r}).write_text('first')"
    monkeypatch.setenv("VISUAL", _editor(tmp_path, script))
    monkeypatch.setattr(asking, "is_possible", lambda: True)
    monkeypatch.setattr("builtins.input", answering(iter(["gloss", "low", "", ""])))

    assert main(["--root", str(folder), "note", "fox", "all his tricks"]) == 1
    assert path.read_text() == "first"


def test_no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no editor is named and none is there, the words are asked for at the terminal."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "code --wait")
    assert asking.editor() == ["code", "--wait"]
    monkeypatch.setenv("EDITOR", "")
    monkeypatch.setenv("PATH", "")
    assert asking.editor() == []


def test_at_a_real_terminal(copied: Callable[[], Path], tmp_path: Path) -> None:
    """At a terminal the command asks, opens the editor and writes the note."""
    folder = copied()
    child, terminal = pty.fork()
    if child == 0:
        os.environ["VISUAL"] = _editor(tmp_path, WRITES)
        os.chdir(folder)
        os.execv(
            sys.executable, [sys.executable, "-m", "edition.cli", "note", "fox", "all his tricks"]
        )
    os.write(terminal, b"gloss\nlow\n\n\n")
    said = b""
    try:
        while more := os.read(terminal, 4096):
            said += more
    except OSError:  # the other end is closed
        pass

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, said.decode()
    assert (folder / NOTES / "fox/all-his-tricks.md").is_file()
