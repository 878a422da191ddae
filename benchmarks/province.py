"""A trace on Spark (two cores of this machine) beside that of an index: the same rows, what each takes, and how much it
reads. `python -m benchmarks.province --stays 20000000`; give Spark memory in spark-defaults.conf (SPARK_CONF_DIR).
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from benchmarks.town import town
from seawall.presence import building, tracing
from seawall.presence.instants import ZERO
from seawall.presence.province.session import session

FIRST = datetime(2022, 1, 10, tzinfo=UTC)
DAYS, PEOPLE_PER_STAY, CASES, CORES = 14, 180_000 / 20_000_000, 10, 2
RULES: dict[str, Any] = {"least": timedelta(minutes=15), "window": timedelta(days=4)}


def made(stays: int) -> pl.DataFrame:
    """Stays of a made town, with names as long as those of a province."""
    rows, _ = town(stays, int(stays * PEOPLE_PER_STAY), DAYS)
    since = (FIRST - ZERO) // timedelta(seconds=1)
    times = (pl.from_epoch(pl.lit(column) + since + int(ZERO.timestamp()), "s") for column in (rows.start, rows.end))
    named = (
        (letter, pl.lit(column).cast(pl.String).str.zfill(9)) for letter, column in zip("pw", rows[:2], strict=True)
    )
    person, place = (pl.concat_str(pl.lit(letter), text) for letter, text in named)
    came, left = (time.dt.cast_time_unit("us").dt.replace_time_zone("UTC") for time in times)
    return pl.select(person=person, place=place, came=came, left=left)


def written(stays: pl.DataFrame, folder: Path) -> int:
    """The data set, a folder a day, in order of place and coming; its bytes."""
    for (day,), part in days(stays):
        (folder / f"day={day}").mkdir(parents=True)
        part.sort("place", "came").write_parquet(folder / f"day={day}" / "part-0.parquet", row_group_size=1_000_000)
    return sum(file.stat().st_size for file in folder.rglob("*.parquet"))


def days(stays: pl.DataFrame) -> Iterator[tuple[tuple[date], pl.DataFrame]]:
    yield from stays.group_by(pl.col("came").dt.date())


def timed(what: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    found = work()
    print(f"{what:<34}{time.perf_counter() - began:8.2f} s", flush=True)
    return found


def peaks(name: str) -> list[int]:
    """The most memory, in MB, that each running process of that name ever had."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if name in (process / "cmdline").read_text():
                status = (process / "status").read_text()
                found.append(int(status.split("VmHWM:")[1].split()[0]) // 1000)
        except (OSError, IndexError):
            continue
    return sorted(found)


def main(stays: int) -> None:
    zone, until = ZoneInfo("UTC"), FIRST + timedelta(days=DAYS - 1)
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        rows = made(stays)
        size = written(rows, there / "stays")
        print(f"{rows.height:,} stays, {size / rows.height:.1f} bytes each as Parquet")
        rows.write_parquet(there / "stays.parquet")
        cases = rows["person"].unique().sort().gather_every(rows["person"].n_unique() // CASES).head(CASES)
        asked = pl.DataFrame({"person": cases, "from": FIRST, "until": until})
        del rows
        index = timed("index built", lambda: building.build(there / "stays.parquet", there / "index", zone, untold))
        with session(f"local[{CORES}]") as spark:
            from seawall.presence.province import tracing as province

            for degrees in (1, 1, 2, 2):
                told = timed(
                    f"Spark, degrees {degrees}",
                    lambda: province.trace(spark, str(there / "stays"), asked, zone=zone, degrees=degrees, **RULES),  # noqa: B023
                )
                own = timed("index", lambda: tracing.trace(index.city, asked, degrees=degrees, **RULES))  # noqa: B023
                assert told.contacts.equals(own), "the two do not say the same"
                print(
                    f"{own.height:,} contacts, the same; MB of tasks {peaks('pyspark.daemon')}, of Java {peaks('java')}"
                )


def untold(*_: object) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--stays", type=int, default=2_000_000)
    main(parser.parse_args().stays)
