"""Pages made from the records: one directive each, docutils nodes only.

Directives take no options; the pages in ``docs/apparatus`` say in words what each list is.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from edition.bodies import Block, first_line
from edition.caching import CLAIMED, LINES, WRITERS, note_reads
from edition.corrections import links
from edition.doctrees import BodyBuilder
from edition.kinds import kind_of
from edition.library import Edition
from edition.loaded import edition_of
from edition.mentions import mentions
from edition.registers import ROLE_KINDS
from edition.spans import Placed
from edition.texts import Text


class Generated(SphinxDirective):
    """A directive that prints one list of the edition."""

    reads: ClassVar[tuple[str, ...]] = ("annotations/", "docs/")
    """The beginnings of the paths of the files that it is made from."""

    @property
    def edition(self) -> Edition:
        """The edition being built; its files are noted as what the page is made from."""
        note_reads(self.env, self.reads)
        return edition_of(self.env._app)

    def builder(self, path: str) -> BodyBuilder:
        """A builder of bodies that stand in ``path``."""
        return BodyBuilder(self.env, self.state.document, path)

    def section(self, title: str, name: str, *content: nodes.Node) -> nodes.section:
        """A section with an id of its own."""
        section = nodes.section("", nodes.title("", title), *content, ids=[name])
        self.state.document.note_explicit_target(section, section)
        return section


def paragraph(*content: nodes.Node | str, classes: Sequence[str] = ()) -> nodes.paragraph:
    """A paragraph of nodes and words."""
    inner = [nodes.Text(item) if isinstance(item, str) else item for item in content]
    return nodes.paragraph("", "", *inner, classes=list(classes))


def table(
    head: Sequence[str], rows: Sequence[Sequence[nodes.Node]], widths: Sequence[int], kind: str
) -> nodes.table:
    """A table with a head; every cell holds one block."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    titles = nodes.row("", *(nodes.entry("", paragraph(title)) for title in head))
    group += nodes.thead("", titles)
    body = nodes.tbody("")
    for row in rows:
        body += nodes.row("", *(nodes.entry("", cell) for cell in row))
    group += body
    return nodes.table("", group, classes=["edition", kind])


class Notes(Generated):
    """All notes: by text, each with its quote, its first line and a link."""

    reads = (LINES, "annotations/registers/texts.toml")

    def run(self) -> list[nodes.Node]:
        """The sections."""
        return [
            self.section(
                text.record.title,
                f"notes-{text.slug}",
                self._list(text),
            )
            for text in self.edition.texts
            if self.edition.placed[text.slug]
        ]

    def _list(self, text: Text) -> nodes.definition_list:
        items = [self._item(text, placed) for placed in self.edition.placed[text.slug]]
        return nodes.definition_list("", *items, classes=["note-list"])

    def _item(self, text: Text, placed: Placed) -> nodes.definition_list_item:
        note, build = placed.note, self.builder(placed.note.path)
        term = nodes.term(
            "",
            "",
            build.xref("note", note.id),
            nodes.Text(" "),
            nodes.inline("", f"“{placed.quote}”", classes=["lemma"]),
            nodes.Text(" "),
            nodes.inline("", note.kind, classes=["kind", note.family]),
        )
        line = paragraph(*build.spans(first_line(note.body)))
        return nodes.definition_list_item("", term, nodes.definition("", line))


