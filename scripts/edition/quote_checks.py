"""Checks of promise 2: a quote stands in its text, or what is nearest is told."""

from collections.abc import Iterator, Sequence

from edition import messages, quotes
from edition.files import unseen
from edition.library import Edition
from edition.notes import Note
from edition.problems import Code, Problem, problem
from edition.spans import standing
from edition.templates import QUOTED
from edition.texts import Text


def check_quote(edition: Edition, text: Text, note: Note) -> Iterator[Problem]:
    """A note's quote stands in its text, once or as often as its occurrence says."""
    if edition.is_broken(text.page.path):
        return
    _reading, found = standing(text, note.quotes)
    wanted = note.head.occurrence
    shown = note.quotes[-1]
    if not found and (unseen(shown) or QUOTED in shown):
        return  # told where the file is read
    if not found:
        yield missing_quote(edition, text, note.quotes, note.path, note.quote_line)
    elif len(found) > 1 and "occurrence" not in note.head.model_fields_set:
        places = ", ".join(text.passage_id(text.passage_at(at)) for at in found[:5])
        message = f"The words stand {len(found)} times in {text.slug}: in {places}."
        yield problem(Code.quote_twice, note.path, note.quote_line, message, looked_for=shown)
    elif wanted > len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        message = f"Occurrence {wanted} is meant; the words stand {times} in {text.slug}."
        yield problem(
            Code.quote_missing,
            note.path,
            note.lines.get("occurrence", 1),
            message,
            looked_for=shown,
            instruction="Change the number; where the words stand once, take the line out.",
        )


def missing_quote(
    edition: Edition, text: Text, readings: Sequence[str], path: str, line: int
) -> Problem:
    """The problem of a quote that does not stand: cut, or missing with what is nearest."""
    shown = readings[-1]
    if any(quotes.stands_cut(text.reading_text, reading) for reading in readings):
        message = messages.QUOTE_CUT.format(text=text.slug)
        return problem(Code.quote_cut, path, line, message, looked_for=shown)
    near = quotes.nearest([passage.text for passage in text.page.passages], shown)
    return problem(
        Code.quote_missing,
        path,
        line,
        messages.QUOTE_MISSING.format(text=text.slug),
        looked_for=shown,
        nearest=tuple(f"{text.passage_id(index)}: {words}" for index, words in near),
        instruction=_advice(edition, text, readings),
    )


def _advice(edition: Edition, text: Text, readings: Sequence[str]) -> str:
    """What to do with a quote that does not stand, where its fault is a common one."""
    if any(quotes.find(text.reading_text, quotes.unmarked(reading)) for reading in readings):
        return "Take the quotation marks around the words away: on the page there are none."
    others = [t.slug for t in edition.texts if t is not text and standing(t, readings)[1]]
    if others:
        there = " and in ".join(others)
        return f"The words stand in {there}: turn to that text, or copy words of {text.slug}."
    if any("..." in reading or "…" in reading for reading in readings):
        return f"Quote one run of words, with nothing left out. {Code.quote_missing.instruction}"
    return ""
