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
    """Somebody who is signed in, keeps cookies as their browser would at localhost, and sends forms."""

    def __init__(self, desk: Desk, role: Role) -> None:
        self._cookies = dict([session(desk, f"{role.role}-{time.time_ns()}", role).split("=", 1)])
        self._token, self._client = "", httpx.Client(timeout=PATIENCE)

    def get(self, address: str) -> httpx.Response:
        """A page; its token is kept for the next form."""
        answer = self._client.get(address, headers=self._held()).raise_for_status()
        self._token = TOKEN.findall(answer.text)[0]
        return answer

    def send(self, address: str, **fields: str) -> httpx.Response:
        """A form, with what came back; what it could not do is an error."""
        headers = {**self._held(("__Host-csrf", self._token)), "Sec-Fetch-Site": "same-origin"}
        answer = self._client.post(address, data={"_csrf_token": self._token, **fields}, headers=headers)
        assert answer.status_code == httpx.codes.SEE_OTHER, f"{answer.status_code} {answer.text[:2000]}"
        self._cookies |= {each.name: each.value or "" for each in answer.cookies.jar}
        return answer

    def _held(self, *more: tuple[str, str]) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in [*self._cookies.items(), *more])}

    def streamed(self, address: str) -> tuple[int, float]:
        """How many lines of a file came, and in how many seconds."""
        begun, lines = time.perf_counter(), 0
        with self._client.stream("GET", address, headers=self._held()) as answer:
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
        two.send(f"{address}/people/export/{number}/agree")
        lines, seconds = one.streamed(f"{address}/people/export/{number}")
        rows = rows or lines - 1
        print(f"export as {as_}: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} a second")
