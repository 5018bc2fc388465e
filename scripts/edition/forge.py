"""Addresses on a forge: a new note, an edit, a file's history.

They have GitHub's shape.  In ``new_note`` nothing stands after the branch, and the folder stands
inside ``filename``: a folder in the path is dropped there when ``filename`` is given.
"""

from urllib.parse import quote

from edition.quotes import find
from edition.settings import Settings
from edition.templates import QUOTED, template
from edition.texts import Text
from edition.words import words

BRANCH = "main"
NOTES = "annotations/notes/"
TEMPLATE_PAGE = "editorial/contributing"
TEMPLATE_ANCHOR = "template"
FIRST = 2
"""Words of a passage that its link quotes, if they stand once."""
LONGEST = 6000
"""Bytes of an address: past about 8,000 the forge answers with an error and the text is lost."""


def new_note(settings: Settings, slug: str, content: str = "") -> str:
    """Where a new note on a text is begun; empty without a forge.

    A file too long for an address is left out: the page then opens with its name alone.
    """
    if not settings.forge:
        return ""
    return new_file(settings.forge, f"{NOTES}{slug}/name-of-the-note.md", content or template())


def new_file(forge: str, path: str, content: str) -> str:
    """The forge's page for a new file; a file too long for an address is left to the clipboard."""
    address = f"{forge}/new/{BRANCH}?filename={quote(path, safe='')}"
    filled = f"{address}&value={quote(content, safe='')}"
    return filled if len(filled) <= LONGEST else address


def new_note_on(settings: Settings, text: Text, index: int) -> str:
    """Where a note on a passage is begun, its first words quoted; empty without a forge.

    They are as few as stand once in the text, but ``FIRST``: such a link stands at every passage.
    """
    if not settings.forge:
        return ""
    all_words = words(text.page.passages[index].text)
    begins = (
        " ".join(all_words[:n]) for n in range(min(FIRST, len(all_words)), len(all_words) + 1)
    )
    quoted = next((q for q in begins if len(find(text.reading_text, q)) == 1), QUOTED)
    return new_note(settings, text.slug, template(quoted))


def report(settings: Settings, place: str) -> str:
    """Where an issue on a place of the edition is written; empty without a forge."""
    address = f"{settings.forge}/issues/new?template=correction.yml&place={quote(place, safe='')}"
    return address if settings.forge else ""


def edit(settings: Settings, path: str) -> str:
    """Where a file is edited; empty without a forge."""
    return f"{settings.forge}/edit/{BRANCH}/{quote(path)}" if settings.forge else ""


def history(settings: Settings, path: str) -> str:
    """Where a file's history is seen; empty without a forge."""
    return f"{settings.forge}/commits/{BRANCH}/{quote(path)}" if settings.forge else ""
