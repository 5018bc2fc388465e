"""Both editions built: every note arrives, the same bytes come, the old site is safe."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.docutils import docutils_namespace

from edition import building, checking, settings
from edition.cli import main
from edition.library import Edition
from edition.nodes import emendation, mark, omission
from tests.conftest import ROOT

BUILD = "import sys; from edition.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def doctrees(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], nodes.document]:
    """The woven doctrees of the real texts, by slug."""
    folder = tmp_path_factory.mktemp("real")
    with docutils_namespace():
        app = SphinxTestApp("dummy", srcdir=ROOT / "docs", builddir=folder, freshenv=True)
        app.build()
    return lambda slug: app.env.get_doctree(f"texts/{slug}")


@pytest.mark.parametrize("slug", ["betrayed", "patchwork", "exile", "feud", "thread"])
def test_every_note_arrives(
    doctrees: Callable[[str], nodes.document], real: Edition, slug: str
) -> None:
    """Each note stands once in its text, its number is its place in the order of reading."""
    tree = doctrees(slug)
    wanted = [(placed.note.id, str(placed.number)) for placed in real.placed[slug]]

    references = [(r["note"], r.astext()) for r in tree.findall(nodes.footnote_reference)]
    notes = [(f["note"], f[0].astext()) for f in tree.findall(nodes.footnote)]

    assert references == wanted
    assert notes == wanted
    assert len(wanted) == len(real.text[slug].notes)


@pytest.mark.parametrize("slug", ["patchwork", "feud", "thread"])
def test_marks_hold_the_quotes(
    doctrees: Callable[[str], nodes.document], real: Edition, slug: str
) -> None:
    """A note's marked pieces join to its quote; the emended ones say what the source had."""
    tree = doctrees(slug)
    for placed in real.placed[slug]:
        pieces = [m.astext() for m in tree.findall(mark) if placed.note.id in m["notes"]]
        spans = [
            real.text[slug].page.passages[s.passage].text[s.start : s.end] for s in placed.spans
        ]
        assert "".join(pieces) == "".join(spans)
    shown = [
        node["source"]
        for node in tree.findall(lambda n: isinstance(n, (emendation, omission)))
        if node["source"]
    ]
    listed = [line.shown_source for line in real.text[slug].emendations if line.source]
    assert sorted(shown) == sorted(listed)


def test_private_names_are_masked(doctrees: Callable[[str], nodes.document], real: Edition) -> None:
    """No name of a forum member is in any node of the page."""
    names = [x.source for x in real.text["thread"].emendations if x.is_private]
    tree = doctrees("thread").pformat()

    assert names
    for name in names:
        assert " ".join(name) not in tree


def test_small_edition(copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Any folder of the same shape builds, without a warning, into HTML and PDF."""
    folder = copied()

    assert main(["--root", str(folder), "build"]) == 0
    page = (folder / "_build/html/texts/fox.html").read_text("utf-8")
    assert page.count('role="doc-footnote"') == 4
    assert page.count('role="doc-noteref"') == 4
    assert "https://forge.example/owner/fables/edit/main/annotations/notes/fox/sour.md" in page
    assert (folder / "_build/html/two-fables.pdf").read_bytes().startswith(b"%PDF")
    assert " pages, 6 notes, none begun overleaf\n" in capsys.readouterr().out


def test_broken_build_leaves_the_site(copied: Callable[[], Path]) -> None:
    """A build that fails leaves the old site as it was, and nothing beside it."""
    folder = copied()
    site = folder / "_build/html"
    site.mkdir(parents=True)
    (site / "index.html").write_text("old")
    (folder / "docs/index.md").write_text("# Fables\n\n{passage}`fox-99`\n")

    assert main(["--root", str(folder), "build"]) == 1
    assert (site / "index.html").read_text() == "old"
    assert [path.name for path in site.parent.iterdir()] == ["html"]


def test_same_bytes(copied: Callable[[], Path], tmp_path: Path) -> None:
    """Folder, time zone, locale and hash seed leave no trace in what is built."""
    folder = copied()
    other = tmp_path / "a longer folder" / "fables"
    other.parent.mkdir()
    seen = []
    for root, zone, seed, locale in (
        (folder, "UTC", "1", "C.UTF-8"),
        (_moved(folder, other), "Asia/Tokyo", "2", "C"),
    ):
        place = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        command = [sys.executable, "-c", BUILD, "--root", str(root), "build"]
        subprocess.run(command, env={**os.environ, **place}, check=True, capture_output=True)
        seen.append(_digests(root / "_build/html"))

    assert seen[0] == seen[1]
    assert len(seen[0]) > 10


def _moved(folder: Path, other: Path) -> Path:
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("_build"))
    return other


def _digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_core_needs_no_sphinx() -> None:
    """Checking imports neither Sphinx nor a writer."""
    code = "import sys, edition.checking; sys.exit('sphinx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_last_line(real: Edition) -> None:
    """The last line says what was checked, so that nothing checked is not taken for success."""
    line = checking.counted(real, [])

    assert line.startswith("checked 5 texts, ")
    assert line.endswith("no problems, no remarks")


def test_epoch() -> None:
    """A build's only clock is the edition's date."""
    assert building._epoch(settings.read(ROOT).date) % 86400 == 0


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_builders(copied: Callable[[], Path], tmp_path: Path, builder: str) -> None:
    """Sphinx's own builders carry the small edition, too, without a warning."""
    docs = str(copied() / "docs")
    command = [sys.executable, "-m", "sphinx", "-nWqb", builder, docs, str(tmp_path / "out")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}

    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
