"""Launching the embedded server once, as a process of its own, and understanding why one that was launched is gone."""

import os
import re
from pathlib import Path

from seawall.store import cluster
from seawall.store.account import Account, ServerError, data_here
from seawall.store.home import Home
from seawall.store.programs import programs

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
    "autovacuum_naptime": "5s",  # what a large import brought is counted before the plan that follows it
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %b: ",
    "log_min_messages": "log",  # an ERROR goes to its client: its text may name a person
    "log_min_error_statement": "panic",  # the same, for the statement itself
    "log_checkpoints": "off",
}
"""What the server is told at each start; the files in its data folder are left as PostgreSQL made them."""

_HOPELESS = re.compile(r"FATAL:|PANIC:|terminated by signal|sh: ")
_PASSING = (
    "client backend",
    "still in use",
    "lock file",
    "unexpected postmaster exit",
    "terminated by signal 9:",
)


def launch(home: Home, runner: Account, folder: Path, hold: int, launched: int | None) -> int:
    """Start the server, which inherits the lock `hold` and writes its socket to `folder`; where in the log it begins.

    `launched` is that place for a launch before this one, whose server is gone. Raises ServerError when its words, or
    the data, say that starting again is no use.
    """
    log = home.path / "postgres.log"
    data = home.path / "postgres"
    try:
        _fail_if_hopeless(log, launched)
        if not data.exists():
            cluster.make(home, runner, hold)
        cluster.check(home, runner)
        for stale in folder.iterdir():  # the socket of a killed server, and the number beside it
            stale.unlink()
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
        runner.run(["/bin/sh", "-c", '"$@" </dev/null &', "sh", *command], data, hold, said, **cluster.stale_head(data))
    finally:
        os.close(said)
    return written


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
