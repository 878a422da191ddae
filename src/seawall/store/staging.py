"""Rows on their way in: by COPY into a temporary table of the transaction, from there into their own.

Times travel as whole microseconds: half the cost of writing and reading them as text, and exact.
"""

from datetime import datetime
from io import BytesIO

import polars as pl
import psycopg
from sqlalchemy import Connection, text

from seawall.store.ids import NOT_SAID
from seawall.store.sql import ROW_IDS
from seawall.store.wall import FactsError
from seawall.tables.catalogue import TABLES

_SLICE = 50_000  # rows written at a time: some ten megabytes of text

_DAY = 86_400_000_000  # microseconds; whole days and the rest are each exact as floating point, a long count is not

_TYPES = {pl.String: "text", pl.Enum: "text", pl.Int64: "bigint", pl.Float64: "float8", pl.Boolean: "boolean"}


def stage(connection: Connection, table: str, frame: pl.DataFrame) -> None:
    """Copy a whole frame into `staged_<table>`, which ends with the transaction."""
    columns = ", ".join(f'"{name}" {_type(name, dtype)}' for name, dtype in frame.schema.items())
    connection.execute(text(f"CREATE TEMPORARY TABLE staged_{table} ({columns}) ON COMMIT DROP"))
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101 - for the type checker
    times = pl.selectors.datetime().to_physical()
    with driver.cursor() as cursor, cursor.copy(f"COPY staged_{table} FROM STDIN (FORMAT csv)".encode()) as copy:
        for part in frame.iter_slices(_SLICE):
            lines = BytesIO()
            part.with_columns(times).write_csv(lines, include_header=False, quote_style="necessary")
            copy.write(lines.getbuffer())


def refuse_unknown(connection: Connection, table: str, frame: pl.DataFrame) -> None:
    """Raise FactsError when a row follows or corrects one that is neither stored nor beside it."""
    for column in ("follows", "corrects"):
        outside = set(frame[column].drop_nulls()) - set(frame["row"] if frame[column].null_count() < len(frame) else ())
        missing = outside - set(stored(connection, table, sorted(outside)))
        if missing:
            rows = frame.filter(pl.col(column).is_in(sorted(missing)))["row"].to_list()
            raise FactsError(
                f"{table}: {len(rows)} rows have a `{column}` that is no stored row of {table} "
                f"(first: row {rows[0]} names {frame.filter(pl.col('row') == rows[0])[column][0]})"
            )


def stored(connection: Connection, table: str, rows: list[str]) -> list[str]:
    """Which of these ids are stored."""
    if not rows:
        return []
    asked = text("SELECT facts.stored(:of, CAST(:rows AS uuid[]))::text")
    return list(connection.scalars(asked, {"of": table, "rows": rows}))


def drop_stored(connection: Connection, table: str) -> int:
    """Take out of the staged rows what is stored already; how many that were.

    Raises FactsError when a row has the id of a stored one and states something else.
    """
    said = [name for name in TABLES[table].column_names() if name not in NOT_SAID]
    changed = " OR ".join(f'{_value(table, name, "f.recorded_at")} IS DISTINCT FROM f."{name}"' for name in said)
    count, rows = connection.execute(
        text(
            f'WITH known AS (SELECT facts.stored(:of, (SELECT array_agg("row") FROM staged_{table})) AS "row"), '  # noqa: S608
            f'd AS (DELETE FROM staged_{table} WHERE "row" IN (SELECT "row" FROM known) RETURNING *) '
            f'SELECT count(*), array_agg(f."row") FILTER (WHERE f."row" IS NOT NULL AND ({changed})) '
            f'FROM d LEFT JOIN facts.{table} f USING ("row")'
        ),
        {"of": table},
    ).one()
    if rows:
        raise FactsError(
            f"{table}: {len(rows)} rows have the id of a stored row and state something else (first: {rows[0]}); "
            "leave `row` out and name the wrong row in `corrects`"
        )
    return int(count)


def insert(connection: Connection, table: str, batch: int, at: datetime) -> None:
    """Insert the staged rows under their batch's number and time."""
    names = TABLES[table].column_names()
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(_value(table, name, "CAST(:at AS timestamptz)") for name in names)
    connection.execute(
        text(
            f"INSERT INTO facts.{table} ({columns}, batch, entered_at) "  # noqa: S608 - names of the catalogue
            f"SELECT {values}, :batch, CAST(:at AS timestamptz) FROM staged_{table} d"
        ),
        {"batch": batch, "at": at},
    )


def _type(name: str, dtype: pl.DataType) -> str:
    if name in ROW_IDS:
        return "uuid"
    return _TYPES.get(dtype.base_type(), "bigint")


def _value(table: str, name: str, unstated: str) -> str:
    """A column of the staged row `d` as its own table holds it; `unstated` stands for an empty recorded_at."""
    if not isinstance(TABLES[table].columns()[name].dtype, pl.Datetime):
        return f'd."{name}"'
    since = f"""(d."{name}" / {_DAY}) * interval '24 hours' + (d."{name}" % {_DAY}) * interval '1 microsecond'"""
    found = f"(timestamptz '1970-01-01 00:00:00+00' + {since})"
    return f"coalesce({found}, {unstated})" if name == "recorded_at" else found
