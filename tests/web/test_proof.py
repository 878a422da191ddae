"""Signing with a passkey: it signs this plan, this part of it and this role, once; without one the journal says so."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from httpx import Response

from seawall.desk import accounts
from seawall.desk.opening import Desk
from tests.web.authenticators import PRESENT, Authenticator
from tests.web.browsers import Browser, account, browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.served import PASSWORD
from tests.web.test_passkeys import register
from tests.web.test_plan import NIGHT, form, plan, rows, text

ROLE = {"role": "commander", "organisation": "county-headquarters"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk:
        yield desk


@pytest.fixture(scope="module")
def li(home: Desk) -> Iterator[Browser]:
    with signed_in(home, "officer-1", "commander", house="county-headquarters", way="password") as found:
        yield found


@pytest.fixture(scope="module")
def device(li: Browser) -> Authenticator:
    found = Authenticator()
    assert register(li, found) == 200
    return found


@contextmanager
def broken_glass(desk: Desk, officer: str, role: str, house: str) -> Iterator[Browser]:
    """A browser in which somebody without a passkey came in by their password."""
    account(desk, officer, role, house=house)
    accounts.set_password(desk.home.path, officer, PASSWORD)
    with browser(desk) as found:
        assert found.send_form("/sign-in/password", officer=officer, password=PASSWORD).status_code == 303
        yield found


def answer(there: Browser, device: Authenticator, asked: dict[str, Any]) -> str:
    options = there.send_json("/passkey/proof/plan", {**asked, **ROLE}).json()
    return json.dumps(device.get(options))


def sign(there: Browser, fields: dict[str, str], assertion: str) -> Response:
    return there.send_form("/plan/sign", **fields, **ROLE, assertion=assertion)


def test_who_has_a_passkey_signs_nothing_without_it(home: Desk, li: Browser, device: Authenticator) -> None:
    fields = form(plan(li, verbs="inform"))
    before = len(journal(home, "order"))
    whole = answer(li, device, {**fields, "verbs": "all"})
    other = answer(li, device, {**fields, "digest": "0" * 64})
    for assertion in ("", "{}", "[" * 5000, whole, other):
        refused = sign(li, fields, assertion)
        assert (refused.status_code, "your passkey has to sign this plan" in text(refused.text)) == (409, True)
    unseen = answer(li, Authenticator(key=device.key, handle=device.handle, flags=PRESENT, count=50), fields)
    stranger = answer(li, Authenticator(number=device.number, handle=device.handle, count=60), fields)
    for assertion in (unseen, stranger):
        assert sign(li, fields, assertion).status_code == 409
    assert len(journal(home, "order")) == before


@pytest.mark.usefixtures("device")
def test_a_passkey_of_another_account_signs_nothing(home: Desk, li: Browser) -> None:
    fields = form(plan(li, verbs="inform"))
    other = Authenticator(number=b"zhao's key")
    with signed_in(home, "zhao", "commander", house="county-headquarters") as there:
        assert register(there, other) == 200
    assert sign(li, fields, answer(li, other, fields)).status_code == 409


def test_with_the_passkey_it_is_signed_once_and_the_journal_says_by_what(
    home: Desk, li: Browser, device: Authenticator
) -> None:
    html = plan(li, verbs="inform")
    assert "data-proves" in html
    assert "Your passkey follows" in text(html)
    fields = form(html)
    device.count = 100
    said = answer(li, device, fields)
    assert sign(li, fields, said).status_code == 303
    body = journal(home, "order")[-1].body
    assert (body["proof"], body["break_glass"]) == ("passkey", False)
    assert sign(li, fields, said).status_code == 409


def test_after_ten_wrong_passwords_in_a_row_a_right_one_signs_nothing_either(home: Desk) -> None:
    wrong = PASSWORD[:-1]
    with broken_glass(home, "sun", "commander", "county-headquarters") as there:
        sign = partial(there.send_form, "/plan/sign", **form(plan(there)), **ROLE)
        for _ in range(9):
            assert "the password is wrong" in text(sign(password=wrong).text)
        assert "the password is wrong" not in text(sign(password=PASSWORD).text)
        for _ in range(10):
            assert "type your password beside the button" in text(sign().text)
        for _ in range(10):
            sign(password=wrong)
        assert "none is looked at for a quarter of an hour" in text(sign(password=PASSWORD).text)


def test_who_broke_the_glass_types_the_password_again_and_the_journal_says_how_they_had_signed_in(home: Desk) -> None:
    with broken_glass(home, "officer-2", "epidemiologist", "county-cdc") as wang:
        html = plan(wang)
        assert "the journal says that this is signed without one" in text(html)
        sign = partial(wang.send_form, "/plan/sign", **form(html), role="epidemiologist", organisation="county-cdc")
        before = len(journal(home, "order"))
        untyped, other = sign(), sign(password=PASSWORD[:-1])
        assert (untyped.status_code, other.status_code) == (409, 409)
        assert "type your password beside the button" in text(untyped.text)
        assert "the password is wrong" in text(other.text)
        assert PASSWORD[:-1] not in other.text
        assert len(journal(home, "order")) == before
        refused = [
            each for each in journal(home, "refusal") if (each.actor, each.purpose) == ("officer-2", "type password")
        ]
        assert [each.body["why"] for each in refused] == ["another password"]
        assert "a wrong password was typed to sign" in text(wang.get("/passkey").text)
        assert sign(password=PASSWORD).status_code == 303
    body = [*journal(home, "order"), *journal(home, "signature")]
    last = next(each.body for each in body if each.actor == "officer-2" and "proof" in each.body)
    assert (last["proof"], last["break_glass"]) == ("password", True)


def test_the_row_that_was_read_is_still_open_beside_a_wrong_password(home: Desk) -> None:
    with broken_glass(home, "zhou", "commander", "county-headquarters") as there:
        key = rows(plan(there))[-1][1]
        html = plan(there, row=key)
        assert f'name="row" value="{key}"' in html
        again = there.send_form("/plan/sign", **form(html), row=key, **ROLE, password=PASSWORD[:-1]).text
    assert "the password is wrong" in text(again)
    assert re.search(rf'row={key}[^"]*#reasons" aria-current="true"', again)


def test_who_came_in_at_their_organisation_signs_within_ten_minutes_of_it(home: Desk) -> None:
    for officer, minutes, status in (("qian", 11, 409), ("officer-3", 9, 303)):
        house, ago = "county-government", timedelta(minutes=minutes)
        with signed_in(home, officer, "commander", house=house, way="oidc", ago=ago) as there:
            html = plan(there)
            assert 'type="password"' not in html
            done = there.send_form("/plan/sign", **form(html), role="commander", organisation=house)
            assert done.status_code == status
            assert ("sign within ten minutes of it" in text(done.text)) == (status == 409)
