"""The file of a new note before it is filled in: one template for every door.

The contributing page, the README of the notes, the prefilled page of the forge and ``edition
note`` all show this one; a test holds the written ones to it.
"""

import re
import textwrap
from collections.abc import Mapping, Sequence

from edition.vocabulary import ASPECTS, CERTAINTIES, TYPES
from edition.words import single_spaced

NAME = "your-name"
QUOTED = "the quoted words"
WORDS = "Write your note here."
PLACEHOLDERS = (NAME, QUOTED, WORDS)
"""What a note may not hold any more when it is sent."""
EXAMPLE = {"type": "error", "certainty": "medium", "aspect": "date", "by": NAME}

_COLUMN = 23  # at which the comments of the head begin
_WIDTH = 72  # of the comments
_MORE = """\
# Each only where it is needed, without its #:
# claim: name-of-a-claim
# see: [text/name-of-a-note, text-57]      # other notes and passages
# seen: [key]                              # works cited whose passage you have read
"""
_HINTS = """\
# First what is right and how one knows, then in what the passage differs.
# One sentence a line; the first line stands alone in lists.
# A work is cited {cite:p}`key{ch. 10}`, a place is named {note}`text/name` or {passage}`text-57`.
# Lines that begin with # are left out.  Without words of your own nothing is written.

"""


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


COMMENTS = {
    "type": f"{_listed([item.name for item in TYPES])}: the first that fits",
    "certainty": f"of the first line: {_listed(CERTAINTIES)}",
    "aspect": f"with error only: {_listed(ASPECTS)}",
    "by": "your account on the forge, or anonymous",
}


def template(
    quoted: str = QUOTED,
    words: str = WORDS,
    head: Mapping[str, str] = EXAMPLE,
    *,
    commented: bool = False,
    hinted: bool = False,
) -> str:
    """The file of a note; ``commented`` explains its head, ``hinted`` the rest of it as well.

    Hints stand where a body may hold no ``#``: they must be taken out (:func:`stripped`).
    """
    lines = "".join(_line(key, value, commented=commented) for key, value in head.items())
    more, hints = (_MORE, _HINTS) if hinted else ("", "")
    quote = "\n".join(f"> {line}" for line in quoted.split("\n"))
    return f"---\n{lines}{more}---\n\n{quote}\n\n{hints}{words}\n"


def _line(key: str, value: str, *, commented: bool) -> str:
    line = f"{key}: {value}"
    if not commented or key not in COMMENTS:
        return line + "\n"
    first, *rest = textwrap.wrap(COMMENTS[key], _WIDTH)
    later = "".join(f"{'':{_COLUMN}}# {words}\n" for words in rest)
    return f"{line:{_COLUMN}}# {first}\n{later}"


def with_source(words: str, source: str, *, is_key: bool) -> str:
    """The words with their source: a key is cited where the first line ends, another work named.

    The browser's dialog has the same rule: ``tests/corpus/notes.json`` holds both to it.
    """
    text = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    source = single_spaced(source)
    if not source:
        return text
    if not is_key:
        return f"{text}\nSource: {source}{'' if source[-1] in '.!?' else '.'}"
    first, newline, rest = text.partition("\n")
    stop = first[-1:] if first.endswith((".", "!", "?")) else ""
    return f"{first.removesuffix(stop)} {{cite:p}}`{source}`{stop or '.'}{newline}{rest}"


def stripped(content: str) -> str:
    """What was written, without its comments and with single empty lines."""
    head, mark, body = content.partition("\n---")
    kept = [re.sub(r"(^|\s+)#.*", "", line) for line in head.split("\n")]
    head = "\n".join(line for line in kept if line.strip())
    body = re.sub(r"^#(?:\s.*)?\n", "", body, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", head + mark + body).strip("\n") + "\n"
