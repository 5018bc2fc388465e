"""`edition note`: it finds the words as the check does, asks for the rest, and never overwrites."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from edition import asking
from edition.cli import main
from edition.templates import PLACEHOLDERS
from tests.conftest import answering

GLOSS = ("--type", "gloss", "--certainty", "low", "--body", "Said in spite.")


class Case(NamedTuple):
    """What is typed, and what must come of it."""

    arguments: tuple[str, ...]
    status: int
    said: tuple[str, ...]
    """What the command must say."""
    written: str = ""
    """The file that must be there afterwards, or none."""
    answers: tuple[str, ...] | None = None
    """What is answered at the terminal; None where there is no terminal."""


CASES = {
    "no such text": Case(("foxes", "x", *GLOSS), 2, ("did you mean fox?",)),
    "no such text, nothing near": Case(("bear", "x", *GLOSS), 2, ("the texts: fox, crow",)),
    "nowhere": Case(
        ("fox", "bunches of ripe grapes", *GLOSS),
        1,
        ("not in fox", "clusters of ripe black grapes", "^^^^^^^^", "Copy the words"),
    ),
    "nothing near": Case(("fox", "zzzz", *GLOSS), 1, ("The page: docs/texts/fox.md",)),
    "in another text": Case(("fox", "a pitcher", *GLOSS), 1, ("They stand in crow.",)),
    "cut": Case(("fox", "amished", *GLOSS), 1, ("first or last word cut",)),
    "no words": Case(("fox", " ", *GLOSS), 2, ("no words are given",)),
    "words that are no UTF-8": Case(("fox", "\udcff", *GLOSS), 2, ("as words is not UTF-8",)),
    "a body that is no UTF-8": Case(
        ("fox", "tricks", *GLOSS[:-1], "\udcff"), 2, ("as body is not UTF-8",)
    ),
    "a text in capitals": Case(("FOX", "At last", *GLOSS), 2, ("did you mean fox?",)),
    "quotation marks of another shape": Case(
        ("fox", 'saying: "The\u00a0Grapes', "--name", "x", *GLOSS),
        0,
        ("written: annotations/notes/fox/x.md",),
        """\
---
type: gloss
certainty: low
by: anonymous
---

> saying: “The Grapes

Said in spite.
""",
    ),
    "twice": Case(("crow", "He", *GLOSS), 2, ("stand 2 times", "crow-3", "--occurrence")),
    "too high": Case(("crow", "He", "--occurrence", "3", *GLOSS), 2, ("no occurrence 3",)),
    "no occurrence 0": Case(("fox", "At last", "--occurrence", "0", *GLOSS), 2, ("stand once",)),
    "nothing given": Case(("fox", "At last"), 2, ("--type, --certainty, --body",)),
    "an error without aspect": Case(
        ("fox", "At last", "--type", "error", "--certainty", "low", "--body", "x"),
        2,
        ("missing: --aspect",),
    ),
    "an aspect without error": Case(
        ("fox", "At last", "--aspect", "date", *GLOSS), 2, ("with the type error only",)
    ),
    "no account": Case(("fox", "At last", "--by", "a_b", *GLOSS), 2, ("'a_b' is no name",)),
    "no name": Case(("fox", "At last", "--name", "../x", *GLOSS), 2, ("'../x' will not do",)),
    "no name at all": Case(("fox", "At last", "--name", "", *GLOSS), 2, ("'' will not do",)),
    "a long name": Case(("fox", "At last", "--name", "a" * 300, *GLOSS), 2, ("at most 60",)),
    "a name that is taken": Case(
        ("fox", "At last", "--name", "sour", *GLOSS), 2, ("already", "fox/across")
    ),
    "an empty note": Case(
        ("fox", "At last", "--type", "gloss", "--certainty", "low", "--body", " "),
        1,
        ("no words; nothing was written",),
    ),
    "an example left": Case(
        ("fox", "At last", *GLOSS[:-1], PLACEHOLDERS[-1]), 1, ("is still there",)
    ),
    "a capital": Case(("fox", "famished fox", *GLOSS), 1, ("fox-2  famished Fox",)),
    "written": Case(
        ("fox", "all  his\ntricks", *GLOSS),
        0,
        ("written: annotations/notes/fox/all-his-tricks.md", "edition check", "git push"),
        """\
---
type: gloss
certainty: low
by: anonymous
---

> all his tricks

Said in spite.
""",
    ),
    "written as the page has it": Case(
        ("fox", '"The Grapes are sour, and not ripe as I thought."', "--by", "a,b", *GLOSS),
        0,
        ('fox/sour (gloss), on “"The Grapes are sour”', "From this fable"),
        """\
---
type: gloss
certainty: low
by: [a, b]
---

> “The Grapes are sour, and not ripe as I thought.”

Said in spite.
""",
    ),
    "written with a problem": Case(
        ("fox", "At last", *GLOSS[:-1], "See {note}`fox/none`."),
        1,
        ("target-missing", "Mend what stands above"),
        """\
---
type: gloss
certainty: low
by: anonymous
---

> At last

See {note}`fox/none`.
""",
    ),
    "the second of two": Case(
        ("crow", "He", "--occurrence", "2", "--name", "second", *GLOSS),
        0,
        ("written: annotations/notes/crow/second.md",),
        """\
---
type: gloss
certainty: low
occurrence: 2
by: anonymous
---

> He

Said in spite.
""",
    ),
    "asked": Case(
        ("crow", "He", "--no-edit"),
        0,
        ("A number from 1 to 2.", "One of these", "no name of an account", "There is a note 'he'"),
        """\
