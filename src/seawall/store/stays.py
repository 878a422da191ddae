"""Stays by window: what a trace may see is read, and the rest of the table is not loaded."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
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
_WINDOWS = (
    "CREATE TEMPORARY TABLE windows AS SELECT id, min(since) AS since, max(until) AS until, "
    "range_agg(tstzrange(since, until, '[]')) AS spans FROM asked GROUP BY id; ANALYZE windows"
)
MANY = 1_000
"""From so many windows on, the table is gone through rather than looked up."""
_NONE: Mapping[str, str] = {}
SEEN = ("row", "person", "place", "came_from", "came_until", "left_from", "left_until")
"""What a trace looks at of a stay; the rest stays in the database."""


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
    known, asked = standing(known_at, batch), _numbers(key, windows, merged)
    with reader(server, "desk") as connection:
        corrections = fetch(connection, "stays", f"{known} AND {_CORRECTED}")
        pages = connection.ask("SELECT pg_relation_size('facts.stays') / 8192 AS pages")["pages"].item()
    with ThreadPoolExecutor() as pool:
        parts = [f"{known}{rows}" for rows in _parts(asked, pages)]
        reads = [pool.submit(copy_context().run, _touching_rows, server, key, asked, part) for part in parts]
        found = pl.concat([read.result() for read in reads])
    if not corrections.is_empty():
        found = in_force(pl.concat([corrections, found]).unique("row", keep="first"), TABLES["stays"]).join(
            found, on="row", how="semi"
        )
    return found.with_columns(pl.col("person").replace(dict(merged))) if merged else found


def _parts(asked: pl.DataFrame, pages: int) -> list[str]:
    """The table in one part, or in halves where so much is asked that all of it is gone through: one a connection."""
    if asked.height < MANY:
        return [""]
    return [f" AND stays.ctid < '({pages // 2},0)'", f" AND stays.ctid >= '({pages // 2},0)'"]


def _touching_rows(server: Server, key: str, asked: pl.DataFrame, known: str) -> pl.DataFrame:
    with reader(server, "desk") as connection:
        connection.lay("asked", asked)
        connection.run(_WINDOWS)
        return fetch(connection, "stays", known, _touching(key), only=SEEN)


def _numbers(key: str, windows: pl.DataFrame, merged: Mapping[str, str]) -> pl.DataFrame:
    """The windows with a row for every number of each person."""
    plain = windows.select(
        pl.col(key).alias("id"), pl.col("from").cast(UTC_MOMENT).alias("since"), pl.col("until").cast(UTC_MOMENT)
    )
    if key == "place" or not merged:
        return plain
    others = pl.DataFrame(
        {"other": list(merged), "id": list(merged.values())}, schema=dict.fromkeys(("other", "id"), pl.String)
    )
    also = plain.join(others, on="id").select(pl.col("other").alias("id"), "since", "until")
    return pl.concat([plain, also])


def _touching(key: str) -> str:
    """Joined rather than asked row by row, so that few windows go by the index and many by one pass.

    An id's windows are one row, so that a stay comes once. One that would end before it began has no bounds.
    """
    return (
        f'JOIN windows w ON stays."{key}" = w.id '
        "AND coalesce(came_from, '-infinity') <= w.until AND coalesce(left_until, 'infinity') >= w.since "
        "AND w.spans && tstzrange(came_from, CASE WHEN left_until >= came_from THEN left_until END, '[]')"
    )
