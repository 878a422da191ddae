"""协查: contacts who live in another place, which must be asked to look after them, and whether it was."""

import polars as pl

from seawall.plan.trace.stays import Reading
from seawall.tables.days import INSTANT, at
from seawall.tables.facts import Facts
from seawall.tables.living import homes, own_units


def requests(contacts: pl.DataFrame, episodes: pl.DataFrame, facts: Facts, how: Reading) -> pl.DataFrame:
    """One row a followed contact who lives outside the incident's unit: which place to ask, and how far that has got.

    `state` is to_send, sent, received or answered. Somebody whose dwelling lies in no unit is not elsewhere; a unit
    that the area tree does not hold is. An incident without a unit in the tree asks nobody.
    """
    ours = own_units(episodes["incident"], facts)
    people = (
        contacts.filter(pl.col("followed_until") > at(how.now))
        .group_by("person", maintain_order=True)
        .agg(pl.col("ring").first(), pl.col("followed_until").max())
    )
    lives = homes(facts, how.now).select("person", "unit").drop_nulls()
    away = people.join(lives, on="person").filter(~pl.col("unit").is_in(ours), len(ours) > 0)
    asked = away.join(_sent(facts), on=["unit", "person"], how="left")
    why = pl.format(
        "{} contact, followed until {} UTC, lives in unit {}, outside the incident's",
        "ring", pl.col("followed_until").dt.strftime("%Y-%m-%d %H:%M"), "unit",
    )  # fmt: skip
    return asked.with_columns(_state().alias("state"), why.alias("why")).sort("unit", "person")


def _sent(facts: Facts) -> pl.DataFrame:
    sent = facts["requests"].filter(pl.col("direction").cast(pl.String) == "out")
    moments = ("sent_from", "sent_until", "received_from", "received_until")
    latest = sent.sort("recorded_at", "row").unique(["unit", "person"], keep="last", maintain_order=True)
    return latest.select("unit", "person", "request", *(pl.col(name).cast(INSTANT) for name in moments), "answer")


def _state() -> pl.Expr:
    received = pl.col("received_from").is_not_null() | pl.col("received_until").is_not_null()
    return (
        pl.when(pl.col("request").is_null()).then(pl.lit("to_send"))
        .when(pl.col("answer").is_not_null()).then(pl.lit("answered"))
        .when(received).then(pl.lit("received"))
        .otherwise(pl.lit("sent"))
    )  # fmt: skip
