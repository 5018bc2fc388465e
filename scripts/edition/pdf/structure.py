"""Is this PDF whole? What a reader, a screen reader and an archive need, looked up in the file.

``python -m edition.pdf.structure book.pdf`` runs it on any PDF.  It asks less than a validator of
PDF/UA or PDF/A does and needs nothing but pikepdf.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

_SHOWING = {"Tj", "TJ", "'", '"'}
_BEGIN, _END = {"BMC", "BDC"}, "EMC"
# A note stands inside one of these, at its marker; never loose under the root of the tree.
_HOLDERS = {"/P", "/H1", "/H2", "/H3", "/H4", "/LBody", "/Lbl", "/TD", "/TH", "/Span"}
_HOLDERS |= {"/BlockQuote", "/Em", "/Strong", "/Link"}


@dataclass
class Findings:
    """What was counted and what is wrong."""

    problems: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, number: int = 1) -> None:
        """Add to a count."""
        self.counts[what] = self.counts.get(what, 0) + number


def examine(path: Path) -> Findings:
    """Everything that is counted in a PDF and everything that is wrong with it."""
    found = Findings()
    with pikepdf.open(path) as pdf:
        _catalog(pdf, found)
        for number, page in enumerate(pdf.pages, start=1):
            _text_operators(pdf, page, number, found)
            _links(pdf, page, number, found)
            _fonts(page, number, found)
        _tree(pdf, found)
    return found


def _catalog(pdf: pikepdf.Pdf, found: Findings) -> None:
    """Language, title, tags, bookmarks and the claims of conformance."""
    root: Any = pdf.Root
    wanted = {
        "Lang": root.get("/Lang"),
        "StructTreeRoot": root.get("/StructTreeRoot"),
        "MarkInfo": root.get("/MarkInfo", {}).get("/Marked"),
        "Title": pdf.docinfo.get("/Title"),
        "DisplayDocTitle": root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"),
    }
    found.problems += [f"the file has no {name}" for name, value in wanted.items() if not value]
    with pdf.open_outline() as outline:
        found.counts["bookmarks"] = sum(1 for _ in _bookmarks(outline.root))
    if not found.counts["bookmarks"]:
        found.problems.append("the file has no bookmarks")
    with pdf.open_metadata() as meta:
        claims = (meta.get("pdfuaid:part"), meta.get("pdfaid:part"), meta.get("pdfaid:conformance"))
    if claims != ("1", "2", "A"):
        found.problems.append(f"the file does not claim PDF/UA-1 and PDF/A-2a but {claims}")


def _bookmarks(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _bookmarks(item.children)


def _text_operators(pdf: pikepdf.Pdf, page: pikepdf.Page, number: int, found: Findings) -> None:
    """Every operator that shows text is tagged or marked as an artifact."""
    open_marks: list[bool] = []
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name in _BEGIN:
            open_marks.append(_counts_as_marked(page, operands))
        elif name == _END and open_marks:
            open_marks.pop()
        elif name in _SHOWING:
            found.count("text operators")
            if not any(open_marks):
                found.problems.append(f"page {number}: text that is neither tagged nor an artifact")


def _counts_as_marked(page: pikepdf.Page, operands: Any) -> bool:
    """An artifact, or content with a number that the tree can name."""
    if str(operands[0]) == "/Artifact":
        return True
    if len(operands) < 2:
        return False
    properties = operands[1]
    if isinstance(properties, pikepdf.Name):
        resources: Any = page.resources
        properties = resources.get("/Properties", {}).get(str(properties), {})
    return "/MCID" in properties


def _links(pdf: pikepdf.Pdf, page: pikepdf.Page, number: int, found: Findings) -> None:
    """Every link inside the file leads to a page of it."""
    for annotation in page.get("/Annots", []):
        if annotation.get("/Subtype") != "/Link":
            continue
        action: Any = annotation.get("/A", {})
        if "/URI" in action:
            found.count("links out")
            continue
        found.count("links inside")
        if not _arrives(pdf, annotation.get("/Dest", action.get("/D"))):
            found.problems.append(f"page {number}: a link leads nowhere")


def _arrives(pdf: pikepdf.Pdf, where: Any) -> bool:
    """Whether a destination, named or not, is a page of this file."""
    if isinstance(where, (pikepdf.String, pikepdf.Name)):
        root: Any = pdf.Root
        tree = root.get("/Names", {}).get("/Dests")
        names: Any = pikepdf.NameTree(tree) if tree is not None else {}
        where = names.get(str(where))
    if isinstance(where, pikepdf.Dictionary):
        where = where.get("/D")
    if not isinstance(where, pikepdf.Array) or not len(where):
        return False
    page = where[0]
    return isinstance(page, pikepdf.Dictionary) and page.get("/Type") == "/Page"


def _fonts(page: pikepdf.Page, number: int, found: Findings) -> None:
    """Every font is in the file and can be read back as characters."""
    fonts: Any = page.resources.get("/Font", {})
    for name, font in fonts.items():
        inner: Any = font.get("/DescendantFonts", [font])[0]
        descriptor: Any = inner.get("/FontDescriptor", {})
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            found.problems.append(f"page {number}: font {name} is not embedded")
        if "/ToUnicode" not in font:
            found.problems.append(f"page {number}: font {name} cannot be read back")


def _tree(pdf: pikepdf.Pdf, found: Findings) -> None:
    """Every note is a Note with an ID of its own, in its place."""
    seen: set[str] = set()
    root = pdf.Root.get("/StructTreeRoot")
    for kind, element, parent in _elements(root, "") if root is not None else ():
        found.count(kind.lstrip("/"))
        if kind != "/Note":
            continue
        name = str(element.get("/ID", ""))
        if not name or name in seen:
            found.problems.append(f"a note without an ID of its own ({name!r})")
        seen.add(name)
        if parent not in _HOLDERS:
            found.problems.append(f"a note stands in {parent or 'nothing'}, not in a sentence")


def _elements(node: pikepdf.Object, parent: str) -> Iterator[tuple[str, pikepdf.Object, str]]:
    """Kind, element and kind of the parent, in the order of reading."""
    waiting: list[tuple[Any, str]] = [(node, parent)]
    while waiting:
        element, above = waiting.pop()
        kind = str(element.get("/S", ""))
        if kind:
            yield kind, element, above
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        inner = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        waiting += [(kid, kind) for kid in reversed(inner)]


def main() -> int:
    """Examine the files named on the command line."""
    status = 0
    for name in sys.argv[1:]:
        found = examine(Path(name))
        print(name, found.counts)
        for problem in found.problems:
            print("  ", problem)
        status |= bool(found.problems)
    return status


if __name__ == "__main__":
    sys.exit(main())
