"""Rooms for 5,000 people in 330 groups over 117 sites and 12,591 rooms, beside plain first fit.

    python -m benchmarks.isolate [--people 5000] [--groups 330] [--sites 117] [--rooms 12591] [--repeats 3]

The counts of sites and rooms are those a city published in January 2022; how they are shared, and all people, are
invented, always the same. A group is people met in one setting; they live in households. Prints the time, the cost and
its bound, what the independent checker finds, and the same of a plan that takes the next free bed for each person in
the order of the list. With `--people 45000 --rooms 500 --sites 3` it is the other end: more people than rooms.
"""

import argparse
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from statistics import median
from typing import Any

import numpy as np
import polars as pl

from seawall.plan.isolate import Isolated, IsolateRules, isolate
from seawall.policy import load
from seawall.policy.isolate import isolate_rules
from seawall.tables.facts import Facts
from tests.given import SHANGHAI, Row, frame, local
from tests.plan.isolate.drawn import contacts, episodes
from tests.slow.isolate import faults

NOW = "24T08:00"
SEED = 20220123
POLICY = "covid19-cn-8"
WRONGS = (" share ", "is alone in", "on the air of", " needs ", "cannot enter")
"""What first fit is asked about: who is with whom, and where care is; the other constraints were not its question."""


def main() -> None:
    """Make the city, plan it, check the plan, do the same plainly, print both."""
    asked = _arguments()
    rules = isolate_rules(load(POLICY))
    facts, people = city(asked.people, asked.groups, asked.sites, asked.rooms)
    met, ill = contacts(*people), episodes({})
    isolate(ill, met.head(100), facts, rules, local(NOW))
    made = [_timed(ill, met, facts, rules) for _ in range(asked.repeats)]
    plan = made[0][1]
    assert all(rows.equals(vars(made[-1][1])[name]) for name, rows in vars(plan).items()), "made twice, two plans"
    print(f"{asked.people:,} people, {asked.groups} groups, {asked.sites} sites, {asked.rooms:,} rooms")
    print(f"planned in {median(each for each, _ in made):.2f} s (median of {asked.repeats})")
    _told(plan)
    begun = time.perf_counter()
    wrong = judged(facts, people, plan, rules)
    print(f"checked in {time.perf_counter() - begun:.1f} s: {len(wrong)} faults {wrong[:2] or ''}")
    begun = time.perf_counter()
    plain = first_fit(plan, facts)
    taken = time.perf_counter() - begun
    broken = [each for each in judged(facts, people, plain, rules) if any(word in each for word in WRONGS)]
    kinds = Counter(next(word.strip() for word in WRONGS if word in each) for each in broken)
    without = plain.rooms["site"].null_count()
    print(f"first fit: {taken:.2f} s, {without:,} without a room, {len(broken)} faults {dict(kinds)}")


def _told(plan: Isolated) -> None:
    without = plan.rooms["site"].null_count()
    gap = plan.gap.row(0, named=True)
    print(f"  {plan.rooms.height - without:,} in rooms, {without:,} without; {plan.transfers.height} drives")
    print(f"  cost {gap['objective']}, bound {gap['bound']}, gap {gap['gap']} ({gap['how']}: {gap['why']})")
    for reason, count in plan.shortage.select("why", "missing").iter_rows():
        print(f"    {count:,}: {reason}")


def city(people: int, groups: int, sites: int, rooms: int) -> tuple[Facts, list[Row]]:
    """The facts of a city of so many rooms, and so many contacts in so many groups of households."""
    chance = np.random.default_rng(SEED)
    homes = _households(people, chance)
    tables = {**_means(sites, rooms, chance), **_dwellings(homes, chance)}
    frames = {name: frame(name, rows) for name, rows in tables.items()}
    group = np.sort(chance.integers(0, groups, len(homes)))
    met: list[Row] = [
        {"person": person, "ring": "close" if chance.random() < 0.4 else "secondary", "last": f"{18 + which % 5}T20:00"}
        for home, which in zip(homes, group, strict=True)
        for person in home
    ]
    return Facts(local(NOW), SHANGHAI, frames), met


def _households(people: int, chance: np.random.Generator) -> list[list[str]]:
    homes: list[list[str]] = []
    number = 0
    while number < people:
        size = min(int(chance.choice([1, 2, 3, 4, 5, 6], p=[0.2, 0.25, 0.25, 0.15, 0.1, 0.05])), people - number)
        homes.append([f"p{number + n:05}" for n in range(size)])
        number += size
    return homes


