"""The chains of a city: 5,000 cases and 20,000 contacts from PostgreSQL to a picture that answers in Chromium.

    python -m benchmarks.chains [--cases 5000] [--contacts 20000] [--repeats 5]

Each case has met so many people at one of 3,000 places in 60 compounds, and was infected by an earlier one. A home is
filled and its pages are served; then the page is opened again and again in a new tab. Prints what the server takes for
each step, what goes over the wire, and the medians of the time until the picture is drawn and of what follows a key.
"""

import argparse
import gzip
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
import polars as pl
from playwright.sync_api import Page

from benchmarks.plan import whole
from seawall.desk import opening
from seawall.desk.opening import Desk
from seawall.store import facts
from seawall.web import plans
from seawall.web.chains.asked import Asked
from seawall.web.chains.columns import columns
from seawall.web.chains.drawn import Said, svg
from seawall.web.chains.finding import found
from seawall.web.chains.graph import graph
from seawall.web.chains.graphml import graphml
from seawall.web.chains.layout import laid
from seawall.web.chains.seen import rows
from tests.web.served import chromium, officer, served, sign_in

POLICY = "covid19-cn-9-opt20"
NOW = datetime(2022, 2, 1, tzinfo=UTC)
DAYS, PLACES, UNITS = 30, 3_000, 60
KINDS = ("household", "meal", "work", "vehicle", "entertainment")
SAID = {"recorded_at": NOW - timedelta(hours=1), "recorded_by": "bench", "source": "invented"}
T = TypeVar("T")


