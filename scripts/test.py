"""Test the edition: ``python3 scripts/test.py``, from any folder.

Runs ruff, mypy and pytest in the environment of ``build.py`` with the test lock added.
``--browser`` adds the tests in Chromium and the Nu HTML checker, ``--bench`` weighs the text pages
beside Furo's; other arguments go to pytest.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this file must parse on older ones to say so)
    sys.exit(
        "The edition needs Python 3.11 or newer, and this is Python "
        + sys.version.split()[0]
        + ": install a newer one (https://www.python.org/downloads/) and call it by its name."
    )

import argparse
import os
import shutil
import subprocess
from pathlib import Path

from _npm import ensure_npm
from _venv import PYTHON, ROOT, Steps, ensure, program

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLAYWRIGHTS_OWN = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def main() -> int:
    """Run every check; the exit status is that of the first that failed."""
    parser = argparse.ArgumentParser(
        allow_abbrev=False,
        description="Run ruff, mypy and pytest.",
        epilog="Further arguments go to pytest; paths are taken from the root of the repository.",
    )
    parser.add_argument("--browser", action="store_true", help="also the tests in Chromium")
    parser.add_argument("--bench", action="store_true", help="also the weight of the text pages")
    wanted, further = parser.parse_known_args()
    steps = Steps()
    ensure(steps, "build", "test", *(["bench"] if wanted.bench else []))
    environment = dict(os.environ)
    if wanted.browser or wanted.bench:
        environment["CHROMIUM"] = find_chromium()
    if wanted.browser:
        ensure_npm(steps, "vnu-jar")
    failed: dict[str, int] = {}
    for name, command in commands(wanted.browser, wanted.bench, further):
        if name == "pytest":  # it has the last word
            print(steps.summary(), flush=True)
        with steps.step(name):
            status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if status:
            failed[name] = status
    if set(failed) - {"pytest"}:
        print(f"failed, see above: {', '.join(failed)}", flush=True)
    return next(iter(failed.values()), 0)


def commands(browser: bool, bench: bool, further: list[str]) -> list[tuple[str, list[str]]]:
    """What is run, in this order."""
    marks = [] if browser else ["-m", "not browser"]
    weighing = [("weight", [str(PYTHON), "scripts/bench/reading.py"])] if bench else []
    return [
        ("ruff", [program("ruff"), "check", "."]),
        ("mypy", [program("mypy"), "scripts"]),
        *weighing,
        ("pytest", [program("pytest"), *marks, *further]),
    ]


def find_chromium() -> str:
    """The path of a Chromium, or the end of the run with a sentence on how to get one."""
    named = os.environ.get("CHROMIUM")
    for path in filter(None, [named, *map(shutil.which, NAMES)]):
        if Path(path).is_file():
            return path
    asking = [str(PYTHON), "-c", PLAYWRIGHTS_OWN]
    own = subprocess.run(asking, capture_output=True, text=True, check=False).stdout.strip()
    if own and Path(own).is_file():
        return own
    sys.exit(
        "No Chromium was found: install one (Debian, Ubuntu: apt install chromium; "
        f"elsewhere: {program('playwright')} install chromium), or name it in CHROMIUM."
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
