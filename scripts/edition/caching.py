"""What a cached document was made from, so that `edition serve` makes again only what changed.

Sphinx compares times of files and knows nothing of ours.  Each document keeps the digest of the
files that it was read from, and of what it says of others when it is written: the numbers of
their notes, titles, works cited.  The first decides what is read again, the second what is only
written again.  A build that reads everything finds nothing here to do.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from edition.bodies import first_line
from edition.domain import label_of, place_of
from edition.library import BIBLIOGRAPHY, Edition
from edition.loaded import edition_of, root_of
from edition.mentions import mentions

_FOLDERS = ("annotations", "docs/sources", "docs/texts")
_digests: WeakKeyDictionary[Sphinx, dict[str, bytes]] = WeakKeyDictionary()
_anew: WeakKeyDictionary[Sphinx, list[str]] = WeakKeyDictionary()


@dataclass
class Made:
    """What one document was made from."""

    beginnings: set[str] = field(default_factory=set)
    """Of the paths, relative to the root, of the files that it was read from."""
    read: str = ""
    """The digest of these files."""
    named: list[tuple[str, str]] = field(default_factory=list)
    """What it refers to: roles and names."""
    said: str = ""
    """The digest of what it says of them."""


LINES = "lines of notes"
CLAIMED = "claims of notes"
WRITERS = "writers of notes"


def _views(edition: Edition) -> dict[str, object]:
    """What lists take from the notes, under names like those of files: less than the files hold."""
    return {
        LINES: [
            (name, placed.number, placed.quote, placed.note.kind, first_line(placed.note.body))
            for name, placed in edition.note.items()
        ],
        CLAIMED: sorted(mentions(edition).notes_of_claim.items()),
        WRITERS: [note.head.by for text in edition.texts for note in text.notes],
    }


def files_of(app: Sphinx) -> dict[str, bytes]:
    """The digest of all that a document may be read from; taken once an application."""
    if app not in _digests:
        root = root_of(app)
        found = [path for name in _FOLDERS for path in sorted((root / name).rglob("*"))]
        _digests[app] = {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).digest()
            for path in [*found, root / BIBLIOGRAPHY]
            if path.is_file() and not path.is_symlink()
        }
        for name, view in _views(edition_of(app)).items():
            _digests[app][name] = hashlib.sha256(repr(view).encode()).digest()
    return _digests[app]


def digest(files: dict[str, bytes], beginnings: Iterable[str]) -> str:
    """Of all files whose paths begin so, names and contents."""
    chosen = hashlib.sha256()
    wanted = tuple(beginnings)
    for name, content in files.items():
        if name.startswith(wanted):
            chosen.update(name.encode() + content)
    return chosen.hexdigest()


def made_of(env: BuildEnvironment) -> dict[str, Made]:
    """What each document was made from; it is kept with the domain."""
    made: dict[str, Made] = env.get_domain("edition").data["made"]
    return made


def note_reads(env: BuildEnvironment, beginnings: Sequence[str]) -> None:
    """Note that the document being read is made from these files, too."""
    made = made_of(env).setdefault(env.docname, Made())
    made.beginnings.update(beginnings)
    made.read = digest(files_of(env._app), made.beginnings)


def _note_names(app: Sphinx, document: nodes.document) -> None:
    """Note what a document that was read refers to."""
    found = [n for n in document.findall(pending_xref) if n.get("refdomain") == "edition"]
    made = made_of(app.env).setdefault(app.env.docname, Made())
    made.named = sorted({(node["reftype"], node["reftarget"]) for node in found})


def _outdated(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """The documents whose files have changed."""
    files = files_of(app)
    return [
        docname
        for docname, made in made_of(env).items()
        if docname not in removed
        and made.beginnings
        and made.read != digest(files, made.beginnings)
    ]


def _updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents that say something else of others than when they were last written."""
    edition = edition_of(app)
    cites = env.get_domain("cite")
    cited = sorted(
        (reference.docname, target.key)
        for reference in cites.citation_refs  # type: ignore[attr-defined]
        for target in reference.targets
    )
    lists = {key.docname for key in cites.bibliographies}  # type: ignore[attr-defined]
    titles = [(text.slug, text.record.title) for text in edition.texts]
    everywhere = (edition.settings, titles, files_of(app).get(BIBLIOGRAPHY), sorted(env.found_docs))
    changed = []
    for docname in sorted(env.found_docs):
        made = made_of(env).setdefault(docname, Made())
        said = (
            everywhere,
            [_said(edition, docname, role, name) for role, name in made.named],
            _referring(edition, docname),
            cited if docname in lists else (),
        )
        before, made.said = made.said, hashlib.sha256(repr(said).encode()).hexdigest()
        if before != made.said:
            changed.append(docname)
    _anew[app] = changed
    return changed


def is_made_anew(app: Sphinx, docname: str) -> bool:
    """Whether a document was read in this build, or says something else than before."""
    return docname in _anew.get(app, ())


def _said(edition: Edition, docname: str, role: str, name: str) -> tuple[object, ...]:
    place = place_of(edition, role, name)
    return (role, name, place, label_of(edition, role, name, docname) if place else "")


def _referring(edition: Edition, docname: str) -> list[tuple[object, ...]]:
    """What the page of a text says of the notes that refer to its own."""
    return [
        (
            name,
            *(_said(edition, docname, "note", other) for other in mentions(edition).notes_to[name]),
        )
        for name in edition.note
        if docname == f"texts/{edition.note[name].note.text}"
    ]


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("doctree-read", _note_names)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _updated)
