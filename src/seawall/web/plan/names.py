"""What things are called: units and places by their names; people by their numbers alone."""

import polars as pl

from seawall.tables.facts import Facts


def names(facts: Facts) -> dict[str, str]:
    """The name of each unit and place that has one."""
    places = facts["places"].select(pl.col("place").alias("id"), "name")
    units = facts["units"].select(pl.col("unit").alias("id"), "name")
    return dict(pl.concat([places, units]).drop_nulls().iter_rows())
