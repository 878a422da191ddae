"""The map as officers have it: drawn where there is WebGL, a list where there is none."""

import gzip
import re
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect, sync_playwright

from seawall.desk import opening
from seawall.web import islands
from tests.web.played import played
from tests.web.served import DRAWS, FLAGS, complaints, grave, launched, officer, served, sign_in, told, until, window
from tests.web.tiled import world

NIGHT = "2022-01-23T01:30"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Callable[..., Browser]]:
    """Launches Chromium with some flags."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        yield lambda *flags: launched(playwright, program, *flags)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    if islands.island("map") is None:
        pytest.skip("the islands were not built: make islands")
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk, served(desk) as address:
        officer(desk, "officer-1", "commander", "county-headquarters")
        yield address, desk.home.path


@pytest.fixture(scope="module")
def drawing(chromium: Callable[..., Browser]) -> Browser:
    return chromium(*DRAWS)


def opened(
    browser: Browser, address: str, path: str, lang: str = "en-GB", light: str = "light", width: int = 1440
) -> Page:
    scheme = "dark" if light == "dark" else "light"
    page = window(browser, lang, color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    sign_in(page, address, "officer-1")
    page.goto(address + path)
    return page


def drawn(page: Page) -> Page:
    """The page once the map is drawn, its names too."""
    page.locator("#map[data-drawn]").wait_for()
    return page


@pytest.mark.parametrize(("lang", "light"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_the_map_is_drawn_under_the_policy_of_the_page_and_axe_finds_nothing_serious(
    there: tuple[str, Path], drawing: Browser, lang: str, light: str
) -> None:
    page = opened(drawing, there[0], "/situation", lang, light)
    said = complaints(page)
    page.goto(f"{there[0]}/map?unit=v-liuyin")
    drawn(page)
    seen = page.evaluate("""async () => {
        const shot = document.querySelector("#map canvas");
        return [shot.width > 300, document.querySelector("#undrawn").hidden]; }""")
    assert seen == [True, True]
    until(page, lambda: len(set(page.locator("#map canvas").screenshot())) > 100)
    assert not grave(page)
    assert not said


def test_a_click_opens_the_unit_and_the_view_stays(there: tuple[str, Path], drawing: Browser) -> None:
    page = drawn(opened(drawing, there[0], "/map"))
    expect(page.locator("#unit")).to_contain_text("Choose a unit")
    page.locator("#map canvas").click(position={"x": 560, "y": 150})
    expect(page.locator("#unit h2")).to_have_text("Liuyin village")
    expect(page.locator("#list tr[aria-current]")).to_contain_text("Liuyin")
    expect(page).to_have_url(re.compile("unit=v-liuyin"))


def test_a_place_is_found_while_one_types_and_opened_by_the_keyboard(there: tuple[str, Path], drawing: Browser) -> None:
    page = drawn(opened(drawing, there[0], "/map"))
    page.get_by_label("Find a place or unit").press_sequentially("supermarket")
    link = page.locator("#hits a")
    expect(page).to_have_url(re.compile("q=supermarket"))
    expect(link).to_have_count(1)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#unit h2")).to_have_text("Shiqiao village")
    expect(page.locator("#unit")).to_be_focused()


def test_another_fill_and_finer_units_are_shown_at_once(there: tuple[str, Path], drawing: Browser) -> None:
    page = drawn(opened(drawing, there[0], "/map"))
    page.get_by_label("clean days").check()
    expect(page.locator("#legend li").first).to_have_text("0")
    page.get_by_label("street", exact=True).check()
    expect(page.locator("#list tbody").first.locator("tr")).to_have_count(2)
    expect(page).to_have_url(re.compile("fill=clean"))
    expect(page).to_have_url(re.compile("grain=1"))


def test_without_webgl_the_list_says_the_same_and_the_page_says_why(
    there: tuple[str, Path], chromium: Callable[..., Browser]
) -> None:
    page = opened(chromium(*FLAGS, "--disable-3d-apis"), there[0], "/map")
    expect(page.locator("#undrawn")).to_contain_text("WebGL 2 is missing")
    expect(page.locator("#map")).to_be_hidden()
    page.get_by_role("link", name="Liuyin").first.click()
    expect(page.locator("#unit h2")).to_have_text("Liuyin village")


def test_without_a_script_every_choice_is_a_link_or_a_form(there: tuple[str, Path], drawing: Browser) -> None:
    page = opened(drawing, there[0], "/map")
    kept = page.context.storage_state()
    bare = window(drawing, java_script_enabled=False, storage_state=kept).new_page()
    bare.goto(f"{there[0]}/map")
    assert "The drawing needs a script" in bare.content()
    bare.get_by_label("clean days").check()
    bare.get_by_role("button", name="Show").click()
    expect(bare.locator("#legend li").first).to_have_text("0")
    bare.locator("#list").get_by_role("link", name="Liuyin").first.click()
    expect(bare.locator("#unit h2")).to_have_text("Liuyin village")


def test_on_a_phone_nothing_scrolls_sideways(there: tuple[str, Path], drawing: Browser) -> None:
    page = drawn(opened(drawing, there[0], "/map?unit=v-liuyin", "zh-CN", width=320))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_facts_that_come_in_are_drawn_when_somebody_asks_and_the_view_stays(
    there: tuple[str, Path], drawing: Browser, tmp_path: Path
) -> None:
    page = drawn(opened(drawing, there[0], "/map"))
    expect(page.locator("#list tbody").first).not_to_contain_text("New village")
    (tmp_path / "units.csv").write_text(
        "unit,parent,level,name,lon,lat,datum,recorded_at\n"
        "v-new,street-hexi,village,New village,116.15,36.80,WGS84,2022-01-23T01:30\n", encoding="utf-8",
    )  # fmt: skip
    newer = told(page, there[1], tmp_path / "units.csv")
    expect(newer).to_contain_text("Facts came in")
    with page.expect_response(lambda answer: "/map/layers" in answer.url) as layers:
        newer.get_by_role("link").click()
    assert "v-new" in layers.value.text()
    expect(page.locator("#list tbody").first).to_contain_text("New village")
    expect(newer).to_be_hidden()


def colour(shot: bytes) -> tuple[int, ...]:
    """The first dot of a picture in PNG: whatever its row is filtered by, it stands as it is."""
    body, at = b"", 8
    while at < len(shot):
        length, name = int.from_bytes(shot[at : at + 4]), shot[at + 4 : at + 8]
        body += shot[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += 12 + length
    return tuple(zlib.decompress(body)[1:4])


def test_tiles_out_of_a_file_lie_under_what_is_ours(there: tuple[str, Path], drawing: Browser, tmp_path: Path) -> None:
    file = world(tmp_path / "world.pmtiles", (200, 30, 30))
    with served(opening.opened(there[1]), "--pmtiles", str(file)) as address:
        page = opened(drawing, address, "/situation")
        with page.expect_response(lambda answer: "ground.pmtiles" in answer.url) as tiles:
            page.goto(f"{address}/map")
        assert tiles.value.status == 206
        drawn(page)
        corner = page.locator("#map canvas").bounding_box()
        assert corner
        dot: FloatRect = {"x": corner["x"] + 8, "y": corner["y"] + 8, "width": 4, "height": 4}
        until(page, lambda: colour(page.screenshot(clip=dot)) == (200, 30, 30))
        expect(page.locator("#groundless")).to_be_hidden()


def test_a_ground_that_does_not_answer_is_left_out_and_said(there: tuple[str, Path], drawing: Browser) -> None:
    with served(opening.opened(there[1]), "--map-style", "http://127.0.0.1:9/style.json") as address:
        page = drawn(opened(drawing, address, "/map"))
        expect(page.locator("#groundless")).to_contain_text("does not answer")


def test_the_page_with_its_map_is_less_than_a_megabyte_on_the_wire() -> None:
    if islands.island("map") is None:
        pytest.skip("the islands were not built: make islands")
    files = [each for each in Path(str(islands.BUILT)).iterdir() if each.name.startswith(("map-", "maplibre"))]
    assert sum(len(gzip.compress(each.read_bytes())) for each in files) < 600_000


@pytest.mark.parametrize("width", [1440, 412])
def test_nothing_moves_when_the_map_is_drawn(drawing: Browser, there: tuple[str, Path], width: int) -> None:
    page = drawn(opened(drawing, there[0], "/map", width=width))
    moved = page.evaluate("""() => new Promise(resolve => new PerformanceObserver((seen) => resolve(
        seen.getEntries().reduce((sum, each) => sum + (each.hadRecentInput ? 0 : each.value), 0)
    )).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => resolve(0), 1000))""")
    assert moved < 0.1
