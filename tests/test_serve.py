"""`edition serve` and the preview: problems stand in their places, and what is cached is right."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest
from websockets.sync.client import connect

from edition import building, checking, printing, settings
from edition.cli import main
from edition.html.problems import filled, slot
from edition.previewing import Shown, shown
from edition.problems import Code, problem
from edition.serve_command import FOLDER, Pages, refresh
from tests.conftest import ROOT
from tests.test_checks import CASES, lay_over

NEW = "annotations/notes/crow/new.md"
NOTE = "---\ntype: gloss\ncertainty: low\nby: editors\n---\n\n> delight\n\nA word.\n"
NOTES_BROKEN = [path for path in CASES if f"=== {NEW}\n" in path.read_text("utf-8")]
OTHERS_BROKEN = [
    path
    for path in CASES
    if path.stem
    in (
        "bibliography",
        "claim-form",
        "file-missing",
        "page-construct",
        "page-source",
        "register-form",
    )
]


def pages(folder: Path) -> dict[str, str]:
    """Every page by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.html"))
    }


def preview(folder: Path) -> dict[str, str]:
    """The pages of a preview that read everything."""
    building.build_html(settings.read(folder), folder / "out", folder / "work", preview=True)
    return pages(folder / "out")


def boxes(page: str) -> list[str]:
    """What the boxes of a page say."""
    return [unescape(box) for box in re.findall(r'class="problem".*?<pre>(.*?)</pre>', page, re.S)]


def words_of_the_check(folder: Path) -> list[str]:
    """What the check says, one a problem."""
    found = printing.in_order(checking.check_all(settings.read(folder))[1])
    return [
        printing.for_terminal([item], folder).strip("\n") for item in found if not item.is_remark
    ]


# ---- problems in their places ----------------------------------------------------


def test_broken_notes(copied: Callable[[], Path]) -> None:
    """Notes broken in every way stop nothing: each is boxed, and the sound ones are all there."""
    folder = copied()
    before = {name: page.count('role="doc-footnote"') for name, page in preview(folder).items()}
    for path in NOTES_BROKEN:
        case = path.read_text("utf-8").replace(NEW, NEW.replace("new", path.stem))
        lay_over(folder, case)

    built = preview(folder)

    said = words_of_the_check(folder)
    assert len(said) > 30
    assert sorted(boxes(built["texts/crow.html"])) == sorted(said)
    for name, page in built.items():
        assert f"{len(said)} problems in this preview" in page, name
    for note in ("note-crow-he", "note-crow-pitcher", "note-fox-sour", "note-fox-across"):
        assert sum(f'id="{note}"' in page for page in built.values()) == 1
    assert built["texts/fox.html"].count('role="doc-footnote"') == before["texts/fox.html"]
    assert "javascript:" not in built["texts/crow.html"]


@pytest.mark.parametrize("path", OTHERS_BROKEN, ids=lambda path: path.stem)
def test_other_problems(path: Path, copied: Callable[[], Path]) -> None:
    """Whatever else is broken is shown in the words of the check, and the pages are built."""
    folder = copied()
    lay_over(folder, path.read_text("utf-8"))

    built = preview(folder)

    assert sorted(box for page in built.values() for box in boxes(page)) == sorted(
        words_of_the_check(folder)
    )
    assert all("in this preview" in page for page in built.values())


def test_no_problem(copied: Callable[[], Path]) -> None:
    """Without a problem a preview has neither banner nor box."""
    assert [name for name, page in preview(copied()).items() if "in this preview" in page] == []


