"""What columns and words are called: the packaged synonyms (synonyms.toml), in English and Chinese."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import dataframely as dy

from seawall.files import spelling
from seawall.files.spelling import plain as plain
from seawall.files.spelling import spellings as spellings
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import FACT_COLUMNS, moments, pairs

REGISTER = ("name", "id_number", "phone", "address")
"""Columns of a persons file that go to the register and nowhere else."""

_HAN = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=64)
def targets(table: str) -> tuple[str, ...]:
    """What a file of this table may state: its columns, its moments whole, the fact's own, and the register's."""
    schema = TABLES[table]
    own = [name for name in schema.column_names() if name not in FACT_COLUMNS]
    register = [name for name in REGISTER if table == "persons"]
    return (*moments(schema), *own, *FACT_COLUMNS, *register)


@lru_cache(maxsize=64)
def columns(table: str) -> tuple[Mapping[str, str], ...]:
    """From spelling to column: the table's own names, its synonyms, then the general ones. Earlier ones count first."""
    known = targets(table)
    exact = {plain(name): name for name in known}
    said = spelling.said()
    general = {k: v for k, v in said["columns"].items() if k in known and not (k == "name" and table == "persons")}
    register = said["register"] if table == "persons" else {}
    return exact, _spelled(said["tables"].get(table, {}), known), _spelled({**general, **register}, known)


@lru_cache(maxsize=256)
def words(table: str, column: str) -> Mapping[str, str]:
    """From spelling to the closed word of a column, its own words first."""
    kind = TABLES[table].columns()[column]
    own = list(kind.categories) if isinstance(kind, dy.Enum) else ["true", "false"]
    spelled = {
        plain_word(synonym): word for word, synonyms in synonyms_of(table, column).items() for synonym in synonyms
    }
    return (
        spelled | {plain_word(word): word for word in own} | {plain_word(word.replace("_", " ")): word for word in own}
    )


def plain_word(text: str) -> str:
    """A word without case, width and doubled spaces; its signs stay, for + and - are words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def synonyms_of(table: str, column: str) -> Mapping[str, list[str]]:
    """What each closed word of a column is also called."""
    said = spelling.said()["words"]
    kind = TABLES[table].columns()[column]
    name = column if isinstance(kind, dy.Enum) else "yes_no"
    found: Mapping[str, list[str]] = said.get(f"{table}.{column}", said.get(name, {}))
    return found


def offered(table: str, column: str) -> str:
    """The words of a column as an error offers them: staff 员工, guest 客人."""
    kind = TABLES[table].columns()[column]
    truth = {"yes": "true", "no": "false"}
    own = {word: word for word in kind.categories} if isinstance(kind, dy.Enum) else truth
    said = synonyms_of(table, column)
    return ", ".join(f"{word} {next(filter(_HAN.search, said.get(key, [])), '')}".strip() for word, key in own.items())


def chinese(table: str, column: str) -> str:
    """A column's first Chinese name, or nothing; what goes to the register is called as people are."""
    said = spelling.said()
    own = said["tables"].get(table, {})
    of_people, others = (said["register"], said["columns"], own), (own, said["columns"], said["register"])
    for section in of_people if table == "persons" else others:
        if found := next(filter(_HAN.search, section.get(column, [])), None):
            return str(found)
    return ""


def whole(table: str, column: str) -> str:
    """The moment that a column is an end of, or the column itself: at_from is at."""
    return next((a.removesuffix("_from") for a, b in pairs(TABLES[table]) if column in (a, b)), column)


def _spelled(section: Mapping[str, list[str]], known: tuple[str, ...]) -> Mapping[str, str]:
    return {plain(synonym): name for name, synonyms in section.items() if name in known for synonym in synonyms}
