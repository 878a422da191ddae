"""The table of check-ins: one adds, the desk reads, nobody changes, the owner drops a day."""

import re
from datetime import UTC, date, datetime

import psycopg
import pytest

from seawall.store import checkins
from seawall.store.account import ServerError
from seawall.store.checkins import DayDroppedError, Sealed, Writer
from seawall.store.database import transaction
from seawall.store.server import Server

DAY, NEXT = date(2022, 1, 21), date(2022, 1, 22)
AT = datetime(2022, 1, 21, 4, 0, tzinfo=UTC)


def row(batch: int, day: date = DAY, rows: int = 1, size: int = 128) -> Sealed:
    return Sealed(batch, day, AT, rows, bytes(size))


def kept(server: Server, *batches: tuple[int, date]) -> None:
    """Adds a row for each batch and day, each batch by itself."""
    writer = Writer(server)
    for day in {day for _, day in batches}:
        writer.open_day(day)
    for number in sorted({batch for batch, _ in batches}):
        writer.append([row(*each) for each in batches if each[0] == number])
    writer.close()


def places(
    server: Server, days: tuple[date, ...] = (DAY, NEXT), since: int = 0, upto: int | None = None,
    at: datetime | None = None,
) -> list[tuple[int, date]]:  # fmt: skip
    pieces = checkins.read(server, days, since, upto, at)
    return [(each.batch, each.day) for piece in pieces for each in piece]


def test_what_was_added_is_read_in_the_order_of_its_numbers(database: Server) -> None:
    kept(database, (1, NEXT), (2, DAY), (2, NEXT), (3, DAY))
    assert places(database) == [(1, NEXT), (2, DAY), (2, NEXT), (3, DAY)]
    assert places(database, since=1, upto=2) == [(2, DAY), (2, NEXT)]
    assert places(database, days=(DAY,)) == [(2, DAY), (3, DAY)]
    assert places(database, at=AT) == places(database)
    assert places(database, at=datetime(2022, 1, 21, 3, 59, tzinfo=UTC)) == []
    assert checkins.days(database) == [DAY, NEXT]


def test_much_is_read_in_pieces_without_a_gap(database: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkins, "_PIECE", checkins._PIECE.replace("LIMIT 5000", "LIMIT 3"))
    kept(database, *((batch, day) for batch in range(1, 6) for day in (DAY, NEXT)))
    pieces = [[each.batch for each in piece] for piece in checkins.read(database, [DAY, NEXT])]
    assert pieces == [[1, 1, 2], [2, 3, 3], [4, 4, 5], [5]]


def test_large_batches_are_read_few_at_a_time(database: Server) -> None:
    writer = Writer(database)
    writer.open_day(DAY)
    writer.append([row(1, rows=150_000), row(2, rows=150_000), row(3, rows=150_000), row(4, rows=1)])
    writer.close()
    assert [[each.batch for each in piece] for piece in checkins.read(database, [DAY])] == [[1, 2], [3, 4]]


def test_a_piece_looks_at_no_more_rows_than_it_may_return_also_of_a_table_that_just_grew(database: Server) -> None:
    kept(database, (1, DAY), (2, NEXT))
    grown = "INSERT INTO presence.checkins SELECT n, %s::date + n %% 2, %s, 1, %s FROM generate_series(3, 20000) n"
    with psycopg.connect(database.uri("owner")) as owner:
        owner.execute(grown, (DAY, AT, bytes(128)))
    assert len(places(database)) == 20_000
    wanted = {"days": [DAY, NEXT], "upto": None, "at": None, "batch": 0, "day": date.max}
    with checkins._in_order(database) as desk:
        plan = desk.execute(f"EXPLAIN (ANALYZE) {checkins._PIECE}".encode(), wanted).fetchall()
    looked_at = [float(each) for each in re.findall(r"actual .*?rows=([\d.]+)", str(plan))]
    assert max(looked_at) == 5_000


def test_numbers_go_on_where_the_last_writer_stopped_also_after_days_were_dropped(database: Server) -> None:
    assert checkins.highest(database) == 0
    kept(database, (1, DAY), (2, NEXT))
    with transaction(database, "owner") as owner:
        assert checkins.drop(owner, NEXT) == (1, 1)
    assert checkins.highest(database) == 2
    writer = Writer(database)
    assert (writer.batch, writer.entered) == (2, AT)
    writer.close()


