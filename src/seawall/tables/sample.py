"""Sample rows of any table, for tests and for the documents: they look like facts, and are nobody's."""

import math
import uuid
from datetime import UTC, datetime, timedelta

import dataframely as dy
import polars as pl

from seawall.tables.catalogue import TABLES
from seawall.tables.schema import Fact, pairs

_FIRST = datetime(2022, 1, 21, 14, 0, tzinfo=UTC)

_SAME_AS = {
    "other": "person", "infector": "case", "previous": "case", "parent": "unit", "from_unit": "unit",
    "adjoins": "room", "facility": "site", "laboratory": "site", "second_by": "by",
    "second_organisation": "organisation",
}  # fmt: skip
_WORDS = {"recorded_by": "wang", "source": "interview", "evidence": "{}", "polygon": "POLYGON EMPTY"}
_NUMBERS = {"lon": 116.0, "lat": 36.5, "temperature": 36.25, "population": 400_000, "minutes": 15.0}


def sample(table: str, rows: int, seed: int = 1) -> pl.DataFrame:
    """`rows` rows that the table's schema allows; the same seed gives the same rows. None follows or corrects another.

    Ids count up (person-1, person-2), the n-th row is an hour after the one before, and every moment lasts an hour.
    """
    schema = TABLES[table]
    ours = {name: column for name, column in schema.columns().items() if not isinstance(column, dy.Enum | dy.Bool)}
    said = {name: _values(name, column, rows) for name, column in ours.items()}
    said |= {"row": [str(uuid.uuid5(uuid.NAMESPACE_OID, f"{table} {seed} {n}")) for n in range(rows)]}
    said |= {"follows": [None] * rows, "corrects": [None] * rows, **_moments(schema, rows)}
    return schema.sample(rows, overrides=said, generator=dy.random.Generator(seed))


def _values(name: str, column: dy.Column, rows: int) -> list[object]:
    if isinstance(column, dy.Datetime):
        later = timedelta(days=14) if name == "until" else timedelta()
        return [_FIRST + later + n * timedelta(hours=1) for n in range(rows)]
    if isinstance(column, dy.Int64 | dy.Float64):
        return [_number(name, column, n) for n in range(rows)]
    if name in _WORDS:
        return [_WORDS[name]] * rows
    start = 2 if name in _SAME_AS else 1
    return [f"{_SAME_AS.get(name, name)}-{start + n}" for n in range(rows)]


def _number(name: str, column: dy.Int64 | dy.Float64, n: int) -> float:
    """Counts up from its least value, or from where Gaotang lies, and stops at its most."""
    start = _NUMBERS.get(name, max(column.min or 0, 0))
    step = 1 if isinstance(column, dy.Int64) else 0.25
    return min(start + (n + 1) * step, column.max if column.max is not None else math.inf)


def _moments(schema: type[Fact], rows: int) -> dict[str, list[object]]:
    """Each moment of a row begins where the one before it ended."""
    hour = timedelta(hours=1)
    return {
        column: [_FIRST + (n + place + end) * hour for n in range(rows)]
        for place, pair in enumerate(pairs(schema))
        for end, column in enumerate(pair)
    }
