"""The reference of the contributing page, made from the records it explains.

The keys come from the one model of a note's head, the terms from the vocabularies, the messages
from the enum of problems: none of them can go out of date.
"""

from docutils import nodes
from sphinx.application import Sphinx

from edition.generated import Generated, paragraph, table
from edition.notes import NoteHead
from edition.problems import REMARKS, Code
from edition.vocabulary import ASPECTS, CERTAINTIES, TYPES, VERDICTS


class Reference(Generated):
    """Tables of the keys, types and messages, each in a section."""

    def run(self) -> list[nodes.Node]:
        """The sections, under the heading at hand."""
        terms = [f"Aspects of an error: {', '.join(ASPECTS)}."]
        terms.append(f"Certainties: {', '.join(CERTAINTIES)}.")
        return [
            self.section("The head of a note", "reference-head", _keys(), *map(paragraph, terms)),
            self.section("Types", "reference-types", _types()),
            self.section("Verdicts of a claim", "reference-verdicts", _verdicts()),
            self.section("What the check says", "reference-messages", _messages()),
        ]


def _keys() -> nodes.table:
    rows = []
    for name, field in NoteHead.model_fields.items():
        told = field.description or ""
        needed = "always" if field.is_required() else "where it is needed"
        rows.append([_term(name), paragraph(needed), paragraph(told)])
    return table(["key", "stands", "says"], rows, [16, 20, 64], "keys")


def _types() -> nodes.table:
    rows = [[_term(t.name), paragraph(t.letter), paragraph(t.meaning)] for t in TYPES]
    return table(["type", "letter", "meaning"], rows, [20, 10, 70], "types")


def _verdicts() -> nodes.table:
    rows = [[_term(name), paragraph(f"{meaning}.")] for name, meaning in VERDICTS.items()]
    return table(["verdict", "meaning"], rows, [20, 80], "verdicts")


def _messages() -> nodes.table:
    rows = []
    for code in sorted(Code, key=lambda code: code.label):
        weight = "remark" if code in REMARKS else "problem"
        rows.append([_term(code.label), paragraph(weight), paragraph(code.instruction)])
    return table(["code", "is a", "what to do"], rows, [24, 14, 62], "messages")


def _term(name: str) -> nodes.paragraph:
    return paragraph(nodes.literal("", name))


def setup(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("edition-reference", Reference)
