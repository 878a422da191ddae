"""A database server as its clients see it: where it listens, under which addresses, and what it answers."""

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psycopg
from sqlalchemy import URL

from seawall.store.account import Account, ServerError
from seawall.store.cluster import DATABASE
from seawall.store.home import ROLES, Home, complete

Answer = Literal["ready", "busy", "silent"]

_BUSY = ("the database system is", "too many clients", "connection slots")


@dataclass(frozen=True)
class Server:
    """A server and its addresses, one a role. They hold the passwords: never print them."""

    urls: Mapping[str, URL]

    def uri(self, role: str) -> str:
        """The role's address as libpq, psycopg and ADBC want it."""
        return self.urls[role].set(drivername="postgresql").render_as_string(hide_password=False)


def embedded_server(home: Home, folder: Path) -> Server:
    """The addresses of the home's own server, whose socket is in `folder`."""
    complete(home)
    where = {"host": str(folder), "require_auth": "scram-sha-256"}  # an impostor learns no password
    return Server(
        {
            role: URL.create("postgresql+psycopg", role, home.password(role), port=5432, database=DATABASE, query=where)
            for role in ROLES
        }
    )


def answer(server: Server) -> Answer:
    """What the server says to a connection: ready, busy (starting, stopping, full), or silent.

    Raises ServerError when it refuses the home's password.
    """
    try:
        with psycopg.connect(server.uri("owner"), connect_timeout=10):
            return "ready"
    except psycopg.OperationalError as error:
        said = str(error).strip()
    if any(word in said for word in _BUSY):
        return "busy"
    if "FATAL:" in said:
        raise ServerError(
            f"the server refuses the home's own password ({said.splitlines()[-1]}): "
            "use the secrets that were made with its data"
        )
    return "silent"


def lacking(server: Server) -> list[str] | None:
    """Those of ROLES that the server does not have: an earlier version made its data. None: it went away meanwhile."""
    try:
        with psycopg.connect(server.uri("owner")) as connection:
            there = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    except psycopg.OperationalError:
        return None
    return [role for role in ROLES if role not in there]


def socket_folder(home: Home, runner: Account) -> Path:
    """The server's own short folder (a socket's path has at most 107 bytes), the same for all who open it.

    Raises ServerError when somebody else has made a folder of that name, or opened ours.
    """
    place = home.path.stat()
    name = hashlib.sha256(f"{home.id}:{place.st_dev}:{place.st_ino}".encode()).hexdigest()[:12]
    folder = Path(f"/tmp/seawall-{runner.uid}-{name}")  # noqa: S108 - owner and mode are checked here
    if not os.path.lexists(folder):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if found.st_uid == os.geteuid() and stat.S_ISDIR(found.st_mode):
        runner.own(folder)  # also after a start killed between the two steps
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != runner.uid or found.st_mode & 0o077:
        raise ServerError(f"{folder} is not the server's own closed folder: find out who made it, and remove it")
    return folder
