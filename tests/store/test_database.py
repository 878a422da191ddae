"""The live catalogue is what the schema classes say: names, types, nullability, checks, comments, keys, indexes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import dataframely as dy
import psycopg
import pytest

from seawall.store import database as migrating
from seawall.store.account import ServerError
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.store.sql import ENTERED, ROW_IDS, ddl, meaning, metadata
from seawall.tables.catalogue import TABLES
from seawall.tables.sample import sample
from seawall.tables.schema import pairs, required

BY_HAND = {
    "orders_is_not_corrected",
    "orders_ends_after_it_begins",
    "orders_evidence_is_json",
    "signatures_is_not_corrected",
    "signatures_one_an_officer",
    "signatures_one_an_organisation",
    "places_in_a_unit",
    "cases_of_a_person",
    "specimens_of_a_subject",
    "orders_of_a_subject",
    "tasks_of_an_order",
}
"""What migrations add to the fact tables beyond the schema classes."""

CATALOGUE = """
SELECT 'column', c.relname, a.attname, a.attnum || ' ' || format_type(a.atttypid, a.atttypmod)
       || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), ''), col_description(c.oid, a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = attnum
WHERE c.relnamespace = 'facts'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'table', relname, '', '', obj_description(oid) FROM pg_class
WHERE relnamespace = 'facts'::regnamespace AND relkind = 'r'
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '' FROM pg_constraint
WHERE connamespace = 'facts'::regnamespace
UNION ALL
SELECT 'index', tablename, indexname, indexdef, '' FROM pg_indexes WHERE schemaname = 'facts'
"""

Line = tuple[str, str, str, str, str]


def catalogue(connection: psycopg.Connection[Any]) -> set[Line]:
    found = {tuple(row) for row in connection.execute(CATALOGUE.encode())}
    return {row for row in found if row[2] not in BY_HAND and row[1].removeprefix("facts.") in TABLES}


def test_the_migrations_make_the_tables_that_the_schemas_describe(server: Server, database: Server) -> None:
    with psycopg.connect(server.uri("owner")) as live, psycopg.connect(database.uri("owner")) as said:
        said.execute("DROP SCHEMA facts CASCADE")
        said.execute("CREATE SCHEMA facts")
        for table in metadata().tables.values():
            for statement in ddl(table):
                said.execute(statement.encode())
        by_migrations, by_schemas = catalogue(live), catalogue(said)
    assert sorted(by_schemas - by_migrations) == [], "a schema class says this: write a migration that adds it"
    assert sorted(by_migrations - by_schemas) == [], "the migrations make this, and no schema class says it any more"


def test_every_table_and_column_of_the_schemas_is_in_the_catalogue_with_its_meaning(server: Server) -> None:
    with psycopg.connect(server.uri("owner")) as connection:
        live = catalogue(connection)
    comments = {(table, column): comment for kind, table, column, _, comment in live if kind in ("table", "column")}
    expected = {(name, ""): meaning(schema) for name, schema in TABLES.items()}
    for name, schema in TABLES.items():
        expected |= {(name, column): said.description or "" for column, said in schema.columns().items()}
        expected |= {(name, column): said for column, said in ENTERED.items()}
    assert comments == expected


@pytest.fixture
def desk(server: Server) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(server.uri("desk")) as connection:
        yield connection
        connection.rollback()


def stored(connection: psycopg.Connection[Any], table: str, **changes: object) -> str:
    """Try to store a sample row with changes by plain SQL; the name of the rule that refuses it, or ''."""
    try:
        with connection.transaction(force_rollback=True):
            number, at = connection.execute("SELECT * FROM facts.open_batch('x', 'x', 'x', 1)").fetchone() or (0, None)
            row = sample(table, 1).to_dicts()[0] | {"recorded_at": at, "entered_at": at, "batch": number} | changes
            names = ", ".join(f'"{name}"' for name in row)
            statement = f"INSERT INTO facts.{table} ({names}) VALUES ({', '.join(['%s'] * len(row))})"
            connection.execute(statement.encode(), list(row.values()))
    except psycopg.errors.CheckViolation as error:
        return error.diag.constraint_name or "?"
    except psycopg.errors.NotNullViolation as error:
        return f"{error.diag.column_name} is null"
    return ""


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_what_the_schema_refuses(desk: psycopg.Connection[Any], table: str) -> None:
    schema = TABLES[table]
    assert stored(desk, table) == ""
    for name, column in schema.columns().items():
        if not column.nullable:
            assert stored(desk, table, **{name: None}) == f"{name} is null"
        for wrong in wrong_values(name, column):
            assert stored(desk, table, **{name: wrong}) == f"{table}_{name}_allowed", (name, wrong)
    for first, last in pairs(schema):
        backwards = {first: "2022-01-23T00:00Z", last: "2022-01-22T23:59Z"}
        assert stored(desk, table, **backwards) == f"{table}_{first.removesuffix('_from')}_runs_forwards"
        assert stored(desk, table, **{first: None, last: "2022-01-22T23:59Z"}) == ""
    for name in required(schema):
        assert stored(desk, table, **{name: None}) == f"{table}_values_are_stated"
        if table not in ("orders", "signatures"):
            assert stored(desk, table, **{name: None, "corrects": uuid4()}) == ""


def wrong_values(name: str, column: dy.Column) -> list[object]:
    match column:
        case dy.Enum():
            return ["", "no such word", column.categories[0].swapcase()]
        case dy.String():
            return [] if name in ROW_IDS else [""]
        case dy.Float64():
            return ["NaN", "Infinity", "-Infinity", *beyond(column.min, column.max)]
        case dy.Int64():
            return [*beyond(column.min, column.max)]
    return []


def beyond(least: float | None, most: float | None) -> list[float]:
    return ([] if least is None else [least - 1]) + ([] if most is None else [most + 1])


def test_a_row_neither_corrects_nor_follows_itself(desk: psycopg.Connection[Any]) -> None:
    row = str(uuid4())
    for column in ("corrects", "follows"):
        assert stored(desk, "stays", row=row, **{column: row}) == "stays_names_another_row"


def test_migrating_again_changes_nothing(database: Server, home: Home) -> None:
    with psycopg.connect(database.uri("owner")) as connection:
        before = catalogue(connection)
    migrating.migrate(database, home)
    with psycopg.connect(database.uri("owner")) as connection:
        assert catalogue(connection) == before


def test_a_database_serves_one_home_for_life(database: Server, home: Home) -> None:
    for other in (replace(home, id=str(uuid4())), replace(home, history=True)):
        with pytest.raises(ServerError, match="another home"):
            migrating.migrate(database, other)


def test_a_database_of_a_newer_version_is_refused(database: Server, home: Home) -> None:
    with psycopg.connect(database.uri("owner")) as connection:
        connection.execute("UPDATE migrations.alembic_version SET version_num = '9999'")
    with pytest.raises(ServerError, match="made by a newer Seawall"):
        migrating.migrate(database, home)


def test_a_migration_that_fails_leaves_the_database_as_it_was(database: Server, home: Home) -> None:
    with psycopg.connect(database.uri("owner")) as connection:
        for schema in ("facts", "journal", "register", "migrations"):
            connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())
        connection.execute("CREATE SCHEMA register")  # in the way of the third migration
    with pytest.raises(Exception, match="register"):
        migrating.migrate(database, home)
    with psycopg.connect(database.uri("owner")) as connection:
        assert connection.execute("SELECT to_regnamespace('facts')").fetchone() == (None,)
