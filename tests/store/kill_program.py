"""What test_kill.py kills: a program that imports and signs, and says a number when the desk has acknowledged it.

Started as `python kill_program.py HOME FIRST`. For n = FIRST, FIRST + 1, ...: append ten persons, say "import n";
sign an order that needs one signature, say "sign n". When the server is gone it starts it and does the same again.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from seawall.store import embedded, facts, orders
from seawall.store.account import ServerError
from seawall.store.home import Home, open_home
from seawall.store.server import Server

AT = datetime(2022, 1, 23, 4, 0, tzinfo=UTC)
ROWS = 10
PATIENCE = 20  # times the server may go away under one piece of work


def persons(n: int) -> pl.DataFrame:
    return pl.DataFrame({"person": [f"p{n}-{row}" for row in range(ROWS)]})


def order(n: int) -> pl.DataFrame:
    said = ("incident", "subject", "scope", "why", "why_public", "clause", "policy", "policy_version", "ends", "plan")
    times = {"from": AT, "until": AT + timedelta(days=14)}
    one = {"order": f"o{n}", "verb": "trace", "evidence": "{}", "signatures": 1}
    return pl.DataFrame({**one, **times, **dict.fromkeys(said, f"x{n}")})


def sign(server: Server, home: Home, n: int) -> None:
    with suppress(orders.SignatureRefusedError):  # signed before the kill: only the acknowledgement was lost
        orders.sign(server, home, order(n), AT, "wang", "commander", "hq")


def import_(server: Server, home: Home, n: int) -> None:
    facts.append(server, home, "persons", persons(n), "wang", "kill_program")


def until_done(home: Home, do: Callable[[Server, Home, int], None], n: int) -> None:
    for _ in range(PATIENCE):
        with suppress(ServerError):
            return do(embedded.start(home), home, n)
    raise SystemExit(f"the server did not come back for {n}")


def main(path: Path, first: int) -> None:
    home = open_home(path)
    for n in range(first, sys.maxsize):
        for name, do in (("import", import_), ("sign", sign)):
            until_done(home, do, n)
            sys.stdout.write(f"{name} {n}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
