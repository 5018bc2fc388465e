"""Critical digital editions of popular texts, woven by Sphinx."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Set up the Sphinx extension; imported here, so that the core needs no Sphinx."""
    from edition.extension import setup as setup_extension

    return setup_extension(app)
