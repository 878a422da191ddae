"""The second ring: whom a close contact met, from the first exposure on until the contact was isolated."""

from datetime import datetime

import polars as pl

from seawall.plan.trace.exposures import exposures
from seawall.plan.trace.meetings import Meetings
from seawall.plan.trace.rules import Ring
from seawall.plan.trace.stays import Reading
from seawall.tables.days import at
from seawall.tables.facts import Facts
from seawall.tables.inside import stays


def second_ring(
    cases: pl.DataFrame, close: pl.DataFrame, ring: Ring, facts: Facts, how: Reading, meetings: Meetings
) -> pl.DataFrame:
    """Reasons like those of the first ring, with `via`: the close contact they pass through.

    Nobody is a secondary contact of a case they are a close contact of, or of their own case.
    """
    windows = of_contacts(cases, close, facts, how.now)
    met = exposures(windows, facts, how, meetings, {"secondary": ring})
    return (
        met.join(windows.select("window", "case", "patient", pl.col("person").alias("via")), on="window")
        .filter(pl.col("person") != pl.col("patient"))
        .join(close, on=["case", "person"], how="anti")
        .drop("patient")
    )


def of_contacts(cases: pl.DataFrame, close: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """One window a close contact: [first exposure, isolation or now), read under the authorisation of its case."""
    of_case = cases.select("case", "class", "purpose", "opens_stays", pl.col("person").alias("patient"))
    firsts = close.group_by("case", "person", maintain_order=True).agg(pl.col("first").min().alias("start"))
    return (
        firsts.join(of_case, on="case")
        .join(_isolated(firsts, facts, now), on=["case", "person"], how="left")
        .with_columns(pl.col("start").alias("start_intimate"), pl.col("isolated").fill_null(at(now)).alias("end"))
        .filter(pl.col("start") < pl.col("end"))
        .with_columns(pl.duration(microseconds=0).alias("linger"))
        .with_row_index("window")
    )


def _isolated(firsts: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """The latest that a contact's first admission after the exposure began may have been.

    Who was inside before is not isolated by that from what happened there.
    """
    return (
        firsts.join(stays(facts, now).select("person", "since"), on="person")
        .filter(pl.col("since") >= pl.col("start"))
        .group_by("case", "person")
        .agg(pl.col("since").min().alias("isolated"))
    )
