"""Rows go in by the API: the good ones once, the others back with every reason, the same key with the same answer."""

import re
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import msgspec
import polars as pl
import pytest
from sqlalchemy import text

from seawall.desk.opening import Desk
from seawall.store import facts, reading
from seawall.store.accounts import Role
from seawall.store.answers import KEPT, Key, UnderWayError, turn
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.outward import Sealing
from seawall.web.api.bearer import Pace
from seawall.web.api.problems import ProblemError
from seawall.web.api.rows import JSON, LINES, LIST, columns, sent
from seawall.web.app import application
from tests.web.api.programs import Program, account, program, token
from tests.web.journals import journal

NOON = "2022-01-22T12:00:00+08:00"


def symptoms(desk: Desk) -> list[tuple[str, str]]:
    return sorted(reading.columns(desk.server, "symptoms", ("person", "kind")).rows())


def test_good_rows_go_in_as_the_officers_and_the_journal_says_by_which_token(desk: Desk) -> None:
    with program(desk) as there:
        answered = there.enter("symptoms", {"person": "P1", "kind": "fever", "onset_from": NOON, "onset_until": NOON})
        said = answered.json()
        assert (answered.status_code, said["new"], said["already"], said["rejected"]) == (200, 1, 0, 0)
        (row,) = there.rows(f"/api/v1/facts/symptoms?since={said['batch'] - 1}")
        assert (row["onset_from"], row["recorded_by"]) == ("2022-01-22T04:00:00Z", "wang")
        assert row["source"].startswith("API, wang-")
    (entry,) = journal(desk, "import")
    assert (entry.actor, entry.subject, entry.body["new"]) == ("wang", "symptoms", 1)


def test_bad_rows_come_back_with_row_column_reason_and_what_is_allowed_and_the_good_go_in(desk: Desk) -> None:
    with program(desk) as there:
        answered = there.enter(
            "symptoms",
            {"person": "P1", "kind": "fever"},
            {"person": "P2", "kind": "fevver", "onset_from": "2022-01-22T12:00"},
            {"kind": "cough", "colour": "red"},
            "P4",
        )
        problem = answered.json()
        assert (answered.status_code, answered.headers["content-type"]) == (207, "application/problem+json")
        assert problem["type"] == "/api/v1/problems/some-rows-refused"
        assert {(each["row"], each["column"]) for each in problem["errors"]} == {
            (2, "kind"), (2, "onset_from"), (3, "person"), (3, "colour"), (4, ""),
        }  # fmt: skip
        assert all(each["detail"] and each["allowed"] for each in problem["errors"])
        assert next(each for each in problem["errors"] if each["column"] == "kind")["pointer"] == "#/1/kind"
        assert (problem["stored"]["new"], problem["stored"]["rejected"]) == (1, 3)
        assert symptoms(desk) == [("P1", "fever")]
        none = there.enter("symptoms", {"kind": "cough"})
        assert (none.status_code, none.json()["type"]) == (422, "/api/v1/problems/rows-refused")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at_from", 1643000000), ("at_from", "1643000000"), ("at_from", "2022-01-22T12:00:00"), ("at_from", "never"),
        ("at_from", "2022-13-01T00:00Z"), ("number", "1"), ("number", 1.5), ("number", -1), ("number", 10**30),
        ("number", 10**400), ("number", float("1e300")), ("at_from", "0001-01-01T00:00+14:00"),
        ("number", True), ("vaccine", 5), ("vaccine", ["a"]), ("vaccine", ""), ("vaccine", "a\0b"),
        ("person", {"a": 1}), ("person", None), ("person", "~" + "A" * 43),
    ],
)  # fmt: skip
def test_a_value_is_what_its_column_holds_or_is_refused(desk: Desk, column: str, value: object) -> None:
    with program(desk) as there:
        answered = there.enter("doses", {"person": "P1", "number": 1, column: value})
        assert answered.status_code == 422, answered.text
        assert [(each["row"], each["column"]) for each in answered.json()["errors"]] == [(1, column)]


def test_reasons_are_said_in_the_language_that_is_asked_for(desk: Desk) -> None:
    with program(desk) as there:
        there.headers["Accept-Language"] = "zh-CN"
        problem = there.enter("symptoms", {"kind": "fever"}).json()
        assert problem["title"] == "没有一行导入。"
        assert problem["errors"][0]["detail"] == "没有填"
        wrong = {"person": 5, "kind": "x", "onset_from": 0, "colour": "red"}
        for row in ([wrong], ["no object"]):
            for error in there.enter("symptoms", *row).json()["errors"]:
                assert re.search("[一-鿿]", error["detail"]), error


def test_a_sealed_id_comes_back_as_the_id_it_was(desk: Desk) -> None:
    with program(desk) as there:
        there.enter("persons", {"person": "P1", "sex": "male"})
        (person,) = there.rows("/api/v1/facts/persons")
        assert there.enter("symptoms", {"person": person["person"], "kind": "fever"}).status_code == 200
        swab = {"specimen": "S1", "subject_kind": "person", "subject": person["person"]}
        assert there.enter("specimens", swab).status_code == 200
    assert symptoms(desk) == [("P1", "fever")]
    assert reading.columns(desk.server, "specimens", ("subject",))["subject"].to_list() == ["P1"]


