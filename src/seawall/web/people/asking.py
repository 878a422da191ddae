"""What of a list is asked for: which one, what it is filtered by, in which order, and which hundred rows."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.web.errors import AskedError
from seawall.web.names import names
from seawall.web.people.lists import LISTS, SPANS, Column, List
from seawall.web.words import each_said, say

ROWS = 100
"""Rows of a page."""
LONGEST = 100
"""Letters that are looked for at most, of words and of values: what is asked for is kept while an export waits."""
SEARCHED = ("person", "id", "word", "place", "words")


class Asked(NamedTuple):
    """A list by its name, words to find, columns with the value that each must have, the order, and the page from 1."""

    name: str
    q: str
    having: Mapping[str, str]
    sort: str
    down: bool
    page: int

    @property
    def list(self) -> List:
        """The list."""
        return LISTS[self.name]


def asked(query: Mapping[str, str]) -> Asked:
    """What an address asks for. Raises AskedError for a list, a column or a page that is none."""
    name = query.get("list") or "cases"
    if name not in LISTS:
        raise AskedError("list={name!r} is no list; allowed: {allowed}", name=name, allowed=", ".join(LISTS))
    columns = LISTS[name].columns
    sort = query.get("sort") or ""
    wanted = sort.removeprefix("-")
    if wanted and wanted not in [each.name for each in columns]:
        raise AskedError("sort={sort!r} is no column; allowed, with - before it to turn the order: {allowed}",
                         sort=sort, allowed=", ".join(each.name for each in columns))  # fmt: skip
    page = query.get("page") or "1"
    if not (page.isascii() and page.isdigit() and 0 < len(page) < 8 and int(page)):
        raise AskedError("page={page!r} is no page; allowed: 1 and more", page=page)
    having = {each.name: query[each.name][:LONGEST] for each in columns if each.filtered and query.get(each.name)}
    return Asked(name, query.get("q", "").strip()[:LONGEST], having, wanted, sort.startswith("-"), int(page))


def lined(name: str, made: Made, lang: Language) -> pl.DataFrame:
    """The rows of a list, each with its `line`: every word that can be found in it, as it is and as it is said."""
    list_ = LISTS[name]
    rows = list_.rows(made)
    cells = [pl.col(each.name).cast(pl.String) for each in list_.columns if each.kind in SEARCHED]
    cells += [said(each, made, rows, lang) for each in list_.columns if each.kind in ("word", "words")]
    cells += [_in_both(each, made, rows) for each in list_.columns if each.kind == "place"]
    return rows.with_columns(pl.concat_str(cells, separator="\n", ignore_nulls=True).str.to_lowercase().alias("line"))


def _in_both(column: Column, made: Made, rows: pl.DataFrame) -> pl.Expr:
    """A column of places as they are called in every language, for any of them finds the row."""
    there = rows[column.name].cast(pl.String).drop_nulls().unique().to_list()
    words = {each: made.facts.names.get(each, each) for each in there}
    return pl.col(column.name).cast(pl.String).replace_strict(words, default=None, return_dtype=pl.String)


def found(asked: Asked, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a list, each with its line, that have what is asked for, in the order that is asked for."""
    for name, value in asked.having.items():
        rows = rows.filter(pl.col(name).cast(pl.String) == value)
    if asked.q:
        words = asked.q.lower().split()
        rows = rows.filter(pl.all_horizontal(pl.col("line").str.contains(word, literal=True) for word in words))
    return _sorted(asked, rows)


def said(column: Column, made: Made, rows: pl.DataFrame, lang: Language) -> pl.Expr:
    """A column of words or of places as the language says them; each different one is looked up once."""
    there = rows[column.name].cast(pl.String).drop_nulls().unique().to_list()
    called = names(made.facts, lang)
    told = each_said if column.kind == "words" else say
    words = {
        each: called.get(each, each) if column.kind == "place" else told(f"{column.prefix}{each}", lang)
        for each in there
    }
    return pl.col(column.name).cast(pl.String).replace_strict(words, default=None, return_dtype=pl.String)


def _sorted(asked: Asked, rows: pl.DataFrame) -> pl.DataFrame:
    if not asked.sort:
        return rows
    columns = {each.name: each for each in asked.list.columns}
    by = f"{asked.sort}_from" if columns[asked.sort].kind in SPANS else asked.sort
    return rows.sort(by, descending=asked.down, nulls_last=True, maintain_order=True)
