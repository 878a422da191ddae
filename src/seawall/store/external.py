"""A server that somebody else runs, named by SEAWALL_DATABASE_URL, instead of the home's own.

The variable holds the address of an administrator of one database, who may make roles there. The home's roles
are made with the home's passwords; desks that share a server share the home.
"""

import os
from collections.abc import Iterable

import psycopg
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from seawall.lock import locked
from seawall.store import renewal
from seawall.store.account import ServerError
from seawall.store.database import answering
from seawall.store.home import ROLES, Home, complete
from seawall.store.server import Server, answer

VARIABLE = "SEAWALL_DATABASE_URL"

_HERE = ("localhost", "127.0.0.1", "::1")
_LOCK = 0x5EA
_PATIENCE = 60_000  # milliseconds that a session may take to end
_GRANTS = (
    'GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO "owner"',
    'GRANT CONNECT, TEMPORARY ON DATABASE {database} TO "desk", "register"',
    'GRANT CONNECT ON DATABASE {database} TO "area", "intimate", "auditor"',
)


def server(home: Home) -> Server:
    """The server named by the variable, with the home's roles in it, and with the passwords of a renewal (renewal.py).

    Raises ServerError for an address that is none, does not answer, or leads over a network in the clear, and for
    roles that have other passwords.
    """
    try:
        complete(home)
        admin = make_url(os.environ[VARIABLE]).set(drivername="postgresql+psycopg")
        _refuse_in_the_clear(admin)
        engine = create_engine(admin, poolclass=NullPool)
        with locked(home.path / "start.lock"):
            with engine.begin() as connection:
                _make_roles(connection, home)
            _shut_out(admin, home)
            renewal.take_passwords(home)
    except (ArgumentError, SQLAlchemyError) as error:
        reason = str(getattr(error, "orig", None) or "it is no address").strip().splitlines()[0]
        raise ServerError(
            f"{VARIABLE}: {reason}; it must name an administrator, as in postgresql://admin@host/seawall"
        ) from None
    found = _as_roles(admin, home, ROLES)
    if answer(found) != "ready":
        raise ServerError(f"{VARIABLE}: the server is starting, stopping or full; try again")
    return found


def _as_roles(admin: URL, home: Home, roles: Iterable[str]) -> Server:
    return Server({role: admin.set(username=role, password=home.password(role)) for role in roles})


def _shut_out(admin: URL, home: Home) -> None:
    """Ends the sessions of roles that have new passwords: nobody begins another with the old ones. Each role ends its
    own, which needs no right. Raises ServerError while one does not end."""
    server = _as_roles(admin, renewal.coming(home), renewal.passwords(home))
    for role in server.urls:
        with answering(), psycopg.connect(server.uri(role), autocommit=True) as connection:
            connection.execute(_END, {"patience": _PATIENCE})
            if connection.execute(_LEFT).fetchone() != (0,):
                raise ServerError(f"{VARIABLE}: a session of {role} with the old password does not end; try again")


_OWN = (
    "FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
_END = f"SELECT pg_terminate_backend(pid, %(patience)s) {_OWN}"
_LEFT = f"SELECT count(*) {_OWN}"


def _refuse_in_the_clear(admin: URL) -> None:
    """Raises ServerError for a server beyond this machine that would be asked without TLS, or without knowing it."""
    said = [admin.host or "", *admin.normalized_query.get("host", ()), *admin.normalized_query.get("hostaddr", ())]
    away = [each for each in ",".join(said).split(",") if each and each not in _HERE and not each.startswith("/")]
    if away and admin.query.get("sslmode") != "verify-full":
        raise ServerError(
            f"{VARIABLE}: {away[0]} is asked over a network: add ?sslmode=verify-full to the address "
            "(and &sslrootcert=FILE, or &sslrootcert=system)"
        )


def _make_roles(connection: Connection, home: Home) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    present = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    for role in ROLES:
        if role not in present:
            connection.execute(text(f"CREATE ROLE \"{role}\" LOGIN PASSWORD '{home.password(role)}'"))
    for role, new in renewal.passwords(home).items():
        connection.execute(text(f"ALTER ROLE \"{role}\" PASSWORD '{new}'"))
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    for grant in _GRANTS:
        connection.execute(text(grant.format(database=database)))
