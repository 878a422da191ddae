"""What came in is taken back as it came: what that changes is seen before, the journal has it, and it can be undone."""

import re
from datetime import UTC, datetime

import polars as pl
import pytest

from seawall.desk.importing import StoredBooks
from seawall.desk.opening import Desk
from seawall.desk.undoing import batches
from seawall.store import facts, reading
from seawall.store.database import transaction
from seawall.store.journal import append as journal_of
from seawall.store.wall import whole
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import in_force
from seawall.web.sealed import sealed
from tests.web.authenticators import Authenticator
from tests.web.browsers import Browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_importing import PERSONS, arrived, send
from tests.web.test_passkeys import proof, register
from tests.web.test_plan import plan, rows
from tests.web.test_situation import text

WHY = "the file was of another county"


def standing(desk: Desk, table: str, column: str) -> list[str]:
    frame = in_force(reading.read(desk.server, (table,)).frames[table], TABLES[table])
    return sorted(frame[column].to_list())


def stored(there: Browser) -> None:
    name = arrived(send(there, ("persons.csv", PERSONS.encode("gb18030"))))
    there.send_form("/import/store", arrival=name, store="1")


def offered(there: Browser, said: str) -> str:
    """The number of the batch behind the link of these words."""
    html = there.get("/import").text
    found: list[str] = re.findall(rf'/import/undo\?batch=([^"]+)">{said}', html)
    return found[0]


def test_an_import_is_undone_with_a_reason_and_the_undo_is_undone_too(desk: Desk) -> None:
    with signed_in(desk, "clerk-1", "clerk") as there:
        stored(there)
        number = offered(there, "Undo")
        assert "persons.csv" in text(there.get("/import").text)
        look = text(there.get("/import/undo", params={"batch": number}).text)
        assert "is for whoever may look at plans" in look
        assert standing(desk, "persons", "person") == ["p1", "p3"]
        assert there.send_form("/import/undone", batch=number, why="no").status_code == 400
        assert there.send_form("/import/undone", batch=number, why=WHY).status_code == 303
        assert standing(desk, "persons", "person") == []
        said = journal(desk, "import")[-1]
        assert (said.actor, said.purpose, said.body["why"], said.body["rows"]) == ("clerk-1", "undo", WHY, 2)
        for guess in ("1", "~1", ""):
            assert there.get("/import/undo", params={"batch": guess}).status_code == 404
        refused = there.get("/import/undo", params={"batch": number})
        assert refused.status_code == 400
        assert "was undone by batch" in refused.text
        back = offered(there, "Put back")
        assert there.send_form("/import/undone", batch=back, why=WHY).status_code == 303
        assert standing(desk, "persons", "person") == ["p1", "p3"]


def test_an_undo_says_in_chinese_why_it_is_refused(desk: Desk) -> None:
    with signed_in(desk, "clerk-2", "clerk") as there:
        stored(there)
        there.headers["Accept-Language"] = "zh-CN"
        answer = there.send_form("/import/undone", batch=offered(there, "撤销"), why="no")
        assert "撤销须写明理由，8 至 500 字" in answer.text


def test_a_laboratory_undoes_no_rows_but_its_own_tables(desk: Desk) -> None:
    with signed_in(desk, "clerk-3", "clerk") as clerk, signed_in(desk, "lab-1", "laboratory") as lab:
        stored(clerk)
        number = offered(clerk, "Undo")
        assert "What came in" not in text(lab.get("/import").text)
        assert lab.get("/import/undo", params={"batch": number}).status_code == 404
        assert lab.send_form("/import/undone", batch=number, why=WHY).status_code == 404


