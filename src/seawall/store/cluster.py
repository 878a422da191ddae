"""The embedded server's data folder: made once, with its roles, and never seen half made."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from seawall import disk
from seawall.store.account import MAJOR, Account, ServerError, data_here
from seawall.store.home import ROLES, Home
from seawall.store.programs import programs

DATABASE = "seawall"

_INITDB = (
    "--username=postgres",
    "--auth=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)


def make(home: Home, runner: Account, hold: int) -> None:
    """Make the data folder with its roles and their passwords; it gets its name only when complete."""
    half = home.path / "postgres.half"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    runner.own(half)
    _run(runner, [str(programs(runner, hold) / "initdb"), "-D", data_here(half), *_INITDB], half, hold)
    disk.write(half / "pg_hba.conf", "local all all scram-sha-256\n")  # and no host line: there is no network
    alone(half, runner, hold, _roles(home))
    disk.sync(half)
    half.rename(home.path / "postgres")
    disk.sync(home.path)


def alone(data: Path, runner: Account, hold: int, statements: list[str]) -> None:
    """Run statements as the superuser in a data folder whose server is stopped: the only way to be one."""
    command = [str(programs(runner, hold) / "postgres"), "--single", "-j", "-D", data_here(data), "postgres"]
    _run(runner, command, data, hold, "".join(f"{statement};\n\n" for statement in statements), **stale_head(data))


def stale_head(data: Path) -> dict[str, str]:
    """Tells PostgreSQL that the number in a postmaster.pid left by a crash is not a server's.

    The system may have given the number to any process since, and PostgreSQL would refuse to start beside it.
    We hold the lock that every server of this home keeps, so there is none; shared memory it still checks by
    itself.
    """
    try:
        return {"PG_GRANDPARENT_PID": (data / "postmaster.pid").read_text().split("\n")[0].strip()}
    except FileNotFoundError:
        return {}


def complete(home: Home, runner: Account, hold: int, lacking: list[str]) -> None:
    """Give a data folder that an earlier version made, and whose server is stopped, the roles that are new since."""
    alone(home.path / "postgres", runner, hold, [*(_role(home, role) for role in lacking), _connect(lacking)])


def change(home: Home, runner: Account, hold: int, passwords: Mapping[str, str]) -> None:
    """Give roles other passwords, in a data folder whose server is stopped."""
    alone(
        home.path / "postgres", runner, hold, [f"ALTER ROLE {role} PASSWORD '{new}'" for role, new in passwords.items()]
    )


def check(home: Home, runner: Account) -> None:
    """Raise ServerError for a data folder that this version or this account cannot run."""
    data = home.path / "postgres"
    if not runner.switch and data.stat().st_uid != runner.uid:
        raise ServerError(f"{data} belongs to account {data.stat().st_uid}: run as that one, or as root")
    try:
        found = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise ServerError(f"{data} has lost its PG_VERSION: put the home back from a backup") from None
    if found != MAJOR:
        raise ServerError(f"{data} was written by PostgreSQL {found}, this is {MAJOR}: use the Seawall that wrote it")


def _roles(home: Home) -> list[str]:
    """The roles and the database. The superuser gets no password: nobody can sign in as it."""
    return [
        *(_role(home, role) for role in ROLES),
        f"CREATE DATABASE {DATABASE} OWNER owner",
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO desk, register",
        _connect(["area", "intimate", "auditor"]),
    ]


def _role(home: Home, role: str) -> str:
    return f"CREATE ROLE {role} LOGIN PASSWORD '{home.password(role)}'"


def _connect(roles: list[str]) -> str:
    return f"GRANT CONNECT ON DATABASE {DATABASE} TO {', '.join(roles)}"


def _run(runner: Account, command: list[str], folder: Path, hold: int, text: str = "", **environment: str) -> None:
    with tempfile.TemporaryFile("w+") as said:
        code = runner.run(command, folder, hold, said.fileno(), text, **environment)
        said.seek(0)
        lines = said.read().splitlines()
    bad = [line for line in lines if any(word in line for word in ("ERROR:", "FATAL:", "PANIC:", "error:"))]
    if code or bad:
        raise ServerError(f"{folder} cannot become a database: {' | '.join(bad or lines[-3:])}")
