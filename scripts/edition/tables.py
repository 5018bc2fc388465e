"""The two tables that belong to a text: ``emendations.tsv`` and ``passages.tsv``.

Dialect: ``csv``'s ``excel-tab`` with LF, read strictly.  Forges show such files as tables, and a
bare ``"`` would break theirs; so cells are quoted as ``csv`` quotes them.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edition.emendations import Emendation
from edition.problems import Code, Problem, problem
from edition.words import words

EMENDATIONS_HEAD = ("at", "source", "page", "reason")
PASSAGES_HEAD = ("passage", "at", "begins", "origin", "cert")
GONE = "gone"
_AT = re.compile(r"[1-9][0-9]{0,8}")
_PLACE = re.compile(r"[1-9][0-9]{0,8}(?:\.[1-9][0-9]{0,4})?")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}[a-z]?")


@dataclass(frozen=True)
class PassageRow:
    """One row of ``passages.tsv``."""

    number: str
    """``57`` or, for one that came later, ``57a``."""
    at: str
    """Its first source word, with an ordinal where passages share it: ``532.2``; or ``gone``."""
    begins: str
    """Its first words, for the eye; of a lost passage the number it went to."""
    origin: str = ""
    """The node of ``descent.toml`` its words come from."""
    cert: str = ""
    """TEI's certainty of that origin."""
    line: int = 0
    """In the table's file."""

    @property
    def source_word(self) -> int:
        """The number of the source word in ``at``; 0 for a lost passage."""
        return 0 if self.at == GONE else int(self.at.partition(".")[0])


def _rows(
    text: str, head: Sequence[str], path: str
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows below the head, each with its line, and what is wrong with the table's form."""
    reader = csv.reader(io.StringIO(text, newline=""), "excel-tab", strict=True)
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    line = 0
    try:
        for row in reader:
            start, line = line + 1, reader.line_num
            if start == 1 and tuple(row) != tuple(head):
                message = f"The first line must read: {' TAB '.join(head)}."
                return [], [problem(Code.list_form, path, 1, message)]
            if start > 1 and len(row) != len(head):
                message = f"The line has {len(row)} cells; {len(head)} were expected."
                problems.append(problem(Code.list_form, path, start, message))
            elif start > 1:
                rows.append((start, row))
    except csv.Error as error:
        message = f"The table cannot be read: {error}."
        problems.append(problem(Code.list_form, path, line + 1, message))
    return rows, problems


def read_emendations(text: str, path: str) -> tuple[list[Emendation], list[Problem]]:
    """Read a list of emendations; what is wrong with its form comes back as problems."""
    rows, problems = _rows(text, EMENDATIONS_HEAD, path)
    lines = []
    for number, (at, source, page, reason) in rows:
        if not _AT.fullmatch(at):
            message = f"`at` is the number of a source word, not {at[:40]!r}."
            problems.append(problem(Code.list_form, path, number, message))
            continue
        pair = tuple(words(source)), tuple(words(page))
        if not any(pair):
            message = "The line has words neither of the source nor of the page."
            problems.append(problem(Code.list_form, path, number, message))
            continue
        lines.append(Emendation(int(at), *pair, reason, number))
    return lines, problems


def read_passages(text: str, path: str) -> tuple[list[PassageRow], list[Problem]]:
    """Read a table of passages; what is wrong with its form comes back as problems."""
    rows, problems = _rows(text, PASSAGES_HEAD, path)
    result: list[PassageRow] = []
    known: set[str] = set()
    for line, (number, at, begins, origin, cert) in rows:
        row = PassageRow(number, at, begins, origin, cert, line)
        message = _row_fault(row, known)
        if message:
            problems.append(problem(Code.list_form, path, line, message))
        else:
            result.append(row)
        known.add(row.number)
    return result, problems


def _row_fault(row: PassageRow, known: set[str]) -> str:
    """What is wrong with the form of a row, given the numbers above it; or nothing."""
    if not _NUMBER.fullmatch(row.number):
        return f"`passage` is a number such as 57 or 57a, not {row.number[:40]!r}."
    if row.number in known:
        return f"The passage {row.number} stands twice."
    if row.at != GONE and not _PLACE.fullmatch(row.at):
        return f"`at` is a number such as 532 or 532.1, or `gone`, not {row.at[:40]!r}."
    if row.at == GONE and not _NUMBER.fullmatch(row.begins):
        return f"A lost passage names in `begins` where it went, not {row.begins[:40]!r}."
    if row.cert not in ("", "high", "medium", "low"):
        return f"`cert` is high, medium, low or empty, not {row.cert[:40]!r}."
    return ""


def emendation_row(line: Emendation) -> tuple[str, ...]:
    """The cells of a line."""
    return (str(line.at), " ".join(line.source), " ".join(line.page), line.reason)


def passage_row(row: PassageRow) -> tuple[str, ...]:
    """The cells of a row."""
    return (row.number, row.at, row.begins, row.origin, row.cert)


def written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, "excel-tab", lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
