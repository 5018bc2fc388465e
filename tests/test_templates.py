"""The file of a new note before it is filled in."""

import pytest

from edition.notes import read_note
from edition.problems import Code
from edition.templates import PLACEHOLDERS, stripped, template
from edition.vocabulary import ASPECTS, CERTAINTIES, TYPES
from tests.conftest import ROOT


@pytest.mark.parametrize("more", [{}, {"commented": True}, {"commented": True, "hinted": True}])
def test_template(more: dict[str, bool]) -> None:
    """As it is, the template meets only the placeholders' problem; its comments can go."""
    plain = stripped(template(**more))

    note, problems = read_note(plain, "annotations/notes/feud/x.md", "feud")

    assert plain == template()
    assert note is not None
    assert [found.code for found in problems] == [Code.head_placeholder] * len(PLACEHOLDERS)


def test_template_names_every_term() -> None:
    """Its comments name all types, certainties and aspects."""
    told = template(commented=True).replace("\n                       #", "")

    for terms in (tuple(item.name for item in TYPES), CERTAINTIES, ASPECTS):
        assert f"{', '.join(terms[:-1])} or {terms[-1]}" in told


@pytest.mark.parametrize(
    ("path", "commented"),
    [("docs/editorial/contributing.md", True), ("annotations/README.md", False)],
)
def test_one_template(path: str, commented: bool) -> None:
    """The pages that print the template print this one."""
    page = (ROOT / path).read_text("utf-8")

    assert f"```markdown\n{template(commented=commented)}```\n" in page


def test_uncommented_lines_stay() -> None:
    """A line of the head whose # was taken away stays, without what explains it."""
    content = template(hinted=True).replace("# seen:", "seen:").replace("# see:", "see:")

    assert "\nsee: [text/name-of-a-note, text-57]\nseen: [key]\n---\n" in stripped(content)
