"""Checks of promise 1: the page is the source and a listed set of emendations."""

from collections.abc import Iterator, Sequence

from edition.emendations import Emendation, Stumble
from edition.kinds import SPELLING, kind_of
from edition.problems import Code, Problem, problem
from edition.recording import TooMany, record_emendations, record_passages, source_words
from edition.tables import emendation_row, passage_row
from edition.texts import Text

_SHOWN = 6  # lines to paste that a message holds at most


def check_walk(text: Text, *, with_table: bool) -> Iterator[Problem]:
    """The page walks to its source, by the list and nothing else; so does the table of passages."""
    if not text.page.passages:
        return
    stumble = text.walked[1]
    if stumble is not None:
        yield _stumbled(text, stumble)
        return
    yield from _check_shapes(text)
    yield from _check_reasons(text)
    if with_table:
        yield from _check_passages(text)


def _list_path(text: Text) -> str:
    return f"annotations/texts/{text.slug}/emendations.tsv"


def _stumbled(text: Text, stumble: Stumble) -> Problem:
    """The message: where the two part, and the lines that would mend the list."""
    paste = _lines_to_paste(text, stumble)
    line = stumble.emendation
    if line is not None:
        sides = f"{' '.join(line.source) or '(nothing)'} → {' '.join(line.page) or '(nothing)'}"
        return problem(
            Code.list_left,
            _list_path(text),
            line.line,
            f"The line {line.at}: {sides} does not fit: at source word {stumble.source_at} the "
            f"source has {_shown(stumble.source_word)}, the page {_shown(stumble.page_word)}.",
            nearest=paste,
        )
    words = text.page.words
    at = min(stumble.page_at, len(words) - 1)
    passage = words[at].passage if words else 0
    return problem(
        Code.page_source,
        text.page.path,
        text.page.passages[passage].line,
        f"In {text.passage_id(passage)} the page has {_shown(stumble.page_word)} where the source "
        f"has {_shown(stumble.source_word)} (word {stumble.source_at}), and no line of "
        f"{_list_path(text)} says so.",
        looked_for=stumble.source_word,
        nearest=paste,
    )


def _shown(word: str) -> str:
    return f"“{word}”" if word else "nothing"


def _lines_to_paste(text: Text, stumble: Stumble) -> tuple[str, ...]:
    """The new lines near the stumble, ready to paste, the reason left to fill in."""
    old = {(line.at, line.source, line.page) for line in text.emendations}
    new = [
        line
        for line in record_emendations(text.source, text.page, text.emendations)
        if (line.at, line.source, line.page) not in old
    ]
    new.sort(key=lambda line: abs(line.at - stumble.source_at))
    return tuple("\t".join(emendation_row(line)) for line in new[:_SHOWN])


def _check_shapes(text: Text) -> Iterator[Problem]:
    """A line stays inside one passage and one source line, and has one word on one side."""
    owners = [word.passage for word in text.page.words]
    lines = source_words(text.source)[1]
    for walked in text.walked[0]:
        line = walked.emendation
        passages = set(owners[walked.page_at : walked.page_at + len(line.page)])
        rows = set(lines[line.at - 1 : line.at - 1 + len(line.source)])
        fault = ""
        if len(rows) > 1:
            fault = "runs over two lines of the source"
        elif len(passages) > 1 and len(line.source) != 1:
            fault = "runs over two passages of the page"
        elif len(line.source) > 1 and len(line.page) > 1:
            fault = "has several words on both sides"
        if fault:
            message = f"The line at source word {line.at} {fault}."
            yield problem(Code.list_form, _list_path(text), line.line, message)


def _needs_reason(line: Emendation) -> bool:
    return kind_of(line) in ("addition", "omission", SPELLING)


def _check_reasons(text: Text) -> Iterator[Problem]:
    for line in text.emendations:
        if _needs_reason(line) and not line.reason:
            message = f"The {kind_of(line)} at source word {line.at} has no reason."
            yield problem(Code.list_reason, _list_path(text), line.line, message)


def _check_passages(text: Text) -> Iterator[Problem]:
    """The table of passages is what the page and the list make it."""
    words, _lines = source_words(text.source)
    path = f"annotations/texts/{text.slug}/passages.tsv"
    try:
        wanted = record_passages(len(words), text.page, text.emendations, text.rows)
    except TooMany as error:
        yield problem(Code.passages_differ, path, 0, f"The page has {error}.")
        return
    for line, (row, old) in enumerate(_pairs(wanted, text.rows), 2):
        if row != old:
            message = f"The row reads {_row(old)}; the page makes it {_row(row)}."
            yield problem(Code.passages_differ, path, line, message)
            return


def _pairs(
    wanted: Sequence[object], rows: Sequence[object]
) -> Iterator[tuple[tuple[str, ...] | None, tuple[str, ...] | None]]:
    for n in range(max(len(wanted), len(rows))):
        yield (
            passage_row(wanted[n]) if n < len(wanted) else None,  # type: ignore[arg-type]
            passage_row(rows[n]) if n < len(rows) else None,  # type: ignore[arg-type]
        )


def _row(cells: tuple[str, ...] | None) -> str:
    return "“" + " | ".join(cells[:3]) + "”" if cells else "nothing"
