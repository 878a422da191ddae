"""Passkeys, with a device in software: registered by who has just signed in, and what opens afterwards."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.desk.opening import Desk
from seawall.store.database import transaction
from seawall.web.sessions import COOKIE
from seawall.web.signin import challenges
from seawall.web.signin.devices import DeviceError, Host, answer, made
from tests.web.authenticators import PRESENT, VERIFIED, Authenticator, coded
from tests.web.browsers import Browser, browser, signed_in
from tests.web.journals import Said, journal

OWN = "/passkey"


@pytest.fixture
def device(desk: Desk) -> Authenticator:
    """A device with a key of wang, a commander."""
    found = Authenticator()
    assert register(signed_in(desk, "wang", "commander", way="password"), found) == 200
    return found


@pytest.fixture
def nobody(desk: Desk) -> Iterator[Browser]:
    with browser(desk) as found:
        yield found


def register(there: Browser, device: Authenticator, **lies: Any) -> int:
    options = there.send_json("/passkey/options")
    if options.status_code != 200:
        return options.status_code
    return there.send_json("/passkey/verify", device.create(options.json()) | lies).status_code


def proof(there: Browser, device: Authenticator, what: str, **form: str) -> str:
    """What a device answers when it is asked to sign a form."""
    return json.dumps(device.get(there.send_json(f"/passkey/proof/{what}", form).json()))


def sign_in(there: Browser, device: Authenticator, **more: Any) -> int:
    options = there.send_json("/sign-in/passkey/options").json()
    return there.send_json("/sign-in/passkey/verify", device.get(options) | more).status_code


def reasons(desk: Desk) -> list[str]:
    return [each.body["why"] for each in journal(desk, "refusal")]


# ---- who is let in


def test_who_registered_a_key_signs_in_with_it_and_types_nothing(
    desk: Desk, nobody: Browser, device: Authenticator
) -> None:
    options = nobody.send_json("/sign-in/passkey/options").json()
    assert (options["rpId"], options["userVerification"], options["allowCredentials"]) == (
        "seawall.example", "required", []
    )  # fmt: skip
    done = nobody.send_json("/sign-in/passkey/verify", device.get(options) | {"back": "/passkey"})
    assert (done.status_code, done.json()) == (200, {"go": "/passkey"})
    assert "<b>wang</b>" in nobody.get(OWN).text
    said = {"way": "passkey", "break_glass": False, "from": "testclient"}
    assert journal(desk, "sign_in") == [Said("wang", "sign in", "wang", said)]


def test_a_key_is_asked_to_know_whom_it_opens_and_to_see_who_holds_it(desk: Desk) -> None:
    there = signed_in(desk, "wang", "commander")
    options = there.send_json("/passkey/options").json()
    assert options["user"]["name"] == "wang"
    chosen = options["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["requireResidentKey"], chosen["userVerification"]) == (
        "required", True, "required"
    )  # fmt: skip


def test_the_journal_says_who_registered_a_key_and_how_they_had_signed_in(desk: Desk, device: Authenticator) -> None:
    said = {"way": "password", "from": "testclient", "copied": False}
    assert journal(desk, "grant") == [Said("wang", "passkey registered", "wang", said)]
    assert device.handle


def test_one_is_led_back_within_the_pages_alone(nobody: Browser, device: Authenticator) -> None:
    options = nobody.send_json("/sign-in/passkey/options").json()
    done = nobody.send_json("/sign-in/passkey/verify", device.get(options) | {"back": "//evil.example"})
    assert done.json() == {"go": "/"}


# ---- who is not


def lie(device: Authenticator, **lies: Any) -> Authenticator:
    for name, value in lies.items():
        setattr(device, name, value)
    return device


@pytest.mark.parametrize(
    ("lies", "why"),
    [
        ({"origin": "https://seawall.evil.example"}, "Unexpected client data origin"),
        ({"origin": "http://seawall.example"}, "Unexpected client data origin"),
        ({"host": "evil.example"}, "Unexpected RP ID hash"),
        ({"flags": PRESENT}, "User verification is required"),
        ({"flags": VERIFIED}, "User was not present"),
        ({"key": Authenticator().key}, "Could not verify authentication signature"),
        ({"number": b"another key's number"}, "no such passkey"),
        ({"handle": b"another account."}, "the device names another account"),
        ({"handle": b""}, "the device names another account"),
    ],
)
def test_whoever_lies_is_told_nothing_and_the_journal_why(
    desk: Desk, nobody: Browser, device: Authenticator, lies: dict[str, Any], why: str
) -> None:
    assert sign_in(nobody, lie(device, **lies)) == 403
    assert COOKIE not in nobody.cookies
    (said,) = reasons(desk)
    assert said.startswith(why)


def test_a_key_that_counts_back_is_a_copy(desk: Desk, nobody: Browser, device: Authenticator) -> None:
    assert sign_in(nobody, lie(device, count=6)) == 200
    with browser(desk) as other:
        assert sign_in(other, lie(device, count=5)) == 403
    assert reasons(desk)[0].startswith("Response sign count of 6 was not greater than current count of 7")


def test_no_challenge_is_like_another(nobody: Browser) -> None:
    given = {nobody.send_json("/sign-in/passkey/options").json()["challenge"] for _ in range(20)}
    assert (len(given), {len(each) for each in given}) == (20, {86})  # 64 bytes


def test_a_challenge_is_answered_once_by_the_browser_it_was_given(
    desk: Desk, nobody: Browser, device: Authenticator
) -> None:
    options = nobody.send_json("/sign-in/passkey/options").json()
    said = lie(device, count=-1).get(options)  # many devices count nothing: the challenge alone tells a copy
    with browser(desk) as other:
        assert other.send_json("/sign-in/passkey/verify", said).status_code == 403
        other.send_json("/sign-in/passkey/options")
        assert other.send_json("/sign-in/passkey/verify", said).status_code == 403
    assert nobody.send_json("/sign-in/passkey/verify", said).status_code == 200
    assert nobody.send_json("/sign-in/passkey/verify", said).status_code == 403


def test_a_challenge_that_was_left_for_too_long_is_none(
    nobody: Browser, device: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(challenges, "LASTS", timedelta(0))
    assert sign_in(nobody, device) == 403


def test_a_challenge_to_register_signs_nobody_in(desk: Desk, device: Authenticator) -> None:
    there = signed_in(desk, "li", "clerk")
    options = there.send_json("/passkey/options").json()
    assert there.send_json("/sign-in/passkey/verify", device.get(options)).status_code == 403


def test_the_key_of_an_account_that_was_ended_or_has_no_role_opens_nothing(
    desk: Desk, nobody: Browser, device: Authenticator
) -> None:
    for statement in ("UPDATE access.roles SET until = since", "UPDATE access.accounts SET active = false"):
        with transaction(desk.server, "owner") as connection:
            connection.exec_driver_sql(statement)
        assert sign_in(nobody, device) == 403
    assert reasons(desk) == ["they have no role", "no such passkey"]


# ---- registering


def test_a_key_is_registered_within_ten_minutes_of_signing_in(desk: Desk) -> None:
    assert register(signed_in(desk, "wang", "commander", ago=timedelta(minutes=9)), Authenticator()) == 200
    late = signed_in(desk, "li", "commander", ago=timedelta(minutes=10))
    assert register(late, Authenticator(number=b"another")) == 403
    assert "within ten minutes" in late.get(OWN).text


def test_nobody_who_is_not_signed_in_registers_a_key(nobody: Browser) -> None:
    for address in ("/passkey/options", "/passkey/verify"):
        assert nobody.send_json(address).status_code == 401


def test_a_key_is_registered_once_and_for_one_account(desk: Desk, device: Authenticator) -> None:
    with signed_in(desk, "li", "clerk") as other:
        assert register(other, Authenticator(number=device.number)) == 400
    with signed_in(desk, "wang", "commander") as again:
        (had,) = again.send_json("/passkey/options").json()["excludeCredentials"]
    assert had["id"] == coded(device.number)


@pytest.mark.parametrize(
    "lies", [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"flags": PRESENT}, {"flags": VERIFIED}]
)
def test_a_key_that_was_made_elsewhere_or_for_somebody_unseen_is_not_registered(
    desk: Desk, lies: dict[str, Any]
) -> None:
    assert register(signed_in(desk, "wang", "commander"), lie(Authenticator(), **lies)) == 400
    assert journal(desk, "grant") == []


def test_a_bare_number_has_no_keys_and_is_told_so(desk: Desk) -> None:
    with browser(desk, "https://127.0.0.1") as there:
        said = there.send_json("/sign-in/passkey/options")
    assert (said.status_code, "localhost" in said.json()["said"]) == (400, True)


def test_at_localhost_a_key_is_for_localhost(desk: Desk) -> None:
    with signed_in(desk, "wang", "commander", host="https://localhost:8080") as there:
        assert register(there, Authenticator(host="localhost", origin="https://localhost:8080")) == 200


def test_challenges_are_not_given_without_end(nobody: Browser) -> None:
    assert [nobody.send_json("/sign-in/passkey/options").status_code for _ in range(121)] == [200] * 120 + [429]


# ---- whatever comes


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"1", b"{", b"\xff", b"[" * 100_000, b'{"id":' * 50_000, b'{"rawId":"\\u0000"}']
)
def test_a_body_that_is_no_answer_is_refused_and_nothing_breaks(nobody: Browser, body: bytes) -> None:
    headers = {"x-csrftoken": nobody.token, "content-type": "application/json"}
    nobody.send_json("/sign-in/passkey/options")
    assert nobody.post("/sign-in/passkey/verify", content=body, headers=headers).status_code in (400, 403)


nested = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.binary(max_size=60).map(coded),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
coded_bytes = st.binary(max_size=90).map(coded)
response = st.fixed_dictionaries(
    {
        "clientDataJSON": coded_bytes | nested, "authenticatorData": coded_bytes | nested, "signature": coded_bytes,
        "attestationObject": coded_bytes | nested, "userHandle": nested,
    }
)  # fmt: skip
anything = st.dictionaries(st.sampled_from(["id", "rawId", "type", "response"]), nested) | st.fixed_dictionaries(
    {"id": coded_bytes, "rawId": coded_bytes, "type": st.just("public-key"), "response": response}
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(anything)
def test_whatever_a_device_says_is_an_answer_or_none_and_never_a_crash(said: dict[str, Any]) -> None:
    for read in (answer, lambda each: made(each, b"challenge", Host("seawall.example", "https://seawall.example"))):
        with suppress(DeviceError):
            read(said)


@pytest.mark.parametrize("lacking", [1, 3, -1, -2, -3])
def test_a_key_that_lacks_a_part_is_none(lacking: int) -> None:
    device, host = Authenticator(lacking=lacking), Host("seawall.example", "https://seawall.example")
    said = device.create({"user": {"id": coded(b"wang")}, "challenge": coded(b"challenge")})
    with pytest.raises(DeviceError):
        made(said, b"challenge", host)


@pytest.mark.parametrize("cut", range(0, 200, 7))
def test_a_registration_that_is_cut_off_is_none(cut: int) -> None:
    device, host = Authenticator(), Host("seawall.example", "https://seawall.example")
    said = device.create({"user": {"id": coded(b"wang")}, "challenge": coded(b"challenge")})
    whole = said["response"]["attestationObject"]
    said["response"]["attestationObject"] = whole[:cut]
    with pytest.raises(DeviceError):
        made(said, b"challenge", host)
    said["response"]["attestationObject"] = whole
    assert made(said, b"challenge", host).credential_id == device.number
