"""What every row must have, whatever its table: as many cells as headers, a subject, its own id."""

from collections.abc import Sequence

import polars as pl

from seawall.feeds.how import How
from seawall.feeds.rejects import SURPLUS, beyond, without_surplus
from seawall.feeds.sheet import FINDINGS, Sheet
from seawall.files import names
from seawall.files.grid import Record
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import UTC_MOMENT, required, subject

TOTALS = ("合计", "总计", "共计", "小计", "total", "subtotal", "grand total")
"""What stands in the place of a number where a row is no row but the sum of those above it."""
RECORDED = "a time in recorded_at, or --recorded-at TIME for the rows that state none"


def lengths(sheet: Sheet, records: Sequence[Record], how: How) -> None:
    """A row with too few or too many cells may have them under the wrong headers."""
    own = len(without_surplus(how.layout.titles))
    came_back = own < len(how.layout.titles)
    for row, cells in records:
        if extra := beyond(cells, own):
            reason = "its cells did not stand under their headers" if came_back else _count(cells, own)
            allowed = "this column empty, once they do" if came_back else f"{own} cells; commas inside one need quotes"
            sheet.found.append(_finding(row, SURPLUS if came_back else "", extra, reason, allowed))
        elif how.ragged and len(cells) < own:
            sheet.found.append(_finding(row, "", "", _count(cells, own), f"{own} cells"))


def _count(cells: list[str], own: int) -> str:
    return f"it has {len(cells)} cells under {own} headers"


def _finding(row: int, *said: str) -> pl.DataFrame:
    return pl.DataFrame([(row, *said)], schema=FINDINGS, orient="row")


def needed(sheet: Sheet, how: How) -> None:
    """A subject is never empty; a required value only in a row that corrects another."""
    schema = TABLES[how.table]
    corrects = sheet.values.get("corrects")
    for name in subject(schema):
        sheet.where(how.title(name), sheet.values[name].is_null(), "it is empty", _offered(how.table, name))
        if schema.columns()[name].dtype == pl.String:
            said = sheet.values[name].str.strip_chars().str.to_lowercase()
            sheet.where(
                how.title(name), said.is_in(TOTALS), "this is a sum, not a row", "rows alone; leave this one out"
            )
    for name in required(schema):
        empty = sheet.values.get(name, pl.Series([None] * len(sheet.rows))).is_null()
        empty = empty if corrects is None else empty & corrects.is_null()
        sheet.where(how.title(name), empty, "it is empty", _offered(how.table, name))
    if how.undated:
        nothing = pl.Series("recorded_at", [None] * len(sheet.rows), dtype=UTC_MOMENT)
        empty = sheet.values.get("recorded_at", nothing).is_null()
        sheet.where(how.title("recorded_at"), empty, "it is not said when this was recorded", RECORDED)


def _offered(table: str, name: str) -> str:
    closed = TABLES[table].columns()[name].dtype == pl.Enum
    return names.offered(table, name) if closed else "a value"


def one_id_one_row(sheet: Sheet, how: How) -> None:
    """Rows that give one row id to two statements are both refused: nobody can tell which is meant."""
    if "row" not in sheet.values:
        return
    frame = pl.DataFrame(sheet.values).select(~pl.selectors.starts_with("register."))
    several = frame.unique().filter(pl.col("row").is_not_null() & pl.col("row").is_duplicated())["row"]
    bad = frame["row"].is_in(several.implode()) & frame["row"].is_not_null()
    sheet.where(how.title("row"), bad, "rows that differ have the same id", "one id a row, or none")
