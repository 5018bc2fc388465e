"""The locks: what a build, the tests and the bench install."""

import re
import tomllib

import pytest

from tests.conftest import ROOT

SCRIPTS = ROOT / "scripts"
LOCKS = ("build", "test", "bench")


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
