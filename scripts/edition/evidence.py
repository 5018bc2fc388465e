"""Evidence: what was read of a work; and logs: what was found of each passage."""

import re
from dataclasses import dataclass

from edition.bodies import Block, read_body
from edition.problems import Code, Problem, problem

_ITEM = re.compile(r"- (.*?), (read|abstract|reported): (.+)")
_LOG = re.compile(r"- ([0-9]+[a-z]?) (sound|noted|nothing to check)(?:: *(.*))?")


@dataclass(frozen=True)
class Item:
    """One passage of a work that was met."""

    place: str
    how: str
    """``read``, ``abstract`` or ``reported``."""
    says: tuple[Block, ...]


@dataclass(frozen=True)
class Entry:
    """What was found of one passage."""

    number: str
    verdict: str
    """``sound``, ``noted`` or ``nothing to check``."""
    says: tuple[Block, ...]
    line: int


def read_evidence(text: str, path: str) -> tuple[tuple[Item, ...], list[Problem]]:
    """Read a file of evidence: a list, an item a passage of the work."""
    items, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        match = _ITEM.fullmatch(line.rstrip())
        if not match:
            message = f"The line is no item: {line[:60]!r}."
            problems.append(problem(Code.evidence_syntax, path, number, message))
            continue
        place, how, says = match.groups()
        body, found = read_body(says, path, number)
        problems += found
        items.append(Item(place, how, body))
    return tuple(items), problems


def read_log(text: str, path: str) -> tuple[tuple[Entry, ...], list[Problem]]:
    """Read the log of a text: a list, an item a passage."""
    entries, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        match = _LOG.fullmatch(line.rstrip())
        if not match:
            message = f"The line is no item of a log: {line[:60]!r}."
            problems.append(problem(Code.log_form, path, number, message))
            continue
        passage, verdict, says = match.groups()
        body, found = read_body(says or "", path, number)
        problems += found
        if verdict == "sound" and not says:
            message = f"Passage {passage} is called sound on no authority."
            problems.append(problem(Code.log_form, path, number, message))
        entries.append(Entry(passage, verdict, body, number))
    return tuple(entries), problems
