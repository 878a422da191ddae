"""Who asks the API: found by the token that a request bears, and by nothing else."""

from asyncio import sleep
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from threading import BoundedSemaphore
from typing import Any

from litestar import Request

from seawall.desk.opening import Desk
from seawall.store import tokens
from seawall.store.database import transaction
from seawall.store.tokens import PREFIX, Token
from seawall.web.api.problems import ProblemError
from seawall.web.noticing import tried
from seawall.web.signin.limits import Limit

MINUTE = timedelta(minutes=1)
OFTEN = 600
"""How often a token may ask in a minute."""
STRANGERS = 60
"""How often an address may ask in a minute with what is no token."""
READS, WRITES = 4, 2
"""How many answers are streamed, and how many bodies stored, at once."""
PATIENCE, _LOOK = 30.0, 0.05
"""Seconds that a body waits for its place, and between two looks whether one is free."""
_LONGEST = 200


class Pace:
    """How often each token has asked, and each address without one; in the memory of the process."""

    def __init__(self, often: int = OFTEN, strangers: int = STRANGERS) -> None:
        self.tokens, self.addresses = Limit(often, MINUTE), Limit(strangers, MINUTE)
        self.reads, self.writes = BoundedSemaphore(READS), BoundedSemaphore(WRITES)


@contextmanager
def place(slots: BoundedSemaphore) -> Iterator[None]:
    """One of the places for what goes on at once, so that programs never take all from the pages.

    Raises ProblemError where none is free.
    """
    if not slots.acquire(blocking=False):
        raise ProblemError("busy", "", **{"Retry-After": "10"})
    try:
        yield
    finally:
        slots.release()


@asynccontextmanager
async def waiting(slots: BoundedSemaphore) -> AsyncIterator[None]:
    """As `place`, but waits for one, on no thread that a page could need. Raises ProblemError after PATIENCE."""
    for _ in range(int(PATIENCE / _LOOK)):
        if slots.acquire(blocking=False):
            break
        await sleep(_LOOK)
    else:
        raise ProblemError("busy", "", **{"Retry-After": "10"})
    try:
        yield
    finally:
        slots.release()


def bearer(request: Request[Any, Any, Any]) -> Token:
    """The token that a request bears. Raises ProblemError where it bears none that is good, or asks too often."""
    desk: Desk = request.app.state.desk
    pace: Pace = request.app.state.pace
    now = datetime.now(UTC)
    scheme, _, said = request.headers.get("authorization", "").partition(" ")
    good = scheme.lower() == "bearer" and said.startswith(PREFIX) and said.isascii() and len(said) <= _LONGEST
    found = _found(desk, said, now) if good else None
    if found is None:
        tried(request, "no good token")
        address = request.client.host if request.client else "nowhere"
        _count(pace.addresses, address, now)
        raise ProblemError("no-token", "Authorization: Bearer TOKEN", **{"WWW-Authenticate": 'Bearer realm="seawall"'})
    _count(pace.tokens, str(found.token), now)
    return found


def _found(desk: Desk, said: str, now: datetime) -> Token | None:
    with transaction(desk.server) as connection:
        return tokens.find(connection, said, now)


def _count(limit: Limit, key: str, now: datetime) -> None:
    if limit.count(key, now) > limit.most:
        raise ProblemError("too-often", f"{limit.most} / 60 s", **{"Retry-After": "60"})
