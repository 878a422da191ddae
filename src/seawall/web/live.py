"""What came in since a page was made, told while somebody reads it: figures never move under a reading eye."""

import asyncio
import re
from collections.abc import AsyncIterator
from threading import Lock
from time import monotonic
from typing import Any

from litestar import Request, get
from litestar.response import ServerSentEvent, ServerSentEventMessage

from seawall.desk.opening import Desk
from seawall.desk.planning import Read
from seawall.web.errors import AskedError
from seawall.web.kept import read

BEAT = 2.0
"""Seconds between two looks at the database, however many pages are open."""
BEATS = 150
"""After so many a browser asks anew, and is asked anew who it is."""
SINCE = re.compile(r"[0-9]{1,18}\.[0-9]{1,18}")


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


@get("/live", opt={"action": "look", "resource": "situation", "waits": True})
async def live(request: Request[Any, Any, Any]) -> ServerSentEvent:
    """One event for each time that facts, orders or check-ins came in since the page that asks was made.

    The page says how far they went by then: `since`, the last batch of facts and the last of check-ins; a browser that
    asks anew says what it was told last.
    """
    since: str = request.headers.get("last-event-id") or request.query_params.get("since") or ""
    return ServerSentEvent(_told(request.app.state.desk, request.app.state.pulse, _decoded(since)))


def _decoded(since: str) -> Read:
    """How far facts and check-ins went, of a text such as 46.3. Raises AskedError."""
    if not SINCE.fullmatch(since):
        raise AskedError("since={since!r} is no two batches, such as 46.3: open the page again", since=since[:40])
    return Read(*map(int, since.split(".")))


async def _told(desk: Desk, pulse: Pulse, known: Read) -> AsyncIterator[ServerSentEventMessage]:
    for _ in range(BEATS):
        now = await asyncio.to_thread(pulse.read, desk)
        if now.facts > known.facts or now.checkins > known.checkins:
            known = now
            yield ServerSentEventMessage(event="newer", data=now.facts, id=f"{now.facts}.{now.checkins}")
        await asyncio.sleep(BEAT)


HANDLERS = [live]
