"""The rows of an act, numbered, with what they correct; and which of them are there already."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl
from sqlalchemy import text

from seawall.desk.opening import Desk
from seawall.store import sight
from seawall.store.database import transaction
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import UTC_MOMENT
from seawall.tables.schema import subject as subject_of
from seawall.web.field.act import Act
from seawall.web.field.numbers import row_of

MENDED = ("answers", "symptoms", "stays", "relations", "traits", "followups", "done", "specimens")
"""Tables in which an act takes back what an earlier one said; whom and what that made known stays known."""
MOST = 20
"""Rows of one table that an act has at most."""
Row = dict[str, Any]
_STANDS = "AND NOT EXISTS (SELECT FROM facts.{} c WHERE c.corrects = t.row AND c.row <> ALL(CAST(:own AS uuid[])))"


def numbered(desk: Desk, account: UUID, act: Act, told: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Each row with the number that the act gives it, and with what it corrects of the act that it is instead of."""
    rows = {
        table: [{"row": row_of(desk.home, account, act.id, table, nth), **row} for nth, row in enumerate(made)]
        for table, made in told.items()
    }
    if act.instead:
        _correct(desk, account, act, rows)
    return rows


def _correct(desk: Desk, account: UUID, act: Act, rows: dict[str, list[Row]]) -> None:
    """Each row of the earlier acts is corrected by one of these, or retracted where there is none left.

    What something else corrected already is left alone; what this act itself did is done again alike.
    """
    ids = {table: _ids(desk, account, act.instead, table) for table in MENDED}
    for table, found in stored(desk, ids, _ids_of(desk, account, act)).items():
        ours, of = rows.setdefault(table, []), subject_of(TABLES[table])
        fresh = list(ours)
        for nth, old in enumerate(sorted(found, key=lambda row: ids[table].index(row["row"]))):
            if nth < len(fresh):
                fresh[nth]["corrects"] = old["row"]
            else:
                gone = row_of(desk.home, account, act.id, f"{table} gone", nth)
                ours.append({"row": gone, "corrects": old["row"], **{name: old[name] for name in of}})


def _ids(desk: Desk, account: UUID, acts: Sequence[str], table: str) -> list[str]:
    return [row_of(desk.home, account, act, table, nth) for act in acts for nth in range(MOST)]


def _ids_of(desk: Desk, account: UUID, act: Act) -> list[str]:
    names = [name for table in MENDED for name in (table, f"{table} gone")]
    return [each for name in names for each in _ids(desk, account, (act.id,), name)]


@sight.whole()  # whom an act made known lives nowhere yet, and these are the numbers of their own acts
def stored(desk: Desk, ids: Mapping[str, Sequence[str]], but_by: Sequence[str] | None = None) -> dict[str, list[Row]]:
    """Which rows of these numbers there are, by table: their number, subject and recorded_at.

    With `but_by` those that no row corrects, but for rows of these numbers.
    """
    found: dict[str, list[Row]] = {}
    with transaction(desk.server) as connection:
        for table, numbers in ids.items():
            names = ", ".join(f'"{name}"' for name in subject_of(TABLES[table]))
            stands = "" if but_by is None else _STANDS.format(table)
            asked = text(
                f"SELECT row::text AS row, recorded_at, {names} FROM facts.{table} t "  # noqa: S608 - names of the catalogue
                f"WHERE row = ANY(CAST(:numbers AS uuid[])) {stands}"
            )
            given = {"numbers": list(numbers)} | ({} if but_by is None else {"own": list(but_by)})
            rows = connection.execute(asked, given).mappings()
            if there := [dict(row) for row in rows]:
                found[table] = there
    return found


def frame(table: str, rows: Sequence[Row], recorded_at: datetime | None) -> pl.DataFrame:
    """Rows as the store takes them; `recorded_at` is stated in a history alone."""
    kinds = {name: column.dtype for name, column in TABLES[table].columns().items()}
    names = list(dict.fromkeys(name for row in rows for name in row))
    values = {name: [row.get(name) for row in rows] for name in names}
    times = {name: UTC_MOMENT for name in names if name in kinds and kinds[name] == UTC_MOMENT}
    made = pl.DataFrame(values, schema_overrides=times)
    return made.with_columns(pl.lit(recorded_at, UTC_MOMENT).alias("recorded_at"))
