"""400,000 rows leave by the API: how many a second, and how much more memory the server has meanwhile.

Ours: a server of its own, asked over HTTP with a token, each row with its ids sealed and its times as text.
The peer: COPY of the same rows as CSV by psycopg, on the same database, without any of that.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import polars as pl
import psycopg

from seawall.desk import opening
from seawall.desk.opening import Desk
from seawall.store import accounts, facts, tokens
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.store.tokens import New, Scope
from tests.web.served import served

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
BATCHES = 40
LEAST = 20_000
"""Rows a second that an export of the desk has at least."""
MOST_MIB = 64
"""By how much more memory a server may have while it streams ten times as many rows."""
KINDS = {"NDJSON": "application/x-ndjson", "CSV": "text/csv", "Arrow": "application/vnd.apache.arrow.stream"}


def main() -> None:
    """Fills a home, serves it, and reads all of it as each kind."""
    with tempfile.TemporaryDirectory() as folder:
        opening.init(Path(folder) / "home", zone="Asia/Shanghai", history=False)
        desk = opening.opened(Path(folder) / "home")
        try:
            filled(desk)
            peer = copied(desk)
            print(f"psycopg COPY to CSV: {peer:.2f} s, {ROWS / peer:,.0f} rows/s")
            with served(desk) as address:
                told(address, token(desk), peer)
        finally:
            opening.stop(desk.home.path)


def told(address: str, said: str, peer: float) -> None:
    """Reads a tenth, then all as each kind, and prints what it took."""
    taken(address, said, "application/x-ndjson", until=1)  # what is loaded with the first answer is loaded
    a_tenth, low = taken(address, said, "application/x-ndjson", until=BATCHES // 10)
    print(f"a tenth as NDJSON: {a_tenth:.2f} s; the server had {low:,.0f} MiB at most")
    for name, kind in KINDS.items():
        seconds, high = taken(address, said, kind, until=BATCHES)
        print(
            f"{ROWS:,} rows as {name}: {seconds:.2f} s, {ROWS / seconds:,.0f} rows/s, {seconds / peer:.1f} times COPY; "
            f"the server had {high:,.0f} MiB at most, {high - low:+,.0f}"
        )
        assert ROWS / seconds > LEAST, f"{ROWS / seconds:,.0f} rows/s are under {LEAST:,}"
        assert high - low < MOST_MIB, f"{high - low:.0f} MiB more are over {MOST_MIB}"


def filled(desk: Desk) -> None:
    """Contacts of invented people, in batches."""
    each = ROWS // BATCHES
    for batch in range(BATCHES):
        number = pl.int_range(batch * each, (batch + 1) * each, eager=True)
        frame = pl.DataFrame({"person": "P" + number.cast(pl.String), "other": "C" + (number % 5000).cast(pl.String)})
        at = pl.lit(datetime(2022, 1, 22, tzinfo=UTC)) + pl.duration(minutes=pl.int_range(pl.len()) % 1000)
        frame = frame.with_columns(
            pl.lit("household").alias("kind"), at.alias("since_from"), at.alias("since_until"),
            pl.lit("the case").alias("stated_by"), (number % 90).cast(pl.Float64).alias("minutes"),
        )  # fmt: skip
        facts.append(desk.server, desk.home, "relations", frame, "bench", "invented")


def token(desk: Desk) -> str:
    """What a program holds that reads."""
    now = datetime.now(UTC)
    with transaction(desk.server, "owner") as connection:
        account = accounts.make(connection, "wang", now)
        accounts.grant(connection, account, Role("epidemiologist", "hq"), now)
        new = New(account, "bench", [Scope("look", "facts")], now + timedelta(hours=1), "bench")
        return tokens.make(connection, new, now)[1]


def copied(desk: Desk) -> float:
    """Seconds of a COPY of the rows into a file."""
    began = time.perf_counter()
    with (
        tempfile.TemporaryFile() as out,
        psycopg.connect(desk.server.uri("desk")) as connection,
        connection.cursor() as cursor,
        cursor.copy("COPY (SELECT * FROM facts.relations ORDER BY batch) TO STDOUT (FORMAT csv, HEADER)") as rows,
    ):
        for piece in rows:
            out.write(piece)
    return time.perf_counter() - began


def taken(address: str, said: str, kind: str, until: int) -> tuple[float, float]:
    """Seconds of reading rows over HTTP into a file, and the most memory the server had meanwhile, in MiB."""
    headers = {"Authorization": f"Bearer {said}", "Accept": kind, "Accept-Encoding": "identity"}
    began, size = time.perf_counter(), 0
    with tempfile.TemporaryFile() as out, watched() as most:
        asked = f"{address}/api/v1/facts/relations?until={until}"
        with httpx.stream("GET", asked, headers=headers, timeout=600) as answered:
            assert answered.status_code == 200
            assert int(answered.headers["seawall-rows"]) == ROWS * until // BATCHES
            for piece in answered.iter_raw():
                size += out.write(piece)
    assert size > ROWS * until // BATCHES * 100
    return time.perf_counter() - began, most[0]


@contextmanager
def watched() -> Iterator[list[float]]:
    """The most that the processes which answer held at a time, in MiB."""
    most, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            most[0] = max(most[0], sum(held(pid) for pid in serving()))

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield most
    finally:
        done.set()
        watching.join()


def serving() -> list[int]:
    """The processes of our server: children of ours that serve, and theirs."""
    every = {int(path.parent.name): _parent(path) for path in Path("/proc").glob("[0-9]*/stat")}
    found = [int(Path("/proc/self").resolve().name)]
    for pid in found:
        found += [child for child, parent in every.items() if parent == pid]
    return [pid for pid in found[1:] if b"seawall.cli" in _command(pid)]


def held(pid: int) -> float:
    """What a process has in memory, in MiB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _parent(path: Path) -> int:
    try:
        return int(path.read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


if __name__ == "__main__":
    main()
