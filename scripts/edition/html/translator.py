"""The HTML of a text page: passages, quotes, notes right after their passage, both states.

Notes are plain blocks with ARIA's roles: a list of ``aside`` elements would be one landmark a
passage.  The stylesheet and the script only *place* them.
"""

from collections import defaultdict
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from edition import corrections, forge
from edition.domain import label_of, place_of
from edition.html.markup import Attributes, tag
from edition.html.problems import slot
from edition.loaded import edition_of
from edition.mentions import mentions
from edition.nodes import emendation
from edition.vocabulary import TYPE

BIBLIOGRAPHY = "docs/references.bib"
TOOLS = "<!-- tools -->"
"""Where the template puts the tools of a text: after its title, not before."""


class EditionTranslator(HTML5Translator):
    """Sphinx's translator with the edition's nodes."""

    def visit_document(self, node: nodes.document) -> None:
        """Collect the notes by the passage their reference stands in."""
        super().visit_document(node)
        self._notes: dict[str, list[nodes.footnote]] = defaultdict(list)
        self._origin = ""
        for footnote in node.findall(nodes.footnote):
            if "note" in footnote:
                self._notes[footnote["passage"]].append(footnote)

    # ---- passages ----

    def _open_passage(self, node: nodes.Element, name: str, identifier: str) -> None:
        number = node["number"]
        if node["passage"] in self._notes:
            name += " noted"
        added = "".join(e.astext() for e in node.findall(emendation) if e["kind"] == "addition")
        if added and added == node.astext():
            name += " added"  # the source view has nothing to number here
        attributes: Attributes = {"class": name, "id": identifier}
        self.body.append(tag("div", attributes))
        link = tag("a", {"class": "pn", "href": f"#{node['passage']}"})
        unseen = tag("span", {"class": "vh"})  # the same for all, so it weighs nothing compressed
        self.body.append(f"{link}{unseen}passage </span>{self.encode(number)}</a>")
        self.body.append(self._add_note(node["passage"]))
        origin = node.get("siglum", "")
        if origin != self._origin:
            self._origin = origin
            if origin:
                doubt = "" if node.get("cert") == "high" else "?"
                words = f"{tag('span', {'class': 'vh'})}from </span>"
                words += self.encode(origin) + doubt
                self.body.append(f"{tag('span', {'class': 'origin'})}{words}</span>")

    def _add_note(self, name: str) -> str:
        """The link that begins a note on a passage; with script the number's dialog does it."""
        edition = edition_of(self.builder.env._app)
        slug, index = edition.passages[name]
        href = forge.new_note_on(edition.settings, edition.text[slug], index)
        label = {
            "class": "add",
            "href": href or self._template(),
            "aria-label": "add a note here",
        }
        return f"{tag('a', label)}+</a>"

    def _template(self) -> str:
        """Where the template of a note stands, for an edition without a forge."""
        page = self.builder.get_relative_uri(self.docnames[0], forge.TEMPLATE_PAGE)
        return f"{page}#{forge.TEMPLATE_ANCHOR}"

    def _close_passage(self, node: nodes.Element) -> None:
        footnotes = self._notes.pop(node["passage"], [])
        if footnotes:
            self.body.append('<div class="notes">\n')
            for footnote in footnotes:
                self._note(footnote)
            self.body.append("</div>\n")
        if self.config.edition_preview:
            self.body.append(slot(node["passage"]))
        self.body.append("</div>\n")

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """A passage stands in a block of its own."""
        if "passage" not in node:
            super().visit_paragraph(node)
            return
        self._open_passage(node, "passage", node["passage"])
        self.body.append("<p>")

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Its notes follow it."""
        if "passage" not in node:
            super().depart_paragraph(node)
            return
        self.body.append("</p>\n")
        self._close_passage(node)

    def visit_title(self, node: nodes.title) -> None:
        """A heading of the text; its section bears the address."""
        if "passage" in node:
            is_title = isinstance(node.parent.parent, nodes.document)
            self._open_passage(node, "passage head title" if is_title else "passage head", "")
        super().visit_title(node)

    def depart_title(self, node: nodes.title) -> None:
        """Its notes follow it."""
        super().depart_title(node)
        if "passage" in node:
            self._close_passage(node)

    def visit_provenance(self, node: nodes.Element) -> None:
        """The provenance folds: most readers want the text first."""
        self.body.append('<details class="provenance"><summary>Provenance</summary>\n')

    def depart_provenance(self, node: nodes.Element) -> None:
        """Close it; the tools come next."""
        self.body.append(f"</details>\n{TOOLS}\n")

    # ---- the bibliography: a plain list, whose keys no reader needs ----

    def visit_citation(self, node: nodes.Element) -> None:
        """An item; the role that docutils gives it is deprecated."""
        before = node.parent[node.parent.index(node) - 1] if node.parent.index(node) else None
        if not isinstance(before, nodes.citation):
            self.body.append('<ul class="citation-list">\n')
        self.body.append(self.starttag(node, "li", CLASS="citation"))
        node.remove(node[0])

    def depart_citation(self, node: nodes.Element) -> None:
        """The last item closes the list."""
        app = self.builder.env._app
        works = app.env.get_domain("cite").citations  # type: ignore[attr-defined]
        for key in (work.key for work in works if work.citation_id in node["ids"]):
            self.body.append(corrections.markup(edition_of(app).settings, BIBLIOGRAPHY, key))
        self.body.append("</li>\n")
        at = node.parent.index(node) + 1
        if at == len(node.parent) or not isinstance(node.parent[at], nodes.citation):
            self.body.append("</ul>\n")

    # ---- links: a page has hundreds, so that what nobody needs of them weighs ----

    def visit_reference(self, node: nodes.Element) -> None:
        """No class of Sphinx's; no title, because a preview says what a browser would say again."""
        href = node.get("refuri") or f"#{node.get('refid', '')}"
        self.body.append(self.starttag(node, "a", "", href=href))

    def visit_inline(self, node: nodes.inline) -> None:
        """A citation needs no element and no address: nothing leads back to it."""
        if "bibtex-citation" not in node["classes"]:
            super().visit_inline(node)

    def depart_inline(self, node: nodes.inline) -> None:
        """Close what was opened."""
        if "bibtex-citation" not in node["classes"]:
            super().depart_inline(node)

    # ---- words ----

    def visit_mark(self, node: nodes.Element) -> None:
        """One span a note, the earliest outermost, so that underlines stack by themselves."""
        edition = edition_of(self.builder.env._app)
        for name in node["notes"]:
            note = edition.note[name].note
            attributes = {"class": f"q {note.family}", "data-n": note.anchor.removeprefix("note-")}
            self.body.append(tag("span", attributes))

    def depart_mark(self, node: nodes.Element) -> None:
        """Close them."""
        self.body.append("</span>" * len(node["notes"]))

    def _emended(self, name: str, node: nodes.Element) -> str:
        """The start of an emendation, which says what it is."""
        told = node["kind"] + (f": {node['reason']}" if node["reason"] else "")
        return tag("span", {"class": name, "data-k": node["kind"], "title": told})

    def visit_emendation(self, node: nodes.Element) -> None:
        """Both readings; the source's is hidden without a stylesheet, too."""
        self.body.append(self._emended("iv", node) + '<span class="r">')

    def depart_emendation(self, node: nodes.Element) -> None:
        """The words of the source."""
        self.body.append("</span>")
        if node["source"]:
            self.body.append(f'<span class="s" hidden>{self.encode(node["source"])}</span>')
        self.body.append("</span>")

    def visit_omission(self, node: nodes.Element) -> None:
        """Only the source's words."""
        self.body.append(self._emended("iv om", node))
        self.body.append(f'<span class="s" hidden> {self.encode(node["source"])} </span></span>')
        raise nodes.SkipNode

    # ---- notes ----

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """A named link: ``note 12, error``."""
        if "note" not in node:
            super().visit_footnote_reference(node)
            return
        note = edition_of(self.builder.env._app).note[node["note"]].note
        number = node.astext()
        attributes = {
            "class": f"ref {note.family}",
            "href": f"#{note.anchor}",
            "id": node["ids"][0],
            "role": "doc-noteref",
            "data-l": TYPE[note.head.type].letter,
            "aria-label": f"note {number}, {note.head.type}",
        }
        self.body.append(f"{tag('a', attributes)}{number}</a>")
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Notes were printed after their passages."""
        if "note" in node:
            raise nodes.SkipNode
        super().visit_footnote(node)

    def _note(self, node: nodes.footnote) -> None:
        number = node[0].astext()
        reference = "ref-" + node["ids"][0].removeprefix("note-")
        attributes = {
            "class": f"note {node['family']}",
            "id": node["ids"][0],
            "role": "doc-footnote",
            "data-t": node["type"],
            "data-c": node["cert"],
        }
        self.body.append(tag("div", attributes) + "<p>")
        back = {
            "class": "back",
            "href": f"#{reference}",
            "role": "doc-backlink",
            "aria-label": f"{number}, back to the text",
        }
        letter = TYPE[node["type"]].letter
        words, *sure = edition_of(self.builder.env._app).note[node["note"]].note.kind.split(",", 1)
        words += "".join(f"<span>,{how}</span>" for how in sure)  # a note of one line hides it
        kind = f'<span class="ty"><b aria-hidden="true">{letter}</b> {words}</span>'
        self.body.append(f"{tag('a', back)}{number}</a> {kind} ")
        blocks: list[Any] = list(node.children[1:])
        for child in blocks[0].children:
            child.walkabout(self)
        self.body.append("</p>\n")
        for block in blocks[1:]:
            self.body.append('<div class="rest">')
            block.walkabout(self)
            self.body.append("</div>\n")
        self.body.append(self._acts(node) + "</div>\n")

    def _acts(self, node: nodes.footnote) -> str:
        """Who wrote the note, and the ways to improve it."""
        settings = edition_of(self.builder.env._app).settings
        by = ", ".join(self.encode(name) for name in node["by"])
        by += self._referring(node["note"])
        links = [
            (forge.edit(settings, node["file"]), "improve this note"),
            (forge.history(settings, node["file"]), "history"),
        ]
        if not settings.forge:
            links = [(self._template(), "improve this note")]
        anchors = "".join(f" · {tag('a', {'href': href})}{words}</a>" for href, words in links)
        cite = tag("a", {"class": "cite-it", "href": f"#{node['ids'][0]}"})
        return f'<p class="acts rest">by {by} · {cite}cite</a>{anchors}</p>'

    def _referring(self, name: str) -> str:
        """The notes that refer to this one."""
        edition = edition_of(self.builder.env._app)
        here = self.docnames[0]
        links = []
        for other in mentions(edition).notes_to[name]:
            docname, anchor = place_of(edition, "note", other) or ("", "")
            page = "" if docname == here else self.builder.get_relative_uri(here, docname)
            attributes = {"class": "note", "href": f"{page}#{anchor}"}
            label = self.encode(label_of(edition, "note", other, here))
            links.append(f"{tag('a', attributes)}{label}</a>")
        return f" · referred to by {', '.join(links)}" if links else ""


def setup(app: Sphinx) -> None:
    """Set the translator for the page builders; EPUB and others keep their own."""
    app.set_translator("html", EditionTranslator)
    app.set_translator("dirhtml", EditionTranslator)
