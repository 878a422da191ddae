"""Ticking rows as officers do: with the mouse, a range with Shift, by keys, and without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.played import played
from tests.web.served import PASSWORD, chromium, complaints, grave, officer, served, sign_in, window
from tests.web.test_in_the_browser import NIGHT, There
from tests.web.test_many_at_once import tasks

WHY = "the tracing teams change at eight"
CHOOSE = "It is done to the rows that are ticked, or to all that the filter shows: choose which."
NONE = "No row is ticked: nothing would be done. Tick rows, or choose all that the filter shows."


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk, chromium() as browser, served(desk) as address:
        officer(desk, "officer-2", "epidemiologist", "county-cdc")
        officer(desk, "officer-3", "tracer", "police")
        tasks(desk, 201)
        yield There(browser, address, desk.home.path)


def opened(there: There, page: Page, asked: str = "list=contacts") -> Page:
    sign_in(page, there.address, "officer-2")
    page.goto(f"{there.address}/people?{asked}")
    return page


def boxes(page: Page) -> Locator:
    return page.locator("#found tbody input[type=checkbox]")


def alone(page: Page) -> Locator:
    return page.get_by_role("radio", name="the ticked ones alone")


def shown(page: Page) -> Locator:
    return page.get_by_role("radio", name="all that the filter shows")


def find(page: Page, words: str) -> None:
    """Types into the box, and waits for what is found."""
    page.locator("#found h2").first.evaluate("one => { one.dataset.old = ''; }")
    page.fill("#q", words)
    expect(page.locator("#found [data-old]")).to_have_count(0)


def press(page: Page, act: str) -> None:
    page.select_option("#act", act)
    page.fill("#bulk-why", WHY)
    page.get_by_role("button", name="Do it").click()


def ticked(page: Page) -> list[int]:
    return [nth for nth, box in enumerate(boxes(page).all()) if box.is_checked()]


@pytest.mark.parametrize(("lang", "light"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing_serious_while_rows_are_ticked(there: There, lang: str, light: str) -> None:
    page = there.page(lang, light)
    said = complaints(page)
    for list_ in ("contacts", "tasks"):
        opened(there, page, f"list={list_}")
        boxes(page).first.check()
        assert not grave(page), list_
    assert not said


def test_on_a_phone_the_page_does_not_scroll_sideways_while_rows_are_ticked(there: There) -> None:
    for lang in ("zh-CN", "en-GB"):
        page = opened(there, there.page(lang, width=320))
        boxes(page).first.check()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, lang


def test_the_line_says_how_many_are_ticked_and_whom_the_act_is_for(there: There) -> None:
    page = opened(there, there.page())
    line, to = page.locator("[data-ticked]"), page.locator("[data-to]")
    expect(line).to_be_hidden()
    expect(to).to_have_text(CHOOSE)
    shown(page).check()
    expect(to).to_have_text("It is done to all that the filter shows.")
    page.select_option("#act", "visit:seen")
    many = page.locator("#act option:checked").get_attribute("data-rows")
    expect(to).to_have_text(f"It is done to all {many} that the filter shows.")
    boxes(page).nth(1).check()
    expect(line).to_contain_text("1 ticked")
    expect(to).to_have_text("1 ticked: it is done to these alone.")
    shown(page).check()
    expect(to).to_contain_text("1 ticked, and all that the filter shows are chosen: nothing would be done.")
    line.get_by_role("button", name="Tick none").click()
    expect(line).to_be_hidden()
    assert ticked(page) == []
    alone(page).check()
    expect(to).to_have_text(NONE)


def test_the_line_stands_on_no_box_that_has_the_focus(there: There) -> None:
    page = opened(there, there.page())
    page.set_viewport_size({"width": 1440, "height": 420})
    boxes(page).first.check()
    for _ in range(2 * boxes(page).count() - 2):
        page.keyboard.press("Tab")
    expect(boxes(page).last).to_be_focused()
    over = page.locator("[data-ticked]").bounding_box()
    box = boxes(page).last.bounding_box()
    assert over is not None
    assert box is not None
    assert box["y"] + box["height"] <= over["y"]


def test_shift_ticks_a_range_by_mouse_and_by_key(there: There) -> None:
    page = opened(there, there.page())
    boxes(page).nth(0).click()
    boxes(page).nth(3).click(modifiers=["Shift"])
    assert ticked(page) == [0, 1, 2, 3]
    boxes(page).nth(1).focus()
    page.keyboard.press("Space")
    assert ticked(page) == [0, 2, 3]
    boxes(page).nth(3).focus()
    page.keyboard.press("Shift+Space")
    assert ticked(page) == [0]
    expect(page.locator("[data-ticked]")).to_contain_text("1 ticked")


def test_the_box_in_the_head_ticks_all_rows_of_the_page_and_says_when_it_is_some(there: There) -> None:
    page = opened(there, there.page())
    head = page.get_by_role("checkbox", name="Tick all rows of this page")
    head.check()
    assert len(ticked(page)) == boxes(page).count() > 1
    boxes(page).first.uncheck()
    assert head.evaluate("box => box.indeterminate")
    head.click()
    assert len(ticked(page)) == boxes(page).count()
    head.click()
    assert ticked(page) == []


def test_rows_that_a_filter_leaves_stay_ticked_and_others_are_forgotten(there: There) -> None:
    page = opened(there, there.page())
    for nth in (0, 1):
        boxes(page).nth(nth).check()
    who = page.locator("#found tbody tr").first.locator("a").inner_text()
    page.fill("#q", who)
    expect(page.locator("[data-ticked]")).to_contain_text("1 ticked")
    expect(boxes(page)).to_have_count(1)
    page.fill("#q", "")
    expect(page.locator("[data-count]")).not_to_contain_text("/")
    expect(page.locator("[data-ticked]")).to_contain_text("1 ticked")
    assert ticked(page) == [0]


def test_an_act_on_ticked_rows_that_a_filter_took_away_is_refused_and_not_one_on_all_shown(there: There) -> None:
    page = opened(there, there.page())
    before = page.locator(".bulk ol li").count()
    who = page.locator("#found tbody tr").last.locator("a").inner_text()
    boxes(page).nth(0).check()
    boxes(page).nth(1).check()
    find(page, who)
    expect(boxes(page)).to_have_count(1)
    find(page, "")
    assert ticked(page) == []
    expect(alone(page)).to_be_checked()
    expect(page.locator("[data-to]")).to_have_text(NONE)
    press(page, "visit:seen")
    expect(page.get_by_text("nothing was done: no row is ticked")).to_be_visible()
    opened(there, page)
    expect(page.locator(".bulk ol li")).to_have_count(before)


def test_all_that_a_filter_shows_is_chosen_again_for_the_next_filter(there: There) -> None:
    page = opened(there, there.page())
    shown(page).check()
    find(page, page.locator("#found tbody a").first.inner_text())
    expect(shown(page)).not_to_be_checked()
    expect(page.locator("[data-to]")).to_have_text(CHOOSE)
    press(page, "visit:seen")
    assert shown(page).evaluate("one => one.validity.valueMissing")


def test_an_act_is_for_some_of_the_ticked_rows_where_it_is_not_for_all(there: There) -> None:
    page = opened(there, there.page(), "list=tasks&what=visit")
    boxes(page).first.check()
    box = boxes(page).first
    assert box.get_attribute("aria-label") == f"Tick visit {page.locator('#found tbody a').first.inner_text()}"
    box.evaluate("box => { box.dataset.what = 'task'; }")
    page.select_option("#act", "visit:seen")
    expect(page.locator("[data-to]")).to_have_text("1 ticked: it is done to 0 of them, for it is not for the others.")


def test_without_scripts_a_ticked_row_is_a_plain_form(there: There) -> None:
    page = window(there.browser, java_script_enabled=False).new_page()
    sign_in(opened(there, there.page()), there.address, "officer-2")
    opened(there, page)
    expect(page.get_by_text(CHOOSE)).to_be_visible()
    expect(page.locator("[data-every]")).to_be_hidden()
    boxes(page).nth(2).check()
    alone(page).check()
    press(page, "visit:not_seen")
    page.wait_for_url(re.compile("list=contacts"))
    expect(page.locator(".bulk ol li").first).to_contain_text("visit not_seen, 1 row")
    page.locator(".bulk ol li").first.get_by_role("button", name="Undo").click()
    expect(page.locator(".bulk ol li").first).to_contain_text("undone")


def test_who_may_agree_looks_at_exactly_these_rows_on_a_desk_and_a_phone(there: There) -> None:
    page = opened(there, there.page(), "list=tasks&what=task")
    shown(page).check()
    press(page, "close:done")
    expect(page.get_by_text("waits for a second person", exact=True)).to_be_visible()
    for lang, width, light in (("zh-CN", 320, "dark"), ("en-GB", 1440, "light")):
        page = there.page(lang, light, width)
        said = complaints(page)
        sign_in(page, there.address, "officer-3")
        page.goto(f"{there.address}/people?list=tasks")
        page.locator(".bulk a[href*='/people/bulk/']").click()
        expect(page.locator("tbody tr")).to_have_count(100)
        assert not grave(page), lang
        assert not said
        assert page.evaluate("document.documentElement.scrollWidth") <= width, lang
    page.get_by_role("link", name="Next 100").click()
    expect(page.get_by_text("Page 2 / 3")).to_be_visible()
    page.get_by_label("Your password, again").fill(PASSWORD)
    page.get_by_role("button", name="Agree").click()
    expect(page.locator(".bulk ol li").first).to_contain_text("close done, 211 rows")
