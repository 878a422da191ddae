"""The administration as it is looked at: served, in Chromium, in both languages and lights, also on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.web.played import played
from tests.web.served import chromium, complaints, grave, officer, served, sign_in
from tests.web.test_in_the_browser import There

ADMINISTRATOR, AUDITOR = "admin-1", "auditor-1"
PAGES = {
    ADMINISTRATOR: (
        "accounts", "account?officer=officer-1", "means", "policies", "policies/simulation?policy=covid19-cn-10",
        "health",
    ),
    AUDITOR: (
        "journal", "journal/verification", "policies/policy?id=covid19-cn-8",
        "policies/differences?from=covid19-cn-8&to=covid19-cn-10",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    night = tmp_path_factory.mktemp("night")
    with played(night, "2022-01-23T01:30") as desk, chromium() as browser, served(desk) as address:
        officer(desk, "officer-1", "commander", "county-headquarters")
        officer(desk, ADMINISTRATOR, "administrator", "county-it")
        officer(desk, AUDITOR, "auditor", "county-audit")
        yield There(browser, address, desk.home.path)


@pytest.mark.parametrize("who", [ADMINISTRATOR, AUDITOR])
@pytest.mark.parametrize(("lang", "light"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing_serious_and_no_page_breaks_its_own_policy(
    there: There, lang: str, light: str, who: str
) -> None:
    page = there.page(lang, light)
    said = complaints(page)
    sign_in(page, there.address, who)
    for address in PAGES[who]:
        page.goto(f"{there.address}/administration/{address}")
        assert not grave(page), address
    assert not said


@pytest.mark.parametrize("who", [ADMINISTRATOR, AUDITOR])
@pytest.mark.parametrize("lang", ["zh-CN", "en-GB"])
def test_on_a_phone_no_page_scrolls_sideways(there: There, who: str, lang: str) -> None:
    page = there.page(lang, width=320)
    sign_in(page, there.address, who)
    for address in PAGES[who]:
        page.goto(f"{there.address}/administration/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_an_entry_of_the_journal_is_one_line_that_opens(there: There) -> None:
    page = there.page()
    sign_in(page, there.address, AUDITOR)
    page.goto(f"{there.address}/administration/journal?what=order")
    entries = page.locator(".entries > li")
    assert entries.count() >= 2
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert max(entries.evaluate_all("(all) => all.map((each) => each.offsetHeight)")) <= 42
    expect(entries.first.locator("dl")).to_be_hidden()
    entries.first.locator("summary").click()
    expect(entries.first.locator("dl")).to_contain_text("organisation")
    expect(entries.first.get_by_role("link", name="file")).to_be_visible()


def test_an_administrator_invites_an_officer_who_registers_a_passkey_and_signs_in_with_it(there: There) -> None:
    page = there.page()
    sign_in(page, there.address, ADMINISTRATOR)
    page.goto(f"{there.address}/administration/accounts")
    page.get_by_label("Officer", exact=True).fill("officer-9")
    page.get_by_label("Role", exact=True).select_option("clerk")
    page.get_by_label("Organisation").fill("county-cdc")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("status").first).to_contain_text("The role is given.")
    page.get_by_role("link", name="officer-9").click()
    page.get_by_role("button", name="Invite to register the first").click()
    invitation = page.locator(".invitation").inner_text()

    theirs = there.page()
    device = theirs.context.new_cdp_session(theirs)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                     "isUserVerified": True, "automaticPresenceSimulation": True}},
    )  # fmt: skip
    theirs.goto(invitation)
    theirs.get_by_role("button", name="Register this device").click()
    theirs.wait_for_url(f"{there.address}/sign-in")
    theirs.get_by_role("button", name="Sign in with a passkey").click()
    theirs.wait_for_url(f"{there.address}/situation")
    expect(theirs.locator(".who")).to_contain_text("officer-9")

    page.goto(f"{there.address}/administration/account?officer=officer-9")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign them out everywhere").click()
    theirs.goto(f"{there.address}/import")
    expect(theirs.get_by_role("button", name="Sign in with a passkey")).to_be_visible()


def test_the_slider_of_the_policies_shows_which_was_followed_then(there: There) -> None:
    page = there.page()
    sign_in(page, there.address, AUDITOR)
    page.goto(f"{there.address}/administration/policies")
    page.locator("#at").focus()
    page.locator("#at").press("Home")
    expect(page.locator(".time strong")).to_have_text("21 Jan 2022 22:00")
    expect(page).to_have_url(re.compile("/administration/policies[?]"))
    expect(page.get_by_role("heading", name="What each incident follows")).to_be_visible()
