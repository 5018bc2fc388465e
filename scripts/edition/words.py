r"""Words: runs of characters between white space.

White space is Unicode's property ``White_Space``, spelt out, because Python's ``str.split`` and
JavaScript's ``\s`` each have a set of their own.  ``theme`` scripts spell the same set.
"""

import re
from typing import NamedTuple

SPACES = frozenset(
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_CLASS = "".join(sorted(SPACES))
_RUN = re.compile(f"[^{_CLASS}]+")
_GAP = re.compile(f"[{_CLASS}]+")


class Word(NamedTuple):
    """One word and where it stands in its string."""

    text: str
    start: int
    """Offset of its first character, in code points."""


def words(string: str) -> list[str]:
    """The words of a string."""
    return _RUN.findall(string)


def placed(string: str) -> list[Word]:
    """The words of a string, each with its offset."""
    return [Word(m.group(), m.start()) for m in _RUN.finditer(string)]


def single_spaced(string: str) -> str:
    """The string with each run of white space made one space, and none at either end."""
    return _GAP.sub(" ", string).strip(" ")
