"""Two readings one above the other, with marks under the words in which they differ.

Pure strings.  It only shows: whether words stand in a text is decided in :mod:`edition.quotes`.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from edition.quotes import normalised
from edition.words import words

_WIDTH = 76


def differing(first: Sequence[str], second: Sequence[str]) -> tuple[set[int], set[int]]:
    """The indices of the words that one has and the other has not, after folding."""
    left = [normalised(word) for word in first]
    right = [normalised(word) for word in second]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    same_left = {block.a + n for block in blocks for n in range(block.size)}
    same_right = {block.b + n for block in blocks for n in range(block.size)}
    return set(range(len(left))) - same_left, set(range(len(right))) - same_right


def compared(first: tuple[str, str], second: tuple[str, str]) -> list[str]:
    """Lines that show two readings, each a label and its words, with their differences marked."""
    left, right = words(first[1]), words(second[1])
    marked_left, marked_right = differing(left, right)
    width = max(len(first[0]), len(second[0])) + 2
    return [
        *_rows(first[0], left, marked_left, width),
        *_rows(second[0], right, marked_right, width),
    ]


def _rows(label: str, shown: Sequence[str], marked: set[int], indent: int) -> list[str]:
    """The words wrapped, and under each line with marked words a line of marks."""
    rows: list[str] = []
    line, marks = f"{label:{indent}}", " " * indent
    for n, word in enumerate(shown):
        if len(line) > indent and len(line) + len(word) > _WIDTH:
            rows += [line, marks]
            line = marks = " " * indent
        line += word + " "
        marks += ("^" if n in marked else " ") * len(word) + " "
    rows += [line, marks]
    return [row.rstrip() for row in rows if row.strip()]
