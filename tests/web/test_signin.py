"""Signing in with the break-glass password, and out: what opens, what is refused, and what the journal says."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from argon2 import PasswordHasher

from seawall.desk.opening import Desk
from seawall.store import accounts
from seawall.store.database import transaction
from seawall.web.sessions import COOKIE
from seawall.web.signin.breakglass import account_of, nobodys
from tests.web.browsers import Browser, account, browser, signed_in
from tests.web.journals import Said, journal

LONG = "seven herons over the weir"
HASH = PasswordHasher().hash(LONG)
OWN = "/passkey"


def opens(desk: Desk, officer: str, *roles: str) -> None:
    """An account that the password opens."""
    made = account(desk, officer, *roles)
    with transaction(desk.server, "owner") as connection:
        accounts.set_password(connection, made, HASH)


@pytest.fixture
def nobody(desk: Desk) -> Iterator[Browser]:
    opens(desk, "wang", "commander")
    with browser(desk) as found:
        yield found


def try_(there: Browser, officer: str = "wang", typed: str = LONG, back: str = "/") -> int:
    return there.send_form("/sign-in/password", officer=officer, password=typed, back=back).status_code


# ---- who is let in


def test_a_password_is_masked_and_may_be_pasted(nobody: Browser) -> None:
    (field,) = re.findall(r'<input[^>]*name="password"[^>]*>', nobody.get("/sign-in").text)
    assert 'type="password" autocomplete="current-password" maxlength="256"' in field
    assert not re.search(r"on\w+=|readonly|data-", field)


def test_a_password_counts_as_it_is_to_the_last_letter(desk: Desk, nobody: Browser) -> None:
    whole = f" {'Kranich über dem Wehr 鹤 ' * 10} "
    with transaction(desk.server, "owner") as connection:
        accounts.set_password(connection, account(desk, "li", "clerk"), PasswordHasher().hash(whole))
    for typed in (whole[:-1], whole.strip(), whole.lower(), whole[:72]):
        assert try_(nobody, "li", typed) == 403
    assert try_(nobody, "li", whole) == 303


def test_a_page_leads_to_the_sign_in_and_after_it_back(nobody: Browser) -> None:
    asked = nobody.get("/passkey?incident=I")
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?back=/passkey%3Fincident%3DI")
    page = nobody.get(asked.headers["location"])
    assert page.status_code == 200
    assert 'name="back" value="/passkey?incident=I"' in page.text
    done = nobody.send_form("/sign-in/password", officer="wang", password=LONG, back="/passkey?incident=I")
    assert (done.status_code, done.headers["location"]) == (303, "/passkey?incident=I")
    assert nobody.get(OWN).status_code == 200
    assert nobody.get("/sign-in?back=/plan").headers["location"] == "/plan"


def test_what_the_browser_holds_is_for_this_host_alone_and_for_no_script(nobody: Browser) -> None:
    done = nobody.send_form("/sign-in/password", officer="wang", password=LONG)
    (said,) = [each for each in done.headers.get_list("set-cookie") if each.startswith(COOKIE)]
    assert re.fullmatch(
        r"__Host-session=[\w-]{43}; HttpOnly; Max-Age=43200; Path=/; SameSite=strict; Secure", said, re.IGNORECASE
    )


def test_each_sign_in_has_a_new_token_and_the_one_before_it_opens_nothing(nobody: Browser) -> None:
    try_(nobody)
    first = nobody.cookies[COOKIE]
    try_(nobody)
    second = nobody.cookies[COOKIE]
    assert first != second
    nobody.cookies.set(COOKIE, first)
    assert nobody.get(OWN).status_code == 303


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_elsewhere(nobody: Browser, back: str) -> None:
    done = nobody.send_form("/sign-in/password", officer="wang", password=LONG, back=back)
    assert done.headers["location"] == "/"


def test_who_signs_out_is_out_and_their_token_opens_nothing(desk: Desk, nobody: Browser) -> None:
    try_(nobody)
    token = nobody.cookies[COOKIE]
    done = nobody.send_form("/sign-out")
    assert (done.status_code, done.headers["location"]) == (303, "/sign-in")
    nobody.cookies.set(COOKIE, token)
    assert nobody.get(OWN).status_code == 303
    assert nobody.send_form("/sign-out").status_code == 303
    assert [each.purpose for each in journal(desk, "sign_in")] == ["sign in", "sign out"]


# ---- who is not


@pytest.mark.parametrize("officer", ["wang", "nobody", "li", "ended", "idle", ""])
def test_everybody_who_is_refused_is_told_the_same(desk: Desk, nobody: Browser, officer: str) -> None:
    account(desk, "li", "clerk")  # has no password
    opens(desk, "idle")  # has no role
    opens(desk, "ended", "clerk")
    with transaction(desk.server, "owner") as connection:
        connection.exec_driver_sql("UPDATE access.accounts SET active = false WHERE officer = 'ended'")
    password = "wrong" if officer == "wang" else LONG
    fields = {"officer": officer, "password": password, "back": "/"}
    done, other = (nobody.send_form("/sign-in/password", **fields | more) for more in ({}, {"officer": "no such"}))
    typed = [f'maxlength="64" value="{each}"' for each in (officer, "no such")]
    assert [each in text for each, text in zip(typed, (done.text, other.text), strict=True)] == [True, True]
    assert (done.status_code, done.text.replace(typed[0], typed[1])) == (403, other.text)
    assert "This account and password do not open anything here." in done.text
    assert COOKIE not in nobody.cookies
    assert len(journal(desk, "refusal")) == 2


def test_an_unknown_account_costs_the_same_hash_as_a_wrong_password(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens(desk, "wang", "commander")
    account(desk, "li", "clerk")
    checked: list[str] = []
    real = PasswordHasher.verify

    def noted(self: PasswordHasher, kept: str, password: str) -> object:
        checked.append(kept.rsplit("$", 2)[0])
        return real(self, kept, password)

    nobodys()
    monkeypatch.setattr(PasswordHasher, "verify", noted)
    monkeypatch.setattr(PasswordHasher, "hash", lambda *_: pytest.fail("a second hash takes as long again"))
    for officer in ("wang", "li", "nobody"):
        assert not account_of(desk.server, officer, "wrong")[1]
    assert checked == ["$argon2id$v=19$m=65536,t=3,p=4"] * 3


def test_while_a_password_is_looked_at_no_connection_is_held(
    desk: Desk, nobody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    real = PasswordHasher.verify

    def noted(self: PasswordHasher, kept: str, password: str) -> object:
        with transaction(desk.server, "owner") as connection:
            held.append(
                connection.exec_driver_sql(
                    "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%%' "
                    "AND datname = current_database()"
                ).scalar_one()
            )
        return real(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    assert [try_(nobody), try_(nobody, "nobody", "wrong")] == [303, 403]
    assert held == [0, 0]


def test_each_use_is_in_the_journal_and_marked(desk: Desk, nobody: Browser) -> None:
    try_(nobody, typed="wrong")
    try_(nobody)
    where = {"way": "password", "break_glass": True, "from": "testclient"}
    assert journal(desk, "refusal") == [
        Said("wang", "sign in", "wang", where | {"why": "no such account and password, or no role"})
    ]
    assert journal(desk, "sign_in") == [Said("wang", "sign in", "wang", where)]


def test_what_was_typed_for_no_account_stands_nowhere(desk: Desk, nobody: Browser) -> None:
    try_(nobody, officer=LONG, typed="")
    assert LONG not in str(journal(desk, "refusal"))
    assert journal(desk, "refusal")[0].actor == "nobody"


def test_after_ten_tries_of_an_account_its_password_opens_nothing_and_others_do(desk: Desk, nobody: Browser) -> None:
    opens(desk, "li", "clerk")
    assert [try_(nobody, "wang", "wrong") for _ in range(10)] == [403] * 10
    assert [try_(nobody, "Wang", LONG), try_(nobody, "wang", LONG)] == [429, 429]
    assert try_(nobody, "li", LONG) == 303
    assert len(journal(desk, "refusal")) == 11  # the first that was not looked at, and not each of a flood


def test_after_thirty_tries_an_address_opens_nothing(nobody: Browser) -> None:
    assert {try_(nobody, f"officer-{number}", "wrong") for number in range(30)} == {403}
    assert try_(nobody, "wang", LONG) == 429


def test_a_form_of_somebody_else_is_refused(nobody: Browser) -> None:
    sent = {"officer": "wang", "password": LONG}
    assert nobody.post("/sign-in/password", data=sent).status_code == 403
    assert nobody.post("/sign-in/password", data=sent | {"_csrf_token": "0" * 128}).status_code == 403


@pytest.mark.parametrize("officer", ["wa\0ng", "\udcff", "w" * 100_000, "' OR true --"])
def test_whatever_is_typed_for_an_account_is_one_or_none(nobody: Browser, officer: str) -> None:
    sent = {"_csrf_token": nobody.token, "officer": officer, "password": "\0" + officer}
    body = urlencode(sent, errors="surrogateescape")
    answered = nobody.post(
        "/sign-in/password", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answered.status_code == 403


# ---- how long it lasts


def test_a_session_that_was_left_is_over(desk: Desk) -> None:
    assert signed_in(desk, "wang", "commander", ago=timedelta(minutes=29)).get(OWN).status_code == 200
    assert signed_in(desk, "li", "commander", ago=timedelta(minutes=30)).get(OWN).status_code == 303


def test_an_account_that_is_ended_is_out_at_once(desk: Desk) -> None:
    there = signed_in(desk, "wang", "commander")
    assert there.get(OWN).status_code == 200
    with transaction(desk.server, "owner") as connection:
        connection.exec_driver_sql("UPDATE access.roles SET until = since")
    assert there.get(OWN).status_code == 303


# ---- the page


def test_the_page_is_chinese_where_chinese_is_asked_for_and_says_who_is_signed_in(desk: Desk) -> None:
    there = browser(desk)
    said = there.get("/sign-in", headers={"Accept-Language": "zh-CN"}).text
    assert "值班登录" in said
    assert "用通行密钥登录" in said
    assert "onclick" not in said
    assert "<script>" not in said
    assert "<b>wang</b>" in signed_in(desk, "wang", "commander").get(OWN).text