class Emendations(Generated):
    """All emendations: by text and kind, with counts, each linked to its passage."""

    reads = ("annotations/texts/", "docs/", "annotations/registers/texts.toml")

    def run(self) -> list[nodes.Node]:
        """A table of counts, then a section a text."""
        texts = self.edition.texts
        kinds = sorted({kind_of(line) for text in texts for line in text.emendations})
        rows = [self._counts(text, kinds) for text in texts]
        counts = table(["text", *kinds, "all"], rows, [3] * (len(kinds) + 2), "counts")
        return [counts, *(self._text(text) for text in texts if text.emendations)]

    def _counts(self, text: Text, kinds: Sequence[str]) -> list[nodes.Node]:
        found = [kind_of(line) for line in text.emendations]
        name = self.builder(text.page.path).xref("text", text.slug)
        numbers = [str(found.count(kind) or "–") for kind in kinds]
        return [paragraph(name), *(paragraph(n) for n in [*numbers, str(len(found))])]

    def _text(self, text: Text) -> nodes.section:
        by_kind: dict[str, list[list[nodes.Node]]] = defaultdict(list)
        build = self.builder(text.page.path)
        path = f"annotations/texts/{text.slug}/emendations.tsv"
        for item in self.edition.emendations[text.slug]:
            line = item.emendation
            passage = build.xref("passage", text.passage_id(item.spans[0].passage))
            words = [" ".join(line.page), line.shown_source]
            cells = [passage, *(nodes.inline("", w or "–") for w in words)]
            reason = nodes.inline("", line.reason or "–")
            where = f"{text.slug}, source word {line.at}"
            row: list[nodes.Node] = [paragraph(cell) for cell in cells]
            row.append(paragraph(reason, *links(self.edition.settings, path, where)))
            by_kind[kind_of(line)].append(row)
        parts = []
        for kind, rows in sorted(by_kind.items()):
            head = ["passage", "page", "source", "reason"]
            title = f"{kind[0].upper()}{kind[1:]} ({len(rows)})"
            name = f"emendations-{text.slug}-{kind.replace(' ', '-').replace(',', '')}"
            content = table(head, rows, [12, 28, 32, 28], "emendations")
            parts.append(self.section(title, name, content))
        return self.section(text.record.title, f"emendations-{text.slug}", *parts)


class Claims(Generated):
    """The concordance: each question, its answer and what the texts say."""

    reads = (
        "annotations/claims/",
        CLAIMED,
        "annotations/texts/",
        "docs/texts/",
        "annotations/registers/texts.toml",
    )

    def run(self) -> list[nodes.Node]:
        """A section a theme, in it a section a claim."""
        themes: dict[str, list[nodes.section]] = defaultdict(list)
        for claim in self.edition.claims:
            themes[claim.theme].append(self._claim(claim.name))
        return [
            self.section(theme[:1].upper() + theme[1:], f"theme-{theme}", *sections)
            for theme, sections in sorted(themes.items())
        ]

    def _claim(self, name: str) -> nodes.section:
        claim = self.edition.claim[name]
        build = self.builder(claim.path)
        rows = []
        for place, reading in mentions(self.edition).readings[name]:
            verdict = nodes.inline("", reading.verdict, classes=["verdict", reading.verdict])
            value = f" {reading.value}" if reading.value else ""
            rows.append(
                [
                    paragraph(build.xref("passage", place)),
                    paragraph(f"“{' '.join(reading.quotes[-1].split())}”"),
                    paragraph(verdict, value),
                ]
            )
        content = build.blocks(claim.answer)
        head = ["passage", "reading", "verdict"]
        content.append(table(head, rows, [14, 56, 30], "readings"))
        silent = [t for t in self.edition.text if t not in {r.text for r in claim.readings}]
        if silent:
            content.append(paragraph(f"Silent: {', '.join(silent)}.", classes=["silent"]))
        notes = mentions(self.edition).notes_of_claim[name]
        if notes:
            named: list[nodes.Node | str] = ["Notes: "]
            for n, note in enumerate(notes):
                named += [", " if n else "", build.xref("note", note)]
            content.append(paragraph(*named, ".", classes=["claim-notes"]))
        content += links(self.edition.settings, claim.path, claim.anchor)
        return self.section(claim.question, claim.anchor, *content)


