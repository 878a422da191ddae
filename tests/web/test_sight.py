"""Whoever is limited to an area is limited in the database too, whatever a page forgets."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import polars as pl
import pytest
from litestar import Request, get
from litestar.response import Stream
from sqlalchemy import text

from seawall.desk.opening import Desk
from seawall.store import accounts, facts, reading, sessions
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.web.access import Subject
from seawall.web.app import application
from seawall.web.area import areas_of
from seawall.web.kept import Kept
from seawall.web.sessions import COOKIE
from tests.web.browsers import Browser, account
from tests.web.test_exporting import officer

PERSONS = text("SELECT person FROM facts.persons ORDER BY person")
OPT = {"action": "look", "resource": "situation"}
_KEPT = Kept[list[str]](8)


@get("/forgetful", sync_to_thread=True, opt=OPT)
def forgetful(request: Request[Any, Any, Any]) -> list[str]:
    """A page that shows everybody, and asks nothing about who looks."""
    return _everybody(request)


def _everybody(request: Request[Any, Any, Any]) -> list[str]:
    with transaction(request.app.state.desk.server) as connection:
        return list(connection.scalars(PERSONS))


@get("/frames", sync_to_thread=True, opt=OPT)
def frames(request: Request[Any, Any, Any]) -> list[str]:
    """The same by frames, rows about intimate contact with them."""
    read = reading.read(request.app.state.desk.server, ["persons", "relations"], intimate=True)
    return sorted(read.frames["persons"]["person"])


@get("/streamed", sync_to_thread=True, opt=OPT)
def streamed(request: Request[Any, Any, Any]) -> Stream:
    """The same, asked for when the answer has begun already."""

    def rows() -> Iterator[str]:
        with transaction(request.app.state.desk.server) as connection:
            yield from (f"{each}\n" for each in connection.scalars(PERSONS))

    return Stream(rows())


@get("/kept", sync_to_thread=True, opt=OPT)
def kept(request: Request[Any, Any, Any]) -> list[str]:
    """What is kept for everybody is made of everything."""
    return _KEPT.get(request.app.state.desk.server.uri("desk"), lambda: _everybody(request))


@pytest.fixture
def town(desk: Desk) -> Desk:
    """p1 lives in the north, p2 in the south."""
    units = {"unit": ["north", "south"], "parent": ["city"] * 2, "level": ["street"] * 2, "name": ["N", "S"]}
    tables: dict[str, Any] = {
        "units": units, "places": {"place": ["h1", "h2"], "kind": ["household"] * 2, "unit": ["north", "south"]},
        "persons": {"person": ["p1", "p2"]},
        "residences": {"person": ["p1", "p2"], "place": ["h1", "h2"], "kind": ["current"] * 2},
    }  # fmt: skip
    facts.append_all(desk.server, desk.home, {name: pl.DataFrame(each) for name, each in tables.items()}, "c", "f")
    return desk


@contextmanager
def limited_to(desk: Desk, *areas: str | None) -> Iterator[Browser]:
    """A browser in which somebody signed in whose roles hold in these areas (None: everywhere)."""
    at = datetime.now(UTC) - timedelta(minutes=1)
    made = account(desk, f"of {areas}")
    with transaction(desk.server, "owner") as connection:
        for area in areas:
            accounts.grant(connection, made, Role("area_officer", f"house of {area}", area), at)
    with transaction(desk.server) as connection:
        token = sessions.open_(connection, made, "passkey", datetime.now(UTC))
    app = application(desk)
    for page in (forgetful, frames, streamed, kept):
        app.register(page)
    with Browser(app) as found:
        found.cookies.set(COOKIE, token)
        yield found


@pytest.mark.parametrize("page", ["/forgetful", "/frames", "/streamed"])
def test_a_page_that_forgets_who_looks_shows_an_officer_nobody_of_another_area(town: Desk, page: str) -> None:
    for areas, seen in ((("north",), ["p1"]), (("north", "south"), ["p1", "p2"]), (("elsewhere",), [])):
        with limited_to(town, *areas) as there:
            answer = there.get(page)
            found = answer.text.split() if page == "/streamed" else answer.json()
            assert (answer.status_code, found) == (200, seen)


def test_whose_role_holds_everywhere_sees_everybody(town: Desk) -> None:
    with limited_to(town, "north", None) as there:
        assert there.get("/forgetful").json() == ["p1", "p2"]


@pytest.mark.parametrize(("role", "other"), [("area_officer", "clerk"), ("commander", "press_officer")])
def test_a_role_elsewhere_that_looks_at_no_people_widens_nothing(town: Desk, role: str, other: str) -> None:
    app = application(town)
    app.register(forgetful)
    with officer(app, "both", Role(role, "street", "north"), Role(other, "hq")) as there:
        assert there.get("/forgetful").json() == ["p1"]


@pytest.mark.parametrize(
    ("action", "resource", "there"),
    [("look", "plan", ("north",)), ("look", "situation", None), ("import", ("facts", "results"), None)],
)
def test_somebody_does_a_thing_where_the_roles_hold_that_grant_it(
    action: str, resource: str, there: tuple[str, ...] | None
) -> None:
    who = Subject(UUID(int=1), "both", (Role("area_officer", "street", "north"), Role("clerk", "hq")))
    assert areas_of(who, action, resource) == there


def test_what_is_kept_for_everybody_does_not_depend_on_who_asked_first(town: Desk) -> None:
    with limited_to(town, "north") as there:
        assert there.get("/kept").json() == ["p1", "p2"]


def test_who_is_limited_signs_out_and_is_refused_as_everybody_is(town: Desk) -> None:
    with limited_to(town, "north") as there:
        assert there.get(there.page_of("p2")).status_code == 404
        assert there.get("/import").status_code == 403
        assert there.send_form("/sign-out").status_code == 303
        assert there.get("/forgetful").status_code == 303
