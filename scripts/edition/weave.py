"""The one weave: notes and emendations go into the doctree of a text page.

Both are spans of passages.  Each text leaf is cut at all span ends; its pieces are wrapped flat,
``mark(emendation(Text))``.  Notes become docutils footnotes, so that every builder carries them.
"""

import itertools
from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.bodies import targets
from edition.caching import note_reads
from edition.doctrees import BodyBuilder
from edition.emendations import Emendation
from edition.kinds import kind_of
from edition.library import Edition
from edition.loaded import edition_of
from edition.nodes import emendation, mark, omission, provenance
from edition.provenance import facts
from edition.spans import Placed, PlacedEmendation
from edition.texts import Text
from edition.words import SPACES

FOLDER = "texts/"
READS = (
    "annotations/notes/{slug}/",
    "annotations/texts/{slug}/",
    "annotations/registers/",
    "docs/sources/{slug}.txt",
    "docs/texts/{slug}.md",
)
_INLINE_MARKUP = (nodes.reference, nodes.emphasis, nodes.strong, mark, emendation)


class UnlikePassagesError(Exception):
    """A page's doctree does not read what the page reader reads: a fault of ours."""


class Weave(SphinxTransform):
    """Weaves what stands off a text into its page."""

    # Before MyST sorts footnotes (618) and docutils numbers them (620); after MyST has resolved
    # nothing that we touch.
    default_priority = 600

    def apply(self, **_options: object) -> None:
        """Weave, if the document is the page of a text."""
        docname = self.env.docname
        edition = edition_of(self.env._app)
        slug = docname.removeprefix(FOLDER)
        if docname.startswith(FOLDER) and slug in edition.text:
            note_reads(self.env, [pattern.format(slug=slug) for pattern in READS])
            page = _Page(self, edition, edition.text[slug])
            if page.reads_alike():
                page.weave()
            page.front()


class _Leaf:
    """A text node of a passage and the run of the reading text that it holds."""

    def __init__(self, node: nodes.Text, start: int, offsets: Sequence[int]) -> None:
        self.node, self.start = node, start
        self.offsets = offsets
        """For each character of the reading text in it, and its end, its place in the node."""

    @property
    def end(self) -> int:
        return self.start + len(self.offsets) - 1


