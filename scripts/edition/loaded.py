"""The edition that a Sphinx application builds: read once, before any document is."""

from pathlib import Path
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx

from edition.library import Edition
from edition.problems import Problem
from edition.settings import find_root

_loaded: WeakKeyDictionary[Sphinx, tuple[Edition, list[Problem]]] = WeakKeyDictionary()


def root_of(app: Sphinx) -> Path:
    """The edition's root for an application: upward from its source folder."""
    return find_root(Path(app.confdir))


def keep(app: Sphinx, edition: Edition, problems: list[Problem]) -> None:
    """Keep what was read, and what is wrong with it, for the life of the application."""
    _loaded[app] = edition, problems


def edition_of(app: Sphinx) -> Edition:
    """The edition of an application."""
    return _loaded[app][0]


def problems_of(app: Sphinx) -> list[Problem]:
    """What a preview shows: the problems of its edition; none in any other build."""
    return _loaded[app][1]
