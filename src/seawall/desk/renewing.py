"""New passwords and keys for a home, at its terminal."""

import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from seawall.desk.opening import Desk, opened
from seawall.store import database, embedded, home, rekey, renewal
from seawall.store.account import who
from seawall.store.home import ROLES
from seawall.store.rekey import Counted
from seawall.tables.errors import SeawallError

_PATIENCE = 2.0  # seconds in which a connection that was closed is gone


class RenewalError(SeawallError):
    """The keys are not renewed; the message says why, and nothing is changed."""


def renew(path: Path | None, told: Callable[[int], None] = lambda _: None) -> Counted:
    """Renews passwords and keys, or ends a renewal that was killed; how many rows of the register are under the new
    keys, and how many are under none. `told` hears how many rows were looked at.

    Raises RenewalError while somebody uses the home, and where its keys are not those of its names.
    """
    found = home.open_home(path or home.default_home())
    if not renewal.under_way(found):
        desk = opened(found.path)
        _refuse_in_use(desk)
        _refuse_strange(desk)
        renewal.begin(found)
    server = embedded.start(found)
    database.migrate(server, found)
    return renewal.finish(server, found, who(), told) or rekey.counted(server, found)


def _refuse_in_use(desk: Desk) -> None:
    until = time.monotonic() + _PATIENCE
    while others := _others(desk):
        if time.monotonic() > until:
            raise RenewalError(
                f"{desk.home.path} is in use ({others} connections to its database): end `seawall serve` and whatever "
                "else works on it, then again"
            )
        time.sleep(0.05)


def _others(desk: Desk) -> int:
    with database.transaction(desk.server, "owner") as connection:
        return int(connection.scalar(_OTHERS, {"roles": list(ROLES)}) or 0)


_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = ANY(:roles) AND pid <> pg_backend_pid()"
)


def _refuse_strange(desk: Desk) -> None:
    if not rekey.readable(desk.server, desk.home):
        raise RenewalError(
            f"none of the newest {rekey.SAMPLE} names opens with the keys in {desk.home.path / 'secrets'}: "
            "put back those that they were written with"
        )
