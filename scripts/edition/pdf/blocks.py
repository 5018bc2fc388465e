"""Blocks as Typst: paragraphs and passages, sections, lists, quotations, pictures."""

from docutils import nodes

from edition.pdf.calls import Code, array, body, call, strings
from edition.pdf.escape import flowing, string
from edition.pdf.inlines import Inlines

_PATTERNS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


class Blocks(Inlines):
    """Block nodes; each method yields the expressions for one node."""

    def on_paragraph(self, node: nodes.Element) -> Code:
        """A passage with its number, or a paragraph; alone in an item or a cell only its words."""
        if node.get("passage"):
            return [self.passage(node)]
        code = self.children(node)
        # a note in "first" and "rest" is one paragraph, and so is a cell's only one
        if isinstance(node.parent, (nodes.list_item, nodes.entry)) and len(node.parent) == 1:
            return code
        return [call("par", body(code))]

    def passage(self, node: nodes.Element) -> str:
        """The call for a paragraph that is a passage."""
        named: dict[str, str | None] = {"marks": strings(self.passage_marks(node, node["ids"]))}
        if self.in_fragments:
            named["origin"] = self.origin(node)
        name = "fragment" if self.in_fragments else "passage"
        return call(name, *self.passage_names(node), body(self.passage_words(node)), **named)

    def passage_names(self, node: nodes.Element) -> list[str]:
        """Slug, number and key of a passage."""
        slug = node["passage"].rsplit("-", 1)[0]
        return [string(slug), string(node["number"]), string(node["passage"])]

    def passage_marks(self, node: nodes.Element, ids: list[str]) -> list[str]:
        """The labels of a passage; its own id becomes a name in the PDF."""
        if node["passage"] in ids:
            self.book.names[f"{self.docname}:{node['passage']}"] = node["passage"]
        return self.book.marks(self.docname, ids)

    def passage_words(self, node: nodes.Element) -> Code:
        """The words of a passage."""
        self.passage_key, self.inside_passage = node["passage"], True
        code = self.children(node)
        self.passage_key, self.inside_passage = "", False
        return code

    def origin(self, node: nodes.Element) -> str:
        """Where a fragment comes from, in short: ``HISTORY``, ``HISTORY?`` or ``?``."""
        likely = "" if node.get("cert", "high") == "high" else "?"
        return string(node["siglum"] + likely if node.get("siglum") else "?")

    # -- sections ----------------------------------------------------------------------------

    def on_section(self, node: nodes.Element) -> Code:
        """Its heading and what follows, one level down."""
        self.level += 1
        code = self.children(node)
        self.level -= 1
        return code

    def on_title(self, node: nodes.Element) -> Code:
        """A heading of a section; of anything else a line in small capitals."""
        if not isinstance(node.parent, nodes.section):
            return [call("par", call("sc", body(self.children(node))))]
        level = string_level(self.level)
        words = string(plain(node))
        if node.get("passage"):
            return [self.heading(node, level, words)]
        marks = self.book.marks(self.docname, [*node.parent["ids"], *node["ids"]])
        anchors = [call("target", string(mark)) for mark in marks]
        return [call("woven-heading", level, words, body(anchors + self.children(node)))]

    def heading(self, node: nodes.Element, level: str, words: str, outlined: bool = True) -> str:
        """The call for a heading that is a passage."""
        self.book.headings.add(node["passage"])
        marks = self.passage_marks(node, [*node.parent["ids"], *node["ids"]])
        return call(
            "text-heading",
            level,
            *self.passage_names(node),
            words,
            body(self.passage_words(node)),
            marks=strings(marks),
            outlined=None if outlined else "false",
            origin=self.origin(node) if node.get("siglum") else None,
        )

    def on_rubric(self, node: nodes.Element) -> Code:
        """A heading outside the order of sections."""
        return [call("par", call("strong", body(self.children(node))))]

    on_subtitle = on_caption = on_rubric

    # -- lists -------------------------------------------------------------------------------

    def on_bullet_list(self, node: nodes.Element) -> Code:
        """Items with dashes."""
        return [
            call(
                "bullets",
                *(
                    body(self.inside(item))
                    for item in node.findall(nodes.list_item)
                    if item.parent is node
                ),
            )
        ]

    def on_enumerated_list(self, node: nodes.Element) -> Code:
        """Items with the numbers they have on the page."""
        kind = _PATTERNS.get(node.get("enumtype", "arabic"), "1")
        pattern = node.get("prefix", "") + kind + node.get("suffix", ".")
        items = [
            body(self.inside(item)) for item in node.findall(nodes.list_item) if item.parent is node
        ]
        start = str(node.get("start", 1))
        return [call("numbers", *items, start=start, pattern=string(pattern))]

    def on_definition_list(self, node: nodes.Element) -> Code:
        """Terms and what is said of them."""
        rows = [self.definition(item) for item in node.children]
        parent = node.parent
        in_facts = isinstance(parent, nodes.container) and "provenance" in parent["classes"]
        return [call("facts" if in_facts else "definitions", *rows)]

    def definition(self, item: nodes.Node) -> str:
        """One term, with its classifiers, and its definition."""
        assert isinstance(item, nodes.Element)
        terms = [child for child in item.children if not isinstance(child, nodes.definition)]
        meaning = [child for child in item.children if isinstance(child, nodes.definition)]
        words = [line for one in meaning for line in self.running(one)]
        return array([body(self.anchors(item) + self.all(terms)), body(words)])

    def running(self, node: nodes.Element) -> Code:
        """The children of a node; a first paragraph runs on after what stands before it."""
        code: Code = []
        for index, child in enumerate(node.children):
            if index == 0 and isinstance(child, nodes.paragraph) and not child.get("passage"):
                code += self.children(child)
            else:
                code += (["parbreak()"] if index == 1 else []) + self.convert(child)
        return code

    def on_term(self, node: nodes.Element) -> Code:
        """The term of a definition."""
        return self.children(node)

    def on_classifier(self, node: nodes.Element) -> Code:
        """What kind of thing a term is."""
        return [string(", "), call("emph", body(self.children(node)))]

    def on_field_list(self, node: nodes.Element) -> Code:
        """Names and values, set small."""
        return [call("facts", *(self.fact(item) for item in node.children))]

    def fact(self, item: nodes.Node) -> str:
        """One name and its value; a list of definitions can stand for one of fields."""
        assert isinstance(item, nodes.Element)
        name, value = item.children[0], item.children[-1]
        assert isinstance(name, nodes.Element)
        assert isinstance(value, nodes.Element)
        return array([body(self.children(name)), body(self.running(value))])

    # -- the rest ----------------------------------------------------------------------------

    def on_block_quote(self, node: nodes.Element) -> Code:
        """A quotation, set in."""
        name = "nquote" if self.note_depth else "extract"
        only = node[0] if len(node) == 1 else None
        # blank lines round the only paragraph would make it a second one in the tags
        if isinstance(only, nodes.paragraph) and not only.get("passage"):
            return [call(name, body(self.children(only)))]
        return [call(name, body(self.children(node)))]

    def on_attribution(self, node: nodes.Element) -> Code:
        """Who said what is quoted."""
        return [call("lines", body([string("— "), *self.children(node)]))]

    def on_line_block(self, node: nodes.Element) -> Code:
        """Lines kept as they are."""
        code: Code = []
        for index, line in enumerate(node.children):
            code += (["linebreak()"] if index else []) + self.convert(line)
        return [call("lines", body(code))]

    def on_line(self, node: nodes.Element) -> Code:
        """One line of them."""
        return self.children(node)

    def on_citation(self, node: nodes.Element) -> Code:
        """A work in the bibliography, without its label: the years tell works apart."""
        blocks = [child for child in node.children if not isinstance(child, nodes.label)]
        if len(blocks) == 1 and isinstance(blocks[0], nodes.paragraph):
            return [call("work", body(self.children(blocks[0])))]
        return [call("work", body(self.all(blocks)))]

    def on_literal_block(self, node: nodes.Element) -> Code:
        """Lines of a computer."""
        return [call("listing", call("raw", string(node.astext()), block="true"))]

    on_doctest_block = on_literal_block

    def on_container(self, node: nodes.Element) -> Code:
        """What is in it."""
        return self.children(node)

    on_compound = on_compact_paragraph = on_glossary = on_document = on_definition = on_container
    on_list_item = on_field_name = on_field_body = on_figure = on_legend = on_only = on_container

    def on_admonition(self, node: nodes.Element) -> Code:
        """A remark set aside under its title."""
        title = node.next_node(nodes.title)
        rest = [child for child in node.children if child is not title]
        name = body(flowing(title.astext())) if title is not None else "none"
        return [call("aside", name, body(self.all(rest)))]

    on_topic = on_sidebar = on_admonition

    def on_seealso(self, node: nodes.Element) -> Code:
        """One of the remarks that bear their kind as title."""
        name = string(type(node).__name__)
        return [call("aside", name, body(self.children(node)))]

    on_note = on_warning = on_tip = on_hint = on_important = on_caution = on_attention = on_seealso

    def on_image(self, node: nodes.Element) -> Code:
        """A picture with the words that stand for it."""
        uri = node["uri"]
        if "://" in uri or not node.get("alt"):
            self.warn(f"the picture {uri} is not here, or has no words for who cannot see it", node)
            return []
        return [call("picture", string(self.book.image(uri)), string(node["alt"]))]


def string_level(level: int) -> str:
    """The level of a heading; there are four."""
    return str(max(1, min(level, 4)))


def plain(node: nodes.Element) -> str:
    """The words of a heading without the numbers of notes, for contents and bookmarks."""
    words = "".join(
        text.astext()
        for text in node.findall(nodes.Text)
        if not isinstance(text.parent, nodes.footnote_reference)
    )
    return " ".join(words.split())
