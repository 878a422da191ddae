"""Who reads in an area reads what is of it, each row once, also what came in before it was known to be of it."""

import polars as pl

from seawall.desk.opening import Desk
from seawall.store import changes, facts, sight
from seawall.store.accounts import Role
from seawall.store.changes import Asked
from tests.web.api.programs import Program, program

NORTH = Role("epidemiologist", "hq", "N")


def store(desk: Desk, table: str, **columns: object) -> None:
    said = {name: [value] if not isinstance(value, list) else value for name, value in columns.items()}
    facts.append(desk.server, desk.home, table, pl.DataFrame(said), "clerk", "a file")


def counties(desk: Desk) -> None:
    """Two counties, of the northern one a street; a house in the street and one in the south."""
    parents, level = ["city", "city", "N"], ["county", "county", "street"]
    store(desk, "units", unit=["N", "S", "N1"], parent=parents, level=level, name=["n", "s", "n1"])
    store(desk, "places", place=["HN", "HS"], kind=["household"] * 2, unit=["N1", "S"])


def lives(desk: Desk, person: str, place: str) -> None:
    store(desk, "residences", person=person, place=place, kind="current")


def kinds(there: Program, address: str = "/api/v1/facts/symptoms") -> list[str]:
    return [row["kind"] for row in there.rows(address)]


def test_rows_of_people_are_those_of_who_lives_there(desk: Desk) -> None:
    counties(desk)
    lives(desk, "PN", "HN")
    lives(desk, "PS", "HS")
    store(desk, "symptoms", person=["PN", "PS", "nobody"], kind=["fever", "cough", "rash"])
    with program(desk, "li", NORTH) as there:
        assert kinds(there) == ["fever"]
        assert there.get("/api/v1/facts/symptoms").headers["seawall-rows"] == "1"
    with program(desk, "wang", "epidemiologist", "look:facts@S") as there:
        assert kinds(there) == ["cough"]
    with program(desk, "zhao", Role("epidemiologist", "hq", "N"), "look:facts@S") as there:
        assert kinds(there) == []
    with program(desk, "qian", Role("epidemiologist", "hq", "N"), "look:facts@N1") as there:
        assert kinds(there) == ["fever"]
    with program(desk, "sun", "epidemiologist") as there:
        assert sorted(kinds(there)) == ["cough", "fever", "rash"]


def test_cases_specimens_and_what_follows_from_them_go_by_the_person(desk: Desk) -> None:
    counties(desk)
    lives(desk, "PN", "HN")
    lives(desk, "PS", "HS")
    store(desk, "cases", case=["CN", "CS"], person=["PN", "PS"], incident=["I", "I"])
    store(desk, "classifications", case=["CN", "CS"], **{"class": ["confirmed", "suspect"]})
    store(desk, "specimens", specimen=["1", "2", "3"], subject_kind=["person", "person", "place"],
          subject=["PN", "PS", "HN"])  # fmt: skip
    store(desk, "results", specimen=["1", "2", "3"], result=["positive", "negative", "invalid"])
    with program(desk, "li", NORTH) as there:
        assert [row["class"] for row in there.rows("/api/v1/facts/classifications")] == ["confirmed"]
        assert [row["class"] for row in there.rows("/api/v1/facts/classifications?incident=I")] == ["confirmed"]
        assert there.rows("/api/v1/facts/classifications?incident=J") == []
        assert sorted(row["result"] for row in there.rows("/api/v1/facts/results")) == ["invalid", "positive"]
        assert len(there.rows("/api/v1/facts/specimens")) == 2
        assert {row["unit"] for row in there.rows("/api/v1/facts/units")} == {"N", "N1"}
        assert {row["place"] for row in there.rows("/api/v1/facts/places")} == {"HN"}


def test_who_follows_gets_what_came_in_before_somebody_moved_in_then_and_once(desk: Desk) -> None:
    counties(desk)
    store(desk, "symptoms", person="PN", kind="fever")
    with program(desk, "li", NORTH) as there:
        first = there.get("/api/v1/facts/symptoms")
        assert first.content == b""
        lives(desk, "PN", "HN")
        store(desk, "symptoms", person="PN", kind="cough")
        since = first.headers["seawall-next"]
        then = there.get(f"/api/v1/facts/symptoms?since={since}")
        assert sorted(kinds(there, f"/api/v1/facts/symptoms?since={since}")) == ["cough", "fever"]
        lives(desk, "PN", "HN")
        assert kinds(there, f"/api/v1/facts/symptoms?since={then.headers['seawall-next']}") == []


def test_a_residence_that_was_taken_back_opens_nothing_any_more(desk: Desk) -> None:
    counties(desk)
    lives(desk, "PS", "HN")
    store(desk, "symptoms", person="PS", kind="fever")
    with program(desk, "sun", "epidemiologist") as there:
        (wrong,) = there.rows("/api/v1/facts/residences")
    with program(desk, "li", NORTH) as there:
        assert kinds(there) == ["fever"]
        store(desk, "residences", person="PS", place="HS", kind="current", corrects=wrong["row"])
        assert kinds(there) == []


def test_a_table_of_which_nothing_lies_in_an_area_is_refused_there(desk: Desk) -> None:
    with program(desk, "li", NORTH) as there:
        answered = there.get("/api/v1/facts/vehicles")
        assert (answered.status_code, answered.json()["type"]) == (403, "/api/v1/problems/not-allowed")


def test_an_area_is_quoted_and_runs_as_no_statement(desk: Desk) -> None:
    counties(desk)
    lives(desk, "PN", "HN")
    store(desk, "symptoms", person="PN", kind="fever")
    with program(desk, "li", Role("epidemiologist", "hq", "x') UNION SELECT 'N'; --\\")) as there:
        assert kinds(there) == []
    with program(desk, "sun", "epidemiologist") as there:
        assert there.rows("/api/v1/facts/cases?incident=x'%20OR%20true;--%5C") == []


def test_the_database_itself_shows_who_reads_in_an_area_nothing_else(desk: Desk) -> None:
    """The second wall: without a condition of ours the rows are the same."""
    counties(desk)
    lives(desk, "PN", "HN")
    lives(desk, "PS", "HS")
    store(desk, "symptoms", person=["PN", "PS", "nobody"], kind=["fever", "cough", "rash"])
    with sight.limited(("N",)):
        found = list(changes.stream(desk.server, Asked("symptoms", 0, 1000)))
    assert [kind for frame in found for kind in frame["kind"]] == ["fever"]


def test_who_sends_in_an_area_sends_once_for_each_key_too(desk: Desk) -> None:
    with program(desk, "li", NORTH) as there:
        for _ in range(2):
            assert there.enter("symptoms", {"person": "P1", "kind": "fever"}, key="one").json()["new"] == 1
