"""Problems in a preview: a banner on every page, and a box in the place of each.

Pages are written with slots, which are filled when all are there.  So a problem that comes or goes
costs no page its cache, and pages that were not written again show it as well.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from edition import printing
from edition.html.markup import tag
from edition.loaded import edition_of, problems_of
from edition.previewing import Shown, shown
from edition.problems import Problem

_END = "<!-- /problems -->"
_SLOT = re.compile(r"<!-- problems ([\w-]*) -->.*?" + _END, re.DOTALL)

Numbered = Sequence[tuple[int, Problem, Shown]]


def slot(passage: str = "") -> str:
    """A place to fill: behind a passage, or at the head of a page."""
    return f"<!-- problems {passage} -->{_END}"


def filled(page: str, docname: str, numbered: Numbered, root: Path) -> str:
    """A page with its boxes and the banner; what was in its slots before is gone."""
    slots = set(_SLOT.findall(page))
    boxes: dict[str, str] = defaultdict(str)
    for number, problem, place in numbered:
        if place.docname == docname:
            name = place.passage if place.passage in slots else ""
            boxes[name] += _box(number, problem, root)
    boxes[""] = _banner(docname, numbered) + boxes[""]
    return _SLOT.sub(lambda m: f"<!-- problems {m[1]} -->{boxes[m[1]]}{_END}", page)


def _box(number: int, problem: Problem, root: Path) -> str:
    """The very words of the check."""
    words = printing.for_terminal([problem], root).strip("\n")
    attributes = {"class": "problem", "id": f"problem-{number}", "role": "note"}
    return f"{tag('div', attributes)}<pre>{escape(words)}</pre></div>"


def _banner(docname: str, numbered: Numbered) -> str:
    if not numbered:
        return ""
    count = len(numbered)
    items = []
    for number, problem, place in numbered:
        words = f"{problem.path}:{problem.line} {problem.code.label}".replace(":0 ", " ")
        up = "../" * docname.count("/")
        page = "" if place.docname == docname else f"{up}{place.docname}.html"
        link = tag("a", {"href": f"{page}#problem-{number}"})
        words = escape(printing.seen(words))
        items.append(f"<li>{link}{words}</a></li>" if place.docname else f"<li>{words}</li>")
    title = f"{count} problem{'' if count == 1 else 's'} in this preview"
    attributes = tag("details", {"class": "problems"})
    return f"{attributes}<summary>{title}</summary><ul>{''.join(items)}</ul></details>"


def _fill(app: Sphinx, error: Exception | None) -> None:
    """Fill the slots of all pages."""
    if error is not None or not app.config.edition_preview or app.builder.name != "html":
        return
    edition = edition_of(app)
    places = [_there(shown(edition, problem), app.env.found_docs) for problem in problems_of(app)]
    numbered = list(zip(range(1, len(places) + 1), problems_of(app), places, strict=True))
    outdir = Path(app.outdir)
    for path in sorted(outdir.rglob("*.html")):
        page = path.read_text("utf-8")
        docname = path.relative_to(outdir).with_suffix("").as_posix()
        new = filled(page, docname, numbered, edition.settings.root)
        if new != page:
            path.write_text(new, "utf-8")


def _there(place: Shown, docnames: set[str]) -> Shown:
    """The place, if there is such a page."""
    return place if place.docname in docnames else Shown("")


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("build-finished", _fill)
