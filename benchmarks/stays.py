"""A city's stays: tracing, counting and ordering them, beside the engines one would otherwise take.

    python -m benchmarks.stays [--stays 20000000] [--people PEOPLE] [--days 14] [--repeats 5] --peers PYTHON
        [--chart FILE.svg] [--traces]

Every engine gets the same united stays as plain numbers (make bench-stays installs the peers; PYTHON is theirs). Each
answer is held against ours, row by row, before a ratio is printed; an engine that answers otherwise is named, not
timed. Ours: on segments in memory, all days; the peers on what they make of one Parquet file. Traces are asked as a
program of its user asks them, in numbers; how long they take in names and moments stands beside, and what each case
alone takes over two degrees when it is read from the top: the median of the cases, the quickest and the slowest; and
what ten cases from the top take together, one after another. With --traces nothing else is asked, and no peer: for
cities in which the pairs of a day fill the memory. Unless told otherwise there are nine people for a thousand stays, as
in the twenty millions, so that each is as often out in a larger city; its popular places grow with it.
"""

import argparse
import json
import tempfile
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl

from benchmarks import answers, chart, engines, tracing
from benchmarks.peers.timing import timed
from benchmarks.town import DAY, town
from benchmarks.tracing import LEAST
from seawall import presence  # noqa: F401 - before Numba starts its threads
from seawall.kernels import Ints, Searches, Segment, Stays, arranged, counts, pairs, split

NAMED = {
    "one": "one degree, ten cases, all days", "two": "two degrees, four days", "counts": "counts of a day",
    "pairs": "pairs of a day", "build": "build both orders",
}  # fmt: skip
RECENT = 4


def main() -> None:
    """Make a city, ask it, and ask the peers."""
    asked = _arguments()
    stays, places = town(asked.stays, asked.people, asked.days)
    print(f"{len(stays.person):,} stays of {asked.people:,} people at {places:,} places over {asked.days} days")
    begins = np.arange(0, (asked.days + 1) * DAY, DAY, dtype=np.int32)
    ours: dict[str, list[float]] = {}
    segments, ours["build"] = timed(lambda: _ordered(stays, begins, places, asked.people), asked.repeats)
    city = tracing.named(segments, begins, asked.people, places)
    cases = {
        "one": tracing.drawn(asked.people, asked.days, asked.days),
        "two": tracing.drawn(asked.people, asked.days, RECENT),
    }
    found = {}
    for degrees, (name, searches) in enumerate(cases.items(), 1):
        found[name], ours[name], ours[f"{name}, in words"] = tracing.asked(city, searches, degrees, asked.repeats)
        print(f"{name}: {len(found[name].person):,} rows")
    ours |= tracing.topped(city, cases["two"], asked.repeats)
    if asked.traces:
        _told(ours, {}, set())
        return
    middle = asked.days // 2
    span = int(begins[middle]), int(begins[middle + 1])
    met, ours["counts"] = timed(lambda: counts(segments[middle], *span, LEAST, asked.people), asked.repeats)
    every, ours["pairs"] = timed(lambda: pairs(segments[middle], *span, 1), asked.repeats)
    with tempfile.TemporaryDirectory(prefix="seawall-bench-") as folder:
        _write(Path(folder), stays, cases, segments[middle], span, asked)
        theirs = engines.peers(asked.peers, Path(folder), asked.repeats)
        theirs["postgresql"] = engines.postgresql(Path(folder), LEAST, asked.repeats)
        persons = {name: searches.person for name, searches in cases.items()}
        right = answers.right(Path(folder), found, persons, met, len(every.left))
    ratios = _told(ours, theirs, right)
    if asked.chart:
        chart.write(asked.chart, f"{len(stays.person):,} stays: how many times as long as Seawall", ratios)


def _arguments() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("stays", 20_000_000), ("people", 0), ("days", 14), ("repeats", 5)):
        given.add_argument(f"--{name}", type=int, default=default)
    given.add_argument("--chart", type=Path, help="where to draw the ratios, as SVG")
    given.add_argument("--peers", type=Path, help="the Python of the peers' environment; without it ours alone")
    given.add_argument("--traces", action="store_true", help="traces and the build alone, and of ours alone")
    asked = given.parse_args()
    asked.people = asked.people or asked.stays * 9 // 1000
    return asked


def _ordered(stays: Stays, begins: Ints, places: int, people: int) -> list[Segment]:
    """Both orders of every day."""
    return [arranged(part, int(begins[at]), places, people) for at, part in enumerate(split(stays, begins))]


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


def _told(
    ours: dict[str, list[float]], theirs: dict[str, engines.Measured], right: set[str]
) -> dict[str, dict[str, float]]:
    """Prints medians, ratios and versions; the ratios by work and peer. Who answered otherwise has none."""
    ratios: dict[str, dict[str, float]] = {}
    for work, runs in ours.items():
        print(f"{work:24s} ours {_said(runs)}")
        for peer, (times, version) in theirs.items():
            if work not in times:
                continue
            if work != "build" and f"{peer}_{work}" not in right:
                print(f"{'':24s} {peer} {version} answers otherwise, or not at all")
            else:
                ratio = median(times[work]) / median(runs)
                ratios.setdefault(NAMED[work], {})[f"{peer} {version}"] = ratio
                print(f"{'':24s} {peer} {version} {_said(times[work])}: {ratio:.1f} times ours")
    return ratios


def _said(runs: list[float]) -> str:
    return f"{median(runs) * 1e3:,.1f} ms ({min(runs) * 1e3:,.1f} to {max(runs) * 1e3:,.1f})"


if __name__ == "__main__":
    main()
