"""Emendations and the walk of source against page: promise 1, nothing silently changed.

Each listed line is keyed by the number of the source word at which it begins, so that the walk
has no choice to make: it copies words up to the line, compares both sides, and goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

PRIVATE = "private names"
MASK = "[private names]"


@dataclass(frozen=True)
class Emendation:
    """One listed difference between source and page."""

    at: int
    """The number of the source word at which it begins, from 1."""
    source: tuple[str, ...]
    """The words of the source; none for an addition."""
    page: tuple[str, ...]
    """The words of the page; none for an omission."""
    reason: str = ""
    """Why, and on what witness; may be empty where the kind says all."""
    line: int = 0
    """In the list's file."""

    @property
    def is_private(self) -> bool:
        """Whether its source words are names that nothing built may show."""
        return self.reason == PRIVATE

    @property
    def shown_source(self) -> str:
        """The source words as they may be shown."""
        return MASK if self.is_private else " ".join(self.source)


@dataclass(frozen=True)
class Walked:
    """A listed line in its place."""

    emendation: Emendation
    page_at: int
    """Index of the first page word it covers, or of the word that follows an omission."""


@dataclass(frozen=True)
class Stumble:
    """Where and why a walk failed."""

    source_at: int
    """The number of the source word, from 1."""
    page_at: int
    """The index of the page word, from 0."""
    source_word: str
    """What the source has there, or empty at its end."""
    page_word: str
    """What the page has there, or empty at its end."""
    emendation: Emendation | None
    """The listed line that does not fit, where it is a line."""


def walk(
    source: Sequence[str], page: Sequence[str], lines: Sequence[Emendation]
) -> tuple[list[Walked], Stumble | None]:
    """Walk the page's words against the source's.

    Returns the lines in their places as far as the walk came, and where it stumbled, if it did.
    Linear in the number of words.
    """
    i = j = 0
    done: list[Walked] = []

    def stumble(line: Emendation | None = None) -> Stumble:
        return Stumble(
            i + 1,
            j,
            source[i] if i < len(source) else "",
            page[j] if j < len(page) else "",
            line,
        )

    for line in lines:
        if line.at - 1 < i or line.at - 1 > len(source):
            return done, stumble(line)
        while i < line.at - 1:
            if j >= len(page) or source[i] != page[j]:
                return done, stumble()
            i, j = i + 1, j + 1
        if tuple(source[i : i + len(line.source)]) != line.source:
            return done, stumble(line)
        if tuple(page[j : j + len(line.page)]) != line.page:
            return done, stumble(line)
        done.append(Walked(line, j))
        i, j = i + len(line.source), j + len(line.page)
    while i < len(source) and j < len(page) and source[i] == page[j]:
        i, j = i + 1, j + 1
    finished = i == len(source) and j == len(page)
    return done, None if finished else stumble()


def apply(source: Sequence[str], lines: Sequence[Emendation]) -> list[str]:
    """The page's words, made from the source's by the listed lines alone."""
    result: list[str] = []
    i = 0
    for line in lines:
        result += source[i : line.at - 1]
        result += line.page
        i = line.at - 1 + len(line.source)
    return result + list(source[i:])