class _Page:
    def __init__(self, transform: Weave, edition: Edition, text: Text) -> None:
        self.document, self.edition, self.text = transform.document, edition, text
        self.env = transform.env
        self.placed = edition.placed[text.slug]
        self.emended = edition.emendations[text.slug]
        self.blocks = list(_blocks(self.document))

    def reads_alike(self) -> bool:
        """Whether the doctree reads as the page reader does.

        A page with a problem of its own (which only a preview meets) may not, and stays unwoven;
        any other that does not raises UnlikePassagesError.
        """
        read = ["".join(_read(leaf) for leaf in _leaves(block)) for block in self.blocks]
        wanted = [passage.text for passage in self.text.page.passages]
        if read == wanted:
            return True
        if self.text.page.problems:
            return False
        unlike = next((pair for pair in zip(read, wanted, strict=False) if pair[0] != pair[1]), "")
        raise UnlikePassagesError(f"{self.text.slug}: {len(read)} blocks, {len(wanted)}; {unlike}")

    def weave(self) -> None:
        cuts = self._cuts()
        for index, block in enumerate(self.blocks):
            self._number(block, index)
            for leaf in _leaves(block):
                self._cut(leaf, index, cuts[index])
            self._omit(block, index)
        for placed in self.placed:
            self._refer(placed)
        self._append_notes()

    # ---- passages ----

    def _number(self, block: nodes.Element, index: int) -> None:
        name = self.text.passage_id(index)
        block["passage"], block["number"] = name, self.text.numbers[index]
        origin, cert = self.text.origins.get(block["number"], ("", ""))
        node = self.edition.nodes.get(origin)
        if node is not None:
            block["origin"], block["cert"] = origin, cert
            block["siglum"] = node.siglum or node.name[:11]
        holder = block.parent if isinstance(block, nodes.title) else block
        # Insert before Sphinx collects the contents (850): they and the search link to it.
        holder["ids"].insert(0, name)
        self.document.ids[name] = holder

    # ---- cutting ----

    def _cuts(self) -> list[set[int]]:
        cuts: list[set[int]] = [set() for _ in self.text.page.passages]
        spans = [span for note in self.placed for span in note.spans]
        spans += [span for line in self.emended for span in line.spans]
        for span in spans:
            cuts[span.passage] |= {span.start, span.end}
        return cuts

    def _cut(self, leaf: _Leaf, index: int, cuts: set[int]) -> None:
        inside = sorted(at for at in cuts if leaf.start < at < leaf.end)
        ends = [leaf.start, *inside, leaf.end]
        source = leaf.node.astext()
        places = [0, *(leaf.offsets[at - leaf.start] for at in inside), len(source)]
        pieces: list[nodes.Node] = []
        for (start, end), (a, b) in zip(_pairs(ends), _pairs(places), strict=True):
            pieces.append(self._wrapped(source[a:b], index, start, end))
        leaf.node.parent.replace(leaf.node, pieces)

    def _wrapped(self, words: str, index: int, start: int, end: int) -> nodes.Node:
        node: nodes.Node = nodes.Text(words)
        for item in self.emended:
            if _covers(item, index, start, end):
                node = self._emended(item, index, start, node)
        notes = [p.note.id for p in self._by_start() if _covers(p, index, start, end)]
        if notes:
            node = mark("", "", node, notes=notes)
        return node

    def _by_start(self) -> list[Placed]:
        return sorted(self.placed, key=lambda p: (p.spans[0], p.number))

    def _emended(
        self, item: PlacedEmendation, index: int, start: int, inner: nodes.Node
    ) -> emendation:
        """An emendation over several leaves keeps its source words on its first piece."""
        is_first = item.spans[0].passage == index and item.spans[0].start == start
        node = emendation("", "", inner, **_told(item.emendation))
        if not is_first:
            node["source"] = ""
            node["classes"].append("continued")
        return node

    def _omit(self, block: nodes.Element, index: int) -> None:
        """Put the omissions of a passage in: at its start, its end or between two words."""
        here = [
            item
            for item in self.emended
            if not item.emendation.page and item.spans[0].passage == index
        ]
        at_start = 0
        for item in here:
            node = omission("", "", **_told(item.emendation))
            at = item.spans[0].start
            if at == 0:
                block.insert(at_start, node)
                at_start += 1
            elif at >= len(self.text.page.passages[index].text):
                block.append(node)
            else:
                _insert_at(block, at, node)

    # ---- notes ----

    def _refer(self, placed: Placed) -> None:
        """Put the reference behind the last piece of the quote, outside inline mark-up."""
        note = placed.note
        pieces = [m for m in self.document.findall(mark) if note.id in m["notes"]]
        last: nodes.Element = pieces[-1]
        while isinstance(last.parent, nodes.reference) or (
            isinstance(last.parent, _INLINE_MARKUP) and last.parent[-1] is last
        ):
            last = last.parent
        reference = nodes.footnote_reference(
            "", auto=1, refname=note.anchor, note=note.id, type=note.head.type
        )
        reference["ids"].append(f"ref-{note.text}-{note.name}")
        self.document.ids[reference["ids"][0]] = reference
        at = last.parent.index(last) + 1
        while at < len(last.parent) and isinstance(last.parent[at], nodes.footnote_reference):
            at += 1
        last.parent.insert(at, reference)
        self.document.note_footnote_ref(reference)
        self.document.note_autofootnote_ref(reference)

    def _append_notes(self) -> None:
        for placed in self.placed:
            footnote = self._footnote(placed)
            self.document.append(footnote)
            self.document.note_autofootnote(footnote)
            self.document.note_explicit_target(footnote, footnote)

    def _footnote(self, placed: Placed) -> nodes.footnote:
        note, head = placed.note, placed.note.head
        builder = BodyBuilder(self.env, self.document, note.path)
        footnote = nodes.footnote(
            "",
            *builder.blocks(note.body, split_first=True),
            auto=1,
            names=[note.anchor],
            ids=[note.anchor],
            note=note.id,
            type=head.type,
            cert=head.certainty,
            aspect=head.aspect,
            family=note.family,
            lemma=placed.quote,
            passage=self.text.passage_id(placed.spans[-1].passage),
            by=list(head.by),
            claim=head.claim,
            file=note.path,
        )
        footnote.source, footnote.line = note.path, note.quote_line
        footnote += _see(builder, placed, self.edition)
        return footnote

    # ---- head-note and provenance ----

    def front(self) -> None:
        """Put the head-note and the provenance behind the title."""
        place: nodes.Element = self.document
        at = 0
        if self.blocks:
            place = self.blocks[0].parent
            at = place.index(self.blocks[0]) + 1
        path = f"annotations/texts/{self.text.slug}/head.md"
        builder = BodyBuilder(self.env, self.document, path)
        told = provenance("", facts(self.text), classes=["provenance"])
        head = nodes.container("", *builder.blocks(self.text.head), classes=["head-note"])
        place.insert(at, [head, told] if self.text.head else [told])


