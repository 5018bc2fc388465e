"""Build the edition: ``python3 scripts/build.py``, from any folder.

Needs Python 3.11 or newer and nothing else.
Makes the environment in ``.venv`` on the first run and whenever its lock has changed.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (this file must parse on older ones to say so)
    sys.exit(
        "The edition needs Python 3.11 or newer, and this is Python "
        + sys.version.split()[0]
        + ": install a newer one (https://www.python.org/downloads/) and call it by its name."
    )

import argparse
import subprocess

from _venv import ROOT, Steps, ensure, program


def main() -> int:
    """Make the environment, then build or check; the exit status is that of the edition."""
    parser = argparse.ArgumentParser(
        allow_abbrev=False,
        description="Build the edition (HTML and PDF) into _build/html.",
        epilog="Further arguments go to `edition build` or `edition check`.",
    )
    parser.add_argument("--check", action="store_true", help="check the edition, build nothing")
    parser.add_argument("--environment", action="store_true", help="make .venv, build nothing")
    wanted, further = parser.parse_known_args()
    steps = Steps()
    ensure(steps, "build")
    if wanted.environment:
        return 0
    if wanted.check:
        return edition("check", further)
    with steps.step("edition build"):
        status = edition("build", further)
    if status == 0:
        print(f"\n{steps.summary()}\n\n{results()}", flush=True)
    return status


def edition(verb: str, arguments: list[str]) -> int:
    """Run the edition's own command in the root and give its exit status."""
    return subprocess.run([program("edition"), verb, *arguments], cwd=ROOT, check=False).returncode


def results() -> str:
    """Where a reader finds what was built, one line a format."""
    site = ROOT / "_build" / "html"
    found = [("HTML", site / "index.html")]
    found += [(path.suffix[1:].upper(), path) for path in sorted(site.glob("*.pdf"))]
    found += [(path.suffix[1:].upper(), path) for path in sorted(site.glob("*.epub"))]
    return "\n".join(f"{kind:5} {path}" for kind, path in found if path.is_file())


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
