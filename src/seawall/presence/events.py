"""Check-ins without an end: who was at a place shortly before or after whom."""

import polars as pl

from seawall.kernels import near


def pairs(checkins: pl.DataFrame, within: int) -> pl.DataFrame:
    """Pairs of check-ins (person, place, came) of two people at one place, `within` seconds of each other at most.

    The earlier stands first (person, came); `other` came at `other_came`. A check-in given twice is two.
    """
    person, place = (
        checkins[name].cast(pl.Categorical).to_physical().cast(pl.Int32).to_numpy() for name in ("person", "place")
    )
    found = near(person, place, checkins["came"].dt.epoch("s").to_numpy(), within)
    first, then = checkins[found.left], checkins[found.right]
    return first.select("place", "person", "came").with_columns(
        then["person"].alias("other"), then["came"].alias("other_came")
    )


def people(found: pl.DataFrame) -> int:
    """How many pairs of people are among the pairs of check-ins."""
    return found.select(
        pl.min_horizontal("person", "other"), pl.max_horizontal("person", "other").alias("b")
    ).n_unique()
