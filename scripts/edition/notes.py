"""Notes: the one model of their heads, and how a file becomes a record.

:class:`NoteHead` is the single definition from which the record, the JSON schema, the table of the
contributing page, the issue form and the browser's dialog are made.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from edition import messages
from edition.bodies import Block, plain, read_body
from edition.heads import Head, read_head
from edition.models import near_keys
from edition.problems import Code, Problem, problem
from edition.quotes import normalised
from edition.templates import COMMENTS, PLACEHOLDERS
from edition.vocabulary import ASPECTS, CERTAINTIES, TYPE

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_NAME = 60
_LONGEST_PROPOSAL = 40  # characters of a name made from words
ACCOUNT = r"(?:editors|anonymous|[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38})"
"""The pattern of an account; the browser's dialog has it, too."""


def is_name(name: str) -> bool:
    """Whether a note may be called so."""
    return bool(NAME.fullmatch(name)) and len(name) <= LONGEST_NAME


def name_of(words: str) -> str:
    """Words as a note's name, cut between two of them; empty without a Latin letter or digit.

    The browser's dialog has the same rule: ``tests/corpus/notes.json`` holds both to it.
    """
    plain = unicodedata.normalize("NFKD", normalised(words)).lower()
    plain = re.sub("['`]", "", plain.encode("ascii", "ignore").decode())
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) > _LONGEST_PROPOSAL:
        name = name[: _LONGEST_PROPOSAL + 1].rpartition("-")[0] or name[:_LONGEST_PROPOSAL]
    return name


def is_account(name: str) -> bool:
    """Whether somebody may be credited by that name."""
    return bool(re.fullmatch(ACCOUNT, name))


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]
# The vocabulary is a table; pydantic wants a type, and a test holds the two together.
TypeName = Literal[
    "textual",
    "misattribution",
    "anachronism",
    "error",
    "disputed",
    "unsupported",
    "misleading",
    "conflict",
    "parallel",
    "gloss",
]
Certainty = Literal["high", "medium", "low"]
Aspect = Literal[
    "",
    "date",
    "calendar",
    "place",
    "person",
    "office",
    "number",
    "thing",
    "sequence",
    "cause",
    "quotation",
    "event",
]


class NoteHead(BaseModel):
    """The head of a note."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: TypeName = Field(description="What kind of note it is: the first type that fits.")
    certainty: Certainty = Field(description="How sure its first line is.")
    by: Words = Field(description="Who wrote it: accounts on the forge, editors or anonymous.")
    aspect: Aspect = Field("", description="What an error is in; required there, and only there.")
    claim: str = Field("", description="The claim it hangs on.")
    see: Words = Field((), description="Other notes and passages: feud/pickax, thread-203.")
    seen: Words = Field((), description="Keys of the works cited whose passage was read.")
    occurrence: Annotated[int, Field(ge=1, le=999)] = Field(
        1, description="Which occurrence of the quote is meant, where it stands more than once."
    )


@dataclass(frozen=True)
class Note:
    """One editorial annotation."""

    text: str
    """The slug of its text."""
    name: str
    head: NoteHead
    quotes: tuple[str, ...]
    """The quote in the readings to try in turn: as typed, then as Markdown reads it."""
    body: tuple[Block, ...]
    path: str
    quote_line: int
    lines: dict[str, int]
    """The line of each key of the head."""

    @property
    def id(self) -> str:
        """Its name in references: ``feud/pickax``."""
        return f"{self.text}/{self.name}"

    @property
    def anchor(self) -> str:
        """Its address on the page of its text: ``note-feud-pickax``."""
        return f"note-{self.text}-{self.name}"

    @property
    def kind(self) -> str:
        """Its type, aspect and certainty in words; of high certainty nothing is said."""
        words = self.head.type + (f" of {self.head.aspect}" if self.head.aspect else "")
        is_sure = self.head.certainty == "high"
        return words if is_sure else f"{words}, {self.head.certainty} certainty"

    @property
    def family(self) -> str:
        """The family of its type."""
        return TYPE[self.head.type].family


def read_note(text: str, path: str, slug: str) -> tuple[Note | None, list[Problem]]:
    """Read a note's file; ``path`` is relative to the root."""
    name = path.rpartition("/")[2].removesuffix(".md")
    problems = []
    if not is_name(name):
        problems.append(problem(Code.note_name, path, 0, f"The name {name[:80]!r} will not do."))
    head, found = read_head(text, path)
    problems += found
    if found:
        return None, problems
    record, found = read_record(head, path)
    problems += found
    quote, rest, quote_line, rest_line = split_quote(head)
    if not quote:
        problems.append(problem(Code.quote_none, path, quote_line, messages.QUOTE_NONE))
    body, found = read_body(rest, path, rest_line)
    problems += found
    if not found and not any(block.kind == "paragraph" for block in body):
        problems.append(problem(Code.note_empty, path, rest_line, messages.NOTE_EMPTY))
    problems += _placeholders(text, path)
    if record is None or not quote or not body or not is_name(name):
        return None, problems
    note = Note(slug, name, record, quote_readings(quote), body, path, quote_line, head.lines)
    return note, problems


