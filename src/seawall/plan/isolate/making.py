"""The cells of those who seek a room: carers with their children, everybody else alone."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from seawall.plan.isolate.cells import Cell, Paired, highest

Asked = Mapping[str, tuple[frozenset[str] | None, bool]]
"""By person: the sites that can give the care they need (None: any will do), and whether wheels must pass."""


def made(
    seeking: pl.DataFrame, pairs: Paired, asked: Asked, rooms: int, weights: Mapping[str, int]
) -> tuple[list[Cell], int]:
    """Everybody who can go somewhere, in cells; and the weight of those for whom no room can be left.

    Of people alone no more than there are rooms are looked at in each risk class, those with most days left.
    """
    grouped = pl.Series([person for group in pairs.together for person in group], dtype=pl.String)
    out = pl.Series([*grouped, *pairs.at_home, *pairs.joins], dtype=pl.String)
    alone = seeking.filter(~pl.col("person").is_in(out.implode()))
    kept = _first(alone, rooms)
    beyond = _weight(alone, weights) - _weight(kept, weights)
    looked_at = pl.concat([kept, seeking.filter(pl.col("person").is_in(grouped.implode()))])
    people = {row["person"]: row for row in looked_at.iter_rows(named=True)}
    singles = [(person,) for person in kept["person"]]
    return [_cell(group, people, asked, weights) for group in (*singles, *pairs.together)], beyond


def _first(alone: pl.DataFrame, rooms: int) -> pl.DataFrame:
    ordered = alone.sort("until", "known", "person", descending=[True, False, False], nulls_last=True)
    if rooms == 0:
        return alone.clear()
    first = ordered.group_by("risk", maintain_order=True).head(rooms)
    return first.select(alone.columns)


def _weight(people: pl.DataFrame, weights: Mapping[str, int]) -> int:
    return sum(weights[risk] * count for risk, count in people.group_by("risk").len().iter_rows())


def _cell(
    group: tuple[str, ...], people: Mapping[str, Mapping[str, Any]], asked: Asked, weights: Mapping[str, int]
) -> Cell:
    rows = [people[person] for person in group]
    wants = [asked[person] for person in group if person in asked]
    sites = [those for those, _ in wants if those is not None]
    return Cell(
        people=group,
        family=rows[0]["family"] or group[0],
        risk=highest([row["risk"] for row in rows]),
        until=max(row["until"] for row in rows),
        order=(rows[0]["known"], group[0]),
        weight=sum(weights[row["risk"]] for row in rows),
        accessible=any(wheels for _, wheels in wants),
        sites=frozenset.intersection(*sites) if sites else None,
    )
