"""A plan of rooms as it grows: what was given, what was opened, what it costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.free import Floor
from seawall.plan.isolate.rules import Solving

Where = tuple[str, str, int | None]
"""Site, room and floor."""


@dataclass
class Given:
    """Which cell has which room, the reserves that were opened, and the floors as they are then.

    `near`: where a family is; `current`: the floor given last, by risk and last day; `full`: kinds of cells for which
    no room is left.
    """

    floors: list[Floor]
    near: dict[str, Where] = field(default_factory=dict)
    rooms: dict[Cell, Where] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    current: dict[tuple[str, str], Floor] = field(default_factory=dict)
    full: set[tuple[object, ...]] = field(default_factory=set)

    def usable(self) -> list[Floor]:
        """The floors of open sites and of reserves opened so far that have a room left."""
        self.floors = [floor for floor in self.floors if floor.rooms]
        return [floor for floor in self.floors if not floor.reserve or floor.site in self.opened]

    def open(self, site: str) -> None:
        """Open a reserve: what was full before may have a room again."""
        self.opened.append(site)
        self.full.clear()

    def close_if_empty(self, site: str) -> None:
        """A reserve that nobody went into was not needed."""
        if not any(where[0] == site for where in self.rooms.values()):
            self.opened.remove(site)

    def all_on(self, floor: Floor, group: Sequence[Cell]) -> bool:
        """Give every cell of the group a room of this floor, or none."""
        if len(floor.rooms) < len(group):
            return False
        before, air = list(floor.rooms), floor.air
        got = [(cell, room) for cell in group if (room := floor.give(cell)) is not None]
        if len(got) < len(group):
            floor.rooms, floor.air = before, air
            return False
        self.rooms.update({cell: (floor.site, room.room, floor.floor) for cell, room in got})
        self.near.setdefault(group[0].family, self.rooms[group[0]])
        return True

    def parted(self) -> dict[str, int]:
        """The families on several floors, and on how many more than one."""
        there: dict[str, set[tuple[str, int | None]]] = {}
        for cell, (site, _, floor) in self.rooms.items():
            there.setdefault(cell.family, set()).add((site, floor))
        return {family: len(floors) - 1 for family, floors in there.items() if len(floors) > 1}

    def cost(self, cells: Iterable[Cell], solving: Solving) -> int:
        """What it costs: people without a room by their risk, families parted, reserves opened."""
        without = sum(cell.weight for cell in cells if cell not in self.rooms)
        weights = solving.weights
        return without + weights["parted"] * sum(self.parted().values()) + weights["reserve"] * len(self.opened)
