"""Notes as real footnotes, each with the number it has in every other format."""

from docutils import nodes

from edition.pdf.calls import Code, body, call, strings
from edition.pdf.converter import Converter
from edition.pdf.escape import flowing, string

# A longer quote is given by its ends.
_LEMMA_WORDS = 5


class Notes(Converter):
    """Markers of notes, with the whole note at the place of its first marker."""

    def on_footnote_reference(self, node: nodes.Element) -> Code:
        """The note itself; a second marker of the same note only its number."""
        note = self.footnotes.get(node.get("refid", ""))
        if note is None:
            self.warn("a marker without its note", node)
            return []
        key = self.note_key(note)
        number = string(node.astext())
        before = ["sep"] if isinstance(_previous(node), nodes.footnote_reference) else []
        if key in self.book.places:
            label = f"{self.docname}:{note['ids'][0]}"
            return [*before, call("note-again", string(label), number)]
        self.book.notes.append(key)
        self.book.places[key] = self.passage_key
        return [*before, self.note(key, number, node, note)]

    def note_key(self, note: nodes.Element) -> str:
        """The id of a note; a plain footnote is named after its document."""
        return str(note.get("note") or f"{self.docname}:{note['ids'][0]}")

    def note(self, key: str, number: str, marker: nodes.Element, note: nodes.Element) -> str:
        """The call that sets one note."""
        marks = self.book.marks(self.docname, [*note["ids"], *marker["ids"]])
        if note.get("note"):
            self.book.names[f"{self.docname}:{note['ids'][0]}"] = note["ids"][0]
        return call(
            "note",
            string(key),
            number,
            body(self.note_body(note)),
            lemma=body(flowing(shortened(note["lemma"]))) if note.get("lemma") else None,
            type=string(note["type"]) if note.get("type") else None,
            family=string(note["family"]) if note.get("family") else None,
            aspect=string(note["aspect"]) if note.get("aspect") else None,
            cert=string(note["cert"]) if note.get("cert", "high") != "high" else None,
            marks=strings(marks),
        )

    def note_body(self, note: nodes.Element) -> Code:
        """Its words: a single paragraph runs on, further ones are set as paragraphs."""
        blocks = [child for child in note.children if not isinstance(child, nodes.label)]
        before, self.inside_passage = self.inside_passage, False
        depth, self.note_depth = self.note_depth, self.note_depth + 1
        code: Code = []
        for index, block in enumerate(blocks):
            if index == 0 and isinstance(block, nodes.paragraph):
                code += self.children(block)
            else:
                code += (["parbreak()"] if index == 1 else []) + self.convert(block)
        self.inside_passage, self.note_depth = before, depth
        return code + self.signature(note)

    def signature(self, note: nodes.Element) -> Code:
        """The accounts of contributors; the editors do not sign."""
        by: list[str] = note.get("by", [])
        names = [name for name in by if name != "editors"]
        return [call("signed", string(", ".join(names)))] if names else []


def shortened(lemma: str) -> str:
    """A quote as it stands before the bracket: of more than five words the first and last two."""
    words = lemma.split()
    if len(words) <= _LEMMA_WORDS:
        return " ".join(words)
    return " ".join([*words[:2], "…", *words[-2:]])


def _previous(node: nodes.Element) -> nodes.Node | None:
    """The sibling before, or None."""
    index = node.parent.index(node)
    return node.parent[index - 1] if index else None
