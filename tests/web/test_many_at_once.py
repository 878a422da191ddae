"""Lists as somebody set them up, and what is done to many of their rows at once: few alone, many by two."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from time import perf_counter

import polars as pl
import pytest
from litestar import Litestar

from seawall.desk.opening import Desk
from seawall.store import accounts, facts, reading, rights
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import in_force
from seawall.web.app import application
from seawall.web.exports.device import COOKIE as DEVICE
from seawall.web.sessions import COOKIE
from tests.web.authenticators import Authenticator
from tests.web.browsers import Browser, signed_in
from tests.web.journals import journal
from tests.web.played import INCIDENT, played
from tests.web.test_exporting import officer
from tests.web.test_passkeys import proof, register
from tests.web.test_situation import text

WHY = "the tracing teams change at eight"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("many"), "2022-01-23T04:00") as home:
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


def tasks(desk: Desk, many: int) -> None:
    """So many tasks that teams were asked."""
    last = reading.latest(desk.server)
    rows = pl.DataFrame({"task": [f"t{many}-{nth}" for nth in range(many)]}).with_columns(
        incident=pl.lit(INCIDENT), order=pl.lit(None, pl.String), team=pl.lit("team-1"), step=pl.lit("other"),
        due_from=pl.lit(last), due_until=pl.lit(last), recorded_at=pl.lit(last),
    )  # fmt: skip
    facts.append(desk.server, desk.home, "tasks", rows, "zhou", "test")


def standing(desk: Desk, table: str) -> pl.DataFrame:
    return in_force(reading.read(desk.server, (table,)).frames[table], TABLES[table])


def teams(desk: Desk, many: int) -> set[str]:
    return set(standing(desk, "tasks").filter(pl.col("task").str.starts_with(f"t{many}-"))["team"])


def test_a_view_is_kept_shared_shown_and_taken_away_by_who_made_it(wang: Browser, zhao: Browser) -> None:
    asked = {"list": "contacts", "ring": "close", "sort": "-minutes"}
    for name, shared in (("longest", "1"), ("mine", "")):
        assert wang.send_form("/people/views", **asked, name=name, shared=shared).status_code == 303
    found = re.findall(r'<li><a href="([^"]*)"[^>]*>([^<]*)</a>', wang.get("/people").text)
    assert [name for _, name in found][:2] == ["longest", "mine"]
    here = wang.get(found[0][0].replace("&amp;", "&")).text
    assert re.search(r'aria-current="true">longest', here)
    assert "longest wang" in text(zhao.get("/people").text)
    assert ">mine<" not in zhao.get("/people").text
    again = wang.send_form("/people/views", **asked, name="mine")
    assert again.status_code == 400
    assert "which none of yours has yet" in again.text
    number = re.findall(r'name="view" value="([^"]*)"', wang.get("/people").text)[0]
    assert zhao.send_form("/people/views/remove", view=number).status_code == 404
    assert wang.send_form("/people/views/remove", view=number).status_code == 303
    assert "longest" not in text(wang.get("/people").text)


def test_few_tasks_are_given_to_a_team_at_once_and_back_again(desk: Desk, wang: Browser) -> None:
    tasks(desk, 3)
    asked = {"list": "tasks", "what": "task", "q": "team-1"}
    team = re.findall(r'value="assign:([^"]*)"', wang.get("/people", params=asked).text)[-1]
    assert team != "team-1"
    assert wang.send_form("/people/bulk", **asked, act=f"assign:{team}", why="no", scope="shown").status_code == 400
    assert wang.send_form("/people/bulk", **asked, act="assign:nobody", why=WHY, scope="shown").status_code == 400
    assert wang.send_form("/people/bulk", **asked, act=f"assign:{team}", why=WHY, scope="shown").status_code == 303
    assert teams(desk, 3) == {team}
    assert journal(desk, "bulk")[-1].body["why"] == WHY
    batch = re.findall(r'/people/bulk/undo.*?name="batch" value="([^"]+)"', wang.get("/people?list=tasks").text)[0]
    assert wang.send_form("/people/bulk/undo", batch=batch).status_code == 303
    assert teams(desk, 3) == {"team-1"}


def test_who_may_not_enter_what_teams_did_is_offered_no_act(desk: Desk) -> None:
    with signed_in(desk, "li", "commander") as li:
        said = li.get("/people", params={"list": "tasks"}).text
        assert "Many rows at once" not in text(said)
        assert 'name="tick-' not in said
        assert li.send_form("/people/bulk", list="tasks", act="close:done", why=WHY, scope="shown").status_code == 403


def test_a_tracer_of_one_area_acts_on_those_of_it_and_takes_that_back(desk: Desk, app: Litestar) -> None:
    asked = {"list": "tasks", "what": "visit"}
    with officer(app, "hexi", Role("tracer", "street", "v-hewan")) as hexi:
        assert hexi.send_form("/people/bulk", **asked, act="visit:seen", why=WHY, scope="shown").status_code == 303
        seen = standing(desk, "followups").filter(pl.col("recorded_by") == "hexi")
        assert seen.height
        batch = re.findall(r'/people/bulk/undo.*?name="batch" value="([^"]+)"', hexi.get("/people?list=tasks").text)[0]
        assert hexi.send_form("/people/bulk/undo", batch=batch).status_code == 303
    assert standing(desk, "followups").filter(pl.col("recorded_by") == "hexi")["seen"].drop_nulls().is_empty()


def test_of_what_was_done_in_several_areas_nobody_of_one_takes_back_a_part(desk: Desk, app: Litestar) -> None:
    with officer(app, "everywhere", Role("tracer", "county")) as all_areas:
        asked = {"list": "tasks", "what": "visit", "act": "visit:not_seen", "why": WHY, "scope": "shown"}
        assert all_areas.send_form("/people/bulk", **asked).status_code == 303
        done = standing(desk, "followups").filter(pl.col("recorded_by") == "everywhere")
        batch = re.findall(
            r'/people/bulk/undo.*?name="batch" value="([^"]+)"', all_areas.get("/people?list=tasks").text
        )[0]
        with officer(app, "of-hewan", Role("tracer", "street", "v-hewan")) as of_one:
            refused = of_one.send_form("/people/bulk/undo", batch=batch)
            assert refused.status_code == 400
            assert "of this batch are yours to read: somebody who may read all must undo it" in refused.text
        assert standing(desk, "followups").filter(pl.col("recorded_by") == "everywhere").equals(done)
        assert all_areas.send_form("/people/bulk/undo", batch=batch).status_code == 303
    assert standing(desk, "followups").filter(pl.col("recorded_by") == "everywhere")["seen"].drop_nulls().is_empty()


def waits(wang: Browser, act: str) -> str:
    """The address at which an act on all tasks is agreed to."""
    kept = wang.app.state.bulks
    there = {each.number for each in kept.every()}
    assert wang.send_form("/people/bulk", list="tasks", what="task", act=act, why=WHY, scope="shown").status_code == 303
    (number,) = {each.number for each in kept.every()} - there
    return f"/people/bulk/{number}/agree"


def test_nobody_agrees_to_an_act_in_the_browser_in_which_it_was_asked_for(
    desk: Desk, wang: Browser, zhao: Browser
) -> None:
    tasks(desk, 201)
    agree = waits(wang, "close:done")
    own = zhao.cookies[COOKIE]
    with Browser(zhao.app) as there:
        there.cookies.set(COOKIE, own)
        there.cookies.set(DEVICE, wang.cookies[DEVICE])
        refused = there.send_form(agree)
    assert (refused.status_code, "two people at two devices" in refused.text) == (403, True)
    assert standing(desk, "done").filter(pl.col("task").str.starts_with("t201-")).is_empty()


def test_an_act_comes_to_nothing_when_who_asked_may_not_any_more(desk: Desk, zhao: Browser) -> None:
    role = Role("epidemiologist", "county-cdc")
    qian = officer(zhao.app, "qian", role)
    agree = waits(qian, "close:done")
    with transaction(desk.server, "owner") as connection:
        found = accounts.find(connection, "qian")
        assert found is not None
        assert rights.end_role(connection, found.account, role, datetime.now(UTC))
    refused = zhao.send_form(agree)
    assert (refused.status_code, "may not do it any more" in refused.text) == (400, True)
    assert journal(desk, "bulk")[-1].body["why"] == "roles ended"


def test_an_act_comes_to_nothing_when_one_of_its_rows_was_corrected_since(
    desk: Desk, wang: Browser, zhao: Browser
) -> None:
    html = wang.get("/people", params={"list": "tasks", "what": "task"}).text
    team = re.findall(r'value="assign:([^"]*)"', html)[-1]
    agree = waits(wang, f"assign:{team}")
    row = standing(desk, "tasks").filter(pl.col("task") == "t201-7")
    other = row.select("task", "incident", "order", "step", "due_from", "due_until", "recorded_at", corrects="row")
    facts.append(desk.server, desk.home, "tasks", other.with_columns(team=pl.lit("team-3")), "zhou", "test")
    refused = zhao.send_form(agree)
    assert (refused.status_code, "rows have changed" in refused.text) == (400, True)
    assert journal(desk, "bulk")[-1].body["why"] == "rows changed"
    assert teams(desk, 201) == {"team-1", "team-3"}


def test_twenty_thousand_rows_wait_for_a_second_person_and_take_seconds(
    desk: Desk, wang: Browser, zhao: Browser
) -> None:
    tasks(desk, 20_000)
    asked = {"list": "tasks", "what": "task"}
    assert wang.send_form("/people/bulk", **asked, act="close:done", why=WHY, scope="shown").status_code == 303
    assert standing(desk, "done").filter(pl.col("task").str.starts_with("t20000-")).is_empty()
    html = zhao.get("/people", params=asked).text
    number = re.findall(r"/people/bulk/([0-9a-f]{32})/agree", html)[-1]
    assert wang.send_form(f"/people/bulk/{number}/agree").status_code == 403
    begun = perf_counter()
    assert zhao.send_form(f"/people/bulk/{number}/agree").status_code == 303
    seconds = perf_counter() - begun
    done = standing(desk, "done").filter(pl.col("task").str.starts_with("t20000-"))
    assert (done.height, set(done["outcome"]), set(done["recorded_by"])) == (20_000, {"done"}, {"wang"})
    assert journal(desk, "bulk")[-1].body["agreed"] == "zhao"
    assert seconds < 90  # five on a machine that does nothing else; row by row it would be ten minutes


def test_who_has_a_passkey_agrees_to_an_act_with_it_alone(desk: Desk, wang: Browser, zhao: Browser) -> None:
    tasks(desk, 202)
    agree, device = waits(wang, "close:done"), Authenticator()
    number, keyed = agree.split("/")[3], officer(zhao.app, "keyed", Role("tracer", "police"))
    assert register(keyed, device) == 200
    assert 'data-proves="/passkey/proof/bulk"' in keyed.get("/people?list=tasks").text
    refused = keyed.send_form(agree)
    assert (refused.status_code, "your passkey has to sign that you agree to this act" in refused.text) == (400, True)
    assert standing(desk, "done").filter(pl.col("task").str.starts_with("t202-")).is_empty()
    assert keyed.send_form(agree, assertion=proof(keyed, device, "bulk", number=number)).status_code == 303
    assert standing(desk, "done").filter(pl.col("task").str.starts_with("t202-")).height == 202
    assert journal(desk, "bulk")[-1].body["proof"] == "passkey"
