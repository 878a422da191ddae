"""The embedded PostgreSQL server of a home: started when needed, outliving the command that started it.

Two locks, both kept by the kernel, so that no file has to be believed or removed:

    start.lock    held by whoever starts or stops the server: one at a time server.lock   held by every
    process of the server, inherited from its launcher: while it is locked, somebody works
                  on the data, be it only the last query of a server whose head was killed

Ready means that a connection succeeded.
"""

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from seawall.store import cluster, external
from seawall.store.account import Account, ServerError, account, data_here
from seawall.store.home import Home
from seawall.store.lock import locked, try_lock
from seawall.store.programs import programs
from seawall.store.server import Answer, Server, answer, embedded_server, socket_folder

SILENCE = 300.0
"""Seconds a running server may say nothing. One that says "starting up" is waited for without limit."""

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "50",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %b: ",
    "log_min_messages": "log",  # an ERROR goes to its client: its text may name a person
    "log_min_error_statement": "panic",  # the same, for the statement itself
    "log_checkpoints": "off",
}

_HOPELESS = re.compile(r"FATAL:|PANIC:|terminated by signal|sh: ")
_PASSING = (
    "client backend",
    "still in use",
    "lock file",
    "unexpected postmaster exit",
    "terminated by signal 9:",
)


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
        server = embedded_server(home, folder)
        launched: int | None = None  # where in the log our own launch begins
        for said in _answers(home, server):
            if said == "ready":
                break
            hold = try_lock(home.path / "server.lock")
            if hold is not None:
                launched = _launch(home, runner, folder, hold, launched)
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


def _launch(home: Home, runner: Account, folder: Path, hold: int, launched: int | None) -> int:
    """Start the server, which inherits `hold`; returns where in the log its words begin."""
    log = home.path / "postgres.log"
    data = home.path / "postgres"
    try:
        _fail_if_hopeless(log, launched)
        if not data.exists():
            cluster.make(home, runner, hold)
        cluster.check(home, runner)
        settings = SETTINGS | {"unix_socket_directories": str(folder), "cluster_name": f"seawall {home.id}"}
        command = [str(programs(runner, hold) / "postgres"), "-D", data_here(data)]
        command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return _detached(runner, command, data, hold, log)
    finally:
        os.close(hold)


def _detached(runner: Account, command: list[str], data: Path, hold: int, log: Path) -> int:
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        written = os.fstat(said).st_size
        # The shell leaves at once: nobody has to wait for, or bury, a server that outlives its launcher.
        runner.run(["/bin/sh", "-c", '"$@" </dev/null &', "sh", *command], data, hold, said, **_stale_head(data))
    finally:
        os.close(said)
    return written


def _stale_head(data: Path) -> dict[str, str]:
    """Tells PostgreSQL that the number in a postmaster.pid left by a crash is not a server's.

    The system may have given the number to any process since, and PostgreSQL would refuse to start beside it.
    We hold the lock that every server of this home keeps, so there is none; shared memory it still checks by
    itself.
    """
    try:
        return {"PG_GRANDPARENT_PID": (data / "postmaster.pid").read_text().split("\n")[0].strip()}
    except FileNotFoundError:
        return {}


def _fail_if_hopeless(log: Path, launched: int | None) -> None:
    """A server we launched is gone: raise with its own words, unless they name a passing reason or none."""
    if launched is None:
        return
    with log.open("rb") as lines:
        lines.seek(launched)
        said = lines.read().decode(errors="replace").splitlines()
    bad = [line for line in said if _HOPELESS.search(line) and not any(word in line for word in _PASSING)]
    if bad:
        raise ServerError(f"the database server cannot start: {' | '.join(bad)}; more in {log}")


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
    heard = time.monotonic()
    while True:
        said = answer(server)
        if said != "silent":
            heard = time.monotonic()
        elif time.monotonic() - heard > SILENCE:
            raise ServerError(
                f"somebody holds {home.path / 'server.lock'} and has not answered for {SILENCE:.0f} s: "
                "a query of a killed server, or a server in another container; `fuser` on that file names it"
            )
        yield said
        time.sleep(0.03)
