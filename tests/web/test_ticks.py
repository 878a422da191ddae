"""Rows that are ticked: the act is for them alone, and whatever stands otherwise by now is named and left out."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import polars as pl
import pytest
from litestar import Litestar

from seawall.desk.opening import Desk
from seawall.store import accounts, facts, rights
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.web.app import application
from tests.web.browsers import Browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_exporting import officer
from tests.web.test_many_at_once import WHY, standing, tasks
from tests.web.test_situation import text

BOX = re.compile(r'name="(tick-\d+)" value="([^"]+)" data-what="(\w+)"[^>]*aria-label="([^"]*)"')


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("ticks"), "2022-01-23T04:00") as home:
        yield home


@pytest.fixture(scope="module")
def app(desk: Desk) -> Litestar:
    return application(desk)


@pytest.fixture(scope="module")
def wang(app: Litestar) -> Browser:
    return officer(app, "wang", Role("epidemiologist", "county-cdc"))


@pytest.fixture(scope="module")
def zhao(app: Litestar) -> Browser:
    return officer(app, "zhao", Role("tracer", "police"))


def boxes(who: Browser, **asked: str) -> dict[str, str]:
    """What a form says of each row of a page that has a box, by the number that the row is about."""
    found = BOX.findall(who.get("/people", params=asked).text)
    return {label.split()[-1]: value for _, value, _, label in found}


def tick(who: Browser, act: str, *values: str, scope: str = "ticked", **asked: str) -> tuple[int, str]:
    """The answer to a form with these boxes ticked, as text."""
    named = {f"tick-{nth}": value for nth, value in enumerate(values, 1)}
    answer = who.send_form("/people/bulk", **asked, act=act, why=WHY, scope=scope, **named)
    return answer.status_code, text(answer.text)


def done(desk: Desk, many: int) -> list[str]:
    return standing(desk, "done").filter(pl.col("task").str.starts_with(f"t{many}-"))["task"].sort().to_list()


def batch(who: Browser, name: str) -> str:
    found: list[str] = re.findall(
        r'/people/bulk/undo.*?name="batch" value="([^"]+)"', who.get("/people", params={"list": name}).text
    )
    return found[0]


def test_an_act_is_for_the_ticked_rows_alone_and_is_undone_as_one(desk: Desk, wang: Browser) -> None:
    tasks(desk, 5)
    asked = {"list": "tasks", "what": "task", "q": "team-1"}
    found = boxes(wang, **asked)
    assert tick(wang, "close:done", found["t5-1"], found["t5-3"], **asked)[0] == 303
    assert done(desk, 5) == ["t5-1", "t5-3"]
    assert journal(desk, "bulk")[-1].body["ticked"] == 2
    assert wang.send_form("/people/bulk/undo", batch=batch(wang, "tasks")).status_code == 303
    assert standing(desk, "done").filter(pl.col("task") == "t5-1")["outcome"].drop_nulls().is_empty()


def test_the_page_says_whom_an_act_is_for_before_anybody_presses(wang: Browser) -> None:
    html = wang.get("/people", params={"list": "tasks"}).text
    assert "It is done to the rows that are ticked, or to all that the filter shows: choose which." in text(html)
    assert re.findall(r'type="radio" name="scope" value="(\w+)"( checked)?', html) == [("ticked", ""), ("shown", "")]
    assert "It is done to the rows that are ticked" not in text(wang.get("/people", params={"list": "cases"}).text)
    assert BOX.findall(wang.get("/people", params={"list": "tasks", "what": "call"}).text) == []


@pytest.mark.parametrize(
    ("many", "lang", "neither", "none", "both"),
    [
        (
            6,
            "en",
            "choose to which rows it is done",
            "no row is ticked",
            "rows are ticked, and all that the filter shows",
        ),
        (8, "zh-CN", "请选择对哪些行执行", "没有勾选任何行", "勾选了行，却又选了“筛选出的全部行”"),
    ],
)
def test_nothing_is_done_where_the_form_does_not_say_to_which_rows_or_its_ticks_belie_it(
    desk: Desk, app: Litestar, many: int, lang: str, neither: str, none: str, both: str
) -> None:
    tasks(desk, many)
    asked = {"list": "tasks", "what": "task", "q": "team-1"}
    with officer(app, f"sun-{lang}", Role("epidemiologist", "county-cdc")) as sun:
        sun.headers["Accept-Language"] = lang
        one = boxes(sun, **asked)[f"t{many}-1"]
        bare = sun.send_form("/people/bulk", **asked, act="close:done", why=WHY)
        assert (bare.status_code, neither in text(bare.text)) == (400, True)
        cases = [("", [], neither), ("all", [one], neither), ("", [one], neither)]
        for scope, values, said in [*cases, ("ticked", [], none), ("shown", [one], both)]:
            status, answer = tick(sun, "close:done", *values, scope=scope, **asked)
            assert (status, said in answer) == (400, True), (scope, answer)
    assert done(desk, many) == []


def test_all_that_the_filter_shows_is_an_act_that_says_so(desk: Desk, wang: Browser) -> None:
    tasks(desk, 7)
    assert tick(wang, "close:done", scope="shown", list="tasks", what="task", q="team-1")[0] == 303
    assert len(done(desk, 7)) == 7


def test_a_ticked_row_that_changed_since_is_named_and_left_out(desk: Desk, wang: Browser, zhao: Browser) -> None:
    tasks(desk, 4)
    asked = {"list": "tasks", "what": "task"}
    found = boxes(wang, **asked)
    assert tick(zhao, "close:failed", boxes(zhao, **asked)["t4-0"], **asked)[0] == 303
    status, said = tick(wang, "close:done", found["t4-0"], found["t4-2"], **asked)
    assert status == 200
    assert "Done. Rows: 1." in said
    assert "task of a team t4-0 : it has changed since you ticked it" in said
    assert standing(desk, "done").filter(pl.col("task") == "t4-0")["outcome"].to_list() == ["failed"]
    assert done(desk, 4) == ["t4-0", "t4-2"]
    again, nothing = tick(wang, "close:done", found["t4-0"], **asked)
    assert (again, "Nothing was done" in nothing, "t4-0" in nothing) == (400, True, True)


def test_a_ticked_row_that_an_act_is_not_for_is_named_and_left_out(desk: Desk, wang: Browser) -> None:
    tasks(desk, 2)
    visits, asked = boxes(wang, list="tasks", what="visit"), boxes(wang, list="tasks", what="task")
    who = next(iter(visits))
    status, said = tick(wang, "close:done", visits[who], asked["t2-1"], list="tasks")
    assert (status, f"visit {who} : this is not for it" in said) == (200, True)
    assert done(desk, 2) == ["t2-1"]


def test_what_was_shown_to_somebody_else_or_to_nobody_is_refused(wang: Browser, zhao: Browser) -> None:
    theirs = next(iter(boxes(zhao, list="tasks", what="visit").values()))
    for value in (theirs, "~nonsense", "p002", ""):
        status, said = tick(wang, "visit:seen", value, list="tasks")
        assert (status, "a ticked row was not shown to you" in said) == (400, True), value


def test_a_ticked_row_that_is_not_theirs_any_more_is_named_and_left_out(desk: Desk, app: Litestar) -> None:
    of_one, of_other = (Role("tracer", "street", unit) for unit in ("v-hewan", "v-liuyin"))
    li = officer(app, "li", of_one)
    who, value = next(iter(boxes(li, list="contacts").items()))
    with transaction(desk.server, "owner") as connection:
        found = accounts.find(connection, "li")
        assert found is not None
        assert rights.end_role(connection, found.account, of_one, datetime.now(UTC))
        accounts.grant(connection, found.account, of_other, datetime.now(UTC))
    status, said = tick(li, "visit:seen", value, list="contacts")
    assert (status, f"{who} : it has changed since you ticked it, or is not yours" in said) == (400, True)
    assert standing(desk, "followups").filter(pl.col("recorded_by") == "li").is_empty()


def listed(who: Browser, number: str) -> tuple[list[str], str]:
    """The tasks of an act that waits, from all pages of its list, and the digest that the page says."""
    pages = [who.get(f"/people/bulk/{number}", params={"page": str(nth)}).text for nth in range(1, 8)]
    (digest,) = {each for html in pages for each in re.findall(r'digest">([0-9a-f]{64})<', html)}
    return sorted({each for html in pages for each in re.findall(r">(?:<span[^>]*>)?(t\d+-\d+)<", html)}), digest


def test_many_ticked_rows_wait_for_a_second_person_and_are_those_that_were_ticked(
    desk: Desk, wang: Browser, zhao: Browser
) -> None:
    tasks(desk, 203)
    asked = {"list": "tasks", "what": "task"}
    found = boxes(wang, **asked) | boxes(wang, **asked, page="2") | boxes(wang, **asked, page="3")
    mine = [value for about, value in found.items() if about.startswith("t203-")][:201]
    assert tick(wang, "close:done", *mine, **asked)[0] == 303
    assert done(desk, 203) == []
    html = zhao.get("/people", params=asked).text
    assert "201 rows ticked one by one" in text(html)
    (number,) = re.findall(r"/people/bulk/([0-9a-f]{32})/agree", html)
    rows, digest = listed(zhao, number)
    assert rows == sorted(about for about, value in found.items() if value in mine)
    assert digest == hashlib.sha256("".join(f"{each}\n" for each in rows).encode()).hexdigest()
    assert wang.send_form(f"/people/bulk/{number}/agree").status_code == 403
    asked_, refused = journal(desk, "bulk")[-2:]
    assert [(each.body["step"], each.body["digest"]) for each in (asked_, refused)] == [
        ("asked", digest),
        ("refused", digest),
    ]
    assert zhao.send_form(f"/people/bulk/{number}/agree").status_code == 303
    assert len(done(desk, 203)) == 201
    body = journal(desk, "bulk")[-1].body
    assert (body["ticked"], body["digest"]) == (201, digest)


def test_ticked_rows_that_wait_come_to_nothing_when_one_of_them_changed(
    desk: Desk, wang: Browser, zhao: Browser
) -> None:
    tasks(desk, 204)
    asked = {"list": "tasks", "what": "task", "state": "asked"}
    found = boxes(wang, **asked) | boxes(wang, **asked, page="2") | boxes(wang, **asked, page="3")
    mine = [value for about, value in found.items() if about.startswith("t204-")][:202]
    assert tick(wang, "close:done", *mine, **asked)[0] == 303
    (number,) = re.findall(r"/people/bulk/([0-9a-f]{32})/agree", zhao.get("/people", params=asked).text)
    row = standing(desk, "tasks").filter(pl.col("task") == "t204-7")
    other = row.select("task", "incident", "order", "step", "due_from", "due_until", "recorded_at", corrects="row")
    facts.append(desk.server, desk.home, "tasks", other.with_columns(team=pl.lit("team-3")), "zhou", "test")
    refused = zhao.send_form(f"/people/bulk/{number}/agree")
    assert (refused.status_code, "rows have changed" in refused.text) == (400, True)
    assert done(desk, 204) == []


def team_of(who: Browser, person: str) -> str:
    """The team whose visit to somebody the list of tasks says it is."""
    html = who.get("/people", params={"list": "tasks", "what": "visit", "q": person}).text
    (row,) = [each for each in html.split("<tr>") if f">{person}</a>" in each]
    return next(each for each in text(row).split() if each.startswith("tracing-"))


def test_ticked_contacts_are_given_to_a_team_and_back(desk: Desk, wang: Browser) -> None:
    found = boxes(wang, list="contacts")
    one, two, other = list(found)[:3]
    before = {who: team_of(wang, who) for who in (one, two, other)}
    html = wang.get("/people", params={"list": "contacts"}).text
    team = next(each for each in re.findall(r'value="hand:([^"]*)"', html) if each not in before.values())
    assert 'value="close:' not in html
    assert tick(wang, f"hand:{team}", found[one], found[two], list="contacts")[0] == 303
    assert [team_of(wang, who) for who in (one, two, other)] == [team, team, before[other]]
    row = standing(desk, "followups").filter(pl.col("person") == one, pl.col("by") == team)
    assert row["seen"].to_list() == [None]
    assert wang.send_form("/people/bulk/undo", batch=batch(wang, "contacts"), list="contacts").status_code == 303
    assert team_of(wang, one) == before[one]


def test_a_visit_that_was_one_team_s_and_is_given_to_another_is_asked_of_that_alone(desk: Desk, wang: Browser) -> None:
    who = list(boxes(wang, list="contacts"))[5]
    html = wang.get("/people", params={"list": "contacts"}).text
    for team in re.findall(r'value="hand:([^"]*)"', html)[-2:]:
        assert tick(wang, f"hand:{team}", boxes(wang, list="contacts")[who], list="contacts")[0] == 303
    asked = standing(desk, "followups").filter(pl.col("person") == who, pl.col("seen").is_null())
    assert asked["by"].to_list() == [team]


def test_ticked_contacts_are_noted_as_visited(desk: Desk, wang: Browser) -> None:
    found = boxes(wang, list="contacts")
    who = list(found)[7]
    assert tick(wang, "visit:seen", found[who], list="contacts")[0] == 303
    row = standing(desk, "followups").filter(pl.col("person") == who, pl.col("recorded_by") == "wang")
    assert row["seen"].to_list() == [True]
    listed = wang.get("/people", params={"list": "tasks", "what": "visit", "q": who}).text
    assert "done" in text(next(each for each in listed.split("<tr>") if f">{who}</a>" in each))


def test_nobody_agrees_to_rows_that_are_not_theirs_to_look_at(
    desk: Desk, app: Litestar, wang: Browser, zhao: Browser
) -> None:
    tasks(desk, 205)
    asked = {"list": "tasks", "what": "task", "q": "team-1"}
    assert tick(wang, "close:done", scope="shown", **asked)[0] == 303
    number = re.findall(r"/people/bulk/([0-9a-f]{32})/agree", zhao.get("/people", params=asked).text)[-1]
    assert f'href="/people/bulk/{number}"' in wang.get("/people", params=asked).text
    with officer(app, "of-hewan", Role("tracer", "street", "v-hewan")) as of_one:
        said = of_one.get(f"/people/bulk/{number}").text
        assert "Somebody who may look at all of them agrees." in text(said)
        assert ("/agree" in said, "t205-" in said) == (False, False)
        refused = of_one.send_form(f"/people/bulk/{number}/agree")
    assert (refused.status_code, "not all of these rows are yours to look at" in refused.text) == (400, True)
    assert journal(desk, "bulk")[-1].body["why"] == "rows not theirs"
    assert done(desk, 205) == []
    with signed_in(desk, "li-commands", "commander") as commander:
        assert commander.get(f"/people/bulk/{number}").status_code == 403
    assert zhao.get(f"/people/bulk/{'0' * 32}").status_code == 404
    assert len({each for each in listed(zhao, number)[0] if each.startswith("t205-")}) == 205
    assert zhao.send_form(f"/people/bulk/{number}/agree").status_code == 303
    assert len(done(desk, 205)) == 205
