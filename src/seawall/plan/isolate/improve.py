"""A better plan than the constructive one, where there may be one: CP-SAT over cells and floors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from seawall.plan.isolate.cells import Cell, known
from seawall.plan.isolate.coming import least
from seawall.plan.isolate.free import Floor
from seawall.plan.isolate.given import Given, There
from seawall.plan.isolate.model import solve
from seawall.plan.isolate.rules import Solving

UNMOVED = "nobody is moved for families that have a room already"


@dataclass(frozen=True)
class Solved:
    """The plan, the least any plan can cost, how it was found, and why the solver was not asked or did not help."""

    plan: Given
    cost: int
    bound: int
    how: str
    why: str


def improved(plan: Given, cells: Sequence[Cell], those: Sequence[Floor], beds: int, solving: Solving) -> Solved:
    """The plan as it is where it is at its bound or the question too large; else the better of it and the solver's.

    Where what presses is at the bound of `beds`, nobody is moved for families that have a room already.
    One worker, a fixed seed and a limit in deterministic time: the same facts give the same plan to the byte.
    """
    cost, lowest = plan.cost(cells, solving), least(cells, those, plan.there, solving)
    if cost <= lowest:
        return Solved(plan, cost, lowest, "constructive", "no plan can cost less")
    if plan.pressing(cells, solving) <= beds:
        return Solved(plan, cost, lowest, "constructive", UNMOVED)
    size = len(cells) * len(those)
    if size > solving.size:
        why = f"not improved: {size:,} choices of cell and floor are more than {solving.size:,}"
        return Solved(plan, cost, lowest, "constructive", why)
    on, air, proved = solve(plan, cells, those, solving)
    lowest = max(lowest, proved)
    better = _realised(on, air, those, plan.there)
    if on and better.beats(plan, cells, solving):
        return Solved(better, better.cost(cells, solving), lowest, "CP-SAT", f"improved from {cost}")
    cheaper = on and better.cost(cells, solving) < cost
    why = UNMOVED if cheaper else "CP-SAT found nothing better within its limit"
    return Solved(plan, cost, lowest, "constructive", why)


def _realised(on: Mapping[Cell, int], air: Mapping[int, str], those: Sequence[Floor], there: There) -> Given:
    """Rooms for the cells on their floors, the most demanding first; whoever finds none there has none."""
    fresh = [replace(floor, rooms=list(floor.rooms), air=air.get(n, floor.air)) for n, floor in enumerate(those)]
    plan = Given(fresh, there)

    def demands(cell: Cell) -> tuple[object, ...]:
        return not cell.accessible, -cell.beds, air.get(on[cell]) == cell.risk, known(cell)

    for cell in sorted(on, key=demands):
        plan.all_on(fresh[on[cell]], [cell])
    used = {site for site, _, _ in plan.rooms.values()}
    plan.opened = sorted({floor.site for floor in those if floor.reserve} & used)
    return plan
