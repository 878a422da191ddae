"""What must hold between the columns of one row: ends after beginnings, two people who are two."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import polars as pl

from seawall.tables.catalogue import TABLES
from seawall.tables.schema import pairs

RUNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "residences": ("since", "until"), "occupations": ("since", "until"), "traits": ("since", "until"),
        "capacities": ("since", "until"), "relations": ("since", "until"), "incidents": ("opened", "closed"),
        "stays": ("came", "left"), "events": ("from", "until"), "admissions": ("at", "until"),
        "requests": ("sent", "received"), "appeals": ("opened", "decided"),
    }
)  # fmt: skip
"""The moments of a table of which the second cannot have ended before the first began."""

TWO: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"relations": ("person", "other"), "same_person": ("person", "other"), "links": ("case", "infector")}
)
"""The columns of a table that name two, never the same one twice."""

Finding = tuple[str, str, pl.Expr, str]
"""The column that is wrong, why, in which rows, and what is allowed."""


def between(table: str, columns: list[str]) -> Iterator[Finding]:
    """What is wrong between the columns that a file gives."""
    for first, last in pairs(TABLES[table]):
        if {first, last} <= set(columns):
            name = first.removesuffix("_from")
            yield (
                name,
                "its earliest lies after its latest",
                pl.col(first) > pl.col(last),
                "a moment that runs forwards",
            )
    if table in RUNS:
        start, end = RUNS[table]
        if {f"{start}_from", f"{end}_until"} <= set(columns):
            before = pl.col(f"{end}_until") < pl.col(f"{start}_from")
            yield end, f"it lies before {start}", before, f"a moment after {start}, or empty (not known)"
    if table in TWO and set(TWO[table]) <= set(columns):
        one, other = TWO[table]
        yield other, f"it is the same as {one}", pl.col(one) == pl.col(other), f"another {one}"
