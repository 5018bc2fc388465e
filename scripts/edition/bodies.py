"""Bodies: the Markdown of notes, claims, head-notes and evidence, read into a small tree.

The grammar is closed: paragraphs, emphasis, quotations, http(s) links and a short list of roles.
Nothing else parses, so nothing else can reach an output.  The tree knows neither docutils nor
HTML; :mod:`edition.doctrees` and the exports turn it into theirs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.myst_role import myst_role_plugin

from edition.addresses import is_web_address
from edition.constructs import named
from edition.files import LONGEST_NOTE, told_unseen, unseen
from edition.problems import MOST, Code, Problem, problem
from edition.words import single_spaced

CITES = ("cite:p", "cite:t")
TARGETS = ("text", "passage", "note", "claim", "person", "org", "place", "work", "event")
ROLES = (*CITES, *TARGETS)
DEEPEST = 10
_MOST_WORKS = 20  # in one role: its reader in the build calls itself for each
_SPANS = {"em_open": "em", "strong_open": "strong", "link_open": "link"}
_DEFINITION = re.compile(r"^[ >]*\[[^\]\n]+\]:", re.MULTILINE)
_BARE_ROLE = re.compile(rf"\{{(?:{'|'.join(ROLES)})\}}")
_PLAIN = frozenset(["text", "text_special", "entity", "code_inline"])
# As sphinxcontrib-bibtex reads a role: what is no citation there must be none here.
_CITED = re.compile(
    r" ?(?:\{(?P<before>[^{}]+)\} ?)?(?P<key>[^{}\s,]+) ?(?:\{(?P<after>[^{}]+)\} ?)?"
)


@dataclass(frozen=True)
class Span:
    """A piece of a line: words, emphasis, a link, a line's end or a role."""

    kind: str
    """``text``, ``em``, ``strong``, ``link``, ``newline`` or ``role``."""
    text: str = ""
    """Words, or the content of a role."""
    target: str = ""
    """The address of a link, or the name of a role."""
    children: tuple["Span", ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Block:
    """A paragraph, or a quotation of blocks."""

    kind: str
    """``paragraph`` or ``quote``."""
    spans: tuple[Span, ...] = ()
    blocks: tuple["Block", ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Citation:
    """One work cited in a role."""

    key: str
    before: str
    after: str
    """A locator, as ``ch. 10``."""


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # "linkify" stays off, and images, code, lists, headings and HTML are refused by their tokens.
    return MarkdownIt("commonmark", {"html": True, "maxNesting": 2 * DEEPEST}).use(myst_role_plugin)


def read_body(text: str, path: str, first_line: int = 1) -> tuple[tuple[Block, ...], list[Problem]]:
    """Read a body that begins at ``first_line`` of its file."""
    problems: list[Problem] = []
    if len(text) > LONGEST_NOTE:
        return (), [problem(Code.file_size, path, first_line, f"It has {len(text)} characters.")]
    if _depth(text) > DEEPEST:
        return (), [problem(Code.depth, path, first_line, "The text is nested too deeply.")]
    environment: dict[str, object] = {}
    tokens = _parser().parse(text, environment)
    reader = _Reader(text, path, first_line, problems)
    if environment.get("references"):
        reader.refuse_definition()
    blocks, _ = reader.blocks(tokens, 0)
    return tuple(blocks), problems


def _depth(text: str) -> int:
    """How deeply quotations are nested: the parser's own work grows with it."""
    return max(
        (line[: len(line) - len(line.lstrip("> \t"))].count(">") for line in text.split("\n")),
        default=0,
    )


class _Reader:
    def __init__(self, text: str, path: str, first_line: int, problems: list[Problem]) -> None:
        self.text, self.path, self.offset, self.problems = text, path, first_line - 1, problems
        self._has_definition = False

    def _refuse(self, code: Code, line: int, message: str, **more: object) -> None:
        found = problem(code, self.path, line, message, **more)
        if len(self.problems) < MOST and found not in self.problems:
            self.problems.append(found)

    def refuse_definition(self) -> None:
        """A definition leaves no token; the links that it makes are not told again."""
        self._has_definition = True
        match = _DEFINITION.search(self.text)
        line = self.text.count("\n", 0, match.start()) + 1 if match else 1
        message = "The text holds a footnote or a link's definition ([name]: …)."
        self._refuse(Code.construct, self.offset + line, message)

    def blocks(self, tokens: Sequence[Token], n: int) -> tuple[list[Block], int]:
        """The blocks from token ``n`` to the close of what holds them."""
        result: list[Block] = []
        line = self.offset + 1
        while n < len(tokens) and tokens[n].type != "blockquote_close":
            token = tokens[n]
            line = token.map[0] + 1 + self.offset if token.map else line
            if token.type == "blockquote_open":
                inner, n = self.blocks(tokens, n + 1)
                result.append(Block("quote", blocks=tuple(inner), line=line))
            elif token.type == "inline":
                spans, _ = self.spans(token.children or [], 0, line)
                result.append(Block("paragraph", spans=tuple(spans), line=line))
            elif token.type not in ("paragraph_open", "paragraph_close"):
                message = f"The text holds {named(token.type)}."
                self._refuse(Code.construct, line, message)
                n = _skip(tokens, n)
            n += 1
        return result, n

    def spans(self, tokens: Sequence[Token], n: int, line: int) -> tuple[list[Span], int]:
        """The spans from token ``n`` to the close of what holds them."""
        result: list[Span] = []
        while n < len(tokens) and not tokens[n].type.endswith("_close"):
            token = tokens[n]
            if token.type in _SPANS and token.level >= DEEPEST:
                self._refuse(Code.depth, line, "The text is nested too deeply.")
                n = _skip(tokens, n)
            elif token.type in _SPANS:
                is_fit = self._is_fit(token, line)
                children, n = self.spans(tokens, n + 1, line)
                target = str(token.attrs.get("href", ""))
                span = Span(_SPANS[token.type], "", target, tuple(children), line)
                result += [span] if is_fit else children
            elif token.type in ("softbreak", "hardbreak"):
                result.append(Span("newline", line=line))
                line += 1
            elif token.type == "myst_role":
                result += self._role(token, line)
            elif token.type in _PLAIN:
                self._check_words(token.content, line)
                if token.type == "text" and (bare := _BARE_ROLE.search(token.content)):
                    message = f"No name in backticks stands behind {bare[0]}."
                    wanted = f"Write the name in backticks right behind it: {bare[0]}`name`."
                    self._refuse(Code.role, line, message, instruction=wanted)
                result.append(Span("text", token.content, line=line))
            else:
                message = f"The text holds {named(token.type)}."
                self._refuse(Code.construct, line, message)
            n += 1
        return result, n

    def _check_words(self, words: str, line: int) -> None:
        """An entity, or the decoded address of a link, may hold what the file itself does not."""
        match = unseen(words)
        if match and match.group() not in self.text and len(self.problems) < MOST:
            self.problems.append(told_unseen(match, self.path, line))

    def _is_fit(self, token: Token, line: int) -> bool:
        """Whether a link, if it is one, leads where links may; of another its words are kept."""
        href = str(token.attrs.get("href", ""))
        if token.type != "link_open" or is_web_address(href):
            return True
        if not self._has_definition:
            self._refuse(Code.link_scheme, line, f"The link leads to {href[:80]!r}.")
        return False

    def _role(self, token: Token, line: int) -> list[Span]:
        name = str(token.meta["name"])
        if name not in ROLES:
            message = f"There is no role {{{name[:40]}}}. The roles: {', '.join(ROLES)}."
            self._refuse(Code.role, line, message)
            return []
        content = single_spaced(token.content)
        if name in CITES and not split_citations(content):
            message = f"{content[:80]!r} does not read as works cited."
            self._refuse(Code.citation_form, line, message)
            return []
        return [Span("role", content, name, line=line)]


def _skip(tokens: Sequence[Token], n: int) -> int:
    """The index of the token that closes the construct opened at ``n``."""
    depth = 0
    while n < len(tokens):
        depth += tokens[n].nesting
        if depth <= 0:
            return n
        n += 1
    return n


def spans_of(blocks: Sequence[Block]) -> Iterator[Span]:
    """Every span of a body, outer before inner."""
    for block in blocks:
        yield from _inner(block.spans)
        yield from spans_of(block.blocks)


def _inner(spans: Sequence[Span]) -> Iterator[Span]:
    for span in spans:
        yield span
        yield from _inner(span.children)


def citations(blocks: Sequence[Block]) -> Iterator[tuple[Citation, int]]:
    """Every work cited in a body, with the line of its role."""
    for span in spans_of(blocks):
        if span.kind == "role" and span.target in CITES:
            for citation in split_citations(span.text):
                yield citation, span.line


def split_citations(content: str) -> list[Citation]:
    """The works in a cite role: keys with commas between, each as ``{before}key{after}``.

    None where it does not read so from end to end, or names too many.
    """
    result: list[Citation] = []
    at = 0
    while len(result) < _MOST_WORKS and (match := _CITED.match(content, at)):
        result.append(Citation(match["key"], match["before"] or "", match["after"] or ""))
        at = match.end()
        if at == len(content):
            return result
        if content[at] != ",":
            return []
        at += 1
    return []


def targets(blocks: Sequence[Block]) -> Iterator[tuple[str, str, int]]:
    """Every cross-reference in a body: its role, what it names, its line."""
    for span in spans_of(blocks):
        if span.kind == "role" and span.target in TARGETS:
            yield span.target, span.text, span.line


def first_line(blocks: Sequence[Block]) -> tuple[Span, ...]:
    """The spans of a body's first line."""
    for block in blocks:
        if block.kind == "paragraph":
            ends = [n for n, span in enumerate(block.spans) if span.kind == "newline"]
            return block.spans[: ends[0]] if ends else block.spans
    return ()


def plain(spans: Sequence[Span]) -> str:
    """The words of spans; roles read as what they hold, citations as nothing."""
    parts = []
    for span in spans:
        if span.kind == "newline":
            parts.append(" ")
        elif span.kind != "role":
            parts.append(span.text + plain(span.children))
        elif span.target not in CITES:
            parts.append(span.text)
        elif parts:  # the space before it goes, too
            parts[-1] = parts[-1].removesuffix(" ")
    return "".join(parts)
