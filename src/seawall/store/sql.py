"""From a schema class to the SQL table that holds it: types, checks, comments, keys."""

from collections.abc import Iterator
from typing import Any

import dataframely as dy
from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    Index,
    MetaData,
    Table,
    Text,
    Uuid,
    create_engine,
    text,
)
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement, SetColumnComment, SetTableComment
from sqlalchemy.types import TypeEngine

from seawall.tables.catalogue import TABLES
from seawall.tables.schema import Fact, pairs, required, subject

SCHEMA = "facts"
"""The SQL schema of all fact tables."""

ROW_IDS = ("row", "follows", "corrects")
"""The columns that hold row ids: uuid in the database, text everywhere else."""

ENTERED = {
    "entered_at": "when the database took it in: the clock that nobody can set back",
    "batch": "the number, in commit order, of the batch it came in with",
}
"""The columns that only the database has."""

UNINDEXED = {("signatures", "order"), ("signatures", "officer")}
"""Text that a row is about, without an index of its own. A signature is found by its order, which leads two unique keys
(0001/guards.sql), and by nothing else (docs/decisions/156)."""

_TYPES: dict[type[dy.Column], TypeEngine[Any]] = {
    dy.String: Text(),
    dy.Enum: Text(),
    dy.Int64: BigInteger(),
    dy.Float64: Double(),
    dy.Bool: Boolean(),
    dy.Datetime: TIMESTAMP(timezone=True),
}

_DIALECT = create_engine("postgresql+psycopg://").dialect


def metadata() -> MetaData:
    """All fact tables, as the schema classes say they are."""
    found = MetaData(schema=SCHEMA)
    for name, schema in TABLES.items():
        sql_table(name, schema, found)
    return found


def sql_table(name: str, schema: type[Fact], into: MetaData) -> Table:
    """The SQL table of a schema: one row a fact, plus when and with which batch the database took it in."""
    parts = [
        *(_column(column_name, column) for column_name, column in schema.columns().items()),
        _entered("entered_at", TIMESTAMP(timezone=True), "clock_timestamp()"),
        _entered("batch", BigInteger()),
        *_checks(name, schema),
        *_indexes(name, schema),
    ]
    return Table(name, into, *parts, comment=meaning(schema), quote=True)


def meaning(schema: type[Fact]) -> str:
    """What a table's row says, in one paragraph."""
    return " ".join((schema.__doc__ or "").split())


def ddl(table: Table) -> Iterator[str]:
    """The statements that make the table, its indexes and its comments."""
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    elements: list[DDLElement] = [CreateTable(table), *(CreateIndex(index) for index in indexes)]
    elements += [SetTableComment(table), *(SetColumnComment(column) for column in table.columns)]
    for element in elements:
        said = str(element.compile(dialect=_DIALECT))
        yield "\n".join(line.rstrip().replace("\t", "    ") for line in said.strip().splitlines()) + ";"


def _column(name: str, column: dy.Column) -> Column[Any]:
    kind = Uuid() if name in ROW_IDS else _TYPES[type(column)]
    return Column(
        name, kind, primary_key=column.primary_key, nullable=column.nullable, comment=column.description, quote=True
    )


def _entered(name: str, kind: TypeEngine[Any], default: str | None = None) -> Column[Any]:
    server_default = text(default) if default else None
    return Column(name, kind, nullable=False, server_default=server_default, comment=ENTERED[name], quote=True)


def _checks(name: str, schema: type[Fact]) -> Iterator[CheckConstraint]:
    for column_name, column in schema.columns().items():
        if (condition := _condition(column_name, column)) is not None:
            yield CheckConstraint(condition, name=f"{name}_{column_name}_allowed")
    for first, last in pairs(schema):
        yield CheckConstraint(f'"{first}" <= "{last}"', name=f"{name}_{first.removesuffix('_from')}_runs_forwards")
    yield CheckConstraint('"corrects" <> "row" AND "follows" <> "row"', name=f"{name}_names_another_row")
    if stated := required(schema):
        every = " AND ".join(f'"{column}" IS NOT NULL' for column in stated)
        yield CheckConstraint(f'"corrects" IS NOT NULL OR ({every})', name=f"{name}_values_are_stated")


def _condition(name: str, column: dy.Column) -> str | None:
    """What a value must satisfy; NULL always passes, where the column lets it in at all."""
    if name in ROW_IDS:
        return None
    match column:
        case dy.Enum():
            words = ", ".join(f"'{word}'" for word in column.categories)
            return f'"{name}" IN ({words})'
        case dy.String():
            return f"\"{name}\" <> ''" if column.min_length else None
        case dy.Float64() | dy.Int64():
            return _range(name, column)
    return None


def _range(name: str, column: dy.Float64 | dy.Int64) -> str | None:
    bounds = []
    if column.min is not None:
        bounds.append(f'"{name}" >= {column.min}')
    if column.max is not None:
        bounds.append(f'"{name}" <= {column.max}')
    if isinstance(column, dy.Float64):  # PostgreSQL holds NaN equal to itself and greater than every number
        bounds.append(f"\"{name}\" NOT IN ('NaN', 'Infinity', '-Infinity')")
    return " AND ".join(bounds) or None


def _indexes(name: str, schema: type[Fact]) -> Iterator[Index]:
    """Rows lie in the order they came, so for batch and recorded_at the small kind does (docs/decisions/031)."""
    for column in subject(schema):
        if isinstance(schema.columns()[column], dy.String) and (name, column) not in UNINDEXED:
            yield Index(f"{name}_{column}", text(f'"{column}"'))
    for column in ("recorded_at", "batch"):
        yield Index(f"{name}_{column}", text(f'"{column}"'), postgresql_using="brin")
    yield Index(f"{name}_corrects", text('"corrects"'), postgresql_where=text('"corrects" IS NOT NULL'))


if __name__ == "__main__":  # how migrations/0001/tables.sql was written, and how to start a later one
    for table in metadata().tables.values():
        print(*ddl(table), sep="\n", end="\n\n")  # noqa: T201 - the statements are the result