def _placeholders(text: str, path: str) -> list[Problem]:
    return [
        problem(Code.head_placeholder, path, number, f"The example {word!r} is still there.")
        for number, line in enumerate(text.split("\n"), 1)
        for word in PLACEHOLDERS
        if word in line
    ]


def split_quote(head: Head) -> tuple[str, str, int, int]:
    """The first block quotation without its marks, the rest, and the file's line of each."""
    lines = head.body.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    end = start
    while end < len(lines) and lines[end].startswith(">"):
        end += 1
    quote = "\n".join(line[1:].removeprefix(" ") for line in lines[start:end])
    return quote, "\n".join(lines[end:]), head.body_line + start, head.body_line + end


def quote_readings(quote: str) -> tuple[str, ...]:
    """The readings of a quote: as typed (copied from the site), then parsed (from the file)."""
    blocks, problems = read_body(quote, "")
    parsed = " ".join(plain(block.spans) for block in blocks)
    return (quote,) if problems or parsed == quote else (quote, parsed)


def read_record(head: Head, path: str) -> tuple[NoteHead | None, list[Problem]]:
    """The record of a head, or what is wrong with it, each at the line of its key."""
    try:
        record = NoteHead.model_validate(head.values)
    except ValidationError as error:
        odd = near_keys(error, list(NoteHead.model_fields))
        return None, [
            _told(dict(item), head, path, odd)
            for item in error.errors()
            if item["type"] != "missing" or item["loc"][0] not in odd.values()
        ]
    problems = []
    if (record.type == "error") != bool(record.aspect):
        line = head.lines.get("aspect", head.lines.get("type", 1))
        message = f"The type is {record.type}, the aspect {record.aspect or 'missing'}."
        problems.append(
            problem(
                Code.head_aspect,
                path,
                line,
                message,
                instruction=f"{Code.head_aspect.instruction} The aspects: {', '.join(ASPECTS)}.",
            )
        )
    for account in record.by or ("",):
        if not is_account(account):
            message = messages.ACCOUNT.format(name=repr(account[:60]))
            line, wanted = head.lines.get("by", 1), f"Name {COMMENTS['by']}."
            problems.append(problem(Code.head_value, path, line, message, instruction=wanted))
    return record, problems


_FORMS = {
    "claim": "Name one claim, as in `claim: weapon`.",
    "occurrence": "Write a number from 1, as in `occurrence: 2`.",
}
"""Of the keys whose values are no closed list: how one looks."""


def _told(error: dict[str, object], head: Head, path: str, odd: Mapping[str, str]) -> Problem:
    """One of pydantic's errors in our own words."""
    location = error["loc"]
    assert isinstance(location, tuple)
    key = str(location[0])
    line = head.lines.get(key, 1)
    if error["type"] == "extra_forbidden":
        return problem(
            Code.head_key,
            path,
            line,
            f"There is no key {key[:40]!r}.",
            nearest=(odd[key],) if odd[key] else (),
            instruction=f"The keys: {', '.join(NoteHead.model_fields)}.",
        )
    if error["type"] == "missing":
        wanted = f"Add a line `{key}: …` to the head: {COMMENTS[key]}."
        return problem(Code.head_key, path, 1, f"The key `{key}` is missing.", instruction=wanted)
    value = head.values.get(key)
    shown = value if isinstance(value, str) else ", ".join(value or ())
    message = f"`{key}` cannot be {shown[:60]!r}."
    return problem(
        Code.head_value,
        path,
        line,
        message,
        nearest=tuple(get_close_matches(shown.lower(), terms(key), 2, 0.5)),
        instruction=f"One of: {', '.join(terms(key))}." if terms(key) else _FORMS.get(key, ""),
    )


def terms(key: str) -> Sequence[str]:
    """The values a key may take, where they are a closed list."""
    lists = {"type": tuple(TYPE), "certainty": CERTAINTIES, "aspect": ASPECTS}
    return lists.get(key, ())
