"""Places: where words stand in a text, and what can be said of them there.

Pure: it reads no file and asks nobody.  ``edition note`` shows what it returns.
"""

from dataclasses import dataclass

from edition import messages, quotes
from edition.differences import compared
from edition.library import Edition
from edition.notes import name_of
from edition.problems import Code
from edition.spans import Placed, cut
from edition.texts import Text

_AROUND = 30  # characters of context on each side of the words


@dataclass(frozen=True)
class Place:
    """Where the words of a new note stand."""

    text: Text
    at: int
    """Offset in the whole reading text."""
    length: int
    occurrence: int
    """From 1; 0 where the words stand once."""

    @property
    def quote(self) -> str:
        """The words as the page has them."""
        return self.text.reading_text[self.at : self.at + self.length]


def not_found(edition: Edition, text: Text, wanted: str) -> str:
    """What to say of words that stand nowhere in a text: the nearest, with their differences."""
    lines = [f"The words are not in {text.slug}."]
    if quotes.stands_cut(text.reading_text, wanted):
        lines = [messages.QUOTE_CUT.format(text=text.slug)]
    near = quotes.nearest([passage.text for passage in text.page.passages], wanted)
    for index, candidate in near:
        lines += ["", *compared((text.passage_id(index), candidate), ("yours", wanted))]
    others = [t.slug for t in edition.texts if quotes.find(t.reading_text, wanted)]
    lines += ["", *(f"They stand in {slug}." for slug in others)]
    lines.append(Code.quote_missing.instruction if near else f"The page: {text.page.path}")
    return "\n".join(lines) + "\n"


def in_context(text: Text, at: int, length: int) -> list[str]:
    """The passage and the words about a place, and a line of marks under the words meant."""
    whole = text.reading_text
    start, end = max(at - _AROUND, 0), at + length
    before = ("…" if start else "") + whole[start:at]
    meant = whole[at:end] if length <= _AROUND else f"{whole[at : at + _AROUND - 1]}…"
    after = whole[end : end + _AROUND] + ("…" if end + _AROUND < len(whole) else "")
    label = f"{text.passage_id(text.passage_at(at))}  "
    return [label + before + meant + after, " " * len(label + before) + "^" * len(meant)]


def notes_on(edition: Edition, place: Place) -> list[Placed]:
    """The notes whose quotes share characters with the words."""
    here = cut(place.text, place.at, place.length)
    return [
        placed
        for placed in edition.placed[place.text.slug]
        if any(
            a.passage == b.passage and a.start < b.end and b.start < a.end
            for a in placed.spans
            for b in here
        )
    ]


def proposed_name(text: Text, quote: str, at: int) -> str:
    """A name made from the words, or from the passage where they hold no Latin letter or digit."""
    return name_of(quote) or f"passage-{text.numbers[text.passage_at(at)]}"
