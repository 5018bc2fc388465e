"""Addresses on a forge: a new note, an edit, a file's history.

They have GitHub's shape.  In ``new_note`` nothing stands after the branch, and the folder stands
inside ``filename``: a folder in the path is dropped there when ``filename`` is given.
"""

from urllib.parse import quote

from edition.settings import Settings
from edition.templates import template

BRANCH = "main"
TEMPLATE_PAGE = "editorial/contributing"
TEMPLATE_ANCHOR = "template"
LONGEST = 6000
"""Bytes of an address: past about 8,000 the forge answers with an error and the text is lost."""


def new_note(settings: Settings, slug: str, content: str = "") -> str:
    """Where a new note on a text is begun; empty without a forge.

    A file too long for an address is left out: the page then opens with its name alone.
    """
    if not settings.forge:
        return ""
    name = quote(f"annotations/notes/{slug}/name-of-the-note.md", safe="")
    address = f"{settings.forge}/new/{BRANCH}?filename={name}"
    filled = f"{address}&value={quote(content or template(), safe='')}"
    return filled if len(filled) <= LONGEST else address


def edit(settings: Settings, path: str) -> str:
    """Where a file is edited; empty without a forge."""
    return f"{settings.forge}/edit/{BRANCH}/{quote(path)}" if settings.forge else ""


def history(settings: Settings, path: str) -> str:
    """Where a file's history is seen; empty without a forge."""
    return f"{settings.forge}/commits/{BRANCH}/{quote(path)}" if settings.forge else ""
