"""The first calls: whom nobody has spoken to yet, in the order in which they are called, and by which team."""

from datetime import datetime

import polars as pl

from seawall.tables.days import INSTANT, at
from seawall.tables.facts import Facts
from seawall.tables.lasting import lasting
from seawall.tables.ring import nearness

CALLS = pl.Schema(
    {
        "nth": pl.UInt32(), "team": pl.String(), "person": pl.String(), "whom": pl.String(), "case": pl.String(),
        "followed_until": INSTANT, "needs": pl.String(), "why": pl.String(),
    }
)  # fmt: skip


def calls(
    episodes: pl.DataFrame, contacts: pl.DataFrame, shares: pl.DataFrame, facts: Facts, now: datetime
) -> pl.DataFrame:
    """In CALLS: one row a person who is still to be called, `nth` first to last; `team` empty: whoever is on duty.

    Cases come first, because everything else hangs on what they say; then contacts by ring, inside a ring those who
    need somebody (a trait on file), then those exposed last, who can be stopped earliest. A case has been reached
    when an answer of theirs is on file; a contact when somebody saw them or they entered a site after the exposure.
    """
    people = pl.concat([_cases(episodes, facts), _contacts(episodes, contacts, facts, now)], how="diagonal")
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


def _cases(episodes: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    said = facts["answers"]["person"]
    waiting = episodes.filter("open", ~pl.col("person").is_in(said.implode()))
    return waiting.select(
        "person", "case", pl.lit("case").alias("whom"), pl.lit("no answer of this case is on file").alias("why")
    ).unique("person", keep="first", maintain_order=True)


def _contacts(episodes: pl.DataFrame, contacts: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    ill = episodes.filter("open")["person"]
    followed = contacts.filter(pl.col("followed_until") > at(now), ~pl.col("person").is_in(ill.implode()))
    strongest = (
        followed.sort(nearness(), "case")
        .group_by("person", maintain_order=True)
        .agg(
            pl.col("ring", "case").first(),
            pl.col("first_exposure").min().alias("first"),
            pl.col("last_exposure").max().alias("last"),
            pl.col("followed_until").max(),
        )
    )
    reached = strongest.join(_reached(facts), on="person").filter(pl.col("reached") >= pl.col("first"))
    why = pl.format("{} contact of case {}; nobody has seen them since the exposure", "ring", "case")
    waiting = strongest.join(reached, on="person", how="anti").with_columns(why.alias("why"))
    return waiting.select("person", "case", pl.col("ring").alias("whom"), "last", "followed_until", "why")


def _reached(facts: Facts) -> pl.DataFrame:
    """(person, reached): the latest that somebody saw them or a site took them in."""
    seen = facts["followups"].filter("seen").select("person", pl.coalesce("at_until", "at_from").alias("reached"))
    entered = facts["admissions"].select("person", pl.coalesce("at_until", "at_from").alias("reached"))
    return pl.concat([seen, entered]).group_by("person").agg(pl.col("reached").max())


def _needs(facts: Facts, now: datetime) -> pl.DataFrame:
    traits = facts["traits"].filter(lasting(now), ~pl.col("trait").cast(pl.String).is_in(["immune", "deceased"]))
    return traits.group_by("person").agg(pl.col("trait").cast(pl.String).unique().sort().str.join(", ").alias("needs"))
