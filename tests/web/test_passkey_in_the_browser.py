"""A passkey as an officer has it: a browser with a device of its own, once by password, and then without typing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from seawall.desk import accounts
from seawall.desk.opening import opened
from seawall.store.accounts import Role
from tests.desk.homes import running
from tests.web.journals import journal
from tests.web.served import chromium, officer, served, sign_in, window

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    with running(tmp_path / "home") as home:
        desk = opened(home.path)
        officer(desk, "wang", "commander", "hq")
        with served(desk) as found:
            yield found, home.path


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of a browser whose device makes keys, and sees its holder."""
    with chromium() as browser:
        found = window(browser).new_page()
        devices = found.context.new_cdp_session(found)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield found


def test_an_officer_registers_this_device_and_signs_in_with_it_afterwards(
    page: Page, address: tuple[str, Path]
) -> None:
    there, home = address
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    sign_in(page, there, "wang")
    page.goto(f"{there}/passkey")
    expect(page.locator("main")).to_contain_text("No passkey opens your account yet")
    page.locator("[data-passkey=register]").click()
    expect(page.locator("main")).to_contain_text("Passkeys that open your account: 1")
    page.context.clear_cookies()
    page.goto(f"{there}/passkey")
    assert "/sign-in?back=" in page.url
    page.locator("[data-passkey=sign-in]").click()
    page.wait_for_url(f"{there}/passkey")
    assert [each.body["way"] for each in journal(opened(home), "sign_in")] == ["password", "passkey"]
    assert wrong == []


def test_a_device_without_a_key_is_told_so_and_the_page_stays(page: Page, address: tuple[str, Path]) -> None:
    page.goto(f"{address[0]}/sign-in")
    page.locator("[data-passkey=sign-in]").click()
    expect(page.locator("[data-passkey-said]")).to_contain_text("The device gave no passkey")
    expect(page.locator("[data-passkey=sign-in]")).to_be_enabled()


def invitation(page: Page, there: str, home: Path) -> str:
    """The address that an administrator is shown for zhao, a clerk who has no passkey yet."""
    accounts.add(home, "zhao", Role("clerk", "hq"))
    officer(opened(home), "ann", "administrator", "hq")
    sign_in(page, there, "ann")
    page.goto(f"{there}/administration/account?officer=zhao")
    page.locator("form[action$=invite] button").click()
    shown = page.locator(".invitation").inner_text()
    page.context.clear_cookies()
    return shown


def test_an_invitation_is_opened_by_its_address_of_which_no_server_sees_what_opens_it(
    page: Page, address: tuple[str, Path]
) -> None:
    there, home = address
    shown = invitation(page, there, home)
    bare, _, code = shown.partition("#")
    assert (bare, len(code)) == (f"{there}/invited", 32)
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url.partition("#")[0] + str(each.headers)))
    page.goto(shown)
    expect(page.locator("main b")).to_have_text("zhao")
    assert page.url == bare
    page.locator("[data-passkey=register]").click()
    page.wait_for_url(f"{there}/sign-in")
    assert asked
    assert code not in "".join(asked)
    page.locator("[data-passkey=sign-in]").click()
    page.wait_for_url(f"{there}/situation")
    expect(page.locator(".who b")).to_have_text("zhao")


def test_where_no_script_runs_the_invitation_is_typed_and_what_opens_nothing_says_so(
    page: Page, address: tuple[str, Path]
) -> None:
    there, home = address
    bare, _, code = invitation(page, there, home).partition("#")
    browser = page.context.browser
    assert browser is not None
    silent = window(browser, java_script_enabled=False).new_page()
    silent.goto(f"{bare}#{code}")
    for typed, said in (("0" * 32, "This invitation opens nothing"), (code, "the first passkey of the account zhao")):
        silent.fill("input[name=code]", typed)
        silent.locator("form[action='/invited'] button").click()
        expect(silent.locator("main")).to_contain_text(said)
