"""The pages before the first chapter: title, colophon, contents."""

import datetime

from edition.pdf.calls import Code, body, call
from edition.pdf.escape import flowing, string
from edition.settings import Settings


def opening(settings: Settings, licence: str) -> Code:
    """The call that sets up the book and the pages of its front matter."""
    day = datetime.date.fromisoformat(settings.date)
    date = f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"
    foot = f"Version {settings.version} · {written_out(day)}"
    words = (settings.title, settings.subtitle, settings.editors, foot)
    return [
        call(
            "show: book.with",
            title=string(settings.title),
            subtitle=string(settings.subtitle),
            editors=string(settings.editors),
            language=string(settings.language or "en"),
            date=date,
        ),
        call("title-page", *(body(flowing(one)) for one in words)),
        call("colophon", *(body(one) for one in colophon(settings, day, licence))),
        call("contents", string("Contents")),
    ]


def colophon(settings: Settings, day: datetime.date, licence: str) -> list[Code]:
    """The paragraphs of the colophon: what this is, where it lives, what may be done with it."""
    title = [call("emph", string(settings.title)), string(f". {settings.subtitle}.")]
    edited = f"{settings.editors}. Version {settings.version}, {written_out(day)}."
    found = [title, flowing(edited)]
    places = (("The edition on the web: ", settings.site), ("Its sources: ", settings.forge))
    found += [[string(what), _link(where)] for what, where in places if where]
    found.append(flowing(CITE))
    found.append(flowing(licence))
    if settings.objections:
        asking = flowing("Who owns a text and objects may write to ")
        found.append([*asking, _link(settings.objections), string(".")])
    found.append(flowing(SET))
    return found


CITE = (
    "Passages are cited by text and number, which stand in the margin and are the same in every "
    "format of this edition. Notes are numbered through each text in the order of reading; the "
    "words before the bracket are those the note is about."
)
SET = "Set in Libertinus Serif with Typst. The file is tagged for reading aloud."


def written_out(day: datetime.date) -> str:
    """A day as one writes it: 25 November 2026."""
    months = (
        "January February March April May June July August September October November December"
    ).split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _link(where: str) -> str:
    address = where if ":" in where else f"mailto:{where}"
    return call("link", string(address), string(where))
