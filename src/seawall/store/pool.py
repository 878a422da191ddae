"""Connections that a process which serves pages keeps between two uses: to make one takes longer than most questions.

They are kept while somebody says so (`kept`), by that process alone, a bounded number for each role. What one borrower
set is gone before the next has the connection, and one that the server let go of is replaced before it is handed out.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock

import psycopg
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.pool.base import _ConnectionFairy

from seawall.store.account import ServerError
from seawall.store.adbc import GONE, Connection, connect
from seawall.store.server import Server

KEPT, MOST = 4, 8
"""Connections of a role that are kept, and that there are at once, of each of the two kinds."""
PATIENCE = 10.0
"""Seconds that a borrower waits for one."""


@dataclass
class Pool:
    """What is kept of one server: an engine for each address, and connections that bring frames, by theirs."""

    pid: int = field(default_factory=os.getpid)
    users: int = 0
    engines: dict[URL, Engine] = field(default_factory=dict)
    frames: dict[str, "Frames"] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def engine(self, url: URL) -> Engine:
        """The engine of an address, made once."""
        with self.lock:
            if url not in self.engines:
                self.engines[url] = _engine(url)
            return self.engines[url]

    def of_frames(self, uri: str) -> "Frames":
        """The connections that bring frames from an address."""
        with self.lock:
            return self.frames.setdefault(uri, Frames(uri))

    def close(self) -> None:
        """Closes all that nobody has in use; what is in use is closed when it comes back."""
        for engine in self.engines.values():
            engine.dispose()
        for each in self.frames.values():
            each.close()


class Frames:
    """Connections of one address that bring frames."""

    def __init__(self, uri: str) -> None:
        self.uri, self.open = uri, True
        self._free: list[Connection] = []
        self._turn, self._lock = BoundedSemaphore(MOST), Lock()

    def take(self) -> Connection:
        """One that is clean and alive. Raises ServerError where all stay in use, or one of GONE."""
        if not self._turn.acquire(timeout=PATIENCE):
            raise ServerError(f"the database is busy: {MOST} reads are going on; do it again")
        try:
            while (found := self._pop()) is not None:
                try:
                    found.clean()
                except GONE:
                    _close(found)
                else:
                    return found
            return connect(self.uri)
        except BaseException:
            self._turn.release()
            raise

    def give(self, connection: Connection, *, whole: bool) -> None:
        """Takes one back; a broken one, or one too many, is closed."""
        with self._lock:
            keeps = whole and self.open and len(self._free) < KEPT
            if keeps:
                self._free.append(connection)
        if not keeps:
            _close(connection)
        self._turn.release()

    def close(self) -> None:
        """Closes those that nobody has."""
        self.open = False
        while (found := self._pop()) is not None:
            _close(found)

    def _pop(self) -> Connection | None:
        with self._lock:
            return self._free.pop() if self._free else None


_POOLS: dict[URL, Pool] = {}
_CHANGING = Lock()


def of(server: Server) -> Pool | None:
    """What this process keeps of a server; None: nothing. A process that was forked has nothing of its parent's."""
    found = _POOLS.get(server.urls["desk"])
    return found if found is not None and found.pid == os.getpid() else None


@contextmanager
def kept(server: Server) -> Iterator[None]:
    """Keeps connections to a server until the last who said so is done."""
    take(server)
    try:
        yield
    finally:
        leave(server)


def take(server: Server) -> None:
    """Begins to keep connections to a server, or has one user more."""
    with _CHANGING:
        found = of(server)
        if found is None:
            found = _POOLS[server.urls["desk"]] = Pool()
        found.users += 1


def leave(server: Server) -> None:
    """Has one user less; the last closes what is kept."""
    with _CHANGING:
        found = of(server)
        if found is None:
            return
        found.users -= 1
        if found.users:
            return
        del _POOLS[server.urls["desk"]]
    found.close()


def _engine(url: URL) -> Engine:
    made = create_engine(
        url, pool_size=KEPT, max_overflow=MOST - KEPT, pool_timeout=PATIENCE, connect_args={"prepare_threshold": None}
    )
    event.listen(made, "checkout", _clean)
    return made


def _clean(driver: psycopg.Connection[object], _entry: ConnectionPoolEntry, _fairy: _ConnectionFairy) -> None:
    """Takes away whatever the borrower before left: settings, temporary tables, locks of the session."""
    try:
        driver.autocommit = True
        driver.execute("DISCARD ALL")
        driver.autocommit = False
    except psycopg.Error as error:
        raise DisconnectionError from error  # the pool tries with another


def _close(connection: Connection) -> None:
    with suppress(*GONE):
        connection.close()
