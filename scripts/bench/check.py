"""How long ``edition check`` takes on this edition, beside the bare start of Python.

``.venv/bin/python scripts/bench/check.py`` runs both in turn and prints the medians and their
ratio: machines differ and are shared, ratios of one run compare.
"""

import statistics
import subprocess
import sys
import time

ROUNDS = 7
CHECK = "import sys; from edition.cli import main; sys.exit(main(['check', '--format', 'json']))"


def seconds(code: str) -> float:
    """The wall time of one fresh Python that runs the code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the two medians and the ratio."""
    pairs = [(seconds(CHECK), seconds("pass")) for _ in range(ROUNDS)]
    check, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"edition check {check:.2f} s, bare Python {bare:.2f} s, ratio {check / bare:.0f}")


if __name__ == "__main__":
    main()
