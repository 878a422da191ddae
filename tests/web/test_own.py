"""One's own account: its break-glass password is changed by who knows the old one, its sessions are ended,
and it is told of what happened to it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from httpx import Response

from seawall.desk.opening import Desk
from seawall.store import accounts, notices, rights, sessions
from seawall.store import journal as entries
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.store.sessions import Way
from seawall.web.sessions import COOKIE
from tests.web.authenticators import Authenticator
from tests.web.browsers import Browser, account, browser, signed_in
from tests.web.journals import Said, journal
from tests.web.test_passkeys import register
from tests.web.test_signin import HASH, LONG, try_
from tests.web.test_situation import text

OWN = "/passkey"
NEW = "nine otters under the old bridge"


@pytest.fixture
def wang(desk: Desk) -> Iterator[Browser]:
    """A browser in which wang, a commander with a password, signed in with a passkey."""
    with signed_in(desk, "wang", "commander") as found:
        with transaction(desk.server, "owner") as connection:
            accounts.set_password(connection, account(desk, "wang"), HASH)
        yield found


def again(desk: Desk, officer: str = "wang", way: Way = "passkey") -> Browser:
    """Another browser in which the same officer is signed in."""
    with transaction(desk.server) as connection:
        found = accounts.find(connection, officer)
        assert found is not None
        token = sessions.open_(connection, found.account, way, datetime.now(UTC))
    there = browser(desk)
    there.cookies.set(COOKIE, token)
    return there


def change(there: Browser, new: str = NEW, old: str = LONG, **more: str) -> Response:
    return there.send_form(f"{OWN}/password", **{"old": old, "new": new, "again": new, **more})


# ---- the password


def test_who_knows_the_old_password_changes_it_and_the_new_one_opens(desk: Desk, wang: Browser) -> None:
    done = change(wang)
    assert (done.status_code, "Your password is changed" in done.text) == (200, True)
    with browser(desk) as nobody:
        assert (try_(nobody), try_(nobody, typed=NEW)) == (403, 303)
    said = {"break_glass": True, "way": "passkey", "sessions": 0}
    assert journal(desk, "grant") == [Said("wang", "password changed", "wang", said)]


def test_a_changed_password_ends_every_other_session_and_gives_this_browser_another_token(
    desk: Desk, wang: Browser
) -> None:
    before = wang.cookies[COOKIE]
    with again(desk) as phone, again(desk, way="password") as thief, signed_in(desk, "li", "clerk") as li:
        done = change(wang)
        assert [each.get(OWN).status_code for each in (wang, phone, thief, li)] == [200, 303, 303, 200]
    assert before not in "".join(done.headers.get_list("set-cookie"))
    with browser(desk) as old:
        old.cookies.set(COOKIE, before)
        assert old.get(OWN).status_code == 303
    assert journal(desk, "grant")[-1].body["sessions"] == 2


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"old": "another old password"}, "the old password is another one"),
        ({"old": ""}, "the old password is another one"),
        ({"again": f"{NEW}!"}, "typed in two ways"),
        ({"new": "fourteen chars", "again": "fourteen chars"}, "has 15 to 256 characters, and this one 14"),
        ({"new": "x" * 257, "again": "x" * 257}, "and this one 257"),
        ({"new": "the WANG of the county", "again": "the WANG of the county"}, "neither holds the officer"),
        ({"new": "hq break-glass 2026!", "again": "hq break-glass 2026!"}, "beside words of this desk"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    desk: Desk, wang: Browser, fields: dict[str, str], why: str
) -> None:
    with again(desk) as phone:
        answer = change(wang, **fields)
        assert (answer.status_code, why in answer.text) == (409, True)
        assert phone.get(OWN).status_code == 200
    for typed in (each for each in fields.values() if each):
        assert f'value="{typed}"' not in answer.text
    with browser(desk) as nobody:
        assert try_(nobody) == 303
    (refused,) = journal(desk, "refusal")
    assert (refused.actor, refused.purpose, why in refused.body["why"]) == ("wang", "change password", True)
    assert journal(desk, "grant") == []


def test_who_finds_an_open_desk_guesses_the_old_password_ten_times_and_no_more(desk: Desk, wang: Browser) -> None:
    assert [change(wang, old=f"guess {nth}").status_code for nth in range(10)] == [409] * 10
    answer = change(wang)
    assert (answer.status_code, "Tried too often" in answer.text) == (429, True)
    assert try_(wang) == 429  # the door counts with it
    with signed_in(desk, "li", "clerk") as li:
        assert li.get(OWN).status_code == 200


def test_who_has_no_password_is_told_who_gives_one_and_gets_none(desk: Desk) -> None:
    with signed_in(desk, "li", "clerk") as li:
        shown = li.get(OWN).text
        assert "whoever holds the home gives one" in shown
        assert 'name="old"' not in shown
        assert change(li, old="").status_code == 409
        assert change(li).status_code == 409


def test_an_officer_of_one_area_changes_theirs(desk: Desk) -> None:
    with signed_in(desk, "sun") as sun:
        with transaction(desk.server, "owner") as connection:
            made = account(desk, "sun")
            accounts.grant(connection, made, Role("area_officer", "street-3", "371526"), datetime.now(UTC))
            accounts.set_password(connection, made, HASH)
        assert change(sun).status_code == 200
        assert sun.get(OWN).status_code == 200


def test_a_form_without_its_token_changes_nothing(wang: Browser) -> None:
    data = {"old": LONG, "new": NEW, "again": NEW}
    assert wang.post(f"{OWN}/password", data=data).status_code == 403
    assert try_(wang) == 303


def test_a_password_manager_knows_which_field_is_which_and_may_paste(wang: Browser) -> None:
    shown = wang.get(OWN).text
    for name, kind in (("old", "current-password"), ("new", "new-password"), ("again", "new-password")):
        assert f'name="{name}" type="password" autocomplete="{kind}"' in shown


def test_a_refusal_is_said_in_chinese(wang: Browser) -> None:
    wang.headers["Accept-Language"] = "zh-CN"
    assert "原密码不对" in change(wang, old="another").text
    assert "密码须有 15 到 256 个字符，这一个有 5 个" in change(wang, "short").text
    assert "密码已更改" in change(wang).text


# ---- the sessions


def ends(shown: str) -> list[str]:
    """The sessions that a page can end, by their names."""
    return re.findall(r'name="session" value="([0-9a-f]{64})"', shown)


def test_an_officer_sees_their_sessions_and_which_is_this_one(desk: Desk, wang: Browser) -> None:
    with again(desk, way="password"), signed_in(desk, "li", "clerk", way="oidc"):
        shown = text(wang.get(OWN).text)
    assert "with the break-glass password, since" in shown
    assert re.search(r"with a passkey, since [\d-]+ [\d:]+, last used [\d-]+ [\d:]+ this browser", shown)
    assert "organisation" not in shown
    assert len(ends(wang.get(OWN).text)) == 1


def test_an_officer_ends_one_session_and_the_others_go_on(desk: Desk, wang: Browser) -> None:
    with again(desk) as phone, again(desk) as tablet:
        (first, second) = ends(wang.get(OWN).text)  # the newest first
        done = wang.send_form(f"{OWN}/sessions/end", session=first)
        assert (done.status_code, "Ended, and in the journal" in done.text) == (200, True)
        assert [each.get(OWN).status_code for each in (wang, phone, tablet)] == [200, 200, 303]
        assert ends(wang.get(OWN).text) == [second]
        assert wang.send_form(f"{OWN}/sessions/end", session=first).status_code == 409
    assert journal(desk, "grant") == [Said("wang", "sessions ended", "wang", {"sessions": 1, "from": "testclient"})]


def test_an_officer_ends_all_other_sessions_of_theirs_and_nobody_elses(desk: Desk, wang: Browser) -> None:
    with again(desk) as phone, again(desk) as tablet, signed_in(desk, "li", "clerk") as li:
        assert wang.send_form(f"{OWN}/sessions/end").status_code == 200
        assert [each.get(OWN).status_code for each in (wang, phone, tablet, li)] == [200, 303, 303, 200]
        theirs = rights.session(li.cookies[COOKIE])
        assert wang.send_form(f"{OWN}/sessions/end", session=theirs).status_code == 409
        assert li.get(OWN).status_code == 200
    assert wang.send_form(f"{OWN}/sessions/end", session=rights.session(wang.cookies[COOKIE])).status_code == 409
    assert wang.get(OWN).status_code == 200


def test_other_sessions_are_ended_within_ten_minutes_of_signing_in(desk: Desk) -> None:
    with signed_in(desk, "wang", "commander", ago=timedelta(minutes=11)) as stale, again(desk) as phone:
        shown = stale.get(OWN).text
        assert (ends(shown), "Sign out and in again first: other sessions" in shown) == ([], True)
        assert stale.send_form(f"{OWN}/sessions/end").status_code == 403
        assert phone.get(OWN).status_code == 200
    assert journal(desk, "grant") == []


def test_what_names_a_session_on_the_page_opens_nothing(desk: Desk, wang: Browser) -> None:
    with again(desk):
        (name,) = ends(wang.get(OWN).text)
    with browser(desk) as nobody:
        nobody.cookies.set(COOKIE, name)
        assert nobody.get(OWN).status_code == 303


# ---- what happened to it

BAR = "Something happened to your account since you last looked at it:"


def told(there: Browser, address: str = "/situation") -> int:
    """How many things the bar of a page tells of."""
    there.app.state.notices.changed("wang")
    found = re.search(rf"{BAR} (\d+)", there.get(address).text)
    return int(found[1]) if found else 0


def look(there: Browser) -> Response:
    (place,) = re.findall(r'name="place" value="([^"]+)"', there.get(OWN).text)
    return there.send_form(f"{OWN}/looked", place=place)


def test_an_officer_is_told_on_every_page_of_a_break_glass_sign_in_until_they_looked(desk: Desk, wang: Browser) -> None:
    assert told(wang) == 0
    with browser(desk) as other, signed_in(desk, "li", "clerk") as li:
        assert try_(other) == 303
        assert [told(wang, address) for address in ("/situation", "/plan", OWN)] == [1, 1, 1]
        assert told(li) == 0
    assert "signed in with the break-glass password, from testclient" in text(wang.get(OWN).text)
    assert "It is in the journal that you looked at it." in look(wang).text
    assert told(wang) == 0
    shown = wang.get(OWN).text
    assert "signed in with the break-glass password" in shown
    assert 'name="place"' not in shown
    assert journal(desk, "sign_in")[-1][:3] == ("wang", "own account looked at", "wang")


def test_an_officer_is_told_of_refused_sign_ins_and_of_everything_that_changes_what_opens_their_account(
    desk: Desk, wang: Browser
) -> None:
    with browser(desk) as thief:
        assert try_(thief, typed="a guess") == 403
    change(wang, old="another guess")
    register(wang, Authenticator())
    with transaction(desk.server) as connection:
        (key,) = rights.keys(connection, account(desk, "wang"))
    with signed_in(desk, "ann", "administrator") as ann:
        for deed, more in (("passkey/revoke", {"passkey": key.name}), ("sessions/end", {})):
            assert ann.send_form(f"/administration/account/{deed}", officer="wang", **more).status_code == 200
    with again(desk) as back:
        change(back)
        shown = text(back.get(OWN).text)
        assert told(back) == 5
    assert re.search(r"new 20\d\d", shown)
    for said in (
        "a sign-in was refused, from testclient", "changing the password was refused", "a passkey was registered",
        "a passkey was revoked, by ann", "the break-glass password was changed",
    ):  # fmt: skip
        assert said in shown


def test_what_came_after_the_page_was_shown_is_told_still(desk: Desk, wang: Browser) -> None:
    with browser(desk) as other:
        try_(other)
        (place,) = re.findall(r'name="place" value="([^"]+)"', wang.get(OWN).text)
        try_(other)
    wang.send_form(f"{OWN}/looked", place=place)
    assert told(wang) == 1
    assert wang.send_form(f"{OWN}/looked", place="17").status_code == 400
    assert told(wang) == 1


def test_nobody_looks_in_the_stead_of_another(desk: Desk, wang: Browser) -> None:
    with browser(desk) as other, signed_in(desk, "li", "clerk") as li:
        try_(other)
        (place,) = re.findall(r'name="place" value="([^"]+)"', wang.get(OWN).text)
        li.send_form(f"{OWN}/looked", place=place)
    assert told(wang) == 1


def test_what_is_older_than_ninety_days_is_found_in_the_journal_alone(desk: Desk) -> None:
    now = datetime.now(UTC)
    with transaction(desk.server) as connection:
        for days in (89, 91):
            body = {"way": "password", "break_glass": True, "from": "10.0.0.7"}
            at = now - timedelta(days=days)
            entries.append(connection, "sign_in", "wang", "sign in", "wang", body, at)
            entries.append(connection, "sign_in", "wang", "sign in", "wang", {**body, "break_glass": False}, at)
    with transaction(desk.server, "auditor") as connection:
        (found,) = notices.of(connection, "wang", now)
    assert (found.at, found.new) == (now - timedelta(days=89), True)
