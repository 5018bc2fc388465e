"""An approved issue becomes a note in its place and a request, and nothing else."""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.conftest import FIXTURES, ROOT, load

CASES = tomllib.loads((FIXTURES / "issues/issues.toml").read_text("utf-8"))
ANSWERS = {
    "Text": "crow",
    "Quote": "a pitcher",
    "Type": "gloss: Explains a name, a term or a date.",
    "Aspect": "_No response_",
    "See": "_No response_",
    "Note": "A jug.",
    "Source": "_No response_",
    "Name": "_No response_",
}
GH = """#!{python}
import json, sys
words = "" if sys.stdin.isatty() else sys.stdin.read()
with open({log!r}, "a") as file:
    file.write(json.dumps([sys.argv[1:], words]) + "\\n")
if sys.argv[1:3] == ["pr", "create"]:
    print("https://forge.example/owner/fables/pull/8")
"""


@pytest.fixture
def door(copied: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script over a copy of the small edition."""
    monkeypatch.syspath_prepend(ROOT / ".github")
    module = load(ROOT / ".github/issue_to_note.py", monkeypatch)
    monkeypatch.setattr(module, "ROOT", copied())
    return module


def body_of(case: dict[str, Any]) -> str:
    """The body that the forge would make of the answers of a case."""
    if "body" in case:
        return str(case["body"])
    told = {label: case.get(label, answer) for label, answer in ANSWERS.items()}
    told["Note"] *= case.get("note-times", 1)
    if "half" in case:
        told["Note"] = "A \ud800jug."
    parts = [case["before"]] if "before" in case else []
    parts += [f"### {label}\n\n{answer}" for label, answer in told.items()]
    return "\n\n".join(parts).replace("\n", case.get("line-end", "\n"))


def event(case: dict[str, Any], path: Path) -> Path:
    """An event's file of a case."""
    title = case.get("title", "Note: What is a pitcher?") * case.get("title-times", 1)
    user = None if case.get("gone") else {"login": "a-reader", "id": 4711}
    issue = {"number": 7, "title": title, "body": body_of(case), "user": user}
    path.write_text(json.dumps({"issue": issue, "label": {"name": "approved"}}), "utf-8")
    return path


def digests(root: Path) -> dict[str, str]:
    """Every file with its digest."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


@pytest.mark.parametrize("name", CASES)
def test_writing(door: ModuleType, tmp_path: Path, name: str) -> None:
    """An issue becomes the one file that is expected, or none, and no other file is touched."""
    case, before = CASES[name], digests(door.ROOT)

    outcome = door.write(door.read_event(event(case, tmp_path / "event.json")))

    after = digests(door.ROOT)
    made = after.keys() - before.keys()
    assert {key: after[key] for key in before} == before
    assert made == ({case["path"]} if "path" in case else set())
    assert outcome.path == case.get("path", "")
    written = "".join((door.ROOT / path).read_text("utf-8") for path in made)
    assert [words for words in case.get("holds", []) if words not in written] == []
    assert [words for words in case.get("told", []) if words not in outcome.told] == []


def test_another_file_is_not_its_fault(door: ModuleType, tmp_path: Path) -> None:
    """What is wrong elsewhere in the edition is not laid upon whoever wrote the issue."""
    (door.ROOT / "annotations/notes/fox/sour.md").write_text("x", "utf-8")

    outcome = door.write(door.read_event(event(CASES["plain"], tmp_path / "event.json")))

    assert (outcome.path, outcome.told) == (CASES["plain"]["path"], "")


@pytest.mark.parametrize("name", [name for name in CASES if "told" in CASES[name]])
def test_what_is_told_stays_in_its_fence(door: ModuleType, tmp_path: Path, name: str) -> None:
    """No word of the issue stands outside of a fence in what is answered."""
    told = door.write(door.read_event(event(CASES[name], tmp_path / "event.json"))).told

    fence = told.partition("text\n")[0] if told.startswith("```") else ""
    inner = told.partition("text\n")[2] if fence else ""
    assert told.endswith(f"\n{fence}\n") if fence else True
    assert fence not in inner.removesuffix(f"\n{fence}\n") if fence else "@everyone" not in told
    assert len(told) < 30_000


@pytest.fixture
def forge(
    door: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], list[Any]]:
    """A repository with a remote and a command of the forge that writes down what it is told."""
    log, tools = tmp_path / "gh.log", tmp_path / "tools"
    tools.mkdir()
    (tools / "gh").write_text(GH.format(python=sys.executable, log=str(log)))
    (tools / "gh").chmod(0o755)
    remote = tmp_path / "owner/fables"
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (
        ["init", "-q", "-b", "main"], ["add", "-A"], [*who, "commit", "-q", "-m", "x"],
        ["init", "-q", "--bare", str(remote)], ["push", "-q", str(remote), "main"],
    ):  # fmt: skip
        subprocess.run(["git", *command], cwd=door.ROOT, check=True)
    for key, value in {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_SERVER_URL": tmp_path.as_uri(),
        "GITHUB_REPOSITORY": "owner/fables",
        "GITHUB_REF_NAME": "main",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "RUNNER_TEMP": str(tmp_path),
    }.items():
        monkeypatch.setenv(key, value)

    def run() -> list[Any]:
        """The two steps, as the workflow has them; what the forge was told."""
        log.unlink(missing_ok=True)
        for step in steps():
            monkeypatch.setattr(sys, "argv", step)
            assert door.main() == 0
        return [json.loads(line) for line in log.read_text().splitlines()]

    return run


def steps() -> list[list[str]]:
    """The calls of the script in the workflow."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/issue-to-note.yml").read_text("utf-8"))
    runs = [step.get("run", "") for step in workflow["jobs"]["note"]["steps"]]
    return [run.split()[1:] for run in runs if "issue_to_note.py" in run]


