"""A city's stays: tracing, counting and ordering them, beside the engines one would otherwise take.

    python -m benchmarks.stays [--stays 20000000] [--people 180000] [--days 14] [--repeats 5] --peers PYTHON

Every engine gets the same united stays as plain numbers (make bench-stays installs the peers; PYTHON is theirs). Each
answer is held against ours, row by row, before a ratio is printed; an engine that answers otherwise is named, not
timed. Ours: the kernels on segments in memory, all days; the peers on what they make of one Parquet file.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import numpy as np
import polars as pl
import psycopg

from benchmarks.peers.queries import ONE
from benchmarks.town import DAY, town
from seawall import presence  # noqa: F401 - before Numba starts its threads
from seawall.desk import opening
from seawall.kernels import (
    Days,
    Found,
    Searches,
    Segment,
    Stays,
    arranged,
    counts,
    days,
    pairs,
    scratch,
    searched,
    split,
)

PEERS = ("duckdb", "chdb", "polars", "superintervals", "ncls")
LEAST = 15 * 60
CASES = 10
RECENT = 4


def main() -> None:
    """Make a city, ask it, and ask the peers."""
    asked = _arguments()
    stays, places = town(asked.stays, asked.people, asked.days)
    print(f"{len(stays.person):,} stays of {asked.people:,} people at {places:,} places over {asked.days} days")
    begins = np.arange(0, (asked.days + 1) * DAY, DAY, dtype=np.int32)
    ours: dict[str, list[float]] = {}
    segments, ours["build"] = _timed(lambda: _ordered(stays, begins, places, asked.people), asked.repeats)
    city = days([[each] for each in segments], begins)
    cases = {"one": _cases(asked, asked.days), "two": _cases(asked, RECENT)}
    found = {}
    for name, searches in cases.items():
        found[name], ours[name] = _timed(lambda: _asked(city, searches, asked.people, name == "two"), asked.repeats)  # noqa: B023 - asked at once
    middle = asked.days // 2
    span = int(begins[middle]), int(begins[middle + 1])
    met, ours["counts"] = _timed(lambda: counts(segments[middle], *span, LEAST, asked.people), asked.repeats)
    every, ours["pairs"] = _timed(lambda: pairs(segments[middle], *span, 1), asked.repeats)
    with tempfile.TemporaryDirectory(prefix="seawall-bench-") as folder:
        _write(Path(folder), stays, cases, segments[middle], span, asked)
        theirs = {peer: _peer(asked, Path(folder), peer) for peer in PEERS if asked.peers}
        theirs["postgresql"] = _postgres(Path(folder), asked.repeats)
        _compare(Path(folder), found, cases, met, len(every.left))
    _print(ours, {peer: each for peer, each in theirs.items() if each})


def _arguments() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("stays", 20_000_000), ("people", 180_000), ("days", 14), ("repeats", 5)):
        given.add_argument(f"--{name}", type=int, default=default)
    given.add_argument("--peers", type=Path, help="the Python of the peers' environment; without it ours alone")
    return given.parse_args()


T = TypeVar("T")


def _timed(work: Callable[[], T], repeats: int) -> tuple[T, list[float]]:
    """The answer, and how long each run took after a first that does not count."""
    work()
    runs = []
    for _ in range(repeats):
        begun = time.perf_counter()
        answer = work()
        runs.append(time.perf_counter() - begun)
    return answer, runs


def _ordered(stays: Stays, begins: np.ndarray, places: int, people: int) -> list[Segment]:
    """Both orders of every day."""
    return [arranged(part, int(begins[at]), places, people) for at, part in enumerate(split(stays, begins))]


def _cases(asked: argparse.Namespace, recent: int) -> Searches:
    """Ten people drawn by chance, and the last days of each."""
    person = np.sort(np.random.default_rng(5).choice(asked.people, CASES, replace=False)).astype(np.int32)
    until = np.full(CASES, asked.days * DAY, np.int32)
    return Searches(person, np.arange(CASES + 1, dtype=np.int32), until - np.int32(recent * DAY), until)


def _asked(city: Days, searches: Searches, people: int, two: bool) -> Found:
    """Two degrees on all cores, each with its share of the cases; one is over before a second core would begin."""
    if not two:
        return _one(city, searches, people, two, 0)
    cores = os.process_cpu_count() if hasattr(os, "process_cpu_count") else len(os.sched_getaffinity(0))
    with ThreadPoolExecutor(cores) as pool:
        shares = [range(core, CASES, cores) for core in range(cores)]
        parts = list(pool.map(lambda core: _one(city, _some(searches, shares[core]), people, two, core), range(cores)))
    numbers = [np.array(share)[part.search] for share, part in zip(shares, parts, strict=True)]
    return Found(np.concatenate(numbers), *(np.concatenate(each) for each in list(zip(*parts, strict=True))[1:]))


def _one(city: Days, searches: Searches, people: int, two: bool, core: int) -> Found:
    return searched(city, searches, two=two, linger=0, least=LEAST, on=_scratch(people, core))


def _some(searches: Searches, share: range) -> Searches:
    rows = np.array(share)
    heads = np.arange(len(rows) + 1, dtype=np.int32)
    return Searches(searches.person[rows], heads, searches.since[rows], searches.until[rows])


@cache
def _scratch(people: int, core: int) -> Any:  # noqa: ARG001 - each core has its own
    """Made once a core, as a service keeps it: it is empty again after each search."""
    return scratch(people)


def _write(
    folder: Path,
    stays: Stays,
    cases: dict[str, Searches],
    day: Segment,
    span: tuple[int, int],
    asked: argparse.Namespace,
) -> None:
    """What the peers read."""
    pl.DataFrame({"person": stays.person, "place": stays.place, "came": stays.start, "left": stays.end}).write_parquet(
        folder / "stays.parquet"
    )
    for name, each in cases.items():
        frame = pl.DataFrame({"person": each.person, "since": each.since, "until": each.until})
        frame.write_parquet(folder / f"cases_{name}.parquet")
    for name, least in (("line_counts", LEAST), ("line_pairs", 1)):
        _line(day, span, least).write_parquet(folder / f"{name}.parquet")
    told = {"least": LEAST, "begins": span[0], "ends": span[1], "people": asked.people}
    (folder / "asked.json").write_text(json.dumps(told))


def _line(day: Segment, span: tuple[int, int], least: int) -> pl.DataFrame:
    """A day's stays on one line of ranks, all places one after the other: two overlap there if they met so long.

    Both are cut to the day and shortened by `least` at their end; of one moment the comings stand before the leavings.
    """
    place = np.repeat(np.arange(len(day.longest), dtype=np.int64), np.diff(day.places))
    start, end = np.maximum(day.start, span[0]), np.minimum(day.end, span[1]) - least
    long = end >= start
    moments = np.concatenate([2 * start[long].astype(np.int64), 2 * end[long].astype(np.int64) + 1])
    order = np.lexsort((moments, np.tile(place[long], 2)))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    half = len(order) // 2
    return pl.DataFrame({"start": rank[:half], "end": rank[half:], "person": day.person[long]})


def _peer(asked: argparse.Namespace, folder: Path, peer: str) -> dict[str, Any] | None:
    """What a peer measured; None, with its last words, where it does not run here."""
    script = Path(__file__).with_name("peers") / "stays.py"
    words = [str(asked.peers), str(script), str(folder), peer, str(asked.repeats)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    if done.returncode:
        print(f"{peer} does not run: {done.stderr.strip().splitlines()[-1:]}")
        return None
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _postgres(folder: Path, repeats: int) -> dict[str, Any]:
    """The server Seawall carries, with an index of each order that covers the query."""
    home = folder / "home"
    opening.init(home, zone="UTC", history=True)
    try:
        with psycopg.connect(opening.opened(home).server.uri("owner"), autocommit=True) as server:
            server.execute('CREATE TABLE by_place (person int, place int, came int, "left" int)')
            with server.cursor().copy("COPY by_place FROM STDIN (FORMAT csv)") as copy:
                for part in pl.read_parquet(folder / "stays.parquet").iter_slices(500_000):
                    copy.write(part.write_csv(include_header=False))
            server.execute('CREATE INDEX ON by_place (place, came) INCLUDE ("left", person)')
            server.execute('CREATE INDEX ON by_place (person, came) INCLUDE ("left", place)')
            server.execute("CREATE VIEW by_person AS SELECT * FROM by_place")
            server.execute("CREATE TABLE cases (person int, since int, until int)")
            with server.cursor().copy("COPY cases FROM STDIN (FORMAT csv)") as copy:
                copy.write(pl.read_parquet(folder / "cases_one.parquet").write_csv(include_header=False))
            server.execute("VACUUM ANALYZE by_place")
            rows, runs = _timed(lambda: server.execute(ONE.format(least=LEAST)).fetchall(), repeats)
            said = server.execute("SHOW server_version").fetchone()
    finally:
        opening.stop(home)
    columns = ("case", "other", "seconds", "first", "last", "meetings")
    pl.DataFrame(rows, schema=columns, orient="row").write_parquet(folder / "postgresql_one.parquet")
    return {"runs": {"one": runs}, "versions": {"postgresql": said[0] if said else "?"}}


def _compare(folder: Path, found: dict[str, Found], cases: dict[str, Searches], met: np.ndarray, every: int) -> None:
    """Every answer that a peer left, against ours."""
    for file in sorted(folder.glob("*_one.parquet")) + sorted(folder.glob("*_two.parquet")):
        if file.name.startswith("cases"):
            continue
        name = file.stem.rpartition("_")[2]
        theirs = pl.read_parquet(file)
        same = _rows(found[name], cases[name], name).equals(
            theirs.select(pl.all().cast(pl.Int64)).sort("case", "other")
        )
        print(f"{file.stem}: {theirs.height:,} rows, {_same(same)}")
    counted = folder / "duckdb_counts.parquet"
    if counted.exists():
        theirs = pl.read_parquet(counted)
        whole = np.zeros(len(met), np.int64)
        whole[theirs["person"].to_numpy()] = theirs["meetings"].to_numpy()
        print(f"duckdb_counts: {_same((whole == met).all())}")
    if (file := folder / "superintervals_counts.npy").exists():
        print(f"superintervals_counts: {_same((np.load(file) == met).all())}")
    if (file := folder / "ncls_pairs.npy").exists():
        print(f"ncls_pairs: {every:,} pairs, {_same(np.load(file)[0] == every)}")


def _same(same: bool) -> str:
    return "the same as ours" if same else "NOT the same as ours"


def _rows(found: Found, cases: Searches, name: str) -> pl.DataFrame:
    frame = pl.DataFrame(
        {
            "case": found.search, "other": found.person, "seconds": found.seconds, "first": found.first,
            "last": found.last, "meetings": found.meetings, "via": found.via,
        }
    ).cast(pl.Int64).sort("case", "other")  # fmt: skip
    named = frame.with_columns(pl.Series(cases.person).cast(pl.Int64).gather(frame["case"]).alias("case")).sort(
        "case", "other"
    )
    return named.filter(pl.col("via") >= 0) if name == "two" else named.drop("via")


def _print(ours: dict[str, list[float]], theirs: dict[str, dict[str, Any]]) -> None:
    for work, runs in ours.items():
        print(f"{work:8s} ours {_said(runs)}")
        for peer, answer in theirs.items():
            if work in answer["runs"]:
                ratio = median(answer["runs"][work]) / median(runs)
                print(
                    f"{'':8s} {peer} {answer['versions'][peer]} {_said(answer['runs'][work])}: {ratio:.1f} times ours"
                )


def _said(runs: list[float]) -> str:
    return f"{median(runs) * 1e3:,.1f} ms ({min(runs) * 1e3:,.1f} to {max(runs) * 1e3:,.1f})"


if __name__ == "__main__":
    main()
