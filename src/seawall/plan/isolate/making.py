"""The cells of those who seek a room: carers with their children, everybody else alone."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from seawall.plan.isolate.cells import Cell, highest
from seawall.plan.isolate.needs import Asked
from seawall.plan.isolate.pairs import Paired


def made(
    seeking: pl.DataFrame, pairs: Paired, asked: Asked, rooms: int, weights: Mapping[str, int]
) -> tuple[list[Cell], int]:
    """Everybody who can go somewhere, in cells; and the weight of those for whom no room can be left.

    Of people alone no more than there are rooms are looked at in each risk class: first those to whom an order gave
    one (`held`), then those with most days left.
    """
    grouped = pl.Series([person for group in pairs.together for person in group], dtype=pl.String)
    out = pl.Series([*grouped, *pairs.at_home, *pairs.joins], dtype=pl.String)
    alone = seeking.filter(~pl.col("person").is_in(out.implode()))
    kept = _first(alone, rooms)
    beyond = weight(alone, weights) - weight(kept, weights)
    looked_at = pl.concat([kept, seeking.filter(pl.col("person").is_in(grouped.implode()))])
    needed = looked_at.select("person", "risk", "family", "until", "known")
    people = {row["person"]: row for row in needed.iter_rows(named=True)}
    singles = [(person,) for person in kept["person"]]
    return [_cell(group, people, asked, weights) for group in (*singles, *pairs.together)], beyond


def _first(alone: pl.DataFrame, rooms: int) -> pl.DataFrame:
    order = ("held", "until", "known", "person")
    ordered = alone.sort(*order, descending=[True, True, False, False], nulls_last=True)
    if rooms == 0:
        return alone.clear()
    first = ordered.group_by("risk", maintain_order=True).head(rooms)
    return first.select(alone.columns)


def within_reach(seeking: pl.DataFrame, rooms: int) -> pl.DataFrame:
    """Without the families that no room can be left for: of those with a child, no more than there are rooms in each
    risk class, the ones with most days left. They stay at home together. One that has somebody inside (`kin`) is always
    looked at: its child may be alone."""
    family = seeking.filter(pl.col("dependent").any().over("family"), pl.col("family").is_not_null())
    groups = family.group_by("family").agg(
        pl.col("risk").min(), pl.col("held", "kin").any(), pl.col("until").max(), pl.col("known").max(),
    )  # fmt: skip
    order = ("held", "until", "known", "family")
    ordered = groups.sort(*order, descending=[True, True, False, False], nulls_last=True)
    beyond = ordered.filter(~pl.col("held"), ~pl.col("kin"), pl.int_range(pl.len()).over("risk") >= rooms)
    return seeking.join(beyond, on="family", how="anti")


def weight(people: pl.DataFrame, weights: Mapping[str, int]) -> int:
    """What it costs to leave all of these without a room."""
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
