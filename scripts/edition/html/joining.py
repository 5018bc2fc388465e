"""The stylesheet of every page, joined from its parts as Sphinx copies it.

The parts lie beside the theme's ``static`` folder, whose template names them in their order.
Comments and white space go by the filter here: pages load what a browser needs, and nothing else
is changed.
"""

from rcssmin import cssmin
from sphinx.application import Sphinx

FILTERS = {"cssmin": cssmin}
"""By the names that templates have for them."""


def _add_filters(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.builder.templates.environment.filters.update(FILTERS)


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", _add_filters)
