"""Small facts for tests, written as a person would: one mapping a row, local times as text.

    facts = given(at="2022-01-23T05:00", cases=[{"case": "C1", "person": "P1", "incident": "I"}])

`"at": "2022-01-22"` is that whole local day, `"22T10:00"` of January 2022 an exact time, `".. X"` before X and
`"X .."` after it; no key: unknown. Row ids count up within a table; `recorded` is the time it was learned.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.catalogue import TABLES
from seawall.tables.facts import Facts, known
from seawall.tables.moment import Moment
from seawall.tables.schema import moments

SHANGHAI = ZoneInfo("Asia/Shanghai")
Row = Mapping[str, Any]


def local(text: str) -> datetime:
    """A local time of Shanghai in UTC: "2022-01-22T10:00", or "22T10:00" in January 2022."""
    whole = text if len(text) > len("22T10:00") else f"2022-01-{text}"
    return datetime.fromisoformat(whole).replace(tzinfo=SHANGHAI).astimezone(UTC)


def when(text: str) -> Moment:
    """The moment a short text means: an exact time, a day, or a span with "..", open where an end is empty."""
    if ".." in text:
        first, last = (part.strip() for part in text.split(".."))
        return Moment(when(first).earliest if first else None, when(last).latest if last else None)
    if "T" in text:
        return Moment(local(text), local(text))
    start = local(f"{text}T00:00")
    return Moment(start, start + timedelta(days=1))


def given(at: str = "2023-01-01T00:00", **tables: Sequence[Row]) -> Facts:
    """The facts known at a local time, from rows by table."""
    frames = {name: frame(name, rows) for name, rows in tables.items()}
    return known(frames, local(at), SHANGHAI)


def frame(name: str, rows: Sequence[Row]) -> pl.DataFrame:
    """A table of rows, with what every fact has filled in."""
    schema = TABLES[name]
    filled = [_filled(name, i, row, set(moments(schema))) for i, row in enumerate(rows)]
    columns = schema.create_empty().schema
    return pl.DataFrame([{c: row.get(c) for c in columns} for row in filled], schema=columns, orient="row")


def _filled(name: str, i: int, row: Row, named: set[str]) -> dict[str, Any]:
    learned = local(row.get("recorded", "2022-01-01T00:00"))
    whole: dict[str, Any] = {
        "row": f"{name}-{i}", "recorded_at": learned, "recorded_by": "desk", "source": "test"
    }  # fmt: skip
    for column, value in row.items():
        if column in named and isinstance(value, str):
            moment = when(value)
            whole |= {f"{column}_from": moment.earliest, f"{column}_until": moment.latest}
        elif column != "recorded":
            whole[column] = value
    return whole
