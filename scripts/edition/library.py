"""Reading a whole edition: every file into records, and everything that is wrong with them.

Only reading: what the records say of each other is checked in :mod:`edition.checks`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from edition.bibliography import WorkCited, keys, read_bibliography
from edition.bodies import Block, read_body
from edition.claims import Claim, read_claim
from edition.evidence import Entry, Item, read_evidence, read_log
from edition.files import LONGEST_RECORD, LONGEST_TABLE, is_linked, read_text, relative, unreadable
from edition.notes import Note, read_note
from edition.pages import Page, read_page
from edition.problems import Code, Problem, problem
from edition.registers import REGISTERS, TextRecord, ids, read_register, read_toml
from edition.settings import Settings
from edition.spans import Placed, PlacedEmendation, placed_emendations, placed_notes
from edition.tables import read_emendations, read_passages
from edition.texts import Text

BIBLIOGRAPHY = "docs/references.bib"
REGISTER_OF_TEXTS = "annotations/registers/texts.toml"
_Made = TypeVar("_Made")
_TEXT_FILES = ("emendations.tsv", "passages.tsv", "head.md", "log.md")
_TOP = ("README.md", "schema.json")
_FOLDERS = ("claims", "evidence")  # read file by file; those of the texts are looked through here


@dataclass(frozen=True, eq=False)
class Edition:
    """An edition as its files have it."""

    settings: Settings
    texts: tuple[Text, ...]
    claims: tuple[Claim, ...]
    registers: dict[str, dict[str, list[Any]]] = field(repr=False)
    evidence: dict[str, tuple[Item, ...]] = field(repr=False)
    works: dict[str, WorkCited] = field(repr=False)
    broken: frozenset[str] = frozenset()
    """What is there, or must be, and has a problem: paths; of a file of many records, ``path#id``
    for each that was not read, if the file itself could be."""

    def is_broken(self, place: str) -> bool:
        """Whether a file, or the record ``path#id``, is there and could not be read as it is."""
        return place in self.broken or place.partition("#")[0] in self.broken

    @cached_property
    def text(self) -> dict[str, Text]:
        """The texts by slug."""
        return {text.slug: text for text in self.texts}

    @cached_property
    def placed(self) -> dict[str, tuple[Placed, ...]]:
        """The notes of each text in the order of reading."""
        return {text.slug: placed_notes(text) for text in self.texts}

    @cached_property
    def note(self) -> dict[str, Placed]:
        """The placed notes by id."""
        return {item.note.id: item for notes in self.placed.values() for item in notes}

    @cached_property
    def emendations(self) -> dict[str, tuple[PlacedEmendation, ...]]:
        """The emendations of each text in their places."""
        return {text.slug: placed_emendations(text) for text in self.texts}

    @cached_property
    def passages(self) -> dict[str, tuple[str, int]]:
        """For each passage id its text's slug and its index."""
        return {
            text.passage_id(index): (text.slug, index)
            for text in self.texts
            for index in range(len(text.page.passages))
        }

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """The claims by name."""
        return {claim.name: claim for claim in self.claims}

    def records(self, register: str) -> list[Any]:
        """All records of a register that have one table."""
        return [record for rows in self.registers.get(register, {}).values() for record in rows]

    @cached_property
    def nodes(self) -> dict[str, Any]:
        """The nodes of descent by id."""
        return {node.id: node for node in self.registers.get("descent", {}).get("node", [])}

    @cached_property
    def works_read(self) -> frozenset[str]:
        """Keys of works of which a passage or an abstract was read."""
        return frozenset(
            key
            for key, items in self.evidence.items()
            if any(item.how in ("read", "abstract") for item in items)
        )


def load(settings: Settings) -> tuple[Edition, list[Problem]]:
    """Read the edition; every problem of reading comes back with it."""
    reader = _Reader(settings.root)
    registers = reader.registers()
    texts = tuple(reader.text(record) for record in registers["texts"]["text"])
    reader.strays({text.slug for text in texts})
    edition = Edition(
        settings,
        texts,
        reader.claims(),
        registers,
        reader.evidence(),
        reader.bibliography(),
        reader.broken(),
    )
    return edition, reader.problems


