"""The built site, without a browser: links arrive, notes stand once, nothing foreign is asked."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pybtex.database import parse_string

from edition import building, settings
from edition.library import Edition
from edition.notes import NoteHead
from edition.problems import Code
from edition.vocabulary import TYPE, VERDICTS
from tests.conftest import ROOT


class Links(HTMLParser):
    """The ids of a page and what it points at."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.odd: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        values = {key: value or "" for key, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
            self.odd += [key for key in values if key in ("target", "title")]
        elif tag in ("script", "img") and "src" in values:
            self.loaded.append(values["src"])
        elif tag == "link" and values.get("rel") in ("stylesheet", "icon"):
            self.loaded.append(values["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real edition's HTML."""
    out = tmp_path_factory.mktemp("site") / "html"
    building.build_html(settings.read(ROOT), out, out.with_name("work"))
    return out


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Links]:
    """Every page by its address."""
    return {p.relative_to(site).as_posix(): Links(p) for p in sorted(site.rglob("*.html"))}


def test_links_are_plain(pages: dict[str, Links]) -> None:
    """No link opens a window of its own, and none has a title beside its preview."""
    assert {name: page.odd for name, page in pages.items() if page.odd} == {}


def test_links_arrive(site: Path, pages: dict[str, Links]) -> None:
    """Every link inside the site leads to a page, and to an id on it."""
    dead = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            key = target.resolve().relative_to(site.resolve()).as_posix()
            if key == f"{settings.read(ROOT).file_name}.pdf":
                continue  # the PDF is put in when the whole site is built
            is_page = key in pages and (
                not parts.fragment or unquote(parts.fragment) in pages[key].ids
            )
            if not is_page and not (target.is_file() and not parts.fragment):
                dead.append(f"{name}: {link}")

    assert dead == []


def test_citations(site: Path, real: Edition) -> None:
    """Each text can be cited: its BibTeX parses, its RIS begins and ends as RIS does."""
    for slug, text in real.text.items():
        entries = parse_string((site / f"texts/{slug}.bib").read_text("utf-8"), "bibtex").entries
        (entry,) = entries.values()
        assert entry.fields["title"] == text.record.title
        assert entry.fields["edition"] == f"version {real.settings.version}"
        lines = (site / f"texts/{slug}.ris").read_text("utf-8").splitlines()
        assert (lines[0], lines[-1]) == ("TY  - CHAP", "ER  - ")


def test_ids_are_unique(pages: dict[str, Links]) -> None:
    """No page gives an id twice."""
    doubled = {n: [i for i in set(p.ids) if p.ids.count(i) > 1] for n, p in pages.items()}

    assert {name: ids for name, ids in doubled.items() if ids} == {}


def test_nothing_foreign_is_loaded(site: Path, pages: dict[str, Links]) -> None:
    """Scripts, styles and pictures are the site's own, and there."""
    for name, page in pages.items():
        for address in page.loaded:
            parts = urlsplit(address)
            assert not parts.netloc
            assert ((site / name).parent / parts.path).is_file(), f"{name}: {address}"


def test_every_note_stands_once(pages: dict[str, Links], real: Edition) -> None:
    """Each note and each passage has its address on the page of its text, once."""
    for slug, placed in real.placed.items():
        ids = pages[f"texts/{slug}.html"].ids
        assert [i for i in ids if i.startswith("note-")] == [p.note.anchor for p in _set(placed)]
    for name, (slug, _index) in real.passages.items():
        assert pages[f"texts/{slug}.html"].ids.count(name) == 1


def _set(placed: tuple[object, ...]) -> list[object]:
    """Notes as they stand on a page: by passage, then by number."""
    return sorted(placed, key=lambda p: (p.spans[-1].passage, p.number))  # type: ignore[attr-defined]


def test_no_private_name(site: Path, real: Edition) -> None:
    """No file of the site holds a name of a forum member."""
    names = {
        " ".join(pair)
        for line in real.text["thread"].emendations
        if line.is_private
        for pair in zip(line.source[1:], line.source[2:], strict=False)
        if all(re.fullmatch(r"[A-Z][a-z]{3,}", word) for word in pair)
    }
    assert len(names) > 10
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix in (".html", ".js"):
            content = path.read_text("utf-8")
            assert [name for name in names if name in content] == [], path.name


def test_the_reference_explains_everything(site: Path) -> None:
    """The contributor's reference names every key, type, verdict and message there is."""
    page = (site / "editorial/contributing.html").read_text("utf-8")
    terms = [*NoteHead.model_fields, *TYPE, *VERDICTS, *(code.label for code in Code)]

    assert [term for term in terms if f'<span class="pre">{term}</span>' not in page] == []
