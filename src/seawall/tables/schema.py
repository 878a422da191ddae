"""What every table has in common: the columns of a fact, and the words a column is declared with."""

from collections.abc import Sequence
from typing import Any, cast

import dataframely as dy
import polars as pl

UTC_MOMENT = pl.Datetime("us", "UTC")


def _role(subject: bool, required: bool) -> dict[str, Any]:
    return {"subject": subject, "required": required}


def text(meaning: str, *, subject: bool = False, required: bool = False) -> dy.String:
    """A word or an id. A subject is never empty; a required value may be missing only in a retraction."""
    return dy.String(nullable=not subject, min_length=1, description=meaning, metadata=_role(subject, required))


def choice(meaning: str, allowed: Sequence[str], *, subject: bool = False, required: bool = False) -> dy.Enum:
    """One word out of a closed list."""
    return dy.Enum(allowed, nullable=not subject, description=meaning, metadata=_role(subject, required))


def number(
    meaning: str, *, least: float | None = None, most: float | None = None, required: bool = False
) -> dy.Float64:
    """A measured value; its unit stands in the meaning."""
    return dy.Float64(nullable=True, min=least, max=most, description=meaning, metadata=_role(False, required))


def count(meaning: str, *, least: int = 0, most: int | None = None, required: bool = False) -> dy.Int64:
    """A whole number of things."""
    return dy.Int64(nullable=True, min=least, max=most, description=meaning, metadata=_role(False, required))


def yes_no(meaning: str) -> dy.Bool:
    """True, false, or empty: not asked."""
    return dy.Bool(nullable=True, description=meaning, metadata=_role(False, False))


def instant(meaning: str, *, required: bool = False) -> dy.Datetime:
    """An exact time that a machine wrote down, in UTC."""
    return dy.Datetime(
        nullable=True,
        time_zone="UTC",
        time_unit="us",
        description=meaning,
        metadata=_role(False, required),
    )


def moment(meaning: str) -> tuple[dy.Datetime, dy.Datetime]:
    """The two columns of a moment: the earliest and the latest it may have been; empty is open.

    An exact time has both alike; a day runs from its 00:00 to the next 00:00.
    """
    return instant(f"{meaning}: the earliest it may be"), instant(f"{meaning}: the latest it may be")


class Fact(dy.Schema):
    """A row that somebody stated. It is never changed; a later row follows or corrects it."""

    row = dy.String(primary_key=True, min_length=1, description="the row's own id, a UUID")
    recorded_at = dy.Datetime(time_zone="UTC", time_unit="us", description="when we learned it, as the source claims")
    recorded_by = dy.String(min_length=1, description="who wrote it down")
    source = dy.String(min_length=1, description="where it came from: a file, an interview, a laboratory")
    follows = dy.String(nullable=True, min_length=1, description="the row whose next step this is; both stay true")
    corrects = dy.String(
        nullable=True,
        min_length=1,
        description="the row that was wrong; without values, this is a retraction",
    )

    @dy.rule()
    def moments_run_forwards(cls) -> pl.Expr:  # noqa: N805 - dataframely hands the class in
        """No moment's earliest lies after its latest."""
        return pl.all_horizontal(
            pl.lit(value=True),
            *[pl.col(a).is_null() | pl.col(b).is_null() | (pl.col(a) <= pl.col(b)) for a, b in pairs(_schema(cls))],
        )

    @dy.rule()
    def values_are_stated(cls) -> pl.Expr:  # noqa: N805 - dataframely hands the class in
        """A required value is empty only in a row that corrects another."""
        stated = [pl.col(name).is_not_null() for name in required(_schema(cls))]
        return pl.all_horizontal(pl.lit(value=True), *stated) | pl.col("corrects").is_not_null()


def _schema(cls: object) -> type[Fact]:
    """The class a dataframely rule is asked about; its stub types the argument as an instance."""
    return cast("type[Fact]", cls)


FACT_COLUMNS = tuple(Fact.column_names())


def subject(schema: type[Fact]) -> list[str]:
    """The columns that say what a row is about, in order."""
    return _having(schema, "subject")


def required(schema: type[Fact]) -> list[str]:
    """The columns that only a retraction may leave empty."""
    return _having(schema, "required")


def values(schema: type[Fact]) -> list[str]:
    """The columns that say something of the subject: neither subject nor common to all facts."""
    return [name for name in schema.column_names() if name not in (*FACT_COLUMNS, *subject(schema))]


def moments(schema: type[Fact]) -> list[str]:
    """The names of a table's moments: `at` stands for `at_from` and `at_until`."""
    return [first.removesuffix("_from") for first, _ in pairs(schema)]


def pairs(schema: type[dy.Schema]) -> list[tuple[str, str]]:
    """The two columns of each moment."""
    names = schema.column_names()
    ends = [(name, name.removesuffix("_from") + "_until") for name in names if name.endswith("_from")]
    return [(first, last) for first, last in ends if last in names]


def _having(schema: type[Fact], role: str) -> list[str]:
    return [name for name, column in schema.columns().items() if (column.metadata or {}).get(role)]
