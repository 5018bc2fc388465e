"""The stylesheet and the script of every page, joined from their parts as Sphinx copies them.

The parts lie beside the theme's ``static`` folder, whose templates name them in their order.
Comments and white space go by the two filters here: pages load what a browser needs, and nothing
else is changed.
"""

from rcssmin import cssmin
from rjsmin import jsmin
from sphinx.application import Sphinx

FILTERS = {"cssmin": cssmin, "jsmin": jsmin}
"""By the names that the templates have for them."""


def _add_filters(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.builder.templates.environment.filters.update(FILTERS)


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", _add_filters)
