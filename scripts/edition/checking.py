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


def concerning(
    problems: Sequence[Problem], paths: Sequence[str], settings: Settings
) -> list[Problem]:
    """The problems of the named files and folders; of all, where none is named."""
    if not paths:
        return list(problems)
    names = [os.path.relpath(os.path.abspath(path), settings.root) for path in paths]
    names = [name.replace(os.sep, "/") for name in names]
    return [p for p in problems if any(p.path == n or p.path.startswith(n + "/") for n in names)]


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The command: prints what was found; 1 if there is a problem."""
    edition, found = check_all(settings)
    problems = concerning(found, arguments.paths, settings)
    if arguments.format == "json":
        printing.say(printing.as_json(problems))
    elif arguments.format == "github":
        printing.say(printing.for_github(problems))
        printing.say(counted(edition, problems) + "\n")
    else:
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        printing.say(printing.for_terminal(problems, settings.root, colour=colour))
        printing.say(counted(edition, problems) + "\n")
    return int(any(not p.is_remark for p in problems))
