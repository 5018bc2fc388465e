"""The HTML output: the theme, its translator and what its templates are told."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from edition.html import card, context, form, joining, previews, problems, sitemap, translator

THEME = Path(__file__).parents[1] / "theme" / "edition"


def _configure(_app: Sphinx, config: Config) -> None:
    """What Sphinx would add by itself and a reader has no use for."""
    config.html_permalinks = False
    config.html_copy_source = False
    config.html_use_index = False
    config.html_domain_indices = False


def setup(app: Sphinx) -> None:
    """Register the theme and its parts."""
    app.add_html_theme("edition", str(THEME))
    app.add_js_file("edition.js")
    app.connect("config-inited", _configure, priority=100)
    translator.setup(app)
    context.setup(app)
    joining.setup(app)
    previews.setup(app)
    card.setup(app)
    sitemap.setup(app)
    form.setup(app)
    problems.setup(app)
