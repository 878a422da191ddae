"""How a case fell ill, and where it was isolated."""

import polars as pl

from seawall.plan.confirm.measured import earliest

ISOLATING = ("quarantine", "reserve_quarantine", "designated_hospital")


def illness(symptoms: pl.DataFrame) -> pl.DataFrame:
    """One row a case of (case, symptom) rows: onset, rash, and whether it was asked and had none.

    A stated onset of illness is the onset; without one it is the first of the symptoms. Any symptom outweighs an
    earlier "none": the case has fallen ill since.
    """
    said = symptoms.with_columns(pl.col("kind").cast(pl.String))
    ill = pl.col("kind") != "none"
    onsets = said.filter(ill).filter((pl.col("kind") == "onset").any().over("case").not_() | _is("onset"))
    return (
        said.group_by("case")
        .agg(ill.any().not_().alias("asymptomatic"), pl.col("row").sort().alias("symptom_rows"))
        .join(onsets.group_by("case").agg(*earliest("onset", "onset")), on="case", how="left")
        .join(said.filter(_is("rash")).group_by("case").agg(*earliest("onset", "rash")), on="case", how="left")
    )


def isolation(admissions: pl.DataFrame, sites: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """One row a case: the first entering of a site that isolates and from which it did not go home again.

    `found` has (case, found): when the case came to light. A stay that ended before it isolated nobody from
    what followed. An ordinary hospital or a site nobody described does not isolate.
    """
    isolating = sites.filter(pl.col("kind").cast(pl.String).is_in(ISOLATING)).select("site").unique()
    still = pl.col("until_until").is_null() | pl.col("found").is_null()
    kept = still | (pl.col("until_until") >= pl.col("found"))
    inside = admissions.join(isolating, on="site", how="semi").join(found, on="case", how="left").filter(kept)
    return inside.group_by("case").agg(
        *earliest("at", "isolated"),
        pl.col("row").sort().alias("admission_rows"),
    )


def _is(kind: str) -> pl.Expr:
    return pl.col("kind") == kind
