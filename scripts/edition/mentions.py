"""What refers to what: readings and notes of claims, notes that point at notes, names in passages.

Computed once for an edition; every list is in the order of reading.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from edition import quotes
from edition.bodies import targets
from edition.claims import Reading
from edition.library import Edition


@dataclass
class Mentions:
    """The references of one edition."""

    edition: Edition
    readings: dict[str, list[tuple[str, Reading]]] = field(default_factory=dict)
    """For each claim its readings with their passages, in the order of the texts."""
    notes_of_claim: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """For each claim the notes that name it."""
    notes_to: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """For each note or passage id the notes that refer to it."""

    def passages_of(self, record: Any) -> list[str]:
        """The passages that name a record of a register by one of its forms."""
        if not record.forms:
            return []
        pattern = re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(quotes.folded(f)) for f in record.forms) + r")(?!\w)"
        )
        return [
            text.passage_id(index)
            for text in self.edition.texts
            for index, passage in enumerate(text.page.passages)
            if pattern.search(quotes.folded(passage.text))
            and (not record.passages or text.passage_id(index) in record.passages)
        ]


def mentions(edition: Edition) -> Mentions:
    """The references of an edition, computed at the first asking."""
    known = edition.__dict__.get("_mentions")
    if known is None:
        known = edition.__dict__["_mentions"] = _compute(edition)
    result: Mentions = known
    return result


def _compute(edition: Edition) -> Mentions:
    found = Mentions(edition)
    for claim in edition.claims:
        placed = [(place, r) for r in claim.readings if (place := _place(edition, r))]
        order = {name: n for n, name in enumerate(edition.passages)}
        found.readings[claim.name] = sorted(placed, key=lambda pair: order[pair[0]])
    for notes in edition.placed.values():
        for item in notes:
            head = item.note.head
            named = [name for role, name, _l in targets(item.note.body) if role == "note"]
            passages = [name for role, name, _l in targets(item.note.body) if role == "passage"]
            if head.claim:
                found.notes_of_claim[head.claim].append(item.note.id)
            for name in dict.fromkeys([*head.see, *named, *passages]):
                found.notes_to[name].append(item.note.id)
    return found


def _place(edition: Edition, reading: Reading) -> str:
    """The passage in which a reading begins, or empty."""
    text = edition.text.get(reading.text)
    if text is None:
        return ""
    for quote in reading.quotes:
        at = quotes.find(text.reading_text, quote)
        if at:
            return text.passage_id(_index(text.offsets, at[0]))
    return ""


def _index(offsets: Sequence[int], at: int) -> int:
    return max(n for n, start in enumerate(offsets) if start <= at)
