"""The cards of the front page: one a text, with its gravest errors and its numbers."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_design.shared import create_component

from edition.caching import LINES
from edition.generated import Generated, first_paragraph, paragraph
from edition.texts import Text


class Cards(Generated):
    """A sphinx-design grid of cards for the texts."""

    reads = (LINES, "annotations/texts/", "annotations/registers/texts.toml", "docs/texts/")

    def run(self) -> list[nodes.Node]:
        """The grid."""
        row = create_component("grid-row", classes=["sd-row", "edition-cards"])
        for text in self.edition.texts:
            item = create_component("grid-item", classes=["sd-col", "edition-card-holder"])
            item += self._card(text)
            row += item
        return [create_component("grid-container", classes=["sd-container-fluid"], children=[row])]

    def _card(self, text: Text) -> nodes.container:
        card = create_component("card", classes=["sd-card", "edition-card", f"card-{text.slug}"])
        body = create_component("card-body", classes=["sd-card-body"])
        build = self.builder(f"annotations/texts/{text.slug}/head.md")
        body += paragraph(build.xref("text", text.slug), classes=["card-title"])
        where = ", ".join(part for part in (text.record.site, text.record.published) if part)
        body += paragraph(where or text.record.siglum or text.slug, classes=["card-source"])
        body += build.blocks(first_paragraph(text.head))
        notes = len(self.edition.placed[text.slug])
        counts = f"{len(text.page.passages)} passages · {notes} notes"
        body += paragraph(counts, classes=["card-counts"])
        card += body
        return card


class Downloads(Generated):
    """Links to the whole edition as files."""

    reads = ()

    def run(self) -> list[nodes.Node]:
        """One paragraph; the files stand beside the front page."""
        settings = self.edition.settings
        pdf = f"{settings.file_name}.pdf"
        link = nodes.raw(
            "", f'<a class="download" href="{pdf}">The edition as a PDF</a>', format="html"
        )
        return [nodes.paragraph("", "", link, classes=["downloads"])]


def setup(app: Sphinx) -> None:
    """Add the directives."""
    app.add_directive("edition-cards", Cards)
    app.add_directive("edition-downloads", Downloads)
