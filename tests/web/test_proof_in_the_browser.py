"""A commander signs a plan with a passkey in Chromium: the device is asked when the form is sent."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.web.journals import journal
from tests.web.played import played
from tests.web.served import chromium, officer, served, sign_in, window
from tests.web.test_plan import NIGHT

OPTIONS = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_device(browser: Browser) -> Page:
    page = window(browser, "en").new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    return page


def test_the_passkey_follows_the_button_and_the_journal_has_it(tmp_path: Path) -> None:
    with played(tmp_path, NIGHT) as desk:
        officer(desk, "officer-1", "commander", "county-headquarters")
        with served(desk) as address, chromium() as browser:
            page = with_device(browser)
            sign_in(page, address, "officer-1")
            page.goto(f"{address}/passkey")
            page.get_by_role("button", name="Register this device").click()
            page.get_by_text("Passkeys that open your account").wait_for()
            page.goto(f"{address}/plan?verbs=inform")
            page.locator("form[data-proves] button").click()
            page.wait_for_url("**/plan?*plan=*")
        body = journal(desk, "order")[-1].body
    assert (body["proof"], body["break_glass"]) == ("passkey", False)
