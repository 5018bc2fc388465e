"""`edition reanchor`: proposes new quotes as a diff, and writes on ``--write`` what it shows.

A run computes, prints and writes once: what is written is what was printed, and nothing else.
"""

import argparse
import difflib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from edition import printing
from edition.drift import Drift
from edition.library import Edition, load
from edition.reanchoring import Lost, Proposal, lost, propose
from edition.settings import Settings
from edition.targets import no_page, no_text

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_ENDS = "\r\n"


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The command; 1 if a quote is left that does not stand, 2 for a text that cannot be read."""
    edition, _problems = load(settings)
    slugs = list(dict.fromkeys(arguments.text or edition.text))
    if message := no_text(edition, slugs) or no_page(edition, slugs):
        print(f"edition reanchor: {message}", file=sys.stderr)
        return 2
    drift = cache(lambda slug: Drift(edition.text[slug]))
    found = [(item, propose(item, drift(item.text.slug))) for item in lost(edition, slugs)]
    files: dict[str, list[tuple[Lost, Proposal]]] = defaultdict(list)
    for item, proposal in found:
        if proposal.quote:
            files[item.path].append((item, proposal))
        else:
            _say_none(item, proposal)
    for path, proposals in files.items():
        _show(settings.root / path, path, proposals, write=arguments.write)
    for path in _unread(edition, slugs):
        printing.say(f"not looked at: {printing.seen(path)} (`edition check` says why)\n")
    proposed = sum(len(proposals) for proposals in files.values())
    done = "written" if arguments.write else "proposed, none written (edition reanchor --write)"
    printing.say(
        f"{len(found) or 'no'} lost quote{'' if len(found) == 1 else 's'}"
        f"{f': {proposed} {done}, {len(found) - proposed} without a good candidate' * bool(found)}"
        "\n"
    )
    left = len(found) - (proposed if arguments.write else 0)
    return int(bool(left))


def _unread(edition: Edition, slugs: Sequence[str]) -> list[str]:
    """The notes of these texts, and the claims, that could not be read."""
    folders = ("annotations/claims/", *(f"annotations/notes/{slug}/" for slug in slugs))
    read = {note.path for text in edition.texts for note in text.notes}
    read |= {claim.path for claim in edition.claims}
    return sorted(path for path in edition.broken - read if path.startswith(folders))


def _say_none(item: Lost, proposal: Proposal) -> None:
    lines = (
        f"{item.path}:{item.line}  {item.name}: no proposal",
        f"  yours:   {item.quotes[-1]}",
        f"  {proposal.reason}",
    )
    printing.say("".join(f"{printing.seen(line)}\n" for line in lines) + "\n")


def _show(path: Path, name: str, proposals: list[tuple[Lost, Proposal]], *, write: bool) -> None:
    """Print the reasons and the diff of one file, and write it if that is wanted."""
    old = path.read_bytes().decode("utf-8")
    new = requoted(old, [(item, proposal.quote) for item, proposal in proposals])
    for item, proposal in proposals:
        printing.say(f"{item.name}: {proposal.reason}\n")
    diff = difflib.unified_diff(_LINE.findall(old), _LINE.findall(new), name, name)
    printing.say("".join(f"{printing.seen(line.rstrip(_ENDS))}\n" for line in diff) + "\n")
    if write:
        path.write_bytes(new.encode("utf-8"))
        printing.say(f"written: {name}\n\n")


def requoted(content: str, changes: Iterable[tuple[Lost, str]]) -> str:
    """A file with new quotes in the place of lost ones."""
    lines = _LINE.findall(content)
    for item, quote in sorted(changes, key=lambda change: -change[0].line):
        start = next(n for n in range(item.line - 1, len(lines)) if lines[n].startswith(">"))
        end = start + 1
        for n in range(start + 1, len(lines)):
            if lines[n].startswith(">"):
                end = n + 1
            elif lines[n].strip() or item.is_note:  # a claim's quotation may have gaps
                break
        ending = lines[end - 1].removeprefix(lines[end - 1].rstrip(_ENDS))
        lines[start:end] = [f"> {quote}{ending}"]
    return "".join(lines)
