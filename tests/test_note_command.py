"""`edition note`: it finds the words as the check does, asks for the rest, and never overwrites."""

import os
import pty
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from edition import asking, differences, places, quotes
from edition.cli import main
from edition.library import Edition
from edition.notes import read_note
from edition.problems import Code
from edition.templates import PLACEHOLDERS, stripped, template
from edition.vocabulary import ASPECTS, CERTAINTIES, TYPES
from tests.conftest import ROOT

NOTES = "annotations/notes"
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
    "no words": Case(("fox", " ", *GLOSS), 1, ("not in fox",)),
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
    "no name": Case(("fox", "At last", "--name", "../x", *GLOSS), 1, ("'../x' will not do",)),
    "a name that is taken": Case(
        ("fox", "At last", "--name", "sour", *GLOSS), 1, ("already", "fox/across")
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
        ("3", "1", "e!", "4", "person", "me", "a b_", "me", "he", "she", "One.", "Two.", ""),
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
        monkeypatch.setattr("builtins.input", _answering(iter(answers or ())))
        status = main(["--root", str(folder), "note", *arguments])
        said = capsys.readouterr()
        new = {p for p in folder.rglob("*") if p.is_file()} - before
        return status, said.out + said.err, {p.name: p.read_text("utf-8") for p in new}

    return run


def _answering(answers: Iterator[str]) -> Callable[[str], str]:
    def answer(question: str) -> str:
        print(question)
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    return answer


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


# ---- the editor ------------------------------------------------------------------


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
    monkeypatch.setattr("builtins.input", _answering(iter(["gloss", "low", "", "", *answers])))

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
    monkeypatch.setattr("builtins.input", _answering(iter(["gloss", "low", "", ""])))

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


# ---- the template ----------------------------------------------------------------


@pytest.mark.parametrize("more", [{}, {"commented": True}, {"commented": True, "hinted": True}])
def test_template(more: dict[str, bool]) -> None:
    """As it is, the template meets only the placeholders' problem; its comments can go."""
    plain = stripped(template(**more))

    note, problems = read_note(plain, "annotations/notes/feud/x.md", "feud")

    assert plain == template()
    assert note is not None
    assert [found.code for found in problems] == [Code.head_placeholder] * len(PLACEHOLDERS)


def test_template_names_every_term() -> None:
    """Its comments name all types, certainties and aspects."""
    told = template(commented=True).replace("\n                       #", "")

    for terms in (tuple(item.name for item in TYPES), CERTAINTIES, ASPECTS):
        assert f"{', '.join(terms[:-1])} or {terms[-1]}" in told


@pytest.mark.parametrize(
    ("path", "commented"),
    [("docs/editorial/contributing.md", True), ("annotations/README.md", False)],
)
def test_one_template(path: str, commented: bool) -> None:
    """The pages that print the template print this one."""
    page = (ROOT / path).read_text("utf-8")

    assert f"```markdown\n{template(commented=commented)}```\n" in page


def test_uncommented_lines_stay() -> None:
    """A line of the head whose # was taken away stays, without what explains it."""
    content = template(hinted=True).replace("# seen:", "seen:").replace("# see:", "see:")

    assert "\nsee: [text/name-of-a-note, text-57]\nseen: [key]\n---\n" in stripped(content)


# ---- differences -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (
            "ripe black grapes",
            "ripe green grapes",
            ["page   ripe black grapes", "            ^^^^^"] * 2,
        ),
        ("“sour”", '"sour"', ["page   “sour”", 'yours  "sour"']),
        ("a b", "a x b", ["page   a b", "yours  a x b", "         ^"]),
        (
            "word " * 30 + "last",
            "word",
            [
                "page   " + " ".join(["word"] * 14),
                "            " + " ".join(["^^^^"] * 13),
                "       " + " ".join(["word"] * 14),
                "       " + " ".join(["^^^^"] * 14),
                "       word word last",
                "       ^^^^ ^^^^ ^^^^",
                "yours  word",
            ],
        ),
    ],
)
def test_differences(first: str, second: str, shown: list[str]) -> None:
    """Only words that differ are marked, each line under that line."""
    lines = differences.compared(("page", first), ("yours", second))

    assert [line.replace("yours  ripe green", "page   ripe black") for line in lines] == shown


def test_the_notes_of_this_edition_are_found(real: Edition) -> None:
    """Whoever begins a note on words that have one is shown that note."""
    for text in real.texts:
        for placed in real.placed[text.slug]:
            first, last = placed.spans[0], placed.spans[-1]
            at = text.offsets[first.passage] + first.start
            end = text.offsets[last.passage] + last.end
            place = places.Place(text, at, end - at, 0)

            assert at in quotes.find(text.reading_text, place.quote)
            assert placed in places.notes_on(real, place)
