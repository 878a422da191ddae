"""Teams and sites on the page: what there is, who may see how many are inside, and a room that is corrected."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from seawall.desk.opening import Desk
from seawall.store import accounts, sessions
from seawall.store.accounts import ROLES, Role
from seawall.store.database import transaction
from seawall.web.sessions import COOKIE
from tests.web.browsers import Browser, browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_situation import text

MEANS = "/administration/means"
SITE = "quarantine-1"
LOOK = {"commander", "epidemiologist", "area_officer", "site_manager", "administrator"}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("means"), "2022-01-23T08:00") as desk:
        yield desk


@contextmanager
def in_area(desk: Desk, officer: str, role: str, area: str) -> Iterator[Browser]:
    at = datetime.now(UTC) - timedelta(minutes=1)
    with transaction(desk.server, "owner") as connection:
        made = accounts.make(connection, officer, at)
        accounts.grant(connection, made, Role(role, "street", area), at)
    with transaction(desk.server) as connection:
        token = sessions.open_(connection, made, "passkey", datetime.now(UTC))
    with browser(desk) as found:
        found.cookies.set(COOKIE, token)
        yield found


def sites(html: str) -> list[str]:
    return re.findall(r'<br><small class="id">([\w-]+)', html)


@pytest.mark.parametrize("role", ROLES)
def test_sites_are_for_who_may_look_at_rooms_and_corrected_by_site_managers(desk: Desk, role: str) -> None:
    with signed_in(desk, "wang", role) as there:
        assert there.get(MEANS).status_code == (200 if role in LOOK else 403)
        asked = there.send_form(f"{MEANS}/room", site=SITE, room="101", state="closed")
        assert (asked.status_code == 403) == (role != "site_manager")


def test_an_empty_home_says_how_sites_and_teams_come_in(desk: Desk) -> None:
    with signed_in(desk, "wang", "commander") as there:
        said = there.get(MEANS).text
    assert "as soon as a row of sites.csv is imported" in said
    assert "as soon as a row of teams.csv is imported" in said


def test_every_site_says_its_rooms_and_who_many_are_inside_and_every_team_where_it_works(night: Desk) -> None:
    with signed_in(night, "wang", "commander") as there:
        html = there.get(MEANS).text
        assert {"quarantine-1", "laboratory-county", "hospital"} <= set(sites(html))
        assert "tracing-1 tracing" in text(html)
        assert re.search(r"\d+ / \d{2,}", text(html))
        rooms = text(there.get(MEANS, params={"site": SITE}).text)
        assert "101 1 1 yes not asked" in rooms
        assert "People inside Learned" in rooms


def test_an_administrator_is_told_no_few_people_and_of_no_room(night: Desk) -> None:
    with signed_in(night, "wang", "commander") as there:
        told = re.findall(r'<td class="num">(\d+)(?: /|<)', there.get(MEANS).text)
    with signed_in(night, "ann", "administrator") as there:
        html = there.get(MEANS, params={"site": SITE}).text
        inside = re.findall(r'<td class="num">([^<]+?)(?: / [\d,]+)?(?: <svg|</td>)', html)
        assert "People inside Learned" not in text(html)
    assert any(0 < int(each) < 5 for each in told)
    assert "&lt;5" in html
    assert inside


def test_who_has_an_area_sees_its_sites_alone_and_the_others_are_none(night: Desk) -> None:
    with in_area(night, "zhao", "area_officer", "371526") as there:
        seen = sites(there.get(MEANS).text)
        assert "quarantine-1" in seen
        assert "hospital" not in seen
        assert there.get(MEANS, params={"site": "hospital"}).status_code == 400
        assert there.get(MEANS, params={"site": "none"}).status_code == 400


def test_a_room_that_is_said_to_be_closed_is_closed_from_then_on_and_keeps_its_beds(night: Desk) -> None:
    with signed_in(night, "manager", "site_manager") as there:
        for state, site in (("haunted", SITE), ("closed", "nowhere")):
            assert there.send_form(f"{MEANS}/room", site=site, room="101", state=state).status_code == 400
        assert there.send_form(f"{MEANS}/room", site=SITE, room="9999", state="closed").status_code == 400
        assert there.send_form(f"{MEANS}/room", site=SITE, room="101", state="closed").status_code == 303
        html = there.get(MEANS, params={"site": SITE}).text
    row = re.search(r"<tr><td>101</td>.*?</tr>", html, re.DOTALL)
    assert row is not None
    assert '<option value="closed" selected>' in row[0]
    assert '<td class="num">1</td>' in row[0]
    assert "manager" in text(row[0])
    said = journal(night, "import")[-1]
    assert (said.actor, said.subject, said.body["state"]) == ("manager", SITE, "closed")


def test_who_manages_the_sites_of_one_area_says_of_its_rooms_alone(night: Desk) -> None:
    with in_area(night, "manager-371526", "site_manager", "371526") as there:
        assert there.send_form(f"{MEANS}/room", site=SITE, room="102", state="closed").status_code == 303
        assert there.send_form(f"{MEANS}/room", site="hospital", room="1", state="closed").status_code == 400
        html = there.get(MEANS, params={"site": SITE}).text
    row = re.search(r"<tr><td>102</td>.*?</tr>", html, re.DOTALL)
    assert row is not None
    assert '<option value="closed" selected>' in row[0]
