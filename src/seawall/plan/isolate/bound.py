"""What no plan of rooms can be better than, counted without looking at floors."""

from collections import Counter
from collections.abc import Sequence

from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.free import Floor, reserves
from seawall.plan.isolate.rules import Solving


def bound(cells: Sequence[Cell], those: Sequence[Floor], solving: Solving) -> int:
    """The least that rooms and their beds allow, over every number of reserves opened.

    It leaves out floors, air, accessible rooms and sites that can: each of them only makes a plan dearer.
    """
    every = sum(cell.weight for cell in cells)
    kinds = Counter((cell.weight, cell.beds) for cell in cells)
    beds = Counter(room.beds for floor in those if not floor.reserve for room in floor.rooms)
    best = every - _most(kinds, beds)
    for number, site in enumerate(reserves(those), start=1):
        beds.update(room.beds for floor in those if floor.site == site for room in floor.rooms)
        best = min(best, every - _most(kinds, _largest(beds)) + number * solving.weights["reserve"])
    return best


def _largest(beds: Counter[int]) -> Counter[int]:
    """The same number of rooms with the most beds there are: which reserves are opened may differ from ours."""
    return Counter({max(beds): sum(beds.values())})


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
