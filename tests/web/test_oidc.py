"""Signing in at one's organisation: with a real provider on this machine, and every answer of it that does not hold."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import unescape
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from httpx import Response
from joserfc.jwk import OctKey, RSAKey

from seawall.desk.opening import Desk
from seawall.store import accounts, identities, sessions
from seawall.store.database import transaction
from seawall.web.app import application
from seawall.web.sessions import COOKIE
from seawall.web.signin.provider import Provider, ProviderError, Shown, provider
from tests.web.browsers import Browser, account
from tests.web.journals import Said, journal
from tests.web.providers import CLIENT, SECRET, SmallProvider, small_provider

NOW, YEAR = int(time.time()), 365 * 86_400
"""When this file was read: hours may pass before its tests run."""


@pytest.fixture
def there() -> Iterator[SmallProvider]:
    with small_provider() as found:
        yield found


def linked(desk: Desk, there: SmallProvider) -> None:
    """wang's account is linked to u-17, li's to nobody."""
    made = account(desk, "wang", "commander")
    account(desk, "li", "clerk")
    with transaction(desk.server, "owner") as connection:
        identities.link(connection, made, there.issuer, "u-17", datetime.now(UTC))


@pytest.fixture
def nobody(desk: Desk, there: SmallProvider) -> Iterator[Browser]:
    """A browser in which nobody signed in."""
    linked(desk, there)
    with Browser(application(desk, Provider(there.issuer, CLIENT, SECRET))) as found:
        yield found


def begin(browser: Browser, back: str = "/plan") -> str:
    answer = browser.send_form("/sign-in/oidc", back=back)
    assert answer.status_code == 200
    leads = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.text)
    assert leads is not None
    return unescape(leads[1])


def come_back(browser: Browser, there: SmallProvider, **more: str) -> Response:
    return browser.get(there.authorize(begin(browser), **more))


def reasons(desk: Desk) -> list[str]:
    return [each.body["why"] for each in journal(desk, "refusal")]


def test_who_is_linked_signs_in_and_is_led_back_and_the_journal_says_how(
    desk: Desk, nobody: Browser, there: SmallProvider
) -> None:
    assert "Sign in with your organisation" in nobody.get("/sign-in").text
    answer = come_back(nobody, there)
    assert (answer.status_code, 'content="0;url=/plan"' in answer.text) == (200, True)
    assert "<b>wang</b>" in nobody.get("/passkey").text
    assert journal(desk, "sign_in") == [
        Said("wang", "sign in", "wang", {"way": "oidc", "break_glass": False, "from": "testclient"})
    ]
    assert nobody.send_form("/sign-out").status_code == 303
    assert nobody.get("/passkey").status_code == 303


def test_each_way_there_says_other_words_and_only_what_is_shown_of_the_verifier(nobody: Browser) -> None:
    one, other = (dict(parse_qsl(urlsplit(begin(nobody)).query)) for _ in range(2))
    assert one["code_challenge_method"] == "S256"
    assert one["redirect_uri"] == "https://seawall.example/sign-in/oidc/back"
    for name in ("state", "nonce", "code_challenge"):
        assert one[name] != other[name]
        assert len(one[name]) >= 43
    assert one["scope"] == "openid"
    assert "code_verifier" not in one


def test_the_document_and_the_keys_are_kept(nobody: Browser, there: SmallProvider) -> None:
    for _ in range(2):
        assert come_back(nobody, there).status_code == 200
    assert sorted(there.asked) == [
        "/.well-known/openid-configuration",
        "/jwks_uri",
        "/token_endpoint",
        "/token_endpoint",
    ]


# ---- it begins with a deed


def test_a_link_or_a_form_of_another_site_begins_no_journey(nobody: Browser, there: SmallProvider) -> None:
    assert nobody.get("/sign-in/oidc", params={"back": "/plan"}).status_code == 405
    for token in ({}, {"_csrf_token": "invented"}):
        assert nobody.post("/sign-in/oidc", data={"back": "/plan", **token}).status_code == 403
    assert "__Host-journey" not in nobody.cookies
    assert there.asked == []
    begin(nobody)
    assert "__Host-journey" in nobody.cookies


def test_the_form_of_the_page_begins_it_and_nobody_is_led_elsewhere_after_it(
    nobody: Browser, there: SmallProvider
) -> None:
    assert '<form method="post" action="/sign-in/oidc">' in nobody.get("/sign-in").text
    answer = nobody.get(there.authorize(begin(nobody, "https://evil.example")))
    assert 'content="0;url=/"' in answer.text


# ---- how strongly somebody showed who they are


@pytest.fixture
def strict(desk: Desk, there: SmallProvider) -> Iterator[Browser]:
    """As `nobody`, where one signs in by `high` or `highest`, ten minutes ago at most."""
    linked(desk, there)
    asks = Provider(there.issuer, CLIENT, SECRET, ("high", "highest"), timedelta(minutes=10))
    with Browser(application(desk, asks)) as found:
        yield found


def test_what_is_asked_for_is_said_to_the_provider(strict: Browser) -> None:
    asked = dict(parse_qsl(urlsplit(begin(strict)).query))
    assert (asked["acr_values"], asked["max_age"]) == ("high highest", "600")


def test_where_nothing_is_asked_for_nothing_is_said(nobody: Browser) -> None:
    assert not {"acr_values", "max_age"} & dict(parse_qsl(urlsplit(begin(nobody)).query)).keys()


def test_who_signed_in_strongly_enough_is_let_in_and_session_and_journal_say_how(
    desk: Desk, strict: Browser, there: SmallProvider
) -> None:
    there.claims = {"acr": "highest", "amr": ["pwd", "otp"], "auth_time": int(time.time()) - 599}
    assert come_back(strict, there).status_code == 200
    said = "acr highest, amr pwd otp"
    assert journal(desk, "sign_in")[-1].body["strength"] == said
    assert said in strict.get("/passkey").text


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"acr": "low"}, "acr 'low'"), ({"acr": None}, "acr 'None'"), ({"acr": ["high"]}, "acr"),
        ({"acr": "High"}, "acr"), ({"acr": ""}, "acr"), ({"auth_time": None}, "auth_time 'None'"),
        ({"auth_time": "now"}, "auth_time"), ({"auth_time": 0}, "auth_time"),
        ({"auth_time": NOW - 3600}, "auth_time"), ({"auth_time": NOW + YEAR}, "auth_time"),
    ],
)  # fmt: skip
def test_who_signed_in_less_strongly_or_too_long_ago_is_told_so_and_let_in_nowhere(
    desk: Desk, strict: Browser, there: SmallProvider, claims: dict[str, Any], why: str
) -> None:
    there.claims = {"acr": "high", "auth_time": int(time.time()), **claims}
    answer = come_back(strict, there)
    assert (answer.status_code, COOKIE in strict.cookies) == (403, False)
    assert "did not say that it asked for as much as is needed" in answer.text
    assert why in reasons(desk)[0]


def test_what_a_provider_says_of_itself_is_kept_in_the_session_and_asked_by_nobody(
    desk: Desk, nobody: Browser, there: SmallProvider
) -> None:
    for claims, said in (({}, None), ({"acr": "0", "amr": []}, "acr 0"), ({"acr": 7, "amr": ["a\nb"]}, "amr ab")):
        there.claims = claims
        assert come_back(nobody, there).status_code == 200
        with transaction(desk.server) as connection:
            found = sessions.find(connection, nobody.cookies[COOKIE], datetime.now(UTC))
        assert found is not None
        assert (found.way, found.strength) == ("oidc", said)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "another client"}, {"aud": [CLIENT, "another"]}, {"aud": []},
        {"azp": "another"}, {"iss": "https://evil.example"}, {"exp": NOW - 120}, {"exp": None}, {"sub": ""},
        {"sub": None}, {"sub": ["u-17"]}, {"iat": NOW + YEAR}, {"nbf": NOW + YEAR},
    ],
)  # fmt: skip
def test_an_id_token_of_another_journey_client_issuer_or_time_opens_nothing(
    desk: Desk, nobody: Browser, there: SmallProvider, claims: dict[str, Any]
) -> None:
    there.claims = claims
    answer = come_back(nobody, there)
    assert (answer.status_code, COOKIE in nobody.cookies) == (403, False)
    assert "opens nothing here" in answer.text
    assert "id_token" in reasons(desk)[0]


@pytest.mark.parametrize("forged", ["none", "another key", "the client's secret"])
def test_an_id_token_that_the_provider_did_not_sign_opens_nothing(
    desk: Desk, nobody: Browser, there: SmallProvider, forged: str
) -> None:
    if forged == "none":
        there.algorithm = "none"
    elif forged == "another key":
        there.key = RSAKey.generate_key(2048, {"kid": "one"})
    else:
        there.algorithm, there.key = "HS256", OctKey.import_key(SECRET.encode() * 4, {"kid": "one"})  # type: ignore[assignment]
    assert come_back(nobody, there).status_code == 403
    assert "id_token does not hold" in reasons(desk)[0]


def test_a_code_opens_once_and_for_the_browser_that_began_alone(
    desk: Desk, nobody: Browser, there: SmallProvider
) -> None:
    address = there.authorize(begin(nobody))
    with Browser(application(desk, Provider(there.issuer, CLIENT, SECRET))) as other:
        assert other.get(address).status_code == 403
    assert nobody.get(address).status_code == 200
    assert nobody.get(address).status_code == 403
    begin(nobody)
    assert nobody.get(address).status_code == 403
    assert set(reasons(desk)) == {"nothing was asked of this browser, or too long ago"}


@pytest.mark.parametrize(
    "more", [{"state": "another"}, {"iss": "https://evil.example"}, {"code": "invented"}, {"code": ""}]
)
def test_what_comes_back_otherwise_than_it_was_asked_opens_nothing(
    nobody: Browser, there: SmallProvider, more: dict[str, str]
) -> None:
    assert come_back(nobody, there, **more).status_code == 403


def test_who_is_linked_to_no_account_is_let_in_nowhere_and_gets_none(
    desk: Desk, nobody: Browser, there: SmallProvider
) -> None:
    there.subject = "u-18"
    assert come_back(nobody, there).status_code == 403
    with transaction(desk.server, "owner") as connection:
        assert [each.officer for each in accounts.every(connection, datetime.now(UTC))] == ["li", "wang"]
    assert reasons(desk) == ["nobody here is linked to it, or they have no role"]


def test_an_account_that_was_ended_or_unlinked_opens_no_more(desk: Desk, nobody: Browser, there: SmallProvider) -> None:
    assert come_back(nobody, there).status_code == 200
    with transaction(desk.server, "owner") as connection:
        found = accounts.find(connection, "wang")
        assert found is not None
        assert identities.unlink(connection, found.account, there.issuer)
    assert nobody.get("/passkey").status_code == 303  # the session that was opened so is over
    assert come_back(nobody, there).status_code == 403


@pytest.mark.parametrize(
    "document",
    [{"issuer": "https://evil.example"}, {"authorization_endpoint": "http://evil.example/"},
     {"authorization_endpoint": "javascript:alert(1)"}, {"authorization_endpoint": None}],
)  # fmt: skip
def test_a_document_of_another_provider_or_with_unsafe_addresses_leads_nowhere(
    nobody: Browser, there: SmallProvider, document: dict[str, Any]
) -> None:
    there.document = document
    assert nobody.send_form("/sign-in/oidc").status_code == 503


def test_a_provider_that_leads_elsewhere_is_not_followed(
    desk: Desk, nobody: Browser, there: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_provider() as other:

        def led(handler: BaseHTTPRequestHandler, name: str, value: str) -> None:
            real(handler, name, value)
            if name == "content-type" and handler.path == "/token_endpoint":
                real(handler, "location", f"{other.issuer}/jwks_uri")

        real = BaseHTTPRequestHandler.send_header
        monkeypatch.setattr(BaseHTTPRequestHandler, "send_header", led)
        monkeypatch.setattr(there, "_token", lambda *_: (302, {}))
        assert come_back(nobody, there).status_code == 403
        assert other.asked == []
    assert reasons(desk) == ["the provider answers 302: "]


def test_a_provider_that_is_away_is_said_and_a_passkey_opens_without_it(desk: Desk) -> None:
    with Browser(application(desk, Provider("http://127.0.0.1:9", CLIENT, SECRET))) as browser:
        answer = browser.send_form("/sign-in/oidc")
    assert (answer.status_code, "A passkey opens without it" in answer.text) == (503, True)


def test_a_provider_that_does_not_answer_is_asked_once_and_nobody_waits_for_who_asked() -> None:
    def ask(silent: Provider) -> str:
        with pytest.raises(ProviderError) as said:
            asyncio.run(silent.asks("https://here.example", "state", "nonce", "verifier"))
        return str(said.value)

    with socket() as there, ThreadPoolExecutor() as pool:  # takes whoever comes, and says nothing
        there.bind(("127.0.0.1", 0))
        there.listen()
        there.settimeout(20)
        silent = Provider(f"http://127.0.0.1:{there.getsockname()[1]}", CLIENT, SECRET)
        first = pool.submit(ask, silent)
        asking, _ = there.accept()
        with asking:
            assert all("is being asked" in ask(silent) for _ in range(8))
            assert not first.done()
            assert "cannot be asked" in first.result(20)
        assert "did not answer just now" in ask(silent)
        there.settimeout(0)
        with pytest.raises(BlockingIOError):
            there.accept()


def test_an_answer_that_never_ends_is_given_up_and_no_thread_waits_for_it(
    there: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seawall.web.signin.provider.WAITS", 2.0)
    asks, many = Provider(there.issuer, CLIENT, SECRET), 40
    threads: list[int] = []

    async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Says a little whenever it hears nothing, and never all of it."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not reader.at_eof():
            threads.append(threading.active_count())
            writer.write(b" ")
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(1000), 0.05)
        writer.close()

    async def asked() -> list[Shown | BaseException]:
        async with await asyncio.start_server(dripping, "127.0.0.1", 0) as server:
            there.document = {"token_endpoint": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"}
            await asks.asks("https://here.example", "state", "nonce", "verifier")
            threads.append(threading.active_count())
            codes = (asks.subject(f"code {nth}", "https://here.example", "nonce", "verifier") for nth in range(many))
            return await asyncio.gather(*codes, return_exceptions=True)

    said = asyncio.run(asked())
    assert {str(each) for each in said} == {"the provider cannot be asked (TimeoutError)"}
    assert len(threads) > many
    assert max(threads) <= threads[0] + 1


def test_without_a_provider_there_is_no_such_door(desk: Desk) -> None:
    with Browser(application(desk)) as browser:
        assert "organisation" not in browser.get("/sign-in").text
        assert browser.send_form("/sign-in/oidc").headers["location"] == "/sign-in"
        assert browser.get("/sign-in/oidc/back?code=x&state=y").headers["location"] == "/sign-in"


def test_the_command_says_what_is_lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEAWALL_OIDC_SECRET", raising=False)
    file = tmp_path / "secret"
    file.write_text("s\n")
    file.chmod(0o644)
    for given, lacking in (
        (("https://id.example", None, None), "go together"), (("http://id.example", "c", None), "https"),
        (("https://id.example", "c", None), "secret is lacking"), (("https://id.example", "c", file), "read by others"),
        ((None, None, None, ("high",)), "go together"), ((None, None, None, (), timedelta(minutes=5)), "go together"),
    ):  # fmt: skip
        with pytest.raises(ProviderError, match=lacking):
            provider(*given)
    file.chmod(0o600)
    for acr in ("", "two words", " high"):
        with pytest.raises(ProviderError, match="without blanks"):
            provider("https://id.example", "c", file, ("low", acr))
    found = provider("https://id.example", "c", file)
    assert found is not None
    assert (found.secret, "secret" in repr(found)) == ("s", False)
    assert provider(None, None, None) is None


def test_a_host_is_called_by_its_names_alone(desk: Desk) -> None:
    with Browser(application(desk, None, ["seawall.example"])) as browser:
        assert browser.get("/sign-in").status_code == 200
        assert browser.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400
        assert browser.get("/health", headers={"Host": "127.0.0.1"}).status_code == 200
