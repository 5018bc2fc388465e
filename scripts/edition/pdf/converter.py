"""The walk over a doctree: one method for each kind of node, a warning where there is none."""

from collections.abc import Callable, Iterable

from docutils import nodes

from edition.pdf.book import Book, warn
from edition.pdf.calls import Code, call
from edition.pdf.escape import string

# Nodes that print nothing in any format.
SILENT = frozenset(
    "comment substitution_definition system_message label footnote toctree index transition meta "
    "tabular_col_spec highlightlang colspec start_of_file pending acks docinfo".split()
)


class Converter:
    """Turns the nodes of one document into Typst expressions."""

    def __init__(self, book: Book, docname: str, doctree: nodes.document, site: str = "") -> None:
        self.book = book
        self.docname = docname
        self.site = site
        self.footnotes = {note["ids"][0]: note for note in doctree.findall(nodes.footnote)}
        self.level = 0
        self.passage_key = ""
        self.inside_passage = False
        self.note_depth = 0
        self.in_fragments = any(node.get("siglum") for node in doctree.findall(nodes.paragraph))

    def warn(self, message: str, node: nodes.Node) -> None:
        """A warning at a node."""
        warn(message, node)

    def convert(self, node: nodes.Node) -> Code:
        """The expressions for one node, its anchors first."""
        method = self.method(type(node))
        if method is None:
            self.warn(f"the PDF does not know what to do with <{type(node).__name__}>", node)
            return self.children(node) if isinstance(node, nodes.Element) else []
        code = method(node)
        return self.anchors(node) + code if isinstance(node, nodes.Element) else code

    def anchors(self, node: nodes.Element) -> Code:
        """Targets for those ids of a node that nothing has set yet."""
        marks = self.book.marks(self.docname, node.get("ids", ()))
        return [call("target", string(mark)) for mark in marks]

    def inside(self, node: nodes.Element) -> Code:
        """Anchors and children of a node that is no expression of its own (an item, a cell)."""
        return self.anchors(node) + self.children(node)

    def children(self, node: nodes.Element) -> Code:
        """The expressions for the children of a node."""
        return self.all(node.children)

    def all(self, found: Iterable[nodes.Node]) -> Code:
        """The expressions for several nodes."""
        return [line for node in found for line in self.convert(node)]

    def method(self, kind: type[nodes.Node]) -> Callable[[nodes.Node], Code] | None:
        """The method for a kind of node, or for the nearest kind it derives from."""
        for one in kind.__mro__:
            name = one.__name__.lower()
            if name in SILENT:
                return lambda node: []
            found = getattr(self, f"on_{name}", None)
            if found is not None:
                return found  # type: ignore[no-any-return]
        return None
