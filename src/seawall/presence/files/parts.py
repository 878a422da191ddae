"""A file as parts of rows of text, in the columns that were asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from seawall.files.columnar import FAULT
from seawall.presence.files.headings import SURPLUS

RETURNED = "returned"
"""The column of what stood under no header in a file of rejects that came back."""


@dataclass(frozen=True)
class Source:
    """What a file calls each column; its rows, streamed once in the columns of columnar.columns(), where a timestamp
    may stay one; what is to be said of the file; how much of it was read, 0 to 1; and its whole header.
    """

    titles: Mapping[str, str]
    parts: Iterator[pl.DataFrame]
    notes: list[str] = field(default_factory=list)
    share: Callable[[], float] = lambda: 0.0
    header: Sequence[str] = ()


def placed(places: Mapping[str, int]) -> dict[str, int]:
    """Where each column is read from, the surplus of a file of rejects under a name of its own."""
    return {RETURNED if name == SURPLUS else name: at for name, at in places.items()}


def settled(part: pl.DataFrame) -> pl.DataFrame:
    """The part, its rows refused where they came back without being put right."""
    if RETURNED not in part.columns:
        return part
    said = pl.when(pl.col(RETURNED) != "").then(RETURNED)
    why = f"its cells did not stand under their headers; allowed: the column {SURPLUS} empty, once they do"
    return part.with_columns(
        pl.coalesce(FAULT, pl.when(said.is_not_null()).then(pl.lit(why))).alias(FAULT),
        pl.coalesce(SURPLUS, said).alias(SURPLUS),
    ).drop(RETURNED)
