"""“Suggest a correction”: from an emendation, a claim, a record or a work to its file or a form."""

from docutils import nodes

from edition import forge
from edition.html.markup import tag
from edition.settings import Settings


def markup(settings: Settings, path: str, place: str) -> str:
    """The links as HTML; empty without a forge.  ``place`` says in the form what is meant."""
    if not settings.forge:
        return ""
    edit = tag("a", {"href": forge.edit(settings, path)})
    report = tag("a", {"href": forge.report(settings, place)})
    words = f"{edit}suggest a correction</a> · {report}say what is wrong</a>"
    return f"{tag('span', {'class': 'correct'})}{words}</span>"


def links(settings: Settings, path: str, place: str) -> list[nodes.Element]:
    """The same for a doctree; other formats than HTML leave it out."""
    found = markup(settings, path, place)
    return [nodes.raw("", f" {found}", format="html")] if found else []
