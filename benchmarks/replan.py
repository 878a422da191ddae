"""A plan made again after one new fact, at the size of a city's bad week: how long, and what else changed.

    python -m benchmarks.replan [--stays 2000000] [--cases 1000] [--repeats 3] [--policy covid19-cn-9-opt20]

A home is filled, the plan made and signed by two organisations. Then one fact is added: somebody nobody had heard of
lives with a case. `seawall plan` runs again as its user runs it, and every file and difference is compared with the
one before: rows that do not name that person and still changed are printed with their file, and are a fault. The peer
is the first plan, which has no orders in force to keep to.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import polars as pl

from benchmarks.plan import arguments, fill, whole
from benchmarks.trace import NOW, city
from seawall.desk import opening, planning, signing
from seawall.store import facts

COMPARED = ("contacts", "zones", "rooms", "transfers", "tests", "found", "release", "staff", "clean", "care")
NEW = "P-new"


def main() -> None:
    """Fill, plan, sign, add one fact, plan again and compare."""
    asked = arguments(__doc__)
    with tempfile.TemporaryDirectory(prefix="seawall-bench-") as folder:
        home, before, after = (Path(folder) / name for name in ("home", "before", "after"))
        opening.init(home, zone="Asia/Shanghai", history=True)
        try:
            fill(home, *city(asked.stays, asked.cases))
            first = [_plan(home, before, asked.policy) for _ in range(asked.repeats)]
            _sign(home, before)
            _learn(home)
            again = [_plan(home, after, asked.policy) for _ in range(asked.repeats)]
        finally:
            opening.stop(home)
        print(f"seawall plan, nothing signed: {median(first):.2f} s; after one new fact: {median(again):.2f} s")
        print(f"ratio, the first plan to the plan made again: {median(first) / median(again):.2f}")
        print(f"rows changed that do not name {NEW}: {_changed(before, after)}; differences: {_differences(after)}")


def _plan(home: Path, out: Path, policy: str) -> float:
    words = ("plan", "--at", NOW.isoformat(), "--home", str(home), "--out", str(out), "--policy", policy)
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "seawall.cli", *words], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    return time.perf_counter() - begun


def _sign(home: Path, folder: Path) -> None:
    for officer in ("one", "two"):
        signing.sign(home, folder, officer=officer, role="commander", organisation=officer)


def _learn(home: Path) -> None:
    """One relation: somebody new shares a household with the first case."""
    opened = opening.opened(home)
    known, _ = planning.facts_at(opened, NOW)
    case = known["cases"].sort("case")["person"][0]
    row = {
        "person": case, "other": NEW, "kind": "household", "recorded_at": NOW, "recorded_by": "bench",
        "source": "invented",
    }  # fmt: skip
    facts.append(opened.server, opened.home, "relations", whole("relations", pl.DataFrame([row])).drop("row"), "b", "b")


def _changed(before: Path, after: Path) -> dict[str, int]:
    """By file, how many rows are in one of the plans alone and do not name the new person."""
    found: dict[str, int] = {}
    for name in COMPARED:
        was, is_ = ((folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()[1:] for folder in (before, after))
        moved = [row for row in set(was).symmetric_difference(is_) if NEW not in row]
        found |= {name: len(moved)} if moved else {}
    return found


def _differences(folder: Path) -> list[str]:
    asked = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["differences"]
    return [" ".join(row) for row in zip(asked["sign"], asked["scope"], asked["subject"], strict=True)]


if __name__ == "__main__":
    main()