def test_a_laboratory_undoes_results_of_its_own_and_of_no_other(desk: Desk) -> None:
    enter = StoredBooks(desk, "lab-1").enter
    specimens = [{"specimen": each, "subject_kind": "person", "subject": "p1"} for each in ("S1", "S2")]
    enter("specimens", pl.DataFrame(specimens), "specimens.csv")
    both = {
        house: sealed(
            enter(
                "results",
                pl.DataFrame([{"specimen": f"S{nth}", "result": "negative", "laboratory": house}]),
                f"{house}.csv",
            ).batch,
            "batch",
            desk.home,
        )
        for nth, house in enumerate(("lab-a", "lab-b"), start=1)
    }
    with signed_in(desk, "lab-1", "laboratory", house="lab-a") as lab:
        assert "lab-b.csv" not in text(lab.get("/import").text)
        assert lab.get("/import/undo", params={"batch": both["lab-b"]}).status_code == 404
        assert lab.send_form("/import/undone", batch=both["lab-b"], why=WHY).status_code == 404
        look = text(lab.get("/import/undo", params={"batch": both["lab-a"]}).text)
        assert "is for whoever may look at plans" in look
        assert lab.send_form("/import/undone", batch=both["lab-a"], why=WHY).status_code == 303
        back = offered(lab, "Put back")
        assert lab.send_form("/import/undone", batch=back, why=WHY).status_code == 303
        assert standing(desk, "results", "laboratory") == ["lab-a", "lab-b"]


def test_what_was_not_imported_is_not_undone_as_an_import(desk: Desk) -> None:
    person = pl.DataFrame([{"person": "p1"}])
    done = facts.append(desk.server, desk.home, "persons", person, "tracer-1", "field: met, written 2022-01-23T01:10")
    ready = {"persons": whole(desk.home, "persons", pl.DataFrame([{"person": "p2"}]), "li", "signed by two")}
    with transaction(desk.server) as connection:
        agreed = facts.enter(connection, ready, "li", "signed by two")
        journal_of(connection, "policy", "li", "policy in force", "i", {}, datetime.now(UTC), agreed.batch)
    with signed_in(desk, "clerk-4", "clerk") as there:
        for number in (done.batch, agreed.batch):
            batch = sealed(number, "batch", desk.home)
            assert there.get("/import/undo", params={"batch": batch}).status_code == 404
            assert there.send_form("/import/undone", batch=batch, why=WHY).status_code == 404
        assert "What came in" not in text(there.get("/import").text)
    assert standing(desk, "persons", "person") == ["p1", "p2"]


def test_what_an_undo_would_change_in_the_plan_is_what_it_changes(tmp_path_factory: pytest.TempPathFactory) -> None:
    with (
        played(tmp_path_factory.mktemp("undoing"), "2022-01-23T04:00") as home,
        signed_in(home, "li", "commander") as li,
        signed_in(home, "chen", "epidemiologist") as chen,
    ):
        assert "Seal restaurant" in [what for what, _ in rows(plan(li))]
        number = next(each.batch for each in reversed(batches(home)) if each.tables == ("cases",))
        look = text(chen.get("/import/undo", params={"batch": sealed(number, "batch", home.home)}).text)
        assert "Without these rows there is no plan" in look or "cases 1 0" in look, look
        assert chen.send_form("/import/undone", batch=sealed(number, "batch", home.home), why=WHY).status_code == 303
        assert "Seal restaurant" not in [what for what, _ in rows(plan(li))]


def test_who_has_a_passkey_undoes_nothing_without_it(desk: Desk) -> None:
    device = Authenticator()
    with signed_in(desk, "clerk-9", "clerk") as there:
        stored(there)
        assert register(there, device) == 200
        number = offered(there, "Undo")
        assert 'data-proves="/passkey/proof/undo"' in there.get("/import/undo", params={"batch": number}).text
        refused = there.send_form("/import/undone", batch=number, why=WHY)
        assert (refused.status_code, "your passkey has to sign that this batch" in refused.text) == (400, True)
        assert standing(desk, "persons", "person") == ["p1", "p3"]
        answer = proof(there, device, "undo", batch=number)
        assert there.send_form("/import/undone", batch=number, why=WHY, assertion=answer).status_code == 303
        assert standing(desk, "persons", "person") == []
        assert journal(desk, "import")[-1].body["proof"] == "passkey"
