"""The cases of ``fixtures/hostile``: reading them and laying them over an edition.

A case is a table of a TOML file.  What it holds: ``body`` (a note's words), with ``quote`` and
``head`` where they are not the usual ones, or ``note`` (a whole note), at ``at``; ``files`` (whole
files), ``append`` and ``edit`` (what is added to, or replaced in, files of the valid edition);
``link`` and ``pipe``.  A list in place of a string is a recipe: strings, ``[string, times]``, and
tables for bytes that are no text (``hex``) and runs that grow (``rising``, ``stairs``).

What is expected: ``refused`` (codes, with a line of the note or a place) or ``harmless`` (words
that must be read in what is built, and nothing of them as mark-up; ``tabled`` where they stand in
a table).
"""

import os
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent / "fixtures"
QUOTE = "> a pitcher"
HEAD = ("type: gloss", "certainty: low", "by: editors")
CANARY = "wellington-boots-4711"
"""What stands in the file outside of every edition and may stand in nothing built."""


@dataclass(frozen=True)
class Case:
    """One hostile thing."""

    name: str
    file: str
    """The stem of the file it stands in."""
    says: dict[str, Any]

    @property
    def at(self) -> bytes:
        """The path of its note, as the file system has it."""
        return filled(self.says.get("at", f"annotations/notes/crow/{self.name}.md"))

    @property
    def is_harmless(self) -> bool:
        """Whether it is let pass and rendered, and not refused."""
        return "harmless" in self.says

    def lay(self, root: Path, outside: Path) -> None:
        """Put it into the edition in ``root``; ``outside`` is a file that it may name."""
        for place, content in self._files():
            path = os.path.join(os.fsencode(root), place)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(named(content, outside))
        for name, content in self.says.get("append", {}).items():
            with (root / name).open("ab") as file:
                file.write(named(filled(content), outside))
        for name, (old, new) in self.says.get("edit", {}).items():
            before = (root / name).read_text("utf-8")
            assert old in before, f"{self.name}: nothing to replace in {name}"
            after = before.replace(old, named(new.encode(), outside).decode(), 1)
            (root / name).write_text(after, "utf-8")
        for name, target in self.says.get("link", {}).items():
            (root / name).symlink_to(named(target.encode(), outside).decode())
        if "pipe" in self.says:
            os.mkfifo(root / self.says["pipe"])

    def _files(self) -> Iterator[tuple[bytes, bytes]]:
        if "note" in self.says:
            yield self.at, filled(self.says["note"])
        elif "body" in self.says or "quote" in self.says:
            yield self.at, self._note()
        for name, content in self.says.get("files", {}).items():
            yield name.encode(), filled(content)

    def _note(self) -> bytes:
        head = self.says.get("head", HEAD)
        lines = head if all(isinstance(line, str) for line in head) else [filled(head)]
        quote, body = self.says.get("quote", QUOTE), self.says.get("body", "")
        written = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
        inner = b"---\n%b\n---\n\n%b\n\n%b" % (written, filled(quote), filled(body))
        return inner if inner.endswith(b"\n") else inner + b"\n"


def filled(content: Any) -> bytes:
    """The bytes of a string, or of a recipe: pieces one after another."""
    return b"".join(map(_piece, [content] if isinstance(content, str) else content))


def _piece(piece: Any) -> bytes:
    if isinstance(piece, str):
        return piece.encode()
    if isinstance(piece, list):
        text, times = piece
        return str(text).encode() * times
    if "hex" in piece:
        return bytes.fromhex(piece["hex"])
    if "rising" in piece:
        return b" ".join(piece["rising"].encode() * n for n in range(1, piece["to"] + 1))
    return b"".join(b"  " * n + piece["stairs"].encode() + b"\n" for n in range(piece["to"]))


def named(content: bytes, outside: Path) -> bytes:
    """With the names of the outside file and its folder filled in."""
    content = content.replace(b"@OUTSIDE-FOLDER@", str(outside.parent).encode())
    return content.replace(b"@OUTSIDE@", str(outside).encode())


def cases() -> list[Case]:
    """Every case, file by file; a name that stands twice would hide one."""
    found: dict[str, Case] = {}
    for path in sorted((FIXTURES / "hostile").glob("*.toml")):
        for name, says in tomllib.loads(path.read_text("utf-8")).items():
            assert name not in found, name
            found[name] = Case(name, path.stem, says)
    return list(found.values())


def small_edition(folder: Path) -> Path:
    """A copy of the valid edition with a page for every list."""
    shutil.copytree(FIXTURES / "valid", folder)
    shutil.copytree(FIXTURES / "hostile/edition", folder, dirs_exist_ok=True)
    return folder


def sentinel(folder: Path) -> Path:
    """A file outside of every edition."""
    folder.mkdir(exist_ok=True)
    path = folder / "outside.md"
    path.write_text(f"---\ntype: gloss\n---\n{CANARY}\n", "utf-8")
    return path


def with_all(cases: list[Case], work: Path) -> Path:
    """The small edition with these cases in it, in a folder of its own."""
    root, outside = small_edition(work / "fables"), sentinel(work / "outside")
    for case in cases:
        case.lay(root, outside)
    return root
