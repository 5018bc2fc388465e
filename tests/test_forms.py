"""The forms of a note, in the browser and on the forge, have what a note's head has."""

import re

import yaml

from edition.html.form import MARKUP
from edition.notes import NoteHead
from edition.vocabulary import ASPECTS, TYPES
from tests.conftest import ROOT

SCRIPT = ROOT / "scripts/edition/theme/edition/static/add-note.js"
COMPUTED = {"occurrence"}
"""What the dialog finds out by itself."""
EDITORS_ONLY = {"claim"}
"""What takes a knowledge of the edition that no form can give."""


def fields() -> dict[str, dict[str, object]]:
    """The fields of the issue form by id."""
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/note.yml").read_text("utf-8"))
    return {field["id"]: field["attributes"] for field in form["body"] if "id" in field}


def test_the_dialog_has_every_key_of_the_head() -> None:
    """Whatever a head may hold is asked for in the dialog, or found out, or left to editors."""
    asked = set(re.findall(r'name="(\w+)"', MARKUP.read_text("utf-8")))

    assert set(NoteHead.model_fields) - COMPUTED - EDITORS_ONLY == asked - {
        "quote",
        "words",
        "source",
    }


def test_the_dialog_fills_every_field_of_the_issue_form() -> None:
    """The dialog hands over whatever the issue form asks for, by the names of its fields."""
    handed = SCRIPT.read_text("utf-8").partition("newIssue(form, [")[2].partition("]);")[0]

    assert set(re.findall(r'\["(\w+)",', handed)) == fields().keys()


def test_the_issue_form_offers_the_types_of_the_record() -> None:
    """The form offers the types of the vocabulary, in its order and words, and our texts."""
    form = fields()
    texts = {path.stem for path in (ROOT / "docs/texts").glob("*.md")}

    assert form["type"]["options"][:-1] == [f"{item.name}: {item.meaning}" for item in TYPES]
    assert set(form["text"]["options"]) == texts
    assert form["aspect"]["options"] == list(ASPECTS)
    assert "body" not in form  # a forge cannot fill a field of that name
