"""The last wall before the database: frames made whole, given ids, and held against their schema."""

from collections.abc import Iterator

import polars as pl

from seawall.store.home import Home
from seawall.store.ids import row_ids, uuids
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.tables.schema import FACT_COLUMNS, UTC_MOMENT, Fact, subject


class FactsError(SeawallError):
    """Rows that cannot be stored; nothing of their transaction was. The message says which and why."""


def whole(home: Home, table: str, frame: pl.DataFrame, recorded_by: str, source: str) -> pl.DataFrame:
    """The frame with every column of its table, each row with its id, none twice.

    `recorded_at` stays empty where the row states none. Raises FactsError for columns the table does not have,
    values it does not allow, ids that are none, and a stated `recorded_at` in a home that is no history.
    """
    schema = TABLES[table]
    said = {"recorded_by": pl.lit(recorded_by), "source": pl.lit(source)}
    full = _typed(table, schema, frame).with_columns(pl.coalesce(name, value) for name, value in said.items())
    full = full.with_columns(_uuid(table, full, name) for name in ("row", "follows", "corrects"))
    if not home.history and full["recorded_at"].null_count() < len(full):
        raise FactsError(f"{table}: recorded_at is stated; leave it out, only a home made as a history accepts it")
    return _allowed(table, schema, _once(_with_ids(home.key("row"), table, full)))


def _typed(table: str, schema: type[Fact], frame: pl.DataFrame) -> pl.DataFrame:
    if strange := sorted(set(frame.columns) - set(schema.column_names())):
        raise FactsError(
            f"{table} has no column {', '.join(strange)}; its columns are {', '.join(schema.column_names())}"
        )
    wanted = {name: column.dtype for name, column in schema.columns().items()}
    return frame.select(
        _cast(table, frame, name, dtype) if name in frame.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in wanted.items()
    )


def _cast(table: str, frame: pl.DataFrame, name: str, wanted: pl.DataType) -> pl.Series:
    found = frame[name]
    if found.dtype == wanted:
        return found
    naive = isinstance(found.dtype, pl.Datetime) and found.dtype.time_zone is None
    if naive or not (found.dtype == pl.Null or _may_become(found.dtype, wanted)):
        kind = "times without a zone" if naive else str(found.dtype)
        raise FactsError(f"{table}.{name} holds {kind}; it must hold {wanted}")
    cast = found.cast(wanted, strict=False)
    if cast.null_count() > found.null_count():
        lost = found.filter(cast.is_null() & found.is_not_null())
        raise FactsError(f"{table}.{name} holds {lost[0]!r} in {len(lost)} rows; allowed is {wanted}")
    return cast


def _may_become(found: pl.DataType, wanted: pl.DataType) -> bool:
    text = (pl.String, pl.Enum, pl.Categorical)
    if wanted in text:
        return found in text
    return (found.is_integer() and wanted.is_numeric()) or (found.is_temporal() and found.base_type() == pl.Datetime)


def _uuid(table: str, frame: pl.DataFrame, name: str) -> pl.Series:
    found = frame.select(uuids(name)).to_series()
    if found.null_count() > frame[name].null_count():
        wrong = frame.filter(found.is_null() & frame[name].is_not_null())[name]
        raise FactsError(
            f"{table}.{name} is no UUID in {len(wrong)} rows (first: {wrong[0]!r}); leave `row` out, "
            "and let the others name stored rows"
        )
    return found


def _with_ids(key: bytes, table: str, frame: pl.DataFrame) -> pl.DataFrame:
    lacking = frame.filter(pl.col("row").is_null())
    if lacking.is_empty():
        return frame
    given = frame.filter(pl.col("row").is_not_null())
    return pl.concat([given, lacking.with_columns(row_ids(key, table, lacking))])


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """The first of equal rows; rows of one id that state different things stay, and the schema refuses them."""
    if frame["row"].n_unique() == len(frame):
        return frame
    return frame.unique([name for name in frame.columns if name not in ("recorded_by", "source")], maintain_order=True)


def _allowed(table: str, schema: type[Fact], frame: pl.DataFrame) -> pl.DataFrame:
    entering = pl.lit(0).cast(UTC_MOMENT)  # stands for the clock of the batch
    good, failure = schema.filter(frame.with_columns(pl.col("recorded_at").fill_null(entering)))
    if len(good) < len(frame):
        counts = ", ".join(f"{rule} ({count})" for rule, count in sorted(failure.counts().items()))
        about = failure.invalid().select(subject(schema)).row(0)
        raise FactsError(f"{table}: {len(failure)} of {len(frame)} rows are not allowed: {counts}; first: {about}")
    _no_nul(table, frame)
    return frame


def _no_nul(table: str, frame: pl.DataFrame) -> None:
    for name in _texts(frame):
        if frame[name].str.contains("\0", literal=True).any():
            raise FactsError(f"{table}.{name} holds a NUL character: no text may")


def _texts(frame: pl.DataFrame) -> Iterator[str]:
    return (name for name, dtype in frame.schema.items() if dtype == pl.String and name not in FACT_COLUMNS[:1])
