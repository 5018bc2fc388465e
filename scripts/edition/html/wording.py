"""Lines of notes and claims as plain words, for previews, the search and descriptions."""

import re
from collections.abc import Iterable

from edition.bodies import CITES, Span
from edition.domain import label_of, place_of
from edition.library import Edition

_LONGEST = 160


def read_out(edition: Edition, spans: Iterable[Span]) -> str:
    """Spans as plain words: cross-references by their labels, citations left out."""
    parts = []
    for span in spans:
        if span.kind == "newline":
            parts.append(" ")
        elif span.kind != "role":
            parts.append(span.text + read_out(edition, span.children))
        elif span.target not in CITES:
            is_there = place_of(edition, span.target, span.text) is not None
            parts.append(label_of(edition, span.target, span.text) if is_there else span.text)
    words = " ".join("".join(parts).split())
    return re.sub(r" +([.,;:!?])", r"\1", words)


def shortened(words: str, longest: int = _LONGEST) -> str:
    """The words, cut between two of them where there are too many."""
    if len(words) <= longest:
        return words
    return words[:longest].rpartition(" ")[0] + " …"
