"""What is not there, as rows; and the reserve sites that must be opened."""

from collections.abc import Mapping, Sequence

import polars as pl

from seawall.plan.isolate.rules import CASE
from seawall.plan.isolate.seeking import Sought
from seawall.tables.facts import Facts

SHORTAGE: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String,
    "needed": pl.Int64,
    "there": pl.Int64,
    "missing": pl.Int64,
    "why": pl.String,
}
OPENED: dict[str, pl.DataType | type[pl.DataType]] = {
    "site": pl.String,
    "rooms": pl.Int64,
    "people": pl.Int64,
    "why": pl.String,
}


TRANSPORT = ("vehicles", "transfer crews")


def opened(sites: Sequence[str], rooms: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """One row a reserve site to open: its rooms, how many go into it, and why."""
    listed = facts["rooms"].group_by("site").agg(pl.len().cast(pl.Int64).alias("rooms"))
    going = rooms.filter(~pl.col("placed")).group_by("site").agg(pl.len().cast(pl.Int64).alias("people"))
    known = pl.DataFrame({"site": sorted(sites)}, schema={"site": pl.String})
    why = pl.format("the open sites have no room that would do for {} people", "people")
    whole = known.join(listed, on="site", how="left").join(going, on="site", how="left")
    return whole.with_columns(why.alias("why")).select(*OPENED).sort("site")


def shortage(
    rooms: pl.DataFrame, got: Sought, people: pl.DataFrame, needs: pl.DataFrame, can: Mapping[str, frozenset[str]],
    moved: pl.DataFrame, minded: pl.DataFrame,
) -> pl.DataFrame:  # fmt: skip
    """One row a thing that is missing; nothing missing, no row. `minded`: the children left at home (left.minded)."""
    rows = [
        *_without_room(got),
        *_without_hospital(rooms),
        *_without_care(needs, can),
        *_without_age(people),
        *_without_carer(minded),
        *_without_transport(moved),
    ]
    return pl.DataFrame(rows, schema=SHORTAGE, orient="row").filter(pl.col("missing") > 0)


def driven_less(short: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """The same shortage where only these drives are."""
    rows = pl.DataFrame(_without_transport(moved), schema=SHORTAGE, orient="row")
    return pl.concat([short.filter(~pl.col("kind").is_in(TRANSPORT)), rows])


def _without_room(got: Sought) -> list[tuple[str, int, int, int, str]]:
    """By reason, so that beds, accessible rooms and carers are told apart from rooms."""
    needed = got.result.height
    without = got.result.filter(pl.col("site").is_null())
    unnamed = (
        pl.col("reason").str.replace(r" with [^ ,]+,", " with a child,").str.replace(r"carer [^ ]+ is", "carer is")
    )
    missing = without.with_columns(unnamed.alias("reason")).group_by("reason").len().sort("reason")
    there = needed - got.result["site"].null_count()
    return [("rooms", needed, there, count, reason) for reason, count in missing.iter_rows()]


def _without_hospital(rooms: pl.DataFrame) -> list[tuple[str, int, int, int, str]]:
    cases = rooms.filter(pl.col("risk") == CASE)
    missing = cases["site"].null_count()
    return [("hospital rooms", cases.height, cases.height - missing, missing, "no designated hospital has a free room")]


def _without_care(needs: pl.DataFrame, can: Mapping[str, frozenset[str]]) -> list[tuple[str, int, int, int, str]]:
    asked = needs.filter(pl.col("capacity").is_not_null()).group_by("need", "capacity").len().sort("need")
    return [
        (f"care: {need}", count, 0 if not can.get(what) else count, count if not can.get(what) else 0,
         f"no site of ours states that it can: {what}")
        for need, what, count in asked.iter_rows()
    ]  # fmt: skip


def _without_age(people: pl.DataFrame) -> list[tuple[str, int, int, int, str]]:
    missing = people.filter("ageless", pl.col("status") == "seeks").height
    there = people.filter(pl.col("status") == "seeks").height
    why = "their birth is not stated: a child among them would be alone, and none of them accompanies one"
    return [("ages", there, there - missing, missing, why)]


def _without_carer(minded: pl.DataFrame) -> list[tuple[str, int, int, int, str]]:
    missing = minded.filter("alone").height
    why = "nobody who is grown for certain stays in their household"
    return [("children with no carer at home", minded.height, minded.height - missing, missing, why)]


def _without_transport(moved: pl.DataFrame) -> list[tuple[str, int, int, int, str]]:
    """Drives that have none, and those that come late because they wait for one."""
    lacking = moved.explode("lacks").drop_nulls("lacks").group_by("lacks").len().sort("lacks")
    return [
        (kind, moved.height, moved.height - missing, missing, "drives that have none, or come late waiting for one")
        for kind, missing in lacking.iter_rows()
    ]
