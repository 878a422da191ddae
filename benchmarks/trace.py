"""The trace of 1,000 open cases over 2 million stays, beside the same overlap in plain SQL, in one run.

    python -m benchmarks.trace [--stays 2000000] [--cases 1000] [--repeats 3] [--policy covid19-cn-9-opt20]

The stays are invented: rooms of a dozen colleagues, restaurants, shops where dozens are at once. All engines answer one
question, who overlapped a case inside its window at a place of a close or general kind and for how long, and must find
the same pairs. Ours then goes on to rings, ends, immunity, questions and reasons in words, which is timed apart.
"""

import argparse
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from seawall.plan.trace import FrameMeetings, TraceRules, trace
from seawall.plan.trace.authorisation import authorise
from seawall.plan.trace.exposures import reading
from seawall.plan.trace.windows import contact_windows
from seawall.policy import load
from seawall.policy.trace import trace_rules
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import Facts

BEGIN, NOW = datetime(2022, 1, 1, tzinfo=UTC), datetime(2022, 1, 15, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
CROWD = 4_000
EPISODE_MOMENTS = ("class", "onset", "rash", "sample", "positive", "isolated", "opened", "outcome")

SQL = """
    SELECT w.window_id, o.person, o.place,
        sum(least(s.until, w.till, o.until) - greatest(s.since, w.since, o.since)) / 6e7
    FROM windows w
    JOIN stays s ON s.person = w.person AND s.since < w.till AND s.until > w.since
    JOIN stays o ON o.place = s.place AND o.person <> s.person
        AND o.since < least(s.until, w.till) AND o.until > greatest(s.since, w.since)
    GROUP BY 1, 2, 3
"""


def main() -> None:
    asked = _arguments()
    facts, episodes = city(asked.stays, asked.cases)
    rules = trace_rules(load(asked.policy))
    meetings = FrameMeetings(facts["stays"], facts["places"])
    windows = contact_windows(episodes, rules, reading(facts, rules, NOW))
    print(f"{asked.cases:,} cases, {asked.stays:,} stays, {facts['relations'].height:,} relations, {asked.policy}")
    overlap = compare(facts, windows, rules, meetings, asked.repeats)
    whole = timed(lambda: trace(episodes, facts, rules, NOW, meetings), asked.repeats)
    print(
        f"trace, all of it: {whole[0]:.2f} s; {whole[1].contacts.height:,} contact rows, {_people(whole[1]):,} people"
    )
    print(f"{whole[1].questions.height:,} questions among it")
    crowd(rules, asked.repeats)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"most memory, all engines together: {memory:.2f} GiB")
    for name, seconds in overlap.items():
        print(f"{name}: {seconds / overlap['ours']:.2f} times our time, for the overlap alone")


def compare(
    facts: Facts, windows: pl.DataFrame, rules: TraceRules, meetings: FrameMeetings, repeats: int
) -> dict[str, float]:
    """Seconds of each engine for the overlap; fails unless all find the same pairs and minutes."""
    how = reading(facts, rules, NOW)
    engines: dict[str, Callable[[], tuple[int, float]]] = {
        "ours": lambda: _size(meetings.meet(windows, authorise(windows), how)),
    }
    if (sql := in_duckdb(facts["stays"], windows)) is not None:
        engines["DuckDB"] = sql
    found = {name: timed(engine, repeats) for name, engine in engines.items()}
    for name, (seconds, (pairs, minutes)) in found.items():
        print(f"  overlap, {name}: {seconds:.2f} s; {pairs:,} pairs, {minutes:,.0f} minutes")
    assert len({answer for _, answer in found.values()}) == 1
    return {name: seconds for name, (seconds, _) in found.items()}


def timed(work: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    """The median of so many runs, in seconds, and the last answer."""
    taken = []
    for _ in range(repeats):
        begin = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - begin)
    return median(taken), answer


def _size(meetings: pl.DataFrame) -> tuple[int, float]:
    return meetings.height, round(float(meetings["minutes"].sum() or 0), 3)


def crowd(rules: TraceRules, repeats: int) -> None:
    """Four thousand stays at one market in one day, fifty of them of cases."""
    rng = np.random.default_rng(1861)
    came = rng.integers(0, 600, CROWD)
    visits = pl.DataFrame({"person": np.arange(CROWD), "came": came, "left": came + rng.integers(10, 240, CROWD)})
    named = visits.select(
        pl.format("P{}", "person").alias("person"), pl.lit("market").alias("place"), pl.lit("market").alias("kind"),
        *(_after(pl.col(c) + 6 * 1440).alias(c) for c in ("came", "left")),
    )  # fmt: skip
    facts = Facts(NOW, ZONE, {"stays": _stays(named), "places": _places(named)})
    windows = contact_windows(_episodes(np.arange(50), rng), rules, reading(facts, rules, NOW))
    meetings = FrameMeetings(facts["stays"], facts["places"])
    seconds, met = timed(lambda: meetings.meet(windows, authorise(windows), reading(facts, rules, NOW)), repeats)
    print(f"{CROWD:,} stays at one place, {windows.height} cases: {seconds:.2f} s; {met.height:,} pairs")


