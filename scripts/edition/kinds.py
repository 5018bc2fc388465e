"""The kind of an emendation, computed from its pair of words.

A pair is compared with whole classes of characters taken out of both sides; the classes that
must go for the sides to agree are its kind.
"""

import unicodedata
from collections.abc import Callable, Sequence

from edition.emendations import Emendation

SPELLING = "spelling"
_ELISION = frozenset("'\u2019\u2018\u02bc")
_QUOTATION = frozenset("\"\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019'")
_DASH = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015")
_ELLIPSIS = frozenset(".\u2026")


def kind_of(line: Emendation) -> str:
    """``addition``, ``omission``, ``spelling``, or the classes of characters that differ."""
    if not line.source:
        return "addition"
    if not line.page:
        return "omission"
    return pair_kind(line.source, line.page)


def pair_kind(source: Sequence[str], page: Sequence[str]) -> str:
    """The kind of a substitution."""
    left, right = " ".join(source), " ".join(page)
    for name, strip in _SINGLE:
        if strip(left) == strip(right):
            return name
    for first, (one, strip) in enumerate(_SINGLE):
        for two, strip_too in _SINGLE[first + 1 :]:
            if strip_too(strip(left)) == strip_too(strip(right)):
                return f"{one}, {two}"
    return SPELLING


def _without(characters: frozenset[str]) -> Callable[[str], str]:
    return lambda text: "".join(c for c in text if c not in characters)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _ascii_only(text: str) -> str:
    return "".join(c for c in text if c.isascii() or not c.isalpha())


def _elision(text: str) -> str:
    """Without apostrophes: marks after a letter, with a letter, a space or nothing behind them.

    A mark before a letter or before punctuation is taken for a quotation mark.
    """
    padded = f" {text} "
    return "".join(
        mark
        for before, mark, after in zip(padded, text, padded[2:], strict=False)
        if not (mark in _ELISION and before.isalpha() and (after.isalpha() or after == " "))
    )


_SINGLE: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("apostrophe", _elision),
    ("quotation mark", _without(_QUOTATION)),
    ("dash", _without(_DASH)),
    ("accent", _without_accents),
    ("lost letter", _ascii_only),
    ("spacing", _without(frozenset(" "))),
    ("ellipsis", _without(_ELLIPSIS)),
)
