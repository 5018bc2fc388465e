"""Quotes: finding the words of a note in a reading text.

Pure strings: no Sphinx, no files.  The theme's script holds the same rules, and
``tests/corpus/quotes.json`` holds the cases that both must pass.  Finding is exact after folding;
nearness (:func:`nearest`) only ever suggests.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from edition.words import single_spaced

_FOLDS = {
    "'": "\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
}
_COMPARED = 400  # code points
_TABLE = {ord(shape): plain for plain, shapes in _FOLDS.items() for shape in shapes}


@lru_cache(maxsize=256)  # each text is asked once a note
def folded(text: str) -> str:
    """A reading text with every shape of quote and dash made plain, one character to one.

    Nothing else is folded: offsets in the result are offsets in the text.
    """
    return text.translate(_TABLE)


def normalised(quote: str) -> str:
    """A quote as it is looked for: composed (NFC), single-spaced, folded, without soft hyphens."""
    return folded(single_spaced(unicodedata.normalize("NFC", quote).replace("\xad", "")))


def unmarked(quote: str) -> str:
    """A quote without the quotation marks around it."""
    needle = normalised(quote)
    return needle.strip("'\"") if needle[:1] in "'\"" else ""


def find(text: str, quote: str) -> list[int]:
    """Offsets, in code points, at which the quote stands in the text as whole words.

    Occurrences may not overlap.  Both ends must lie between words: see :func:`is_inside_word`.
    """
    haystack, needle = folded(text), normalised(quote)
    found: list[int] = []
    at = haystack.find(needle) if needle else -1
    while at >= 0:
        end = at + len(needle)
        if is_inside_word(haystack, at) or is_inside_word(haystack, end):
            at = haystack.find(needle, at + 1)
        else:
            found.append(at)
            at = haystack.find(needle, end)
    return found


def stands_cut(text: str, quote: str) -> bool:
    """Whether the quote stands in the text, but only beginning or ending inside a word."""
    needle = normalised(quote)
    return bool(needle) and needle in folded(text) and not find(text, quote)


def is_inside_word(text: str, at: int) -> bool:
    """Whether offset ``at`` lies between two letters, marks or digits (Unicode L, M, N)."""
    return 0 < at < len(text) and _is_wordy(text[at - 1]) and _is_wordy(text[at])


def _is_wordy(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def nearest(passages: Sequence[str], quote: str, limit: int = 3) -> list[tuple[int, str]]:
    """The passages that hold words most like the quote, the best first: index and those words.

    Rapidfuzz's best-matching substring scores each passage; what scores under 50 is left out.
    The words returned are widened to whole words.  Of a long quote its beginning is compared: the
    cost grows with it, and who reads a suggestion needs no more.
    """
    needle = normalised(quote)[:_COMPARED]
    scored = []
    for index, passage in enumerate(passages):
        match = fuzz.partial_ratio_alignment(needle, folded(passage), score_cutoff=50)
        if match is not None and match.dest_end > match.dest_start:
            scored.append((-match.score, index, match.dest_start, match.dest_end))
    return [
        (index, _whole_words(passages[index], start, end))
        for _score, index, start, end in sorted(scored)[:limit]
    ]


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    return text[start:end].strip()
