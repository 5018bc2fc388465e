"""Quotes that no longer stand, and where their words may have gone.

Pure.  Two ways lead from an old quote to a new one, and both only propose:

*Through the source* (:mod:`edition.drift`).  A source never changes: the new quote is what the page
now has for the words of the source from which the old one was taken.

*By likeness.*  Hypothesis' client scores a candidate by its quote (50), prefix (20), suffix (20)
and position (2) (``src/annotator/anchoring/match-quote.ts``).  A note here keeps no prefix, suffix
or position, on purpose: its file holds nothing but the words.  So the quote's own likeness is the
whole score, as rapidfuzz's ratio from 0 to 100.  That client takes the best however bad it is
(hypothesis/client#7571); here a candidate needs :data:`LEAST` and a lead of :data:`LEAD`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from edition import quotes
from edition.drift import Drift, Run
from edition.library import Edition
from edition.spans import note_spans, standing
from edition.texts import Text
from edition.words import placed

LEAST = 75
"""The likeness without which nothing is proposed."""
LEAD = 8
"""By how much the best place must be more like the quote than any other."""
_STRETCH = 6  # words by which a candidate may grow or shrink at each end


class Lost(NamedTuple):
    """A quote that does not stand as it should."""

    name: str
    """What it belongs to, as a reader names it."""
    path: str
    line: int
    """Of the file, from 1: the quotation begins there or behind it."""
    text: Text
    quotes: tuple[str, ...]
    """The readings of the quote."""
    occurrence: int
    """The one meant; 0 where none is named."""
    is_note: bool
    """Else a claim's, which may stand more than once."""


@dataclass(frozen=True)
class Proposal:
    """The new quote, or why there is none."""

    quote: str
    """Empty where there is no good candidate."""
    reason: str


def lost(edition: Edition, slugs: Sequence[str]) -> Iterator[Lost]:
    """The quotes of notes, then those of claims, that do not stand in these texts."""
    for slug in slugs:
        text = edition.text[slug]
        for note in text.notes if text.page.passages else ():
            if not note_spans(text, note):
                is_named = "occurrence" in note.head.model_fields_set
                occurrence = note.head.occurrence if is_named else 0
                yield Lost(note.id, note.path, note.quote_line, text, note.quotes, occurrence, True)
    for claim in edition.claims:
        for reading in claim.readings:
            if reading.text not in slugs:
                continue
            text = edition.text[reading.text]
            if text.page.passages and not standing(text, reading.quotes)[1]:
                name = f"claim {claim.name}, {reading.text}"
                yield Lost(name, claim.path, reading.line, text, reading.quotes, 0, False)


def propose(item: Lost, drift: Drift) -> Proposal:
    """A new quote for a lost one, if there is a good candidate."""
    text = item.text
    found = standing(text, item.quotes)[1]
    if found:
        return Proposal("", f"The words stand {_times(len(found))}, and not as the note means it.")
    run = drift.now(item.quotes, item.occurrence)
    reason = "The page has these words now for the same words of the source."
    if run is None:
        run, reason = by_likeness(text, item.quotes[-1])
    if run is None:
        return Proposal("", reason)
    quote = text.reading_text[run.start : run.end]
    places = quotes.find(text.reading_text, quote)
    if run.start not in places:
        return Proposal("", f"The nearest words cannot be quoted by themselves: “{quote}”.")
    if item.is_note and not _is_meant(places, run.start, item.occurrence):
        return Proposal("", f"The nearest words stand {_times(len(places))}: “{quote}”.")
    return Proposal(quote, reason)


def _is_meant(places: Sequence[int], at: int, occurrence: int) -> bool:
    """Whether a note with that occurrence would come to stand at ``at``."""
    if not occurrence:
        return len(places) == 1
    return occurrence <= len(places) and places[occurrence - 1] == at


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


# ---- by likeness -----------------------------------------------------------------


def by_likeness(text: Text, quote: str) -> tuple[Run | None, str]:
    """The words most like the quote, or None; and in either case why."""
    found = sorted(_candidates(text, quote), reverse=True)
    if not found or found[0][0] < LEAST:
        return None, "Nothing on the page is like these words."
    best, run = found[0]
    others = [score for score, other in found if other.end <= run.start or run.end <= other.start]
    if others and best - others[0] < LEAD:
        return None, "Two places are equally like these words."
    return run, f"The words most like the old ones, {best:.0f} of 100."


def _candidates(text: Text, quote: str) -> Iterator[tuple[float, Run]]:
    """The nearest runs in single passages and in pairs of neighbours, each with its likeness."""
    passages = [passage.text for passage in text.page.passages]
    units = passages + [f"{one} {other}" for one, other in pairwise(passages)]
    starts = [*text.offsets, *text.offsets[:-1]]
    for index, words in quotes.nearest(units, quote, limit=12):
        at = starts[index] + units[index].index(words)
        yield _fitted(quotes.folded(text.reading_text), Run(at, at + len(words)), quote)


def _fitted(whole: str, run: Run, quote: str) -> tuple[float, Run]:
    """The run grown or shrunk by whole words until it is most like the quote."""
    wanted = quotes.normalised(quote)
    starts, ends = _edges(whole, run)
    scored = [
        (fuzz.ratio(wanted, whole[start:end]), -abs(end - start), start, end)
        for start in starts
        for end in ends
        if start < end
    ]
    score, _length, start, end = max(scored)
    while end > start + 1 and not whole[end - 1].isalnum() and whole[end - 1] != wanted[-1]:
        end -= 1
    while start < end - 1 and not whole[start].isalnum() and whole[start] != wanted[0]:
        start += 1
    return score, Run(start, end)


def _edges(whole: str, run: Run) -> tuple[list[int], list[int]]:
    """The beginnings and ends of the words about both ends of a run."""
    words = placed(whole)
    first = next(n for n, word in enumerate(words) if word.start >= run.start)
    last = next(n for n, word in enumerate(words) if word.start + len(word.text) >= run.end)
    starts = [word.start for word in words[max(first - _STRETCH, 0) : first + _STRETCH + 1]]
    near = words[max(last - _STRETCH, 0) : last + _STRETCH + 1]
    return starts, [word.start + len(word.text) for word in near]
