"""The engines one would otherwise take: the peers in their own Python, and the PostgreSQL that Seawall carries."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple

import polars as pl
import psycopg

from benchmarks.peers.queries import ONE
from benchmarks.peers.timing import timed
from seawall.desk import opening

PEERS = ("duckdb", "chdb", "polars", "superintervals", "polars_bio", "ncls")


class Measured(NamedTuple):
    """How long each work took, run by run, and the versions of what did it."""

    runs: dict[str, list[float]]
    version: str


def peers(python: Path | None, folder: Path, repeats: int) -> dict[str, Measured]:
    """What each peer measured; one that does not run here is named with its last words."""
    found = {}
    for peer in PEERS if python else ():
        script = Path(__file__).with_name("peers") / "stays.py"
        words = [str(python), str(script), str(folder), peer, str(repeats)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
        if done.returncode:
            print(f"{peer} does not run: {done.stderr.strip().splitlines()[-1:]}")
            continue
        answer = json.loads(done.stdout.splitlines()[-1])
        found[peer] = Measured(answer["runs"], answer["version"])
    return found


def postgresql(folder: Path, least: int, repeats: int) -> Measured:
    """The server Seawall carries, with an index of each order that covers the query."""
    home = folder / "home"
    opening.init(home, zone="UTC", history=True)
    try:
        with psycopg.connect(opening.opened(home).server.uri("owner"), autocommit=True) as server:
            _filled(server, folder)
            rows, runs = timed(lambda: server.execute(ONE.format(least=least)).fetchall(), repeats)
            said = server.execute("SHOW server_version").fetchone()
    finally:
        opening.stop(home)
    columns = ("case", "other", "seconds", "first", "last", "meetings")
    pl.DataFrame(rows, schema=columns, orient="row").write_parquet(folder / "postgresql_one.parquet")
    return Measured({"one": runs}, str(said[0]) if said else "?")


def _filled(server: psycopg.Connection[object], folder: Path) -> None:
    server.execute('CREATE TABLE by_place (person int, place int, came int, "left" int)')
    with server.cursor().copy("COPY by_place FROM STDIN (FORMAT csv)") as copy:
        for part in pl.read_parquet(folder / "stays.parquet").iter_slices(500_000):
            copy.write(part.write_csv(include_header=False))
    server.execute('CREATE INDEX ON by_place (place, came) INCLUDE ("left", person)')
    server.execute('CREATE INDEX ON by_place (person, came) INCLUDE ("left", place)')
    server.execute("CREATE VIEW by_person AS SELECT * FROM by_place")
    server.execute("CREATE TABLE cases (person int, since int, until int)")
    with server.cursor().copy("COPY cases FROM STDIN (FORMAT csv)") as copy:
        copy.write(pl.read_parquet(folder / "cases_one.parquet").write_csv(include_header=False))
    server.execute("VACUUM ANALYZE by_place")
