"""Aligning a source with its page: the lines that `edition record` proposes.

``difflib`` finds the long common runs; what lies between them is paired word by word, like with
like, so that a lost apostrophe never hides in an omission.  Pure additions and omissions slide to
the boundary of a passage or of a source line, where an editor would look for them.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from edition.emendations import Emendation
from edition.kinds import SPELLING, pair_kind

_LARGEST = 1600  # pairs of words looked at in one block, a second or two; real blocks have 200
_LIKE = 60  # per cent of likeness from which two words are held to be the same word


class Alignment:
    """Two lists of words, and the boundaries that no line may cross."""

    def __init__(
        self,
        source: Sequence[str],
        page: Sequence[str],
        source_lines: Sequence[int],
        page_passages: Sequence[int],
    ) -> None:
        self.source, self.page = source, page
        self.source_lines, self.page_passages = source_lines, page_passages

    def lines(self) -> list[Emendation]:
        """The listed lines that turn the source into the page, without reasons."""
        found: list[Emendation] = []
        matcher = SequenceMatcher(a=self.source, b=self.page, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "delete":
                i1, i2, j1 = self._slide(self.source, self.source_lines, i1, i2, j1)
                found += self._omissions(i1, i2)
            elif tag == "insert":
                j1, j2, i1 = self._slide(self.page, self.page_passages, j1, j2, i1)
                found += self._additions(i1, j1, j2)
            elif tag == "replace":
                found += self._replaced(i1, i2, j1, j2)
        return _in_order(found)

    def _slide(
        self, words: Sequence[str], groups: Sequence[int], start: int, end: int, other: int
    ) -> tuple[int, int, int]:
        """The run moved within its freedom to begin or end at a boundary, the last of several."""
        places = [0]
        while start + places[-1] > 0 and other + places[-1] > 0:
            shift = places[-1] - 1
            if words[start + shift] != words[end + shift]:
                break
            places.append(shift)
        places = places[::-1]
        while end + places[-1] < len(words) and (
            words[start + places[-1]] == words[end + places[-1]]
        ):
            places.append(places[-1] + 1)

        def is_boundary(at: int) -> bool:
            return at in (0, len(words)) or groups[at - 1] != groups[at]

        good = [s for s in places if is_boundary(start + s) or is_boundary(end + s)]
        whole = [s for s in good if is_boundary(start + s) and is_boundary(end + s)]
        shift = (whole or good or places)[-1]
        return start + shift, end + shift, other + shift

    def _omissions(self, start: int, end: int) -> Iterator[Emendation]:
        for first, last in _runs(self.source_lines, start, end):
            yield Emendation(first + 1, tuple(self.source[first:last]), ())

    def _additions(self, at: int, start: int, end: int) -> Iterator[Emendation]:
        for first, last in _runs(self.page_passages, start, end):
            yield Emendation(at + 1, (), tuple(self.page[first:last]))

    def _replaced(self, i1: int, i2: int, j1: int, j2: int) -> Iterator[Emendation]:
        """Pair like words in order; what is left over is omitted or added."""
        i, j = i1, j1
        is_small = (i2 - i1) * (j2 - j1) <= _LARGEST
        pairs = (_pairs if is_small else _by_place)(self.source[i1:i2], self.page[j1:j2])
        if sum(b_end - b for _a, _a_end, b, b_end in pairs) * 2 <= j2 - j1:
            pairs = []  # a chance likeness between furniture and an added heading
        for a, a_end, b, b_end in pairs:
            yield from self._omissions(i, i1 + a)
            yield from self._additions(i1 + a, j, j1 + b)
            i, j = i1 + a_end, j1 + b_end
            left, right = tuple(self.source[i1 + a : i]), tuple(self.page[j1 + b : j])
            if left != right:
                yield Emendation(i1 + a + 1, left, right)
        yield from self._omissions(i, i2)
        yield from self._additions(i2, j, j2)


def _in_order(lines: list[Emendation]) -> list[Emendation]:
    """At one source word omissions come first, then additions; otherwise by number."""
    return sorted(lines, key=lambda line: (line.at + len(line.source) * (not line.page), line.at))


def _runs(groups: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = start
        while stop < end and groups[stop] == groups[start]:
            stop += 1
        yield start, stop
        start = stop


def _likeness(left: Sequence[str], right: Sequence[str]) -> float:
    if pair_kind(left, right) != SPELLING:
        return 100.0
    if len(left) > 1 or len(right) > 1:
        return 0.0
    score = fuzz.ratio(left[0], right[0])
    return score if score >= _LIKE else 0.0


def _by_place(source: Sequence[str], page: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Words paired by place, where there are as many on either side: for large blocks."""
    count = len(source) if len(source) == len(page) else 0
    return [(n, n + 1, n, n + 1) for n in range(count)]


def _pairs(source: Sequence[str], page: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Pairs of like words in order (one to one, one to few, few to one), of greatest likeness.

    The usual dynamic programme of sequence alignment; blocks are small.
    """
    shapes = [(1, 1)] + [(1, n) for n in (2, 3, 4)] + [(n, 1) for n in (2, 3, 4)]
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    for i in range(len(source), -1, -1):
        for j in range(len(page), -1, -1):
            options: list[tuple[float, tuple[int, int] | None]] = [(0.0, None)]
            if i < len(source):
                options.append((best[i + 1, j][0], (1, 0)))
            if j < len(page):
                options.append((best[i, j + 1][0], (0, 1)))
            for a, b in shapes:
                if i + a <= len(source) and j + b <= len(page):
                    like = _likeness(source[i : i + a], page[j : j + b])
                    if like:
                        options.append((like * (a + b) + best[i + a, j + b][0], (a, b)))
            best[i, j] = max(options, key=lambda option: option[0])
    pairs, i, j = [], 0, 0
    while (move := best[i, j][1]) is not None:
        a, b = move
        if a and b:
            pairs.append((i, i + a, j, j + b))
        i, j = i + a, j + b
    return pairs