def test_a_correction_names_the_row_that_was_read(desk: Desk) -> None:
    with program(desk) as there:
        there.enter("symptoms", {"person": "P1", "kind": "fever"})
        (wrong,) = there.rows("/api/v1/facts/symptoms")
        right = {"person": wrong["person"], "kind": "cough", "corrects": wrong["row"]}
        assert there.enter("symptoms", right).status_code == 200
        lost = there.enter("symptoms", {**right, "corrects": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"})
        assert lost.json()["errors"][0]["detail"] == "no row of that id is stored"


def test_lines_of_json_are_rows_too_and_a_broken_line_costs_itself_alone(desk: Desk) -> None:
    body = b'{"person": "P1", "kind": "fever"}\n{"person": \n\n{"person": "P2", "kind": "cough", "kind": "rash"}\n'
    with program(desk) as there:
        headers = {"Idempotency-Key": "lines", "Content-Type": "application/x-ndjson"}
        answered = there.post("/api/v1/facts/symptoms", content=body, headers=headers)
        assert (answered.status_code, [each["row"] for each in answered.json()["errors"]]) == (207, [2, 4])
    assert symptoms(desk) == [("P1", "fever")]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "text/csv"}, b"person,kind", 415), ({"Idempotency-Key": ""}, b"[]", 400),
        ({"Idempotency-Key": "a b"}, b"[]", 400), ({"Idempotency-Key": "x" * 129}, b"[]", 400),
        ({"Content-Encoding": "gzip"}, b"[]", 415), ({}, b"{}", 400), ({}, b"[", 400), ({}, b"\xff", 400),
        ({}, b"[" * 100_000, 400), ({}, b"[NaN]", 400), ({}, rb'[{"person": "\ud800"}]', 422),
        ({}, b"[]", 200), ({}, b"[" + b"{}," * 50_001 + b"{}]", 413),
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused_whole(desk: Desk, headers: dict[str, str], body: bytes, status: int) -> None:
    with program(desk) as there:
        said = {"Content-Type": "application/json", "Idempotency-Key": "k", **headers}
        answered = there.post("/api/v1/facts/symptoms", content=body, headers=said)
        assert answered.status_code == status, answered.text
        if status != 200:
            assert answered.headers["content-type"] == "application/problem+json"


def test_a_list_beyond_what_may_be_read_whole_is_refused_unread(home: Home) -> None:
    body = b"[" + b"[]," * (LIST // 3) + b"[]]"
    tracemalloc.start()
    with pytest.raises(ProblemError, match=f"{len(body)} bytes of application/json; allowed: {LIST}, or"):
        sent("symptoms", columns("symptoms", history=False), body, JSON, Sealing(home), ())
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_rows_beyond_what_a_request_may_send_are_refused_as_soon_as_they_are_read(home: Home) -> None:
    body = b"1\n" * (4 << 20)
    tracemalloc.start()
    with pytest.raises(ProblemError, match="allowed: 50000"):
        sent("symptoms", columns("symptoms", history=False), body, LINES, Sealing(home), ())
    assert tracemalloc.get_traced_memory()[1] < 64 << 20
    tracemalloc.stop()


def test_of_a_row_twenty_faults_are_named_and_the_others_counted(desk: Desk) -> None:
    with program(desk) as there:
        errors = there.enter("symptoms", {f"c{number}": 1 for number in range(5_000)}).json()["errors"]
    assert [each["column"] for each in errors[:20]] == [f"c{number}" for number in range(20)]
    more = next(each for each in errors if each["column"] == "…")
    assert more["detail"] == "4980 more faults in this row"
    assert len(errors) < 30


def test_rows_go_in_with_their_journal_entry_or_not_at_all(desk: Desk) -> None:
    def journal_takes(said: str) -> None:
        with transaction(desk.server, "owner") as connection:
            connection.execute(text(f"ALTER TABLE journal.entries {said}"))

    with program(desk) as there:
        journal_takes("ADD CONSTRAINT shut CHECK (kind <> 'import') NOT VALID")
        assert there.enter("symptoms", {"person": "P1", "kind": "fever"}, key="one").status_code == 500
        assert symptoms(desk) == []
        journal_takes("DROP CONSTRAINT shut")
        assert there.enter("symptoms", {"person": "P1", "kind": "fever"}, key="one").json()["new"] == 1
    assert len(journal(desk, "import")) == 1


def test_the_same_key_gets_the_same_answer_and_enters_nothing(desk: Desk) -> None:
    with program(desk) as there:
        rows = [{"person": "P1", "kind": "fever"}, {"kind": "cough"}]
        first, again = (there.enter("symptoms", *rows, key="one") for _ in range(2))
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert "idempotent-replayed" not in first.headers
        assert again.headers["idempotent-replayed"] == "true"
        assert again.headers["content-type"] == first.headers["content-type"]
        other = there.enter("symptoms", {"person": "P2", "kind": "fever"}, key="one")
        assert (other.status_code, other.json()["type"]) == (422, "/api/v1/problems/other-request")
        assert there.enter("persons", *rows, key="one").status_code == 422
    with program(desk, "li", "clerk", "import:facts") as somebody_else:
        assert somebody_else.enter("symptoms", {"person": "P2", "kind": "fever"}, key="one").status_code == 200
    assert symptoms(desk) == [("P1", "fever"), ("P2", "fever")]
    assert len(journal(desk, "import")) == 2


def test_of_many_at_once_with_one_key_one_enters_and_the_others_wait_or_are_told(desk: Desk) -> None:
    app, said = application(desk), token(desk, "wang", "epidemiologist")
    rows = [{"person": f"P{number}", "kind": "fever"} for number in range(500)]
    with Program(app, said) as there, ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: there.enter("symptoms", *rows, key="one"), range(6)))
        assert {each.status_code for each in answers} <= {200, 409}
        assert len({each.content for each in answers if each.status_code == 200}) == 1
        assert all("retry-after" in each.headers for each in answers if each.status_code == 409)
        assert there.enter("symptoms", *rows, key="one").json()["new"] == 500
    assert len(symptoms(desk)) == 500
    assert len(journal(desk, "import")) == 1


