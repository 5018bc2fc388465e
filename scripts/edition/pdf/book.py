"""What the parts of one book share while it is written: its anchors, notes and warnings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.util import logging

_logger = logging.getLogger(__name__)


def warn(message: str, node: nodes.Node | str | None) -> None:
    """A warning at the place of ``node``, or of the document so named."""
    _logger.warning(message, location=node, type="edition", subtype="pdf")


@dataclass
class Book:
    """One book in the making."""

    docnames: list[str]
    """The documents it prints, in their order."""
    anchors: set[str] = field(default_factory=set)
    """Every place a link can lead to: ``docname:id``."""
    written: set[str] = field(default_factory=set)
    """Those of them that have been written."""
    notes: list[str] = field(default_factory=list)
    """The ids of the notes written, in their order."""
    places: dict[str, str] = field(default_factory=dict)
    """For each such note the key of the passage its marker stands in."""
    headings: set[str] = field(default_factory=set)
    """Keys of the passages that are headings."""
    names: dict[str, str] = field(default_factory=dict)
    """For each anchor that gets a name in the PDF that name (``feud-12``)."""
    images: dict[str, str] = field(default_factory=dict)
    """For each image its path in the folder Typst reads, by its path in the sources."""

    def survey(self, docname: str, doctree: nodes.document) -> None:
        """Take note of every anchor of a document before any is written."""
        self.anchors.add(f"{docname}:")
        for node in doctree.findall(nodes.Element):
            ids: list[str] = node.get("ids", [])
            self.anchors.update(f"{docname}:{one}" for one in ids)

    def marks(self, docname: str, ids: Iterable[str]) -> list[str]:
        """The labels to be set for these ids; each is given out once only."""
        fresh = [f"{docname}:{one}" for one in ids]
        fresh = [label for label in fresh if label not in self.written]
        self.written.update(fresh)
        return fresh

    def image(self, uri: str) -> str:
        """The path of an image in the folder Typst reads."""
        name = f"images/{len(self.images)}{PurePosixPath(uri).suffix}"
        return self.images.setdefault(uri, name)
