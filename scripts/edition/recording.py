"""`edition record`: what the two tables of a text should hold, given its source and its page.

It proposes and never guesses a reason: lines that still walk stay as they are, and reasons are
kept by place, kind and order.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from edition.aligning import Alignment
from edition.emendations import Emendation, walk
from edition.kinds import kind_of
from edition.pages import Page
from edition.tables import GONE, PassageRow
from edition.words import words

_BEGINS = 6  # words shown of each passage


class TooMany(ValueError):
    """More passages were put in at one place than a number has letters."""


def source_words(source: str) -> tuple[list[str], list[int]]:
    """The words of a source, and for each the number of its line, from 0."""
    result: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(source.split("\n")):
        found = words(line)
        result += found
        lines += [number] * len(found)
    return result, lines


def record_emendations(source: str, page: Page, old: Sequence[Emendation]) -> list[Emendation]:
    """The list that walks, as near to the old one as can be."""
    left, source_lines = source_words(source)
    placed = page.words
    right = [word.text for word in placed]
    done, stumble = walk(left, right, old)
    if stumble is None:
        return [replace(line, line=0) for line in old]
    head = [walked.emendation for walked in done]
    i = (head[-1].at - 1 + len(head[-1].source)) if head else 0
    j = (done[-1].page_at + len(head[-1].page)) if head else 0
    tail, i_end, j_end = _still_walks(left, right, old[len(head) :], (i, j))
    middle = Alignment(
        left[i:i_end],
        right[j:j_end],
        source_lines[i:i_end],
        [word.passage for word in placed[j:j_end]],
    ).lines()
    new = head + [replace(line, at=line.at + i) for line in middle] + tail
    return _with_reasons([replace(line, line=0) for line in new], old)


def _still_walks(
    left: Sequence[str], right: Sequence[str], old: Sequence[Emendation], start: tuple[int, int]
) -> tuple[list[Emendation], int, int]:
    """The last lines of the old list that still fit when one walks backward from the end."""
    i, j = len(left), len(right)
    keep = len(old)
    for line in reversed(old):
        end = line.at - 1 + len(line.source)
        j_end = j - (i - end)
        begin, j_begin = line.at - 1, j_end - len(line.page)
        fits = (
            start[0] <= begin <= end <= i
            and j_begin >= start[1]
            and list(left[end:i]) == list(right[j_end:j])
            and tuple(left[begin:end]) == line.source
            and tuple(right[j_begin:j_end]) == line.page
        )
        if not fits:
            break
        i, j, keep = begin, j_begin, keep - 1
    return list(old[keep:]), i, j


def _with_reasons(new: Sequence[Emendation], old: Sequence[Emendation]) -> list[Emendation]:
    reasons: dict[tuple[int, str], list[str]] = defaultdict(list)
    for line in old:
        reasons[line.at, kind_of(line)].append(line.reason)
    result = []
    for line in new:
        kept = reasons[line.at, kind_of(line)]
        result.append(replace(line, reason=kept.pop(0)) if kept and not line.reason else line)
    return result


def passage_starts(
    source_count: int, page: Page, lines: Sequence[Emendation]
) -> list[tuple[int, int]]:
    """For each passage its first source word and the number of source words it holds.

    A passage without source words stands at the number of the word that follows.
    """
    owner = [word.passage for word in page.words]
    first = [0] * len(page.passages)
    count = [0] * len(page.passages)
    i = j = 0

    def take(passage: int, at: int, number: int) -> None:
        first[passage] = first[passage] or at
        count[passage] += number

    for line in [*lines, None]:
        stop = line.at - 1 if line else source_count
        while i < stop and j < len(owner):
            take(owner[j], i + 1, 1)
            i, j = i + 1, j + 1
        if line:
            for k in range(j, min(j + len(line.page), len(owner))):
                take(owner[k], i + 1, len(line.source) if k == j else 0)
            i, j = i + len(line.source), j + len(line.page)
    return list(zip(first, count, strict=True))


def record_passages(
    source_count: int, page: Page, lines: Sequence[Emendation], old: Sequence[PassageRow]
) -> list[PassageRow]:
    """The table of the page's passages: a passage is found again by its first source word."""
    starts = passage_starts(source_count, page, lines)
    keys = _keys(starts)
    holding = {key for key, (_at, count) in zip(keys, starts, strict=True) if count}
    begins = [_begins(passage.label, passage.text) for passage in page.passages]
    if not old:
        return [
            PassageRow(str(n), key, begin)
            for n, (key, begin) in enumerate(zip(keys, begins, strict=True), 1)
        ]
    known = _found_again(keys, holding, [row for row in old if row.at != GONE])
    taken = {row.number for row in old}
    result: list[PassageRow] = []
    number = "0"
    for key, begin in zip(keys, begins, strict=True):
        row = known.get(key)
        number = row.number if row else _new_number(number, taken)
        result.append(PassageRow(number, key, begin, *((row.origin, row.cert) if row else ())))
    return _with_gone(result, old)