def _means(sites: int, rooms: int, chance: np.random.Generator) -> dict[str, list[Row]]:
    """Sites of very different size, one in nine a reserve; one floor in six breathes one air."""
    share = chance.dirichlet(np.full(sites, 2.0))
    counts = np.maximum(1, np.floor(share * (rooms - sites))).astype(int)
    counts[0] += rooms - counts.sum()
    listed: list[Row] = [
        {
            "site": f"s{n:03}",
            "kind": "reserve_quarantine" if n % 9 == 8 else "quarantine",
            "open": n % 9 != 8,
            "unit": "U",
        }
        for n in range(sites)
    ]
    kinds = chance.choice([1, 2, 3, 4], size=rooms, p=[0.6, 0.3, 0.07, 0.03])
    found: list[Row] = []
    for site, count in zip(listed, counts, strict=True):
        for n in range(count):
            floor = 1 + n // 20
            air = "shared" if floor % 6 == 0 else "own"
            beds, wheels = int(kinds[len(found)]), n % 20 == 0
            found.append({"site": site["site"], "room": f"{floor}{n % 20:02}", "floor": floor, "beds": beds, "air": air,
                          "accessible": wheels})  # fmt: skip
    vehicles: list[Row] = [{"vehicle": f"bus{n:02}", "kind": "bus", "seats": 20} for n in range(40)]
    capacities: list[Row] = [{"site": f"s{n:03}", "what": what, "per_day": 9} for n in (0, 9, 18)
                  for what in ("dialysis", "obstetrics", "psychiatry")]  # fmt: skip
    return {"sites": listed, "rooms": found, "vehicles": vehicles, "capacities": capacities,
            "units": [{"unit": "U", "level": "city", "name": "U"}],
            "incidents": [{"incident": "I", "disease": "virus", "unit": "U"}]}  # fmt: skip


def _dwellings(homes: list[list[str]], chance: np.random.Generator) -> dict[str, list[Row]]:
    """Where they live, how old they are (the first of a home is grown), and what they need."""
    rows: dict[str, list[Any]] = {"residences": [], "places": [], "persons": [], "traits": []}
    for number, home in enumerate(homes):
        rows["places"].append({"place": f"h{number:05}", "kind": "household", "unit": "U"})
        for nth, person in enumerate(home):
            born = int(chance.integers(1940, 2003) if nth == 0 else chance.integers(1940, 2022))
            rows["residences"].append({"person": person, "place": f"h{number:05}", "kind": "current"})
            rows["persons"].append({"person": person, "birth": f"{born}-06-01T00:00"})
            if chance.random() < 0.02:
                trait = str(chance.choice(["dialysis", "pregnant", "disabled", "lives_alone", "needs_carer"]))
                rows["traits"].append({"person": person, "trait": trait})
    return rows


def judged(facts: Facts, people: list[Row], plan: Isolated, rules: IsolateRules) -> list[str]:
    """What the independent checker finds."""
    tables = {name: table.to_dicts() for name, table in facts.frames.items()}
    answer = {name: rows.to_dicts() for name, rows in vars(plan).items()}
    plain = {
        "child": rules.child, "adult": rules.adult, "old": rules.old, "air": rules.air_unstated,
        "parted": rules.solving.weights["parted"],
        "central": {ring: terms.central.days for ring, terms in rules.terms.items() if terms.central},
        "needs": {need.trait: need.capacity for need in rules.needs if need.capacity},
    }  # fmt: skip
    return faults(tables, contacts(*people).to_dicts(), episodes({}).to_dicts(), answer, plain, local(NOW), SHANGHAI)


def first_fit(plan: Isolated, facts: Facts) -> Isolated:
    """The next free bed of the list of rooms for the next person of the list, and nothing else."""
    sites = facts["sites"].filter(pl.col("open"))
    rooms = facts["rooms"].join(sites, on="site", how="semi").sort("site", "room")
    beds = rooms.select("site", "room", pl.int_ranges(0, "beds").alias("bed")).explode("bed").with_row_index("n")
    people = plan.rooms.filter(pl.col("risk") != "case").drop("site", "room").with_row_index("n")
    given = people.join(beds, on="n", how="left").drop("n", "bed").select(plan.rooms.columns)
    cases = plan.rooms.filter(pl.col("risk") == "case")
    return replace(plan, rooms=pl.concat([given, cases]), opened=plan.opened.clear())


def _timed(ill: pl.DataFrame, met: pl.DataFrame, facts: Facts, rules: IsolateRules) -> tuple[float, Isolated]:
    begun = time.perf_counter()
    plan = isolate(ill, met, facts, rules, local(NOW))
    return timedelta(seconds=time.perf_counter() - begun).total_seconds(), plan


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in {"people": 5_000, "groups": 330, "sites": 117, "rooms": 12_591, "repeats": 3}.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    return parser.parse_args()


if __name__ == "__main__":
    main()
