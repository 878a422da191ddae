"""Which of four ways each contact goes: stays inside, is handed over, is at home by the policy, seeks a room."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from seawall.plan.isolate.ages import ages
from seawall.plan.isolate.free import breathed, shared
from seawall.plan.isolate.homes import elsewhere
from seawall.plan.isolate.rules import IsolateRules
from seawall.tables.days import at
from seawall.tables.facts import Facts
from seawall.tables.inside import OURS

PLACED, HANDED, HOME, SEEKS = "placed", "handed", "home", "seeks"


def sorted_out(
    who: pl.DataFrame, there: pl.DataFrame, episodes: pl.DataFrame, facts: Facts,
    rules: IsolateRules, now: datetime,
) -> pl.DataFrame:  # fmt: skip
    """The contacts with what decides where they go; `status` says which of four ways."""
    known = ages(who, facts, rules, now)
    whole = known.join(elsewhere(who, episodes, facts), on="person", how="left").join(there, on="person", how="left")
    return whole.with_columns(_status(now).alias("status")).sort("person")


def _status(now: datetime) -> pl.Expr:
    ours = pl.col("kind").is_in(OURS).fill_null(value=False)
    served = pl.col("central_until").is_null() | (pl.col("central_until") <= at(now))
    return (
        pl.when(ours).then(pl.lit(PLACED))
        .when(pl.col("handed").is_not_null()).then(pl.lit(HANDED))
        .when(pl.col("site").is_not_null()).then(pl.lit(PLACED))
        .when(served).then(pl.lit(HOME))
        .otherwise(pl.lit(SEEKS))
    )  # fmt: skip


def origins(lived: pl.DataFrame, there: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(person, unit, from_site): where somebody is fetched from: the site they are in and its unit, else their home's.

    At home: no from_site.
    """
    placed = there.select("person", "site").join(facts["sites"].select("site", "unit"), on="site", how="left")
    sites = placed.select("person", "unit", from_site="site")
    home = lived.select("person", "unit", from_site=pl.lit(None, pl.String))
    return pl.concat([sites, home]).unique("person", keep="first", maintain_order=True)


def hosts(people: pl.DataFrame, there: pl.DataFrame, facts: Facts, unstated: str) -> pl.DataFrame:
    """Those inside with their family, and the beds to spare in their room; one that is shut has none, nor one whose
    shared air people of another risk breathe.

    `unstated` is the air of a room of which nobody said it.
    """
    held = there.group_by("site", "room").len("inside")
    shut = pl.col("state").cast(pl.String).is_in(["closed", "disinfecting"]).fill_null(value=False)
    beds = (
        facts["rooms"]
        .select("site", "room", "beds", "state", "accessible", shared(unstated).alias("shared"))
        .join(held, on=["site", "room"])
    )
    spare = beds.with_columns(
        pl.when(shut).then(0).otherwise((pl.col("beds") - pl.col("inside")).clip(0)).alias("spare")
    )
    mine = people.filter(pl.col("status") == PLACED, pl.col("family").is_not_null())
    found = mine.join(spare, on=["site", "room"]).with_columns(pl.col("central_until").alias("until"))
    return _alone_on_the_air(found, breathed(facts, there, people, unstated)).sort("person")


def _alone_on_the_air(hosts: pl.DataFrame, air: Mapping[tuple[str, int | None], str]) -> pl.DataFrame:
    """No bed to spare where others breathe the room's shared air."""
    other = [
        air.get((site, floor), risk) != risk for site, floor, risk in hosts.select("site", "floor", "risk").iter_rows()
    ]
    foreign = pl.col("shared") & pl.Series(other, dtype=pl.Boolean)
    return hosts.with_columns(pl.when(foreign).then(0).otherwise("spare").alias("spare"))
