"""Asking at a terminal: a line, one of a list, yes or no, and words in an editor."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from edition import printing

_EDITORS = ("sensible-editor", "nano", "vi", "notepad")


def is_possible() -> bool:
    """Whether somebody sits there who could answer."""
    return sys.stdin.isatty()


def line(question: str, default: str, refused: Callable[[str], str]) -> str:
    """A line; an empty one means the default, and ``refused`` says why another will not do."""
    while True:
        answer = input(f"{question} [{default}]: ").strip() or default
        reason = refused(answer)
        if not reason:
            return answer
        printing.say(f"  {reason}\n")


def one_of(question: str, terms: Sequence[tuple[str, str]]) -> str:
    """One of a list of terms, each with its explanation, by number, name or its beginning."""
    width = max(len(term) for term, _meaning in terms)
    for number, (term, meaning) in enumerate(terms, 1):
        printing.say(f"  {number:2} {term:{width}}  {meaning}".rstrip() + "\n")
    while True:
        answer = input(f"{question}: ").strip().lower()
        numbers = {str(number): term for number, (term, _meaning) in enumerate(terms, 1)}
        names = [term for term, _meaning in terms]
        if answer in numbers:
            return numbers[answer]
        fitting = [name for name in names if name == answer] or [
            name for name in names if answer and name.startswith(answer)
        ]
        if len(fitting) == 1:
            return fitting[0]
        printing.say(f"  One of these: its number or its name ({', '.join(names)}).\n")


def yes(question: str) -> bool:
    """Yes or no; an empty line means yes."""
    return input(f"{question} [Y/n]: ").strip().lower() in ("", "y", "yes")


def several_lines(question: str) -> str:
    """Lines up to an empty one."""
    printing.say(f"{question}\n")
    lines = []
    while answer := input("> ").strip():
        lines.append(answer)
    return "\n".join(lines)


def editor() -> list[str]:
    """The command of the editor: ``$VISUAL``, ``$EDITOR`` or one that is there; may be empty."""
    for name in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(name, "").strip():
            return shlex.split(chosen, posix=os.name != "nt")
    return [found] if (found := next(filter(None, map(shutil.which, _EDITORS)), "")) else []


def edited(path: Path) -> str:
    """Open a file in the editor and return, once that is closed, what the file holds.

    Raises OSError where the editor does not start, and ValueError where it fails or the file is
    not UTF-8 afterwards.
    """
    done = subprocess.run([*editor(), str(path)], check=False)
    if done.returncode:
        raise ValueError(f"the editor ended with status {done.returncode}")
    text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")
