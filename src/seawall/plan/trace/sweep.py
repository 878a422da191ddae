"""Who was where a case was, at the same time: sort by place and coming, then sweep. Pure; no stay is read here."""

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from seawall.plan.trace.line import Ints, ints, line, placed

PAIRS_AT_ONCE = 2_000_000
"""How many candidate pairs are held in memory together."""
MINUTE = 60_000_000
NOBODY = 2**32 - 1
"""The number of a person who is at none of the other stays."""
Numbers = Mapping[str, Ints]
OUT: dict[str, pl.DataType | type[pl.DataType]] = {
    "window": pl.UInt32, "person": pl.String, "place": pl.String,
    "first": pl.Datetime("us", "UTC"), "first_latest": pl.Datetime("us", "UTC"), "last": pl.Datetime("us", "UTC"),
    "minutes": pl.Float64, "sure_minutes": pl.Float64, "together_minutes": pl.Float64,
    "assumed": pl.Boolean, "assumed_own": pl.Boolean, "evidence": pl.List(pl.String),
}  # fmt: skip


def sweep(own: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """One row for each window, other person and place where their stays overlap.

    Half-open: arriving as the other leaves is no meeting. `first` is the earliest they can have met, `first_latest`
    the latest that can have begun, `last` the latest they can have parted; `minutes` counts with the bounds that
    include and with lingering air, `sure_minutes` what is certain, `together_minutes` without lingering air.
    `evidence` holds the two stays of the longest meeting. Both frames hold at most one stay of a person at a place
    at a time (see `stays.joined`).
    """
    own, there = placed(own, others)
    if own.is_empty() or there.is_empty():
        return pl.DataFrame(schema=OUT)
    person = pl.col("person").cast(pl.Categorical).to_physical().alias("person_code")
    own, there = own.sort("window", "place_code", "start"), there.with_columns(person).sort("place_code", "start")
    people = there.select("person", "person_code").unique()
    mine = own.join(people, on="person", how="left", maintain_order="left")
    ours, theirs = _numbers(mine.with_columns(pl.col("person_code").fill_null(NOBODY))), _numbers(there)
    parts = [_named(_summed(_pairs(ours, theirs, *some)), own, there) for some in _candidates(own, there)]
    return pl.concat(parts) if parts else pl.DataFrame(schema=OUT)


def _numbers(stays: pl.DataFrame) -> Numbers:
    """The columns that are counted with, as plain numbers."""
    names = ("window", "person_code", "place_code", "start", "end", "air_until", "sure_start", "sure_end", "assumed")
    return {name: ints(stays[name]) for name in names if name in stays.columns}


def _candidates(own: pl.DataFrame, there: pl.DataFrame) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of row numbers that may overlap, some millions at a time, never parting a window's stays at one place.

    Those who came before the air was clean lie before `high`; before `low` everybody had left when the person came.
    """
    shelf = line(own, there)
    low = np.searchsorted(np.maximum.accumulate(shelf.left), shelf.since, side="right")
    high = np.searchsorted(shelf.came, shelf.until, side="left")
    counts = np.maximum(high - low, 0)
    for begin, end in _slices(own, counts):
        mine = np.repeat(np.arange(begin, end), counts[begin:end])
        before = np.repeat(np.cumsum(counts[begin:end]) - counts[begin:end], counts[begin:end])
        yield mine, low[mine] + np.arange(len(mine)) - before


def _slices(own: pl.DataFrame, counts: Ints) -> Iterator[tuple[int, int]]:
    same = (own["window"] == own["window"].shift()) & (own["place_code"] == own["place_code"].shift())
    edges = np.flatnonzero(~same.fill_null(value=False).to_numpy())
    begin, total = 0, 0
    sizes = np.add.reduceat(counts, edges)
    for edge, size in zip(edges, sizes, strict=True):
        if total and total + size > PAIRS_AT_ONCE:
            yield begin, int(edge)
            begin, total = int(edge), 0
        total += int(size)
    if total:
        yield begin, len(counts)


def _pairs(own: Numbers, there: Numbers, mine: Ints, theirs: Ints) -> pl.DataFrame:
    """The candidates that do overlap and are two people, with what they share, in microseconds."""
    met = (there["end"][theirs] > own["start"][mine]) & (there["person_code"][theirs] != own["person_code"][mine])
    mine, theirs = mine[met], theirs[met]
    ours, other = (
        {name: column[rows] for name, column in side.items()} for side, rows in ((own, mine), (there, theirs))
    )
    first, last = np.maximum(ours["start"], other["start"]), np.minimum(ours["air_until"], other["end"])
    sure_from = np.maximum(ours["sure_start"], other["sure_start"])
    sure_to = np.minimum(ours["sure_end"], other["sure_end"])
    return pl.DataFrame(
        {
            "mine": mine, "theirs": theirs,
            "window": ours["window"], "person_code": other["person_code"], "place_code": ours["place_code"],
            "first": first, "first_latest": np.minimum(np.maximum(first, sure_from), last), "last": last,
            "minutes": last - first,
            "sure_minutes": np.maximum(np.minimum(sure_to, last) - np.maximum(sure_from, first), 0),
            "together_minutes": np.maximum(np.minimum(ours["end"], other["end"]) - first, 0),
            "assumed": (ours["assumed"] | other["assumed"]).astype(bool), "assumed_own": ours["assumed"].astype(bool),
        }
    )  # fmt: skip


def _summed(pairs: pl.DataFrame) -> pl.DataFrame:
    longest = pl.col("minutes").arg_max()
    return pairs.group_by("window", "person_code", "place_code", maintain_order=True).agg(
        pl.col("first", "first_latest").min(),
        pl.col("last").max(),
        pl.col("minutes", "sure_minutes", "together_minutes").sum(),
        pl.col("assumed").any(),
        pl.col("assumed_own").all(),
        pl.col("mine", "theirs").get(longest),
    )


def _named(groups: pl.DataFrame, own: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Codes back to names, microseconds to moments and minutes."""
    mine, theirs = groups["mine"], groups["theirs"]
    return groups.with_columns(
        pl.col("first", "first_latest", "last").cast(OUT["first"]),
        pl.col("minutes", "sure_minutes", "together_minutes") / MINUTE,
        there["person"][theirs],
        own["place"][mine],
        _beside(own["row"][mine], there["row"][theirs]).alias("evidence"),
    ).select(pl.col(name).cast(kind) for name, kind in OUT.items())


def _beside(left: pl.Series, right: pl.Series) -> pl.Series:
    """Two columns as one of lists of two: laid side by side and cut, which is many times faster than to join them."""
    turns = np.arange(2 * len(left)).reshape(2, -1).T.ravel()
    return pl.concat([left, right])[turns].reshape((-1, 2)).arr.to_list()
