"""Tables as Typst, with a header row: readers who listen need one."""

from docutils import nodes

from edition.pdf.blocks import Blocks
from edition.pdf.calls import Code, array, body, call


class Tables(Blocks):
    """The nodes of a table."""

    def on_table(self, node: nodes.Element) -> Code:
        """A table; without a header its first row is taken for one."""
        group = next(iter(node.findall(nodes.tgroup)), None)
        if group is None:
            return self.children(node)
        rows = list(node.findall(nodes.row))
        heads = [row for row in rows if isinstance(row.parent, nodes.thead)] or rows[:1]
        title = [child for child in node.children if isinstance(child, nodes.title)]
        widths = [column.get("colwidth", 1) for column in group.findall(nodes.colspec)]
        cells = [self.cell(entry) for row in rows if row not in heads for entry in row.children]
        entries = [entry for row in heads[:1] for entry in row.children]
        head = [body(self.inside(e)) for e in entries if isinstance(e, nodes.Element)]
        return [*self.all(title), call("sheet", columns(widths), array(head), array(cells))]

    def cell(self, node: nodes.Node) -> str:
        """One cell, as many columns and rows as it spans."""
        assert isinstance(node, nodes.Element)
        across, down = node.get("morecols", 0), node.get("morerows", 0)
        words = body(self.inside(node))
        if not across and not down:
            return words
        return call("table.cell", words, colspan=str(across + 1), rowspan=str(down + 1))


def columns(widths: list[int] | list[str]) -> str:
    """Shares of the width; a column of one share in a hundred or "auto" is as wide as its words."""
    return array("auto" if width == "auto" else f"{width}fr" for width in widths)
