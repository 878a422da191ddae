"""The embedded PostgreSQL server of a home: started when needed, outliving the command that started it.

Two locks, both kept by the kernel, so that no file has to be believed or removed:

    start.lock    held by whoever starts or stops the server: one at a time
    server.lock   held by every process of the server, inherited from its launcher: while it is locked, somebody
                  works on the data, be it only the last query of a server whose head was killed

Ready means that a connection succeeded.
"""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seawall.lock import locked, try_lock
from seawall.store import cluster, external, renewal
from seawall.store.account import Account, ServerError, account
from seawall.store.home import Home
from seawall.store.launch import launch
from seawall.store.server import Answer, Server, answer, embedded_server, lacking, socket_folder

SILENCE = 300.0
"""Seconds a running server may say nothing. One that says "starting up" is waited for without limit."""

_PAUSE = 0.03  # seconds between two questions to a server that is not ready


def start(home: Home) -> Server:
    """The home's server, running and answering; `SEAWALL_DATABASE_URL` names another to use instead.

    Calling it again, or from many processes at once, is fine. Raises ServerError at once, with the log's last
    lines, when the server says it cannot start; recovery after a crash is waited for however long it takes.
    """
    if os.environ.get(external.VARIABLE):
        return external.server(home)
    with locked(home.path / "start.lock"):
        runner = account(home)
        folder = socket_folder(home, runner)
        _change_passwords(home, runner, folder)
        server = embedded_server(home, folder)
        launched: int | None = None  # where in the log our own launch begins
        for said in _answers(home, server):
            if said == "ready" and (new := lacking(server)) is not None:
                if not new:
                    break
                _stop(home, server)
                _complete(home, runner, new)
            hold = try_lock(home.path / "server.lock")
            if hold is not None:
                launched = launch(home, runner, folder, hold, launched)
    return server


def stop(home: Home) -> bool:
    """Stop the home's server in good order; False when none was running.

    Sessions still open are ended; what they had committed stays. Raises ServerError for a server that is not
    ours.
    """
    if os.environ.get(external.VARIABLE):
        raise ServerError(f"the server of {external.VARIABLE} is not the home's: stop it where it runs")
    with locked(home.path / "start.lock"):
        folder = socket_folder(home, account(home))
        if running := not _idle(home):
            _stop(home, embedded_server(home, folder))
        shutil.rmtree(folder, ignore_errors=True)  # where a killed server has left its socket
    return running


def _change_passwords(home: Home, runner: Account, folder: Path) -> None:
    """Gives the roles the passwords of a renewal (renewal.py), and whoever was signed in with the old ones is out."""
    if not (new := renewal.passwords(home)):
        return
    if (home.path / "postgres").exists():
        if not _idle(home):
            _stop(home, embedded_server(home, folder))
        with _held(home) as hold:
            cluster.change(home, runner, hold, new)
    renewal.take_passwords(home)


def _complete(home: Home, runner: Account, roles: list[str]) -> None:
    """Gives roles to a server that an earlier version made: once, while it is stopped."""
    with _held(home) as hold:
        cluster.complete(home, runner, hold, roles)


@contextmanager
def _held(home: Home) -> Iterator[int]:
    """The stopped server's lock. Raises ServerError where somebody works on the data all the same."""
    hold = try_lock(home.path / "server.lock")
    if hold is None:
        raise ServerError(f"{home.path} is in use: `seawall stop`, then again")
    try:
        yield hold
    finally:
        os.close(hold)


def _stop(home: Home, server: Server) -> None:
    told = False
    for said in _answers(home, server):
        if _idle(home):
            return
        if said != "silent" and not told:
            os.kill(_head(home), signal.SIGINT)  # it answers: so it lives, and the number is its own
            told = True


def _head(home: Home) -> int:
    return int((home.path / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def _idle(home: Home) -> bool:
    hold = try_lock(home.path / "server.lock")
    if hold is not None:
        os.close(hold)
    return hold is not None


def _answers(home: Home, server: Server) -> Iterator[Answer]:
    """The server's answers, asked for again and again. Raises ServerError after SILENCE without one."""
    silent = 0.0  # what the caller does between two answers does not count
    while True:
        asked = time.monotonic()
        said = answer(server)
        time.sleep(0 if said == "ready" else _PAUSE)
        silent = silent + time.monotonic() - asked if said == "silent" else 0.0
        if silent > SILENCE:
            raise ServerError(
                f"somebody holds {home.path / 'server.lock'} and has not answered for {SILENCE:.0f} s: "
                "a query of a killed server, or a server in another container; `fuser` on that file names it"
            )
        yield said
