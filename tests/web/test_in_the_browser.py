"""The pages as officers have them: served, in Chromium, in both languages and both lights."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.played import played
from tests.web.served import chromium, complaints, grave, officer, served, sign_in, told, window

NIGHT = "2022-01-23T01:30"
PAGES = (
    "/sign-in", "/situation", "/plan", "/chains", "/people?list=contacts", "/people?list=samples",
    "/chains/person?number=case-1", "/nowhere",
)  # fmt: skip


class There(NamedTuple):
    """A browser, the address of the pages, and the home they are of."""

    browser: Browser
    address: str
    home: Path

    def page(self, lang: str = "en-GB", light: str = "light", width: int = 1440) -> Page:
        scheme = "dark" if light == "dark" else "light"
        return window(self.browser, lang, color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk, chromium() as browser, served(desk) as address:
        officer(desk, "officer-1", "commander", "county-headquarters")
        yield There(browser, address, desk.home.path)


@pytest.mark.parametrize(("lang", "light"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing_serious_and_no_page_breaks_its_own_policy(there: There, lang: str, light: str) -> None:
    page = there.page(lang, light)
    said = complaints(page)
    sign_in(page, there.address, "officer-1")
    for address in PAGES:
        page.goto(there.address + address)
        assert not grave(page), address
    assert not [each for each in said if "404" not in each]  # of the page that is none


def test_no_page_scrolls_sideways_on_a_phone_nor_on_a_desk_at_four_times_its_size(there: There) -> None:
    page = there.page("zh-CN", width=320)
    sign_in(page, there.address, "officer-1")
    for lang in ("zh-CN", "en-GB"):
        page.set_extra_http_headers({"Accept-Language": lang})
        for address in PAGES:
            page.goto(there.address + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, (lang, address)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{there.address}/situation")
    # what stands above the page leaves it most of a phone, and drawings keep the size of their letters
    assert page.evaluate("document.querySelector('main').getBoundingClientRect().top") <= 200
    letters = page.evaluate(
        "[...document.querySelectorAll('.curve text, .course text')].map("
        "(each) => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a)"
    )
    assert letters
    assert min(letters) >= 12


def test_whatever_has_the_focus_shows_it(there: There) -> None:
    page = there.page()
    sign_in(page, there.address, "officer-1")
    for address in ("/situation", "/plan", "/people?list=contacts"):
        page.goto(there.address + address)
        for _ in range(40):
            page.keyboard.press("Tab")
            shown = page.evaluate(
                "(() => { const at = document.activeElement, style = getComputedStyle(at);"
                " return at === document.body || parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none'"
                " ? '' : at.outerHTML.slice(0, 200); })()"
            )
            assert not shown, address


def test_the_slider_shows_last_night(there: There) -> None:
    page = there.page()
    sign_in(page, there.address, "officer-1")
    slider = page.locator("#at")
    slider.focus()
    slider.press("Home")
    expect(page.locator(".time")).to_contain_text("Looking back")
    expect(page.locator(".time strong")).to_have_text("21 Jan 2022 22:00")
    page.get_by_role("link", name="now").click()
    expect(page.locator(".time strong")).to_have_text("23 Jan 2022 01:30")


def test_language_and_light_are_chosen_on_the_page_and_kept(there: There) -> None:
    page = there.page("en-GB")
    sign_in(page, there.address, "officer-1")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_role("button", name="深色").click()
    expect(page.locator("body")).to_have_css("background-color", "rgb(15, 23, 29)")


def test_facts_that_come_in_move_no_figure_and_are_told(there: There, tmp_path: Path) -> None:
    page = there.page()
    sign_in(page, there.address, "officer-1")
    expect(page.locator("#newer")).to_be_hidden()
    (tmp_path / "persons.csv").write_text("person,recorded_at\nnew,2022-01-23T01:30\n", encoding="utf-8")
    newer = told(page, there.home, tmp_path / "persons.csv")
    expect(newer).to_contain_text("Facts came in since this page was made")


def test_g_and_a_letter_lead_to_a_page_and_a_letter_alone_to_none(there: There) -> None:
    page = there.page()
    sign_in(page, there.address, "officer-1")
    page.keyboard.press("p")
    page.wait_for_timeout(300)
    expect(page).to_have_url(f"{there.address}/situation")
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page).to_have_url(f"{there.address}/plan")


def test_on_a_phone_what_is_known_of_somebody_is_folded_where_it_is_long(there: There) -> None:
    page = there.page(width=360)
    sign_in(page, there.address, "officer-1")
    page.goto(f"{there.address}/people?list=cases")
    page.get_by_role("link", name="p001").first.click()
    rows = page.locator("details.fold")
    expect(rows.locator("summary")).to_have_text(re.compile(r"\d+ rows"))
    expect(rows.locator("tbody tr").first).to_be_hidden()
    rows.locator("summary").click()
    expect(rows.locator("tbody tr").first).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()
    expect(rows.locator("tbody tr").first).to_be_visible()


def test_a_list_is_filtered_while_one_types_and_a_name_goes_when_the_page_is_left(there: There) -> None:
    page = there.page()
    sign_in(page, there.address, "officer-1")
    page.goto(f"{there.address}/people?list=contacts")
    expect(page.locator("#found tbody tr")).to_have_count(5)
    page.get_by_label("Find in this list").press_sequentially("vehicle")
    expect(page.locator("#found tbody tr")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 / 5 rows")
    expect(page).to_have_url(re.compile("q=vehicle$"))
    page.get_by_role("link", name="p002").click()
    page.wait_for_url("**/people/*")
    person = page.url
    page.get_by_label("To trace: telephone this person").check()
    page.get_by_role("button", name="Record the purpose and show").click()
    expect(page.get_by_role("heading", name="Shown once")).to_be_visible()
    page.goto(person)
    expect(page.get_by_role("heading", name="Shown once")).to_have_count(0)
