"""The second wall: asked for somebody of one area, the database shows rows about people of that area and no others."""

from collections.abc import Iterator, Mapping

import polars as pl
import psycopg
import pytest
from sqlalchemy import text

from seawall.store import facts, reading, sight
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.tables.catalogue import TABLES

ABOUT_PEOPLE = {
    name for name, schema in TABLES.items() if {"person", "case", "specimen", "order", "task"} & set(schema.columns())
}  # fmt: skip
UNITS = {"unit": ["city", "north", "south", "n1", "s1"], "parent": [None, "city", "city", "north", "south"],
         "level": ["city", "street", "street", "building", "building"], "name": ["a", "b", "c", "d", "e"]}  # fmt: skip


@pytest.fixture
def town(database: Server, home: Home) -> Server:
    """p1 lives in the north, p2 in the south, of p3 nobody knows where."""

    def put(**tables: Mapping[str, object]) -> None:
        frames = {name: pl.DataFrame(columns, strict=False) for name, columns in tables.items()}
        facts.append_all(database, home, frames, "clerk", "file")

    put(units=UNITS, places={"place": ["home1", "home2"], "kind": ["household"] * 2, "unit": ["n1", "s1"]})
    put(persons={"person": ["p1", "p2", "p3"]},
        residences={"person": ["p1", "p2"], "place": ["home1", "home2"], "kind": ["current"] * 2})  # fmt: skip
    put(cases={"case": ["c1", "c2"], "person": ["p1", "p2"], "incident": ["i", "i"]},
        specimens={"specimen": ["s1", "s2"], "subject_kind": ["person"] * 2, "subject": ["p1", "p2"]})  # fmt: skip
    put(relations={"person": ["p1", "p2", "p1"], "other": ["p3", "p3", "p2"], "kind": ["household", "class", "sexual"]})
    put(classifications={"case": ["c1", "c2"], "class": ["confirmed"] * 2, "by": ["x"] * 2},
        results={"specimen": ["s1", "s2"], "laboratory": ["lab"] * 2, "result": ["positive"] * 2})  # fmt: skip
    return database


def people(server: Server, *areas: str) -> list[str]:
    with sight.limited(areas), transaction(server) as connection:
        return list(connection.scalars(text("SELECT person FROM facts.persons ORDER BY person")))


def test_who_asks_for_an_area_sees_who_lives_in_it_and_in_what_it_holds(town: Server) -> None:
    assert people(town, "north") == ["p1"]
    assert people(town, "s1") == ["p2"]
    assert people(town, "city") == people(town, "north", "south") == ["p1", "p2"]
    with transaction(town) as connection:
        assert connection.scalar(text("SELECT count(*) FROM facts.persons")) == 3


@pytest.mark.parametrize("areas", [(), ("",), ("nowhere",), ("n1' OR true --",), ('"]',)])
def test_who_asks_for_no_area_that_there_is_sees_nobody(town: Server, areas: tuple[str, ...]) -> None:
    assert people(town, *areas) == []
    with sight.limited(areas):
        assert reading.columns(town, "persons", ("person",)).height == 0
        assert reading.read(town, ["cases"]).frames["cases"].height == 0


@pytest.mark.parametrize("table", sorted(ABOUT_PEOPLE))
def test_the_role_alone_sees_no_row_about_anybody_while_its_session_names_no_area(town: Server, table: str) -> None:
    with psycopg.connect(town.uri("area")) as connection:
        assert connection.execute(f"SELECT * FROM facts.{table}".encode()).fetchall() == []
        walled = connection.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", (f"facts.{table}",))
        assert walled.fetchone() == (True,)


@pytest.mark.parametrize(
    ("table", "seen"),
    [("cases", 1), ("classifications", 1), ("specimens", 1), ("results", 1), ("residences", 1), ("relations", 1)],
)
def test_what_hangs_on_a_person_a_case_or_a_specimen_is_seen_with_it(town: Server, table: str, seen: int) -> None:
    with sight.limited(("north",)):
        assert reading.read(town, [table], intimate=True).frames[table].height == seen


