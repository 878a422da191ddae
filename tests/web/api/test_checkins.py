"""Check-ins come in by the API: the good ones are durable, the others come back, the journal says by which token."""

from datetime import UTC, datetime, timedelta

import pytest
from httpx import Response

from seawall.desk.opening import Desk
from seawall.desk.planning import DESK, rules_at
from seawall.desk.record import record_of
from seawall.store.outward import Sealing
from tests.web.api.programs import Program, program
from tests.web.journals import journal
from tests.web.played import played

MAY = "import:checkins"


def at(minutes: float) -> str:
    """So many minutes before now, in whole seconds."""
    return (datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=minutes)).isoformat()


def send(there: Program, *rows: object, key: str = "k") -> Response:
    return there.post("/api/v1/checkins", json=list(rows), headers={"Idempotency-Key": key})


def held(desk: Desk) -> list[tuple[str, str, bool]]:
    """Who is in the record, where, and whether it is known when they left."""
    known = record_of(desk, rules_at(desk, DESK, datetime.now(UTC))).known()
    return sorted(
        (person, place, left is not None) for person, place, left in known.select("person", "place", "left").rows()
    )


def test_check_ins_are_kept_once_and_the_journal_says_by_which_token(desk: Desk) -> None:
    first = {"person": "P1", "place": "M", "came": at(60)}
    rows = [first, {"person": Sealing(desk.home).seal("P2"), "place": "M", "came": at(50), "left": at(5)}]
    with program(desk, "wang", "clerk", MAY) as there:
        answered = send(there, *rows)
        assert (answered.status_code, answered.json()) == (200, {"kept": 2, "rejected": 0})
        again = send(there, *rows)
        assert (again.json(), again.headers["idempotent-replayed"]) == (answered.json(), "true")
        assert send(there, first, key="k2").json()["kept"] == 1
        assert send(there, {**first, "left": at(10)}, key="k3").status_code == 200
    assert held(desk) == [("P1", "M", True), ("P2", "M", True)]
    entries = [each for each in journal(desk, "import") if each.subject == "checkins"]
    assert [(each.actor, each.body["sent"]) for each in entries] == [("wang", 2), ("wang", 1), ("wang", 1)]


def test_what_cannot_be_a_check_in_comes_back_with_every_reason_and_the_others_are_kept(desk: Desk) -> None:
    good = {"person": "P1", "place": "M", "came": at(60)}
    with program(desk, "wang", "epidemiologist", MAY) as there:
        answered = send(
            there, good, {**good, "came": "2022-01-21T18:00"}, {**good, "came": 5}, {"person": "P1", "colour": "red"},
            "P1", {**good, "came": at(-60)}, {**good, "left": at(90)}, {**good, "person": "P" * 201},
            {**good, "came": at(60 * 24 * 90)}, {**good, "person": "~no"},
        )  # fmt: skip
        problem = answered.json()
        assert (answered.status_code, problem["taken"]) == (207, {"kept": 1, "rejected": 9})
        assert [(each["row"], each["column"]) for each in problem["errors"]] == [
            (2, "came"), (3, "came"), (4, "colour"), (4, "place"), (4, "came"), (5, ""), (10, "person"),
            (6, "came"), (7, "left"), (8, "person"), (9, "came"),
        ]  # fmt: skip
        assert all(each["detail"] and each["allowed"] for each in problem["errors"])
        there.headers["Accept-Language"] = "zh"
        chinese = send(there, {**good, "came": at(-60)}, {**good, "left": at(90)}, key="zh")
        assert chinese.status_code == 422
        assert [each["detail"] for each in chinese.json()["errors"]] == [
            "比本机时钟快 5 分钟以上；请校准设备时钟",
            "早于到达",
        ]
    assert held(desk) == [("P1", "M", False)]


def test_lines_are_check_ins_too_and_what_is_no_body_of_them_is_refused(desk: Desk) -> None:
    with program(desk, "wang", "clerk", MAY) as there:
        lines = f'{{"person": "P1", "place": "M", "came": "{at(60)}"}}\n{{"person":\n'
        said = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "l"}
        answered = there.post("/api/v1/checkins", content=lines, headers=said)
        assert (answered.status_code, answered.json()["errors"][0]["row"]) == (207, 2)
        for body, headers, status in (
            (b"{}", {"Content-Type": "application/json", "Idempotency-Key": "a"}, 400),
            (b"[]", {"Content-Type": "application/json"}, 400),
            (b"[]", {"Content-Type": "text/csv", "Idempotency-Key": "b"}, 415),
        ):
            assert there.post("/api/v1/checkins", content=body, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("role", "may", "status"),
    [("clerk", MAY, 200), ("epidemiologist", "import:facts", 403), ("laboratory", "import:results", 403)],
)
def test_who_enters_facts_sends_check_ins_with_a_token_that_is_for_it(
    desk: Desk, role: str, may: str, status: int
) -> None:
    with program(desk, "wang", role, may) as there:
        assert send(there, {"person": "P1", "place": "M", "came": at(60)}).status_code == status
    with program(desk, "li", "clerk", MAY) as there:
        assert there.enter("symptoms", {"person": "P1", "kind": "fever"}).status_code == 403


def test_while_another_program_takes_check_ins_who_sends_is_told_to_come_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = record_of(desk, rules_at(desk, DESK, datetime.now(UTC)))
    row = {"person": "P1", "place": "M", "came": at(60)}
    with program(desk, "wang", "clerk", MAY) as there:
        send(there, row, key="before")
        other._writing()
        with monkeypatch.context() as hurry:
            hurry.setattr("seawall.store.checkins._PATIENCE", "100ms")
            told = send(there, row, key="then")
        assert (told.status_code, told.json()["type"]) == (503, "/api/v1/problems/database-away")
        assert "another program takes this home's check-ins" in told.json()["detail"]
        other.close()
        assert send(there, row, key="then").status_code == 200


def test_a_history_takes_none(tmp_path_factory: pytest.TempPathFactory) -> None:
    with (
        played(tmp_path_factory.mktemp("eve"), "2022-01-22T22:00") as home,
        program(home, "wang", "clerk", MAY) as there,
    ):
        told = send(there, {"person": "P1", "place": "M", "came": at(60)})
        assert (told.status_code, told.json()["detail"]) == (
            400,
            "a history has no check-ins; allowed: stays, as files",
        )
