"""`edition note`: begins a note on words of a text.

The words are found first, by the rules of the check.  Then it asks only for what is missing, and
writes one new file; it never overwrites, and nothing is written before all is answered.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from edition import asking, checking, messages, printing, quotes
from edition.bodies import first_line, plain
from edition.files import is_linked, relative
from edition.library import Edition, load
from edition.notes import LONGEST_NAME, is_account, is_name, read_note
from edition.places import Place, in_context, not_found, notes_on, proposed_name
from edition.problems import Code, Problem
from edition.settings import Settings
from edition.targets import known, no_page, no_text
from edition.templates import WORDS, stripped, template, with_source
from edition.vocabulary import ASPECTS, CERTAINTIES, NEEDS_PLACE, TYPES
from edition.words import words

NO_SOURCE = "none"
_UNFINISHED = {Code.note_empty, Code.head_placeholder}


class Stop(Exception):
    """The command cannot go on; the exit status stands beside what there is to say."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The command; 1 if no sound note was written, 2 if something to write it with is missing."""
    edition, _problems = load(settings)
    try:
        _refuse_bytes(arguments)
        place = _place(edition, arguments)
        _show_notes(edition, place)
        path = _write(edition, place, arguments)
    except Stop as stop:
        print(f"edition note: {stop}", file=sys.stderr)
        return stop.status
    except (KeyboardInterrupt, EOFError):
        print("\nedition note: nothing was written", file=sys.stderr)
        return 1
    return _check(settings, path, place.text.slug)


def _refuse_bytes(arguments: argparse.Namespace) -> None:
    """What is no UTF-8 comes as halves of characters, which no file can hold."""
    for name in ("words", "see", "source", "by", "name", "body"):
        if any("\ud800" <= character <= "\udfff" for character in getattr(arguments, name) or ""):
            raise Stop(f"what is given as {name} is not UTF-8", 2)


# ---- the words -------------------------------------------------------------------


def _place(edition: Edition, arguments: argparse.Namespace) -> Place:
    """Where the words stand; asks which place is meant, where they stand in several."""
    if message := no_text(edition, [arguments.text]) or no_page(edition, [arguments.text]):
        raise Stop(message, 2)
    text = edition.text[arguments.text]
    if not quotes.normalised(arguments.words):
        raise Stop("no words are given: copy some from the page", 2)
    found = quotes.find(text.reading_text, arguments.words)
    length = len(quotes.normalised(arguments.words))
    if not found:
        printing.say(not_found(edition, text, arguments.words))
        raise Stop("nothing was written", 1)
    chosen = 1 if arguments.occurrence is None else arguments.occurrence
    if len(found) > 1 and arguments.occurrence is None:
        printing.say(f"The words stand {len(found)} times in {text.slug}:\n")
        for number, at in enumerate(found, 1):
            printing.say(f"\n{number:3}  " + "\n     ".join(in_context(text, at, length)) + "\n")
        printing.say("\n")
        if not asking.is_possible():
            raise Stop("say which is meant with --occurrence, or take in more words", 2)
        answer = asking.line("Which of them", "1", lambda a: _refused_number(a, len(found)))
        chosen = int(answer)
    if not 1 <= chosen <= len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise Stop(f"the words stand {times}; there is no occurrence {chosen}", 2)
    return Place(text, found[chosen - 1], length, chosen if len(found) > 1 else 0)


def _refused_number(answer: str, highest: int) -> str:
    is_fit = answer.isascii() and answer.isdigit() and 1 <= int(answer) <= highest
    return "" if is_fit else f"A number from 1 to {highest}."


def _show_notes(edition: Edition, place: Place) -> None:
    """Show the notes that hang on some of these words already."""
    found = notes_on(edition, place)
    if not found:
        return
    printing.say("On these words there is already:\n")
    for placed in found:
        note = placed.note
        shown = (
            f"{note.id} ({note.kind}), on “{placed.quote}”",
            plain(first_line(note.body)),
            note.path,
        )
        printing.say("\n" + "".join(f"  {printing.seen(line)}\n" for line in shown))
    printing.say("\n")
    if asking.is_possible() and not asking.yes("Add another note"):
        raise Stop(f"nothing was written; to improve it, edit {found[0].note.path}", 1)


