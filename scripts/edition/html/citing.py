"""How a text of the edition is cited: in words, as BibTeX and as RIS."""

from pathlib import Path

from edition.library import Edition


def plain(edition: Edition, slug: str) -> str:
    """A citation of a text in words; the address where the site has one."""
    return _worded(edition, slug, "", _address(edition, slug))


def pattern(edition: Edition, slug: str) -> str:
    """The same for a place in the text; the script fills in ``{place}`` and ``{address}``."""
    return _worded(edition, slug, "{place}", "{address}")


def _worded(edition: Edition, slug: str, place: str, address: str) -> str:
    settings, record = edition.settings, edition.text[slug].record
    parts = [
        record.author,
        f"“{record.title}”",
        place,
        f"in {settings.title}",
        f"version {settings.version}",
        settings.date,
        address,
    ]
    return ", ".join(part for part in parts if part) + "."


def bibtex(edition: Edition, slug: str) -> str:
    """A BibTeX entry: part of a book, with its version."""
    settings, record = edition.settings, edition.text[slug].record
    fields = {
        "author": f"{{{record.author}}}" if record.author else "",
        "title": record.title,
        "booktitle": settings.title,
        "editor": f"{{{settings.editors}}}",
        "edition": f"version {settings.version}",
        "year": settings.date[:4],
        "url": _address(edition, slug),
    }
    rows = [f"  {key} = {{{value}}},\n" for key, value in fields.items() if value]
    return f"@incollection{{{settings.file_name}-{slug},\n{''.join(rows)}}}\n"


def ris(edition: Edition, slug: str) -> str:
    """A RIS record: a chapter of a book."""
    settings, record = edition.settings, edition.text[slug].record
    rows = [
        ("TY", "CHAP"),
        ("AU", record.author),
        ("TI", record.title),
        ("T2", settings.title),
        ("ED", settings.editors),
        ("ET", settings.version),
        ("PY", settings.date[:4]),
        ("UR", _address(edition, slug)),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in rows if value) + "ER  - \n"


def _address(edition: Edition, slug: str) -> str:
    return f"{edition.settings.site}texts/{slug}.html" if edition.settings.site else ""


def write(edition: Edition, folder: Path) -> None:
    """Write both files of each text beside its page."""
    for slug in edition.text:
        (folder / f"{slug}.bib").write_text(bibtex(edition, slug), "utf-8")
        (folder / f"{slug}.ris").write_text(ris(edition, slug), "utf-8")
