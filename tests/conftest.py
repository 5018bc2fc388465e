"""What all tests share: the real edition and copies of the small one."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from edition import checking, settings
from edition.library import Edition

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one option of our own."""
    words = "make the pictures anew that tests/browser/test_goldens.py compares with"
    parser.addoption("--renew-goldens", action="store_true", help=words)


@pytest.fixture(scope="session")
def real() -> Edition:
    """The edition of this repository."""
    return checking.check_all(settings.read(ROOT))[0]


@pytest.fixture(scope="session")
def fables() -> Edition:
    """The small valid edition, which has a forge and a site."""
    return checking.check_all(settings.read(FIXTURES / "valid"))[0]


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[], Path]:
    """Makes a copy of the small valid edition."""

    def copy() -> Path:
        folder = tmp_path / "fables"
        shutil.copytree(FIXTURES / "valid", folder)
        return folder

    return copy


def answering(answers: Iterator[str]) -> Callable[[str], str]:
    """Stands in for the terminal: it shows each question and gives the next answer."""

    def answer(question: str) -> str:
        print(question)
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    return answer


def load(path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A script as a module of its own, so that tests may bend its names."""
    monkeypatch.syspath_prepend(ROOT / "scripts")
    spec = importlib.util.spec_from_file_location(f"tested_{path.stem.strip('_')}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
