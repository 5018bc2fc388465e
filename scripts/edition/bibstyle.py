"""The bibliography's style: author and year, without labels, whatever the alphabet.

pybtex's own ``alpha`` labels Cyrillic authors with numbers, so entries go unlabelled and
citations name author and year.
"""

from functools import lru_cache
from typing import Any

import pybtex.plugin
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinx.application import Sphinx

_formatted: dict[tuple[str, str, str], Any] = {}


class _Unlabelled:
    """A label style without labels; sphinxcontrib-bibtex wants one that is unique."""

    def format_labels(self, entries: Any) -> Any:
        for entry in entries:
            yield entry.key


class EditionStyle(Plain):  # type: ignore[misc]
    """Plain entries, sorted by author and year."""

    default_sorting_style = SortingStyle

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.format_labels = _Unlabelled().format_labels

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """A formatted entry, made once: bibtex asks for each twice, and at each build of serve."""
        key = (label, entry.key, repr(entry))
        if key not in _formatted:
            _formatted[key] = super().format_entry(label, entry, bib_data)
        return _formatted[key]


def setup(app: Sphinx) -> None:
    """Register the style."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "edition", EditionStyle)
    # It scans all installed packages anew for every citation; drop this when pybtex caches it.
    if not hasattr(pybtex.plugin.find_plugin, "cache_info"):
        pybtex.plugin.find_plugin = lru_cache(maxsize=None)(pybtex.plugin.find_plugin)
