"""The chains as officers have them: served, in Chromium, with the module that draws."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from seawall.desk.importing import import_files
from seawall.web.islands import island
from tests.web.played import played
from tests.web.served import PASSWORD, chromium, complaints, grave, officer, served, sign_in, until
from tests.web.test_in_the_browser import NIGHT, There
from tests.web.test_people import LEARNED

WHY = "the county asks for the picture"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    if island("chains") is None:
        pytest.skip("the islands were not built here: make islands")
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk, chromium() as browser, served(desk) as address:
        officer(desk, "officer-1", "commander", "county-headquarters")
        officer(desk, "officer-2", "epidemiologist", "county-cdc")
        yield There(browser, address, desk.home.path)


def opened(there: There, page: Page, name: str = "officer-1", asked: str = "") -> Page:
    sign_in(page, there.address, name)
    page.goto(f"{there.address}/chains{asked}")
    page.wait_for_selector("#graph[data-drawn]")
    return page


@pytest.mark.parametrize(("lang", "light"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing_serious_and_the_page_keeps_its_own_policy(there: There, lang: str, light: str) -> None:
    page = there.page(lang, light)
    said = complaints(page)
    opened(there, page, asked="?focus=case-1")
    assert not grave(page)
    assert not said


def test_on_a_phone_the_page_does_not_scroll_sideways_and_the_picture_is_there(there: There) -> None:
    page = opened(there, there.page("zh-CN", width=320))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("#graph canvas")).to_be_visible()


def test_a_click_chooses_somebody_and_says_from_whom_where_and_when(there: There) -> None:
    page = opened(there, there.page(), asked="?lane=met:vehicle")
    canvas = page.locator("#graph canvas")
    canvas.focus()
    canvas.press("n")
    expect(page.locator("#chosen")).to_contain_text("p002 · close contact")
    expect(page.locator("#chosen")).to_contain_text("vehicle ← case-1")
    expect(page.locator("#chosen")).to_contain_text("21 Jan 09:30–18:00")
    canvas.press("Escape")
    expect(page.locator("#chosen")).to_be_hidden()


def test_the_chosen_chain_alone_is_a_page_of_its_own(there: There) -> None:
    page = opened(there, there.page(), asked="?lane=met:vehicle")
    canvas = page.locator("#graph canvas")
    canvas.focus()
    canvas.press("n")
    canvas.press("Enter")
    page.wait_for_url("**/chains?focus=p002")
    expect(page.get_by_role("heading", name="Round one case case-1")).to_be_visible()
    expect(page.locator("#found tbody tr", has_text="p002").first).to_be_visible()


def test_a_filter_leaves_its_points_its_rows_its_count_and_its_address(there: There) -> None:
    page = opened(there, there.page())
    expect(page.locator("#found tbody tr", has_text="p002")).to_have_count(1)
    whole = page.locator("#graph canvas").screenshot()
    page.select_option("#of-since", label="22 Jan 00:00")
    expect(page.locator("#found tbody tr", has_text="p002")).to_have_count(0)
    expect(page.locator("#found tbody tr", has_text="case-1").first).to_be_visible()
    expect(page.locator("[data-count]")).to_contain_text("/ 6 points")
    expect(page).to_have_url(re.compile("since=2022-01-22"))
    expect(page.locator("[data-asks] input[name=since]")).to_have_count(1)
    until(page, lambda: page.locator("#graph canvas").screenshot() != whole)


def test_whom_nobody_reached_stay_with_who_led_to_them(there: There, tmp_path: Path) -> None:
    said = "person,due,at,by,seen,recorded_at,recorded_by,source"
    (tmp_path / "followups.csv").write_text(f"{said}\np002,2022-01-23,2022-01-23 01:10,tracing-1,yes,{LEARNED}\n")
    import_files(there.home, [tmp_path / "followups.csv"], rejects=tmp_path / "rejects.csv")
    assert not (tmp_path / "rejects.csv").exists()
    page = opened(there, there.page())
    expect(page.locator("#found tbody tr", has_text="p002")).to_have_count(1)
    whole = page.locator("#graph canvas").screenshot()
    page.select_option("#of-reached", label="by nobody yet")
    expect(page.locator("#found tbody tr", has_text="p002")).to_have_count(0)
    expect(page.locator("#found tbody tr", has_text="p006").first).to_be_visible()
    expect(page).to_have_url(re.compile("reached=no"))
    expect(page.locator("[data-asks] input[name=reached]")).to_have_count(1)
    until(page, lambda: page.locator("#graph canvas").screenshot() != whole)
    canvas = page.locator("#graph canvas")
    canvas.focus()
    canvas.press("n")
    expect(page.locator("#chosen")).not_to_contain_text("p002")
    page.goto(f"{there.address}/chains?focus=p006")
    page.wait_for_selector("#graph[data-drawn]")
    expect(page.locator("#chosen tr", has_text="Reached")).to_contain_text("by nobody yet")


def test_keys_zoom_and_move_the_picture_and_zero_shows_all_of_it(there: There) -> None:
    page = opened(there, there.page())
    canvas = page.locator("#graph canvas")
    whole = canvas.screenshot()
    canvas.focus()
    still = canvas.screenshot()
    for key in ("+", "+", "ArrowRight"):
        canvas.press(key)
    until(page, lambda: canvas.screenshot() != still)
    canvas.press("0")
    canvas.evaluate("element => element.blur()")
    until(page, lambda: canvas.screenshot() == whole)


def test_a_png_is_made_in_the_browser_of_who_may_take_it_once_another_agreed(there: There) -> None:
    page = opened(there, there.page())
    page.get_by_text("Export this part").click()
    page.fill("#why", WHY)
    page.get_by_role("button", name="PNG").click()
    expect(page.locator("[data-exports]")).to_contain_text("waits for a second person")
    other = opened(there, there.page(), "officer-2")
    other.get_by_label("Your password, again").fill(PASSWORD)
    with other.expect_navigation():
        other.get_by_role("button", name="Agree").click()
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="Take the file").click()
    file = download.value.path().read_bytes()
    assert download.value.suggested_filename == "chains.png"
    assert file.startswith(b"\x89PNG")
    assert len(file) > 10_000
