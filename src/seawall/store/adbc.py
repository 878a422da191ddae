"""SQL in, frames out: Arrow goes from PostgreSQL's ADBC driver straight into Polars (docs/decisions/094).

ADBC's own DB-API would load pyarrow, and with it pandas where a solver has brought it, into every command that reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import adbc_driver_postgresql
import polars as pl
from adbc_driver_manager import (
    INGEST_OPTION_MODE,
    INGEST_OPTION_MODE_CREATE,
    INGEST_OPTION_TARGET_TABLE,
    AdbcConnection,
    AdbcDatabase,
    AdbcStatement,
    InternalError,
    OperationalError,
    StatementOptions,
)

GONE = (OperationalError, InternalError)
"""What a call raises when the server is not there any more."""

_SOME = str(4 << 20)  # bytes of a batch that is streamed


@dataclass(frozen=True)
class Connection:
    """One connection in one transaction, of which nothing stays."""

    database: AdbcDatabase
    session: AdbcConnection

    def ask(self, sql: str) -> pl.DataFrame:
        """The rows that a query gives."""
        with self._statement() as statement:
            statement.set_sql_query(sql)
            rows, _ = statement.execute_query()
            return pl.DataFrame(rows)

    def stream(self, sql: str) -> Iterator[pl.DataFrame]:
        """The rows that a query gives, a few megabytes at a time: what was handed on is held no longer.

        First comes a frame without rows, when the query has begun.
        """
        import pyarrow as pa  # Polars takes a whole stream or nothing

        with self._statement() as statement:
            statement.set_options(**{adbc_driver_postgresql.StatementOptions.BATCH_SIZE_HINT_BYTES.value: _SOME})
            statement.set_sql_query(sql)
            rows, _ = statement.execute_query()
            with pa.RecordBatchReader.from_stream(rows) as batches:
                yield pl.DataFrame(pl.from_arrow(batches.schema.empty_table()))
                for batch in batches:
                    yield pl.DataFrame(pl.from_arrow(batch))

    def run(self, sql: str) -> None:
        """A statement that gives no rows."""
        with self._statement() as statement:
            statement.set_sql_query(sql)
            statement.execute_update()

    def lay(self, table: str, frame: pl.DataFrame) -> None:
        """A frame as a temporary table, for one query to join."""
        with self._statement() as statement:
            statement.set_options(
                **{
                    INGEST_OPTION_TARGET_TABLE: table,
                    INGEST_OPTION_MODE: INGEST_OPTION_MODE_CREATE,
                    StatementOptions.INGEST_TEMPORARY.value: "true",
                }
            )
            statement.bind_stream(frame)
            statement.execute_update()
        self.run(f"ANALYZE {table}")

    def forget(self) -> None:
        """Ends the transaction; the next begins with the next query."""
        self.session.rollback()

    def clean(self) -> None:
        """Takes away whatever was set in the session. Raises one of GONE where the server let go of it."""
        self.session.set_autocommit(True)
        self.run("DISCARD ALL")
        self.session.set_autocommit(False)

    def close(self) -> None:
        self.session.close()
        self.database.close()

    @contextmanager
    def _statement(self) -> Iterator[AdbcStatement]:
        statement = AdbcStatement(self.session)
        try:
            yield statement
        finally:
            statement.close()


def connect(uri: str) -> Connection:
    """A connection that reads. Raises one of GONE where no server answers."""
    database = adbc_driver_postgresql.connect(uri)
    session = AdbcConnection(database)
    session.set_autocommit(False)
    return Connection(database, session)
