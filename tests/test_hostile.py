"""No case of ``fixtures/hostile`` does harm: refused, or rendered as words; and soon."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pytest

from edition import building, settings
from edition.addresses import is_web_address
from edition.files import unseen
from edition.pdf.structure import examine
from tests import guarded
from tests.hostile import CANARY, Case, cases, sentinel, small_edition, with_all

CASES = cases()
# The catastrophic ones fill hundreds of pages each: that they are read soon is what they are for.
BUILT = [case for case in CASES if case.is_harmless and case.file != "bulk"]
NEIGHBOUR = "annotations/notes/fox/broken.md"
BROKEN = "---\ntype: mistake\ncertainty: low\nby: editors\n---\n\n> a trellised vine\n\nA vine.\n"
FOLDED = re.compile(r"[\s*_\"]+")  # what a writer may add to words, or take from them


# ---- checking -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder for editions, and a file outside of them."""
    folder = tmp_path_factory.mktemp("hostile")
    return folder, sentinel(folder / "outside")


@pytest.fixture(scope="module")
def checked(places: tuple[Path, Path]) -> Iterator[Callable[[Path], dict[str, Any]]]:
    """Checks an edition in a watched and limited process."""
    valid = small_edition(places[0] / "valid")
    command = [sys.executable, guarded.__file__, str(valid)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        asking, answers = worker.stdin, worker.stdout

        def ask(root: Path) -> dict[str, Any]:
            print(json.dumps(str(root)), file=asking, flush=True)
            answer: dict[str, Any] = json.loads(answers.readline())
            return answer

        yield ask
        asking.close()


def test_there_are_many() -> None:
    """The corpus is large, and every case says what is expected."""
    assert len(CASES) > 350
    assert len(BUILT) > 80
    assert all(("refused" in case.says) != case.is_harmless for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(
    case: Case, places: tuple[Path, Path], checked: Callable[[Path], dict[str, Any]]
) -> None:
    """Each is refused with its problems or let pass, within limits, and hides no other's problem.

    The neighbour's problem is told in every format, where GitHub shows ten, too.
    """
    root = small_edition(places[0] / "case")
    case.lay(root, places[1])
    (root / NEIGHBOUR).write_text(BROKEN, "utf-8")

    answer = checked(root)

    shutil.rmtree(root)
    assert "breach" not in answer, answer["breach"]
    assert any(p["path"] == NEIGHBOUR and p["line"] == 2 for p in answer["problems"])
    assert f"{NEIGHBOUR}:2" in answer["terminal"]
    assert f"file={NEIGHBOUR},line=2" in answer["github"]
    assert not re.search(r"[^\n\t\x20-\U0010ffff]", answer["terminal"])
    assert CANARY not in json.dumps(answer)
    expect(case, [p for p in answer["problems"] if p["path"] != NEIGHBOUR])


def expect(case: Case, problems: list[dict[str, Any]]) -> None:
    """The problems have the codes that the case names, and are where it says."""
    at = os.fsdecode(case.at)
    grave = [p for p in problems if p["level"] == "problem"]
    wanted = case.says.get("refused", [])
    here = {f"{p['code']}:{p['line']}" for p in grave if p["path"] == at}
    anywhere = {f"{p['code']} {p['path']}:{p['line']}" for p in grave}

    assert {p["code"] for p in grave} == {re.split("[ :]", one)[0] for one in wanted}
    for one in wanted:
        assert ":" not in one or one in here | anywhere


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (lambda _root: {"endless": list(iter(int, 1))}, "over 1.0 s|MemoryError"),
        (lambda _root: {"endless": all(n == 0 for n in iter(int, 1))}, "over 1.0 s"),
        (lambda _root: {"large": len(bytearray(guarded.BYTES * 2))}, "MemoryError"),
        (lambda _root: {"read": Path("/etc/hostname").read_bytes()[:0].decode()}, "open"),
        (lambda root: {"read": (root.parent / "x").exists() or os.listdir(root.parent)}, "listdir"),
        (lambda root: {"written": (root / "x").write_text("x")}, "writes"),
        (lambda _root: {"run": os.system("true")}, "os.system"),
        (lambda _root: {"run": subprocess.run("true", check=True).returncode}, "subprocess.Popen"),
        (lambda _root: {"run": eval("1 + 1")}, "compile"),
        (lambda _root: {"raised": 1 // 0}, "ZeroDivisionError"),
    ],
)
def test_a_breach_is_seen(
    deed: Callable[[Path], dict[str, Any]], told: str, tmp_path: Path
) -> None:
    """What takes too long or too much, or does more than read below the root, is told."""
    root = tmp_path / "root"
    root.mkdir()

    assert re.search(told, guarded.watched(deed, root)["breach"])


# ---- building -------------------------------------------------------------------------


class Parts(HTMLParser):
    """The elements with their attributes, the addresses, the scripts and the words of a page."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, str]] = set()
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self.inside = ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        self.inside = tag
        self.elements |= {(tag, "")} | {(tag, name) for name, _value in attrs}
        kinds = ("href", "src", "action")
        self.addresses += [value or "" for name, value in attrs if name in kinds]

    def handle_endtag(self, tag: str) -> None:
        """What follows a script are words again."""
        self.inside = ""

    def handle_data(self, data: str) -> None:
        """Collect."""
        (self.scripts if self.inside == "script" else self.words).append(data)

    def handle_comment(self, data: str) -> None:
        """A comment is an element of its own kind."""
        self.elements.add(("!--", data))

    handle_decl = handle_pi = unknown_decl = handle_comment


@dataclass(frozen=True)
class Built:
    """An edition in every format."""

    site: Path
    pages: dict[str, Parts]
    typst: str
    text: str
    pdf: Path

    @property
    def elements(self) -> set[tuple[str, str]]:
        """All elements with their attributes."""
        return set().union(*(page.elements for page in self.pages.values()))

    @property
    def addresses(self) -> set[str]:
        """All addresses."""
        return {address for page in self.pages.values() for address in page.addresses}

    @property
    def code(self) -> set[str]:
        """The names of the Typst source, strings left out."""
        return set(re.findall(r"[^\W\d][\w.-]*|[#@<>$\\]", STRING.sub("", self.typst)))

    @cached_property
    def words(self) -> dict[str, str]:
        """What can be read in each format, folded."""
        typst = re.sub(r'foreign\("\w+", ', "", self.typst)  # the language of other scripts
        strings = (unescaped(literal) for literal in STRING.findall(typst))
        read = {
            "html": "".join("".join(page.words) for page in self.pages.values()),
            "typst": "".join(strings),
            "text": self.text,
        }
        return {name: FOLDED.sub("", words) for name, words in read.items()}


STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def unescaped(literal: str) -> str:
    """The words of a string of Typst."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], literal[1:-1])


def build(root: Path, work: Path) -> Built:
    """The edition as HTML, PDF and plain text."""
    chosen = settings.read(root)
    site = work / "site"
    building.build_html(chosen, site, work / "work")
    building.build_pdf(chosen, site, work / "work")
    building._sphinx(chosen, "text", work / "text", work / "work/text", preview=False, cached=False)
    pages = {
        path.relative_to(site).as_posix(): Parts(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    typst = (work / "work/doctrees/pdf/main.typ").read_text("utf-8")
    text = "".join(path.read_text("utf-8") for path in sorted((work / "text").rglob("*.txt")))
    return Built(site, pages, typst, text, site / f"{chosen.file_name}.pdf")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small edition as it is: what may stand in an edition."""
    work = tmp_path_factory.mktemp("plain")
    return build(small_edition(work / "fables"), work)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small edition with every harmless case in it."""
    work = tmp_path_factory.mktemp("built")
    return build(with_all(BUILT, work), work)


def test_no_foreign_markup(plain: Built, hostile: Built) -> None:
    """The pages have no element and no attribute that those of a plain edition have not."""
    assert hostile.elements - plain.elements <= {("strong", "")}


def test_no_foreign_address(plain: Built, hostile: Built) -> None:
    """Every address that a case brought in is one of the web's, and none is its attacker's."""
    brought = {one for one in hostile.addresses - plain.addresses if urlsplit(one).scheme}

    assert brought
    assert [one for one in brought if not is_web_address(one)] == []
    assert [one for one in hostile.addresses if "evil.example" in one or one[:2] == "//"] == []


def test_no_foreign_script(plain: Built, hostile: Built) -> None:
    """Scripts within pages, and those that hold words, are nothing but data."""
    for name, page in hostile.pages.items():
        assert len(page.scripts) == len(plain.pages[name].scripts)
        assert all(json.loads(script) for script in page.scripts)
    data = sorted(hostile.site.glob("_static/previews/*.js"))
    data.append(hostile.site / "_static/search-data.js")
    for path in data:
        call = r'(?:editionPreviews\("\w+",|window\.editionSearch=)(.*?)\)?;\n'
        match = re.fullmatch(call, path.read_text("utf-8"), re.DOTALL)
        assert match is not None
        assert json.loads(match[1])


def test_no_foreign_typst(plain: Built, hostile: Built) -> None:
    """The book's source has no name outside its strings that a plain one has not."""
    assert hostile.code - plain.code <= {"strong", "foreign", "sep"}


def test_nothing_but_pages_in_the_pdf(hostile: Built) -> None:
    """The PDF is whole; its links go to pages or to the web; nothing in it runs or is a file."""
    assert examine(hostile.pdf).problems == []
    with pikepdf.open(hostile.pdf) as pdf:
        names = pdf.Root.get("/Names", {})
        links = [a for page in pdf.pages for a in page.obj.get("/Annots", []) if "/A" in a]
        goals = {str(a.A.get("/URI", "")) for a in links}
        assert {str(a.A.S) for a in links} <= {"/URI", "/GoTo"}
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(names)
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
    assert [goal for goal in goals if goal and not is_web_address(goal)] == []


@pytest.mark.parametrize("case", BUILT, ids=lambda case: case.name)
def test_words_stay_words(case: Case, hostile: Built) -> None:
    """What a harmless case says is read in every format, as it was meant.

    Not so in plain text what stands in a table there: its lines run across the cells.
    """
    formats = dict(hostile.words)
    if case.says.get("tabled"):
        del formats["text"]
    for words in case.says["harmless"]:
        assert [n for n, read in formats.items() if FOLDED.sub("", words) not in read] == []


def test_nothing_unseen(hostile: Built) -> None:
    """No format holds a character that cannot be seen."""
    written = [hostile.text, hostile.typst, *(p.read_text("utf-8") for p in texts(hostile.site))]

    assert [found.group() for found in map(unseen, written) if found] == []


def test_nothing_from_outside(hostile: Built) -> None:
    """No file of the machine has found its way into what is built."""
    system = Path("/etc/passwd").read_text("utf-8", "replace").split("\n")[0]
    written = [hostile.text, hostile.typst, *(p.read_text("utf-8") for p in texts(hostile.site))]

    assert [one[:80] for one in written if CANARY in one or system in one] == []


def texts(site: Path) -> list[Path]:
    """The files of a site that can be read as text."""
    kinds = (".html", ".js", ".css", ".svg", ".bib", ".ris")
    return [path for path in sorted(site.rglob("*")) if path.suffix in kinds]
