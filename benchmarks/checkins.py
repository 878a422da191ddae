"""Live check-ins, durable before they are acknowledged, beside plain tables of the same PostgreSQL with two indexes.

    python -m benchmarks.checkins [--batches 200] [--singles 4000] [--repeats 5]

Ours: checked, sealed, and in the record; by one thread, and by several through Intake, where one commit answers all
that wait. The peers check and encrypt nothing, and are given text or values made beforehand: COPY of 1,000 rows and a
commit, and INSERT of one row and a commit from 16 connections. All in one process, taking turns.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl
import psycopg

from seawall.desk import opening
from seawall.desk.intake import Intake
from seawall.desk.opening import Desk
from seawall.desk.reader import DAY_KEYS
from seawall.desk.record import Record
from seawall.presence.live.checkins import CHECKINS

NOW = datetime(2022, 1, 22, 12, 0, tzinfo=UTC)
BATCH = 1_000
THREADS = 4
CONNECTIONS = 16
AIMS = {"batches, one thread": 300_000, "batches, four threads": 300_000, "singles, 16 threads": 4_000}


def main() -> None:
    """Fill both, in turns, and say how many rows a second became durable."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="seawall-bench-") as folder:
        home = Path(folder) / "home"
        opening.init(home, zone="Asia/Shanghai", history=False)
        try:
            desk = opening.opened(home)
            print(f"a write of 8 KiB and its fsync on this disk: {_fsync(home):.2f} ms")
            _print(_measured(desk, asked))
        finally:
            opening.stop(home)


def _arguments() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("batches", 200), ("singles", 4_000), ("repeats", 5)):
        given.add_argument(f"--{name}", type=int, default=default)
    return given.parse_args()


def _fsync(folder: Path) -> float:
    """Milliseconds, the median of 200."""
    runs = []
    with (folder / "probe").open("wb") as out:
        for _ in range(200):
            begun = time.perf_counter()
            out.write(bytes(8192))
            out.flush()
            os.fdatasync(out.fileno())
            runs.append(time.perf_counter() - begun)
    return 1e3 * median(runs)


def _measured(desk: Desk, asked: argparse.Namespace) -> dict[str, dict[str, list[float]]]:
    """Rows a second, of each work and each engine, in each turn."""
    record = Record(desk.server, desk.zone, desk.home.path / DAY_KEYS, timedelta(days=21))
    uri = desk.server.uri("owner")
    _plain_table(uri)
    many = [_checkins(BATCH, seed) for seed in range(asked.batches)]
    alone = list(_checkins(asked.singles, asked.batches).iter_slices(1))
    texts, values = (
        [frame.write_csv(include_header=False).encode() for frame in many],
        [frame.row(0) for frame in alone],
    )
    works: dict[str, dict[str, Callable[[], None]]] = {
        "batches, one thread": {"ours": lambda: _by_one(record, many), "COPY": lambda: _copied(uri, texts, 1)},
        "batches, four threads": {
            "ours": lambda: _taken_in(record, many, THREADS),
            "COPY": lambda: _copied(uri, texts, THREADS),
        },
        "singles, 16 threads": {
            "ours": lambda: _taken_in(record, alone, CONNECTIONS),
            "INSERT": lambda: _inserted(uri, values),
        },
    }
    rows = {name: asked.singles if "singles" in name else asked.batches * BATCH for name in works}
    found: dict[str, dict[str, list[float]]] = {name: {who: [] for who in each} for name, each in works.items()}
    for turn in range(asked.repeats + 1):  # the first does not count
        for name, each in works.items():
            for who, work in each.items():
                begun = time.perf_counter()
                work()
                if turn:
                    found[name][who].append(rows[name] / (time.perf_counter() - begun))
    _refuse_lost(record, [*many, *alone])
    record.close()
    return found


def _checkins(rows: int, seed: int) -> pl.DataFrame:
    """People and places by number as ids of 36 characters would be, over the last twelve hours."""
    chance = np.random.default_rng(seed)
    came = (
        NOW - timedelta(hours=12) + pl.Series(chance.integers(0, 12 * 3600, rows) * 1_000_000).cast(pl.Duration("us"))
    )
    given = pl.DataFrame({"person": chance.integers(0, 180_000, rows), "place": chance.integers(0, 20_000, rows)})
    names = given.select(
        pl.format("00000000-0000-4000-8000-{}", pl.col("person").cast(pl.String).str.zfill(12)).alias("person"),
        pl.format("place-{}", "place").alias("place"),
    )
    columns = names.with_columns(came.alias("came"), pl.lit(None).alias("left"))
    return columns.select(pl.col(name).cast(kind) for name, kind in CHECKINS.items())


def _by_one(record: Record, frames: Sequence[pl.DataFrame]) -> None:
    for frame in frames:
        record.append(frame, NOW)


def _taken_in(record: Record, frames: Sequence[pl.DataFrame], threads: int) -> None:
    with Intake(record, lambda: NOW) as intake, ThreadPoolExecutor(threads) as pool:

        def hand_in(nth: int) -> None:
            for frame in frames[nth::threads]:
                assert intake.put(frame).result().rejected.is_empty()

        list(pool.map(hand_in, range(threads)))


def _plain_table(uri: str) -> None:
    with psycopg.connect(uri) as server:
        server.execute('CREATE TABLE plain (person text, place text, came timestamptz, "left" timestamptz)')
        server.execute("CREATE INDEX ON plain (person, came)")
        server.execute("CREATE INDEX ON plain (place, came)")


def _copied(uri: str, texts: Sequence[bytes], connections: int) -> None:
    def copy(nth: int) -> None:
        with psycopg.connect(uri, autocommit=True) as server, server.cursor() as cursor:
            for text in texts[nth::connections]:
                with cursor.copy("COPY plain FROM STDIN (FORMAT csv)") as into:
                    into.write(text)

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(copy, range(connections)))


def _inserted(uri: str, rows: Sequence[tuple[object, ...]]) -> None:
    def insert(nth: int) -> None:
        with psycopg.connect(uri, autocommit=True) as server:
            for row in rows[nth::CONNECTIONS]:
                server.execute("INSERT INTO plain VALUES (%s, %s, %s, %s)", row, prepare=True)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(insert, range(CONNECTIONS)))


def _refuse_lost(record: Record, frames: Sequence[pl.DataFrame]) -> None:
    given = pl.concat(frames).unique()
    found = record.known().select(*CHECKINS)
    assert found.sort("person", "place", "came").equals(given.sort("person", "place", "came"))
    print(f"{len(found):,} check-ins of {sum(map(len, frames)):,} handed in are known, each once")


def _print(found: dict[str, dict[str, list[float]]]) -> None:
    for name, each in found.items():
        said = ", ".join(
            f"{who} {median(runs):,.0f}/s ({min(runs):,.0f} to {max(runs):,.0f})" for who, runs in each.items()
        )
        ours, peer = (median(runs) for runs in each.values())
        print(
            f"{name}: {said}; ratio {ours / peer:.2f}; {'reaches' if ours >= AIMS[name] else 'misses'} {AIMS[name]:,}/s"
        )


if __name__ == "__main__":
    main()
