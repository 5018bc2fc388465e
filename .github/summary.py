"""The summary of a check: what `edition check` says, and the notes added, changed and removed.

``python3 .github/summary.py BASE`` prints Markdown; BASE is the commit to compare with.
The notes are strangers' words: they are printed as they are, in fences that they cannot close.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = {"A": "added", "M": "changed", "D": "removed"}
LARGEST = 16_384
LONGEST_CHECK = 300_000  # characters: a forge drops a summary of more than a megabyte whole
MOST = 40
AGAIN = (
    "No need for a new pull request: under *Files changed* open the file's menu, take *Edit file* "
    "(the pencil), correct it and commit; this same request is checked anew.\n"
)


def main() -> int:
    """Print the summary; what it reports is never an error of its own."""
    base = sys.argv[1] if len(sys.argv) > 1 else ""
    print("## edition check\n")
    told, is_sound = check()
    print(fenced(told) if is_sound else f"{fenced(told)}\n{AGAIN}")
    print("## Notes\n")
    changes = changed_notes(base)
    if changes is None:
        print("There is no earlier commit to compare with.")
    elif not changes:
        print("No note was added, changed or removed.")
    else:
        for kind, path in changes[:MOST]:
            print(f"### {kind}: {code(path)}\n\n{fenced(text_of(kind, path, base))}")
        if len(changes) > MOST:
            print(f"… and {len(changes) - MOST} more.")
    return 0


def check() -> tuple[str, bool]:
    """What the check says, as a terminal shows it, and whether it lets the edition pass."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    told = re.sub(r"\x1b\[[0-9;]*m", "", (done.stdout + done.stderr).decode("utf-8", "replace"))
    is_long = len(told) > LONGEST_CHECK
    return f"{told[:LONGEST_CHECK]}\n… and more." if is_long else told, done.returncode == 0


def changed_notes(base: str) -> list[tuple[str, str]] | None:
    """The notes that differ from BASE, each with what became of it; None without a BASE."""
    if not re.fullmatch(r"[0-9a-f]{40}", base) or not base.strip("0"):
        return None
    notes = ["--", "annotations/notes"]
    shown = git("diff", "--name-status", "--no-renames", "-z", base, "HEAD", *notes)
    if shown is None:
        return None
    cells = shown.decode("utf-8", "replace").split("\0")
    pairs = zip(cells[0::2], cells[1::2], strict=False)
    return [(KINDS.get(kind, "changed"), path) for kind, path in pairs if path]


def text_of(kind: str, path: str, base: str) -> str:
    """The words of a note: as they are now or, if it was removed, as they were."""
    text = git("show", f"{base if kind == 'removed' else 'HEAD'}:{path}") or b""
    return text[:LARGEST].decode("utf-8", "replace")


def git(*arguments: str) -> bytes | None:
    """What git prints, or None if it fails."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def fenced(text: str) -> str:
    """A code block that no line of the text can end."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}\n"


def code(name: str) -> str:
    """A name in a line of Markdown."""
    return "`" + re.sub(r"[^\w./-]", "?", name) + "`"


if __name__ == "__main__":
    sys.exit(main())
