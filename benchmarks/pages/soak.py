"""Fifty officers who look at pages for ten minutes, while facts come in: errors, waits, and the server's memory.

    python -m benchmarks.pages.soak [--users 50] [--minutes 10] [--people 20000] [--cases 1000]

Each opens a page, reads for one to five seconds, and opens the next; a batch of facts comes in every half minute, so
that plans are made anew. Prints the answers by their status, p50 and p95, and what memory the server has each minute
that is no file's.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import httpx
import numpy as np
import polars as pl

from benchmarks.pages.asking import PATIENCE, said, session
from benchmarks.pages.city import Size, fill
from seawall.desk import opening
from seawall.desk.opening import Desk
from seawall.store import facts
from seawall.store.accounts import Role
from seawall.web.sealed import sealed
from tests.web.served import served

PAGES = (
    "situation", "plan", "map", "chains", "people?list=cases", "people?list=contacts&q=p1", "people?list=samples",
    "people?list=tasks", "bulletin", "static/seawall.css",
)  # fmt: skip
EVERY = 30
"""Seconds between two batches of facts."""


class Seen:
    """What came back: by status, and how long each took."""

    def __init__(self) -> None:
        self.status, self.seconds = Counter[int](), list[float]()


async def _look(pages: list[str], cookie: str, until: float, seen: Seen, chance: np.random.Generator) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE, headers={"Cookie": cookie, "Accept-Language": "zh"}) as client:
        while time.monotonic() < until:
            begun = time.perf_counter()
            answer = await client.get(pages[int(chance.integers(len(pages)))])
            seen.seconds.append(time.perf_counter() - begun)
            seen.status[answer.status_code] += 1
            await asyncio.sleep(float(chance.uniform(1, 5)))


async def _learn(desk: Desk, until: float, of: int) -> None:
    """A batch of facts every half minute, and the memory each minute."""
    nth = 0
    while time.monotonic() < until:
        if nth % 2 == 0:
            print(f"minute {nth // 2}: {_memory(of) / 1e6:,.0f} MB", flush=True)
        row = pl.DataFrame({"person": [f"late-{time.time_ns()}"]})
        await asyncio.to_thread(facts.append, desk.server, desk.home, "persons", row, "bench", "invented")
        nth += 1
        await asyncio.sleep(EVERY)


def _memory(process: int) -> int:
    """Bytes that a process and those it began have, which are no file's."""
    below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    own = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon")), 0)
    return own + sum(_memory(int(each)) for each in below)


async def _soak(desk: Desk, address: str, given: argparse.Namespace, of: int) -> Seen:
    until, seen = time.monotonic() + 60 * given.minutes, Seen()
    pages = [f"{address}/{each}" for each in (*PAGES, f"people/{sealed('P7', 'person', desk.home)}")]
    cookies = [session(desk, f"soak-{n}", Role("epidemiologist", "hq")) for n in range(given.users)]
    users = [_look(pages, each, until, seen, np.random.default_rng(n)) for n, each in enumerate(cookies)]
    await asyncio.gather(*users, _learn(desk, until, of))
    return seen


def _server() -> int:
    """The process of the server: the last that this one began."""
    me = Path("/proc/self").resolve().name
    return int(Path(f"/proc/{me}/task/{me}/children").read_text().split()[-1])


def main() -> None:
    """Fill a home, serve it, and have it looked at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("users", 50), ("minutes", 10), ("people", 20_000), ("cases", 1_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="seawall-soak-") as folder:
        home = Path(folder) / "home"
        opening.init(home, zone="Asia/Shanghai", history=False)
        try:
            fill(home, Size(given.people, given.cases), datetime.now(UTC))
            desk = opening.opened(home)
            with served(desk) as address:
                seen = asyncio.run(_soak(desk, address, given, _server()))
        finally:
            opening.stop(home)
    print(f"{sum(seen.status.values()):,} answers: {dict(seen.status)}; {said(seen.seconds)}")


if __name__ == "__main__":
    main()
