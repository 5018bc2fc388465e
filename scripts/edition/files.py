"""Reading files that strangers may have written.

Links are not followed, sizes are bounded, and what is not UTF-8 or cannot be seen is refused.
"""

import re
import unicodedata
from pathlib import Path

from edition.problems import Code, Problem, problem

LONGEST_NOTE = 16_000
LONGEST_TABLE = 4_000_000
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def relative(path: Path, root: Path) -> str:
    """The path as problems name it: from the root, with slashes."""
    return path.relative_to(root).as_posix()


def is_linked(path: Path, root: Path) -> bool:
    """Whether the path, or a folder between it and the root, is a symbolic link."""
    inside = [folder for folder in path.parents if root in folder.parents]
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
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [problem(Code.file_encoding, name, line, "The file is not UTF-8.")]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text, _unseen(text, name)


def _unseen(text: str, name: str) -> list[Problem]:
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        match = _UNSEEN.search(line)
        if match:
            character = match.group()
            title = unicodedata.name(character, "a control character")
            message = f"The line holds U+{ord(character):04X} ({title}), which cannot be seen."
            problems.append(
                problem(Code.character, name, number, message, column=match.start() + 1)
            )
    return problems
