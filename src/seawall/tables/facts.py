"""The facts as they were known at a time: the rows in force, with merged persons under one number."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.catalogue import TABLES
from seawall.tables.schema import Fact, subject, values

PERSON_COLUMNS = ("person", "other")
BINDING = ("verb", ["trace", "confirm"])
OF_PERSONS = {"specimens": ("subject_kind", ["person"]), "orders": BINDING, "amendments": BINDING}
"""Tables whose `subject` is a person where a column holds one of these words."""
THINGS = frozenset(
    {"units", "places", "shapes", "persons", "sites", "rooms", "vehicles", "teams", "stocks", "capacities"}
    | {"cases", "events", "specimens", "requests"}
)
"""Tables that describe a thing: of several rows about it the one learned last stands, without a correction."""

NAMED = (("units", "unit"), ("sites", "site"), ("places", "place"))
"""Tables of what has a name, and the column of its number; people are called by their numbers alone."""


@dataclass(frozen=True)
class Facts:
    """Everything a plan may look at. `facts["cases"]` is always a frame with the schema's columns."""

    known_at: datetime
    zone: ZoneInfo
    frames: Mapping[str, pl.DataFrame]

    def __getitem__(self, table: str) -> pl.DataFrame:
        frame = self.frames.get(table)
        return frame if frame is not None else _empty(table)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What units, sites and places are called, by their number; those that have no name are left out."""
        parts = [self[table].select(pl.col(column).alias("number"), "name") for table, column in NAMED]
        return dict(pl.concat(parts).drop_nulls().iter_rows())


@cache
def _empty(table: str) -> pl.DataFrame:
    """The table without rows; made once, because a plan asks for dozens."""
    return TABLES[table].create_empty()


def known(frames: Mapping[str, pl.DataFrame], known_at: datetime, zone: ZoneInfo) -> Facts:
    """What was known at `known_at`: rows recorded at or before it, less what they correct or retract.

    Rows stand in the order in which they were learned, whatever order they were read in.
    """
    present = {
        name: in_force(frame.filter(pl.col("recorded_at") <= known_at), TABLES[name]) for name, frame in frames.items()
    }
    merged = merges(present.get("same_person", TABLES["same_person"].create_empty()))
    renumbered = {name: _renumbered(name, frame, merged) for name, frame in present.items()}
    return Facts(known_at, zone, {name: _as_last_learned(name, frame) for name, frame in renumbered.items()})


def _as_last_learned(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    ordered = frame.sort("recorded_at", "row")
    return ordered.unique(subject(TABLES[name]), keep="last", maintain_order=True) if name in THINGS else ordered


def of_incident(facts: Facts, incident: str) -> Facts:
    """The same facts with what was opened, ordered, amended and asked for one incident; the rest is everybody's."""
    own = {
        name: facts[name].filter(pl.col("incident") == incident)
        for name in ("incidents", "cases", "orders", "amendments", "tasks")
        if name in facts.frames
    }
    return replace(facts, frames={**facts.frames, **own})


def without(facts: Facts, table: str) -> Facts:
    """The same facts as if nothing of a table were known."""
    return replace(facts, frames={name: frame for name, frame in facts.frames.items() if name != table})


def in_force(frame: pl.DataFrame, schema: type[Fact]) -> pl.DataFrame:
    """The rows that stand: not corrected, not retracted, and not themselves a retraction.

    A retraction says nothing but the subject of the row it corrects; without values about another subject a row is
    a correction of whom it was about. A retraction of a correction brings the corrected row back; a correction of a
    correction does not. Two corrections of one row both stand: it may have been two things.
    """
    correcting = frame.filter(pl.col("corrects").is_not_null())
    if correcting.is_empty():
        return frame
    marked = _marked(correcting, frame, schema)
    withdrawn = _withdrawn(dict(marked.filter("retracts").select("row", "corrects").iter_rows()))
    standing = marked.filter(~pl.col("row").is_in(withdrawn))
    gone = [*standing["corrects"], *withdrawn, *marked.filter("retracts")["row"]]
    return frame.filter(~pl.col("row").is_in(gone))


def _marked(correcting: pl.DataFrame, frame: pl.DataFrame, schema: type[Fact]) -> pl.DataFrame:
    """The correcting rows, and whether each only takes back the row it names."""
    about = subject(schema)
    named = frame.select(pl.col("row").alias("corrects"), *[pl.col(name).alias(f"{name}_then") for name in about])
    beside = correcting.join(named, on="corrects", how="left", maintain_order="left")
    silent = [pl.col(name).is_null() for name in values(schema)]
    same = [pl.col(f"{name}_then").is_null() | (pl.col(name) == pl.col(f"{name}_then")) for name in about]
    return beside.with_columns(pl.all_horizontal(pl.lit(value=True), *silent, *same).alias("retracts"))


def _withdrawn(retractions: Mapping[str, str]) -> list[str]:
    """The rows that a standing retraction takes back; a retraction that is itself taken back takes nothing.

    `retractions` maps each to the row it names. They are decided from those that nothing takes back; any that take
    back one another in a circle take nothing.
    """
    waiting = Counter(retractions.values())
    decided = [row for row in retractions if not waiting[row]]
    withdrawn: dict[str, None] = {}
    for row in decided:  # grows as it is read
        target = retractions[row]
        if row not in withdrawn:
            withdrawn[target] = None
        waiting[target] -= 1
        if target in retractions and not waiting[target]:
            decided.append(target)
    return list(withdrawn)


def joined(same_person: pl.DataFrame) -> pl.DataFrame:
    """The decisions by which two numbers are one person now, with `decided`, when that was, in that order.

    The latest on each pair counts, and `same` may be undone. A pair is the same pair in either order. `possible` only
    asks, and decides nothing. A decision of unknown time counts from when it was recorded.
    """
    decided = same_person.filter(pl.col("decision").cast(pl.String) != "possible").with_columns(
        pl.min_horizontal("person", "other").alias("one"),
        pl.max_horizontal("person", "other").alias("two"),
        pl.coalesce("at_from", "recorded_at").alias("decided"),
    )
    latest = decided.sort("decided", "recorded_at", "row").unique(["one", "two"], keep="last", maintain_order=True)
    return latest.filter(pl.col("decision").cast(pl.String) == "same", pl.col("one") != pl.col("two"))


def merges(same_person: pl.DataFrame) -> dict[str, str]:
    """Which number stands for which, by the decisions that joined() has."""
    stands: dict[str, str] = {}
    for person, other in joined(same_person).select("person", "other").iter_rows():
        kept, gone = _root(stands, person), _root(stands, other)
        if kept != gone:
            stands[gone] = kept
    return {number: _root(stands, number) for number in stands}


def _root(stands: Mapping[str, str], number: str) -> str:
    while number in stands:
        number = stands[number]
    return number


def _renumbered(name: str, frame: pl.DataFrame, merged: Mapping[str, str]) -> pl.DataFrame:
    if not merged or name == "same_person":
        return frame
    columns = [column for column in PERSON_COLUMNS if column in frame.columns]
    renamed = frame.with_columns(pl.col(column).replace(dict(merged)) for column in columns)
    if name in OF_PERSONS:
        column, words = OF_PERSONS[name]
        of_person = pl.col(column).cast(pl.String).is_in(words)
        subject = pl.when(of_person).then(pl.col("subject").replace(dict(merged))).otherwise("subject")
        return renamed.with_columns(subject.alias("subject"))
    return renamed.filter(pl.col("person") != pl.col("other")) if name == "relations" else renamed
