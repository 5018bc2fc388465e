"""One model: the schema and the vocabulary say what it says."""

from typing import get_args

from edition import notes, schema
from edition.vocabulary import ASPECTS, CERTAINTIES, TYPES
from tests.conftest import ROOT


def test_committed_schema() -> None:
    """The committed schema is the model's: after a change, `edition schema` makes it anew."""
    committed = (ROOT / "annotations/schema.json").read_text("utf-8")

    assert committed == schema.schema()


def test_vocabulary() -> None:
    """The model's closed lists are those of the vocabulary."""
    assert get_args(notes.TypeName) == tuple(item.name for item in TYPES)
    assert get_args(notes.Certainty) == CERTAINTIES
    assert get_args(notes.Aspect) == ("", *ASPECTS)
