"""Typst at work: the book is set, looked at, and set again until no note stands too early."""

import datetime
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typst

STANDARDS: list[Any] = ["a-2a", "ua-1"]
ROUNDS = 5
# How Typst says that no font has a letter: the pinned release's words, which a test holds.
_ABSENT = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


class Unset(Exception):
    """Typst refused the book, or a note stands before its marker whatever is tried."""


@dataclass(frozen=True)
class Place:
    """Where something stands: page from 1, points from the top of the page."""

    page: int
    top: float


@dataclass
class Pages:
    """The set book, as far as the build looks at it."""

    pages: int
    notes: dict[str, Place]
    """Where each note begins."""
    marks: dict[str, int]
    """The page of each marker."""
    anchors: dict[str, Place]
    passages: list[tuple[str, bool, Place]]
    """Key, whether a heading, place: in the order of the book."""

    @property
    def early(self) -> list[str]:
        """Notes that begin on a page before their markers'."""
        return [key for key, at in self.notes.items() if at.page < self.marks[key]]

    @property
    def late(self) -> list[str]:
        """Notes that begin on a page after their markers'."""
        return [key for key, at in self.notes.items() if at.page > self.marks[key]]

    @property
    def figures(self) -> str:
        """One line for editors, who can help where a note begins overleaf."""
        late = [f"{key} (p. {self.marks[key]} → {self.notes[key].page})" for key in self.late]
        told = f"{self.pages} pages, {len(self.notes)} notes, {len(late) or 'none'} begun overleaf"
        return f"{told}: {', '.join(late)}" if late else told

    @property
    def lonely(self) -> list[str]:
        """Headings that stand at the foot of a page without a passage below them."""
        pairs = zip(self.passages, self.passages[1:], strict=False)
        return [
            one[0]
            for one, after in pairs
            if one[1] and not after[1] and after[2].page > one[2].page
        ]


@dataclass
class Setting:
    """What the template is told about single passages and notes."""

    loose: set[str] = field(default_factory=set)
    """Passages set without widow and orphan control."""
    over: set[str] = field(default_factory=set)
    """Headings put overleaf."""
    whole: set[str] = field(default_factory=set)
    """Notes that are not broken over two pages: the second remedy, where the first did not help."""
    absent: set[str] = field(default_factory=set)
    """Letters that no font has, each as its number in hexadecimal digits."""

    @property
    def told(self) -> dict[str, list[str]]:
        """As the template reads it."""
        names = ("loose", "over", "whole", "absent")
        return {name: sorted(getattr(self, name)) for name in names}

    def widened(self, pages: Pages, places: dict[str, str], headings: set[str]) -> bool:
        """Take in what the pages show to be wrong; tell whether that changes anything."""
        before = self.told
        tried = self.loose | self.over
        self.over.update(pages.lonely)
        for note in pages.early:
            passage = places.get(note, "")
            if passage in tried:
                self.whole.add(note)
            else:
                (self.over if passage in headings else self.loose).add(passage)
        return self.told != before


@dataclass(frozen=True)
class Typeset:
    """A set book: its bytes and how it came about."""

    pdf: bytes
    pages: Pages
    warnings: list[str]


def typeset(main: Path, day: datetime.date, places: dict[str, str], headings: set[str]) -> Typeset:
    """Set the book ``main``; raises Unset with Typst's own words when it cannot be.

    Which letters no font has is learnt from Typst's refusal; they are then named by their numbers.
    """
    press, setting = _Press(main), Setting()
    while True:
        pages = _settled(press, setting, places, headings)
        try:
            pdf, warnings = press.printed(day)
        except Unset as error:
            absent = _absent(str(error)) - setting.absent
            if not absent:
                raise
            setting.absent |= absent
        else:
            return Typeset(pdf, pages, warnings)


def _settled(
    press: "_Press", setting: Setting, places: dict[str, str], headings: set[str]
) -> Pages:
    """Where everything stands once no note stands too early."""
    pages = press.look(setting)
    rounds = 0
    while rounds < ROUNDS and setting.widened(pages, places, headings):
        pages = press.look(setting)
        rounds += 1
    if pages.early:
        raise Unset(
            f"after {rounds} rounds these notes still stand a page before their markers: "
            f"{', '.join(pages.early)}; hang each on other words or shorten a neighbour"
        )
    return pages


def _absent(told: str) -> set[str]:
    """The numbers of the letters that Typst says no font has."""
    words = "".join(_ABSENT.findall(told))
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), words)
    return {f"{ord(letter):x}" for letter in plain if letter != "\\"}


class _Press:
    """One compiler for all rounds: it sets again only what a changed setting touches."""

    def __init__(self, main: Path) -> None:
        self._setting = main.with_name("setting.json")
        self._compiler = typst.Compiler(
            main,
            root=main.parent,
            font_paths=typst.Fonts(include_system_fonts=False),
            ignore_system_fonts=True,
        )

    def look(self, setting: Setting) -> Pages:
        """Where everything stands when the book is set so."""
        self._setting.write_text(json.dumps(setting.told, indent=1) + "\n", "utf-8")
        try:
            found = self._compiler.query("<where>", field="value", one=True)
        except typst.TypstError as error:
            raise Unset(error.diagnostic) from error
        answer: dict[str, Any] = json.loads(found)
        return Pages(
            pages=answer["pages"],
            notes={key: Place(page, top) for key, page, top in answer["notes"]},
            marks={key: page for key, page, _ in answer["marks"]},
            anchors={key: Place(page, top) for key, page, top in answer["anchors"]},
            passages=[(key, head, Place(page, top)) for key, head, page, top in answer["passages"]],
        )

    def printed(self, day: datetime.date) -> tuple[bytes, list[str]]:
        """The bytes of the book as it was last looked at, and what Typst warns of.

        The date is the edition's, never the clock's, or two builds would differ.
        """
        midnight = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                format="pdf", pdf_standards=STANDARDS, timestamp=midnight
            )
        except typst.TypstError as error:
            raise Unset(error.diagnostic) from error
        assert isinstance(pdf, bytes)
        return pdf, [warning.diagnostic for warning in warnings]
