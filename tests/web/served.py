"""The pages served as they are to users, and Debian's Chromium looking at them."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from seawall.desk import accounts
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


@contextmanager
def served(desk: Desk, *more: str, log: int | None = None) -> Iterator[str]:
    """The address of a server of the home's pages, in a process of its own; `more` are words of its command, and `log`
    is the open file that it writes its log to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "seawall.cli", "serve", "--home", str(desk.home.path), "--port", str(port), *more]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=log) as server:  # noqa: S603 - a command of ours
        try:
            address = f"{'https' if '--tls-cert' in more else 'http'}://localhost:{port}"
            _wait(address)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _wait(address: str) -> None:
    for _ in range(1200):
        try:
            httpx.get(f"{address}/health", timeout=5, verify=False)  # noqa: S501 - our own server
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{address} does not answer")


@contextmanager
def chromium(flags: tuple[str, ...] = FLAGS) -> Iterator[Browser]:
    """Debian's Chromium; a machine without it skips the test and says so."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=flags)


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
