"""What exposed somebody to the person of a window: a relation, an overlap of stays, or a common event."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import polars as pl

from seawall.plan.trace.authorisation import authorise
from seawall.plan.trace.meetings import Meetings
from seawall.plan.trace.rings import assigned, table
from seawall.plan.trace.rules import Ring, TraceRules
from seawall.plan.trace.stays import UNDESCRIBED, Reading, read
from seawall.tables.days import INSTANT
from seawall.tables.facts import Facts

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "window": pl.UInt32, "person": pl.String, "by": pl.String, "setting": pl.String, "place": pl.String,
    "relation": pl.String, "event": pl.String, "first": INSTANT, "first_latest": INSTANT, "last": INSTANT,
    "minutes": pl.Float64, "sure_minutes": pl.Float64, "together_minutes": pl.Float64,
    "assumed": pl.Boolean, "assumed_own": pl.Boolean, "evidence": pl.List(pl.String),
}  # fmt: skip


def reading(facts: Facts, rules: TraceRules, now: datetime) -> Reading:
    """How incomplete stays are read under these rules."""
    dwell = {kind: span.length for kind, span in rules.dwell.items()}
    return Reading(facts.zone, now, dwell)


def exposures(
    windows: pl.DataFrame,
    facts: Facts,
    how: Reading,
    meetings: Meetings,
    rings: Mapping[str, Ring],
    after_end: Sequence[str] = (),
) -> pl.DataFrame:
    """Whom a window's person exposed, in COLUMNS with `ring` and `token`: one row a relation, place or event.

    Stays and attendance count only for cases that open them, and stays only at the kinds of places the rings name.
    `after_end` names the kinds of events that count after the window's end (a funeral of somebody who was isolated).
    """
    open_ones = windows.filter("opens_stays")
    named = replace(how, kinds=frozenset(table(rings).filter(by="stay")["setting"]))
    ways = [
        by_relation(windows, facts),
        by_stay(open_ones, facts, named, meetings),
        by_event(open_ones, facts, how, after_end),
    ]
    return assigned(pl.concat(ways), rings)


def by_relation(windows: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Relations of the window's person, either way round, for as long as they may have held inside the window."""
    stated = facts["relations"].lazy().with_columns(pl.col("kind").cast(pl.String))
    turned = stated.with_columns(pl.col("other").alias("person"), pl.col("person").alias("other"))
    start = pl.when(pl.col("kind") == "sexual").then("start_intimate").otherwise("start")
    return (
        windows.lazy()
        .join(pl.concat([stated, turned]), on="person")
        .with_columns(
            pl.max_horizontal(start, "since_from").alias("first"),
            pl.min_horizontal("end", "until_until").alias("last"),
        )
        .filter(pl.col("first") < pl.col("last"), pl.col("other") != pl.col("person"))
        .with_columns(pl.min_horizontal(pl.max_horizontal("first", "since_until"), "last").alias("first_latest"))
        .with_columns(pl.lit("relation").alias("by"), pl.col("kind").alias("setting"), pl.col("kind").alias("relation"))
        .with_columns(pl.col("other").alias("person"), pl.concat_list("row").alias("evidence"))
        .pipe(_complete)
    )  # fmt: skip


def by_stay(windows: pl.DataFrame, facts: Facts, how: Reading, meetings: Meetings) -> pl.DataFrame:
    """Meetings of the window's person, with the kind of place they happened at (not described: `other`)."""
    kinds = facts["places"].select("place", pl.col("kind").cast(pl.String).alias("setting"))
    return (
        meetings.meet(windows, authorise(windows), how)
        .join(kinds, on="place", how="left")
        .with_columns(pl.lit("stay").alias("by"), pl.col("setting").fill_null(UNDESCRIBED))
        .lazy()
        .pipe(_complete)
    )


def by_event(windows: pl.DataFrame, facts: Facts, how: Reading, after_end: Sequence[str] = ()) -> pl.DataFrame:
    """Events that the window's person attended inside it, for everybody else who did.

    Each is given twice, by the kind of event and by the kind of its place, so that a policy may name either.
    """
    if facts["attended"].is_empty():
        return pl.DataFrame(schema=COLUMNS)
    late = pl.col("kind").is_in(list(after_end))
    attended = facts["attended"].lazy()
    there = attended.select("event", "person", pl.col("row").alias("theirs"))
    met = (
        windows.lazy()
        .join(attended.select("event", "person", pl.col("row").alias("mine")), on="person")
        .join(held(facts, how).lazy(), on="event", suffix="_held")
        .with_columns(
            pl.max_horizontal("start", "start_held").alias("first"),
            pl.when(late).then("end_held").otherwise(pl.min_horizontal("end", "end_held")).alias("last"),
        )
        .filter(pl.col("first") < pl.col("last"))
        .join(there, on="event", suffix="_other")
        .filter(pl.col("person_other") != pl.col("person"))
        .with_columns(
            pl.col("person_other").alias("person"),
            pl.min_horizontal(pl.max_horizontal("first", "sure_start"), "last").alias("first_latest"),
            ((pl.col("last") - pl.col("first")).dt.total_microseconds() / 60_000_000).alias("minutes"),
            pl.concat_list("mine", "theirs").alias("evidence"),
        )
        .with_columns(pl.col("minutes").alias("together_minutes"), pl.col("assumed").alias("assumed_own"))
    )
    by_kind = met.with_columns(pl.lit("event").alias("by"), pl.col("kind").alias("setting"))
    by_place = met.filter(pl.col("place_kind").is_not_null()).with_columns(
        pl.lit("stay").alias("by"), pl.col("place_kind").alias("setting")
    )
    return pl.concat([_complete(by_kind), _complete(by_place)])


def held(facts: Facts, how: Reading) -> pl.DataFrame:
    """When each event was held, read as a stay is: event, kind, place, place_kind, start, end, sure_start, assumed."""
    events, places = facts["events"], facts["places"]
    as_stays = events.select(
        "row", "place", pl.col("event").alias("person"), pl.col("from_from").alias("came_from"),
        pl.col("from_until").alias("came_until"), pl.col("until_from").alias("left_from"),
        pl.col("until_until").alias("left_until"),
    )  # fmt: skip
    kinds = places.select("place", pl.col("kind").cast(pl.String).alias("place_kind"))
    return (
        read(as_stays, places, how)
        .rename({"person": "event"})
        .join(events.select("event", pl.col("kind").cast(pl.String)), on="event")
        .join(kinds, on="place", how="left")
        .select("event", "kind", "place", "place_kind", "start", "end", "sure_start", "assumed")
    )


def _complete(found: pl.LazyFrame) -> pl.DataFrame:
    """What was found, in COLUMNS; what it has no word of is empty, and nothing is assumed."""
    stated = {"assumed": pl.lit(value=False), "assumed_own": pl.lit(value=False)}
    names = found.collect_schema().names()
    return found.select(
        (pl.col(name) if name in names else stated.get(name, pl.lit(None))).cast(kind).alias(name)
        for name, kind in COLUMNS.items()
    ).collect()
