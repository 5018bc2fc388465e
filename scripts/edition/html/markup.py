"""Writing tags: the one place where attributes are escaped."""

from collections.abc import Mapping
from html import escape

Attributes = Mapping[str, str]


def tag(name: str, attributes: Attributes) -> str:
    """A start tag; attributes with empty values are left out."""
    inner = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{inner}>"
