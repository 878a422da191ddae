"""What a phone takes with it and what it sends, over a real home: the first night of the drill."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.store import accounts, reading, sessions
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.store.register import Purpose, open_register
from seawall.web.field import code
from seawall.web.sessions import COOKIE
from tests.web.browsers import Browser, account, browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_situation import text

NIGHT = "2022-01-23T01:30"
MADE = "2022-01-23T01:10:00+08:00"
LEARNED = "2022-01-23T01:20+08:00,county CDC,invented for the drill"
TASKS = f"""task,incident,team,step,due,recorded_at,recorded_by,source
t-report,gaotang-2022,tracing-1,notified,2022-01-23 03:00,{LEARNED}
t-other,gaotang-2022,tracing-9,notified,2022-01-23 03:00,{LEARNED}
t-site,gaotang-2022,quarantine-1,isolate,2022-01-23 03:00,{LEARNED}
"""
SCRIPTS = sorted(Path(str(code.SCRIPTS)).glob("*.js"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("night")
    with played(folder, NIGHT) as desk:
        (folder / "tasks.csv").write_text(TASKS, encoding="utf-8")
        import_files(desk.home.path, [folder / "tasks.csv"], rejects=folder / "rejects.csv", by="clerk")
        yield desk


@pytest.fixture(scope="module")
def tracer(home: Desk) -> Iterator[Browser]:
    with signed_in(home, "tracer-1", "tracer", house="tracing-1") as found:
        yield found


@pytest.fixture(scope="module")
def second(home: Desk) -> Iterator[Browser]:
    with signed_in(home, "tracer-2", "tracer", house="tracing-1") as found:
        yield found


def number() -> str:
    return uuid4().hex


def act(kind: str, *, known: int = 10_000, instead: tuple[str, ...] = (), **of: Any) -> dict[str, Any]:
    """An act as a phone sends it."""
    return {"id": number(), "kind": kind, "made": MADE, "known": known, "instead": list(instead), "of": of}


def said(person: str, question: str, answer: str, **more: Any) -> dict[str, Any]:
    return act("answer", person=person, question=question, answer=answer, **more)


def sent(who: Browser, *acts: object) -> list[dict[str, Any]]:
    answer = who.send_json("/field/acts", {"owner": bundle(who)["owner"], "acts": list(acts)})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["acts"]
    return found


def bundle(who: Browser) -> dict[str, Any]:
    answer = who.get("/field/bundle")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def rows(desk: Desk, table: str, **having: str) -> list[dict[str, Any]]:
    frame = reading.read(desk.server, [table]).frames[table]
    return [row for row in frame.to_dicts() if all(row[name] == value for name, value in having.items())]


def test_a_phone_takes_the_tasks_of_its_officers_team_and_nobody_elses(tracer: Browser) -> None:
    found = bundle(tracer)
    assert found["teams"] == ["tracing-1"]
    assert [(each["kind"], each.get("person")) for each in found["tasks"]] == [
        ("task", None), ("seal", None), ("call", "p006"), ("call", "p007"), ("call", "p008"), ("call", "p009")
    ]  # fmt: skip
    assert [bool(each["due"] and each["due"]["until"]) for each in found["tasks"]] == [True] * 2 + [False] * 4
    assert set(found["people"]) == {"p006", "p007", "p008", "p009"}
    assert found["people"]["p006"]["household"] == ["p001", "p007", "p008", "p009"]
    assert [each["day"] for each in found["days"]] == ["2022-01-21", "2022-01-22", "2022-01-23"]
    assert {each["place"] for each in found["places"] if each["kind"] == "household"} == {"home-index"}
    assert "p002" not in str(found)  # of another team


def test_the_tasks_of_a_time_that_is_past_are_read_as_they_were_known_then(home: Desk, tracer: Browser) -> None:
    answer = tracer.get("/field", params={"at": "2022-01-23T01:00+08:00"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/field/then?at=")
    html = tracer.get(answer.headers["location"]).text
    main = html.split("<main")[1].split("</main>")[0]
    assert re.findall('data-then="([a-z]*)', main) == ["seal"]  # whom to call was learned at 01:30
    assert "11 h 0 min left (due 23 Jan 12:00)" in text(main)
    assert "<form" not in main
    with signed_in(home, "tracer-then", "tracer", house="tracing-9") as other:
        at = {"at": "2022-01-23T01:25+08:00"}
        assert "t-other" in other.get("/field/then", params=at).text
        assert "t-other" not in tracer.get("/field/then", params=at).text


def test_without_a_time_the_tasks_are_those_that_can_be_worked_on(tracer: Browser) -> None:
    for now in ({}, {"at": NIGHT + "+08:00"}):
        assert tracer.get("/field/then", params=now).headers["location"] == "/field"
    assert tracer.get("/field/then", params={"at": "2022-01-23T01:00"}).status_code == 400
    for beyond in ("2020-01-01T00:00+08:00", "2030-01-01T00:00+08:00"):
        html = tracer.get("/field/then", params={"at": beyond}).text
        assert "was asked for; what is known goes from" in html


def test_who_a_task_is_about_has_a_page_under_the_address_that_the_phone_has(tracer: Browser) -> None:
    for each in bundle(tracer)["people"].values():
        assert tracer.get(f"/people/{each['page']}").status_code == 200


def test_who_no_team_was_given_is_called_by_whom_the_roster_names(home: Desk) -> None:
    with signed_in(home, "officer-2", "epidemiologist", house="county-cdc") as found:
        assert [(each["kind"], each["person"]) for each in bundle(found)["tasks"]] == [("interview", "p001")]


def test_an_answer_is_a_fact_once_however_often_it_is_sent(home: Desk, tracer: Browser) -> None:
    one = said("p006", "places", "unknown", informant="relative")
    assert sent(tracer, one) == [{"id": one["id"], "state": "stored", "other": None}]
    assert [each["state"] for each in sent(tracer, one, one)] == ["already", "already"]
    (row,) = rows(home, "answers", person="p006", question="places")
    assert (row["answer"], row["informant"], row["recorded_by"]) == ("unknown", "relative", "tracer-1")
    assert row["source"] == "field: answer, written 2022-01-23T01:10+08:00"
    assert row["recorded_at"] == datetime(2022, 1, 22, 17, 30, tzinfo=UTC)  # a history learns it with what it has


def test_the_same_number_with_something_else_under_it_is_refused(tracer: Browser) -> None:
    one = said("p007", "places", "no")
    sent(tracer, one)
    (answer,) = sent(tracer, {**one, "of": {**one["of"], "answer": "refused"}})
    assert answer["state"] == "refused"
    assert "state something else" in answer["faults"][0]["what"]


def test_a_number_of_somebody_elses_act_says_nothing_of_it(home: Desk, tracer: Browser, second: Browser) -> None:
    one = said("p008", "household", "yes")
    sent(tracer, one)
    (answer,) = sent(second, one)
    assert answer["state"] == "stored"
    assert len(rows(home, "answers", person="p008", question="household")) == 2


def test_two_who_answer_one_question_otherwise_are_both_kept_and_the_later_is_told(
    home: Desk, tracer: Browser, second: Browser
) -> None:
    known = bundle(second)["known"]
    sent(tracer, said("p009", "people", "no"))
    (answer,) = sent(second, act("answer", known=known, person="p009", question="people", answer="yes"))
    assert answer["state"] == "conflict"
    assert (answer["other"]["by"], answer["other"]["said"], answer["other"]["mine"]) == ("tracer-1", "no", "yes")
    both = rows(home, "answers", person="p009", question="people")
    assert {(row["recorded_by"], row["answer"]) for row in both} == {("tracer-1", "no"), ("tracer-2", "yes")}
    (differ,) = [each for each in bundle(tracer)["differ"] if each["person"] == "p009"]
    assert {(each["by"], each["answer"]) for each in differ["said"]} == {("tracer-1", "no"), ("tracer-2", "yes")}


def test_what_the_phone_knew_of_is_no_conflict(tracer: Browser, second: Browser) -> None:
    sent(tracer, said("p008", "people", "no"))
    known = bundle(second)["known"]
    (answer,) = sent(second, act("answer", known=known, person="p008", question="people", answer="yes"))
    assert answer["state"] == "stored"


def test_a_later_act_takes_the_place_of_an_earlier_one_and_both_stay_to_be_seen(home: Desk, tracer: Browser) -> None:
    onset = {"from": "2022-01-21T12:00:00+08:00", "until": "2022-01-21T18:00:00+08:00"}
    first = act("illness", person="p007", answer="yes", kinds=["fever", "cough"], onset=onset)
    then = act("illness", person="p007", answer="no", instead=(first["id"],))
    assert [each["state"] for each in sent(tracer, first)] == ["stored"]
    assert [each["state"] for each in sent(tracer, then)] == ["stored"]
    assert [each["state"] for each in sent(tracer, then, first)] == ["already", "already"]
    kinds = {row["kind"]: row for row in rows(home, "symptoms", person="p007")}
    assert kinds["fever"]["onset_from"] == datetime(2022, 1, 21, 4, tzinfo=UTC)
    assert kinds["none"]["corrects"] == kinds["fever"]["row"]
    assert kinds[None]["corrects"] == kinds["cough"]["row"]  # taken back


@pytest.mark.parametrize(
    ("of", "where", "allowed"),
    [
        ({"person": "p006", "question": "places", "answer": "maybe"}, "of.answer", "yes, no, unknown, refused"),
        ({"person": "p006", "question": "names", "answer": "yes"}, "of.question", "interview, symptoms"),
        ({"person": "p006", "question": "places", "answer": "yes", "said": "x"}, "of.said", "answer, informant"),
        ({"person": "", "question": "places", "answer": "yes"}, "of.person", "a text of 1 to 200 characters"),
        ({"person": "nobody", "question": "places", "answer": "yes"}, "of.person", "somebody of your tasks"),
    ],
)  # fmt: skip
def test_what_is_refused_says_where_what_and_what_is_allowed(
    tracer: Browser, of: dict[str, Any], where: str, allowed: str
) -> None:
    answer, good = sent(tracer, act("answer", **of), said("p006", "household", "yes"))
    assert answer["state"] == "refused"
    (fault,) = answer["faults"]
    assert fault["where"] == where
    assert fault["what"]
    assert fault["allowed"].startswith(allowed)
    assert good["state"] in ("stored", "conflict")  # one that is refused stops no other


@pytest.mark.parametrize("time", ["2022-01-21T12:00", "2022-01-21", 0, 1642737600, "yesterday", ["2022"], True])
def test_a_time_without_an_offset_is_refused_and_so_is_a_number(home: Desk, tracer: Browser, time: object) -> None:
    one = act("stay", person="p006", place="supermarket", came={"from": time})
    two = {**said("p006", "household", "yes"), "made": time}
    for answer, where in zip(sent(tracer, one, two), ("of.came.from", "made"), strict=True):
        assert answer["state"] == "refused"
        assert answer["faults"][0]["where"] == where
        assert "with its offset" in answer["faults"][0]["allowed"]
    assert not reading.columns(home.server, "stays", ["recorded_by"]).filter(recorded_by="tracer-1").height


@pytest.mark.parametrize("garbage", [None, 1, "x", [], {}, {"id": "1"}, {"id": number(), "kind": "order", "of": {}}])
def test_what_is_no_act_is_answered_and_stores_nothing(tracer: Browser, garbage: object) -> None:
    (answer,) = sent(tracer, garbage)
    assert answer["state"] == "refused"
    assert answer["faults"]


def test_a_stay_at_a_new_place_keeps_its_width(home: Desk, tracer: Browser) -> None:
    one = act(
        "stay",
        person="p006",
        stated_by="the person",
        came={"from": "2022-01-21T04:00:00Z", "until": "2022-01-21T10:00:00Z"},
    )
    one["of"]["place"] = {"new": one["id"], "name": "高速服务区", "unit": "v-hewan"}
    then = act("stay", person="p006", place={"new": one["id"], "name": "高速服务区"}, came={})
    assert [each["state"] for each in sent(tracer, then, one)] == ["stored", "stored"]
    (place,) = rows(home, "places", name="高速服务区")
    stays = rows(home, "stays", place=place["place"])
    assert (place["kind"], place["unit"], len(stays)) == ("other", "v-hewan", 2)
    wide = next(row for row in stays if row["came_from"])
    assert wide["came_until"] - wide["came_from"] == timedelta(hours=6)
    assert wide["left_from"] is wide["left_until"] is None


def test_whom_nobody_knew_has_a_number_and_their_name_is_in_the_register_alone(home: Desk, tracer: Browser) -> None:
    one = act("met", person="p006", relation="meal", name="钱七", phone="13900000007", since={})
    one["of"]["other"] = {"new": one["id"]}
    then = act("met", person="p006", relation="vehicle", other={"new": one["id"]})
    assert [each["state"] for each in sent(tracer, then, one, one)] == ["stored", "stored", "already"]
    mine = [row for row in rows(home, "relations", person="p006") if row["recorded_by"] == "tracer-1"]
    (person,) = {row["other"] for row in mine}
    assert re.fullmatch(r"p-[a-z2-7]{26}", person)
    assert len(rows(home, "persons", person=person)) == 1
    known = open_register(home.home, home.server).reveal([person], Purpose.TRACE, "officer-1")
    assert known["name"].to_list() == ["钱七"]
    assert "钱七" not in tracer.get("/field/bundle").text


def test_intimate_contact_is_not_taken_down_here(tracer: Browser) -> None:
    (answer,) = sent(tracer, act("met", person="p006", other="p007", relation="sexual"))
    assert answer["state"] == "refused"
    assert "sexual" not in answer["faults"][0]["allowed"]


def test_a_visit_a_specimen_a_task_and_a_seal_are_facts(home: Desk, tracer: Browser) -> None:
    now = {"from": MADE, "until": MADE}
    seal = next(each for each in bundle(tracer)["tasks"] if each["kind"] == "seal")
    acts = [
        act("visit", person="p007", seen=True, temperature=36.5, symptoms=False, at=now, by="tracing-1"),
        act("specimen", person="p007", tube="T-0001", swab="nasopharyngeal", pool="B-1", taken=now),
        act("done", task="t-report", outcome="done", at=now),
        act("seal", order=seal["order"], incident="gaotang-2022", team="tracing-1", checks=["exits"], at=now),
    ]
    assert [each["state"] for each in sent(tracer, *acts)] == ["stored"] * 4
    assert rows(home, "followups", person="p007")[0]["temperature"] == 36.5
    assert rows(home, "specimens", specimen="T-0001")[0]["pool"] == "B-1"
    assert rows(home, "done", task="t-report")[0]["outcome"] == "done"
    assert rows(home, "done", task=f"seal:{seal['order']}")[0]["outcome"] == "partly"  # the lane was not looked at
    assert rows(home, "tasks", task=f"seal:{seal['order']}")[0]["step"] == "seal"
    assert [each["id"] for each in bundle(tracer)["tasks"] if each["kind"] in ("seal", "task")] == [seal["id"]]
    whole = act("seal", order=seal["order"], incident="gaotang-2022", checks=["exits", "lane"], at=now)
    assert sent(tracer, whole)[0]["state"] == "stored"
    assert not [each for each in bundle(tracer)["tasks"] if each["kind"] in ("seal", "task")]


def test_nobody_says_of_a_seal_of_another_teams_area_that_it_stands(home: Desk) -> None:
    (order,) = {each["order"] for each in rows(home, "orders") if each["verb"] == "zone" and each["scope"] == "seal"}
    with signed_in(home, "far", "tracer", house="nowhere") as far:
        (answer,) = sent(far, act("seal", order=order, incident="gaotang-2022", checks=["exits", "lane"]))
    assert answer["faults"][0]["where"] == "of.order"


def test_a_task_of_another_team_and_an_order_that_nobody_signed_are_refused(tracer: Browser) -> None:
    answers = sent(tracer, act("done", task="t-other", outcome="done"), act("seal", order="x", incident="y", checks=[]))
    assert [each["faults"][0]["where"] for each in answers] == ["of.task", "of.order"]


def test_a_site_manager_reports_of_who_is_inside_and_interviews_nobody(home: Desk) -> None:
    with signed_in(home, "manager-1", "site_manager", house="quarantine-1") as found:
        assert found.get("/field").status_code == 200
        answers = sent(found, said("p006", "places", "yes"), act("specimen", person="p006", tube="T-9", swab="blood"))
        assert [each["faults"][0]["where"] for each in answers] == ["kind", "of.person"]
    assert ("manager-1", "interview tasks") in [(each.actor, each.purpose) for each in journal(home, "refusal")]


def test_a_task_of_a_site_is_done_by_who_manages_it_and_by_nobody_elses_manager(home: Desk) -> None:
    with signed_in(home, "manager-2", "site_manager", house="quarantine-1") as found:
        assert "t-site" in [each["id"] for each in bundle(found)["tasks"]]
        assert [each["state"] for each in sent(found, act("done", task="t-site", outcome="partly"))] == ["stored"]
    with signed_in(home, "manager-3", "site_manager", house="elsewhere") as other:
        (answer,) = sent(other, act("done", task="t-site", outcome="done"))
    assert answer["faults"][0]["where"] == "of.task"


def test_an_area_holds_for_what_is_taken_and_for_what_is_sent(home: Desk) -> None:
    at = datetime.now(UTC) - timedelta(minutes=1)
    made = account(home, "tracer-hexi")
    with transaction(home.server, "owner") as connection:
        accounts.grant(connection, made, Role("tracer", "tracing-1", "street-hexi"), at)
    with transaction(home.server) as connection:
        token = sessions.open_(connection, made, "passkey", datetime.now(UTC))
    with browser(home) as found:
        found.cookies.set(COOKIE, token)
        assert not bundle(found)["people"]
        (answer, fine) = sent(found, said("p006", "places", "yes"), said("p002", "places", "yes"))
    assert answer["faults"][0]["what"] == "p006"
    assert fine["state"] == "stored"


@pytest.mark.parametrize("role", ["clerk", "laboratory", "press_officer", "administrator", "auditor", "commander"])
def test_whose_work_is_not_in_the_field_has_no_such_page(home: Desk, role: str) -> None:
    with signed_in(home, f"no-{role}", role) as found:
        answers: list[Response] = [
            found.get("/field"),
            found.get("/field/bundle"),
            found.send_json("/field/acts", {"acts": []}),
        ]
        assert [each.status_code for each in answers] == [403, 403, 403]


def test_who_is_not_signed_in_is_led_to_the_sign_in_and_nothing_is_taken(home: Desk) -> None:
    with browser(home) as found:
        assert found.get("/field").headers["location"] == "/sign-in?back=/field"
        assert found.get("/field/bundle").status_code == 303
        assert found.send_json("/field/acts", {"acts": []}).status_code == 401


def test_without_the_token_of_the_page_nothing_is_taken(tracer: Browser) -> None:
    assert tracer.post("/field/acts", json={"acts": []}).status_code == 403


def test_acts_of_another_officer_than_who_is_signed_in_are_not_taken(tracer: Browser, second: Browser) -> None:
    for owner in (bundle(second)["owner"], None):
        answer = tracer.send_json("/field/acts", {"owner": owner, "acts": [said("p008", "home", "yes")]})
        assert (answer.status_code, answer.json()) == (409, {"acts": []})


def test_a_list_that_is_too_long_is_refused_as_a_whole(tracer: Browser) -> None:
    assert tracer.send_json("/field/acts", {"acts": [{}] * 51}).status_code == 400


def test_the_page_names_nobody_and_the_worker_sees_to_it_alone(tracer: Browser) -> None:
    page, worker = tracer.get("/field"), tracer.get("/field/worker.js")
    assert "p006" not in page.text
    assert "tracer-1" not in page.text
    assert worker.headers["service-worker-allowed"] == "/field"
    assert worker.headers["cache-control"] == "no-cache"
    for address in re.findall(r'"(/(?:field|static)/[^"]+)"', worker.text.splitlines()[0]):
        assert tracer.get(address).status_code == 200, address
    assert tracer.get(f"/field/code/{'0' * 12}/app.js").status_code == 404


def test_every_word_of_the_scripts_stands_in_the_page(tracer: Browser) -> None:
    words = set(re.findall(r'data-w="([^"]+)"', tracer.get("/field").text))
    asked = {word for file in SCRIPTS for word in re.findall(r'\bw\("([^"]+)"', file.read_text(encoding="utf-8"))}
    assert asked
    assert asked <= words


@pytest.mark.parametrize("file", SCRIPTS, ids=[file.name for file in SCRIPTS])
def test_a_script_puts_nothing_together_as_text_of_a_page(file: Path) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", file.read_text(encoding="utf-8")
    )
