"""The Sphinx builder ``pdf``: one book from the documents of the contents, through Typst."""

import datetime
import shutil
from collections.abc import Iterator, Set
from fnmatch import fnmatch
from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from edition import settings
from edition.pdf.book import Book, warn
from edition.pdf.finish import finished, write
from edition.pdf.front import opening
from edition.pdf.typeset import Typeset, Unset, typeset
from edition.pdf.writer import Writer

logger = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parents[1] / "theme" / "book.typ"


class BookError(SphinxError):
    """The book cannot be set, or lost something on the way."""

    category = "The PDF"


class PdfBuilder(Builder):
    """Writes the edition as one PDF."""

    name = "pdf"
    format = "typst"
    epilog = "The book is in %(outdir)s."
    allow_parallel = True
    supported_image_types = [  # noqa: RUF012  (Sphinx's own attribute)
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
    ]

    def init(self) -> None:
        """Read what the edition says of itself."""
        self.settings = settings.read(settings.find_root(Path(self.srcdir)))
        # what Typst reads is kept beside the doctrees: look there when a page is odd
        self.folder = Path(self.doctreedir) / "pdf"

    def get_outdated_docs(self) -> str:
        """A book is always made whole."""
        return "the whole book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A document inside the book; the writer tells it from an address by its percent sign."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere: there is one file."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing is shared between documents before they are written."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the book as Typst, set it, finish it."""
        book = Book(list(self.documents()))
        doctrees = {docname: self.resolved(docname) for docname in book.docnames}
        for docname, doctree in doctrees.items():
            book.survey(docname, doctree)
        main = self.lay_out(book, doctrees)
        found = self.set(main, book)
        names = {
            name: found.pages.anchors[label]
            for label, name in book.names.items()
            if label in found.pages.anchors
        }
        path = Path(self.outdir) / f"{self.settings.file_name}.pdf"
        write(path, finished(found.pdf, names))
        self.figures = found.pages.figures
        logger.info("%s: %s", path.name, self.figures)

    def documents(self) -> Iterator[str]:
        """The documents of the contents in their order, without the root and what is left out."""
        seen = {self.config.root_doc}
        waiting = list(self.env.toctree_includes.get(self.config.root_doc, ()))
        while waiting:
            docname = waiting.pop(0)
            if docname not in seen:
                seen.add(docname)
                if not self.left_out(docname):
                    yield docname
                waiting = [*self.env.toctree_includes.get(docname, ()), *waiting]

    def left_out(self, docname: str) -> bool:
        """Whether a document is for the web alone."""
        if str(self.env.metadata.get(docname, {}).get("pdf", "")).lower() in ("false", "no"):
            return True
        return any(fnmatch(docname, pattern) for pattern in self.config.edition_pdf_exclude)

    def resolved(self, docname: str) -> nodes.document:
        """A document with its references resolved and its pictures found."""
        doctree = self.env.get_doctree(docname)
        self.env.resolve_references(doctree, docname, self)
        self.post_process_images(doctree)
        return doctree

    def lay_out(self, book: Book, doctrees: dict[str, nodes.document]) -> Path:
        """Write the folder that Typst reads and return its main file."""
        code = opening(self.settings, self.config.edition_pdf_licence)
        for docname, doctree in doctrees.items():
            writer = Writer(book, docname, doctree, self.settings.site)
            code += writer.part(doctree)
            expected = {writer.note_key(note) for note in writer.footnotes.values()}
            for key in sorted(expected.difference(book.notes)):
                warn(f"the note {key} has no marker and would not be printed", docname)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.copyfile(TEMPLATE, self.folder / "book.typ")
        for uri, name in book.images.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(Path(self.srcdir) / uri, self.folder / name)
        main = self.folder / "main.typ"
        lines = ['#import "book.typ": *', *(f"#{one}" for one in code), "#where"]
        main.write_text("\n\n".join(lines) + "\n", "utf-8")
        return main

    def set(self, main: Path, book: Book) -> Typeset:
        """The set book, in which every note has arrived."""
        day = datetime.date.fromisoformat(self.settings.date)
        try:
            found = typeset(main, day, book.places, book.headings)
        except Unset as error:
            raise BookError(str(error)) from error
        lost = sorted(set(book.notes) - set(found.pages.notes))
        if lost:
            raise BookError(f"these notes did not arrive: {', '.join(lost)}")
        for message in found.warnings:
            warn(message, None)
        return found
