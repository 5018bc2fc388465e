"""The page reader: a page's Markdown tokens become its passages.

Pure, and without Sphinx.  Everything that needs the reading text uses only this.  MyST's own
parser makes the tokens, so that nothing can be read one way here and another way in the build;
token types outside a short list are problems, because a page is to read as well on a forge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from edition.addresses import is_web_address
from edition.constructs import named
from edition.problems import Code, Problem, problem
from edition.words import placed, single_spaced

_BLOCKS = frozenset(
    f"{name}_{end}"
    for name in ("paragraph", "heading", "blockquote", "bullet_list", "ordered_list", "list_item")
    for end in ("open", "close")
) | {"inline"}
_INLINES = frozenset(
    "text text_special entity softbreak em_open em_close strong_open strong_close link_open"
    " link_close".split()
)


@dataclass(frozen=True)
class Passage:
    """A heading or a paragraph: the unit of citation."""

    kind: str
    """``heading`` or ``paragraph``."""
    text: str
    """Its reading text: single spaces, no mark-up, no list number."""
    line: int
    """Where it begins in the page's file, from 1."""
    label: str = ""
    """The list number before it as typed (``3.``): it counts in the walk only."""
    level: int = 0
    """Of a heading, from 1."""


class PageWord(NamedTuple):
    """One word of a page as the walk meets it."""

    text: str
    passage: int
    """Index of its passage."""
    start: int
    """Offset in the passage's reading text; -1 for a list number."""


@dataclass(frozen=True)
class Page:
    """A page as the reader sees it."""

    path: str
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def words(self) -> tuple[PageWord, ...]:
        """All words of the page in order, list numbers included."""
        result = []
        for index, passage in enumerate(self.passages):
            if passage.label:
                result.append(PageWord(passage.label, index, -1))
            result += [PageWord(word.text, index, word.start) for word in placed(passage.text)]
        return tuple(result)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return create_md_parser(MdParserConfig(), RendererHTML)


def read_page(string: str, path: str) -> Page:
    """Read a page; ``path`` goes into its problems."""
    environment: dict[str, object] = {}
    tokens = _parser().parse(string, environment)
    reader = _Reader(path)
    passages = tuple(reader.passages(tokens))
    if environment.get("references"):
        reader.refuse("a link definition ([name]: address)", 1)
    return Page(path, passages, tuple(reader.problems))


class _Reader:
    """Walks the tokens of one page, keeping the numbers of its open lists."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._lists: list[int | None] = []
        self._label = ""

    def refuse(self, what: str, line: int, code: Code = Code.page_construct) -> None:
        found = problem(code, self.path, line, f"The page holds {what}.")
        self.problems += [found] if found not in self.problems else []

    def passages(self, tokens: Sequence[Token]) -> Iterator[Passage]:
        kind, level, line = "", 0, 1
        depth = 0  # inside of what is refused: its parts are not told again
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            if token.type not in _BLOCKS:
                if not depth:
                    self.refuse(named(token.type), line)
                depth += token.nesting
            elif token.type == "inline":
                text = self._reading_text(token.children or [], line)
                label, self._label = self._label, ""
                yield Passage(kind, text, line, label, level)
            elif token.type == "heading_open":
                kind, level = "heading", int(token.tag[1:])
            elif token.type == "paragraph_open":
                kind, level = "paragraph", 0
            else:
                self._list_token(token, line)

    def _list_token(self, token: Token, line: int) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type.startswith("ordered")
            self._lists.append(int(token.attrs.get("start", 1)) if ordered else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open" and self._lists and self._lists[-1] is not None:
            expected = self._lists[-1]
            if token.info != str(expected):
                what = f"the list number {token.info} where {expected} was expected"
                self.refuse(what, line, Code.page_number)
            self._label = token.info + token.markup
            self._lists[-1] = expected + 1

    def _reading_text(self, tokens: Sequence[Token], line: int) -> str:
        parts = []
        for token in tokens:
            if token.type not in _INLINES:
                self.refuse(named(token.type), line)
            elif token.type == "softbreak":
                parts.append(" ")
                line += 1
            else:
                parts.append(token.content)
                href = str(token.attrs.get("href", ""))
                if token.type == "link_open" and not is_web_address(href):
                    self.refuse(f"a link to {href[:80]!r}, no address of the web", line)
        return single_spaced("".join(parts))
