"""A passkey as an officer has it: a browser with a device of its own, once by password, and then without typing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from seawall.desk.opening import opened
from tests.desk.homes import running
from tests.web.journals import journal
from tests.web.served import chromium, officer, served, sign_in

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
        found = browser.new_context(locale="en-GB").new_page()
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
