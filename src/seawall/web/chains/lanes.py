"""Where a point of the graph stands: a place, an event, or the kind of meeting where no place is known. Pure."""

import polars as pl

HOMES = ("household",)
"""Meetings at home stand together, whichever home: a lane for each would be a list of addresses."""
UNSEEN, REST = "rest:unseen", "rest:places"
MOST = 40
"""Lanes that somebody can tell apart on one screen."""
MANY = 2_000
"""Points above which places are merged."""


def laned(met: pl.DataFrame, places: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Contacts' rows with their lane: place:P, event:E or met:SETTING."""
    held = events.select("event", pl.col("place").alias("held_at")).unique("event", keep="last", maintain_order=True)
    kinds = places.select("place", pl.col("kind").cast(pl.String).alias("kind_of_place"))
    home = pl.col("setting").is_in(HOMES) | pl.col("kind_of_place").is_in(HOMES).fill_null(value=False)
    where = pl.coalesce("place", "held_at")
    return (
        met.join(held, on="event", how="left", maintain_order="left")
        .join(kinds.unique("place"), on="place", how="left", maintain_order="left")
        .with_columns(
            pl.when(home).then(pl.format("met:{}", "setting"))
            .when(where.is_not_null()).then(pl.format("place:{}", where))
            .when(pl.col("event").is_not_null()).then(pl.format("event:{}", "event"))
            .otherwise(pl.format("met:{}", "setting")).alias("lane")
        )
        .drop("held_at", "kind_of_place")
    )  # fmt: skip


def of_links(links: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """(case, said_lane): the place where somebody concluded that a case was infected, as they last said."""
    known = links.filter(pl.col("setting").is_in(places["place"].implode())).sort("recorded_at", "row")
    last = known.unique("case", keep="last", maintain_order=True)
    return last.select("case", pl.format("place:{}", "setting").alias("said_lane"))


def of_homes(residences: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """(person, home_lane): the unit where somebody lives, as was last said: home:U."""
    known = residences.join(places.select("place", "unit").unique("place"), on="place").drop_nulls("unit")
    lives = known.sort(pl.col("kind").cast(pl.String) == "current", "recorded_at", "row")
    last = lives.unique("person", keep="last", maintain_order=True)
    return last.select("person", pl.format("home:{}", "unit").alias("home_lane"))


def merged(nodes: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """The points with `wide`, the lane that they are drawn in.

    Of more than MANY points in more than MOST lanes, the fullest half of MOST stand for themselves; other places stand
    in their unit, unit:U, as far as these are among the fullest; what is left stands together. Of equals the first by
    name.
    """
    if nodes.height <= MANY or nodes["lane"].n_unique() <= MOST:
        return nodes.with_columns(pl.col("lane").alias("wide"))
    inside_of = pl.format("unit:{}", "unit").alias("in_unit")
    unit = pl.concat([places.select(pl.format(f"{of}:{{}}", of_what).alias("lane"), inside_of)
                      for of, of_what in (("place", "place"), ("home", "unit"))])  # fmt: skip
    kept = _fullest(nodes["lane"], MOST // 2)
    inside = nodes.join(unit.unique("lane"), on="lane", how="left", maintain_order="left").with_columns(
        pl.when(pl.col("lane").is_in(kept.implode())).then("lane").otherwise("in_unit").fill_null(REST).alias("wide")
    )
    units = _fullest(inside.filter(~pl.col("wide").is_in([*kept, REST]))["wide"], MOST - MOST // 2 - 1)
    stands = pl.col("wide").is_in([*kept, *units])
    return inside.with_columns(pl.when(stands).then("wide").otherwise(pl.lit(REST)).alias("wide")).drop("in_unit")


def _fullest(lanes: pl.Series, many: int) -> pl.Series:
    counted = lanes.alias("lane").to_frame().group_by("lane").len()
    return counted.sort("len", "lane", descending=[True, False])["lane"].head(many)