class Register(Generated):
    """One register: each record with its forms and the passages that name it."""

    reads = ("annotations/registers/", "annotations/texts/", "docs/texts/")

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A definition list in the order of the names."""
        kind = self.arguments[0]
        role = next(role for role, name in ROLE_KINDS.items() if name == kind)
        path = f"annotations/registers/{kind}.toml"
        build = self.builder(path)
        items = []
        for record in sorted(self.edition.records(kind), key=lambda r: r.name.casefold()):
            name = f"{role}-{record.id}"
            term = nodes.term("", record.name + _dates(record), ids=[name])
            definition = nodes.definition("")
            if record.line:
                definition += paragraph(f"{record.line.rstrip('.')}.")
            definition += self._named(build, record)
            definition += links(self.edition.settings, path, name)
            items.append(nodes.definition_list_item("", term, definition))
        return [nodes.definition_list("", *items, classes=["register", kind])] if items else []

    def _named(self, build: BodyBuilder, record: object) -> list[nodes.Node]:
        places = mentions(self.edition).passages_of(record)
        named: list[nodes.Node | str] = []
        for n, place in enumerate(places):
            named += [", " if n else "", build.xref("passage", place)]
        return [paragraph(*named, ".", classes=["named-in"])] if named else []


def _dates(record: object) -> str:
    begin = getattr(record, "born", "") or getattr(record, "founded", "")
    end = getattr(record, "died", "") or getattr(record, "dissolved", "")
    date = getattr(record, "date", "")
    if begin or end:
        return f" ({begin}–{end})" if begin and end else f" ({begin or f'died {end}'})"
    return f" ({date})" if date else ""


class Evidence(Generated):
    """What was read of each work."""

    reads = ("annotations/evidence/", "docs/references.bib")

    def run(self) -> list[nodes.Node]:
        """A definition list by key."""
        items = []
        for key, found in sorted(self.edition.evidence.items()):
            if key not in self.edition.works:
                continue
            build = self.builder(f"annotations/evidence/{key}.md")
            rows = []
            for item in found:
                for block in item.says:
                    lead = f"{item.place} ({item.how}): "
                    rows.append(nodes.list_item("", paragraph(lead, *build.spans(block.spans))))
            term = nodes.term("", "", build.cite(key, "cite:t", 0), ids=[f"evidence-{key}"])
            body = nodes.definition("", nodes.bullet_list("", *rows))
            items.append(nodes.definition_list_item("", term, body))
        return [nodes.definition_list("", *items, classes=["evidence"])] if items else []


class Log(Generated):
    """The log of every text: what was found of each passage."""

    reads = ("annotations/texts/", "annotations/registers/texts.toml")

    def run(self) -> list[nodes.Node]:
        """A section a text."""
        return [self._text(text) for text in self.edition.texts if text.log]

    def _text(self, text: Text) -> nodes.section:
        build = self.builder(f"annotations/texts/{text.slug}/log.md")
        rows = []
        for entry in text.log:
            says: list[nodes.Node] = []
            for block in entry.says:
                says += build.spans(block.spans)
            passage = build.xref("passage", f"{text.slug}-{entry.number}")
            rows.append([paragraph(passage), paragraph(entry.verdict), paragraph(*says)])
        head = ["passage", "finding", "on what ground"]
        content = table(head, rows, [14, 20, 66], "log")
        return self.section(text.record.title, f"log-{text.slug}", content)


class Contributors(Generated):
    """Who wrote how many notes and claims."""

    reads = (WRITERS,)

    def run(self) -> list[nodes.Node]:
        """A bullet list in the order of the names."""
        counts: dict[str, int] = defaultdict(int)
        for text in self.edition.texts:
            for note in text.notes:
                for name in note.head.by:
                    counts[name] += 1
        rows = [
            nodes.list_item("", paragraph(f"{name}: {n} note{'' if n == 1 else 's'}"))
            for name, n in sorted(counts.items())
        ]
        return [nodes.bullet_list("", *rows)] if rows else []


def first_paragraph(body: Sequence[Block]) -> Sequence[Block]:
    """The first paragraph of a body: of a head-note, the gravest errors."""
    return [block for block in body if block.kind == "paragraph"][:1]


DIRECTIVES: dict[str, type[Generated]] = {
    "edition-notes": Notes,
    "edition-emendations": Emendations,
    "edition-claims": Claims,
    "edition-register": Register,
    "edition-evidence": Evidence,
    "edition-log": Log,
    "edition-contributors": Contributors,
}


def setup(app: Sphinx) -> None:
    """Add the directives."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
