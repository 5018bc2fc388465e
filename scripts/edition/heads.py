"""The head of a note or a claim: lines between two ``---``, read strictly.

The head is YAML, but only what cannot be mis-read of it: a mapping of bare strings and flat
lists of them.  Anchors, aliases, tags and keys given twice are refused; ``by: 007`` stays a
string.  PyYAML's event stream is read, so nothing is ever constructed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from edition.files import told_unseen, unseen
from edition.problems import Code, Problem, problem

_KEY = re.compile(r"[^\s:]+\s*:(?:\s+(?![@`%])|$)")  # with which characters no value may begin
_LONGEST = 4000  # characters of a head; a fair one has a few hundred


@dataclass(frozen=True)
class Head:
    """What a head says, with the line of each key."""

    values: dict[str, str | list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body_line: int = 1
    """The line of the file at which the body begins."""
    body: str = ""


def read_head(text: str, path: str) -> tuple[Head, list[Problem]]:
    """Split a file into its head and its body; everything wrong with the head is told."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        what = "does not begin with `---`" if text.strip() else "is empty"
        return Head(), [problem(Code.head_missing, path, 1, f"The file {what}.")]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return Head(), [problem(Code.head_missing, path, 1, "The head has no closing `---`.")]
    raw = "\n".join(lines[1:end])
    head = Head(body_line=end + 2, body="\n".join(lines[end + 1 :]))
    if len(raw) > _LONGEST:
        message = f"The head has {len(raw)} characters."
        return head, [problem(Code.head_syntax, path, 1, message)]
    problems = _fill(head, raw, path)
    return head, problems


def _fill(head: Head, raw: str, path: str) -> list[Problem]:
    problems: list[Problem] = []

    def line_of(mark: Any) -> int:
        """YAML counts more characters as line ends than a file has; the head begins on line 2."""
        return raw.count("\n", 0, mark.index) + 2 if mark else 2

    def refuse(message: str, line: int) -> None:
        problems.append(problem(Code.head_syntax, path, line, message))

    try:
        events = list(yaml.parse(raw, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        line = _blamed(raw) or line_of(getattr(error, "problem_mark", None))
        shown = raw.split("\n")[line - 2][:60]
        has_mark = re.search(r":\s+[@`%]", shown)
        wanted = "No value begins so: an account stands without its @." if has_mark else ""
        message = f"Not understood: {shown!r}."
        return [problem(Code.head_syntax, path, line, message, instruction=wanted)]
    inner = events[2:-2]
    if not inner:
        refuse("The head is empty.", 1)
        return problems
    for event in inner:
        odd = _oddity(event)
        if odd:
            refuse(f"The head holds {odd}.", line_of(event.start_mark))
        elif match := unseen(getattr(event, "value", "")):
            problems.append(told_unseen(match, path, line_of(event.start_mark)))
    if problems:
        return problems
    if not isinstance(inner[0], yaml.MappingStartEvent) or len(events) != len(inner) + 4:
        refuse("The head is no list of `key: value` lines.", 2)
        return problems
    _read_mapping(head, inner[1:-1], line_of, refuse)
    return problems


def _blamed(raw: str) -> int:
    """The line of the first row that is no `key: value` and no part of a list; 0 for none.

    YAML often stumbles only over the row behind it.
    """
    for line, row in enumerate(raw.split("\n"), 2):
        if row.strip() and row[0] not in " \t#-[]" and not _KEY.match(row):
            return line
    return 0


def _oddity(event: yaml.Event) -> str:
    if isinstance(event, yaml.AliasEvent):
        return "an alias (*)"
    if getattr(event, "anchor", None):
        return "an anchor (&)"
    if getattr(event, "tag", None):
        return "a tag (!)"
    if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
        return "a block of text"
    return ""


def _read_mapping(
    head: Head,
    events: list[yaml.Event],
    line_of: Callable[[Any], int],
    say: Callable[[str, int], None],
) -> None:
    """Fill the head from the events inside its mapping."""
    n = 0
    while n < len(events):
        key = events[n]
        line = line_of(key.start_mark)
        if not isinstance(key, yaml.ScalarEvent):
            say("A key of the head is no word.", line)
            return
        value, n = _value(events, n + 1)
        if value is None:
            say(f"The value of `{key.value}` is neither a word nor a flat list.", line)
            return
        if key.value in head.values:
            say(f"The key `{key.value}` stands twice.", line)
        head.values[key.value] = value
        head.lines[key.value] = line


def _value(events: list[yaml.Event], n: int) -> tuple[str | list[str] | None, int]:
    event = events[n]
    if isinstance(event, yaml.ScalarEvent):
        return event.value, n + 1
    if not isinstance(event, yaml.SequenceStartEvent):
        return None, n
    items: list[str] = []
    n += 1
    while isinstance(item := events[n], yaml.ScalarEvent):
        items.append(item.value)
        n += 1
    return (items, n + 1) if isinstance(events[n], yaml.SequenceEndEvent) else (None, n)
