"""What heads, bodies, tables and registers may name, and what is said where there is no such thing.

A thing that is there and could not be read has a problem of its own; whoever names it has none.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from edition.library import BIBLIOGRAPHY, REGISTER_OF_TEXTS, Edition
from edition.problems import Code, Problem, problem
from edition.registers import ROLE_KINDS
from edition.tables import GONE
from edition.texts import Text

_SHOWN = 80  # characters of a name
_WHERE = {
    "note": "annotations/notes",
    "passage": "the passages.tsv of each text",
    "note or passage": "annotations/notes, as text/name, or a passage, as text-57",
    "claim": "annotations/claims",
}
"""Of what stands in no register: where the names are seen."""


def numbers(text: Text) -> set[str]:
    """The numbers of a text's passages, those of a table that does not fit the page included."""
    return {*text.numbers, *(row.number for row in text.rows if row.at != GONE)}


def known(edition: Edition, kind: str) -> list[str]:
    """Everything of a kind that was read: a role's, ``node``, or ``note or passage``."""
    if kind in ROLE_KINDS:
        return [record.id for record in edition.records(ROLE_KINDS[kind])]
    if kind == "note":
        return [note.id for text in edition.texts for note in text.notes]
    if kind == "passage":
        return [f"{text.slug}-{number}" for text in edition.texts for number in numbers(text)]
    if kind == "note or passage":
        return known(edition, "note") + known(edition, "passage")
    if kind == "claim":
        return list(edition.claim)
    return list(edition.text if kind == "text" else edition.nodes)


def _homes(kind: str, name: str) -> Iterable[str]:
    """The files, or records of files, without which a thing of that name could not be known."""
    if kind == "note or passage":
        kind = "note" if "/" in name else "passage"
    if kind == "note":
        slug = name.partition("/")[0]
        folder = f"annotations/notes/{slug}"
        return f"annotations/notes/{name}.md", folder, f"{REGISTER_OF_TEXTS}#{slug}"
    if kind == "passage":
        slug = name.rpartition("-")[0]
        table = f"annotations/texts/{slug}/passages.tsv"
        return f"docs/texts/{slug}.md", table, f"{REGISTER_OF_TEXTS}#{slug}"
    if kind == "claim":
        return (f"annotations/claims/{name}.md",)
    return (f"{_register(kind)}#{name}",)


def _register(kind: str) -> str:
    """The file of the register that holds the records of a kind."""
    name = {"text": "texts", "node": "descent", **ROLE_KINDS}[kind]
    return f"annotations/registers/{name}.toml"


def missing(
    edition: Edition, path: str, line: int, kind: str, name: str, called: str = ""
) -> Iterator[Problem]:
    """The problem of a name that nothing has."""
    names = known(edition, kind)
    if name in names or any(edition.is_broken(home) for home in _homes(kind, name)):
        return
    shown = name[:_SHOWN]
    near = tuple(get_close_matches(name, names, 3, 0.5))
    message = f"There is no {called or kind} {shown!r}."
    wanted = "" if near else f"Name one of those in {_WHERE.get(kind) or _register(kind)}."
    yield problem(
        Code.target_missing,
        path,
        line,
        message,
        looked_for=shown,
        nearest=near,
        instruction=wanted,
    )


def missing_work(edition: Edition, path: str, line: int, key: str) -> Iterator[Problem]:
    """The problem of a key that the bibliography lacks."""
    if key in edition.works or edition.is_broken(f"{BIBLIOGRAPHY}#{key}"):
        return
    shown = key[:_SHOWN]
    near = tuple(get_close_matches(key, list(edition.works), 3, 0.5))
    message = f"The bibliography has no key {shown!r}."
    yield problem(Code.citation_missing, path, line, message, looked_for=shown, nearest=near)


def no_text(edition: Edition, slugs: Sequence[str]) -> str:
    """What a command says of the first text that is not there, or if there is none; or nothing."""
    if not edition.texts:
        return "there is no text that can be read: `edition check` says why"
    unknown = next((slug for slug in slugs if slug not in edition.text), None)
    if unknown is None:
        return ""
    near = get_close_matches(unknown.lower(), list(edition.text), 1, 0.5)
    texts = ", ".join(edition.text)
    hint = f"did you mean {near[0]}?" if near else f"the texts: {texts}"
    if edition.is_broken(f"{REGISTER_OF_TEXTS}#{unknown}"):
        hint = "its record cannot be read: `edition check` says why"
    return f"there is no text {unknown[:_SHOWN]!r}; {hint}"


def no_page(edition: Edition, slugs: Sequence[str]) -> str:
    """What a command says of the first text whose page cannot be read; or nothing."""
    blind = next((slug for slug in slugs if edition.is_broken(edition.text[slug].page.path)), None)
    return f"the page of {blind} cannot be read: `edition check` says why" if blind else ""
