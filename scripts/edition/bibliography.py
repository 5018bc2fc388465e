"""The bibliography: which keys there are, and how each imprint was confirmed.

Sphinx's bibtex extension prints it; this reads only what the checks and the exports need.
"""

import re
from dataclasses import dataclass

from edition.problems import Code, Problem, problem

CONFIRMED = ("titlepage", "catalogue", "cited", "memory")
_ENTRY = re.compile(r"^@(\w+)\s*\{\s*([^,\s]+)\s*,", re.M)
_FIELD = re.compile(r"^\s*([\w-]+)\s*=\s*[{\"](.*?)[}\"]\s*,?\s*$", re.M)


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


def read_bibliography(text: str, path: str) -> tuple[dict[str, WorkCited], list[Problem]]:
    """Read the entries: one field a line, sorted by key."""
    starts = list(_ENTRY.finditer(text))
    entries: dict[str, WorkCited] = {}
    problems: list[Problem] = []
    before = ""
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for match, end in zip(starts, ends, strict=False):
        line = text.count("\n", 0, match.start()) + 1
        fields = {k.lower(): v for k, v in _FIELD.findall(text[match.end() : end])}
        work = WorkCited(match.group(2), match.group(1).lower(), fields, line)
        for message in _faults(work, before, entries):
            problems.append(problem(Code.bibliography, path, line, message))
        entries[work.key] = work
        before = work.key
    return entries, problems


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
    return faults
