"""The pages served as they are to users, and Debian's Chromium looking at them."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect, sync_playwright

from seawall.desk import accounts
from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.store.accounts import Role
from seawall.web.sessions import COOKIE

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
CARD = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
DRAWS = (*(each for each in FLAGS if each != "--disable-gpu"), *CARD)
"""With a graphics card made of software, for what is drawn by WebGL."""
_SESSIONS: dict[tuple[str, str], str] = {}
"""The session of an officer at an address."""
PASSWORD = "a wall of eight stones, hollow"  # noqa: S105 - of an account in a test's own home
PATIENCE = 60_000
"""Milliseconds that a browser waits for anything: how busy the machine is says nothing of a page."""
expect.set_options(timeout=PATIENCE)


@contextmanager
def served(desk: Desk, *more: str, log: int | None = None) -> Iterator[str]:
    """The address of a server of the home's pages, in a process of its own; `more` are words of its command, and `log`
    is the open file that it writes its log to."""
    found = None
    while found is None:
        found = _begun(desk, more, log)
    server, address = found
    with server:
        try:
            yield address
        finally:
            server.terminate()
            server.wait(120)


def _begun(desk: Desk, more: tuple[str, ...], log: int | None) -> tuple[subprocess.Popen[bytes], str] | None:
    """A server that answers, and where; None where another took its port meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "seawall.cli", "serve", "--home", str(desk.home.path), "--port", str(port), *more]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=log)  # noqa: S603 - a command of ours
    address = f"{'https' if '--tls-cert' in more else 'http'}://localhost:{port}"
    for _ in range(1200):
        try:
            httpx.get(f"{address}/health", timeout=5, verify=False)  # noqa: S501 - our own server
        except httpx.TransportError:
            if server.poll() is not None:
                if _taken(port):
                    return None
                raise ChildProcessError(f"the server ended with {server.returncode}") from None
            time.sleep(0.1)
        else:
            return server, address
    server.kill()
    server.wait()
    raise TimeoutError(f"{address} does not answer")


def _taken(port: int) -> bool:
    with socket.socket() as free, suppress(OSError):
        free.bind(("127.0.0.1", port))
        return False
    return True


@contextmanager
def chromium(flags: tuple[str, ...] = FLAGS) -> Iterator[Browser]:
    """Debian's Chromium; a machine without it skips the test and says so."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        yield launched(playwright, program, *flags)


def launched(playwright: Playwright, program: str, *flags: str) -> Browser:
    """The browser that a program is, with as much patience as its pages have."""
    return playwright.chromium.launch(executable_path=program, args=flags, timeout=2 * PATIENCE)


def window(browser: Browser, lang: str = "en-GB", **how: Any) -> BrowserContext:
    """A window of its own, in which everything is waited for with PATIENCE; `how` as a context of Playwright has it."""
    found = browser.new_context(locale=lang, **how)
    found.set_default_timeout(PATIENCE)
    return found


def officer(desk: Desk, name: str, role: str, organisation: str) -> None:
    """Gives an officer an account with PASSWORD."""
    accounts.add(desk.home.path, name, Role(role, organisation))
    accounts.set_password(desk.home.path, name, PASSWORD)


def sign_in(page: Page, address: str, name: str) -> None:
    """Leaves the page at the situation, signed in as somebody.

    The first time with the break-glass password, as somebody does whose key is not at hand; afterwards in the same
    session while it lasts, for an account may ask for ten in a quarter of an hour.
    """
    context = page.context
    if session := _SESSIONS.get((address, name)):
        context.add_cookies([{"name": COOKIE, "value": session, "domain": "localhost", "path": "/",
                              "secure": True, "httpOnly": True, "sameSite": "Strict"}])  # fmt: skip
    page.goto(f"{address}/situation")
    if not page.url.startswith(f"{address}/sign-in"):
        return
    page.locator("summary").click()
    page.fill("input[name=officer]", name)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form[action*=password] button").click()
    page.wait_for_url(f"{address}/situation")
    (_SESSIONS[address, name],) = (each["value"] for each in context.cookies() if each["name"] == COOKIE)


def told(page: Page, home: Path, file: Path) -> Locator:
    """What a page says once a file came in."""
    import_files(home, [file], rejects=file.with_name("rejects.csv"))
    newer = page.locator("#newer")
    expect(newer).to_be_visible()
    return newer


def until(page: Page, found: Callable[[], bool]) -> None:
    """Waits for what is drawn: a page says that of no single colour."""
    for _ in range(PATIENCE // 500):
        if found():
            return
        page.wait_for_timeout(500)
    raise TimeoutError("it was not drawn")


def grave(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on a page that is serious or critical: the rule, and where."""
    found = Axe().run(page).response["violations"]
    return [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found if each["impact"] in ("serious", "critical")
    ]  # fmt: skip


def complaints(page: Page) -> list[str]:
    """What a browser complains of from now on: a page's own policy broken, a script that failed."""
    said = list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said
