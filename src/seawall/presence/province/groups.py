"""Rows brought together by person or by place, and worked on in whole groups, as Arrow."""

from collections.abc import Callable, Iterator
from functools import partial

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame

ROWS = 500_000
"""So many rows are worked on at once, and more only where one group has more."""
BATCH = 65_536
KINDS = {"string": pa.string(), "int": pa.int32()}

Work = Callable[[pl.DataFrame], pl.DataFrame]


def grouped(one: DataFrame, other: DataFrame, by: str, work: Work, columns: str) -> DataFrame:
    """What `work` makes of the rows of both, brought together in one frame of whole groups; its rows are `columns`.

    What one lacks of the columns of the other is null.
    """
    both = one.unionByName(other, allowMissingColumns=True)
    there = both.repartition(by).sortWithinPartitions(by)
    return there.mapInArrow(partial(_worked, by=by, work=work, columns=columns), columns)


def _worked(batches: Iterator[pa.RecordBatch], by: str, work: Work, columns: str) -> Iterator[pa.RecordBatch]:
    for frame in whole(map(pl.DataFrame, batches), by, ROWS):
        yield from _promised(work(frame), columns).to_batches(BATCH)


def whole(frames: Iterator[pl.DataFrame], by: str, least: int) -> Iterator[pl.DataFrame]:
    """Frames in the order of `by`, put together until they have `least` rows, and cut where a group ends."""
    held: list[pl.DataFrame] = []
    rows, wanted = 0, least
    for frame in frames:
        held.append(frame)
        rows += frame.height
        if rows >= wanted:
            there = pl.concat(held)
            ends = int((there[by] != there[by][-1]).sum())
            if ends:
                yield there[:ends]
            held, rows = [there[ends:]], there.height - ends
            wanted = max(least, 2 * rows)  # a group that is longer is not put together again at every step
    if rows:
        yield pl.concat(held)


def _promised(frame: pl.DataFrame, columns: str) -> pa.Table:
    """In the types that Spark was promised: it knows one kind of text."""
    kinds = [(name, KINDS[kind]) for name, kind in (each.split() for each in columns.split(", "))]
    return frame.select(name for name, _ in kinds).to_arrow().cast(pa.schema(kinds))
