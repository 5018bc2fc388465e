"""The JSON schema of a note's head, made from the one model; ``annotations/schema.json`` is it.

``edition schema`` prints it.
"""

import argparse
import json

from edition import printing
from edition.notes import NoteHead
from edition.settings import Settings

ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def schema() -> str:
    """The schema as the file has it."""
    content = {"$schema": ADDRESS, **NoteHead.model_json_schema()}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def run(_arguments: argparse.Namespace, _settings: Settings) -> int:
    """The command: prints the schema."""
    printing.say(schema())
    return 0
