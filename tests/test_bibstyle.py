"""How works are cited: by author and year, told apart by letters."""

import pytest
from pybtex.database import parse_string

from edition.bibstyle import told_apart

CASES = {
    "alone": ("@book{a, author={Carr}, title={A}, year={1950}}", ["1950"]),
    "by title": (
        "@book{a, author={Carr}, title={B}, year={1950}}\n"
        "@book{b, author={Carr}, title={A}, year={1950}}",
        ["1950b", "1950a"],
    ),
    "without a year": (
        "@misc{a, author={{The Wiki}}, title={A}}\n"
        "@misc{b, author={{The Wiki}}, title={B}, year={n.d.}}",
        ["n.d.-a", "n.d.-b"],
    ),
    "another year, another author": (
        "@book{a, author={Carr}, title={A}, year={1950}}\n"
        "@book{b, author={Carr}, title={A}, year={1951}}\n"
        "@book{c, author={Cliff}, title={A}, year={1950}}",
        ["1950", "1951", "1950"],
    ),
    "three authors": (
        "@book{a, author={Carr and Davies and Wheatcroft}, title={A}, year={1950}}\n"
        "@book{b, author={Carr and Cliff and Deutscher}, title={B}, year={1950}}",
        ["1950a", "1950b"],
    ),
    "kept from an earlier build": (
        "@book{a, author={Carr}, title={A}, year={1950a}}\n"
        "@book{b, author={Carr}, title={B}, year={1950b}}\n"
        "@book{c, author={Cliff}, title={B}, year={n.d.-a}}",
        ["1950a", "1950b", "n.d."],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_letters(name: str) -> None:
    """Works that a citation would not tell apart get letters in the order of their titles."""
    written, years = CASES[name]

    found = told_apart(parse_string(written, "bibtex").entries)

    assert list(found.values()) == years