# ---- the rest of the note --------------------------------------------------------


def _write(edition: Edition, place: Place, arguments: argparse.Namespace) -> Path:
    """Ask for what is missing and write the file; returns its path."""
    root = edition.settings.root
    if not asking.is_possible():
        _refuse_missing(arguments)
    head = _head(edition, arguments, place)
    folder = root / "annotations" / "notes" / place.text.slug
    if is_linked(folder, root) or (folder.exists() and not folder.is_dir()):
        raise Stop(f"{relative(folder, root)} is no folder: put one in its place", 2)
    path = folder / f"{_name(arguments, place, folder)}.md"
    content = _content(edition, arguments, place, head, path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except FileExistsError:
        raise Stop(f"{relative(path, root)} is there already", 1) from None
    except OSError as error:
        raise Stop(f"{relative(path, root)} cannot be written: {error.strerror}", 2) from None
    return path


def _refuse_missing(arguments: argparse.Namespace) -> None:
    """Without a terminal everything must be given that has no default."""
    missing = [f"--{key}" for key in ("type", "certainty") if getattr(arguments, key) is None]
    if arguments.type == "error" and arguments.aspect is None:
        missing.append("--aspect")
    if arguments.type == "parallel" and not arguments.see:
        missing.append("--see")
    if arguments.body is None:
        missing.append("--body")
    if missing:
        raise Stop(f"there is no terminal to ask at; missing: {', '.join(missing)}", 2)


def _head(edition: Edition, arguments: argparse.Namespace, place: Place) -> dict[str, str]:
    head: dict[str, str] = {}
    types = [(item.name, item.meaning) for item in TYPES]
    head["type"] = arguments.type or asking.one_of("Type, the first that fits", types)
    if head["type"] == "error":
        aspects = [(name, "") for name in ASPECTS]
        head["aspect"] = arguments.aspect or asking.one_of("What is the error in", aspects)
    elif arguments.aspect:
        raise Stop("an aspect stands with the type error only", 2)
    sure = [(name, "") for name in CERTAINTIES]
    certainty = arguments.certainty or asking.one_of("How sure is its first line", sure)
    head = {"type": head["type"], "certainty": certainty, **head}
    if see := _see(edition, arguments, head["type"]):
        head["see"] = f"[{', '.join(see)}]"
    if place.occurrence:
        head["occurrence"] = str(place.occurrence)
    head["by"] = _by(arguments)
    return head


def _see(edition: Edition, arguments: argparse.Namespace, kind: str) -> list[str]:
    """The other places; asked for only where the type needs one."""

    def refused(answer: str) -> str:
        odd = [name for name in listed(answer) if name not in known(edition, "note or passage")]
        return f"There is no note or passage {odd[0][:80]!r}." if odd else ""

    see = arguments.see or ""
    if arguments.see is None and kind in NEEDS_PLACE and asking.is_possible():
        see = asking.line("The other places: notes, as text/name, or passages", "", refused)
    if reason := refused(see):
        raise Stop(reason, 2)
    return listed(see)


def listed(answer: str) -> list[str]:
    """Names with commas or white space between."""
    return words(answer.replace(",", " "))


def _by(arguments: argparse.Namespace) -> str:
    by = arguments.by
    if by is None and asking.is_possible():
        by = asking.line("Your account on the forge, or anonymous", "anonymous", _refused_by)
    names = listed(by or "anonymous")
    if reason := _refused_by(" ".join(names)):
        raise Stop(reason, 2)
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _refused_by(answer: str) -> str:
    names = listed(answer)
    odd = [name for name in names if not is_account(name)]
    return (
        messages.ACCOUNT.format(name=repr(odd[0])) if odd else "" if names else "A name is wanted."
    )


def _name(arguments: argparse.Namespace, place: Place, folder: Path) -> str:
    def refused(name: str) -> str:
        if not is_name(name):
            return (
                f"{name[:80]!r} will not do: small letters, digits and hyphens, at most "
                f"{LONGEST_NAME}, as in ice-axe."
            )
        return f"There is a note {name!r} already." if (folder / f"{name}.md").exists() else ""

    if arguments.name is not None:
        if reason := refused(arguments.name):
            raise Stop(reason, 2)
        return str(arguments.name)
    proposal = proposed_name(place.text, place.quote, place.at)
    number = 1
    name = proposal
    while (folder / f"{name}.md").exists():
        number += 1
        name = f"{proposal}-{number}"
    if not asking.is_possible():
        return name
    return asking.line("Name of the note", name, refused)


def _content(
    edition: Edition,
    arguments: argparse.Namespace,
    place: Place,
    head: dict[str, str],
    path: Path,
) -> str:
    """The file of the note: from the words given, or from an editor."""
    given, source = arguments.body, arguments.source
    if given is None and (arguments.no_edit or not asking.editor()):
        given = asking.several_lines("The note, one sentence a line; an empty line ends it:")
        if source is None:
            question = "Its source: a key of the bibliography, or a work in your own words"
            source = asking.line(question, NO_SOURCE, lambda a: _refused_source(edition, a))
    if given is None and source is not None:
        raise Stop("--source goes with --body or --no-edit; in the editor cite the work", 2)
    if given is None:
        return _edited(template(place.quote, WORDS, head, commented=True, hinted=True), path)
    if reason := unfinished(template(place.quote, given.replace("\r", "").strip(), head)):
        raise Stop(f"{reason}; nothing was written", 1)
    source = "" if source in (None, NO_SOURCE) else source
    if reason := _refused_source(edition, source):
        raise Stop(reason, 2)
    told = with_source(given, source, is_key=source in edition.works)
    return template(place.quote, told, head)


def _refused_source(edition: Edition, answer: str) -> str:
    """What looks like a key is one: else it would stand in the note as the name of a work."""
    near = get_close_matches(answer, list(edition.works), 1, 0.8)
    is_odd = near and answer not in edition.works
    return f"The bibliography has no {answer!r}; did you mean {near[0]}?" if is_odd else ""


def _edited(content: str, path: Path) -> str:
    """The content as an editor leaves it, once it is a note; else its draft is kept."""
    draft = Path(tempfile.mkdtemp(prefix="edition-note-")) / path.name
    draft.write_text(content, "utf-8", newline="\n")
    while True:
        try:
            result = stripped(asking.edited(draft))
            reason = unfinished(result)
        except (OSError, ValueError) as error:
            result, reason = "", str(error)
        if not reason:
            shutil.rmtree(draft.parent)  # with whatever the editor keeps beside it
            return result
        printing.say(f"{reason}.\nYour draft: {draft}\n")
        if not asking.yes("Edit again"):
            raise Stop("nothing was written", 1)


def unfinished(content: str) -> str:
    """Why a file is no note yet, or empty."""
    problems = read_note(content, "note.md", "")[1]
    found = [problem for problem in problems if problem.code in _UNFINISHED]
    if not content.strip():
        return "The file is empty"
    return found[0].message.rstrip(".") if found else ""


# ---- afterwards ------------------------------------------------------------------


def _check(settings: Settings, path: Path, slug: str) -> int:
    """Check the new file and say what comes next; 1 if it has a problem."""
    name = path.relative_to(settings.root).as_posix()
    found = checking.concerning(checking.check_all(settings)[1], [name])
    printing.say(f"written: {name}\n\n")
    printing.say(printing.for_terminal(found, settings.root))
    grave = [item for item in found if not item.is_remark]
    printing.say(next_steps(settings, name, slug, grave))
    return int(bool(grave))


def next_steps(settings: Settings, name: str, slug: str, grave: Sequence[Problem]) -> str:
    """What comes next: mend, check, commit, push, pull request."""
    subject = Path(name).stem.replace("-", " ")
    lines = [f"Mend what stands above in {name}."] if grave else []
    lines += [
        "edition check",
        f"git add {name}",
        f'git commit -m "[Editorial] {slug}: {subject}"',
        "git push",
        f"Open a pull request{f': {settings.forge}/compare' if settings.forge else ''}",
    ]
    return "Next:\n" + "".join(f"  {n}. {line}\n" for n, line in enumerate(lines, 1))
