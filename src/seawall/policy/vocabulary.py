"""The words a policy file may use: keys, units, the names of numbers in tables, sources, confidences, levels.

And how values that are words are said in Chinese.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

POLICIES = Path(__file__).parents[1] / "policies"

CONFIDENCES = {
    "official": "the wording of the rule was seen",
    "press": "its numbers stand in official news",
    "paper": "a published study reports it",
    "dataset": "an open data set holds it",
    "secondary": "other pages say so",
    "conflict": "pages disagree, the note says how",
    "memory": "not seen",
    "house": "decided by this project for its own conduct; no epidemiological claim",
}
# Lower levels stand on higher ones: what a city says holds before what the nation says.
LEVELS = ("common", "nation", "province", "city", "incident")


@dataclass(frozen=True)
class Key:
    """What a key means, the kinds of value it may have, and the keys that cannot stand beside it.

    A yes-or-no key excludes the others only when it says no.
    """

    en: str
    zh: str
    kind: tuple[str, ...]
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """A unit in two languages, and the kind of thing it counts."""

    en: str
    zh: str
    kind: str


@dataclass(frozen=True)
class Source:
    """A page that was read: its title, where, with which authority, and how much of it was seen."""

    title: str
    authority: str
    seen: str
    url: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """All words at once. `families` are keys that end in a star, such as place.dwell.*; `chinese` says values."""

    keys: Mapping[str, Key]
    units: Mapping[str, Unit]
    suffixes: Mapping[str, str]
    names: Mapping[str, str]
    sources: Mapping[str, Source]
    chinese: Mapping[str, str]
    families: Mapping[str, Key] = field(default_factory=dict)

    def key(self, key: str) -> Key | None:
        """What the key means: its own entry, else the first family it belongs to."""
        found = self.keys.get(key)
        return found or next((meaning for glob, meaning in self.families.items() if fnmatchcase(key, glob)), None)

    def in_chinese(self, word: str) -> str | None:
        """A value, or the name of an entry of a table; None for one that is no word of ours, such as a number."""
        found = self.key(word)
        return self.chinese.get(word) or (found.zh if found else None)

    def names_unit(self, name: str) -> bool:
        """Whether the name of a number inside a table says its unit: gap_h, days_without_new, negatives."""
        return (
            name in self.names
            or name.removeprefix("or_").startswith("days_")
            or name.rsplit("_", maxsplit=1)[-1] in self.suffixes
        )


@cache
def vocabulary() -> Vocabulary:
    """The packaged vocabulary; read once."""
    keys = {name: _key(entry) for name, entry in _toml("keys.toml")["keys"].items()}
    units, values = _toml("units.toml"), _toml("values.toml")
    return Vocabulary(
        keys={name: key for name, key in keys.items() if "*" not in name},
        families={name: key for name, key in keys.items() if "*" in name},
        units={name: Unit(**entry) for name, entry in units["units"].items()},
        suffixes=units["inner"]["suffixes"],
        names=units["inner"]["names"],
        chinese=values["values"] | values["names"],
        sources={name: Source(**entry) for name, entry in _toml("sources.toml")["sources"].items()},
    )


def _key(entry: dict[str, Any]) -> Key:
    kind = entry["kind"]
    kinds = (kind,) if isinstance(kind, str) else tuple(kind)
    return Key(entry["en"], entry["zh"], kinds, tuple(entry.get("excludes", ())))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((POLICIES / name).read_text(encoding="utf-8"))
