"""What refers to what: readings and notes of claims, notes that point at notes, names in passages.

Computed once for an edition; every list is in the order of reading.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from edition import quotes
from edition.bodies import targets
from edition.claims import Reading
from edition.library import Edition
from edition.spans import standing


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
        forms = [quotes.folded(form) for form in record.forms]
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
        return [
            place
            for place, words in self._folded
            if any(form in words for form in forms)  # soon said, unlike the pattern
            and pattern.search(words)
            and (not record.passages or place in record.passages)
        ]

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        """Every passage with its words, folded as forms are."""
        return [
            (text.passage_id(index), quotes.folded(passage.text))
            for text in self.edition.texts
            for index, passage in enumerate(text.page.passages)
        ]


@lru_cache(maxsize=2)
def mentions(edition: Edition) -> Mentions:
    """The references of an edition, computed at the first asking."""
    found = Mentions(edition)
    order = {name: n for n, name in enumerate(edition.passages)}
    for claim in edition.claims:
        placed = [(place, r) for r in claim.readings if (place := _place(edition, r))]
        found.readings[claim.name] = sorted(placed, key=lambda pair: order[pair[0]])
    for notes in edition.placed.values():
        for item in notes:
            head = item.note.head
            roles = ("note", "passage")
            named = [name for role, name, _line in targets(item.note.body) if role in roles]
            if head.claim:
                found.notes_of_claim[head.claim].append(item.note.id)
            for name in dict.fromkeys([*head.see, *named]):
                found.notes_to[name].append(item.note.id)
    return found


def _place(edition: Edition, reading: Reading) -> str:
    """The passage in which a reading begins, or empty."""
    text = edition.text.get(reading.text)
    if text is None:
        return ""
    _reading, found = standing(text, reading.quotes)
    return text.passage_id(text.passage_at(found[0])) if found else ""
