"""Tests that are due, done or missed, with what the laboratory found."""

import polars as pl

from seawall.desk.planning import Made


def rows(made: Made) -> pl.DataFrame:
    """Each planned test of a person or a place with its specimen and its result; then specimens that no plan asked for.

    `person` is who is tested; of what is no person `place` names it. Of several results of a specimen a positive one
    stands, else the last. The earliest day stands first.
    """
    return _rows(made, pl.lit(value=True))


def of_person(made: Made, person: str) -> pl.DataFrame:
    """The same of one person alone."""
    return _rows(made, (pl.col("subject") == person) & (pl.col("subject_kind") == "person"))


def _rows(made: Made, whose: pl.Expr) -> pl.DataFrame:
    tests = made.plan.screened.tests.filter(whose).select(
        "subject_kind", "subject", "due_from", "due_until", "kind", "state", "specimen", "clause"
    )
    found = _found(made)
    planned = tests.join(found, on="specimen", how="left", maintain_order="left")
    other = _taken(made).filter(whose).join(tests, on="specimen", how="anti", maintain_order="left")
    every = pl.concat([planned, other.join(found, on="specimen", how="left", maintain_order="left")], how="diagonal")
    person = pl.col("subject_kind") == "person"
    return every.sort("due_from", "due_until", "subject", nulls_last=True).with_columns(
        pl.when(person).then("subject").alias("person"), pl.when(~person).then("subject").alias("place")
    )


def _taken(made: Made) -> pl.DataFrame:
    return made.facts["specimens"].select(
        pl.col("subject_kind").cast(pl.String), "subject", pl.col("taken_from").alias("due_from"),
        pl.col("taken_until").alias("due_until"), "kind", pl.lit("done").alias("state"), "specimen",
    )  # fmt: skip


def _found(made: Made) -> pl.DataFrame:
    said = made.facts["results"].select("specimen", pl.col("result").cast(pl.String))
    weighed = said.with_row_index("nth").sort(pl.col("result") == "positive", "nth")
    return weighed.unique("specimen", keep="last").select("specimen", "result")
