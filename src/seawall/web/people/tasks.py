"""What is to be done about people: first calls, visits, and what teams were asked."""

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.days import INSTANT

SHAPE = pl.Schema(
    {
        "what": pl.String(), "person": pl.String(), "about": pl.String(), "team": pl.String(),
        "due_from": INSTANT, "due_until": INSTANT, "state": pl.String(), "needs": pl.String(), "task": pl.String(),
    }
)  # fmt: skip


def rows(made: Made) -> pl.DataFrame:
    """Calls in their order, then visits, then what teams were asked, in SHAPE; only these have a `task`."""
    return pl.concat([_calls(made), _visits(made), _asked(made)])


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    empty = [pl.lit(None, kind).alias(name) for name, kind in SHAPE.items() if name not in frame.columns]
    return frame.with_columns(empty).select(SHAPE.names()).cast(SHAPE)


def _calls(made: Made) -> pl.DataFrame:
    return _shaped(
        made.plan.calls.with_columns(
            pl.lit("call").alias("what"), pl.col("whom").alias("about"), pl.lit("waiting").alias("state")
        )
    )


def _visits(made: Made) -> pl.DataFrame:
    rings = made.plan.traced.contacts.select("person", pl.col("ring").alias("about")).unique("person", keep="first")
    known = made.plan.visits.join(rings, on="person", how="left", maintain_order="left")
    teams = made.plan.shares.select("person", "team").unique("person", keep="first")
    shared = known.join(teams, on="person", how="left", maintain_order="left")
    return _shaped(shared.with_columns(pl.lit("visit").alias("what")))


def _asked(made: Made) -> pl.DataFrame:
    own = made.facts["tasks"].filter(pl.col("incident") == made.plan.incident)
    ended = made.facts["done"].select("task", pl.col("outcome").cast(pl.String).alias("state"))
    told = own.join(
        ended.unique("task", keep="last", maintain_order=True), on="task", how="left", maintain_order="left"
    )
    return _shaped(
        told.with_columns(
            pl.lit("task").alias("what"), pl.col("step").cast(pl.String).alias("about"),
            pl.col("state").fill_null("asked"),
        )
    )  # fmt: skip
