"""Typst expressions put together: the writer's few words of that language."""

from collections.abc import Iterable, Sequence

from edition.pdf.escape import string

# One expression a line of Typst, in code mode; a list of them is what stands one after another.
Code = list[str]


def body(code: Sequence[str]) -> str:
    """The expressions, one after another, as one piece of content."""
    if not code:
        return "[]"
    if len(code) == 1:
        return "{ " + code[0] + " }"
    return "{\n" + "\n".join(code) + "\n}"


def call(name: str, *values: str, **named: str | None) -> str:
    """A call of a function of the template; a named value that is None is left out."""
    pairs = [f"{key.replace('_', '-')}: {value}" for key, value in named.items() if value]
    return f"{name}({', '.join([*values, *pairs])})"


def array(values: Iterable[str]) -> str:
    """An array; the comma after a single value is what makes it one."""
    return "(" + "".join(f"{value}, " for value in values) + ")"


def strings(words: Iterable[str]) -> str:
    """An array of strings."""
    return array(string(word) for word in words)
