"""The rounds of a whole unit, where more people live in it than are known by name."""

from datetime import datetime

import polars as pl

from seawall.plan.screen.rules import ASKED, ScreenRules
from seawall.plan.screen.zones import days, numbered, places, releases, shaped
from seawall.tables.days import at
from seawall.tables.facts import Facts
from seawall.tables.living import homes

UNIT = "unit"


def of_units(zones: pl.DataFrame, cases: pl.DataFrame, facts: Facts, rules: ScreenRules, now: datetime) -> pl.DataFrame:
    """The same rounds with the unit itself as subject, where more people live in a zone than are known by name."""
    large = _large(zones, facts, now)
    if large.is_empty():
        return ASKED.to_frame()
    asked = pl.concat([numbered(zones, cases, days(rules), facts), releases(zones, rules, facts)])
    told = pl.format("{}; {} residents, {} by name", "why", "people", "named")
    return shaped(asked.join(large, on="zone").with_columns(told.alias("why")), UNIT, pl.col("subject"))


def _large(zones: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """(zone, subject, people, named) of the units whose people are more than those known to live there."""
    known = living(zones, facts, now).group_by("zone").agg(pl.len().alias("named"))
    units = zones.with_row_index("zone").filter(pl.col("kind") == UNIT).select("zone", "subject", "people")
    counted = units.join(known, on="zone", how="left").with_columns(pl.col("named").fill_null(0))
    return counted.filter(pl.col("people") > pl.col("named"))


def living(zones: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """(zone, person): who is known to live in each zone, by its number."""
    return homes(facts, now).join(places(zones, facts), on="place").select("zone", "person").unique()


def counted(tests: pl.DataFrame, zones: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """The tests, each round of a whole unit with how many of its people by name have done theirs that day.

    It is done once the teams that reported it swabbed everybody they found there, and its day is over or they found as
    many as live there: till then another team may report. Else its state is that of its day, and `why` says how many
    are missing. Where nobody reported, nobody can say that people without a name were tested.
    Units stand after people and places.
    """
    whole = pl.col("subject_kind") == UNIT
    rounds, others = tests.filter(whole), tests.filter(~whole)
    if rounds.is_empty():
        return tests
    people = zones.with_row_index("zone").select("zone", unit="subject").join(living(zones, facts, now), on="zone")
    tested = others.filter(pl.col("subject_kind") == "person", pl.col("state") == "done").select("subject", "due_from")
    done = people.select("unit", subject="person").unique().join(tested, on="subject")
    number = done.group_by("due_from", subject="unit").agg(pl.col("subject").n_unique().alias("done"))
    lived = zones.filter(pl.col("kind") == UNIT).group_by("subject").agg(pl.col("people").max())
    joined = rounds.join(lived, on="subject", how="left", maintain_order="left")
    for more in (number, _reported(rounds, facts, now)):
        joined = joined.join(more, on=["subject", "due_from"], how="left", maintain_order="left")
    whole_word = (pl.col("due_until") <= at(now)) | (pl.col("present") >= pl.col("people"))
    told = pl.format("{}, {} of them done{}", "why", pl.col("done").fill_null(0), _said(whole_word))
    complete = (pl.col("present") > 0) & (pl.col("swabbed") >= pl.col("present")) & whole_word
    state = pl.when(complete).then(pl.lit("done")).otherwise("state")
    return pl.concat([others, joined.with_columns(told.alias("why"), state.alias("state")).select(tests.columns)])


def _reported(rounds: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """(subject, due_from, swabbed, present): the sum of each team's latest report of a round of a unit.

    A report is of the last round whose day had begun at the earliest it may be of; one of unknown beginning is of none.
    `present` is empty where one of the teams counted nobody.
    """
    days = rounds.select("subject", "due_from").unique().sort("due_from")
    said = facts["rounds"].rename({"unit": "subject"}).filter(pl.col("at_from") <= at(now)).sort("at_from")
    of_round = said.join_asof(
        days, left_on="at_from", right_on="due_from", by="subject", check_sortedness=False, coalesce=False
    ).drop_nulls("due_from")
    latest = of_round.sort("at_from", "recorded_at", "row").unique(["subject", "due_from", "team"], keep="last")
    all_counted = pl.when(pl.col("present").is_not_null().all()).then(pl.col("present").sum())
    return latest.group_by("subject", "due_from").agg(pl.col("swabbed").sum(), all_counted.alias("present"))


def _said(whole_word: pl.Expr) -> pl.Expr:
    """What the teams said; with how many of the residents, where it is not the `whole_word` yet."""
    missing = pl.col("present") - pl.col("swabbed")
    return (
        pl.when(pl.col("swabbed").is_null()).then(pl.lit(""))
        .when(pl.col("present").is_null())
        .then(pl.format("; {} swabbed, nobody counted of how many present", "swabbed"))
        .when(missing > 0).then(pl.format("; {} of {} present swabbed, {} missing", "swabbed", "present", missing))
        .when(whole_word).then(pl.format("; {} of {} present swabbed", "swabbed", "present"))
        .otherwise(
            pl.format(
                "; {} of {} present swabbed, {} of {} residents reported so far",
                "swabbed", "present", "present", "people",
            )
        )
    )  # fmt: skip
