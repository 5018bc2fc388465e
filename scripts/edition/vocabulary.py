"""The closed vocabularies of notes and claims, each term with its explanation.

One place: the record, the schema, the contributing page, the issue form and the browser's dialog
are made from it.
"""

from typing import NamedTuple


class NoteType(NamedTuple):
    """One type of note; the order of :data:`TYPES` is a ladder: take the first that fits."""

    name: str
    letter: str
    family: str
    """``wrong``, ``open``, ``weak``, ``seen`` or ``text``: one underline, one colour."""
    meaning: str


TYPES = (
    NoteType("textual", "T", "text", "The state of the words, sense lost in copying included."),
    NoteType("misattribution", "M", "wrong", "Words, a work or an idea given to the wrong author."),
    NoteType("anachronism", "A", "wrong", "A name or thing before it existed or after it ceased."),
    NoteType(
        "error",
        "E",
        "wrong",
        "An authority that was read establishes otherwise, the sentence taken kindly.",
    ),
    NoteType("disputed", "D", "open", "Two standard authorities differ; both are named."),
    NoteType("unsupported", "U", "weak", "Searched, and no good evidence found."),
    NoteType("misleading", "S", "weak", "True words, false picture."),
    NoteType("conflict", "C", "open", "Two answers to one question, and the truth is unsettled."),
    NoteType("parallel", "P", "seen", "The same thing told elsewhere."),
    NoteType("gloss", "G", "seen", "Explains a name, a term or a date."),
)
TYPE = {item.name: item for item in TYPES}
NEEDS_GROUND = ("error", "anachronism", "misattribution", "disputed", "unsupported")
GROUND_IN_TEXT = ("textual", "conflict", "parallel")
NEEDS_PLACE = ("conflict", "parallel")
"""Which types name another place in ``see``; a conflict may name a claim instead."""

CERTAINTIES = ("high", "medium", "low")
ASPECTS = (
    "date",
    "calendar",
    "place",
    "person",
    "office",
    "number",
    "thing",
    "sequence",
    "cause",
    "quotation",
    "event",
)

VERDICTS = {
    "right": "compatible with the answer",
    "imprecise": "compatible with the answer, but vaguer",
    "wrong": "incompatible with the answer",
    "disputed": "takes one side of a live dispute",
}
