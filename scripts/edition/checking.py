"""`edition check`: all problems of all files in one run."""

import argparse
import os
import sys
from collections.abc import Sequence

from edition import checks, printing
from edition.library import Edition, load
from edition.problems import Problem
from edition.settings import Settings


def check_all(settings: Settings) -> tuple[Edition, list[Problem]]:
    """Read and check the whole edition."""
    edition, problems = load(settings)
    return edition, problems + checks.check(edition)


def counted(edition: Edition, problems: Sequence[Problem]) -> str:
    """The last line: what was checked, and what was found."""
    notes = sum(len(text.notes) for text in edition.texts)
    passages = sum(len(text.page.passages) for text in edition.texts)
    emended = sum(len(text.emendations) for text in edition.texts)
    wrong = sum(not p.is_remark for p in problems)
    remarks = len(problems) - wrong
    return (
        f"checked {len(edition.texts)} texts, {passages} passages, {emended} emendations, "
        f"{notes} notes, {len(edition.claims)} claims, {len(edition.works)} works cited: "
        f"{wrong or 'no'} problem{'' if wrong == 1 else 's'}, "
        f"{remarks or 'no'} remark{'' if remarks == 1 else 's'}"
    )


def place_of(path: str, settings: Settings) -> str:
    """A file or folder as problems name it; it may be written from here or from the root.

    Raises ValueError, with what to say, for a path outside of the edition or none.
    """
    if not path:
        raise ValueError("there is no file or folder ''")
    here = os.path.abspath(path if os.path.lexists(path) else settings.root / path)
    folder, name = os.path.split(here)
    here = os.path.join(os.path.realpath(folder), name)  # the root is no link, either
    place = os.path.relpath(here, settings.root).replace(os.sep, "/")
    if place == ".." or place.startswith("../"):
        raise ValueError(f"{path!r} is outside of the edition in {settings.root}")
    return place


def concerning(problems: Sequence[Problem], places: Sequence[str]) -> list[Problem]:
    """The problems of these files and folders, named as problems name them."""
    return [
        found
        for found in problems
        if any(
            place == "." or found.path == place or found.path.startswith(f"{place}/")
            for place in places
        )
    ]


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The command; 1 if there is a problem, 2 for a path that is none of the edition's."""
    try:
        places = [place_of(path, settings) for path in arguments.paths or [str(settings.root)]]
    except ValueError as error:
        print(f"edition check: {error}", file=sys.stderr)
        return 2
    edition, found = check_all(settings)
    for path, place in zip(arguments.paths, places, strict=False):
        # a problem may be that there is no such file
        if not os.path.lexists(settings.root / place) and not concerning(found, [place]):
            print(f"edition check: there is no file or folder {path!r}", file=sys.stderr)
            return 2
    problems = concerning(found, places)
    elsewhere = sum(not p.is_remark for p in found) - sum(not p.is_remark for p in problems)
    last = counted(edition, problems) + (f"; {elsewhere} more in other files" if elsewhere else "")
    if arguments.format == "json":
        printing.say(printing.as_json(problems))
    elif arguments.format == "github":
        printing.say(printing.for_github(problems))
        printing.say(last + "\n")
    else:
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        printing.say(printing.for_terminal(problems, settings.root, colour=colour))
        printing.say(last + "\n")
    return int(any(not p.is_remark for p in problems))
