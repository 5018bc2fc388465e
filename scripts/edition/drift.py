"""Drift: what a page now has for words that it, or its source, once had.

Pure.  A source never changes, and the list of emendations says word for word what the page made of
it.  So words of the source, or of the page as the list last made it, lead to words of the page as
it is; the list itself is proposed anew in memory where the page has been edited since.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from edition import quotes
from edition.emendations import Emendation, apply, walk
from edition.recording import record_emendations, source_words
from edition.texts import Text
from edition.words import placed


class Run(NamedTuple):
    """A run of words or of characters, by what counts them."""

    start: int
    end: int


class Pair(NamedTuple):
    """A run of the source's words and what stands for it on the page."""

    source: Run
    page: Run
    is_same: bool
    """Whether they are the same words one by one."""


class Drift:
    """What became of a text's words since its list was written."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._page = text.page.words
        self._source, _lines = source_words(text.source)
        listed = record_emendations(text.source, text.page, text.emendations)
        self._to_old = _pairs(self._source, text.emendations)
        self._to_new = _pairs(self._source, listed)

    def now(self, readings: Sequence[str], occurrence: int) -> Run | None:
        """The characters of the reading text that stand now where a quote once stood.

        None where the quote stood nowhere, or in several places and ``occurrence`` is 0.
        """
        old = apply(self._source, self._text.emendations)
        for words, is_old in ((old, True), (self._source, False)):
            whole = " ".join(words)
            for reading in readings:
                places = quotes.find(whole, reading)
                meant = (occurrence or 1) - 1
                if meant < len(places) and (occurrence or len(places) == 1):
                    start = places[meant]
                    end = start + len(quotes.normalised(reading))
                    run, before, after = _word_run(whole, Run(start, end))
                    run = _to_source(self._to_old, run) if is_old else run
                    return self._characters(_to_page(self._to_new, run), before, after)
        return None

    def _characters(self, run: Run, before: str, after: str) -> Run | None:
        """A run of page words as characters, without what the quote left out of its end words."""
        words = [word for word in self._page[run.start : run.end] if word.start >= 0]
        if not words:
            return None
        start = self._text.offsets[words[0].passage] + words[0].start
        end = self._text.offsets[words[-1].passage] + words[-1].start + len(words[-1].text)
        start += len(before) if words[0].text.startswith(before) else 0
        end -= len(after) if words[-1].text.endswith(after) else 0
        while start < end and self._text.reading_text[end - 1] == " ":
            end -= 1
        return Run(start, end) if start < end else None


def _pairs(source: Sequence[str], lines: Sequence[Emendation]) -> list[Pair]:
    """All words of source and page, the copied and the emended runs in turn.

    An omission and the addition behind it are one pair: together they replace words.
    """
    walked, _stumble = walk(source, apply(source, lines), lines)
    pairs = []
    i = j = 0
    for item in walked:
        line = item.emendation
        pairs.append(Pair(Run(i, line.at - 1), Run(j, item.page_at), True))
        i, j = line.at - 1 + len(line.source), item.page_at + len(line.page)
        pairs.append(Pair(Run(line.at - 1, i), Run(item.page_at, j), False))
    pairs.append(Pair(Run(i, len(source)), Run(j, j + len(source) - i), True))
    full = [pair for pair in pairs if not _is_empty(pair.source) or not _is_empty(pair.page)]
    joined = full[:1]
    for before, pair in pairwise(full):
        if _is_empty(before.page) and _is_empty(pair.source):
            joined[-1] = Pair(before.source, pair.page, False)
        else:
            joined.append(pair)
    return joined


def _is_empty(run: Run) -> bool:
    return run.start == run.end


def _to_page(pairs: Sequence[Pair], run: Run) -> Run:
    """The page's run for a run of the source: an emended run that is touched is taken whole."""
    starts, ends = [], []
    for source, page, is_same in pairs:
        first, last = max(run.start, source.start), min(run.end, source.end)
        if first < last:
            starts.append(page.start + (first - source.start if is_same else 0))
            ends.append(page.start + last - source.start if is_same else page.end)
    return Run(min(starts), max(ends)) if starts else Run(0, 0)


def _to_source(pairs: Sequence[Pair], run: Run) -> Run:
    """The same the other way."""
    return _to_page([Pair(pair.page, pair.source, pair.is_same) for pair in pairs], run)


def _word_run(whole: str, run: Run) -> tuple[Run, str, str]:
    """The words that a run of characters touches, and what it leaves out of first and last."""
    found = [
        (n, word)
        for n, word in enumerate(placed(whole))
        if word.start < run.end and run.start < word.start + len(word.text)
    ]
    (first, word), (last, other) = found[0], found[-1]
    before = whole[word.start : run.start]
    after = whole[run.end : other.start + len(other.text)]
    return Run(first, last + 1), before, after
