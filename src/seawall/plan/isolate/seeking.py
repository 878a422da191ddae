"""Rooms for those who have none: companions, what was ordered before, the constructive plan, and a better one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from seawall.plan.isolate.bound import bound
from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.free import Floor, most_beds
from seawall.plan.isolate.given import Storey, There, Where, more_floors
from seawall.plan.isolate.improve import Solved, improved
from seawall.plan.isolate.kept import Held, keep
from seawall.plan.isolate.making import made, weight, within_reach
from seawall.plan.isolate.needs import Asked
from seawall.plan.isolate.pairs import Paired, paired
from seawall.plan.isolate.placing import place
from seawall.plan.isolate.results import hosted, joined, reasons, result, roomed
from seawall.plan.isolate.rules import Solving

GAP: dict[str, pl.DataType | type[pl.DataType]] = {
    "objective": pl.Int64, "bound": pl.Int64, "gap": pl.Int64, "how": pl.String, "why": pl.String,
}  # fmt: skip
WIDER = 8
"""How much farther each look goes than the one before."""


@dataclass(frozen=True)
class Sought:
    """Where each goes or why nowhere (RESULT), the reserves opened, what the plan costs and its bound (GAP).

    `hosts` (person, companion_of, stays_until): carers who are inside and take a child in, and to when it needs them.
    """

    result: pl.DataFrame
    opened: list[str]
    gap: pl.DataFrame
    hosts: pl.DataFrame


def sought(
    seeking: pl.DataFrame, inside: pl.DataFrame, floors: list[Floor], asked: Asked, held: Held, solving: Solving
) -> Sought:
    """Rooms for `seeking`: person, risk, until, family, dependent, companion, grown, known, attended, minds
    (pairs.paired).

    `inside`: their families who have a room already: person, family, risk, site, room, floor, until,
    companion, spare, kind, accessible.
    `held`: rooms that orders in force gave. Only so many people are looked at as there are rooms; where some of those
    cannot go and rooms are left over, more are.
    """
    joining = inside.filter("companion")
    kin = pl.col("family").is_in(inside["family"].unique().to_list()).fill_null(value=False)
    wanted = seeking.with_columns(_expected(held, joining).alias("held"), kin.alias("kin"))
    reach = rooms = sum(len(floor.rooms) for floor in floors)
    while True:
        near = within_reach(wanted, reach)
        found = _sought(wanted, near, inside, [replace(each, rooms=list(each.rooms)) for each in floors], asked, held,
                        solving, reach)  # fmt: skip
        if (
            reach >= wanted.height
            or found.result.filter(pl.col("room").is_not_null(), pl.col("stays").is_null()).height >= rooms
        ):
            return found
        reach *= WIDER


def _sought(
    wanted: pl.DataFrame, near_enough: pl.DataFrame, inside: pl.DataFrame, floors: list[Floor], asked: Asked,
    held: Held, solving: Solving, reach: int,
) -> Sought:  # fmt: skip
    joining = inside.filter("companion")
    anywhere = floors or joining.height
    pairs = paired(near_enough, joining, most_beds(floors), asked) if anywhere else Paired([], {}, {})
    cells, beyond = made(near_enough, pairs, asked, reach, solving.weights)
    beyond += weight(wanted, solving.weights) - weight(near_enough, solving.weights)
    reserves = {floor.site for floor in floors if floor.reserve}
    able = [cell for cell in cells if cell.sites is None or cell.sites]
    kept = keep(able, floors, held)
    there = _there(inside)
    parted = solving.weights["parted"] * _parted(kept, there)
    solved = _solved([cell for cell in able if cell not in kept], floors, _with(there, kept), solving)
    rooms = {**kept, **solved.plan.rooms}
    told = result([*roomed(rooms), *joined(pairs, joining, wanted)], wanted, reasons(cells, pairs, floors))
    home = near_enough.filter(pl.col("person").is_in(list(pairs.at_home)))
    lost = (
        beyond
        + parted
        + weight(home, solving.weights)
        + sum(cell.weight for cell in cells if cell.sites == frozenset())
    )
    opened = sorted({site for site, _, _ in rooms.values()} & reserves)
    return Sought(told, opened, _gap(solved, lost), hosted(pairs, told))


def _expected(held: Held, joining: pl.DataFrame) -> pl.Expr:
    """Those to whom an order gave a room, and the families of carers who are inside with a bed to spare."""
    families = joining.filter(pl.col("spare") > 0)["family"].unique().to_list()
    return pl.col("person").is_in(list(held)) | pl.col("family").is_in(families).fill_null(value=False)


def _solved(cells: Sequence[Cell], floors: list[Floor], there: There, solving: Solving) -> Solved:
    """The better of two constructive plans, improved where what presses is not at its bound."""
    beds = bound(cells, floors, solving)
    best = place(cells, floors, there)
    if best.pressing(cells, solving) > beds:
        other = place(cells, floors, there, large_first=True)
        best = other if other.beats(best, cells, solving) else best
    return improved(best, cells, floors, beds, solving)


def _gap(solved: Solved, lost: int) -> pl.DataFrame:
    """Those who can go nowhere, and those whom ordered rooms part, cost every plan alike: in cost and bound."""
    row = (solved.cost + lost, solved.bound + lost, solved.cost - solved.bound, solved.how, solved.why)
    return pl.DataFrame([row], schema=GAP, orient="row")


def _there(inside: pl.DataFrame) -> dict[str, list[Storey]]:
    """The floors on which families are."""
    there: dict[str, list[Storey]] = {}
    for family, site, floor in inside.select("family", "site", "floor").iter_rows():
        there.setdefault(family, []).append((site, floor))
    return there


def _with(there: There, kept: Mapping[Cell, Where]) -> dict[str, list[Storey]]:
    """The same with the rooms that were ordered."""
    both = {family: list(floors) for family, floors in there.items()}
    for cell, (site, _, floor) in kept.items():
        both.setdefault(cell.family, []).append((site, floor))
    return both


def _parted(kept: Mapping[Cell, Where], there: There) -> int:
    """On how many floors too many families are by the rooms that were ordered."""
    ordered = _with({}, kept)
    return sum(more_floors(floors, there.get(family, ())) for family, floors in ordered.items())