@pytest.mark.parametrize(
    ("code", "path", "line", "place"),
    [
        (Code.head_key, "annotations/notes/fox/across.md", 3, ("texts/fox", "fox-3")),
        (Code.head_syntax, "annotations/notes/fox/new.md", 3, ("texts/fox", "fox-2")),
        (Code.quote_missing, "annotations/notes/crow/new.md", 7, ("texts/crow", "crow-3")),
        (Code.quote_none, "annotations/notes/crow/none.md", 7, ("texts/crow", "")),
        (Code.file_size, "annotations/notes/crow/gone.md", 0, ("texts/crow", "")),
        (Code.page_source, "docs/texts/fox.md", 3, ("texts/fox", "fox-2")),
        (Code.page_source, "docs/texts/fox.md", 0, ("texts/fox", "")),
        (Code.list_left, "annotations/texts/fox/emendations.tsv", 3, ("texts/fox", "")),
        (Code.source_hash, "docs/sources/fox.txt", 0, ("texts/fox", "")),
        (Code.claim_form, "annotations/claims/x.md", 3, ("apparatus/concordance", "")),
        (Code.evidence_syntax, "annotations/evidence/x.md", 1, ("apparatus/bibliography", "")),
        (Code.bibliography, "docs/references.bib", 1, ("apparatus/bibliography", "")),
        (Code.register_form, "annotations/registers/people.toml", 1, ("apparatus/people", "")),
        (Code.file_stray, "annotations/extra", 0, ("", "")),
    ],
)
def test_place(
    copied: Callable[[], Path], code: Code, path: str, line: int, place: tuple[str, str]
) -> None:
    """Each problem has its page, and its passage where it has one."""
    folder = copied()
    head = "---\ntype: gloss\n---\n\n"
    (folder / "annotations/notes/fox/new.md").write_text(f"{head}> all his tricks\n\nx\n")
    (folder / NEW).write_text(f"{head}> He tries every thing\n\nx\n")
    (folder / "annotations/notes/crow/none.md").write_text(f"{head}x\n")
    edition = checking.check_all(settings.read(folder))[0]

    assert shown(edition, problem(code, path, line, "x")) == Shown(*place)


def test_slots_are_filled_anew(tmp_path: Path) -> None:
    """What was in a slot goes when its problem goes; a passage without a slot uses the head's."""
    page = f"<main>{slot()}<p>a</p>{slot('fox-1')}</main>"
    found = problem(Code.file_stray, "x<y", 0, "A <b>.")

    once = filled(page, "a", [(1, found, Shown("a", "fox-1"))], tmp_path)
    other = filled(once, "a", [(1, found, Shown("a", "fox-9"))], tmp_path)

    assert "</p><!-- problems fox-1 --><div" in once
    assert "<b>" not in once
    assert "1 problem in this preview" in once
    assert "</details><div" in other
    assert "</p><!-- problems fox-1 --><!-- /problems -->" in other
    assert filled(other, "a", [], tmp_path) == page


# ---- caching ---------------------------------------------------------------------

CHANGES: list[tuple[str, str, str]] = [
    ("annotations/notes/crow/pitcher.md", "begins in the same way", "begins just so"),
    ("annotations/notes/crow/new.md", "", NOTE),
    ("annotations/notes/crow/new.md", "> delight", "> A Crow perishing"),  # renumbers
    ("annotations/notes/crow/new.md", "> A Crow", "> An Owl"),  # takes it from the page
    ("annotations/notes/fox/sour.md", "type: gloss", "type: textual"),
    ("annotations/claims/who-reached.md", "did not", "never did"),
    ("annotations/registers/people.toml", 'name = "', 'name = "Old '),
    ("annotations/texts/fox/head.md", "", "A new head-note, see {note}`crow/pitcher`.\n"),
    ("annotations/notes/fox/new.md", "", NOTE.replace("delight", "famished")),  # renumbers
    ("annotations/evidence/vernon1912.md", "- ", "- title page, read: it is there.\n- "),
    ("docs/references.bib", "1912", "1913"),
    ("docs/texts/fox.md", "saying", "said"),
]


def test_what_is_cached_is_right(copied: Callable[[], Path]) -> None:
    """After any change the pages are those of a preview that reads everything."""
    folder = copied()
    chosen = settings.read(folder)
    refresh(chosen)
    for name, old, new in CHANGES:
        path = folder / name
        before = path.read_text("utf-8") if path.exists() else ""
        assert old in before
        stamp = path.stat().st_mtime_ns if path.exists() else 0
        path.write_text(before.replace(old, new, 1) if old else new, "utf-8")
        if stamp and name.startswith("annotations"):
            os.utime(path, ns=(stamp, stamp))  # the content counts, not the time

        refresh(chosen)

        cached = pages(folder / FOLDER / "html")
        clean = preview(folder)
        assert [page for page in clean if clean[page] != cached[page]] == [], name


# ---- the server ------------------------------------------------------------------


def test_a_page_is_replaced_whole(tmp_path: Path) -> None:
    """Who reads a page while a new one takes its place reads the old one to its end."""
    made, out = tmp_path / "made", tmp_path / "out"
    (made / "texts").mkdir(parents=True)
    (made / "texts/fox.html").write_text("old")
    building.put(made, out)
    with (out / "texts/fox.html").open() as before:
        (made / "texts/fox.html").write_text("new and longer")
        building.put(made, out)

        assert before.read() == "old"
    assert [path.name for path in (out / "texts").iterdir()] == ["fox.html"]
    assert (out / "texts/fox.html").read_text() == "new and longer"


