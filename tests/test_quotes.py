"""Finding quotes: the corpus that JavaScript is to share, and what must hold of any text."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition import quotes
from edition.words import single_spaced
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/corpus/quotes.json").read_text("utf-8"))["cases"]
TEXTS = st.text(st.sampled_from("ab 1é’'“-–\u0301 Ж"), max_size=40)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_corpus(case: dict[str, object]) -> None:
    """A quote is found where the corpus says, and nowhere else."""
    assert quotes.find(str(case["text"]), str(case["quote"])) == case["found"]


@given(TEXTS)
def test_normalising_is_idempotent(text: str) -> None:
    """Normalising twice changes nothing more."""
    once = quotes.normalised(text)

    assert quotes.normalised(once) == once


@given(TEXTS)
def test_folding_keeps_offsets(text: str) -> None:
    """Folding changes no length."""
    assert len(quotes.folded(text)) == len(text)


@given(TEXTS, st.integers(0, 40), st.integers(1, 12))
def test_whole_words_are_found(text: str, start: int, count: int) -> None:
    """Whole words of a text are found where they stand, and read back as they were."""
    text = single_spaced(unicodedata.normalize("NFC", text))
    words = text.split(" ")
    chosen = " ".join(words[start % len(words) :][:count])
    if not chosen:
        return
    at = len(" ".join([*words[: start % len(words)], ""]))

    found = quotes.find(text, chosen)

    assert all(quotes.folded(text[n : n + len(chosen)]) == quotes.folded(chosen) for n in found)
    assert at in found or any(at - len(chosen) < n < at for n in found)


def test_nearest_suggests_whole_words() -> None:
    """The nearest words are given whole, the best passage first."""
    passages = ["He was struck with an ice axe.", "Nothing like it.", "an axe of ice"]

    assert quotes.nearest(passages, "with an ice ax")[0] == (0, "with an ice axe.")
