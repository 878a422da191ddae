"""The rooms that can be given, floor by floor."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.rules import CASE
from seawall.tables.facts import Facts
from seawall.tables.inside import HOSPITAL, QUARANTINE, RESERVE

NUMBER = r"^(\d+)"


class Room(NamedTuple):
    """A free room, in the order in which rooms are given: the plainest that will do."""

    accessible: bool
    beds: int
    shared: bool
    number: int
    room: str


@dataclass
class Floor:
    """The free rooms of one floor; `air`: the risk class that breathes its shared air, None while nobody does."""

    site: str
    floor: int | None
    kind: str
    reserve: bool
    rooms: list[Room] = field(default_factory=list)
    air: str | None = None
    tag: tuple[str, str] | None = None

    def fits(self, cell: Cell) -> int | None:
        """Which of the rooms the cell may have, the plainest; None: none of them."""
        return next((number for number, room in enumerate(self.rooms) if self.suits(room, cell)), None)

    def suits(self, room: Room, cell: Cell) -> bool:
        """Whether the cell may have this room; a hospital's only for the care it gives."""
        if self.kind == HOSPITAL if cell.sites is None else self.site not in cell.sites:
            return False
        foreign = room.shared and self.air not in (None, cell.risk)
        return room.beds >= cell.beds and (room.accessible or not cell.accessible) and not foreign

    def give(self, cell: Cell) -> Room | None:
        """Take a room for the cell, and with a shared one its air."""
        number = self.fits(cell)
        if number is None:
            return None
        room = self.rooms.pop(number)
        if room.shared:
            self.air = cell.risk
        return room


def floors(facts: Facts, inside: pl.DataFrame, risks: pl.DataFrame, closed: pl.DataFrame, unstated: str) -> list[Floor]:
    """The floors of open sites and reserves that have a room to give: open ones first, then by site and floor.

    A room with somebody in it, closed, taken or being disinfected is not given, nor one on a floor of `closed` (site,
    floor). `risks` (person, risk): of those inside, for the air they share; who is not in it is of another case's.
    """
    sites = _sites(facts)
    rooms = facts["rooms"].join(sites, on="site").with_columns(shared(unstated).alias("shared"))
    given = rooms.filter(
        ~pl.col("state").cast(pl.String).is_in(["taken", "closed", "disinfecting"]).fill_null(value=False)
    )
    free = (
        given.join(inside, on=["site", "room"], how="anti")
        .join(closed, on=["site", "floor"], how="anti", nulls_equal=True)
        .with_columns(pl.col("room").str.extract(NUMBER).cast(pl.Int64, strict=False).fill_null(0).alias("number"))
    )
    air = breathed(facts, inside, risks, unstated)
    order = ["reserve", "site", "floor"]
    by_floor = free.sort(*order, "accessible", "beds", "shared", "number", "room").group_by(
        "site", "floor", "kind", "reserve", maintain_order=True
    )
    kept = ("accessible", "beds", "shared", "number", "room")
    frame = by_floor.agg(pl.col(name) for name in kept)
    return [
        Floor(site, floor, kind, reserve, [Room(*row) for row in zip(*lists, strict=True)], air.get((site, floor)))
        for site, floor, kind, reserve, *lists in frame.iter_rows()
    ]


def _sites(facts: Facts) -> pl.DataFrame:
    kind = pl.col("kind").cast(pl.String)
    opened = pl.col("open").fill_null(kind != RESERVE)
    known = facts["sites"].filter(kind.is_in([QUARANTINE, HOSPITAL, RESERVE]), opened | (kind == RESERVE))
    return known.select("site", kind.alias("kind"), (~opened).alias("reserve"))


def shared(unstated: str) -> pl.Expr:
    """Whether a room shares the air of its floor; `unstated`: what counts where nobody said."""
    return pl.col("air").cast(pl.String).fill_null(unstated) == "shared"


def breathed(
    facts: Facts, inside: pl.DataFrame, risks: pl.DataFrame, unstated: str
) -> dict[tuple[str, int | None], str]:
    """By floor: the risk class in its shared air; where there are several, that of a case: nobody new joins them."""
    rooms = facts["rooms"].filter(shared(unstated)).select("site", "room", "floor")
    there = rooms.join(inside.drop("floor"), on=["site", "room"])
    known = there.join(risks, on="person", how="left").with_columns(pl.col("risk").fill_null(CASE))
    found: dict[tuple[str, int | None], str] = {}
    for site, floor, risk in known.select("site", "floor", "risk").iter_rows():
        found[site, floor] = risk if found.get((site, floor), risk) == risk else CASE
    return found


def most_beds(those: Iterable[Floor]) -> int:
    """The beds of the largest room there is."""
    return max((room.beds for floor in those for room in floor.rooms), default=0)


def reserves(those: Sequence[Floor]) -> Iterator[str]:
    """The reserve sites, the one with the most rooms first."""
    sizes: dict[str, int] = {}
    for floor in those:
        if floor.reserve:
            sizes[floor.site] = sizes.get(floor.site, 0) + len(floor.rooms)
    yield from sorted(sizes, key=lambda site: (-sizes[site], site))
