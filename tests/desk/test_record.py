"""The record keeps what it acknowledged, once, unreadable without the keys of the days, until a day is dropped."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import psycopg
import pytest

from seawall.desk.reader import HELD
from seawall.desk.record import Record
from seawall.presence import keys
from seawall.presence.errors import CheckInsError, DayKeyError, DayNotOverError
from seawall.presence.live.checkins import CHECKINS
from seawall.store import journal
from seawall.store.account import ServerError
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.server import Server

NOW = datetime(2022, 1, 22, 4, 0, tzinfo=UTC)
DAY, NEXT = date(2022, 1, 21), date(2022, 1, 22)
TERM = timedelta(days=21)

CUT_OFF = """
SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND d.datname = current_database()
"""
"""Ends the connection that adds."""

Said = tuple[str, str, datetime, datetime | None]


def checkins(*rows: Said) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(CHECKINS), orient="row")


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


ONE: Said = ("p1", "m1", ago(3), ago(1))
EARLIER: Said = ("p1", "m2", ago(15), None)


@pytest.fixture
def record(database: Server, tmp_path: Path) -> Iterator[Record]:
    record = Record(database, ZoneInfo("Asia/Shanghai"), tmp_path / "day-keys", TERM)
    yield record
    record.close()


def held(record: Record) -> list[tuple[int, Said]]:
    """Everything in the record as it came in."""
    rows = [row for piece in record.batches() for row in piece.rows()]
    return [(batch, (person, place, since, until)) for batch, _, person, place, since, until in rows]


def known(record: Record) -> list[Said]:
    return record.known().select(*CHECKINS).rows()


# ---- kept, and read


def test_what_was_appended_is_there_under_the_number_that_was_acknowledged(record: Record) -> None:
    kept = record.append(checkins(ONE, EARLIER), NOW)
    assert (kept.batch, kept.entered, kept.good.rows(), len(kept.rejected)) == (1, NOW, [ONE, EARLIER], 0)
    assert record.append(checkins(("p2", "m1", ago(2), None)), NOW).batch == 2
    pieces = pl.concat(list(record.batches()))
    assert pieces.schema == HELD
    assert pieces.sort("batch", "came").rows() == [
        (1, NOW, *EARLIER), (1, NOW, *ONE), (2, NOW, "p2", "m1", ago(2), None),
    ]  # fmt: skip


def test_check_ins_of_several_days_lie_in_the_partitions_and_under_the_keys_of_their_days(record: Record) -> None:
    record.append(checkins(ONE, EARLIER), NOW)
    assert keys.days(record.keys) == [DAY, NEXT]
    assert [piece["person"].len() for piece in record.batches(days=[DAY])] == [1]
    assert list(record.batches(days=[])) == []


def test_a_reader_asks_for_what_came_after_a_batch_and_up_to_another(record: Record) -> None:
    for n in range(1, 5):
        record.append(checkins((f"p{n}", "m1", ago(1), None)), NOW + timedelta(minutes=n))
    assert pl.concat(record.batches(since=1, upto=3))["person"].to_list() == ["p2", "p3"]
    assert record.known(upto=2)["person"].to_list() == ["p1", "p2"]
    assert record.known(at=NOW + timedelta(minutes=3))["person"].to_list() == ["p1", "p2", "p3"]
    assert record.known(at=NOW).is_empty()


def test_a_large_frame_is_several_batches_and_nothing_of_it_is_missing(record: Record) -> None:
    many = checkins(*((f"p{n}", "m1", ago(n % 480), None) for n in range(65_000)))
    assert record.append(many, NOW).batch == 7  # 147 rows of the table, added by two statements
    assert sorted(record.known()["person"]) == sorted(many["person"])


def test_another_program_goes_on_with_the_numbers(record: Record) -> None:
    record.append(checkins(ONE), NOW)
    record.close()
    other = replace(record)
    assert other.append(checkins(EARLIER), NOW).batch == 2
    other.close()
    assert len(held(record)) == 2


# ---- the stated answers


def test_delivered_twice_is_known_once(record: Record) -> None:
    for _ in range(2):
        record.append(checkins(ONE), NOW)
    assert len(held(record)) == 2
    assert known(record) == [ONE]


def test_a_check_out_that_comes_before_its_check_in_holds(record: Record) -> None:
    record.append(checkins(ONE), NOW)
    record.append(checkins((*ONE[:3], None)), NOW)
    assert known(record) == [ONE]


def test_of_two_leavings_the_one_that_came_in_last_holds(record: Record) -> None:
    for left in (ago(1), ago(2)):
        record.append(checkins((*ONE[:3], left)), NOW)
    assert known(record) == [(*ONE[:3], ago(2))]


def test_a_check_in_that_is_taken_back_is_an_empty_stay(record: Record) -> None:
    record.append(checkins(ONE), NOW)
    record.append(checkins((*ONE[:3], ONE[2])), NOW)
    assert known(record) == [(*ONE[:3], ONE[2])]


def test_bad_rows_come_back_and_the_good_ones_beside_them_are_kept(record: Record) -> None:
    tomorrow, endless = NOW + timedelta(days=1), "p" * 10_000
    given = checkins(("p1", "m1", tomorrow, None), ONE, (endless, "m1", ago(1), None), ("p1", "m1", ago(22 * 24), None))
    kept = record.append(given, NOW)
    assert kept.rejected.select("row", "person", "reason").rows() == [
        (0, "p1", "came: more than 5 minutes ahead of the clock; set the clock of the device right"),
        (2, endless, "person: longer than 200 characters"),
        (3, "p1", "came: before 2022-01-01T04:00Z; check-ins of then are not kept any more"),
    ]
    assert known(record) == kept.good.rows() == [ONE]


def test_rejects_alone_make_no_batch(record: Record) -> None:
    assert record.append(checkins(("", "m1", ago(1), None)), NOW).batch == 0
    assert record.append(checkins(ONE), NOW).batch == 1
    assert record.append(checkins(), NOW).batch == 1


def test_a_clock_that_is_set_back_neither_turns_back_what_entered_nor_rejects_who_comes_meanwhile(
    record: Record,
) -> None:
    record.append(checkins(ONE), NOW)
    kept = record.append(checkins(("p2", "m1", NOW, None)), ago(5))
    assert (kept.entered, len(kept.rejected)) == (NOW, 0)
    record.close()
    assert record.append(checkins(("p3", "m1", NOW, None)), ago(5)).entered == NOW
    assert [piece["entered"].unique().to_list() for piece in record.batches()] == [[NOW]]


def test_a_clock_that_ran_a_year_ahead_once_rejects_nothing_afterwards(record: Record) -> None:
    record.append(checkins(ONE), NOW)
    assert record.append(checkins(), NOW + timedelta(days=365)).batch == 1
    ahead = NOW + timedelta(days=365)
    assert record.append(checkins(("p2", "m1", ahead, None)), ahead).entered == ahead
    assert record.append(checkins(("p3", "m1", NOW, None)), NOW).rejected.is_empty()


def test_a_frame_of_anything_else_is_refused_and_the_next_one_taken(record: Record) -> None:
    with pytest.raises(CheckInsError, match="no check-ins: place missing"):
        record.append(checkins(ONE).drop("place"), NOW)
    assert record.append(checkins(ONE), NOW).batch == 1


# ---- unreadable without the keys


def dump(server: Server) -> str:
    with (
        psycopg.connect(server.uri("owner")) as connection,
        connection.cursor().copy("COPY (SELECT * FROM presence.checkins) TO STDOUT") as copy,
    ):
        return b"".join(bytes(block) for block in copy).decode()


def test_a_dump_of_the_database_says_neither_who_nor_where_nor_that_two_are_the_same(record: Record) -> None:
    one = ("person-4b1f0f6c", "market-9e2d41", *ONE[2:])  # long enough to stand in no noise by chance
    for said in (one, one, (*one[:1], "works-77c0d3", *EARLIER[2:])):
        record.append(checkins(said), NOW)
    rows = [line.split("\t") for line in dump(record.server).splitlines()]
    sealed = [row[4].removeprefix("\\\\x") for row in rows]
    assert len({len(each) for each in sealed}) == 1
    assert len({each[at : at + 32] for each in sealed for at in range(0, 256, 32)}) == 3 * 8
    assert not any(word.encode().hex() in "".join(sealed) for word in ("person-4b", "market-9e", "works-77"))


def test_a_row_that_was_altered_or_moved_is_named_and_the_rest_goes_on(record: Record) -> None:
    record.append(checkins(ONE), NOW)
    record.append(checkins(ONE), NOW)
    record.append(checkins(ONE), NOW)
    with psycopg.connect(record.server.uri("owner")) as connection:
        connection.execute("ALTER TABLE presence.checkins DISABLE TRIGGER only_added_to")
        connection.execute(
            "UPDATE presence.checkins SET sealed = (SELECT sealed FROM presence.checkins WHERE batch = 1) "
            "WHERE batch = 2"
        )
    assert pl.concat(record.batches())["batch"].to_list() == [1, 3]
    (fault,) = record.faults
    assert "batch 2 of 2022-01-22 does not open with the key of that day" in fault


def test_a_key_that_was_cut_short_costs_its_own_day(record: Record) -> None:
    record.append(checkins(ONE, ("p2", "m1", ago(30), None)), NOW)
    first, last = record.days()
    (record.keys / f"{first}.key").write_bytes(b"short")
    assert (record.days(), record.lost()) == ([last], [first])
    assert len(record.known()) == 1
    assert record.destroy("keeper", NOW + timedelta(days=60)) == [first, last]
    assert record.days() == record.lost() == []


def test_an_id_is_in_no_file_of_the_database(record: Record, home: Home) -> None:
    record.append(checkins(("canary-4b1f0f6c", "m1", ago(1), None)), NOW)
    read = {}
    for file in (home.path / "postgres").rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):  # the server runs, and takes away what it needs no more
            read[file] = file.read_bytes()
    assert any("pg_wal" in file.parts for file in read)
    assert [file for file, found in read.items() if b"canary-4b1f0f6c" in found] == []
    assert known(record)[0][0] == "canary-4b1f0f6c"


# ---- dropped


def test_a_dropped_day_is_gone_with_its_key_and_the_others_stay(record: Record) -> None:
    record.append(checkins(ONE, EARLIER), NOW)
    record.drop(DAY, "wang", NOW)
    assert known(record) == [ONE]
    assert keys.days(record.keys) == [NEXT]
    with pytest.raises(DayKeyError):
        keys.kept(record.keys, DAY)


def test_a_day_that_is_not_over_is_not_dropped(record: Record) -> None:
    with pytest.raises(DayNotOverError, match="2022-01-22 lasts until 2022-01-22T16:00Z"):
        record.drop(NEXT, "wang", NOW)


def test_dropping_is_in_the_journal_with_how_much_there_was(record: Record) -> None:
    record.append(checkins(ONE, EARLIER), NOW)
    record.append(checkins(EARLIER), NOW)
    record.drop(DAY, "wang", NOW)
    record.drop(DAY, "wang", NOW)
    with transaction(record.server, "auditor") as connection:
        found = connection.exec_driver_sql("SELECT kind, actor, subject, body FROM journal.entries").all()
    assert [tuple(row) for row in found] == [
        ("term", "wang", "2022-01-21", '{"check-ins":2,"rows":2,"what":"check-ins"}')
    ]


def test_check_ins_of_a_dropped_day_are_rejected_whatever_the_term_also_by_who_was_at_work_then(
    record: Record,
) -> None:
    record.append(checkins(ONE, EARLIER), NOW)
    replace(record).drop(DAY, "wang", NOW)  # another program
    kept = record.append(checkins(EARLIER, ("p2", "m1", ago(1), None)), NOW)
    assert kept.rejected.select("row", "reason").rows() == [
        (0, "came: before 2022-01-21T16:00Z; check-ins of then are not kept any more")
    ]
    assert [said[0] for said in known(record)] == ["p1", "p2"]
    assert keys.days(record.keys) == [NEXT]


def test_a_drop_that_was_cut_short_before_the_key_is_ended_by_the_next_append(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.append(checkins(ONE, EARLIER), NOW)
    record.close()
    with monkeypatch.context() as patch:
        patch.setattr("seawall.desk.record.keeping.drop", _killed)
        with pytest.raises(KeyboardInterrupt):
            record.drop(DAY, "wang", NOW)
    assert keys.days(record.keys) == [DAY, NEXT]
    assert known(record) == [ONE]
    record.append(checkins(ONE), NOW)
    assert keys.days(record.keys) == [NEXT]


def test_a_drop_that_was_cut_short_before_the_journal_leaves_the_day_as_it_was(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.append(checkins(ONE, EARLIER), NOW)
    with monkeypatch.context() as patch:
        patch.setattr(journal, "append", _killed)
        with pytest.raises(KeyboardInterrupt):
            record.drop(DAY, "wang", NOW)
    assert len(known(record)) == 2
    record.drop(DAY, "wang", NOW)
    assert known(record) == [ONE]


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_day_whose_key_is_nowhere_is_named_and_the_others_are_read(record: Record) -> None:
    """As after a database was put back from a backup that is older than the drop."""
    record.append(checkins(ONE, EARLIER), NOW)
    keys.drop(record.keys, DAY)
    assert record.lost() == [DAY]
    assert known(record) == [ONE]
    record.drop(DAY, "wang", NOW)
    assert record.lost() == []


def test_check_ins_of_a_day_whose_key_is_gone_are_rejected_and_the_others_kept(record: Record) -> None:
    record.append(checkins(ONE, EARLIER), NOW)
    record.close()
    keys.drop(record.keys, DAY)
    kept = record.append(checkins(EARLIER, ("p2", "m1", ago(1), None)), NOW)
    assert [(row, reason.split(",")[0]) for row, reason in kept.rejected.select("row", "reason").rows()] == [
        (0, "came: the key of that day is gone")
    ]
    assert [said[0] for said in known(record)] == ["p1", "p2"]


def test_a_day_of_which_nothing_was_kept_before_the_program_was_killed_is_not_lost(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("seawall.desk.record.keeping.make", _killed)
        with pytest.raises(KeyboardInterrupt):
            record.append(checkins(ONE), NOW)
    assert record.lost() == []
    assert record.append(checkins(ONE), NOW).rejected.is_empty()


# ---- when the server goes away


def test_an_append_that_loses_the_server_says_so_and_the_next_one_connects_again(record: Record) -> None:
    record.append(checkins(ONE), NOW)
    with psycopg.connect(record.server.uri("desk"), autocommit=True) as connection:
        connection.execute(CUT_OFF)
    with pytest.raises(ServerError, match="the database went away"):
        record.append(checkins(EARLIER), NOW)
    assert record.append(checkins(EARLIER), NOW).batch == 2
    assert sorted(known(record)) == sorted([ONE, EARLIER])
