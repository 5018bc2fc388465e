"""The two commands, and the environment that they make."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT, load

SCRIPTS = ROOT / "scripts"
LOCKS = ("build", "test", "bench")


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
