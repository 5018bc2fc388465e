"""Words as Typst code."""

import json
from pathlib import Path

import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.pdf.escape import flowing, string

ADVERSARIAL = (
    "*emph*(1905) *emph*; then *x*.foo 1917\\. $ # @ <x> // -- ... ~ \" ' ` = - + / [x] {y} "
    "#panic() \\u{41} http://a_b /* c */ 26. \\"
)


def parsed(words: list[str], folder: Path) -> list[str]:
    """What Typst reads where ``words`` went in."""
    main = folder / "words.typ"
    main.write_text("\n".join(f"#[#metadata({string(one)})<w>]" for one in words), "utf-8")
    fonts = typst.Fonts(include_system_fonts=False)
    found = typst.Compiler(main, font_paths=fonts, ignore_system_fonts=True).query(
        "<w>", field="value"
    )
    return list(json.loads(found))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=20, max_size=60))
def test_typst_reads_what_went_in(tmp_path_factory, words: list[str]) -> None:
    """Whatever characters a text holds, Typst reads exactly these."""
    assert parsed(words, tmp_path_factory.mktemp("typst")) == words


def test_no_words_are_markup(tmp_path: Path) -> None:
    """Words that look like Typst, Markdown or code stay words."""
    assert parsed([ADVERSARIAL], tmp_path) == [ADVERSARIAL]


def test_other_scripts_are_named() -> None:
    """Words in another script bear their language, and ranges of figures hold together."""
    assert flowing("Лев 412–13") == [
        'foreign("ru", "Лев")',
        '" "',
        'keep("412–13")',
    ]