def shown(root: Path, remote: Path, *arguments: str) -> str:
    """What git says of the remote."""
    command = ["git", "--git-dir", str(remote), *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def test_a_note_is_proposed(
    door: ModuleType, tmp_path: Path, forge: Callable[[], list[Any]]
) -> None:
    """A sound note is committed with its author, pushed, proposed and answered."""
    event(CASES["plain"], tmp_path / "event.json")

    listed, made, answered = forge()

    remote = tmp_path / "owner/fables"
    changed = shown(door.ROOT, remote, "diff", "--name-status", "main", "note/issue-7")
    message = shown(door.ROOT, remote, "log", "-1", "--format=%an%n%B", "note/issue-7")
    assert changed == f"A\t{CASES['plain']['path']}\n"
    assert message.strip().split("\n") == [
        "github-actions[bot]",
        "[Editorial] crow: a note from issue 7",
        "",
        "Co-authored-by: a-reader <4711+a-reader@users.noreply.github.com>",
    ]
    assert listed[0][:2] == ["pr", "list"]
    assert made[0][:6] == ["pr", "create", "--head", "note/issue-7", "--base", "main"]
    assert made[1].startswith("Closes #7.\n\n```text\n---\ntype: gloss\n")
    assert answered[0] == ["issue", "comment", "7", "--body-file", "-"]
    assert answered[1].endswith("is proposed in https://forge.example/owner/fables/pull/8.\n")


def test_a_broken_note_is_answered(
    door: ModuleType, tmp_path: Path, forge: Callable[[], list[Any]]
) -> None:
    """A note with problems is answered in the printer's words, and nothing is opened."""
    event(CASES["wrong-quote"], tmp_path / "event.json")

    answered, unlabelled = forge()

    assert shown(door.ROOT, tmp_path / "owner/fables", "branch").split() == ["main"]
    assert answered[0] == ["issue", "comment", "7", "--body-file", "-"]
    assert "quote-missing" in answered[1]
    assert "nearest: " in answered[1]
    assert unlabelled[0] == ["issue", "edit", "7", "--remove-label", "approved"]


@pytest.mark.parametrize("name", ["title-of-a-command", "shell", "mentions", "workflow-command"])
def test_no_word_of_an_issue_is_a_command(
    door: ModuleType, tmp_path: Path, forge: Callable[[], list[Any]], name: str
) -> None:
    """No argument of a command holds words of the issue, and nothing in them is run."""
    event(CASES[name], tmp_path / "event.json")

    calls = forge()

    arguments = {argument for call, _words in calls for argument in call}
    assert not [one for one in arguments if "touch" in one or "@everyone" in one or "::" in one]
    assert list(tmp_path.rglob("run")) == []


def test_an_edited_issue_runs_again(
    door: ModuleType, tmp_path: Path, forge: Callable[[], list[Any]]
) -> None:
    """A second approval renews the branch of the issue and its file."""
    event(CASES["plain"], tmp_path / "event.json")
    forge()
    subprocess.run(["git", "switch", "-q", "main"], cwd=door.ROOT, check=True)
    subprocess.run(["git", "branch", "-q", "-D", "note/issue-7"], cwd=door.ROOT, check=True)
    event({**CASES["plain"], "Note": "A large jug."}, tmp_path / "event.json")

    forge()

    where = f"note/issue-7:{CASES['plain']['path']}"
    assert "A large jug." in shown(door.ROOT, tmp_path / "owner/fables", "show", where)


def test_the_form_has_the_headings(door: ModuleType) -> None:
    """The script looks for the headings that the form writes, and the form has the aspects."""
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/note.yml").read_text("utf-8"))
    fields = [field["attributes"] for field in form["body"] if "id" in field]

    assert tuple(field["label"] for field in fields) == door.LABELS
    assert next(f["options"] for f in fields if f["label"] == "Aspect") == list(door.ASPECTS)
    assert form["labels"] == ["note"]
