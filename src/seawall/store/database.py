"""The database behind a server: its connections, and the migrations that bring it up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import psycopg
from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from seawall.store import pool, sight
from seawall.store.account import ServerError
from seawall.store.home import Home
from seawall.store.server import Server

MIGRATIONS = Path(__file__).parent / "migrations"

_LOCK = 0x516  # of the database: whoever migrates waits for the one before


def engine(server: Server, role: str) -> Engine:
    """An engine for one of the home's roles. Connections are kept where this process serves (pool.py), and nowhere
    else: a server may be stopped between two uses."""
    kept = pool.of(server)
    url = server.urls[role]
    return create_engine(url, poolclass=NullPool) if kept is None else kept.engine(url)


@contextmanager
def transaction(server: Server, role: str = "desk") -> Iterator[Connection]:
    """A connection whose work is durable when the block ends, and undone when it raises.

    Raises ServerError when the server cannot be reached or goes away: then the work may or may not be durable, and
    doing it again is right, because a row that is stored already is not stored twice. Asked for somebody whose sight is
    limited (sight.py), the desk is the role `area`.
    """
    role = sight.role(role)
    with answering(), engine(server, role).begin() as connection:
        sight.say(connection, role)
        yield connection


@contextmanager
def answering() -> Iterator[None]:
    """Raises ServerError for whatever psycopg and SQLAlchemy raise when the server goes away, or has no room."""
    try:
        yield
    except psycopg.OperationalError as error:  # also from a COPY, which goes past SQLAlchemy
        raise _gone(error) from error
    except NoneFreeError as error:
        raise ServerError("the database is busy: all connections are in use; do it again") from error
    except DBAPIError as error:
        if isinstance(error, OperationalError) or error.connection_invalidated:
            raise _gone(error.orig) from error
        raise


def migrate(server: Server, home: Home) -> None:
    """Bring the database up to this version, and seal it as this home's.

    Every migration or none; many may call at once. Raises ServerError for a database of another home, or of a newer
    version.
    """
    with transaction(server, "owner") as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = version(connection)
        if found not in (None, *_versions()):
            raise ServerError(f"the database was made by a newer Seawall (it is at {found}): use that version")
        if found != wanted():
            _upgrade(connection)
        _seal(connection, home)


@lru_cache
def _versions() -> list[str]:
    """The numbers of all migrations, oldest first."""
    return sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def wanted() -> str:
    """The migration that this version works with."""
    return _versions()[-1]


def version(connection: Connection) -> str | None:
    """The migration the database is at, as its owner may ask; None: it has none.

    Asked without Alembic, which takes long to load.
    """
    if connection.scalar(text("SELECT to_regclass('migrations.alembic_version')")) is None:
        return None
    found = connection.scalar(text("SELECT version_num FROM migrations.alembic_version"))
    return str(found) if found else None


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    connection.execute(text("CREATE SCHEMA IF NOT EXISTS migrations"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _seal(connection: Connection, home: Home) -> None:
    connection.execute(
        text("INSERT INTO facts.home (id, history) VALUES (:id, :history) ON CONFLICT DO NOTHING"),
        {"id": home.id, "history": home.history},
    )
    found = connection.execute(text("SELECT id, history FROM facts.home")).one()
    if (str(found.id), found.history) != (home.id, home.history):
        raise ServerError(f"the database belongs to another home ({found.id}): give this one a database of its own")


def _gone(error: BaseException | None) -> ServerError:
    said = str(error or "").strip().splitlines()
    reason = said[0] if said else "it said nothing"
    if isinstance(error, psycopg.errors.DiskFull):
        return ServerError(f"the database has no room ({reason}): make room on its disk, and do it again")
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return ServerError(f"the database is busy ({reason}): do it again")
    return ServerError(f"the database went away ({reason}): do it again, nothing is doubled")