def in_duckdb(stays: pl.DataFrame, windows: pl.DataFrame) -> Callable[[], tuple[int, float]] | None:
    """Plain SQL over tables that are already loaded; None where DuckDB is not installed."""
    try:
        import duckdb
    except ImportError:
        print("  DuckDB is not installed: its SQL is left out")
        return None
    connection = duckdb.connect(config={"threads": 2})
    for name, frame in _plain(stays, windows).items():
        connection.register("given", frame.to_arrow())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608 - names of ours

    def run() -> tuple[int, float]:
        pairs = connection.execute(SQL).fetchnumpy()
        minutes: list[float] = list(pairs.values())[3].tolist()
        return len(minutes), round(sum(minutes), 3)

    return run


def _plain(stays: pl.DataFrame, windows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables as numbers of microseconds, for engines that read nothing into an open end."""
    instant = {"since": "came_from", "until": "left_until"}
    return {
        "stays": stays.select("person", "place", *(pl.col(c).cast(pl.Int64).alias(n) for n, c in instant.items())),
        "windows": windows.select(
            pl.col("window").alias("window_id"), "person",
            pl.col("start").cast(pl.Int64).alias("since"), pl.col("end").cast(pl.Int64).alias("till"),
        ),
    }  # fmt: skip


def city(stays: int, cases: int) -> tuple[Facts, pl.DataFrame]:
    """People who work (half of all stays), eat and shop (a quarter each) for two weeks, and some who fell ill."""
    rng = np.random.default_rng(1861)
    people = stays // 20
    person = np.repeat(np.arange(people), 20)
    slot = np.tile(np.arange(20), people)
    kind = np.select([slot < 10, slot < 15], ["work", "restaurant"], "shop")
    place = np.select(
        [slot < 10, slot < 15],
        [person // 12, rng.integers(0, people // 33 + 1, stays)],
        rng.integers(0, people // 660 + 1, stays),
    )  # fmt: skip
    day = np.where(slot < 10, slot, slot % 5 * 2 + rng.integers(0, 2, stays))  # nobody is twice at one place at once
    came = day * 1440 + np.where(slot < 10, 60, 180 + rng.integers(0, 600, stays))
    length = np.select([slot < 10, slot < 15], [480, 60], 30)
    frame = pl.DataFrame({"person": person, "kind": kind, "place": place, "came": came, "left": came + length})
    named = frame.select(
        pl.format("P{}", "person").alias("person"), pl.format("{}-{}", "kind", "place").alias("place"), "kind",
        *(_after(pl.col(c)).alias(c) for c in ("came", "left")),
    )  # fmt: skip
    tables = {"stays": _stays(named), "places": _places(named), "relations": _relations(people)}
    ill = rng.choice(people, cases, replace=False)
    return Facts(NOW, ZONE, tables), _episodes(ill, rng)


def _after(minutes: pl.Expr) -> pl.Expr:
    return (pl.lit(BEGIN) + pl.duration(minutes=minutes)).dt.cast_time_unit("us")


def _stays(named: pl.DataFrame) -> pl.DataFrame:
    moments = {f"{name}_{end}": name for name in ("came", "left") for end in ("from", "until")}
    return _table("stays", named.select("person", "place", *(pl.col(c).alias(n) for n, c in moments.items())))


def _places(named: pl.DataFrame) -> pl.DataFrame:
    return _table("places", named.select("place", "kind").unique("place", maintain_order=True))


def _relations(people: int) -> pl.DataFrame:
    """Households of three."""
    one = pl.DataFrame({"n": np.arange(people)}).with_columns((pl.col("n") // 3).alias("home"))
    pairs = one.join(one, on="home").filter(pl.col("n") < pl.col("n_right"))
    named = pairs.select(pl.format("P{}", "n").alias("person"), pl.format("P{}", "n_right").alias("other"))
    return _table("relations", named.with_columns(pl.lit("household").alias("kind")))


def _table(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    schema = TABLES[name].create_empty().schema
    common = {"recorded_at": pl.lit(BEGIN), "recorded_by": pl.lit("benchmark"), "source": pl.lit("invented")}
    whole = rows.with_row_index("n").with_columns(pl.format(f"{name}-{{}}", "n").alias("row"), **common)
    return whole.select((pl.col(c) if c in whole.columns else pl.lit(None)).cast(t).alias(c) for c, t in schema.items())


def _episodes(ill: Any, rng: np.random.Generator) -> pl.DataFrame:
    onset = pl.lit(BEGIN) + pl.duration(days=pl.lit(pl.Series(rng.integers(6, 13, len(ill)))))
    yes, no, none = pl.lit(value=True), pl.lit(value=False), pl.lit(None, pl.Datetime("us", "UTC"))
    moments = {f"{name}_{end}": none for name in EPISODE_MOMENTS for end in ("from", "until")}
    onset_at = onset.dt.cast_time_unit("us")
    return (
        pl.DataFrame({"n": ill})
        .select(
            pl.format("C{}", "n").alias("case"), pl.format("P{}", "n").alias("person"), pl.lit("I").alias("incident"),
            pl.lit("confirmed").alias("class"), pl.lit(None, pl.String).alias("outcome"),
            pl.lit(None, pl.Boolean).alias("asymptomatic"), yes.alias("open"), no.alias("excluded"),
            no.alias("provisional"), yes.alias("opens_stays"),
            **{**moments, "onset_from": onset_at, "onset_until": onset_at + pl.duration(days=1)},
        )
    )  # fmt: skip


def _people(traced: Any) -> int:
    return int(traced.contacts["person"].n_unique())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, default in (("stays", 2_000_000), ("cases", 1_000), ("repeats", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--policy", default="covid19-cn-9-opt20", help="one without a second ring, or one with")
    return parser.parse_args()


if __name__ == "__main__":
    main()