def main() -> None:
    """Fill a home, take the steps one by one, open the page."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("cases", 5_000), ("contacts", 20_000), ("repeats", 5)):
        given.add_argument(f"--{name}", type=int, default=default)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="seawall-bench-") as folder, filled(Path(folder), asked) as desk:
        steps(desk, asked.repeats)
        seen(desk, asked.repeats)


@contextmanager
def filled(folder: Path, asked: argparse.Namespace) -> Iterator[Desk]:
    """A home with the outbreak in it; stopped afterwards."""
    opening.init(folder / "home", zone="Asia/Shanghai", history=True)
    try:
        desk = opening.opened(folder / "home")
        for table, frame in outbreak(asked.cases, asked.contacts, np.random.default_rng(1)).items():
            facts.append(desk.server, desk.home, table, whole(table, frame).drop("row"), "bench", "invented")
        yield desk
    finally:
        opening.stop(folder / "home")


def outbreak(cases: int, contacts: int, chance: np.random.Generator) -> dict[str, pl.DataFrame]:
    """The tables behind it: the n-th case was infected by one of the three hundred before it."""
    nth = np.arange(cases)
    begun = NOW - timedelta(days=DAYS)
    onset = [begun + timedelta(days=DAYS - 2) * float(part) for part in np.sqrt(nth / cases)]
    case, person = [f"C{each:05d}" for each in nth], [f"P{each:06d}" for each in nth]
    infector = [case[int(each)] for each in np.maximum(nth[1:] - chance.integers(1, 300, cases - 1), 0)]
    whose = np.sort(chance.integers(0, cases, contacts))
    met = [onset[each] - timedelta(hours=float(chance.integers(1, 40))) for each in whose]
    place = [f"place-{each}" for each in (PLACES * chance.power(3, contacts)).astype(int)]
    frames = {
        "units": pl.DataFrame({"unit": [f"unit-{each}" for each in range(UNITS)]}).with_columns(
            pl.lit("compound").alias("level"), pl.col("unit").alias("name")),
        "places": pl.DataFrame({"place": [f"place-{each}" for each in range(PLACES)]}).with_columns(
            pl.lit("restaurant").alias("kind"), pl.col("place").alias("name"),
            pl.Series("unit", [f"unit-{each % UNITS}" for each in range(PLACES)])),
        "incidents": pl.DataFrame({"incident": ["bench"], "policy": [POLICY]}),
        "cases": pl.DataFrame({"case": case, "person": person, "opened_from": onset, "opened_until": onset})
        .with_columns(pl.lit("bench").alias("incident")),
        "residences": pl.DataFrame({"person": person, "place": [f"place-{each % PLACES}" for each in nth]})
        .with_columns(pl.lit("current").alias("kind")),
        "classifications": pl.DataFrame({"case": case}).with_columns(pl.lit("confirmed").alias("class")),
        "symptoms": pl.DataFrame({"person": person, "onset_from": onset, "onset_until": onset}).with_columns(
            pl.lit("onset").alias("kind")),
        "links": pl.DataFrame({"case": case[1:], "infector": infector}).with_columns(
            pl.lit("interview").alias("basis")),
        "relations": pl.DataFrame({
            "person": [f"Q{each:06d}" for each in range(contacts)], "other": [person[each] for each in whose],
            "kind": [KINDS[each] for each in chance.integers(0, len(KINDS), contacts)], "place": place,
            "since_from": met, "since_until": met, "minutes": chance.integers(5, 300, contacts),
        }).with_columns(pl.col("since_from").dt.offset_by("3h").alias("until_from")).with_columns(
            pl.col("until_from").alias("until_until")),
    }  # fmt: skip
    return {name: frame.with_columns(pl.lit(value).alias(key) for key, value in SAID.items())
            for name, frame in frames.items()}  # fmt: skip


def timed(what: str, made: Callable[[], T], repeats: int = 1) -> T:
    """What comes out; prints the median of the seconds it took."""
    took, result = [], None
    for _ in range(repeats):
        begun = time.perf_counter()
        result = made()
        took.append(time.perf_counter() - begun)
    print(f"{what}: {median(took):.3f} s")
    assert result is not None
    return result


def steps(desk: Desk, repeats: int) -> None:
    """What the server does, each step by itself."""
    made = timed("the plan, once for everybody", lambda: plans.every(desk, NOW)[0])
    whole_graph = timed("the graph of it", lambda: graph(rows(made, None)), repeats)
    part = timed("all of it found", lambda: found(Asked(), whole_graph), repeats)
    near = timed("what is round one case found", lambda: found(Asked(focus="C02500"), whole_graph), repeats)
    drawn = timed("laid out", lambda: laid(part, made.facts["places"], NOW), repeats)
    there = timed("as columns", lambda: json.dumps(columns(drawn, made, "zh")).encode(), repeats)
    small = timed("compressed", lambda: gzip.compress(there, 6), repeats)
    print(f"  {part.nodes.height:,} points, {part.edges.height:,} lines, {drawn.lanes.height} lanes")
    print(f"  {near.nodes.height:,} round one; {len(there) / 1e3:,.0f} kB, {len(small) / 1e3:,.0f} kB compressed")
    lanes = dict.fromkeys(drawn.lanes["lane"], "lane")
    picture = timed("as SVG", lambda: "".join(svg(drawn, Said("Chains", lanes, []))), repeats)
    file = timed("as GraphML", lambda: "".join(graphml(part, made.zone, "bench")), repeats)
    print(f"  SVG {len(picture) / 1e6:.1f} MB, GraphML {len(file) / 1e6:.1f} MB")


def seen(desk: Desk, repeats: int) -> None:
    """What somebody waits for."""
    officer(desk, "officer-1", "commander", "headquarters")
    with chromium() as browser, served(desk) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        context.set_default_timeout(120_000)
        page = context.new_page()
        sign_in(page, address, "officer-1")
        page.goto(f"{address}/chains")  # the plan is made
        opened = [_opened(page, f"{address}/chains") for _ in range(repeats)]
        print(f"from the address to a picture that answers: {median(opened) / 1e3:.2f} s")
        for what, times in _moved(page, repeats).items():
            print(f"  {what}: {median(times):.0f} ms, at most {max(times):.0f} ms")


def _opened(page: Page, address: str) -> float:
    page.goto(address)
    page.wait_for_selector("#graph[data-drawn]")
    return float(page.evaluate("performance.getEntriesByName('chains-drawn')[0].startTime"))


def _moved(page: Page, repeats: int) -> dict[str, list[float]]:
    """Milliseconds from a key or a choice until the next picture is drawn."""
    canvas = page.locator("#graph canvas")
    canvas.focus()
    found: dict[str, list[float]] = {"zoomed by a key": [], "moved by a key": [], "filtered by a ring": []}
    for nth in range(repeats):
        for what, key in (("zoomed by a key", "+"), ("moved by a key", "ArrowRight")):
            found[what].append(_until_drawn(page, partial(canvas.press, key)))
        ring = "close" if nth % 2 == 0 else ""
        found["filtered by a ring"].append(_until_drawn(page, partial(page.select_option, "#of-ring", ring)))
    return found


def _until_drawn(page: Page, act: Callable[[], object]) -> float:
    page.evaluate("performance.clearMeasures('chains-draw')")
    act()
    while not page.evaluate("performance.getEntriesByName('chains-draw').length"):
        page.wait_for_timeout(5)  # the policy of the pages lets no text be run that a browser would wait with
    return float(page.evaluate("performance.getEntriesByName('chains-draw')[0].duration"))


if __name__ == "__main__":
    main()
