"""What a reader's browser must load of our text pages, beside the same texts and notes under Furo.

``python3 scripts/test.py --bench`` runs it.  Both sites are built and served, compressed, on this
machine, and what is counted is what Chromium really asks for.  Bytes and requests are the same on
every machine, and the exit status is 1 if ours need more of either than Furo's, or more than
``FONTS`` bytes of fonts.  Times are told as ratios of one run: machines differ and are shared.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import plain
from playwright.sync_api import Browser, Response, sync_playwright
from serving import served

from edition import checking, settings
from edition.library import Edition

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
FONTS = 40_000
"""Bytes that fonts may add, compressed."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


class Load(NamedTuple):
    """What pages, each opened for the first time, made the browser ask for."""

    bytes: Counter[str]
    """Compressed, without headers, by kind of request."""
    requests: int

    @property
    def total(self) -> int:
        """All bytes but those of fonts."""
        return self.bytes.total() - self.bytes["font"]

    def __add__(self, other: object) -> "Load":
        """Both together."""
        assert isinstance(other, Load)
        return Load(self.bytes + other.bytes, self.requests + other.requests)


def load(browser: Browser, address: str) -> tuple[Load, float]:
    """Open a page with nothing cached; the milliseconds run until its load event has ended."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda response: answers.append(response))
    page.goto(address, wait_until="networkidle")
    # Without the icon, which Chromium asks for or not as chance has it ("other").
    kept = [answer for answer in answers if answer.request.resource_type != "other"]
    counted: Counter[str] = Counter()
    for answer in kept:
        counted[answer.request.resource_type] += int(answer.headers["content-length"])
    ended: float = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    context.close()
    return Load(counted, len(kept)), ended


def measured(
    edition: Edition, furo: str, ours: str
) -> tuple[dict[str, tuple[Load, Load]], tuple[float, float]]:
    """Furo's load and ours of each text; of the heaviest the median times until it is there."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    pages = {slug: (f"{furo}/{slug}.html", f"{ours}/texts/{slug}.html") for slug in edition.text}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        found = {
            slug: (load(browser, theirs)[0], load(browser, our)[0])
            for slug, (theirs, our) in pages.items()
        }
        heaviest = max(found, key=lambda slug: found[slug][1].total)
        rounds = [[load(browser, address)[1] for address in pages[heaviest]] for _ in range(ROUNDS)]
        browser.close()
    theirs, our = (sum((x[n] for x in found.values()), Load(Counter(), 0)) for n in (0, 1))
    shown = {f"{heaviest}, the heaviest": found.pop(heaviest), "all texts": (theirs, our)}
    theirs_took, ours_took = (statistics.median(times) for times in zip(*rounds, strict=True))
    return found | shown, (theirs_took, ours_took)


def build(source: Path, out: Path) -> float:
    """Build a project's HTML from nothing; the seconds that it took."""
    command = [sys.executable, "-m", "sphinx", "-qWE", "-b", "html", "-d", f"{out}.doctrees"]
    start = time.perf_counter()
    subprocess.run([*command, source, out], check=True)
    return time.perf_counter() - start


def row(name: str, furo: float, ours: float, unit: str = "") -> str:
    """A line of the table."""
    ratio = f"{ours / furo:.2f}" if furo else "–"
    return f"{name:24}{furo:10,.0f}{ours:10,.0f}{ratio:>8}  {unit}".rstrip()


def table(name: str, furo: Load, ours: Load) -> str:
    """All that is told of some pages."""
    kinds = sorted(furo.bytes | ours.bytes)
    rows = [row(f"  {kind}", furo.bytes[kind], ours.bytes[kind], "bytes") for kind in kinds]
    rows.append(row("  without fonts", furo.total, ours.total, "bytes"))
    rows.append(row("  requests", furo.requests, ours.requests))
    return "\n".join([name, *rows])


def faults(name: str, furo: Load, ours: Load) -> list[str]:
    """What is heavier than it may be."""
    found = []
    if ours.total > furo.total:
        found.append(f"{name}: {ours.total - furo.total:,} bytes more than Furo’s")
    if ours.requests > furo.requests:
        found.append(f"{name}: {ours.requests - furo.requests} requests more than Furo’s")
    if ours.bytes["font"] > FONTS:
        found.append(f"{name}: {ours.bytes['font']:,} bytes of fonts")
    return found


def main() -> int:
    """Print the table; 1 if ours is too heavy."""
    edition, _problems = checking.check_all(settings.read(ROOT))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain.write(edition, folder / "plain")
        seconds = build(folder / "plain", folder / "furo"), build(ROOT / "docs", folder / "ours")
        with served(folder / "furo") as furo, served(folder / "ours") as ours:
            pages, milliseconds = measured(edition, furo, ours)
    print(f"{'':24}{'Furo':>10}{'ours':>10}{'ratio':>8}")
    print("\n".join(table(page, *loads) for page, loads in pages.items()))
    print(row("load of the heaviest", *milliseconds, "ms"))
    print(row("build, ours with lists", *seconds, "s"))
    wrong = [fault for page, loads in pages.items() for fault in faults(page, *loads)]
    print("\n".join(["", *wrong]) if wrong else "\nNothing is heavier than it may be.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
