"""Who lives within a circle. Coordinates of two datums are hundreds of metres apart and never compared."""

import polars as pl

from seawall.plan.zone.tree import Tree

METRES_A_DEGREE = 111_195.08
"""Of latitude, on a sphere of the Earth's mean radius (6,371,008.8 m)."""
CENTRE = ("lon", "lat", "datum", "radius_m")
AROUND = (-1, 0, 1)


def near(circles: pl.DataFrame, tree: Tree) -> pl.DataFrame:
    """(subject, person): who lives, or lived until they died, at most `radius_m` from a middle, on a flat Earth there.

    `circles` has subject and CENTRE. Homes are looked for in the squares of a grid as wide as the widest circle.
    """
    homes = tree.addresses.drop_nulls(["home", "lon", "lat", "datum"])
    if circles.is_empty() or homes.is_empty():
        return circles.select("subject", person=pl.lit(None, pl.String)).clear()
    width, middle = circles["radius_m"].max(), circles["lat"].mean()
    cell = _cells(pl.lit(width), pl.lit(middle))
    asked = circles.with_columns(cell).with_columns(
        pl.concat_list(pl.col("row") + step for step in AROUND).alias("row"),
        pl.concat_list(pl.col("column") + step for step in AROUND).alias("column"),
    ).explode("row").explode("column")  # fmt: skip
    met = asked.join(homes.with_columns(cell), on=["datum", "row", "column"], suffix="_home")
    return met.filter(_apart() <= pl.col("radius_m")).select("subject", "person")


def _cells(width: pl.Expr, middle: pl.Expr) -> list[pl.Expr]:
    """The square of a point. Squares are a little wider than a circle's radius at every latitude of one city."""
    side = width / METRES_A_DEGREE * 1.01
    across = pl.col("lon") * middle.radians().cos() / side
    return [(pl.col("lat") / side).floor().cast(pl.Int64).alias("row"), across.floor().cast(pl.Int64).alias("column")]


def _apart() -> pl.Expr:
    """Metres between the middle and a home."""
    north = (pl.col("lat_home") - pl.col("lat")) * METRES_A_DEGREE
    east = (pl.col("lon_home") - pl.col("lon")) * METRES_A_DEGREE * pl.col("lat").radians().cos()
    return (north.pow(2) + east.pow(2)).sqrt()
