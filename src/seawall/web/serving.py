"""The server: one process that answers for one home, on this machine unless it is told otherwise."""

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from granian import Granian
from granian.constants import Interfaces
from litestar.concurrency import set_asyncio_executor

from seawall.tables.errors import SeawallError
from seawall.web import syslog
from seawall.web.ground import NOTHING, Ground

if TYPE_CHECKING:
    from litestar import Litestar

    from seawall.desk.opening import Desk
    from seawall.web.sending import Sending

PATIENCE = 3
"""Seconds that answers may take still when the server is stopped; pages that are told of news would wait for ever."""
AT_ONCE = 32
"""Pages that are answered at once, most of them waiting for the database or for a plan: who signs in does not wait for
those who look. Who asks is found out beside them, in threads of its own."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class ServingError(SeawallError):
    """The pages cannot be served so; the message says what would do."""


class Doors(NamedTuple):
    """At which host names pages are opened, and where officers may sign in beside: an OIDC provider, the client's id
    there, the file of its secret, how strongly one signs in there (acr), and how long ago at most."""

    names: tuple[str, ...] = ()
    issuer: str | None = None
    client_id: str | None = None
    secret: Path | None = None
    acr: tuple[str, ...] = ()
    max_age: timedelta | None = None


class Log(NamedTuple):
    """A syslog host for the log, as web/syslog.py reads it."""

    address: str | None = None
    authority: Path | None = None
    own: Path | None = None


_LOCAL, _HERE = Doors(), Log()


def serve(
    home: Path | None,
    host: str,
    port: int,
    cert: Path | None,
    key: Path | None,
    doors: Doors = _LOCAL,
    under: Ground = NOTHING,
    ready: Callable[[], None] = lambda: None,
    log: Log = _HERE,
) -> None:
    """Serves a home's pages until it is told to stop, and is `ready` once they answer. `log`: where else the log goes.

    Beyond this machine only under TLS: raises ServingError.
    """
    if (cert is None) != (key is None):
        raise ServingError("--tls-cert and --tls-key go together")
    if cert is None and host not in LOOPBACK:
        raise ServingError(f"--host {host} is reached by others: name --tls-cert and --tls-key, or leave out --host")
    for file in (cert, key):
        if file is not None and not os.access(file, os.R_OK):
            raise ServingError(f"{file} cannot be read")
    if any(doors[1:]):
        from seawall.web.signin.provider import provider

        provider(*doors[1:])  # what is lacking is said here, not in a worker's log
    if log.address is not None:
        syslog.host(log.address, *log[1:])
    elif any(log):
        raise ServingError("--log-ca and --log-cert go with --log-to")
    server = Granian(
        "seawall", address="127.0.0.1" if host == "localhost" else host, port=port, interface=Interfaces.ASGI,
        ssl_cert=cert, ssl_key=key, websockets=False, log_enabled=False, respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    )  # fmt: skip
    server.serve(target_loader=partial(_loaded, home, hosts(host, doors), doors, under, ready, log), wrap_loader=False)


def hosts(host: str, doors: Doors) -> tuple[str, ...]:
    """The names that a request may call this host by, at whatever port: those that were said, and where it listens.
    None (any name may) where it listens at every address and no name was said."""
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - compared, not listened at
    own = LOOPBACK if host in LOOPBACK else () if everywhere else (host,)
    return () if everywhere and not doors.names else tuple(dict.fromkeys([*doors.names, *own]))


def _loaded(
    home: Path | None, names: tuple[str, ...], doors: Doors, under: Ground, ready: Callable[[], None], log: Log
) -> "Litestar":
    """In the process that answers, forked from this one: Polars, loaded before that, would have no threads in it."""
    from seawall.desk.opening import opened
    from seawall.web.app import application
    from seawall.web.signin.provider import provider
    from seawall.web.ticking import Ticking

    set_asyncio_executor(ThreadPoolExecutor(AT_ONCE, "page"))
    desk = opened(home)
    Thread(target=_warmed, args=(desk,), daemon=True).start()
    sending = _sending(log)
    pages = application(desk, provider(*doors[1:]), names, under, sending)
    if sys.stderr.isatty():
        _quiet()
    ticking = Ticking(desk, sending)
    pages.on_startup += [ticking.start, ready]
    pages.on_shutdown.insert(0, ticking.stop)  # its last tick has something to send still
    pages.on_shutdown.append(ticking.keep)
    return pages


def _sending(log: Log) -> "Sending | None":
    """What sends the log of all that is ours, begun; None: it stays here."""
    from seawall.web.sending import Sending

    if log.address is None:
        return None
    found = Sending(syslog.host(log.address, *log[1:]))
    logging.getLogger("seawall").addHandler(found)
    return found


def _quiet() -> None:
    """A terminal keeps no log: a line for each look would push the address off the screen."""
    from seawall.web import noticing

    for each in logging.getLogger().handlers:
        each.addFilter(lambda record: record.name != noticing.LOG.name or record.levelno > logging.INFO)


def _warmed(desk: "Desk") -> None:
    """The first plans are made before somebody asks; who asks meanwhile waits for the same ones."""
    from seawall.web import plans, times

    try:
        plans.every(desk, times.span(desk).now)
    except Exception:  # the page that asks for them says why
        logging.getLogger(__name__).exception("the first plans could not be made")
