"""`edition record`: it proposes what walks, and loses neither a number nor a reason."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from edition import checking, settings, tables
from edition.cli import main
from edition.emendations import Emendation, apply
from edition.library import Edition
from edition.pages import read_page
from edition.recording import record_emendations, record_passages, source_words
from edition.registers import TextRecord
from edition.spans import Span, placed_emendations
from edition.texts import Text

PARTS = ("page", "source", "list", "passages")


def edited(content: str, dice: random.Random) -> str:
    """A page with a word altered, dropped, doubled or moved, or a paragraph split or joined."""
    words = content.split(" ")
    at = dice.randrange(1, len(words) - 1)
    match dice.randrange(6):
        case 0:
            words[at] += dice.choice("sx’")
        case 1:
            del words[at]
        case 2:
            words.insert(at, words[at])
        case 3:
            words[at], words[at - 1] = words[at - 1], words[at]
        case 4:
            words[at] = "\n\n" + words[at].lstrip()
        case _:
            return content.replace(".\n\n", ". ", 1)
    return " ".join(words)


@pytest.mark.parametrize("slug", ["betrayed", "exile", "feud"])
def test_edits_are_recorded(real: Edition, slug: str) -> None:
    """After any edits the proposal makes the page from the source, and no number is lost."""
    text, dice = real.text[slug], random.Random(slug)
    content = (real.settings.root / text.page.path).read_text("utf-8")
    words, _lines = source_words(text.source)
    emendations, rows = list(text.emendations), list(text.rows)
    for _round in range(12):
        content = edited(content, dice)
        page = read_page(content, "p")
        emendations = record_emendations(text.source, page, emendations)
        before = {row.number for row in rows}
        rows = record_passages(len(words), page, emendations, rows)

        assert apply(words, emendations) == [word.text for word in page.words]
        assert before <= {row.number for row in rows}
        assert len({row.number for row in rows}) == len(rows)
        standing = {row.number for row in rows if row.at != tables.GONE}
        assert {row.begins for row in rows if row.at == tables.GONE} <= standing
        assert sum(row.at != tables.GONE for row in rows) == len(page.passages)
        assert record_passages(len(words), page, emendations, rows) == rows


def test_lost_passages_stay_in_order() -> None:
    """Two passages lost in one place keep their order, however often the table is made anew."""
    whole = read_page("# One\n\nTwo here.\n\nThree here.\n\nFour here.\n", "p")
    page = read_page("# One\n\nTwo here. Three here. Four here.\n", "p")
    rows = record_passages(7, page, [], record_passages(7, whole, [], []))

    assert [(r.number, r.at) for r in rows][2:] == [("3", "gone"), ("4", "gone")]
    assert record_passages(7, page, [], rows) == rows


def test_a_lost_number_leads_to_a_passage_that_stands() -> None:
    """A number that went to a passage lost later goes on to where that one went."""
    source = "One\nTwo here.\nThree here."
    pages = [
        read_page(content, "p")
        for content in (
            "# One\n\nTwo here.\n\nThree here.\n",
            "# One\n\nTwo here. Three here.\n",
            "# One Two here. Three here.\n",
        )
    ]
    rows: list[tables.PassageRow] = []
    for page in pages:
        rows = record_passages(5, page, record_emendations(source, page, []), rows)

    assert [(r.number, r.at, r.begins) for r in rows][1:] == [
        ("2", "gone", "1"),
        ("3", "gone", "1"),
    ]


def test_many_words_altered_at_once() -> None:
    """A page whose every word was altered is paired by place, in no time."""
    source = " ".join(f"word{n}" for n in range(3000))
    page = read_page(source.upper(), "p")

    lines = record_emendations(source, page, [])

    assert len(lines) == 3000
    assert apply(source.split(), lines) == source.upper().split()


def test_an_omission_behind_a_list_number() -> None:
    """What is omitted between a list's number and its first word is shown before that word."""
    record = TextRecord(id="a", title="a", sha256="0" * 64, rights="x", siglum="")
    line = Emendation(2, ("*",), (), "bullet")

    text = Text(record, "1. * He tried", read_page("1. He tried\n", "p"), (line,))

    assert placed_emendations(text)[0].spans == (Span(0, 0, 0),)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_proposed_from_half_a_text(
    copied: Callable[[], Path], capsys: pytest.CaptureFixture[str], part: str
) -> None:
    """Where a text cannot be read whole nothing is written, and the reason is said."""
    folder = copied()
    tables_folder = folder / "annotations/texts/fox"
    paths = {
        "page": folder / "docs/texts/fox.md",
        "source": folder / "docs/sources/fox.txt",
        "list": tables_folder / "emendations.tsv",
        "passages": tables_folder / "passages.tsv",
    }
    if part in ("page", "source"):
        paths[part].write_text("", "utf-8")
    else:
        paths[part].write_text("x" + paths[part].read_text("utf-8"), "utf-8")
    before = {path: path.read_bytes() for path in tables_folder.iterdir()}

    assert main(["--root", str(folder), "record", "fox", "--write"]) == 1

    assert {path: path.read_bytes() for path in tables_folder.iterdir()} == before
    assert paths[part].name in capsys.readouterr().err


def test_missing_tables_are_made(copied: Callable[[], Path]) -> None:
    """A text that has no tables yet gets them, which is how a text begins."""
    folder = copied()
    table = folder / "annotations/texts/crow/passages.tsv"
    before = table.read_text("utf-8")
    table.unlink()

    assert main(["--root", str(folder), "record", "crow", "--write"]) == 0

    assert table.read_text("utf-8") == before


def test_an_empty_page_holds_no_source(copied: Callable[[], Path]) -> None:
    """A page without words is a problem even where no note hangs on it."""
    folder = copied()
    (folder / "docs/texts/crow.md").write_text("", "utf-8")

    found = checking.check_all(settings.read(folder))[1]

    assert ("page-source", "docs/texts/crow.md") in [(p.code.label, p.path) for p in found]


def test_more_passages_than_letters(copied: Callable[[], Path]) -> None:
    """More new passages than letters are a problem for the check and a refusal of `record`."""
    folder = copied()
    page = folder / "docs/texts/fox.md"
    head, *rest = page.read_text("utf-8").replace("*", "").split("\n\n")
    page.write_text("\n\n".join([head, *" ".join(rest).split()]) + "\n", "utf-8")

    found = checking.check_all(settings.read(folder))[1]

    assert "passages-differ" in [p.code.label for p in found]
    assert main(["--root", str(folder), "record", "fox", "--write"]) == 1


@pytest.mark.parametrize(
    "row",
    [
        "\t24\tHe\t\t",
        "2\t24\tHe\t\t",
        "3x9\t24\tHe\t\t",
        "9\tgone\t\t\t",
        "9\t0\tHe\t\t",
        f"9\t{'9' * 5000}\tHe\t\t",
        "9\t24.\tHe\t\t",
        "9\t24\tHe\t\tsure",
    ],
)
def test_rows_that_name_no_passage(row: str) -> None:
    """A row whose number, place or certainty cannot be is told at its line, and left out."""
    head = "\t".join(tables.PASSAGES_HEAD)

    rows, problems = tables.read_passages(f"{head}\n2\t6\tA\t\t\n{row}\n", "x")

    assert [r.number for r in rows] == ["2"]
    assert [(p.code.label, p.line) for p in problems] == [("list-form", 3)]
