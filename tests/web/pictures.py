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
from tests.web.served import chromium, officer, served, sign_in

DAY = "2022-01-23T16:00"
PAGES = ("sign-in", "situation", "plan", "people", "import")
SIZES = {"desk": (1440, 900), "phone": (360, 740)}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


def main() -> None:
    """Plays the drill, serves it, signs somebody in, and looks at everything."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--out", type=Path, required=True, help="the folder the pictures are written to")
    out: Path = given.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, played(Path(folder), DAY) as desk:
        officer(desk, "officer-1", "commander", "county-headquarters")
        with chromium() as browser, served(desk) as address:
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
        for name in PAGES[1:]:
            page.goto(f"{address}/{name}")
            yield f"{name}-{size}-{lang}-{light}", page
        context.close()


if __name__ == "__main__":
    main()
