"""Bodies as docutils nodes.

A body's small closed tree is turned into nodes one kind at a time, so that nothing but these
kinds can reach a document.  ``source`` and ``line`` are set on every paragraph and reference:
even another extension's warning then names the note's own file.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.roles import CitationRef

from edition.bodies import CITES, Block, Span

_Element = TypeVar("_Element", bound=nodes.Element)
_EMPHASIS = {"em": nodes.emphasis, "strong": nodes.strong}


class BodyBuilder:
    """Makes nodes for one document and registers the works it cites."""

    def __init__(self, env: BuildEnvironment, document: nodes.document, path: str) -> None:
        self.env, self.document, self.path = env, document, path

    def blocks(self, body: Sequence[Block], *, split_first: bool = False) -> list[nodes.Element]:
        """The body's blocks; ``split_first`` sets the first line apart from the rest."""
        result: list[nodes.Element] = []
        for n, block in enumerate(body):
            node: nodes.Element
            if block.kind == "quote":
                node = nodes.block_quote("", *self.blocks(block.blocks))
            elif split_first and n == 0:
                node = self._split(block)
            else:
                node = nodes.paragraph("", "", *self.spans(block.spans))
            result.append(self._placed(node, block.line))
        return result

    def _split(self, block: Block) -> nodes.paragraph:
        ends = [n for n, span in enumerate(block.spans) if span.kind == "newline"]
        cut = ends[0] if ends else len(block.spans)
        first = nodes.inline("", "", *self.spans(block.spans[:cut]), classes=["first"])
        paragraph = nodes.paragraph("", "", first)
        if block.spans[cut + 1 :]:
            rest = self.spans(block.spans[cut + 1 :])
            paragraph += [nodes.Text(" "), nodes.inline("", "", *rest, classes=["rest"])]
        return paragraph

    def spans(self, spans: Iterable[Span]) -> list[nodes.Node]:
        """Spans as inline nodes."""
        return [self._span(span) for span in spans]

    def _span(self, span: Span) -> nodes.Node:
        if span.kind == "text":
            return nodes.Text(span.text)
        if span.kind == "newline":
            return nodes.Text(" ")
        if span.kind in _EMPHASIS:
            return _EMPHASIS[span.kind]("", "", *self.spans(span.children))
        if span.kind == "link":
            link = nodes.reference("", "", *self.spans(span.children), refuri=span.target)
            return self._placed(link, span.line)
        if span.target in CITES:
            return self.cite(span.text, span.target, span.line)
        return self.xref(span.target, span.text, span.line)

    def xref(self, role: str, target: str, line: int = 0) -> pending_xref:
        """A cross-reference that the domain resolves."""
        node = pending_xref(
            "",
            nodes.inline("", target, classes=["xref", role]),
            refdomain="edition",
            reftype=role,
            reftarget=target,
            refexplicit=False,
            refwarn=True,
            refdoc=self.env.docname,
        )
        return self._placed(node, line)

    def cite(self, content: str, role: str, line: int) -> nodes.Element:
        """A citation, registered as sphinxcontrib-bibtex's own role would register it.

        One that cannot be read, which only a preview meets, stays as it was typed.
        """
        try:
            cited = list(parse_citation_targets(content))
        except (ValueError, RecursionError):
            return nodes.inline("", content)
        node = pending_xref(
            "",
            nodes.inline("", content),
            refdomain="cite",
            reftype=role.partition(":")[2],
            reftarget=content,
            refexplicit=False,
            refwarn=True,
            refdoc=self.env.docname,
        )
        self.document.note_explicit_target(node, node)
        reference = CitationRef(
            citation_ref_id=node["ids"][0],
            docname=self.env.docname,
            line=line,
            targets=cited,
        )
        self.env.get_domain("cite").citation_refs.append(reference)  # type: ignore[attr-defined]
        return self._placed(node, line)

    def _placed(self, node: _Element, line: int) -> _Element:
        node.source, node.line = self.path, line
        return node
