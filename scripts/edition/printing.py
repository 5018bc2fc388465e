"""The one printer of problems: for a terminal, for GitHub's annotations, as JSON."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from edition.problems import Problem

_RED, _YELLOW, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_UNSAFE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SHOWN_ON_GITHUB = 10  # what GitHub shows of each level in one step; the rest is in the summary


def in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Problems before remarks, then by file and line."""
    return sorted(problems, key=lambda p: (p.is_remark, p.path, p.line, p.code.label, p.message))


def for_terminal(problems: Sequence[Problem], root: Path, *, colour: bool = False) -> str:
    """Each problem with its place, its line of the file, what is nearest and what to do."""
    paint = _painter(colour)
    return "".join(_block(p, root, paint) + "\n" for p in in_order(problems))


def _painter(colour: bool) -> Callable[[str, str], str]:
    return lambda style, text: f"{style}{text}{_PLAIN}" if colour else text


def _block(item: Problem, root: Path, paint: Callable[[str, str], str]) -> str:
    place = f"{item.path}:{item.line}" if item.line else item.path
    level = "remark" if item.is_remark else "problem"
    style = _YELLOW if item.is_remark else _RED
    lines = [f"{paint(_BOLD, seen(place))}  {paint(style, f'{level} {item.code.label}')}"]
    lines += _excerpt(item, root, paint)
    lines.append(f"  {seen(item.message)}")
    if item.looked_for:
        lines.append(f"  yours:   {seen(item.looked_for)}")
    for near in item.nearest:
        lines.append(f"  nearest: {seen(near)}")
    lines.append(f"  {seen(item.advice)}")
    return "\n".join(lines) + "\n"


def seen(text: str) -> str:
    """Words of a stranger's file on one line, unable to move the cursor or turn the line about.

    Tabs stay: lines to paste hold them.
    """
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", " "))


def _excerpt(item: Problem, root: Path, paint: Callable[[str, str], str]) -> list[str]:
    """The line of the file with carets under what is meant."""
    if not item.line or not item.path.endswith(".md"):
        return []
    try:
        text = (root / item.path).read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[item.line - 1]
    except (OSError, IndexError):
        return []
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    shown = line if len(line) <= 100 else line[:99] + "…"
    start = max(item.column - 1, 0) or len(shown) - len(shown.lstrip("> "))
    start = min(start, len(shown))  # what is meant may lie behind the cut
    width = 1 if item.column else max(len(shown) - start, 1)
    return [paint(_DIM, f"  | {shown}"), paint(_RED, f"  | {' ' * start}{'^' * width}")]


def for_github(problems: Sequence[Problem]) -> str:
    """Workflow commands: at most ten of each level, the last telling how many more there are."""
    lines: list[str] = []
    for level in ("error", "warning"):
        chosen = [p for p in in_order(problems) if p.is_remark == (level == "warning")]
        more = len(chosen) - _SHOWN_ON_GITHUB
        shown = chosen if more <= 0 else _in_turns(chosen)[: _SHOWN_ON_GITHUB - 1]
        lines += [_command(level, p) for p in shown]
        if more > 0:
            rest = f"and {more + 1} more: see the summary"
            lines.append(f"::{level} title=edition check::{_escaped(rest)}")
    return "".join(line + "\n" for line in lines)


def _in_turns(problems: Sequence[Problem]) -> list[Problem]:
    """The first of every file, then the second of every file: no file crowds another out."""
    seen: Counter[str] = Counter()
    turns = []
    for item in problems:
        turns.append((seen[item.path], item))
        seen[item.path] += 1
    return [item for _turn, item in sorted(turns, key=lambda turn: turn[0])]


def _command(level: str, item: Problem) -> str:
    where = f"file={_escaped_property(item.path)}"
    where += f",line={item.line or 1},title={_escaped_property(item.code.label)}"
    message = [item.message, *(f"nearest: {near}" for near in item.nearest), item.advice]
    return f"::{level} {where}::{_escaped(chr(10).join(message))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects, one a problem."""
    rows = [
        {
            "code": p.code.label,
            "level": "remark" if p.is_remark else "problem",
            "path": p.path,
            "line": p.line,
            "column": p.column,
            "message": p.message,
            "looked_for": p.looked_for,
            "nearest": list(p.nearest),
            "instruction": p.advice,
        }
        for p in in_order(problems)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def say(text: str) -> None:
    """Print to standard output, whatever its encoding can hold."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
