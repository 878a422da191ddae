"""What places, units and sites are called; people by their numbers alone."""

import polars as pl

from seawall.tables.facts import Facts

NAMED = (("units", "unit"), ("sites", "site"), ("places", "place"))


def called(facts: Facts) -> dict[str, str]:
    """The name of each that has one, by its number."""
    parts = [facts[table].select(pl.col(column).alias("number"), "name") for table, column in NAMED]
    return dict(pl.concat(parts).drop_nulls().iter_rows())
