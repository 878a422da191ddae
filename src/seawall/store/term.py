"""What the term of names hangs on: when anything was last recorded of each person whose names are held."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl
from sqlalchemy import text

from seawall.store.database import transaction
from seawall.store.reading import reader
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


def _said() -> Iterator[str]:
    for table, schema in TABLES.items():
        columns = set(schema.column_names())
        if "incident" not in columns:
            yield from (f"SELECT {name}, recorded_at FROM facts.{table}" for name in PERSON_COLUMNS if name in columns)  # noqa: S608
    yield "SELECT subject, recorded_at FROM facts.specimens WHERE subject_kind = 'person'"


_FIRST = text("SELECT entered_at FROM register.people ORDER BY entry LIMIT 1")
_LAST = (
    f"SELECT person, max(at) AS at FROM (SELECT person, entered_at AS at FROM register.people UNION ALL "  # noqa: S608
    f"{' UNION ALL '.join(_said())}) said WHERE person IN (SELECT person FROM register.people) GROUP BY person"
)
