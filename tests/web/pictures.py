"""Writes pictures of every page, as officers have them on the first day of the drill.

    python -m tests.web.pictures --out DIR

Each page on the desk and on a phone, light and dark, in Chinese and English: DIR/situation-desk-zh-light.png.
"""

import argparse
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.web.played import played
from tests.web.served import DRAWS, chromium, officer, served, sign_in

DAY = "2022-01-23T16:00"
PAGES = ("sign-in", "situation", "plan", "chains", "people", "import", "bulletin", "public", "passkey")
SIZES = {"desk": (1440, 900), "phone": (360, 740)}
KEPT = (
    "health", "accounts", "account?officer=officer-1", "means", "policies", "policies/simulation?policy=covid19-cn-9",
)  # fmt: skip
"""Pages of the administration that an administrator has."""
AUDITED = (
    "journal", "journal/verification", "policies/differences?from=covid19-cn-8&to=covid19-cn-9",
    "policies/policy?id=covid19-cn-8",
)  # fmt: skip
"""Those that an auditor has."""
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


def main() -> None:
    """Plays the drill, serves it, signs somebody in, and looks at everything."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--out", type=Path, required=True, help="the folder the pictures are written to")
    out: Path = given.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, played(Path(folder) / "day", DAY) as desk:
        officer(desk, "officer-1", "commander", "county-headquarters")
        officer(desk, "admin-1", "administrator", "county-it")
        officer(desk, "auditor-1", "auditor", "county-audit")
        officer(desk, "tracer-9", "tracer", "tracing-1")
        with chromium(DRAWS) as browser, served(desk) as address:
            for name, page in _looks(browser, address):
                page.screenshot(path=out / f"{name}.png")


def _looks(browser: Browser, address: str) -> Iterator[tuple[str, Page]]:
    """Every page, in every size, language and light, with the name of its picture."""
    for (size, (width, height)), (lang, locale), light in product(SIZES.items(), LANGUAGES.items(), ("light", "dark")):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale,
            color_scheme="dark" if light == "dark" else "light",
        )  # fmt: skip
        page = context.new_page()
        page.goto(f"{address}/sign-in")
        yield f"sign-in-{size}-{lang}-{light}", page
        sign_in(page, address, "officer-1")
        _looked(page, address)
        for name in PAGES[1:]:
            page.goto(f"{address}/{name}")
            yield f"{name}-{size}-{lang}-{light}", page
        yield f"map-{size}-{lang}-{light}", _map(page, address)
        page.goto(f"{address}/people?list=contacts")
        page.locator("#found td.id a").first.click()
        yield f"person-{size}-{lang}-{light}", page
        page.goto(f"{address}/public")
        page.locator(".every a").first.click()
        yield f"public-one-{size}-{lang}-{light}", page
        page.emulate_media(media="print")
        yield f"public-printed-{size}-{lang}-{light}", page
        yield from _kept(page, address, f"{size}-{lang}-{light}")
        if size == "phone":
            yield from _field(page, address, f"{size}-{lang}-{light}")
        context.close()


def _looked(page: Page, address: str) -> None:
    """The officer looks at what happened to their account: pages tell of it until then."""
    page.goto(f"{address}/passkey")
    page.locator("form[action*=looked] button").click()


def _map(page: Page, address: str) -> Page:
    """The map with one unit beside it, once it is drawn."""
    page.goto(f"{address}/map?unit=v-liuyin")
    page.locator("#map[data-drawn]").wait_for()
    page.wait_for_timeout(1_500)  # its names come last
    return page


def _kept(page: Page, address: str, look: str) -> Iterator[tuple[str, Page]]:
    """The pages of the administration, for an administrator and for an auditor."""
    page.emulate_media(media="screen")
    for who, pages in (("admin-1", KEPT), ("auditor-1", AUDITED)):
        page.context.clear_cookies(name="__Host-session")
        sign_in(page, address, who)
        for name in pages:
            page.goto(f"{address}/administration/{name}")
            yield f"administration-{name.partition('?')[0].replace('/', '-')}-{look}", page


def _field(page: Page, address: str, look: str) -> Iterator[tuple[str, Page]]:
    """What a team has on its phone: its tasks, the first step of an interview, a specimen, what it recorded."""
    page.context.clear_cookies(name="__Host-session")
    sign_in(page, address, "tracer-9")
    page.goto(f"{address}/field")
    call = page.locator("[data-task^='call:']").first
    call.wait_for()
    yield f"field-{look}", page
    person = (call.get_attribute("data-task") or "").partition(":")[2]
    for name, step in (("interview", f"interview/{person}"), ("specimen", "specimen"), ("record", "record")):
        page.goto(f"{address}/field#/{step}")
        page.locator("main h1, main h2").first.wait_for()
        yield f"field-{name}-{look}", page


if __name__ == "__main__":
    main()
