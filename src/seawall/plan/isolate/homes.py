"""Households, and whether another place looks after somebody."""

from datetime import datetime

import polars as pl

from seawall.tables import living
from seawall.tables.facts import Facts


def homes(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, family, unit): the household somebody lives in now, and the unit their dwelling lies in.

    Only a place of kind household makes a family; who shares a dormitory is no family.
    """
    household = pl.col("kind").cast(pl.String) == "household"
    families = facts["places"].filter(household).select("place", pl.col("place").alias("family")).unique()
    return living.homes(facts, now).join(families, on="place", how="left").select("person", "family", "unit")


def elsewhere(people: pl.DataFrame, episodes: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(person, handed): people of another place, and which. `people` has person and unit.

    Somebody whose dwelling lies outside the incident's unit, or about whom another place was asked. An incident
    without a unit in the area tree hands over nobody but those.
    """
    ours = living.own_units(episodes["incident"], facts)
    away = people.filter(~pl.col("unit").is_in(ours), len(ours) > 0).select("person", pl.col("unit").alias("handed"))
    asked = facts["requests"].filter(pl.col("direction").cast(pl.String) == "out", pl.col("person").is_not_null())
    sent = asked.select("person", pl.col("unit").alias("handed"))
    return pl.concat([sent, away]).unique("person", keep="first", maintain_order=True)
