"""The settings of an edition: the table ``[tool.edition]`` of its ``pyproject.toml``.

That table also marks the edition's root folder.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path


class NoEdition(Exception):
    """No folder from here upward holds a ``pyproject.toml`` with ``[tool.edition]``."""


@dataclass(frozen=True)
class Settings:
    """What an edition says of itself once for all outputs."""

    root: Path
    """The folder of the edition."""
    title: str
    subtitle: str
    editors: str
    version: str
    date: str
    """ISO date of this version: builds take their date from here, never from a clock."""
    language: str
    """Of the editorial matter, BCP 47."""
    file_name: str
    """Of the PDF and the EPUB, without suffix."""
    forge: str
    """Address of the repository on a forge, or empty."""
    site: str
    """Address of the published site with a final slash, or empty."""
    objections: str
    """Where the owner of a text can write, or empty."""


def read(root: Path) -> Settings:
    """Read the settings of the edition in ``root``; a missing or odd one raises NoEdition."""
    path = root / "pyproject.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))["tool"]["edition"]
    except OSError as error:
        raise NoEdition(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise NoEdition(f"{path} is no TOML in UTF-8: {error}") from error
    except (KeyError, TypeError) as error:
        raise NoEdition(f"{path} has no [tool.edition] table") from error
    if not isinstance(table, dict):
        raise NoEdition(f"{path} has no [tool.edition] table")
    known = [name for name in Settings.__dataclass_fields__ if name != "root"]
    values = {key.replace("-", "_"): value for key, value in table.items()}
    odd = sorted(set(values) - set(known))
    odd += sorted(key for key, value in values.items() if not isinstance(value, str))
    if odd:
        raise NoEdition(f"[tool.edition] has something odd in: {', '.join(odd)}")
    return Settings(root=root, **{name: values.get(name, "") for name in known})


def find_root(start: Path) -> Path:
    """The nearest folder from ``start`` upward that is an edition; raises NoEdition."""
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file() and "[tool.edition]" in path.read_text("utf-8", "replace"):
            return folder
    raise NoEdition(f"no edition in {start} or above (a pyproject.toml with [tool.edition])")
