"""The drill's CSV files read plainly, without the feeds: one mapping a row, and frames in the tables' columns."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

import seawall.drill.gaotang_2022 as drill
from seawall.tables.catalogue import TABLES
from seawall.tables.moment import parse
from seawall.tables.schema import moments

SHANGHAI = ZoneInfo("Asia/Shanghai")
FOLDER = Path(next(iter(drill.__path__)))


def rows(table: str) -> list[dict[str, str]]:
    """All rows of a table, published and invented, as text; an empty cell is left out."""
    found: list[dict[str, str]] = []
    for half in ("published", "invented"):
        path = FOLDER / half / f"{table}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                found += [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]
    return found


def names() -> list[str]:
    """The tables that the drill fills."""
    return sorted({path.stem for path in FOLDER.glob("*/*.csv")})


def frames() -> Mapping[str, pl.DataFrame]:
    """Each table of the drill in its schema's columns."""
    return {name: frame(name) for name in names()}


def frame(name: str) -> pl.DataFrame:
    """One table of the files in its schema's columns."""
    return frame_of(name, rows(name))


def frame_of(name: str, said: Sequence[Mapping[str, str]]) -> pl.DataFrame:
    """Rows as text in a table's columns; a moment's text becomes its two bounds."""
    columns = TABLES[name].create_empty().schema
    return pl.DataFrame([_typed(name, row, columns) for row in said], schema=columns, orient="row")


def _typed(name: str, row: Mapping[str, str], columns: pl.Schema) -> dict[str, Any]:
    whole: dict[str, Any] = dict.fromkeys(columns)
    for column, text in row.items():
        if column in moments(TABLES[name]):
            at = parse(text, SHANGHAI)
            whole |= {f"{column}_from": at.earliest, f"{column}_until": at.latest}
        else:
            whole[column] = _value(text, columns[column])
    return whole


def _value(text: str, kind: pl.DataType) -> object:
    if kind == pl.Boolean:
        return {"true": True, "false": False}[text]
    if kind.is_numeric():
        return float(text) if kind.is_float() else int(text)
    return instant(text) if kind.is_temporal() else text


def instant(text: str) -> datetime:
    """An exact time with its offset."""
    return datetime.fromisoformat(text)
