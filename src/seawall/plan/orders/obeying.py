"""What amendments that hold ask of the whole plan: nothing of whoever is left out, and nothing after a sooner end."""

from datetime import datetime
from typing import NamedTuple

import polars as pl

from seawall.plan.orders.amending import judged, limits
from seawall.plan.orders.areas import areas, scoped
from seawall.plan.orders.proposals import proposals
from seawall.plan.orders.rules import AREAS, ISOLATION, KEY, OBSERVATION, OrderRules
from seawall.tables.facts import Facts
from seawall.tables.schema import UTC_MOMENT

NOBODY = pl.DataFrame(schema={"under": pl.String, "person": pl.String, "need": pl.String, "carer": pl.String,
                              "holds_seal": pl.Boolean})  # fmt: skip


class Wanted(NamedTuple):
    """What the rest of the plan obeys.

    `people`: (person, until, left_at, said) of contacts; without `until` nothing binds them since `left_at`. `cases`:
    those left out of isolation. `areas`: (axis, subject, until), of those left out none.
    """

    people: pl.DataFrame
    cases: pl.Series
    areas: pl.DataFrame

    @property
    def ends(self) -> pl.DataFrame:
        """(person, ends) of the contacts who are bound for a shorter time."""
        return self.people.select("person", ends="until").drop_nulls()


def alone(
    episodes: pl.DataFrame, contacts: pl.DataFrame, zones: pl.DataFrame, rules: OrderRules, now: datetime
) -> pl.DataFrame:
    """In amending.limits: what the facts alone ask of people and areas, and the last end that each may be given.

    An area that waits for a carer is asked for like any other.
    """
    asked = proposals(episodes, contacts, None, rules, now, more=[areas(zones, NOBODY, rules, now)])
    return limits(asked, zones, rules, now)


def wanted(
    alone: pl.DataFrame, zones: pl.DataFrame, standing: pl.DataFrame, facts: Facts, rules: OrderRules, now: datetime
) -> Wanted | None:  # fmt: skip
    """The amendments that hold against what the facts `alone` ask, as what they leave of each measure; None: of all.

    Left out: what was signed of it stays until it ends, and without an order in force there is nothing. A sooner end
    counts where it is the measure's own: not of what is provisional, whose end moves by the hour, nor of isolation,
    whose end nobody knows beforehand.
    """
    holding = judged(facts, alone, now).filter(state="holds").join(alone.select(*KEY, "provisional"), on=KEY)
    signed = standing.group_by(KEY).agg(signed=pl.col("until").max())
    left, sooner = pl.col("change") == "leave_out", (pl.col("change") == "end") & (pl.col("until") < pl.col("asked"))
    what = (
        pl.when(pl.col("signed").is_null())
        .then(pl.lit("left out"))
        .otherwise(pl.lit("a change of its order is left out"))
    )
    said = pl.format("; {} by {} ({}), because: {}", what, "officer", "organisation", "why")
    asked = (
        holding.filter(left | (sooner & ~pl.col("provisional")))
        .join(signed, on=KEY, how="left", maintain_order="left")
        .with_columns(
            pl.when(left).then("signed").otherwise("until").alias("until"), pl.when(left).then(said).alias("said")
        )
    )
    if asked.is_empty():
        return None
    bound = scoped(zones, rules).select("axis", "subject", "scope")
    ended = asked.filter(pl.col("scope").is_in(AREAS)).join(bound, on=["subject", "scope"])
    over = pl.col("until") <= pl.lit(now).cast(UTC_MOMENT)
    return Wanted(
        asked.filter(scope=OBSERVATION).select(
            pl.col("subject").alias("person"),
            pl.when(~over).then("until").alias("until"),
            pl.when(over).then("until").otherwise("recorded_at").alias("left_at"),
            "said",
        ),
        asked.filter(pl.col("until").is_null(), scope=ISOLATION)["subject"],
        ended.select("axis", "subject", "until"),
    )
