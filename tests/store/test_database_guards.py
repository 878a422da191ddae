"""Nothing stored is changed by anybody; a row bears its batch's number and clock; each role does its part only."""

from typing import Any

import polars as pl
import psycopg
import pytest

from seawall.store import facts, reading
from seawall.store.home import ROLES, Home
from seawall.store.server import Server
from seawall.tables.catalogue import TABLES
from seawall.tables.sample import sample

EVERY_TABLE = [*TABLES, "batches", "home"]


def attempt(server: Server, role: str, statement: str) -> type[psycopg.Error] | None:
    """What the database answers to a statement of a role, which is undone whatever it answers."""
    with psycopg.connect(server.uri(role)) as connection:
        try:
            connection.execute(statement.encode())
        except psycopg.Error as error:
            return type(error)
        finally:
            connection.rollback()
    return None


@pytest.mark.parametrize("table", EVERY_TABLE)
@pytest.mark.parametrize(
    "statement", ["UPDATE facts.{0} SET {1} = {1}", "DELETE FROM facts.{0}", "TRUNCATE facts.{0} CASCADE"]
)
def test_not_even_the_owner_changes_a_row(server: Server, table: str, statement: str) -> None:
    column = {"batches": "by", "home": "history"}.get(table, "source")
    said = statement.format(table, column)
    assert attempt(server, "owner", said) is psycopg.errors.RestrictViolation
    for role in ("desk", "intimate", "register", "auditor"):
        assert attempt(server, role, said) is psycopg.errors.InsufficientPrivilege


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO facts.batches VALUES (99, now(), 'x', 'x', 'x', 1)",
        "INSERT INTO facts.home VALUES (true, gen_random_uuid(), true)",
        "ALTER TABLE facts.stays DISABLE TRIGGER append_only",
        "DROP TABLE facts.stays",
        "CREATE TABLE facts.states (person text)",
        "SET session_replication_role = replica",
        "SELECT * FROM register.people",
    ],
)
def test_the_desk_cannot_get_round_the_guards(server: Server, statement: str) -> None:
    assert attempt(server, "desk", statement) is psycopg.errors.InsufficientPrivilege


def test_no_role_can_set_anybodys_state_because_there_is_none_to_set(server: Server) -> None:
    """A person's state is computed from facts (TRUST.md 1): no table holds it, and no role updates anything."""
    with psycopg.connect(server.uri("owner")) as connection:
        writable = connection.execute(
            "SELECT role, c.oid::regclass::text FROM unnest(%s::text[]) role, pg_class c "
            "WHERE c.relnamespace IN ('facts'::regnamespace, 'journal'::regnamespace) AND c.relkind = 'r' "
            "AND role <> 'owner' AND has_any_column_privilege(role, c.oid, 'UPDATE')",
            [list(ROLES)],
        ).fetchall()
        states = connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'facts' "
            "AND column_name ~ '^(state|status|colour|color|code)$'"
        ).fetchall()
    assert writable == []
    assert states == [("rooms",)]  # whether a room can be given; it is nobody's state


def raw(server: Server, batch: str, entered_at: str, recorded_at: str) -> type[psycopg.Error] | None:
    """Store a person by plain SQL, where `b` is a batch opened in the same transaction."""
    return attempt(
        server,
        "desk",
        "WITH b AS (SELECT * FROM facts.open_batch('persons', 'x', 'x', 1)) INSERT INTO facts.persons "
        '("row", recorded_at, recorded_by, source, person, batch, entered_at) '
        f"SELECT gen_random_uuid(), {recorded_at}, 'x', 'x', 'p1', {batch}, {entered_at} FROM b",
    )


def test_a_row_bears_the_number_and_the_clock_of_its_batch(database: Server) -> None:
    assert raw(database, "b.batch", "b.at", "b.at") is None
    assert raw(database, "b.batch + 1", "b.at", "b.at") is psycopg.errors.RestrictViolation
    assert raw(database, "b.batch", "b.at - interval '1 hour'", "b.at") is psycopg.errors.RestrictViolation


def test_only_a_history_takes_an_earlier_recorded_at(database: Server, request: pytest.FixtureRequest) -> None:
    earlier = "b.at - interval '1 hour'"
    assert raw(database, "b.batch", "b.at", earlier) is psycopg.errors.RestrictViolation
    request.getfixturevalue("history")
    assert raw(database, "b.batch", "b.at", earlier) is None


def test_no_row_joins_a_batch_that_is_committed(database: Server, home: Home) -> None:
    facts.append(database, home, "persons", pl.DataFrame({"person": ["p1"]}), "wang", "interview")
    statement = (
        'INSERT INTO facts.persons ("row", recorded_at, recorded_by, source, person, batch, entered_at) '
        "SELECT gen_random_uuid(), at, 'x', 'x', 'p2', batch, at FROM facts.batches"
    )
    assert attempt(database, "desk", statement) is psycopg.errors.RestrictViolation


def relations(server: Server, role: str) -> list[Any]:
    with psycopg.connect(server.uri(role)) as connection:
        return connection.execute("SELECT other, kind FROM facts.relations ORDER BY other").fetchall()


def test_rows_about_intimate_contact_are_seen_by_their_own_role_only(database: Server, home: Home) -> None:
    given = pl.DataFrame({"person": ["p1", "p1"], "other": ["p2", "p3"], "kind": ["household", "sexual"]})
    facts.append(database, home, "relations", given, "wang", "interview")
    assert relations(database, "desk") == [("p2", "household")]
    assert relations(database, "intimate") == [("p2", "household"), ("p3", "sexual")]
    assert reading.read(database, ["relations"]).frames["relations"]["other"].to_list() == ["p2"]
    both = reading.read(database, ["relations", "cases"], intimate=True).frames
    assert sorted(both["relations"]["other"]) == ["p2", "p3"]
    assert attempt(database, "auditor", "SELECT * FROM facts.relations") is psycopg.errors.InsufficientPrivilege
    assert attempt(database, "intimate", "SELECT * FROM facts.stays") is psycopg.errors.InsufficientPrivilege


def test_a_row_that_the_desk_cannot_see_is_still_stored_once_and_can_be_corrected(database: Server, home: Home) -> None:
    given = pl.DataFrame({"person": ["p1"], "other": ["p3"], "kind": ["sexual"]})
    assert facts.append(database, home, "relations", given, "wang", "interview").new == 1
    assert facts.append(database, home, "relations", given, "wang", "interview").already == 1
    row = reading.read(database, ["relations"], intimate=True).frames["relations"]["row"]
    correction = given.with_columns(corrects=row, minutes=pl.lit(30.0))
    assert facts.append(database, home, "relations", correction, "wang", "interview").new == 1


def test_the_auditor_reads_what_was_decided(database: Server) -> None:
    for table in ("batches", "cases", "classifications", "orders", "signatures", "appeals"):
        assert attempt(database, "auditor", f"SELECT * FROM facts.{table}") is None
    assert attempt(database, "auditor", "SELECT * FROM facts.stays") is psycopg.errors.InsufficientPrivilege


def test_a_sample_of_every_table_is_stored_and_read_back_as_it_was(database: Server, history: Home) -> None:
    given = {table: sample(table, 5) for table in TABLES}
    appended = facts.append_all(database, history, given, "wang", "samples")
    assert (appended.batch, appended.new) == (1, 5 * len(TABLES))
    read = reading.read(database, TABLES, intimate=True).frames
    for table, frame in given.items():
        TABLES[table].validate(read[table])
        assert read[table].sort("row").equals(frame.sort("row")), table
