"""Which specimens did which test, and in what state that leaves it."""

from datetime import datetime

import polars as pl

from seawall.plan.screen.rules import TESTS, ScreenRules
from seawall.plan.screen.standing import today
from seawall.tables.days import day_of, midnight
from seawall.tables.facts import Facts

SUBJECT = ["subject_kind", "subject"]


def judged(
    asked: pl.DataFrame, taken: pl.DataFrame, lost: pl.Series, facts: Facts, rules: ScreenRules, now: datetime
) -> pl.DataFrame:
    """The tests with their day, state and specimen.

    A specimen does the test whose day was the last to begin before it was taken for certain: on that day, or after it
    and before the next one. A double test takes two specimens, each with a result that is clear. done, else due
    (today), planned (later), overdue (past), lost (past for longer than the rule, or the contact is lost).
    """
    whole = asked.join(_done(asked, taken, facts), on=[*SUBJECT, "day"], how="left", maintain_order="left")
    day, wanted = pl.col("day"), pl.when("double").then(2).otherwise(1)
    behind = (pl.lit(today(facts, now)) - day).dt.total_days()
    gone = (behind > rules.lost_after_days) | _is(lost)
    done = pl.col("clear").fill_null(0) >= wanted
    state = (
        pl.when(done).then(pl.lit("done"))
        .when(behind == 0).then(pl.lit("due"))
        .when(behind < 0).then(pl.lit("planned"))
        .when(gone).then(pl.lit("lost"))
        .otherwise(pl.lit("overdue"))
    )  # fmt: skip
    return whole.select(
        *SUBJECT,
        midnight(day, facts.zone).alias("due_from"),
        midnight(day + pl.duration(days=1), facts.zone).alias("due_until"),
        pl.when("double").then(pl.format("{}, double", "kind")).otherwise("kind").alias("kind"),
        pl.concat_str("why", _note(done, _is(lost) & (behind > 0))).alias("why"),
        "clause",
        state.alias("state"),
        pl.when(done).then("by").alias("specimen"),
    ).cast(TESTS)


def _is(lost: pl.Series) -> pl.Expr:
    return (pl.col("subject_kind") == "person") & pl.col("subject").is_in(lost.implode())


def _done(asked: pl.DataFrame, taken: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(subject_kind, subject, day, clear, by, unclear, waiting): what was taken for each day's tests."""
    days = asked.select(*SUBJECT, "day").unique()
    dated = taken.drop_nulls("taken_from").with_columns(day_of(pl.col("taken_from"), facts.zone).alias("on"))
    matched = dated.sort("on", "taken_from", "specimen").join_asof(
        days.sort("day"), left_on="on", right_on="day", by=SUBJECT, check_sortedness=False
    )  # fmt: skip
    clear, silent = pl.col("clear"), pl.col("verdict").is_null()
    return matched.drop_nulls("day").group_by(*SUBJECT, "day", maintain_order=True).agg(
        clear.sum().cast(pl.Int64),
        pl.col("specimen").filter(clear).last().alias("by"),
        pl.col("specimen").filter(~clear & ~silent).last().alias("unclear"),
        pl.col("verdict").filter(~clear & ~silent).last().alias("said"),
        pl.col("specimen").filter(silent).last().alias("waiting"),
    )  # fmt: skip


def _note(done: pl.Expr, lost: pl.Expr) -> pl.Expr:
    """What was done of a test that is not done; nothing where nothing was."""
    told = (
        pl.when(done).then(pl.lit(""))
        .when(pl.col("waiting").is_not_null()).then(pl.format("; sampled ({}), no result yet", "waiting"))
        .when(pl.col("unclear").is_not_null()).then(pl.format("; {} was {}: repeat", "unclear", "said"))
        .when(pl.col("clear") == 1).then(pl.format("; one of two swabs has its result ({})", "by"))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    return told + pl.when(lost & ~done).then(pl.lit("; nobody has seen the contact")).otherwise(pl.lit(""))
