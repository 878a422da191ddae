"""Who looked at somebody is told of one person at a time, to roles that cannot read the journal."""

from datetime import UTC, datetime, timedelta

import polars as pl
import psycopg
import pytest

from seawall.store import journal
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.looks import looks
from seawall.store.register import open_register
from seawall.store.server import Server


@pytest.fixture
def looked(database: Server, home: Home) -> Server:
    """wang read p1's name, then those of p1 and p2 together; li was refused p1's."""
    register = open_register(home, database)
    register.keep(pl.DataFrame({"person": ["p1", "p2"], "name": ["王小明", "李四"]}))
    register.reveal(["p1"], "trace", "wang")
    register.reveal(["p1", "p2"], "isolate", "wang")
    with transaction(database) as connection:
        journal.append(connection, "refusal", "li", "name people", "p1", {"why": "not on duty"}, datetime.now(UTC))
        journal.append(connection, "refusal", "li", "sign", "p1", {"why": "another thing"}, datetime.now(UTC))
    return database


def test_every_reading_of_a_name_is_told_and_every_refusal_the_last_first(looked: Server) -> None:
    now = datetime.now(UTC)
    told = [(look.actor, look.purpose, look.refused, look.why) for look in looks(looked, ["p1"], now)]
    assert told == [
        ("li", "name people", True, "not on duty"), ("wang", "isolate", False, None), ("wang", "trace", False, None)
    ]  # fmt: skip
    assert [look.purpose for look in looks(looked, ["p2"], now)] == ["isolate"]
    assert looks(looked, ["p3"], now) == looks(looked, ["p1"], now - timedelta(hours=1)) == []


def test_a_person_of_two_numbers_has_each_look_once(looked: Server) -> None:
    assert len(looks(looked, ["p1", "p2"], datetime.now(UTC))) == 3


@pytest.mark.parametrize("role", ["desk", "area"])
def test_nobody_reads_the_journal_beyond_it(looked: Server, role: str) -> None:
    with psycopg.connect(looked.uri(role)) as connection:
        assert len(connection.execute("SELECT * FROM journal.looks('p1', 'infinity')").fetchall()) == 3
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT actor FROM journal.entries")
