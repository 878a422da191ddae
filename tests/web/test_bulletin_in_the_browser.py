"""The bulletin's room and the public pages as people have them: served, in Chromium, and on paper."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from seawall.desk.importing import import_files
from tests.web.played import played
from tests.web.served import PASSWORD, chromium, complaints, grave, officer, served, sign_in, window

AFTERNOON = "2022-01-23T16:00"


class There(NamedTuple):
    """A browser, the address of the pages, and where the first bulletin stands."""

    browser: Browser
    address: str
    first: str

    def page(self, lang: str = "en-GB", light: str = "light", width: int = 1440, *, scripts: bool = True) -> Page:
        scheme = "dark" if light == "dark" else "light"
        size = {"width": width, "height": 900}
        return window(self.browser, lang, color_scheme=scheme, viewport=size, java_script_enabled=scripts).new_page()


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    folder = tmp_path_factory.mktemp("afternoon")
    with played(folder, AFTERNOON) as desk, chromium() as browser, served(desk) as address:
        row = "officer,role,organisation,rank,recorded_at\nfang,press_officer,hq,4,2022-01-23T15:00\n"
        (folder / "duties.csv").write_text(row, encoding="utf-8")
        import_files(desk.home.path, [folder / "duties.csv"], rejects=folder / "rejects.csv")
        officer(desk, "fang", "press_officer", "hq")
        page = window(browser, "en-US").new_page()
        page.goto(f"{address}/public")
        first = page.locator(".every a").get_attribute("href")
        assert first is not None
        yield There(browser, address, first.partition("?")[0])


@pytest.mark.parametrize(("lang", "light"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing_serious_and_no_page_breaks_its_own_policy(there: There, lang: str, light: str) -> None:
    page = there.page(lang, light)
    said = complaints(page)
    sign_in(page, there.address, "fang")
    number = there.first.rpartition("/")[2]
    for address in ("/bulletin", f"/bulletin?correct={number}", "/public", there.first):
        page.goto(there.address + address)
        assert not grave(page), address
    assert not said


def test_on_a_phone_no_page_scrolls_sideways_and_the_language_is_a_link(there: There) -> None:
    page = there.page("zh-CN", width=320)
    sign_in(page, there.address, "fang")
    number = there.first.rpartition("/")[2]
    for address in ("/bulletin", f"/bulletin?correct={number}", "/public", there.first, "/public/none"):
        page.goto(there.address + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    page.goto(there.address + there.first)
    page.get_by_role("link", name="EN").click()
    expect(page.locator("h1")).to_have_text("Bulletin: COVID-19, Gaotang")


def test_without_a_script_the_public_reads_and_small_fingers_find_the_links(there: There) -> None:
    page = there.page("zh-CN", width=360, scripts=False)
    page.goto(there.address + "/public")
    page.locator(".every a").first.click()
    expect(page.locator("h1")).to_have_text("高唐县新冠肺炎疫情情况通报")
    for link in page.locator(".mast a, .links a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 48


def test_in_the_dark_it_prints_black_on_white_with_the_snapshot_at_the_foot(there: There) -> None:
    page = there.page("en-GB", "dark")
    page.goto(there.address + there.first)
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "[...document.querySelectorAll('h1, main p, td, th')].map(each => getComputedStyle(each).color)"
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    under = page.evaluate(
        "[...document.querySelectorAll('main *')].map(each => getComputedStyle(each).backgroundColor)"
    )
    assert set(under) == {"rgba(0, 0, 0, 0)"}
    assert page.locator(".mast").is_hidden()
    sheet = page.request.get(f"{there.address}{there.first}.css?lang=en").text()
    assert re.search(r'content: "no\. 1 · known at 23\sJan\s12:00 Asia/Shanghai · snapshot [0-9a-f]{64}"', sheet)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")


def test_a_press_officer_publishes_and_corrects_and_the_public_reads_both(there: There) -> None:
    page, public = there.page(), there.page("zh-CN")
    sign_in(page, there.address, "fang")
    page.goto(f"{there.address}/bulletin")
    expect(page.locator("#side-en + small")).to_contain_text("what differs is marked")
    page.get_by_label("Your password, again").fill(PASSWORD)
    page.get_by_role("button", name="Sign and publish").click()
    expect(page.locator("h1")).to_have_text("Bulletin no. 2 stands")
    public.goto(f"{there.address}/public")
    public.locator(".every a").first.click()
    expect(public.locator("article")).to_contain_text("累计排查次密切接触者161人")
    page.get_by_role("link", name="Correct…").first.click()
    page.get_by_label("Close contacts", exact=True).fill("86")
    page.get_by_label("Close contacts here").fill("86")
    page.get_by_label("Why it was wrong").select_option("place")
    page.get_by_label("Your password, again").fill(PASSWORD)
    page.get_by_role("button", name="Sign the notice").click()
    expect(page.locator(".was").first).to_contain_text("Close contacts 87 → 86")
    public.reload()
    expect(public.locator("main > article > .corrected")).to_contain_text("“密切接触者”写作 87，应为 86。")
