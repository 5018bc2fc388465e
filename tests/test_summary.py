"""The summary of a check on a forge: what it holds can do no harm there."""

import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT, load


@pytest.fixture
def summary(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program that writes the summary of a check."""
    return load(ROOT / ".github/summary.py", monkeypatch)


@pytest.mark.parametrize("words", ["plain", "```\n# A heading", "`````\n</details>", "`" * 300])
def test_a_fence_cannot_be_closed_from_within(summary: ModuleType, words: str) -> None:
    """Whatever a note holds, it stays inside its fence in the summary."""
    first, *inner, last = summary.fenced(words).rstrip("\n").split("\n")

    assert first == last + "text"
    assert all(not line.startswith(last) for line in inner)


def test_a_check_that_finds_very_much_is_cut(
    summary: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the check says fills no more of the summary than the forge takes."""
    said = subprocess.CompletedProcess([], 1, stdout=b"x" * 2_000_000, stderr=b"")
    monkeypatch.setattr(summary.subprocess, "run", lambda *_arguments, **_named: said)

    told, is_sound = summary.check()

    assert not is_sound
    assert len(told) < 301_000
    assert told.endswith("\n… and more.")


@pytest.mark.parametrize("status", [0, 1])
def test_who_must_correct_is_told_how(
    summary: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    status: int,
) -> None:
    """Of a red check the summary says how the same request is corrected; of a green one nothing."""
    said = subprocess.CompletedProcess([], status, stdout=b"checked 2 texts", stderr=b"")
    monkeypatch.setattr(summary.subprocess, "run", lambda *_arguments, **_named: said)
    monkeypatch.setattr(summary.sys, "argv", ["summary.py"])

    assert summary.main() == 0
    assert (summary.AGAIN in capsys.readouterr().out) == bool(status)


def test_the_summary_lists_the_notes_that_changed(
    tmp_path: Path, summary: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Added, changed and removed notes are listed with their words, whatever their names."""
    monkeypatch.setattr(summary, "ROOT", tmp_path)
    notes = tmp_path / "annotations/notes/feud"
    notes.mkdir(parents=True)
    (notes / "old.md").write_text("old words")
    (notes / "same.md").write_text("kept")
    (notes / "other.md").write_text("before")
    base = commit(tmp_path)
    (notes / "old.md").unlink()
    (notes / "other.md").write_text("after")
    (notes / "new `name.md").write_text("new words")
    commit(tmp_path)

    changes = summary.changed_notes(base)

    assert changes == [
        ("added", "annotations/notes/feud/new `name.md"),
        ("removed", "annotations/notes/feud/old.md"),
        ("changed", "annotations/notes/feud/other.md"),
    ]
    assert [summary.text_of(kind, path, base) for kind, path in changes] == [
        "new words", "old words", "after"
    ]  # fmt: skip
    assert summary.code(changes[0][1]) == "`annotations/notes/feud/new??name.md`"
    assert summary.changed_notes("0" * 40) is None
    assert summary.changed_notes("--output=x") is None


def commit(folder: Path) -> str:
    """Commit all that is in a folder, and give the commit."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    shown = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
    )
    return shown.stdout.strip()
