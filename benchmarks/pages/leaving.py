"""A list that leaves as a file: asked for by one, approved by another, and how fast it streams."""

import re
import time

import httpx

from benchmarks.pages.asking import PATIENCE, session
from seawall.desk.opening import Desk
from seawall.store.accounts import Role

NUMBER = re.compile(r"/people/export/([0-9a-f]{32})")
TOKEN = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')


class Officer:
    """Somebody who is signed in, and sends forms as their browser would."""

    def __init__(self, desk: Desk, role: Role) -> None:
        self._session, self._token = session(desk, f"{role.role}-{time.time_ns()}", role), ""
        self._client = httpx.Client(timeout=PATIENCE)

    def get(self, address: str) -> httpx.Response:
        """A page; its token is kept for the next form."""
        answer = self._client.get(address, headers={"Cookie": self._session}).raise_for_status()
        self._token = TOKEN.findall(answer.text)[0]
        return answer

    def send(self, address: str, **fields: str) -> httpx.Response:
        """A form."""
        cookies = {"Cookie": f"{self._session}; __Host-csrf={self._token}", "Sec-Fetch-Site": "same-origin"}
        return self._client.post(address, data={"_csrf_token": self._token, **fields}, headers=cookies)

    def streamed(self, address: str) -> tuple[int, float]:
        """How many lines of a file came, and in how many seconds."""
        begun, lines = time.perf_counter(), 0
        with self._client.stream("GET", address, headers={"Cookie": self._session}) as answer:
            answer.raise_for_status()
            for piece in answer.iter_bytes():
                lines += piece.count(b"\n")
        return lines, time.perf_counter() - begun


def print_leaving(desk: Desk, address: str) -> None:
    """Rows a second of the contacts as CSV and as XLSX."""
    one, two = Officer(desk, Role("epidemiologist", "cdc")), Officer(desk, Role("commander", "hq"))
    rows = 0
    for as_ in ("csv", "xlsx"):
        one.get(f"{address}/people?list=contacts")
        one.send(f"{address}/people/export", list="contacts", **{"as": as_}, why="measured")
        number = NUMBER.findall(two.get(f"{address}/people?list=contacts").text)[-1]
        two.send(f"{address}/people/export/{number}/approve")
        lines, seconds = one.streamed(f"{address}/people/export/{number}")
        rows = rows or lines - 1
        print(f"export as {as_}: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} a second")
