"""The bibliography: which keys there are, and how each imprint was confirmed.

Sphinx's bibtex extension prints it; this reads only what the checks and the exports need.  It
reads line by line a form so narrow that no other reader can find more in the file: no strings, no
second line of a field, no command of TeX, no address but the web's.
"""

import re
from dataclasses import dataclass

from edition.addresses import is_web_address
from edition.problems import MOST, Code, Problem, problem

CONFIRMED = ("titlepage", "catalogue", "cited", "memory")
_ENTRY = re.compile(r"@(\w+)\{([^,\s{}\"#%'()=~\\]+),")
_KEY = re.compile(r"^@\w+\{\s*([^,\s{}]+)", re.MULTILINE)
_FIELD = re.compile(r" +([A-Za-z-]+) = \{(.*)\},?")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_IDENTIFIER = re.compile(r"[^\s<>\"\\{}]+")
_LINKED = ("doi", "eprint", "pubmed")  # the printed entry makes an address of them


@dataclass(frozen=True)
class WorkCited:
    """One entry."""

    key: str
    kind: str
    fields: dict[str, str]
    line: int

    @property
    def confirmed(self) -> str:
        """How its imprint is known."""
        return self.fields.get("confirmed", "")


def keys(text: str) -> set[str]:
    """The keys that a bibliography gives, whether their entries can be read or not."""
    return set(_KEY.findall(text))


def read_bibliography(text: str, path: str) -> tuple[dict[str, WorkCited], list[Problem]]:
    """Read the entries: one field a line, sorted by key."""
    reader = _Reader(path)
    for number, row in enumerate(text.split("\n"), 1):
        reader.read(row, number)
    reader.close()
    return reader.entries, reader.problems[:MOST]


class _Reader:
    """Takes the lines one by one, with the entry that is open."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: dict[str, WorkCited] = {}
        self.problems: list[Problem] = []
        self._open: WorkCited | None = None
        self._before = ""
        self._is_lost = False
        """Whether an entry's first line was none: then what follows it is of no use, either."""

    def _refuse(self, line: int, message: str) -> None:
        self.problems.append(problem(Code.bibliography, self.path, line, message))

    def read(self, row: str, number: int) -> None:
        work = self._open
        self._is_lost = self._is_lost and bool(row) and not row.startswith("@")
        if begun := _ENTRY.fullmatch(row):
            self.close()
            self._open = WorkCited(begun[2], begun[1].lower(), {}, number)
        elif work and (found := _FIELD.fullmatch(row)) and _is_balanced(found[2]):
            work.fields[found[1].lower()] = found[2]
        elif work and row == "}":
            self._keep(work)
        elif row and not self._is_lost:
            self._is_lost = work is None
            what = "beginning of an entry" if row.startswith("@") else "entry, field or end of one"
            self._refuse(number, f"The line is no {what}: {row[:60]!r}.")

    def close(self) -> None:
        """What is open here was never ended."""
        if self._open:
            message = f"{self._open.key} is not closed by a line with a brace alone."
            self._refuse(self._open.line, message)

    def _keep(self, work: WorkCited) -> None:
        for message in _faults(work, self._before, self.entries):
            self._refuse(work.line, message)
        self.entries[work.key] = work
        self._before, self._open = work.key, None


def _is_balanced(value: str) -> bool:
    """Whether its braces are, read from the left: else a field could end elsewhere than here."""
    depth = 0
    for character in value:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _faults(work: WorkCited, before: str, entries: dict[str, WorkCited]) -> list[str]:
    faults = []
    if work.key in entries:
        faults.append(f"The key {work.key} stands twice.")
    elif work.key < before:
        faults.append(f"The key {work.key} stands after {before}: entries are sorted by key.")
    if work.confirmed not in CONFIRMED:
        faults.append(f"{work.key} does not say how it is confirmed: {', '.join(CONFIRMED)}.")
    if not work.fields.get("title"):
        faults.append(f"{work.key} has no title.")
    for name, value in work.fields.items():
        if command := _COMMAND.search(value):
            faults.append(f"In {work.key}, {name} holds {command[0]}: write the letters.")
        if name == "url" and not is_web_address(value):
            faults.append(f"In {work.key}, url is no address of the web: {value[:60]!r}.")
        if name in _LINKED and not _IDENTIFIER.fullmatch(value):
            faults.append(f"In {work.key}, {name} cannot be {value[:60]!r}.")
    return faults
