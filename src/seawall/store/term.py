"""What the term of names hangs on: when anything was last recorded of each person whose names are held; and its end."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, text

from seawall.store.database import transaction
from seawall.store.reading import reader
from seawall.store.register import LOCK
from seawall.store.server import Server
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import PERSON_COLUMNS
from seawall.tables.schema import UTC_MOMENT


def last(server: Server) -> pl.DataFrame:
    """(person, at): each number whose names are held, and when anything was last recorded of it: the names themselves,
    or a row that says to no incident that it is its own. Raises ServerError."""
    with reader(server, "owner") as connection:
        return connection.ask(_LAST).cast({"person": pl.String, "at": UTC_MOMENT})


def first(server: Server) -> datetime | None:
    """When the oldest names that are held came in; None: none are. Raises ServerError."""
    with transaction(server, "owner") as connection:
        found: datetime | None = connection.scalar(_FIRST)
        return found


def state(server: Server) -> tuple[object, ...]:
    """What is another whenever facts or names came in, or names were destroyed. Raises ServerError."""
    with transaction(server, "owner") as connection:
        return tuple(connection.execute(_STATE).one())


def alone(connection: Connection) -> None:
    """Until the owner's transaction ends nobody enters facts or names. Waits five seconds for those who do, and then
    raises ServerError."""
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))
    connection.execute(text("SELECT facts.queue_for_batch(), pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def destroy(connection: Connection, persons: Sequence[str], at: datetime) -> int:
    """Takes all that the register says of these numbers away, in the owner's transaction; how many rows that were.

    What stays is that it was so: the register gives the numbers no names again.
    """
    gone = {"persons": list(persons), "at": at}
    rows = connection.execute(text("DELETE FROM register.people WHERE person = ANY(:persons)"), gone).rowcount
    connection.execute(_DESTROYED, gone)
    return rows


def ended(server: Server) -> datetime | None:
    """When names were destroyed last; None: never. Raises ServerError."""
    with transaction(server, "owner") as connection:
        found: datetime | None = connection.scalar(text("SELECT max(at) FROM register.destroyed"))
        return found


def _said() -> Iterator[str]:
    for table, schema in TABLES.items():
        columns = set(schema.column_names())
        if "incident" not in columns:
            yield from (f"SELECT {name}, recorded_at FROM facts.{table}" for name in PERSON_COLUMNS if name in columns)  # noqa: S608
    yield "SELECT subject, recorded_at FROM facts.specimens WHERE subject_kind = 'person'"


_DESTROYED = text(
    "INSERT INTO register.destroyed (person, at) SELECT unnest(CAST(:persons AS text[])), :at ON CONFLICT DO NOTHING"
)
_STATE = text(
    "SELECT (SELECT max(batch) FROM facts.batches), (SELECT max(entry) FROM register.people), "
    "(SELECT max(index) FROM journal.entries WHERE kind = 'term')"
)
_FIRST = text("SELECT entered_at FROM register.people ORDER BY entry LIMIT 1")
_LAST = (
    f"SELECT person, max(at) AS at FROM (SELECT person, entered_at AS at FROM register.people UNION ALL "  # noqa: S608
    f"{' UNION ALL '.join(_said())}) said WHERE person IN (SELECT person FROM register.people) GROUP BY person"
)
