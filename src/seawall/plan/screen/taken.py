"""What was taken, and what it said: one verdict a specimen."""

import polars as pl

from seawall.tables.facts import Facts

ANTIBODIES = ("IGG", "IGM", "TOTAL ANTIBODY")
"""Of an infection or a vaccination some time ago; they say nothing of today."""


def specimens(facts: Facts, swabs: tuple[str, ...]) -> pl.DataFrame:
    """One row a specimen of a person, place or object: subject, taken, verdict, told, clear, at, rows.

    `verdict` is that of the tube: positive where a target is, else indeterminate, negative, invalid; empty: no result
    yet. `clear`: it says something of the subject alone. A positive of a shared tube is nobody's positive. A person's
    specimen of a kind that is not among `swabs` (blood, stool) is left out; one whose kind nobody stated counts.
    """
    kinds = pl.col("kind").is_null() | pl.col("kind").is_in(swabs) | (pl.col("subject_kind") != "person")
    taken = facts["specimens"].with_columns(pl.col("subject_kind").cast(pl.String)).filter(
        pl.col("subject_kind").is_in(["person", "place", "object"]), kinds
    )  # fmt: skip
    of_place = pl.when(pl.col("subject_kind") == "object").then(pl.lit("place")).otherwise("subject_kind")
    joined = taken.select(
        "specimen", "subject", "taken_from", "taken_until", "pool", of_place.alias("subject_kind"), taken_row="row"
    ).join(_verdicts(facts), on="specimen", how="left")  # fmt: skip
    alone = (pl.col("verdict") == "positive") & pl.col("pool").is_null()
    return joined.with_columns((alone | (pl.col("verdict") == "negative")).fill_null(value=False).alias("clear"))


def _verdicts(facts: Facts) -> pl.DataFrame:
    """(specimen, verdict, at_from, at_until, result_rows), the moment being that of the first result that says so."""
    antibody = [pl.col(c).str.to_uppercase().is_in(ANTIBODIES).fill_null(value=False) for c in ("target", "assay")]
    said = facts["results"].filter(~pl.any_horizontal(antibody)).with_columns(pl.col("result").cast(pl.String))
    order = {"positive": 0, "indeterminate": 1, "negative": 2, "invalid": 3}
    rank = pl.col("result").replace_strict(order, default=3, return_dtype=pl.UInt8)
    return (
        said.sort(rank, "at_from", "row", nulls_last=True)
        .group_by("specimen")
        .agg(
            pl.col("result").first().alias("verdict"),
            pl.col("at_from", "at_until").first(),
            pl.col("row").alias("result_rows"),
        )
    )
