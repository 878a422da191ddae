"""People whom closed areas keep in, their days, and how many of them narrower units would spare."""

from datetime import datetime, timedelta

import polars as pl

from seawall.tables.days import at
from seawall.tables.facts import Facts
from seawall.tables.living import holding

DAY_US = timedelta(days=1) // timedelta(microseconds=1)
KEPT_IN = "kept_in"
SPARED = ("spared_people", "spared_days")


def areas(zones: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """One row an area that keeps people in, in the columns of harm; and `subject`, `kind`, `begins`, `until`.

    The days are those before its people while nothing happens (no end known: none counted). Its narrower units spare
    whoever lives outside of them, and their days. `why` says what a smaller area would miss and a larger cost.
    """
    begins = pl.max_horizontal("from", at(now))
    days = _length(begins) / DAY_US
    people = pl.col("people").cast(pl.Int64)
    spared = (people - pl.col("narrower_people").cast(pl.Int64)).clip(0)
    return zones.filter(pl.col("measure").fill_null("") != "").select(
        "subject", "kind", "until", begins.alias("begins"),
        pl.format("{} {}", "level", "subject").alias("measure"), people.alias("people"),
        (people * days).round(2).alias("person_days"), pl.col("narrower").alias("instead"),
        spared.alias("spared_people"), (spared * days).round(2).alias("spared_days"),
        pl.format("smaller: {}; larger: {}", pl.col("smaller").fill_null("nothing known"),
                  pl.col("larger").fill_null("nothing known")).alias("why"),
    )  # fmt: skip


def kept_in(areas: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """One row: everybody whom `areas` keep in, and their days; who is in an area inside another is counted once.

    An inner area adds the days by which it lasts longer. What is spared is what the outermost areas would spare; empty
    where of none of them is known how many. Areas of unknown size or end are left out of what cannot be counted, and
    `why` says so.
    """
    once = areas.sort("until", descending=True, nulls_last=True).unique("subject", keep="first", maintain_order=True)
    nested = once.join(_outer(once, facts), on="subject", how="left", maintain_order="left")
    inner = pl.col("lasts").is_not_null()
    outermost = nested.filter(~inner)
    days = pl.col("people") * _length(pl.max_horizontal("begins", "lasts")) / DAY_US
    return nested.select(
        pl.lit(KEPT_IN).alias("measure"),
        pl.col("people").filter(~inner).sum(),
        days.sum().round(2).alias("person_days"),
        pl.lit(_named(outermost), pl.String).alias("instead"),
        *(pl.lit(_total(outermost[name]), outermost.schema[name]).alias(name) for name in SPARED),
        pl.lit(_why(once)).alias("why"),
    )


def _outer(areas: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(subject, lasts): the areas inside another of known size, and until when all those that hold them last.

    One of unknown end counts for no day, and lasts as if it ended at once.
    """
    above = holding(facts).filter(pl.col("unit") != pl.col("above")).select(subject="unit", above="above")
    lies = facts["places"].select(subject="place", unit="unit").drop_nulls().join(holding(facts), on="unit")
    held = areas.select("subject").join(pl.concat([above, lies.select(above.columns)]), on="subject")
    wide = areas.filter(pl.col("kind") == "unit", pl.col("people").is_not_null())
    ends = wide.select(above="subject", lasts=pl.coalesce("until", "begins"))
    return held.join(ends, on="above").group_by("subject").agg(pl.col("lasts").max())


def _length(begins: pl.Expr) -> pl.Expr:
    """Microseconds to the end."""
    return (pl.col("until") - begins).dt.total_microseconds().clip(0)


def _named(outermost: pl.DataFrame) -> str | None:
    names = outermost["instead"].drop_nulls()
    return "; ".join(names) if len(names) else None


def _total(spared: pl.Series) -> float | None:
    """Their sum; nothing where nobody knows of any."""
    known = spared.drop_nulls()
    return round(float(known.sum()), 2) if len(known) else None


def _why(areas: pl.DataFrame) -> str:
    sizes, ends = areas["people"].null_count(), areas["until"].null_count()
    said = [f"everybody in {areas.height} areas, who is in two of them once"]
    said += [f"nobody knows how many live in {sizes} of them"] * bool(sizes)
    said += [f"no end is known of {ends} of them: no day of it counts"] * bool(ends)
    return "; ".join(said)
