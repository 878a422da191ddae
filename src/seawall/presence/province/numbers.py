"""Names as numbers, for as long as some groups are worked on: the kernels know no names."""

from typing import NamedTuple

import polars as pl

from seawall.kernels import Stays, stated, united

DAY = 86_400
"""Seconds."""


class Part(NamedTuple):
    """United stays of a part of a province. People and places are numbered in the order of their names."""

    people: pl.Series
    places: pl.Series
    stays: Stays


def part(rows: pl.DataFrame) -> Part:
    """The stays (person, place, start, end; rows without a `search`), each person's at a place that touch as one."""
    people, places = (rows[name].drop_nulls().unique().sort() for name in ("person", "place"))
    stays = rows.filter(pl.col("search").is_null())
    columns = number(stays["person"], people), number(stays["place"], places), stays["start"], stays["end"]
    return Part(people, places, united(stated(*(each.to_numpy() for each in columns)), len(people)))


def number(names: pl.Series, order: pl.Series) -> pl.Series:
    """The place of each name in the order."""
    return names.cast(pl.Enum(order)).to_physical().cast(pl.Int32)
