"""Registers: texts, people, organisations, places, works, events and lines of descent.

Each is a TOML file of tables; each kind has one frozen model, read strictly.
"""

import re
import tomllib
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from edition.addresses import is_web_address
from edition.files import unseen
from edition.models import near_keys
from edition.problems import Code, Problem, problem

Cert = Literal["high", "medium", "low"]


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text or unseen(text):
        raise ValueError("it holds a line end, a tab or a character that cannot be seen")
    return text


def _web(text: str) -> str:
    if text and not is_web_address(text):
        raise ValueError("it is no address that begins with http:// or https://")
    return text


Words = Annotated[str, AfterValidator(_one_line)]
Address = Annotated[str, AfterValidator(_web)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)


class TextRecord(_Record):
    """One of the texts: its provenance."""

    title: Words
    author: Words = ""
    """The name alone, for citations; empty where none is known."""
    authorship: Words = ""
    """What else is to be said of who wrote it."""
    site: Words = ""
    address: Address = ""
    published: Words = ""
    captured: Words = ""
    evidence: Words = ""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    rights: Words
    complete: bool = False
    siglum: Words = Field("", max_length=11)


class _Named(_Record):
    name: Words
    forms: tuple[Words, ...] = ()
    line: Words = ""
    identifier: Words = ""
    passages: tuple[Words, ...] = ()


class Person(_Named):
    """A person named in the texts."""

    born: Words = ""
    died: Words = ""


class Organisation(_Named):
    """A body of people."""

    founded: Words = ""
    dissolved: Words = ""


class Place(_Named):
    """A place, with its coordinates where they are known."""

    coordinates: tuple[Finite, Finite] | None = None


class Work(_Named):
    """A book, article, film or the like; ``entry`` is its key in the bibliography."""

    date: Words = ""
    entry: Words = ""


class Event(_Named):
    """An event; ``claim`` names the claim that settles it."""

    date: Words = ""
    claim: Words = ""


class Node(_Record):
    """A text, an ancestor, or the origin of fragments."""

    name: Words
    kind: Literal["text", "ancestor", "origin"]
    url: Address = ""
    evidence: Words = ""
    cert: Cert = "medium"
    siglum: Words = Field("", max_length=11)


class Edge(BaseModel):
    """One line of descent."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    source: Words = Field(alias="from")
    target: Words = Field(alias="to")
    kind: Words
    evidence: Words = ""
    cert: Cert = "medium"


REGISTERS: dict[str, dict[str, type[BaseModel]]] = {
    "texts": {"text": TextRecord},
    "people": {"person": Person},
    "organisations": {"organisation": Organisation},
    "places": {"place": Place},
    "works": {"work": Work},
    "events": {"event": Event},
    "descent": {"node": Node, "edge": Edge},
}
"""For each file the tables it may hold."""

ROLE_KINDS = {
    "person": "people",
    "org": "organisations",
    "place": "places",
    "work": "works",
    "event": "events",
}
"""For each role the register it points into."""


_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


def read_toml(text: str, path: str) -> tuple[dict[str, Any], list[Problem]]:
    """The tables of a register's file as TOML has them; nothing where it is none."""
    try:
        return tomllib.loads(text), []
    except (ValueError, RecursionError) as error:  # a number too long, arrays too deep
        told = str(error)
        found = _LINE.search(told)
        message = f"Not understood: {_LINE.sub('', told)}."
        wanted = 'Write it as TOML: `key = "words"`, lists in square brackets.'
        line = int(found[1]) if found else 0
        return {}, [problem(Code.register_form, path, line, message, instruction=wanted)]


def ids(content: dict[str, Any]) -> set[str]:
    """The ids that a register gives, whether the records can be read or not."""
    rows = [row for table in content.values() if isinstance(table, list) for row in table]
    return {str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row}


def read_register(
    content: dict[str, Any], text: str, path: str, tables: dict[str, type[BaseModel]]
) -> tuple[dict[str, list[Any]], list[Problem]]:
    """Read a register: for each of its tables the records, and everything wrong with it."""
    records: dict[str, list[Any]] = {name: [] for name in tables}
    problems = []
    for name, rows in content.items():
        if name not in tables or not isinstance(rows, list):
            message = f"There is no table [[{name}]] here; the tables: {', '.join(tables)}."
            problems.append(problem(Code.register_form, path, _line(text, name), message))
            continue
        for row in rows:
            try:
                records[name].append(tables[name].model_validate(row))
            except ValidationError as error:
                problems += _told(error, tables[name], row, text, path)
    problems += _doubles(records, text, path)
    return records, problems


def _told(
    error: ValidationError, model: type[BaseModel], row: Any, text: str, path: str
) -> list[Problem]:
    """Pydantic's errors in our own words; a key that is misspelt is not missed as well."""
    name = str(row.get("id", "")) if isinstance(row, dict) else ""
    line = _line(text, f'"{name}"') if name else 0
    known = [field.alias or key for key, field in model.model_fields.items()]
    odd = near_keys(error, known)
    problems = []
    for item in error.errors():
        key = ".".join(map(str, item["loc"]))
        if item["type"] == "missing" and key in odd.values():
            continue
        message = f"Record {name!r}, {key}: {_lower(item['msg'])}."
        more: dict[str, Any] = {}
        if item["type"] == "extra_forbidden":
            message = f"Record {name!r} has a key {key[:40]!r}, which is none."
            more = {"instruction": f"The keys: {', '.join(known)}."}
            more |= {"nearest": (odd[key],)} if odd.get(key) else {}
        elif item["type"] == "missing":
            message = f"Record {name!r} has no {key}."
        problems.append(problem(Code.register_form, path, line, message, **more))
    return problems


def _lower(message: str) -> str:
    return message.lower().removeprefix("value error, ")


def _doubles(records: dict[str, list[Any]], text: str, path: str) -> list[Problem]:
    problems, seen = [], set()
    for rows in records.values():
        for record in rows:
            name = getattr(record, "id", None)
            if name in seen:
                message = f"The id {name!r} stands twice."
                problems.append(problem(Code.register_form, path, _line(text, str(name)), message))
            if name:
                seen.add(name)
    return problems


def _line(text: str, word: str) -> int:
    at = text.find(word)
    return text.count("\n", 0, at) + 1 if at >= 0 else 0
