"""What was taken, and what it said: one verdict a specimen."""

import polars as pl

from seawall.tables.facts import Facts

ANTIBODY = r"(^|[^A-Z])IG[AGM]([^A-Z]|$)|ANTIBOD|抗体"
"""Of an infection or a vaccination some time ago: IgG, IgG/IgM, total antibody, 总抗体."""


def antibody() -> pl.Expr:
    """Whether a result's target or assay is an antibody; it says nothing of today."""
    written = (pl.col(name).str.to_uppercase().str.contains(ANTIBODY) for name in ("target", "assay"))
    return pl.any_horizontal(said.fill_null(value=False) for said in written)


def specimens(facts: Facts, swabs: tuple[str, ...]) -> pl.DataFrame:
    """One row a specimen of a person, place or object: subject, taken, verdict, clear, at, known, rows.

    `verdict` is that of the tube: positive where a target is, else indeterminate, negative, invalid; empty: no result
    yet. `clear`: it says something of the subject alone. A positive of a shared tube is nobody's positive. `at` is the
    moment of the first result that says so, `known` the latest by which all were there. A person's specimen of a kind
    that is not among `swabs` (blood, stool) is left out; one whose kind nobody stated counts. Antibodies are left out.
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
    """(specimen, verdict, at_from, at_until, known, result_rows)."""
    said = facts["results"].filter(~antibody()).with_columns(pl.col("result").cast(pl.String))
    order = {"positive": 0, "indeterminate": 1, "negative": 2, "invalid": 3}
    rank = pl.col("result").replace_strict(order, default=3, return_dtype=pl.UInt8)
    return (
        said.sort(rank, "at_from", "row", nulls_last=True)
        .group_by("specimen")
        .agg(
            pl.col("result").first().alias("verdict"),
            pl.col("at_from", "at_until").first(),
            pl.coalesce("at_until", "at_from", "recorded_at").max().alias("known"),
            pl.col("row").alias("result_rows"),
        )
    )
