"""The names of a home and their term, in a real database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from seawall.desk import names
from seawall.desk.opening import Desk
from seawall.store import facts
from seawall.store import term as stored
from seawall.store.home import Home
from seawall.store.register import open_register
from seawall.store.server import Server
from seawall.tables.catalogue import TABLES
from seawall.tables.sample import sample
from tests.given import SHANGHAI, frame

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
TERM = 181 * DAY  # the last of 180 days has ended
PEOPLE = pl.DataFrame(
    {"person": ["P1", "P2", "P9"], "name": ["甄卫民", "史可", "岳九"], "phone": ["13806350001", "13806350002", None]}
)


def store(desk: Desk, **tables: list[dict[str, Any]]) -> None:
    """Rows of tables, as an import stores them."""
    given = ("row", "recorded_at", "recorded_by", "source")
    made = {name: frame(name, rows).drop(*given) for name, rows in tables.items()}
    facts.append_all(desk.server, desk.home, made, "wang", "test")


def at(days: int) -> str:
    """So many days from now, as the city writes it."""
    return f"{(NOW + timedelta(days=days)).astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"


def incident(name: str, closed: int | None = None) -> dict[str, Any]:
    """One that was opened yesterday, and is closed in so many days."""
    opened = {"disease": "SARS-CoV-2", "policy": "covid19-cn-9", "opened": at(-1)}
    return {"incident": name, **opened, **({} if closed is None else {"closed": at(closed)})}


@pytest.fixture
def desk(home: Home, database: Server) -> Desk:
    """A home with two cases, one of an incident that is over, one of another that goes on, and somebody else."""
    found = Desk(home, database)
    incidents = [incident("flu", closed=1), incident("measles")]
    cases = [{"case": f"C{n}", "person": f"P{n}", "incident": name} for n, name in ((1, "flu"), (2, "measles"))]
    store(found, incidents=incidents, cases=cases, persons=[{"person": person} for person in PEOPLE["person"]])
    open_register(home, database).keep(PEOPLE)
    return found


def due(desk: Desk, now: datetime) -> list[tuple[str, str | None]]:
    return names.due_at(desk, now).people.select("person", "incident").rows()


def test_nobody_is_due_until_the_term_of_their_incident_is_over(desk: Desk) -> None:
    assert due(desk, NOW) == []
    assert due(desk, NOW + TERM) == []
    assert due(desk, NOW + TERM + DAY) == [("P1", "flu")]  # P9 was recorded while measles was handled too


def test_once_the_other_incident_is_over_its_people_are_due_and_who_was_in_none(desk: Desk) -> None:
    store(desk, incidents=[incident("measles", closed=2)])
    assert due(desk, NOW + TERM + DAY) == [("P1", "flu")]
    assert due(desk, NOW + TERM + 2 * DAY) == [("P1", "flu"), ("P2", "measles"), ("P9", "measles")]
    days = [(NOW + TERM + n * DAY).astimezone(desk.zone).date().isoformat() for n in (1, 2)]
    assert names.due_at(desk, NOW + 2 * TERM).by_incident() == [("flu", 1, days[0]), ("measles", 2, days[1])]


OF_PEOPLE = (
    "persons", "residences", "occupations", "traits", "same_person", "stays", "relations", "attended", "symptoms",
    "answers", "specimens", "doses", "arrivals", "requests", "followups", "admissions",
)  # fmt: skip


def test_a_row_of_any_table_about_somebody_begins_their_term_anew(home: Home, database: Server) -> None:
    desk = Desk(home, database)
    open_register(home, database).keep(pl.DataFrame({"person": ["person-1", "person-2"], "name": ["甲", "乙"]}))
    for table in OF_PEOPLE:
        before = dict(stored.last(database).rows())
        rows = sample(table, 1).drop("row", "recorded_at")
        if table == "specimens":
            rows = rows.with_columns(subject_kind=pl.lit("person"), subject=pl.lit("person-1"))
        facts.append_all(database, desk.home, {table: rows}, "wang", "test")
        later = {person for person, at in stored.last(database).rows() if at > before[person]}
        assert later == ({"person-1", "person-2"} if "other" in rows.columns else {"person-1"}), table
    named = {name for name, of in TABLES.items() if {"person", "subject"} & set(of.column_names())}
    assert named - {*OF_PEOPLE} == {"cases", "orders", "amendments"}  # which say of which incident they are


def test_a_home_without_names_has_nobody_due(home: Home, database: Server) -> None:
    assert due(Desk(home, database), NOW + 9 * TERM) == []
