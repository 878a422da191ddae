"""Rooms that an order in force gave somebody who is not inside yet: a plan made again leaves them there."""

from collections.abc import Iterable, Mapping

from seawall.plan.isolate.cells import Cell, known
from seawall.plan.isolate.free import Floor
from seawall.plan.isolate.given import Where

Held = Mapping[str, tuple[str, str]]
"""By person: the site and room that were ordered."""


def keep(cells: Iterable[Cell], floors: list[Floor], held: Held) -> dict[Cell, Where]:
    """Take the ordered rooms out of `floors`, and give them to those who were to have them.

    Only where all of a cell were to share one room, and it still will do; of two cells the one known first. A reserve
    that somebody was ordered into counts as open from then on.
    """
    kept: dict[Cell, Where] = {}
    if not held:
        return kept
    there = {(floor.site, room.room): floor for floor in floors for room in floor.rooms}
    for cell in sorted(cells, key=known):
        ordered = {held.get(person) for person in cell.people}
        where = ordered.pop() if len(ordered) == 1 else None
        floor = there.get(where) if where else None
        if where and floor and _take(floor, where[1], cell):
            kept[cell] = (floor.site, where[1], floor.floor)
    entered = {site for site, _, _ in kept.values()}
    for floor in floors:
        floor.reserve = floor.reserve and floor.site not in entered
    return kept


def _take(floor: Floor, name: str, cell: Cell) -> bool:
    """Take that very room, if it will do and is still there."""
    room = next((room for room in floor.rooms if room.room == name), None)
    if room is None or not floor.suits(room, cell):
        return False
    floor.rooms.remove(room)
    if room.shared:
        floor.air = cell.risk
    return True
