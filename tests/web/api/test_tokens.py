"""Tokens: what they open, for how long, and what they never do."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from sqlalchemy import text

from seawall.desk.opening import Desk
from seawall.store import accounts
from seawall.store.accounts import ROLES, Role
from seawall.store.database import transaction
from seawall.store.tokens import LONGEST, Scope
from seawall.web.access import ACTIONS, RESOURCES, TOKENS, Subject, decide
from seawall.web.api import tokens
from seawall.web.api.bearer import Pace
from seawall.web.api.tokens import TokenError
from seawall.web.app import application
from tests.web.api.programs import Program, account, program, token
from tests.web.browsers import signed_in
from tests.web.journals import journal

ASKED = list(product(ACTIONS, RESOURCES))
PURPOSE = {"name": "trace", "look": "contact_tracing"}


def stead(role: str, *scopes: Scope) -> Subject:
    return Subject(UUID(int=1), "wang", (Role(role, "hq"),), scopes)


@pytest.mark.parametrize("role", ROLES)
def test_a_token_for_everything_may_what_the_role_may_of_what_tokens_are_for(role: str) -> None:
    every = stead(role, *(Scope(*each) for each in ASKED))
    themselves = Subject(UUID(int=1), "wang", (Role(role, "hq"),))
    for asked in ASKED:
        may = decide(every, *asked, PURPOSE.get(asked[0]), "C1")
        theirs = decide(themselves, *asked, PURPOSE.get(asked[0]), "C1")
        assert may == (theirs and (" ".join(asked) in TOKENS or asked == ("look", "api"))), asked


@pytest.mark.parametrize("role", ROLES)
def test_each_scope_opens_itself_alone(role: str) -> None:
    for given, asked in product(ASKED, ASKED):
        may = decide(stead(role, Scope(*given)), *asked, PURPOSE.get(asked[0]), "C1")
        assert not may or asked in (given, ("look", "api"))
    assert not any(decide(stead(role), *asked) for asked in ASKED)


def test_a_scope_of_one_table_opens_that_table_and_nothing_that_names_none() -> None:
    one = stead("epidemiologist", Scope("look", "facts", "cases"))
    assert decide(one, "look", "facts", table="cases")
    assert not decide(one, "look", "facts", table="persons")
    assert not decide(one, "look", "facts")


def test_a_token_of_one_table_reads_no_other(desk: Desk) -> None:
    with program(desk, "wang", "epidemiologist", "look:facts:cases") as there:
        assert there.get("/api/v1/facts/cases").status_code == 200
        refused = there.get("/api/v1/facts/persons")
        assert (refused.status_code, refused.json()["type"]) == (403, "/api/v1/problems/not-allowed")
    assert [said.actor for said in journal(desk, "refusal")] == ["wang"]


@pytest.mark.parametrize("said", ["", "Bearer", "Bearer ", "Bearer x", "Basic d2FuZzp4", "Bearer seawall_" + "a" * 43,
                                  "Bearer seawall_" + "a" * 5000])  # fmt: skip
def test_who_bears_no_token_is_told_so_and_nothing_else(desk: Desk, said: str) -> None:
    with Program(application(desk), "") as there:
        for address in ("/api/v1/facts/persons", "/api/v1/facts/nothing"):
            answered = there.get(address, headers={"Authorization": said})
            assert (answered.status_code, answered.json()["type"]) == (401, "/api/v1/problems/no-token")
            assert answered.headers["www-authenticate"] == 'Bearer realm="seawall"'
            assert "set-cookie" not in answered.headers


def test_a_cookie_opens_nothing_of_the_api_and_a_token_no_page(desk: Desk) -> None:
    with signed_in(desk, "wang", "epidemiologist") as there:
        assert there.get("/situation").status_code == 200
        assert there.get("/api/v1/facts/persons").status_code == 401
    with program(desk) as there:
        there.follow_redirects = False
        assert there.get("/situation").status_code == 303


def test_a_token_in_an_address_opens_nothing(desk: Desk) -> None:
    said = token(desk, "wang", "epidemiologist")
    with Program(application(desk), "") as there:
        assert there.get(f"/api/v1/facts/persons?access_token={said}&token={said}").status_code == 401


def test_a_token_ends_by_itself_with_its_account_and_when_it_is_ended(desk: Desk) -> None:
    over = token(desk, "over", "epidemiologist", ends=datetime.now(UTC) - timedelta(seconds=1))
    ended = token(desk, "ended", "epidemiologist", name="ended")
    gone = token(desk, "gone", "epidemiologist")
    good = token(desk, "good", "epidemiologist")
    tokens.end(desk, "ended")
    with transaction(desk.server, "owner") as connection:
        accounts.end(connection, account(desk, "gone"), datetime.now(UTC))
    account(desk, "gone", Role("epidemiologist", "hq"))  # who comes again begins without any
    app = application(desk)
    for said, status in ((over, 401), (ended, 401), (gone, 401), (good, 200)):
        with Program(app, said) as there:
            assert there.get("/api/v1/facts/persons").status_code == status


def test_a_token_may_no_more_than_its_officer_may_now(desk: Desk) -> None:
    with program(desk, "wang", "epidemiologist", "look:facts") as there:
        assert there.get("/api/v1/facts/persons").status_code == 200
        with transaction(desk.server, "owner") as connection:
            connection.execute(text("UPDATE access.roles SET role = 'clerk'"))
        assert there.get("/api/v1/facts/persons").status_code == 403


def test_when_a_token_was_last_used_is_known_and_the_token_itself_is_not(desk: Desk) -> None:
    said = token(desk, "wang", "epidemiologist")
    with Program(application(desk), said) as there:
        there.get("/api/v1/facts/persons")
    (entry,) = tokens.every(desk)
    assert entry.used is not None
    with transaction(desk.server, "owner") as connection:
        assert said.encode() not in bytes(connection.scalar(text("SELECT digest FROM access.tokens")))
        assert said not in str(connection.execute(text("SELECT body FROM journal.entries")).all())


def test_who_asks_too_often_waits(desk: Desk) -> None:
    app = application(desk)
    app.state.pace = Pace(often=2, strangers=1)
    with Program(app, token(desk, "wang", "epidemiologist")) as there:
        assert [there.get("/api/v1/facts/persons").status_code for _ in range(3)] == [200, 200, 429]
        assert there.get("/api/v1/facts/persons").headers["retry-after"] == "60"
        nobody = {"Authorization": ""}
        assert [there.get("/api/v1/facts/persons", headers=nobody).status_code for _ in range(2)] == [401, 429]


def test_a_token_is_made_shown_once_journalled_and_listed(desk: Desk) -> None:
    account(desk, "wang", Role("epidemiologist", "hq"))
    said = tokens.add(desk, "wang", "warehouse", ["look:facts:cases@371526", "import:facts"], 7)
    (entry,) = tokens.every(desk)
    assert (entry.name, entry.officer) == ("warehouse", "wang")
    assert entry.scopes == (Scope("look", "facts", "cases", "371526"), Scope("import", "facts"))
    assert entry.ends - entry.made == timedelta(days=7)
    assert len(said) >= len("seawall_") + 43
    (given,) = journal(desk, "grant")
    assert (given.purpose, given.subject) == ("token given", "wang")
    assert given.body["may"] == ["look:facts:cases@371526", "import:facts"]


@pytest.mark.parametrize(
    ("may", "days", "name", "why"),
    [
        ("sign:plan", 7, "a", "nothing that a token is for"), ("name:people", 7, "a", "nothing that a token is for"),
        ("look:stays", 7, "a", "nothing that a token is for"), ("look facts", 7, "a", "nothing that a token is for"),
        ("look:facts:names", 7, "a", "no table"), ("import:facts@371526", 7, "a", "an area limits what is read"),
        ("import:results", 7, "a", "may not do that themselves"), ("look:facts", 0, "a", "--days from 1 to 90"),
        ("look:facts", LONGEST.days + 1, "a", "--days from 1 to 90"), ("look:facts", 7, "A b", "--name"),
    ],
)  # fmt: skip
def test_a_token_that_cannot_be_is_refused_with_what_is_allowed(
    desk: Desk, may: str, days: int, name: str, why: str
) -> None:
    account(desk, "wang", Role("epidemiologist", "hq"))
    with pytest.raises(TokenError, match=why):
        tokens.add(desk, "wang", name, [may], days)


def test_nobody_makes_themselves_a_token_that_reads_facts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "who", lambda: "wang")
    account(desk, "wang", Role("epidemiologist", "hq"))
    with pytest.raises(TokenError, match="another person makes it"):
        tokens.add(desk, "wang", "mine", ["look:facts"], 7)
    assert tokens.add(desk, "wang", "mine", ["import:facts"], 7)


def test_the_desk_can_make_no_token_and_let_none_live_longer(desk: Desk) -> None:
    token(desk, "wang", "epidemiologist")
    for statement in (
        "UPDATE access.tokens SET ends = ends + interval '1 day'", "UPDATE access.tokens SET scopes = '[]'",
        "UPDATE access.tokens SET ended = NULL", "DELETE FROM access.tokens",
    ):  # fmt: skip
        with pytest.raises(Exception, match="permission denied"), transaction(desk.server) as connection:
            connection.execute(text(statement))
