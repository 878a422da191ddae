"""One ring of a trace: where those searched for were, by person; whom they met, by place; and summed, by person."""

from functools import partial
from typing import NamedTuple

import polars as pl
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as sql

from seawall.presence.province import links, meetings, searches, trails
from seawall.presence.province.groups import grouped
from seawall.presence.province.numbers import DAY

FEW = 500_000
"""Rows that every task may be told; of more, each task gets its own."""


class Ring(NamedTuple):
    """`met` as `links.strongest` says it; `trails`, where those were who are searched for, as `trails.trails` does."""

    met: DataFrame
    trails: DataFrame


def ring(stays: DataFrame, asked: pl.DataFrame, known: pl.DataFrame, linger: int, least: int) -> Ring:
    """Whom those met who are searched for (search, case, person, start, end), in meetings of `least` seconds or more.

    `known` (case, person) are left out of it.
    """
    people = _looked_up(_told(stays, asked.select("person").unique()), asked.height)
    own = stays.join(people, "person", "left_semi")
    there = grouped(own, _told(stays, asked.select(searches.TOLD)), "person", trails.trails, trails.COLUMNS).persist()
    spans = _spans(there, linger, least).persist()
    near = stays.join(_looked_up(spans, spans.count()), _during(stays, spans), "left_semi")
    times = sql.col("since").alias("start"), sql.col("until").alias("end")
    windows = there.select("search", "case", "person", *times, "place").distinct()
    work = partial(meetings.meetings, linger=linger, least=least)
    met = grouped(near, windows, "place", work, meetings.COLUMNS)
    return Ring(grouped(met, _told(stays, known), "person", links.strongest, links.COLUMNS), there)


def _told(beside: DataFrame, frame: pl.DataFrame) -> DataFrame:
    return beside.sparkSession.createDataFrame(frame.to_arrow())


def _looked_up(frame: DataFrame, height: int) -> DataFrame:
    """Told to every task where it is of few rows: then the stays stay where they are."""
    return sql.broadcast(frame) if height <= FEW else frame


def _spans(trails: DataFrame, linger: int, least: int) -> DataFrame:
    """From when until when on each day anybody may meet those searched for at a place."""
    clean = sql.col("end").cast("long") + linger
    lasting = trails.filter(clean - sql.col("start") >= least)
    day = sql.floor(sql.col("start") / DAY)
    spans = lasting.groupBy(sql.col("place").alias("where"), day.alias("day"))
    return spans.agg(sql.min("start").alias("since"), sql.max(clean).alias("until"))


def _during(stays: DataFrame, spans: DataFrame) -> list[Column]:
    return [stays["place"] == spans["where"], stays["start"] < spans["until"], stays["end"] > spans["since"]]