def _begins(label: str, text: str) -> str:
    return " ".join(([label] if label else []) + words(text)[:_BEGINS])


def _keys(starts: Sequence[tuple[int, int]]) -> list[str]:
    sharing: dict[int, int] = defaultdict(int)
    for at, _count in starts:
        sharing[at] += 1
    seen: dict[int, int] = defaultdict(int)
    keys = []
    for at, _count in starts:
        seen[at] += 1
        keys.append(str(at) if sharing[at] == 1 else f"{at}.{seen[at]}")
    return keys


def _order(key: str) -> tuple[int, int]:
    at, _dot, ordinal = key.partition(".")
    return int(at), int(ordinal or 0)


def _found_again(
    keys: Sequence[str], holding: set[str], old: Sequence[PassageRow]
) -> dict[str, PassageRow]:
    """Old rows by the new key of their passage: the same key, else the nearest free one.

    Of passages at one source word, that which holds the word is meant, not an added heading.
    """
    by_key = {row.at: row for row in old}
    known = {key: by_key[key] for key in keys if key in by_key}
    free = [key for key in keys if key not in known]
    kept = {row.number for row in known.values()}
    for row in old:
        if row.number in kept:
            continue
        low = max((r.source_word for r in old if _order(r.at) < _order(row.at)), default=0)
        high = min((r.source_word for r in old if _order(r.at) > _order(row.at)), default=10**9)
        near = [key for key in free if low <= _order(key)[0] <= high]
        exact = [key for key in near if _order(key)[0] == row.source_word and key in holding]
        if near:
            match = (exact or near)[0]
            known[match] = row
            free.remove(match)
    return known


def _new_number(before: str, taken: set[str]) -> str:
    """The number before with the next free letter: 57a after 57."""
    base = before.rstrip("abcdefghijklmnopqrstuvwxyz")
    for letter in "abcdefghijklmnopqrstuvwxyz":
        if base + letter not in taken:
            taken.add(base + letter)
            return base + letter
    raise TooMany(f"more than 26 new passages after {base}: number the text anew")


def _with_gone(new: list[PassageRow], old: Sequence[PassageRow]) -> list[PassageRow]:
    """Lost passages keep their rows, in their old order, behind the passage they went to.

    A number that went to one since lost goes on with it.
    """
    result = list(new)
    numbers = {row.number for row in new}
    before = {row.number: row for row in old}
    for row in old:
        if row.number in numbers:
            continue
        place = _went(row, before, result)
        went = result[place].number if result else row.begins
        while place + 1 < len(result) and result[place + 1].at == GONE:
            place += 1
        result.insert(place + 1, PassageRow(row.number, GONE, went, row.origin, row.cert))
    return result


def _went(row: PassageRow, before: dict[str, PassageRow], rows: Sequence[PassageRow]) -> int:
    """The index of the passage a lost one went to: the one named, else the last begun by then."""
    followed: set[str] = set()
    while row.at == GONE and row.begins in before and row.number not in followed:
        followed.add(row.number)
        row = before[row.begins]
    live = [(n, other) for n, other in enumerate(rows) if other.at != GONE]
    name = row.begins if row.at == GONE else row.number
    named = [n for n, other in live if other.number == name]
    begun = [n for n, other in live if row.at != GONE and _order(other.at) <= _order(row.at)]
    return (named or begun[-1:] or [0])[0]
