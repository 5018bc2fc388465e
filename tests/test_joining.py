"""The stylesheet and the script that pages load, beside the parts that they are joined from."""

import re
import zlib
from pathlib import Path

import pytest

from edition import building, settings
from edition.html import THEME
from edition.html.joining import FILTERS
from tests.conftest import FIXTURES

KINDS = ("css", "js")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML of the small edition."""
    out = tmp_path_factory.mktemp("fables") / "html"
    building.build_html(settings.read(FIXTURES / "valid"), out, out.with_name("work"))
    return out


def named(kind: str) -> list[Path]:
    """The parts of a kind, in the order in which the template of the joined file names them."""
    template = (THEME / f"static/edition.{kind}.jinja").read_text("utf-8")
    return [THEME / name for name in re.findall(r'{% include "(.*?)" %}', template)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_are_joined_in_their_order(site: Path, kind: str) -> None:
    """Every part is named once, and what pages load is all of them, as they stand."""
    parts = named(kind)
    joined = "\n".join(part.read_text("utf-8") for part in parts)

    assert sorted(parts) == sorted((THEME / kind).iterdir())
    built = (site / f"_static/edition.{kind}").read_text("utf-8")
    assert built == FILTERS[f"{kind}min"](joined)
    assert len(built) < len(joined)


@pytest.mark.parametrize("kind", KINDS)
def test_the_address_follows_the_content(site: Path, kind: str) -> None:
    """A page loads one stylesheet and one script; their addresses change with what they hold."""
    checksum = zlib.crc32((site / f"_static/edition.{kind}").read_bytes())
    for name in ("index.html", "texts/fox.html"):
        page = (site / name).read_text("utf-8")
        found = re.findall(rf'(?:src|href)="[^"]*\.{kind}(?:\?v=(\w+))?"', page)
        assert found == [f"{checksum:08x}"], name
