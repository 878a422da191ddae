"""A batch is numbered in commit order: reading as of one repeats exactly, reading by recorded_at does not."""

import threading
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import text

from seawall.store import facts, reading
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.store.wall import whole

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def person(name: str) -> pl.DataFrame:
    return pl.DataFrame({"person": [name]})


def append(server: Server, home: Home, name: str) -> int:
    return facts.append(server, home, "persons", person(name), "wang", "interview").batch


def known(server: Server, known_at: datetime | None = None, batch: int | None = None) -> list[str]:
    return sorted(reading.read(server, ["persons"], known_at, batch).frames["persons"]["person"])


def test_a_late_commit_changes_a_read_by_time_and_never_one_by_batch(database: Server, home: Home) -> None:
    append(database, home, "p1")
    ready = {"persons": whole(home, "persons", person("late"), "wang", "interview")}
    with transaction(database) as slow:
        entered = facts.enter(slow, ready, "wang", "interview")
        assert entered.at is not None
        asked = entered.at + timedelta(milliseconds=1)
        by_time, by_batch = known(database, known_at=asked), reading.read(database, ["persons"])
    assert (by_time, by_batch.batch) == (["p1"], 1)
    assert known(database, known_at=asked) == ["late", "p1"]  # the same question, another answer
    assert known(database, batch=by_batch.batch) == ["p1"]  # the same answer, whatever came since


def test_of_two_open_transactions_the_first_to_take_a_number_commits_first(database: Server, home: Home) -> None:
    ready = {"persons": whole(home, "persons", person("first"), "wang", "interview")}
    second: list[int] = []
    writer = threading.Thread(target=lambda: second.append(append(database, home, "second")))
    with transaction(database) as slow:
        entered = facts.enter(slow, ready, "wang", "interview")
        writer.start()
        writer.join(timeout=0.3)
        assert writer.is_alive()  # it queues
        assert known(database) == []  # and readers do not
    writer.join()
    assert (entered.batch, second) == (1, [2])


def test_a_batch_that_fails_leaves_no_gap(database: Server, home: Home) -> None:
    ready = {"persons": whole(home, "persons", person("p1"), "wang", "interview")}
    with transaction(database) as connection:
        facts.enter(connection, ready, "wang", "interview")
        connection.rollback()
    assert append(database, home, "p2") == 1
    assert known(database) == ["p2"]


def test_of_many_writers_at_once_none_shares_a_number_and_the_clock_runs_forwards(database: Server, home: Home) -> None:
    writers = [threading.Thread(target=append, args=(database, home, f"p{n}")) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with transaction(database) as connection:
        batches = connection.execute(text("SELECT batch, at FROM facts.batches ORDER BY batch")).all()
    assert [batch for batch, _ in batches] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [at for _, at in batches] == sorted(at for _, at in batches)


def test_the_same_row_from_two_writers_at_once_is_stored_once(database: Server, home: Home) -> None:
    writers = [threading.Thread(target=append, args=(database, home, "p1")) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert known(database) == ["p1"]


def test_a_read_as_of_a_batch_is_the_same_then_and_later(database: Server, home: Home) -> None:
    seen = {append(database, home, f"p{n}"): known(database) for n in range(4)}
    assert {batch: known(database, batch=batch) for batch in seen} == seen


def test_a_batch_that_is_not_there_yet_cannot_be_promised(database: Server, home: Home) -> None:
    append(database, home, "p1")
    with pytest.raises(reading.NotYetError, match="batch 2 is not there yet: the highest is 1"):
        known(database, batch=2)


def test_a_row_is_known_at_the_very_moment_it_was_recorded(database: Server, history: Home) -> None:
    at = datetime(2022, 1, 22, 14, 0, tzinfo=UTC)
    claimed = person("p1").with_columns(recorded_at=pl.lit(at))
    facts.append(database, history, "persons", claimed, "wang", "interview")
    assert known(database, known_at=at) == ["p1"]
    assert known(database, known_at=at - timedelta(microseconds=1)) == []


def test_the_earliest_recorded_at_is_named_over_all_tables(database: Server, history: Home) -> None:
    assert reading.earliest(database) is None
    at = datetime(2022, 1, 22, 14, 0, tzinfo=UTC)
    frames = {
        "persons": person("p1").with_columns(recorded_at=pl.lit(at)),
        "doses": pl.DataFrame({"person": ["p1"], "number": [0]}).with_columns(
            recorded_at=pl.lit(at - timedelta(hours=1))
        ),
    }
    facts.append_all(database, history, frames, "wang", "interview")
    assert reading.earliest(database) == at - timedelta(hours=1)
    assert known(database, LATER) == ["p1"]
