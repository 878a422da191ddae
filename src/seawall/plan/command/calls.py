"""The first calls: whom nobody has spoken to yet, in the order in which they are called, and by which team."""

from datetime import datetime

import polars as pl

from seawall.tables.days import INSTANT, at
from seawall.tables.facts import Facts
from seawall.tables.inside import inside, stays
from seawall.tables.lasting import lasting
from seawall.tables.living import dead
from seawall.tables.ring import nearness

CALLS = pl.Schema(
    {
        "nth": pl.UInt32(), "team": pl.String(), "person": pl.String(), "whom": pl.String(), "case": pl.String(),
        "followed_until": INSTANT, "needs": pl.String(), "why": pl.String(),
    }
)  # fmt: skip
OPENED = ("opened", "positive", "class")
"""When a case began for the desk, by the first of these that anybody stated."""


def calls(
    episodes: pl.DataFrame, contacts: pl.DataFrame, shares: pl.DataFrame, facts: Facts, now: datetime
) -> pl.DataFrame:
    """In CALLS: one row a person who is still to be called, `nth` first to last; `team` empty: whoever is on duty.

    Cases come first, because everything else hangs on what they say; then contacts by ring, inside a ring those who
    need somebody (a trait on file), then those exposed last, who can be stopped earliest. A case has been reached
    when an answer of theirs was recorded since the case was opened; a contact when they are in a site, or somebody saw
    them or a site took them in at or after the last exposure for certain. An exposure that is presumed to go on counts
    to `now`.
    """
    people = pl.concat([_cases(episodes, facts, now), _contacts(episodes, contacts, facts, now)], how="diagonal")
    return (
        people.join(_needs(facts, now), on="person", how="left")
        .join(shares.select("person", "team"), on="person", how="left")
        .sort(
            pl.col("whom") != "case", nearness("whom"), pl.col("needs").is_null(), -pl.col("last").to_physical(),
            "person", nulls_last=True,
        )
        .with_row_index("nth", offset=1)
        .select(CALLS.names())
        .cast(CALLS)
    )  # fmt: skip


def _cases(episodes: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    said = facts["answers"].group_by("person").agg(pl.col("recorded_at").max().alias("said"))
    opened = pl.coalesce(f"{name}_{end}" for name in OPENED for end in ("from", "until"))
    since = (pl.col("said") >= opened).fill_null(value=True) & pl.col("said").is_not_null()
    living = episodes.filter("open").join(dead(facts, now), on="person", how="anti", maintain_order="left")
    waiting = living.join(said, on="person", how="left", maintain_order="left").filter(~since)
    return waiting.select(
        "person", "case", pl.lit("case").alias("whom"), pl.lit("no answer since the case was opened").alias("why")
    ).unique("person", keep="first", maintain_order=True)


def _contacts(episodes: pl.DataFrame, contacts: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    ill = episodes.filter("open")["person"]
    followed = contacts.filter(pl.col("followed_until") > at(now), ~pl.col("person").is_in(ill.implode()))
    strongest = (
        followed.sort(nearness(), "case")
        .group_by("person", maintain_order=True)
        .agg(
            pl.col("ring", "case").first(),
            pl.col("last_exposure").max().alias("last"),
            pl.col("followed_until").max(),
        )
    )
    last = pl.min_horizontal("last", at(now))
    reached = strongest.join(_reached(facts, now), on="person").filter(pl.col("reached") >= last)
    why = pl.format("{} contact of case {}; nobody has seen them since the exposure", "ring", "case")
    waiting = strongest.join(reached, on="person", how="anti").with_columns(why.alias("why"))
    return waiting.select("person", "case", pl.col("ring").alias("whom"), "last", "followed_until", "why")


def _reached(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, reached): the last time that somebody saw them or a site took them in for certain; `now` inside one."""
    seen = facts["followups"].filter("seen").select("person", pl.col("at_from").alias("reached"))
    entered = stays(facts, now).select("person", pl.col("at_from").alias("reached"))
    there = inside(facts, now).select("person", at(now).alias("reached"))
    return pl.concat([seen, entered, there]).group_by("person").agg(pl.col("reached").max())


def _needs(facts: Facts, now: datetime) -> pl.DataFrame:
    traits = facts["traits"].filter(lasting(now), ~pl.col("trait").cast(pl.String).is_in(["immune", "deceased"]))
    return traits.group_by("person").agg(pl.col("trait").cast(pl.String).unique().sort().str.join(", ").alias("needs"))
