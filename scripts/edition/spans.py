"""Spans: where in the page a note's quote or an emendation stands.

Both are one or more runs of characters, each inside one passage; the weave cuts there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from edition import quotes
from edition.emendations import Emendation
from edition.notes import Note
from edition.pages import PageWord
from edition.recording import source_words
from edition.texts import Text


@dataclass(frozen=True, order=True)
class Span:
    """A run of characters of one passage; empty where nothing of the page is covered."""

    passage: int
    """Index of the passage."""
    start: int
    end: int


@dataclass(frozen=True)
class Placed:
    """A note in its place."""

    note: Note
    number: int
    """From 1, in the order of reading."""
    spans: tuple[Span, ...]

    @property
    def quote(self) -> str:
        """The words it hangs on, as the note has them."""
        return self.note.quotes[-1]


def standing(text: Text, readings: Sequence[str]) -> tuple[str, list[int]]:
    """The first reading of a quote that stands in the text, and the offsets at which it does.

    Where none stands, the last reading and no offset.
    """
    for reading in readings:
        found = quotes.find(text.reading_text, reading)
        if found:
            return reading, found
    return readings[-1], []


def cut(text: Text, start: int, length: int) -> tuple[Span, ...]:
    """A run of the whole reading text as spans of its passages."""
    spans, end = [], start + length
    index = text.passage_at(start)
    while index < len(text.offsets) and text.offsets[index] < end:
        begin = text.offsets[index]
        size = len(text.page.passages[index].text)
        first, last = max(start - begin, 0), min(end - begin, size)
        if first < last:
            spans.append(Span(index, first, last))
        index += 1
    return tuple(spans)


def note_spans(text: Text, note: Note) -> tuple[Span, ...]:
    """The spans of a note, or none where its quote does not stand as it should."""
    reading, found = standing(text, note.quotes)
    is_meant = len(found) == 1 or "occurrence" in note.head.model_fields_set
    if not is_meant or len(found) < note.head.occurrence:
        return ()
    return cut(text, found[note.head.occurrence - 1], len(quotes.normalised(reading)))


def placed_notes(text: Text) -> tuple[Placed, ...]:
    """The notes of a text in the order of reading: by the end of the quote, then its beginning."""
    found = [(note, spans) for note in text.notes if (spans := note_spans(text, note))]
    found.sort(key=lambda pair: (_end(pair[1][-1]), pair[1][0], pair[0].name))
    return tuple(Placed(note, n, spans) for n, (note, spans) in enumerate(found, 1))


def _end(span: Span) -> tuple[int, int]:
    return span.passage, span.end


@dataclass(frozen=True)
class PlacedEmendation:
    """An emendation in its place."""

    emendation: Emendation
    spans: tuple[Span, ...]
    """Of its page words; one empty span for an omission."""


def placed_emendations(text: Text) -> tuple[PlacedEmendation, ...]:
    """The emendations of a text that walked, in their places."""
    words = text.page.words
    _words, lines = source_words(text.source)
    result = []
    for walked in text.walked[0]:
        line = walked.emendation
        if line.page:
            spans = _word_spans(words[walked.page_at : walked.page_at + len(line.page)])
        else:
            spans = (_omission_span(text, words, lines, line, walked.page_at),)
        result.append(PlacedEmendation(line, spans))
    return tuple(result)


def _word_spans(words: Sequence[PageWord]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for word in words:
        if word.start < 0:
            continue
        end = word.start + len(word.text)
        if spans and spans[-1].passage == word.passage:
            spans[-1] = Span(word.passage, spans[-1].start, end)
        else:
            spans.append(Span(word.passage, word.start, end))
    return tuple(spans)


def _omission_span(
    text: Text, words: Sequence[PageWord], lines: list[int], line: Emendation, page_at: int
) -> Span:
    """Where the source view shows an omission.

    Between the words it stood between.  Where these are in two passages it goes with the kept
    words of its own source line; a whole line goes to the end of the passage before, or, where
    that is a heading or missing, to the start of the next passage that holds source words.
    """
    before = words[page_at - 1] if page_at > 0 else None
    after = words[page_at] if page_at < len(words) else None
    if before and after and before.passage == after.passage:
        at = before.start + len(before.text) if before.start >= 0 else 0  # a list number
        return Span(before.passage, at, at)
    first, last = line.at - 1, line.at - 2 + len(line.source)
    shares_after = last + 1 < len(lines) and lines[last + 1] == lines[last]
    shares_before = first > 0 and lines[first - 1] == lines[first]
    passages = text.page.passages
    goes_back = before is not None and (
        after is None
        or (shares_before and not shares_after)
        or (not shares_after and passages[before.passage].kind != "heading")
    )
    if goes_back and before:
        end = len(passages[before.passage].text)
        return Span(before.passage, end, end)
    target = after.passage if after else 0
    while target + 1 < len(passages) and passages[target].kind == "heading":
        target += 1
    return Span(target, 0, 0)
