"""A plan of rooms as it grows: what was given, what was opened, what it costs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.free import Floor
from seawall.plan.isolate.rules import Solving

Where = tuple[str, str, int | None]
"""Site, room and floor."""
Storey = tuple[str, int | None]
"""Site and floor."""
There = Mapping[str, Sequence[Storey]]
"""By family: the floors on which some of it have a room whatever the plan; what comes last is followed first."""


@dataclass
class Given:
    """Which cell has which room, the reserves that were opened, and the floors as they are then.

    `there`: where families are already; `near`: the floor a family is to be on; `current`: the floor given last, by
    risk and last day; `full`: kinds of cells for which no room is left.
    """

    floors: list[Floor]
    there: There = field(default_factory=dict)
    near: dict[str, Storey] = field(init=False)
    rooms: dict[Cell, Where] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    current: dict[tuple[str, str], Floor] = field(default_factory=dict)
    full: set[tuple[object, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Who comes goes where the family is."""
        self.near = {family: floors[-1] for family, floors in self.there.items()}

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
        self.near.setdefault(group[0].family, (floor.site, floor.floor))
        return True

    def parted(self) -> dict[str, int]:
        """The families that the plan brings onto more floors than one, or than they are on already; and how many."""
        onto: dict[str, set[Storey]] = {}
        for cell, (site, _, floor) in self.rooms.items():
            onto.setdefault(cell.family, set()).add((site, floor))
        more = {family: more_floors(floors, self.there.get(family, ())) for family, floors in onto.items()}
        return {family: number for family, number in more.items() if number > 0}

    def cost(self, cells: Iterable[Cell], solving: Solving) -> int:
        """What it costs: people without a room by their risk, families parted, reserves opened."""
        parted = sum(number for family, number in self.parted().items() if family in self.there)
        return self.pressing(cells, solving) + solving.weights["parted"] * parted

    def pressing(self, cells: Iterable[Cell], solving: Solving) -> int:
        """What it costs without the families that have a room already: for those nobody else is moved."""
        without = sum(cell.weight for cell in cells if cell not in self.rooms)
        parted = sum(number for family, number in self.parted().items() if family not in self.there)
        weights = solving.weights
        return without + weights["parted"] * parted + weights["reserve"] * len(self.opened)

    def beats(self, other: "Given", cells: Sequence[Cell], solving: Solving) -> bool:
        """Whether people are moved for this plan: it costs less, and not only for families that have a room already."""
        presses = self.pressing(cells, solving) < other.pressing(cells, solving)
        return presses and self.cost(cells, solving) < other.cost(cells, solving)


def more_floors(floors: Iterable[Storey], there: Iterable[Storey]) -> int:
    """On how many floors more a family is: than on those where it is already, else than on one."""
    already = set(there)
    return len(set(floors) - already) - (0 if already else 1)
