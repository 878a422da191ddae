"""A saved mapping: how one sender's files are read. One TOML file, one section a table; docs/import.md shows it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from seawall.files.names import targets
from seawall.tables.catalogue import TABLES, WRITTEN_BY_THE_DESK
from seawall.tables.dates import Hints, Order
from seawall.tables.errors import SeawallError
from seawall.tables.point import Base

_NAME = re.compile(r"[\w-]{1,60}")
_SECTIONS = ("columns", "values", "words", "unless")
_HINTS = ("order", "year", "base")


class MappingError(SeawallError):
    """A mapping that cannot be used. The message says where and what is allowed."""


@dataclass(frozen=True)
class TableMapping:
    """How a table is filled from a file.

    `columns`: from a column to the headers that give it; `values`: a column's value for every row; `words`: from a
    column to its sender's words; `unless`: rows in which a header holds one of these texts say nothing of this table.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A mapping: its tables, what its moments leave out, and the base of its spreadsheet date numbers."""

    tables: Mapping[str, TableMapping] = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)
    base: Base | None = None


def load(name_or_file: str, saved: Path) -> Reading:
    """The mapping in a file, or the one saved under a name in the folder `saved`.

    Raises MappingError for one that does not exist, is not TOML, or names a table or column that is none.
    """
    path = Path(name_or_file)
    if path.suffix != ".toml" and _NAME.fullmatch(name_or_file):
        path = saved / f"{name_or_file}.toml"
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        names = ", ".join(sorted(file.stem for file in saved.glob("*.toml"))) or "none yet"
        raise MappingError(f"there is no mapping {name_or_file} ({error.strerror}); saved are: {names}") from None
    except ValueError as error:  # tomllib's error, and that of text that is not UTF-8
        raise MappingError(f"{path} is not TOML: {error}") from None
    return _reading(str(path), said)


def save(file: Path, name: str, saved: Path) -> Path:
    """Keep a mapping file under a name, once it can be read. Raises MappingError."""
    if not _NAME.fullmatch(name):
        raise MappingError(f"{name!r} cannot name a mapping; allowed: letters, digits, _ and -")
    load(str(file), saved)
    saved.mkdir(exist_ok=True)
    (saved / f"{name}.toml").write_bytes(file.read_bytes())
    return saved / f"{name}.toml"


def _reading(path: str, said: Mapping[str, Any]) -> Reading:
    order, year, base = (said.get(name) for name in _HINTS)
    if order not in (None, *get_args(Order)) or base not in (None, *get_args(Base)):
        raise MappingError(f'{path}: order is "dmy" or "mdy", base is 1900 or 1904')
    if year is not None and not isinstance(year, int):
        raise MappingError(f"{path}: year is a number like 2022")
    tables = {name: _table(path, name, section) for name, section in said.items() if name not in _HINTS}
    return Reading(tables, Hints(year=year, order=order), base)


def _table(path: str, table: str, section: object) -> TableMapping:
    if table not in TABLES or table in WRITTEN_BY_THE_DESK or not isinstance(section, dict):
        allowed = ", ".join(name for name in TABLES if name not in WRITTEN_BY_THE_DESK)
        raise MappingError(f"{path}: {table} is no table that a file can fill; allowed: {allowed}")
    if strange := [key for key in section if key not in _SECTIONS or not isinstance(section[key], dict)]:
        raise MappingError(f"{path}: [{table}.{strange[0]}] is not allowed; allowed: {', '.join(_SECTIONS)}")
    named = [name for key in _SECTIONS[:3] for name in section.get(key, {})]
    if strange := [name for name in named if name not in targets(table)]:
        raise MappingError(f"{path}: {table} has no column {strange[0]}; it has {', '.join(targets(table))}")
    return TableMapping(
        {name: _texts(given) for name, given in section.get("columns", {}).items()},
        {name: str(given) for name, given in section.get("values", {}).items()},
        {name: {str(k): str(v) for k, v in dict(given).items()} for name, given in section.get("words", {}).items()},
        {name: _texts(given) for name, given in section.get("unless", {}).items()},
    )


def _texts(given: object) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, list) else (str(given),)
