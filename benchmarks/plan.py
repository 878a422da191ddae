"""A whole plan at the size of a city's bad week: 1,000 open cases, 50,000 contacts, 2 million stays, from PostgreSQL.

    python -m benchmarks.plan [--stays 2000000] [--cases 1000] [--repeats 3] [--policy covid19-cn-9-opt20]

A home is filled once; then `seawall plan` is run as its user runs it, a new process each time, and beside it one plain
SQL query over the same database that only finds who overlapped a case at a place. Prints medians, the most memory, and
the ratio.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

import polars as pl

from benchmarks.trace import NOW, city
from seawall.desk import opening, planning
from seawall.store import database, facts
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import Facts

POLICY = "covid19-cn-9-opt20"
"""A policy without a second ring: of a city this dense the second ring is nearly everybody (see --policy)."""
SQL = """
    CREATE TEMPORARY TABLE met AS
    SELECT w."case", o.person, o.place, min(greatest(s.came_from, w.since, o.came_from)) AS first,
        max(least(s.left_until, w.until, o.left_until)) AS last
    FROM (SELECT c."case", c.person, min(o.onset_from) - interval '2 days' AS since, now() AS until
          FROM facts.cases c JOIN facts.symptoms o USING (person) GROUP BY 1, 2) w
    JOIN facts.stays s ON s.person = w.person AND s.came_from < w.until AND s.left_until > w.since
    JOIN facts.stays o ON o.place = s.place AND o.person <> s.person
        AND o.came_from < least(s.left_until, w.until) AND o.left_until > greatest(s.came_from, w.since)
    GROUP BY 1, 2, 3
"""


def main() -> None:
    """Fill a home, make the plan as a user does, ask PostgreSQL the bare question, print both."""
    asked = arguments(__doc__)
    with tempfile.TemporaryDirectory(prefix="seawall-bench-") as folder:
        home = Path(folder) / "home"
        opening.init(home, zone="Asia/Shanghai", history=True)
        try:
            fill(home, *city(asked.stays, asked.cases))
            made = [_made(home, asked.policy) for _ in range(asked.repeats)]
            ours = [_plan(home, Path(folder) / "plan", asked.policy) for _ in range(asked.repeats)]
            plain = [_sql(home) for _ in range(asked.repeats)]
        finally:
            opening.stop(home)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"the plan, from the database to every row and reason: {median(made):.2f} s")
    print(f"seawall plan, from the command to its files: {median(ours):.2f} s, at most {memory:.2f} GiB")
    print(f"plain SQL, the overlap of ring 1 alone: {median(plain):.2f} s")
    print(f"ratio, plain SQL to the whole plan: {median(plain) / median(made):.1f}")


def fill(home: Path, known: Facts, episodes: pl.DataFrame) -> None:
    """Stores a city and the outbreak behind the episodes."""
    opened = opening.opened(home)
    begun = time.perf_counter()
    frames = {**known.frames, **_outbreak(episodes)}
    for table, frame in frames.items():
        facts.append(opened.server, opened.home, table, frame.drop("row"), "bench", "invented")
    print(f"{sum(len(frame) for frame in frames.values()):,} rows stored in {time.perf_counter() - begun:.0f} s")


def _outbreak(episodes: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The incident, cases, classes and onsets behind the episodes."""
    said = {"recorded_at": NOW - timedelta(hours=1), "recorded_by": "bench", "source": "invented"}
    common = [pl.lit(value).alias(name) for name, value in said.items()]
    cases = episodes.select("case", "person", pl.lit("bench").alias("incident"), "opened_from", "opened_until", *common)
    classes = episodes.select("case", pl.lit("confirmed").alias("class"), *common)
    onsets = episodes.select("person", pl.lit("onset").alias("kind"), "onset_from", "onset_until", *common)
    incident = pl.DataFrame({"incident": ["bench"], "policy": [POLICY]}).with_columns(common)
    frames = {"incidents": incident, "cases": cases, "classifications": classes, "symptoms": onsets}
    return {name: whole(name, frame) for name, frame in frames.items()}


def whole(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with every column of its table."""
    wanted = TABLES[table].create_empty().schema
    missing = [pl.lit(None).alias(name) for name in wanted if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in wanted.items())


def _made(home: Path, policy: str) -> float:
    begun = time.perf_counter()
    made = planning.plan(home, NOW.isoformat(), None, policy)
    taken = time.perf_counter() - begun
    rows = made.plan.traced.contacts
    print(f"  made: {taken:.2f} s, {rows.height:,} contact rows of {rows['person'].n_unique():,} people")
    return taken


def _plan(home: Path, out: Path, policy: str) -> float:
    words = ("plan", "--at", NOW.isoformat(), "--home", str(home), "--out", str(out), "--policy", policy)
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "seawall.cli", *words], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    taken = time.perf_counter() - begun
    people = pl.read_csv(out / "contacts.csv", columns=["person"])["person"].n_unique()
    print(f"  plan: {taken:.2f} s, {people:,} people followed")
    return taken


def _sql(home: Path) -> float:
    opened = opening.opened(home)
    begun = time.perf_counter()
    with database.transaction(opened.server) as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS met")
        connection.exec_driver_sql(SQL)
    return time.perf_counter() - begun


def arguments(described: str | None) -> argparse.Namespace:
    """The sizes asked for."""
    parser = argparse.ArgumentParser(description=described, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stays", type=int, default=2_000_000)
    parser.add_argument("--cases", type=int, default=1_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--policy", default=POLICY)
    return parser.parse_args()


if __name__ == "__main__":
    main()
