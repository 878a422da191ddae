"""Which specimens did which test, and in what state that leaves it."""

from datetime import datetime

import polars as pl

from seawall.plan.screen.rules import TESTS, ScreenRules
from seawall.plan.screen.standing import today
from seawall.tables.days import day_of, midnight
from seawall.tables.facts import Facts

UNSEEN = "; nobody has seen the contact"
SUBJECT = ["subject_kind", "subject"]


def judged(
    asked: pl.DataFrame, taken: pl.DataFrame, lost: pl.Series, facts: Facts, rules: ScreenRules, now: datetime
) -> pl.DataFrame:
    """The tests with their day, state and specimen.

    A specimen does the test whose day was the last to begin before it was taken for certain: on that day, or after it
    and before the next one. A double test takes two specimens, each with a result that is clear. done, else due
    (today), planned (later), overdue (past), lost (past for longer than the rule, or the contact is lost).
    """
    numbered = asked.with_columns(_day_number().alias("number"))
    whole = (
        numbered.join(_done(numbered, taken, facts), on="number", how="left", maintain_order="left")
        .join(_calendar(asked, facts), on="day", how="left", maintain_order="left")
    )  # fmt: skip
    behind = (pl.lit(today(facts, now)) - pl.col("day")).dt.total_days()
    done = pl.col("clear").fill_null(0) >= pl.when("double").then(2).otherwise(1)
    gone = lost.cast(asked.schema["subject"], strict=False).drop_nulls()
    unseen = (pl.col("subject_kind") == "person") & pl.col("subject").is_in(gone.implode()) & (behind > 0)
    told = pl.concat_str(
        "why", pl.col("note").fill_null(""), pl.when(unseen).then(pl.lit(UNSEEN)).otherwise(pl.lit(""))
    )
    return whole.select(
        *SUBJECT,
        "due_from",
        "due_until",
        pl.when("double")
        .then(pl.concat_str(pl.col("kind").cast(pl.String), pl.lit(", double")))
        .otherwise("kind")
        .alias("kind"),
        pl.when(done).then("why").otherwise(told).alias("why"),
        "clause",
        _state(done, behind, (behind > rules.lost_after_days) | unseen).alias("state"),
        pl.when(done).then("by").alias("specimen"),
    ).cast(TESTS)


def _state(done: pl.Expr, behind: pl.Expr, gone: pl.Expr) -> pl.Expr:
    return (
        pl.when(done).then(pl.lit("done"))
        .when(behind == 0).then(pl.lit("due"))
        .when(behind < 0).then(pl.lit("planned"))
        .when(gone).then(pl.lit("lost"))
        .otherwise(pl.lit("overdue"))
    )  # fmt: skip


def _calendar(asked: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(day, due_from, due_until): each local day once, however many tests it has."""
    day = pl.col("day")
    following = day + pl.duration(days=1)
    return (
        asked.select("day")
        .unique()
        .with_columns(midnight(day, facts.zone).alias("due_from"), midnight(following, facts.zone).alias("due_until"))
    )


def _day_number() -> pl.Expr:
    """Numbers the days of subjects; tests of two kinds on one day share theirs. Tests stand in order."""
    new = pl.any_horizontal(pl.col(name) != pl.col(name).shift(1) for name in (*SUBJECT, "day"))
    return new.fill_null(value=True).cum_sum()


def _done(asked: pl.DataFrame, taken: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(number, clear, by, note): how many specimens taken for a day's tests say something clear.

    `by` is the last of them; `note`, what a test that is not done still waits for.
    """
    days = asked.select(*SUBJECT, "day", "number")
    ours = taken.cast({name: asked.schema[name] for name in SUBJECT}, strict=False).drop_nulls([*SUBJECT, "taken_from"])
    dated = ours.with_columns(day_of(pl.col("taken_from"), facts.zone).alias("on")).sort("on", "taken_from", "specimen")
    matched = dated.join_asof(days, left_on="on", right_on="day", by=SUBJECT, check_sortedness=False)
    clear, silent = pl.col("clear"), pl.col("verdict").is_null()
    marked = matched.drop_nulls("number").with_columns(
        pl.when(clear).then("specimen").alias("by"),
        pl.when(silent).then("specimen").alias("waiting"),
        pl.when(~clear & ~silent).then(pl.format("{} was {}", "specimen", "verdict")).alias("unclear"),
    )
    last = (pl.col(name).drop_nulls().last() for name in ("by", "waiting", "unclear"))
    found = marked.group_by("number").agg(clear.sum().cast(pl.Int64), *last)
    return found.select("number", "clear", "by", _note().alias("note"))


def _note() -> pl.Expr:
    return pl.coalesce(
        pl.format("; sampled ({}), no result yet", "waiting"),
        pl.format("; {}: repeat", "unclear"),
        pl.format("; one of two swabs has its result ({})", "by"),
    )
