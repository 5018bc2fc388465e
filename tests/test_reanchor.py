"""`edition reanchor`: it proposes the right words or none, and writes only what it shows."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from edition import checking, settings
from edition.cli import main
from edition.drift import Drift
from edition.library import Edition
from edition.pages import read_page
from edition.problems import Code
from edition.reanchor_command import requoted
from edition.reanchoring import Lost, by_likeness, lost, propose
from edition.registers import TextRecord
from edition.texts import Text
from edition.words import placed

ACROSS = "annotations/notes/fox/across.md"
CLAIM = "annotations/claims/who-reached.md"


class Case(NamedTuple):
    """An edit of a page and what is proposed for the notes on it."""

    old: str
    new: str
    proposed: dict[str, str]
    """New quotes by the name of what they belong to; empty where there is to be none."""


CASES = {
    "a word altered": Case(
        "At last", "In the end", {"fox/across": "could not reach them. In the end he turned away"}
    ),
    "a word put in": Case(
        "The Grapes are sour", "The fine Grapes are sour", {"fox/sour": "“The fine Grapes are sour"}
    ),
    "a word put in at the end": Case(
        "not reach them.",
        "not reach.",
        {
            "fox/across": "could not reach. At last he turned away",
            "claim who-reached, fox": "he could not reach",
        },
    ),
    "the last word replaced": Case(
        "*trellised* vine",
        "*high* vine",
        {
            "fox/overlap": "black grapes hanging from a high",
            "fox/trellised": "a high vine. He resorted",
        },
    ),
    "a paragraph joined": Case("them.\n\nAt", "them. At", {}),
    "all the words gone": Case(
        "saying: “The Grapes are sour, and not", "saying: not", {"fox/sour": ""}
    ),
    "the same words elsewhere": Case(
        "tricks to get", "tricks, “The Grapes are sour, to get", {"fox/sour": ""}
    ),
}


@pytest.mark.parametrize("is_recorded", [False, True], ids=["unrecorded", "recorded"])
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_case(case: Case, is_recorded: bool, copied: Callable[[], Path]) -> None:
    """An edited page leads to the right new words or to none, before and after its record."""
    folder = copied()
    page = folder / "docs/texts/fox.md"
    content = page.read_text("utf-8")
    assert case.old in content
    page.write_text(content.replace(case.old, case.new, 1), "utf-8")
    if is_recorded:
        main(["--root", str(folder), "record", "fox", "--write"])
    edition = checking.check_all(settings.read(folder))[0]
    drift = Drift(edition.text["fox"])

    found = {item.name: propose(item, drift) for item in lost(edition, ["fox"])}

    assert {name: proposal.quote for name, proposal in found.items()} == case.proposed
    assert all(proposal.reason for proposal in found.values())


def test_nothing_is_written_unasked(
    copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --write the diff is shown and no file changes."""
    folder = copied()
    _edit(folder, "At last", "In the end")
    before = (folder / ACROSS).read_bytes()

    assert main(["--root", str(folder), "reanchor"]) == 1

    said = capsys.readouterr().out
    assert (folder / ACROSS).read_bytes() == before
    assert f"--- {ACROSS}\n+++ {ACROSS}\n" in said
    assert "\n-> could not reach them. At last he turned away\n" in said
    assert "\n+> could not reach them. In the end he turned away\n" in said
    assert said.endswith(
        "1 proposed, none written (edition reanchor --write), 0 without a good candidate\n"
    )


