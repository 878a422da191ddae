"""What came in since a page was made, told while somebody reads it: figures never move under a reading eye."""

import asyncio
from collections.abc import AsyncIterator
from threading import Lock
from time import monotonic
from typing import Any

from litestar import Request, get
from litestar.response import ServerSentEvent

from seawall.desk.opening import Desk
from seawall.desk.planning import Read
from seawall.web.kept import read
from seawall.web.looking import Looking

BEAT = 2.0
"""Seconds between two looks at the database, however many pages are open."""
BEATS = 150
"""After so many a browser asks anew, and is asked anew who it is."""


class Pulse:
    """How far the home's facts go, looked up once a beat for everybody."""

    def __init__(self) -> None:
        self._lock, self._at, self._read = Lock(), 0.0, Read(0, 0)

    def read(self, desk: Desk) -> Read:
        """How far they go, as of a beat ago at most."""
        with self._lock:
            if monotonic() - self._at >= BEAT:
                self._read, self._at = read(desk), monotonic()
            return self._read


PULSE = Pulse()


@get("/live", opt={"action": "look", "resource": "situation", "waits": True})
async def live(request: Request[Any, Any, Any]) -> ServerSentEvent:
    """One event for each time that facts, orders or check-ins came in since the page that asks was made."""
    return ServerSentEvent(_told(Looking(request).desk), event_type="newer")


async def _told(desk: Desk) -> AsyncIterator[str]:
    known = await asyncio.to_thread(PULSE.read, desk)
    for _ in range(BEATS):
        await asyncio.sleep(BEAT)
        now = await asyncio.to_thread(PULSE.read, desk)
        if now != known:
            known = now
            yield f"{now.facts}"


HANDLERS = [live]
