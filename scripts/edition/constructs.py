"""What markdown-it calls a construct, in words that whoever wrote it knows."""

_NAMES = {
    "bullet_list": "a list",
    "code_block": "a block of code (a line that begins with four spaces)",
    "code_inline": "code between backticks",
    "dl": "a list of definitions",
    "fence": "a block of code",
    "footnote_ref": "a footnote",
    "front_matter": "a head between two `---`",
    "heading": "a heading (a line that begins with #, or that stands over a row of = or -)",
    "hr": "a line across (a row of -, * or _)",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "an image",
    "myst_line_comment": "a comment (a line that begins with %)",
    "myst_role": "a role",
    "ordered_list": "a list",
    "table": "a table",
}


def named(token: str) -> str:
    """The construct that a token, or the group of tokens it opens, stands for."""
    name = token.removesuffix("_open")
    return _NAMES.get(name, f"a construct it may not hold ({name})")
