"""What came of the search, person by person: the room, who shares it, or the named reason why none."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.free import Floor, most_beds
from seawall.plan.isolate.given import Where
from seawall.plan.isolate.pairs import Paired
from seawall.tables.days import INSTANT

RESULT: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "site": pl.String, "room": pl.String, "housed": pl.String, "stays": pl.String,
    "companion_of": pl.String, "ends": INSTANT, "reason": pl.String,
}  # fmt: skip
NO_ROOM = "no site has a free room"
NO_CARE = "no site of ours can give the care that is needed: home isolation, and the care comes or is driven to"
NO_ROOM_WITH_CARE = "no site that can give the care that is needed has a free room"
NO_ACCESSIBLE = "no accessible room is free"
Result = tuple[object, ...]


def roomed(rooms: Mapping[Cell, Where]) -> Iterator[Result]:
    for cell, (site, room, _) in rooms.items():
        carer, *others = cell.people
        yield carer, site, room, cell.risk, None, next(iter(others), None), cell.until, None
        for person in others:
            yield person, site, room, cell.risk, carer, None, cell.until, None


def joined(pairs: Paired, inside: pl.DataFrame, seeking: pl.DataFrame) -> Iterator[Result]:
    """Children who move in with a carer who is inside: as the higher risk, all to the latest end among them."""
    carers = {row["person"]: row for row in inside.iter_rows(named=True)} if pairs.joins else {}
    ends = dict(seeking.filter(pl.col("person").is_in(list(pairs.joins))).select("person", "until").iter_rows())
    latest = {carer: carers[carer]["until"] for carer in pairs.joins.values()}
    for person, carer in pairs.joins.items():
        latest[carer] = max(latest[carer], ends[person])
    for person, carer in pairs.joins.items():
        row = carers[carer]
        yield person, row["site"], row["room"], row["risk"], carer, None, latest[carer], None


def hosted(pairs: Paired, told: pl.DataFrame) -> pl.DataFrame:
    taken = pl.DataFrame(
        list(pairs.joins.items()), schema={"companion_of": pl.String, "person": pl.String}, orient="row"
    )
    ends = taken.join(told.select(pl.col("person").alias("companion_of"), "ends"), on="companion_of").sort(
        "companion_of"
    )
    return ends.group_by("person").agg(pl.col("companion_of").first(), pl.col("ends").max().alias("stays_until"))


def result(roomed: Sequence[Result], seeking: pl.DataFrame, said: Mapping[str, str]) -> pl.DataFrame:
    """One row a person who sought a room, in RESULT; who has none has a named reason."""
    found = pl.DataFrame(roomed, schema=RESULT, orient="row").drop("reason")
    why = {"person": list(said), "reason": list(said.values())}
    told = pl.DataFrame(why, schema={"person": pl.String, "reason": pl.String})
    whole = seeking.select("person").join(found, on="person", how="left").join(told, on="person", how="left")
    reason = pl.when(pl.col("site").is_null()).then(pl.col("reason").fill_null(NO_ROOM))
    return whole.with_columns(reason.alias("reason")).select(*RESULT)


def reasons(cells: Sequence[Cell], pairs: Paired, floors: Sequence[Floor]) -> dict[str, str]:
    """Why somebody of these has no room, if they have none."""
    largest = most_beds(floors)
    return {person: _reason(cell, largest) for cell in cells for person in cell.people} | dict(pairs.at_home)


def _reason(cell: Cell, largest: int) -> str:
    if cell.sites is not None:
        return NO_ROOM_WITH_CARE if cell.sites else NO_CARE
    if cell.accessible:
        return NO_ACCESSIBLE
    return NO_ROOM if cell.beds == 1 or largest == 0 else f"no free room has {cell.beds} beds"
