"""When a contact was named: the clock of being in a room does not run before."""

import polars as pl

from seawall.tables.facts import Facts

NAMED_BY = ("relations", "attended")


def named(people: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(person, named_from, named_until): when the last row somebody is a contact by was recorded.

    `people` has person and evidence, in one row or several. Where a stay is among the rows it was some time after its
    others: no named_until.
    """
    known = pl.concat([facts[table].select("row", "recorded_at") for table in NAMED_BY])
    rows = people.select("person", "evidence").explode("evidence")
    told = rows.join(known, left_on="evidence", right_on="row", how="left")
    complete = pl.col("recorded_at").is_not_null().all()
    return told.group_by("person").agg(
        pl.col("recorded_at").max().alias("named_from"),
        pl.when(complete).then(pl.col("recorded_at").max()).alias("named_until"),
    )