def test_a_correction_moves_a_person(town: Server, home: Home) -> None:
    row = reading.read(town, ["residences"]).frames["residences"].filter(person="p1")["row"][0]
    moved = pl.DataFrame({"person": ["p1"], "place": ["home2"], "kind": ["current"], "corrects": [row]})
    facts.append(town, home, "residences", moved, "clerk", "file")
    assert (people(town, "north"), people(town, "south")) == ([], ["p1", "p2"])


def test_a_retraction_of_where_somebody_lives_takes_them_out_of_sight(town: Server, home: Home) -> None:
    row = reading.read(town, ["residences"]).frames["residences"].filter(person="p1")["row"][0]
    gone = pl.DataFrame({"person": ["p1"], "place": ["home1"], "corrects": [row]})
    facts.append(town, home, "residences", gone, "clerk", "file")
    assert people(town, "city") == ["p2"]


def test_a_place_that_was_put_into_another_unit_takes_its_people_along(town: Server, home: Home) -> None:
    now = pl.DataFrame({"place": ["home1"], "kind": ["household"], "unit": ["s1"]})
    facts.append(town, home, "places", now, "clerk", "file")
    assert (people(town, "north"), people(town, "south")) == ([], ["p1", "p2"])


def test_a_unit_that_moves_takes_its_people_along_and_one_that_is_new_moves_nobody(town: Server, home: Home) -> None:
    def put(unit: str, parent: str) -> None:
        given = pl.DataFrame({"unit": [unit], "parent": [parent], "level": ["building"], "name": ["x"]})
        facts.append(town, home, "units", given, "clerk", "file")

    put("n2", "north")
    assert (people(town, "north"), people(town, "south")) == (["p1"], ["p2"])
    put("n1", "south")
    assert (people(town, "north"), people(town, "south")) == ([], ["p1", "p2"])


def test_a_place_in_a_unit_that_nobody_described_is_seen_by_the_officer_of_that_unit_alone(
    town: Server, home: Home
) -> None:
    new = {"places": {"place": ["home3"], "kind": ["household"], "unit": ["n9"]},
           "residences": {"person": ["p3"], "place": ["home3"], "kind": ["current"]}}  # fmt: skip
    facts.append_all(town, home, {name: pl.DataFrame(each) for name, each in new.items()}, "clerk", "file")
    assert (people(town, "n9"), people(town, "north")) == (["p3"], ["p1"])
    later = pl.DataFrame({"unit": ["n9"], "parent": ["north"], "level": ["building"], "name": ["x"]})
    facts.append(town, home, "units", later, "clerk", "file")
    assert (people(town, "n9"), people(town, "north")) == (["p3"], ["p1", "p3"])


def test_two_numbers_of_one_person_are_seen_together(town: Server, home: Home) -> None:
    same = pl.DataFrame({"person": ["p3"], "other": ["p1"], "decision": ["same"], "by": ["clerk"]})
    facts.append(town, home, "same_person", same, "clerk", "file")
    assert people(town, "north") == ["p1", "p3"]


def test_who_is_limited_states_facts_as_the_desk_and_reads_none_of_others_by_it(town: Server, home: Home) -> None:
    with sight.limited(("north",)):
        assert facts.append(town, home, "persons", pl.DataFrame({"person": ["p9"]}), "tracer", "interview").new == 1
    assert people(town, "city") == ["p1", "p2"]


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO facts.persons SELECT * FROM facts.persons", "SELECT * FROM register.people", "SET ROLE desk",
     "SELECT body FROM journal.entries", "CREATE TEMPORARY TABLE own (id text)", "SELECT * FROM presence.checkins"],
)  # fmt: skip
def test_the_role_states_nothing_and_reads_no_names_no_journal_and_no_check_ins(server: Server, statement: str) -> None:
    with psycopg.connect(server.uri("area")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


@pytest.fixture
def asked(town: Server) -> Iterator[psycopg.Connection[object]]:
    with psycopg.connect(town.uri("area")) as connection:
        yield connection


def test_areas_are_named_for_one_transaction(asked: psycopg.Connection[object]) -> None:
    asked.execute("""SELECT set_config('seawall.areas', '["city"]', true)""")
    assert asked.execute("SELECT count(*) FROM facts.persons").fetchone() == (2,)
    asked.commit()
    assert asked.execute("SELECT count(*) FROM facts.persons").fetchone() == (0,)
