"""What test_record_kill.py kills: a program whose threads check people in and out, and say so when it is acknowledged.

Started as `python -m tests.desk.record_kill_program HOME FIRST`. Thread t of four has the people FIRST + t,
FIRST + t + 4 and so on: one checks in, and it says "in n"; checks out, and it says "out n". When the server is gone it
starts it, and does the same again.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock, Thread

import polars as pl

from seawall.desk.intake import Intake
from seawall.desk.reader import DAY_KEYS
from seawall.desk.record import Record
from seawall.presence.live.checkins import CHECKINS
from seawall.store import embedded
from seawall.store.account import ServerError
from seawall.store.home import Home, open_home
from seawall.store.server import Server

NOW = datetime(2022, 1, 22, 4, 0, tzinfo=UTC)
THREADS = 4
PATIENCE = 20  # times the server may go away under one piece of work
SAYING = Lock()


def came(n: int) -> datetime:
    """Some time within the last twenty hours, so that there are two days."""
    return NOW - timedelta(seconds=60 + n * 7919 % 72_000)


def checkin(n: int, *, out: bool) -> pl.DataFrame:
    rows = [(f"p{n}", "m1", came(n), came(n) + timedelta(seconds=30) if out else None)]
    return pl.DataFrame(rows, schema=dict(CHECKINS), orient="row")


def record(home: Home, server: Server) -> Record:
    return Record(server, home.zone, home.path / DAY_KEYS, timedelta(days=21))


def until_done(home: Home, intake: Intake, n: int, *, out: bool) -> None:
    for _ in range(PATIENCE):
        try:
            intake.put(checkin(n, out=out)).result()
        except ServerError:
            embedded.start(home)
        else:
            return
    raise SystemExit(f"the server did not come back for {n}")


def work(home: Home, intake: Intake, first: int) -> None:
    for n in range(first, sys.maxsize, THREADS):
        for out in (False, True):
            until_done(home, intake, n, out=out)
            with SAYING:
                sys.stdout.write(f"{'out' if out else 'in'} {n}\n")
                sys.stdout.flush()


def main(path: Path, first: int) -> None:
    home = open_home(path)
    with Intake(record(home, embedded.start(home)), lambda: NOW) as intake:
        threads = [Thread(target=work, args=(home, intake, first + t)) for t in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
