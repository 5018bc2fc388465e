"""Problems and remarks: the one list of their codes and the one record that carries them.

A *problem* stops the build; a *remark* is shown and let pass.  Every code has one sentence that
tells the reader of the message what to do.  :mod:`edition.printing` prints them.
"""

from dataclasses import dataclass
from enum import Enum


class Code(Enum):
    """Every kind of problem or remark: its name and the instruction that ends its message."""

    file_encoding = "file-encoding", "Save the file as UTF-8."
    file_size = "file-size", "Make it shorter: a note has 16 kB at most."
    file_stray = "file-stray", "Move it to where it belongs or remove it."
    file_missing = "file-missing", "Put it back, or add it."
    file_link = "file-link", "Put the file itself here: links are not followed."
    character = "character", "Remove the character; it cannot be seen and changes what is read."
    head_missing = (
        "head-missing",
        "Begin with a line `---`, the head and another line `---`; the guide has a template.",
    )
    head_syntax = "head-syntax", "Write the head as lines `key: value` or `key: [a, b]`."
    head_key = "head-key", "Take one of the keys named here."
    head_value = "head-value", "Take one of the values named here."
    head_aspect = "head-aspect", "An error note names its aspect; no other note has one."
    head_placeholder = "head-placeholder", "Put your own words in the place of the example."
    note_name = (
        "note-name",
        "Name it with small letters, digits and hyphens, at most 60, as in ice-axe.md.",
    )
    note_text = "note-text", "Put the note into the folder of one of the texts."
    note_empty = "note-empty", "Say in one line what is to be said about the words."
    quote_missing = (
        "quote-missing",
        "Copy the words from the page itself, mistakes and all: notes hang on the text as printed.",
    )
    quote_twice = "quote-twice", "Take in a few more words, or add `occurrence: 2` to the head."
    quote_cut = "quote-cut", "Quote whole words."
    quote_none = "quote-none", "Put the quoted words first, each line beginning with `> `."
    construct = (
        "construct",
        "Use paragraphs, emphasis, quotations, links and the roles.",
    )
    role = "role", "Take one of the roles named here."
    depth = "depth", "Nest less deeply: ten levels at most."
    link_scheme = "link-scheme", "Write the whole address: http:// or https:// and a host."
    target_missing = "target-missing", "Name something that exists."
    see_self = "see-self", "Name another place, or take the name out."
    see_needed = "see-needed", "Name the other place in `see`, or the claim in `claim`."
    citation_missing = (
        "citation-missing",
        "Cite a key of docs/references.bib, or name the work in words: an editor adds it.",
    )
    citation_form = (
        "citation-form",
        "Name works as in {cite:p}`key{ch. 10}, key`: twenty at most, a locator without braces.",
    )
    evidence_missing = (
        "evidence-missing",
        "Add an item that was read to annotations/evidence/<key>.md, or leave the key out.",
    )
    evidence_syntax = "evidence-syntax", "Write `- place, read: what it establishes.`"
    certainty_ground = (
        "certainty-ground",
        "Name in `seen` a work whose passage was read, or lower the certainty.",
    )
    uncited = "uncited", "Cite a work that bears on it, or name the claim it hangs on."
    unlisted_source = "unlisted-source", "An editor adds the work to docs/references.bib."
    page_construct = (
        "page-construct",
        "Use headings, paragraphs, emphasis, lists, quotations and links.",
    )
    page_number = "page-number", "Let the numbers of a list run on, as they stand in the source."
    page_form = "page-form", "Keep pages in Unicode's composed form (NFC)."
    page_source = (
        "page-source",
        "Run `edition record`, or paste the line given here and fill in its reason.",
    )
    list_form = "list-form", "Keep the table as `edition record` writes it."
    list_left = "list-left", "Take the line out, or run `edition record`."
    list_reason = "list-reason", "Say why, naming the witness or `conjecture`."
    passages_differ = "passages-differ", "Run `edition record --write`."
    source_hash = "source-hash", "The source is never edited: restore it."
    register_form = "register-form", "Compare with the other records of the register."
    claim_form = "claim-form", "Compare with another claim."
    claim_note = (
        "claim-note",
        "A complete text has a note with this claim on the words read wrongly.",
    )
    log_missing = "log-missing", "Add a line for the passage to the log."
    log_form = "log-form", "Write `- 12 sound: …`, `- 13 noted` or `- 14 nothing to check`."
    bibliography = "bibliography", "Mend the entry in docs/references.bib."

    def __init__(self, label: str, instruction: str) -> None:
        self.label = label
        self.instruction = instruction


MOST = 20
"""As many of a kind are told of one file; who mends them is told of the next."""

REMARKS = frozenset({Code.uncited, Code.unlisted_source})
"""The codes that are remarks, unless a check says otherwise of a case."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or worth a remark, in one place."""

    code: Code
    path: str
    """Of the file, relative to the root, with slashes."""
    line: int
    """In that file, from 1; 0 where the whole file is meant."""
    message: str
    """What was looked for and what was found."""
    looked_for: str = ""
    """The words that were looked for, where it is words."""
    nearest: tuple[str, ...] = ()
    """The nearest candidates, the best first."""
    instruction: str = ""
    """What to do, where more exact than the code's own."""
    column: int = 0
    """From 1; 0 where the whole line is meant."""
    is_remark: bool = False

    @property
    def advice(self) -> str:
        """What to do."""
        return self.instruction or self.code.instruction


def problem(code: Code, path: str, line: int, message: str, **more: object) -> Problem:
    """A problem, or a remark where its code is one."""
    more.setdefault("is_remark", code in REMARKS)
    return Problem(code, path, line, message, **more)  # type: ignore[arg-type]