def _see(builder: BodyBuilder, placed: Placed, edition: Edition) -> list[nodes.Element]:
    """A last line with the claim and the places the head names, where the body names them not."""
    head = placed.note.head
    named = {name for _role, name, _line in targets(placed.note.body)}
    links: list[nodes.Node] = []
    for name in head.see:
        if name not in named:
            role = "note" if "/" in name else "passage"
            links += [nodes.Text(", " if links else "See "), builder.xref(role, name)]
    if head.claim and head.claim not in named:
        start = "; claim: " if links else "Claim: "
        links += [nodes.Text(start), builder.xref("claim", head.claim)]
    return [nodes.paragraph("", "", *links, nodes.Text("."), classes=["see"])] if links else []


def _told(line: Emendation) -> dict[str, object]:
    return {
        "source": line.shown_source,
        "kind": kind_of(line),
        "at": line.at,
        "reason": line.reason,
    }


def _covers(item: Placed | PlacedEmendation, index: int, start: int, end: int) -> bool:
    return any(s.passage == index and s.start <= start and end <= s.end for s in item.spans)


def _pairs(ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.pairwise(ends)


def _blocks(document: nodes.document) -> Iterator[nodes.Element]:
    """Titles and paragraphs in order; a repeated heading's hidden message is none of them."""
    for node in document.findall(lambda n: isinstance(n, nodes.title | nodes.paragraph)):
        parent, hidden = node.parent, False
        while parent is not None:
            hidden = hidden or isinstance(parent, nodes.footnote | nodes.system_message)
            parent = parent.parent
        if not hidden:
            assert isinstance(node, nodes.Element)
            yield node


def _leaves(block: nodes.Element) -> list[_Leaf]:
    """The text leaves of a passage, each with its run of the single-spaced reading text."""
    texts = list(block.findall(nodes.Text))
    total = sum(len(node.astext()) for node in texts)
    last = max(
        (n for n, c in enumerate("".join(t.astext() for t in texts)) if c not in SPACES),
        default=total,
    )
    leaves, at, seen, in_space = [], 0, 0, True
    for node in texts:
        offsets = []
        for n, character in enumerate(node.astext()):
            is_space = character in SPACES
            if not (is_space and in_space) and seen + n <= last:
                offsets.append(n)
            in_space = is_space
        seen += len(node.astext())
        leaves.append(_Leaf(node, at, [*offsets, len(node.astext())]))
        at += len(offsets)
    return leaves


def _read(leaf: _Leaf) -> str:
    source = leaf.node.astext()
    return "".join(" " if source[n] in SPACES else source[n] for n in leaf.offsets[:-1])


def _insert_at(block: nodes.Element, at: int, node: nodes.Node) -> None:
    """Insert a node at an offset of the passage where the leaves were cut already."""
    for leaf in _leaves(block):
        if leaf.end == at:
            target: nodes.Element | nodes.Text = leaf.node
            while target.parent is not block and target.parent[-1] is target:
                target = target.parent
            target.parent.insert(target.parent.index(target) + 1, node)
            return
    block.append(node)
