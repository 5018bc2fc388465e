"""What must hold of any text whatever: nothing raises, and places lie inside the file."""

import html
import shutil
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from edition import checking, printing, quotes, settings
from edition.bodies import read_body, split_citations
from edition.claims import read_claim
from edition.evidence import read_evidence, read_log
from edition.html.markup import tag
from edition.library import Edition
from edition.notes import read_note
from edition.pdf.escape import flowing, string
from edition.problems import Problem
from edition.tables import read_emendations, read_passages
from tests.conftest import FIXTURES

# The same examples in every run: what fails here fails everywhere.
EXAMPLES = examples(derandomize=True, deadline=None, max_examples=40, database=None)
NOTE = "annotations/notes/crow/new.md"
CLAIM = "annotations/claims/new.md"
TABLE = "annotations/texts/crow/emendations.tsv"
HEAD = "---\ntype: gloss\ncertainty: low\nby: editors\n---\n\n"
# Whole words of the grammars, or arbitrary text would hardly ever come past the first line.
PIECES = st.sampled_from(
    "---\n|> |>> |\n\n|type: |gloss|certainty: low\n|by: editors\n|see: [|]|{|}|*|**|_|`|``|[|](|)|"
    "<|>|https://a.example/|javascript:|{note}`|{cite:p}`|vernon1912|fox/sour|&#x202e;|&amp;|\\|# |"
    "## |fox: right|- |1. |\t|\r\n|\r|\u2028|\u0085|\x00|\ufeff|a pitcher|\u00ad|\u0301|'|\"|!|!!|"
    "&a|*a|? |: |, |%|::|\x1b|@|$|#|=|~~~|```|:::|---|+++|\U0001f3fa|Ж|א|26.|(|).".split("|")
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join),
)
WRITTEN = TEXTS.filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A copy of the small edition for all examples of a test."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "fables"
        shutil.copytree(FIXTURES / "valid", root)
        yield root


def check(root: Path, name: str, content: str) -> tuple[Edition, list[Problem]]:
    """Check the small edition with a file in it, and print what was found in every way."""
    path = root / name
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(content.encode())
    try:
        edition, problems = checking.check_all(settings.read(root))
        printing.for_terminal(problems, root)
        printing.for_github(problems)
        printing.as_json(problems)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    return edition, problems


def lie_inside(problems: list[Problem], name: str, content: str) -> None:
    """Every place in the file is a line of it, and every column one of the line, or its end."""
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in problems:
        assert found.message
        assert found.advice
        if found.path == name:
            assert 0 <= found.line <= len(lines)
            assert not found.column or found.column <= len(lines[found.line - 1]) + 1


@EXAMPLES
@given(WRITTEN, st.booleans())
def test_any_text_as_a_note(folder: Path, text: str, is_head: bool) -> None:
    """A note's file may hold anything, and so may its head."""
    content = f"---\ntype: gloss\n{text}\n---\n\n> a pitcher\n\nA jug.\n" if is_head else text

    lie_inside(check(folder, NOTE, content)[1], NOTE, content)


@EXAMPLES
@given(WRITTEN)
def test_any_text_as_a_quote(folder: Path, text: str) -> None:
    """A quote may be anything; if it is placed, the words there are the quote's."""
    content = HEAD + "\n".join(f"> {line}" for line in text.split("\n")) + "\n\nA jug.\n"

    edition, problems = check(folder, NOTE, content)

    lie_inside(problems, NOTE, content)
    placed = edition.note.get("crow/new")
    if placed:
        passages = edition.text["crow"].page.passages
        words = " ".join(passages[s.passage].text[s.start : s.end] for s in placed.spans)
        readings = [quotes.normalised(reading) for reading in placed.note.quotes]
        assert quotes.normalised(words) in readings


@EXAMPLES
@given(WRITTEN)
def test_any_text_as_a_body(folder: Path, text: str) -> None:
    """A body may hold anything."""
    content = f"{HEAD}> a pitcher\n\n{text}"

    lie_inside(check(folder, NOTE, content)[1], NOTE, content)


@EXAMPLES
@given(WRITTEN)
def test_any_text_as_emendations(folder: Path, text: str) -> None:
    """A list of emendations may hold anything."""
    content = f"at\tsource\tpage\treason\n{text}"

    lie_inside(check(folder, TABLE, content)[1], TABLE, content)


@EXAMPLES
@given(WRITTEN, st.booleans())
def test_any_text_as_a_claim(folder: Path, text: str, is_bare: bool) -> None:
    """A claim may hold anything."""
    content = text if is_bare else f"---\ntheme: beasts\nby: editors\n---\n\n# So?\n\n{text}"

    lie_inside(check(folder, CLAIM, content)[1], CLAIM, content)


@EXAMPLES
@given(TEXTS)
def test_any_text_for_any_reader(text: str) -> None:
    """No reader raises, whatever it is given."""
    read_note(text, NOTE, "crow")
    read_claim(text, CLAIM)
    read_body(text, NOTE)
    read_evidence(text, NOTE)
    read_log(text, NOTE)
    read_emendations(text, TABLE)
    read_passages(text, TABLE)


@EXAMPLES
@given(TEXTS, TEXTS)
def test_offsets_are_right(text: str, quote: str) -> None:
    """Where a quote is found, the text reads it; occurrences do not overlap."""
    needle = quotes.normalised(quote)
    found = quotes.find(text, quote)

    assert all(quotes.folded(text[at : at + len(needle)]) == needle for at in found)
    assert all(b - a >= len(needle) for a, b in pairwise(found))


@EXAMPLES
@given(WRITTEN)
def test_citations_as_the_build_reads_them(text: str) -> None:
    """What the check reads as works cited, the build's own reader reads alike."""
    from sphinxcontrib.bibtex.citation_target import parse_citation_targets

    ours = split_citations(text)

    if ours:
        theirs = list(parse_citation_targets(text))
        assert [(c.key, c.before, c.after) for c in ours] == [
            (c.key, c.pre, c.post) for c in theirs
        ]


class Attributes(HTMLParser):
    """The attributes of the first tag."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Collect."""
        self.data.append(data)


@EXAMPLES
@given(TEXTS)
def test_attributes_round_trip(text: str) -> None:
    """An attribute written is read as it was, and ends where it ends."""
    read = Attributes(tag("p", {"title": text or "x"}) + "after")

    assert read.found == [("p", {"title": text or "x"})]
    assert "".join(read.data) == "after"
    assert html.unescape(html.escape(text)) == text


@EXAMPLES
@given(TEXTS)
def test_typst_strings_end_where_they_end(text: str) -> None:
    """A string of Typst has no quotation mark and no backslash but its own."""
    literal = string(text)
    inner = literal[1:-1]
    plain = inner.replace("\\\\", "").replace('\\"', "")

    assert (literal[0], literal[-1]) == ('"', '"')
    assert '"' not in plain
    assert all(part.startswith("u{") for part in plain.split("\\")[1:])
    assert all(one[0] in '"fk' for one in flowing(text))
