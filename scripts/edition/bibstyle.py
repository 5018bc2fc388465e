"""The bibliography's style: author and year, without labels, whatever the alphabet.

pybtex's own ``alpha`` labels Cyrillic authors with numbers, so entries go unlabelled and
citations name author and year.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from string import ascii_lowercase
from typing import Any

import pybtex.plugin
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinx.application import Sphinx

_MOST_NAMES = 2
"""Names that a citation gives before it says et al."""
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


def told_apart(entries: Mapping[str, Any]) -> dict[str, str]:
    """The year of each entry, with a letter where author and year are another's, too.

    Letters go by title, as the list is sorted: 1979a, 1979b; n.d.-a, n.d.-b.
    """
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    years: dict[str, str] = {}
    for key, entry in entries.items():
        # a bibliography that was kept from an earlier build has its letters
        years[key] = re.sub(r"(?<=\d)[a-z]$|-[a-z]$", "", entry.fields.get("year", "n.d."))
        alike[*_named(entry), years[key]].append(key)
    for keys in alike.values():
        if len(keys) < 2:
            continue
        titled = sorted(keys, key=lambda key: (entries[key].fields.get("title", ""), key))
        for letter, key in zip(ascii_lowercase, titled, strict=False):
            years[key] += letter if years[key][-1].isdigit() else f"-{letter}"
    return years


def _named(entry: Any) -> list[str]:
    """The names that a citation gives; of three and more the first."""
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [" ".join(person.last_names) for person in persons]
    if len(names) > _MOST_NAMES:
        return [names[0], "et al."]
    return names or [entry.fields.get("title", "")]


def _give_letters(app: Sphinx) -> None:
    domain = app.env.get_domain("cite")
    entries = domain.bibdata.data.entries  # type: ignore[attr-defined]
    for key, year in told_apart(entries).items():
        if year != entries[key].fields.get("year", "n.d."):
            entries[key].fields["year"] = year


def setup(app: Sphinx) -> None:
    """Register the style; works of one author and year get their letters."""
    app.connect("builder-inited", _give_letters)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "edition", EditionStyle)
    # It scans all installed packages anew for every citation; drop this when pybtex caches it.
    if not hasattr(pybtex.plugin.find_plugin, "cache_info"):
        pybtex.plugin.find_plugin = lru_cache(maxsize=None)(pybtex.plugin.find_plugin)
