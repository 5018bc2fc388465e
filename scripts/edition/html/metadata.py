"""What machines are told of a page: description, Open Graph, Highwire and Dublin Core tags."""

import json
import re
from collections.abc import Iterator
from html import escape

from edition.bodies import first_line
from edition.html import card
from edition.html.wording import read_out, shortened
from edition.library import Edition

Tag = tuple[str, str, str]
"""The attribute that names it (``name`` or ``property``), its name, its content."""


LONGEST = 300
"""Characters of a description; who shows it cuts it shorter."""
_NOTES = re.compile(r"(?:,| and)? \(?(?:[a-z][a-z0-9-]*, )?note \d+\)?")


def head_tags(edition: Edition, pagename: str, slug: str, title: str = "") -> str:
    """The ``meta`` and ``link`` elements of a page, as markup; a plain page gives its title."""
    rows = list(_general(edition, slug, pagename, title))
    rows += _text_tags(edition, slug, pagename) if slug else _book_tags(edition, pagename)
    lines = [f'<meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in rows]
    if edition.settings.site:
        address = escape(f"{edition.settings.site}{pagename}.html")
        lines.append(f'<link rel="canonical" href="{address}">')
    if slug or pagename == "index":
        # "</script" would end the element, "<!--<script" keep it from ending: JSON needs no "<".
        told = json.dumps(described(edition, slug), ensure_ascii=False).replace("<", "\\u003c")
        lines.append(f'<script type="application/ld+json">{told}</script>')
    return "\n".join(lines)


def described(edition: Edition, slug: str) -> dict[str, object]:
    """The edition as a schema.org ``Book``, or a text of it as a ``Chapter``."""
    settings = edition.settings
    book: dict[str, object] = {
        "@type": "Book",
        "name": settings.title,
        "bookEdition": settings.version,
        "version": settings.version,
        "datePublished": settings.date,
        "inLanguage": settings.language,
        "editor": {"@type": "Organization", "name": settings.editors},
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    if settings.site:
        book["url"] = settings.site
    if not slug:
        return {"@context": "https://schema.org", **book}
    record = edition.text[slug].record
    source = {"@type": "WebPage", "name": record.title, "url": record.address}
    if record.author:
        source["author"] = record.author
    return {
        "@context": "https://schema.org",
        "@type": "Chapter",
        "name": record.title,
        "isPartOf": book,
        "isBasedOn": {key: value for key, value in source.items() if value},
    }


def _general(edition: Edition, slug: str, pagename: str, title: str) -> Iterator[Tag]:
    settings = edition.settings
    told, kind = settings.subtitle, "book"
    if slug:
        title, kind = edition.text[slug].record.title, "article"
        told = _NOTES.sub("", read_out(edition, first_line(edition.text[slug].head))) or told
    elif title and pagename != "index":
        told, kind = f"{title}. {settings.title}: {told}", "website"
    else:
        title = settings.title
    told = shortened(told, LONGEST)
    yield "name", "description", told
    yield "property", "og:title", title
    yield "property", "og:description", told
    yield "property", "og:type", kind
    yield "property", "og:site_name", settings.title
    yield "property", "og:image", card.address(edition, pagename, slug)
    yield "property", "og:image:width", str(card.WIDTH)
    yield "property", "og:image:height", str(card.HEIGHT)
    yield "property", "og:image:alt", f"{title}: {card.line(edition, slug)}"
    yield "name", "twitter:card", "summary_large_image"
    if settings.site:
        yield "property", "og:url", f"{settings.site}{pagename}.html"


def _book_tags(edition: Edition, pagename: str) -> Iterator[Tag]:
    if pagename != "index":
        return
    settings = edition.settings
    yield "name", "citation_title", settings.title
    yield "name", "citation_publication_date", settings.date.replace("-", "/")
    yield "name", "citation_publisher", settings.editors
    yield "name", "citation_language", settings.language
    yield "name", "DC.title", settings.title
    yield "name", "DC.contributor", settings.editors
    yield "name", "DC.date", settings.date


def _text_tags(edition: Edition, slug: str, pagename: str) -> Iterator[Tag]:
    settings, record = edition.settings, edition.text[slug].record
    yield "name", "citation_title", record.title
    yield "name", "citation_book_title", settings.title
    yield "name", "citation_inbook_title", settings.title
    if record.author:
        yield "name", "citation_author", record.author
    yield "name", "citation_publication_date", settings.date.replace("-", "/")
    yield "name", "citation_publisher", settings.editors
    yield "name", "citation_language", settings.language
    if settings.site:
        yield "name", "citation_public_url", f"{settings.site}{pagename}.html"
        yield "name", "citation_pdf_url", f"{settings.site}{settings.file_name}.pdf"
    yield "name", "DC.title", record.title
    yield "name", "DC.contributor", settings.editors
