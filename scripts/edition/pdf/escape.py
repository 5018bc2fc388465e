"""Words as Typst code: the one place where a text's characters become part of a program.

Every word goes in as a string literal, never as mark-up, so that only two characters and the
invisible ones need care, and no text can be read as an instruction.
"""

import re

# Left as they are: everything that can be seen, and the plain space.
_ODD = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
# Runs of another script and the language to name for them; hyphenation and speech go by it.
_FOREIGN = re.compile(
    r"[\u0370-\u03ff\u1f00-\u1fff]+|[\u0400-\u052f]+(?:[ -][\u0400-\u052f]+)*|[\u0590-\u05ff]+"
)
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
# A range of figures ("412–13") and an abbreviation with its figure ("p. 24") stay on one line.
_RANGE = re.compile(r"\d+[–—-]\d+")
_UNIT = re.compile(r"\b((?:pp?|chs?|vols?|nos?|n|ed)\.|notes?|chapters?) (?=\d)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")


def string(words: str) -> str:
    """A Typst string literal that reads exactly ``words``."""
    return '"' + _ODD.sub(_escaped, words) + '"'


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return "\\" + char if char in '\\"' else f"\\u{{{ord(char):x}}}"


def flowing(words: str, *, ours: bool = False) -> list[str]:
    """Typst expressions for running words: white space folded, other scripts named.

    ``ours``: words of the editors, in which "p. 24" is kept on one line.
    """
    words = _SPACE.sub(" ", words)
    if ours:
        words = _UNIT.sub("\\1\u00a0", words)
    found: list[str] = []
    end = 0
    for match in re.finditer(f"{_FOREIGN.pattern}|{_RANGE.pattern}", words):
        found += [string(words[end : match.start()])] if match.start() > end else []
        found.append(_special(match[0]))
        end = match.end()
    return found + ([string(words[end:])] if end < len(words) else [])


def _special(run: str) -> str:
    if run[0].isdigit():
        return f"keep({string(run)})"
    return f"foreign({string(_language(run))}, {string(run)})"


def _language(run: str) -> str:
    if "\u0590" <= run[0] <= "\u05ff":
        return "he"
    if not "\u0400" <= run[0] <= "\u052f":
        return "el"
    return "uk" if _UKRAINIAN.search(run) else "ru"
