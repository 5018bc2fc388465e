"""One text with all that belongs to it, read and walked."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from edition.bodies import Block
from edition.emendations import Emendation, Stumble, Walked, walk
from edition.evidence import Entry
from edition.notes import Note
from edition.pages import Page
from edition.recording import source_words
from edition.registers import TextRecord
from edition.tables import GONE, PassageRow


@dataclass(frozen=True)
class Text:
    """A text: its record, source, page, tables and notes."""

    record: TextRecord
    source: str
    page: Page
    emendations: tuple[Emendation, ...] = ()
    rows: tuple[PassageRow, ...] = ()
    head: tuple[Block, ...] = ()
    log: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @property
    def slug(self) -> str:
        """Its name in files and addresses."""
        return self.record.id

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The number of each passage of the page, in order.

        Where the table does not fit the page (which is a problem), passages count from 1.
        """
        kept = [row.number for row in self.rows if row.at != GONE]
        if len(kept) == len(self.page.passages):
            return tuple(kept)
        return tuple(str(n) for n in range(1, len(self.page.passages) + 1))

    @cached_property
    def origins(self) -> dict[str, tuple[str, str]]:
        """Origin and certainty by passage number, where there is one."""
        return {row.number: (row.origin, row.cert) for row in self.rows if row.origin}

    def passage_id(self, index: int) -> str:
        """The address of a passage: ``thread-57``."""
        return f"{self.slug}-{self.numbers[index]}"

    @cached_property
    def walked(self) -> tuple[list[Walked], Stumble | None]:
        """The walk of source against page."""
        words, _lines = source_words(self.source)
        return walk(words, [word.text for word in self.page.words], self.emendations)

    @cached_property
    def reading_text(self) -> str:
        """The whole reading text, one space between passages."""
        return " ".join(passage.text for passage in self.page.passages)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where each passage begins in the whole reading text."""
        result, at = [], 0
        for passage in self.page.passages:
            result.append(at)
            at += len(passage.text) + 1
        return tuple(result)

    def passage_at(self, offset: int) -> int:
        """The index of the passage in which an offset of the whole reading text lies."""
        return bisect_right(self.offsets, offset) - 1
