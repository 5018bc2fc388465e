"""Promise 1: nothing is silently changed."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from edition import tables
from edition.emendations import Emendation, apply, walk
from edition.kinds import pair_kind
from edition.library import Edition
from edition.pages import read_page
from edition.recording import record_emendations, record_passages, source_words

SLUGS = ("betrayed", "patchwork", "exile", "feud", "thread")


def changed(words: list[str], dice: random.Random) -> tuple[list[str], int]:
    """The words with one altered, dropped, doubled or swapped, and the first that differs."""
    result, at = list(words), dice.randrange(len(words) - 1)
    match dice.randrange(4):
        case 0:
            result[at] = result[at] + dice.choice("sx’")
        case 1:
            del result[at]
        case 2:
            result.insert(at, result[at])
        case _:
            result[at], result[at + 1] = result[at + 1], result[at]
    both = zip(words, result, strict=False)
    first = next((n for n, (a, b) in enumerate(both) if a != b), min(len(words), len(result)))
    return result, first


@pytest.mark.parametrize("slug", SLUGS)
def test_a_changed_word_is_caught(real: Edition, slug: str) -> None:
    """Whatever word of a page is changed, the walk stops at the first that differs."""
    text, dice = real.text[slug], random.Random(slug)
    source, _lines = source_words(text.source)
    page = [word.text for word in text.page.words]
    assert walk(source, page, text.emendations)[1] is None
    for _ in range(150):
        altered, first = changed(page, dice)
        stumble = walk(source, altered, text.emendations)[1]
        if altered == page:
            assert stumble is None
            continue
        assert stumble is not None
        covered = [
            w for w in text.walked[0] if w.page_at <= first < w.page_at + len(w.emendation.page)
        ]
        begins = covered[0].page_at if covered else first
        assert stumble.page_at in (first, begins)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_changed_line_is_caught(real: Edition, slug: str) -> None:
    """Whatever line of a list is altered, dropped, doubled or moved, the walk stops."""
    text, dice = real.text[slug], random.Random(slug)
    source, _lines = source_words(text.source)
    page = [word.text for word in text.page.words]
    for _ in range(60):
        lines = list(text.emendations)
        at = dice.randrange(len(lines))
        match dice.randrange(4):
            case 0:
                lines[at] = replace(lines[at], page=(*lines[at].page, "more"))
            case 1:
                del lines[at]
            case 2:
                lines.insert(at, lines[at])
            case _:
                lines[at] = replace(lines[at], at=lines[at].at + 1)
        is_same = apply(source, lines) == page if _sorted(lines) else False
        assert (walk(source, page, lines)[1] is None) == is_same


def _sorted(lines: list[Emendation]) -> bool:
    ends = [(line.at - 1, line.at - 1 + len(line.source)) for line in lines]
    return all(a[1] <= b[0] for a, b in pairwise(ends))


@pytest.mark.parametrize("slug", SLUGS)
def test_list_alone_makes_the_page(real: Edition, slug: str) -> None:
    """Source and list together make the page's words, and recording anew finds the same list."""
    text = real.text[slug]
    source, _lines = source_words(text.source)
    page = [word.text for word in text.page.words]

    assert apply(source, text.emendations) == page
    fresh = record_emendations(text.source, text.page, [])
    assert walk(source, page, fresh)[1] is None


def test_proposals_always_walk() -> None:
    """What `record` proposes walks, whatever the two texts are."""
    dice = random.Random(7)
    for _ in range(300):
        source = " ".join(dice.choices(["a", "b", "c", "cat", "cats", "Stalins"], k=12))
        paragraphs = [" ".join(dice.choices(["a", "b", "cat", "Stalin’s"], k=4)) for _ in range(3)]
        page = read_page("\n\n".join(paragraphs), "page")
        lines = record_emendations(source.replace(" c ", "\n"), page, [])
        words, _lines = source_words(source.replace(" c ", "\n"))
        assert walk(words, [w.text for w in page.words], lines)[1] is None


@pytest.mark.parametrize(
    ("edit", "numbers"),
    [
        (("Two words here.", "Other words here."), ["1", "2", "3", "4"]),
        (("here. Now", "here.\n\nNow"), ["1", "2", "2a", "3", "4"]),
        (("# One\n", "# One\n\n## New\n"), ["1", "1a", "2", "3", "4"]),
        (("Third stands.\n\nFourth", "Third stands. Fourth"), ["1", "2", "3"]),
        (("Third stands.\n\n", ""), ["1", "2", "4"]),
    ],
)
def test_numbers_stay(edit: tuple[str, str], numbers: list[str]) -> None:
    """A passage keeps its number when others come, go, split or join."""
    source = "One\nTwo words here. Now more.\nThird stands.\nFourth ends."
    before = "# One\n\nTwo words here. Now more.\n\nThird stands.\n\nFourth ends.\n"
    old = record_passages(
        11, read_page(before, "p"), record_emendations(source, read_page(before, "p"), []), []
    )
    page = read_page(before.replace(*edit), "p")
    lines = record_emendations(source, page, [])
    count = len(source_words(source)[0])

    rows = record_passages(count, page, lines, old)

    assert [row.number for row in rows if row.at != tables.GONE] == numbers
    assert record_passages(count, page, lines, rows) == rows


@pytest.mark.parametrize(
    ("source", "page", "kind"),
    [
        ("Stalins", "Stalin’s", "apostrophe"),
        ("revolutionaries", "revolutionaries’", "apostrophe"),
        ("people/state.", "people/state’.", "quotation mark"),
        ("191718", "1917–18", "dash"),
        ("movedividing", "move—dividing", "dash"),
        ("Bykada", "Büyükada", "lost letter"),
        ("Ramon", "Ramón", "accent"),
        ("sour.", "sour.”", "quotation mark"),
        ("Pt 1/3)", "Pt1/3)", "spacing"),
        ("Wahington", "Washington", "spelling"),
    ],
)
def test_kinds(source: str, page: str, kind: str) -> None:
    """The kind of a substitution is read off its pair."""
    assert pair_kind(source.split(), page.split()) == kind


def test_tables_survive_quotation_marks() -> None:
    """A cell with quotation marks, as forges want it, reads back as it was."""
    line = Emendation(3, ('"economists"',), ("economists",), "conjecture")
    content = tables.written(tables.EMENDATIONS_HEAD, [tables.emendation_row(line)])

    assert '"""economists"""' in content
    assert tables.read_emendations(content, "x")[0] == [replace(line, line=2)]
