"""The printer: what a reader of a message sees, wherever it is printed."""

import json
from pathlib import Path

import pytest

from edition import printing
from edition.problems import Code, Problem, problem


def test_caret_under_the_column(tmp_path: Path) -> None:
    """A problem with a column has its line shown and one caret under that column."""
    (tmp_path / "a.md").write_text("one\ntwo three\n", "utf-8")

    shown = printing.for_terminal([problem(Code.role, "a.md", 2, "No.", column=5)], tmp_path)

    assert "a.md:2  problem role\n  | two three\n  |     ^\n  No.\n" in shown


def test_carets_under_the_quote(tmp_path: Path) -> None:
    """A problem of a whole line has carets under its words, not under the mark of quotation."""
    (tmp_path / "a.md").write_text("> two three\n", "utf-8")

    shown = printing.for_terminal([problem(Code.quote_cut, "a.md", 1, "No.")], tmp_path)

    assert "  | > two three\n  |   ^^^^^^^^^\n" in shown


def test_caret_behind_the_cut(tmp_path: Path) -> None:
    """Where a long line is cut, its caret stands at the cut and not far to the right."""
    (tmp_path / "a.md").write_text("x" * 5000, "utf-8")

    shown = printing.for_terminal([problem(Code.role, "a.md", 1, "No.", column=4000)], tmp_path)

    assert max(map(len, shown.split("\n"))) < 120


def test_lines_are_counted_as_the_reader_counts(tmp_path: Path) -> None:
    """A line separator of Unicode or a carriage return shifts no excerpt."""
    (tmp_path / "a.md").write_bytes("a\u2028b\r\n\x0cc\rright\n".encode())

    shown = printing.for_terminal([problem(Code.role, "a.md", 3, "No.")], tmp_path)

    assert "  | right\n" in shown


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """A problem of a file that cannot be read any more is printed without its line."""
    shown = printing.for_terminal([problem(Code.role, "gone.md", 7, "No.")], tmp_path)

    assert shown.startswith("gone.md:7  problem role\n  No.\n")


def test_nothing_printed_moves_the_cursor(tmp_path: Path) -> None:
    """A stranger's words can neither steer the terminal nor begin a line of their own."""
    evil = "a\x1b[2J\u202eb\n::stop-commands::c\r"
    item = problem(Code.quote_missing, evil, 0, evil, looked_for=evil, nearest=(evil,))

    shown = printing.for_terminal([item], tmp_path)

    assert not set("\x1b\u202e\r") & set(shown)
    assert not [line for line in shown.split("\n") if line.strip().startswith("::")]


def test_lines_to_paste_keep_their_tabs(tmp_path: Path) -> None:
    """A line of a table that is to be pasted is printed as the table wants it."""
    item = problem(Code.page_source, "a.md", 0, "No.", nearest=("12\tStalins\tStalin’s\t",))

    assert "12\tStalins\tStalin’s\t\n" in printing.for_terminal([item], tmp_path)


def test_order(tmp_path: Path) -> None:
    """Problems stand before remarks, then by file and by line, however they were found."""
    found = [
        problem(Code.uncited, "a.md", 1, "r"),
        problem(Code.role, "b.md", 1, "p"),
        problem(Code.role, "a.md", 10, "p"),
        problem(Code.role, "a.md", 9, "p"),
    ]

    places = [(row["path"], row["line"]) for row in json.loads(printing.as_json(found))]

    assert places == [("a.md", 9), ("a.md", 10), ("b.md", 1), ("a.md", 1)]


def test_github_escapes() -> None:
    """No text of a problem can end its annotation or begin another."""
    evil = "100%\r\n::error::x"

    out = printing.for_github([problem(Code.role, "a,b:c\n.md", 0, evil)])

    place = "file=a%2Cb%3Ac%0A.md,line=1,title=role"
    advice = Code.role.instruction
    assert out == f"::error {place}::100%25%0D%0A::error::x%0A{advice}\n"


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (10, 10), (11, 10), (300, 10)])
def test_ten_of_each_level(count: int, shown: int) -> None:
    """GitHub gets ten of each level at most, and the tenth says how many are not shown."""
    found = [
        problem(code, "a.md", n, "No.")
        for n in range(1, count + 1)
        for code in (Code.role, Code.uncited)
    ]

    lines = printing.for_github(found).splitlines()

    for level in ("::error ", "::warning "):
        ours = [line for line in lines if line.startswith(level)]
        assert len(ours) == shown
        assert ours[-1].endswith(f"and {count - 9} more: see the summary") == (count > 10)


def test_json_says_all() -> None:
    """Every field of a problem is in its JSON, letters as they are."""
    item = Problem(Code.role, "a.md", 2, "Nö.", "a", ("b",), "Do.", 3, is_remark=True)

    assert json.loads(printing.as_json([item])) == [
        {
            "code": "role",
            "level": "remark",
            "path": "a.md",
            "line": 2,
            "column": 3,
            "message": "Nö.",
            "looked_for": "a",
            "nearest": ["b"],
            "instruction": "Do.",
        }
    ]
    assert "Nö." in printing.as_json([item])
