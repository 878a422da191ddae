"""The rule across persons: a secondary contact hangs on the first tests of the close contact who links them."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Linked:
    """So many first tests of the linking close contact must be negative; a positive one makes a close contact."""

    tests: int
    clause: str


def first_tests(close: pl.DataFrame, taken: pl.DataFrame, linked: Linked) -> pl.DataFrame:
    """The first tests of each close contact since their exposure: one row a (via, case, specimen), `number` from 1.

    `close` has via, case and first_exposure; `taken` is of `verdict.specimens`. A test is what was taken for certain
    since, and says something clear (a negative also of a shared tube) or has no result yet: it may still be positive.
    What was invalid, indeterminate or a positive shared tube is taken again, and the test that repeats it counts.
    """
    counted = pl.col("clear") | pl.col("verdict").is_null()
    tests = taken.filter(counted, pl.col("subject_kind") == "person")
    since = close.join(tests, left_on="via", right_on="subject").filter(
        pl.col("taken_from") >= pl.col("first_exposure")
    )
    number = pl.int_range(1, pl.len() + 1).over("via", "case").alias("number")
    return since.sort("taken_from", "specimen").with_columns(number).filter(number <= linked.tests)
