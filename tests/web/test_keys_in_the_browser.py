"""Single keys, as somebody presses them in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.played import played
from tests.web.served import chromium, officer, served, sign_in, window


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with played(tmp_path_factory.mktemp("keys"), "2022-01-23T04:00") as desk:
        officer(desk, "officer-1", "commander", "county-headquarters")
        with chromium() as browser, served(desk) as address:
            page = window(browser).new_page()
            sign_in(page, address, "officer-1")
            yield page


def test_keys_lead_to_rows_the_seal_and_the_written_reasons_and_sign_nothing(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/plan*")
    page.keyboard.press("j")
    expect(page.locator(".asks a").nth(1)).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#amend")).to_have_attribute("open", "")
    page.locator("#amend summary").focus()
    page.keyboard.press("r")
    expect(page.locator("#reason")).to_be_focused()
    page.locator("h1").click()
    page.keyboard.press("s")
    expect(page.locator("#seal")).to_be_visible()
    assert "/plan" in page.url


def test_what_is_opened_at_the_end_of_the_seal_is_seen(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{page.url.split('/plan')[0]}/plan")
    page.locator("#amend summary").click()
    expect(page.locator("#amend").get_by_role("button", name="Amend")).to_be_in_viewport(ratio=1)


def test_a_question_mark_shows_them_and_a_switch_takes_them_away(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#keys > div")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys > div")).to_be_hidden()
    page.keyboard.press("?")
    with page.expect_navigation():
        page.get_by_role("button", name="Switch single keys off").click()
    page.keyboard.press("?")
    expect(page.locator("#keys > div")).to_be_hidden()
    page.locator("#keys summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Switch single keys on").click()


def test_time_goes_back_by_an_hour_and_light_changes(page: Page) -> None:
    page.keyboard.press("[")
    page.wait_for_url("**at=2022-01-2*")
    expect(page.locator("form.time")).to_have_class("time past")
    page.keyboard.press("]")
    page.wait_for_url(lambda address: "at=" not in address)
    page.keyboard.press("t")
    expect(page.locator("html")).to_have_attribute("data-light", "light")
