"""How words of files are compared, and what columns are also called (synonyms.toml), whatever their table."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any

_LINKS = re.compile(r"[\s_\-/·.:：*#]+")
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")


def plain(text: str) -> str:
    """A header or word without case, width, spaces, hyphens and stars: "Person ID*" is "personid"."""
    return _LINKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def spellings(header: str) -> list[str]:
    """How a header may be looked up: as it stands, then without what stands in brackets."""
    whole = unicodedata.normalize("NFKC", header)
    return list(dict.fromkeys(filter(None, (plain(whole), plain(_BRACKETS.sub("", whole))))))


def synonyms(column: str) -> list[str]:
    """What a column of this name is also called, whatever its table."""
    found: list[str] = said()["columns"].get(column, [])
    return found


@lru_cache(maxsize=1)
def said() -> dict[str, Any]:
    """All synonyms, as their file has them."""
    return tomllib.loads(files("seawall.files").joinpath("synonyms.toml").read_text(encoding="utf-8"))
