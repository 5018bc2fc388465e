"""A document as a part of the book: a text with its editorial page, or a chapter."""

from docutils import nodes

from edition.pdf.blocks import plain
from edition.pdf.calls import Code, body, call, strings
from edition.pdf.escape import string
from edition.pdf.tables import Tables


class Writer(Tables):
    """Writes one whole document."""

    def part(self, doctree: nodes.document) -> Code:
        """The document: every text begins on a recto, every chapter on a new page."""
        section = doctree.next_node(nodes.section)
        if section is None:
            return self.convert(doctree)
        title = section.next_node(nodes.title)
        assert title is not None
        self.level = 1
        self.book.written.add(f"{self.docname}:")
        rest = [child for child in section.children if child is not title]
        rest += [child for child in doctree.children if child is not section]
        if title.get("passage"):
            return self.text(title, rest)
        marks = self.book.marks(self.docname, [*section["ids"], *title["ids"]])
        small = "true" if self.docname.startswith("apparatus/") else None
        return [
            call(
                "chapter",
                string(plain(title)),
                body(self.all(rest)),
                marks=strings([f"{self.docname}:", *marks]),
                small=small,
            )
        ]

    def text(self, title: nodes.title, rest: list[nodes.Node]) -> Code:
        """A text: head-note and facts on a recto, overleaf its own words from the headline on."""
        slug = string(self.docname.rsplit("/", 1)[-1])
        head = [node for node in rest if _is(node, "head-note")]
        facts = [node for node in rest if _is(node, "provenance")]
        words = [node for node in rest if node not in head and node not in facts]
        opener = call(
            "opener",
            slug,
            string(plain(title)),
            body(self.all(head)),
            body(self.all(facts)),
            marks=strings([f"{self.docname}:"]),
        )
        code = [self.heading(title, "2", string(plain(title)), outlined=False), *self.all(words)]
        return [opener, call("the-text", slug, body(code))]


def _is(node: nodes.Node, kind: str) -> bool:
    return isinstance(node, nodes.container) and kind in node["classes"]
