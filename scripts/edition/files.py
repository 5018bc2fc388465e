"""Reading files that strangers may have written.

Links are not followed, sizes are bounded, and what is not UTF-8 or cannot be seen is refused.
"""

import re
import unicodedata
from pathlib import Path

from edition.problems import MOST, Code, Problem, problem

LONGEST_NOTE = 16_000
LONGEST_RECORD = 200_000
LONGEST_TABLE = 4_000_000
# Controls, marks of direction, what Unicode calls default ignorable (but for the soft hyphen, which
# copied words may hold), line separators, private use and what will never be a character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


def relative(path: Path, root: Path) -> str:
    """The path as problems name it: from the root, with slashes."""
    return path.relative_to(root).as_posix()


def is_linked(path: Path, root: Path) -> bool:
    """Whether the path, or a folder between it and the root, is a symbolic link."""
    inside = path.parents[: len(path.parts) - len(root.parts) - 1]
    return any(place.is_symlink() for place in (path, *inside))


def read_text(
    path: Path, root: Path, longest: int = LONGEST_NOTE
) -> tuple[str | None, list[Problem]]:
    """The text of a file with LF line ends, or None; and everything wrong with it as a file."""
    name = relative(path, root)
    if is_linked(path, root) or not path.is_file():
        return None, [problem(Code.file_link, name, 0, "This is no plain file.")]
    size = path.stat().st_size
    if size > longest:
        return None, [problem(Code.file_size, name, 0, f"The file has {size} bytes.")]
    try:
        text = path.read_bytes().decode("utf-8")
    except PermissionError:
        return None, [unreadable(name)]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [problem(Code.file_encoding, name, line, "The file is not UTF-8.")]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text, _unseen_lines(text, name)


def unreadable(name: str) -> Problem:
    """The problem of a file that may not be read."""
    wanted = "Give the right to read it to whoever runs this."
    return problem(Code.file_link, name, 0, "The file may not be read.", instruction=wanted)


def unseen(text: str) -> re.Match[str] | None:
    """The first character that cannot be seen or changes how others are seen."""
    return _UNSEEN.search(text)


def told_unseen(match: re.Match[str], name: str, line: int, *, column: int = 0) -> Problem:
    """The problem of a character that cannot be seen."""
    character = match.group()
    title = unicodedata.name(character, "a control character")
    message = f"The line holds U+{ord(character):04X} ({title}), which cannot be seen."
    return problem(Code.character, name, line, message, column=column)


def _unseen_lines(text: str, name: str) -> list[Problem]:
    found = ((number, unseen(line)) for number, line in enumerate(text.split("\n"), 1))
    lines = [
        told_unseen(match, name, number, column=match.start() + 1)
        for number, match in found
        if match
    ]
    return lines[:MOST]