def test_a_dropped_day_opens_no_more(database: Server) -> None:
    kept(database, (1, DAY), (2, NEXT))
    writer = Writer(database)
    with transaction(database, "owner") as owner:
        checkins.drop(owner, DAY)
    with pytest.raises(DayDroppedError):
        writer.append([row(3)])
    with pytest.raises(DayDroppedError):
        writer.open_day(DAY)
    writer.close()
    assert checkins.days(database) == [NEXT]
    assert checkins.dropped(database) == [DAY]
    assert places(database) == [(2, NEXT)]


def test_one_program_adds_at_a_time(database: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Writer(database)
    with monkeypatch.context() as hurry:
        hurry.setattr(checkins, "_PATIENCE", "100ms")
        with pytest.raises(ServerError, match="another program takes this home's check-ins"):
            Writer(database)
    writer.close()
    Writer(database).close()


def test_a_number_is_given_once(database: Server) -> None:
    kept(database, (1, DAY))
    writer = Writer(database)
    with pytest.raises(psycopg.errors.UniqueViolation):
        writer.append([row(1)])
    writer.close()


def test_who_waits_to_drop_a_day_gives_way_to_those_who_add(database: Server) -> None:
    kept(database, (1, DAY))
    with psycopg.connect(database.uri("desk")) as reader:
        reader.execute("SELECT FROM presence.checkins")
        with pytest.raises(ServerError, match="the database is busy"), transaction(database, "owner") as owner:
            checkins.drop(owner, DAY)
    assert checkins.days(database) == [DAY]
    assert checkins.dropped(database) == []


ALLOWED = {
    "desk": {"SELECT presence.checkins", "INSERT presence.checkins", "SELECT presence.dropped"},
    "auditor": {"SELECT presence.dropped"},
    "register": set(),
    "intimate": set(),
}


@pytest.mark.parametrize("role", ALLOWED)
def test_the_desk_adds_and_reads_and_no_other_role_sees_a_check_in(database: Server, role: str) -> None:
    kept(database, (1, DAY))
    with psycopg.connect(database.uri("owner")) as connection:
        found = connection.execute(
            "SELECT privilege || ' ' || c.oid::regclass FROM pg_class c, "
            "unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege "
            "WHERE relnamespace = 'presence'::regnamespace AND relkind IN ('r', 'p') "
            "AND has_table_privilege(%s, c.oid, privilege)",
            (role,),
        ).fetchall()
    assert {each for (each,) in found} == ALLOWED[role]


@pytest.mark.parametrize("table", ["checkins", "checkins_2022_01_21", "dropped"])
@pytest.mark.parametrize("statement", ["UPDATE presence.{} SET batch = 9", "DELETE FROM presence.{}"])
def test_not_even_the_owner_changes_a_row(database: Server, table: str, statement: str) -> None:
    kept(database, (1, DAY), (1, NEXT))
    with transaction(database, "owner") as owner:
        checkins.drop(owner, NEXT)
    with psycopg.connect(database.uri("owner")) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(statement.format(table).encode())


@pytest.mark.parametrize("call", ["SELECT presence.drop_day('2022-01-21')", "DROP TABLE presence.checkins_2022_01_21"])
def test_the_desk_drops_no_day(database: Server, call: str) -> None:
    kept(database, (1, DAY))
    with psycopg.connect(database.uri("desk")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(call.encode())


def test_a_day_has_no_index_but_that_of_its_numbers(database: Server) -> None:
    kept(database, (1, DAY))
    with psycopg.connect(database.uri("owner")) as connection:
        found = connection.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'presence' AND tablename = 'checkins_2022_01_21'"
        ).fetchall()
        storage = connection.execute(
            "SELECT attstorage FROM pg_attribute WHERE attname = 'sealed' "
            "AND attrelid = 'presence.checkins_2022_01_21'::regclass"
        ).fetchone()
    assert [each.split("USING")[1] for (each,) in found] == [" btree (batch, day)"]
    assert storage == ("e",)  # ciphertext is not tried to be compressed
