"""The environment that the two commands share: ``.venv``, made from the locks beside this file.

Standard library only, because it runs before anything is installed.
It knows nothing of the edition but the name of the package and where the files lie.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "edition-stamp.json"
"""Which locks are installed, each with its digest; written last: a half-made one has none."""


class Steps:
    """Says what is being done and keeps how long it took."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, float]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Name a step as it begins and keep its time once it is done."""
        print(f"── {name}", flush=True)
        begun = time.monotonic()
        yield
        self.taken.append((name, time.monotonic() - begun))

    def summary(self) -> str:
        """One line a step, the time first."""
        return "\n".join(f"{seconds:6.1f} s  {name}" for name, seconds in self.taken)


def program(name: str) -> str:
    """The path of a program of the environment."""
    return str(PROGRAMS / (f"{name}.exe" if os.name == "nt" else name))


def ensure(steps: Steps, *locks: str) -> None:
    """Make the environment hold exactly these locks and our package, if it does not yet.

    What is there is kept as long as the locks, the packaging tables of ``pyproject.toml`` and the
    folder are the same and its Python runs.
    """
    wanted = {lock: digest(ROOT, lock) for lock in locks}
    installed = read_stamp()
    if all(installed.get(lock) == wanted[lock] for lock in locks) and python_runs():
        return
    is_stale = any(value != digest(ROOT, lock) for lock, value in installed.items())
    if not installed or is_stale or not python_runs():
        installed = {}
        with steps.step(f"environment {VENV}"):
            make_venv()
    for lock in locks:
        if lock not in installed:
            with steps.step(f"packages of scripts/requirements-{lock}.txt"):
                install_lock(lock)
    if not installed:
        with steps.step("package edition, from scripts/edition"):
            pip(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    STAMP.write_text(json.dumps({**installed, **wanted}, indent=1) + "\n", "utf-8")


def digest(root: Path, lock: str) -> str:
    """Of everything that a lock's part of the environment depends on."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    packaging = [project["build-system"], project["project"], project["tool"]["setuptools"]]
    content = hashlib.sha256((root / f"scripts/requirements-{lock}.txt").read_bytes())
    content.update(json.dumps(packaging, sort_keys=True).encode())
    content.update(str(root).encode())
    return content.hexdigest()


def read_stamp() -> dict[str, str]:
    """The locks that are installed, with their digests; empty where there is no whole one."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def python_runs() -> bool:
    """Whether the environment's Python is there and starts: its base may have been removed."""
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """Make an empty environment in the place of any other."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit(
            f"This Python ({sys.executable}) comes without venv: "
            "install it (Debian, Ubuntu: apt install python3-venv) and run the command again."
        )
    # Called by the environment's own Python, we must not remove what we run on.
    base: str = sys.executable if sys.prefix == sys.base_prefix else vars(sys)["_base_executable"]
    STAMP.unlink(missing_ok=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([base, "-m", "venv", VENV], stderr=subprocess.STDOUT, check=False)
    if made.returncode:
        sys.exit(f"{VENV} could not be made; what Python says of it stands above.")


def install_lock(lock: str) -> None:
    """Install the packages of a lock, each only if its digest is the one that is listed."""
    path = ROOT / f"scripts/requirements-{lock}.txt"
    expected = len(re.findall(r"^[\w.-]+==", path.read_text("utf-8"), re.MULTILINE))
    pip(["--require-hashes", "--requirement", str(path)], expected)


def pip(arguments: list[str], expected: int = 0) -> None:
    """Run ``pip install``, showing how far it is; what it prints is shown only if it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *arguments]
    said: list[str] = []
    found = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        for raw in running.stdout or ():
            line = raw.decode("utf-8", "replace")
            said.append(line)
            if met := re.match(r"(?:Collecting|Processing) (?:\S*/)?([\w.-]+?)(?:-\d|==)", line):
                found += 1
                show_progress(f"{found} of {expected}: {met[1]}", found % 10 == 0)
            elif line.startswith("Installing collected packages"):
                show_progress("installing", True)
    end_progress()
    if running.returncode:
        sys.stderr.writelines(said)
        sys.exit("pip could not install the packages; what it says of it stands above.")


def show_progress(words: str, is_milestone: bool) -> None:
    """Show a line that the next one replaces; where that cannot be, show only the milestones."""
    if sys.stdout.isatty():
        print(f"\r\x1b[K   {words}", end="", flush=True)
    elif is_milestone:
        print(f"   {words}", flush=True)


def end_progress() -> None:
    """Take the line of progress away."""
    if sys.stdout.isatty():
        print("\r\x1b[K", end="", flush=True)
