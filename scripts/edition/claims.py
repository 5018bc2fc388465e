"""Claims: a question of fact, its answer, and what the texts say on it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from edition import messages
from edition.bodies import Block, read_body
from edition.heads import Head, read_head
from edition.notes import NAME, is_account, quote_readings
from edition.problems import Code, Problem, problem
from edition.vocabulary import VERDICTS

Refuse = Callable[[int, str], None]
_KEYS = ("theme", "seen", "by")
_THEME = re.compile(r"[a-z]+(?:[ -][a-z]+){0,4}")
_READING = re.compile(r"## +([a-z0-9-]+): +([a-z]+)(?: +\((.+)\))? *")


@dataclass(frozen=True)
class Reading:
    """What one text says on the question in one place."""

    text: str
    verdict: str
    value: str
    """A word or two, a number or an ISO date; may be empty."""
    quotes: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Claim:
    """A question of fact on which texts speak."""

    name: str
    theme: str
    seen: tuple[str, ...]
    by: tuple[str, ...]
    question: str
    answer: tuple[Block, ...]
    readings: tuple[Reading, ...]
    path: str
    lines: dict[str, int]

    @property
    def anchor(self) -> str:
        """Its address on the concordance: ``claim-weapon``."""
        return f"claim-{self.name}"


def read_claim(text: str, path: str) -> tuple[Claim | None, list[Problem]]:
    """Read a claim's file."""
    name = path.rpartition("/")[2].removesuffix(".md")
    head, problems = read_head(text, path)
    if problems:
        return None, problems

    def refuse(line: int, message: str) -> None:
        problems.append(problem(Code.claim_form, path, line, message))

    if "type" in head.values:
        message = "This is the head of a note, and here stand claims."
        wanted = "Move it to annotations/notes and the folder of its text."
        return None, [problem(Code.claim_form, path, 1, message, instruction=wanted)]
    _check_head(head, name, refuse)
    sections = list(_sections(head.body, head.body_line))
    before, line = sections[0]
    question = re.match(r"\s*# +(.+)\n", before + "\n")
    if not question:
        refuse(line, "The question does not stand first as `# …?`.")
        return None, problems
    skipped = before[: question.end()].count("\n")
    answer, found = read_body(before[question.end() :], path, line + skipped)
    problems += found
    if not found and not answer:
        refuse(line, "The question has no answer.")
    read = [_reading(section, start, refuse) for section, start in sections[1:]]
    readings = tuple(reading for reading in read if reading)
    if not read:
        refuse(line, "No text has a reading.")
    claim = Claim(
        name,
        "".join(_words(head.values.get("theme", ""))),
        _words(head.values.get("seen", [])),
        _words(head.values.get("by", [])),
        question.group(1).strip(),
        answer,
        readings,
        path,
        head.lines,
    )
    return claim, problems


def _check_head(head: Head, name: str, refuse: Refuse) -> None:
    if not NAME.fullmatch(name):
        refuse(0, f"The name {name[:80]!r} will not do.")
    for key, line in head.lines.items():
        if key not in _KEYS:
            refuse(line, f"There is no key {key[:40]!r}; the keys: {', '.join(_KEYS)}.")
    theme = head.values.get("theme", "")
    if not isinstance(theme, str) or not _THEME.fullmatch(theme):
        refuse(head.lines.get("theme", 1), "The `theme` is one word or a few, in small letters.")
    for account in _words(head.values.get("by", [])):
        if not is_account(account):
            refuse(head.lines["by"], messages.ACCOUNT.format(name=repr(account[:60])))


def _words(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _sections(body: str, first: int) -> Iterator[tuple[str, int]]:
    """The body cut before each ``## ``, each piece with the file's line of its start."""
    lines = body.split("\n")
    cuts = [0, *(n for n, line in enumerate(lines) if line.startswith("## ")), len(lines)]
    for start, end in pairwise(cuts):
        yield "\n".join(lines[start:end]), first + start


def _reading(section: str, line: int, say: Refuse) -> Reading | None:
    heading, _newline, rest = section.partition("\n")
    match = _READING.fullmatch(heading)
    if not match:
        say(line, "A reading begins `## text: verdict (value)`.")
        return None
    text, verdict, value = match.groups()
    if verdict not in VERDICTS:
        say(line, f"There is no verdict {verdict!r}; the verdicts: {', '.join(VERDICTS)}.")
    kept = [row for row in rest.split("\n") if row.strip()]
    quoted = [row[1:].strip() for row in kept if row.startswith(">")]
    if not quoted or len(quoted) != len(kept):
        say(line, "A reading holds one quotation and nothing else.")
        return None
    return Reading(text, verdict, value or "", quote_readings("\n".join(quoted)), line)
