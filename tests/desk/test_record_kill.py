"""`kill -9` of a program that takes check-ins, of PostgreSQL and of one of its processes: nothing acknowledged is lost.

Twenty rounds; SEAWALL_KILLS=200 for as many. After each, what was acknowledged is held against the record.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest

from seawall.store import checkins, embedded
from seawall.store.account import ServerError
from seawall.store.home import Home
from tests.desk.homes import running
from tests.desk.killing import Program, kill_one_of_the_server, kill_the_head
from tests.desk.record_kill_program import PATIENCE, came, record

KILLS = int(os.environ.get("SEAWALL_KILLS", "20"))
PROGRAM = "record_kill_program"


@pytest.fixture
def fallible(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own, whose server runs as it does in service."""
    with running(tmp_path / "home") as home:
        yield home


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
    program = Program(PROGRAM, fallible, said)
    for nth in range(KILLS):
        program.goes_on()
        time.sleep(chance.uniform(0, 0.05))
        if nth % 3 == 0:
            program.kill()
            refuse_lost(fallible, said)
            program = Program(PROGRAM, fallible, said)
        elif nth % 3 == 1:
            kill_the_head(fallible)
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