---
type: error
certainty: medium
aspect: person
occurrence: 1
by: me
---

> He

One.
Two.
""",
        ("3", "1", "e!", "4", "person", "me", "a b_", "me", "he", "she", "One.", "Two.", "", ""),
    ),
    "asked for the other place and the source": Case(
        ("crow", "Pitcher", "--no-edit"),
        0,
        ("no note or passage 'fox/sore'", "did you mean vernon1912?"),
        """\
---
type: parallel
certainty: low
see: [fox/sour, fox-2]
by: anonymous
---

> Pitcher

One {cite:p}`vernon1912`.
Two.
""",
        (
            *("parallel", "low", "fox/sore", "fox/sour, fox-2", "", ""),
            *("One.", "Two.", "", "vernon1921", "vernon1912"),
        ),
    ),
    "a source of the bibliography": Case(
        ("fox", "tricks", "--source", "vernon1912", *GLOSS),
        0,
        ("written: ",),
        """\
---
type: gloss
certainty: low
by: anonymous
---

> tricks

Said in spite {cite:p}`vernon1912`.
""",
    ),
    "another source": Case(
        ("fox", "tricks", "--source", "Vernon Jones, p. 3", *GLOSS),
        0,
        ("written: ",),
        """\
---
type: gloss
certainty: low
by: anonymous
---

> tricks

Said in spite.
Source: Vernon Jones, p. 3.
""",
    ),
    "a source that is nearly one": Case(
        ("fox", "tricks", "--source", "vernon1921", *GLOSS), 2, ("did you mean vernon1912?",)
    ),
    "a source and no words": Case(
        ("fox", "tricks", "--source", "vernon1912", *GLOSS[:-1], " "), 1, ("no words; nothing",)
    ),
    "a parallel to nothing": Case(
        ("fox", "tricks", "--type", "parallel", *GLOSS[2:]), 2, ("missing: --see",)
    ),
    "a parallel to what is not there": Case(
        ("fox", "tricks", "--type", "parallel", "--see", "crow-2,x", *GLOSS[2:]),
        2,
        ("There is no note or passage 'x'",),
    ),
    "asked, and there is a note already": Case(
        ("fox", "not reach"), 1, ("fox/across (textual", "edit annotations/notes/fox"), "", ("n",)
    ),
    "broken off": Case(("fox", "all his tricks"), 1, ("nothing was written",), "", ("gloss",)),
}


@pytest.fixture
def run(
    copied: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., tuple[int, str, dict[str, str]]]:
    """Runs the command on the small edition; its status, what it said and the new files."""
    folder = copied()
    before = set(folder.rglob("*"))

    def run(arguments: tuple[str, ...], answers: tuple[str, ...] | None) -> tuple[int, str, dict]:
        monkeypatch.setattr(asking, "is_possible", lambda: answers is not None)
        monkeypatch.setattr("builtins.input", answering(iter(answers or ())))
        status = main(["--root", str(folder), "note", *arguments])
        said = capsys.readouterr()
        new = {p for p in folder.rglob("*") if p.is_file()} - before
        return status, said.out + said.err, {p.name: p.read_text("utf-8") for p in new}

    return run


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_case(case: Case, run: Callable[..., tuple[int, str, dict[str, str]]]) -> None:
    """Each case ends with its status, says what it must, and writes its file or none."""
    status, said, new = run(case.arguments, case.answers)

    assert [phrase for phrase in case.said if phrase not in said] == []
    assert list(new.values()) == ([case.written] if case.written else [])
    assert status == case.status


def test_the_answers_without_a_terminal_are_enough(copied: Callable[[], Path]) -> None:
    """Without a terminal the command neither hangs nor asks: it says what is missing."""
    command = [sys.executable, "-m", "edition.cli", "--root", str(copied()), "note", "fox", "vine"]

    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 2
    assert "missing: --type, --certainty, --body" in done.stderr


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda place, _outside: place.write_text("x"), "fox is no folder: put one in its place"),
        (lambda place, outside: place.symlink_to(outside), "fox is no folder"),
        (lambda place, _outside: place.parent.rename(place.parents[1] / "x"), "written: "),
    ],
)
def test_a_place_that_is_no_folder(
    copied: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    make: Callable[[Path, Path], object],
    told: str,
) -> None:
    """Nothing is written through a link or over a file; a folder that is missing is made."""
    folder = copied()
    outside = tmp_path / "outside"
    outside.mkdir()
    place = folder / "annotations/notes/fox"
    shutil.rmtree(place)
    make(place, outside)

    main(["--root", str(folder), "note", "fox", "tricks", *GLOSS])

    said = capsys.readouterr()
    assert told in said.out + said.err
    assert list(outside.iterdir()) == []


def test_a_disk_that_is_full(
    copied: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the system refuses is told in its words, without a traceback."""

    def refused(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    folder = copied()
    monkeypatch.setattr(Path, "mkdir", refused)

    assert main(["--root", str(folder), "note", "fox", "tricks", *GLOSS]) == 2
    assert "tricks.md cannot be written: No space left on device" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("docs/texts/fox.md", "the page of fox cannot be read: `edition check` says why"),
        ("annotations/registers/texts.toml", "there is no text that can be read"),
    ],
)
@pytest.mark.parametrize("command", [("note", "fox", "tricks", *GLOSS), ("reanchor", "fox")])
def test_a_text_that_cannot_be_read(
    copied: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    name: str,
    told: str,
) -> None:
    """A text that cannot be read is not searched in vain."""
    folder = copied()
    (folder / name).unlink()

    assert main(["--root", str(folder), *command]) == 2
    assert told in capsys.readouterr().err
