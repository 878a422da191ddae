"""The long texts of the papers, which stand in files of their own: notes.toml and scripts.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

NOTES, SCRIPTS = "notes.toml", "scripts.toml"


@cache
def written(name: str) -> dict[str, dict[str, Any]]:
    """A file of texts: what each is about, and under it zh and en."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
