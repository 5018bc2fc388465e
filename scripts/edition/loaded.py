"""The edition that a Sphinx application builds: read once, before any document is."""

from pathlib import Path
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx

from edition.library import Edition
from edition.settings import find_root

_loaded: WeakKeyDictionary[Sphinx, Edition] = WeakKeyDictionary()


def root_of(app: Sphinx) -> Path:
    """The edition's root for an application: upward from its source folder."""
    return find_root(Path(app.confdir))


def keep(app: Sphinx, edition: Edition) -> None:
    """Keep what was read for the life of the application."""
    _loaded[app] = edition


def edition_of(app: Sphinx) -> Edition:
    """The edition of an application."""
    return _loaded[app]
