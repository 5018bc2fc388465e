"""The sitemap, for an edition that has an address (sitemaps.org, protocol 0.9)."""

from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from edition.loaded import edition_of


def sitemap(site: str, pagenames: list[str], date: str) -> str:
    """The XML: every page with the date of the edition."""
    rows = [
        f"<url><loc>{escape(f'{site}{name}.html')}</loc><lastmod>{date}</lastmod></url>"
        for name in sorted(pagenames)
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return "\n".join([head, f'<urlset xmlns="{space}">', *rows, "</urlset>", ""])


def _finish(app: Sphinx, error: Exception | None) -> None:
    settings = edition_of(app).settings
    if error is not None or app.builder.name != "html" or not settings.site:
        return
    told = sitemap(settings.site, list(app.env.found_docs), settings.date)
    (Path(app.outdir) / "sitemap.xml").write_text(told, "utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("build-finished", _finish)
