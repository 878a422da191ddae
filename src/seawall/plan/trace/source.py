"""Where two or more cases may have caught it: places and events they share in the window before onset."""

import polars as pl

from seawall.plan.trace.authorisation import authorise
from seawall.plan.trace.days import back
from seawall.plan.trace.exposures import by_event, held
from seawall.plan.trace.meetings import Meetings
from seawall.plan.trace.rules import TraceRules
from seawall.plan.trace.stays import Reading
from seawall.plan.trace.windows import anchored
from seawall.tables.days import INSTANT, at, shown
from seawall.tables.facts import Facts

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String, "subject": pl.String, "cases": pl.List(pl.String), "n": pl.UInt32,
    "first": INSTANT, "last": INSTANT, "why": pl.String, "clause": pl.String,
}  # fmt: skip
SEEN: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String, "subject": pl.String, "case": pl.String, "first": INSTANT, "last": INSTANT,
}  # fmt: skip


def source_windows(episodes: pl.DataFrame, rules: TraceRules, how: Reading) -> pl.DataFrame:
    """One row a traced case, [start, end): from so many days before its anchor to the latest the anchor may be.

    Without a rule for it, no case has one.
    """
    earliest, latest = pl.coalesce("anchor_from", "anchor_until"), pl.coalesce("anchor_until", "anchor_from")
    start = back(earliest, rules.source, how.zone) if rules.source else pl.lit(None, INSTANT)
    return (
        anchored(episodes, rules)
        .with_columns(start.alias("start"), pl.min_horizontal(latest, at(how.now)).alias("end"))
        .filter(pl.col("start") < pl.col("end"))
        .with_columns(
            pl.col("start").alias("start_intimate"),
            pl.lit("source_search").alias("purpose"),
            pl.duration(microseconds=0).alias("linger"),
        )
        .with_row_index("window")
    )


def source(windows: pl.DataFrame, rules: TraceRules, facts: Facts, how: Reading, meetings: Meetings) -> pl.DataFrame:
    """One row a place or event that two or more cases share, the most shared first; not necessarily at one time."""
    if rules.source is None:
        return pl.DataFrame(schema=COLUMNS)
    places = _places(windows.filter("opens_stays"), how, meetings)
    shared = pl.concat([places, _events(windows, facts, how)])
    why = pl.format("{} cases were there between {} and {}, before they fell ill",
                    pl.col("n"), shown(pl.col("first"), facts.zone), shown(pl.col("last"), facts.zone))  # fmt: skip
    return (
        shared.group_by("kind", "subject")
        .agg(
            pl.col("case").unique().sort().alias("cases"), pl.col("case").n_unique().alias("n"),
            pl.col("first").min(), pl.col("last").max(),
        )
        .filter(pl.col("n") > 1)
        .with_columns(why.alias("why"), pl.lit(rules.source.clause).alias("clause"))
        .sort(-pl.col("n").cast(pl.Int64), "kind", "subject")
        .select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    )  # fmt: skip


def co_exposed(windows: pl.DataFrame, facts: Facts, how: Reading) -> pl.DataFrame:
    """Everybody who attended an event that a case attended in its source window, as reasons of the ring co_exposed.

    No stay is read for it, so it needs no case that opens stays.
    """
    return (
        by_event(windows, facts, how)
        .unique(["window", "person", "event"], keep="first", maintain_order=True)
        .with_columns(pl.lit("co_exposed").alias("ring"), pl.lit("attended the same event").alias("token"))
        .join(windows.select("window", "case"), on="window")
        .with_columns(pl.lit(None, pl.String).alias("via"))
    )


def _places(windows: pl.DataFrame, how: Reading, meetings: Meetings) -> pl.DataFrame:
    seen = meetings.meet(windows, authorise(windows), how).join(windows.select("window", "case"), on="window")
    return seen.select(pl.lit("place").alias("kind"), pl.col("place").alias("subject"), "case", "first", "last")


def _events(windows: pl.DataFrame, facts: Facts, how: Reading) -> pl.DataFrame:
    if facts["attended"].is_empty():
        return pl.DataFrame(schema=SEEN)
    went = windows.join(facts["attended"].select("event", "person"), on="person")
    when = held(facts, how).select("event", pl.col("start").alias("first"), pl.col("end").alias("last"))
    inside = went.join(when, on="event").filter(pl.col("first") < pl.col("end"), pl.col("last") > pl.col("start"))
    return inside.select(pl.lit("event").alias("kind"), pl.col("event").alias("subject"), "case", "first", "last")
