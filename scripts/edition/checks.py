"""What the records of an edition say of each other, checked.

Each check is a generator of problems; :func:`check` runs them all.  Nothing here reads a file.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from unicodedata import is_normalized

from edition import messages, quotes
from edition.bodies import Block, citations, spans_of, targets
from edition.claims import Claim
from edition.library import Edition
from edition.notes import Note
from edition.problems import MOST, Code, Problem, problem
from edition.quote_checks import check_quote, missing_quote
from edition.registers import ROLE_KINDS
from edition.spans import standing
from edition.targets import missing, missing_work, numbers
from edition.texts import Text
from edition.vocabulary import GROUND_IN_TEXT, NEEDS_GROUND, NEEDS_PLACE
from edition.walk_checks import check_walk

_BARE_ADDRESS = re.compile(r"https?://\S+")


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


def _walk(edition: Edition, text: Text) -> Iterator[Problem]:
    """What cannot be read as it is has a problem of its own; nothing is measured by it."""
    folder = f"annotations/texts/{text.slug}"
    makings = text.page.path, f"docs/sources/{text.slug}.txt", f"{folder}/emendations.tsv"
    if not any(map(edition.is_broken, makings)):
        yield from check_walk(text, with_table=not edition.is_broken(f"{folder}/passages.tsv"))


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
    known = numbers(text)
    for entry in text.log:
        if entry.number not in known and not edition.is_broken(text.page.path):
            message = f"There is no passage {text.slug} {entry.number}."
            yield problem(Code.log_form, path, entry.line, message)
        yield from _body(edition, entry.says, path)
    if text.record.complete and not edition.is_broken(path):
        logged = {entry.number for entry in text.log}
        for number in text.numbers:
            if number not in logged:
                message = f"The text is marked complete, and passage {number} has no item."
                yield problem(Code.log_missing, path, 0, message)


def _origins(edition: Edition, text: Text) -> Iterator[Problem]:
    path = f"annotations/texts/{text.slug}/passages.tsv"
    for row in text.rows:
        if row.origin:
            yield from missing(edition, path, row.line, "node", row.origin, "origin")


TEXT_CHECKS: tuple[Callable[[Edition, Text], Iterator[Problem]], ...] = (
    _walk,
    _form,
    _head,
    _log,
    _origins,
)


# ---- notes ---------------------------------------------------------------------


def _references(edition: Edition, _text: Text, note: Note) -> Iterator[Problem]:
    head = note.head
    if head.claim:
        line = note.lines.get("claim", 1)
        yield from missing(edition, note.path, line, "claim", head.claim)
    for name in head.see:
        line = note.lines.get("see", 1)
        if name == note.id:
            yield problem(Code.see_self, note.path, line, "The note refers to itself.")
        else:
            yield from missing(edition, note.path, line, "note or passage", name)
    is_settled = head.see or (head.type == "conflict" and head.claim)
    if head.type in NEEDS_PLACE and not is_settled:
        message = messages.SEE.format(type=head.type)
        yield problem(Code.see_needed, note.path, note.lines.get("type", 1), message)
    for role, name, line in targets(note.body):
        if role == "note" and name == note.id:
            yield problem(Code.see_self, note.path, line, "The note refers to itself.")
    yield from _body(edition, note.body, note.path)


def _ground(edition: Edition, text: Text, note: Note) -> Iterator[Problem]:
    """Promise 4: certainty rests on what was read."""
    head = note.head
    claim = edition.claim.get(head.claim)
    yield from _seen(edition, note)
    if head.claim and not claim:
        return
    seen = {*head.seen, *(claim.seen if claim else ())}
    is_sound = seen <= edition.works_read & edition.works.keys()
    firm = {key for key in seen if is_sound and edition.works[key].confirmed != "memory"}
    if head.certainty == "high" and head.type not in GROUND_IN_TEXT and is_sound and not firm:
        message = messages.UNREAD
        yield problem(Code.certainty_ground, note.path, note.lines.get("certainty", 1), message)
    cites = any(True for _ in citations(note.body))
    if head.type in NEEDS_GROUND and not cites and not claim:
        message = messages.UNCITED.format(type=head.type)
        is_firm = text.record.complete and "editors" in head.by
        yield problem(Code.uncited, note.path, 0, message, is_remark=not is_firm)


def _seen(edition: Edition, note: Note) -> Iterator[Problem]:
    line = note.lines.get("seen", 1)
    yield from _read(edition, note.path, line, note.head.seen)
    cited = {citation.key for citation, _line in citations(note.body)}
    if note.head.claim or not cited <= edition.works.keys():
        return
    for key in note.head.seen:
        if key in edition.works_read and key not in cited:
            message = f"{key} is in `seen`, and the note does not cite it."
            wanted = f"Cite it, as in {{cite:p}}`{key}`, or leave the key out."
            yield problem(Code.evidence_missing, note.path, line, message, instruction=wanted)


def _read(edition: Edition, path: str, line: int, keys: Sequence[str]) -> Iterator[Problem]:
    """Of a work in ``seen`` something was read."""
    for key in keys:
        evidence = f"annotations/evidence/{key}.md"
        yield from missing_work(edition, path, line, key)
        is_unread = key in edition.works and key not in edition.works_read
        if is_unread and not edition.is_broken(evidence):
            message = f"{key} is in `seen`, and {evidence} has nothing read."
            yield problem(Code.evidence_missing, path, line, message)


def _unlisted(_edition: Edition, _text: Text, note: Note) -> Iterator[Problem]:
    if "editors" in note.head.by or any(True for _ in citations(note.body)):
        return
    for span in spans_of(note.body):
        bare = _BARE_ADDRESS.search(span.text) if span.kind == "text" else None
        address = span.target if span.kind == "link" else bare[0] if bare else ""
        if address:
            message = f"The note leans on {address[:80]}, which is not in the bibliography."
            yield problem(Code.unlisted_source, note.path, span.line, message)
            return


NOTE_CHECKS: tuple[Callable[[Edition, Text, Note], Iterator[Problem]], ...] = (
    check_quote,
    _references,
    _ground,
    _unlisted,
)


# ---- bodies ---------------------------------------------------------------------


def _body(edition: Edition, body: Sequence[Block], path: str) -> Iterator[Problem]:
    """Every citation and every cross-reference of a body leads somewhere."""
    for citation, line in citations(body):
        yield from missing_work(edition, path, line, citation.key)
    for role, name, line in targets(body):
        yield from missing(edition, path, line, role, name)


# ---- claims, evidence, registers ---------------------------------------------------


def _check_claim(edition: Edition, claim: Claim) -> Iterator[Problem]:
    yield from _body(edition, claim.answer, claim.path)
    yield from _read(edition, claim.path, claim.lines.get("seen", 1), claim.seen)
    for reading in claim.readings:
        text = edition.text.get(reading.text)
        if text is None:
            yield from missing(edition, claim.path, reading.line, "text", reading.text)
        elif edition.is_broken(text.page.path):
            continue
        elif not standing(text, reading.quotes)[1]:
            yield missing_quote(edition, text, reading.quotes, claim.path, reading.line)
        elif reading.verdict == "wrong" and text.record.complete:
            yield from _wrong_is_noted(edition, claim, text, reading.quotes, reading.line)


def _wrong_is_noted(
    edition: Edition, claim: Claim, text: Text, readings: Sequence[str], line: int
) -> Iterator[Problem]:
    """Words read wrongly in a complete text bear a note with that claim.

    While a note of the text cannot be read or placed, it may be that one.
    """
    if any(path.startswith(f"annotations/notes/{text.slug}/") for path in edition.broken):
        return
    noted = [note.id for note in text.notes if note.head.claim == claim.name]
    if any(name not in edition.note for name in noted):
        return
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
        yield from missing_work(edition, path, 0, key)
        blocks = [block for item in edition.evidence[key] for block in item.says]
        yield from islice(_body(edition, blocks, path), MOST)


def _check_registers(edition: Edition) -> Iterator[Problem]:
    for name in ROLE_KINDS.values():
        path = f"annotations/registers/{name}.toml"
        for record in edition.records(name):
            for passage in record.passages:
                yield from missing(edition, path, 0, "passage", passage)
            if entry := getattr(record, "entry", ""):
                yield from missing_work(edition, path, 0, entry)
            if claim := getattr(record, "claim", ""):
                yield from missing(edition, path, 0, "claim", claim)
    path = "annotations/registers/descent.toml"
    for edge in edition.registers.get("descent", {}).get("edge", []):
        for end in (edge.source, edge.target):
            yield from missing(edition, path, 0, "node", end)
