"""Fifty times `kill -9`, of the program and of the server, at import and at signing: nothing acknowledged is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from seawall.store import audit, embedded, reading
from seawall.store.database import migrate, transaction
from seawall.store.home import Home, create

PROGRAM = Path(__file__).with_name("kill_program.py")
KILLS = 25  # of each
ROWS = 10  # persons in an import

Acknowledged = set[tuple[str, int]]


@pytest.fixture(scope="module")
def fallible(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home of this module's own, whose server runs as it does in service."""
    home = create(tmp_path_factory.mktemp("kill") / "home")
    migrate(embedded.start(home), home)
    yield home
    embedded.stop(home)


def program(home: Home, said: Acknowledged) -> "subprocess.Popen[str]":
    first = max((n for _, n in said), default=0)  # the last one again: perhaps only half of it was acknowledged
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(PROGRAM), str(home.path), str(first)], stdout=subprocess.PIPE, text=True
    )


def hear(running: "subprocess.Popen[str]", said: Acknowledged) -> None:
    """Wait for the next thing the program says, and note it."""
    assert running.stdout is not None
    line = running.stdout.readline()
    assert line, f"the program ended by itself with {running.wait()}"
    what, n = line.split()
    said.add((what, int(n)))


def kill_program(running: "subprocess.Popen[str]", said: Acknowledged) -> None:
    running.kill()
    assert running.stdout is not None
    for line in running.stdout:
        if line.endswith("\n"):
            what, n = line.split()
            said.add((what, int(n)))
    running.wait()


def kill_server(home: Home) -> None:
    head = int((home.path / "postgres" / "postmaster.pid").read_text().split("\n")[0])
    os.kill(head, signal.SIGKILL)


def kill_all(home: Home) -> Acknowledged:
    """25 kills of the program, then 25 of the server under a running program, each after a random pause."""
    said, chance = Acknowledged(), random.Random(2022)  # noqa: S311 - when to kill, not a secret
    for _ in range(KILLS):
        running = program(home, said)
        hear(running, said)
        time.sleep(chance.uniform(0, 0.06))
        kill_program(running, said)
    running = program(home, said)
    for _ in range(KILLS):
        hear(running, said)
        time.sleep(chance.uniform(0, 0.06))
        kill_server(home)
        before = len(said)
        while len(said) < before + 2:  # it has started the server and goes on
            hear(running, said)
    kill_program(running, said)
    return said


@pytest.fixture(scope="module")
def acknowledged(fallible: Home) -> Acknowledged:
    return kill_all(fallible)


def test_every_acknowledged_row_is_there_once_and_each_import_is_whole(
    fallible: Home, acknowledged: Acknowledged
) -> None:
    found = reading.read(embedded.start(fallible), ["persons"]).frames["persons"]["person"].to_list()
    imported = {n for what, n in acknowledged if what == "import"}
    assert len(imported) > KILLS
    assert {f"p{n}-{row}" for n in imported for row in range(ROWS)} <= set(found)
    assert len(found) == len(set(found))
    assert len(found) == ROWS * len({name.split("-")[0] for name in found})


def test_every_acknowledged_signature_is_there_once_with_its_order_and_its_journal_entry(
    fallible: Home, acknowledged: Acknowledged
) -> None:
    server = embedded.start(fallible)
    read = reading.read(server, ["orders", "signatures"]).frames
    signed = read["signatures"]["order"].to_list()
    with transaction(server, "auditor") as connection:
        entries = connection.exec_driver_sql("SELECT subject FROM journal.entries WHERE kind = 'order'").scalars().all()
    assert {f"o{n}" for what, n in acknowledged if what == "sign"} <= set(signed)
    assert sorted(signed) == sorted(set(signed))
    assert sorted(read["orders"]["order"]) == sorted(signed)
    assert sorted(entries) == sorted(name.replace("o", "x") for name in signed)


def test_the_journal_verifies_and_the_batches_have_no_gap(fallible: Home, acknowledged: Acknowledged) -> None:
    server = embedded.start(fallible)
    with transaction(server, "auditor") as connection:
        assert audit.verify(connection, fallible).faults == ()
        batches = connection.exec_driver_sql("SELECT batch FROM facts.batches ORDER BY batch").scalars().all()
    assert batches == list(range(1, len(batches) + 1))
    assert len(batches) >= len(acknowledged)
