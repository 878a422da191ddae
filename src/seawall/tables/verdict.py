"""What was taken, and what it said: one verdict a specimen."""

import polars as pl

from seawall.tables.facts import Facts

ANTIBODY = r"(^|[^A-Z])IG[AGM]([^A-Z]|$)|ANTIBOD|抗体"
"""Of an infection or a vaccination some time ago: IgG, IgG/IgM, total antibody, 总抗体."""


def antibody() -> pl.Expr:
    """Whether a result's target or assay is an antibody; it says nothing of today."""
    written = (pl.col(name).str.to_uppercase().str.contains(ANTIBODY) for name in ("target", "assay"))
    return pl.any_horizontal(said.fill_null(value=False) for said in written)


def specimens(facts: Facts, swabs: tuple[str, ...], among: pl.DataFrame | None = None) -> pl.DataFrame:
    """One row a specimen of a person, place or object: subject, taken, verdict, clear, at, known, rows.

    `verdict` is that of the tube: positive where a target is, else indeterminate, negative, invalid; empty: no result
    yet. `clear`: it says something of the subject alone. A positive of a shared tube is nobody's positive. `at` is the
    moment of the first result that says so, `known` the latest by which all were there. A person's specimen of a kind
    that is not among `swabs` (blood, stool) is left out; one whose kind nobody stated counts. Antibodies are left out.
    `among` narrows to its specimens or subjects, of whom alone the results are then read.
    """
    kinds = pl.col("kind").is_null() | pl.col("kind").is_in(swabs) | (pl.col("subject_kind") != "person")
    taken = facts["specimens"].with_columns(pl.col("subject_kind").cast(pl.String)).filter(
        pl.col("subject_kind").is_in(["person", "place", "object"]), kinds
    )  # fmt: skip
    if among is not None:
        taken = taken.join(among, on=among.columns, how="semi")
    said = facts["results"] if among is None else facts["results"].join(taken, on="specimen", how="semi")
    of_place = pl.when(pl.col("subject_kind") == "object").then(pl.lit("place")).otherwise("subject_kind")
    joined = taken.select(
        "specimen", "subject", "taken_from", "taken_until", "pool", of_place.alias("subject_kind"), taken_row="row"
    ).join(_verdicts(said), on="specimen", how="left")  # fmt: skip
    alone = (pl.col("verdict") == "positive") & pl.col("pool").is_null()
    return joined.with_columns((alone | (pl.col("verdict") == "negative")).fill_null(value=False).alias("clear"))


def _verdicts(results: pl.DataFrame) -> pl.DataFrame:
    """(specimen, verdict, at_from, at_until, known, result_rows)."""
    said = results.filter(~antibody()).with_columns(pl.col("result").cast(pl.String))
    each = said.select(
        "specimen", "at_from", "at_until", pl.col("result").alias("verdict"),
        pl.coalesce("at_until", "at_from", "recorded_at").alias("known"), pl.concat_list("row").alias("result_rows"),
    )  # fmt: skip
    several = pl.col("specimen").is_duplicated()
    return pl.concat([each.filter(~several), _joined(each.filter(several))])


def _joined(results: pl.DataFrame) -> pl.DataFrame:
    """One row a specimen of several results: the most serious, and when it was first said."""
    order = {"positive": 0, "indeterminate": 1, "negative": 2, "invalid": 3}
    rank = pl.col("verdict").replace_strict(order, default=3, return_dtype=pl.UInt8)
    ordered = results.sort(rank, "at_from", pl.col("result_rows").list.first(), nulls_last=True)
    return ordered.group_by("specimen").agg(
        pl.col("at_from", "at_until", "verdict").first(), pl.col("known").max(), pl.col("result_rows").explode()
    )
