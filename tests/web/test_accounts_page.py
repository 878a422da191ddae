"""Accounts as administrators give and end them on the page: by whom, to whom, and what the journal says of it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from httpx import Response

from seawall.desk.granting import GRAVE
from seawall.desk.opening import Desk
from seawall.store import accounts, identities, journal, rights, sessions
from seawall.store.accounts import ROLES, Role
from seawall.store.database import transaction
from seawall.web.administration.words import WORDS
from seawall.web.sessions import COOKIE
from tests.web.authenticators import Authenticator
from tests.web.browsers import Browser, account, browser, signed_in
from tests.web.journals import Said
from tests.web.journals import journal as entries
from tests.web.test_passkeys import proof, register, sign_in
from tests.web.test_situation import text

ACCOUNTS, ONE = "/administration/accounts", "/administration/account"
CHANGES = ("give", "role/end", "passkey/revoke", "unlink", "sessions/end", "end", "invite")


@pytest.fixture
def admin(desk: Desk) -> Iterator[Browser]:
    with signed_in(desk, "ann", "administrator") as found:
        yield found


def give(there: Browser, officer: str, role: str, organisation: str = "hq", area: str = "") -> Response:
    return there.send_form(f"{ONE}/give", officer=officer, role=role, organisation=organisation, area=area)


def roles(desk: Desk, officer: str) -> list[Role]:
    with transaction(desk.server) as connection:
        found = accounts.find(connection, officer)
        return list(accounts.roles(connection, found.account, datetime.now(UTC))) if found else []


def at_desk(desk: Desk, officer: str) -> Browser:
    """A browser in which somebody who has an account is signed in once more."""
    with transaction(desk.server) as connection:
        found = accounts.find(connection, officer)
        assert found is not None
        token = sessions.open_(connection, found.account, "passkey", datetime.now(UTC))
    there = browser(desk)
    there.cookies.set(COOKIE, token)
    return there


# ---- for whom it is


@pytest.mark.parametrize("role", ROLES)
def test_accounts_are_looked_at_by_administrators_and_auditors_and_changed_by_administrators(
    desk: Desk, role: str
) -> None:
    account(desk, "wang", "clerk")
    looks, changes = role in ("administrator", "auditor"), role == "administrator"
    with signed_in(desk, "zhao", role) as there:
        for address in (ACCOUNTS, f"{ONE}?officer=wang"):
            assert there.get(address).status_code == (200 if looks else 403)
            assert ("Give the role" in there.get(address).text) == changes
        for change in CHANGES:
            assert (there.send_form(f"{ONE}/{change}", officer="nobody").status_code == 403) != changes, change
        for address in ("/administration/grants/0/agree", "/administration/alarms/0.0/look"):
            assert (there.send_form(address).status_code == 403) != changes
    assert roles(desk, "wang") == [Role("clerk", "hq")]


def test_an_administrator_sees_no_people(admin: Browser) -> None:
    for address in ("/people", "/people/p001", "/plan", "/map", "/administration/journal"):
        assert admin.get(address).status_code in (403, 404)


def test_an_account_that_is_none_is_not_there(admin: Browser) -> None:
    for officer in ("nobody", "", "\x00", "ann' OR 1=1"):
        assert admin.get(ONE, params={"officer": officer}).status_code == 404


def test_every_role_has_a_word_in_both_languages() -> None:
    assert {f"role.{role}" for role in ROLES} <= set(WORDS)


# ---- giving and ending roles


def test_a_role_is_given_with_its_house_and_area_and_ended_and_both_stay_dated(desk: Desk, admin: Browser) -> None:
    before = datetime.now(UTC)
    assert "The role is given." in give(admin, "wang", "area_officer", "street-3", "371526").text
    assert roles(desk, "wang") == [Role("area_officer", "street-3", "371526")]
    assert "371526" in text(admin.get(ACCOUNTS).text)
    ended = admin.send_form(f"{ONE}/role/end", officer="wang", role="area_officer", organisation="street-3",
                            area="371526")  # fmt: skip
    assert ended.status_code == 200
    assert roles(desk, "wang") == []
    with transaction(desk.server) as connection:
        found = accounts.find(connection, "wang")
        assert found is not None
        (row,) = rights.roles(connection, found.account)
    assert before <= row.since <= (row.until or before)
    assert [(each.actor, each.purpose, each.subject, each.body) for each in entries(desk, "grant")] == [
        ("ann", "role given", "wang", {"role": "area_officer", "organisation": "street-3", "area": "371526"}),
        ("ann", "role ended", "wang", {"role": "area_officer", "organisation": "street-3", "area": "371526"}),
    ]


@pytest.mark.parametrize(
    ("officer", "role", "organisation", "area", "why"),
    [
        ("wang", "emperor", "hq", "", "is no role; allowed are commander"),
        ("wang", "clerk", " ", "", "a role is for an organisation"),
        ("wang", "area_officer", "street-3", "", "an area officer has an area"),
        (" ", "clerk", "hq", "", "is no officer"),
        ("a\nb", "clerk", "hq", "", "is no officer"),
    ],
)
def test_what_cannot_be_a_role_is_one_sentence_and_gives_nothing(
    desk: Desk, admin: Browser, officer: str, role: str, organisation: str, area: str, why: str
) -> None:
    answer = give(admin, officer, role, organisation, area)
    assert answer.status_code == 409
    assert why in answer.text
    assert entries(desk, "grant") == []


def test_nobody_gives_themselves_a_role_or_changes_their_own_account(desk: Desk, admin: Browser) -> None:
    assert "nobody gives themselves a role" in give(admin, "ann", "commander").text
    for change in CHANGES[1:]:
        answer = admin.send_form(f"{ONE}/{change}", officer="ann", role="administrator", organisation="hq")
        assert (answer.status_code, "nobody changes their own account" in answer.text) == (409, True)
    assert roles(desk, "ann") == [Role("administrator", "hq")]
    assert {each.subject for each in entries(desk, "refusal")} == {"ann"}
    assert "End this account" not in admin.get(ONE, params={"officer": "ann"}).text


@pytest.mark.parametrize("role", GRAVE)
def test_a_grave_role_is_given_by_two_administrators_neither_of_whom_gets_it(
    desk: Desk, admin: Browser, role: str
) -> None:
    account(desk, "wang", "clerk")
    assert "It waits an hour for a second administrator." in give(admin, "wang", role).text
    assert roles(desk, "wang") == [Role("clerk", "hq")]
    (number,) = [each.number for each in admin.app.state.grants.every()]
    agree = f"/administration/grants/{number}/agree"
    assert agree not in admin.get(ACCOUNTS).text
    assert "who asked is one, and another agrees" in admin.send_form(agree).text
    account(desk, "bob", "administrator")
    with transaction(desk.server) as connection:
        found = accounts.find(connection, "bob")
        assert found is not None
        token = sessions.open_(connection, found.account, "passkey", datetime.now(UTC))
    with Browser(admin.app) as other:
        other.cookies.set(COOKIE, token)
        assert agree in other.get(ACCOUNTS).text
        assert other.send_form(agree).status_code == 200
        assert other.send_form(agree).status_code == 404
    assert Role(role, "hq") in roles(desk, "wang")
    said = entries(desk, "grant")[-1]
    assert (said.actor, said.purpose, said.body["agreed"]) == ("ann", "role given", "bob")


def test_what_an_administrator_asked_for_comes_to_nothing_when_they_are_none_any_more(
    desk: Desk, admin: Browser
) -> None:
    give(admin, "wang", "auditor")
    (number,) = [each.number for each in admin.app.state.grants.every()]
    account(desk, "bob", "administrator")
    with transaction(desk.server, "owner") as connection:
        ann, bob = (accounts.find(connection, each) for each in ("ann", "bob"))
        assert ann is not None
        assert bob is not None
        accounts.end(connection, ann.account, datetime.now(UTC))
        token = sessions.open_(connection, bob.account, "passkey", datetime.now(UTC))
    with Browser(admin.app) as other:
        other.cookies.set(COOKIE, token)
        answer = other.send_form(f"/administration/grants/{number}/agree")
    assert "ann is no administrator any more" in answer.text
    assert roles(desk, "wang") == []


def test_nobody_gives_rights_and_audits_them(desk: Desk, admin: Browser) -> None:
    account(desk, "wang", "auditor")
    account(desk, "bob", "administrator")
    give(admin, "wang", "administrator")
    (number,) = [each.number for each in admin.app.state.grants.every()]
    with transaction(desk.server) as connection:
        bob = accounts.find(connection, "bob")
        assert bob is not None
        token = sessions.open_(connection, bob.account, "passkey", datetime.now(UTC))
    with Browser(admin.app) as other:
        other.cookies.set(COOKIE, token)
        assert (
            "who is auditor is not administrator too" in other.send_form(f"/administration/grants/{number}/agree").text
        )
    assert roles(desk, "wang") == [Role("auditor", "hq")]


# ---- sessions, passkeys, accounts


def test_sessions_that_are_ended_are_over_at_once(desk: Desk, admin: Browser) -> None:
    with signed_in(desk, "wang", "commander") as there:
        assert there.get("/situation").status_code == 200
        assert "with a passkey" in text(admin.get(ONE, params={"officer": "wang"}).text)
        assert admin.send_form(f"{ONE}/sessions/end", officer="wang").status_code == 200
        assert there.get("/situation").headers["location"].startswith("/sign-in")
    assert Said("ann", "sessions ended", "wang", {"sessions": 1}) in entries(desk, "grant")


def test_a_role_that_is_ended_opens_nothing_any_more_in_a_session_that_is_open(desk: Desk, admin: Browser) -> None:
    with signed_in(desk, "wang", "commander", "clerk") as there:
        assert there.get("/plan").status_code == 200
        admin.send_form(f"{ONE}/role/end", officer="wang", role="commander", organisation="hq")
        assert there.get("/plan").status_code == 403
        assert there.get("/import").status_code == 200


def test_an_account_that_is_ended_opens_nothing_and_its_id_stays(desk: Desk, admin: Browser) -> None:
    with signed_in(desk, "wang", "commander") as there:
        assert admin.send_form(f"{ONE}/end", officer="wang").status_code == 200
        assert there.get("/situation").status_code == 303
    assert "ended" in text(admin.get(ACCOUNTS).text)
    assert admin.send_form(f"{ONE}/end", officer="wang").status_code == 409


def test_one_passkey_is_revoked_and_the_other_goes_on_opening(desk: Desk, admin: Browser) -> None:
    first, second = Authenticator(), Authenticator(number=b"a key's number 2")
    there = signed_in(desk, "wang", "commander", way="password")
    assert (register(there, first), register(there, second)) == (200, 200)
    with transaction(desk.server) as connection:
        found = accounts.find(connection, "wang")
        assert found is not None
        names = [each.name for each in rights.keys(connection, found.account)]
    assert all(name[:16] in admin.get(ONE, params={"officer": "wang"}).text for name in names)
    with browser(desk) as other:
        assert sign_in(other, first) == 200
        assert admin.send_form(f"{ONE}/passkey/revoke", officer="wang", passkey=names[0]).status_code == 200
        assert other.get("/situation").status_code == 303
        assert sign_in(other, first) == 403
        assert sign_in(other, second) == 200
    assert admin.send_form(f"{ONE}/passkey/revoke", officer="wang", passkey=names[0]).status_code == 409
    assert Said("ann", "passkey revoked", "wang", {"passkey": names[0][:16]}) in entries(desk, "grant")


def test_who_is_unlinked_from_the_sign_in_of_their_organisation_is_out_at_once(desk: Desk, admin: Browser) -> None:
    issuer = "https://id.example"
    with signed_in(desk, "wang", "commander", way="oidc") as there:
        with transaction(desk.server, "owner") as connection:
            found = accounts.find(connection, "wang")
            assert found is not None
            identities.link(connection, found.account, issuer, "7", datetime.now(UTC))
        said = text(admin.get(ONE, params={"officer": "wang"}).text)
        assert f"Linked to the sign-in of the organisation {issuer}" in said
        assert "at the sign-in of the organisation" in said
        assert admin.send_form(f"{ONE}/unlink", officer="wang", issuer="https://other.example").status_code == 409
        assert there.get("/situation").status_code == 200
        assert admin.send_form(f"{ONE}/unlink", officer="wang", issuer=issuer).status_code == 200
        assert there.get("/situation").status_code == 303


# ---- invitations


def invited(there: Browser, officer: str) -> str:
    found = re.search(r"/invited#([0-9a-f]{32})<", there.send_form(f"{ONE}/invite", officer=officer).text)
    assert found is not None
    return found[1]


def registers(there: Browser, code: str, device: Authenticator) -> int:
    options = there.send_json("/invited/options", {"code": code})
    if options.status_code != 200:
        return options.status_code
    return there.send_json("/invited/verify", {**device.create(options.json()), "code": code}).status_code


def test_who_is_invited_registers_a_first_passkey_once_and_signs_in_with_it(desk: Desk, admin: Browser) -> None:
    account(desk, "wang", "clerk")
    code, device = invited(admin, "wang"), Authenticator()
    with Browser(admin.app) as there:
        assert "<b>wang</b>" in there.send_form("/invited", code=f" {code} ").text
        assert registers(there, code, device) == 200
        assert there.send_form("/invited", code=code).status_code == 404
        assert registers(there, code, Authenticator()) == 400
        assert there.get("/situation").status_code == 303
        assert sign_in(there, device) == 200
    said = entries(desk, "grant")
    assert [(each.actor, each.purpose) for each in said] == [("ann", "invited"), ("wang", "passkey registered")]
    assert (said[1].body["way"], said[1].body["by"]) == ("invitation", "ann")


def test_an_invitation_that_is_none_is_over_or_was_followed_by_another_opens_nothing(
    desk: Desk, admin: Browser
) -> None:
    account(desk, "wang", "clerk")
    first, second = invited(admin, "wang"), invited(admin, "wang")
    with Browser(admin.app) as there:
        for code in ("", "0" * 32, first):
            assert there.send_form("/invited", code=code).status_code == 404
            assert registers(there, code, Authenticator()) == 400
        admin.app.state.invitations.clock = lambda: datetime.now(UTC) + timedelta(hours=24)
        assert registers(there, second, Authenticator()) == 400


def test_what_opens_an_invitation_is_read_out_of_no_address(desk: Desk, admin: Browser) -> None:
    account(desk, "wang", "clerk")
    code = invited(admin, "wang")
    with Browser(admin.app) as there:
        for answer in (there.get("/invited", params={"code": code}), there.get(f"/invited?{code}")):
            assert (answer.status_code, "wang" in answer.text) == (200, False)
        assert there.post("/invited", data={"code": code}).status_code == 403


def waits(there: Browser) -> str:
    """The address at which the one thing that waits is agreed to."""
    (number,) = [each.number for each in there.app.state.grants.every()]
    return f"/administration/grants/{number}/agree"


def test_whose_role_is_grave_is_invited_by_two_and_who_asked_never_sees_what_opens_it(
    desk: Desk, admin: Browser
) -> None:
    there = signed_in(desk, "wang", "commander", way="password")
    assert register(there, Authenticator()) == 200
    with transaction(desk.server) as connection:
        found = accounts.find(connection, "wang")
        assert found is not None
        (key,) = rights.keys(connection, found.account)
    assert admin.send_form(f"{ONE}/passkey/revoke", officer="wang", passkey=key.name).status_code == 200
    asked = admin.send_form(f"{ONE}/invite", officer="wang").text
    assert "It waits an hour for a second administrator." in asked
    assert "/invited#" not in asked + admin.send_form(waits(admin)).text
    account(desk, "bob", "administrator")
    with Browser(admin.app) as other:
        other.cookies.set(COOKIE, at_desk(desk, "bob").cookies[COOKIE])
        assert "whoever agrees is shown it" in other.get(ACCOUNTS).text
        code = re.search(r"/invited#([0-9a-f]{32})<", other.send_form(waits(admin)).text)
        assert code is not None
        assert registers(other, code[1], Authenticator()) == 200
    assert admin.app.state.grants.every() == []
    assert Said("ann", "invited", "wang", {"agreed": "bob", "proof": "passkey"}) in entries(desk, "grant")


def test_nobody_is_invited_by_one_to_a_grave_role_that_comes_later(desk: Desk, admin: Browser) -> None:
    account(desk, "wang", "clerk")
    code = invited(admin, "wang")
    give(admin, "wang", "commander")
    assert "/invited#" not in admin.send_form(f"{ONE}/invite", officer="wang").text
    account(desk, "wang", "commander")
    with Browser(admin.app) as there:
        assert registers(there, code, Authenticator()) == 400


def test_who_has_a_passkey_is_not_invited_to_another(desk: Desk, admin: Browser) -> None:
    assert register(signed_in(desk, "wang", "commander", way="password"), Authenticator()) == 200
    answer = admin.send_form(f"{ONE}/invite", officer="wang")
    assert (answer.status_code, "wang has a passkey" in answer.text) == (409, True)
    assert "/invited#" not in answer.text


def test_the_journal_never_holds_what_opens_an_invitation(desk: Desk, admin: Browser) -> None:
    account(desk, "wang", "clerk")
    code = invited(admin, "wang")
    assert code not in str(entries(desk, "grant"))


# ---- break-glass sign-ins


def glass(desk: Desk, officer: str) -> None:
    with transaction(desk.server) as connection:
        body = {"way": "password", "break_glass": True, "from": "10.0.0.7"}
        journal.append(connection, "sign_in", officer, "sign in", officer, body, datetime.now(UTC))


BAR = "no administrator has looked at it"


def test_administrators_are_told_on_every_page_of_a_break_glass_sign_in_until_one_looked_at_it(
    desk: Desk, admin: Browser
) -> None:
    assert BAR not in admin.get("/situation").text
    glass(desk, "wang")
    admin.app.state.alarms.changed()
    for address in ("/situation", ACCOUNTS, "/passkey"):
        assert BAR in admin.get(address).text
    with signed_in(desk, "zhao", "commander") as other:
        assert BAR not in other.get("/situation").text
    look = re.search(r'action="(/administration/alarms/[^"]+/look)"', admin.get(ACCOUNTS).text)
    assert look is not None
    assert admin.send_form(look[1]).status_code == 200
    assert BAR not in admin.get("/situation").text
    assert "Somebody looked at it already." in admin.send_form(look[1]).text
    assert entries(desk, "sign_in")[-1][:3] == ("ann", "break-glass sign-in looked at", "wang")


def test_equal_break_glass_sign_ins_stand_in_one_line_and_each_of_them_is_looked_at(desk: Desk, admin: Browser) -> None:
    for officer in ("wang", "wang", "li", "wang"):
        glass(desk, officer)
    said = text(admin.get(ACCOUNTS).text)
    assert (said.count("from 10.0.0.7"), said.count("3 of them since"), said.count("I looked at all 3")) == (2, 1, 1)
    looks = re.findall(r'action="(/administration/alarms/[^"]+/look)"', admin.get(ACCOUNTS).text)
    glass(desk, "wang")
    assert admin.send_form(looks[0]).status_code == 200
    assert [each[2] for each in entries(desk, "sign_in") if each[1].endswith("looked at")] == ["wang"] * 3
    left = text(admin.get(ACCOUNTS).text)
    assert (left.count("from 10.0.0.7"), left.count("of them since")) == (2, 0)


def test_nobody_looks_at_their_own_break_glass_sign_in(desk: Desk, admin: Browser) -> None:
    glass(desk, "ann")
    admin.app.state.alarms.changed()
    shown = admin.get(ACCOUNTS).text
    assert "your own: another administrator looks at it" in shown
    assert "/look" not in shown
    with signed_in(desk, "bob", "administrator") as other:
        look = re.search(r'action="(/administration/alarms/[^"]+/look)"', other.get(ACCOUNTS).text)
        assert look is not None
        assert "another administrator looks" in admin.send_form(look[1]).text
        assert other.send_form(look[1]).status_code == 200


def test_the_page_says_who_signed_in_with_what_and_from_where(desk: Desk, admin: Browser) -> None:
    glass(desk, "wang")
    said = text(admin.get(ACCOUNTS).text)
    assert "wang signed in Break-glass password 10.0.0.7" in said


def test_who_has_a_passkey_agrees_to_a_grave_role_with_it_alone(desk: Desk, admin: Browser) -> None:
    account(desk, "wang", "clerk")
    give(admin, "wang", "commander")
    agree, device = waits(admin), Authenticator()
    number = agree.split("/")[3]
    with signed_in(desk, "bob", "administrator", way="password") as bob, Browser(admin.app) as other:
        assert register(bob, device) == 200
        other.cookies.set(COOKIE, bob.cookies[COOKIE])
        assert 'data-proves="/passkey/proof/grant"' in other.get(ACCOUNTS).text
        refused = other.send_form(agree)
        assert refused.status_code == 400
        assert "your passkey has to sign that you agree to this role" in refused.text
        assert roles(desk, "wang") == [Role("clerk", "hq")]
        assert other.send_form(agree, assertion=proof(other, device, "grant", number=number)).status_code == 200
    assert Role("commander", "hq") in roles(desk, "wang")
    body = entries(desk, "grant")[-1].body
    assert (body["agreed"], body["proof"]) == ("bob", "passkey")
