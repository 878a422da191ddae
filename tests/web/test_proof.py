"""Signing with a passkey: it signs this plan, this part of it and this role, once; without one the journal says so."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from httpx import Response

from seawall.desk.opening import Desk
from tests.web.authenticators import PRESENT, Authenticator
from tests.web.browsers import Browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_passkeys import register
from tests.web.test_plan import NIGHT, form, plan, text

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


def test_without_any_passkey_the_journal_says_how_they_had_signed_in(home: Desk) -> None:
    with signed_in(home, "officer-2", "epidemiologist", house="county-cdc", way="password") as wang:
        html = plan(wang)
        assert "the journal says that this is signed without one" in text(html)
        done = wang.send_form("/plan/sign", **form(html), role="epidemiologist", organisation="county-cdc")
    assert done.status_code == 303
    body = [*journal(home, "order"), *journal(home, "signature")]
    last = next(each.body for each in body if each.actor == "officer-2" and "proof" in each.body)
    assert (last["proof"], last["break_glass"]) == ("password", True)
