"""The two commands, their locks, the workflows and the forms around the edition."""

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from edition.notes import read_note
from edition.problems import Code
from edition.vocabulary import ASPECTS, TYPES

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
LOCKS = ("build", "test", "bench")
RIGHTS = {
    "deploy": {"pages": "write", "id-token": "write"},
    "note": {"contents": "write", "issues": "write", "pull-requests": "write"},
}
"""What single jobs may do beyond reading."""


def load(path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A script as a module of its own, so that tests may bend its names."""
    monkeypatch.syspath_prepend(SCRIPTS)
    spec = importlib.util.spec_from_file_location(f"tested_{path.stem.strip('_')}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def summary(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program that writes the summary of a check."""
    return load(ROOT / ".github/summary.py", monkeypatch)


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the environment over a small repository, with nothing really installed."""
    module = load(SCRIPTS / "_venv.py", monkeypatch)
    (tmp_path / "scripts").mkdir()
    for lock in LOCKS:
        (tmp_path / f"scripts/requirements-{lock}.txt").write_text(f"{lock}==1\n")
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["setuptools"]\n[project]\nname = "edition"\n'
        '[tool.setuptools]\nzip-safe = false\n[tool.edition]\ntitle = "A"\n'
    )
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(module, "python_runs", lambda: True)
    return module


@pytest.fixture
def done(venv: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the environment's module did, in order."""
    deeds: list[str] = []
    monkeypatch.setattr(venv, "make_venv", lambda: deeds.append("venv"))
    monkeypatch.setattr(venv, "install_lock", deeds.append)
    monkeypatch.setattr(venv, "pip", lambda arguments, expected=0: deeds.append("package"))
    return deeds


@pytest.mark.parametrize("name", ["build.py", "test.py"])
def test_an_old_python_gets_one_sentence(name: str) -> None:
    """A Python that is too old is told in one line what to install, without a traceback."""
    source = (SCRIPTS / name).read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))
    pretence = "import sys; sys.version_info = (3, 8, 1); sys.version = '3.8.1 (x)'; "
    script = f"{pretence}exec(compile(open({str(SCRIPTS / name)!r}).read(), 'x', 'exec'))"

    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer, and this is Python 3.8.1: install" in ran.stderr


def test_a_python_without_venv_gets_one_sentence(
    venv: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Python that cannot make environments is told what to install."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(SystemExit, match=r"without venv: .*apt install python3-venv"):
        venv.make_venv()


def test_the_environment_is_made_once(venv: ModuleType, done: list[str]) -> None:
    """A first run makes the environment; a second finds it and does nothing."""
    venv.ensure(venv.Steps(), "build")
    assert done == ["venv", "build", "package"]

    venv.ensure(venv.Steps(), "build")
    assert done == ["venv", "build", "package"]


def test_the_test_lock_is_added(venv: ModuleType, done: list[str]) -> None:
    """The tests add their lock to the environment that the build has made, and only that."""
    venv.ensure(venv.Steps(), "build")
    venv.ensure(venv.Steps(), "build", "test")
    venv.ensure(venv.Steps(), "build")

    assert done == ["venv", "build", "package", "test"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("scripts/requirements-build.txt", "build==1", "build==2"),
        ("pyproject.toml", 'name = "edition"', 'name = "other"'),
    ],
)
def test_a_change_of_what_is_installed_makes_it_anew(
    venv: ModuleType, done: list[str], path: str, old: str, new: str
) -> None:
    """The environment is made anew when a lock or the packaging tables change."""
    venv.ensure(venv.Steps(), "build", "test")
    changed = venv.ROOT / path
    changed.write_text(changed.read_text().replace(old, new))
    done.clear()

    venv.ensure(venv.Steps(), "build")

    assert done == ["venv", "build", "package"]
    assert list(json.loads(venv.STAMP.read_text())) == ["build"]


