"""A clerk at the import page, in Chromium: a GB18030 file with faults is repaired there, with and without the mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from seawall.desk import opening
from seawall.desk.importing import StoredBooks
from seawall.desk.opening import Desk
from tests.web.served import chromium, grave, officer, served, sign_in, window

LIST = """手机\t姓名\t出生日期\t性别\t体温
p1\t王小明\t1990-01-01\t男\t36
p2\t李四\t1990-02-30\t雄\t
p3\t张三\t1月32日\t女\t
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("service") / "home"
    opening.init(home, zone="Asia/Shanghai", history=False)
    try:
        made = opening.opened(home)
        officer(made, "clerk-1", "clerk", "county-centre")
        yield made
    finally:
        opening.stop(home)


@pytest.fixture(scope="module")
def clerk(desk: Desk) -> Iterator[tuple[Page, str]]:
    with chromium() as browser, served(desk) as address:
        page = window(browser, "zh-CN", viewport={"width": 1440, "height": 900}).new_page()
        sign_in(page, address, "clerk-1")
        yield page, address


def test_a_clerk_imports_a_gb18030_file_with_faults_and_repairs_it(
    clerk: tuple[Page, str], desk: Desk, tmp_path: Path
) -> None:
    page, address = clerk
    said = list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    file = tmp_path / "饭店名单.csv"
    file.write_bytes(LIST.encode("gb18030"))
    page.goto(f"{address}/import")
    page.set_input_files("#files", file)
    page.get_by_role("button", name="查看").click()
    page.select_option("[name='f0.table']", "persons")
    page.get_by_role("button", name="按选择重新读取").click()
    page.get_by_label("手机").select_option("person")
    page.get_by_role("button", name="按选择重新读取").click()
    expect(page.locator(".import")).to_contain_text("GB18030，制表符分隔 · 3")
    assert grave(page) == []
    page.get_by_role("button", name="存入合格的行").click()
    expect(page.locator(".import .answers")).to_contain_text("已导入1 行")
    wrong = page.get_by_label("行号 3 出生日期")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#{wrong.get_attribute('aria-describedby')}")).to_contain_text("没有 2 月 30 日")
    assert grave(page) == []
    wrong.fill("1990-02-28")
    page.get_by_label("行号 3 性别").fill("男")
    page.get_by_role("button", name="存入改好的行").click()
    expect(page.locator(".import .answers")).to_contain_text("已改： 1")
    page.get_by_label("行号 4 出生日期").fill("不详")
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有要改的行")).to_be_visible()
    assert sorted(StoredBooks(desk, "test").ids("persons", "person")) == ["p1", "p2", "p3"]
    assert said == []


def test_files_that_are_dropped_are_sent(clerk: tuple[Page, str]) -> None:
    page, address = clerk
    page.goto(f"{address}/import")
    dropped = page.evaluate_handle(
        "() => { const all = new DataTransfer(); all.items.add(new File(['place\\nM\\n'], 'places.csv')); return all; }"
    )
    page.dispatch_event("form.send", "drop", {"dataTransfer": dropped})
    expect(page.get_by_role("heading", name="places.csv")).to_be_visible()


def test_it_is_sound_in_the_dark_in_english_and_on_a_phone(clerk: tuple[Page, str]) -> None:
    page, address = clerk
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/import")
    page.get_by_role("button", name="EN").click()
    twins = b"person,name,sex,birth\na,Li,male,1990-01-01\nb,Li,male,1990-01-01\nc,Wu,zebra,\n"
    page.set_input_files("#files", FilePayload(name="persons.csv", mimeType="text/csv", buffer=twins))
    page.get_by_role("button", name="Look at them").click()
    page.set_viewport_size({"width": 320, "height": 800})
    for button in ("Store the good rows", "Two people"):
        assert grave(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("heading", name="Rows to repair")).to_be_visible()
    assert grave(page) == []
