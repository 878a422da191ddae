"""Results that change a class at once, each with its reason and clause."""

import polars as pl

from seawall.plan.screen.rules import FOUND, ScreenRules
from seawall.tables.linked import Linked, first_tests

OPEN_CASE, BECOMES_CLOSE, REPEAT = "open_case", "becomes_close", "repeat"
SHARED = "shared_positive"


def found(contacts: pl.DataFrame, taken: pl.DataFrame, cases: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    """One row a (person, change): cases to open, secondary contacts who become close ones, tests to repeat.

    A person with a case is confirm's, unless the case was excluded before the specimen was taken.
    """
    own = _without_a_case(taken.filter(pl.col("subject_kind") == "person"), cases)
    changes = [_opened(own, rules), _repeated(own, rules)]
    if rules.linked is not None:
        changes.append(_close(contacts, taken, cases, rules.linked))
    whole = pl.concat([each.select(FOUND.names()).cast(FOUND) for each in changes])
    return whole.unique(["person", "change"], keep="first", maintain_order=True).sort("change", "person")


def _without_a_case(taken: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    concerned = cases.group_by("person").agg(
        pl.col("excluded_at").is_null().any().alias("held"), pl.col("excluded_at").max()
    )
    free = pl.col("held").is_null() | (~pl.col("held") & (pl.col("taken_from") > pl.col("excluded_at")))
    named = taken.rename({"subject": "person"}).join(concerned, on="person", how="left")
    return named.filter(free.fill_null(value=False)).sort("taken_from", "specimen", nulls_last=True)


def _opened(own: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    """The first positive of somebody without a case."""
    first = own.filter(pl.col("verdict") == "positive", "clear").unique("person", keep="first", maintain_order=True)
    why = pl.format(
        "specimen {} was positive and no case is open: open one as {}", "specimen", pl.lit(rules.positive_class)
    )
    return first.with_columns(
        pl.lit(OPEN_CASE).alias("change"),
        pl.lit(rules.positive_class).alias("becomes"),
        why.alias("why"),
        pl.lit(rules.positive_clause).alias("clause"),
        _rows(),
    )


def _repeated(own: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    """The last result of somebody, where it says nothing of them alone."""
    last = own.drop_nulls("verdict").unique("person", keep="last", maintain_order=True)
    shared = (pl.col("verdict") == "positive") & ~pl.col("clear")
    told = pl.when(shared).then(
        pl.format("the shared tube {} of specimen {} was positive: sample alone", "pool", "specimen")
    )
    why = told.otherwise(pl.format("specimen {} was {}: repeat", "specimen", "verdict"))
    result = pl.when(shared).then(pl.lit(SHARED)).otherwise("verdict")
    return last.filter(result.is_in(rules.repeats)).with_columns(
        pl.lit(REPEAT).alias("change"),
        pl.lit(None, pl.String).alias("becomes"),
        why.alias("why"),
        pl.lit(rules.repeat_clause).alias("clause"),
        _rows(),
    )


def _close(contacts: pl.DataFrame, taken: pl.DataFrame, cases: pl.DataFrame, linked: Linked) -> pl.DataFrame:
    """Those who met a close contact whose first tests hold a positive, where no trace has made them close already."""
    close = contacts.filter(pl.col("ring") == "close").select("case", "first_exposure", via="person")
    first = first_tests(close, taken, linked).filter(pl.col("verdict") == "positive")
    positive = first.unique(["via", "case"], keep="first", maintain_order=True)
    ill = cases.filter("open")["person"]
    second = contacts.filter(pl.col("ring") == "secondary", ~pl.col("person").is_in(ill.implode()))
    met = second.select("person", "case", "via").join(positive, on=["via", "case"])
    of_via = contacts.filter(pl.col("ring") == "close").select("person", "case").join(
        cases.select("case", via="person"), on="case"
    )  # fmt: skip
    why = "test {} of the first {} of close contact {} was positive (specimen {})"
    return met.join(of_via, on=["person", "via"], how="anti").sort("at_from", "specimen", nulls_last=True).with_columns(
        pl.lit(BECOMES_CLOSE).alias("change"),
        pl.lit("close").alias("becomes"),
        pl.format(why, "number", pl.lit(linked.tests), "via", "specimen").alias("why"),
        pl.lit(linked.clause).alias("clause"),
        _rows(),
    )  # fmt: skip


def _rows() -> pl.Expr:
    return pl.concat_list(pl.concat_list("taken_row"), "result_rows").alias("evidence")
