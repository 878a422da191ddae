"""Rooms for those who have none: companions, what was ordered before, the constructive plan, and a better one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from seawall.plan.isolate.bound import bound
from seawall.plan.isolate.cells import Cell, Paired, paired
from seawall.plan.isolate.free import Floor, most_beds
from seawall.plan.isolate.given import Where
from seawall.plan.isolate.improve import Solved, improved
from seawall.plan.isolate.kept import Held, keep
from seawall.plan.isolate.making import Asked, made, weight, within_reach
from seawall.plan.isolate.placing import place
from seawall.plan.isolate.rules import Solving
from seawall.tables.days import INSTANT

RESULT: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "site": pl.String, "room": pl.String, "housed": pl.String, "stays": pl.String,
    "companion_of": pl.String, "ends": INSTANT, "reason": pl.String,
}  # fmt: skip
GAP: dict[str, pl.DataType | type[pl.DataType]] = {
    "objective": pl.Int64, "bound": pl.Int64, "gap": pl.Int64, "how": pl.String, "why": pl.String,
}  # fmt: skip
NO_ROOM = "no site has a free room"
NO_CARE = "no site of ours can give the care that is needed: home isolation, and the care comes or is driven to"
NO_ROOM_WITH_CARE = "no site that can give the care that is needed has a free room"
NO_ACCESSIBLE = "no accessible room is free"
Result = tuple[object, ...]


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
    """Rooms for `seeking`: person, risk, until, family, dependent, companion, grown, known.

    `inside`: their families who have a room already: person, family, risk, site, room, floor, until, companion, spare.
    `held`: rooms that orders in force gave. Where no site has a free room nothing is sought.
    """
    joining = inside.filter("companion")
    rooms_left = sum(len(floor.rooms) for floor in floors)
    near_enough = within_reach(seeking.with_columns(_expected(held, joining).alias("held")), rooms_left)
    pairs = paired(near_enough, joining, most_beds(floors)) if floors or joining.height else Paired([], {}, {})
    cells, beyond = made(near_enough, pairs, asked, rooms_left, solving.weights)
    beyond += weight(seeking, solving.weights) - weight(near_enough, solving.weights)
    reserves = {floor.site for floor in floors if floor.reserve}
    able = [cell for cell in cells if cell.sites is None or cell.sites]
    kept = keep(able, floors, held)
    near = {**_there(inside), **{cell.family: where for cell, where in kept.items()}}
    solved = _solved([cell for cell in able if cell not in kept], floors, near, solving)
    rooms = {**kept, **solved.plan.rooms}
    result = _result([*_roomed(rooms), *_joined(pairs, joining, seeking)], seeking, _reasons(cells, pairs, floors))
    home = near_enough.filter(pl.col("person").is_in(list(pairs.at_home)))
    lost = beyond + weight(home, solving.weights) + sum(cell.weight for cell in cells if cell.sites == frozenset())
    opened = sorted({site for site, _, _ in rooms.values()} & reserves)
    return Sought(result, opened, _gap(solved, lost), _hosts(pairs, result))


def _expected(held: Held, joining: pl.DataFrame) -> pl.Expr:
    """Those to whom an order gave a room, and the families of carers who are inside with a bed to spare."""
    families = joining.filter(pl.col("spare") > 0)["family"].unique().to_list()
    return pl.col("person").is_in(list(held)) | pl.col("family").is_in(families).fill_null(value=False)


def _solved(cells: Sequence[Cell], floors: list[Floor], near: Mapping[str, Where], solving: Solving) -> Solved:
    """The better of two constructive plans, improved where it is not at its bound."""
    least = bound(cells, floors, solving)
    best = place(cells, floors, near)
    if best.cost(cells, solving) > least:
        other = place(cells, floors, near, large_first=True)
        best = min((best, other), key=lambda plan: plan.cost(cells, solving))
    return improved(best, cells, floors, least, solving, near)


def _gap(solved: Solved, lost: int) -> pl.DataFrame:
    """Those who can go nowhere cost every plan alike: they stand in the cost and in the bound."""
    row = (solved.cost + lost, solved.bound + lost, solved.cost - solved.bound, solved.how, solved.why)
    return pl.DataFrame([row], schema=GAP, orient="row")


def _there(inside: pl.DataFrame) -> dict[str, Where]:
    return {family: (site, room, floor) for family, site, room, floor in inside.select(
        "family", "site", "room", "floor").iter_rows()}  # fmt: skip


def _roomed(rooms: Mapping[Cell, Where]) -> Iterator[Result]:
    for cell, (site, room, _) in rooms.items():
        carer, *others = cell.people
        yield carer, site, room, cell.risk, None, next(iter(others), None), cell.until, None
        for person in others:
            yield person, site, room, cell.risk, carer, None, cell.until, None


def _joined(pairs: Paired, inside: pl.DataFrame, seeking: pl.DataFrame) -> Iterator[Result]:
    """Children who move in with a carer who is inside: as the higher risk of the two, to the later end."""
    carers = {row["person"]: row for row in inside.iter_rows(named=True)} if pairs.joins else {}
    ends = dict(seeking.filter(pl.col("person").is_in(list(pairs.joins))).select("person", "until").iter_rows())
    for person, carer in pairs.joins.items():
        row = carers[carer]
        yield person, row["site"], row["room"], row["risk"], carer, None, max(row["until"], ends[person]), None


def _hosts(pairs: Paired, result: pl.DataFrame) -> pl.DataFrame:
    taken = pl.DataFrame(
        list(pairs.joins.items()), schema={"companion_of": pl.String, "person": pl.String}, orient="row"
    )
    ends = taken.join(result.select(pl.col("person").alias("companion_of"), "ends"), on="companion_of").sort(
        "companion_of"
    )
    return ends.group_by("person").agg(pl.col("companion_of").first(), pl.col("ends").max().alias("stays_until"))


def _result(roomed: Sequence[Result], seeking: pl.DataFrame, reasons: Mapping[str, str]) -> pl.DataFrame:
    """One row a person who sought a room, in RESULT; who has none has a named reason."""
    found = pl.DataFrame(roomed, schema=RESULT, orient="row").drop("reason")
    said = {"person": list(reasons), "reason": list(reasons.values())}
    told = pl.DataFrame(said, schema={"person": pl.String, "reason": pl.String})
    whole = seeking.select("person").join(found, on="person", how="left").join(told, on="person", how="left")
    reason = pl.when(pl.col("site").is_null()).then(pl.col("reason").fill_null(NO_ROOM))
    return whole.with_columns(reason.alias("reason")).select(*RESULT)


def _reasons(cells: Sequence[Cell], pairs: Paired, floors: Sequence[Floor]) -> dict[str, str]:
    """Why somebody of these has no room, if they have none."""
    largest = most_beds(floors)
    return {person: _reason(cell, largest) for cell in cells for person in cell.people} | dict(pairs.at_home)


def _reason(cell: Cell, largest: int) -> str:
    if cell.sites is not None:
        return NO_ROOM_WITH_CARE if cell.sites else NO_CARE
    if cell.accessible:
        return NO_ACCESSIBLE
    return NO_ROOM if cell.beds == 1 or largest == 0 else f"no free room has {cell.beds} beds"
