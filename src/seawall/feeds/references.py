"""What rows name and nobody has entered: counted and said, never refused, for files come in any order."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import polars as pl

from seawall.feeds.books import Books
from seawall.feeds.laboratories import unregistered
from seawall.feeds.report import Imported

NAMED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "person": ("persons", "person"),
        "other": ("persons", "person"),
        "place": ("places", "place"),
        "case": ("cases", "case"),
        "previous": ("cases", "case"),
        "infector": ("cases", "case"),
        "incident": ("incidents", "incident"),
        "specimen": ("specimens", "specimen"),
        "event": ("events", "event"),
        "site": ("sites", "site"),
        "laboratory": ("sites", "site"),
    }
)
"""The columns that name a row of another table, and where that row would be."""


class Mentioned:
    """What the rows of an import name, by table and column."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], pl.Series] = {}

    def add(self, table: str, frame: pl.DataFrame) -> None:
        """Remember what these rows name in other tables."""
        for column, (home, _) in NAMED.items():
            if column in frame.columns and home != table:
                new = frame[column].drop_nulls().unique()
                self.seen[table, column] = pl.concat([self.seen.get((table, column), new.clear()), new]).unique()

    def report(self, books: Books, done: Sequence[Imported]) -> None:
        """Add to each table's report what it names and the home does not have."""
        for (table, column), named in self.seen.items():
            warnings = next(found for found in reversed(done) if found.table == table).warnings
            if (table, column) == ("results", "laboratory"):
                warnings += unregistered(books, named)
            home, key = NAMED[column]
            missing = named.filter(~named.is_in(books.ids(home, key).implode())).sort()
            if len(missing):
                said = f"{column}: {len(missing)} are not among the {home} entered so far (first: {missing[0]})"
                warnings.append(said)
