"""The domain ``edition``: texts, passages, notes, claims and register entries as objects.

Other projects reach them through intersphinx.  What exists is what the edition's files say; the
only state is what each document was made from (:mod:`edition.caching`).
"""

from collections.abc import Iterator, Set
from typing import Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from edition.bodies import TARGETS
from edition.library import Edition
from edition.loaded import edition_of
from edition.registers import ROLE_KINDS

CONCORDANCE = "apparatus/concordance"


def place_of(edition: Edition, role: str, name: str) -> tuple[str, str] | None:
    """The document and the anchor of what a role names, or None."""
    if role == "text" and name in edition.text:
        return f"texts/{name}", ""
    if role == "passage" and name in edition.passages:
        return f"texts/{edition.passages[name][0]}", name
    if role == "note" and name in edition.note:
        note = edition.note[name].note
        return f"texts/{note.text}", note.anchor
    if role == "claim" and name in edition.claim:
        return CONCORDANCE, f"claim-{name}"
    if role in ROLE_KINDS and any(r.id == name for r in edition.records(ROLE_KINDS[role])):
        return f"apparatus/{ROLE_KINDS[role]}", f"{role}-{name}"
    return None


def label_of(edition: Edition, role: str, name: str, docname: str = "") -> str:
    """The words of a cross-reference as seen from ``docname``."""
    if role == "text":
        return edition.text[name].record.title
    if role == "passage":
        slug, index = edition.passages[name]
        return f"{slug} {edition.text[slug].numbers[index]}"
    if role == "note":
        placed = edition.note[name]
        # on the front page each card speaks of its own text
        is_at_home = docname in (f"texts/{placed.note.text}", "index")
        return f"{'' if is_at_home else placed.note.text + ', '}note {placed.number}"
    if role == "claim":
        return edition.claim[name].question
    record = next(r for r in edition.records(ROLE_KINDS[role]) if r.id == name)
    return in_order_of_speech(record.name) if role == "person" else str(record.name)


def in_order_of_speech(name: str) -> str:
    """``Mercader, Ramón`` as one says it."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


class EditionDomain(Domain):
    """Roles and objects of an edition."""

    name = "edition"
    label = "Edition"
    object_types = {role: ObjType(role, role) for role in TARGETS}  # noqa: RUF012
    roles = {role: XRefRole(warn_dangling=True) for role in TARGETS}  # noqa: RUF012
    initial_data: ClassVar[dict[str, object]] = {"made": {}}

    @property
    def _edition(self) -> Edition:
        return edition_of(self.env._app)

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """The reference to what a role names, in the words of the edition."""
        place = place_of(self._edition, typ, target)
        if place is None:
            return None
        words = contnode.astext()
        if not node.get("refexplicit"):
            words = label_of(self._edition, typ, target, fromdocname)
        content = nodes.Text(words)
        reference = make_refnode(builder, fromdocname, place[0], place[1], content)
        reference["classes"].append(typ)
        return reference

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Whatever of the edition has that name."""
        found = []
        for role in TARGETS:
            reference = self.resolve_xref(env, fromdocname, builder, role, target, node, contnode)
            if reference is not None:
                found.append((f"edition:{role}", reference))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every object with its place."""
        edition = self._edition
        names: list[tuple[str, str]] = [("text", slug) for slug in edition.text]
        names += [("passage", name) for name in edition.passages]
        names += [("note", name) for name in edition.note]
        names += [("claim", name) for name in edition.claim]
        names += [(r, x.id) for r, kind in ROLE_KINDS.items() for x in edition.records(kind)]
        for role, name in names:
            place = place_of(edition, role, name)
            if place is not None and place[0] in self.env.all_docs:
                yield name, label_of(edition, role, name), role, place[0], place[1], 1

    def clear_doc(self, docname: str) -> None:
        """Forget what a document was made from."""
        self.data["made"].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in docnames:
            if docname in otherdata["made"]:
                self.data["made"][docname] = otherdata["made"][docname]


def setup(app: Sphinx) -> None:
    """Add the domain."""
    app.add_domain(EditionDomain)
