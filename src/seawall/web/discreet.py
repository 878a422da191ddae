"""What pages say of intimate contact: that somebody is a contact, and nothing of how (TRUST.md 32)."""

import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from seawall.desk.planning import Made
from seawall.plan.trace.words import PRIVATE
from seawall.tables.intimate import INTIMATE, TELLING

JUDGED = "other"
"""The setting of whoever the tracing team judged a contact."""
TOLD = ("person", "ring", "case", "via", "last_exposure", "restricted", "followed_until")
"""What a contact's row says however they met."""
OF_MEETING = ("place", "event", "minutes", "first_exposure")
"""What it says of the meeting."""


def shown(table: str) -> pl.Expr:
    """Which rows of a table pages may show."""
    column = INTIMATE.get(table)
    if column is None:
        return pl.lit(value=True)
    return ~pl.col(column).cast(pl.String).str.contains(TELLING).fill_null(value=False)


def intimate(table: str, row: Mapping[str, Any]) -> bool:
    """Whether one row is one that they may not."""
    return table in INTIMATE and re.search(TELLING, str(row[INTIMATE[table]] or "")) is not None


def contacts(made: Made) -> pl.DataFrame:
    """One row a (person, case), in TOLD, `setting` and OF_MEETING.

    Who met a case intimately stands there as one whom the tracing team judged a contact, as others do, with no place,
    no minutes and no first time: nobody tells from the rows what it was.
    """
    secret = (pl.col("setting") == PRIVATE).fill_null(value=False)
    return made.plan.traced.contacts.select(
        *TOLD, pl.when(secret).then(pl.lit(JUDGED)).otherwise("setting").alias("setting"),
        *(pl.when(~secret).then(name).alias(name) for name in OF_MEETING),
    )  # fmt: skip
