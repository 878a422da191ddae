"""协查: contacts who live in another place, which must be asked to look after them, and whether it was."""

import polars as pl

from seawall.plan.trace.stays import Reading
from seawall.tables.days import INSTANT, at
from seawall.tables.facts import Facts

HOME_KINDS = ("current", "dormitory", "care_home", "registered")
"""Where somebody is found, before where they are registered."""


def requests(contacts: pl.DataFrame, episodes: pl.DataFrame, facts: Facts, how: Reading) -> pl.DataFrame:
    """One row a followed contact who lives outside the incident's unit: which place to ask, and how far that has got.

    `state` is to_send, sent, received or answered. Somebody whose dwelling lies in no unit is not elsewhere; a unit
    that the area tree does not hold is. An incident without a unit in the tree asks nobody.
    """
    ours = _own_units(episodes, facts)
    people = (
        contacts.filter(pl.col("followed_until") > at(how.now))
        .group_by("person", maintain_order=True)
        .agg(pl.col("ring").first(), pl.col("followed_until").max())
    )
    away = people.join(_homes(facts, how), on="person").filter(~pl.col("unit").is_in(ours), len(ours) > 0)
    asked = away.join(_sent(facts), on=["unit", "person"], how="left")
    why = pl.format(
        "{} contact, followed until {} UTC, lives in unit {}, outside the incident's",
        "ring", pl.col("followed_until").dt.strftime("%Y-%m-%d %H:%M"), "unit",
    )  # fmt: skip
    return asked.with_columns(_state().alias("state"), why.alias("why")).sort("unit", "person")


def _own_units(episodes: pl.DataFrame, facts: Facts) -> list[str]:
    """The units under the incidents' own, each with everything below it."""
    tree = facts["units"].select("unit", "parent")
    mine = episodes.select("incident").unique().join(facts["incidents"], on="incident")["unit"]
    level = tree.filter(pl.col("unit").is_in(mine.drop_nulls().implode()))["unit"]
    found: list[str] = []
    while not level.is_empty():
        found += level.to_list()
        level = tree.filter(pl.col("parent").is_in(level.implode()), ~pl.col("unit").is_in(found))["unit"]
    return found


def _homes(facts: Facts, how: Reading) -> pl.DataFrame:
    """(person, unit): where each person lives now."""
    begun = pl.col("since_from").is_null() | (pl.col("since_from") <= at(how.now))
    lasts = pl.col("until_until").is_null() | (pl.col("until_until") > at(how.now))
    order = {kind: number for number, kind in enumerate(HOME_KINDS)}
    rank = pl.col("kind").cast(pl.String).replace_strict(order, default=len(order), return_dtype=pl.UInt8)
    return (
        facts["residences"].filter(begun, lasts)
        .join(facts["places"].select("place", "unit"), on="place")
        .filter(pl.col("unit").is_not_null())
        .sort(rank, pl.col("since_from"), descending=[False, True], nulls_last=True)
        .unique("person", keep="first", maintain_order=True)
        .select("person", "unit")
    )  # fmt: skip


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
