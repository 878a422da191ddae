"""How many people live in each unit: as stated, as the sum of what it holds, or as far as anybody is known."""

import polars as pl

PAIR = ["unit", "above"]


def people(units: pl.DataFrame, above: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """(unit, people, living, known), one row a unit.

    `people`: the population stated; else the sum of its children's, null where one of them is unknown; else, where
    nothing is stated below it either, who is known to live there (null: nobody is). `living`: who is known to;
    `known`: whether they are everybody.
    """
    direct = homes.drop_nulls("unit").group_by("unit").len()
    living = (
        above.join(direct, on="unit").group_by(unit="above").agg(pl.col("len").sum().cast(pl.Int64).alias("living"))
    )
    told = units.select("unit", "population").join(living, on="unit", how="left").join(
        _held(units, above), on="unit", how="left"
    )  # fmt: skip
    below = pl.when(pl.col("held").is_null()).then("living").when(pl.col("whole")).then("held")
    counted = pl.coalesce("population", below)
    return told.select(
        "unit", counted.alias("people"), pl.col("living").fill_null(0),
        (pl.col("living").fill_null(0) >= counted).fill_null(value=False).alias("known"),
    )  # fmt: skip


def _held(units: pl.DataFrame, above: pl.DataFrame) -> pl.DataFrame:
    """(unit, held, whole) of units above a stated one: the sum of the topmost stated, and whether they are everybody.

    They are where every unit without children lies in one of them, or is one.
    """
    stated = units.drop_nulls("population").select("unit", "population")
    upward = above.filter(pl.col("steps") > 0).select(PAIR)
    first = upward.join(stated.select(between="unit"), left_on="above", right_on="between")
    second = upward.select(above="unit", beyond="above")
    within = first.join(second, on="above").select("unit", above="beyond").unique()
    top = upward.join(stated, on="unit").join(within, on=PAIR, how="anti")
    leaves = units.select("unit").join(upward.select(unit="above"), on="unit", how="anti")
    bare = upward.join(leaves, on="unit", how="semi").join(stated, on="unit", how="anti").join(
        within, on=PAIR, how="anti"
    )  # fmt: skip
    lacking = bare.select(unit="above", whole=pl.lit(value=False)).unique()
    held = top.group_by(unit="above").agg(pl.col("population").sum().cast(pl.Int64).alias("held"))
    return held.join(lacking, on="unit", how="left").with_columns(pl.col("whole").fill_null(value=True))
