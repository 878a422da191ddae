"""Incidents by the API are those of the pages: the same plan, the same figures, with ids of people sealed."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from seawall.desk.opening import Desk
from seawall.store.accounts import Role
from seawall.web import plans, times
from seawall.web.plans import Asked
from tests.web.api.programs import Program, program
from tests.web.browsers import signed_in
from tests.web.played import INCIDENT, played

LOOKS = ("look:situation", "look:plan", "look:bulletin")
OF = f"/api/v1/incidents/{INCIDENT}"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("night"), "2022-01-23T01:30") as desk:
        yield desk


@pytest.fixture(scope="module")
def there(night: Desk) -> Iterator[Program]:
    with program(night, "li", "epidemiologist", *LOOKS) as found:
        yield found


def test_the_figures_of_an_incident_are_those_of_its_row_of_the_situation(night: Desk, there: Program) -> None:
    (said,) = there.get("/api/v1/incidents").json()
    with signed_in(night, "wang", "commander") as officer:
        page = officer.get("/situation").text
    cells = re.findall(r'<td class="num[^"]*">(?:<b>)?([\d,]+)', page)[:4]
    figures = [said[name] for name in ("cases", "followed", "late", "to_sign")]
    assert [f"{figure:,}" for figure in figures] == cells
    assert said["incident"] == INCIDENT


def test_the_plan_is_the_one_that_would_be_signed_and_names_nobody(night: Desk, there: Program) -> None:
    made = plans.made(night, Asked(INCIDENT, times.span(night).now))
    answered = there.get(f"{OF}/plan")
    said = answered.json()
    assert said["digest"] == made.document.digest
    assert len(said["rows"]) == made.plan.differences.height
    people = set(made.facts["persons"]["person"])
    shown = set(re.findall(r'"subject":"([^"]+)"', answered.text))
    assert not shown & people
    assert any(subject.startswith("~") for subject in shown)


def test_the_orders_in_force_and_the_bulletins_figures_are_those_of_the_plan(night: Desk, there: Program) -> None:
    made = plans.made(night, Asked(INCIDENT, times.span(night).now))
    assert len(there.get(f"{OF}/orders").json()["rows"]) == made.plan.standing.height
    assert there.get(f"{OF}/figures").json()["figures"] == dict(made.plan.bulletin.printed)


def test_what_was_known_at_a_time_is_asked_with_its_offset(there: Program) -> None:
    then = there.get("/api/v1/incidents?at=2022-01-22T15:00%2B08:00").json()
    assert all(datetime.fromisoformat(each["at"]) < datetime(2022, 1, 22, 8, tzinfo=UTC) for each in then)
    for at in ("1642885200", "2022-01-22T15:00", "noon"):
        assert there.get(f"/api/v1/incidents?at={at}").status_code == 400


def test_an_incident_that_is_none_is_not_there(there: Program) -> None:
    for what in ("plan", "orders", "figures"):
        assert there.get(f"/api/v1/incidents/nowhere/{what}").status_code == 404


def test_a_token_looks_at_what_it_is_for_and_in_an_area_at_no_whole_plan(night: Desk) -> None:
    with program(night, "zhao", "press_officer", "look:bulletin") as press:
        assert press.get(f"{OF}/figures").status_code == 200
        assert [press.get(each).status_code for each in ("/api/v1/incidents", f"{OF}/plan")] == [403, 403]
    with program(night, "qian", Role("epidemiologist", "hq", "371526"), *LOOKS) as limited:
        assert [limited.get(f"{OF}/{what}").status_code for what in ("plan", "orders", "figures")] == [403] * 3
