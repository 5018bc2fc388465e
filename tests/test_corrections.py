"""“Suggest a correction”: on every emendation, claim, record and work, and leading somewhere."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from edition import building, corrections, settings
from edition.library import Edition
from tests.conftest import FIXTURES

LINK = re.compile(r'<span class="correct"><a href="([^"]*)">.*?<a href="([^"]*)">')


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    """The file and the place that the links of each page name."""
    out = tmp_path_factory.mktemp("fables") / "html"
    building.build_html(settings.read(FIXTURES / "valid"), out, out.with_name("work"))
    return {path.stem: list(_links(path)) for path in sorted(out.glob("apparatus/*.html"))}


def _links(path: Path) -> list[tuple[str, str]]:
    links = []
    for edit, report in LINK.findall(path.read_text("utf-8")):
        file = unquote(urlsplit(unescape(edit)).path).partition("/edit/main/")[2]
        query = parse_qs(urlsplit(unescape(report)).query)
        assert query["template"] == ["correction.yml"]
        links.append((file, query["place"][0]))
    return links


def test_every_one_has_its_links(fables: Edition, found: dict[str, list[tuple[str, str]]]) -> None:
    """Each page has as many as it has items, to files that are there, each with its own place."""
    wanted = {
        "emendations": sum(len(lines) for lines in fables.emendations.values()),
        "concordance": len(fables.claims),
        "people": len(fables.records("people")),
        "bibliography": len(fables.works),
        "notes": 0,
    }

    assert {name: len(links) for name, links in found.items()} == wanted
    for links in found.values():
        assert len(set(links)) == len(links)
        assert [file for file, _place in links if not (FIXTURES / "valid" / file).is_file()] == []


def test_without_a_forge_there_are_none() -> None:
    """An edition without a forge prints none of them."""
    bare = settings.read(FIXTURES / "valid")
    without = replace(bare, forge="")

    assert corrections.markup(bare, "a.tsv", "fox") != ""
    assert corrections.markup(without, "a.tsv", "fox") == ""