def test_a_note_that_cannot_be_read(
    copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A note that cannot be read is named, and does not pass for one whose quote stands."""
    folder = copied()
    note = folder / "annotations/notes/fox/sour.md"
    note.write_text(note.read_text("utf-8").replace("type: gloss", "type: glos"), "utf-8")

    assert main(["--root", str(folder), "reanchor", "fox"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("not looked at: annotations/notes/fox/sour.md (`edition check`")

    assert main(["--root", str(folder), "reanchor", "crow"]) == 0
    assert capsys.readouterr().out == "no lost quotes\n"


def test_a_text_named_twice(copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A text that is named twice is looked at once."""
    folder = copied()
    _edit(folder, "At last", "In the end")

    assert main(["--root", str(folder), "reanchor", "fox", "fox", "--write"]) == 0
    assert "1 lost quote: 1 written" in capsys.readouterr().out


def test_what_is_shown_is_written(
    copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """With --write exactly the lines of the diff change, it is said, and the check is content."""
    folder = copied()
    _edit(folder, "not reach them.", "not reach.")
    before = {path: path.read_text("utf-8") for path in folder.rglob("*.md")}

    assert main(["--root", str(folder), "reanchor", "fox", "--write"]) == 0

    said = capsys.readouterr().out
    changed = {path: old for path, old in before.items() if path.read_text("utf-8") != old}
    assert {path.relative_to(folder).as_posix() for path in changed} == {ACROSS, CLAIM}
    for path, old in changed.items():
        name = path.relative_to(folder).as_posix()
        rows = said.split(f"+++ {name}\n")[1].split("\n\n")[0].split("\n")
        removed = [row[1:] for row in rows if row.startswith("-")]
        added = [row[1:] for row in rows if row.startswith("+")]
        assert path.read_text("utf-8") == old.replace("\n".join(removed), "\n".join(added))
        assert f"written: {name}\n" in said
    codes = {found.code for found in checking.check_all(settings.read(folder))[1]}
    assert Code.quote_missing not in codes


def test_nothing_is_lost(copied: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Where every quote stands nothing is proposed; an unknown text is refused."""
    root = str(copied())

    assert main(["--root", root, "reanchor", "--write"]) == 0
    assert capsys.readouterr().out == "no lost quotes\n"
    assert main(["--root", root, "reanchor", "wolf"]) == 2


def _edit(folder: Path, old: str, new: str) -> None:
    page = folder / "docs/texts/fox.md"
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")


# ---- files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "line", "is_note", "after"),
    [
        ("---\n---\n\n> a\n> b\n\nc\n\n> d\n", 4, True, "---\n---\n\n> new\n\nc\n\n> d\n"),
        ("---\r\n---\r\n> a\r\nc\r\n", 3, True, "---\r\n---\r\n> new\r\nc\r\n"),
        (
            "## a: right\n\n> b\n\n> c\n\n## d: wrong\n\n> e",
            1,
            False,
            "## a: right\n\n> new\n\n## d: wrong\n\n> e",
        ),
        (
            "## a: right\n\n> b\n\n## d: wrong\n\n> e",
            5,
            False,
            "## a: right\n\n> b\n\n## d: wrong\n\n> new",
        ),
    ],
    ids=["note", "Windows", "claim with a gap", "claim at the end"],
)
def test_requoted(before: str, line: int, is_note: bool, after: str) -> None:
    """Only the quotation changes; line ends and other quotations stay."""
    item = Lost("x", "x.md", line, _text("A"), ("a",), 0, is_note)

    assert requoted(before, [(item, "new")]) == after


# ---- likeness --------------------------------------------------------------------

PAGE = """# The Fox

A famished Fox saw some clusters of ripe black grapes. He went away.

He said that the grapes were sour. Another Fox saw some clusters of ripe white grapes.
"""


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("A famished fox saw clusters", "A famished Fox saw some clusters"),
        ("black grapes. He went off. He said", "black grapes. He went away. He said"),
        ("that these grapes are sour", "that the grapes were sour"),
        ("Fox saw some clusters of ripe grey grapes", ""),
        ("a mountaineer's ice axe", ""),
    ],
)
def test_likeness(quote: str, found: str) -> None:
    """The likest words are found within and across passages; doubtful ones are not proposed."""
    text = _text(PAGE)

    run, reason = by_likeness(text, quote)

    assert (text.reading_text[run.start : run.end] if run else "") == found
    assert reason


def _text(page: str) -> Text:
    record = TextRecord(id="a", title="a", sha256="0" * 64, rights="x", siglum="")
    return Text(record, "", read_page(page, "p"))


# ---- the texts of this edition ---------------------------------------------------


@pytest.mark.parametrize("slug", ["betrayed", "exile", "feud"])
def test_a_word_replaced_in_each_quote(real: Edition, slug: str) -> None:
    """A word of a quote replaced on the page is found again through the source, every time."""
    text, dice = real.text[slug], random.Random(slug)
    for note in dice.sample(real.placed[slug], 8):
        first, last = note.spans[0], note.spans[-1]
        start = text.offsets[first.passage] + first.start
        end = text.offsets[last.passage] + last.end
        words = placed(text.reading_text[start:end])
        word = dice.choice(words)
        at = text.passage_at(start + word.start)
        inside = start + word.start - text.offsets[at]
        passages = list(text.page.passages)
        old = passages[at].text
        new = f"{old[:inside]}xylophone{old[inside + len(word.text) :]}"
        passages[at] = replace(passages[at], text=new)
        edited = replace(text, page=replace(text.page, passages=tuple(passages)))
        quote = text.reading_text[start:end]

        named = "occurrence" in note.note.head.model_fields_set
        run = Drift(edited).now((quote,), note.note.head.occurrence if named else 0)

        assert run is not None
        wanted = f"{quote[: word.start]}xylophone{quote[word.start + len(word.text) :]}"
        assert edited.reading_text[run.start : run.end] == wanted
