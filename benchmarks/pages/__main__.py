"""The pages of a city in a great outbreak, asked over HTTP as browsers ask, beside PostgreSQL asked for the same rows.

    python -m benchmarks.pages [--people 1000000] [--cases 50000] [--rounds 60] [--home DIR]

A home is filled once (kept where --home names it) and served by `seawall serve` in a process of its own. Each page is
asked so many times, each time with other words or about somebody else, by an officer who sees everything and by one of
a single community. The peer is PostgreSQL alone: the rows of the list in a table with indexes, one query that filters,
counts and cuts out a page. Prints p50 and p95, ratios, rows a second of an export and what a page weighs on the wire.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.pages import peer
from benchmarks.pages.asking import Officers, asked, officers, took
from benchmarks.pages.city import Size, fill
from benchmarks.pages.leaving import print_leaving
from benchmarks.pages.signing import print_signing
from seawall.desk import opening
from seawall.desk.opening import Desk
from tests.web.served import served


def main() -> None:
    """Fill a home, serve it, ask it, ask PostgreSQL, print."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="seawall-bench-") as folder, _home(given, Path(folder)) as desk:
        size = Size(given.people, given.cases)
        print(f"{size.people:,} people, {size.cases:,} cases")
        with officers(desk) as who, served(desk) as address:
            first = took(lambda: who.whole.get(f"{address}/situation").raise_for_status())
            print(f"the first page, for which the first plan is made: {first:.1f} s")
            _asked(who, desk, address, size, given.rounds)
            print_leaving(desk, address)
            peer.print_beside(desk, who, address, size, given.rounds)
            print_signing(desk, address)


def _asked(who: Officers, desk: Desk, address: str, size: Size, rounds: int) -> None:
    for work in asked(address, size, desk.home):
        for name, officer in who.by_name():
            if work.whole_alone and name != "everything":
                continue
            print(f"{work.name}, who sees {name}: {work.measured(officer, rounds)}", flush=True)


@contextmanager
def _home(given: argparse.Namespace, folder: Path) -> Iterator[Desk]:
    home = given.home or folder / "home"
    try:
        if not (home / "home.toml").exists():
            opening.init(home, zone="Asia/Shanghai", history=False)
            fill(home, Size(given.people, given.cases), datetime.now(UTC))
        yield opening.opened(home)
    finally:
        opening.stop(home)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("people", 1_000_000), ("cases", 50_000), ("rounds", 60)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--home", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
