"""The constructive plan: cells into rooms, family by family, in the order in which they became known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from seawall.plan.isolate.cells import Cell, known
from seawall.plan.isolate.free import Floor, reserves
from seawall.plan.isolate.given import Given, Storey, There

Tag = tuple[str, str]


def chosen(cells: Sequence[Cell], those: Sequence[Floor]) -> list[Cell]:
    """The cells that can have rooms, the heaviest first, as far as rooms with enough beds go around.

    Rooms with more beds serve whoever needs fewer, so taking the heaviest that still fits is best (a matroid). Among
    equals those with most days left, then those known first.
    """
    left = [room.beds for floor in those for room in floor.rooms]
    count = [sum(1 for beds in left if beds >= least) for least in range(1, max(left, default=0) + 1)]
    taken: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (-cell.weight, -cell.until.timestamp(), known(cell))):
        if not count or count[0] == 0:
            break
        if cell.beds <= len(count) and all(free > 0 for free in count[: cell.beds]):
            count[: cell.beds] = [free - 1 for free in count[: cell.beds]]
            taken.append(cell)
    return taken


def place(cells: Sequence[Cell], those: Sequence[Floor], there: There, *, large_first: bool = False) -> Given:
    """Rooms for the cells; as few reserves are opened as they need.

    With `large_first` those who need many beds choose before the others; else who became known first does.
    1. Those with needs. 2. Family by family on one floor, if possible beside those of it who have a room (`there`).
    3. What is left over cell by cell, opening one more reserve at a time. 4. Whoever was not chosen, while rooms last.
    """
    wanted = chosen(cells, those)
    queue = reserves(those)
    plan = Given([replace(floor, rooms=list(floor.rooms)) for floor in those], there)
    _open(plan, len(wanted), queue)
    for group in families(wanted, large_first=large_first):
        _give(plan, group)
    _rest(plan, wanted)
    for site in queue:
        if len(plan.rooms) == len(wanted):
            break
        plan.open(site)
        _rest(plan, wanted)
        plan.close_if_empty(site)
    _rest(plan, cells)
    for site in list(plan.opened):
        plan.close_if_empty(site)
    return plan


def families(cells: Iterable[Cell], *, large_first: bool = False) -> Iterator[list[Cell]]:
    """The cells of each family together: those with needs first, then in the order in which they became known."""
    groups: dict[str, list[Cell]] = {}
    for cell in sorted(cells, key=known):
        groups.setdefault(cell.family, []).append(cell)

    def rank(group: list[Cell]) -> tuple[object, ...]:
        size = (-max(cell.beds for cell in group), -len(group)) if large_first else ()
        return not any(cell.needy for cell in group), size, known(group[-1])

    for group in sorted(groups.values(), key=rank):
        yield sorted(group, key=lambda cell: (not cell.needy, -cell.beds, known(cell)))


def _open(plan: Given, needed: int, queue: Iterator[str]) -> None:
    """Open reserves until there are as many rooms as cells."""
    while sum(len(floor.rooms) for floor in plan.usable()) < needed:
        site = next(queue, None)
        if site is None:
            return
        plan.open(site)


def _give(plan: Given, group: list[Cell]) -> None:
    """Rooms for all of the group on one floor; the first floor that can, in order of preference."""
    tag = (group[0].risk, group[0].until.isoformat())
    near = plan.near.get(group[0].family)
    last = plan.current.get(tag)
    if near is None and last is not None and plan.all_on(last, group):
        return
    alike = group[0].kind
    if len(group) == 1 and alike in plan.full:
        return
    for floor in _preferred(plan.usable(), tag, near):
        if plan.all_on(floor, group):
            floor.tag = floor.tag or tag
            plan.current[tag] = floor
            return
    if len(group) == 1:
        plan.full.add(alike)


def _preferred(usable: list[Floor], tag: Tag, near: Storey | None) -> list[Floor]:
    """The family's floor, its site, floors of the same risk and last day, fresh ones, of the same risk, others."""
    site, floor_number = near or (None, None)

    def rank(floor: Floor) -> int:
        if floor.site == site:
            return 0 if floor.floor == floor_number else 1
        if floor.tag is None:
            return 3
        return 2 if floor.tag == tag else 4 if floor.tag[0] == tag[0] else 5

    return sorted(usable, key=rank)


def _rest(plan: Given, cells: Iterable[Cell]) -> None:
    """Those without a room, cell by cell, as near to the rest of the family as it goes."""
    for cell in cells:
        if cell not in plan.rooms:
            if not plan.usable():
                return
            _give(plan, [cell])
