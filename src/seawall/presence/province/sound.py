"""Which rows of a data set are stays: for the reasons for which an index leaves rows out."""

from pyspark.sql import Column
from pyspark.sql import functions as sql

from seawall.files.cells import NONE, PADDING
from seawall.files.limits import CELL
from seawall.presence.files.reading import LONGEST_DAYS
from seawall.presence.instants import EARLIEST, LATEST
from seawall.presence.province.numbers import DAY
from seawall.tables.moment import UNKNOWN_WORDS


def trimmed(name: Column) -> Column:
    """A name as text, without what pads it."""
    return sql.trim(name.cast("string"), sql.lit(PADDING))


def sound() -> Column:
    """True for a row (person, place, came, left) that is a stay; null or false for any other."""
    return _named("person") & _named("place") & _timed()


def _named(name: str) -> Column:
    """A name that somebody has: no word for none, no cell of a spreadsheet that was never meant as a name."""
    column = sql.col(name)
    cell = column.startswith("=") | column.startswith("'") | (sql.length(column) > CELL)
    return ~sql.lower(column).isin(*sorted(UNKNOWN_WORDS | NONE)) & ~cell


def _timed() -> Column:
    came, left = sql.col("came"), sql.col("left")
    limits = [sql.lit(f"{each:%Y-%m-%d %H:%M:%S}").cast("timestamp") for each in (EARLIEST, LATEST)]
    span = sql.unix_micros(left) - sql.unix_micros(came)
    return came.between(*limits) & left.between(*limits) & span.between(0, LONGEST_DAYS * DAY * 1_000_000)
