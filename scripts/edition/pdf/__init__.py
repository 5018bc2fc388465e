"""The printed book: a Sphinx builder that writes Typst and one tagged, archivable PDF.

It knows the edition's nodes and its settings, and nothing of what is edited.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from edition.pdf.builder import PdfBuilder

# Pages of use on the web alone; a page can also say ``pdf: false`` in its head.
EXCLUDE = [
    "apparatus/notes",  # every note stands in full under its text
    "editorial/contributing",
    "editorial/maintaining",
    "editorial/data",
    "search",
]
LICENCE = (
    "The notes and all other editorial matter may be used under the Creative Commons licence "
    "Attribution 4.0 International (CC BY 4.0). The edited texts remain the property of their "
    "owners; the page before each says what is known of it."
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its two settings."""
    app.add_builder(PdfBuilder)
    app.add_config_value("edition_pdf_exclude", EXCLUDE, "env", frozenset({list, tuple}))
    app.add_config_value("edition_pdf_licence", LICENCE, "env", frozenset({str}))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
