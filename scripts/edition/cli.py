"""The one command, ``edition``: it finds the edition upward from the working directory."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from edition import checking, schema, settings
from edition.vocabulary import ASPECTS, CERTAINTIES, TYPE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="edition", description=__doc__)
    parser.add_argument("--root", type=Path, help="the edition's folder, if not from here upward")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser("check", help="check every file of the edition")
    add.add_argument("paths", nargs="*", help="show only what concerns these files or folders")
    add.add_argument("--format", choices=("text", "github", "json"), default="text")
    add.set_defaults(run=checking.run)
    add = commands.add_parser("record", help="propose the tables of a text")
    add.add_argument("text", nargs="*", help="slugs; without any, all texts")
    add.add_argument("--write", action="store_true", help="write what is proposed")
    add.set_defaults(run=_record)
    _add_note(commands.add_parser("note", help="begin a note on words of a text"))
    add = commands.add_parser("reanchor", help="propose new quotes for those that stand no more")
    add.add_argument("text", nargs="*", help="slugs; without any, all texts")
    add.add_argument("--write", action="store_true", help="write what is shown")
    add.set_defaults(run=_reanchor)
    add = commands.add_parser("schema", help="print the JSON schema of a note's head")
    add.set_defaults(run=schema.run)
    add = commands.add_parser("serve", help="show the edition, built anew at each save")
    add.add_argument("--port", type=int, default=8000, help="default: 8000; 0 for any free one")
    add.set_defaults(run=_serve)
    add = commands.add_parser("build", help="build the site with its PDF")
    add.add_argument("--out", type=Path, help="the folder of the site (default: _build/html)")
    add.set_defaults(run=_build)
    return parser


def _add_note(add: argparse.ArgumentParser) -> None:
    add.description = "Begin a note.  It asks for what is not given here."
    add.add_argument("text", help="slug of the text")
    add.add_argument("words", help="the words of the page that the note is about")
    add.add_argument(
        "--occurrence", type=int, metavar="N", help="which is meant, where they stand twice"
    )
    for name, choices, meaning in (
        ("type", tuple(TYPE), "the first that fits"),
        ("aspect", ASPECTS, "what an error is in"),
        ("certainty", CERTAINTIES, "of the note's first line"),
    ):
        told = f"{meaning}: {', '.join(choices)}"
        add.add_argument(f"--{name}", choices=choices, metavar=name.upper(), help=told)
    add.add_argument("--see", help="notes and passages: the other places of a parallel or conflict")
    add.add_argument("--source", help="a key of the bibliography, or a work in your own words")
    add.add_argument("--by", help="accounts on the forge (default: anonymous)")
    add.add_argument("--name", help="of the note (default: made from the words)")
    add.add_argument("--body", help="what is to be said; no editor is opened then")
    add.add_argument("--no-edit", action="store_true", help="ask here instead of in an editor")
    add.set_defaults(run=_note)


def _note(arguments: argparse.Namespace, chosen: settings.Settings) -> int:
    from edition import note_command

    return note_command.run(arguments, chosen)


def _reanchor(arguments: argparse.Namespace, chosen: settings.Settings) -> int:
    from edition import reanchor_command

    return reanchor_command.run(arguments, chosen)


def _record(arguments: argparse.Namespace, chosen: settings.Settings) -> int:
    from edition import record_command

    return record_command.run(arguments, chosen)


def _build(arguments: argparse.Namespace, chosen: settings.Settings) -> int:
    from edition import building  # Sphinx is imported only where it is needed

    return building.run(arguments, chosen)


def _serve(arguments: argparse.Namespace, chosen: settings.Settings) -> int:
    from edition import serve_command

    return serve_command.run(arguments, chosen)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0 when all is well, 1 for problems, 2 for misuse."""
    chosen = _parser().parse_args(arguments)
    try:
        root = chosen.root.resolve() if chosen.root else settings.find_root(Path.cwd())
        status: int = chosen.run(chosen, settings.read(root))
        return status
    except settings.NoEdition as error:
        print(f"edition: {error}", file=sys.stderr)
        return 2
    except PermissionError as error:
        print(f"edition: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