def test_a_change_of_settings_keeps_the_environment(venv: ModuleType, done: list[str]) -> None:
    """The edition's own settings stand in the same file and do not touch the environment."""
    venv.ensure(venv.Steps(), "build")
    project = venv.ROOT / "pyproject.toml"
    project.write_text(project.read_text().replace('title = "A"', 'title = "B"'))
    done.clear()

    venv.ensure(venv.Steps(), "build")

    assert done == []


def test_a_half_made_environment_is_made_anew(
    venv: ModuleType, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment whose making was broken off does not count."""

    def broken(lock: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(venv, "install_lock", broken)
        with pytest.raises(KeyboardInterrupt):
            venv.ensure(venv.Steps(), "build")

    venv.ensure(venv.Steps(), "build")

    assert done == ["venv", "venv", "build", "package"]


def test_results_name_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build ends with the place of each format that was made."""
    build = load(SCRIPTS / "build.py", monkeypatch)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    site = tmp_path / "_build/html"
    site.mkdir(parents=True)
    (site / "index.html").touch()
    (site / "an-edition.pdf").touch()

    assert build.results().split() == [
        "HTML", str(site / "index.html"), "PDF", str(site / "an-edition.pdf")
    ]  # fmt: skip


def test_a_missing_chromium_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no Chromium is found, the run ends with a sentence on how to get one."""
    script = load(SCRIPTS / "test.py", monkeypatch)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(script, "NAMES", ())
    monkeypatch.setattr(script, "PLAYWRIGHTS_OWN", "")
    monkeypatch.setattr(script, "PYTHON", sys.executable)

    with pytest.raises(SystemExit, match="apt install chromium"):
        script.find_chromium()


def test_the_long_checks_are_left_out_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Browser and weight are left out unless asked; other arguments reach pytest as they are."""
    script = load(SCRIPTS / "test.py", monkeypatch)

    plain, whole = script.commands(False, False, ["-k", "x"]), script.commands(True, True, ["-x"])

    assert [name for name, _command in plain] == ["ruff", "mypy", "pytest"]
    assert [name for name, _command in whole] == ["ruff", "mypy", "weight", "pytest"]
    assert plain[-1][1][1:] == ["-m", "not browser", "-k", "x"]
    assert whole[-1][1][1:] == ["-x"]


def pins(lock: str) -> dict[str, str]:
    """The packages of a lock with their versions."""
    text = (SCRIPTS / f"requirements-{lock}.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_its_digests(lock: str) -> None:
    """A lock holds pinned packages with digests, and names no index and no address."""
    text = (SCRIPTS / f"requirements-{lock}.txt").read_text("utf-8")
    logical = re.sub(r"\\\n", " ", text).split("\n")
    requirements = [line for line in logical if line and not line.lstrip().startswith("#")]

    assert len(requirements) == len(pins(lock)) > 10
    assert all(re.fullmatch(r"[\w.-]+==\S+( ; [^-]+)?( +--hash=sha256:[0-9a-f]{64})+ *", line)
               for line in requirements)  # fmt: skip
    assert "://" not in text


def test_the_locks_agree() -> None:
    """A package of several locks has one version."""
    found = {item for lock in LOCKS for item in pins(lock).items()}

    assert len(found) == len({name for name, _version in found})


def test_the_locks_hold_what_the_project_names() -> None:
    """Every requirement of the project, of its tests and of its bench is in its lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    needed = project["build-system"]["requires"] + project["project"]["dependencies"]

    assert names(needed) <= pins("build").keys()
    assert names(groups["test"]) <= pins("test").keys()
    assert names(groups["bench"]) <= pins("bench").keys()


def names(requirements: list[str]) -> set[str]:
    """The bare names of requirements, as a lock spells them."""
    return {re.split(r"[^\w.-]", each)[0].lower().replace("_", "-") for each in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_maintainers_page_names_the_command_of_the_lock(lock: str) -> None:
    """The command that made a lock is the one that the maintainers' page gives."""
    text = (SCRIPTS / f"requirements-{lock}.txt").read_text("utf-8")
    command = text.split("\n")[1].lstrip("# ")
    page = (ROOT / "docs/editorial/maintaining.md").read_text("utf-8").replace(" \\\n ", "")

    assert command.startswith("uv pip compile --universal")
    assert command in page


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


def test_the_issue_form_offers_the_types_of_the_record() -> None:
    """The form offers the types of the vocabulary, in its order and words, and our texts."""
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/note.yml").read_text("utf-8"))
    fields = {field["id"]: field["attributes"] for field in form["body"] if "id" in field}
    texts = {path.stem for path in (ROOT / "docs/texts").glob("*.md")}

    assert fields["type"]["options"][:-1] == [f"{item.name}: {item.meaning}" for item in TYPES]
    assert set(fields["text"]["options"]) == texts
    assert fields["aspect"]["options"] == list(ASPECTS)
    assert "body" not in fields  # a forge cannot fill a field of that name


def test_the_template_is_a_note_but_for_its_examples() -> None:
    """The contributing page's template, sent as it is, meets only the placeholders' problem."""
    page = (ROOT / "docs/editorial/contributing.md").read_text("utf-8")
    template = page.partition("## Template")[2].partition("```markdown\n")[2].partition("```")[0]

    note, problems = read_note(template, "annotations/notes/feud/x.md", "feud")

    assert note is not None
    assert {found.code for found in problems} == {Code.head_placeholder}
    assert len(problems) == 3


def test_the_citation_file_names_the_edition() -> None:
    """The citation file is well-formed and gives the title of the settings."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert citation["title"].startswith(project["tool"]["edition"]["title"])
    assert {"cff-version", "message", "authors", "version", "date-released"} <= citation.keys()


@pytest.mark.parametrize("words", ["plain", "```\n# A heading", "`````\n</details>", "`" * 300])
def test_a_fence_cannot_be_closed_from_within(summary: ModuleType, words: str) -> None:
    """Whatever a note holds, it stays inside its fence in the summary."""
    first, *inner, last = summary.fenced(words).rstrip("\n").split("\n")

    assert first == last + "text"
    assert all(not line.startswith(last) for line in inner)


def test_a_check_that_finds_very_much_is_cut(
    summary: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the check says fills no more of the summary than the forge takes."""
    said = subprocess.CompletedProcess([], 1, stdout=b"x" * 2_000_000, stderr=b"")
    monkeypatch.setattr(summary.subprocess, "run", lambda *_arguments, **_named: said)

    told = summary.check()

    assert len(told) < 301_000
    assert told.endswith("\n… and more.")


def test_the_summary_lists_the_notes_that_changed(
    tmp_path: Path, summary: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Added, changed and removed notes are listed with their words, whatever their names."""
    monkeypatch.setattr(summary, "ROOT", tmp_path)
    notes = tmp_path / "annotations/notes/feud"
    notes.mkdir(parents=True)
    (notes / "old.md").write_text("old words")
    (notes / "same.md").write_text("kept")
    (notes / "other.md").write_text("before")
    base = commit(tmp_path)
    (notes / "old.md").unlink()
    (notes / "other.md").write_text("after")
    (notes / "new `name.md").write_text("new words")
    commit(tmp_path)

    changes = summary.changed_notes(base)

    assert changes == [
        ("added", "annotations/notes/feud/new `name.md"),
        ("removed", "annotations/notes/feud/old.md"),
        ("changed", "annotations/notes/feud/other.md"),
    ]
    assert [summary.text_of(kind, path, base) for kind, path in changes] == [
        "new words", "old words", "after"
    ]  # fmt: skip
    assert summary.code(changes[0][1]) == "`annotations/notes/feud/new??name.md`"
    assert summary.changed_notes("0" * 40) is None
    assert summary.changed_notes("--output=x") is None


def commit(folder: Path) -> str:
    """Commit all that is in a folder, and give the commit."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    shown = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
    )
    return shown.stdout.strip()