def test_a_page_that_changes_while_it_is_asked_for(tmp_path: Path) -> None:
    """A page that was replaced after it was found is sent whole, and no browser keeps it."""
    page = tmp_path / "fox.html"
    page.write_text("old")
    found = page.stat()
    page.write_text("new and longer")

    answer = Pages(directory=tmp_path).file_response(page, found, {})

    assert answer.body == b"new and longer"
    assert answer.headers["content-length"] == "14"
    assert answer.headers["cache-control"] == "no-store"


@pytest.fixture
def server(copied: Callable[[], Path]) -> Iterator[tuple[Path, str]]:
    """The command, really started on a free port: the edition's folder and the address.

    Nothing may go wrong in it unseen.
    """
    folder = copied()
    command = [sys.executable, "-m", "edition.cli", "--root", str(folder), "serve", "--port", "0"]
    output = subprocess.PIPE
    with subprocess.Popen(command, stdout=output, stderr=output, text=True) as running:
        assert running.stdout is not None
        address = ""
        for line in running.stdout:
            if "http://" in line:
                address = line.split()[2]
                break
        yield folder, address
        running.terminate()
        assert running.communicate()[1] == ""


def test_serve(server: tuple[Path, str]) -> None:
    """A note that is saved appears, the page is told to load anew, and a broken one is boxed."""
    folder, address = server
    page = f"{address}texts/crow.html"
    assert "A word." not in _loaded(page)
    with connect(address.replace("http", "ws") + "websocket-reload") as socket:
        (folder / NEW).write_text(NOTE, "utf-8")
        assert socket.recv(timeout=100) == "refresh"
    assert "A word." in _eventually(page, "A word.")

    (folder / NEW).write_text(NOTE.replace("delight", "a jug of wine"), "utf-8")
    built = _eventually(page, "in this preview")

    assert "The quoted words are not in crow." in boxes(built)[0]
    assert 'id="note-crow-pitcher"' in built
    assert not (folder / "_build/html").exists()


def _loaded(address: str) -> str:
    with urlopen(address, timeout=30) as answer:
        return str(answer.read().decode("utf-8"))


def _eventually(address: str, words: str) -> str:
    """The page, once it holds the words; or as it is after a time that is long enough."""
    page, end = "", time.monotonic() + 100
    while words not in page and time.monotonic() < end:
        time.sleep(0.2)
        page = _loaded(address)
    return page


def test_a_build_that_fails_leaves_the_pages(
    copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """What no preview can show is said, and the pages stay as they were."""
    folder = copied()
    chosen = settings.read(folder)
    refresh(chosen)
    before = pages(folder / FOLDER / "html")
    (folder / "docs/conf.py").write_text("raise ValueError('no')\n")

    refresh(chosen, [folder / "docs/conf.py"])

    said = capsys.readouterr().out
    assert "changed: docs/conf.py\n" in said
    assert "not built; the pages stay as they were" in said
    assert pages(folder / FOLDER / "html") == before


def test_a_taken_port(copied: Callable[[], Path], server: tuple[Path, str]) -> None:
    """A port that is taken is refused in one sentence."""
    port = server[1].rstrip("/").rpartition(":")[2]

    assert main(["--root", str(server[0]), "serve", "--port", port]) == 2


# ---- Read the Docs ---------------------------------------------------------------


@pytest.mark.parametrize(("kind", "status"), [("external", 0), ("branch", 1), ("", 1)])
def test_read_the_docs(
    copied: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, kind: str, status: int
) -> None:
    """A pull request's preview shows its problems; every other build is stopped by them."""
    folder = copied()
    (folder / NEW).write_text(NOTE.replace("delight", "a jug of wine"), "utf-8")
    monkeypatch.setenv("READTHEDOCS_VERSION_TYPE", kind)

    assert main(["--root", str(folder), "build"]) == status

    site = folder / "_build/html"
    assert site.exists() == (status == 0)
    if status == 0:
        assert boxes((site / "texts/crow.html").read_text("utf-8"))


def test_read_the_docs_runs_the_build() -> None:
    """The preview is what `edition build` makes, so that this setting reaches it."""
    assert "- python scripts/build.py\n" in (ROOT / ".readthedocs.yaml").read_text("utf-8")
