"""The question put to CP-SAT: which cell goes on which floor, at what cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from seawall.plan.isolate.cells import Cell
from seawall.plan.isolate.free import Floor
from seawall.plan.isolate.given import Given, Storey, There
from seawall.plan.isolate.rules import Solving

SEED = 20220123
ROUNDING = 1e-6
"""The solver gives its bound as a float: 5.0000001 means 5."""


@dataclass
class Model:
    """The questions put to the solver: `on` cell and floor, `uses` family and floor, `opens` reserve, `air` floor."""

    ask: Any
    on: dict[tuple[int, int], Any] = field(default_factory=dict)
    uses: dict[tuple[str, int], Any] = field(default_factory=dict)
    opens: dict[str, Any] = field(default_factory=dict)
    air: dict[tuple[int, str], Any] = field(default_factory=dict)
    costs: list[Any] = field(default_factory=list)


def solve(
    plan: Given, cells: Sequence[Cell], those: Sequence[Floor], solving: Solving
) -> tuple[dict[Cell, int], dict[int, str], int]:
    """Which cell goes on which floor, whose the shared air of a floor is, and the least that any plan can cost."""
    from ortools.sat.python import cp_model  # loads pandas, 1.5 s: only where it is asked

    model = Model(cp_model.CpModel())
    for number, cell in enumerate(cells):
        _cell(model, number, cell, those, solving)
    for number, floor in enumerate(those):
        _floor(model, number, floor, cells)
    _families(model, cells, those, solving, plan.there)
    model.ask.minimize(sum(model.costs))
    _hint(model, plan, cells, those)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = solving.limit
    status = solver.solve(model.ask)
    least = ceil(solver.best_objective_bound - ROUNDING)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}, {}, least
    on = {cells[cell]: floor for (cell, floor), var in model.on.items() if solver.value(var)}
    return on, {floor: risk for (floor, risk), var in model.air.items() if solver.value(var)}, least


def _cell(model: Model, number: int, cell: Cell, those: Sequence[Floor], solving: Solving) -> None:
    """A cell is on one floor that has a room for it, or costs its weight."""
    possible = [place for place, floor in enumerate(those) if floor.fits(cell) is not None]
    for place in possible:
        model.on[number, place] = model.ask.new_bool_var("")
    here = [model.on[number, place] for place in possible]
    model.ask.add_at_most_one(here)
    model.costs.append(cell.weight * (1 - sum(here)))
    for place in possible:
        site = those[place].site
        if those[place].reserve:
            if site not in model.opens:
                model.opens[site] = model.ask.new_bool_var("")
                model.costs.append(solving.weights["reserve"] * model.opens[site])
            model.ask.add_implication(model.on[number, place], model.opens[site])


def _floor(model: Model, number: int, floor: Floor, cells: Sequence[Cell]) -> None:
    """No more cells than rooms with enough beds; on shared air one risk class, any other in rooms with their own."""
    here = [(cell, model.on[place, number]) for place, cell in enumerate(cells) if (place, number) in model.on]
    risks = sorted({cell.risk for cell, _ in here})
    air = {risk: model.ask.new_bool_var("") for risk in risks if floor.air in (None, risk)}
    model.air.update({(number, risk): var for risk, var in air.items()})
    model.ask.add_at_most_one(air.values())
    for least in sorted({cell.beds for cell, _ in here}):
        rooms = [room for room in floor.rooms if room.beds >= least]
        own = sum(1 for room in rooms if not room.shared)
        model.ask.add(sum(var for cell, var in here if cell.beds >= least) <= len(rooms))
        for risk in risks:
            asked = sum(var for cell, var in here if cell.beds >= least and cell.risk == risk)
            model.ask.add(asked <= own + (len(rooms) - own) * air.get(risk, 0))
    wheels = sum(1 for room in floor.rooms if room.accessible)
    model.ask.add(sum(var for cell, var in here if cell.accessible) <= wheels)


def _families(model: Model, cells: Sequence[Cell], those: Sequence[Floor], solving: Solving, there: There) -> None:
    """A family costs for each floor more than one that it is on, or than those where it is already."""
    groups: dict[str, list[int]] = {}
    for number, cell in enumerate(cells):
        groups.setdefault(cell.family, []).append(number)
    for family, numbers in groups.items():
        already = there.get(family, ())
        if len(numbers) < 2 and not already:
            continue
        used = []
        for place in _away(those, already):
            here = [model.on[number, place] for number in numbers if (number, place) in model.on]
            if here:
                var = model.uses[family, place] = model.ask.new_bool_var("")
                model.ask.add_max_equality(var, here)
                used.append(var)
        more = model.ask.new_int_var(0, len(those), "")
        model.ask.add(more >= sum(used) - (0 if already else 1))
        model.costs.append(solving.weights["parted"] * more)


def _away(those: Sequence[Floor], already: Sequence[Storey]) -> Iterator[int]:
    """The floors on which a family is not yet."""
    yield from (place for place, floor in enumerate(those) if (floor.site, floor.floor) not in already)


def _hint(model: Model, plan: Given, cells: Sequence[Cell], those: Sequence[Floor]) -> None:
    """The solver begins with the constructive plan."""
    numbers = {(floor.site, floor.floor): place for place, floor in enumerate(those)}
    on = {cell: numbers[site, floor] for cell, (site, _, floor) in plan.rooms.items()}
    for (number, place), var in model.on.items():
        model.ask.add_hint(var, on.get(cells[number]) == place)