def test_a_key_is_free_again_when_whoever_had_it_died_and_its_rows_are_there_once(desk: Desk) -> None:
    key = Key(account(desk, "wang"), "one", b"x" * 32)

    def die() -> None:
        with turn(desk.server, key):
            with pytest.raises(UnderWayError), turn(desk.server, key):
                pass
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        die()
    with turn(desk.server, key) as mine:
        assert mine.before is None


def test_answers_are_kept_for_two_days(desk: Desk) -> None:
    assert timedelta(hours=24) <= KEPT
    with program(desk) as there:
        there.enter("symptoms", {"person": "P1", "kind": "fever"}, key="old")
        with transaction(desk.server, "owner") as connection:
            connection.execute(text("UPDATE access.answers SET at = :at"), {"at": datetime.now(UTC) - KEPT})
        there.enter("symptoms", {"person": "P1", "kind": "cough"}, key="new")
        with transaction(desk.server) as connection:
            assert connection.execute(text("SELECT key FROM access.answers")).scalars().all() == ["new"]


def test_results_that_name_a_laboratory_come_from_its_own_token_alone(desk: Desk) -> None:
    row = {"specimen": "S1", "laboratory": "L1", "result": "positive"}
    with program(desk, "lab", Role("laboratory", "L1"), "import:results") as there:
        assert there.enter("results", row).status_code == 200
        assert there.enter("results", {**row, "laboratory": "L2"}).json()["errors"][0]["allowed"] == "L1"
        assert there.enter("symptoms", {"person": "P1", "kind": "fever"}).status_code == 403
    with program(desk, "li", "clerk", "import:facts") as there:
        refused = there.enter("results", row).json()["errors"]
        assert [(each["column"], each["allowed"]) for each in refused] == [("laboratory", "no laboratory")]
        assert there.enter("results", {"specimen": "S1", "result": "negative"}).status_code == 200


@pytest.mark.parametrize("table", ["orders", "signatures", "acknowledgements", "nothing"])
def test_no_program_makes_an_order(desk: Desk, table: str) -> None:
    with program(desk) as there:
        assert there.enter(table, {"order": "O1"}).status_code == 404


def test_who_follows_misses_nothing_and_gets_nothing_twice_while_many_write(desk: Desk) -> None:
    looked = Event()

    def write(writer: int) -> None:
        for number in range(12):
            assert number < 6 or looked.wait(60)
            frame = pl.DataFrame({"person": [f"P{writer}-{number}-{nth}" for nth in range(writer + 1)]})
            facts.append(desk.server, desk.home, "persons", frame, "clerk", "a file")

    with program(desk) as there, ThreadPoolExecutor(4) as pool:
        there.app.state.pace = Pace(often=1_000_000)
        writers = [pool.submit(write, writer) for writer in range(4)]
        since, got, looks = "0", list[str](), 0
        while True:
            done = all(writer.done() for writer in writers)
            answered = there.get(f"/api/v1/facts/persons?since={since}")
            lines = answered.content.splitlines()
            assert len(lines) == int(answered.headers["seawall-rows"])
            got += [msgspec.json.decode(line)["row"] for line in lines]
            since, looks = answered.headers["seawall-next"], looks + 1
            if looks > 2:
                looked.set()
            if done:
                break
        every = there.rows("/api/v1/facts/persons")
    assert looks > 2
    assert sorted(got) == sorted(row["row"] for row in every)
    assert len(got) == 12 * (1 + 2 + 3 + 4)
