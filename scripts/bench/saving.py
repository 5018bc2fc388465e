"""How long `edition serve` takes from the saving of a note to the reload of the page.

``.venv/bin/python scripts/bench/saving.py`` serves a copy of the edition, changes a note of each
text in turn, and prints the medians beside the time of the first build in the same run: machines
differ and are shared, ratios of one run compare.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
LONGEST = 100
"""Seconds that are waited for a reload."""


class Served(NamedTuple):
    """A preview that is being served."""

    socket: ClientConnection
    """On it the page is told to load itself again."""
    first: float
    """The seconds of the first build, with the start of Python."""


@contextmanager
def served(root: Path) -> Iterator[Served]:
    """The edition in a folder, while the command serves it."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "edition.cli", "--root", str(root), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = next(line.split()[2] for line in running.stdout if "http://" in line)
        first = time.perf_counter() - start
        try:
            with connect(address.replace("http", "ws") + "websocket-reload") as socket:
                yield Served(socket, first)
        finally:
            running.terminate()


def saved(note: Path, socket: ClientConnection) -> float:
    """Add a paragraph to a note; the seconds until the page is told to load itself again."""
    note.write_text(note.read_text("utf-8") + "\nA further sentence.\n", "utf-8")
    start = time.perf_counter()
    socket.recv(timeout=LONGEST)
    return time.perf_counter() - start


def main() -> None:
    """Print the first build, then a line a text."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        for name in ("annotations", "docs"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "pyproject.toml", root)
        with served(root) as (socket, first):
            print(f"first build {first:.1f} s")
            for folder in sorted((root / "annotations/notes").iterdir()):
                note = sorted(folder.iterdir())[0]
                taken = statistics.median(saved(note, socket) for _ in range(ROUNDS))
                print(f"a note of {folder.name} {taken:.2f} s, ratio {taken / first:.2f}")


if __name__ == "__main__":
    main()
