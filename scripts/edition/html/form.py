"""What the browser's dialog for a new note is told: vocabularies, works, messages, the forge."""

import json
from pathlib import Path

from sphinx.application import Sphinx

from edition import forge, messages
from edition.bibliography import WorkCited
from edition.library import Edition
from edition.loaded import edition_of
from edition.notes import ACCOUNT
from edition.problems import Code
from edition.vocabulary import (
    ASPECTS,
    CERTAINTIES,
    GROUND_IN_TEXT,
    NEEDS_GROUND,
    NEEDS_PLACE,
    TYPES,
)

MARKUP = Path(__file__).parents[1] / "theme" / "edition" / "add-note.html"
_LONGEST = 90  # characters of a work's label

SAID = {
    "none": (f"{messages.QUOTE_NONE} Copy them here from the text.", None),
    "missing": (messages.QUOTE_MISSING, Code.quote_missing),
    "cut": (messages.QUOTE_CUT, Code.quote_cut),
    "empty": (messages.NOTE_EMPTY, Code.note_empty),
    "account": (messages.ACCOUNT, None),
    "uncited": (messages.UNCITED, Code.uncited),
    "unlisted": ("The source is not in the bibliography.", Code.unlisted_source),
    "unread": (messages.UNREAD, Code.certainty_ground),
    "see": (messages.SEE, Code.see_needed),
}
"""What the dialog says of a note: the words of the check and their instruction."""
SENT = (
    "Your note is on the clipboard, too. GitHub asks you to sign in, then to make your own copy of"
    " the edition (“Fork this repository”), then shows your note: press “Commit changes”, “Propose"
    " changes”, “Create pull request”."
)


def told(edition: Edition) -> dict[str, object]:
    """The data of the dialog, as the script takes it."""
    said = {
        name: f"{words} {code.instruction}" if code else words
        for name, (words, code) in SAID.items()
    }
    return {
        "forge": edition.settings.forge,
        "branch": forge.BRANCH,
        "folder": forge.NOTES,
        "longest": forge.LONGEST,
        "account": ACCOUNT,
        "types": [[item.name, item.meaning] for item in TYPES],
        "aspects": ASPECTS,
        "certainties": CERTAINTIES,
        "needsGround": NEEDS_GROUND,
        "groundInText": GROUND_IN_TEXT,
        "needsPlace": NEEDS_PLACE,
        "works": [[key, label(work)] for key, work in sorted(edition.works.items())],
        "messages": {**said, "sent": SENT},
        "markup": MARKUP.read_text("utf-8"),
    }


def label(work: WorkCited) -> str:
    """Author, title and year, shortened: enough to choose by."""
    fields = work.fields
    author = fields.get("author", "") or fields.get("editor", "") or fields.get("organization", "")
    parts = [author.partition(" and ")[0], fields["title"], fields.get("year", "")]
    words = ", ".join(part for part in parts if part).translate({ord(c): None for c in "{}\\"})
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0]} …"


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.name != "html":
        return
    data = json.dumps(told(edition_of(app)), ensure_ascii=False, separators=(",", ":"))
    path = Path(app.outdir) / "_static" / "note-form.js"
    path.write_text(f"window.editionForm={data};\n", "utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("build-finished", _finish)
