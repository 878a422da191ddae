"""What is asked of the pages, by whom, and how long it took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import httpx
import numpy as np

from benchmarks.pages.city import COMMUNITY, SEED, Size
from seawall.desk.opening import Desk
from seawall.store import accounts, sessions
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.web.sealed import sealed
from seawall.web.sessions import COOKIE

PATIENCE = 900.0
"""Seconds for an answer: the first one waits for the first plan of a great outbreak."""


class Officers(NamedTuple):
    """Who asks: one who sees everything, and one of a single community."""

    whole: httpx.Client
    community: httpx.Client

    def by_name(self) -> list[tuple[str, httpx.Client]]:
        """Each with what they see."""
        return [("everything", self.whole), ("one community", self.community)]


class Work(NamedTuple):
    """A page that is asked: addresses, each another, and whether only who sees everything is asked."""

    name: str
    addresses: Callable[[], str]
    whole_alone: bool = False

    def measured(self, officer: httpx.Client, rounds: int) -> str:
        """p50 and p95 of so many answers, and what the last weighed on the wire."""
        seconds = []
        for _ in range(rounds):
            address = self.addresses()
            begun = time.perf_counter()
            answer = officer.get(address)
            seconds.append(time.perf_counter() - begun)
            assert answer.status_code == httpx.codes.OK, f"{answer.status_code} {address}"
        return f"{said(seconds)}, {answer.num_bytes_downloaded / 1e3:,.0f} kB on the wire"


def said(seconds: list[float]) -> str:
    """Medians and 95 of 100."""
    return f"p50 {np.percentile(seconds, 50) * 1e3:,.0f} ms, p95 {np.percentile(seconds, 95) * 1e3:,.0f} ms"


def took(work: Callable[[], object]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def asked(address: str, size: Size, home: Home) -> Iterator[Work]:
    """The pages, each of another part of the city every time."""
    chance = np.random.default_rng(SEED)

    def nth() -> int:
        return int(chance.integers(0, size.people))

    def person(number: int) -> str:
        return f"{address}/people/{sealed(f'P{number}', 'person', home)}"

    yield Work("situation", lambda: f"{address}/situation")
    yield Work("plan", lambda: f"{address}/plan", whole_alone=True)
    yield Work("cases, filtered and counted", lambda: f"{address}/people?list=cases&q=p{nth() % 1000}")
    yield Work("contacts, filtered and counted", lambda: f"{address}/people?list=contacts&q=p{nth() % 1000}")
    yield Work("contacts, sorted, a later page", lambda: f"{address}/people?list=contacts&sort=-last_exposure&page=7")
    yield Work("samples, filtered and counted", lambda: f"{address}/people?list=samples&q=p{nth() % 1000}")
    yield Work("a person", lambda: person(nth()), whole_alone=True)
    yield Work("a person of one's own", lambda: person(nth() % COMMUNITY))


@contextmanager
def officers(desk: Desk) -> Iterator[Officers]:
    """Both, signed in."""
    every = Role("epidemiologist", "hq"), Role("area_officer", "street", "M0")
    with (
        _client(desk, f"whole-{time.time_ns()}", every[0]) as one,
        _client(desk, f"area-{time.time_ns()}", every[1]) as two,
    ):
        yield Officers(one, two)


def _client(desk: Desk, officer: str, role: Role) -> httpx.Client:
    return httpx.Client(timeout=PATIENCE, headers={"Cookie": session(desk, officer, role), "Accept-Language": "zh"})


def session(desk: Desk, officer: str, role: Role) -> str:
    """The cookie of an officer with a new account who is signed in."""
    at = datetime.now(UTC) - timedelta(minutes=1)
    with transaction(desk.server, "owner") as connection:
        made = accounts.make(connection, officer, at)
        accounts.grant(connection, made, role, at)
    with transaction(desk.server) as connection:
        return f"{COOKIE}={sessions.open_(connection, made, 'passkey', datetime.now(UTC))}"
