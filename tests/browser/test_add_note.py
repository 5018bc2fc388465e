"""Adding a note in a real browser: from selected words to the finished file."""

import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from edition import building, checking, messages, settings
from edition.library import Edition
from edition.notes import read_note
from edition.problems import Code
from tests.browser.test_pages import SLUGS, faults, opened
from tests.conftest import FIXTURES, ROOT

OPEN = """() => new Promise(resolve => {
  document.querySelector('a.add-note').click();
  const isOpen = () => document.querySelector('.add-note-dialog[open]');
  const wait = () => isOpen() ? resolve() : setTimeout(wait, 20);
  wait();
})"""
SELECT = """([from, to]) => {
  const range = document.createRange();
  range.setStartBefore(document.querySelector(from));
  range.setEndAfter(document.querySelector(to));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
EVERY_NOTE = """() => [...document.querySelectorAll('div.note')].map(el => {
  const marks = document.querySelectorAll(`.q[data-n="${el.id.slice(5)}"]`);
  const range = document.createRange();
  range.setStartBefore(marks[0]);
  range.setEndAfter(marks[marks.length - 1]);
  editionNote(range);
  const dialog = document.querySelector('.add-note-dialog');
  const set = (name, value) => { dialog.querySelector(`[name=${name}]`).value = value; };
  set('type', 'textual');
  set('words', 'What is to be said.');
  dialog.dispatchEvent(new Event('input'));
  const told = [dialog.querySelector('.path').textContent, dialog.querySelector('pre').textContent];
  dialog.close();
  return told;
})"""


@pytest.fixture(scope="module")
def fables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small edition, which has a forge."""
    out = tmp_path_factory.mktemp("fables") / "html"
    building.build_html(settings.read(FIXTURES / "valid"), out, out.with_name("work"))
    return out


@pytest.fixture
def page(browser: Browser, fables: Path) -> Iterator[Page]:
    """A text of the small edition."""
    page = opened(browser, f"file://{fables}/texts/fox.html", 1440)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield page
    page.context.close()


def text_of(page: Page) -> str:
    """The file as the dialog shows it."""
    return page.locator(".add-note-dialog pre").inner_text()


@pytest.mark.parametrize("slug", SLUGS)
def test_reading_text_is_that_of_the_build(
    browser: Browser, site: Path, real: Edition, slug: str
) -> None:
    """The page's script reads the same words as the build, to the character."""
    page = opened(browser, f"file://{site}/texts/{slug}.html", 1440)
    page.evaluate(OPEN)

    assert page.evaluate("editionSelecting.readingText()") == real.text[slug].reading_text
    page.context.close()


def test_every_published_note_could_be_written_here(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    """The words of every note, selected on its page, make a file that the check accepts."""
    copy = tmp_path / "copy"
    for name in ("annotations", "docs"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "pyproject.toml", copy)
    written: list[str] = []
    for slug in SLUGS:
        page = opened(browser, f"file://{site}/texts/{slug}.html", 1440)
        page.evaluate(OPEN)
        for number, (path, content) in enumerate(page.evaluate(EVERY_NOTE)):
            name = copy / path.replace(".md", f"-x{number}.md")
            assert not name.exists()
            name.write_text(content, "utf-8", newline="\n")
            written.append(name.relative_to(copy).as_posix())
        page.context.close()

    problems = checking.check_all(settings.read(copy))[1]

    assert len(written) == sum(
        len(list((copy / f"annotations/notes/{s}").glob("*-x*.md"))) for s in SLUGS
    )
    assert len(written) > 300
    assert [p for p in problems if p.path in written and p.code is not Code.note_name] == []


def test_from_a_selection_to_the_forge(page: Page) -> None:
    """Selected words are offered a note; what is shown is sent, and is on the clipboard, too."""
    page.evaluate(SELECT, [".q", ".q"])
    page.locator(".offer").click()
    dialog = page.locator(".add-note-dialog")
    assert dialog.locator("[name=quote]").input_value() != ""
    assert faults(page) == []
    dialog.locator("[name=type]").select_option("gloss")
    dialog.locator("[name=words]").fill("A first sentence.\nA second one.")
    dialog.locator("[name=source]").fill("vernon1912")
    dialog.locator("[name=seen]").check()
    dialog.locator("[name=by]").fill("some-body")
    content = text_of(page)

    address = dialog.locator(".to-forge").get_attribute("href") or ""
    with page.context.expect_page():
        dialog.locator(".to-forge").click()
    page.wait_for_function("navigator.clipboard.readText().then(t => t.startsWith('---'))")

    given = parse_qs(urlsplit(address).query)
    note, problems = read_note(content, "annotations/notes/fox/a.md", "fox")
    assert given["value"] == [content]
    assert page.evaluate("navigator.clipboard.readText()") == content
    assert problems == []
    assert note is not None
    assert (note.head.type, note.head.seen, note.head.by) == (
        "gloss",
        ("vernon1912",),
        ("some-body",),
    )
    assert "A first sentence {cite:p}`vernon1912`.\nA second one.\n" in content


def test_an_issue_and_a_file(page: Page) -> None:
    """The second door fills in the issue form, the third saves the file."""
    page.evaluate(OPEN)
    dialog = page.locator(".add-note-dialog")
    dialog.locator("[name=quote]").fill("grapes")
    dialog.locator("[name=words]").fill("They were ripe.")
    issue = parse_qs(urlsplit(dialog.locator(".to-issue").get_attribute("href") or "").query)
    with page.expect_download() as saving:
        dialog.locator(".to-file").click()

    assert issue["template"] == ["note.yml"]
    assert (issue["text"], issue["quote"], issue["note"]) == (
        ["fox"],
        ["grapes"],
        ["They were ripe."],
    )
    assert saving.value.path().read_text("utf-8") == text_of(page)
    assert saving.value.suggested_filename.endswith(".md")


def test_a_parallel_names_its_place(page: Page) -> None:
    """The types that need another place ask for it, and it goes into file and issue."""
    page.evaluate(OPEN)
    dialog = page.locator(".add-note-dialog")
    dialog.locator("[name=quote]").fill("grapes")
    dialog.locator("[name=words]").fill("The same is told there.")
    assert not dialog.locator("[name=see]").is_visible()
    dialog.locator("[name=type]").select_option("parallel")
    assert messages.SEE.format(type="parallel") in dialog.locator(".of-rest").inner_text()
    dialog.locator("[name=see]").fill("crow/pitcher,  [x: crow-2")

    note, problems = read_note(text_of(page), "annotations/notes/fox/a.md", "fox")

    assert problems == []
    assert note is not None
    assert note.head.see == ("crow/pitcher", "crow-2")
    issue = parse_qs(urlsplit(dialog.locator(".to-issue").get_attribute("href") or "").query)
    assert issue["see"] == ["crow/pitcher, crow-2"]
    assert messages.SEE.format(type="parallel") not in dialog.locator(".of-rest").inner_text()


def test_a_quote_may_come_as_in_a_file(page: Page) -> None:
    """Signs of a quotation before the quoted words, as the file has them, do no harm."""
    page.evaluate(OPEN)
    page.locator(".add-note-dialog [name=quote]").fill("> could not reach\n> them.")

    assert "\n> could not reach them.\n" in text_of(page)
    assert page.locator(".of-quote").inner_text() == ""


def test_whoever_has_no_copy_is_shown_the_way(page: Page) -> None:
    """A link leads to the making of a copy, for whom GitHub would lose the note on the way."""
    page.evaluate(OPEN)

    link = page.locator(".to-fork")
    assert link.is_visible()
    assert link.get_attribute("href") == "https://forge.example/owner/fables/fork"


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("", messages.QUOTE_NONE),
        ("a wolf that is not here", messages.QUOTE_MISSING.format(text="fox")),
        ("rapes", messages.QUOTE_CUT.format(text="fox")),
    ],
)
def test_messages_are_those_of_the_check(page: Page, quote: str, said: str) -> None:
    """What is wrong with the words is said in the words of the check."""
    page.evaluate(OPEN)
    page.locator("[name=quote]").fill(quote)

    assert page.locator(".of-quote").inner_text().startswith(said)


