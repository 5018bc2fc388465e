"""The workflows and the settings around the edition."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
RIGHTS = {
    "deploy": {"pages": "write", "id-token": "write"},
    "note": {"contents": "write", "issues": "write", "pull-requests": "write"},
}
"""What single jobs may do beyond reading."""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_have_few_rights(path: Path) -> None:
    """A workflow may read; two jobs may do what they are for; no action moves under us."""
    workflow = yaml.safe_load(path.read_text("utf-8"))
    jobs = workflow["jobs"]
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]

    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in path.read_text("utf-8")
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in used)
    more = {name: job["permissions"] for name, job in jobs.items() if job.get("permissions")}
    assert more == {name: RIGHTS[name] for name in more}
    assert all("timeout-minutes" in job for job in jobs.values())


def test_the_workflows_as_an_attacker_reads_them() -> None:
    """Zizmor, without a network and at its most pedantic, finds nothing in what the forge runs."""
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--persona", "pedantic", "--no-progress", ".github"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stderr.count("completed .github/workflows/") == len(WORKFLOWS)


def test_only_the_last_step_has_the_token() -> None:
    """What reads a stranger's issue has no token in its environment; what sends has."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/issue-to-note.yml").read_text("utf-8"))
    steps = workflow["jobs"]["note"]["steps"]

    assert [n for n, step in enumerate(steps) if "env" in step] == [len(steps) - 1]
    assert [step["with"]["persist-credentials"] for step in steps if "checkout" in str(step)] == [
        False
    ]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_run_scripts_that_are_there(path: Path) -> None:
    """What a step runs is a script of the repository, and no event's text is put into a shell."""
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    runs = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    scripts = [name for run in runs for name in re.findall(r"(?:python3|bash) (\S+)", run)]

    assert scripts
    assert all((ROOT / name).is_file() for name in scripts)
    assert not any("${{" in run for run in runs)


def test_git_leaves_the_sources_alone() -> None:
    """Git never converts a source's line ends, and keeps LF elsewhere."""
    paths = ["docs/sources/feud.txt", "docs/texts/feud.md"]
    asked = ["git", "check-attr", "text", "eol", "--", *paths]
    shown = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert "docs/sources/feud.txt: text: unset" in shown
    assert "docs/texts/feud.md: eol: lf" in shown


def test_pre_commit_leaves_the_sources_and_the_lists_alone() -> None:
    """No hook rewrites a source, or strips the tab before an empty last cell."""
    settings = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    hooks = {hook["id"]: hook for repo in settings["repos"] for hook in repo["hooks"]}

    assert re.search(settings["exclude"], "docs/sources/feud.txt")
    assert re.search(hooks["trailing-whitespace"]["exclude"], "annotations/texts/feud/x.tsv")
    assert hooks["edition-check"]["entry"] == "python3 scripts/build.py --check"


def test_the_citation_file_names_the_edition() -> None:
    """The citation file is well-formed and gives the title of the settings."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert citation["title"].startswith(project["tool"]["edition"]["title"])
    assert {"cff-version", "message", "authors", "version", "date-released"} <= citation.keys()
