"""An edition as a plain Sphinx project: the same texts, the notes as MyST footnotes, under Furo.

What somebody would write by hand who has no machinery of ours: no passage numbers, no marks on
the quoted words, no second state.  So where the two differ in weight, it is never in our favour
because something was left out there that we need as well.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from edition.bodies import CITES, Block, Span
from edition.domain import label_of, place_of
from edition.library import BIBLIOGRAPHY, Edition
from edition.provenance import facts
from edition.spans import Placed
from edition.texts import Text

CONF = """\
project = {title!r}
author = {editors!r}
language = {language!r}
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"
html_theme = "furo"
smartquotes = False  # the texts keep the quotation marks they have
"""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_PREFIX = re.compile(r"[\s>]*(?:(?:#+|\d+[.)]|[-*+])\s+)?")


def write(edition: Edition, folder: Path) -> None:
    """Write the project into a folder that is not there yet."""
    settings = edition.settings
    folder.mkdir()
    conf = CONF.format(title=settings.title, editors=settings.editors, language=settings.language)
    (folder / "conf.py").write_text(conf, "utf-8")
    (folder / "references.bib").write_bytes((settings.root / BIBLIOGRAPHY).read_bytes())
    tree = "\n".join(["```{toctree}", *edition.text, "bibliography", "```"])
    (folder / "index.md").write_text(f"# {settings.title}\n\n{tree}\n", "utf-8")
    bibliography = "# Bibliography\n\n```{bibliography}\n:cited:\n```\n"
    (folder / "bibliography.md").write_text(bibliography, "utf-8")
    for slug, text in edition.text.items():
        (folder / f"{slug}.md").write_text(page(edition, text), "utf-8")


def page(edition: Edition, text: Text) -> str:
    """A text's page: what stands before it, its words with the references, its notes."""
    markdown = (edition.settings.root / text.page.path).read_text("utf-8")
    placed = edition.placed[text.slug]
    for note in reversed(placed):
        at = position(markdown, text, note)
        markdown = f"{markdown[:at]}[^{note.note.name}]{markdown[at:]}"
    title, _, rest = markdown.partition("\n")
    notes = [footnote(edition, note) for note in placed]
    front = [*blocks(edition, text.head), provenance(text)]
    return "\n\n".join([title, *front, rest.strip("\n"), *notes]) + "\n"


def position(markdown: str, text: Text, note: Placed) -> int:
    """Where in the page's Markdown a note's quote ends."""
    span = note.spans[-1]
    passage = text.page.passages[span.passage]
    lines = markdown.split("\n")
    at = sum(len(line) + 1 for line in lines[: passage.line - 1])
    at += len(_PREFIX.match(lines[passage.line - 1])[0])  # type: ignore[index]
    for character in "".join(passage.text[: span.end].split()):
        at = markdown.index(character, at) + 1  # what lies between is white space or mark-up
    return at


def footnote(edition: Edition, placed: Placed) -> str:
    """A note with its kind before it and what it refers to behind it, as ours has them."""
    note = placed.note
    first, *others = blocks(edition, note.body)
    parts = [f"[^{note.name}]: **{note.kind}** {first}", *others]
    see = [link(edition, "note" if "/" in name else "passage", name) for name in note.head.see]
    if note.head.claim:
        see.append(link(edition, "claim", note.head.claim))
    if see:
        parts.append(f"See {', '.join(see)}.")
    return "\n\n".join(parts).replace("\n", "\n    ")


def provenance(text: Text) -> str:
    """What is known of where the text comes from."""
    rows = [[part.astext() for part in item.children] for item in facts(text)]
    return "\n".join(f"- {name}: {escaped(value)}" for name, value in rows)


def blocks(edition: Edition, body: Iterable[Block]) -> list[str]:
    """The blocks of a body as Markdown."""
    result = []
    for block in body:
        inner = "\n\n".join(blocks(edition, block.blocks))
        quoted = "> " + inner.replace("\n", "\n> ")
        result.append(quoted if block.kind == "quote" else spans(edition, block.spans))
    return result


def spans(edition: Edition, line: Sequence[Span]) -> str:
    """The spans of a body as Markdown."""
    return "".join(_span(edition, span) for span in line)


def _span(edition: Edition, span: Span) -> str:
    if span.kind == "newline":
        return "\n"
    if span.kind == "role":
        is_cited = span.target in CITES
        return (
            f"{{{span.target}}}`{span.text}`" if is_cited else link(edition, span.target, span.text)
        )
    inner = escaped(span.text) + spans(edition, span.children)
    if span.kind == "link":
        return f"[{inner}](<{span.target}>)"
    mark = {"em": "*", "strong": "**"}.get(span.kind, "")
    return f"{mark}{inner}{mark}"


def link(edition: Edition, role: str, name: str) -> str:
    """The words of a cross-reference, which lead to a page where the plain project has one."""
    words = escaped(label_of(edition, role, name))
    folder, _, page = (place_of(edition, role, name) or ("", ""))[0].rpartition("/")
    return f"[{words}]({page}.md)" if folder == "texts" else words


def escaped(words: str) -> str:
    """Words that Markdown takes for nothing else."""
    return _PUNCTUATION.sub(r"\\\1", words)
