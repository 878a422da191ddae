"""What a secondary contact's release hangs on: the tests of a close one, and their own."""

import polars as pl

from seawall.plan.isolate.conditions import shaped
from seawall.plan.isolate.rules import SECONDARY
from seawall.tables.limit import CANNOT_TELL, MET, OPEN
from seawall.tables.linked import Linked, first_tests

LINKED, OWN = "linked", "own_tests"


def linked(people: pl.DataFrame, contacts: pl.DataFrame, taken: pl.DataFrame, rule: Linked) -> pl.DataFrame:
    """Every close contact a secondary one hangs on, by their first tests since they were exposed."""
    second = people.filter(pl.col("risk") == SECONDARY).select("person")
    met = contacts.filter(pl.col("ring") == SECONDARY, pl.col("via").is_not_null())
    via = met.select("person", "case", "via").unique()
    close = contacts.filter(pl.col("ring") == "close").select("case", "first_exposure", via="person")
    first = first_tests(close, taken, rule).group_by("via", "case").agg(
        (pl.col("verdict") == "positive").any().fill_null(value=False).alias("positive"),
        (pl.col("verdict") == "negative").sum().cast(pl.Int64).alias("negative"),
        pl.col("known").max(),
    )  # fmt: skip
    judged = second.join(via, on="person", how="left").join(first, on=["via", "case"], how="left")
    said = judged.with_columns(*_judged(rule)).sort("person", "via", "case")
    return shaped(said, LINKED, pl.col("state")).unique(maintain_order=True)


def _judged(rule: Linked) -> list[pl.Expr]:
    unnamed, positive = pl.col("via").is_null(), pl.col("positive").fill_null(value=False)
    clear = ~positive & (pl.col("negative") >= rule.tests).fill_null(value=False)
    state = (
        pl.when(unnamed).then(pl.lit(CANNOT_TELL)).when(clear).then(pl.lit(MET)).otherwise(pl.lit(OPEN))
    )  # fmt: skip
    said = (
        pl.when(unnamed).then(pl.lit("no close contact is named who links them to the case"))
        .when(positive).then(pl.format("close contact {} tested positive: becomes a close contact", "via"))
        .otherwise(pl.format("first {} tests of close contact {}: {} negative", pl.lit(rule.tests), "via",
                             pl.col("negative").fill_null(0)))
    )  # fmt: skip
    why = pl.format("{} ({})", said, pl.lit(rule.clause))
    return [state.alias("state"), why.alias("why"), pl.when(clear).then("known").alias("until")]


def own(people: pl.DataFrame, taken: pl.DataFrame, rule: Linked) -> pl.DataFrame:
    """Their own tests since their last exposure: all negative, and one on the last day of the term or later.

    One without a result yet may still be positive; one that said nothing clear waits for a negative after it.
    """
    second = people.filter(pl.col("risk") == SECONDARY)
    tests = taken.filter(pl.col("subject_kind") == "person").sort("taken_from", "specimen")
    theirs = second.join(tests, left_on="person", right_on="subject", maintain_order="right").filter(
        pl.col("taken_from") >= pl.col("first_exposure")
    )  # fmt: skip
    negative, last_day = pl.col("verdict") == "negative", pl.col("followed_until") - pl.duration(days=1)
    seen = theirs.group_by("person", maintain_order=True).agg(
        (pl.col("clear") & ~negative).any().fill_null(value=False).alias("ill"),
        pl.col("verdict").is_null().sum().alias("waiting"),
        negative.drop_nulls().last().alias("ends"),
        (negative & (pl.col("taken_from") >= last_day)).any().alias("last_day"),
        pl.col("known").max().alias("until"), pl.len().alias("tests"),
    )  # fmt: skip
    judged = second.select("person").join(seen, on="person", how="left")
    done = (~pl.col("ill") & (pl.col("waiting") == 0) & pl.col("ends") & pl.col("last_day")).fill_null(value=False)
    state = pl.when(done).then(pl.lit(MET)).otherwise(pl.lit(OPEN))
    found = (
        pl.when("ill").then(pl.lit("one was positive"))
        .when(pl.col("waiting") > 0).then(pl.format("{} taken, {} without a result yet", "tests", "waiting"))
        .otherwise(pl.format("{} taken", pl.col("tests").fill_null(0)))
    )  # fmt: skip
    why = pl.format("own tests all negative, the last day's among them: {} ({})", found, pl.lit(rule.clause))
    return shaped(judged.with_columns(pl.when(done).then("until").alias("until"), why.alias("why")), OWN, state)
