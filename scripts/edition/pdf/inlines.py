"""Inline nodes as Typst: words, emphasis, links and the markers of notes."""

from typing import Any

from docutils import nodes

from edition.pdf.calls import Code, body, call
from edition.pdf.escape import flowing, string
from edition.pdf.notes import Notes

# What a reference of one of these classes leads to is looked up in the book: its page is given.
_PAGED = {"note", "passage", "claim"}
# In these a page number at every reference would be noise; passages are how one finds the way.
_COLUMNS = (nodes.entry, nodes.definition_list, nodes.field_list, nodes.list_item)


class Inlines(Notes):
    """Inline nodes; each method yields the expressions for one node."""

    def on_text(self, node: nodes.Text) -> Code:
        """Words."""
        return flowing(node.astext(), ours=not self.inside_passage)

    def on_inline(self, node: nodes.Element) -> Code:
        """Words of a kind that print does not show; a mark and an emendation are such."""
        return self.children(node)

    on_abbreviation = on_acronym = on_generated = on_pending_xref = on_number_reference = on_inline
    on_passthroughtextelement = on_inline

    def on_omission(self, node: nodes.Element) -> Code:
        """Nothing: the page prints what it reads."""
        return []

    def on_emphasis(self, node: nodes.Element) -> Code:
        """Italics."""
        return [call("emph", body(self.children(node)))]

    on_literal_emphasis = on_title_reference = on_emphasis

    def on_strong(self, node: nodes.Element) -> Code:
        """Bold."""
        return [call("strong", body(self.children(node)))]

    on_literal_strong = on_strong

    def on_literal(self, node: nodes.Element) -> Code:
        """Words of a computer."""
        return [call("code", string(node.astext()))]

    def on_superscript(self, node: nodes.Element) -> Code:
        """Raised."""
        return [call("super", body(self.children(node)))]

    def on_subscript(self, node: nodes.Element) -> Code:
        """Lowered."""
        return [call("sub", body(self.children(node)))]

    def on_raw(self, node: nodes.Element) -> Code:
        """Of raw matter only MyST's hard line break is known."""
        is_break = node.get("format") == "latex" and node.astext().strip() == "\\\\"
        return ["linebreak()"] if is_break else []

    def on_target(self, node: nodes.Element) -> Code:
        """An anchor, and its words if it has any."""
        return self.children(node)

    def on_reference(self, node: nodes.Element) -> Code:
        """A link: into the book with its page, to a page left out by its address, or outward."""
        words = self.children(node)
        uri = node.get("refuri", "")
        if not words or not (uri or node.get("refid")):
            return words
        if uri and not uri.startswith("%"):
            return [call("link", string(uri), body(words))]
        label = f"{self.docname}:{node['refid']}" if not uri else uri[1:].replace("#", ":", 1)
        label = label if ":" in label else label + ":"
        if label in self.book.anchors:
            return [call(self.kind_of_link(node), string(label), body(words))]
        return self.outside(node, label, words)

    def outside(self, node: nodes.Element, label: str, words: Code) -> Code:
        """A link to a page the book leaves out, or to nothing."""
        docname, _, anchor = label.partition(":")
        if docname in self.book.docnames:
            self.warn(f"a link to {anchor!r}, which {docname} does not have", node)
            return words
        if not self.site:
            return words
        address = f"{self.site}{docname}.html" + (f"#{anchor}" if anchor else "")
        return [call("link", string(address), body(words))]

    def kind_of_link(self, node: nodes.Element) -> str:
        """``to`` prints the page of the place, ``ref`` does not."""
        if not _PAGED.intersection(_classes(node)):
            return "ref"
        above: Any = node.parent
        while above is not None:
            if isinstance(above, _COLUMNS):
                return "ref"
            above = above.parent
        return "to"


def _classes(node: nodes.Element) -> set[str]:
    """The classes of a reference, which Sphinx may have left on its one child."""
    found = set(node["classes"])
    for child in node.children:
        if isinstance(child, nodes.Element):
            found.update(child["classes"])
    return found
