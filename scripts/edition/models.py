"""What pydantic's models of heads and records have in common."""

from collections.abc import Sequence
from difflib import get_close_matches

from pydantic import ValidationError


def near_keys(error: ValidationError, known: Sequence[str]) -> dict[str, str]:
    """The keys that a model has not, each with the nearest that it has, or nothing."""
    odd = [str(item["loc"][0]) for item in error.errors() if item["type"] == "extra_forbidden"]
    near = {key: get_close_matches(key.lower(), known, 1, 0.5) for key in odd}
    return {key: found[0] if found else "" for key, found in near.items()}
