"""Which ring an exposure puts somebody in, and which of several reasons is the strongest."""

from collections.abc import Mapping

import polars as pl

from seawall.plan.trace.rules import Ring
from seawall.plan.trace.settings import CLOSENESS, By, kinds
from seawall.tables.ring import nearness

FIRST = ("close", "general")
"""The rings whose people met the case itself."""
WAYS: tuple[By, ...] = ("relation", "stay", "event")
TABLE = {"by": pl.String, "setting": pl.String, "ring": pl.String, "token": pl.String, "least": pl.Float64}


def table(rings: Mapping[str, Ring]) -> pl.DataFrame:
    """One row a ring, way of meeting and kind of setting: the policy's word for it, and the minutes it takes."""
    rows = [
        (by, kind, name, token, _least(ring, kind) if by == "stay" else 0.0)
        for name, ring in rings.items()
        for by in WAYS
        for kind, token in kinds(ring.settings, by).items()
    ]
    return pl.DataFrame(rows, schema=TABLE, orient="row")


def _least(ring: Ring, kind: str) -> float:
    span = ring.least.get(kind, ring.least.get("*"))
    return span.length.total_seconds() / 60 if span else 0.0


def assigned(exposures: pl.DataFrame, rings: Mapping[str, Ring]) -> pl.DataFrame:
    """The exposures that a ring's settings cover, each in the strongest such ring, with `ring` and `token`.

    Stays at one place count together; a stay shorter than the policy's minutes leaves its ring, and falls to a
    weaker one that has no such minimum. The strongest rings come first.
    """
    once = (
        exposures.with_row_index("exposure")
        .join(table(rings), on=["by", "setting"])
        .filter(pl.col("minutes").fill_null(float("inf")) >= pl.col("least"))
        .sort(strength()[:2], maintain_order=True)
        .unique("exposure", keep="first", maintain_order=True)
    )
    attended = once.filter(pl.col("event").is_not_null()).unique(
        ["window", "person", "event", "evidence"], keep="first", maintain_order=True
    )
    kept = pl.col("event").is_null() | pl.col("exposure").is_in(attended["exposure"].implode())
    return once.filter(kept).drop("exposure", "least")


def strength() -> list[pl.Expr]:
    """What reasons are ordered by, strongest first: ring, then kind of setting, then minutes, then the earlier."""
    return [
        nearness(),
        _place_in(CLOSENESS, "setting"),
        -pl.col("minutes").fill_null(0),
        pl.col("first"),
        pl.col("place"),
    ]


def _place_in(order: tuple[str, ...], column: str) -> pl.Expr:
    places = {word: number for number, word in enumerate(order)}
    return pl.col(column).replace_strict(places, default=len(order), return_dtype=pl.UInt8)


def ranked(reasons: pl.DataFrame) -> pl.DataFrame:
    """The reasons of each (case, person), `rank` 1 the strongest; equals in the order of who stands between and rows.

    So the same facts give the same plan, in whatever order they were read.
    """
    rank = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("case", "person")
    equals = ("via", pl.col("evidence").list.first())
    ordered = reasons.sort("case", "person", *strength(), *equals, nulls_last=True, maintain_order=True)
    return ordered.with_columns(rank.alias("rank"))


def strongest(reasons: pl.DataFrame) -> pl.DataFrame:
    """One row a (case, person): the strongest reason, with the first and last exposure over all of its ring.

    `others` counts the weaker reasons.
    """
    every = reasons.lazy()
    spans = every.group_by("case", "person", "ring").agg(
        pl.col("first", "first_latest").min(), pl.col("last").max()
    )  # fmt: skip
    others = every.group_by("case", "person").agg((pl.len() - 1).alias("others"))
    return (
        every.filter(pl.col("rank") == 1)
        .drop("first", "first_latest", "last")
        .join(spans, on=["case", "person", "ring"], maintain_order="left")
        .join(others, on=["case", "person"], maintain_order="left")
        .collect()
    )
