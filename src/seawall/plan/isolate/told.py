"""The rows of rooms: everybody with where they are or go, and why."""

from datetime import datetime

import polars as pl

from seawall.plan.isolate import words
from seawall.plan.isolate.rules import CASE, IsolateRules
from seawall.plan.isolate.seeking import Sought
from seawall.plan.isolate.ways import HANDED, HOME, PLACED, SEEKS
from seawall.tables.days import INSTANT, at
from seawall.tables.facts import Facts

ROOMS: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "site": pl.String, "room": pl.String, "risk": pl.String, "from": INSTANT, "until": INSTANT,
    "why": pl.String, "family": pl.String, "companion_of": pl.String, "placed": pl.Boolean,
}  # fmt: skip


def contact_rows(people: pl.DataFrame, got: Sought, rules: IsolateRules, facts: Facts, now: datetime) -> pl.DataFrame:
    """The rows of contacts: those inside, those handed over, those at home by the policy, those who sought a room."""
    zone = facts.zone
    children = pl.col("dependent") & pl.col("room").is_not_null()
    in_the_room = pl.col("stays_until").max().over("site", "room", "family")
    stays = pl.col("stays_until").fill_null(pl.when(children).then(in_the_room))
    handed = pl.format("handed over to {}: theirs to isolate", "handed")
    ways = {
        PLACED: (words.stays(rules, zone), "central_until"),
        HANDED: (handed, "followed_until"),
        HOME: (words.at_home(rules, zone), "followed_until"),
    }
    known = [
        people.join(got.hosts, on="person", how="left").filter(pl.col("status") == status).with_columns(
            stays.alias("stays_until"),
        ).with_columns(
            why.alias("why"), pl.max_horizontal(pl.coalesce(until, "followed_until"), "stays_until").alias("until"),
            pl.coalesce("since", at(now)).alias("from"), pl.col("site").is_not_null().alias("placed"),
        )
        for status, (why, until) in ways.items()
    ]  # fmt: skip
    new = people.filter(pl.col("status") == SEEKS).drop("site", "room").join(got.result, on="person")
    roomed = new.with_columns(
        words.goes(rules, zone).alias("why"), pl.coalesce("ends", "followed_until").alias("until"),
        at(now).alias("from"), pl.lit(value=False).alias("placed"),
    ).with_columns(pl.coalesce("housed", "risk").alias("risk"))  # fmt: skip
    return pl.concat([_shaped(each) for each in (*known, roomed)])


def case_rows(cases: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """The rows of open cases; how long they stay is not ours to say."""
    why = pl.format("case {} ({}): {}", "case", pl.col("class").fill_null("not classified yet"), "said")
    return _shaped(
        cases.with_columns(
            why.alias("why"), pl.lit(CASE).alias("risk"), pl.coalesce("since", at(now)).alias("from"),
            pl.lit(None, INSTANT).alias("until"), pl.lit(None, pl.String).alias("companion_of"),
        )
    )  # fmt: skip


def _shaped(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(kind) for name, kind in ROOMS.items())
