"""What an import needs of a home: somewhere to put rows, and what is there already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

import polars as pl


@dataclass(frozen=True)
class Entered:
    """What became of rows: new ones under a batch, and those that were stored before."""

    batch: int
    new: int
    already: int


class Books(Protocol):
    """What an import needs of a home. Calling `enter` twice with the same rows stores them once."""

    @property
    def zone(self) -> ZoneInfo:
        """The city's zone: that of times without an offset."""

    @property
    def history(self) -> bool:
        """Whether rows may say when they were recorded."""

    def enter(self, table: str, frame: pl.DataFrame, source: str) -> Entered:
        """Store rows of one table, all or none."""

    def keep(self, people: pl.DataFrame) -> None:
        """Give names and numbers to the register."""

    def destroyed(self, persons: pl.Series) -> pl.Series:
        """Of these numbers those whose names were destroyed: they are given none again."""

    def alike(self, people: pl.DataFrame) -> pl.DataFrame:
        """Who shares a value of the register with these people: person, other, field."""

    def sounds(self) -> pl.DataFrame:
        """Everybody's name by its sound, unreadable: person, sound."""

    def ids(self, table: str, column: str) -> pl.Series:
        """All values of a column of a table."""

    def rows(self, table: str, columns: Sequence[str]) -> pl.DataFrame:
        """Columns of all rows of a table."""
