"""Rows leave by the API: since a batch, in order, as several kinds, and never what is nobody's to have."""

import io

import polars as pl
import pytest

from seawall.desk.opening import Desk
from seawall.store import facts
from tests.web.api.programs import program
from tests.web.journals import journal


def stored(desk: Desk, table: str, **columns: object) -> int:
    """The batch of rows that were stored."""
    return facts.append(desk.server, desk.home, table, pl.DataFrame(columns), "clerk", "a file").batch


def test_what_came_in_since_a_batch_comes_in_the_order_of_batches(desk: Desk) -> None:
    first = stored(desk, "persons", person=["P1", "P2"], sex=["male", "female"])
    second = stored(desk, "persons", person=["P3"], sex=["male"])
    with program(desk) as there:
        every = there.get("/api/v1/facts/persons")
        assert [row["batch"] for row in there.rows("/api/v1/facts/persons")] == [first, first, second]
        assert every.headers["seawall-next"] == str(second)
        assert "set-cookie" not in every.headers
        assert every.headers["seawall-rows"] == "3"
        assert every.headers["link"] == f'</api/v1/facts/persons?since={second}>; rel="next"'
        assert [row["sex"] for row in there.rows(f"/api/v1/facts/persons?since={first}")] == ["male"]
        assert there.rows(f"/api/v1/facts/persons?since={second}") == []
        assert len(there.rows(f"/api/v1/facts/persons?until={first}")) == 2


def test_a_correction_and_a_retraction_are_rows(desk: Desk) -> None:
    stored(desk, "persons", person=["P1"], sex=["male"])
    with program(desk) as there:
        (wrong,) = there.rows("/api/v1/facts/persons")
        before = wrong["batch"]
        stored(desk, "persons", person=["P1"], sex=["female"], corrects=[wrong["row"]])
        (right,) = there.rows(f"/api/v1/facts/persons?since={before}")
        assert (right["corrects"], right["sex"], right["person"]) == (wrong["row"], "female", wrong["person"])


def test_ids_of_people_are_sealed_and_alike_in_every_table(desk: Desk) -> None:
    stored(desk, "persons", person=["person-0001"], sex=["male"])
    stored(desk, "specimens", specimen=["S1", "S2"], subject_kind=["person", "place"], subject=["person-0001", "H1"])
    with program(desk) as there:
        (person,) = there.rows("/api/v1/facts/persons")
        somebody, place = sorted(there.rows("/api/v1/facts/specimens"), key=lambda row: str(row["subject_kind"]))
        assert "person-0001" not in there.get("/api/v1/facts/specimens").text
        assert (somebody["subject"], place["subject"]) == (person["person"], "H1")
        assert len(str(person["person"])) >= 43


@pytest.mark.parametrize(
    "table", ["stays", "orders", "signatures", "amendments", "appeals", "acknowledgements", "names", "Persons"]
)
def test_what_is_not_read_is_not_there(desk: Desk, table: str) -> None:
    with program(desk) as there:
        answered = there.get(f"/api/v1/facts/{table}")
        assert (answered.status_code, answered.headers["content-type"]) == (404, "application/problem+json")


def test_intimate_contact_is_in_no_answer(desk: Desk) -> None:
    stored(desk, "relations", person=["P1", "P1"], other=["P2", "P3"], kind=["sexual", "household"])
    with program(desk) as there:
        assert [row["kind"] for row in there.rows("/api/v1/facts/relations")] == ["household"]
        assert there.get("/api/v1/facts/relations").headers["seawall-rows"] == "1"


@pytest.mark.parametrize("said", ["sexual", "Sexual contact", "条件:性接触"])
def test_a_link_or_an_answer_that_tells_of_intimate_contact_is_in_no_answer(desk: Desk, said: str) -> None:
    stored(desk, "links", case=["C1", "C2", "C3"], infector=["C0"] * 3, basis=["interview"] * 3,
           setting=[said, "meal", None])  # fmt: skip
    stored(desk, "answers", person=["P1"] * 2, question=[said, "smoke"], answer=["yes"] * 2)
    with program(desk) as there:
        assert {row["setting"] for row in there.rows("/api/v1/facts/links")} == {"meal", None}
        assert [row["question"] for row in there.rows("/api/v1/facts/answers")] == ["smoke"]
        assert there.get("/api/v1/facts/links").headers["seawall-rows"] == "2"


def test_what_people_wrote_of_people_is_left_out(desk: Desk) -> None:
    stored(desk, "answers", person=["P1"], question=["smoke"], answer=["no"], informant=["her mother, Li Na"])
    with program(desk) as there:
        (row,) = there.rows("/api/v1/facts/answers")
        assert "informant" not in row
        assert row["answer"] == "no"


def test_the_same_rows_come_as_csv_and_as_arrow(desk: Desk) -> None:
    stored(desk, "persons", person=["P1", "P2"], sex=["male", "female"])
    with program(desk) as there:
        rows = there.rows("/api/v1/facts/persons")
        as_csv = there.get("/api/v1/facts/persons", headers={"Accept": "text/csv"})
        as_arrow = there.get("/api/v1/facts/persons", headers={"Accept": "application/vnd.apache.arrow.stream"})
        assert pl.read_csv(as_csv.content)["row"].to_list() == [row["row"] for row in rows]
        assert pl.read_ipc_stream(io.BytesIO(as_arrow.content)).to_dicts() == rows
        empty = there.get("/api/v1/facts/persons?until=0", headers={"Accept": "application/vnd.apache.arrow.stream"})
        assert pl.read_ipc_stream(io.BytesIO(empty.content)).columns == list(rows[0])
        assert there.get("/api/v1/facts/persons", headers={"Accept": "text/html"}).status_code == 406


def test_what_left_is_in_the_journal_before_it_leaves_and_nothing_where_nothing_did(desk: Desk) -> None:
    batch = stored(desk, "persons", person=["P1"], sex=["male"])
    with program(desk) as there:
        there.rows(f"/api/v1/facts/persons?since={batch}")
        assert [there.head("/api/v1/facts/persons").status_code for _ in range(9)] == [405] * 9
        there.rows("/api/v1/facts/persons")
    (said,) = journal(desk, "export")
    assert (said.actor, said.purpose, said.subject) == ("wang", "api", "persons")
    assert (said.body["rows"], said.body["since"], said.body["until"]) == (1, 0, batch)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=x", "since='x'"), ("since=-1", "since='-1'"), ("since=999", "since=999"), ("before=1", "before"),
        ("since=0&since=0", "since"), ("incident=I", "incident"), ("since=1e3", "1e3"),
    ],
)  # fmt: skip
def test_what_is_asked_strangely_is_refused_with_what_is_allowed(desk: Desk, query: str, said: str) -> None:
    with program(desk) as there:
        answered = there.get(f"/api/v1/facts/persons?{query}")
        problem = answered.json()
        assert (answered.status_code, answered.headers["content-type"]) == (400, "application/problem+json")
        assert problem["type"] == "/api/v1/problems/not-understood"
        assert said in problem["detail"]
        assert "allowed" in problem["detail"]
