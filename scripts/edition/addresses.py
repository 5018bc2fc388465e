"""Addresses of the web: which of them may stand in an edition.

Only what a browser reads as another site's page, wherever it stands: ``https:evil.example`` is a
page of our own site to it, and in ``https://us@evil.example`` the name before the sign misleads.
"""

import re

_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\\^`{}]*)?"
)


def is_web_address(text: str) -> bool:
    """Whether it is a whole address beginning with http:// or https:// and a host."""
    return _ADDRESS.fullmatch(text) is not None