@lru_cache(maxsize=10_000)
def _made(read: Callable[..., _Made], *given: str) -> _Made:
    """What a reader makes of the words of a file: a build reads an edition more than once."""
    return read(*given)


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.annotations = root / "annotations"
        self.problems: list[Problem] = []
        self.unread: dict[str, set[str]] = {}
        """Of each file of many records that could be read: the records that could not."""

    def broken(self) -> frozenset[str]:
        """See :attr:`Edition.broken`."""
        files = {found.path for found in self.problems} - self.unread.keys()
        records = {f"{path}#{name}" for path, names in self.unread.items() for name in names}
        return frozenset(files | records)

    def _read(self, path: Path, *, required: str = "", longest: int = LONGEST_RECORD) -> str | None:
        """The text of a file; a missing one is a problem only if ``required`` says what it is."""
        if not path.exists() and not path.is_symlink():
            if required:
                message = f"There is no file here; it holds {required}."
                name = relative(path, self.root)
                self.problems.append(problem(Code.file_missing, name, 0, message))
            return None
        text, problems = read_text(path, self.root, longest)
        self.problems += problems
        return text

    def _keep(self, result: tuple[Any, list[Problem]]) -> Any:
        self.problems += result[1]
        return result[0]

    def _files(self, folder: Path) -> Iterator[Path]:
        """The plain Markdown files of a folder, sorted; anything else in it is a problem."""
        is_ours = folder.is_dir() and not is_linked(folder, self.root)
        for path in sorted(folder.iterdir()) if is_ours else ():
            if path.suffix == ".md" and not path.is_dir():
                yield path
            else:
                self._stray(path)

    def _stray(self, path: Path) -> None:
        name = relative(path, self.root)
        what = "folder" if path.is_dir() and not path.is_symlink() else "file"
        wanted = ""
        if path.suffix == ".md":
            wanted = "A note stands in annotations/notes and the folder of its text."
        elif path.suffix.lower() in (".md", ".markdown", ".txt"):
            wanted = f"If it is a note or a claim, name it {path.stem}.md."
        message = f"No such {what} belongs here."
        self.problems.append(problem(Code.file_stray, name, 0, message, instruction=wanted))

    def registers(self) -> dict[str, dict[str, list[Any]]]:
        """All registers; only that of the texts must be there."""
        result = {}
        for name, tables in REGISTERS.items():
            path = self.annotations / "registers" / f"{name}.toml"
            place = relative(path, self.root)
            text = self._read(path, required="the texts" if name == "texts" else "")
            content, problems = read_toml(text or "", place)
            self.problems += problems
            result[name] = self._keep(read_register(content, text or "", place, tables))
            if text is not None and not problems:
                read = {getattr(row, "id", "") for rows in result[name].values() for row in rows}
                self.unread[place] = ids(content) - read
        self._refuse_no_text(result["texts"]["text"])
        return result

    def _refuse_no_text(self, texts: list[TextRecord]) -> None:
        """Where no record names a text, nothing is known of any."""
        if texts or self.unread.get(REGISTER_OF_TEXTS) != set():
            return
        del self.unread[REGISTER_OF_TEXTS]
        if all(found.path != REGISTER_OF_TEXTS for found in self.problems):
            told = problem(
                Code.register_form,
                REGISTER_OF_TEXTS,
                0,
                "The register holds no text.",
                instruction="Begin a record with [[text]] and give it an id.",
            )
            self.problems.append(told)

    def text(self, record: TextRecord) -> Text:
        """One text with its tables, head-note, log and notes."""
        slug = record.id
        folder = self.annotations / "texts" / slug
        source_path = self.root / "docs" / "sources" / f"{slug}.txt"
        source = self._source(source_path, record)
        page_path = self.root / "docs" / "texts" / f"{slug}.md"
        name = relative(page_path, self.root)
        content = self._read(page_path, required=f"the page of {slug}", longest=LONGEST_TABLE)
        page = _made(read_page, content, name) if content else Page(name, (), ())
        self.problems += page.problems
        if content is not None and not page.passages:
            self.problems.append(
                problem(
                    Code.page_source,
                    name,
                    1,
                    f"The page is empty; it holds the words of {slug}.",
                    instruction="Restore the page.",
                )
            )
        return Text(
            record,
            source,
            page,
            tuple(self._table(folder / "emendations.tsv", read_emendations)),
            tuple(self._table(folder / "passages.tsv", read_passages)),
            self._body(folder / "head.md"),
            self._log(folder / "log.md"),
            tuple(self._notes(slug)),
        )

    def _source(self, path: Path, record: TextRecord) -> str:
        if is_linked(path, self.root) or not path.is_file():
            message = f"There is no file here; it holds the source of {record.id}, byte for byte."
            name = relative(path, self.root)
            self.problems.append(problem(Code.file_missing, name, 0, message))
            return ""
        try:
            data = path.read_bytes()
        except PermissionError:
            self.problems.append(unreadable(relative(path, self.root)))
            return ""
        if sha256(data).hexdigest() != record.sha256:
            message = "The source has not the SHA-256 that its register records."
            name = relative(path, self.root)
            self.problems.append(problem(Code.source_hash, name, 0, message))
        return data.decode("utf-8", "replace")

    def _table(self, path: Path, read: Any) -> Any:
        wanted = "a table that `edition record` writes"
        text = self._read(path, required=wanted, longest=LONGEST_TABLE)
        return self._keep(read(text, relative(path, self.root))) if text is not None else ()

    def _body(self, path: Path) -> tuple[Block, ...]:
        text = self._read(path)
        blocks: tuple[Block, ...] = self._keep(read_body(text or "", relative(path, self.root)))
        return blocks

    def _log(self, path: Path) -> tuple[Entry, ...]:
        text = self._read(path)
        entries: tuple[Entry, ...] = self._keep(read_log(text or "", relative(path, self.root)))
        return entries

    def _notes(self, slug: str) -> Iterator[Note]:
        for path in self._files(self.annotations / "notes" / slug):
            text, problems = read_text(path, self.root)
            self.problems += problems
            if text is not None:
                note = self._keep(_made(read_note, text, relative(path, self.root), slug))
                if note:
                    yield note

    def claims(self) -> tuple[Claim, ...]:
        """All claims by name."""
        found = []
        for path in self._files(self.annotations / "claims"):
            text = self._read(path)
            if text is not None:
                claim = self._keep(_made(read_claim, text, relative(path, self.root)))
                if claim:
                    found.append(claim)
        return tuple(found)

    def evidence(self) -> dict[str, tuple[Item, ...]]:
        """What was read, by key of the work."""
        found = {}
        for path in self._files(self.annotations / "evidence"):
            text = self._read(path)
            if text is not None:
                found[path.stem] = self._keep(_made(read_evidence, text, relative(path, self.root)))
        return found

    def bibliography(self) -> dict[str, WorkCited]:
        """The entries by key."""
        path = self.root / BIBLIOGRAPHY
        text = self._read(path, required="the works cited", longest=LONGEST_TABLE)
        works: dict[str, WorkCited] = self._keep(read_bibliography(text or "", BIBLIOGRAPHY))
        if text is not None:
            self.unread[BIBLIOGRAPHY] = keys(text) - works.keys()
        return works

    def strays(self, slugs: set[str]) -> None:
        """Whatever lies in ``annotations`` and is none of what the edition knows."""
        for path in sorted(self.annotations.iterdir()) if self.annotations.is_dir() else ():
            if path.is_symlink() or (path.name not in _TOP and not path.is_dir()):
                self._stray(path)
            elif path.name == "registers":
                self._strays_in(path, {f"{name}.toml" for name in REGISTERS})
            elif path.name in ("notes", "texts"):
                self._text_folders(path, slugs)
            elif path.name not in (*_FOLDERS, *_TOP):
                self._stray(path)

    def _text_folders(self, folder: Path, slugs: set[str]) -> None:
        unread = self.unread.get(REGISTER_OF_TEXTS)  # None where nothing is known of any text
        for path in sorted(folder.iterdir()):
            is_plain = path.is_dir() and not path.is_symlink()
            if is_plain and (unread is None or path.name in unread):
                continue
            if path.name in slugs and not is_plain:
                self._stray(path)
            elif path.name not in slugs:
                name = relative(path, self.root)
                texts = ", ".join(sorted(slugs))
                message = f"There is no text {path.name!r}; the texts: {texts}."
                if path.suffix == ".md":
                    message = f"The note is in no text's folder; the texts: {texts}."
                self.problems.append(problem(Code.note_text, name, 0, message))
            elif folder.name == "texts":
                self._strays_in(path, set(_TEXT_FILES))

    def _strays_in(self, folder: Path, known: set[str]) -> None:
        for path in sorted(folder.iterdir()):
            if path.name not in known or path.is_dir():
                self._stray(path)
