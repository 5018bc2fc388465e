"""`edition build`: the whole site with its PDF, into a fresh folder that is swapped in.

Everything is read anew, once for both.  Until all is well the old site stands where it stood; what
a build that was broken off leaves behind is removed by the next.  Problems stop it, save where Read
the Docs builds the preview of a pull request: there the pages show them in their places, and the
PDF, which cannot, is left out.
"""

import argparse
import filecmp
import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition import checking, printing
from edition.pdf.builder import PdfBuilder
from edition.settings import Settings

_Result = TypeVar("_Result")
SITE = Path("_build") / "html"


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The command; 1 if something is wrong, and then the old site still stands."""
    site = (arguments.out or settings.root / SITE).resolve()
    set_epoch(settings)
    edition, problems = checking.check_all(settings)
    printing.say(printing.for_terminal(problems, settings.root))
    printing.say(checking.counted(edition, problems) + "\n")
    has_problems = any(not p.is_remark for p in problems)
    if has_problems and not is_preview():
        return 1
    fresh = site.with_name(f".{site.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    work = site.with_name(f".{site.name}.work")
    try:
        _timed("HTML", lambda: build_html(settings, fresh, work, preview=has_problems))
        if not has_problems:
            told = _timed("PDF", lambda: build_pdf(settings, fresh, work))
            printing.say(f"{told}\n")
        _swap(fresh, site)
    except SphinxError as error:
        print(f"edition build: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(work, ignore_errors=True)
    printing.say(f"the site: {site / 'index.html'}\n")
    return 0


def is_preview() -> bool:
    """Whether Read the Docs builds the preview of a pull request."""
    return os.environ.get("READTHEDOCS_VERSION_TYPE") == "external"


def set_epoch(settings: Settings) -> None:
    """Let the date of the edition be the only clock that a build knows."""
    os.environ["SOURCE_DATE_EPOCH"] = str(_epoch(settings.date))


def _epoch(date: str) -> int:
    """The seconds of a date's midnight, UTC."""
    return int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp())


def _timed(step: str, action: Callable[[], _Result]) -> _Result:
    printing.say(f"{step} … ")
    sys.stdout.flush()
    start = time.perf_counter()
    result = action()
    printing.say(f"{time.perf_counter() - start:.1f} s\n")
    return result


def _sphinx(
    settings: Settings, builder: str, out: Path, doctrees: Path, *, preview: bool, cached: bool
) -> Builder:
    """Run one of Sphinx's builders; every warning is an error, save in a preview."""
    source = settings.root / "docs"
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            source,
            source,
            out,
            doctrees,
            builder,
            status=None,
            warning=sys.stderr,
            freshenv=not cached,
            warningiserror=not preview,
            confoverrides={"nitpicky": True, "edition_preview": preview},
        )
        app.build(force_all=not cached)
    if app.statuscode:
        raise SphinxError(f"the {builder} builder warned")
    return app.builder


def build_html(settings: Settings, out: Path, work: Path, *, preview: bool = False) -> None:
    """The HTML alone, into ``out``; ``work`` holds what may be thrown away afterwards.

    A preview shows problems in their places.
    """
    _sphinx(settings, "html", out, work / "doctrees", preview=preview, cached=False)
    (out / ".buildinfo").unlink(missing_ok=True)
    shutil.rmtree(out / "_sources", ignore_errors=True)


def refresh_html(settings: Settings, out: Path, work: Path) -> None:
    """A preview in ``out``, made from what ``work`` keeps and the files that have changed."""
    made = work / "html"
    _sphinx(settings, "html", made, work / "doctrees", preview=True, cached=True)
    put(made, out)


def put(made: Path, out: Path) -> None:
    """Put all of a folder that has changed into another, each file by a rename.

    So whoever reads there meanwhile finds every file whole, the old or the new one.
    """
    for path in sorted(made.rglob("*")):
        place = out / path.relative_to(made)
        if path.is_file() and not (place.exists() and filecmp.cmp(path, place)):
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_name(f"{place.name}.part")
            shutil.copy2(path, part)  # with its time, by which most files are seen to be unchanged
            part.replace(place)


def build_pdf(settings: Settings, site: Path, work: Path) -> str:
    """The PDF alone, into ``site``; what there is to tell of it is returned.

    Documents that ``work`` keeps from the HTML are not read again.
    """
    out = work / "out"
    book = _sphinx(settings, "pdf", out, work / "doctrees", preview=False, cached=True)
    assert isinstance(book, PdfBuilder)
    name = f"{settings.file_name}.pdf"
    shutil.copyfile(out / name, site / name)
    return book.figures


def _swap(fresh: Path, site: Path) -> None:
    """Put the fresh folder in the old one's place; a rename is whole or not at all."""
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
