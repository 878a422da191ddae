"""What no plan of rooms can be better than, counted with the families some of whom have a room already."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from seawall.plan.isolate.bound import bound
from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.free import Floor
from seawall.plan.isolate.given import There
from seawall.plan.isolate.rules import Solving


def least(cells: Sequence[Cell], those: Sequence[Floor], there: There, solving: Solving) -> int:
    """The least that beds allow, and with it the families who cannot all come where some of them are.

    Such a family costs a floor more or somebody without a room, whichever is less; so that it is not counted twice, it
    is taken off what its people cost without a room. Families who are on several floors already are left out.
    """
    coming = {cell for cell in cells if len(set(there.get(cell.family, ()))) == 1}
    beds = bound(cells, those, solving)
    if not coming:
        return beds
    each = min(solving.weights["parted"], *(cell.weight for cell in coming))
    rest = [replace(cell, weight=cell.weight - each) if cell in coming else cell for cell in cells]
    return max(beds, bound(rest, those, solving) + each * _apart(coming, those, there))


def _apart(coming: Collection[Cell], those: Sequence[Floor], there: There) -> int:
    """How many families cannot all have rooms of the floor on which some of them are; the smallest come first."""
    floors = {(floor.site, floor.floor): floor for floor in those}
    left = {storey: len(floor.rooms) for storey, floor in floors.items()}
    home = {cell.family: there[cell.family][0] for cell in coming}
    unfit = {cell.family for cell in coming if (on := floors.get(home[cell.family])) is None or on.fits(cell) is None}
    apart = len(unfit)
    for family, size in Counter(cell.family for cell in coming if cell.family not in unfit).most_common()[::-1]:
        if left[home[family]] >= size:
            left[home[family]] -= size
        else:
            apart += 1
    return apart