def test_a_draft_is_kept_until_it_is_out(page: Page) -> None:
    """Closing, or leaving the page, loses no words; what was sent does not come back."""
    page.evaluate(OPEN)
    page.locator("[name=words]").fill("Half a thought")
    page.locator("[name=by]").press("Enter")
    assert page.locator(".add-note-dialog").is_visible()
    page.keyboard.press("Escape")
    page.reload()
    page.evaluate(OPEN)
    assert page.locator("[name=words]").input_value() == "Half a thought"

    page.locator(".to-clipboard").click()
    page.locator(".done", has_text="Copied").wait_for()
    page.keyboard.press("Escape")
    page.reload()
    page.evaluate(OPEN)
    assert page.locator("[name=words]").input_value() == ""


def test_a_passage_is_given_a_note(page: Page) -> None:
    """From the number of a passage one comes to a note on its first sentence."""
    page.locator("#fox-2 > .pn").click()
    page.get_by_role("button", name="Add a note").click()

    assert page.locator(".of-quote").inner_text() == ""
    assert len(page.locator("[name=quote]").input_value()) > 5


def test_hostile_words_stay_words(page: Page) -> None:
    """Markup typed into the dialog is shown as it is typed and runs nowhere."""
    attack = "</textarea><img src=x onerror=document.title='broken'>"
    page.evaluate(OPEN)
    for name in ("quote", "words", "source", "by"):
        page.locator(f"[name={name}]").fill(attack)

    assert page.locator(".add-note-dialog img").count() == 0
    assert attack in text_of(page)
    assert page.title() != "broken"


def test_without_a_forge_there_is_copy_and_save(browser: Browser, site: Path) -> None:
    """An edition without a forge offers to copy and to save, and nothing else."""
    page = opened(browser, f"file://{site}/texts/exile.html", 360)
    page.evaluate(OPEN)

    assert not page.locator(".to-forge").is_visible()
    assert not page.locator(".to-issue").is_visible()
    assert not page.locator(".to-fork").is_visible()
    assert page.locator(".to-clipboard").is_visible()
    assert page.locator(".to-file").is_visible()
    assert faults(page) == []
    page.context.close()


class _Links(HTMLParser):
    """The addresses of links of a class."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the links that begin a note."""
        given = dict(attrs)
        if tag == "a" and (given.get("class") or "") in ("add", "add-note"):
            self.found.append(given.get("href") or "")


@pytest.mark.parametrize("slug", ["fox", "crow"])
def test_links_without_script(fables: Path, slug: str) -> None:
    """Every link of a page without script opens a file that lacks only what is to be filled in."""
    links = _Links()
    links.feed((fables / f"texts/{slug}.html").read_text("utf-8"))
    passages = checking.check_all(settings.read(FIXTURES / "valid"))[0].text[slug].page.passages

    assert len(links.found) == len(passages) + 1
    for address in links.found:
        given = parse_qs(urlsplit(address).query, strict_parsing=True)
        (path,), (content,) = given["filename"], given["value"]
        problems = read_note(content, path, slug)[1]
        assert path.startswith(f"annotations/notes/{slug}/")
        assert {p.code for p in problems} == {Code.head_placeholder}
