"""What the text pages are weighed against, and when they are too heavy."""

import importlib
from collections import Counter
from pathlib import Path

import pytest

from edition import checking, settings
from tests.conftest import FIXTURES, ROOT


@pytest.fixture(autouse=True)
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the bench is where its modules are looked for."""
    monkeypatch.syspath_prepend(ROOT / "scripts/bench")


def test_the_plain_project_has_every_note_at_its_words(tmp_path: Path) -> None:
    """In the plain project each reference stands behind the words of its note, each note once."""
    edition = checking.check_all(settings.read(FIXTURES / "valid"))[0]
    importlib.import_module("plain").write(edition, tmp_path / "plain")
    page = (tmp_path / "plain/fox.md").read_text("utf-8")

    assert "hanging from a *trellised[^overlap]* vine. He resorted[^trellised] to" in page
    assert "\n\nAt last he turned away[^across], hiding" in page
    assert page.count("[^sour]: **gloss** From this fable") == 1


def test_what_is_too_heavy_is_told() -> None:
    """More bytes, more requests or much in fonts is a fault; as much as Furo's is none."""
    reading = importlib.import_module("reading")
    furo = reading.Load(Counter(document=10, script=5), 3)
    heavy = reading.Load(Counter(document=9, script=7, font=reading.FONTS + 1), 4)

    assert reading.faults("a", furo, furo) == []
    assert [fault.split()[1] for fault in reading.faults("a", furo, heavy)] == ["1", "1", "40,001"]
