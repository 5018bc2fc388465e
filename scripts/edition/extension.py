"""The Sphinx extension: the only module that knows every part of it."""

import os
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxContentsFilter

from edition import caching, domain, front, generated, loaded, printing, reference
from edition.checking import check_all
from edition.nodes import emendation, mark, omission, provenance
from edition.settings import read
from edition.weave import Weave


def _configure(app: Sphinx, config: Config) -> None:
    """What an edition says of itself goes into Sphinx's own settings."""
    settings = read(loaded.root_of(app))
    config.project = settings.title
    config.author = settings.editors
    config.version = config.release = settings.version
    config.language = settings.language
    config.copyright = f"{settings.date[:4]}, {settings.editors}"
    config.html_title = settings.title
    config.html_short_title = settings.title
    config.html_baseurl = settings.site
    config.html_last_updated_fmt = None
    config.primary_domain = "edition"
    config.smartquotes = False  # it would rewrite the texts
    config.myst_footnote_sort = False  # or all notes move to the end of the page
    config.bibtex_reference_style = "author_year"
    config.bibtex_default_style = "edition"


def _load(app: Sphinx) -> None:
    """Read and check everything first; problems stop the build, save that a preview shows them."""
    settings = read(loaded.root_of(app))
    edition, problems = check_all(settings)
    grave = [p for p in printing.in_order(problems) if not p.is_remark]
    loaded.keep(app, edition, grave)
    if grave:
        printing.say(printing.for_terminal(grave, settings.root))
    if grave and not app.config.edition_preview:
        raise ExtensionError(f"{len(grave)} problems: see `edition check`")


def _refuse(visitor: Any, node: nodes.Node) -> None:
    visitor.ignore_node_but_process_children(node)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up the extension."""
    from edition import bibstyle, html, pdf

    app.add_config_value("edition_preview", False, "env", bool, "Show problems in their place.")
    app.connect("config-inited", _configure, priority=100)  # before Sphinx derives from them (500)
    app.connect("builder-inited", _load)
    for node in (mark, emendation, omission):
        app.add_node(node)
        # Or the source words would be copied into contents and titles.
        setattr(SphinxContentsFilter, f"visit_{node.__name__}", _refuse)
    app.add_node(provenance)
    app.add_transform(Weave)
    for part in (domain, caching, generated, reference, front, bibstyle, html, pdf):
        part.setup(app)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # the builders must ask no clock
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
