"""A city in a great outbreak, as the facts of a home: a million people, 50,000 cases, 400,000 contacts."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from seawall.desk import opening
from seawall.store import facts
from seawall.tables.catalogue import TABLES

INCIDENT, POLICY = "bench", "covid19-cn-9-opt20"
HOUSEHOLD, COMMUNITY, COUNTY = 3, 1_000, 100_000
"""People of a household, of a community, of a county."""
MET = 8
"""Colleagues and friends whom each case met; who lives with a case is met besides."""
DAYS = 10
"""Onsets lie in so many days before now."""
SEED = 1861
STORED = ("row", "recorded_at", "recorded_by", "source")


class Size(NamedTuple):
    """How many people, and how many of them fell ill."""

    people: int
    cases: int


def fill(home: Path, size: Size, now: datetime) -> None:
    """Stores the city."""
    desk = opening.opened(home)
    for table, rows in tables(size, now):
        facts.append(desk.server, desk.home, table, _whole(table, rows), "bench", "invented")


def tables(size: Size, now: datetime) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each table's rows."""
    chance = np.random.default_rng(SEED)
    ill = np.sort(chance.choice(size.people, size.cases, replace=False))
    everybody = pl.DataFrame({"n": np.arange(size.people)})
    yield "units", _units(size)
    yield (
        "places",
        everybody.filter(pl.col("n") % HOUSEHOLD == 0).select(
            _home(), pl.lit("household").alias("kind"), pl.format("M{}", pl.col("n") // COMMUNITY).alias("unit")
        ),
    )
    yield "persons", everybody.select(_person("n").alias("person"), sex=pl.lit("unknown"))
    yield "residences", everybody.select(_person("n").alias("person"), _home(), kind=pl.lit("current"))
    yield "incidents", pl.DataFrame({"incident": [INCIDENT], "policy": [POLICY]})
    yield from _outbreak(ill, now, chance)
    yield "relations", _relations(ill, size.people, now, chance)


def _units(size: Size) -> pl.DataFrame:
    counties, communities = -(-size.people // COUNTY), -(-size.people // COMMUNITY)
    city = {"unit": ["CITY"], "parent": [None], "level": ["city"], "population": [size.people]}
    below = pl.DataFrame({"k": range(counties)}).select(
        unit=pl.format("Y{}", "k"), parent=pl.lit("CITY"), level=pl.lit("county"), population=pl.lit(COUNTY)
    )
    least = pl.DataFrame({"m": range(communities)}).select(
        unit=pl.format("M{}", "m"), parent=pl.format("Y{}", pl.col("m") // (COUNTY // COMMUNITY)),
        level=pl.lit("community"), population=pl.lit(COMMUNITY),
    )  # fmt: skip
    whole = pl.Schema({"unit": pl.String, "parent": pl.String, "level": pl.String, "population": pl.Int64})
    tree = pl.concat([each.cast(whole) for each in (pl.DataFrame(city, schema=whole), below, least)])
    return tree.with_columns(name="unit")


def _outbreak(ill: np.ndarray, now: datetime, chance: np.random.Generator) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each case is confirmed a day after its onset."""
    onset = pl.lit(now) - pl.duration(hours="ago") - pl.duration(days=1)
    sick = pl.DataFrame({"n": ill, "ago": chance.integers(1, DAYS * 24, len(ill))}).with_columns(
        onset=onset.dt.cast_time_unit("us")
    )
    case = pl.format("C{}", "n").alias("case")
    yield "cases", sick.select(case, _person("n").alias("person"), pl.lit(INCIDENT).alias("incident"), *_at("opened"))
    yield "classifications", sick.select(case, *_at("at"), pl.lit("confirmed").alias("class"))
    yield "symptoms", sick.select(_person("n").alias("person"), *_at("onset", 0), pl.lit("onset").alias("kind"))


def _at(name: str, days: int = 1) -> list[pl.Expr]:
    """A moment known to the hour, so many days after the onset."""
    first = pl.col("onset") + pl.duration(days=days)
    return [first.alias(f"{name}_from"), (first + pl.duration(hours=1)).alias(f"{name}_until")]


def _relations(ill: np.ndarray, people: int, now: datetime, chance: np.random.Generator) -> pl.DataFrame:
    others = chance.integers(0, people, len(ill) * MET)
    met = pl.DataFrame({"n": np.repeat(ill, MET), "o": others}).filter(pl.col("n") != pl.col("o")).unique()
    since = (pl.lit(now) - pl.duration(days=DAYS + 5)).dt.cast_time_unit("us")
    return met.select(
        _person("n").alias("person"), _person("o").alias("other"), pl.lit("team").alias("kind"),
        since_from=since, since_until=since + pl.duration(hours=1),
    )  # fmt: skip


def _person(column: str) -> pl.Expr:
    return pl.format("P{}", column)


def _home() -> pl.Expr:
    return pl.format("H{}", pl.col("n") // HOUSEHOLD).alias("place")


def _whole(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with every column of their table but those that the store fills in."""
    return rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in TABLES[table].create_empty().schema.items()
        if name not in STORED
    )
