"""`kill -9` of a program that takes check-ins, of PostgreSQL and of one of its processes: nothing acknowledged is lost.

Twenty rounds; SEAWALL_KILLS=200 for as many. After each, what was acknowledged is held against the record.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import polars as pl
import pytest

from seawall.store import checkins, embedded
from seawall.store.account import ServerError
from seawall.store.database import migrate
from seawall.store.home import Home, create
from tests.desk.record_kill_program import PATIENCE, came, record

KILLS = int(os.environ.get("SEAWALL_KILLS", "20"))
PROGRAM = Path(__file__).with_name("record_kill_program.py")


class Program:
    """A running program, and what all of them so far have acknowledged: (in or out, number)."""

    def __init__(self, home: Home, said: set[tuple[str, int]]) -> None:
        first = max((n for _, n in said), default=-1) + 1
        self.said = said
        self.running = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, str(PROGRAM), str(home.path), str(first)], stdout=subprocess.PIPE, text=True
        )
        self.hearing = Thread(target=self._hear, daemon=True)
        self.hearing.start()

    def _hear(self) -> None:
        assert self.running.stdout is not None
        for line in self.running.stdout:
            if line.endswith("\n"):  # or the kill cut it short
                what, n = line.split()
                self.said.add((what, int(n)))

    def goes_on(self) -> None:
        """Waits until it has acknowledged some more."""
        before, deadline = len(self.said), time.monotonic() + 120
        while len(self.said) < before + 20:
            assert self.running.poll() is None, "the program ended by itself"
            assert time.monotonic() < deadline
            time.sleep(0.002)

    def kill(self) -> None:
        self.running.kill()
        self.running.wait()
        self.hearing.join()


def head(home: Home) -> int:
    return int((home.path / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def kill_one_of_the_server(home: Home, chance: random.Random) -> None:
    """A process of the server that is not its head: a connection's, the one that writes the log, ...

    The head then ends all others and starts them again.
    """
    with suppress(ProcessLookupError, FileNotFoundError):
        children = Path(f"/proc/{head(home)}/task/{head(home)}/children").read_text().split()
        os.kill(int(chance.choice(children)), signal.SIGKILL)


@pytest.fixture
def fallible(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own, whose server runs as it does in service."""
    home = create(tmp_path / "home")
    migrate(embedded.start(home), home)
    yield home
    embedded.stop(home)


def all_known(home: Home) -> pl.DataFrame:
    """What the record knows, from a server that may not have seen yet that one of its processes was killed."""
    for _ in range(PATIENCE):
        with suppress(ServerError):
            return record(home, embedded.start(home)).known()
    raise AssertionError("the server did not come back")


def refuse_lost(home: Home, said: set[tuple[str, int]]) -> None:
    """What was acknowledged until now is known, once and as it was said."""
    acknowledged = set(said)
    known = all_known(home)
    left = dict(zip(known["person"], known["left"], strict=True))
    assert len(left) == len(known)
    assert {n for _, n in acknowledged if f"p{n}" not in left} == set()
    assert {n for what, n in acknowledged if what == "out" and left[f"p{n}"] is None} == set()
    assert {person: came(int(person[1:])) for person in left} == dict(zip(known["person"], known["came"], strict=True))


def test_nothing_that_was_acknowledged_is_lost_or_doubled_whatever_is_killed(fallible: Home) -> None:
    said, chance = set[tuple[str, int]](), random.Random(2022)  # noqa: S311 - when to kill, not a secret
    program = Program(fallible, said)
    for nth in range(KILLS):
        program.goes_on()
        time.sleep(chance.uniform(0, 0.05))
        if nth % 3 == 0:
            program.kill()
            refuse_lost(fallible, said)
            program = Program(fallible, said)
        elif nth % 3 == 1:
            os.kill(head(fallible), signal.SIGKILL)
        else:
            kill_one_of_the_server(fallible, chance)
        refuse_lost(fallible, said)
    program.goes_on()
    program.kill()
    refuse_lost(fallible, said)
    server = embedded.start(fallible)
    numbers = {row.batch for piece in checkins.read(server, checkins.days(server)) for row in piece}
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len({n for _, n in said}) > 10 * KILLS / 2
