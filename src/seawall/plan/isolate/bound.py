"""What no plan of rooms can be better than, counted without looking at floors."""

from collections import Counter
from collections.abc import Sequence

from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.free import Floor, most_beds, reserves
from seawall.plan.isolate.rules import Solving


def bound(cells: Sequence[Cell], those: Sequence[Floor], solving: Solving) -> int:
    """The least that rooms and their beds allow, over every number of reserves opened.

    It leaves out floors, air, accessible rooms and sites that can: each of them only makes a plan dearer. So
    many reserves have no more rooms than the largest have, and none with more beds than any has: which are opened may
    differ from ours.
    """
    every = sum(cell.weight for cell in cells)
    kinds = Counter((cell.weight, cell.beds) for cell in cells)
    beds = Counter(room.beds for floor in those if not floor.reserve for room in floor.rooms)
    best = every - _most(kinds, beds)
    widest, opened = most_beds(floor for floor in those if floor.reserve), 0
    for number, site in enumerate(reserves(those), start=1):
        opened += sum(len(floor.rooms) for floor in those if floor.site == site)
        with_them = beds + Counter({widest: opened})
        best = min(best, every - _most(kinds, with_them) + number * solving.weights["reserve"])
    return best


def _most(kinds: Counter[tuple[int, int]], beds: Counter[int]) -> int:
    """The greatest weight of cells that can have rooms: the heaviest first, each as many as still fit."""
    largest = max(beds, default=0)
    left = [sum(n for size, n in beds.items() if size >= least) for least in range(1, largest + 1)]
    total = 0
    for (weight, needs), number in sorted(kinds.items(), reverse=True):
        if needs <= largest:
            fits = min(number, *left[:needs])
            left[:needs] = [free - fits for free in left[:needs]]
            total += weight * fits
    return total
