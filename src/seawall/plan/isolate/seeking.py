"""Rooms for those who have none: needs, companions, the constructive plan, and a better one where there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from seawall.plan.isolate.bound import bound
from seawall.plan.isolate.cells import Cell, Paired, highest, paired
from seawall.plan.isolate.free import Floor, most_beds
from seawall.plan.isolate.given import Where
from seawall.plan.isolate.improve import improved
from seawall.plan.isolate.placing import place
from seawall.plan.isolate.rules import Solving
from seawall.tables.days import INSTANT

Asked = Mapping[str, tuple[frozenset[str] | None, bool]]
RESULT: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "site": pl.String, "room": pl.String, "housed": pl.String, "stays": pl.String,
    "companion_of": pl.String, "ends": INSTANT, "reason": pl.String,
}  # fmt: skip
GAP: dict[str, pl.DataType | type[pl.DataType]] = {
    "objective": pl.Int64, "bound": pl.Int64, "gap": pl.Int64, "how": pl.String, "why": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Sought:
    """Where each goes or why nowhere (RESULT), the reserves opened, what the plan costs and its bound."""

    result: pl.DataFrame
    opened: list[str]
    gap: pl.DataFrame


def sought(seeking: pl.DataFrame, inside: pl.DataFrame, floors: list[Floor], asked: Asked, solving: Solving) -> Sought:
    """Rooms for `seeking` (person, risk, until, family, dependent, companion, grown, known).

    `inside`: those of them who have a room already and may take a child in: person, family, risk, site, room, floor,
    spare. Nothing is sought where no site has a free room.
    """
    pairs = paired(seeking, inside.filter("companion"), most_beds(floors)) if floors else Paired([], {}, {})
    unable = [person for person, (sites, _) in asked.items() if sites is not None and not sites]
    cells, beyond = _cells(seeking, pairs, asked, floors, solving)
    able = [cell for cell in cells if cell.sites is None or cell.sites]
    near: dict[str, Where] = {row[0]: (row[1], row[2], row[3]) for row in _there(inside)}
    found = [place(able, floors, near)]
    if found[0].parted() or found[0].full:
        found.append(place(able, floors, near, large_first=True))
    best = min(found, key=lambda plan: plan.cost(able, solving))
    solved = improved(best, able, floors, bound(able, floors, solving), solving, near)
    cost = solved.plan.cost(able, solving)
    gap = {"objective": cost + beyond, "bound": solved.bound + beyond, "gap": cost - solved.bound,
           "how": solved.how, "why": solved.why}  # fmt: skip
    rows = [*_roomed(solved.plan.rooms, seeking), *_joined(pairs, inside, seeking)]
    rows += _roomless(seeking, {row[0] for row in rows}, pairs, unable, cells, floors)
    return Sought(pl.DataFrame(rows, schema=RESULT, orient="row"), solved.plan.opened, pl.DataFrame([gap], schema=GAP))

    "objective": pl.Int64,
    "bound": pl.Int64,
    "gap": pl.Int64,
    "how": pl.String,
    "why": pl.String,
}


def _there(inside: pl.DataFrame) -> Iterator[tuple[str, str, str, int | None]]:
    yield from inside.filter(pl.col("family").is_not_null()).select("family", "site", "room", "floor").iter_rows()


def _cells(
    seeking: pl.DataFrame, pairs: Paired, asked: Asked, floors: Sequence[Floor], solving: Solving
) -> tuple[list[Cell], int]:
    """Everybody who can go somewhere, in cells; and the weight of those for whom no room can be left.

    Of people alone no more than there are rooms are looked at in each risk class, the ones with most days left.
    """
    rooms = sum(len(floor.rooms) for floor in floors)
    grouped = {person for group in pairs.together for person in group}
    out = pl.Series([*grouped, *pairs.at_home, *pairs.joins], dtype=pl.String)
    alone = seeking.filter(~pl.col("person").is_in(out.implode()))
    ordered = alone.sort("until", "known", "person", descending=[True, False, False], nulls_last=True)
    kept = ordered.group_by("risk", maintain_order=True).head(rooms)
    beyond = alone.height - kept.height
    weights = dict(solving.weights)
    left = sum(weights[risk] for risk in alone["risk"]) - sum(weights[risk] for risk in kept["risk"]) if beyond else 0
    together = seeking.filter(pl.col("person").is_in(pl.Series(list(grouped), dtype=pl.String).implode()))
    people = {row["person"]: row for row in pl.concat([kept.select(together.columns), together]).iter_rows(named=True)}
    singles = [(person,) for person in kept["person"]]
    return [_cell(group, people, asked, weights) for group in (*singles, *pairs.together)], left


def _cell(
    group: tuple[str, ...], people: Mapping[str, Mapping[str, Any]], asked: Asked, weights: Mapping[str, int]
) -> Cell:
    rows = [people[person] for person in group]
    wants = [asked[person] for person in group if person in asked]
    sites = [those for those, _ in wants if those is not None]
    first = rows[0]
    return Cell(
        people=group,
        family=str(first["family"] or group[0]),
        risk=highest([row["risk"] for row in rows]),
        until=max(row["until"] for row in rows),
        order=(first["known"], group[0]),
        weight=sum(weights[row["risk"]] for row in rows),
        accessible=any(wheels for _, wheels in wants),
        sites=frozenset.intersection(*sites) if sites else None,
    )


def _roomed(rooms: Mapping[Cell, Where], seeking: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    for cell, (site, room, _) in rooms.items():
        carer, *others = cell.people
        yield carer, site, room, cell.risk, None, next(iter(others), None), cell.until, None
        for person in others:
            yield person, site, room, cell.risk, carer, None, cell.until, None


def _joined(pairs: Paired, inside: pl.DataFrame, seeking: pl.DataFrame) -> Iterator[tuple[object, ...]]:
    """Children who move in with a carer who is inside: as the higher risk of the two."""
    carers = {row["person"]: row for row in inside.iter_rows(named=True)}
    for person, carer in pairs.joins.items():
        row = carers[carer]
        yield person, row["site"], row["room"], row["risk"], carer, None, row["until"], None


def _roomless(
    seeking: pl.DataFrame, roomed: set[object], pairs: Paired, unable: Sequence[str], cells: Sequence[Cell],
    floors: Sequence[Floor],
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    """Who has no room, and the named reason."""
    reasons = dict(pairs.at_home)
    nobody = "no site has a free room"
    largest = most_beds(floors)
    for cell in cells:
        if cell.people[0] in roomed:
            continue
        if any(person in unable for person in cell.people):
            said = (
                "no site of ours can give the care that is needed: home isolation, and the care comes or is driven to"
            )
        elif cell.sites is not None:
            said = "no site that can give the care that is needed has a free room"
        elif cell.accessible:
            said = "no accessible room is free"
        else:
            said = nobody if cell.beds == 1 or cell.beds > largest else f"no free room has {cell.beds} beds"
        reasons.update(dict.fromkeys(cell.people, said))
    for person in seeking["person"]:
        if person not in roomed:
            yield person, None, None, None, None, None, None, reasons.get(person, nobody)
