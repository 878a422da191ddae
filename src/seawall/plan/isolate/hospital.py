"""Cases and their hospitals: a room of a designated one, never beside contacts."""

import polars as pl

from seawall.tables.facts import Facts
from seawall.tables.inside import DESIGNATED, HOSPITAL

HELD_APART = "negative_pressure"


def beds(cases: pl.DataFrame, inside: pl.DataFrame, facts: Facts, ordered: pl.DataFrame | None = None) -> pl.DataFrame:
    """`cases` with site, room, placed and said: where each open case is or goes, and why nowhere.

    A case in a hospital stays there, and one keeps the room that an order in force gave it (`ordered`: person, site,
    room). The others get a room each, who was learned of first leading, of the first designated hospital that has one,
    rooms of negative pressure first; where no rooms of it are known, the hospital gives the bed.
    """
    there = inside.filter(pl.col("kind").is_in([HOSPITAL, DESIGNATED])).select("person", "site", "room", "since")
    known = cases.join(there, on="person", how="left").with_columns(pl.col("site").is_not_null().alias("placed"))
    learned = facts["cases"].select("case", pl.col("recorded_at").alias("learned")).unique("case", keep="first")
    waiting = known.filter(~pl.col("placed")).drop("site", "room").join(learned, on="case", how="left")
    queue = waiting.sort("learned", "positive", "person", nulls_last=True)
    free = _free(facts, inside)
    kept = _kept(queue, free, ordered)
    rest = queue.join(kept, on="person", how="anti")
    given = _given(rest, free.join(kept, on=["site", "room"], how="anti", maintain_order="left"), _unlisted(facts))
    stays = known.filter("placed").with_columns(pl.lit("in hospital, stays there").alias("said"))
    return pl.concat([each.select(stays.columns) for each in (stays, kept, given)]).sort("person")


def _kept(queue: pl.DataFrame, free: pl.DataFrame, ordered: pl.DataFrame | None) -> pl.DataFrame:
    """Those of the queue whose ordered room is still free, with it; of two the one learned of first."""
    none = pl.DataFrame(schema={"person": pl.String, "site": pl.String, "room": pl.String})
    rooms = (none if ordered is None else ordered.select(none.columns)).join(free, on=["site", "room"])
    first = queue.join(rooms.unique("person", keep="first"), on="person", maintain_order="left")
    kept = first.unique(["site", "room"], keep="first", maintain_order=True)
    return kept.with_columns(pl.lit("a room of its own").alias("said"))


def _free(facts: Facts, inside: pl.DataFrame) -> pl.DataFrame:
    """(site, room): the free rooms of open designated hospitals, in the order they are given."""
    taken = pl.col("state").cast(pl.String).is_in(["taken", "closed", "disinfecting"]).fill_null(value=False)
    apart = (pl.col("air").cast(pl.String) == HELD_APART).fill_null(value=False)
    rooms = facts["rooms"].filter(~taken, pl.col("beds") > 0).join(_designated(facts), on="site", how="semi")
    free = rooms.join(inside, on=["site", "room"], how="anti")
    return free.sort(~apart, "site", "floor", "room").select("site", "room")


def _unlisted(facts: Facts) -> str | None:
    """The first designated hospital of which no rooms are known."""
    unlisted: list[str] = _designated(facts).join(facts["rooms"], on="site", how="anti")["site"].to_list()
    return min(unlisted, default=None)


def _designated(facts: Facts) -> pl.DataFrame:
    sites = facts["sites"].filter(pl.col("kind").cast(pl.String) == DESIGNATED, pl.col("open").fill_null(value=True))
    return sites.select("site").unique().sort("site")


def _given(waiting: pl.DataFrame, free: pl.DataFrame, unlisted: str | None) -> pl.DataFrame:
    """The waiting with a room each as long as there are some."""
    numbered = waiting.with_row_index("number").join(free.with_row_index("number"), on="number", how="left")
    nowhere = (
        "no designated hospital has a free room" if unlisted is None else "its hospital gives the bed: none is listed"
    )
    roomed = pl.col("room").is_not_null()
    return numbered.with_columns(
        pl.when(roomed).then("site").otherwise(pl.lit(unlisted, pl.String)).alias("site"),
        pl.when(roomed).then(pl.lit("a room of its own")).otherwise(pl.lit(nowhere)).alias("said"),
    )
