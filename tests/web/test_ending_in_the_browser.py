"""A page that stands open when its session ends: it is cleared by itself, and not while somebody is there elsewhere."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import text

from seawall.desk.opening import Desk
from seawall.store import sessions
from seawall.store.database import transaction
from seawall.web.sessions import COOKIE
from tests.web.browsers import account
from tests.web.played import played
from tests.web.served import chromium, grave, served, window

NIGHT = "2022-01-23T01:30"
GONE, ASKED = re.compile(r"/sign-in\?back="), re.compile(r"/session\?back=")
IDLE, WHOLE = sessions.IDLE, sessions.WHOLE


class There(NamedTuple):
    """A home with an officer's account, its pages served, and a browser."""

    desk: Desk
    address: str
    browser: Browser
    officer: str = "officer-1"

    def signed_in(self, ago: timedelta = timedelta(0), lang: str = "en", **how: bool) -> BrowserContext:
        """Somebody signed in some time ago, and there since."""
        now = datetime.now(UTC)
        with transaction(self.desk.server, "owner") as connection:
            who = connection.scalar(text("SELECT account FROM access.accounts"))
            token = sessions.open_(connection, who, "passkey", now - ago)
            connection.execute(text("UPDATE access.sessions SET seen = :at"), {"at": now})
        context = window(self.browser, lang, **how)
        context.add_cookies([{"name": COOKIE, "value": token, "url": self.address.replace("http:", "https:")}])
        return context

    def idle(self, since: timedelta) -> None:
        """As if nothing had been asked under any session for so long."""
        with transaction(self.desk.server, "owner") as connection:
            connection.execute(text("UPDATE access.sessions SET seen = :at"), {"at": datetime.now(UTC) - since})


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk, chromium() as browser, served(desk) as address:
        account(desk, "officer-1", "epidemiologist", house="county-cdc")
        yield There(desk, address, browser)


def opened(there: There, context: BrowserContext, path: str = "/people?list=cases") -> Page:
    page = context.new_page()
    page.goto(there.address + path)
    expect(page.locator("main")).to_contain_text("case-1")
    return page


def test_at_the_end_of_its_twelve_hours_a_page_shows_nothing_and_the_way_back_leads_nowhere(there: There) -> None:
    opened(there, there.signed_in()).close()  # the first page of a server may take as long as the session lasts
    page = opened(there, there.signed_in(WHOLE - timedelta(seconds=25)))
    expect(page.locator("[data-ending]")).to_contain_text("The session ends within two minutes")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()
    page.wait_for_url(f"{there.address}/sign-in?back=/people%3Flist%3Dcases")
    assert "case-1" not in page.content()
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("case-1")


def test_a_page_goes_when_nobody_was_there_and_stays_with_what_is_typed_while_somebody_is(there: There) -> None:
    context = there.signed_in()
    page = context.new_page()
    page.clock.install()
    page.goto(f"{there.address}/people?list=tasks")
    page.locator("#bulk-why").fill("somebody was half way through this")
    page.clock.run_for(IDLE.seconds * 1000 - 60_000)
    expect(page.locator("[data-ending]")).to_be_visible()
    assert not grave(page)
    with page.expect_response(ASKED):
        page.clock.run_for(66_000)  # another window was used meanwhile: the server knows of no end
    expect(page.locator("[data-ending]")).to_be_hidden()
    expect(page.locator("#bulk-why")).to_have_value("somebody was half way through this")
    there.idle(IDLE)
    page.clock.run_for(IDLE.seconds * 1000)
    page.wait_for_url(GONE)
    context.close()


def test_whoever_is_there_says_so_with_one_key_and_loses_nothing(there: There) -> None:
    context = there.signed_in()
    page = context.new_page()
    page.goto(f"{there.address}/people?list=tasks")
    page.locator("#bulk-why").fill("somebody was half way through this")
    there.idle(IDLE - timedelta(seconds=90))
    page.evaluate("navigator.locks.request('session', { steal: true }, () => {})")  # as another window does
    page.get_by_role("button", name="Stay signed in").press("Enter")
    expect(page.locator("[data-ending]")).to_be_hidden()
    expect(page.locator("#bulk-why")).to_have_value("somebody was half way through this")
    context.close()


def test_signing_out_in_one_window_clears_the_others(there: There) -> None:
    context = there.signed_in()
    page, other = opened(there, context), opened(there, context)
    page.get_by_role("button", name="Sign out").click()
    other.wait_for_url(GONE)
    assert "case-1" not in other.content()
    context.close()


def test_a_page_is_cleared_at_its_end_also_where_the_server_cannot_be_asked(there: There) -> None:
    context = there.signed_in()
    page = context.new_page()
    page.clock.install()
    page.goto(f"{there.address}/people?list=cases")
    context.set_offline(True)
    page.clock.run_for(IDLE.seconds * 1000 - 60_000)
    expect(page.locator("main")).to_contain_text("case-1")
    page.clock.run_for(70_000)
    expect(page.locator("body")).not_to_contain_text("case-1")
    context.close()


def test_without_scripts_a_page_goes_too(there: There) -> None:
    page = opened(there, there.signed_in(WHOLE - timedelta(seconds=20), java_script_enabled=False))
    page.wait_for_url(GONE)
    assert "case-1" not in page.content()


def test_what_waits_on_a_phone_is_kept_and_its_page_stays(there: There) -> None:
    context = there.signed_in()
    page = context.new_page()
    page.clock.install()
    page.goto(f"{there.address}/field")
    there.idle(IDLE)
    page.clock.run_for(IDLE.seconds * 1000 + 60_000)
    expect(page).to_have_url(f"{there.address}/field")
    context.close()
