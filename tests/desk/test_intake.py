"""Many hand in at once; each gets an answer of its own, when its check-ins are durable and not before."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from zoneinfo import ZoneInfo

import polars as pl
import psycopg
import pytest

from seawall.desk import intake as taking
from seawall.desk.intake import ClosedError, Intake
from seawall.desk.record import Kept, Record
from seawall.presence.errors import CheckInsError
from seawall.presence.live.checkins import CHECKINS, NONE
from seawall.store.account import ServerError
from seawall.store.server import Server

CUT_OFF = """
SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND d.datname = current_database()
"""
"""Ends the connection that adds."""

NOW = datetime(2022, 1, 22, 4, 0, tzinfo=UTC)


def checkins(*persons: str) -> pl.DataFrame:
    rows = [(person, "m1", NOW - timedelta(hours=1), None) for person in persons]
    return pl.DataFrame(rows, schema=dict(CHECKINS), orient="row")


@pytest.fixture
def record(database: Server, tmp_path: Path) -> Iterator[Record]:
    record = Record(database, ZoneInfo("Asia/Shanghai"), tmp_path / "day-keys", timedelta(days=21))
    yield record
    record.close()


class Held:
    """A record that keeps nothing until it is let go, and says how much it was given each time."""

    def __init__(self, record: Record | None = None) -> None:
        self.record = record
        self.sizes: list[int] = []
        self.entered, self.go = Event(), Event()

    def append(self, given: pl.DataFrame, now: datetime) -> Kept:
        self.sizes.append(len(given))
        self.entered.set()
        assert self.go.wait(30)
        return self.record.append(given, now) if self.record else Kept(0, len(self.sizes), now, given, NONE)


def test_what_many_threads_hand_in_is_all_there_once(record: Record) -> None:
    with Intake(record, lambda: NOW) as intake, ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda n: intake.put(checkins(f"p{n}")).result(30), range(200)))
    assert sorted(record.known()["person"]) == sorted(f"p{n}" for n in range(200))
    assert max(answer.batch for answer in answers) <= 200
    assert all(len(answer.good) == 1 for answer in answers)


def test_all_that_waits_is_one_commit(record: Record) -> None:
    held = Held(record)
    with Intake(held, lambda: NOW) as intake:
        first = intake.put(checkins("p0"))
        assert held.entered.wait(30)
        rest = [intake.put(checkins(f"p{n}")) for n in range(1, 21)]
        held.go.set()
        assert first.result(30).batch == 1
        assert {each.result(30).batch for each in rest} == {2}
    assert held.sizes == [1, 20]


def test_each_gets_its_own_rejects_and_its_own_good_rows(record: Record) -> None:
    held = Held(record)
    with Intake(held, lambda: NOW) as intake:
        intake.put(checkins())
        assert held.entered.wait(30)
        answers = [intake.put(checkins(*persons)) for persons in (["p1", "", "p2"], ["p3"], [""], ["", "p4"])]
        held.go.set()
        told = [answer.result(30) for answer in answers]
    assert [each.good["person"].to_list() for each in told] == [["p1", "p2"], ["p3"], [], ["p4"]]
    assert [each.rejected["row"].to_list() for each in told] == [[1], [], [0], [0]]


def test_nobody_is_answered_before_the_check_ins_are_durable() -> None:
    held = Held()
    with Intake(held, lambda: NOW) as intake:
        answer = intake.put(checkins("p1"))
        assert held.entered.wait(30)
        assert not answer.done()
        held.go.set()
        assert answer.result(30).batch == 1


def test_who_finds_the_queue_full_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST", 3)
    held, answers = Held(), list[Future[Kept]]()
    with Intake(held, lambda: NOW) as intake:
        intake.put(checkins("p0"))
        assert held.entered.wait(30)
        intake.put(checkins("p1", "p2"))
        late = Thread(target=lambda: answers.append(intake.put(checkins("p3", "p4"))))
        late.start()
        late.join(0.1)
        assert late.is_alive()
        held.go.set()
        late.join(30)
        assert answers[0].result(30).good["person"].to_list() == ["p3", "p4"]
    assert held.sizes == [1, 2, 2]


def test_a_frame_larger_than_the_queue_is_taken_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST", 3)
    held = Held()
    held.go.set()
    with Intake(held, lambda: NOW) as intake:
        assert len(intake.put(checkins("p1", "p2", "p3", "p4")).result(30).good) == 4


def test_when_the_server_goes_away_who_waited_for_it_gets_an_error_and_the_next_are_taken(record: Record) -> None:
    held = Held(record)
    record.append(checkins("p0"), NOW)
    with Intake(held, lambda: NOW) as intake:
        first = intake.put(checkins("p1"))
        assert held.entered.wait(30)
        rest = [intake.put(checkins(f"p{n}")) for n in (2, 3)]
        with psycopg.connect(record.server.uri("desk"), autocommit=True) as connection:
            connection.execute(CUT_OFF)
        held.go.set()
        assert "the database went away" in str(first.exception(30))
        assert {each.result(30).batch for each in rest} == {2}
    assert record.known()["person"].to_list() == ["p0", "p2", "p3"]


def test_an_error_is_everybody_s_own() -> None:
    class Gone:
        def append(self, given: pl.DataFrame, now: datetime) -> Kept:
            held.append(given, now)
            raise ServerError("the database went away")

    held = Held()
    with Intake(Gone(), lambda: NOW) as intake:
        first = intake.put(checkins("p1"))
        assert held.entered.wait(30)
        waiting = [intake.put(checkins(f"p{n}")) for n in (2, 3)]
        held.go.set()
        errors = [each.exception(30) for each in (first, *waiting)]
    assert [str(error) for error in errors] == ["the database went away"] * 3
    assert all(type(error) is ServerError for error in errors)
    assert errors[1] is not errors[2]


def test_who_hands_in_anything_else_is_refused_before_the_others_are_touched() -> None:
    held = Held()
    held.go.set()
    with Intake(held, lambda: NOW) as intake:
        with pytest.raises(CheckInsError, match="place missing"):
            intake.put(checkins("p1").drop("place"))
        assert intake.put(checkins("p2")).result(30).batch == 1


def test_closing_answers_what_was_handed_in_and_takes_nothing_more() -> None:
    held = Held()
    intake = Intake(held, lambda: NOW)
    answers = [intake.put(checkins(f"p{n}")) for n in range(3)]
    held.go.set()
    intake.close()
    assert all(answer.done() for answer in answers)
    with pytest.raises(ClosedError):
        intake.put(checkins("p4"))


def test_who_gave_up_has_no_answer_and_the_next_are_taken() -> None:
    with Intake(held := Held(), lambda: NOW) as intake:
        first = intake.put(checkins("ann"))
        assert held.entered.wait(30)
        given_up, last = intake.put(checkins("ben")), intake.put(checkins("cid"))
        assert given_up.cancel()
        held.go.set()
        assert [each.result(30).good["person"].to_list() for each in (first, last)] == [["ann"], ["cid"]]
    assert sum(held.sizes) == 3


def test_an_error_that_cannot_be_copied_is_an_answer_too() -> None:
    class Strange(Exception):  # noqa: N818 - not ours to name
        def __init__(self, what: str, where: str) -> None:
            super().__init__(f"{what} {where}")

    class Broken:
        def append(self, given: pl.DataFrame, now: datetime) -> Kept:
            raise Strange(f"{len(given)}", f"{now}")

    with Intake(Broken(), lambda: NOW) as intake:
        for _ in range(2):
            with pytest.raises(Strange):
                intake.put(checkins("ann")).result(30)
