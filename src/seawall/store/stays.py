"""Stays by window: what a trace may see is read, and the rest of the table is not loaded."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from seawall.store.reading import fetch, reader, standing
from seawall.store.server import Server
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import in_force
from seawall.tables.schema import UTC_MOMENT

_CORRECTED = (  # an array, because IN would read the whole table
    '(corrects IS NOT NULL OR "row" = ANY (ARRAY(SELECT corrects FROM facts.stays WHERE corrects IS NOT NULL)))'
)
_NONE: Mapping[str, str] = {}


def stays_by(
    server: Server, windows: pl.DataFrame, known_at: datetime, batch: int, merged: Mapping[str, str] = _NONE
) -> pl.DataFrame:
    """The stays of some persons: rows of `stays` in force that may touch a window (person, from, until) of theirs.

    An open bound touches, and so does leaving as the window begins: the trace decides. `merged` says which number
    stands for which (`tables.facts.merges`); stays under every number of a person come, under the one that stands.
    """
    return _read(server, "person", windows, known_at, batch, merged)


def stays_at(
    server: Server, windows: pl.DataFrame, known_at: datetime, batch: int, merged: Mapping[str, str] = _NONE
) -> pl.DataFrame:
    """The visitors of some places: rows of `stays` in force that may touch a window (place, from, until) there."""
    return _read(server, "place", windows, known_at, batch, merged)


def _read(
    server: Server, key: str, windows: pl.DataFrame, known_at: datetime, batch: int, merged: Mapping[str, str]
) -> pl.DataFrame:
    known = standing(known_at, batch)
    with reader(server, "desk") as cursor:
        cursor.adbc_ingest("windows", _numbers(key, windows, merged).to_arrow(), mode="create", temporary=True)
        cursor.execute("ANALYZE windows")
        found = fetch(cursor, "stays", known, _touching(key)).unique("row")
        corrections = fetch(cursor, "stays", f"{known} AND {_CORRECTED}")
    standing_rows = in_force(pl.concat([found, corrections]).unique("row"), TABLES["stays"])
    return standing_rows.join(found, on="row", how="semi").with_columns(pl.col("person").replace(dict(merged)))


def _numbers(key: str, windows: pl.DataFrame, merged: Mapping[str, str]) -> pl.DataFrame:
    """The windows with a row for every number of each person."""
    plain = windows.select(
        pl.col(key).alias("id"), pl.col("from").cast(UTC_MOMENT).alias("since"), pl.col("until").cast(UTC_MOMENT)
    )
    if key == "place" or not merged:
        return plain.unique()
    others = pl.DataFrame(
        {"other": list(merged), "id": list(merged.values())}, schema=dict.fromkeys(("other", "id"), pl.String)
    )
    also = plain.join(others, on="id").select(pl.col("other").alias("id"), "since", "until")
    return pl.concat([plain, also]).unique()


def _touching(key: str) -> str:
    """Joined rather than asked row by row, so that few windows go by the index and many by one pass."""
    return (
        f'JOIN windows w ON stays."{key}" = w.id '
        "AND coalesce(came_from, '-infinity') <= w.until AND coalesce(left_until, 'infinity') >= w.since"
    )
