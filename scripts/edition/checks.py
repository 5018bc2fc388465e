"""What the records of an edition say of each other, checked.

Each check is a generator of problems; :func:`check` runs them all.  Nothing here reads a file.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from unicodedata import is_normalized

from edition import messages, quotes
from edition.bodies import Block, citations, spans_of, targets
from edition.claims import Claim
from edition.library import Edition
from edition.notes import Note
from edition.problems import MOST, Code, Problem, problem
from edition.registers import ROLE_KINDS
from edition.spans import standing
from edition.texts import Text
from edition.vocabulary import GROUND_IN_TEXT, NEEDS_GROUND
from edition.walk_checks import check_walk


def check(edition: Edition) -> list[Problem]:
    """Everything wrong with the records, and every remark.

    Of one kind in one file as many as anybody mends at a time: to find what is nearest takes time,
    and a file that names a thousand things that are not there must not take it all.
    """
    problems: list[Problem] = []
    for text in edition.texts:
        for check_text in TEXT_CHECKS:
            problems += islice(check_text(edition, text), MOST)
        for note in text.notes:
            for check_note in NOTE_CHECKS:
                problems += islice(check_note(edition, text, note), MOST)
    for claim in edition.claims:
        problems += islice(_check_claim(edition, claim), MOST)
    problems += _check_evidence(edition)
    problems += _check_registers(edition)
    return problems


# ---- texts ---------------------------------------------------------------------


def _walk(_edition: Edition, text: Text) -> Iterator[Problem]:
    yield from check_walk(text)


def _form(_edition: Edition, text: Text) -> Iterator[Problem]:
    """Pages are NFC: otherwise a quote typed elsewhere would not be found."""
    for passage in text.page.passages:
        if not is_normalized("NFC", passage.text):
            message = "The passage holds letters that are not composed."
            yield problem(Code.page_form, text.page.path, passage.line, message)


def _head(edition: Edition, text: Text) -> Iterator[Problem]:
    path = f"annotations/texts/{text.slug}/head.md"
    yield from _body(edition, text.head, path)


def _log(edition: Edition, text: Text) -> Iterator[Problem]:
    path = f"annotations/texts/{text.slug}/log.md"
    for entry in text.log:
        if entry.number not in text.numbers:
            message = f"There is no passage {text.slug} {entry.number}."
            yield problem(Code.log_form, path, entry.line, message)
        yield from _body(edition, entry.says, path)
    if text.record.complete:
        logged = {entry.number for entry in text.log}
        for number in text.numbers:
            if number not in logged:
                message = f"The text is marked complete, and passage {number} has no item."
                yield problem(Code.log_missing, path, 0, message)


def _origins(edition: Edition, text: Text) -> Iterator[Problem]:
    path = f"annotations/texts/{text.slug}/passages.tsv"
    for row in text.rows:
        if row.origin and row.origin not in edition.nodes:
            yield _dangling(path, row.line, "origin", row.origin, list(edition.nodes))


TEXT_CHECKS: tuple[Callable[[Edition, Text], Iterator[Problem]], ...] = (
    _walk,
    _form,
    _head,
    _log,
    _origins,
)


# ---- notes ---------------------------------------------------------------------


def _quote(_edition: Edition, text: Text, note: Note) -> Iterator[Problem]:
    if not text.page.passages:
        return
    _reading, found = standing(text, note.quotes)
    wanted = note.head.occurrence
    shown = note.quotes[-1]
    if not found:
        yield _quote_missing(text, note.quotes, note.path, note.quote_line)
    elif len(found) > 1 and "occurrence" not in note.head.model_fields_set:
        places = ", ".join(text.passage_id(text.passage_at(at)) for at in found[:5])
        message = f"The words stand {len(found)} times in {text.slug}: in {places}."
        yield problem(Code.quote_twice, note.path, note.quote_line, message, looked_for=shown)
    elif wanted > len(found):
        message = f"Occurrence {wanted} is meant; the words stand {len(found)} times."
        line = note.lines.get("occurrence", 1)
        yield problem(Code.quote_missing, note.path, line, message, looked_for=shown)


def _quote_missing(text: Text, readings: Sequence[str], path: str, line: int) -> Problem:
    shown = readings[-1]
    if any(quotes.stands_cut(text.reading_text, reading) for reading in readings):
        message = messages.QUOTE_CUT.format(text=text.slug)
        return problem(Code.quote_cut, path, line, message, looked_for=shown)
    near = quotes.nearest([passage.text for passage in text.page.passages], shown)
    message = messages.QUOTE_MISSING.format(text=text.slug)
    nearest = tuple(f"{text.passage_id(index)}: {words}" for index, words in near)
    return problem(Code.quote_missing, path, line, message, looked_for=shown, nearest=nearest)


def _references(edition: Edition, _text: Text, note: Note) -> Iterator[Problem]:
    head = note.head
    if head.claim and head.claim not in edition.claim:
        line = note.lines.get("claim", 1)
        yield _dangling(note.path, line, "claim", head.claim, list(edition.claim))
    for name in head.see:
        line = note.lines.get("see", 1)
        if name == note.id:
            yield problem(Code.see_self, note.path, line, "The note refers to itself.")
        elif name not in edition.note and name not in edition.passages:
            known = [*edition.note, *edition.passages]
            yield _dangling(note.path, line, "note or passage", name, known)
    needs_see = head.type == "parallel" or (head.type == "conflict" and not head.claim)
    if needs_see and not head.see:
        message = messages.SEE.format(type=head.type)
        yield problem(Code.see_needed, note.path, note.lines.get("type", 1), message)
    yield from _body(edition, note.body, note.path)


def _ground(edition: Edition, text: Text, note: Note) -> Iterator[Problem]:
    """Promise 4: certainty rests on what was read."""
    head = note.head
    claim = edition.claim.get(head.claim)
    yield from _seen(edition, note)
    seen = {*head.seen, *(claim.seen if claim else ())}
    read = seen & edition.works_read
    firm = {k for k in read if k in edition.works and edition.works[k].confirmed != "memory"}
    if head.certainty == "high" and head.type not in GROUND_IN_TEXT and not firm:
        message = messages.UNREAD
        yield problem(Code.certainty_ground, note.path, note.lines.get("certainty", 1), message)
    cites = any(True for _ in citations(note.body))
    if head.type in NEEDS_GROUND and not cites and not claim:
        message = messages.UNCITED.format(type=head.type)
        is_firm = text.record.complete and "editors" in head.by
        yield problem(Code.uncited, note.path, 0, message, is_remark=not is_firm)


def _seen(edition: Edition, note: Note) -> Iterator[Problem]:
    line = note.lines.get("seen", 1)
    cited = {citation.key for citation, _line in citations(note.body)}
    for key in note.head.seen:
        if key not in edition.works:
            yield _no_work(edition, note.path, line, key)
        elif key not in edition.works_read:
            message = f"{key} is in `seen`, and annotations/evidence/{key}.md has nothing read."
            yield problem(Code.evidence_missing, note.path, line, message)
        elif key not in cited and not note.head.claim:
            message = f"{key} is in `seen`, and the note does not cite it."
            yield problem(Code.evidence_missing, note.path, line, message)


def _unlisted(_edition: Edition, _text: Text, note: Note) -> Iterator[Problem]:
    if "editors" in note.head.by or any(True for _ in citations(note.body)):
        return
    for span in spans_of(note.body):
        if span.kind == "link":
            message = f"The note leans on {span.target[:80]}, which is not in the bibliography."
            yield problem(Code.unlisted_source, note.path, span.line, message)
            return


NOTE_CHECKS: tuple[Callable[[Edition, Text, Note], Iterator[Problem]], ...] = (
    _quote,
    _references,
    _ground,
    _unlisted,
)


# ---- bodies ---------------------------------------------------------------------


def _body(edition: Edition, body: Sequence[Block], path: str) -> Iterator[Problem]:
    """Every citation and every cross-reference of a body leads somewhere."""
    for citation, line in citations(body):
        if citation.key not in edition.works:
            yield _no_work(edition, path, line, citation.key)
    for role, name, line in targets(body):
        known = known_targets(edition, role)
        if name not in known:
            yield _dangling(path, line, role, name, known)


def known_targets(edition: Edition, role: str) -> list[str]:
    """Everything a role may name."""
    if role in ROLE_KINDS:
        return [record.id for record in edition.records(ROLE_KINDS[role])]
    lists: dict[str, list[str]] = {
        "text": list(edition.text),
        "passage": list(edition.passages),
        "note": list(edition.note),
        "claim": list(edition.claim),
    }
    return lists[role]


def _dangling(path: str, line: int, what: str, name: str, known: Sequence[str]) -> Problem:
    near = tuple(get_close_matches(name, known, 3, 0.5))
    message = f"There is no {what} {name[:80]!r}."
    return problem(Code.target_missing, path, line, message, looked_for=name[:80], nearest=near)


def _no_work(edition: Edition, path: str, line: int, key: str) -> Problem:
    near = tuple(get_close_matches(key, list(edition.works), 3, 0.5))
    message = f"The bibliography has no key {key[:80]!r}."
    return problem(Code.citation_missing, path, line, message, looked_for=key[:80], nearest=near)


# ---- claims, evidence, registers ---------------------------------------------------


def _check_claim(edition: Edition, claim: Claim) -> Iterator[Problem]:
    yield from _body(edition, claim.answer, claim.path)
    for key in claim.seen:
        if key not in edition.works:
            yield _no_work(edition, claim.path, claim.lines.get("seen", 1), key)
        elif key not in edition.works_read:
            message = f"{key} is in `seen`, and annotations/evidence/{key}.md has nothing read."
            line = claim.lines.get("seen", 1)
            yield problem(Code.evidence_missing, claim.path, line, message)
    for reading in claim.readings:
        text = edition.text.get(reading.text)
        if text is None:
            yield _dangling(claim.path, reading.line, "text", reading.text, list(edition.text))
        elif not standing(text, reading.quotes)[1]:
            yield _quote_missing(text, reading.quotes, claim.path, reading.line)
        elif reading.verdict == "wrong" and text.record.complete:
            yield from _wrong_is_noted(edition, claim, text, reading.quotes, reading.line)


def _wrong_is_noted(
    edition: Edition, claim: Claim, text: Text, readings: Sequence[str], line: int
) -> Iterator[Problem]:
    """Words read wrongly in a complete text bear a note with that claim."""
    ranges = [
        (at, at + len(quotes.normalised(reading)))
        for reading in readings
        for at in quotes.find(text.reading_text, reading)
    ]
    for placed in edition.placed[text.slug]:
        if placed.note.head.claim == claim.name:
            for span in placed.spans:
                start = text.offsets[span.passage] + span.start
                end = text.offsets[span.passage] + span.end
                if any(start < b and a < end for a, b in ranges):
                    return
    message = f"{text.slug} reads wrongly here, and no note with claim {claim.name} says so."
    yield problem(Code.claim_note, claim.path, line, message, looked_for=readings[-1])


def _check_evidence(edition: Edition) -> Iterator[Problem]:
    for key in edition.evidence:
        path = f"annotations/evidence/{key}.md"
        if key not in edition.works:
            yield _no_work(edition, path, 0, key)
        blocks = [block for item in edition.evidence[key] for block in item.says]
        yield from islice(_body(edition, blocks, path), MOST)


def _check_registers(edition: Edition) -> Iterator[Problem]:
    for name in ROLE_KINDS.values():
        path = f"annotations/registers/{name}.toml"
        for record in edition.records(name):
            for passage in record.passages:
                if passage not in edition.passages:
                    yield _dangling(path, 0, "passage", passage, list(edition.passages))
            entry = getattr(record, "entry", "")
            if entry and entry not in edition.works:
                yield _no_work(edition, path, 0, entry)
            claim = getattr(record, "claim", "")
            if claim and claim not in edition.claim:
                yield _dangling(path, 0, "claim", claim, list(edition.claim))
    path = "annotations/registers/descent.toml"
    for edge in edition.registers.get("descent", {}).get("edge", []):
        for end in (edge.source, edge.target):
            if end not in edition.nodes:
                yield _dangling(path, 0, "node", end, list(edition.nodes))
