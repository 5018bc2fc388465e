"""The last touch to the file: a name for every passage and note, and half the size.

With the names ``book.pdf#feud-12`` opens the book at that passage.  Typst names headings only.
"""

import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf

from edition.pdf.typeset import Place


def finished(pdf: bytes, names: Mapping[str, Place]) -> bytes:
    """The PDF with a named destination for each of ``names``; same in, same out."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        tree = _name_tree(book)
        height = [float(page.mediabox[3]) for page in book.pages]
        for name, place in sorted(names.items()):
            index = place.page - 1
            # a little above the line, or its letters would touch the window's edge
            top = round(height[index] - place.top + 14, 1)
            page = book.pages[index].obj
            tree[name] = pikepdf.Array([page, pikepdf.Name.XYZ, None, top, None])
        out = io.BytesIO()
        book.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return out.getvalue()


def _name_tree(book: pikepdf.Pdf) -> pikepdf.NameTree:
    """The tree of destinations, made if there is none."""
    if pikepdf.Name.Names not in book.Root:
        book.Root.Names = pikepdf.Dictionary()
    if pikepdf.Name.Dests not in book.Root.Names:
        book.Root.Names.Dests = pikepdf.NameTree.new(book).obj
    return pikepdf.NameTree(book.Root.Names.Dests)


def write(path: Path, pdf: bytes) -> None:
    """Put the file in its place in one step, so that there is never half a book."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(pdf)
    part.replace(path)
