"""`kill -9` of a program that takes check-ins, seals days and makes its live stays anew, and of its PostgreSQL.

Twelve rounds; SEAWALL_KILLS=200 for as many. After each the stays of a new program are those that follow from the
record, and what was acknowledged is in the record.
"""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from seawall.store.home import Home
from tests.desk.homes import running
from tests.desk.killing import Program, kill_one_of_the_server, kill_the_head
from tests.desk.presence_kill_program import came, expected, left, patient, presence, stays

KILLS = int(os.environ.get("SEAWALL_KILLS", "12"))
PROGRAM = "presence_kill_program"
Said = set[tuple[str, int]]


@pytest.fixture
def fallible(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own, whose server runs as it does in service."""
    with running(tmp_path / "home") as home:
        yield home


def refuse_other(home: Home, said: Said) -> None:
    """A new program has the stays of the record, and the record what was acknowledged, once and as it was said."""
    with presence(home) as opened:
        known = opened.record.known()
        until = dict(zip(known["came"], known["left"], strict=True))
        assert len(until) == len(known)
        assert {n for what, n in said if what in ("in", "out") and came(n) not in until} == set()
        assert {n for what, n in said if what == "out" and until[came(n)] != left(n)} == set()
        assert opened.live.faults == ()
        assert stays(opened.live) == expected(opened.record)


def test_nothing_acknowledged_is_lost_and_the_stays_are_those_of_the_record_whatever_is_killed(fallible: Home) -> None:
    said, chance = Said(), random.Random(2022)  # noqa: S311 - when to kill, not a secret
    program = Program(PROGRAM, fallible, said)
    for nth in range(KILLS):
        program.goes_on()
        time.sleep(chance.uniform(0, 1))
        if nth % 3 == 0:
            program.kill()
            patient(fallible, lambda: refuse_other(fallible, said))
            program = Program(PROGRAM, fallible, said)
        elif nth % 3 == 1:
            kill_the_head(fallible)
        else:
            kill_one_of_the_server(fallible, chance)
    program.goes_on()
    while not any(what == "same" for what, _ in set(said)):
        program.goes_on(1)
    program.kill()
    patient(fallible, lambda: refuse_other(fallible, said))
    assert any(what == "same" for what, _ in said)
